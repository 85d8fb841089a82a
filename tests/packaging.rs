//! What is published: its files, what it asks of the toolchain, where prebuilt programs are looked for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use cargo_metadata::semver::Version;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn metadata() -> Metadata {
    // What is for other platforms than this one was not downloaded to build.
    let options = vec!["--locked".to_owned()];
    MetadataCommand::new().current_dir(root()).other_options(options).exec().unwrap()
}

/// Packages that an installed program is built of, on any platform: `cargo install` builds no test dependency.
fn installed(metadata: &Metadata) -> Vec<&Package> {
    let resolve = metadata.resolve.as_ref().unwrap();
    let mut pending = vec![resolve.root.clone().unwrap()];
    let mut seen = BTreeSet::new();
    while let Some(id) = pending.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let node = resolve.nodes.iter().find(|node| node.id == id).unwrap();
        let built =
            node.deps.iter().filter(|of| of.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development));
        pending.extend(built.map(|of| of.pkg.clone()));
    }
    metadata.packages.iter().filter(|package| seen.contains(&package.id)).collect()
}

/// The toolchain that `rust-version` promises takes every package that is built. (What our own code uses of the standard
/// library is held to it by `clippy::incompatible_msrv`.)
#[test]
fn no_dependency_asks_for_a_newer_toolchain() {
    let metadata = metadata();
    let own = metadata.root_package().unwrap().rust_version.clone().expect("it is stated");
    let packages = installed(&metadata);
    let asks = |package: &Package| package.rust_version.clone().unwrap_or(Version::new(0, 0, 0));
    let newer: Vec<_> = packages.iter().filter(|package| asks(package) > own).map(|package| &package.name).collect();
    assert!(newer.is_empty(), "these need a newer toolchain than {own}: {newer:?}");
}

#[test]
fn the_package_holds_what_it_is_built_of_and_no_test() {
    let output = Command::new("cargo")
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !talk.contains("warning"), "{talk}");
    let list = String::from_utf8(output.stdout).unwrap();
    let files: BTreeSet<&str> = list.lines().collect();
    for entry in
        walkdir::WalkDir::new(root().join("src")).into_iter().chain(walkdir::WalkDir::new(root().join("rules")))
    {
        let entry = entry.unwrap();
        let file = entry.path().strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        assert!(entry.file_type().is_dir() || files.contains(file.as_str()), "{file} is not in the package");
    }
    for file in
        ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md", "Cargo.lock", "docs/schemas/report.schema.json"]
    {
        assert!(files.contains(file), "{file} is not in the package");
    }
    let foreign = |file: &&&str| ["fixtures/", "tests/", ".ci", "fuzz/"].iter().any(|folder| file.starts_with(folder));
    assert_eq!(files.iter().filter(foreign).count(), 0, "{list}");
}

/// The variables that cargo-binstall 1.x knows in a package's address.
#[test]
fn the_address_of_prebuilt_programs_is_one_that_binstall_reads() {
    let metadata = metadata();
    let binstall = &metadata.root_package().unwrap().metadata["binstall"];
    let known = ["repo", "version", "name", "target", "archive-suffix", "bin", "binary-ext"];
    for key in ["pkg-url", "bin-dir"] {
        let template = binstall[key].as_str().unwrap();
        for part in template.split('{').skip(1) {
            let variable = part.split('}').next().unwrap().trim();
            assert!(known.contains(&variable), "{key}: {{ {variable} }}");
        }
    }
    assert_eq!(binstall["pkg-fmt"], "tgz");
}
