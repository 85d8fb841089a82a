//! The flags, as clap parses them and as the rest of the program takes them.

mod packages;
mod report;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, Parser, Subcommand, ValueEnum};

use crate::cli::terminal::ColorWhen;
use crate::config::{LevelOverride, Manager};
use crate::fix::Permit;
use crate::report::{Format, Level};
use packages::PackageFlags;
pub(super) use report::ReportFlags;

/// What is to be read and how: shared by all commands that look at a codebase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebaseArgs {
    /// Files or folders; empty for the current folder.
    pub paths: Vec<PathBuf>,
    /// `--manifest-path`: the codebase is this manifest's workspace.
    pub manifest_path: Option<PathBuf>,
    /// `--config`: the only configuration read.
    pub config: Option<PathBuf>,
    /// `--manager`: overrides the configuration's.
    pub manager: Option<Manager>,
    /// `--threads`; none for one per core.
    pub threads: Option<NonZeroUsize>,
    /// Whether files without a name that matters are left unparsed; `--no-prefilter` parses all.
    pub prefilter: bool,
}

/// Everything `check` was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckArgs {
    /// What to read.
    pub codebase: CodebaseArgs,
    /// `-p`: names (or patterns) of the packages to report on; empty for all.
    pub packages: Vec<String>,
    /// `--exclude`: names (or patterns) of packages not to report on.
    pub exclude: Vec<String>,
    /// `--workspace`: report on all packages, also from within a member.
    pub workspace: bool,
    /// `--all-targets`.
    pub all_targets: bool,
    /// `-A`, `-W`, `-D` in the order given.
    pub levels: Vec<LevelOverride>,
    /// How findings are written.
    pub format: Format,
    /// `--since`: report only what is new against this commit.
    pub since: Option<String>,
    /// `--baseline`: the file of known findings.
    pub baseline: Option<PathBuf>,
    /// `--fix`: apply machine-applicable suggestions where `--allow-…` permits it.
    pub fix: Option<Permit>,
    /// `--output`: write there instead of to standard output.
    pub output: Option<PathBuf>,
    /// `--timings`: tell how long each stage took.
    pub timings: bool,
    /// `--exit-zero`: findings do not fail the run.
    pub exit_zero: bool,
    /// Whether to count what there is, for a baseline.
    pub stock: bool,
    /// How much is told on standard error.
    pub talk: Talk,
}

/// How much is told on standard error beside errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Talk {
    /// `-q`: nothing more.
    Quiet,
    /// Notes.
    Normal,
    /// `-v`: also what the analysis could not see.
    Verbose,
}

#[derive(Debug, Parser)]
#[command(
    name = "cargo-redis-ssot",
    version,
    about = "Enforces one Redis manager per codebase, without compiling it",
    after_help = "Without a command, `check` runs: see `check --help` for its flags.\n\n\
                  Exit status: 0 no finding at deny level, 1 at least one, 2 the tool could not do its job."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: GlobalFlags,
    #[command(subcommand)]
    pub(super) command: Option<CommandFlags>,
}

#[derive(Debug, Args)]
pub(super) struct GlobalFlags {
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: ColorWhen,
    /// Print no notes: only what was asked for, and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Also print what the analysis could not see, and why
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
}

impl GlobalFlags {
    pub(super) fn talk(&self) -> Talk {
        match (self.quiet, self.verbose) {
            (true, _) => Talk::Quiet,
            (_, 0) => Talk::Normal,
            _ => Talk::Verbose,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum CommandFlags {
    /// Look for duplicate managers and stray clients (the default)
    Check(Box<CheckFlags>),
    /// Write a redis-ssot.toml that pins the manager found
    Init(InitFlags),
    /// Write down the evidence: verdict, validations, managers, imports, consolidation, next actions
    Report(ReportFlags),
    /// Print the page of a rule, or list the rules
    Explain {
        /// The rule
        rule: Option<String>,
    },
    /// Record today's findings, so that only new ones fail
    Baseline(BaselineFlags),
    /// List the client crates the tool knows
    Clients,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print a manual page (roff)
    Man {
        /// The command the page is about; without one, the program's page
        command: Option<String>,
    },
}

#[derive(Debug, Clone, Args)]
pub(super) struct CodebaseFlags {
    /// Files or folders; without one, the current folder
    #[arg(value_name = "PATH", conflicts_with = "manifest_path")]
    paths: Vec<PathBuf>,
    /// Path to Cargo.toml
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// Read this configuration and no other
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The canonical module or manager type, or `none` to list everything
    #[arg(long, value_name = "PATH|none", value_parser = parse_manager)]
    manager: Option<Manager>,
    /// Number of threads
    #[arg(long, value_name = "N", hide = true)]
    threads: Option<NonZeroUsize>,
    /// Parse every file, also those without a name that matters
    #[arg(long)]
    no_prefilter: bool,
}

impl CodebaseFlags {
    pub(super) fn args(self) -> CodebaseArgs {
        CodebaseArgs {
            paths: self.paths,
            manifest_path: self.manifest_path,
            config: self.config,
            manager: self.manager,
            threads: self.threads,
            prefilter: !self.no_prefilter,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct LevelFlags {
    /// Allow a rule, or `warnings`
    #[arg(short = 'A', long, value_name = "RULE", help_heading = "Levels")]
    allow: Vec<String>,
    /// Warn of a rule, or `warnings`
    #[arg(short = 'W', long, value_name = "RULE", help_heading = "Levels")]
    warn: Vec<String>,
    /// Deny a rule, or `warnings`
    #[arg(short = 'D', long, value_name = "RULE", help_heading = "Levels")]
    deny: Vec<String>,
}

/// A name that no rule has, and the nearest one that is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UnknownRule {
    pub(super) name: String,
    pub(super) near: Option<String>,
}

impl LevelFlags {
    /// The flags in the order of the command line, which `matches` (of the command that holds them) remembers.
    pub(super) fn overrides(&self, matches: &ArgMatches, known: &[&str]) -> Result<Vec<LevelOverride>, UnknownRule> {
        let groups = [
            ("allow", Level::Allow, &self.allow),
            ("warn", Level::Warn, &self.warn),
            ("deny", Level::Deny, &self.deny),
        ];
        let mut all: Vec<(usize, &String, Level)> = Vec::new();
        for (id, level, names) in groups {
            let places = matches.indices_of(id).into_iter().flatten();
            all.extend(places.zip(names).map(|(at, name)| (at, name, level)));
        }
        all.sort_by_key(|(at, _, _)| *at);
        all.into_iter()
            .map(|(_, name, level)| {
                LevelOverride::new(name, level, known)
                    .map_err(|near| UnknownRule { name: name.clone(), near: near.map(str::to_owned) })
            })
            .collect()
    }
}

#[derive(Debug, Args)]
pub(super) struct CheckFlags {
    #[command(flatten)]
    codebase: CodebaseFlags,
    #[command(flatten)]
    levels: LevelFlags,
    #[command(flatten)]
    packages: PackageFlags,
    /// How findings are written
    #[arg(
        long,
        visible_alias = "format",
        value_name = "FMT",
        default_value_t,
        value_parser = format_parser(),
        help_heading = "Output"
    )]
    message_format: Format,
    /// Write the findings to a file
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Tell how long each stage took
    #[arg(long, help_heading = "Output")]
    timings: bool,
    /// Exit with 0 also when there are findings
    #[arg(long, help_heading = "Output")]
    exit_zero: bool,
    /// Report only findings that are new against this commit
    #[arg(long, value_name = "REV", help_heading = "Adoption")]
    since: Option<String>,
    /// Report only findings this file does not know
    #[arg(long, value_name = "FILE", help_heading = "Adoption")]
    baseline: Option<PathBuf>,
    /// Apply the machine-applicable suggestions
    #[arg(long, help_heading = "Fixing")]
    fix: bool,
    /// Fix also in a tree with uncommitted changes
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    allow_dirty: bool,
    /// Fix also in a tree with staged changes
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    allow_staged: bool,
    /// Fix also files that are in no git repository
    #[arg(long, requires = "fix", help_heading = "Fixing")]
    allow_no_vcs: bool,
}

impl CheckFlags {
    pub(super) fn args(self, talk: Talk, matches: &ArgMatches, known: &[&str]) -> Result<CheckArgs, UnknownRule> {
        let levels = self.levels.overrides(matches, known)?;
        let permit = Permit { dirty: self.allow_dirty, staged: self.allow_staged, no_vcs: self.allow_no_vcs };
        Ok(CheckArgs {
            levels,
            format: self.message_format,
            since: self.since,
            baseline: self.baseline,
            fix: self.fix.then_some(permit),
            output: self.output,
            timings: self.timings,
            exit_zero: self.exit_zero,
            ..self.packages.args(self.codebase, talk)
        })
    }
}

#[derive(Debug, Args)]
pub(super) struct BaselineFlags {
    #[command(flatten)]
    codebase: CodebaseFlags,
    #[command(flatten)]
    levels: LevelFlags,
    /// The file; without one, redis-ssot-baseline.json in the codebase's root
    #[arg(long, visible_alias = "output", value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Take fixed findings out; nothing is added
    #[arg(long)]
    pub(super) prune: bool,
    /// Write nothing; exit with 1 when fixed findings are still in the file
    #[arg(long, conflicts_with_all = ["prune", "force"])]
    pub(super) check: bool,
    /// Write the file anew, accepting new findings
    #[arg(long, conflicts_with = "prune")]
    pub(super) force: bool,
}

impl BaselineFlags {
    /// A check of the whole codebase: a part of it would make the rest look fixed.
    pub(super) fn args(self, talk: Talk, matches: &ArgMatches, known: &[&str]) -> Result<CheckArgs, UnknownRule> {
        let levels = self.levels.overrides(matches, known)?;
        Ok(CheckArgs { levels, stock: true, ..plain_check(self.codebase.args(), talk) })
    }
}

#[derive(Debug, Args)]
pub(super) struct InitFlags {
    #[command(flatten)]
    pub(super) codebase: CodebaseFlags,
    /// Overwrite an existing redis-ssot.toml
    #[arg(long)]
    pub(super) force: bool,
    /// Also record today's findings in redis-ssot-baseline.json
    #[arg(long)]
    pub(super) baseline: bool,
    /// Also add the hook to .pre-commit-config.yaml, or print it where that cannot be done safely
    #[arg(long)]
    pub(super) pre_commit: bool,
    /// Also print the step for a CI
    #[arg(long, value_name = "CI", value_enum)]
    pub(super) ci: Option<crate::init::Ci>,
    /// Print everything and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// A check with nothing asked for.
pub(super) fn plain_check(codebase: CodebaseArgs, talk: Talk) -> CheckArgs {
    CheckArgs {
        codebase,
        packages: Vec::new(),
        exclude: Vec::new(),
        workspace: false,
        all_targets: false,
        levels: Vec::new(),
        format: Format::default(),
        since: None,
        baseline: None,
        fix: None,
        output: None,
        timings: false,
        exit_zero: false,
        stock: false,
        talk,
    }
}

fn parse_manager(text: &str) -> Result<Manager, crate::config::PathError> {
    Manager::parse(text)
}

fn format_parser() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::TypedValueParser as _;
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>())
}

impl ValueEnum for crate::init::Ci {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
}
