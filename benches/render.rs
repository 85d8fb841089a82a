//! What it costs to write 10,000 findings, in each format: `cargo bench --bench render`, or `-- FINDINGS` for another number.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints a table")]

#[path = "support/allocator.rs"]
mod allocator;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use cargo_redis_ssot::config::Manager;
use cargo_redis_ssot::report::human::Human;
use cargo_redis_ssot::report::{Format, Input, dossier};
use cargo_redis_ssot::{Options, check};

/// Findings of a file.
const OF_A_FILE: usize = 100;

fn main() {
    let findings = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let scratch = tempfile::tempdir().unwrap();
    generate(scratch.path(), findings / OF_A_FILE);
    let start = Instant::now();
    let options = Options { manager: Some(Manager::None), stock: true, ..Options::at(scratch.path()) };
    let outcome = check(&options).unwrap();
    println!("{} findings, found in {:.0?}", outcome.report.findings.len(), start.elapsed());
    let input = Input {
        report: &outcome.report,
        sources: &outcome.sources,
        codebase: &outcome.codebase,
        rules: &outcome.rules,
        prefix: "",
    };
    for format in Format::ALL {
        let human = Human { color: true, ..Human::default() };
        row(format.name(), |out| format.reporter(human).write(&input, out).unwrap());
    }
    for format in dossier::Format::ALL {
        let name = format!("report: {}", format.name());
        row(&name, |out| format.write(&outcome.evidence(None), out).unwrap());
    }
}

fn row(name: &str, write: impl Fn(&mut Vec<u8>)) {
    let mut out = Vec::new();
    let start = Instant::now();
    write(&mut out);
    println!("{name:<18} {:>8.1} ms {:>8.1} MB", start.elapsed().as_secs_f64() * 1e3, out.len() as f64 / 1e6);
}

/// Writes a package whose files open so many clients each.
fn generate(folder: &Path, files: usize) {
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = "[package]\nname = \"many\"\nedition = \"2021\"\n\n[dependencies]\nredis = \"1.8\"\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let mut root = String::new();
    for file in 0..files {
        writeln!(root, "mod f{file};").unwrap();
        let open = |number: usize| {
            format!("pub fn open{number}(at: &str) -> redis::Client {{\n    redis::Client::open(at).unwrap()\n}}\n")
        };
        fs::write(folder.join(format!("src/f{file}.rs")), (0..OF_A_FILE).map(open).collect::<String>()).unwrap();
    }
    fs::write(folder.join("src/lib.rs"), root).unwrap();
}
