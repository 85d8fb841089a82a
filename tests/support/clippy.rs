//! The compiler's own answer: clippy's `disallowed_methods` with the catalogue's constructors.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::fixture::{self, Fixture};

/// A place in a fixture: file (relative to it), line and column, both from 1, columns in chars.
pub(crate) type Site = (String, usize, usize);

/// Paths of all constructors of the catalogue that clippy can name: not those of trait impls.
pub(crate) fn constructors() -> BTreeSet<String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/clients");
    let mut paths = BTreeSet::new();
    for entry in fs::read_dir(&rules).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let lib = table["lib"].as_str().unwrap();
        let rows = table.get("constructor").and_then(|rows| rows.as_array());
        for row in rows.into_iter().flatten() {
            let name = row["path"].as_str().unwrap();
            if !name.starts_with('<') {
                paths.insert(format!("{lib}::{name}"));
            }
        }
    }
    paths
}

/// Writes the `clippy.toml` and returns the folder it is in. It is left alone when nothing
/// changed, so that cargo need not check the fixtures again.
fn configuration() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clippy");
    fs::create_dir_all(&folder).unwrap();
    let mut text = String::from("disallowed-methods = [\n");
    for path in constructors() {
        // Most crates of the catalogue are no dependency of most fixtures, and a path of an old
        // version is none of the new one.
        text.push_str(&format!("    {{ path = {path:?}, allow-invalid = true }},\n"));
    }
    text.push_str("]\n");
    let file = folder.join("clippy.toml");
    if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
        fs::write(&file, text).unwrap();
    }
    folder
}

/// The sites clippy finds in a fixture, in all targets of all its workspaces.
pub(crate) fn sites(fixture: &Fixture) -> BTreeSet<Site> {
    let folder = configuration();
    let mut sites = BTreeSet::new();
    for workspace in &fixture.expected.workspaces {
        let root = fixture.dir.join(workspace);
        let mut output = run(&root, &folder, true);
        if !output.status.success() {
            // Perhaps a dependency was never downloaded.
            output = run(&root, &folder, false);
        }
        let messages = fixture::messages(&output.stdout);
        if !output.status.success() {
            let errors: Vec<_> =
                messages.iter().filter_map(|message| message["message"]["rendered"].as_str()).collect();
            let talk = String::from_utf8_lossy(&output.stderr);
            panic!("{} does not compile:\n{}\n{talk}", fixture.name, errors.concat());
        }
        for message in &messages {
            let message = &message["message"];
            if message["code"]["code"] == "clippy::disallowed_methods" {
                sites.extend(primary(message, &root, &fixture.dir));
            }
        }
    }
    sites
}

fn run(root: &Path, configuration: &Path, offline: bool) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("fixtures");
    let mut command = Command::new("cargo");
    command
        .args(["clippy", "--quiet", "--workspace", "--all-targets", "--message-format=json"])
        .arg("--locked")
        .args(offline.then_some("--offline"))
        .args(["--", "--allow=clippy::all", "--warn=clippy::disallowed_methods"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env("CLIPPY_CONF_DIR", configuration)
        // What the surrounding build wants is none of the fixtures' business.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CLIPPY_ARGS")
        .env_remove("RUSTC_WORKSPACE_WRAPPER");
    command.output().unwrap()
}

/// The primary spans of a message that lie in the fixture, as sites. A span in code of another
/// crate's macro stands for the macro's use.
fn primary(message: &Value, root: &Path, fixture: &Path) -> Vec<Site> {
    let spans = message["spans"].as_array().unwrap();
    spans.iter().filter(|span| span["is_primary"] == true).filter_map(|span| site(span, root, fixture)).collect()
}

/// The site a span of a cargo message stands for; `root` is what its file name is relative to.
pub(crate) fn site(span: &Value, root: &Path, fixture: &Path) -> Option<Site> {
    let mut span = span;
    loop {
        let file = root.join(span["file_name"].as_str()?);
        if let Some(file) = fixture::relative(&file, fixture)
            && fixture.join(&file).is_file()
        {
            let line = usize::try_from(span["line_start"].as_u64()?).ok()?;
            let column = usize::try_from(span["column_start"].as_u64()?).ok()?;
            return Some((file, line, column));
        }
        span = span.get("expansion")?.get("span")?;
    }
}
