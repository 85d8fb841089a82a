//! What no check that keeps its texts and parses with syn can go below: reading, searching and parsing alone, nothing judged.
//!
//! `cargo bench --bench floor` does on the workspaces of `compare` and `scale` what any such check must: it lists and reads the files, looks for
//! the client's name, keeps the texts, looks once more for what was found to lead to the client, and parses what names either, whole or,
//! as this one, without the function bodies and `impl`s that do not; and it parses what the client and the standard library declare.
//! `cargo bench --bench floor -- FOLDER` does so in a folder that `scale` left. The least of seven runs counts.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints a table")]

#[path = "support/allocator.rs"]
mod allocator;
#[allow(dead_code, reason = "other benchmarks use the rest")]
#[path = "support/cost.rs"]
mod cost;
#[path = "support/tree.rs"]
mod tree;

use std::cell::RefCell;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cargo_redis_ssot::config::Config;
use cargo_redis_ssot::model::Interfaces;
use cargo_redis_ssot::position::to_u32;
use cargo_redis_ssot::source::disk::Disk;
use cargo_redis_ssot::source::needed::left_out;
use cargo_redis_ssot::syntax;
use cargo_redis_ssot::workspace::{self, Edition, Selection};
use memchr::memmem;
use rayon::prelude::*;

use cost::{least, text_search};
use tree::Tree;

const RUNS: usize = 7;
/// These ask for one run in a process of its own: memory that was used before is there at once, declarations that were read before too.
const KEEP: &str = "--keep";
const DECLARE: &str = "--declare";

fn main() {
    rayon::ThreadPoolBuilder::new().stack_size(cargo_redis_ssot::STACK_SIZE).build_global().unwrap();
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.as_slice() {
        [flag, folder] if flag == KEEP => return println!("{}", once(|| keep(&list(Path::new(folder)))).as_secs_f64()),
        [flag, folder] if flag == DECLARE => return println!("{}", declare(Path::new(folder)).as_secs_f64()),
        [folder] => return measure(Path::new(folder)),
        _ => {}
    }
    let scratch = tempfile::tempdir().unwrap();
    for (lines, share) in [(1_200_000, 2), (100_000, 100)] {
        println!("{lines} lines, {share} % of the files use Redis");
        let folder = scratch.path().join(lines.to_string());
        Tree { lines, share, depth: 3 }.write(&folder);
        measure(&folder);
    }
}

fn measure(folder: &Path) {
    let own = |paths: &[PathBuf]| paths.par_iter().map(|path| names(&std::fs::read(path).unwrap(), "redis")).count();
    row("listed, read, searched, forgotten", || own(&list(folder)));
    let texts = keep(&list(folder));
    row_of_processes("listed, read, searched, kept", KEEP, folder);
    row("searched once more", || texts.par_iter().filter(|text| names(text.as_bytes(), "Store")).count());
    let named = |text: &&Arc<str>| ["redis", "Store"].iter().any(|name| names(text.as_bytes(), name));
    let matter: Vec<&Arc<str>> = texts.iter().filter(named).collect();
    let bytes: usize = matter.iter().map(|text| text.len()).sum();
    let parsed =
        row("parsed by syn, and dropped", || matter.par_iter().filter(|text| syn::parse_file(text).is_ok()).count());
    let rate = bytes as f64 / 1e6 / parsed.as_secs_f64();
    println!("{:36} {:>8.1} MB, {rate:.1} MB/s on {} threads", "", bytes as f64 / 1e6, rayon::current_num_threads());
    row("what matters of it parsed, to facts", || matter.par_iter().filter(|text| facts(text)).count());
    row_of_processes("declarations of redis and std parsed", DECLARE, folder);
    if let Some(cost) = least(RUNS, || text_search(folder), |status| status.is_some_and(|status| status < 2)) {
        println!("{:36} {:>8.1} ms", "rg -c redis -trust", cost.wall.as_secs_f64() * 1e3);
    }
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().map(walkdir::DirEntry::into_path);
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// Reads into one buffer for each thread and copies out of it, as `source::disk` does: of what was tried the fastest.
fn keep(paths: &[PathBuf]) -> Vec<Arc<str>> {
    thread_local!(static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
    let read = |path: &PathBuf| {
        BUFFER.with_borrow_mut(|bytes| {
            bytes.clear();
            File::open(path).unwrap().read_to_end(bytes).unwrap();
            std::hint::black_box(names(bytes, "redis"));
            Arc::from(std::str::from_utf8(bytes).unwrap())
        })
    };
    paths.par_iter().map(read).collect()
}

/// As the check does: function bodies and `impl`s that do not matter are left out, the tree becomes facts.
fn facts(text: &str) -> bool {
    let hits = |name: &str| memmem::find_iter(text.as_bytes(), name).map(to_u32).collect::<Vec<u32>>();
    let mut hits: Vec<u32> = ["redis", "Store"].into_iter().flat_map(hits).collect();
    hits.sort_unstable();
    syntax::parse_without(text, Edition::E2021, left_out(text, &hits)).is_ok()
}

fn names(text: &[u8], name: &str) -> bool {
    memmem::find(text, name.as_bytes()).is_some()
}

/// What the client and the standard library declare, which a check must know to tell what a name is.
fn declare(folder: &Path) -> Duration {
    let codebase = workspace::discover(&Disk::unbounded(), &[folder.to_path_buf()], &Selection::default()).unwrap();
    once(|| Interfaces::read(&codebase, &Config::default()).unwrap())
}

fn row_of_processes(what: &str, flag: &str, folder: &Path) {
    let program = std::env::current_exe().unwrap();
    let run = |_| -> f64 {
        let output = Command::new(&program).arg(flag).arg(folder).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
    };
    let least = (0..RUNS).map(run).min_by(f64::total_cmp).unwrap();
    println!("{what:36} {:>8.1} ms", least * 1e3);
}

/// How long it takes; what comes of it is dropped after that.
fn once<R>(run: impl Fn() -> R) -> Duration {
    let start = Instant::now();
    let result = std::hint::black_box(run());
    let took = start.elapsed();
    drop(result);
    took
}

fn row<R>(what: &str, run: impl Fn() -> R) -> Duration {
    let least = (0..RUNS).map(|_| once(&run)).min().unwrap_or_default();
    println!("{what:36} {:>8.1} ms", least.as_secs_f64() * 1e3);
    least
}
