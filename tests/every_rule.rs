//! Every rule over every fixture: what it says stands in `tests/every-rule/<rule>.txt`, one finding a line, each read by a
//! reviewer. A rule that starts to speak where it should not shows at once.
//!
//! `REDIS_SSOT_BLESS=1` rewrites the files; read the difference before it is committed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/fixture.rs"]
mod fixture;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cargo_redis_ssot::config::LevelOverride;
use cargo_redis_ssot::{Options, Outcome, check, rules};
use rayon::prelude::*;

fn outcome(fixture: &fixture::Fixture) -> Outcome {
    let levels = rules::names().into_iter().map(LevelOverride::warn).collect();
    check(&Options { levels, threads: Some(1), ..Options::at(&fixture.dir) })
        .unwrap_or_else(|error| panic!("{}: {error}", fixture.name))
}

/// All findings of all rules, by rule; levels that fixtures or defaults set to `allow` are raised.
fn everything() -> BTreeMap<&'static str, String> {
    let mut all: BTreeMap<&'static str, String> =
        rules::names().into_iter().map(|rule| (rule, String::new())).collect();
    let fixtures = fixture::all();
    let outcomes: Vec<Outcome> = fixtures.par_iter().map(outcome).collect();
    for (fixture, outcome) in fixtures.iter().zip(outcomes) {
        for finding in &outcome.report.findings {
            let place = finding.primary.as_ref().map_or_else(String::new, |label| {
                let file = outcome.sources.get(label.span.file);
                let line = file.text[..label.span.range.start as usize].matches('\n').count() + 1;
                format!("/{}:{line}", file.display)
            });
            let text = all.get_mut(finding.rule).expect("findings are of rules");
            writeln!(text, "{}{place}: {}", fixture.name, finding.message).unwrap();
        }
    }
    all
}

#[test]
fn every_rule_says_what_was_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/every-rule");
    let bless = std::env::var_os("REDIS_SSOT_BLESS").is_some();
    let mut different = Vec::new();
    for (rule, found) in everything() {
        let path = folder.join(format!("{rule}.txt"));
        if fs::read_to_string(&path).unwrap_or_default() != found {
            different.push(rule);
            if bless {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&path, found).unwrap();
            }
        }
    }
    let names = rules::names();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let rule = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(names.contains(&rule.as_str()), "{rule}.txt: there is no such rule");
    }
    assert!(bless || different.is_empty(), "not as reviewed (REDIS_SSOT_BLESS=1 shows the difference): {different:?}");
}
