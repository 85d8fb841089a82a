//! What no check that keeps its texts and parses with syn can go below: reading, searching and parsing alone, nothing judged.
//!
//! `cargo bench --bench floor` does on the workspaces of `compare` and `scale` what any such check must: it lists and reads the files, looks for
//! the client's name, keeps the texts, looks once more for what was found to lead to the client, and parses what names either.
//! `cargo bench --bench floor -- FOLDER` does so in a folder that `scale` left. The least of seven runs counts.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints a table")]

#[path = "support/allocator.rs"]
mod allocator;
#[allow(dead_code, reason = "other benchmarks use the rest")]
#[path = "support/cost.rs"]
mod cost;
#[path = "support/tree.rs"]
mod tree;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use memchr::memmem;
use rayon::prelude::*;

use cost::least;
use tree::Tree;

const RUNS: usize = 7;

fn main() {
    rayon::ThreadPoolBuilder::new().stack_size(cargo_redis_ssot::STACK_SIZE).build_global().unwrap();
    if let Some(folder) = std::env::args().skip(1).find(|arg| arg != "--bench") {
        return measure(Path::new(&folder));
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
    let search = || {
        let mut command = Command::new("rg");
        command.args(["-c", "redis", "-trust"]).arg(folder);
        command
    };
    let own = |paths: &[PathBuf]| paths.par_iter().map(|path| names(&std::fs::read(path).unwrap(), "redis")).count();
    row("listed, read, searched, forgotten", || own(&list(folder)));
    let texts = keep(&list(folder));
    // Never dropped: memory that is used again would be there at once.
    row("listed, read, searched, kept", || std::mem::forget(keep(&list(folder))));
    row("searched once more", || texts.par_iter().filter(|text| names(text.as_bytes(), "Store")).count());
    let named = |text: &&Arc<str>| ["redis", "Store"].iter().any(|name| names(text.as_bytes(), name));
    let matter: Vec<&Arc<str>> = texts.iter().filter(named).collect();
    let bytes: usize = matter.iter().map(|text| text.len()).sum();
    let parsed =
        row("parsed by syn, and dropped", || matter.par_iter().filter(|text| syn::parse_file(text).is_ok()).count());
    let rate = bytes as f64 / 1e6 / parsed.as_secs_f64();
    println!("{:36} {:>8.1} MB, {rate:.1} MB/s on {} threads", "", bytes as f64 / 1e6, rayon::current_num_threads());
    if let Some(cost) = least(RUNS, search, |status| status.is_some_and(|status| status < 2)) {
        println!("{:36} {:>8.1} ms", "rg -c redis -trust", cost.wall.as_secs_f64() * 1e3);
    }
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().map(walkdir::DirEntry::into_path);
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

fn keep(paths: &[PathBuf]) -> Vec<Arc<str>> {
    let read = |path: &PathBuf| {
        let text: Arc<str> = std::fs::read_to_string(path).unwrap().into();
        std::hint::black_box(names(text.as_bytes(), "redis"));
        text
    };
    paths.par_iter().map(read).collect()
}

fn names(text: &[u8], name: &str) -> bool {
    memmem::find(text, name.as_bytes()).is_some()
}

fn row<R>(what: &str, run: impl Fn() -> R) -> Duration {
    let once = |_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    let least = (0..RUNS).map(once).min().unwrap_or_default();
    println!("{what:36} {:>8.1} ms", least.as_secs_f64() * 1e3);
    least
}
