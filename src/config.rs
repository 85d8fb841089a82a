//! Configuration: what the user asked for, read from one place and checked before anything runs.
//!
//! Precedence: command line, then the file named by `--config`, then `redis-ssot.toml` beside the root manifest or
//! the metadata table of that manifest (never both).

pub mod error;
pub mod globs;
pub mod levels;
mod locate;
mod paths;
mod read;
mod rules;
pub mod suggest;
mod table;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::report::Level;

pub use error::{ConfigError, Problem};
pub use globs::Globs;
pub use levels::LevelOverride;
pub(crate) use locate::holds;
pub use locate::{FILE_NAME, load};
pub use paths::{PathError, parse_path};
pub use read::{Section, parse};

/// The cap for findings in test context when the configuration names none: tests may build clients of their own
/// without failing the gate, and are still listed.
pub const DEFAULT_TEST_CAP: Level = Level::Warn;

/// Everything a configuration can say. The default is what holds without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where it was read; none without a configuration.
    pub origin: Option<Origin>,
    /// The canonical manager.
    pub manager: Manager,
    /// Functions that may build the canonical manager (`svix_server::run`).
    pub composition_roots: Vec<Located<String>>,
    /// The highest level of a finding in test context.
    pub tests: Level,
    /// Settings by rule name.
    pub rules: BTreeMap<String, RuleSettings>,
    /// Areas in the order written.
    pub areas: Vec<Area>,
    /// Scopes in the order written.
    pub scopes: Vec<Scope>,
    /// How keys are made, for `unscoped-key`.
    pub keys: Option<Keys>,
    /// In-house client crates.
    pub clients: Vec<Client>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            origin: None,
            manager: Manager::Infer,
            composition_roots: Vec::new(),
            tests: DEFAULT_TEST_CAP,
            rules: BTreeMap::new(),
            areas: Vec::new(),
            scopes: Vec::new(),
            keys: None,
            clients: Vec::new(),
        }
    }
}

/// The file a configuration stands in. Ranges of [`Located`] values count its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Path as reports show it.
    pub display: String,
    /// Its whole text.
    pub text: Arc<str>,
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Bytes in [`Origin::text`]; none for a value from the command line.
    pub range: Option<Range<usize>>,
}

/// What is said about the canonical manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manager {
    /// Nothing: infer it.
    Infer,
    /// `none`: there is none yet, list everything.
    None,
    /// The canonical module or a type in it.
    Path(Located<String>),
}

impl Manager {
    /// Reads `none` or a path, as in `--manager`.
    ///
    /// # Errors
    /// It is not a path.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        if text == "none" {
            return Ok(Self::None);
        }
        let value = parse_path(text)?;
        Ok(Self::Path(Located { value, range: None }))
    }
}

/// Settings of one rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSettings {
    /// Its level; none keeps the default.
    pub level: Option<Level>,
    /// Files it says nothing about.
    pub exclude: Globs,
    /// Levels for parts of the codebase: the last that holds a file wins.
    pub at: Vec<LevelAt>,
    /// The handle kinds it looks at; none for all.
    pub kinds: Option<Vec<HandleKind>>,
}

/// The level of a rule in some files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelAt {
    /// The files.
    pub paths: Globs,
    /// The level there; `allow` is as if they were excluded.
    pub level: Level,
}

impl RuleSettings {
    /// The level given for the file at `path`, if any is.
    #[must_use]
    pub fn level_at(&self, path: &str) -> Option<Level> {
        self.at.iter().rev().find(|at| at.paths.matches(path)).map(|at| at.level)
    }
}

/// What a handle is. Only these own a way to Redis; guards, builders and configurations do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HandleKind {
    /// A client that opens connections.
    Client,
    /// A connection, multiplexed or not.
    Connection,
    /// A pool of connections.
    Pool,
    /// The manager a generic pool is built from.
    PoolManager,
    /// A subscribing connection.
    Pubsub,
}

impl HandleKind {
    /// All kinds, in the order of their names in DESIGN.
    pub const ALL: [Self; 5] = [Self::Client, Self::Connection, Self::Pool, Self::PoolManager, Self::Pubsub];

    /// The name in a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Connection => "connection",
            Self::Pool => "pool",
            Self::PoolManager => "pool-manager",
            Self::Pubsub => "pubsub",
        }
    }
}

/// A named part of the codebase by which reports sort the remediation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// Its files.
    pub paths: Globs,
    /// 1 is worked on first.
    pub priority: u32,
}

/// Packages with a canonical module of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Its name.
    pub name: String,
    /// Names of its packages.
    pub packages: Globs,
    /// Its canonical manager.
    pub manager: Manager,
}

/// How keys are made. At least one of the two is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Functions, types, macros or modules that build keys.
    pub builders: Vec<Located<String>>,
    /// What every key begins with.
    pub prefix: Option<Located<String>>,
}

/// An in-house client crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The package's name, as a manifest names it.
    pub package: Located<String>,
    /// Types that are handles.
    pub handles: Vec<Handle>,
    /// Functions that open one.
    pub constructors: Vec<Located<String>>,
}

/// A handle type of an in-house client crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle {
    /// Path of the type.
    pub path: Located<String>,
    /// What it is.
    pub kind: HandleKind,
}

impl Config {
    /// Whether `rule` says nothing about the file at `path` (relative to the root, `/` between parts).
    #[must_use]
    pub fn excludes(&self, rule: &str, path: &str) -> bool {
        let is_off =
            |settings: &RuleSettings| settings.exclude.matches(path) || settings.level_at(path) == Some(Level::Allow);
        self.rules.get(rule).is_some_and(is_off)
    }

    /// The area of the file at `path`: of those that hold it the one with the lowest priority number, then the first.
    #[must_use]
    pub fn area_of(&self, path: &str) -> Option<&Area> {
        self.areas.iter().filter(|area| area.paths.matches(path)).min_by_key(|area| area.priority)
    }

    /// The scope of a package; none means the scope of the whole codebase.
    #[must_use]
    pub fn scope_of(&self, package: &str) -> Option<&Scope> {
        self.scopes.iter().find(|scope| scope.packages.matches(package))
    }
}
