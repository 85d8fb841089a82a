//! Packages and targets in cargo's words: the same `package_id` strings, so that our messages and clippy's can share a run.

use std::path::Path;

use serde::Serialize;

use super::text::push_percent;
use super::{Finding, Input};
use crate::workspace::{Edition, Package, Target, TargetKind};

/// A target as cargo's messages describe it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CargoTarget {
    kind: Vec<&'static str>,
    crate_types: Vec<&'static str>,
    name: String,
    src_path: String,
    edition: &'static str,
    doc: bool,
    doctest: bool,
    test: bool,
}

/// Which package and target a message belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Cargo's package id.
    pub package_id: String,
    /// Absolute path of the manifest.
    pub manifest_path: String,
    /// The target.
    pub target: CargoTarget,
}

/// The owner of a finding: its target, or the package whose folder holds the file, or the first package.
pub fn owner(input: &Input<'_>, finding: &Finding) -> Owner {
    let packages = &input.codebase.packages;
    let named = finding.target.and_then(|(package, target)| Some((packages.get(package)?, target)));
    let found = named.or_else(|| enclosing(input, finding).or(packages.first()).map(|package| (package, 0)));
    let Some((package, target)) = found else {
        return nobody(&input.codebase.root);
    };
    Owner {
        package_id: package_id(package),
        manifest_path: package.manifest_path.display().to_string(),
        target: match package.targets.get(target).or(package.targets.first()) {
            Some(target) => cargo_target(target),
            None => placeholder(&package.name, &package.manifest_path),
        },
    }
}

/// The package with the deepest folder that holds the finding's file.
fn enclosing<'a>(input: &Input<'a>, finding: &Finding) -> Option<&'a Package> {
    let file = &input.sources.get(finding.primary.as_ref()?.span.file).path;
    let depth = |package: &Package| package.manifest_path.components().count();
    let holds = |package: &&Package| package.manifest_path.parent().is_some_and(|folder| file.starts_with(folder));
    input.codebase.packages.iter().filter(holds).max_by_key(|package| depth(package))
}

/// Cargo's id of a path package, `path+file:///dir#name@version`; the name is left out where the folder bears it.
#[must_use]
pub fn package_id(package: &Package) -> String {
    let folder = package.manifest_path.parent().unwrap_or(Path::new("/"));
    let url = file_url(folder);
    let bears_name = url.rsplit('/').next() == Some(package.name.as_str());
    let name = if bears_name { String::new() } else { format!("{}@", package.name) };
    format!("path+{url}#{name}{}", package.version)
}

/// A path as the `url` crate writes it: other characters than cargo's escape set stay as they are.
fn file_url(path: &Path) -> String {
    let mut url = "file://".to_owned();
    let path = path.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') {
        url.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"#%<>?^`{}".contains(&byte) {
            url.push(char::from(byte));
        } else {
            push_percent(&mut url, byte);
        }
    }
    url
}

fn cargo_target(target: &Target) -> CargoTarget {
    let (kind, crate_type) = match target.kind {
        TargetKind::Lib => ("lib", "lib"),
        TargetKind::Bin => ("bin", "bin"),
        TargetKind::Example => ("example", "bin"),
        TargetKind::Test => ("test", "bin"),
        TargetKind::Bench => ("bench", "bin"),
        TargetKind::BuildScript => ("custom-build", "bin"),
    };
    CargoTarget {
        kind: vec![kind],
        crate_types: vec![crate_type],
        name: target.name.clone(),
        src_path: target.root.display().to_string(),
        edition: match target.edition {
            Edition::E2015 => "2015",
            Edition::E2018 => "2018",
            Edition::E2021 => "2021",
            Edition::E2024 => "2024",
        },
        doc: matches!(target.kind, TargetKind::Lib | TargetKind::Bin),
        doctest: target.kind == TargetKind::Lib,
        test: matches!(target.kind, TargetKind::Lib | TargetKind::Bin | TargetKind::Test),
    }
}

/// For a package without targets: readers require one.
fn placeholder(name: &str, src_path: &Path) -> CargoTarget {
    CargoTarget {
        kind: vec!["lib"],
        crate_types: vec!["lib"],
        name: name.to_owned(),
        src_path: src_path.display().to_string(),
        edition: "2015",
        doc: false,
        doctest: false,
        test: false,
    }
}

/// For a codebase whose only manifest could not be read.
fn nobody(root: &Path) -> Owner {
    let manifest = root.join("Cargo.toml");
    Owner {
        package_id: format!("path+{}#0.0.0", file_url(root)),
        manifest_path: manifest.display().to_string(),
        target: placeholder("unknown", &manifest),
    }
}
