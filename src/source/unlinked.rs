//! Rust files that no target reaches: they are not linted, so the user is told of them.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::load::display;
use super::{Provider, Sources};
use crate::workspace::{Codebase, is_skipped};

/// How deep below a package's directory is looked.
const MAX_DEPTH: usize = 64;
/// How many directories are listed at most: a circle that is no symbolic link (a bind mount) must end.
const MAX_DIRECTORIES: usize = 200_000;
/// How many files the note names.
const NAMED: usize = 5;

/// The `.rs` files of the codebase's packages that are not among `reached`, as reports show them, sorted.
///
/// Not looked into: hidden directories, `target`, `node_modules`, directories marked as caches (`CACHEDIR.TAG`), symbolic
/// links, and directories with a manifest of their own, which are other packages or fixtures that look like ones.
#[must_use]
pub fn find(provider: &dyn Provider, codebase: &Codebase, reached: &Sources) -> Vec<String> {
    let mut left = below(provider, codebase);
    let mut elsewhere = Vec::new();
    for (_, file) in reached.iter() {
        if !left.remove(&file.path) {
            elsewhere.push(&file.path);
        }
    }
    if !left.is_empty() {
        // What was reached by another name, through a symbolic link, is reached.
        let resolved: Vec<_> = elsewhere.into_par_iter().filter_map(|path| provider.resolved(path)).collect();
        let resolved: FxHashSet<_> = resolved.into_iter().collect();
        if !resolved.is_empty() {
            left.retain(|path| provider.resolved(path).is_none_or(|path| !resolved.contains(&path)));
        }
    }
    let mut files: Vec<_> = left.iter().map(|path| display(&codebase.root, path)).collect();
    files.sort();
    files
}

/// What the user is told: the first few by name, and how many there are.
#[must_use]
pub fn note(files: &[String]) -> Option<String> {
    let named: Vec<_> = files.iter().take(NAMED).map(|file| format!("`{file}`")).collect();
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (belong, were) = if files.len() == 1 { ("belongs", "was") } else { ("belong", "were") };
    (!files.is_empty()).then(|| format!("{}{more} {belong} to no target and so {were} not checked", named.join(", ")))
}

/// All `.rs` files in the directories of packages.
fn below(provider: &dyn Provider, codebase: &Codebase) -> FxHashSet<PathBuf> {
    let directories = codebase.packages.iter().filter_map(|package| package.manifest_path.parent());
    let mut level: Vec<(PathBuf, bool)> = directories.map(|directory| (directory.to_path_buf(), true)).collect();
    let mut files = FxHashSet::default();
    let mut listed = 0;
    for _ in 0..MAX_DEPTH {
        listed += level.len();
        if level.is_empty() || listed > MAX_DIRECTORIES {
            break;
        }
        let found: Vec<_> =
            level.par_iter().map(|(directory, is_package)| list(provider, directory, *is_package)).collect();
        level.clear();
        for (sources, directories) in found {
            files.extend(sources);
            level.extend(directories.into_iter().map(|directory| (directory, false)));
        }
    }
    files
}

/// The sources of one directory, and the directories to go on with.
fn list(provider: &dyn Provider, directory: &Path, is_package: bool) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let entries = provider.entries(directory);
    let has = |file: &str| entries.iter().any(|(name, is_directory)| !is_directory && name == file);
    if has("CACHEDIR.TAG") || (has("Cargo.toml") && !is_package) {
        return (Vec::new(), Vec::new());
    }
    let (mut files, mut directories) = (Vec::new(), Vec::new());
    for (name, is_directory) in &entries {
        let to = match is_directory {
            true if !is_skipped(name) => &mut directories,
            false if name.ends_with(".rs") && !name.starts_with('.') => &mut files,
            _ => continue,
        };
        let path = directory.join(name);
        if !provider.is_link(&path) {
            to.push(path);
        }
    }
    (files, directories)
}
