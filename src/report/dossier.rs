//! The evidence a lead shows, as plain data. `crate::dossier` computes it; the formats beside write it down and decide nothing.
//!
//! The JSON form is this structure. Its schema is `docs/schemas/report.schema.json`, held to it by `tests/schemas.rs`.

mod drawing;
mod format;
mod html;
mod map;
mod markdown;
mod page;
mod words;

use std::fmt;

use serde::Serialize;

pub use format::Format;
pub use map::{Edge, Map, Node, NodeKind};

/// Version of the JSON form: a field that goes or changes its meaning raises it, a new one does not.
pub const SCHEMA_VERSION: u32 = 1;

/// All there is to show about one codebase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dossier {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Version of the tool.
    pub tool_version: &'static str,
    /// What was looked at.
    pub codebase: Codebase,
    /// The answer.
    pub verdict: Verdict,
    /// The canonical module of each scope.
    pub scopes: Vec<Scope>,
    /// What a runtime test would have asked, and what the source answers.
    pub validations: Vec<Validation>,
    /// Which files hold a manager.
    pub inventory: Inventory,
    /// By which paths managers are imported.
    pub imports: Imports,
    /// How many there are, and were.
    pub consolidation: Consolidation,
    /// Findings by area, in the order in which to work on them.
    pub areas: Vec<Area>,
    /// Findings in test code.
    pub tests: Vec<Finding>,
    /// Findings that a comment silences.
    pub suppressed: Vec<Suppressed>,
    /// What the user asked not to be told.
    pub withheld: Withheld,
    /// Who builds what.
    pub map: Map,
    /// What is no finding, but should be known.
    pub notes: Vec<String>,
    /// What the analysis could not see, and why.
    pub blind_spots: Vec<String>,
}

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Codebase {
    /// Name of its root folder, or of its only package.
    pub name: String,
    /// Names of the packages reported on.
    pub packages: Vec<String>,
    /// Whether there are packages that were not asked for.
    pub partial: bool,
    /// Source files that a target reaches.
    pub files: usize,
    /// Source files that no target reaches.
    pub unlinked: Vec<String>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether no finding is at deny level, known from a baseline or not.
    pub compliant: bool,
    /// Whether a rule about Redis looked at all.
    pub checked: bool,
    /// Why, in one sentence.
    pub reason: String,
    /// Findings at deny level, outside test code and in it.
    pub errors: usize,
    /// Findings at warn level, outside test code and in it.
    pub warnings: usize,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match (self.compliant, self.checked) {
            (true, true) => "COMPLIANT",
            (true, false) => "NOT CHECKED",
            (false, _) => "NON-COMPLIANT",
        }
    }
}

/// What the user asked not to be told, so that nobody takes it for what is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Withheld {
    /// Findings, by why they are not shown.
    pub findings: super::Withheld,
    /// Rules that look by default and are set to allow.
    pub rules: Vec<&'static str>,
    /// Packages that were not asked for.
    pub packages: Vec<String>,
    /// The same in phrases.
    pub phrases: Vec<String>,
}

/// The canonical module of one scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// Its name; none for the whole codebase.
    pub name: Option<String>,
    /// Path of the canonical module, or of a type in it; none where there is none.
    pub manager: Option<String>,
    /// How it was found, or why not.
    pub choice: &'static str,
    /// Reasons or candidates.
    pub reason: String,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// No rule that answers it looked.
    NotChecked,
    /// Nothing was found.
    Pass,
    /// Findings at warn level alone.
    Warn,
    /// A finding at deny level.
    Fail,
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Validation {
    /// What a runtime test would have asked.
    pub question: &'static str,
    /// The answer.
    pub status: Status,
    /// Findings of its rules, outside test code.
    pub count: usize,
    /// The rules that answer it.
    pub rules: Vec<RuleResult>,
    /// What the answer rests on.
    pub evidence: Vec<String>,
    /// Where to look first.
    pub places: Vec<Place>,
}

/// What one rule says to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleResult {
    /// Its name.
    pub rule: &'static str,
    /// The part of its findings that counts here; empty for all.
    pub only: &'static str,
    /// What it says.
    pub status: Status,
    /// Its findings, outside test code.
    pub count: usize,
}

/// A place in the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, relative to the root.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

/// What a file or an item of the inventory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// In the canonical module.
    Canonical,
    /// Beside it.
    Duplicate,
    /// Another path to it.
    Shim,
}

impl Role {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Canonical => "canonical",
            Self::Duplicate => "duplicate",
            Self::Shim => "shim",
        }
    }
}

/// Which files hold a manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inventory {
    /// Managers outside test code.
    pub managers: usize,
    /// Those in the canonical module.
    pub canonical: usize,
    /// Those beside it.
    pub duplicates: usize,
    /// Other paths to the canonical manager.
    pub shims: usize,
    /// The files, canonical ones first, then duplicates, then shims.
    pub files: Vec<ManagerFile>,
    /// Files with managers in test code.
    pub tests: Vec<ManagerFile>,
}

/// A file that holds a manager or a shim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManagerFile {
    /// The file.
    pub path: String,
    /// Duplicate if it holds one; else canonical; else shim.
    pub role: Role,
    /// What is in it, in its order. Empty where the canonical module has no type of its own.
    pub items: Vec<Item>,
}

/// A manager or a shim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its path.
    pub path: String,
    /// What it is.
    pub role: Role,
    /// Where its name stands.
    pub place: Place,
    /// What it owns or makes (`client`, `pool` …); what a shim leads to.
    pub holds: Vec<String>,
    /// Places in its `impl`s that open Redis.
    pub opens: usize,
    /// Whether using it is a warning of the compiler's; none for what is no shim.
    pub deprecated: Option<bool>,
    /// Why a comment keeps it, if one does.
    pub kept: Option<String>,
}

/// By which paths managers are imported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Imports {
    /// Imports of a manager's module or of something in it, outside test code.
    pub total: usize,
    /// Those that name the canonical module by its own path.
    pub canonical: usize,
    /// Their share in percent, rounded to a tenth; none without imports.
    pub share: Option<f64>,
    /// By the module that is named, most imported first within a role.
    pub paths: Vec<ImportPath>,
}

/// A module that managers are imported from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportPath {
    /// Path of the module.
    pub path: String,
    /// What it is.
    pub role: Role,
    /// Imports from it.
    pub imports: usize,
    /// Files that import from it.
    pub files: Vec<String>,
}

/// How many there are, and were.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Consolidation {
    /// The file compared with; none without `--baseline`.
    pub baseline: Option<Baseline>,
    /// What is counted.
    pub figures: Vec<Figure>,
}

/// What a baseline says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Baseline {
    /// Entries of the file.
    pub entries: usize,
    /// Entries that no finding has any more; none where not all of the codebase was looked at.
    pub fixed: Option<usize>,
    /// Findings that it knows.
    pub known: usize,
    /// Findings that it does not know.
    pub new: usize,
}

/// Something counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// What (`managers`, `pools`, `instances`, `openings`, `findings`).
    pub name: &'static str,
    /// What counts as one.
    pub meaning: &'static str,
    /// How many there are.
    pub now: usize,
    /// How many there were; none where it is not known.
    pub baseline: Option<usize>,
    /// The change in percent, rounded to a tenth; none where it is not known or there were none.
    pub change: Option<f64>,
}

/// Findings of one part of the codebase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Area {
    /// Name of the configured area, or of the package.
    pub name: String,
    /// The configured priority; none for a package.
    pub priority: Option<u32>,
    /// Findings at deny level.
    pub errors: usize,
    /// Findings at warn level.
    pub warnings: usize,
    /// What to do, rule by rule.
    pub actions: Vec<Action>,
    /// The findings.
    pub findings: Vec<Finding>,
}

/// What to do about the findings of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// The rule.
    pub rule: &'static str,
    /// What it finds, in one sentence.
    pub summary: String,
    /// How many it finds.
    pub count: usize,
    /// What to do instead.
    pub advice: Vec<String>,
    /// Findings that `--fix` mends.
    pub fixable: usize,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where; none for the codebase as a whole.
    pub place: Option<Place>,
    /// Path of the enclosing item.
    pub item: String,
    /// Its identity.
    pub fingerprint: String,
    /// Whether the baseline knows it; none without one.
    pub known: Option<bool>,
}

/// A finding that a comment silences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// The reason given.
    pub reason: Option<String>,
}
