//! Manifests: which packages, targets and dependencies a codebase has.
//!
//! Read directly, never through `cargo metadata`: this works where cargo does not (a pinned toolchain that is not
//! installed, nightly-only keys, a missing member) and runs nothing.

mod discover;
pub mod lock;
mod manifest;
mod members;
mod package;
mod paths;
mod select;
pub mod spans;
mod targets;
pub mod version;
mod walk;

use std::collections::BTreeSet;
use std::path::PathBuf;

pub use discover::discover;
pub(crate) use paths::{absolute, normalize};
pub use select::Selection;
pub(crate) use walk::is_skipped;

/// Why there is nothing to analyse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkspaceError {
    /// Neither a path nor a manifest was given.
    #[error("no path given")]
    NoPath,
    /// A given path does not exist.
    #[error("no such file or directory: {}", path.display())]
    NotFound {
        /// As given.
        path: PathBuf,
    },
    /// Nothing in, below or above a given path is a manifest.
    #[error("no Cargo.toml in {}, below it or in a directory above it", path.display())]
    NoManifest {
        /// As given.
        path: PathBuf,
    },
    /// `--manifest-path` names something else.
    #[error("--manifest-path must be the path of a Cargo.toml that exists: {}", path.display())]
    NotAManifest {
        /// As given.
        path: PathBuf,
    },
    /// The workspace has no members.
    #[error("no packages in {}", path.display())]
    NoPackages {
        /// The root.
        path: PathBuf,
    },
    /// A `-p` value that names no package.
    #[error("no package `{spec}` in the codebase{}", nearest.as_ref().map(|name| format!(" (did you mean `{name}`?)")).unwrap_or_default())]
    UnknownPackage {
        /// As given.
        spec: String,
        /// The name most like it.
        nearest: Option<String>,
    },
    /// `--exclude` leaves no package.
    #[error("no package is left to report on: every selected one is excluded")]
    NothingSelected,
}

/// A Rust edition; decides how paths resolve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Edition {
    /// Rust 2015, cargo's default when a manifest names none.
    #[default]
    E2015,
    /// Rust 2018.
    E2018,
    /// Rust 2021.
    E2021,
    /// Rust 2024 and later.
    E2024,
}

/// Everything under the paths the user gave.
#[derive(Debug, Clone, Default)]
pub struct Codebase {
    /// Absolute path that all reported paths are relative to: the workspace root, or the given path when it holds several.
    pub root: PathBuf,
    /// Packages, sorted by manifest path.
    pub packages: Vec<Package>,
    /// Manifests that could not be read or understood; each is reported, the rest is analysed.
    pub problems: Vec<ManifestProblem>,
    /// Things worth a note (a nested workspace that is not part of this one).
    pub notes: Vec<String>,
}

impl Codebase {
    /// The directories that sources may be read from: those of the workspaces, and members' that lie outside theirs.
    /// Sorted; none lies within another.
    #[must_use]
    pub fn roots(&self) -> Vec<PathBuf> {
        let manifests = self.packages.iter().flat_map(|package| [&package.workspace_manifest, &package.manifest_path]);
        let directories: BTreeSet<_> = manifests.filter_map(|path| path.parent()).collect();
        let mut roots: Vec<PathBuf> = Vec::new();
        // In order, a directory comes before what lies in it.
        for directory in directories {
            if !roots.iter().any(|root| directory.starts_with(root)) {
                roots.push(directory.to_path_buf());
            }
        }
        roots
    }
}

/// A manifest, or a part of one, that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestProblem {
    /// Path of the manifest.
    pub path: PathBuf,
    /// What is wrong, one sentence.
    pub message: String,
    /// Byte range in the manifest, where there is one.
    pub range: Option<std::ops::Range<usize>>,
    /// What the manifest speaks of is not there (a sparse checkout, a published package without its examples): worth a note,
    /// since nothing that is there was skipped.
    pub absent: bool,
}

/// One package of the codebase.
#[derive(Debug, Clone)]
pub struct Package {
    /// `package.name`.
    pub name: String,
    /// `package.version`, resolved from the workspace; `0.0.0` when absent, as cargo has it.
    pub version: String,
    /// Absolute path of its `Cargo.toml`.
    pub manifest_path: PathBuf,
    /// Absolute path of the root manifest of the workspace it belongs to (its own for a package alone).
    pub workspace_manifest: PathBuf,
    /// Targets in cargo's order: lib, bins, examples, tests, benches, build script.
    pub targets: Vec<Target>,
    /// Dependencies of all kinds and platforms.
    pub dependencies: Vec<Dependency>,
    /// Whether its findings are reported (`-p`, `--exclude`); it is analysed either way.
    pub selected: bool,
}

impl Package {
    /// Its id as cargo prints it: `path+file:///dir#name@version`, without the name where the directory bears it.
    ///
    /// Source: cargo book, "Package ID Specifications"; this form since cargo 1.77. A test compares it with
    /// `cargo metadata`.
    #[must_use]
    pub fn id(&self) -> String {
        let url = paths::file_url(self.manifest_path.parent().unwrap_or(&self.manifest_path));
        let named = url.rsplit('/').next() == Some(&*self.name);
        let name = if named { String::new() } else { format!("{}@", self.name) };
        format!("path+{url}#{name}{}", self.version)
    }
}

/// What a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TargetKind {
    /// The library (any crate type, proc-macro included).
    Lib,
    /// A binary.
    Bin,
    /// An example.
    Example,
    /// An integration test.
    Test,
    /// A benchmark.
    Bench,
    /// The build script.
    BuildScript,
}

/// One compilation unit of a package.
#[derive(Debug, Clone)]
pub struct Target {
    /// What it is.
    pub kind: TargetKind,
    /// Its name as cargo prints it.
    pub name: String,
    /// Its name in paths: hyphens are underscores.
    pub crate_name: String,
    /// Its crate types as cargo prints them: `lib`, `proc-macro`, `cdylib`, `bin` …; never empty.
    pub crate_types: Vec<String>,
    /// Absolute path of its root source file.
    pub root: PathBuf,
    /// Its edition (the target's own, or the package's).
    pub edition: Edition,
}

impl Target {
    /// Its kinds as cargo prints them (`target.kind` in its JSON): a library's are its crate types.
    #[must_use]
    pub fn kinds(&self) -> Vec<&str> {
        match self.kind {
            TargetKind::Lib => self.crate_types.iter().map(String::as_str).collect(),
            TargetKind::Bin => vec!["bin"],
            TargetKind::Example => vec!["example"],
            TargetKind::Test => vec!["test"],
            TargetKind::Bench => vec!["bench"],
            TargetKind::BuildScript => vec!["custom-build"],
        }
    }

    /// Whether it is a procedural macro.
    #[must_use]
    pub fn is_proc_macro(&self) -> bool {
        self.kind == TargetKind::Lib && self.crate_types.iter().any(|name| name == "proc-macro")
    }
}

/// Which table a dependency stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DependencyKind {
    /// `[dependencies]`.
    Normal,
    /// `[dev-dependencies]`.
    Dev,
    /// `[build-dependencies]`.
    Build,
}

/// One dependency as one package sees it.
#[derive(Debug, Clone)]
pub struct Dependency {
    /// The key in the table: the name before `package =`, with its hyphens.
    pub key: String,
    /// The published package (`package = "…"`, inherited ones resolved).
    pub package: String,
    /// Which table.
    pub kind: DependencyKind,
    /// Absolute directory of a path dependency.
    pub path: Option<PathBuf>,
    /// The version requirement as written, if any (inherited ones resolved).
    pub requirement: Option<String>,
    /// `optional = true`.
    pub optional: bool,
    /// `cfg(…)` or triple of a `[target.….dependencies]` table.
    pub platform: Option<String>,
}

impl Dependency {
    /// The name code uses: the key with underscores, unless the package's library has another name and no rename was made.
    #[must_use]
    pub fn name_in_code(&self) -> String {
        self.key.replace('-', "_")
    }

    /// Whether the manifest renames it (`redis_rs = { package = "redis" }`).
    #[must_use]
    pub fn is_renamed(&self) -> bool {
        self.key != self.package
    }
}
