//! What fuzzing has kept is gone through again: every input of `fuzz/corpus/` that reached something new, and every one that
//! ever failed (`fuzz/found/`). See CONTRIBUTING.md.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is how a test fails

#[path = "support/properties/mod.rs"]
mod properties;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Replays what was kept for a target.
fn replay(target: &str) {
    let property = properties::PROPERTIES.iter().find(|(name, _)| *name == target).unwrap().1;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut replayed = 0;
    for kept in ["corpus", "found"] {
        for file in fs::read_dir(root.join(kept).join(target)).into_iter().flatten() {
            let path = file.unwrap().path();
            // libFuzzer mutates bytes; what is no text is never handed on.
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let outcome = catch_unwind(AssertUnwindSafe(|| properties::on_a_big_stack(property, &text)));
            assert!(outcome.is_ok(), "{}", path.display());
            replayed += 1;
        }
    }
    assert!(replayed > 20, "{target}: {replayed}");
}

#[test]
fn comments() {
    replay("comments");
}

#[test]
fn syntax() {
    replay("syntax");
}

#[test]
fn resolution() {
    replay("resolution");
}

#[test]
fn manifest() {
    replay("manifest");
}

#[test]
fn config() {
    replay("config");
}

#[test]
fn baseline() {
    replay("baseline");
}

/// The list of targets is that of `fuzz/`.
#[test]
fn every_target_is_replayed() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml")).unwrap();
    let targets =
        manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/")?.strip_suffix(".rs\""));
    let mut targets: Vec<&str> = targets.collect();
    let mut properties: Vec<&str> = properties::PROPERTIES.iter().map(|(name, _)| *name).collect();
    targets.sort_unstable();
    properties.sort_unstable();
    assert_eq!(targets, properties);
}
