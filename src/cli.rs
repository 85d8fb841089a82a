//! The command line: from arguments to an exit status.
//!
//! The analysis stands behind [`Engine`], so that this module can be tested without one.

mod args;
mod argv;
mod commands;
mod fail;
pub mod terminal;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::time::Duration;

use clap::{ColorChoice, CommandFactory, FromArgMatches};

use crate::baseline::Counts;
use crate::init::Found;
use crate::report::dossier::Dossier;
use crate::report::text::sanitize_lines;
use crate::report::{Level, Report};
use crate::source::Sources;
use crate::workspace::Codebase;

pub use crate::report::Format;
pub use crate::report::dossier::Format as DossierFormat;
pub use args::{CheckArgs, CodebaseArgs, Talk};
pub use fail::{Failure, Usage};
use terminal::{ColorWhen, Terminal};

/// Exit status: no finding at deny level.
pub const CLEAN: u8 = 0;
/// Exit status: at least one finding at deny level.
pub const FINDINGS: u8 = 1;
/// Exit status: the tool could not do its job.
pub const FAILED: u8 = 2;

/// What the command line needs of the rest of the program.
pub trait Engine {
    /// All rules, in the order they are listed.
    fn rules(&self) -> &[RulePage];

    /// All client crates of the catalogue, in the order they are listed.
    fn clients(&self) -> Vec<ClientLine>;

    /// Reads the codebase and looks for findings; with `args.fix` also applies suggestions. Levels, `--since` and
    /// `--baseline` are applied to the report.
    ///
    /// # Errors
    /// Whatever keeps it from an answer.
    fn check(&self, args: &CheckArgs) -> Result<Checked, Failure>;

    /// Reads the codebase and puts together what `report` shows; `args.baseline` is compared with, and hides nothing.
    ///
    /// # Errors
    /// Whatever keeps it from an answer.
    fn dossier(&self, args: &CheckArgs) -> Result<Dossier, Failure>;

    /// Writes a report in the format asked for.
    ///
    /// # Errors
    /// What `out` returns.
    fn render(&self, checked: &Checked, args: &CheckArgs, terminal: Terminal, out: &mut dyn Write) -> io::Result<()>;

    /// Writes a report as Markdown, for `$GITHUB_STEP_SUMMARY`.
    ///
    /// # Errors
    /// What `out` returns.
    fn step_summary(&self, checked: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// Looks for the canonical manager and for areas, for `init`. An existing configuration is not read.
    ///
    /// # Errors
    /// Whatever keeps it from an answer.
    fn infer(&self, args: &CodebaseArgs) -> Result<Found, Failure>;
}

/// A rule as `explain` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePage {
    /// Its name.
    pub name: &'static str,
    /// Its level without configuration.
    pub default_level: Level,
    /// What it finds, in one line.
    pub summary: String,
    /// Its page, Markdown.
    pub page: String,
}

/// A client crate as `clients` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientLine {
    /// The published package.
    pub package: String,
    /// What it is to the tool (`client`, `pool`, `hidden-client` …).
    pub role: String,
    /// One line about it.
    pub summary: String,
}

/// A finished check.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The outcome.
    pub report: Report,
    /// The files its spans point into.
    pub sources: Sources,
    /// The packages its targets point into.
    pub codebase: Codebase,
    /// How long each stage took, in order.
    pub timings: Vec<(&'static str, Duration)>,
    /// All rules, with their levels in this run.
    pub rules: Vec<crate::report::RuleInfo>,
    /// How many ways to Redis there are, for a baseline; none unless `args.stock` asked for it.
    pub counts: Option<Counts>,
}

/// Where a run writes to.
pub struct Streams<'a> {
    /// Findings and what a command prints.
    pub out: &'a mut dyn Write,
    /// Notes and errors.
    pub err: &'a mut dyn Write,
    /// What `out` can show, by `--color`.
    pub out_terminal: &'a dyn Fn(ColorWhen) -> Terminal,
    /// What `err` can show, by `--color`.
    pub err_terminal: &'a dyn Fn(ColorWhen) -> Terminal,
    /// The environment, for what a CI says of itself.
    pub env: terminal::Env<'a>,
}

/// Runs the program and returns its exit status. `argv` begins with the program's name.
pub fn run(argv: impl IntoIterator<Item = OsString>, engine: &dyn Engine, streams: &mut Streams<'_>) -> u8 {
    let argv: Vec<OsString> = argv.into_iter().collect();
    // clap's own words are coloured before its flags are known.
    let early = early_color(&argv);
    let command = command(&argv).color(choice((streams.out_terminal)(early).color));
    let argv = argv::normalise(argv, &command);
    let matches = match command.try_get_matches_from(argv) {
        Ok(matches) => matches,
        Err(error) => return clap_said(&error, early, streams),
    };
    let cli = match args::Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return clap_said(&error, early, streams),
    };
    let when = cli.global.color;
    let result = commands::dispatch(cli, &matches, engine, streams);
    result.unwrap_or_else(|failure| {
        // A reader that has gone away (`| head`) has what it wanted.
        if fail::is_broken_pipe(failure.as_ref()) {
            return CLEAN;
        }
        fail::print(failure.as_ref(), (streams.err_terminal)(when), streams.err);
        FAILED
    })
}

/// The parser, named as the program was called.
fn command(argv: &[OsString]) -> clap::Command {
    let called_as = argv::called_as(argv);
    args::Cli::command().bin_name(called_as).display_name("cargo-redis-ssot")
}

fn early_color(argv: &[OsString]) -> ColorWhen {
    let mut words = argv.iter().map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next().map(|value| value.into_owned()),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        match value.as_deref() {
            Some("always") => return ColorWhen::Always,
            Some("never") => return ColorWhen::Never,
            _ => {}
        }
    }
    ColorWhen::Auto
}

fn choice(color: bool) -> ColorChoice {
    if color { ColorChoice::Always } else { ColorChoice::Never }
}

/// Help and version go to standard output and are no error; the rest is.
fn clap_said(error: &clap::Error, when: ColorWhen, streams: &mut Streams<'_>) -> u8 {
    let text = error.render();
    let is_error = error.use_stderr();
    let (out, terminal): (&mut dyn Write, Terminal) = if is_error {
        (streams.err, (streams.err_terminal)(when))
    } else {
        (streams.out, (streams.out_terminal)(when))
    };
    // Nobody is left to be told when these streams are gone.
    let plain = text.to_string();
    let _ = match sanitize_lines(&plain) {
        // An argument is repeated as it was given: a script may have taken it from a file's name.
        Cow::Owned(safe) => writeln!(out, "{safe}"),
        Cow::Borrowed(_) if terminal.color => write!(out, "{}", text.ansi()),
        Cow::Borrowed(plain) => write!(out, "{plain}"),
    };
    if is_error { FAILED } else { CLEAN }
}
