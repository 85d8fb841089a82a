//! SARIF: valid by the standard's schema, and what GitHub code scanning asks beyond it.

use cargo_redis_ssot::position::{Span, TextRange};
use cargo_redis_ssot::report::sarif::Sarif;
use cargo_redis_ssot::report::{Report, Suppressed};
use serde_json::Value;

use crate::world::{World, finding, label};

/// What is written, after the schema accepted it.
fn read(world: &World, sarif: Sarif) -> Value {
    let written: Value = serde_json::from_str(&world.written(&sarif)).unwrap();
    let validator = validator();
    let errors: Vec<String> =
        validator.iter_errors(&written).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    written
}

/// The standard's schema, formats such as `uri-reference` included.
fn validator() -> jsonschema::Validator {
    // The published schema has a stray bracket in the pattern of `language`, which strict regex syntax refuses.
    let text = include_str!("../schemas/sarif-2.1.0.json").replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn full() -> Value {
    read(&World::full(), Sarif::default())
}

#[test]
fn the_schema_test_can_fail() {
    let validator = validator();
    let mut written = full();
    assert!(validator.is_valid(&written));
    for (at, wrong) in [
        ("/runs/0/results/0/level", Value::from("fatal")),
        ("/runs/0/results/1/locations/0/physicalLocation/artifactLocation/uri", "a b".into()),
        ("/runs/0/results/1/locations/0/physicalLocation/region/startLine", 0.into()),
        ("/version", "0.1.0".into()),
    ] {
        let good = std::mem::replace(written.pointer_mut(at).unwrap(), wrong);
        assert!(!validator.is_valid(&written), "{at}");
        *written.pointer_mut(at).unwrap() = good;
    }
}

#[test]
fn all_rules_are_listed_with_what_github_requires() {
    let log = full();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 6);
    for rule in rules {
        for required in ["/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown", "/id"] {
            assert!(!rule.pointer(required).unwrap().as_str().unwrap().is_empty(), "{required}");
        }
        assert!(["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    assert_eq!(rules[5]["defaultConfiguration"]["enabled"], false);
    assert_eq!(rules[0]["properties"]["problem.severity"], "error");
}

#[test]
fn every_result_has_a_relative_place_a_region_and_a_fingerprint() {
    let mut world = World::full();
    world.prefix = "services/b c/";
    let log = read(&world, Sarif::default());
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 4);
    for result in results {
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("services/b%20c/"));
        for edge in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][edge].as_u64().unwrap() >= 1);
        }
        let rule = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    }
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "services/b%20c/Cargo.toml");
    let expected = serde_json::json!({ "startLine": 4, "startColumn": 23, "endLine": 4, "endColumn": 48 });
    assert_eq!(results[1]["locations"][0]["physicalLocation"]["region"], expected, "columns count characters");
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    assert_eq!(results[1]["partialFingerprints"]["redisSsot/v1"], "0000000000000001");
    assert_eq!(results[1]["partialFingerprints"]["primaryLocationLineHash"], "0000000000000001:1");
}

#[test]
fn equal_fingerprints_are_told_apart_as_github_does() {
    let mut world = World::empty();
    world.report.findings = vec![finding("missing-manager", "a"), finding("missing-manager", "b")];
    let log = read(&world, Sarif::default());
    let hash = |at: usize| log["runs"][0]["results"][at]["partialFingerprints"]["primaryLocationLineHash"].clone();
    assert_eq!((hash(0), hash(1)), ("0123456789abcdef:1".into(), "0123456789abcdef:2".into()));
}

#[test]
fn the_first_sentence_is_the_title_and_related_places_are_linked() {
    let log = full();
    let result = &log["runs"][0]["results"][1];
    let text = result["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("a Redis client is built outside `backend::redis_manager`.\n"), "{text}");
    assert!(text.contains("[the one client lives here](1)"), "{text}");
    let related = result["relatedLocations"].as_array().unwrap();
    assert_eq!(related.len(), 2);
    assert_eq!(related[0]["id"], 1);
    assert_eq!(related[0]["physicalLocation"]["artifactLocation"]["uri"], "src/redis_manager.rs");
}

#[test]
fn text_from_sources_makes_no_links() {
    let mut world = World::empty();
    let file = world.file("src/a.rs", "x");
    let mut hostile = finding("hardcoded-url", "see [here](https://evil.example)");
    let span = Span::new(file, TextRange::new(0, 1));
    hostile.primary = Some(label(span, ""));
    hostile.secondary = vec![label(span, "a](https://evil.example) [b")];
    world.report.findings = vec![hostile];
    let log = read(&world, Sarif::default());
    let text = log["runs"][0]["results"][0]["message"]["text"].as_str().unwrap();
    let expected = "see \\[here\\](https://evil.example).\n[a\\](https://evil.example) \\[b](1)";
    assert_eq!(text, expected);
}

#[test]
fn what_was_silenced_is_counted_and_listed_only_on_demand() {
    let mut world = World::full();
    let one = world.report.findings[1].clone();
    world.report.suppressed = vec![Suppressed { finding: one.clone(), reason: Some("a probe".to_owned()) }];
    world.report.baselined = vec![one];
    let log = read(&world, Sarif::default());
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 4);
    assert_eq!(log["runs"][0]["properties"]["suppressed"], 1);
    assert_eq!(log["runs"][0]["properties"]["baselined"], 1);
    assert_eq!(log["runs"][0]["properties"]["filesOfNoTarget"][0], "src/dead.rs");
    let log = read(&world, Sarif { include_suppressed: true });
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results[4]["suppressions"][0]["justification"], "a probe");
    assert_eq!(results[5]["suppressions"][0]["kind"], "external");
}

#[test]
fn a_clean_run_is_a_log_with_no_results() {
    let mut world = World::full();
    world.report = Report::default();
    let log = read(&world, Sarif::default());
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], 0);
}
