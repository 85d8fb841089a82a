//! The compiler is the judge of published crates too: what clippy resolves in them is what the tool finds, and the other way
//! round. `tests/differential/crates.toml` says which crates, built how, and lists the differences, each with its reason.
//!
//! `REDIS_SSOT_DIFFERENTIAL=all` takes all of them, which are hundreds of packages to build; otherwise those marked `pinned`.
//! `REDIS_SSOT_DIFFERENTIAL=rslock` takes those alone whose name holds it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/clippy.rs"]
mod clippy;
#[path = "support/comparison.rs"]
mod comparison;
#[path = "support/differences.rs"]
mod differences;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/fixture.rs"]
mod fixture;
#[path = "support/owners.rs"]
mod owners;
#[path = "support/published.rs"]
mod published;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use comparison::Comparison;
use differences::{Differences, Side};
use fixture::{Expected, Fixture};
use published::{Published, corpus, crates};
use serde::Deserialize;

/// How one crate is built.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Crate {
    /// `name-version`, as in the corpus.
    name: String,
    /// In every run, not only when all are asked for.
    #[serde(default)]
    pinned: bool,
    /// Arguments to cargo: targets and features that compile today.
    arguments: Vec<String>,
}

#[derive(Deserialize)]
struct Crates {
    #[serde(rename = "crate")]
    crates: Vec<Crate>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential")
}

/// A copy of a published crate that can be built: a workspace of its own, with our lock file.
fn unpack(published: &Published) -> Fixture {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("differential").join(&published.name);
    if !dir.join("Cargo.lock").is_file() {
        for entry in walkdir::WalkDir::new(&published.dir) {
            let entry = entry.unwrap();
            let to = dir.join(entry.path().strip_prefix(&published.dir).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    let manifest = fs::read_to_string(published.dir.join("Cargo.toml")).unwrap();
    let workspace = if manifest.contains("\n[workspace]") { "" } else { "\n[workspace]\n" };
    write(&dir.join("Cargo.toml"), &(manifest + workspace));
    let lock = folder().join(format!("locks/{}.lock", published.name));
    match fs::read_to_string(&lock) {
        Ok(text) => write(&dir.join("Cargo.lock"), &text),
        Err(_) => drop(fs::remove_file(dir.join("Cargo.lock"))),
    }
    Fixture { name: published.name.clone(), dir, expected: Expected::default() }
}

/// Leaves a file alone that says so already: cargo need not build again.
fn write(file: &Path, text: &str) {
    if fs::read_to_string(file).ok().as_deref() != Some(text) {
        fs::write(file, text).unwrap();
    }
}

#[test]
fn the_tool_sees_in_published_crates_what_the_compiler_sees() {
    let wanted = std::env::var("REDIS_SSOT_DIFFERENTIAL").unwrap_or_default();
    let list = folder().join("crates.toml");
    let listed: Crates = toml::from_str(&fs::read_to_string(&list).unwrap()).unwrap();
    let names: BTreeSet<String> = listed.crates.iter().map(|row| row.name.clone()).collect();
    let differences = Differences::read(&list, &names);
    let chosen: Vec<&Crate> = listed
        .crates
        .iter()
        .filter(|row| match wanted.as_str() {
            "" => row.pinned,
            "all" => true,
            part => row.name.contains(part),
        })
        .collect();
    let mut sources = crates(&corpus().join("Cargo.toml"));
    if chosen.iter().any(|row| sources.iter().all(|published| published.name != row.name)) {
        sources.extend(crates(&corpus().join("all/Cargo.toml")));
    }
    let mut comparison = Comparison::default();
    let mut compared = Vec::new();
    for row in chosen {
        let published = sources.iter().find(|published| published.name == row.name);
        let published = published.unwrap_or_else(|| panic!("{} is not in the corpus", row.name));
        let fixture = unpack(published);
        let arguments: Vec<&str> = row.arguments.iter().map(String::as_str).collect();
        let manifest: toml::Table = fs::read_to_string(fixture.dir.join("Cargo.toml")).unwrap().parse().unwrap();
        let own = manifest.get("lib").and_then(|lib| lib.get("name")).unwrap_or(&manifest["package"]["name"]);
        let own = own.as_str().unwrap().replace('-', "_");
        let judged = clippy::judge_workspace(&fixture, &fixture.dir, &arguments, &own);
        comparison.add(&row.name, &fixture, &judged, &differences);
        compared.push(fixture);
    }
    print!("{}", comparison.table());
    let failures = comparison.failures + &differences.stale(&compared, &[Side::Clippy, Side::Tool]);
    assert!(!compared.is_empty(), "no crate's name holds {wanted:?}");
    assert!(failures.is_empty(), "the compiler and the tool disagree:\n{failures}");
}
