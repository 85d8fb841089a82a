//! What a check costs beside the tools one would take instead, on the same workspaces in the same run.
//!
//! `cargo bench --bench compare` generates a workspace of 1.2 million lines, 2 % of its files with Redis, and runs over it this program,
//! a text search (`rg -c redis -trust`) and a search by pattern (ast-grep, `redis::Client::open($$$)`); then one of 100,000 lines, which
//! clippy with `disallowed_methods` has built once and lints anew after a change. The least of five runs (clippy: three) counts. A tool
//! that is not there is reported as missing. `cargo bench --bench compare -- LINES SHARE DEPTH` measures the first on another workspace.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints a table")]

#[allow(dead_code, reason = "other benchmarks use the rest")]
#[path = "support/cost.rs"]
mod cost;
#[path = "support/tree.rs"]
mod tree;

use std::fs;
use std::path::Path;
use std::process::Command;

use cost::{Cost, least, text_search};
use tree::Tree;

/// Lines of the workspace that clippy compiles: with 1.2 million it needs minutes for each run.
const COMPILED: usize = 100_000;

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let tree = match numbers[..] {
        [lines, share, depth] => Tree { lines, share, depth },
        _ => Tree { lines: 1_200_000, share: 2, depth: 3 },
    };
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("searched");
    tree.write(&folder);
    println!("{} lines, {} % of the files use Redis, through {} re-exports", tree.lines, tree.share, tree.depth);
    let own = least(5, || check(&folder), |status| status.is_some_and(|status| status < 2));
    row("cargo-redis-ssot check", own, own);
    let found = |status: Option<i32>| status.is_some_and(|status| status < 2);
    row("rg -c redis -trust", least(5, || text_search(&folder), found), own);
    row("ast-grep", least(5, || pattern_search(&folder), found), own);

    let folder = scratch.path().join("compiled");
    Tree { lines: COMPILED, ..tree }.write(&folder);
    println!("\n{COMPILED} lines, built once, one file changed");
    let own = least(5, || check(&folder), found);
    row("cargo-redis-ssot check", own, own);
    row("cargo clippy", clippy(&folder), own);

    let folder = scratch.path().join("nothing");
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), "[package]\nname = \"nothing\"\nedition = \"2021\"\n").unwrap();
    fs::write(folder.join("src/lib.rs"), "").unwrap();
    println!("\nnothing to do");
    let own = least(20, || check(&folder), found);
    row("cargo-redis-ssot check", own, own);
}

fn check(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"));
    command.args(["check", "--message-format", "short"]).arg(folder);
    command
}

fn pattern_search(folder: &Path) -> Command {
    let mut command = Command::new("ast-grep");
    command.args(["run", "--lang", "rust", "--pattern", "redis::Client::open($$$)"]).arg(folder);
    command
}

/// Lints a workspace once, then measures how long a lint takes after a change of its root.
fn clippy(folder: &Path) -> Option<Cost> {
    let lint = || {
        let root = folder.join("src/lib.rs");
        let text = fs::read_to_string(&root).unwrap();
        fs::write(&root, format!("{text}// changed\n")).unwrap();
        let mut command = Command::new("cargo");
        command.args(["clippy", "--quiet"]).current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target"));
        command
    };
    let built = |status: Option<i32>| status == Some(0);
    least(1, lint, built)?;
    least(3, lint, built)
}

/// Prints what a tool costs, and how that compares with this program.
fn row(tool: &str, cost: Option<Cost>, own: Option<Cost>) {
    let (Some(cost), Some(own)) = (cost, own) else {
        println!("{tool:<24} not installed, or it failed");
        return;
    };
    let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1e3;
    println!(
        "{tool:<24} {:>9.1} ms {:>9.0} ms of the processor {:>9.2} times this program",
        milliseconds(cost.wall),
        milliseconds(cost.processor),
        cost.wall.as_secs_f64() / own.wall.as_secs_f64(),
    );
}
