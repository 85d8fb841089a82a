//! From the paths the user gave to the codebase.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::manifest::Manifest;
use super::members::{Bounds, Manifests, Workspace, collect, is_excluded};
use super::package::{self, Root, pointer};
use super::paths::{absolute, common_ancestor, relative};
use super::select::{Selection, select};
use super::walk::{Walk, manifests_below};
use super::{Codebase, ManifestProblem, Package, WorkspaceError};
use crate::source::Provider;

/// How many manifests a note names.
const MAX_NAMED: usize = 5;

/// Reads every workspace that `paths` lie in or hold.
///
/// A path may be a directory, a `Cargo.toml` or any file of a package. From a path inside a package the workspace root
/// is found as cargo finds it; a directory without a manifest stands for all workspaces below it.
///
/// # Errors
/// [`WorkspaceError`]: nothing there to analyse. Manifests that are broken are [`ManifestProblem`]s instead; a codebase
/// of which *no* package could be read still comes back, with its problems.
pub fn discover(provider: &dyn Provider, paths: &[PathBuf], options: &Selection) -> Result<Codebase, WorkspaceError> {
    let starts = starts(provider, paths, options)?;
    let mut finder = Finder::new(provider, &starts);
    let mut roots = BTreeSet::new();
    for start in &starts {
        let mut found: BTreeSet<_> = start.manifests.iter().map(|manifest| finder.root_of(manifest)).collect();
        // A directory of members, `crates/`, stands for the workspace around it, not for what that excludes.
        let around = |root: &PathBuf| root.parent().is_some_and(|root| start.directory.starts_with(root));
        if found.iter().any(around) {
            found.retain(around);
        }
        roots.extend(found);
    }
    let workspaces: Vec<_> = roots.iter().filter_map(|root| finder.workspaces.remove(root)).collect();
    let mut codebase = assemble(provider, &starts, &workspaces);
    codebase.notes.append(&mut finder.notes);
    codebase.notes.extend(starts.iter().filter(|start| start.cut).map(|start| {
        format!(
            "{} holds more directories than are searched for manifests; give narrower paths",
            start.directory.display()
        )
    }));
    codebase.notes.extend(nested(provider, &codebase, &workspaces));
    if codebase.packages.is_empty() && codebase.problems.is_empty() {
        return Err(WorkspaceError::NoPackages { path: codebase.root });
    }
    codebase.notes.extend(select(&mut codebase.packages, options)?);
    Ok(codebase)
}

/// One path the user gave and the manifests it stands for.
struct Start {
    directory: PathBuf,
    manifests: Vec<PathBuf>,
    cut: bool,
}

fn starts(provider: &dyn Provider, paths: &[PathBuf], options: &Selection) -> Result<Vec<Start>, WorkspaceError> {
    let mut starts = Vec::new();
    if let Some(given) = &options.manifest_path {
        let path = absolute(given);
        if path.file_name() != Some("Cargo.toml".as_ref()) || !provider.is_file(&path) {
            return Err(WorkspaceError::NotAManifest { path: given.clone() });
        }
        let directory = path.parent().unwrap_or(&path).to_path_buf();
        starts.push(Start { directory, manifests: vec![path], cut: false });
    }
    for given in paths {
        starts.push(start(provider, given)?);
    }
    if starts.is_empty() { Err(WorkspaceError::NoPath) } else { Ok(starts) }
}

fn start(provider: &dyn Provider, given: &Path) -> Result<Start, WorkspaceError> {
    let path = absolute(given);
    let is_file = provider.is_file(&path);
    if !is_file && !provider.is_directory(&path) {
        return Err(WorkspaceError::NotFound { path: given.to_path_buf() });
    }
    let directory = if is_file { path.parent().unwrap_or(&path).to_path_buf() } else { path.clone() };
    let own = directory.join("Cargo.toml");
    let walk = if provider.is_file(&own) {
        Walk { manifests: vec![own], cut: false }
    } else if is_file {
        Walk::default()
    } else {
        manifests_below(provider, &directory, &BTreeSet::new(), &BTreeSet::new())
    };
    let mut manifests = walk.manifests;
    if manifests.is_empty() {
        let above = directory.ancestors().skip(1).map(|ancestor| ancestor.join("Cargo.toml"));
        manifests.extend(above.into_iter().find(|manifest| provider.is_file(manifest)));
    }
    if manifests.is_empty() {
        return Err(WorkspaceError::NoManifest { path: given.to_path_buf() });
    }
    Ok(Start { directory, manifests, cut: walk.cut })
}

/// Finds workspace roots; reads each manifest and each workspace once.
struct Finder<'a> {
    manifests: Manifests<'a>,
    starts: Vec<PathBuf>,
    workspaces: BTreeMap<PathBuf, Workspace>,
    notes: Vec<String>,
}

impl<'a> Finder<'a> {
    fn new(provider: &'a dyn Provider, starts: &[Start]) -> Self {
        Self {
            manifests: Manifests::new(provider),
            starts: starts.iter().map(|start| start.directory.clone()).collect(),
            workspaces: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    /// The root manifest of the workspace that a manifest belongs to, its own when it belongs to none. Its workspace is
    /// in `self.workspaces` afterwards.
    ///
    /// As cargo does (cargo book, "Workspaces"; `find_workspace_root_with_loader`): its own `[workspace]`, its
    /// `package.workspace`, else the nearest ancestor with a `[workspace]` that does not exclude it.
    fn root_of(&mut self, manifest: &Path) -> PathBuf {
        let read = self.manifests.get(manifest);
        if read.workspace.is_none() {
            let root = pointer(&read).or_else(|| self.ancestor_of(&read));
            // A pointer to nothing is a problem of the package, which is read all the same.
            let root = root.filter(|root| root != manifest && self.manifests.provider.is_file(root));
            if let Some(root) = root {
                if self.workspace(&root).members.contains_key(manifest) {
                    return root;
                }
                let (name, root) = (name_of(&read), relative(read.directory(), &root));
                self.notes.push(format!(
                    "package `{name}` is checked by itself: the workspace of {root} neither has nor excludes it"
                ));
            }
        }
        self.workspace(manifest);
        manifest.to_path_buf()
    }

    fn ancestor_of(&self, manifest: &Manifest) -> Option<PathBuf> {
        let provider = self.manifests.provider;
        let above = manifest.directory().ancestors().skip(1);
        // A package that cargo has unpacked, to verify it or from a registry, is in no workspace around it.
        let above = above.take_while(|path| !path.ends_with("target/package") && !path.ends_with(".cargo"));
        let above = above.map(|directory| directory.join("Cargo.toml"));
        above.filter(|path| provider.is_file(path)).find_map(|path| {
            let ancestor = self.manifests.get(&path);
            if ancestor.workspace.is_some() {
                return (!is_excluded(&ancestor, &manifest.path)).then_some(path);
            }
            pointer(&ancestor)
        })
    }

    fn workspace(&mut self, root: &Path) -> &Workspace {
        let (manifests, starts) = (&self.manifests, &self.starts);
        self.workspaces.entry(root.to_path_buf()).or_insert_with(|| {
            let given = starts.iter().map(PathBuf::as_path).chain(root.parent());
            collect(manifests, root, &Bounds::new(manifests.provider, given))
        })
    }
}

fn name_of(manifest: &Manifest) -> &str {
    let name = manifest.package.as_ref().and_then(|package| package.name.as_ref());
    name.map_or("?", |(name, _)| name)
}

/// Builds the packages of all workspaces, in parallel, in the order of their manifests' paths.
fn assemble(provider: &dyn Provider, starts: &[Start], workspaces: &[Workspace]) -> Codebase {
    let mut members = BTreeMap::new();
    let mut problems = Vec::new();
    for workspace in workspaces {
        problems.extend(workspace.root.problems.iter().cloned());
        problems.extend(workspace.problems.iter().cloned());
        for (path, member) in &workspace.members {
            members.entry(path.clone()).or_insert((member, Arc::clone(&workspace.root)));
        }
    }
    let members: Vec<_> = members.into_values().collect();
    let built: Vec<_> = members.par_iter().map(|(member, root)| build(provider, member, root)).collect();
    let mut packages = Vec::new();
    for (package, found) in built {
        packages.extend(package);
        problems.extend(found);
    }
    let root = root_of(starts, workspaces, &packages);
    let mut notes = Vec::new();
    for workspace in workspaces {
        notes.extend(workspace.notes.iter().cloned());
    }
    Codebase { root, packages, problems: sorted(problems), notes }
}

fn build(
    provider: &dyn Provider,
    (manifest, inherits): &(Arc<Manifest>, Arc<Manifest>),
    root: &Arc<Manifest>,
) -> (Option<Package>, Vec<ManifestProblem>) {
    let (package, mut problems) = package::build(provider, manifest, Root { manifest: inherits });
    if manifest.is_broken {
        problems.clear();
    }
    problems.extend(manifest.problems.iter().cloned());
    // A package alone may depend by path on a member of another workspace; only in one workspace are two roots an error.
    if manifest.workspace.is_some() && manifest.path != root.path && root.workspace.is_some() {
        let message =
            format!("a workspace of its own inside the workspace of {}", relative(manifest.directory(), &root.path));
        problems.push(manifest.problem(message, None));
    }
    (package, problems)
}

/// Sorted by path and place, each once: a root's problem is met by every member.
fn sorted(mut problems: Vec<ManifestProblem>) -> Vec<ManifestProblem> {
    let key = |problem: &ManifestProblem| {
        let range = problem.range.clone().unwrap_or_default();
        (problem.path.clone(), range.start, range.end, problem.message.clone())
    };
    problems.sort_by_cached_key(key);
    problems.dedup_by_key(|problem| key(problem));
    problems
}

/// The directory reports are relative to: the workspace's root; what holds them all where there are several.
fn root_of(starts: &[Start], workspaces: &[Workspace], packages: &[Package]) -> PathBuf {
    let roots: Vec<_> = workspaces.iter().map(|workspace| workspace.root.directory()).collect();
    let directories = packages.iter().filter_map(|package| package.manifest_path.parent());
    match roots.as_slice() {
        // A member may lie outside its root's directory, if its path was given too.
        [root] => common_ancestor(std::iter::once(*root).chain(directories)),
        _ => common_ancestor(roots.iter().copied().chain(starts.iter().map(|start| &*start.directory))),
    }
}

/// A note about manifests below the workspaces that belong to none of them.
fn nested(provider: &dyn Provider, codebase: &Codebase, workspaces: &[Workspace]) -> Option<String> {
    let directories = codebase.packages.iter().filter_map(|package| package.manifest_path.parent());
    let mut through: BTreeSet<_> = directories.map(Path::to_path_buf).collect();
    through.extend(workspaces.iter().map(|workspace| workspace.root.directory().to_path_buf()));
    // Nobody keeps packages below `src`, and most directories are there.
    let prune: BTreeSet<_> = through.iter().map(|directory| directory.join("src")).collect();
    let roots = workspaces.iter().map(|workspace| workspace.root.directory());
    let found: BTreeSet<_> =
        roots.flat_map(|root| manifests_below(provider, root, &through, &prune).manifests).collect();
    let broken = |path: &PathBuf| codebase.problems.iter().any(|problem| problem.path == *path);
    let mut names: Vec<_> =
        found.iter().filter(|path| !broken(path)).map(|path| relative(&codebase.root, path)).collect();
    if names.is_empty() {
        return None;
    }
    let more = names.len().saturating_sub(MAX_NAMED);
    names.truncate(MAX_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!(
        "not part of this workspace and not checked: {}{more}; give their paths to check them",
        names.join(", ")
    ))
}
