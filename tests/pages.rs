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

/// The Rust block under a heading of a page, and the configuration before it, if any.
fn example<'p>(page: &'p str, heading: &str) -> (&'p str, Option<&'p str>) {
    let section = page.split_once(&format!("\n## {heading}\n")).expect("the section is there").1;
    let (before, block) = section.split_once("```rust\n").expect("it has an example");
    let configuration = before.split_once("```toml\n").and_then(|(_, block)| block.split_once("```"));
    (block.split_once("```").expect("the example ends").0, configuration.map(|(text, _)| text))
}

/// Findings of an example as (line, rule); those about the codebase as a whole stand on line 0. The page's own rule is on.
fn findings((source, configuration): (&str, Option<&str>), rule: &'static str) -> BTreeSet<(u32, String)> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("Cargo.toml"), MANIFEST).unwrap();
    fs::write(folder.path().join("src/lib.rs"), source).unwrap();
    if let Some(text) = configuration {
        fs::write(folder.path().join("redis-ssot.toml"), text).unwrap();
    }
    // An example need not name a client to be read.
    let levels = vec![LevelOverride::warn(rule)];
    let outcome = check(&Options { levels, no_prefilter: true, ..Options::at(folder.path()) }).unwrap();
    let place = |finding: &cargo_redis_ssot::report::Finding| {
        let line = finding
            .primary
            .as_ref()
            .map_or(0, |label| LineIndex::new(source).line_column(source, label.span.range.start).line);
        (line, finding.rule.to_owned())
    };
    outcome.report.findings.iter().map(place).collect()
}

fn markers(source: &str) -> BTreeSet<(u32, String)> {
    let mut expected = BTreeSet::new();
    for (line, text) in (1_u32..).zip(source.lines()) {
        // `//~^` speaks of the line above.
        for (mark, above) in [("//~ ", 0), ("//~^ ", 1)] {
            if let Some((_, rules)) = text.split_once(mark) {
                expected.extend(rules.split_whitespace().map(|rule| (line - above, rule.to_owned())));
            }
        }
    }
    expected
}

#[test]
fn failing_examples_fail_as_marked_and_by_their_own_rule() {
    for rule in RULES {
        let example = example(rule.page, "Fails");
        let mut expected = markers(example.0);
        let mut found = findings(example, rule.name);
        // What other rules say of it is theirs, unless it is marked.
        found.retain(|place| place.1 == rule.name || expected.contains(place));
        if rule.name == "missing-manager" {
            expected.insert((0, rule.name.to_owned()));
        }
        assert_eq!(found, expected, "{}", rule.name);
        assert!(found.iter().any(|(_, name)| name == rule.name), "{}: its example does not fail by it", rule.name);
    }
}

#[test]
fn passing_examples_are_clean() {
    for rule in RULES {
        assert_eq!(findings(example(rule.page, "Passes"), rule.name), BTreeSet::new(), "{}", rule.name);
    }
}
