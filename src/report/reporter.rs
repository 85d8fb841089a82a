//! What every format is given, and which formats there are.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use super::{Context, Evidence, Level, Report};
use crate::source::Sources;
use crate::workspace::Codebase;

/// What a format needs to know about a rule, whether it found something or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// Its level without configuration.
    pub default_level: Level,
    /// Its level in this run; a rule at [`Level::Allow`] did not look.
    pub level: Level,
    /// What it finds, one sentence without a full stop, plain text.
    pub summary: String,
    /// Its page (`rules/<name>.md`), Markdown.
    pub help_markdown: String,
    /// Address of the page, if it has one.
    pub page_url: Option<String>,
}

/// A finished report with what is needed to write it down.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The outcome.
    pub report: &'a Report,
    /// The files its spans point into.
    pub sources: &'a Sources,
    /// The packages its targets point into.
    pub codebase: &'a Codebase,
    /// All rules, in the order they are listed to users.
    pub rules: &'a [RuleInfo],
    /// Path of the codebase's root in its repository: empty, or with a `/` at its end. Formats that a code host reads
    /// (SARIF, GitHub, GitLab) put it before their paths.
    pub prefix: &'a str,
}

impl<'a> Input<'a> {
    /// What is known about a rule.
    #[must_use]
    pub fn rule(&self, name: &str) -> Option<&'a RuleInfo> {
        self.rules.iter().find(|rule| rule.name == name)
    }
}

/// A way to write a report down.
pub trait Reporter {
    /// Writes the report. Same input, same bytes.
    ///
    /// # Errors
    /// What `out` returns.
    fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()>;
}

/// The values of `--message-format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Snippets and a summary, for people.
    #[default]
    Human,
    /// One line per finding, as rustc's short format.
    Short,
    /// Cargo's stream of JSON messages.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub workflow commands.
    Github,
    /// GitLab code quality.
    Gitlab,
    /// JUnit XML.
    Junit,
}

impl Format {
    /// All formats in the order help lists them.
    pub const ALL: [Self; 7] =
        [Self::Human, Self::Short, Self::Json, Self::Sarif, Self::Github, Self::Gitlab, Self::Junit];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
        }
    }

    /// Its reporter; `human` says how the format for people looks.
    #[must_use]
    pub fn reporter(self, human: super::human::Human) -> Box<dyn Reporter> {
        match self {
            Self::Human => Box::new(human),
            Self::Short => Box::new(super::short::Short),
            Self::Json => Box::new(super::json::Json),
            Self::Sarif => Box::new(super::sarif::Sarif::default()),
            Self::Github => Box::new(super::github::Github),
            Self::Gitlab => Box::new(super::gitlab::Gitlab),
            Self::Junit => Box::new(super::junit::Junit),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let names = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| format!("no such format; there are: {}", names()))
    }
}

impl Level {
    /// rustc's word for it: `error`, `warning`; `note` for what is not reported.
    #[must_use]
    pub fn severity(self) -> &'static str {
        match self {
            Self::Deny => "error",
            Self::Warn => "warning",
            Self::Allow => "note",
        }
    }
}

impl Evidence {
    /// Its name in machine formats.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Typed => "typed",
            Self::Named => "named",
        }
    }
}

impl Context {
    /// Its name in machine formats.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Test => "test",
            Self::Example => "example",
            Self::Build => "build",
        }
    }
}
