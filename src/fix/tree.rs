//! Whether a tree may be written to, by cargo's own rule for `cargo fix`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{FixError, Permit};
use crate::analysis::Outcome;
use crate::report::Applicability;
use crate::source::git::{self, Change, GitError};

/// Refuses trees with uncommitted changes and files in no tree, unless they are permitted.
///
/// Asked are the work trees of all files with a suggestion and of the codebase's root: a codebase may span several.
pub(super) fn guard(outcome: &Outcome, permit: Permit) -> Result<(), FixError> {
    if permit.dirty && permit.no_vcs {
        return Ok(());
    }
    let mut tops: BTreeSet<PathBuf> = BTreeSet::new();
    for directory in directories(outcome) {
        match git::top(&directory) {
            Ok(top) => {
                tops.insert(top);
            }
            Err(GitError::NotARepository { .. }) if permit.no_vcs => {}
            Err(GitError::NotARepository { .. }) => return Err(FixError::NoVcs { directory }),
            Err(error) => return Err(FixError::Git(error)),
        }
    }
    let mut files = Vec::new();
    for top in tops.iter().filter(|_| !permit.dirty) {
        let changes = git::changes(top).map_err(FixError::Git)?;
        let dirty = changes.into_iter().filter(|change| !(permit.staged && change.is_staged));
        files.extend(dirty.map(|Change { path, .. }| path));
    }
    if files.is_empty() { Ok(()) } else { Err(FixError::Dirty { files }) }
}

fn directories(outcome: &Outcome) -> BTreeSet<PathBuf> {
    let findings = outcome.report.findings.iter();
    let suggestions = findings.filter_map(|finding| finding.suggestion.as_ref());
    let edits = suggestions
        .filter(|suggestion| suggestion.applicability == Applicability::MachineApplicable)
        .flat_map(|suggestion| &suggestion.edits);
    let parent = |path: &Path| path.parent().map(Path::to_path_buf);
    let mut directories: BTreeSet<PathBuf> =
        edits.filter_map(|(span, _)| parent(&outcome.sources.get(span.file).path)).collect();
    if directories.is_empty() {
        directories.insert(outcome.codebase.root.clone());
    }
    directories
}
