//! Dependencies: each has its reason in CONTRIBUTING.md, and all are such as `deny.toml` permits.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is how a test fails

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand};

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn table(path: &str) -> toml::Table {
    read(path).parse().unwrap()
}

fn strings(value: &toml::Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// What is built on this machine: other systems' packages need not be there.
fn metadata() -> Metadata {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let said = String::from_utf8(rustc.stdout).unwrap();
    let host = said.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let mut command = MetadataCommand::new();
    command.manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    command.other_options(vec!["--locked".to_owned(), "--filter-platform".to_owned(), host.to_owned()]);
    command.exec().unwrap()
}

#[test]
fn each_has_its_reason() {
    let manifest = table("Cargo.toml");
    let names = |of: &str| manifest[of].as_table().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let contributing = read("CONTRIBUTING.md");
    let section = contributing.split_once("\n## Dependencies\n").unwrap().1;
    let rows = section.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    let (mut direct, mut for_tests) = (BTreeSet::new(), BTreeSet::new());
    for row in rows.take_while(|line| line.starts_with('|')) {
        let (crates, reason) = row.trim_matches(['|', ' ']).split_once(" | ").unwrap();
        assert!(reason.len() > 10, "{row}");
        let to = if crates.starts_with("tests: ") { &mut for_tests } else { &mut direct };
        // A path is what tests need beside crates.
        to.extend(crates.split('`').skip(1).step_by(2).filter(|name| !name.contains('/')).map(str::to_owned));
    }
    assert_eq!(direct, names("dependencies"));
    assert_eq!(for_tests, names("dev-dependencies"));
}

/// Whether one of the ways in which a package may be used is permitted.
fn is_permitted(license: &str, permitted: &BTreeSet<String>) -> bool {
    license.split(" AND ").all(|part| {
        let part = part.trim_matches(['(', ')']).replace('/', " OR ");
        part.split(" OR ").any(|one| permitted.contains(one.trim()))
    })
}

#[test]
fn licences_and_sources_are_those_that_are_permitted() {
    let deny = table("deny.toml");
    let permitted = strings(&deny["licenses"]["allow"]);
    let banned = strings(&deny["bans"]["deny"]);
    let mut used = BTreeSet::new();
    let metadata = metadata();
    assert!(metadata.packages.len() > 100);
    for package in &metadata.packages {
        let name = package.name.as_str();
        let license = package.license.as_deref().unwrap_or_default();
        assert!(is_permitted(license, &permitted), "{name}: {license}");
        used.extend(permitted.iter().filter(|one| license.contains(one.as_str())).cloned());
        assert!(!banned.contains(name), "{name}");
        let source = package.source.as_ref().map(|source| source.repr.as_str());
        assert!(
            source.is_none_or(|source| source.starts_with("registry+https://github.com/rust-lang/crates.io-index"))
        );
    }
    assert_eq!(used, permitted, "nothing is permitted that nobody needs");
}

/// The judge can say no.
#[test]
fn a_licence_that_is_not_permitted_is_told() {
    let permitted = BTreeSet::from(["MIT".to_owned(), "Unicode-3.0".to_owned()]);
    for (license, is) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT OR GPL-3.0-only", true),
        ("MIT/Apache-2.0", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND GPL-2.0-only", false),
        ("", false),
    ] {
        assert_eq!(is_permitted(license, &permitted), is, "{license}");
    }
}
