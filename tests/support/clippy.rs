//! The compiler's own answer: clippy's `disallowed_methods` with the catalogue's constructors, and `disallowed_types` with
//! its handles.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::fixture::{self, Fixture};

/// A place in a fixture: file (relative to it), line and column, both from 1, columns in chars.
pub(crate) type Site = (String, usize, usize);

/// What clippy finds in a codebase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judged {
    /// Constructors called or taken as values.
    pub(crate) constructors: BTreeSet<Site>,
    /// Mentions of handle types.
    pub(crate) handles: BTreeSet<Site>,
}

/// Paths in all rows of one kind of the catalogue (`constructor`, `handle`) that clippy can name: not those of trait impls.
pub(crate) fn paths(kind: &str) -> BTreeSet<String> {
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
        let rows = table.get(kind).and_then(|rows| rows.as_array());
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
    let mut text = String::new();
    for (key, kind) in [("disallowed-methods", "constructor"), ("disallowed-types", "handle")] {
        text.push_str(&format!("{key} = [\n"));
        for path in paths(kind) {
            // Most crates of the catalogue are no dependency of most fixtures, and a path of an old
            // version is none of the new one.
            text.push_str(&format!("    {{ path = {path:?}, allow-invalid = true }},\n"));
        }
        text.push_str("]\n");
    }
    let file = folder.join("clippy.toml");
    if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
        fs::write(&file, text).unwrap();
    }
    folder
}

/// What clippy finds in a fixture, in all targets of all its workspaces.
pub(crate) fn judge(fixture: &Fixture) -> Judged {
    let mut judged = Judged::default();
    for workspace in &fixture.expected.workspaces {
        let more = judge_workspace(fixture, &fixture.dir.join(workspace), &["--workspace", "--all-targets"], "");
        judged.constructors.extend(more.constructors);
        judged.handles.extend(more.handles);
    }
    judged
}

/// What clippy finds in one workspace of a fixture; what `own` is the library of is left out, since inside a crate its
/// functions are its own code.
pub(crate) fn judge_workspace(fixture: &Fixture, root: &Path, arguments: &[&str], own: &str) -> Judged {
    let mut judged = Judged::default();
    let folder = configuration();
    let mut output = run(root, &folder, arguments, true);
    if !output.status.success() {
        // Perhaps a dependency was never downloaded.
        output = run(root, &folder, arguments, false);
    }
    let messages = fixture::messages(&output.stdout);
    if !output.status.success() {
        let errors: Vec<_> = messages.iter().filter_map(|message| message["message"]["rendered"].as_str()).collect();
        let talk = String::from_utf8_lossy(&output.stderr);
        panic!("{} does not compile:\n{}\n{talk}", fixture.name, errors.concat());
    }
    let foreign = |text: &str| own.is_empty() || !text.contains(&format!("`{own}::"));
    for message in messages.iter().map(|message| &message["message"]) {
        let sites = match message["code"]["code"].as_str() {
            Some("clippy::disallowed_methods") => &mut judged.constructors,
            Some("clippy::disallowed_types") => &mut judged.handles,
            _ => continue,
        };
        if foreign(message["message"].as_str().unwrap_or_default()) {
            sites.extend(primary(message, root, &fixture.dir));
        }
    }
    judged
}

fn run(root: &Path, configuration: &Path, arguments: &[&str], offline: bool) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("fixtures");
    let mut command = Command::new("cargo");
    command
        .args(["clippy", "--quiet", "--message-format=json", "--locked"])
        .args(arguments)
        .args(offline.then_some("--offline"))
        // Old published crates have warnings, and even lints that are errors now.
        .args(["--", "--cap-lints=warn", "--allow=clippy::all"])
        .args(["--warn=clippy::disallowed_methods", "--warn=clippy::disallowed_types"])
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
