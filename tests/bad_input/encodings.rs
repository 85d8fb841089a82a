//! Bytes that are no text, and texts that begin oddly.

use crate::repository::opens;
use crate::{CART, checked, says, with_bad};

/// What is said where `bad` opens a client in its line `line`.
fn found(line: u32) -> String {
    format!("src/bad.rs:{line}:13: error[direct-construction]: `redis::Client::open` is called outside `shop::store`\n")
}

#[test]
fn invalid_utf8_is_a_finding_with_its_place() {
    says(
        &with_bad(b"// caf\xe9\nuse redis as _;\n"),
        "src/bad.rs:1:1: error[unparsed-source]: cannot read this file: not UTF-8 (first invalid byte at offset 6)\n",
    );
}

#[test]
fn utf16_is_named() {
    let text = "use redis as _;\n";
    let little: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for (bytes, order) in [(little, "little"), (big, "big")] {
        let said = "src/bad.rs:1:1: error[unparsed-source]: cannot read this file: encoded as UTF-16";
        says(&with_bad(bytes), &format!("{said} ({order}-endian), not UTF-8\n"));
    }
}

/// Without its mark UTF-16 is text of NUL bytes.
#[test]
fn nul_bytes_are_a_finding_where_they_stand() {
    says(
        &with_bad(b"use redis as _;\nfn f() { \0 }\n"),
        "src/bad.rs:2:10: error[unparsed-source]: cannot parse this file: cannot parse string into token stream\n",
    );
}

#[test]
fn marks_line_ends_and_first_lines_are_read_as_rustc_reads_them() {
    let open = opens("f");
    says(&with_bad(format!("\u{feff}{open}")), &found(2));
    says(&with_bad(open.replace('\n', "\r\n")), &found(2));
    says(&with_bad(format!("#!/usr/bin/env run-cargo-script\n{open}")), &found(3));
    says(&with_bad(format!("\u{feff}#!/usr/bin/env run-cargo-script\r\n{}", open.replace('\n', "\r\n"))), &found(3));
    // An attribute is no shebang.
    says(&with_bad(format!("#![allow(unused)]\n{open}")), &found(3));
    says(&with_bad(open.replace('\n', "\n\r\n").as_str()), &found(3));
}

/// It is experimental (rust-lang/rust#136889): stable rustc refuses the file, and so does the gate.
#[test]
fn frontmatter_is_a_finding() {
    let (status, findings, _) = checked(&with_bad(format!("---\nedition = \"2024\"\n---\n{}", opens("f"))), &[]);
    assert_eq!(status, 1);
    assert!(findings.starts_with("src/bad.rs:1:1: error[unparsed-source]: cannot parse this file: expected one of: "));
    assert!(findings.ends_with(CART), "{findings}");
}

#[test]
fn files_of_nothing_are_modules_of_nothing() {
    for nothing in ["", "\n", "\u{feff}", "\r\n\r\n", "// redis", "//! redis\n"] {
        says(&with_bad(nothing), "");
    }
}
