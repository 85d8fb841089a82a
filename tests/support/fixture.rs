//! The fixture workspaces under `fixtures/<group>/<name>` and what they expect.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

/// One finding a fixture expects: file (relative to the fixture, `/`-separated), line, rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Marker {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) rule: String,
}

/// A fixture's `expected.toml`, which most fixtures do without.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Expected {
    /// Whether stable rustc takes it. What does not compile has no compiler's answer.
    pub(crate) compiles: bool,
    /// Too much to build every time: only with `REDIS_SSOT_ALL_FIXTURES=1`.
    pub(crate) on_request: bool,
    /// The workspaces of a fixture whose root has no manifest.
    pub(crate) workspaces: Vec<String>,
    /// Rules with findings that have no place in a source.
    pub(crate) codebase: BTreeSet<String>,
    /// Findings in files that cannot carry a marker.
    pub(crate) finding: Vec<Unmarked>,
}

impl Default for Expected {
    fn default() -> Self {
        Self {
            compiles: true,
            on_request: false,
            workspaces: vec![".".to_owned()],
            codebase: BTreeSet::new(),
            finding: Vec::new(),
        }
    }
}

/// A row of `[[finding]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unmarked {
    file: String,
    line: usize,
    rule: String,
}

/// A fixture workspace.
#[derive(Debug)]
pub(crate) struct Fixture {
    /// `group/name`.
    pub(crate) name: String,
    pub(crate) dir: PathBuf,
    pub(crate) expected: Expected,
}

impl Fixture {
    /// Everything the fixture expects in its sources, by markers and by `[[finding]]`.
    pub(crate) fn markers(&self) -> BTreeSet<Marker> {
        let mut markers: BTreeSet<Marker> = self
            .expected
            .finding
            .iter()
            .map(|row| Marker { file: row.file.clone(), line: row.line, rule: row.rule.clone() })
            .collect();
        for entry in walkdir::WalkDir::new(&self.dir).sort_by_file_name() {
            let entry = entry.unwrap();
            let extension = entry.path().extension().and_then(|extension| extension.to_str());
            if !matches!(extension, Some("rs" | "toml" | "in")) {
                continue;
            }
            // A file that is no UTF-8 carries no markers; `[[finding]]` speaks for it.
            let Ok(text) = fs::read_to_string(entry.path()) else {
                continue;
            };
            let file = relative(entry.path(), &self.dir).unwrap();
            for (index, line) in text.lines().enumerate() {
                let Some((up, rules)) = marker_of(line) else {
                    continue;
                };
                let line = (index + 1).checked_sub(up).expect("a marker points above the file");
                markers.extend(rules.map(|rule| Marker { file: file.clone(), line, rule: rule.to_owned() }));
            }
        }
        markers
    }

    /// The text of a line, for messages and for the list of differences.
    pub(crate) fn line(&self, file: &str, line: usize) -> String {
        let bytes = fs::read(self.dir.join(file)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        text.lines().nth(line.wrapping_sub(1)).unwrap_or("").trim().to_owned()
    }
}

/// `//~ rule rule` or `#~ rule`, each `^` one line further up: lines to go up, and the rules.
fn marker_of(line: &str) -> Option<(usize, impl Iterator<Item = &str>)> {
    let at = line.find("//~").map(|at| at + 3).or_else(|| line.find("#~").map(|at| at + 2))?;
    let rest = &line[at..];
    let up = rest.bytes().take_while(|byte| *byte == b'^').count();
    Some((up, rest[up..].split_whitespace()))
}

/// Where the fixtures are.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Names of all fixtures.
pub(crate) fn names() -> BTreeSet<String> {
    let folders = walkdir::WalkDir::new(root()).min_depth(2).max_depth(2).into_iter().map(Result::unwrap);
    folders.filter_map(|entry| relative(entry.path(), &root())).collect()
}

/// All fixtures, by name. `REDIS_SSOT_FIXTURES=disguises/` takes those alone whose name holds it.
pub(crate) fn all() -> Vec<Fixture> {
    let filter = std::env::var("REDIS_SSOT_FIXTURES").unwrap_or_default();
    let mut fixtures = Vec::new();
    for entry in walkdir::WalkDir::new(root()).min_depth(2).max_depth(2).sort_by_file_name() {
        let entry = entry.unwrap();
        let name = relative(entry.path(), &root()).unwrap();
        if !entry.file_type().is_dir() || !name.contains(&filter) {
            continue;
        }
        let expected = match fs::read_to_string(entry.path().join("expected.toml")) {
            Ok(text) => toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")),
            Err(_) => Expected::default(),
        };
        fixtures.push(Fixture { name, dir: entry.path().to_owned(), expected });
    }
    assert!(!fixtures.is_empty(), "no fixture's name holds {filter:?}");
    fixtures
}

/// `path` below `base` with `/` between its parts and `..` taken out; `None` outside `base`.
pub(crate) fn relative(path: &Path, base: &Path) -> Option<String> {
    let mut plain = PathBuf::new();
    for part in base.join(path).components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    let below = plain.strip_prefix(base).ok()?;
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    Some(parts.join("/"))
}

/// The tool, run on a fixture: its messages, or how it failed. `REDIS_SSOT_BIN` names another
/// build of it, a released one say.
pub(crate) fn tool(fixture: &Fixture, arguments: &[&str]) -> Result<Vec<serde_json::Value>, String> {
    let binary = std::env::var_os("REDIS_SSOT_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_cargo-redis-ssot").into());
    let output = std::process::Command::new(binary)
        .arg("check")
        .arg(&fixture.dir)
        .args(arguments)
        .args(["--message-format", "json"])
        .output()
        .unwrap();
    let messages = messages(&output.stdout);
    let finished = messages.iter().any(|message| message["reason"] == "build-finished");
    if finished && matches!(output.status.code(), Some(0 | 1)) {
        return Ok(messages);
    }
    let what = if finished { "" } else { ", no end of the stream" };
    let talk = String::from_utf8_lossy(&output.stderr);
    Err(format!("  the tool failed  {} ({}{what})  {talk}\n", fixture.name, output.status))
}

/// The lines of a cargo message stream.
pub(crate) fn messages(stream: &[u8]) -> Vec<serde_json::Value> {
    stream
        .split(|byte| *byte == b'\n')
        .filter(|line| line.starts_with(b"{"))
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}
