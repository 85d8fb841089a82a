//! Texts that nest a hundred thousand deep.

use crate::repository::MANIFEST;
use crate::{CART, MATTERS, checked, says, with_bad};

const DEEP: usize = 100_000;

/// Before, what opens, between, what closes, after.
type Nest = (&'static str, &'static str, &'static str, &'static str, &'static str);

const NESTS: [Nest; 12] = [
    ("fn f() { ", "(", "", ")", " }"),
    ("type A = ", "V<", "u8", ">", ";"),
    ("fn f() ", "{", "", "}", ""),
    ("use a", "::{b", "", "}", ";"),
    ("m! ", "(", "", ")", ";"),
    ("macro_rules! m { () => { ", "[", "", "]", " } }"),
    ("type A = ", "&", "u8", "", ";"),
    ("fn f() { let ", "(", "a", ",)", " = 1; }"),
    ("#[a", "(a", "", ")", "] struct S;"),
    ("", "mod m { ", "", "}", ""),
    ("fn f() { a", ".b()", "", "", "; }"),
    ("/* ", "/* ", "", "*/ ", "*/"),
];

fn text((before, open, between, close, after): Nest) -> String {
    format!("{before}{}{between}{}{after}\n", open.repeat(DEEP), close.repeat(DEEP))
}

/// The gate does not pass what nobody can read, whatever nests.
#[test]
fn what_nests_too_deep_is_a_finding() {
    for nest in NESTS {
        // A body that names nothing which matters would be left out.
        let text = text(nest).replacen("fn f()", "fn f(_: redis::Client)", 1);
        let repository = with_bad(format!("{MATTERS}{text}"));
        if nest.1 == "/* " {
            // No code, however it nests.
            says(&repository, "");
            continue;
        }
        let (status, findings, _) = checked(&repository, &[]);
        let (first, rest) = findings.split_once('\n').unwrap();
        // What nests without brackets costs less stack: more of it is parsed.
        let too_deep = [1_000, 20_000].map(|limit| {
            let deep = format!("nested {} levels deep, more than the {limit} that are parsed", limit + 1);
            format!("src/bad.rs:1:1: error[unparsed-source]: cannot parse this file: {deep}")
        });
        assert!(too_deep.iter().any(|said| said == first), "{nest:?}: {first}");
        assert_eq!((status, rest), (1, CART));
    }
}

/// A file that names nothing that matters is searched, not parsed: modules are found in it without a parser.
#[test]
fn what_nests_too_deep_and_does_not_matter_is_searched() {
    for nest in NESTS {
        says(&with_bad(text(nest)), "");
    }
}

/// So is the body of a function, in a file that is parsed for the rest of it.
#[test]
fn a_body_that_nests_too_deep_and_does_not_matter_is_left_out() {
    for nest in NESTS.into_iter().filter(|nest| nest.0.starts_with("fn")) {
        says(&with_bad(format!("{MATTERS}{}", text(nest))), "");
    }
}

#[test]
fn so_it_is_in_manifests_configurations_and_baselines() {
    let deep = format!("x = {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP));
    let repository = with_bad("");
    repository.write("redis-ssot.toml", &deep);
    let (status, findings, said) = checked(&repository, &[]);
    assert_eq!((status, findings.as_str()), (2, ""), "{said}");
    assert!(said.contains("redis-ssot.toml"), "{said}");

    let repository = with_bad("");
    repository.write("deep.json", &"[".repeat(DEEP));
    let (status, _, said) = checked(&repository, &["--baseline", "deep.json"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("deep.json"), "{said}");

    let repository = with_bad("");
    repository.write("Cargo.toml", &format!("{MANIFEST}\n[package.metadata]\n{deep}"));
    let (status, findings, said) = checked(&repository, &[]);
    let deep = "error[unparsed-source]: cannot use `Cargo.toml`: cannot recurse further; max recursion depth met\n";
    assert_eq!((status, findings), (1, format!("{CART}{deep}")), "{said}");
}
