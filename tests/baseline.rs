//! The baseline: written, read back, compared, pruned; and the files it refuses.

#![allow(clippy::unwrap_used)] // a failed expectation is how a test fails

use std::path::PathBuf;

use cargo_redis_ssot::baseline::{Baseline, BaselineError, Entry, Fingerprinter, normalise};
use cargo_redis_ssot::position::{Span, TextRange};
use cargo_redis_ssot::report::{Context, Evidence, Finding, Label, Level};
use cargo_redis_ssot::source::{SourceFile, Sources};
use miette::Diagnostic;
use proptest::prelude::*;

fn everything(_: &Entry) -> bool {
    true
}

/// Findings in one file, one for each (item, fingerprint).
fn findings(of: &[(&str, &str)]) -> (Vec<Finding>, Sources) {
    let mut sources = Sources::default();
    let file =
        sources.add(SourceFile { path: PathBuf::from("/w/src/a.rs"), display: "src/a.rs".to_owned(), text: "".into() });
    let finding = |(item, fingerprint): &(&str, &str)| Finding {
        rule: "direct-construction",
        level: Level::Deny,
        message: format!("a \"client\" in {item}"),
        primary: Some(Label { span: Span::new(file, TextRange::new(0, 0)), text: String::new() }),
        secondary: Vec::new(),
        notes: Vec::new(),
        help: Vec::new(),
        suggestion: None,
        evidence: Evidence::Resolved,
        context: Context::Production,
        area: None,
        scope: None,
        item: (*item).to_owned(),
        fingerprint: (*fingerprint).to_owned(),
        target: None,
    };
    (of.iter().map(finding).collect(), sources)
}

const ONE: &str = "0000000000000001";
const TWO: &str = "0000000000000002";
const THREE: &str = "0000000000000003";

#[test]
fn the_file_has_one_sorted_entry_per_line() {
    let (all, sources) = findings(&[("b", TWO), ("a", ONE)]);
    let json = Baseline::of(&all, &sources).to_json();
    let wanted = r#"{
  "version": 2,
  "entries": [
    {"rule":"direct-construction","item":"a","path":"src/a.rs","message":"a \"client\" in a","fingerprint":"0000000000000001"},
    {"rule":"direct-construction","item":"b","path":"src/a.rs","message":"a \"client\" in b","fingerprint":"0000000000000002"}
  ]
}
"#;
    assert_eq!(json, wanted);
    let empty = Baseline::default();
    assert_eq!(Baseline::parse("b", &empty.to_json()).unwrap(), empty);
}

#[test]
fn a_written_file_reads_back_as_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("redis-ssot-baseline.json");
    let (all, sources) = findings(&[("b", TWO), ("a", ONE)]);
    let baseline = Baseline::of(&all, &sources);
    baseline.write(&path).unwrap();
    assert_eq!(Baseline::read(&path).unwrap(), baseline);
    let windows = baseline.to_json().replace('\n', "\r\n");
    assert_eq!(Baseline::parse("b", &windows).unwrap(), baseline, "git may have changed line endings");
}

#[test]
fn findings_are_new_or_known_and_what_is_gone_is_stale() {
    let (old, sources) = findings(&[("a", ONE), ("b", TWO)]);
    let mut baseline = Baseline::of(&old, &sources);
    let (now, _) = findings(&[("c", THREE), ("elsewhere", TWO), ("again", TWO)]);
    let compared = baseline.compare(now.clone(), &everything);
    let items = |findings: &[Finding]| -> Vec<String> { findings.iter().map(|finding| finding.item.clone()).collect() };
    assert_eq!(items(&compared.new), ["c", "again"], "an entry stands for one finding");
    assert_eq!(items(&compared.known), ["elsewhere"]);
    assert_eq!(compared.stale.len(), 1);
    assert_eq!(compared.stale[0].item, "a");
    let blind = baseline.compare(now.clone(), &|entry| entry.item != "a");
    assert_eq!(blind.stale, [], "what the run could not see is not called fixed");
    assert_eq!(baseline.prune(&now, &everything).len(), 1);
    assert_eq!(baseline.entries().len(), 1, "the stale one is out, the new ones are not in");
    assert_eq!(baseline.entries()[0].fingerprint, TWO);
    assert_eq!(baseline.prune(&now, &everything), []);
}

/// The message and the byte marked.
fn refusal(text: &str) -> (String, Option<usize>) {
    let error = Baseline::parse("base.json", text).unwrap_err();
    let at = error.labels().and_then(|mut labels| labels.next()).map(|label| label.offset());
    (error.to_string(), at)
}

#[test]
fn other_files_are_refused_with_the_place() {
    let (message, at) = refusal("{\n  \"version\": 1,\n  \"entries\": [\n<<<<<<< HEAD\n  ]\n}\n");
    assert_eq!(message, "the baseline base.json is damaged: expected value");
    assert_eq!(at, Some(33));
    assert_eq!(
        refusal("{\"version\": 3, \"other\": 3}").0,
        "the baseline base.json is of version 3, this tool reads versions 1 to 2"
    );
    let shapes = [
        ("[]", "invalid length 0"),
        ("{}", "missing field `version`"),
        ("", "EOF while parsing"),
        ("{\"version\": 1}", "missing field `entries`"),
        ("{\"version\": 1, \"entries\": [{\"rule\": \"r\"}]}", "missing field `item`"),
        ("{\"version\": 1, \"entries\": [], \"x\": 1}", "unknown field `x`"),
        (
            "{\"version\": 1, \"entries\": [{\"rule\":\"r\",\"item\":\"\",\"path\":\"\",\"message\":\"\",\"fingerprint\":\"12\"}]}",
            "`12` is not a fingerprint",
        ),
    ];
    for (text, part) in shapes {
        let (message, at) = refusal(text);
        assert!(message.contains(part), "{text}: {message}");
        assert!(at.unwrap() <= text.len());
    }
    let missing = Baseline::read(&PathBuf::from("no/such.json")).unwrap_err();
    assert!(missing.to_string().contains("no/such.json"), "{missing}");
    let directory = tempfile::tempdir().unwrap();
    let unwritable = Baseline::default().write(directory.path()).unwrap_err();
    assert!(matches!(unwritable, BaselineError::Unwritable { .. }));
}

/// Expressions that a rule may mark, as tokens; what stands between them is up to the formatter.
const TOKENS: &[&str] = &[
    "redis",
    "::",
    "Client",
    "open",
    "(",
    ")",
    ",",
    "?",
    ".",
    "await",
    "\"redis://a  b\"",
    "'a'",
    "&",
    "mut",
    "[",
    "]",
    "r#\"x\"#",
    "->",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spacing_comments_and_lines_are_no_part_of_a_fingerprint(
        tokens in prop::collection::vec(prop::sample::select(TOKENS), 1..20),
        gaps in prop::collection::vec(prop::sample::select(&[" ", "\n    ", "\t", " // c\n", " /* c */ "][..]), 20),
    ) {
        let plain = tokens.join(" ");
        let spaced: String = tokens.iter().zip(&gaps).flat_map(|(token, gap)| [*token, *gap]).collect();
        prop_assert_eq!(normalise(&plain), normalise(&spaced));
        let again = normalise(&plain);
        prop_assert_eq!(normalise(&again), again);
    }

    #[test]
    fn the_order_of_items_changes_no_fingerprint(
        sites in prop::collection::vec((0..3_u8, 0..2_u8), 0..12),
        seed in any::<u64>(),
    ) {
        let prints = |sites: &[(u8, u8)]| {
            let mut printer = Fingerprinter::default();
            let mut all: Vec<String> = sites
                .iter()
                .map(|(item, call)| printer.next("r", &format!("item{item}"), &format!("open({call})")))
                .collect();
            all.sort();
            all
        };
        let mut moved = sites.clone();
        let len = moved.len();
        for at in 0..len {
            moved.swap(at, (seed as usize).wrapping_mul(at + 1) % len);
        }
        let (before, after) = (prints(&sites), prints(&moved));
        let mut distinct = before.clone();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), sites.len(), "no two findings share one");
        prop_assert_eq!(before, after);
    }
}
