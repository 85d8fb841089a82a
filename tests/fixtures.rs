//! Every fixture says by markers what the tool must report in it: exactly that, no more, no less.
//!
//! `REDIS_SSOT_FIXTURES=disguises/` takes those fixtures alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/fixture.rs"]
mod fixture;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use fixture::{Fixture, Marker};

/// The rules whose findings every fixture marks. The other rules are marked in their own fixtures, `rules/<rule>…`; what they
/// say of all others stands in `tests/every-rule/<rule>.txt`.
const MARKED: &[&str] = &[
    "bare-suppression",
    "direct-construction",
    "duplicate-manager",
    "missing-manager",
    "unparsed-source",
    "unused-suppression",
];

/// The rules that a fixture marks.
fn compared(fixture: &Fixture) -> Vec<String> {
    let own = fixture.name.strip_prefix("rules/").map(|name| name.split('.').next().unwrap_or(name).to_owned());
    MARKED.iter().map(|rule| (*rule).to_owned()).chain(own).collect()
}

/// What the tool reports in a fixture: findings with a place, and rules with findings without.
fn found(fixture: &Fixture) -> Result<(BTreeSet<Marker>, BTreeSet<String>), String> {
    let mut placed = BTreeSet::new();
    let mut codebase = BTreeSet::new();
    let compared = compared(fixture);
    for line in fixture::tool(fixture, &[])? {
        let message = &line["message"];
        let Some(code) = message["code"]["code"].as_str() else {
            continue;
        };
        let Some(rule) = code.strip_prefix("redis_ssot::") else {
            continue;
        };
        let rule = rule.replace('_', "-");
        if !compared.contains(&rule) {
            continue;
        }
        let spans = message["spans"].as_array().unwrap();
        let primary = spans.iter().filter(|span| span["is_primary"] == true);
        // What has no place of its own is shown in the workspace's manifest.
        if line["redis_ssot"]["item"] == "" {
            codebase.insert(rule.clone());
            continue;
        }
        placed.extend(primary.map(|span| Marker {
            file: span["file_name"].as_str().unwrap().replace('\\', "/"),
            line: usize::try_from(span["line_start"].as_u64().unwrap()).unwrap(),
            rule: rule.clone(),
        }));
    }
    Ok((placed, codebase))
}

#[test]
fn the_tool_reports_what_the_markers_say() {
    let mut failures = String::new();
    for fixture in fixture::all() {
        let (found, codebase) = match found(&fixture) {
            Ok(found) => found,
            Err(failure) => {
                failures += &failure;
                continue;
            }
        };
        let expected = fixture.markers();
        let mut rows: Vec<(&str, &Marker)> = Vec::new();
        rows.extend(expected.difference(&found).map(|marker| ("missing   ", marker)));
        rows.extend(found.difference(&expected).map(|marker| ("unexpected", marker)));
        rows.sort_by_key(|(_, marker)| *marker);
        for (what, Marker { file, line, rule }) in rows {
            let source = fixture.line(file, *line);
            writeln!(failures, "  {what} {rule:<20} {}/{file}:{line}  {source}", fixture.name).unwrap();
        }
        for rule in codebase.symmetric_difference(&fixture.expected.codebase) {
            let what = if codebase.contains(rule) { "unexpected" } else { "missing   " };
            writeln!(failures, "  {what} {rule:<20} {} (the codebase)", fixture.name).unwrap();
        }
    }
    assert!(failures.is_empty(), "findings and markers disagree:\n{failures}");
}

#[test]
fn markers_name_rules_that_are_compared() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for fixture in fixture::all() {
        let placed = fixture.markers().into_iter().map(|marker| marker.rule);
        for rule in placed.chain(fixture.expected.codebase.iter().cloned()) {
            assert!(compared(&fixture).contains(&rule), "{}: marks {rule:?}, which it does not compare", fixture.name);
            *counts.entry(rule).or_default() += 1;
        }
    }
    if std::env::var_os("REDIS_SSOT_FIXTURES").is_none() {
        let unmarked: Vec<_> = MARKED.iter().filter(|rule| !counts.contains_key(**rule)).collect();
        assert!(unmarked.is_empty(), "rules without a single marker: {unmarked:?}");
    }
}

#[test]
fn fixtures_say_why_they_exist() {
    for fixture in fixture::all() {
        let explains = |file: &str, mark: &str| {
            fs::read_to_string(fixture.dir.join(file)).is_ok_and(|text| text.starts_with(mark))
        };
        let said = explains("Cargo.toml", "# ") || explains("expected.toml", "# ") || explains("src/lib.rs", "//! ");
        assert!(said, "{}: its first line must be a comment that says why it exists", fixture.name);
    }
}

/// One set of versions and features: with two, the differential test builds everything twice.
#[test]
fn fixtures_share_their_dependencies() {
    let mut seen: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for fixture in fixture::all().iter().filter(|fixture| !fixture.expected.on_request) {
        let manifests = walkdir::WalkDir::new(&fixture.dir)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_name() == "Cargo.toml");
        for manifest in manifests {
            let text = fs::read_to_string(manifest.path()).unwrap();
            let manifest: toml::Table = text.parse().unwrap();
            let workspace = manifest.get("workspace").and_then(|workspace| workspace.get("dependencies"));
            let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
            let own = tables.iter().filter_map(|name| manifest.get(*name));
            for (name, dependency) in own.chain(workspace).filter_map(|table| table.as_table()).flatten() {
                let Some((package, features)) = registry(name, dependency) else {
                    continue;
                };
                seen.entry(package).or_default().insert(features, fixture.name.clone());
            }
        }
    }
    let several: Vec<_> = seen.iter().filter(|(_, versions)| versions.len() > 1).collect();
    assert!(several.is_empty(), "declared in more than one way: {several:#?}");
}

/// Fixtures are built into one directory, where cargo tells packages of two workspaces apart by name and version, not by the
/// workspace: of two that share both, one is taken for the other.
#[test]
fn no_two_fixtures_have_a_package_of_one_name_and_version() {
    let mut seen: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for fixture in fixture::all() {
        let files = walkdir::WalkDir::new(&fixture.dir).into_iter().map(Result::unwrap);
        for lock in files.filter(|entry| entry.file_name() == "Cargo.lock") {
            let lock: toml::Table = fs::read_to_string(lock.path()).unwrap().parse().unwrap();
            let packages = lock.get("package").and_then(|packages| packages.as_array()).into_iter().flatten();
            for own in packages.filter(|package| package.get("source").is_none()) {
                let text = |key: &str| own[key].as_str().unwrap().to_owned();
                seen.entry((text("name"), text("version"))).or_default().push(fixture.name.clone());
            }
        }
    }
    let taken: Vec<_> = seen.iter().filter(|(_, fixtures)| fixtures.len() > 1).collect();
    assert!(taken.is_empty(), "give one of them another version: {taken:#?}");
    assert!(seen.len() > 100, "{}", seen.len());
}

/// A dependency from the registry: its package, and its version with its features.
fn registry(name: &str, dependency: &toml::Value) -> Option<(String, String)> {
    if let Some(version) = dependency.as_str() {
        return Some((name.to_owned(), version.to_owned()));
    }
    let version = dependency.get("version")?.as_str()?;
    let package = dependency.get("package").and_then(|package| package.as_str()).unwrap_or(name);
    let mut features: Vec<_> =
        dependency.get("features")?.as_array()?.iter().filter_map(|feature| feature.as_str()).collect();
    features.sort_unstable();
    Some((package.to_owned(), format!("{version} {}", features.join(","))))
}
