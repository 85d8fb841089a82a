//! Published crates that nobody here wrote, and what the tool finds in them: each finding was read
//! and judged by a person, and any difference fails.
//!
//! `tests/corpus/Cargo.toml` names the crates and their versions; `REDIS_SSOT_CORPUS=all` takes
//! those of `tests/corpus/all/Cargo.toml` too, which are a thousand packages to fetch. Cargo
//! fetches their sources, and they are analysed, read-only, where cargo puts them.
//!
//! `tests/corpus/<crate>-<version>.txt` holds one line for each finding: `path:line rule verdict
//! note`. The verdict is `true`, `false` (a false alarm the tool still raises) or `missed` (it
//! should be found and is not). `REDIS_SSOT_CORPUS_BLESS=1` rewrites the lists, keeps the
//! judgements, and gives new findings the verdict `unread`, which fails until someone reads them.
//! `REDIS_SSOT_BIN=path` judges another build of the tool.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "support/published.rs"]
mod published;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use published::{Published, corpus, crates};

/// What a person says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    True,
    False,
    Missed,
    Unread,
}

impl Verdict {
    fn name(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Missed => "missed",
            Self::Unread => "unread",
        }
    }
}

/// Path within the crate, line from 1, rule. Two findings of one rule on one line are told apart
/// by their number.
type Place = (String, usize, String, usize);

/// What the tool finds in a crate that has no canonical module.
fn findings(published: &Published) -> Result<BTreeSet<Place>, String> {
    let binary = std::env::var_os("REDIS_SSOT_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_cargo-redis-ssot").into());
    let output = Command::new(binary)
        .arg("check")
        .arg(&published.dir)
        .args(["--manager", "none", "--message-format", "json"])
        .output()
        .unwrap();
    let stream = String::from_utf8(output.stdout).unwrap();
    let messages: Vec<serde_json::Value> = stream.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let finished = messages.last().is_some_and(|message| message["reason"] == "build-finished");
    if !finished || !matches!(output.status.code(), Some(0 | 1)) {
        let talk = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the tool failed ({}): {talk}", output.status));
    }
    let mut places = BTreeSet::new();
    let found = messages.iter().filter(|message| message["reason"] == "compiler-message");
    for message in found {
        let message = &message["message"];
        let rule = message["code"]["code"]
            .as_str()
            .map_or_else(String::new, |code| code.trim_start_matches("redis_ssot::").replace('_', "-"));
        let span = message["spans"].as_array().unwrap().iter().find(|span| span["is_primary"] == true);
        let (file, line) = span.map_or((String::from("-"), 0), |span| {
            let line = usize::try_from(span["line_start"].as_u64().unwrap()).unwrap();
            (span["file_name"].as_str().unwrap().to_owned(), line)
        });
        let mut number = 1;
        while !places.insert((file.clone(), line, rule.clone(), number)) {
            number += 1;
        }
    }
    Ok(places)
}

/// The judged list of a crate: what is expected, with verdict and note.
fn judged(name: &str) -> BTreeMap<Place, (Verdict, String)> {
    let text = fs::read_to_string(corpus().join(format!("{name}.txt"))).unwrap_or_default();
    let mut list = BTreeMap::new();
    for row in text.lines().filter(|row| !row.starts_with('#')) {
        let mut parts = row.splitn(4, ' ');
        let mut part = || parts.next().unwrap_or_else(|| panic!("{name}: not a finding: {row}"));
        let (place, rule, verdict, note) = (part(), part(), part(), part());
        let (file, line) = place.rsplit_once(':').unwrap();
        let verdict = match verdict {
            "true" => Verdict::True,
            "false" => Verdict::False,
            "missed" => Verdict::Missed,
            "unread" => Verdict::Unread,
            other => panic!("{name}: no verdict: {other}"),
        };
        let mut place = (file.to_owned(), line.parse().unwrap(), rule.to_owned(), 1);
        while list.contains_key(&place) {
            place.3 += 1;
        }
        list.insert(place, (verdict, note.to_owned()));
    }
    list
}

/// The text of a line, which is the note of a finding that nobody has read yet.
fn source(dir: &Path, (file, line, ..): &Place) -> String {
    let bytes = fs::read(dir.join(file)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let text = text.lines().nth(line.wrapping_sub(1)).unwrap_or_default();
    text.trim().chars().take(110).collect()
}

fn bless(published: &Published, found: &BTreeSet<Place>) {
    let mut list = judged(&published.name);
    list.retain(|place, (verdict, _)| found.contains(place) || *verdict == Verdict::Missed);
    for place in found {
        let note = source(&published.dir, place);
        let entry = list.entry(place.clone()).or_insert((Verdict::Unread, note));
        if entry.0 == Verdict::Missed {
            // Found at last, and someone had judged that it should be.
            entry.0 = Verdict::True;
        }
    }
    let mut text = String::new();
    for ((file, line, rule, _), (verdict, note)) in &list {
        writeln!(text, "{file}:{line} {rule} {} {note}", verdict.name()).unwrap();
    }
    fs::write(corpus().join(format!("{}.txt", published.name)), text).unwrap();
}

/// Where the tool and the judged list of a crate differ, one line each.
fn differences(name: &str, found: &BTreeSet<Place>) -> String {
    let mut text = String::new();
    let list = judged(name);
    for (place, (verdict, note)) in &list {
        let (file, line, rule, _) = place;
        let what = match (verdict, found.contains(place)) {
            (Verdict::True, false) => "no longer found",
            (Verdict::False, false) => "no false alarm any more: take it off the list",
            (Verdict::Missed, true) => "missed no more: its verdict is true now",
            (Verdict::Unread, _) => "nobody has judged this",
            _ => continue,
        };
        writeln!(text, "  {name}/{file}:{line} {rule}: {what}: {note}").unwrap();
    }
    for place in found.iter().filter(|place| !list.contains_key(*place)) {
        let (file, line, rule, _) = place;
        writeln!(text, "  {name}/{file}:{line} {rule}: new, read and judge it").unwrap();
    }
    text
}

fn check(manifest: &Path) {
    let blessing = std::env::var_os("REDIS_SSOT_CORPUS_BLESS").is_some();
    let crates = crates(manifest);
    assert!(crates.len() >= 5, "a corpus of {} crates", crates.len());
    let mut failures = String::new();
    let mut judgements = [0; 4];
    for published in &crates {
        match findings(published) {
            Ok(found) => {
                if blessing {
                    bless(published, &found);
                }
                failures += &differences(&published.name, &found);
            }
            Err(failure) => writeln!(failures, "  {}: {failure}", published.name).unwrap(),
        }
        for (verdict, _) in judged(&published.name).values() {
            judgements[*verdict as usize] += 1;
        }
    }
    let [right, wrong, missed, _] = judgements;
    println!("{} crates: {right} true, {wrong} false, {missed} missed", crates.len());
    assert!(failures.is_empty(), "the corpus is judged otherwise:\n{failures}");
}

#[test]
fn published_crates_give_the_findings_that_were_judged() {
    check(&corpus().join("Cargo.toml"));
}

#[test]
fn the_whole_corpus_gives_the_findings_that_were_judged() {
    if std::env::var_os("REDIS_SSOT_CORPUS").is_some_and(|value| value == "all") {
        check(&corpus().join("all/Cargo.toml"));
    }
}

/// A list whose crate or version is no longer in a manifest judges nothing.
#[test]
fn every_list_belongs_to_a_crate() {
    let mut named = BTreeSet::new();
    for manifest in ["Cargo.toml", "all/Cargo.toml"] {
        let text = fs::read_to_string(corpus().join(manifest)).unwrap();
        let table: toml::Table = text.parse().unwrap();
        for (name, entry) in table["dependencies"].as_table().unwrap() {
            let version = entry["version"].as_str().unwrap().trim_start_matches('=');
            named.insert(format!("{name}-{version}.txt"));
        }
    }
    let mut lists = BTreeSet::new();
    for entry in fs::read_dir(corpus()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".txt") {
            lists.insert(name);
        }
    }
    assert_eq!(lists, named);
}
