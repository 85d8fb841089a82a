//! What was read of a codebase: the files that targets reach, and the facts of those that were parsed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Sources;
use super::needed::is_needed;
use crate::position::{FileId, Span};
use crate::syntax::facts::FileFacts;
use crate::syntax::types::Name;

/// The root of one target, to be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetFiles {
    /// Package and target, by index.
    pub target: (usize, usize),
    /// Its root, if that could be read.
    pub root: Option<FileId>,
    /// Files of `mod x;` and `include!`, by the file and the offset of the module's name or the macro's path.
    pub children: FxHashMap<(FileId, u32), Vec<FileId>>,
}

/// A file that could not be read or parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProblem {
    /// Path relative to the codebase's root.
    pub display: String,
    /// Where: in the file itself for a syntax error, at the declaration for a file that is not there.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: String,
    /// Package and target through which it was reached.
    pub target: (usize, usize),
}

/// All files that targets reach.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Their text.
    pub sources: Sources,
    /// Their facts.
    pub facts: FxHashMap<FileId, Arc<FileFacts>>,
    /// The targets.
    pub targets: Vec<TargetFiles>,
    /// What could not be read.
    pub problems: Vec<FileProblem>,
    /// Modules under a `cfg` that have no file here: generated, or of another platform.
    pub absent: Vec<String>,
    /// Files that were not parsed: they name nothing that leads to a client. Their facts say which files they declare, no more.
    pub skipped: FxHashSet<FileId>,
    /// The macros that those may declare.
    pub macros: FxHashMap<FileId, Vec<Name>>,
    /// Files that were parsed for what others ask of them: they name nothing that leads to a client either.
    pub aside: FxHashSet<FileId>,
    /// The target, by index in `targets`, through which each file was reached first.
    pub owners: Vec<usize>,
    /// Manifests among the files, by their path.
    pub manifests: BTreeMap<PathBuf, FileId>,
}

impl Loaded {
    /// Makes room for so many files more: to grow step by step copies them all several times.
    pub(super) fn reserve(&mut self, more: usize) {
        self.sources.reserve(more);
        self.owners.reserve(more);
        self.facts.reserve(more);
        self.skipped.reserve(more);
    }

    /// Whether a file may hold what rules look for.
    #[must_use]
    pub fn matters(&self, file: FileId) -> bool {
        !self.skipped.contains(&file) && !self.aside.contains(&file)
    }

    /// Whether everything was read.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.skipped.is_empty() && self.aside.is_empty() && self.incomplete().next().is_none()
    }

    /// The files that were parsed, those aside among them.
    pub fn parsed(&self) -> impl Iterator<Item = FileId> + '_ {
        self.facts.keys().copied().filter(|file| !self.skipped.contains(file))
    }

    /// The files of which something was left out, those aside among them.
    pub fn incomplete(&self) -> impl Iterator<Item = FileId> + '_ {
        self.facts.iter().filter(|(_, facts)| !facts.left_out.is_empty()).map(|(file, _)| *file)
    }

    /// Whether something of a file was not read that matters once these bytes of it do.
    #[must_use]
    pub fn lacks(&self, file: FileId, hits: &[u32]) -> bool {
        let lacks = |facts: &Arc<FileFacts>| is_needed(&facts.left_out, hits);
        !hits.is_empty() && (!self.matters(file) || self.facts.get(&file).is_some_and(lacks))
    }

    /// Takes the facts of a file out that was parsed.
    pub(super) fn take(&mut self, file: FileId) -> Option<FileFacts> {
        let facts = self.facts.remove(&file).filter(|_| !self.skipped.contains(&file))?;
        Some(Arc::try_unwrap(facts).unwrap_or_else(|shared| FileFacts::clone(&shared)))
    }

    /// The package through which a file was reached first.
    #[must_use]
    pub fn package(&self, file: FileId) -> usize {
        self.targets[self.owners[file.0 as usize]].target.0
    }
}

/// A file to be parsed, and the bytes at which it names what matters: bodies around them are read.
pub type Needed = (FileId, Vec<u32>);
