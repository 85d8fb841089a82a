//! The scripts of `action.yml`, run as a runner runs them.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/repository.rs"]
mod repository;

use std::path::Path;

use repository::{Repository, opens, program};

const ACTION: &str = include_str!("../action.yml");

/// The script of the step with that name: the block under its `run: |`, without the indentation.
fn script(step: &str) -> String {
    let from = ACTION.find(&format!("- name: {step}\n")).expect("the step is there");
    let block = ACTION[from..].split_once("run: |\n").unwrap().1;
    let lines = block.lines().take_while(|line| line.is_empty() || line.starts_with("        "));
    lines.map(|line| line.trim_start_matches("        ").to_owned() + "\n").collect()
}

/// Runs the check of the action: its exit status and what it prints.
fn check(repository: &Repository, inputs: &[(&str, &str)]) -> (Option<i32>, String) {
    let bin = Path::new(env!("CARGO_BIN_EXE_cargo-redis-ssot")).parent().unwrap();
    let old = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(bin.to_path_buf()).chain(std::env::split_paths(&old))).unwrap();
    let mut bash = program("bash", &repository.root);
    bash.args(["--noprofile", "--norc", "-c", &script("Check")]).env("PATH", path);
    bash.envs([("ARGS", ""), ("SARIF", ""), ("DIRECTORY", ".")]).envs(inputs.iter().copied());
    bash.env("GITHUB_OUTPUT", repository.root.join("output"))
        .env("GITHUB_STEP_SUMMARY", repository.root.join("page.md"));
    let output = bash.output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_gate_fails_with_annotations_and_leaves_a_file_to_upload() {
    let repository = Repository::new();
    let (status, out) = check(&repository, &[]);
    assert_eq!((status, out.as_str()), (Some(0), ""));
    repository.write("src/cart.rs", &opens("first"));
    let inputs = [("SARIF", "found.sarif"), ("DIRECTORY", "server")];
    let (status, out) = check(&repository, &inputs);
    assert_eq!(status, Some(1));
    assert!(out.starts_with("::error file=src/cart.rs,line=2,"), "{out}");
    let sarif: serde_json::Value = serde_json::from_str(&repository.read("found.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);
    assert_eq!(repository.read("output"), "sarif-file=server/found.sarif\n");
    assert!(repository.read("page.md").contains("redis-ssot failed"));
}

#[test]
fn arguments_come_one_per_line_and_are_no_script() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &opens("first"));
    repository.write("a file.json", "{\"version\": 1, \"entries\": []}");
    let (status, _) = check(&repository, &[("ARGS", "--baseline\na file.json\n\n-A\ndirect-construction\n")]);
    assert_eq!(status, Some(0));
    let (status, _) = check(&repository, &[("ARGS", "$(touch pwned)\n; touch pwned\n")]);
    assert_eq!(status, Some(2), "a path that is not there");
    assert!(!repository.root.join("pwned").exists());
    // A run that could not do its job fails also when a file was asked for.
    let (status, _) = check(&repository, &[("ARGS", "--bogus"), ("SARIF", "x.sarif")]);
    assert_eq!(status, Some(2));
}

#[test]
fn inputs_reach_the_scripts_by_the_environment_alone() {
    for step in ["Install cargo-redis-ssot", "Check"] {
        assert!(!script(step).contains("${{"), "{step}");
    }
}
