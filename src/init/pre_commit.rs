//! The hook of `.pre-commit-config.yaml`.
//!
//! The file is other people's YAML, with their comments and spacing, so it is added to as text, and only where its shape
//! leaves no doubt; else the entry is printed for a person to place.

use std::io;
use std::path::Path;

use crate::atomic;

/// pre-commit's configuration, in the root of the repository.
pub const PRE_COMMIT_FILE: &str = ".pre-commit-config.yaml";

/// What became of the hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hook {
    /// The file was written with it.
    Added,
    /// It is there already.
    Present,
    /// The file has a shape that is not added to; this entry belongs under `repos:`.
    Print(String),
}

/// Adds the hook to the file in `root`, which is made if it is not there; `write` is false for a dry run.
///
/// # Errors
/// What the system says; the file is then as it was.
pub fn add_hook(root: &Path, baseline: bool, write: bool) -> io::Result<Hook> {
    let path = root.join(PRE_COMMIT_FILE);
    let old = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    if old.contains("redis-ssot") {
        return Ok(Hook::Present);
    }
    match with_hook(&old, baseline) {
        Some(new) if write => atomic::write(&path, new.as_bytes()).map(|()| Hook::Added),
        _ => Ok(Hook::Print(entry("  ", baseline))),
    }
}

/// The entry under `repos:`, its list items indented by `indent`.
fn entry(indent: &str, baseline: bool) -> String {
    let known = if baseline { format!(" --baseline {}", crate::baseline::FILE_NAME) } else { String::new() };
    let lines = [
        "- repo: local".to_owned(),
        "  hooks:".to_owned(),
        "    - id: redis-ssot".to_owned(),
        "      name: one Redis manager".to_owned(),
        format!("      entry: cargo-redis-ssot check{known}"),
        "      language: system".to_owned(),
        // The gate judges the whole codebase, whichever files are staged.
        "      pass_filenames: false".to_owned(),
        "      require_serial: true".to_owned(),
        r"      files: (\.rs|Cargo\.toml|redis-ssot\.toml|redis-ssot-baseline\.json)$".to_owned(),
    ];
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}

/// The file with the hook at its end; none when `repos:` is not its last key, written as a block.
fn with_hook(old: &str, baseline: bool) -> Option<String> {
    if old.trim().is_empty() {
        return Some(format!("repos:\n{}", entry("  ", baseline)));
    }
    if old.contains('\r') || old.contains('\t') {
        return None;
    }
    let lines: Vec<&str> = old.lines().collect();
    let is_key = |line: &&str| line.starts_with(|c: char| !matches!(c, ' ' | '#' | '-'));
    let last_key = lines.iter().rposition(is_key)?;
    if lines[last_key].trim_end() != "repos:" {
        return None;
    }
    // A document marker would end the list.
    let after = &lines[last_key + 1..];
    if after.iter().any(|line| line.starts_with("---") || line.starts_with("...")) {
        return None;
    }
    let first = after.iter().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    let body = first.trim_start();
    if !body.starts_with("- ") {
        return None;
    }
    let indent = &first[..first.len() - body.len()];
    let end = if old.ends_with('\n') { "" } else { "\n" };
    Some(format!("{old}{end}{}", entry(indent, baseline)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_takes_the_indentation_of_the_list() {
        let old = "# ours\ndefault_stages: [pre-commit]\nrepos:\n- repo: a # first\n  hooks:\n  - id: b\n";
        let new = with_hook(old, false).unwrap();
        assert!(new.starts_with(old));
        assert!(new.contains("\n- repo: local\n  hooks:\n    - id: redis-ssot\n"), "{new}");
        let indented = with_hook("repos:\n    - repo: a\n      hooks: []", true).unwrap();
        assert!(indented.contains("hooks: []\n    - repo: local\n"), "{indented}");
        assert!(indented.contains("check --baseline redis-ssot-baseline.json\n"));
        assert!(with_hook("", false).unwrap().starts_with("repos:\n  - repo: local\n"));
    }

    #[test]
    fn doubtful_shapes_are_left_alone() {
        for doubtful in [
            "repos: []\n",
            "repos:\n- repo: a\nfail_fast: true\n",
            "repos:\n",
            "repos:\r\n- repo: a\r\n",
            "fail_fast: true\n",
            "repos:\n- repo: a\n---\n",
        ] {
            assert_eq!(with_hook(doubtful, false), None, "{doubtful:?}");
        }
    }

    #[test]
    fn adding_twice_adds_once() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join(PRE_COMMIT_FILE);
        let dry = add_hook(directory.path(), false, false).unwrap();
        assert!(matches!(dry, Hook::Print(_)) && !file.exists());
        assert_eq!(add_hook(directory.path(), false, true).unwrap(), Hook::Added);
        let once = std::fs::read_to_string(&file).unwrap();
        assert_eq!(add_hook(directory.path(), false, true).unwrap(), Hook::Present);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), once);
    }
}
