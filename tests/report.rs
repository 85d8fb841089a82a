//! What `report` says about the codebase the tool is named for, before and after its consolidation, and about others.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is how a test fails

use std::path::Path;
use std::process::Command;

use cargo_redis_ssot::dossier::QUESTIONS;
use cargo_redis_ssot::rules;
use serde_json::{Value, json};
use tempfile::TempDir;

const BEFORE: &str = "fixtures/netra/before";
const AFTER: &str = "fixtures/netra/after";

/// Exit status, standard output and error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("CI")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn report(arguments: &[&str]) -> (i32, Value) {
    let (status, out, err) = run(&[&["report", "-q", "--format", "json"], arguments].concat());
    assert_ne!(status, 2, "{err}");
    (status, serde_json::from_str(&out).unwrap())
}

/// A baseline of *before*, in a folder that goes with it.
fn baseline() -> (TempDir, String) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("baseline.json").to_str().unwrap().to_owned();
    assert_eq!(run(&["baseline", "-q", BEFORE, "--baseline", &path]).0, 0);
    (directory, path)
}

fn figure<'r>(report: &'r Value, name: &str) -> &'r Value {
    report["consolidation"]["figures"].as_array().unwrap().iter().find(|figure| figure["name"] == name).unwrap()
}

fn roles(report: &Value) -> Vec<&str> {
    let files = report["inventory"]["files"].as_array().unwrap();
    files.iter().map(|file| file["role"].as_str().unwrap()).collect()
}

#[test]
fn before_there_are_twelve_managers_and_one_of_them_is_meant() {
    let (status, report) = report(&[BEFORE]);
    assert_eq!((status, &report["verdict"]["compliant"]), (1, &json!(false)));
    let inventory = &report["inventory"];
    assert_eq!([&inventory["managers"], &inventory["canonical"], &inventory["duplicates"]], [12, 1, 11]);
    assert_eq!(roles(&report), [&["canonical"][..], &["duplicate"; 11]].concat());
    assert_eq!(report["scopes"][0]["manager"], "netra_backend::redis_manager");
    assert_eq!(figure(&report, "managers")["now"], 12);
    assert_eq!(figure(&report, "managers")["baseline"], Value::Null);
    // Inline paths count: `checks::RedisProbe::connect` in the start-up code is no `use`.
    let imports = &report["imports"];
    assert_eq!([&imports["canonical"], &imports["total"]], [9, 19], "{imports:#}");
    assert_eq!(imports["share"], 47.4);
    assert_eq!(status_of(&report, "User context isolation"), "not-checked");
}

fn row<'r>(report: &'r Value, question: &str) -> &'r Value {
    report["validations"].as_array().unwrap().iter().find(|row| row["question"] == question).unwrap()
}

fn status_of<'r>(report: &'r Value, question: &str) -> &'r Value {
    &row(report, question)["status"]
}

/// Every question is answered, and that about keys by a rule that looked.
#[test]
fn after_every_question_is_answered_with_yes() {
    let (_, report) = report(&[AFTER]);
    for row in report["validations"].as_array().unwrap() {
        assert_eq!(row["status"], "pass", "{row:#}");
        assert!(row["rules"].as_array().unwrap().iter().all(|rule| rule["status"] == "pass"), "{row:#}");
    }
    let keys = row(&report, "User context isolation");
    let evidence = keys["evidence"][0].as_str().unwrap();
    assert!(
        evidence.starts_with("keys are made by `netra_backend::redis_manager::RedisManager::user_key` or"),
        "{keys}"
    );
}

/// A key that is put together by hand turns the answer about keys, and the verdict.
#[test]
fn one_key_without_the_builder_fails_the_isolation_of_users() {
    let copy = copy_of(AFTER);
    let path = copy.path().join("netra_backend/src/db/sessions.rs");
    let text = std::fs::read_to_string(&path).unwrap();
    let by_hand = text.replace(
        "manager.get(&manager.user_key(user, \"session\"))",
        "manager.get(&format!(\"session:{}\", user.session_id))",
    );
    assert_ne!(text, by_hand);
    std::fs::write(&path, by_hand).unwrap();
    let (status, report) = report(&[copy.path().to_str().unwrap()]);
    assert_eq!((status, &report["verdict"]["compliant"]), (1, &json!(false)));
    let keys = row(&report, "User context isolation");
    assert_eq!((&keys["status"], &keys["count"]), (&json!("fail"), &json!(1)));
    assert_eq!(keys["places"][0]["path"], "netra_backend/src/db/sessions.rs");
}

fn copy_of(fixture: &str) -> TempDir {
    let copy = TempDir::new().unwrap();
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture)) {
        let entry = entry.unwrap();
        let to =
            copy.path().join(entry.path().strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture)).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&to).unwrap();
        } else {
            std::fs::copy(entry.path(), &to).unwrap();
        }
    }
    copy
}

#[test]
fn after_there_is_one_and_four_deprecated_paths_lead_to_it() {
    let (_directory, baseline) = baseline();
    let (status, report) = report(&[AFTER, "--baseline", &baseline]);
    assert_eq!((status, &report["verdict"]["compliant"]), (0, &json!(true)));
    let managers = figure(&report, "managers");
    assert_eq!([&managers["baseline"], &managers["now"]], [12, 1]);
    assert_eq!(managers["change"], -91.7);
    assert_eq!(roles(&report), ["canonical", "shim", "shim", "shim", "shim"]);
    let items: Vec<&Value> = report["inventory"]["files"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|file| file["items"].as_array().unwrap())
        .collect();
    assert_eq!(items.iter().filter(|item| item["deprecated"] == true).count(), 4);
    let imports = &report["imports"];
    assert_eq!(imports["share"], 100.0);
    assert_eq!(imports["total"], imports["canonical"]);
    assert!(imports["total"].as_u64().unwrap() >= 10, "{imports}");
    let compared = &report["consolidation"]["baseline"];
    assert_eq!([&compared["new"], &compared["known"]], [0, 0]);
    assert_eq!(compared["fixed"], compared["entries"]);
    for name in ["pools", "instances", "openings", "findings"] {
        assert!(figure(&report, name)["change"].as_f64().unwrap() < 0.0, "{name}");
    }
    let (_, markdown, _) = run(&["report", "-q", AFTER, "--baseline", &baseline]);
    assert!(markdown.contains("| managers | 12 | 1 | \u{2212}91.7 % |"), "{markdown}");
}

/// A lead must not be told that all is well because the known is not shown.
#[test]
fn a_baseline_hides_nothing_from_a_report() {
    let (_directory, baseline) = baseline();
    let (status, report) = report(&[BEFORE, "--baseline", &baseline]);
    assert_eq!((status, &report["verdict"]["compliant"]), (1, &json!(false)));
    let compared = &report["consolidation"]["baseline"];
    assert_eq!([&compared["fixed"], &compared["new"]], [0, 0]);
    assert_eq!(figure(&report, "managers")["change"], 0.0);
    let areas = report["areas"].as_array().unwrap();
    let findings = areas.iter().flat_map(|area| area["findings"].as_array().unwrap());
    assert!(findings.chain(report["tests"].as_array().unwrap()).all(|finding| finding["known"] == true));
}

/// Its numbers are of all packages.
#[test]
fn a_part_of_the_codebase_is_not_compared_with_a_baseline() {
    let (_directory, baseline) = baseline();
    let (_, report) = report(&[BEFORE, "--baseline", &baseline, "-p", "auth_core"]);
    assert_eq!(report["codebase"]["partial"], true);
    assert_eq!(figure(&report, "managers")["now"], 1);
    assert_eq!(figure(&report, "managers")["baseline"], Value::Null);
    assert_eq!(report["consolidation"]["baseline"]["fixed"], Value::Null);
}

#[test]
fn a_baseline_of_version_1_is_read_and_has_no_counts() {
    let (directory, path) = baseline();
    let old = directory.path().join("old.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let counts = text.lines().find(|line| line.contains("\"counts\"")).unwrap();
    std::fs::write(&old, text.replace(&format!("{counts}\n"), "").replace("\"version\": 2", "\"version\": 1")).unwrap();
    let (_, report) = report(&[AFTER, "--baseline", old.to_str().unwrap()]);
    assert_eq!(figure(&report, "managers")["baseline"], Value::Null);
    assert!(figure(&report, "findings")["baseline"].as_u64().unwrap() > 30);
}

/// What pruning takes out must not change what was counted when the baseline was taken.
#[test]
fn a_pruned_baseline_remembers_what_was() {
    let (_directory, path) = baseline();
    assert_eq!(run(&["baseline", "-q", "--prune", AFTER, "--baseline", &path]).0, 0);
    let (_, report) = report(&[AFTER, "--baseline", &path]);
    assert_eq!(figure(&report, "managers")["baseline"], 12);
    assert_eq!(figure(&report, "findings")["baseline"], 0);
}

#[test]
fn areas_come_by_priority_and_each_says_what_to_do() {
    let (_, report) = report(&[BEFORE, "--config", "fixtures/netra/after/redis-ssot.toml"]);
    let areas = report["areas"].as_array().unwrap();
    let names: Vec<&str> = areas.iter().map(|area| area["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["websocket", "agents", "auth", "startup", "netra_backend"]);
    for area in areas {
        let actions = area["actions"].as_array().unwrap();
        let counted: u64 = actions.iter().map(|action| action["count"].as_u64().unwrap()).sum();
        assert_eq!(counted, area["findings"].as_array().unwrap().len() as u64, "{}", area["name"]);
        assert!(area["errors"].as_u64().unwrap() > 0, "{}", area["name"]);
        let advice = actions.iter().flat_map(|action| action["advice"].as_array().unwrap());
        assert!(advice.clone().any(|text| text.as_str().unwrap().contains("get_redis_manager()")), "{area}");
    }
}

#[test]
fn the_map_has_every_manager_once_and_its_edges_have_ends() {
    for path in [BEFORE, AFTER, "fixtures/managers/scopes"] {
        let (_, report) = report(&[path]);
        let nodes = report["map"]["nodes"].as_array().unwrap();
        let of_kind = |kind: &str| nodes.iter().filter(|node| node["kind"] == kind).count() as u64;
        assert_eq!(report["inventory"]["managers"], of_kind("manager"), "{path}");
        assert_eq!(report["inventory"]["shims"], of_kind("shim"), "{path}");
        let has = |id: &Value| nodes.iter().filter(|node| node["id"] == *id).count() == 1;
        let edges = report["map"]["edges"].as_array().unwrap();
        assert!(edges.iter().all(|edge| has(&edge["from"]) && (edge["to"].is_null() || has(&edge["to"]))), "{path}");
        let opened: u64 =
            edges.iter().filter(|edge| edge["to"].is_null()).map(|edge| edge["count"].as_u64().unwrap()).sum();
        assert_eq!(figure(&report, "openings")["now"], opened, "{path}");
    }
}

/// Ends of the map's edges as paths.
fn edges(report: &Value) -> Vec<(String, String, u64)> {
    let nodes = report["map"]["nodes"].as_array().unwrap();
    let path = |id: &Value| {
        let node = nodes.iter().find(|node| node["id"] == *id);
        node.map_or_else(|| "Redis".to_owned(), |node| node["path"].as_str().unwrap().to_owned())
    };
    let edges = report["map"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| (path(&edge["from"]), path(&edge["to"]), edge["count"].as_u64().unwrap())).collect()
}

/// `shared_pool()` keeps a pool of its own in a static, beside the manager in the same module.
#[test]
fn a_global_beside_a_manager_is_a_builder_of_its_own() {
    let (_, report) = report(&[BEFORE]);
    let edges = edges(&report);
    let of =
        |from: &str| edges.iter().filter(|edge| edge.0 == from && edge.1 == "Redis").map(|edge| edge.2).sum::<u64>();
    assert_eq!(of("netra_backend::db::redis_manager"), 1);
    assert_eq!(of("netra_backend::db::redis_manager::RedisManager"), 1);
}

/// A free function that builds a manager is a way to build it, one that hands out the shared one is none.
#[test]
fn callers_of_free_functions_that_build_are_on_the_map() {
    let (_, report) = report(&["fixtures/managers/scopes"]);
    let built = |from: &str, to: &str| edges(&report).iter().any(|edge| edge.0 == from && edge.1 == to);
    assert!(built("billing", "infra::billing_redis::BillingRedis"), "{:#?}", edges(&report));
    assert!(!built("backend::api", "backend::redis_manager::RedisManager"));
}

/// `struct RedisManager;` in the module of a handler has opened nothing.
#[test]
fn what_stands_beside_a_manager_is_not_its_doing() {
    let (_, report) = report(&["fixtures/managers/scopes"]);
    let opened = |from: &str| edges(&report).iter().any(|edge| edge.0 == from && edge.1 == "Redis");
    assert!(opened("backend::api") && !opened("backend::api::RedisManager"), "{:#?}", edges(&report));
    // `shared()` gives the manager of its module.
    assert!(opened("auth_core::redis_manager::RedisManager") && !opened("auth_core::redis_manager"));
}

/// Each shim leads to the manager of its own scope.
#[test]
fn shims_lead_to_the_manager_they_stand_for() {
    let (_, report) = report(&["fixtures/managers/scopes"]);
    let nodes = report["map"]["nodes"].as_array().unwrap();
    let of_kind = |kind: &str| nodes.iter().filter(|node| node["kind"] == kind).count();
    assert!(of_kind("shim") >= 2, "{nodes:#?}");
    for (from, to, _) in edges(&report) {
        let shim = nodes.iter().any(|node| node["kind"] == "shim" && node["path"] == from.as_str());
        let krate = |path: &str| path.split("::").next().unwrap().to_owned();
        assert!(!shim || krate(&from) == krate(&to), "{from} leads to {to}");
    }
}

/// The verdict is what the table says.
#[test]
fn a_report_is_compliant_exactly_when_no_validation_fails() {
    let mut seen = [false; 2];
    for fixture in
        walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")).min_depth(2).max_depth(2)
    {
        let path = fixture.unwrap().path().to_owned();
        let wanted = ["netra", "managers", "contexts", "suppressions"];
        let group = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        if !wanted.contains(&group) || !path.is_dir() {
            continue;
        }
        let (status, report) = report(&[path.to_str().unwrap()]);
        let rows = report["validations"].as_array().unwrap();
        let compliant = report["verdict"]["compliant"].as_bool().unwrap();
        assert_eq!(compliant, rows.iter().all(|row| row["status"] != "fail"), "{}", path.display());
        assert_eq!(compliant, status == 0, "{}", path.display());
        let rests = |row: &Value| row["evidence"] != json!([]) || row["places"] != json!([]) || row["count"] != 0;
        assert!(rows.iter().all(rests), "an answer that rests on nothing: {}", path.display());
        assert_eq!(compliant, run(&["check", "-q", path.to_str().unwrap()]).0 == 0, "{}", path.display());
        seen[usize::from(compliant)] = true;
    }
    assert_eq!(seen, [true; 2]);
}

#[test]
fn the_rules_that_answer_questions_exist() {
    let names = rules::names();
    let asked = QUESTIONS.iter().flat_map(|question| question.rules);
    let missing: Vec<&str> = asked.map(|(rule, _)| *rule).filter(|rule| !names.contains(rule)).collect();
    assert!(missing.is_empty(), "no rule is named {missing:?}");
}
