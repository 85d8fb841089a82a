//! The comment scanner against the compiler's own lexer.

#![allow(clippy::unwrap_used)] // a failed expectation is how a test fails

use cargo_redis_ssot::suppress::comments::{CommentKind, DocStyle, scan};
use proptest::prelude::*;
use ra_ap_rustc_lexer::{DocStyle as RustcDoc, FrontmatterAllowed, TokenKind, strip_shebang, tokenize};

/// What both sides must agree on: start, end, block or line, doc style.
type Seen = (usize, usize, bool, Option<bool>);

fn ours(text: &str) -> Vec<Seen> {
    scan(text)
        .into_iter()
        .map(|comment| {
            let (start, end) = (comment.range.start as usize, comment.range.end as usize);
            let doc = comment.doc.map(|style| style == DocStyle::Inner);
            (start, end, comment.kind == CommentKind::Block, doc)
        })
        .collect()
}

fn rustc(text: &str) -> Vec<Seen> {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = bom + strip_shebang(&text[bom..]).unwrap_or(0);
    let mut seen = Vec::new();
    while let Some(token) = tokenize(&text[at..], FrontmatterAllowed::No).next() {
        let end = at + token.len as usize;
        if token.kind == TokenKind::GuardedStrPrefix {
            // `#"` and `##` are reserved since 2024; rustc's parser goes back to just after the `#` before that.
            at += 1;
            continue;
        }
        let inner = |style: Option<RustcDoc>| style.map(|style| style == RustcDoc::Inner);
        match token.kind {
            TokenKind::LineComment { doc_style } => {
                let line = text[at..end].strip_suffix('\r').unwrap_or(&text[at..end]);
                seen.push((at, at + line.len(), false, inner(doc_style)));
            }
            TokenKind::BlockComment { doc_style, .. } => {
                let body = text[at..end].strip_suffix('\r').unwrap_or(&text[at..end]);
                seen.push((at, at + body.len(), true, inner(doc_style)));
            }
            _ => {}
        }
        at = end;
    }
    seen
}

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
