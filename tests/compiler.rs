//! The compiler is the judge: every constructor site clippy resolves in the fixtures is one the
//! tool finds, and the other way round. `fixtures/differences.toml` lists the few exceptions.
//!
//! `REDIS_SSOT_FIXTURES=disguises/` compares those fixtures alone, `REDIS_SSOT_ALL_FIXTURES=1`
//! builds the expensive ones too, `REDIS_SSOT_BIN=path` judges another build of the tool.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "support/clippy.rs"]
mod clippy;
#[path = "support/fixture.rs"]
mod fixture;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use clippy::Site;
use fixture::Fixture;
use serde::Deserialize;

/// Who alone sees a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Side {
    Clippy,
    Tool,
    /// A marker: the tool, where the fixture has a canonical module. Without one it finds what the compiler finds.
    Marker,
}

/// A site that only one side sees, and why that is right.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    fixture: String,
    side: Side,
    reason: String,
    /// All files of the fixture when left out.
    file: Option<String>,
    /// A part of the line's text; all lines when left out.
    text: Option<String>,
    #[serde(skip)]
    used: Cell<bool>,
}

#[derive(Deserialize)]
struct Differences {
    difference: Vec<Difference>,
}

impl Differences {
    fn read() -> Self {
        let text = std::fs::read_to_string(fixture::root().join("differences.toml")).unwrap();
        let differences: Self = toml::from_str(&text).unwrap();
        for row in &differences.difference {
            assert!(fixture::root().join(&row.fixture).is_dir(), "no such fixture: {row:?}");
            assert!(!row.reason.trim().is_empty(), "a difference without a reason: {row:?}");
        }
        differences
    }

    fn explain(&self, fixture: &Fixture, side: Side, (file, line, _): &Site) -> bool {
        let text = fixture.line(file, *line);
        let mut explained = false;
        for row in &self.difference {
            if row.fixture == fixture.name
                && row.side == side
                && row.file.as_ref().is_none_or(|name| name == file)
                && row.text.as_ref().is_none_or(|part| text.contains(part))
            {
                row.used.set(true);
                explained = true;
            }
        }
        explained
    }

    /// Rows of `fixtures` on one of `sides` that explain nothing: the difference is gone.
    fn stale(&self, fixtures: &[Fixture], sides: &[Side]) -> String {
        let mut stale = String::new();
        for row in &self.difference {
            let compared = fixtures.iter().any(|fixture| fixture.name == row.fixture);
            if compared && sides.contains(&row.side) && !row.used.get() {
                writeln!(stale, "stale difference: {row:?}").unwrap();
            }
        }
        stale
    }
}

/// What clippy finds in the fixtures that compile, asked once.
fn judged() -> &'static (Vec<Fixture>, Vec<BTreeSet<Site>>) {
    static JUDGED: OnceLock<(Vec<Fixture>, Vec<BTreeSet<Site>>)> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let everything = std::env::var_os("REDIS_SSOT_ALL_FIXTURES").is_some();
        let fixtures: Vec<Fixture> = fixture::all()
            .into_iter()
            .filter(|fixture| fixture.expected.compiles && (everything || !fixture.expected.on_request))
            .collect();
        let sites = fixtures.iter().map(clippy::sites).collect();
        (fixtures, sites)
    })
}

/// The sites the tool finds with no canonical module: first links and later ones of each chain.
fn tool_sites(fixture: &Fixture) -> Result<BTreeSet<Site>, String> {
    let mut sites = BTreeSet::new();
    for message in fixture::tool(fixture, &["--manager", "none"])? {
        let message = &message["message"];
        if message["code"]["code"] != "redis_ssot::direct_construction" {
            continue;
        }
        for span in message["spans"].as_array().unwrap() {
            sites.extend(clippy::site(span, &fixture.dir, &fixture.dir));
        }
    }
    Ok(sites)
}

fn list(fixture: &Fixture, who: &str, sites: &[&Site]) -> String {
    let mut text = String::new();
    for (file, line, column) in sites {
        let source = fixture.line(file, *line);
        writeln!(text, "  {who}  {}/{file}:{line}:{column}  {source}", fixture.name).unwrap();
    }
    text
}

#[test]
fn the_tool_sees_what_the_compiler_sees() {
    let (fixtures, judged) = judged();
    let differences = Differences::read();
    let mut failures = String::new();
    let mut groups: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (fixture, truth) in fixtures.iter().zip(judged) {
        let found = tool_sites(fixture).unwrap_or_else(|failure| {
            failures += &failure;
            BTreeSet::new()
        });
        let only = |side, left: &BTreeSet<Site>, right: &BTreeSet<Site>| -> Vec<Site> {
            let alone = left.difference(right);
            alone.filter(|site| !differences.explain(fixture, side, site)).cloned().collect()
        };
        let missed = only(Side::Clippy, truth, &found);
        let extra = only(Side::Tool, &found, truth);
        let group = fixture.name.split('/').next().unwrap_or_default();
        let counts = groups.entry(group).or_default();
        counts[0] += truth.intersection(&found).count();
        counts[1] += missed.len();
        counts[2] += extra.len();
        failures += &list(fixture, "only clippy  ", &missed.iter().collect::<Vec<_>>());
        failures += &list(fixture, "only the tool", &extra.iter().collect::<Vec<_>>());
    }
    println!("{:<14} {:>6} {:>7} {:>6} {:>10} {:>7}", "group", "both", "missed", "extra", "precision", "recall");
    for (group, [both, missed, extra]) in &groups {
        let share = |other: usize| 100.0 * *both as f64 / (*both + other).max(1) as f64;
        println!("{group:<14} {both:>6} {missed:>7} {extra:>6} {:>9.1}% {:>6.1}%", share(*extra), share(*missed));
    }
    failures += &differences.stale(fixtures, &[Side::Clippy, Side::Tool]);
    assert!(failures.is_empty(), "the compiler and the tool disagree:\n{failures}");
}

/// Needs no tool: a marker that clippy does not confirm is a marker in the wrong place.
#[test]
fn the_compiler_confirms_the_markers() {
    let (fixtures, judged) = judged();
    let differences = Differences::read();
    let mut failures = String::new();
    let mut confirmed = 0;
    for (fixture, truth) in fixtures.iter().zip(judged) {
        for marker in fixture.markers().into_iter().filter(|marker| marker.rule == "direct-construction") {
            let site = (marker.file, marker.line, 1);
            let seen = truth.iter().any(|(file, line, _)| *file == site.0 && *line == site.1);
            confirmed += usize::from(seen);
            let explained =
                || [Side::Tool, Side::Marker].map(|side| differences.explain(fixture, side, &site)).contains(&true);
            if !seen && !explained() {
                failures += &list(fixture, "no construction for clippy", &[&site]);
            }
        }
    }
    failures += &differences.stale(fixtures, &[Side::Marker]);
    if std::env::var_os("REDIS_SSOT_FIXTURES").is_none() {
        assert!(confirmed > 0, "clippy confirms no marker: its list of constructors is ignored");
    }
    assert!(failures.is_empty(), "the markers say otherwise than the compiler:\n{failures}");
}
