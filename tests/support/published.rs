//! Published crates that nobody here wrote, in the versions of `tests/corpus/Cargo.toml` and `tests/corpus/all/Cargo.toml`.

use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand};

/// A published crate and where cargo put it.
pub(crate) struct Published {
    /// `name-version`.
    pub(crate) name: String,
    pub(crate) dir: PathBuf,
}

pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The crates a manifest depends on. Their sources are fetched where they are not there yet.
pub(crate) fn crates(manifest: &Path) -> Vec<Published> {
    let metadata = metadata(manifest).unwrap_or_else(|_| {
        let fetched =
            Command::new("cargo").args(["fetch", "--locked", "--manifest-path"]).arg(manifest).status().unwrap();
        assert!(fetched.success(), "cargo could not fetch the corpus");
        metadata(manifest).unwrap()
    });
    let root = metadata.root_package().expect("the corpus is a package");
    let mut crates: Vec<Published> = root
        .dependencies
        .iter()
        .map(|dependency| {
            let package = metadata
                .packages
                .iter()
                .find(|package| *package.name == dependency.name && dependency.req.matches(&package.version))
                .unwrap();
            Published {
                name: format!("{}-{}", package.name, package.version),
                dir: package.manifest_path.parent().unwrap().into(),
            }
        })
        .collect();
    crates.sort_by(|one, other| one.name.cmp(&other.name));
    crates
}

fn metadata(manifest: &Path) -> Result<Metadata, cargo_metadata::Error> {
    let options = vec!["--locked".to_owned(), "--offline".to_owned()];
    MetadataCommand::new().manifest_path(manifest).other_options(options).exec()
}
