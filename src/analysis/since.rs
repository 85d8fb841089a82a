//! `--since`: the same analysis of a commit, and what is new against it.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::{CheckError, Clock, Options, Outcome, analyse, configuration};
use crate::config::Config;
use crate::report::{Finding, Since};
use crate::source::git::{GitError, GitTree};
use crate::workspace::{self, Codebase, Selection, WorkspaceError};

/// A commit to compare with.
pub(super) struct Old {
    revision: String,
    tree: GitTree,
}

/// Opens the commit before anything is analysed, so that a mistake is told at once.
pub(super) fn open(root: &Path, revision: &str) -> Result<Old, CheckError> {
    let failed = |reason: GitError| CheckError::Since { revision: revision.to_owned(), reason };
    Ok(Old { revision: revision.to_owned(), tree: GitTree::open(root, revision).map_err(failed)? })
}

/// Takes the findings that the commit has too out of the report.
///
/// They are compared by fingerprint, as a multiset: of three where there were two, one is new. What a comment silences
/// at the commit is not known: whoever takes the comment away is told.
pub(super) fn compare(outcome: &mut Outcome, options: &Options, old: Old) -> Result<(), CheckError> {
    let (findings, note) = findings(outcome, options, &old.tree)?;
    let mut left: FxHashMap<&str, usize> = FxHashMap::default();
    for finding in &findings {
        *left.entry(finding.fingerprint.as_str()).or_default() += 1;
    }
    let all = std::mem::take(&mut outcome.report.findings);
    let (known, new) = all.into_iter().partition(|finding| match left.get_mut(finding.fingerprint.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    let Old { revision, tree } = old;
    outcome.report.findings = new;
    outcome.report.notes.extend(note);
    outcome.report.since = Some(Since { revision, commit: tree.commit().to_owned(), known });
    Ok(())
}

/// The findings of the commit, and a note where it could not be read as it was.
fn findings(
    outcome: &Outcome,
    options: &Options,
    tree: &GitTree,
) -> Result<(Vec<Finding>, Option<String>), CheckError> {
    let Some(codebase) = codebase(&outcome.codebase, options, tree)? else {
        return Ok((Vec::new(), None));
    };
    let (config, note) = old_configuration(outcome, options, tree, &codebase);
    let old = analyse(options, tree, codebase, config, Clock::start())?;
    Ok((old.report.findings, note))
}

/// The whole codebase at the commit: what was moved from one package to another must be found. None when there was none.
fn codebase(now: &Codebase, options: &Options, tree: &GitTree) -> Result<Option<Codebase>, CheckError> {
    let manifest_path = options.selection.manifest_path.clone();
    // From the root: a path that was given need not have been there.
    let paths: Vec<PathBuf> = if manifest_path.is_some() { Vec::new() } else { vec![now.root.clone()] };
    match workspace::discover(tree, &paths, &Selection { manifest_path, ..Selection::default() }) {
        Ok(codebase) => Ok(Some(codebase)),
        Err(
            WorkspaceError::NotFound { .. }
            | WorkspaceError::NoManifest { .. }
            | WorkspaceError::NotAManifest { .. }
            | WorkspaceError::NoPackages { .. },
        ) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The commit's own configuration. One that cannot be used must not keep anybody from mending it: today's holds then.
fn old_configuration(
    outcome: &Outcome,
    options: &Options,
    tree: &GitTree,
    codebase: &Codebase,
) -> (Config, Option<String>) {
    match configuration(options, tree, codebase) {
        Ok(config) => (config, None),
        Err(error) => {
            let commit = tree.commit().get(..12).unwrap_or(tree.commit());
            let note = format!("the configuration at {commit} cannot be used ({error}); today's is taken for it too");
            (outcome.config.clone(), Some(note))
        }
    }
}
