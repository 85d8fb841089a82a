//! What the documents tell people to run or to write is taken by the program.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use cargo_redis_ssot::catalogue::{CLIENTS, read_client};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The documents and configurations that name commands of the program, with their texts.
fn documents() -> Vec<(String, String)> {
    let named = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "action.yml", ".pre-commit-hooks.yaml"];
    let mut paths: Vec<_> = named.iter().map(|name| root().join(name)).collect();
    for folder in ["docs", "rules"] {
        let files = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        paths.extend(files.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    }
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        (path.strip_prefix(root()).unwrap().display().to_string(), fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

/// The commands of the program in a text: what follows its name up to the end of the line, of the code span or of the command.
/// In plain prose it is a name and no command.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
            continue;
        }
        let pieces: Vec<&str> = if in_block { vec![line] } else { line.split('`').skip(1).step_by(2).collect() };
        for piece in pieces {
            for name in ["cargo redis-ssot ", "cargo-redis-ssot "] {
                found.extend(piece.match_indices(name).filter_map(|(at, _)| command(&piece[at + name.len()..])));
            }
        }
    }
    found
}

/// The arguments a command line begins with; none where they stand for something else.
fn command(text: &str) -> Option<Vec<String>> {
    let text = text.split(['#', ';', '|', '&', '>']).next()?;
    // Columns of an explanation behind a command.
    let text = text.split("   ").next()?;
    let words: Vec<String> =
        text.split_whitespace().map(|word| word.trim_matches(['"', '\'', ',', '(', ')', ']']).to_owned()).collect();
    let is_template = |word: &String| word.contains(['$', '<', '…', '[', '·']) || word == "...";
    let is_command = !words.is_empty() && !words.iter().any(is_template);
    is_command.then_some(words)
}

/// Usage is checked before help is printed, so `--help` behind a command asks whether its arguments exist.
#[test]
fn every_command_that_is_named_is_one_that_the_program_takes() {
    let mut refused = Vec::new();
    let mut tried = 0;
    for (name, text) in documents() {
        for command in commands(&text) {
            let output =
                Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot")).args(&command).arg("--help").output().unwrap();
            tried += 1;
            if !output.status.success() {
                refused.push(format!("{name}: {command:?}\n{}", String::from_utf8_lossy(&output.stderr)));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(tried > 30, "{tried} commands found");
}

/// Blocks of a document in one language, taken out of the indentation of their list.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(rest) = line.trim_start().strip_prefix("```") else { continue };
        let indent = line.len() - line.trim_start().len();
        let inner: Vec<&str> = lines
            .by_ref()
            .take_while(|line| line.trim() != "```")
            .map(|line| line.get(indent..).unwrap_or(""))
            .collect();
        if rest == language {
            found.push(inner.join("\n"));
        }
    }
    found
}

#[test]
fn the_worked_example_of_a_rule_is_a_rule() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let example = blocks(&text, "rust").into_iter().next().expect("there is one");
    let (path, code) = example.split_once('\n').unwrap();
    let source = fs::read_to_string(root().join(path.trim_start_matches("// "))).unwrap();
    assert!(source.contains(code), "{path} is otherwise:\n{code}");
}

#[test]
fn the_worked_example_of_a_client_is_taken_by_the_catalogue() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let example = blocks(&text, "toml").into_iter().next().expect("there is one");
    let package = "acme-redis";
    assert!(CLIENTS.iter().all(|(known, _)| *known != package), "{package} exists by now");
    let client = read_client(package, &example).unwrap().client.unwrap();
    assert_eq!(client.constructor.len(), 2);
    assert_eq!(client.handle.len(), 2);
    assert!(read_client(package, &example.replace("constructor = [", "constructors = [")).is_err());
}

#[test]
fn the_configuration_that_readme_shows_is_taken() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let example = blocks(&text, "toml").into_iter().next().expect("there is one");
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("redis-ssot.toml");
    let status = |text: &str| {
        fs::write(&config, text).unwrap();
        let mut check = Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"));
        check.arg("check").arg(root().join("fixtures/netra/after")).arg("--config").arg(&config);
        check.output().unwrap().status.code()
    };
    assert_ne!(status(&example), Some(2), "{example}");
    assert_eq!(status(&example.replace("packages", "package")), Some(2));
}
