//! Manifests as files of the codebase, so that findings can stand in them.

use std::collections::BTreeSet;

use super::load::{Loaded, display};
use super::{Provider, SourceFile};
use crate::workspace::{Codebase, Package};

/// Adds the manifests of `wanted` packages to the files, and those of workspaces, where what has no place of its own is shown.
/// What cannot be read was told when it was read first.
pub fn add(provider: &dyn Provider, codebase: &Codebase, loaded: &mut Loaded, wanted: &dyn Fn(&Package) -> bool) {
    let own = codebase.packages.iter().filter(|package| wanted(package)).map(|package| &package.manifest_path);
    let roots = codebase.packages.iter().map(|package| &package.workspace_manifest);
    for path in own.chain(roots).collect::<BTreeSet<_>>() {
        if let Ok(text) = provider.read_text(path) {
            let display = display(&codebase.root, path);
            let file = loaded.sources.add(SourceFile { path: path.clone(), display, text: text.into() });
            loaded.manifests.insert(path.clone(), file);
        }
    }
}
