//! `--fix`: machine-applicable suggestions become edits of files.
//!
//! Files are written whole or not at all, and only if what comes out still parses; the tree must be clean, so that
//! `git diff` shows what was done and `git checkout` undoes it.

mod plan;
mod tree;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::analysis::{self, CheckError, Options, Outcome};
use crate::atomic;
use crate::position::FileId;
use crate::source::git::GitError;

/// How often is checked and fixed: a fix may uncover another one (rustfix's number).
const ROUNDS: usize = 4;

/// What may be written to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Permit {
    /// `--allow-dirty`: a git tree with uncommitted changes, staged or not.
    pub dirty: bool,
    /// `--allow-staged`: a git tree whose uncommitted changes are all staged.
    pub staged: bool,
    /// `--allow-no-vcs`: files in no git tree.
    pub no_vcs: bool,
}

/// Why nothing (more) was fixed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum FixError {
    /// The check failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Check(#[from] CheckError),
    /// There are changes that a fix would mix with.
    #[error("the working directory has uncommitted changes: {}", shown(files))]
    #[diagnostic(
        code("redis_ssot::fix"),
        help("commit or stash them, or pass `--allow-dirty` (`--allow-staged` when all of them are staged)")
    )]
    Dirty {
        /// As git shows them.
        files: Vec<String>,
    },
    /// Nothing could show or undo what a fix did.
    #[error("{} is in no git repository, so a fix could not be undone", directory.display())]
    #[diagnostic(code("redis_ssot::fix"), help("pass `--allow-no-vcs` to fix it all the same"))]
    NoVcs {
        /// A directory that would be written to.
        directory: PathBuf,
    },
    /// git cannot say whether there are changes.
    #[error("cannot tell whether there are uncommitted changes: {0}")]
    #[diagnostic(code("redis_ssot::fix"))]
    Git(GitError),
    /// A file changed after it was read; it is as it is.
    #[error("{display} was changed while it was checked; nothing more was fixed")]
    #[diagnostic(code("redis_ssot::fix"), help("run the command again"))]
    Changed {
        /// Its path as reports show it.
        display: String,
    },
    /// A file could not be written; it is as it was.
    #[error("cannot write {display}: {reason}")]
    #[diagnostic(code("redis_ssot::fix"))]
    Unwritable {
        /// Its path as reports show it.
        display: String,
        /// Why.
        reason: std::io::Error,
    },
}

/// Checks, applies the machine-applicable suggestions, and checks again; returns what remains, with a note that says
/// what was done.
///
/// # Errors
/// See [`FixError`]. A tree that must not be written to is refused before anything is written, also when nothing is to be
/// fixed.
pub fn fix(options: &Options, permit: Permit) -> Result<Outcome, FixError> {
    let mut outcome = analysis::check(options)?;
    tree::guard(&outcome, permit)?;
    let mut fixed = Fixed::default();
    for _ in 0..ROUNDS {
        let planned = plan::plan(&outcome);
        fixed.refused = planned.refused;
        if planned.files.is_empty() {
            break;
        }
        write(&outcome, &planned.files)?;
        fixed.suggestions += planned.suggestions;
        let paths = planned.files.keys().map(|file| outcome.sources.get(*file).display.clone());
        fixed.files.extend(paths.map(|path| (path, ())));
        outcome = analysis::check(options)?;
    }
    outcome.report.notes.extend(fixed.notes());
    Ok(outcome)
}

/// What was done so far.
#[derive(Default)]
struct Fixed {
    suggestions: usize,
    files: BTreeMap<String, ()>,
    refused: Vec<String>,
}

impl Fixed {
    fn notes(&self) -> Vec<String> {
        let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let mut notes = Vec::new();
        if self.suggestions > 0 {
            notes.push(format!("fixed {} in {}", count(self.suggestions, "finding"), count(self.files.len(), "file")));
        }
        notes.extend(self.refused.iter().map(|display| format!("{display} was not fixed: it would no longer parse")));
        notes
    }
}

/// Writes the new texts, if the old ones are still there.
fn write(outcome: &Outcome, files: &BTreeMap<FileId, String>) -> Result<(), FixError> {
    let is_as_read = |file: &FileId| {
        let source = outcome.sources.get(*file);
        std::fs::read(&source.path).is_ok_and(|bytes| bytes == outcome.sources.stored(*file).as_bytes())
    };
    if let Some(changed) = files.keys().find(|file| !is_as_read(file)) {
        return Err(FixError::Changed { display: outcome.sources.get(*changed).display.clone() });
    }
    for (file, text) in files {
        let source = outcome.sources.get(*file);
        atomic::write(&source.path, text.as_bytes())
            .map_err(|reason| FixError::Unwritable { display: source.display.clone(), reason })?;
    }
    Ok(())
}

/// The first few, and how many more.
fn shown(files: &[String]) -> String {
    const NAMED: usize = 5;
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named: Vec<&str> = files.iter().take(NAMED).map(String::as_str).collect();
    format!("{}{more}", named.join(", "))
}
