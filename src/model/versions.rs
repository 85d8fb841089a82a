//! Which version of a client a package of the codebase uses: as its lock file says, or as its manifest asks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::source::Provider;
use crate::workspace::Codebase;
use crate::workspace::lock::Lock;
use crate::workspace::version::{Used, Version};

/// Versions of clients, read from lock files when the first rule asks.
pub struct Versions<'a> {
    provider: &'a dyn Provider,
    codebase: &'a Codebase,
    locks: OnceLock<BTreeMap<PathBuf, Lock>>,
}

impl std::fmt::Debug for Versions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Versions").field("locks", &self.locks).finish_non_exhaustive()
    }
}

impl<'a> Versions<'a> {
    /// Asks the lock files of a codebase.
    #[must_use]
    pub fn new(provider: &'a dyn Provider, codebase: &'a Codebase) -> Self {
        Self { provider, codebase, locks: OnceLock::new() }
    }

    /// What is known about the version of a client that a package of the codebase uses, itself or through another; with `via`, the
    /// version that this client uses in turn.
    #[must_use]
    pub fn of(&self, package: usize, via: Option<&str>, client: &str) -> Option<Used> {
        let user = self.codebase.packages.get(package)?;
        let path: Vec<&str> = [Some(user.name.as_str()), via, Some(client)].into_iter().flatten().collect();
        let locked: Option<Version> = self.lock(&user.workspace_manifest).and_then(|lock| lock.used_by(&path));
        locked.map(Used::Locked).or_else(|| {
            // What another client asks for stands in its manifest, which is not here.
            let asked = user.dependencies.iter().find(|dependency| via.is_none() && dependency.package == client)?;
            Used::required(asked.requirement.as_deref()?)
        })
    }

    fn lock(&self, manifest: &Path) -> Option<&Lock> {
        let locks = self.locks.get_or_init(|| {
            let manifests = self.codebase.packages.iter().map(|package| package.workspace_manifest.clone());
            let read = |manifest: PathBuf| {
                let lock = manifest.parent().map(|folder| Lock::read(self.provider, folder)).unwrap_or_default();
                (manifest, lock)
            };
            let distinct: std::collections::BTreeSet<PathBuf> = manifests.collect();
            distinct.into_iter().map(read).collect()
        });
        locks.get(manifest)
    }
}
