//! The compiler is the judge: every constructor site clippy resolves in the fixtures is one the
//! tool finds, and the other way round. `fixtures/differences.toml` lists the few exceptions.
//!
//! `REDIS_SSOT_FIXTURES=disguises/` compares those fixtures alone, `REDIS_SSOT_ALL_FIXTURES=1`
//! builds the expensive ones too, `REDIS_SSOT_BIN=path` judges another build of the tool.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "support/clippy.rs"]
mod clippy;
#[path = "support/comparison.rs"]
mod comparison;
#[path = "support/differences.rs"]
mod differences;
#[path = "support/fixture.rs"]
mod fixture;
#[path = "support/owners.rs"]
mod owners;
#[path = "support/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use clippy::Judged;
use comparison::Comparison;
use differences::{Differences, Side};
use fixture::Fixture;

/// What clippy finds in the fixtures that compile, asked once.
fn judged() -> &'static (Vec<Fixture>, Vec<Judged>) {
    static JUDGED: OnceLock<(Vec<Fixture>, Vec<Judged>)> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let everything = std::env::var_os("REDIS_SSOT_ALL_FIXTURES").is_some();
        let fixtures: Vec<Fixture> = fixture::all()
            .into_iter()
            .filter(|fixture| fixture.expected.compiles && (everything || !fixture.expected.on_request))
            .collect();
        let sites = fixtures.iter().map(clippy::judge).collect();
        (fixtures, sites)
    })
}

/// Reads the list of differences of the fixtures.
fn differences() -> Differences {
    let names: BTreeSet<String> = fixture::names();
    Differences::read(&fixture::root().join("differences.toml"), &names)
}

#[test]
fn the_tool_sees_what_the_compiler_sees() {
    let (fixtures, judged) = judged();
    let differences = differences();
    let mut comparison = Comparison::default();
    for (fixture, truth) in fixtures.iter().zip(judged) {
        let group = fixture.name.split('/').next().unwrap_or_default();
        comparison.add(group, fixture, truth, &differences);
    }
    print!("{}", comparison.table());
    let failures = comparison.failures + &differences.stale(fixtures, &[Side::Clippy, Side::Tool]);
    assert!(failures.is_empty(), "the compiler and the tool disagree:\n{failures}");
}

/// The page is what the comparison says today.
#[test]
fn the_page_of_disguises_is_up_to_date() {
    if std::env::var_os("REDIS_SSOT_FIXTURES").is_some() {
        return;
    }
    let (fixtures, judged) = judged();
    let page = table::page(fixtures, judged, &differences());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/disguises.md");
    if std::env::var_os("REDIS_SSOT_BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == page, "docs/disguises.md is not what the fixtures say (REDIS_SSOT_BLESS=1 writes it):\n{page}");
}

/// Needs no tool: a marker that clippy does not confirm is a marker in the wrong place.
#[test]
fn the_compiler_confirms_the_markers() {
    let (fixtures, judged) = judged();
    let differences = differences();
    let mut failures = String::new();
    let mut confirmed = 0;
    for (fixture, truth) in fixtures.iter().zip(judged) {
        for marker in fixture.markers().into_iter().filter(|marker| marker.rule == "direct-construction") {
            let site = (marker.file, marker.line, 1);
            let seen = truth.constructors.iter().any(|(file, line, _)| *file == site.0 && *line == site.1);
            confirmed += usize::from(seen);
            let explained = || {
                [Side::Tool, Side::Marker].map(|side| differences.explain(fixture, side, false, &site)).contains(&true)
            };
            if !seen && !explained() {
                failures += &comparison::line(fixture, "no construction for clippy", &site);
            }
        }
    }
    failures += &differences.stale(fixtures, &[Side::Marker]);
    if std::env::var_os("REDIS_SSOT_FIXTURES").is_none() {
        assert!(confirmed > 0, "clippy confirms no marker: its list of constructors is ignored");
    }
    assert!(failures.is_empty(), "the markers say otherwise than the compiler:\n{failures}");
}
