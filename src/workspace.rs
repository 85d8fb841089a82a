//! Manifests: which packages, targets and dependencies a codebase has.
//!
//! Read directly, never through `cargo metadata`: this works where cargo does not (a pinned toolchain that is not
//! installed, nightly-only keys, a missing member) and runs nothing.

use std::path::PathBuf;

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

/// A manifest that could not be used.
#[derive(Debug, Clone)]
pub struct ManifestProblem {
    /// Path of the manifest.
    pub path: PathBuf,
    /// What is wrong, one sentence.
    pub message: String,
    /// Byte range in the manifest, where there is one.
    pub range: Option<std::ops::Range<usize>>,
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
    /// Absolute path of its root source file.
    pub root: PathBuf,
    /// Its edition (the target's own, or the package's).
    pub edition: Edition,
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
