//! Which targets a package has: the explicit ones and those cargo finds by their place.
//!
//! Source: cargo book, "Cargo Targets" (target auto-discovery) and "Package Layout"; for what the book leaves open
//! (names before paths, the 2015 rule, legacy paths, the order) cargo's `targets.rs`, whose order is kept: lib, bins,
//! examples, tests, benches, build scripts, each kind sorted by name.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::manifest::{Build, Manifest, PackageTable, TargetTable};
use super::paths::{normalize, relative};
use super::{Edition, ManifestProblem, Target, TargetKind};
use crate::source::Provider;

/// What the targets of one package are made from.
pub(crate) struct Layout<'a> {
    provider: &'a dyn Provider,
    manifest: &'a Manifest,
    package: &'a PackageTable,
    /// `package.name`.
    name: &'a str,
    edition: Edition,
}

/// A name and the file, absolute, that cargo infers for it.
type Inferred = Vec<(String, PathBuf)>;

impl<'a> Layout<'a> {
    pub(crate) fn new(
        provider: &'a dyn Provider,
        manifest: &'a Manifest,
        package: &'a PackageTable,
        name: &'a str,
        edition: Edition,
    ) -> Self {
        Self { provider, manifest, package, name, edition }
    }

    /// All targets whose root file is there; each of the others is a problem.
    pub(crate) fn targets(&self, problems: &mut Vec<ManifestProblem>) -> Vec<Target> {
        let (manifest, package) = (self.manifest, self.package);
        let mut found: Vec<_> = self.library(problems).into_iter().collect();
        let has_library = !found.is_empty();
        let bins = self.inferred_bins();
        found.extend(self.kind(TargetKind::Bin, &manifest.bins, package.autobins, &bins, has_library, problems));
        for (kind, directory, tables, automatic) in [
            (TargetKind::Example, "examples", &manifest.examples, package.autoexamples),
            (TargetKind::Test, "tests", &manifest.tests, package.autotests),
            (TargetKind::Bench, "benches", &manifest.benches, package.autobenches),
        ] {
            let inferred = self.inferred_in(&self.directory().join(directory));
            found.extend(self.kind(kind, tables, automatic, &inferred, has_library, problems));
        }
        found.extend(self.build_scripts(problems));
        found
    }

    fn directory(&self) -> &Path {
        self.manifest.directory()
    }

    fn library(&self, problems: &mut Vec<ManifestProblem>) -> Option<Target> {
        let default = self.directory().join("src/lib.rs");
        let table = match &self.manifest.lib {
            Some(table) => table.clone(),
            // `autolib = false`, or no library.
            None if self.package.autolib == Some(false) || !self.provider.is_file(&default) => return None,
            None => TargetTable::default(),
        };
        let name = table.name.as_ref().map_or_else(|| self.name.replace('-', "_"), |(name, _)| name.clone());
        let root = match &table.path {
            Some((path, _)) => normalize(&self.directory().join(path)),
            None => self.library_root(&name, default),
        };
        if !self.provider.is_file(&root) {
            problems.push(self.missing(TargetKind::Lib, &name, &[root], range_of(&table)));
            return None;
        }
        let mut target = self.target(TargetKind::Lib, name, root, &table);
        target.crate_types = library_types(&table);
        Some(target)
    }

    /// `src/lib.rs`, or in 2015 `src/<name>.rs`, which cargo still accepts there.
    fn library_root(&self, name: &str, default: PathBuf) -> PathBuf {
        let legacy = self.directory().join("src").join(format!("{name}.rs"));
        if self.edition == Edition::E2015 && !self.provider.is_file(&default) && self.provider.is_file(&legacy) {
            return legacy;
        }
        default
    }

    /// The targets of one kind: explicit tables first, then the inferred ones that neither their name nor their path
    /// names already. In 2015 one explicit table turns inference off unless `auto…` says otherwise.
    fn kind(
        &self,
        kind: TargetKind,
        tables: &Option<Vec<TargetTable>>,
        automatic: Option<bool>,
        inferred: &Inferred,
        has_library: bool,
        problems: &mut Vec<ManifestProblem>,
    ) -> Vec<Target> {
        let explicit = tables.as_deref().unwrap_or_default();
        let mut names = BTreeSet::new();
        let mut paths = BTreeSet::new();
        let mut targets = Vec::new();
        for table in explicit {
            if let Some((path, _)) = &table.path {
                paths.insert(normalize(&self.directory().join(path)));
            }
            let Some(name) = self.explicit_name(kind, table, problems) else {
                continue;
            };
            if !names.insert(name.clone()) {
                problems.push(
                    self.manifest.problem(format!("two {} targets are named `{name}`", label(kind)), range_of(table)),
                );
            }
            targets.extend(self.explicit(kind, name, table, inferred, has_library, problems));
        }
        if automatic.unwrap_or(tables.is_none() || self.edition != Edition::E2015) {
            for (name, root) in inferred {
                if !names.contains(name) && !paths.contains(root) {
                    targets.push(self.target(kind, name.clone(), root.clone(), &TargetTable::default()));
                }
            }
        }
        targets.sort_by(|a, b| (&a.name, &a.root).cmp(&(&b.name, &b.root)));
        targets
    }

    fn explicit_name(
        &self,
        kind: TargetKind,
        table: &TargetTable,
        problems: &mut Vec<ManifestProblem>,
    ) -> Option<String> {
        if let Some((name, _)) = &table.name {
            return Some(name.clone());
        }
        problems
            .push(self.manifest.problem(format!("a {} target has no name", label(kind)), Some(table.range.clone())));
        // Cargo stops here; the code is still read.
        let (path, _) = table.path.as_ref()?;
        Some(Path::new(path).file_stem()?.to_str()?.to_owned())
    }

    fn explicit(
        &self,
        kind: TargetKind,
        name: String,
        table: &TargetTable,
        inferred: &Inferred,
        has_library: bool,
        problems: &mut Vec<ManifestProblem>,
    ) -> Option<Target> {
        let candidates = match &table.path {
            Some((path, _)) => vec![normalize(&self.directory().join(path))],
            None => self.candidates(kind, &name, inferred, has_library),
        };
        let present: Vec<_> = candidates.iter().filter(|path| self.provider.is_file(path)).collect();
        match present.as_slice() {
            [] => {
                problems.push(self.missing(kind, &name, &candidates, range_of(table)));
                None
            }
            [root] => Some(self.target(kind, name, (*root).clone(), table)),
            [root, ..] => {
                let message = format!("the path of {} `{name}` is ambiguous: {}", label(kind), self.list(&candidates));
                problems.push(self.manifest.problem(message, range_of(table)));
                Some(self.target(kind, name, (*root).clone(), table))
            }
        }
    }

    /// Where cargo looks for an explicit target without a path: among the inferred ones of its name, else, in 2015, at
    /// the legacy places; when there is none, the default places, for the message.
    fn candidates(&self, kind: TargetKind, name: &str, inferred: &Inferred, has_library: bool) -> Vec<PathBuf> {
        let found: Vec<_> = inferred.iter().filter(|(other, _)| other == name).map(|(_, path)| path.clone()).collect();
        if found.len() == 1 {
            return found;
        }
        if self.edition == Edition::E2015 {
            let legacy = self.legacy(kind, name, has_library);
            if let Some(path) = legacy.into_iter().find(|path| self.provider.is_file(path)) {
                return vec![path];
            }
        }
        if !found.is_empty() {
            return found;
        }
        let directory = self.directory().join(match kind {
            TargetKind::Example => "examples",
            TargetKind::Test => "tests",
            TargetKind::Bench => "benches",
            TargetKind::Lib | TargetKind::Bin | TargetKind::BuildScript => "src/bin",
        });
        vec![directory.join(format!("{name}.rs")), directory.join(name).join("main.rs")]
    }

    /// Places that only the 2015 edition accepts (`legacy_bin_path` and `legacy_bench_path` in cargo).
    fn legacy(&self, kind: TargetKind, name: &str, has_library: bool) -> Vec<PathBuf> {
        let source = self.directory().join("src");
        match kind {
            TargetKind::Bin => {
                let own = (!has_library).then(|| source.join(format!("{name}.rs")));
                own.into_iter().chain([source.join("main.rs"), source.join("bin/main.rs")]).collect()
            }
            TargetKind::Bench if name == "bench" => vec![source.join("bench.rs")],
            _ => Vec::new(),
        }
    }

    fn inferred_bins(&self) -> Inferred {
        let source = self.directory().join("src");
        let main = source.join("main.rs");
        let own = self.provider.is_file(&main).then(|| (self.name.to_owned(), main));
        own.into_iter().chain(self.inferred_in(&source.join("bin"))).collect()
    }

    /// `*.rs` and `*/main.rs` of a directory; names that begin with a dot are left out.
    fn inferred_in(&self, directory: &Path) -> Inferred {
        let entries = self.provider.entries(directory).into_iter().filter(|(name, _)| !name.starts_with('.'));
        entries
            .filter_map(|(name, is_directory)| {
                let path = directory.join(&name);
                if is_directory {
                    let main = path.join("main.rs");
                    return self.provider.is_file(&main).then_some((name, main));
                }
                let stem = name.strip_suffix(".rs")?.to_owned();
                Some((stem, path))
            })
            .collect()
    }

    fn build_scripts(&self, problems: &mut Vec<ManifestProblem>) -> Vec<Target> {
        let scripts = match &self.package.build {
            Build::Off => Vec::new(),
            Build::Inferred => {
                let there = self.provider.is_file(&self.directory().join("build.rs"));
                there.then(|| ("build.rs".to_owned(), None)).into_iter().collect()
            }
            Build::Scripts(scripts) => {
                scripts.iter().map(|(path, range)| (path.clone(), Some(range.clone()))).collect()
            }
        };
        let mut targets = Vec::new();
        for (script, range) in scripts {
            let root = normalize(&self.directory().join(&script));
            let stem = root.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let name = format!("build-script-{stem}");
            if self.provider.is_file(&root) {
                targets.push(self.target(TargetKind::BuildScript, name, root, &TargetTable::default()));
            } else {
                problems.push(self.missing(TargetKind::BuildScript, &name, &[root], range));
            }
        }
        targets
    }

    fn target(&self, kind: TargetKind, name: String, root: PathBuf, table: &TargetTable) -> Target {
        let crate_types = match kind {
            TargetKind::Example if !table.crate_types.is_empty() => table.crate_types.clone(),
            _ => vec!["bin".to_owned()],
        };
        Target {
            kind,
            crate_name: name.replace('-', "_"),
            name,
            crate_types,
            root,
            edition: table.edition.unwrap_or(self.edition),
        }
    }

    fn missing(
        &self,
        kind: TargetKind,
        name: &str,
        candidates: &[PathBuf],
        range: Option<Range<usize>>,
    ) -> ManifestProblem {
        let message = format!("the root file of {} `{name}` is missing: {}", label(kind), self.list(candidates));
        ManifestProblem { absent: true, ..self.manifest.problem(message, range) }
    }

    fn list(&self, paths: &[PathBuf]) -> String {
        let paths: Vec<_> = paths.iter().map(|path| format!("`{}`", relative(self.directory(), path))).collect();
        paths.join(" or ")
    }
}

/// The crate types of a library as cargo prints them.
fn library_types(table: &TargetTable) -> Vec<String> {
    match table.crate_types.as_slice() {
        [] if table.proc_macro => vec!["proc-macro".to_owned()],
        [] => vec!["lib".to_owned()],
        types => types.to_vec(),
    }
}

/// The bytes that name a target best: its path, else its name, else its table; none for an inferred one.
fn range_of(table: &TargetTable) -> Option<Range<usize>> {
    let named = table.path.as_ref().or(table.name.as_ref());
    let range = named.map_or(&table.range, |(_, range)| range);
    (!range.is_empty()).then(|| range.clone())
}

/// What a kind is called in a sentence.
fn label(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Lib => "library",
        TargetKind::Bin => "binary",
        TargetKind::Example => "example",
        TargetKind::Test => "test",
        TargetKind::Bench => "benchmark",
        TargetKind::BuildScript => "build script",
    }
}
