//! The outcome of a check, and the formats it is written in.
//!
//! A reporter gets finished findings and decides nothing: it neither filters nor sorts by its own taste.

use crate::baseline::Entry;
use crate::position::Span;

pub mod cargo_id;
pub mod change;
pub mod dossier;
pub mod excerpt;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod occurrence;
pub mod place;
pub mod rendered;
pub mod reporter;
pub mod sarif;
pub mod short;
pub mod summary;
pub mod text;
pub mod withheld;

pub use reporter::{Format, Input, Reporter, RuleInfo};
pub use withheld::Withheld;

/// How much a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; the exit code stays 0.
    Warn,
    /// Reported; the exit code is 1.
    Deny,
}

/// How a finding was established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Evidence {
    /// A path resolves to the catalogue.
    Resolved,
    /// The receiver's type was inferred.
    Typed,
    /// The receiver is unknown, but the method's name belongs to one client crate alone.
    Named,
}

/// What kind of code a finding stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Code that ships.
    Production,
    /// `#[cfg(test)]`, `#[test]` and kin, `tests/`, `benches/`.
    Test,
    /// `examples/`.
    Example,
    /// A build script.
    Build,
}

/// A marked piece of source with a word about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there; empty for none.
    pub text: String,
}

/// Whether a tool may apply a suggestion unasked (rustc's `Applicability`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    /// It may.
    MachineApplicable,
    /// A person should look.
    MaybeIncorrect,
}

/// A replacement that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What the change does, as an imperative sentence.
    pub message: String,
    /// The bytes to replace and what to put there; the parts do not overlap.
    pub edits: Vec<(Span, String)>,
    /// Whether it may be applied unasked.
    pub applicability: Applicability,
}

/// One finding of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, kebab-case.
    pub rule: &'static str,
    /// Its level here, after configuration and context.
    pub level: Level,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// The place; none for findings about the codebase as a whole (`missing-manager`).
    pub primary: Option<Label>,
    /// Other places that belong to it.
    pub secondary: Vec<Label>,
    /// Facts that help to judge it.
    pub notes: Vec<String>,
    /// The way out.
    pub help: Vec<String>,
    /// A replacement, if there is one.
    pub suggestion: Option<Suggestion>,
    /// How it was established.
    pub evidence: Evidence,
    /// What kind of code it stands in.
    pub context: Context,
    /// The configured area its file belongs to.
    pub area: Option<String>,
    /// The configured scope its package belongs to.
    pub scope: Option<String>,
    /// Path of the enclosing item (`netra_backend::cache::Cache::new`), empty when there is none.
    pub item: String,
    /// Line-independent identity: 16 lower-case hexadecimal digits.
    pub fingerprint: String,
    /// Index of the package and target it was found in, in [`crate::workspace::Codebase`]: `(package, target)`.
    pub target: Option<(usize, usize)>,
}

/// A silenced finding and what silenced it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// The reason given in the comment; none when it had none.
    pub reason: Option<String>,
}

/// What was read and what was not, for the summary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Packages of the codebase.
    pub packages: usize,
    /// Source files that belong to a target.
    pub files: usize,
    /// Those parsed in full; the others hold no name that matters.
    pub parsed: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Files no target reaches.
    pub unlinked: Vec<String>,
}

/// The commit that findings are new against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// As the user named it.
    pub revision: String,
    /// Its full object name.
    pub commit: String,
    /// Findings of the check that the commit has too.
    pub known: Vec<Finding>,
}

/// The outcome of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Findings at level warn or deny, sorted by path, byte offset and rule.
    pub findings: Vec<Finding>,
    /// Findings silenced by a comment.
    pub suppressed: Vec<Suppressed>,
    /// Findings the baseline knows.
    pub baselined: Vec<Finding>,
    /// Entries of the baseline that no finding has any more: they must leave it.
    pub stale: Vec<Entry>,
    /// What the findings were compared with, under `--since`.
    pub since: Option<Since>,
    /// Findings that configuration, command line and selection keep out of the report.
    pub withheld: Withheld,
    /// Whether every rule about Redis is set to allow.
    pub nothing_checked: bool,
    /// Things the user should know that are no findings (the inferred manager and why, unlinked files); printed to stderr.
    pub notes: Vec<String>,
    /// What the analysis could not see and why; printed with `-v`.
    pub blind_spots: Vec<String>,
    /// Counts.
    pub statistics: Statistics,
}

impl Report {
    /// Whether a gate must fail: at least one finding at deny level.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.findings.iter().any(|finding| finding.level == Level::Deny)
    }
}
