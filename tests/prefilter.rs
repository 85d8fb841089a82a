//! What is skipped loses no finding: the default and `--no-prefilter` say the same, but for the syntax of files that are not parsed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/fixture.rs"]
mod fixture;

use std::path::Path;

use cargo_redis_ssot::config::{LevelOverride, Manager};
use cargo_redis_ssot::{Options, Outcome, check, rules};
use rayon::prelude::*;

/// All that a report says, as text, and how many files were parsed.
fn said(dir: &Path, manager: Option<&Manager>, no_prefilter: bool) -> (String, usize) {
    let levels = rules::names().into_iter().map(LevelOverride::warn).collect();
    let manager = manager.cloned();
    let options = Options { levels, threads: Some(1), no_prefilter, manager, stock: true, ..Options::at(dir) };
    let outcome = check(&options).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let Outcome { report, choices, sources, .. } = &outcome;
    let evidence = outcome.evidence(None);
    let (imports, map) = (&evidence.imports, &evidence.map);
    let mut text = format!("{choices:#?}\n{:#?}\n{imports:#?}\n{map:#?}\n{:?}\n", evidence.inventory, outcome.counts());
    for finding in report.findings.iter().chain(report.suppressed.iter().map(|suppressed| &suppressed.finding)) {
        let parse_error = finding.rule == "unparsed-source" && finding.message.starts_with("cannot parse");
        if !parse_error {
            let file = finding.primary.as_ref().map(|label| &sources.get(label.span.file).display);
            text.push_str(&format!("{file:?} {finding:#?}\n"));
        }
    }
    (text, report.statistics.parsed)
}

/// The first lines in which two texts differ.
fn difference(default: &str, whole: &str) -> String {
    let mut lines = default.lines().zip(whole.lines()).enumerate();
    let first = lines.find(|(_, (a, b))| a != b).map_or(0, |(at, _)| at);
    let around = |text: &str| text.lines().skip(first.saturating_sub(12)).take(30).collect::<Vec<_>>().join("\n");
    format!("by default:\n{}\nwith --no-prefilter:\n{}", around(default), around(whole))
}

/// Compares both; gives how many files each parsed.
fn compare(dir: &Path) -> Result<(usize, usize), String> {
    let mut parsed = (0, 0);
    for manager in [None, Some(&Manager::None)] {
        let (default, some) = said(dir, manager, false);
        let (whole, all) = said(dir, manager, true);
        if default != whole {
            return Err(format!("{}: {}", dir.display(), difference(&default, &whole)));
        }
        parsed = (parsed.0 + some, parsed.1 + all);
    }
    Ok(parsed)
}

#[test]
fn fixtures_say_the_same() {
    let fixtures = fixture::all();
    let compared: Vec<Result<(usize, usize), String>> =
        fixtures.par_iter().map(|fixture| compare(&fixture.dir)).collect();
    let different: Vec<&String> = compared.iter().filter_map(|result| result.as_ref().err()).collect();
    assert!(
        different.is_empty(),
        "{} differ\n{}",
        different.len(),
        different.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("\n\n")
    );
    let (some, all) = compared.iter().flatten().fold((0, 0), |sum, both| (sum.0 + both.0, sum.1 + both.1));
    // A few of them may have nothing to skip.
    let is_whole = std::env::var_os("REDIS_SSOT_FIXTURES").is_none();
    assert!(!is_whole || some < all, "nothing was skipped: {some} of {all} files parsed");
}
