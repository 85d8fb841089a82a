//! What runs as one process: each binary with the libraries of the codebase that are linked into it.

use std::collections::BTreeSet;

use crate::workspace::{Codebase, DependencyKind, TargetKind};

/// A program; or a library that no program of the codebase is linked with, and whose users are not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// ``the binary `x` `` or ``the library `x` ``.
    pub what: String,
    /// Its targets: package and target, by number.
    pub targets: BTreeSet<(usize, usize)>,
}

/// All units, in order of their packages.
#[must_use]
pub fn units(codebase: &Codebase) -> Vec<Unit> {
    let mut units = of_kind(codebase, TargetKind::Bin, "binary");
    let linked: BTreeSet<(usize, usize)> = units.iter().flat_map(|unit| unit.targets.iter().copied()).collect();
    let libraries = of_kind(codebase, TargetKind::Lib, "library");
    // A library's own target comes with it, so one that is linked into a program has nothing to add.
    units.extend(libraries.into_iter().filter(|unit| !unit.targets.is_subset(&linked)));
    units
}

fn of_kind(codebase: &Codebase, kind: TargetKind, word: &str) -> Vec<Unit> {
    let targets = codebase.packages.iter().enumerate().flat_map(|(at, package)| {
        let own = package.targets.iter().enumerate().filter(|(_, target)| target.kind == kind);
        own.map(move |(number, target)| ((at, number), target.name.clone()))
    });
    targets
        .map(|(own, name)| {
            let mut targets = BTreeSet::from([own]);
            let mut seen = BTreeSet::new();
            link(codebase, own.0, &mut targets, &mut seen);
            Unit { what: format!("the {word} `{name}`"), targets }
        })
        .collect()
}

/// Adds a package's library and those of the packages it depends on.
fn link(codebase: &Codebase, package: usize, targets: &mut BTreeSet<(usize, usize)>, seen: &mut BTreeSet<usize>) {
    if !seen.insert(package) {
        return;
    }
    let own = &codebase.packages[package];
    targets.extend(own.targets.iter().position(|target| target.kind == TargetKind::Lib).map(|at| (package, at)));
    for dependency in own.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal) {
        let member = dependency.path.as_ref().and_then(|path| {
            codebase.packages.iter().position(|package| package.manifest_path.parent() == Some(path.as_path()))
        });
        if let Some(member) = member {
            link(codebase, member, targets, seen);
        }
    }
}
