//! Macros that would expand without end, or to more than anyone can read: they end soon, are read as they stand, and said to be
//! blind spots.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/repository.rs"]
mod repository;

use std::time::{Duration, Instant};

use cargo_redis_ssot::{Options, Outcome, check};
use repository::{MANIFEST, Repository};

/// What is found in a library, and how long it took.
fn checked(source: &str) -> (Outcome, Duration) {
    let repository = Repository::bare();
    repository.write("Cargo.toml", MANIFEST);
    repository.write("src/lib.rs", source);
    let start = Instant::now();
    let outcome = check(&Options::at(&repository.root)).unwrap();
    (outcome, start.elapsed())
}

/// Lines of the findings of `direct-construction`.
fn lines(outcome: &Outcome) -> Vec<usize> {
    let found = outcome.report.findings.iter().filter(|finding| finding.rule == "direct-construction");
    found
        .map(|finding| {
            let span = finding.primary.as_ref().unwrap().span;
            outcome.sources.get(span.file).text[..span.range.start as usize].lines().count()
        })
        .collect()
}

fn ends(source: &str, expected: &[usize], why: &str) {
    let (outcome, took) = checked(source);
    assert!(took < Duration::from_secs(20), "{took:?}: {why}");
    assert_eq!(lines(&outcome), expected, "{why}");
    let said = outcome.report.blind_spots.iter().any(|spot| spot.contains(why));
    assert!(said, "{why}: {:?}", outcome.report.blind_spots);
}

#[test]
fn a_macro_that_calls_itself_for_ever_ends() {
    let source = "macro_rules! again { ($url:expr) => {{ let _ = redis::Client::open($url); again!($url) }}; }\n\
                  pub fn f(url: &str) { again!(url) }\n";
    ends(source, &[1], "it calls itself too often");
}

#[test]
fn items_that_declare_themselves_for_ever_end() {
    let source = "macro_rules! more { ($($x:tt)*) => { pub struct A; more!($($x)* a); }; }\n\
                  more!();\n\
                  pub fn f(url: &str) { let _ = redis::Client::open(url); }\n";
    ends(source, &[3], "it calls itself too often");
}

#[test]
fn a_macro_that_doubles_ends() {
    let source = "macro_rules! twice { ($($x:tt)*) => { twice!($($x)* $($x)*) }; }\n\
                  pub fn f(url: &str) { let c = redis::Client::open(url); twice!(c c c c); }\n";
    ends(source, &[2], "what comes out cannot be parsed");
}

#[test]
fn many_that_double_end() {
    let mut source = String::from("macro_rules! m0 { () => { () }; }\n");
    for at in 1..40 {
        source += &format!("macro_rules! m{at} {{ () => {{ (m{0}!(), m{0}!()) }}; }}\n", at - 1);
    }
    source += "pub fn f(url: &str) { m39!(); let _ = redis::Client::open(url); }\n";
    ends(&source, &[41], "more tokens come out than are read");
}

#[test]
fn a_call_that_no_arm_fits_is_read_as_it_stands() {
    let source = "macro_rules! one { (only this) => { 0 }; }\n\
                  pub fn f(url: &str) { one!(redis::Client::open(url)); }\n";
    ends(source, &[2], "no arm of it fits");
}

#[test]
fn deep_brackets_in_arguments_end() {
    let deep = format!("{}redis{}", "(".repeat(900), ")".repeat(900));
    let source = format!(
        "macro_rules! wrap {{ ($x:tt) => {{ wrap!(((((((((($x)))))))))) }}; }}\npub fn f() {{ wrap!({deep}); }}\n"
    );
    let (_, took) = checked(&source);
    assert!(took < Duration::from_secs(20), "{took:?}");
}
