//! No text breaks the parser stage, and what it says lies within the text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use cargo_redis_ssot::syntax::facts::FileFacts;
use cargo_redis_ssot::syntax::{self, SyntaxError};
use proptest::prelude::*;

#[path = "support/nests.rs"]
mod nests;
#[path = "support/properties/ranges.rs"]
mod ranges;

use nests::{LISTS, NESTS};
use ranges::Ranges;

/// Parses as the tool does: on a thread with its stack.
fn parse(text: &str) -> Result<FileFacts, SyntaxError> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(cargo_redis_ssot::STACK_SIZE);
        thread.spawn_scoped(scope, || syntax::parse(text)).unwrap().join().expect("no text makes it panic")
    })
}

/// Parses, and checks every range that comes out.
fn check(text: &str) -> Result<(), TestCaseError> {
    let ranges = match syntax::parse(text) {
        Ok(facts) => Ranges::of(&facts),
        Err(SyntaxError::Invalid { range, .. }) => vec![range],
        Err(SyntaxError::TooDeep { .. }) => Vec::new(),
    };
    for range in ranges {
        let (start, end) = (range.start as usize, range.end as usize);
        prop_assert!(text.get(start..end).is_some(), "{range:?} of {} bytes: {text:?}", text.len());
    }
    Ok(())
}

fn files() -> &'static [String] {
    static FILES: OnceLock<Vec<String>> = OnceLock::new();
    FILES.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders: [PathBuf; 2] = [root.join("fixtures"), root.join("src")];
        let entries = folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name());
        let paths = entries.map(|entry| entry.unwrap().into_path());
        let texts = paths.filter(|path| path.extension().is_some_and(|is| is == "rs"));
        let texts: Vec<String> = texts.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        texts.into_iter().filter(|text| text.len() < 8_000).collect()
    })
}

const TOKENS: &[&str] = &[
    "fn",
    "f",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "::",
    ";",
    ",",
    ".",
    "=",
    "=>",
    "->",
    "|",
    "||",
    "&",
    "&&",
    "*",
    "+",
    "-",
    "!",
    "?",
    "#",
    "#!",
    "@",
    "$",
    "$x",
    "$crate",
    "$(",
    ")*",
    "_",
    "self",
    "Self",
    "super",
    "crate",
    "r#type",
    "use",
    "as",
    "mod",
    "struct",
    "enum",
    "union",
    "trait",
    "impl",
    "for",
    "in",
    "where",
    "dyn",
    "async",
    "await",
    "move",
    "match",
    "if",
    "else",
    "let",
    "loop",
    "while",
    "return",
    "break",
    "const",
    "static",
    "mut",
    "ref",
    "type",
    "pub",
    "pub(crate)",
    "unsafe",
    "extern",
    "macro_rules!",
    "vec!",
    "x",
    "T",
    "'a",
    "'a'",
    "\"s\"",
    "r#\"raw\"#",
    "b\"x\"",
    "c\"x\"",
    "1",
    "1.0",
    "0x",
    "1..",
    "..=",
    "...",
    "\u{e9}",
    "\"\u{1f980}\"",
    "// c\n",
    "/* c */",
    "/// d\n",
    "//! d\n",
    "/** d */",
    "\r\n",
    "\n",
    "\u{feff}",
    "#[cfg(test)]",
    "#[cached(create = \"{ redis::Client::open(\\\"x\\\") }\")]",
    "#[path = \"x.rs\"]",
    "lazy_static!",
    "tokio::select!",
    "\\",
    "`",
    "\u{0}",
    "\u{202e}",
];

fn prefix() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "\u{feff}",
        "#!/usr/bin/env x\n",
        "#!/usr/bin/env \u{e9}\r\n",
        "\u{feff}#!x\n",
        "#![allow(x)]\n",
        "#! /* c */ [a]\n",
        "#!",
        "\u{e9}",
        "// \u{1f980}\r\n",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters_are_read(text in "\\PC{0,80}", prefix in prefix()) {
        check(&format!("{prefix}{text}"))?;
    }

    #[test]
    fn any_tokens_are_read(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..60), prefix in prefix()) {
        check(&format!("{prefix}{}", tokens.join(" ")))?;
    }

    /// In a function body and in a macro, where most of the reading is done.
    #[test]
    fn any_tokens_in_a_body_are_read(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..24), prefix in prefix()) {
        let tokens = tokens.join(" ");
        check(&format!("{prefix}fn \u{e9}() {{ {tokens} }}"))?;
        check(&format!("{prefix}fn f() {{ m!({tokens}); }}\r\nmacro_rules! m {{ ($x:expr) => {{ {tokens} }} }} n! {{ {tokens} }}"))?;
    }

    #[test]
    fn mutated_files_are_read(
        file in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(TOKENS)), 0..4),
        prefix in prefix(),
        crlf in any::<bool>(),
    ) {
        let mut text = format!("{prefix}{}", file.get(files()));
        for (at, delete, insert) in edits {
            let mut start = at.index(text.len() + 1);
            while !text.is_char_boundary(start) { start -= 1; }
            let mut end = (start + delete).min(text.len());
            while !text.is_char_boundary(end) { end += 1; }
            text.replace_range(start..end, insert);
        }
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        check(&text)?;
    }
}

fn answers(text: &str) {
    match parse(text) {
        Ok(_) | Err(SyntaxError::TooDeep { .. }) => {}
        Err(SyntaxError::Invalid { message, .. }) => panic!("{}…: {message}", text.get(..40).unwrap_or(text)),
    }
}

/// Either it parses or it says how deep it is; on no account does the stack end, nor a drop overflow it.
#[test]
fn deep_nesting_is_an_answer() {
    for (start, open, middle, close, end) in NESTS {
        // Those between are as deep as is parsed, by how many tokens a level has.
        for depth in [900, 3_900, 4_900, 6_600, 9_900, 19_900, 100_000] {
            answers(&format!("{start}{}{middle}{}{end}", open.repeat(depth), close.repeat(depth)));
        }
    }
}

/// Nesting of one kind in nesting of another is as deep as both.
#[test]
fn nesting_in_nesting_is_an_answer() {
    for (unit, times) in [("!", 19_000), ("&", 1_000), ("-a + ", 3_000), ("|a, b| ", 3_000), ("x.y().", 3_000)] {
        let open = format!("{}(", unit.repeat(times));
        answers(&format!("fn f() {{ {}x{}; }}", open.repeat(40), ")".repeat(40)));
        answers(&format!("fn f() {{ {}x{}; }}", open.repeat(900), ")".repeat(900)));
    }
    let mut code = "a(1)".to_owned();
    for hashes in 1..60 {
        let marks = "#".repeat(hashes);
        code = format!("{}{{ #[m(create = r{marks}\"{code}\"{marks})] fn f() {{}} }}", "!".repeat(400));
    }
    answers(&format!("fn f() {{ {code}; }}"));
}

#[test]
fn what_only_is_long_is_read() {
    for (start, item, end) in LISTS {
        let text = format!("{start}{}{end}", item.repeat(25_000));
        if let Err(error) = parse(&text) {
            panic!("{start}{item}…: {error}");
        }
    }
}
