//! Which manifests make up one workspace.
//!
//! Source: cargo book, "Workspaces" (the `members` and `exclude` fields), and cargo's `workspace.rs` for what it leaves
//! open (`find_path_deps`, `is_excluded`, `members_paths`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::ManifestProblem;
use super::manifest::{Manifest, WorkspaceTable};
use super::package::{Root, path_dependencies};
use super::paths::{has_wildcard, matches, normalize, relative};
use super::walk::is_skipped;
use crate::source::Provider;

/// Manifests, each read once.
pub(crate) struct Manifests<'a> {
    pub(crate) provider: &'a dyn Provider,
    read: Mutex<BTreeMap<PathBuf, Arc<Manifest>>>,
}

impl<'a> Manifests<'a> {
    pub(crate) fn new(provider: &'a dyn Provider) -> Self {
        Self { provider, read: Mutex::default() }
    }

    /// The manifest at a path; one that cannot be read has only a problem.
    pub(crate) fn get(&self, path: &Path) -> Arc<Manifest> {
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        known.unwrap_or_else(|| {
            // Read outside the lock: members are read in parallel.
            let manifest = Arc::new(Manifest::read(self.provider, path));
            let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(read.entry(path.to_path_buf()).or_insert(manifest))
        })
    }
}

/// One workspace, or a package alone.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    pub(crate) root: Arc<Manifest>,
    /// The members by manifest path, each with the manifest it inherits from.
    pub(crate) members: BTreeMap<PathBuf, (Arc<Manifest>, Arc<Manifest>)>,
    pub(crate) problems: Vec<ManifestProblem>,
    pub(crate) notes: Vec<String>,
}

/// The directories that may be read, as given and with symbolic links resolved.
#[derive(Debug, Clone)]
pub(crate) struct Bounds {
    given: Vec<PathBuf>,
    resolved: Vec<PathBuf>,
}

impl Bounds {
    pub(crate) fn new<'p>(provider: &dyn Provider, roots: impl IntoIterator<Item = &'p Path>) -> Self {
        let given: Vec<_> = roots.into_iter().map(Path::to_path_buf).collect();
        Self { resolved: given.iter().filter_map(|root| provider.resolved(root)).collect(), given }
    }

    /// Whether a path lies within by its name.
    fn name(&self, path: &Path) -> bool {
        self.given.iter().chain(&self.resolved).any(|root| path.starts_with(root))
    }

    /// Whether a resolved path lies within.
    fn hold(&self, resolved: &Path) -> bool {
        self.resolved.iter().any(|root| resolved.starts_with(root))
    }
}

/// A manifest that may be a member, and who says so.
struct Candidate {
    manifest: PathBuf,
    /// The manifest that names it and where; a problem is reported there.
    named_by: (Arc<Manifest>, Option<Range<usize>>),
    /// What it is called there; none for the root itself.
    name: Option<Name>,
}

#[derive(Clone)]
enum Name {
    /// An entry of `members`.
    Member(String),
    /// A path dependency.
    Dependency(String),
}

/// Finds the members of the workspace whose root is `root`: the root package, what `members` names, and path
/// dependencies of members that lie inside the root's directory.
///
/// A root without `[workspace]` is a package alone. Its path dependencies inside its directory are taken too: cargo
/// compiles them with it, and they are the user's code.
pub(crate) fn collect(manifests: &Manifests<'_>, root: &Path, bounds: &Bounds) -> Workspace {
    let root = manifests.get(root);
    let mut workspace =
        Workspace { root: Arc::clone(&root), members: BTreeMap::new(), problems: Vec::new(), notes: Vec::new() };
    let mut wave = Vec::new();
    if root.package.is_some() {
        wave.push(Candidate { manifest: root.path.clone(), named_by: (Arc::clone(&root), None), name: None });
    }
    if let Some(table) = &root.workspace {
        explicit(manifests.provider, &root, table, &mut workspace.problems, &mut wave);
    }
    let mut seen = BTreeSet::new();
    while !wave.is_empty() {
        let accepted: Vec<_> = wave
            .drain(..)
            .filter(|candidate| accept(manifests.provider, candidate, &mut workspace, bounds, &mut seen))
            .collect();
        let read: Vec<_> = accepted.into_par_iter().map(|found| read(manifests, &root, &found)).collect();
        for (path, member, next) in read {
            workspace.members.insert(path, member);
            wave.extend(next);
        }
    }
    workspace
}

type Member = (Arc<Manifest>, Arc<Manifest>);

/// Reads a member and lists its path dependencies.
fn read(manifests: &Manifests<'_>, root: &Arc<Manifest>, candidate: &Candidate) -> (PathBuf, Member, Vec<Candidate>) {
    let manifest = manifests.get(&candidate.manifest);
    // A member that is a root itself is an error in cargo; it inherits from its own table all the same.
    let own_root = if manifest.workspace.is_some() { Arc::clone(&manifest) } else { Arc::clone(root) };
    let inherits = Root { manifest: &own_root };
    let next = path_dependencies(&manifest, inherits).map(|(entry, directory)| Candidate {
        manifest: directory.join("Cargo.toml"),
        named_by: (Arc::clone(&manifest), Some(entry.range.clone())),
        name: Some(Name::Dependency(entry.key.clone())),
    });
    let next = next.collect();
    (candidate.manifest.clone(), (manifest, own_root), next)
}

/// Whether a candidate is a new member; says so where it should be one and cannot.
fn accept(
    provider: &dyn Provider,
    candidate: &Candidate,
    workspace: &mut Workspace,
    bounds: &Bounds,
    seen: &mut BTreeSet<PathBuf>,
) -> bool {
    let root = Arc::clone(&workspace.root);
    let directory = candidate.manifest.parent().unwrap_or(&candidate.manifest);
    if matches!(candidate.name, Some(Name::Dependency(_))) && !directory.starts_with(root.directory()) {
        return false;
    }
    if candidate.name.is_some() && is_excluded(&root, &candidate.manifest) {
        return false;
    }
    // By its name first: what lies outside is not even touched.
    if !bounds.name(directory) {
        workspace.notes.push(outside(candidate));
        return false;
    }
    let resolved = provider.resolved(directory).filter(|_| provider.is_file(&candidate.manifest));
    match resolved {
        None => {
            workspace.problems.push(missing(candidate));
            false
        }
        Some(resolved) if !bounds.hold(&resolved) => {
            workspace.notes.push(outside(candidate));
            false
        }
        // A virtual root that lists itself is no member.
        Some(_) if candidate.manifest == root.path && root.package.is_none() => false,
        Some(resolved) => seen.insert(resolved),
    }
}

/// The note about a member that may not be read.
fn outside(candidate: &Candidate) -> String {
    let what = match &candidate.name {
        Some(Name::Dependency(key)) => format!("path dependency `{key}`"),
        Some(Name::Member(name)) => format!("workspace member `{name}`"),
        None => "root package".to_owned(),
    };
    format!("{what} lies outside the workspace's directory and is not read; give its path as well to have it checked")
}

/// The problem of a member that is not there.
fn missing(candidate: &Candidate) -> ManifestProblem {
    let (owner, range) = &candidate.named_by;
    let path = relative(owner.directory(), &candidate.manifest);
    let message = match &candidate.name {
        Some(Name::Dependency(key)) => format!("path dependency `{key}` has no manifest: `{path}` is missing"),
        Some(Name::Member(name)) => format!("workspace member `{name}` has no manifest: `{path}` is missing"),
        None => format!("`{path}` is missing"),
    };
    ManifestProblem { absent: true, ..owner.problem(message, range.clone()) }
}

/// Whether `workspace.exclude` keeps a manifest out: it lies under an excluded path, and under no path that `members`
/// names literally (cargo's `WorkspaceRootConfig::is_excluded`; wildcards are not expanded there, in either list).
pub(crate) fn is_excluded(root: &Manifest, manifest: &Path) -> bool {
    let Some(table) = &root.workspace else {
        return false;
    };
    let under = |path: &String| manifest.starts_with(root.directory().join(path));
    table.exclude.iter().any(under) && !table.members.iter().any(|(path, _)| under(path))
}

/// The members named in `[workspace] members`, wildcards expanded.
fn explicit(
    provider: &dyn Provider,
    root: &Arc<Manifest>,
    table: &WorkspaceTable,
    problems: &mut Vec<ManifestProblem>,
    candidates: &mut Vec<Candidate>,
) {
    for (member, range) in &table.members {
        let directories = if has_wildcard(member) {
            expand(provider, root.directory(), member)
        } else {
            vec![normalize(&root.directory().join(member))]
        };
        if directories.is_empty() {
            problems
                .push(root.problem(format!("workspace member `{member}` matches no directory"), Some(range.clone())));
        }
        candidates.extend(directories.into_iter().map(|directory| Candidate {
            manifest: directory.join("Cargo.toml"),
            named_by: (Arc::clone(root), Some(range.clone())),
            name: Some(Name::Member(member.clone())),
        }));
    }
}

/// The directories a pattern of `members` matches, sorted. Hidden ones match only a pattern that begins with a dot.
fn expand(provider: &dyn Provider, root: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = BTreeSet::from([root.to_path_buf()]);
    for part in Path::new(pattern).components() {
        let part = match part {
            Component::Normal(part) => part.to_string_lossy(),
            Component::CurDir => continue,
            other => {
                found = found.iter().map(|directory| normalize(&directory.join(other))).collect();
                continue;
            }
        };
        found = match &*part {
            "**" => found.iter().flat_map(|directory| descendants(provider, directory)).collect(),
            part if has_wildcard(part) => {
                found.iter().flat_map(|directory| matching(provider, directory, part)).collect()
            }
            part => found.iter().map(|directory| directory.join(part)).collect(),
        };
    }
    // A literal part after a wildcard need not exist everywhere.
    found.into_iter().filter(|directory| provider.is_directory(directory)).collect()
}

fn matching(provider: &dyn Provider, directory: &Path, pattern: &str) -> Vec<PathBuf> {
    let entries = provider.entries(directory).into_iter().filter(|(_, is_directory)| *is_directory);
    let visible = entries.filter(|(name, _)| pattern.starts_with('.') || !name.starts_with('.'));
    visible.filter(|(name, _)| matches(pattern, name)).map(|(name, _)| directory.join(name)).collect()
}

/// A directory and all below it, symbolic links not followed; `**` matches these.
fn descendants(provider: &dyn Provider, directory: &Path) -> Vec<PathBuf> {
    const MAX: usize = 50_000;
    let mut all = vec![directory.to_path_buf()];
    let mut at = 0;
    while let Some(directory) = all.get(at).cloned() {
        at += 1;
        for (name, is_directory) in provider.entries(&directory) {
            let path = directory.join(&name);
            if is_directory && !is_skipped(&name) && all.len() < MAX && !provider.is_link(&path) {
                all.push(path);
            }
        }
    }
    all
}
