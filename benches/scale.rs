//! How a check grows with the codebase: generated workspaces of 10,000 to 5,000,000 lines.
//!
//! `cargo bench --bench scale` prints one row per size: time, processor time, megabytes per second, memory, files parsed and skipped,
//! and the factor to the row before. `cargo bench --bench scale -- LINES SHARE DEPTH [FOLDER]` does so for one workspace and, with a
//! folder, leaves it there for other tools. SHARE is how many of a hundred files use Redis, DEPTH through how many re-exports.
//! Each run is a process of its own, so that memory is that of one run; of three short ones the fastest counts.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints a table")]

#[path = "support/allocator.rs"]
mod allocator;
#[allow(dead_code, reason = "other benchmarks use the rest")]
#[path = "support/cost.rs"]
mod cost;
#[path = "support/tree.rs"]
mod tree;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use cargo_redis_ssot::{Options, check};

use tree::Tree;

/// Seconds up to which a run is repeated.
const SHORT: f64 = 5.0;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [flag, folder] = args.as_slice()
        && flag == "--run"
    {
        return run(Path::new(folder));
    }
    println!(
        "{:>9} {:>6} {:>6} {:>11} {:>11} {:>8} {:>8} {:>8} {:>8}  growth",
        "lines", "share", "depth", "time", "processor", "MB/s", "memory", "parsed", "skipped"
    );
    let scratch = tempfile::tempdir().unwrap();
    let number = |at: usize| args.get(at).and_then(|arg| arg.parse::<usize>().ok());
    if let (Some(lines), Some(share), Some(depth)) = (number(0), number(1), number(2)) {
        let folder = args.get(3).map_or_else(|| scratch.path().to_path_buf(), Into::into);
        let tree = Tree { lines, share, depth };
        tree.write(&folder);
        row(&folder, tree, None);
        return;
    }
    let sizes = [10_000, 100_000, 1_000_000, 5_000_000];
    // Five million lines of which every file is analysed take more memory than most machines have.
    for (share, depth, sizes) in [(2, 3, &sizes[..]), (100, 3, &sizes[..3])] {
        let mut before = None;
        for lines in sizes.iter().copied() {
            let folder = scratch.path().join(format!("{lines}-{share}"));
            let tree = Tree { lines, share, depth };
            tree.write(&folder);
            before = Some(row(&folder, tree, before));
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}

/// What one run tells the process that started it: seconds, seconds of the processor, bytes, megabytes, files parsed and read.
fn run(folder: &Path) {
    let start = Instant::now();
    let outcome = check(&Options::at(folder)).unwrap();
    let time = start.elapsed().as_secs_f64();
    let (statistics, processor) = (&outcome.report.statistics, cost::processor(cost::Of::Own).as_secs_f64());
    let memory = cost::memory().unwrap_or(f64::NAN);
    println!("{time} {processor} {} {memory} {} {}", statistics.bytes, statistics.parsed, statistics.files);
}

/// Prints the row of one workspace; gives the time of its fastest run.
fn row(folder: &Path, tree: Tree, before: Option<f64>) -> f64 {
    let measured = || -> Vec<f64> {
        let own = std::env::current_exe().unwrap();
        let output = Command::new(own).arg("--run").arg(folder).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        said.split_whitespace().map(|number| number.parse().unwrap()).collect()
    };
    let first = measured();
    let more = if first[0] < SHORT { 2 } else { 0 };
    let fastest = (0..more).map(|_| measured()).chain([first]).min_by(|a, b| a[0].total_cmp(&b[0])).unwrap();
    let [time, processor, bytes, memory, parsed, files] = fastest[..] else { return f64::NAN };
    let growth = before.map_or_else(String::new, |before| format!("{:.1}", time / before));
    println!(
        "{:>9} {:>5}% {:>6} {:>8.1} ms {:>8.0} ms {:>8.1} {memory:>5.0} MB {parsed:>8} {:>8}  {growth}",
        tree.lines,
        tree.share,
        tree.depth,
        time * 1e3,
        processor * 1e3,
        bytes / 1e6 / time,
        files - parsed,
    );
    time
}
