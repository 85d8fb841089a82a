//! The command line: both argument shapes, flags, exit statuses, streams; with an engine that only remembers.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a failed expectation is how a test fails

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_redis_ssot::baseline::{Baseline, FILE_NAME};
use cargo_redis_ssot::cli::terminal::Terminal;
use cargo_redis_ssot::cli::{
    CheckArgs, Checked, ClientLine, CodebaseArgs, Engine, Failure, Format, RulePage, Streams, Talk, run,
};
use cargo_redis_ssot::config::{self, Manager, Section};
use cargo_redis_ssot::dossier::{self, Case};
use cargo_redis_ssot::fix::Permit;
use cargo_redis_ssot::init::{Found, FoundArea, render};
use cargo_redis_ssot::model::Stock;
use cargo_redis_ssot::report::dossier::Dossier;
use cargo_redis_ssot::report::{Context, Evidence, Finding, Level};

/// Remembers what it was asked, and answers with what it was given.
struct Fake {
    asked: RefCell<Vec<CheckArgs>>,
    checked: Checked,
    found: Found,
    rules: Vec<RulePage>,
    env: Vec<(&'static str, String)>,
}

impl Fake {
    fn new(root: &Path) -> Self {
        let rule = |name, default_level| RulePage {
            name,
            default_level,
            summary: format!("what {name} finds"),
            page: format!("# {name}\n"),
        };
        let mut checked = Checked::default();
        checked.codebase.root = root.to_owned();
        checked.report.notes.push("a note".to_owned());
        checked.report.blind_spots.push("a macro".to_owned());
        Self {
            asked: RefCell::default(),
            checked,
            found: Found {
                root: root.to_owned(),
                manager: Some("a::redis".to_owned()),
                reasons: vec!["it owns 3 of 4 handles".to_owned()],
                candidates: vec!["a::cache".to_owned()],
                areas: vec![FoundArea {
                    name: "websocket".to_owned(),
                    paths: vec!["src/ws/**".to_owned()],
                    priority: 1,
                }],
                errors: 2,
            },
            rules: vec![rule("direct-construction", Level::Deny), rule("hardcoded-url", Level::Warn)],
            env: Vec::new(),
        }
    }

    fn finds(mut self, level: Level, fingerprint: &str) -> Self {
        self.checked.report.findings.push(Finding {
            rule: "direct-construction",
            level,
            message: "a client".to_owned(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            suggestion: None,
            evidence: Evidence::Resolved,
            context: Context::Production,
            area: None,
            scope: None,
            item: "a::b".to_owned(),
            fingerprint: fingerprint.to_owned(),
            target: None,
        });
        self
    }

    /// Runs with these arguments after the program's name; gives status, standard output and error.
    fn run(&self, arguments: &[&str]) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = self.run_to(arguments, &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status, text(out), text(err))
    }

    fn run_to(&self, arguments: &[&str], out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        let argv = std::iter::once("cargo-redis-ssot").chain(arguments.iter().copied());
        let terminal = |when| Terminal::detect(when, false, &|_| None);
        let env = |name: &str| self.env.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let mut streams = Streams { out, err, out_terminal: &terminal, err_terminal: &terminal, env: &env };
        run(argv.map(OsString::from), self, &mut streams)
    }

    /// What `check` was asked for by these arguments.
    fn args(arguments: &[&str]) -> CheckArgs {
        let fake = Self::new(Path::new("/w"));
        let (status, _, err) = fake.run(arguments);
        assert_eq!(status, 0, "{arguments:?}: {err}");
        fake.asked.into_inner().pop().expect("check was called")
    }
}

impl Engine for Fake {
    fn rules(&self) -> &[RulePage] {
        &self.rules
    }

    fn clients(&self) -> Vec<ClientLine> {
        let line = |package: &str, role: &str| ClientLine {
            package: package.to_owned(),
            role: role.to_owned(),
            summary: "one".to_owned(),
        };
        vec![line("redis", "client"), line("bb8-redis", "pool")]
    }

    fn check(&self, args: &CheckArgs) -> Result<Checked, Failure> {
        self.asked.borrow_mut().push(args.clone());
        Ok(self.checked.clone())
    }

    fn dossier(&self, args: &CheckArgs) -> Result<Dossier, Failure> {
        self.asked.borrow_mut().push(args.clone());
        Ok(dossier::compile(&Case {
            report: &self.checked.report,
            sources: &self.checked.sources,
            codebase: &self.checked.codebase,
            config: &config::Config::default(),
            choices: &[],
            rules: &[],
            stock: &Stock::default(),
            baseline: None,
        }))
    }

    fn render(&self, _: &Checked, args: &CheckArgs, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "report as {} color={}", args.format, terminal.color)
    }

    fn step_summary(&self, _: &Checked, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "### summary")
    }

    fn infer(&self, _: &CodebaseArgs) -> Result<Found, Failure> {
        Ok(self.found.clone())
    }
}

#[test]
fn both_argument_shapes_and_the_unnamed_command_ask_for_the_same() {
    let plain = Fake::args(&["check", "src", "-D", "warnings", "--message-format", "json"]);
    assert_eq!(plain.codebase.paths, [PathBuf::from("src")]);
    for other in [
        &["redis-ssot", "check", "src", "-D", "warnings", "--message-format", "json"][..],
        &["redis-ssot", "src", "-D", "warnings", "--message-format", "json"],
        &["src", "-D", "warnings", "--format", "json"],
        &["-D", "warnings", "--format=json", "src"],
        &["-Dwarnings", "--color", "never", "--message-format", "json", "--", "src"],
        &["--color", "never", "check", "src", "--deny", "warnings", "--format", "json"],
    ] {
        assert_eq!(Fake::args(other), plain, "{other:?}");
    }
    let none = Fake::args(&["redis-ssot"]);
    assert_eq!(none, Fake::args(&[]));
    assert!(none.codebase.paths.is_empty() && none.codebase.prefilter);
    assert_eq!((none.format, none.talk), (Format::Human, Talk::Normal));
    let folder = Fake::args(&["-p", "init", "./init", "check"]).codebase.paths;
    assert_eq!(folder, ["./init", "check"].map(PathBuf::from), "a flag's value names no command");
}

#[test]
fn every_flag_arrives() {
    let args = Fake::args(&[
        "-p",
        "a",
        "--package",
        "b-*",
        "--exclude",
        "c",
        "--all",
        "--all-targets",
        "--manifest-path",
        "x/Cargo.toml",
        "--config",
        "c.toml",
        "--manager",
        "a::redis",
        "--since",
        "HEAD~1",
        "--baseline",
        "b.json",
        "--fix",
        "--allow-dirty",
        "--timings",
        "--no-prefilter",
        "--exit-zero",
        "--threads",
        "3",
        "-vv",
    ]);
    assert_eq!(args.packages, ["a", "b-*"]);
    assert_eq!(args.exclude, ["c"]);
    assert!(args.workspace && args.all_targets);
    assert_eq!(args.fix, Some(Permit { dirty: true, ..Permit::default() }));
    let permit = Permit { staged: true, no_vcs: true, dirty: false };
    assert_eq!(Fake::args(&["--fix", "--allow-staged", "--allow-no-vcs"]).fix, Some(permit));
    assert!(args.timings && args.exit_zero && !args.codebase.prefilter);
    assert_eq!(args.codebase.manifest_path, Some(PathBuf::from("x/Cargo.toml")));
    assert_eq!(args.codebase.config, Some(PathBuf::from("c.toml")));
    assert!(matches!(args.codebase.manager, Some(Manager::Path(path)) if path.value == "a::redis"));
    assert_eq!(args.since.as_deref(), Some("HEAD~1"));
    assert_eq!(args.baseline, Some(PathBuf::from("b.json")));
    assert_eq!(args.codebase.threads.unwrap().get(), 3);
    assert_eq!(args.talk, Talk::Verbose);
    assert_eq!(Fake::args(&["--manager", "none", "-q"]).codebase.manager, Some(Manager::None));
    for format in Format::ALL {
        assert_eq!(Fake::args(&["--format", format.name()]).format, format);
    }
}

#[test]
fn levels_keep_the_order_of_the_command_line() {
    let args = Fake::args(&["-D", "hardcoded_url", "-A", "direct-construction", "-Whardcoded-url", "-D", "warnings"]);
    let levels: Vec<(&str, Level)> = args.levels.iter().map(|given| (given.rule.as_str(), given.level)).collect();
    let wanted = [
        ("hardcoded-url", Level::Deny),
        ("direct-construction", Level::Allow),
        ("hardcoded-url", Level::Warn),
        ("warnings", Level::Deny),
    ];
    assert_eq!(levels, wanted);
}

#[test]
fn mistakes_of_usage_exit_with_two_and_say_what_was_meant() {
    let fake = Fake::new(Path::new("/w"));
    let cases: [(&[&str], &str); 10] = [
        (&["-D", "hardcoded-urls"], "did you mean `hardcoded-url`?"),
        (&["baseline", "-A", "drect-construction"], "did you mean `direct-construction`?"),
        (&["explain", "direct"], "did you mean `direct-construction`?"),
        (&["explain", "zzz"], "`cargo redis-ssot explain` lists the rules"),
        (&["--message-format", "jsn"], "'json'"),
        (&["--bogus"], "--bogus"),
        (&["--allow-dirty"], "--fix"),
        (&["-q", "-v"], "cannot be used with"),
        (&["--manager", "a-b::c"], "code calls it `a_b`"),
        (&["src", "--manifest-path", "Cargo.toml"], "cannot be used with"),
    ];
    for (arguments, part) in cases {
        let (status, out, err) = fake.run(arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(part), "{arguments:?}: {err}");
    }
    assert!(fake.asked.borrow().is_empty(), "nothing ran");
}

#[test]
fn the_exit_status_follows_the_findings() {
    let root = Path::new("/w");
    let print = "0000000000000001";
    assert_eq!(Fake::new(root).run(&[]).0, 0);
    assert_eq!(Fake::new(root).finds(Level::Warn, print).run(&[]).0, 0);
    assert_eq!(Fake::new(root).finds(Level::Deny, print).run(&[]).0, 1);
    assert_eq!(Fake::new(root).finds(Level::Deny, print).run(&["--exit-zero"]).0, 0);
}

#[test]
fn report_takes_the_flags_of_check_and_exits_by_its_verdict() {
    let flags = ["-p", "a", "--exclude", "b", "--workspace", "--baseline", "b.json", "-D", "warnings", "src"];
    let args = Fake::args(&[&["report", "--format", "json"], &flags[..]].concat());
    assert_eq!(args, CheckArgs { stock: true, ..Fake::args(&[&["check"], &flags[..]].concat()) });
    let root = Path::new("/w");
    let denied = Fake::new(root).finds(Level::Deny, "0000000000000001");
    let (status, out, err) = denied.run(&["report"]);
    assert_eq!((status, err.as_str()), (1, "note: a note\n"));
    assert!(out.starts_with("# Redis managers in w: NON-COMPLIANT\n"), "{out}");
    assert_eq!(denied.run(&["report", "--exit-zero", "-q"]).0, 0);
    let fake = Fake::new(root).finds(Level::Warn, "0000000000000001");
    assert_eq!(fake.run(&["report"]).0, 0);
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("report.html");
    let name = file.to_str().unwrap();
    let (status, out, err) = fake.run(&["redis-ssot", "report", "--format", "html", "-o", name]);
    assert_eq!((status, out.as_str()), (0, ""));
    assert_eq!(err, format!("note: a note\n{name}: COMPLIANT\n"));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("<!doctype html>"));
    let nowhere = directory.path().join("no/report.html");
    let (status, _, err) = fake.run(&["report", "--output", nowhere.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot write"), "{err}");
    assert!(fake.run(&["report", "--format", "pdf"]).2.contains("markdown, html, json"));
}

#[test]
fn findings_go_to_standard_output_and_talk_to_standard_error() {
    let fake = Fake::new(Path::new("/w"));
    let report = "report as human color=false\n".to_owned();
    assert_eq!(fake.run(&[]), (0, report.clone(), "note: a note\n".to_owned()));
    assert_eq!(fake.run(&["-q"]), (0, report.clone(), String::new()));
    assert_eq!(fake.run(&["-v"]).2, "note: a note\nnot seen: a macro\n");
    assert!(fake.run(&["--color", "always"]).1.contains("color=true"));
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("out.txt");
    let (status, out, _) = fake.run(&["-o", file.to_str().unwrap()]);
    assert_eq!((status, out.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), report);
    let nowhere = directory.path().join("no/out.txt");
    let (status, _, err) = fake.run(&["--output", nowhere.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot write"), "{err}");
}

/// Fails every write.
struct Gone(io::ErrorKind);

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_has_gone_is_no_error_and_a_full_disk_is() {
    let deny = Fake::new(Path::new("/w")).finds(Level::Deny, "0000000000000001");
    let status = |arguments: &[&str], kind| deny.run_to(arguments, &mut Gone(kind), &mut Vec::new());
    assert_eq!(status(&[], io::ErrorKind::BrokenPipe), 1, "the findings stand");
    assert_eq!(status(&["explain"], io::ErrorKind::BrokenPipe), 0);
    assert_eq!(status(&[], io::ErrorKind::StorageFull), 2);
    assert_eq!(status(&["clients"], io::ErrorKind::StorageFull), 2);
}

#[test]
fn lists_and_pages_are_printed() {
    let fake = Fake::new(Path::new("/w"));
    let rules = "direct-construction  deny  what direct-construction finds\nhardcoded-url        warn  what hardcoded-url finds\n";
    assert_eq!(fake.run(&["explain"]).1, rules);
    assert_eq!(fake.run(&["explain", "redis_ssot::hardcoded_url"]).1, "# hardcoded-url\n");
    assert_eq!(fake.run(&["clients"]).1, "redis      client  one\nbb8-redis  pool    one\n");
    let help = fake.run(&["redis-ssot", "--help"]);
    assert_eq!((help.0, help.2.as_str()), (0, ""));
    assert!(help.1.contains("Usage: cargo redis-ssot [OPTIONS] [COMMAND]"), "{}", help.1);
    assert!(fake.run(&["--help"]).1.contains("Usage: cargo-redis-ssot "));
    assert!(fake.run(&["check", "--help"]).1.contains("--no-prefilter"));
    assert!(!fake.run(&["check", "--help"]).1.contains("--threads"), "hidden");
    assert_eq!(fake.run(&["--version"]).1, format!("cargo-redis-ssot {}\n", env!("CARGO_PKG_VERSION")));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (status, script, _) = fake.run(&["completions", shell]);
        assert_eq!(status, 0);
        assert!(script.contains("no-prefilter") && script.contains("baseline"), "{shell}");
    }
    let page = fake.run(&["man"]).1;
    assert!(page.contains(".TH cargo-redis-ssot 1"), "{page}");
    let page = fake.run(&["man", "check"]).1;
    assert!(page.contains("no\\-prefilter"), "{page}");
    assert_eq!(fake.run(&["man", "nothing"]).0, 2);
}

#[test]
fn a_baseline_is_written_once_and_then_only_shrinks() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(FILE_NAME);
    let (one, two) = ("0000000000000001", "0000000000000002");
    let both = Fake::new(directory.path()).finds(Level::Deny, one).finds(Level::Warn, two);
    let (status, _, err) = both.run(&["baseline"]);
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("2 recorded"), "{err}");
    let (status, _, err) = both.run(&["baseline"]);
    assert_eq!(status, 2);
    assert!(err.contains("there already") && err.contains("--prune"), "{err}");
    let three = "0000000000000003";
    let later = Fake::new(directory.path()).finds(Level::Deny, two).finds(Level::Deny, three);
    let (status, _, err) = later.run(&["baseline", "--prune"]);
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("1 fixed, 1 left"), "{err}");
    let left = Baseline::read(&file).unwrap();
    assert_eq!(left.entries().len(), 1);
    assert_eq!(left.entries()[0].fingerprint, two);
    assert_eq!(later.run(&["baseline", "--force", "-q"]), (0, String::new(), String::new()));
    assert_eq!(Baseline::read(&file).unwrap().entries().len(), 2);
    std::fs::write(&file, "{\"version\": 1, \"entries\": [}").unwrap();
    let (status, _, err) = later.run(&["baseline", "--prune"]);
    assert_eq!(status, 2);
    assert!(err.contains("is damaged") && err.contains(FILE_NAME), "{err}");
}

#[test]
fn a_stale_baseline_fails_only_where_that_is_asked_and_ci_never_writes() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(FILE_NAME);
    let (one, two) = ("0000000000000001", "0000000000000002");
    let both = Fake::new(directory.path()).finds(Level::Deny, one).finds(Level::Deny, two);
    let mut in_ci = Fake::new(directory.path()).finds(Level::Deny, two);
    in_ci.env.push(("CI", "true".to_owned()));
    for refused in [&["baseline"][..], &["baseline", "--force"], &["baseline", "--prune"], &["init", "--baseline"]] {
        let (status, _, err) = in_ci.run(refused);
        assert_eq!(status, 2, "{refused:?}");
        assert!(err.contains("not written in CI"), "{err}");
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "{refused:?}");
    }
    assert_eq!(both.run(&["baseline"]).0, 0);
    let before = std::fs::read(&file).unwrap();
    assert_eq!(both.run(&["baseline", "--check"]).0, 0);
    let (status, _, err) = in_ci.run(&["baseline", "--check"]);
    assert_eq!(status, 1, "{err}");
    assert!(err.contains("1 fixed, 1 left"), "{err}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    for (_, value) in &mut in_ci.env {
        "false".clone_into(value);
    }
    assert_eq!(in_ci.run(&["baseline", "--prune"]).0, 0);
    assert_eq!(in_ci.run(&["baseline", "--check"]).0, 0);
    assert_eq!(in_ci.run(&["baseline", "--check", "--prune"]).0, 2);
}

#[test]
fn github_gets_its_summary_and_others_do_not() {
    let directory = tempfile::tempdir().unwrap();
    let page = directory.path().join("summary.md");
    let mut fake = Fake::new(directory.path());
    fake.env.push(("GITHUB_STEP_SUMMARY", page.display().to_string()));
    assert_eq!(fake.run(&[]).0, 0);
    assert!(!page.exists(), "only with its format");
    std::fs::write(&page, "of the step before\n").unwrap();
    assert_eq!(fake.run(&["--format", "github"]).2, "note: a note\n");
    assert_eq!(std::fs::read_to_string(&page).unwrap(), "of the step before\n### summary\n");
    fake.env[0].1 = directory.path().display().to_string();
    let (status, _, err) = fake.run(&["--format", "github"]);
    assert_eq!(status, 0);
    assert!(err.contains("GITHUB_STEP_SUMMARY"), "{err}");
}

#[test]
fn init_pins_the_manager_and_never_overwrites_unasked() {
    let directory = tempfile::tempdir().unwrap();
    let fake = Fake::new(directory.path()).finds(Level::Deny, "0000000000000001");
    let (status, shown, _) = fake.run(&["init", "--dry-run", "--pre-commit", "--ci", "github", "--baseline"]);
    assert_eq!(status, 0);
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "a dry run writes nothing");
    for part in ["manager = \"a::redis\"", "cargo-redis-ssot check --baseline", "- run: cargo redis-ssot check"] {
        assert!(shown.contains(part), "{part} not in\n{shown}");
    }
    let (status, out, err) = fake.run(&["init", "--baseline", "--pre-commit"]);
    assert_eq!((status, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("it owns 3 of 4 handles"), "{err}");
    let path = directory.path().join(config::FILE_NAME);
    let text = std::fs::read_to_string(&path).unwrap();
    let read = config::parse("c", &text.as_str().into(), Section::Whole, &[]).unwrap().unwrap();
    assert!(matches!(read.manager, Manager::Path(path) if path.value == "a::redis"));
    assert_eq!(read.areas[0].name, "websocket");
    assert!(directory.path().join(FILE_NAME).exists());
    assert!(directory.path().join(".pre-commit-config.yaml").exists());
    std::fs::write(&path, "# mine\n").unwrap();
    let (status, _, err) = fake.run(&["init"]);
    assert_eq!(status, 2);
    assert!(err.contains("is there already"), "{err}");
    let (status, out, err) = fake.run(&["init", "--ci", "gitlab"]);
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("kept ") && out.contains("--message-format gitlab"), "{err}{out}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "# mine\n");
    let (status, _, err) = fake.run(&["init", "--force"]);
    assert_eq!(status, 0);
    for offer in ["init --baseline      accept the 2 errors", "init --pre-commit", "init --ci github"] {
        assert!(err.contains(offer), "{offer} not in\n{err}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(fake.run(&["init", "--baseline"]).0, 2, "the baseline is there");
    assert!(!path.exists(), "and so nothing was written");
    let manifest = directory.path().join("Cargo.toml");
    std::fs::write(&manifest, "[workspace.metadata.redis-ssot]\n").unwrap();
    let (status, _, err) = fake.run(&["init"]);
    assert_eq!(status, 2);
    assert!(err.contains("[workspace.metadata.redis-ssot]"), "{err}");
}

#[test]
fn what_init_writes_is_a_configuration_whatever_was_found() {
    let mut found = Fake::new(Path::new("/w")).found;
    found.manager = None;
    found.reasons = vec!["two are \"equal\"\nand\u{7} neither is clear".to_owned()];
    found.areas[0].name = "a \"quoted\" \\ name".to_owned();
    let text = render(&found);
    let read = config::parse("c", &text.as_str().into(), Section::Whole, &[]).unwrap().unwrap();
    assert_eq!(read.manager, Manager::Infer);
    assert_eq!(read.areas[0].name, "a \"quoted\" \\ name");
    assert!(text.contains("# manager = \"a::cache\""), "{text}");
    // The commented lines are right too once they are switched on.
    let on = text
        .replace("# composition-roots", "composition-roots")
        .replace("# [rules]", "[rules]")
        .replace("# hardcoded-url", "hardcoded-url")
        .replace("# direct-construction", "direct-construction")
        .replace("# manager", "manager");
    let known = ["hardcoded-url", "direct-construction"];
    let read = config::parse("c", &on.as_str().into(), Section::Whole, &known).unwrap().unwrap();
    assert_eq!(read.rules.len(), 2);
}

#[test]
fn the_program_itself_takes_both_shapes_and_survives_a_closed_pipe() {
    let program = || Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"));
    let cargo = program().args(["redis-ssot", "--version"]).output().unwrap();
    let bare = program().arg("--version").output().unwrap();
    assert_eq!(cargo.stdout, bare.stdout);
    assert_eq!(program().arg("--bogus").output().unwrap().status.code(), Some(2));
    let mut closed =
        program().args(["completions", "zsh"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(closed.stdout.take());
    let output = closed.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let forced = program().env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR").arg("--help").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let plain = program().env("NO_COLOR", "1").arg("--help").output().unwrap();
    assert!(!plain.stdout.contains(&0x1b));
}
