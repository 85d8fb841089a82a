//! One `Cargo.toml`, read leniently: what cannot be understood becomes a [`ManifestProblem`], the rest is kept.
//!
//! Read from `toml`'s spanned tree rather than into typed structs (`cargo_toml`), because a gate needs what those throw
//! away: the byte range of each wrong value, the requirement as written, whether `autobins` was set or defaulted (the
//! 2015 rule depends on it), the `dev_dependencies` spelling. And one unknown edition or profile value must not cost
//! the whole manifest. Keys that are not read here, nightly ones included, are nobody's business.

mod reader;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use self::reader::Reader;
use super::{DependencyKind, Edition, ManifestProblem};
use crate::source::{Provider, ReadError};

/// A value and the bytes it stands in.
pub(crate) type At<T> = (T, Range<usize>);

/// A key of `[package]` that may say `workspace = true`.
#[derive(Debug, Clone)]
pub(crate) enum Field {
    /// Its own value.
    Own(At<String>),
    /// Taken from `[workspace.package]`.
    Inherited(Range<usize>),
}

/// One manifest as written; nothing is inherited or inferred yet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manifest {
    /// Absolute path of the file.
    pub(crate) path: PathBuf,
    /// `[package]`, or `[project]`, its name before Rust 1.0.
    pub(crate) package: Option<PackageTable>,
    /// `[workspace]`.
    pub(crate) workspace: Option<WorkspaceTable>,
    /// `[lib]`.
    pub(crate) lib: Option<TargetTable>,
    /// `[[bin]]`; none when the key is absent, which is not the same as empty.
    pub(crate) bins: Option<Vec<TargetTable>>,
    /// `[[example]]`.
    pub(crate) examples: Option<Vec<TargetTable>>,
    /// `[[test]]`.
    pub(crate) tests: Option<Vec<TargetTable>>,
    /// `[[bench]]`.
    pub(crate) benches: Option<Vec<TargetTable>>,
    /// Dependencies of all kinds and platforms.
    pub(crate) dependencies: Vec<DependencyEntry>,
    /// Whether its syntax is broken: what was read of it counts, but what is missing in it says nothing.
    pub(crate) is_broken: bool,
    /// What could not be understood.
    pub(crate) problems: Vec<ManifestProblem>,
}

/// `[package]`.
#[derive(Debug, Clone, Default)]
pub(crate) struct PackageTable {
    pub(crate) name: Option<At<String>>,
    pub(crate) version: Option<Field>,
    pub(crate) edition: Option<Field>,
    /// `package.workspace`: the directory of the root.
    pub(crate) workspace: Option<At<String>>,
    pub(crate) build: Build,
    pub(crate) autolib: Option<bool>,
    pub(crate) autobins: Option<bool>,
    pub(crate) autoexamples: Option<bool>,
    pub(crate) autotests: Option<bool>,
    pub(crate) autobenches: Option<bool>,
}

/// `package.build`.
#[derive(Debug, Clone, Default)]
pub(crate) enum Build {
    /// Absent: `build.rs`, if it stands there.
    #[default]
    Inferred,
    /// `false`.
    Off,
    /// These files (several are nightly only).
    Scripts(Vec<At<String>>),
}

/// `[workspace]`.
#[derive(Debug, Clone, Default)]
pub(crate) struct WorkspaceTable {
    pub(crate) members: Vec<At<String>>,
    pub(crate) exclude: Vec<String>,
    /// `workspace.package.version`.
    pub(crate) version: Option<At<String>>,
    /// `workspace.package.edition`.
    pub(crate) edition: Option<At<String>>,
    /// `workspace.dependencies` by key: every member looks up many.
    pub(crate) dependencies: BTreeMap<String, DependencyEntry>,
}

/// `[lib]` or one `[[bin]]`, `[[example]]`, `[[test]]`, `[[bench]]`.
#[derive(Debug, Clone, Default)]
pub(crate) struct TargetTable {
    pub(crate) name: Option<At<String>>,
    pub(crate) path: Option<At<String>>,
    pub(crate) edition: Option<Edition>,
    pub(crate) proc_macro: bool,
    pub(crate) crate_types: Vec<String>,
    /// The bytes of the table.
    pub(crate) range: Range<usize>,
}

/// One entry of a dependency table.
#[derive(Debug, Clone)]
pub(crate) struct DependencyEntry {
    pub(crate) key: String,
    pub(crate) kind: DependencyKind,
    pub(crate) platform: Option<String>,
    /// `workspace = true`.
    pub(crate) inherited: bool,
    pub(crate) version: Option<String>,
    pub(crate) package: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) optional: bool,
    /// The bytes of the key.
    pub(crate) range: Range<usize>,
}

impl Manifest {
    /// Reads the manifest at `path`; never fails, an unreadable one has only problems.
    pub(crate) fn read(provider: &dyn Provider, path: &Path) -> Self {
        match provider.read_text(path) {
            Ok(text) => Self::parse(path, &text),
            Err(error) => {
                Self { path: path.to_path_buf(), problems: vec![unreadable(path, &error)], ..Self::default() }
            }
        }
    }

    /// Understands as much of `text` as there is to understand.
    pub(crate) fn parse(path: &Path, text: &str) -> Self {
        let (document, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader { path, problems: Vec::new() };
        // Later syntax errors are often echoes of the first.
        if let Some(error) = errors.first() {
            reader.problem(error.message().trim().to_owned(), error.span());
        }
        let mut manifest = reader.manifest(document.get_ref());
        manifest.is_broken = !errors.is_empty();
        if manifest.is_broken {
            // The parser's repairs are nobody's mistakes.
            reader.problems.truncate(1);
        } else if manifest.package.is_none() && manifest.workspace.is_none() {
            reader.problem("neither `[package]` nor `[workspace]` is in it".to_owned(), None);
        }
        manifest.path = path.to_path_buf();
        manifest.problems = reader.problems;
        manifest
    }

    /// The directory it stands in.
    pub(crate) fn directory(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// A problem of this manifest.
    pub(crate) fn problem(&self, message: String, range: Option<Range<usize>>) -> ManifestProblem {
        ManifestProblem { path: self.path.clone(), message, range, absent: false }
    }
}

/// The problem of a manifest that could not be read at all.
fn unreadable(path: &Path, error: &ReadError) -> ManifestProblem {
    ManifestProblem {
        path: path.to_path_buf(),
        message: format!("cannot be read: {error}"),
        range: None,
        absent: false,
    }
}

/// The edition of a name; an unknown one is taken for the newest that is known, and said to be unknown.
pub(crate) fn edition(name: &str) -> (Edition, bool) {
    match name {
        "2015" => (Edition::E2015, true),
        "2018" => (Edition::E2018, true),
        "2021" => (Edition::E2021, true),
        "2024" => (Edition::E2024, true),
        _ => (Edition::E2024, false),
    }
}

/// The dependency tables and their spellings, the preferred one first.
pub(crate) const DEPENDENCY_TABLES: &[(DependencyKind, &[&str])] = &[
    (DependencyKind::Normal, &["dependencies"]),
    (DependencyKind::Dev, &["dev-dependencies", "dev_dependencies"]),
    (DependencyKind::Build, &["build-dependencies", "build_dependencies"]),
];

/// What is said of an edition nobody knows.
pub(crate) fn unknown_edition(name: &str) -> String {
    format!("unknown edition `{name}`; read as 2024")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Manifest {
        Manifest::parse(Path::new("/w/Cargo.toml"), text)
    }

    fn messages(manifest: &Manifest, text: &str) -> Vec<(String, String)> {
        let slice = |problem: &ManifestProblem| problem.range.clone().map(|range| text[range].to_owned());
        manifest.problems.iter().map(|p| (p.message.clone(), slice(p).unwrap_or_default())).collect()
    }

    #[test]
    fn wrong_types_are_named_where_they_stand_and_the_rest_is_kept() {
        let text = "[package]\nname = \"a\"\nedition = 2021\nautobins = \"no\"\n[dependencies]\nredis = 1\nfred = { version = \"9\", package = 3 }\n";
        let manifest = parse(text);
        let expected = [
            ("`package.edition` must be a string or `{ workspace = true }`, not an integer", "2021"),
            ("`package.autobins` must be a boolean, not a string", "\"no\""),
            ("`fred.package` must be a string, not an integer", "3"),
            ("`redis` must be a version or a table, not an integer", "1"),
        ];
        let expected: Vec<_> = expected.map(|(m, s)| (m.to_owned(), s.to_owned())).into();
        assert_eq!(messages(&manifest, text), expected);
        let keys: Vec<_> = manifest.dependencies.iter().map(|d| (&*d.key, d.version.as_deref())).collect();
        assert_eq!(keys, [("fred", Some("9")), ("redis", None)]);
    }

    #[test]
    fn a_syntax_error_is_reported_once_and_what_is_before_it_counts() {
        let text = "[package]\nname = \"a\"\nversion = \"1.0.0\n[dependencies]\nredis = \"1\"\n";
        let manifest = parse(text);
        assert_eq!(manifest.problems.len(), 1, "{:?}", manifest.problems);
        assert!(manifest.problems[0].range.is_some());
        assert_eq!(manifest.package.unwrap().name.unwrap().0, "a");
    }

    #[test]
    fn nightly_and_unknown_keys_are_no_problem() {
        let text = "cargo-features = [\"per-package-target\"]\n[package]\nname = \"a\"\nforced-target = \"x\"\n[profile.dev]\ndebug = \"weird\"\n[surprise]\nx = 1\n";
        let manifest = parse(text);
        assert!(manifest.problems.is_empty(), "{:?}", manifest.problems);
    }

    #[test]
    fn ranges_count_a_byte_order_mark() {
        let text = "\u{feff}[package]\nname = 1\n";
        assert_eq!(messages(&parse(text), text)[0].1, "1");
    }

    #[test]
    fn underscore_tables_are_read_and_dashes_win() {
        let text = "[package]\nname = \"a\"\n[dev_dependencies]\na = \"1\"\n[build_dependencies]\nb = \"1\"\n[build-dependencies]\nc = \"1\"\n[target.'cfg(unix)'.dev_dependencies]\nd = \"1\"\n";
        let manifest = parse(text);
        let found: Vec<_> = manifest.dependencies.iter().map(|d| (&*d.key, d.kind, d.platform.as_deref())).collect();
        let expected = [
            ("a", DependencyKind::Dev, None),
            ("c", DependencyKind::Build, None),
            ("d", DependencyKind::Dev, Some("cfg(unix)")),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn deep_nesting_ends_in_a_problem() {
        let text = format!("[package]\nname = \"a\"\nx = {}1{}\n", "[".repeat(100_000), "]".repeat(100_000));
        assert!(!parse(&text).problems.is_empty());
    }
}
