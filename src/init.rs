//! `init`: a first configuration that pins what was inferred, and the lines that put the tool into hooks and CI.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use crate::atomic;
use crate::config::{self, Section};

mod areas;
mod pre_commit;

pub use areas::areas_of;
pub use pre_commit::{Hook, PRE_COMMIT_FILE, add_hook};

/// What a look at the codebase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The codebase's root, where the configuration goes.
    pub root: PathBuf,
    /// Path of the canonical module or manager; none when no choice is clear.
    pub manager: Option<String>,
    /// Why it, or why none; one sentence each, without a full stop.
    pub reasons: Vec<String>,
    /// The other paths that were considered, the likeliest first.
    pub candidates: Vec<String>,
    /// Parts of the codebase worth a name.
    pub areas: Vec<FoundArea>,
    /// Findings at deny level, today.
    pub errors: usize,
}

/// A part of the codebase that a report may sort by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundArea {
    /// Its name.
    pub name: String,
    /// Its files, as patterns.
    pub paths: Vec<String>,
    /// 1 is worked on first.
    pub priority: u32,
}

/// Why there is no new configuration. Nothing was written.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum InitError {
    /// There is one.
    #[error("{} is there already", path.display())]
    #[diagnostic(code("redis_ssot::init"), help("`--force` overwrites it, `--dry-run` shows what would be written"))]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The manifest holds one; a second would be a conflict.
    #[error("{} holds a configuration already: `{table}`", path.display())]
    #[diagnostic(code("redis_ssot::init"), help("keep it, or delete that table first"))]
    InManifest {
        /// The manifest.
        path: PathBuf,
        /// The table's name.
        table: &'static str,
    },
    /// The system refused.
    #[error("cannot write {}: {reason}", path.display())]
    #[diagnostic(code("redis_ssot::init"))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: io::Error,
    },
}

/// A CI whose step `init` can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ci {
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
}

impl Ci {
    /// All of them, in the order help lists them.
    pub const ALL: [Self; 2] = [Self::Github, Self::Gitlab];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Gitlab => "gitlab",
        }
    }

    /// The step (GitHub) or job (GitLab) that runs the gate, with the baseline where there is one.
    #[must_use]
    pub fn step(self, baseline: bool) -> String {
        let known = if baseline { format!(" --baseline {}", crate::baseline::FILE_NAME) } else { String::new() };
        match self {
            Self::Github => format!(
                "      - run: cargo install --locked cargo-redis-ssot\n      - run: cargo redis-ssot check --message-format github{known}\n"
            ),
            Self::Gitlab => format!(
                "redis-ssot:\n  image: rust\n  script:\n    - cargo install --locked cargo-redis-ssot\n    - cargo redis-ssot check --message-format gitlab --output gl-code-quality-report.json{known}\n  artifacts:\n    when: always\n    reports:\n      codequality: gl-code-quality-report.json\n"
            ),
        }
    }
}

/// The text of the configuration.
#[must_use]
pub fn render(found: &Found) -> String {
    let mut out = String::from("# Configuration of cargo-redis-ssot. `cargo redis-ssot explain` lists the rules.\n\n");
    manager(&mut out, found);
    out.push_str(
        "\n# Functions that may build the manager, such as the one that starts the program.\n\
         # composition-roots = [\"my_server::run\"]\n\
         \n# The highest level of a finding in tests: allow | warn | deny.\n\
         tests = \"warn\"\n\
         \n# Levels by rule, and files a rule says nothing about.\n\
         # [rules]\n\
         # hardcoded-url = \"allow\"\n\
         # direct-construction = { level = \"deny\", exclude = [\"src/bin/probe.rs\"] }\n",
    );
    areas(&mut out, &found.areas);
    out
}

/// Writes the configuration into the codebase's root and returns its path.
///
/// # Errors
/// See [`InitError`]; without `force` an existing file is never overwritten.
pub fn write(found: &Found, force: bool) -> Result<PathBuf, InitError> {
    let manifest = found.root.join("Cargo.toml");
    if let Some(table) = configured_in(&manifest) {
        return Err(InitError::InManifest { path: manifest, table });
    }
    let path = found.root.join(config::FILE_NAME);
    let text = render(found);
    let result = if force { atomic::write(&path, text.as_bytes()) } else { atomic::create(&path, text.as_bytes()) };
    match result {
        Ok(()) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(InitError::Exists { path }),
        Err(reason) => Err(InitError::Unwritable { path, reason }),
    }
}

/// The table of the manifest that holds a configuration.
fn configured_in(manifest: &Path) -> Option<&'static str> {
    let text = std::fs::read_to_string(manifest).ok()?;
    [Section::Workspace, Section::Package]
        .into_iter()
        .find(|section| config::holds(&text, *section))
        .map(Section::table_name)
}

fn manager(out: &mut String, found: &Found) {
    out.push_str("# The one module that may own Redis clients, pools and connections, or a type in it.\n");
    for reason in &found.reasons {
        comment(out, reason);
    }
    match &found.manager {
        Some(path) => {
            let _ = writeln!(out, "manager = {}", quoted(path));
            if !found.candidates.is_empty() {
                comment(out, "Also considered:");
            }
        }
        None => {
            comment(out, "No choice is clear. Take one of these, or \"none\" to list everything:");
            if found.candidates.is_empty() {
                comment(out, "manager = \"none\"");
            }
        }
    }
    for candidate in &found.candidates {
        comment(out, &format!("manager = {}", quoted(candidate)));
    }
}

fn areas(out: &mut String, areas: &[FoundArea]) {
    out.push_str("\n# Parts of the codebase by which reports sort what is to be done, 1 first.\n");
    if areas.is_empty() {
        out.push_str("# [[area]]\n# name = \"websocket\"\n# paths = [\"src/ws/**\"]\n# priority = 1\n");
    }
    for (at, area) in areas.iter().enumerate() {
        let paths: Vec<String> = area.paths.iter().map(|path| quoted(path)).collect();
        let gap = if at == 0 { "" } else { "\n" };
        let _ = write!(
            out,
            "{gap}[[area]]\nname = {}\npaths = [{}]\npriority = {}\n",
            quoted(&area.name),
            paths.join(", "),
            area.priority
        );
    }
}

fn comment(out: &mut String, text: &str) {
    for line in text.lines() {
        // TOML forbids control characters in comments.
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        let _ = writeln!(out, "# {line}");
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
