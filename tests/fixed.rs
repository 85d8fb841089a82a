//! What `--fix` leaves behind: every fixture with something to mend is mended in a copy; the copy compiles, asks for nothing
//! more, and a second run changes nothing. And rustc is asked which old paths it warns of.
//!
//! `REDIS_SSOT_FIXTURES=rules/` takes those fixtures alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/fixture.rs"]
mod fixture;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use cargo_redis_ssot::fix::{Permit, fix};
use cargo_redis_ssot::report::{Applicability, Finding};
use cargo_redis_ssot::{Options, Outcome, check};
use fixture::Fixture;

/// Copies a fixture. The packages get a version of their own: cargo builds both into one directory, and takes packages of one name
/// and version for one.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else if entry.file_name() == "Cargo.toml" {
            fs::write(target, renumbered(&fs::read_to_string(entry.path()).unwrap())).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A manifest whose packages are versioned as copies.
fn renumbered(manifest: &str) -> String {
    let is_version = |line: &str| line.starts_with("version = \"0.0.") && line.ends_with('"');
    let line = |line: &str| match line.strip_suffix('"') {
        Some(version) if is_version(line) => format!("{version}+copy\"\n"),
        _ => format!("{line}\n"),
    };
    manifest.lines().map(line).collect()
}

/// The text of every file, by its path.
fn texts(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap())).collect()
}

fn can_be_applied(finding: &&Finding) -> bool {
    finding.suggestion.as_ref().is_some_and(|fix| fix.applicability == Applicability::MachineApplicable)
}

/// The messages of `cargo check`; the rendered errors, if it fails.
fn compile(root: &Path) -> Result<Vec<serde_json::Value>, String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("fixtures");
    let run = |offline: bool| {
        Command::new("cargo")
            .args(["check", "--quiet", "--all-targets", "--message-format=json"])
            .args(offline.then_some("--offline"))
            .current_dir(root)
            .env("CARGO_TARGET_DIR", &target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    };
    let mut output = run(true);
    if !output.status.success() {
        // Perhaps a dependency was never downloaded.
        output = run(false);
    }
    let messages = fixture::messages(&output.stdout);
    if output.status.success() {
        return Ok(messages);
    }
    let rendered: Vec<_> = messages.iter().filter_map(|message| message["message"]["rendered"].as_str()).collect();
    Err(format!("{}\n{}", rendered.concat(), String::from_utf8_lossy(&output.stderr)))
}

/// Mends a copy of a fixture; what remains, and what is wrong with that.
fn mended(fixture: &Fixture, copied: &Path) -> (Outcome, Vec<String>) {
    let mut wrong = Vec::new();
    let permit = Permit { no_vcs: true, dirty: true, staged: false };
    let after = fix(&Options::at(copied), permit).unwrap();
    let left = after.report.findings.iter().filter(can_be_applied);
    wrong.extend(left.map(|finding| format!("{}: not mended: {}", fixture.name, finding.message)));
    let once = texts(copied);
    fix(&Options::at(copied), permit).unwrap();
    if texts(copied) != once {
        wrong.push(format!("{}: a second run changes something", fixture.name));
    }
    (after, wrong)
}

#[test]
fn mended_fixtures_compile_and_ask_for_nothing_more() {
    let mut wrong = Vec::new();
    let mut rules: BTreeSet<&str> = BTreeSet::new();
    for fixture in fixture::all().iter().filter(|fixture| !fixture.expected.on_request) {
        let before = check(&Options::at(&fixture.dir)).unwrap();
        let mendable: Vec<&Finding> = before.report.findings.iter().filter(can_be_applied).collect();
        if mendable.is_empty() {
            continue;
        }
        rules.extend(mendable.iter().map(|finding| finding.rule));
        let folder = tempfile::tempdir().unwrap();
        copy(&fixture.dir, folder.path());
        let (after, more) = mended(fixture, folder.path());
        wrong.extend(more);
        // Nothing is hidden by what was mended.
        let of_others = |outcome: &Outcome| {
            outcome
                .report
                .findings
                .iter()
                .filter(|finding| finding.suggestion.is_none() && finding.rule != "undeprecated-shim")
                .count()
        };
        if of_others(&after) != of_others(&before) {
            wrong.push(format!("{}: {} other findings, then {}", fixture.name, of_others(&before), of_others(&after)));
        }
        if fixture.expected.compiles
            && let Err(errors) = compile(folder.path())
        {
            wrong.push(format!("{}: does not compile any more:\n{errors}", fixture.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if std::env::var_os("REDIS_SSOT_FIXTURES").is_none() {
        let fixable = cargo_redis_ssot::analysis::pages().into_iter().filter(|(_, page)| page.fixable);
        let untried: Vec<&str> = fixable.map(|(name, _)| name).filter(|name| !rules.contains(name)).collect();
        assert!(untried.is_empty(), "fixable rules that no fixture lets mend anything: {untried:?}");
    }
}

/// Each use of a shim stands in `noncanonical-import`, with the shim as its second place; shims about which the compiler says
/// nothing stand in `undeprecated-shim`. So rustc must warn on exactly the lines of the other uses.
#[test]
fn rustc_warns_of_the_shims_that_count_as_deprecated() {
    let mut compared = 0;
    for fixture in fixture::all().iter().filter(|fixture| fixture.name.starts_with("rules/undeprecated-shim")) {
        let outcome = check(&Options::at(&fixture.dir)).unwrap();
        let of = |rule: &'static str| outcome.report.findings.iter().filter(move |finding| finding.rule == rule);
        let silent: BTreeSet<_> =
            of("undeprecated-shim").map(|finding| finding.primary.as_ref().unwrap().span).collect();
        let warned = of("noncanonical-import").filter(|finding| !silent.contains(&finding.secondary[0].span));
        let lines: BTreeSet<(String, u64)> = warned
            .map(|finding| {
                let span = finding.primary.as_ref().unwrap().span;
                let file = outcome.sources.get(span.file);
                let line = file.text[..span.range.start as usize].matches('\n').count() as u64 + 1;
                (file.display.clone(), line)
            })
            .collect();
        let messages = compile(&fixture.dir).unwrap();
        let messages = messages.iter().map(|message| &message["message"]);
        let rustc: BTreeSet<(String, u64)> = messages
            .filter(|message| message["code"]["code"] == "deprecated")
            .map(|message| {
                let span = &message["spans"][0];
                (span["file_name"].as_str().unwrap().to_owned(), span["line_start"].as_u64().unwrap())
            })
            .collect();
        assert_eq!(lines, rustc, "{}", fixture.name);
        compared += lines.len();
    }
    assert!(compared > 5 || std::env::var_os("REDIS_SSOT_FIXTURES").is_some(), "{compared}");
}
