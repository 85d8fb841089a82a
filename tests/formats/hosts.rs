//! The formats of code hosts and test viewers: GitHub commands, GitLab code quality, JUnit.

use std::collections::HashSet;

use cargo_redis_ssot::report::github::{Github, step_summary};
use cargo_redis_ssot::report::gitlab::Gitlab;
use cargo_redis_ssot::report::junit::Junit;
use cargo_redis_ssot::report::{Input, Level, Report};
use serde_json::Value;

use crate::world::{World, finding};

#[test]
fn github_annotates_errors_first_and_lists_all() {
    let mut world = World::full();
    world.prefix = "api/";
    let expected = "\
::error file=api/Cargo.toml,line=1,endLine=1,col=1,endColumn=10,title=redis-ssot missing-manager::no manager could be inferred
::error file=api/src/cache.rs,line=4,endLine=4,col=23,endColumn=48,title=redis-ssot direct-construction::a Redis client is built outside `backend::redis_manager`%0Ahelp: take the connection from `backend::redis_manager::RedisManager`
::error file=api/src/ws/handler.rs,line=4,endLine=6,title=redis-ssot direct-construction::a pool is built outside `backend::redis_manager`
::warning file=api/src/ws/handler.rs,line=1,endLine=1,col=5,endColumn=29,title=redis-ssot noncanonical-import::the manager is imported by an old path%0Ahelp: import it from its module
::group::redis-ssot: 4 findings
error[missing-manager]: no manager could be inferred
src/cache.rs:4:23: error[direct-construction]: a Redis client is built outside `backend::redis_manager`
src/ws/handler.rs:1:5: warning[noncanonical-import]: the manager is imported by an old path
src/ws/handler.rs:4:16: error[direct-construction]: a pool is built outside `backend::redis_manager`
::endgroup::
";
    assert_eq!(world.written(&Github), expected);
    world.report = Report::default();
    assert_eq!(world.written(&Github), "");
}

#[test]
fn github_stays_below_the_limit_of_a_step_and_says_so() {
    let mut world = World::empty();
    let mut warning = finding("hardcoded-url", "a URL");
    warning.level = Level::Warn;
    world.report.findings = vec![warning; 30];
    world.report.findings.extend(vec![finding("missing-manager", "none"); 12]);
    let written = world.written(&Github);
    let count = |start: &str| written.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("::error "), count("::warning "), count("::notice ")), (10, 10, 1));
    assert!(written.starts_with("::error "), "errors first");
    assert!(written.contains("::not annotated: 22 more"), "{written}");
    assert_eq!(count("error[") + count("warning["), 42, "the log lists all");
}

#[test]
fn github_commands_are_escaped() {
    let mut world = World::empty();
    let file = world.file("a,b:c%\n::error::x.rs", "x");
    let mut one = finding("direct-construction", "100% bad\r\n::stop-commands::x ##[error]y");
    one.primary = Some(crate::world::label(world.span(file, "x"), ""));
    let other = world.file("::error ::y.rs", "x");
    let mut two = one.clone();
    two.primary = Some(crate::world::label(world.span(other, "x"), ""));
    world.report.findings = vec![one, two];
    let written = world.written(&Github);
    assert!(written.starts_with("::error file=a%2Cb%3Ac%25\u{240a}%3A%3Aerror%3A%3Ax.rs,line=1,"), "{written}");
    assert!(written.contains("::100%25 bad\u{240d}\u{240a}::stop-commands::x"), "{written}");
    let commands: Vec<_> = written.lines().filter(|line| line.trim_start().starts_with("::")).collect();
    assert_eq!(commands.len(), 4, "two annotations and the group: {commands:#?}");
    assert!(!written.lines().filter(|line| !line.starts_with("::")).any(|line| line.contains("##[")));
}

#[test]
fn the_step_summary_is_a_table_without_markup_of_others() {
    let mut world = World::full();
    world.report.findings[0].message = "a | b <img src=x> [l](http://e) `c` @team".to_owned();
    let (report, sources, codebase) = (&world.report, &world.sources, &world.codebase);
    let input = Input { report, sources, codebase, rules: &world.rules, prefix: "" };
    let mut out: Vec<u8> = Vec::new();
    step_summary(&input, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("### redis-ssot failed: 4 findings\n"), "{text}");
    let row = text.lines().find(|line| line.contains("missing-manager")).unwrap();
    assert!(row.ends_with("| a \\| b &lt;img src=x&gt; \\[l\\](http://e) \\`c\\` \\@team |"), "{row}");
    assert_eq!(text.lines().filter(|line| line.starts_with("| error") || line.starts_with("| warning")).count(), 4);
}

#[test]
fn gitlab_gets_an_array_with_distinct_fingerprints() {
    let mut world = World::full();
    world.prefix = "api/";
    world.report.findings[2].fingerprint = world.report.findings[1].fingerprint.clone();
    let issues: Vec<Value> = serde_json::from_str(&world.written(&Gitlab)).unwrap();
    let expected = serde_json::json!({
        "description": "a Redis client is built outside `backend::redis_manager`",
        "check_name": "direct-construction",
        "fingerprint": "0000000000000001",
        "severity": "major",
        "location": { "path": "api/src/cache.rs", "lines": { "begin": 4, "end": 4 } },
    });
    assert_eq!(issues[1], expected);
    assert_eq!(issues[0]["location"]["path"], "api/Cargo.toml");
    assert_eq!(issues[2]["severity"], "minor");
    let fingerprints: HashSet<_> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), 4);
    world.report = Report::default();
    assert_eq!(world.written(&Gitlab), "[]\n");
}

#[test]
fn junit_has_a_suite_for_every_rule() {
    let mut world = World::full();
    world.report.findings.push(finding("not-in-the-list", "a rule the list does not know"));
    let written = world.written(&Junit);
    let document = roxmltree::Document::parse(&written).unwrap();
    let root = document.root_element();
    let number = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<usize>().unwrap();
    let suites: Vec<_> = root.children().filter(roxmltree::Node::is_element).collect();
    let names: Vec<_> = suites.iter().map(|suite| suite.attribute("name").unwrap()).collect();
    let expected = [
        "direct-construction",
        "duplicate-manager",
        "missing-manager",
        "noncanonical-import",
        "hardcoded-url",
        "unscoped-key",
        "not-in-the-list",
    ];
    assert_eq!(names, expected);
    let count = |tag: &str| root.descendants().filter(|node| node.has_tag_name(tag)).count();
    assert_eq!((number(root, "tests"), number(root, "failures")), (8, 5));
    assert_eq!((count("testcase"), count("failure"), count("skipped")), (8, 5, 1));
    for (name, per_suite) in [("tests", 8), ("failures", 5), ("skipped", 1)] {
        assert_eq!(suites.iter().map(|suite| number(*suite, name)).sum::<usize>(), per_suite);
    }
    let case = suites[0].children().find(roxmltree::Node::is_element).unwrap();
    assert_eq!(case.attribute("classname"), Some("direct-construction"));
    assert_eq!(case.attribute("name"), Some("src/cache.rs:4:23"));
    let failure = case.first_element_child().unwrap();
    assert_eq!(failure.attribute("type"), Some("error"));
    assert!(
        failure.text().unwrap().ends_with("\nhelp: take the connection from `backend::redis_manager::RedisManager`")
    );
}

#[test]
fn a_clean_junit_report_passes_every_rule_that_ran() {
    let mut world = World::full();
    world.report = Report::default();
    let written = world.written(&Junit);
    let document = roxmltree::Document::parse(&written).unwrap();
    let cases = document.descendants().filter(|node| node.has_tag_name("testcase"));
    let states: Vec<bool> = cases.map(|case| case.has_children()).collect();
    assert_eq!(states, [false, false, false, false, false, true], "only the rule that is off is skipped");
}
