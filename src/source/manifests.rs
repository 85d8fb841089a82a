//! Manifests as files of the codebase: only those that a finding may stand in are read as text.

use super::load::{Loaded, display};
use super::{Provider, SourceFile};
use crate::workspace::{Codebase, Package};

/// Adds the manifests of packages to the files, where they can be read; what cannot was told when it was read first.
pub fn add(provider: &dyn Provider, codebase: &Codebase, loaded: &mut Loaded, wanted: &dyn Fn(&Package) -> bool) {
    for package in codebase.packages.iter().filter(|package| wanted(package)) {
        let path = &package.manifest_path;
        if let Ok(text) = provider.read_text(path) {
            let display = display(&codebase.root, path);
            let file = loaded.sources.add(SourceFile { path: path.clone(), display, text: text.into() });
            loaded.manifests.insert(path.clone(), file);
        }
    }
}
