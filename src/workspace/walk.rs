//! Walking directories for manifests, bounded and never through a symbolic link.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::source::Provider;

/// How deep below the start the walk goes.
const MAX_DEPTH: usize = 64;
/// How many directories one walk lists at most.
const MAX_DIRECTORIES: usize = 200_000;

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Manifests, sorted; none below another one unless the walk was told to go on there.
    pub(crate) manifests: Vec<PathBuf>,
    /// Whether a bound was met, so that there may be more.
    pub(crate) cut: bool,
}

/// The topmost manifests below `start`. The walk goes on below the directories of `through`, and not into `prune`.
///
/// Skipped: hidden directories, `target`, `node_modules`, directories marked as caches by a `CACHEDIR.TAG`
/// (<https://bford.info/cachedir/>; cargo writes one into its target directory), symbolic links.
pub(crate) fn manifests_below(
    provider: &dyn Provider,
    start: &Path,
    through: &BTreeSet<PathBuf>,
    prune: &BTreeSet<PathBuf>,
) -> Walk {
    let mut walk = Walk::default();
    let mut level = vec![start.to_path_buf()];
    let mut listed = 0;
    for _ in 0..MAX_DEPTH {
        if level.is_empty() {
            break;
        }
        listed += level.len();
        if listed > MAX_DIRECTORIES {
            walk.cut = true;
            break;
        }
        let found: Vec<_> = level.par_iter().map(|directory| step(provider, directory, through, prune)).collect();
        level.clear();
        for (manifest, below) in found {
            walk.manifests.extend(manifest);
            level.extend(below);
        }
    }
    walk.cut |= !level.is_empty();
    walk.manifests.sort();
    walk
}

/// One directory: its manifest, if it counts, and the directories to go on with.
fn step(
    provider: &dyn Provider,
    directory: &Path,
    through: &BTreeSet<PathBuf>,
    prune: &BTreeSet<PathBuf>,
) -> (Option<PathBuf>, Vec<PathBuf>) {
    let entries = provider.entries(directory);
    let has = |file: &str| entries.iter().any(|(name, is_directory)| !is_directory && name == file);
    if has("CACHEDIR.TAG") {
        return (None, Vec::new());
    }
    if has("Cargo.toml") && !through.contains(directory) {
        return (Some(directory.join("Cargo.toml")), Vec::new());
    }
    let below = entries.iter().filter(|(name, is_directory)| *is_directory && !is_skipped(name));
    let below = below.map(|(name, _)| directory.join(name));
    (None, below.filter(|path| !prune.contains(path) && !provider.is_link(path)).collect())
}

/// Directories that hold no sources of the user's.
pub(crate) fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || name == "target" || name == "node_modules"
}
