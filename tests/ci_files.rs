//! The files and snippets for CIs fit the schemas of those that read them: GitHub's action and workflows, GitLab's pipeline.
//!
//! `CHECK_JSONSCHEMA` names the program that brings the schemas (`pip install check-jsonschema`), else it is looked for on the PATH.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

#[path = "support/tools.rs"]
mod tools;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

const SCHEMAS: &str = "check-jsonschema";

/// What is wrong with the text by that schema; nothing, if all is well.
fn problems(validator: &OsString, schema: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.yml");
    fs::write(&file, text).unwrap();
    let output = Command::new(validator).args(["--builtin-schema", schema]).arg(&file).output().unwrap();
    if output.status.success() { String::new() } else { String::from_utf8_lossy(&output.stdout).into_owned() }
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The `yaml` blocks between two headings of the guide.
fn snippets(from: &str, to: &str) -> Vec<String> {
    let guide = read("docs/ci.md");
    let section = guide.split_once(from).unwrap().1.split(to).next().unwrap().to_owned();
    let blocks = section.split("```yaml\n").skip(1).map(|block| block.split("```").next().unwrap().to_owned());
    blocks.collect()
}

/// A snippet as a workflow: parts of a job get the rest around them.
fn workflow(snippet: &str) -> String {
    let head = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n";
    if snippet.starts_with("name:") {
        snippet.to_owned()
    } else if snippet.trim_start().starts_with('-') {
        format!("{head}    steps:\n{snippet}")
    } else {
        format!("{head}{snippet}")
    }
}

#[test]
fn the_action_is_one() {
    let Some(validator) = tools::tool("CHECK_JSONSCHEMA", SCHEMAS) else { return };
    let action = read("action.yml");
    assert_eq!(problems(&validator, "vendor.github-actions", &action), "");
    assert_ne!(problems(&validator, "vendor.github-actions", &action.replace("composite", "composed")), "");
}

#[test]
fn the_workflows_are_some() {
    let Some(validator) = tools::tool("CHECK_JSONSCHEMA", SCHEMAS) else { return };
    let all: Vec<String> = snippets("## GitHub Actions", "## GitLab").iter().map(|snippet| workflow(snippet)).collect();
    assert_eq!(all.len(), 4);
    for text in all {
        assert_eq!(problems(&validator, "vendor.github-workflows", &text), "", "{text}");
        assert_ne!(problems(&validator, "vendor.github-workflows", &text.replace("runs-on", "run-on")), "");
    }
}

#[test]
fn the_pipeline_of_gitlab_is_one() {
    let Some(validator) = tools::tool("CHECK_JSONSCHEMA", SCHEMAS) else { return };
    let all = snippets("## GitLab", "## pre-commit");
    assert_eq!(all.len(), 1);
    assert_eq!(problems(&validator, "vendor.gitlab-ci", &all[0]), "");
    assert_ne!(problems(&validator, "vendor.gitlab-ci", &all[0].replace("codequality:", "codequality: [")), "");
    assert_ne!(problems(&validator, "vendor.gitlab-ci", &all[0].replace("always", "ever")), "");
}
