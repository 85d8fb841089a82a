//! What is skipped loses no finding: the default and `--no-prefilter` say the same, but for the syntax of files that are not parsed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/fixture.rs"]
mod fixture;
#[path = "support/published.rs"]
mod published;
#[path = "support/woven.rs"]
mod woven;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use cargo_redis_ssot::config::{LevelOverride, Manager};
use cargo_redis_ssot::{Options, Outcome, check, rules};
use published::{corpus, crates};

/// So many workspaces are woven.
const WOVEN: u64 = 150;

/// All that a report says, as text, and how many files were parsed.
fn said(dir: &Path, manager: Option<&Manager>, no_prefilter: bool) -> (String, usize) {
    let levels = rules::names().into_iter().map(LevelOverride::warn).collect();
    let manager = manager.cloned();
    let options = Options { levels, threads: Some(1), no_prefilter, manager, stock: true, ..Options::at(dir) };
    let outcome = check(&options).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let Outcome { report, choices, sources, .. } = &outcome;
    let evidence = outcome.evidence(None);
    let (imports, map) = (&evidence.imports, &evidence.map);
    let mut text = format!("{choices:#?}\n{:#?}\n{imports:#?}\n{map:#?}\n{:?}\n", evidence.inventory, outcome.counts());
    for finding in report.findings.iter().chain(report.suppressed.iter().map(|suppressed| &suppressed.finding)) {
        let parse_error = finding.rule == "unparsed-source" && finding.message.starts_with("cannot parse");
        if !parse_error {
            let file = finding.primary.as_ref().map(|label| &sources.get(label.span.file).display);
            text.push_str(&format!("{file:?} {finding:#?}\n"));
        }
    }
    (text, report.statistics.parsed)
}

/// The first lines in which two texts differ, and the line before.
fn difference(default: &str, whole: &str) -> String {
    let first = default.lines().zip(whole.lines()).position(|(a, b)| a != b);
    let first = first.unwrap_or_else(|| default.lines().count().min(whole.lines().count()));
    let from = |text: &str| text.lines().skip(first).take(12).collect::<Vec<_>>().join("\n");
    let before = default.lines().nth(first.saturating_sub(1)).unwrap_or_default();
    format!("{before}\nby default:\n{}\nwith --no-prefilter:\n{}", from(default), from(whole))
}

/// Compares both; gives how many files each parsed.
fn compare(dir: &Path) -> Result<(usize, usize), String> {
    let mut parsed = (0, 0);
    for manager in [None, Some(&Manager::None)] {
        let (default, some) = said(dir, manager, false);
        let (whole, all) = said(dir, manager, true);
        if default != whole {
            return Err(format!("{}: {}", dir.display(), difference(&default, &whole)));
        }
        parsed = (parsed.0 + some, parsed.1 + all);
    }
    Ok(parsed)
}

/// Compares both for all of these; gives how many files each parsed.
fn compare_all(dirs: &[PathBuf]) -> (usize, usize) {
    let next = AtomicUsize::new(0);
    let work = || {
        let mine = std::iter::from_fn(|| dirs.get(next.fetch_add(1, Ordering::Relaxed)));
        mine.map(|dir| compare(dir)).collect::<Vec<_>>()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    // A thread pool would begin another comparison while it waits for the pool of a check, on the same stack.
    let compared: Vec<Result<(usize, usize), String>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let different: Vec<&str> = compared.iter().filter_map(|result| result.as_ref().err().map(String::as_str)).collect();
    assert!(different.is_empty(), "{} differ\n{}", different.len(), different.join("\n\n"));
    compared.iter().flatten().fold((0, 0), |sum, both| (sum.0 + both.0, sum.1 + both.1))
}

#[test]
fn fixtures_say_the_same() {
    let dirs: Vec<PathBuf> = fixture::all().into_iter().map(|fixture| fixture.dir).collect();
    let (some, all) = compare_all(&dirs);
    // A few of them may have nothing to skip.
    let is_whole = std::env::var_os("REDIS_SSOT_FIXTURES").is_none();
    assert!(!is_whole || some < all, "nothing was skipped: {some} of {all} files parsed");
}

#[test]
fn woven_workspaces_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let dirs: Vec<PathBuf> = (0..WOVEN).map(|seed| folder.path().join(seed.to_string())).collect();
    for (seed, dir) in (0..).zip(&dirs) {
        woven::Woven::new(seed).write(dir);
    }
    compare_all(&dirs);
}

/// An `impl` that names nothing which leads to a client, and whose method no code calls.
#[test]
fn what_the_configuration_alone_names_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nredis = \"1\"\n",
        ),
        ("redis-ssot.toml", "composition-roots = [\"p::App::start\", \"p::App::absent\"]\n"),
        (
            "src/lib.rs",
            "pub mod store;\npub struct App { name: String }\nimpl App {\n    pub fn start(&self) -> usize { self.name.len() * 2 }\n}\n\
             pub fn one() { let _one = store::Store::open(); }\npub fn two() { let _two = store::Store::open(); }\n",
        ),
        (
            "src/store.rs",
            "pub struct Store { client: redis::Client }\nimpl Store {\n    pub fn open() -> Self {\n        \
             Store { client: redis::Client::open(\"redis://host\").unwrap() }\n    }\n}\n",
        ),
    ];
    std::fs::create_dir(folder.path().join("src")).unwrap();
    files.iter().for_each(|(file, text)| std::fs::write(folder.path().join(file), text).unwrap());
    compare(folder.path()).unwrap();
    let (said, _) = said(folder.path(), None, false);
    assert!(said.contains("`p::App::absent` of `composition-roots` does not exist"), "{said}");
    assert!(!said.contains("`p::App::start` of `composition-roots` does not exist"), "{said}");
}

/// `REDIS_SSOT_CORPUS=all` takes all of them, `REDIS_SSOT_PREFILTER=<folder>:<folder>` other codebases instead.
#[test]
fn published_crates_say_the_same() {
    if let Some(folders) = std::env::var_os("REDIS_SSOT_PREFILTER") {
        compare_all(&std::env::split_paths(&folders).collect::<Vec<_>>());
        return;
    }
    let mut published = crates(&corpus().join("Cargo.toml"));
    if std::env::var_os("REDIS_SSOT_CORPUS").is_some() {
        published.extend(crates(&corpus().join("all/Cargo.toml")));
    }
    let dirs: Vec<PathBuf> = published.into_iter().map(|published| published.dir).collect();
    compare_all(&dirs);
}
