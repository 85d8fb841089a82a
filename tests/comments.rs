//! The comment scanner against the compiler's own lexer.

#![allow(clippy::unwrap_used)] // a failed expectation is how a test fails

#[path = "support/properties/cut.rs"]
mod cut;

use cargo_redis_ssot::suppress::comments::scan;
use cut::{ours, rustc};
use proptest::prelude::*;

/// Pieces that begin, end or disguise comments and literals; their mixtures are mostly not Rust, and must agree anyway.
const PIECES: &[&str] = &[
    "//",
    "/*",
    "*/",
    "/",
    "*",
    "!",
    "\"",
    "'",
    "\\",
    "#",
    "r",
    "b",
    "c",
    "br",
    "cr",
    "r#",
    "b'",
    "'a",
    "'a'",
    "'\\''",
    "'r#x",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "x",
    "_",
    "0",
    "1.0",
    "e",
    "é",
    "'é'",
    "中",
    "\u{2028}",
    "\u{feff}",
    "#!",
    "[",
    "]",
    "(",
    "///",
    "//!",
    "/**",
    "/*!",
    "r\"",
    "\"#",
    "redis-ssot: allow(x)",
    "1r\"",
    "\"s\"r",
    "'\"'",
    "b\"",
    "{",
    "}",
    "::",
    "->",
    "&'static ",
    "r##\"",
    "\"##",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mixtures_are_cut_as_rustc_cuts_them(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)
    ) {
        let text = pieces.concat();
        prop_assert_eq!(ours(&text), rustc(&text), "{:?}", text);
    }

    #[test]
    fn any_text_is_scanned_without_a_panic(text in "\\PC{0,80}") {
        for comment in scan(&text) {
            prop_assert!(text.get(comment.range.start as usize..comment.range.end as usize).is_some());
        }
    }
}

#[test]
fn this_repository_is_cut_as_rustc_cuts_it() {
    let mut comments = 0;
    for root in ["src", "tests"] {
        for entry in walkdir::WalkDir::new(root) {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert_eq!(ours(&text), rustc(&text), "{}", path.display());
                comments += ours(&text).len();
            }
        }
    }
    assert!(comments > 100, "the walk found its files");
}

#[test]
fn time_grows_with_the_text_and_not_with_its_nesting() {
    for text in [
        "/*".repeat(500_000),
        "r#\"\"".repeat(200_000),
        format!("r{}\"{}", "#".repeat(200), "\"###".repeat(200_000)),
        "'".repeat(500_000),
        "'a".repeat(500_000),
        "b'\\".repeat(300_000),
        "#!".repeat(500_000),
    ] {
        assert_eq!(ours(&text), rustc(&text));
    }
}
