//! The examples of every rule's page: the one that fails gives exactly what its `//~` comments say, the one that passes is clean.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;

use cargo_redis_ssot::analysis::{Options, check};
use cargo_redis_ssot::config::LevelOverride;
use cargo_redis_ssot::position::LineIndex;
use cargo_redis_ssot::rules::RULES;

/// What examples may use; nothing is built.
const MANIFEST: &str = r#"[package]
name = "example"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
redis = "1"
bb8 = "0.9"
bb8-redis = "0.26"
deadpool-redis = "0.23"
fred = "10"
tokio = "1"
axum = "0.8"
apalis-redis = "1"
"#;

/// A finding of an example: file, line, rule; those about the codebase as a whole stand on line 0 of no file.
type Place = (String, u32, String);

/// The files of the example under a heading of a page: its code blocks. One that begins with a comment that is a path is that
/// file; otherwise there is one, of Rust, and it is the library of a package that may use everything.
fn example(page: &str, heading: &str) -> Vec<(String, String)> {
    let section = page.split_once(&format!("\n## {heading}\n")).expect("the section is there").1;
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut files = Vec::new();
    for block in section.split("```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').unwrap();
        let first = text.lines().next().unwrap_or_default();
        let path = first.strip_prefix("// ").or_else(|| first.strip_prefix("# "));
        match path.filter(|path| path.ends_with(".rs") || path.ends_with(".toml")) {
            Some(path) => files.push((path.to_owned(), text.to_owned())),
            None if language == "rust" => files.push(("src/lib.rs".to_owned(), text.to_owned())),
            None => {}
        }
    }
    if files.iter().all(|(path, _)| !path.ends_with("Cargo.toml")) {
        let rust = files.iter().filter(|(path, _)| path.ends_with(".rs")).count();
        assert_eq!(rust, 1, "{heading}: one block of Rust");
        files.push(("Cargo.toml".to_owned(), MANIFEST.to_owned()));
    }
    files
}

/// Findings of an example. The page's own rule is on.
fn findings(files: &[(String, String)], rule: &'static str) -> BTreeSet<Place> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    // An example need not name a client to be read.
    let levels = vec![LevelOverride::warn(rule)];
    let outcome = check(&Options { levels, no_prefilter: true, ..Options::at(folder.path()) }).unwrap();
    let place = |finding: &cargo_redis_ssot::report::Finding| {
        let (file, line) = finding.primary.as_ref().map_or_else(Default::default, |label| {
            let file = outcome.sources.get(label.span.file);
            let line = LineIndex::new(&file.text).line_column(&file.text, label.span.range.start).line;
            (file.display.clone(), line)
        });
        (file, line, finding.rule.to_owned())
    };
    outcome.report.findings.iter().map(place).collect()
}

fn markers(files: &[(String, String)]) -> BTreeSet<Place> {
    let mut expected = BTreeSet::new();
    for (file, text) in files {
        for (line, text) in (1_u32..).zip(text.lines()) {
            // `//~^` speaks of the line above; manifests have `#~`.
            for (mark, above) in [("//~ ", 0), ("//~^ ", 1), (" #~ ", 0)] {
                if let Some((_, rules)) = text.split_once(mark) {
                    expected.extend(rules.split_whitespace().map(|rule| (file.clone(), line - above, rule.to_owned())));
                }
            }
        }
    }
    expected
}

#[test]
fn failing_examples_fail_as_marked_and_by_their_own_rule() {
    for rule in RULES {
        let files = example(rule.page, "Fails");
        let mut expected = markers(&files);
        let mut found = findings(&files, rule.name);
        // What other rules say of it is theirs, unless it is marked.
        found.retain(|place| place.2 == rule.name || expected.contains(place));
        if rule.name == "missing-manager" {
            expected.insert((String::new(), 0, rule.name.to_owned()));
        }
        assert_eq!(found, expected, "{}", rule.name);
        assert!(found.iter().any(|(_, _, name)| name == rule.name), "{}: its example does not fail by it", rule.name);
    }
}

#[test]
fn passing_examples_are_clean() {
    for rule in RULES {
        assert_eq!(findings(&example(rule.page, "Passes"), rule.name), BTreeSet::new(), "{}", rule.name);
    }
}
