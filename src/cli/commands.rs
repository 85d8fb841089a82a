//! What each command does.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, CommandFactory};

use crate::atomic;
use crate::baseline::{self, Baseline, View};
use crate::cli::args::{BaselineFlags, CheckArgs, Cli, CommandFlags, InitFlags, Talk, plain_check};
use crate::cli::fail::{Failure, Usage};
use crate::cli::terminal::{ColorWhen, Terminal};
use crate::cli::{CLEAN, Checked, Engine, FAILED, FINDINGS, Streams};
use crate::config::levels::plain_name;
use crate::config::suggest;
use crate::init::{self, Found, Hook, InitError};
use crate::report::dossier::Format as DossierFormat;
use crate::report::text::sanitize;
use crate::report::{Format, Level};

/// Set to something true by every common CI.
const CI: &str = "CI";
/// GitHub Actions: the file whose Markdown is shown on the page of the run.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Runs the command and returns the exit status.
pub(super) fn dispatch(
    cli: Cli,
    matches: &ArgMatches,
    engine: &dyn Engine,
    streams: &mut Streams<'_>,
) -> Result<u8, Failure> {
    let (talk, when) = (cli.global.talk(), cli.global.color);
    let known: Vec<&str> = engine.rules().iter().map(|rule| rule.name).collect();
    // The flags of a command are in the matches under its name.
    let of_command = matches.subcommand().map_or(matches, |(_, inner)| inner);
    match cli.command {
        Some(CommandFlags::Check(flags)) => {
            let args = flags.args(talk, of_command, &known).map_err(Usage::from)?;
            check(&args, when, engine, streams)
        }
        Some(CommandFlags::Report(flags)) => {
            let format = flags.format;
            let args = flags.args(talk, of_command, &known).map_err(Usage::from)?;
            report(&args, format, engine, streams)
        }
        Some(CommandFlags::Init(flags)) => start(flags, talk, engine, streams),
        Some(CommandFlags::Explain { rule }) => explain(rule.as_deref(), engine, streams.out),
        Some(CommandFlags::Baseline(flags)) => {
            let to = BaselineTo::of(&flags);
            let args = BaselineFlags::args(flags, talk, of_command, &known).map_err(Usage::from)?;
            record(&args, &to, engine, streams)
        }
        Some(CommandFlags::Clients) => clients(engine, streams.out),
        Some(CommandFlags::Completions { shell }) => completions(shell, streams.out),
        Some(CommandFlags::Man { command }) => man(command.as_deref(), streams.out),
        // The arguments are normalised: only `--help` and `--version` come without a command, and clap answers those.
        None => Ok(FAILED),
    }
}

fn check(args: &CheckArgs, when: ColorWhen, engine: &dyn Engine, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let checked = engine.check(args)?;
    notes(&checked, args, streams.err);
    let status = if checked.report.fails() && !args.exit_zero { FINDINGS } else { CLEAN };
    summarise(&checked, args, engine, streams);
    if let Some(path) = &args.output {
        let mut bytes = Vec::new();
        let plain = Terminal {
            color: when == ColorWhen::Always,
            hyperlinks: false,
            unicode: true,
            ..(streams.out_terminal)(when)
        };
        engine
            .render(&checked, args, plain, &mut bytes)
            .and_then(|()| atomic::write(path, &bytes))
            .map_err(|reason| Usage::Unwritable { path: path.clone(), reason })?;
        return Ok(status);
    }
    let terminal = (streams.out_terminal)(when);
    let written = engine.render(&checked, args, terminal, streams.out).and_then(|()| streams.out.flush());
    match written {
        // The findings stand, whoever has stopped reading them.
        Err(reason) if reason.kind() != io::ErrorKind::BrokenPipe => Err(Usage::Stdout(reason).into()),
        _ => Ok(status),
    }
}

fn report(
    args: &CheckArgs,
    format: DossierFormat,
    engine: &dyn Engine,
    streams: &mut Streams<'_>,
) -> Result<u8, Failure> {
    let dossier = engine.dossier(args)?;
    tell_notes(&dossier.notes, &dossier.blind_spots, args.talk, streams.err);
    let status = if dossier.verdict.compliant || args.exit_zero { CLEAN } else { FINDINGS };
    if let Some(path) = &args.output {
        let mut bytes = Vec::new();
        format
            .write(&dossier, &mut bytes)
            .and_then(|()| atomic::write(path, &bytes))
            .map_err(|reason| Usage::Unwritable { path: path.clone(), reason })?;
        tell(args.talk, &format!("{}: {}", path.display(), dossier.verdict.word()), streams.err);
        return Ok(status);
    }
    print(streams.out, |out| format.write(&dossier, out)).map(|_| status)
}

/// Under GitHub Actions: the full list on the page of the run, beside the few annotations GitHub takes.
fn summarise(checked: &Checked, args: &CheckArgs, engine: &dyn Engine, streams: &mut Streams<'_>) {
    let file = (streams.env)(STEP_SUMMARY).filter(|path| args.format == Format::Github && !path.is_empty());
    let Some(path) = file.map(PathBuf::from) else { return };
    let mut page = Vec::new();
    let written = engine.step_summary(checked, &mut page).and_then(|()| atomic::append(&path, &page));
    if let Err(reason) = written {
        // An extra that nobody asked for by a flag: the gate does not depend on it.
        let note = format!("note: cannot add to {}, which {STEP_SUMMARY} names: {reason}", path.display());
        let _ = writeln!(streams.err, "{}", sanitize(&note));
    }
}

/// Notes, blind spots and timings, as far as they were asked for.
fn notes(checked: &Checked, args: &CheckArgs, err: &mut dyn Write) {
    tell_notes(&checked.report.notes, &checked.report.blind_spots, args.talk, err);
    if args.timings {
        for (stage, time) in &checked.timings {
            let _ = writeln!(err, "{stage:>12}  {:>9.3} ms", time.as_secs_f64() * 1e3);
        }
    }
}

fn tell_notes(notes: &[String], blind_spots: &[String], talk: Talk, err: &mut dyn Write) {
    // Nobody is left to be told when this stream is gone: errors are passed over.
    if talk > Talk::Quiet {
        for note in notes {
            let _ = writeln!(err, "note: {}", sanitize(note));
        }
    }
    if talk == Talk::Verbose {
        for spot in blind_spots {
            let _ = writeln!(err, "not seen: {}", sanitize(spot));
        }
    }
}

fn explain(rule: Option<&str>, engine: &dyn Engine, out: &mut dyn Write) -> Result<u8, Failure> {
    let rules = engine.rules();
    let Some(name) = rule else {
        let rows = rules.iter().map(|rule| {
            let level = match rule.default_level {
                Level::Allow => "allow",
                Level::Warn => "warn",
                Level::Deny => "deny",
            };
            [rule.name, level, &rule.summary]
        });
        return table(rows, out);
    };
    let plain = plain_name(name);
    if let Some(rule) = rules.iter().find(|rule| rule.name == plain) {
        return print(out, |out| writeln!(out, "{}", rule.page.trim_end()));
    }
    let near = suggest::nearest(&plain, rules.iter().map(|rule| rule.name));
    let unknown = super::args::UnknownRule { name: name.to_owned(), near: near.map(str::to_owned) };
    Err(Usage::from(unknown).into())
}

fn clients(engine: &dyn Engine, out: &mut dyn Write) -> Result<u8, Failure> {
    let clients = engine.clients();
    let rows = clients.iter().map(|client| [client.package.as_str(), client.role.as_str(), client.summary.as_str()]);
    table(rows, out)
}

/// Three columns; the last runs on.
fn table<'r>(rows: impl Iterator<Item = [&'r str; 3]> + Clone, out: &mut dyn Write) -> Result<u8, Failure> {
    let widest = |column: usize| {
        let widths = rows.clone().map(|row| row[column].chars().count());
        widths.max().unwrap_or(0)
    };
    let (first, second) = (widest(0), widest(1));
    print(out, |out| {
        for [a, b, c] in rows.clone() {
            let line = format!("{a:first$}  {b:second$}  {c}");
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    })
}

fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<u8, Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "cargo-redis-ssot", &mut bytes);
    print(out, |out| out.write_all(&bytes))
}

fn man(command: Option<&str>, out: &mut dyn Write) -> Result<u8, Failure> {
    let mut program = Cli::command();
    program.build();
    let page = match command {
        None => Some(program),
        Some(name) => program.find_subcommand(name).cloned(),
    };
    let Some(page) = page else {
        let name = command.unwrap_or_default().to_owned();
        return Err(Usage::UnknownCommand { name }.into());
    };
    let page = clap_mangen::Man::new(page);
    print(out, |out| page.render(out))
}

/// Writes to standard output and flushes it.
fn print(out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<u8, Failure> {
    write(out).and_then(|()| out.flush()).map_err(Usage::Stdout)?;
    Ok(CLEAN)
}

/// Where a baseline goes and how.
struct BaselineTo {
    path: Option<PathBuf>,
    action: Action,
}

impl BaselineTo {
    fn of(flags: &BaselineFlags) -> Self {
        let action = match (flags.check, flags.prune, flags.force) {
            (true, _, _) => Action::Check,
            (_, true, _) => Action::Prune,
            (_, _, force) => Action::Record { force },
        };
        Self { path: flags.baseline.clone(), action }
    }
}

/// What is done with a baseline.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    /// Writes it; over an existing one only by force.
    Record { force: bool },
    /// Takes out what is fixed.
    Prune,
    /// Tells what is fixed.
    Check,
}

fn record(args: &CheckArgs, to: &BaselineTo, engine: &dyn Engine, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    refuse_in_ci(to, streams)?;
    // Looked for before the work, so that a refusal is quick; the root is known only after it.
    if let Some(path) = &to.path {
        refuse_existing(path, to)?;
    }
    let checked = engine.check(args)?;
    notes(&checked, args, streams.err);
    let in_root = || checked.codebase.root.join(baseline::FILE_NAME);
    let path = to.path.clone().unwrap_or_else(in_root);
    refuse_existing(&path, to)?;
    let findings = &checked.report.findings;
    let mut status = CLEAN;
    let said = if let Action::Record { .. } = to.action {
        let known = Baseline::of(findings, &checked.sources).with_counts(checked.counts);
        known.write(&path)?;
        format!("{} recorded", known.entries().len())
    } else {
        let mut known = Baseline::read(&path)?;
        let view = View::of(&checked.codebase, &checked.rules);
        let gone = known.prune(findings, &|entry| view.holds(entry)).len();
        match to.action {
            Action::Check if gone > 0 => status = FINDINGS,
            Action::Prune if gone > 0 => known.write(&path)?,
            _ => {}
        }
        format!("{gone} fixed, {} left", known.entries().len())
    };
    if args.talk > Talk::Quiet {
        let _ = writeln!(streams.err, "{}: {said}", sanitize(&path.display().to_string()));
    }
    Ok(status)
}

/// A gate that writes what it is held to would always pass.
fn refuse_in_ci(to: &BaselineTo, streams: &Streams<'_>) -> Result<(), Usage> {
    let is_ci = (streams.env)(CI).is_some_and(|value| !matches!(value.as_str(), "" | "0" | "false"));
    if is_ci && to.action != Action::Check { Err(Usage::BaselineInCi) } else { Ok(()) }
}

fn refuse_existing(path: &Path, to: &BaselineTo) -> Result<(), Usage> {
    if to.action != (Action::Record { force: false }) || std::fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    Err(Usage::BaselineExists { path: path.to_owned() })
}

fn start(flags: InitFlags, talk: Talk, engine: &dyn Engine, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let args = flags.codebase.clone().args();
    let found = engine.infer(&args)?;
    let action = Action::Record { force: flags.force };
    let baseline = BaselineTo { path: Some(found.root.join(baseline::FILE_NAME)), action };
    if let (true, Some(path)) = (flags.baseline && !flags.dry_run, &baseline.path) {
        // Before anything is written: a run that is refused leaves nothing behind.
        refuse_in_ci(&baseline, streams)?;
        refuse_existing(path, &baseline)?;
    }
    let manager = found.manager.as_deref().unwrap_or("none is clear");
    tell(talk, &format!("manager: {manager}"), streams.err);
    for reason in &found.reasons {
        tell(talk, &format!("  {reason}"), streams.err);
    }
    let mut said = String::new();
    if flags.dry_run {
        said.push_str(&init::render(&found));
    } else {
        tell(talk, &write_configuration(&flags, &found)?, streams.err);
    }
    if flags.baseline && !flags.dry_run {
        record(&CheckArgs { stock: true, ..plain_check(args, talk) }, &baseline, engine, streams)?;
    }
    if flags.pre_commit {
        said.push_str(&add_hook(&flags, &found, talk, streams)?);
    }
    if let Some(ci) = flags.ci {
        said.push_str(&ci.step(flags.baseline));
    }
    if !flags.dry_run {
        offers(&flags, &found).iter().for_each(|offer| tell(talk, offer, streams.err));
    }
    print(streams.out, |out| out.write_all(said.as_bytes()))
}

/// Writes the configuration; one that is there is kept where something else is asked for too. Gives what was done.
fn write_configuration(flags: &InitFlags, found: &Found) -> Result<String, Failure> {
    let more = flags.baseline || flags.pre_commit || flags.ci.is_some();
    match init::write(found, flags.force) {
        Ok(path) => Ok(format!("wrote {}", path.display())),
        Err(InitError::Exists { path }) if more => Ok(format!("kept {}", path.display())),
        Err(error) => Err(error.into()),
    }
}

/// Adds the hook; gives what is left for the user to add.
fn add_hook(flags: &InitFlags, found: &Found, talk: Talk, streams: &mut Streams<'_>) -> Result<String, Failure> {
    let file = found.root.join(init::PRE_COMMIT_FILE);
    let hook = init::add_hook(&found.root, flags.baseline, !flags.dry_run)
        .map_err(|reason| Usage::Unwritable { path: file.clone(), reason })?;
    let name = file.display();
    let (done, left) = match hook {
        Hook::Added => (format!("added the hook to {name}"), String::new()),
        Hook::Present => (format!("{name} has the hook already"), String::new()),
        Hook::Print(entry) => (format!("add this under `repos:` in {name}:"), entry),
    };
    tell(talk, &done, streams.err);
    Ok(left)
}

/// What was not asked for and may be wanted.
fn offers(flags: &InitFlags, found: &Found) -> Vec<String> {
    let mut offers = Vec::new();
    let mut offer = |wanted: bool, command: &str, what: &str| {
        if wanted {
            offers.push(format!("  cargo redis-ssot {command:<19}  {what}"));
        }
    };
    let errors = match found.errors {
        1 => "the error that is there today".to_owned(),
        errors => format!("the {errors} errors that are there today"),
    };
    offer(found.errors > 0, "check", &format!("show {errors}"));
    offer(found.errors > 0 && !flags.baseline, "init --baseline", &format!("accept {errors}, fail on new ones"));
    offer(!flags.pre_commit, "init --pre-commit", "add the hook to .pre-commit-config.yaml");
    offer(flags.ci.is_none(), "init --ci github", "print the step for the CI (or gitlab)");
    if !offers.is_empty() {
        offers.insert(0, "next:".to_owned());
    }
    offers
}

fn tell(talk: Talk, what: &str, err: &mut dyn Write) {
    if talk > Talk::Quiet {
        // Nobody is left to be told when this stream is gone.
        let _ = writeln!(err, "{}", sanitize(what));
    }
}
