//! One package, from its manifest and the root's: inheritance, then targets.

use std::path::{Path, PathBuf};

use super::manifest::{self, DependencyEntry, Field, Manifest, PackageTable, WorkspaceTable};
use super::paths::{normalize, relative};
use super::targets::Layout;
use super::{Dependency, Edition, ManifestProblem, Package};
use crate::source::Provider;

/// Where a member inherits from.
#[derive(Clone, Copy)]
pub(crate) struct Root<'a> {
    /// The root manifest; the member's own for a package alone.
    pub(crate) manifest: &'a Manifest,
}

impl<'a> Root<'a> {
    fn table(self) -> Option<&'a WorkspaceTable> {
        self.manifest.workspace.as_ref()
    }
}

/// The package of a manifest, if it has one, and what is wrong with it beyond the manifest's own problems.
pub(crate) fn build(
    provider: &dyn Provider,
    manifest: &Manifest,
    root: Root<'_>,
) -> (Option<Package>, Vec<ManifestProblem>) {
    let Some(table) = &manifest.package else {
        return (None, Vec::new());
    };
    let mut problems = Vec::new();
    if let Some(missing) = pointer(manifest).filter(|root| !provider.is_file(root)) {
        let message =
            format!("`package.workspace` leads nowhere: `{}` is missing", relative(manifest.directory(), &missing));
        problems.push(manifest.problem(message, table.workspace.as_ref().map(|(_, range)| range.clone())));
    }
    let name = name(manifest, table);
    let edition = edition(manifest, table, root, &mut problems);
    let version = inherit(manifest, "version", table.version.as_ref(), root, &mut problems);
    let targets = Layout::new(provider, manifest, table, &name, edition).targets(&mut problems);
    // A package that has lost its only target to a problem is not told twice.
    if targets.is_empty() && problems.is_empty() && manifest.problems.is_empty() {
        let message = "no targets: neither `src/lib.rs`, `src/main.rs` nor a `[lib]` or `[[bin]]` section is there";
        problems.push(manifest.problem(message.to_owned(), None));
    }
    let dependencies = manifest.dependencies.iter().map(|entry| dependency(manifest, entry, root, &mut problems));
    let package = Package {
        dependencies: dependencies.collect(),
        name,
        version: version.unwrap_or_else(|| "0.0.0".to_owned()),
        manifest_path: manifest.path.clone(),
        workspace_manifest: root.manifest.path.clone(),
        targets,
        selected: true,
    };
    (Some(package), problems)
}

/// The root manifest that `package.workspace` names.
pub(crate) fn pointer(manifest: &Manifest) -> Option<PathBuf> {
    let (directory, _) = manifest.package.as_ref()?.workspace.as_ref()?;
    Some(normalize(&manifest.directory().join(directory)).join("Cargo.toml"))
}

/// The dependencies of a manifest that say `path = "…"`, inherited ones resolved, with the bytes of their keys.
pub(crate) fn path_dependencies<'a>(
    manifest: &'a Manifest,
    root: Root<'a>,
) -> impl Iterator<Item = (&'a DependencyEntry, PathBuf)> {
    manifest.dependencies.iter().filter_map(move |entry| {
        let (source, base) = declaration(manifest, entry, root)?;
        Some((entry, normalize(&base.join(source.path.as_ref()?))))
    })
}

/// The entry that says where a dependency comes from, its own or the workspace's, and the directory its path starts from.
fn declaration<'a>(
    manifest: &'a Manifest,
    entry: &'a DependencyEntry,
    root: Root<'a>,
) -> Option<(&'a DependencyEntry, &'a Path)> {
    if !entry.inherited {
        return Some((entry, manifest.directory()));
    }
    let source = root.table()?.dependencies.get(&entry.key)?;
    Some((source, root.manifest.directory()))
}

/// `package.name`, or the directory's when it is missing (which is a problem already).
fn name(manifest: &Manifest, table: &PackageTable) -> String {
    table.name.as_ref().map_or_else(
        || manifest.directory().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        |(name, _)| name.clone(),
    )
}

fn edition(manifest: &Manifest, table: &PackageTable, root: Root<'_>, problems: &mut Vec<ManifestProblem>) -> Edition {
    let Some(name) = inherit(manifest, "edition", table.edition.as_ref(), root, problems) else {
        return Edition::default();
    };
    let (edition, known) = manifest::edition(&name);
    if !known {
        // An inherited one stands in the root, and is reported there once for all members.
        let (owner, range) = match (&table.edition, root.table().and_then(|table| table.edition.as_ref())) {
            (Some(Field::Inherited(_)), Some((_, range))) => (root.manifest, range.clone()),
            (Some(Field::Own((_, range)) | Field::Inherited(range)), _) => (manifest, range.clone()),
            (None, _) => return edition,
        };
        problems.push(owner.problem(manifest::unknown_edition(&name), Some(range)));
    }
    edition
}

/// The value of a key that may be inherited from `[workspace.package]` (cargo book, "Workspaces").
fn inherit(
    manifest: &Manifest,
    key: &str,
    field: Option<&Field>,
    root: Root<'_>,
    problems: &mut Vec<ManifestProblem>,
) -> Option<String> {
    let range = match field? {
        Field::Own((value, _)) => return Some(value.clone()),
        Field::Inherited(range) => range,
    };
    let table = root.table();
    let value = table.and_then(|table| if key == "version" { table.version.as_ref() } else { table.edition.as_ref() });
    if value.is_none() {
        let message = format!("`package.{key}` is inherited, but the workspace has no `workspace.package.{key}`");
        problems.push(manifest.problem(message, Some(range.clone())));
    }
    value.map(|(value, _)| value.clone())
}

/// A dependency with what it inherits: all but `optional`, which is the member's own (cargo book, "Inheriting a
/// dependency from a workspace").
fn dependency(
    manifest: &Manifest,
    entry: &DependencyEntry,
    root: Root<'_>,
    problems: &mut Vec<ManifestProblem>,
) -> Dependency {
    let declared = declaration(manifest, entry, root);
    if declared.is_none() {
        let message = format!("`{}` is inherited, but `workspace.dependencies` has no such entry", entry.key);
        problems.push(manifest.problem(message, Some(entry.range.clone())));
    }
    // One that is declared nowhere is still taken for the package of its name: its uses can be seen.
    let (source, base) = declared.unwrap_or((entry, manifest.directory()));
    Dependency {
        key: entry.key.clone(),
        package: source.package.clone().unwrap_or_else(|| entry.key.clone()),
        kind: entry.kind,
        path: source.path.as_ref().map(|path| normalize(&base.join(path))),
        requirement: source.version.clone(),
        optional: entry.optional,
        platform: entry.platform.clone(),
    }
}
