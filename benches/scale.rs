//! How long a check takes as a codebase grows: generated workspaces of 10,000 to 5,000,000 lines.
//!
//! `cargo bench --bench scale` prints one row per size: time, bytes per second, files parsed of files read, and the factor to the row
//! before. `cargo bench --bench scale -- LINES SHARE [FOLDER]` generates one workspace, checks it and, with a folder, leaves it there
//! for other tools. SHARE is how many of a hundred files use Redis.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints a table")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use cargo_redis_ssot::{Options, check};

/// Lines of a generated file.
const LINES: usize = 290;
/// Files of a generated module.
const FILES: usize = 40;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let scratch = tempfile::tempdir().unwrap();
    let number = |at: usize| args.get(at).and_then(|arg| arg.parse::<usize>().ok());
    if let (Some(lines), Some(share)) = (number(0), number(1)) {
        let folder = args.get(2).map_or_else(|| scratch.path().to_path_buf(), Into::into);
        generate(&folder, lines / LINES, share);
        row(&folder, lines, share, None);
        return;
    }
    println!("{:>9}  {:>5}  {:>9}  {:>8}  {:>15}  growth", "lines", "share", "time", "MB/s", "parsed / files");
    for share in [2, 100] {
        let mut before = None;
        for lines in [10_000, 100_000, 1_000_000, 5_000_000] {
            let folder = scratch.path().join(format!("{lines}-{share}"));
            generate(&folder, lines / LINES, share);
            before = Some(row(&folder, lines, share, before));
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}

/// Checks one workspace: the best of three runs.
fn row(folder: &Path, lines: usize, share: usize, before: Option<Duration>) -> Duration {
    let run = || {
        let start = Instant::now();
        let outcome = check(&Options::at(folder)).unwrap();
        (start.elapsed(), outcome.report.statistics)
    };
    let (time, statistics) = (0..3).map(|_| run()).min_by_key(|(time, _)| *time).unwrap();
    let rate = statistics.bytes as f64 / 1e6 / time.as_secs_f64();
    let growth = before.map_or_else(String::new, |before| format!("{:.1}", time.as_secs_f64() / before.as_secs_f64()));
    let parsed = format!("{} / {}", statistics.parsed, statistics.files);
    println!("{lines:>9}  {share:>4}%  {:>6.1} ms  {rate:>8.1}  {parsed:>15}  {growth}", time.as_secs_f64() * 1e3);
    time
}

/// Writes a workspace of so many files, the same each time.
fn generate(folder: &Path, files: usize, share: usize) {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "Cargo.toml",
        "[package]\nname = \"tree\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nredis = \"0.27\"\n",
    );
    let mut root = String::from("pub mod store;\n");
    for group in 0..files.div_ceil(FILES) {
        writeln!(root, "pub mod g{group};").unwrap();
        let mut module = String::new();
        for at in group * FILES..files.min((group + 1) * FILES) {
            writeln!(module, "pub mod f{at};").unwrap();
            let uses_redis = (at + 1) * share / 100 > at * share / 100;
            write(&format!("src/g{group}/f{at}.rs"), &file(at, uses_redis));
        }
        write(&format!("src/g{group}.rs"), &module);
    }
    write("src/lib.rs", &root);
    write("src/store.rs", "pub struct Store {\n    pub client: redis::Client,\n}\n");
}

fn file(at: usize, uses_redis: bool) -> String {
    let mut text = String::from("//! Generated.\nuse std::collections::HashMap;\n");
    if uses_redis {
        writeln!(
            text,
            "use crate::store::Store;\npub fn open{at}() {{ let _c = redis::Client::open(\"redis://h\").unwrap(); }}"
        )
        .unwrap();
        writeln!(text, "pub fn get{at}(store: &Store) {{ let _c = store.client.get_connection(); }}").unwrap();
    }
    let mut number = 0;
    while text.lines().count() < LINES {
        let name = format!("Record{at}x{number}");
        writeln!(
            text,
            "/// The record number {number} of this file.
#[derive(Debug, Clone)]
pub struct {name} {{
    pub name: String,
    pub values: HashMap<String, u64>,
}}

impl {name} {{
    pub fn total(&self) -> u64 {{
        let mut sum = 0;
        for (key, value) in &self.values {{
            if key.len() > 3 {{ sum += *value; }} else {{ sum += 1; }}
        }}
        sum
    }}
    pub fn text(&self) -> Result<String, std::fmt::Error> {{
        let text = format!(\"{{}}-{{}}\", self.name, self.total());
        Ok(text)
    }}
}}
"
        )
        .unwrap();
        number += 1;
    }
    text
}
