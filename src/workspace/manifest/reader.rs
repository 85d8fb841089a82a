//! From TOML's spanned tree to the tables of a manifest.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    At, Build, DEPENDENCY_TABLES, DependencyEntry, Field, Manifest, PackageTable, TargetTable, WorkspaceTable, edition,
    unknown_edition,
};
use crate::workspace::{DependencyKind, Edition, ManifestProblem};

/// Takes values out of tables and notes those of a wrong type.
pub(super) struct Reader<'a> {
    pub(super) path: &'a Path,
    pub(super) problems: Vec<ManifestProblem>,
}

type Value<'t, 'i> = &'t Spanned<DeValue<'i>>;

impl Reader<'_> {
    pub(super) fn problem(&mut self, message: String, range: Option<Range<usize>>) {
        self.problems.push(ManifestProblem { path: self.path.to_path_buf(), message, range, absent: false });
    }

    pub(super) fn manifest(&mut self, root: &DeTable<'_>) -> Manifest {
        let mut manifest = Manifest {
            package: self.table(root, &["package", "project"]).map(|table| self.package(table)),
            workspace: self.table(root, &["workspace"]).map(|table| self.workspace(table)),
            lib: root.get("lib").and_then(|value| self.target("lib", value)),
            bins: self.targets(root, "bin"),
            examples: self.targets(root, "example"),
            tests: self.targets(root, "test"),
            benches: self.targets(root, "bench"),
            ..Manifest::default()
        };
        self.dependency_tables(root, None, &mut manifest.dependencies);
        if let Some(platforms) = self.table(root, &["target"]) {
            for (platform, value) in platforms {
                match value.get_ref().as_table() {
                    Some(table) => self.dependency_tables(table, Some(platform.get_ref()), &mut manifest.dependencies),
                    None => self.wrong(&format!("target.{}", platform.get_ref()), "a table", value),
                }
            }
        }
        manifest
    }

    fn package(&mut self, table: &DeTable<'_>) -> PackageTable {
        let name = self.string(table, "package", &["name"]);
        if name.is_none() && !table.contains_key("name") {
            self.problem("`package.name` is missing".to_owned(), None);
        }
        PackageTable {
            name,
            version: self.field(table, "version"),
            edition: self.field(table, "edition"),
            workspace: self.string(table, "package", &["workspace"]),
            build: self.build(table),
            autolib: self.boolean(table, "package", &["autolib"]),
            autobins: self.boolean(table, "package", &["autobins"]),
            autoexamples: self.boolean(table, "package", &["autoexamples"]),
            autotests: self.boolean(table, "package", &["autotests"]),
            autobenches: self.boolean(table, "package", &["autobenches"]),
        }
    }

    fn workspace(&mut self, table: &DeTable<'_>) -> WorkspaceTable {
        let mut dependencies = Vec::new();
        if let Some(entries) = self.table(table, &["dependencies"]) {
            self.dependencies(entries, DependencyKind::Normal, None, &mut dependencies);
        }
        let package = self.table(table, &["package"]);
        WorkspaceTable {
            members: self.strings(table, "workspace", &["members"]),
            exclude: self.strings(table, "workspace", &["exclude"]).into_iter().map(|(path, _)| path).collect(),
            version: package.and_then(|table| self.string(table, "workspace.package", &["version"])),
            edition: package.and_then(|table| self.string(table, "workspace.package", &["edition"])),
            dependencies: dependencies.into_iter().map(|entry| (entry.key.clone(), entry)).collect(),
        }
    }

    fn build(&mut self, table: &DeTable<'_>) -> Build {
        let Some(value) = table.get("build") else {
            return Build::Inferred;
        };
        match value.get_ref() {
            DeValue::Boolean(false) => Build::Off,
            DeValue::Boolean(true) => Build::Scripts(vec![("build.rs".to_owned(), value.span())]),
            DeValue::String(path) => Build::Scripts(vec![(path.to_string(), value.span())]),
            DeValue::Array(_) => Build::Scripts(self.strings(table, "package", &["build"])),
            _ => {
                self.wrong("package.build", "a path or a boolean", value);
                Build::Inferred
            }
        }
    }

    fn targets(&mut self, root: &DeTable<'_>, key: &str) -> Option<Vec<TargetTable>> {
        let value = root.get(key)?;
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(key, "an array of tables", value);
            return None;
        };
        Some(array.iter().filter_map(|value| self.target(key, value)).collect())
    }

    fn target(&mut self, key: &str, value: Value<'_, '_>) -> Option<TargetTable> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, "a table", value);
            return None;
        };
        let edition = self.string(table, key, &["edition"]).map(|(name, range)| self.edition(&name, range));
        let types = self.strings(table, key, &["crate-type", "crate_type"]);
        Some(TargetTable {
            name: self.string(table, key, &["name"]),
            path: self.string(table, key, &["path"]),
            edition,
            proc_macro: self.boolean(table, key, &["proc-macro", "proc_macro"]).unwrap_or(false),
            crate_types: types.into_iter().map(|(name, _)| name).collect(),
            range: value.span(),
        })
    }

    fn edition(&mut self, name: &str, range: Range<usize>) -> Edition {
        let (edition, known) = edition(name);
        if !known {
            self.problem(unknown_edition(name), Some(range));
        }
        edition
    }

    /// The three dependency tables of the manifest or of one platform, in both spellings; cargo prefers the dash.
    fn dependency_tables(&mut self, table: &DeTable<'_>, platform: Option<&str>, entries: &mut Vec<DependencyEntry>) {
        for (kind, keys) in DEPENDENCY_TABLES {
            if let Some(table) = self.table(table, keys) {
                self.dependencies(table, *kind, platform, entries);
            }
        }
    }

    fn dependencies(
        &mut self,
        table: &DeTable<'_>,
        kind: DependencyKind,
        platform: Option<&str>,
        entries: &mut Vec<DependencyEntry>,
    ) {
        for (key, value) in table {
            let mut entry = DependencyEntry {
                key: key.get_ref().to_string(),
                kind,
                platform: platform.map(str::to_owned),
                inherited: false,
                version: None,
                package: None,
                path: None,
                optional: false,
                range: key.span(),
            };
            match value.get_ref() {
                DeValue::String(version) => entry.version = Some(version.to_string()),
                DeValue::Table(detail) => self.dependency_detail(detail, &mut entry),
                _ => self.wrong(&entry.key, "a version or a table", value),
            }
            entries.push(entry);
        }
    }

    fn dependency_detail(&mut self, detail: &DeTable<'_>, entry: &mut DependencyEntry) {
        let key = entry.key.clone();
        entry.inherited = self.boolean(detail, &key, &["workspace"]).unwrap_or(false);
        entry.optional = self.boolean(detail, &key, &["optional"]).unwrap_or(false);
        entry.version = self.string(detail, &key, &["version"]).map(|(text, _)| text);
        entry.package = self.string(detail, &key, &["package"]).map(|(text, _)| text);
        // `base` (nightly path-bases) names a directory from cargo's configuration, which is not read.
        if !detail.contains_key("base") {
            entry.path = self.string(detail, &key, &["path"]).map(|(text, _)| text);
        }
    }

    fn wrong(&mut self, key: &str, expected: &str, value: Value<'_, '_>) {
        let found = value.get_ref().type_str();
        self.problem(format!("`{key}` must be {expected}, not {}", with_article(found)), Some(value.span()));
    }

    fn table<'t, 'i>(&mut self, table: &'t DeTable<'i>, keys: &[&str]) -> Option<&'t DeTable<'i>> {
        let (key, value) = first(table, keys)?;
        let inner = value.get_ref().as_table();
        if inner.is_none() {
            self.wrong(key, "a table", value);
        }
        inner
    }

    fn string(&mut self, table: &DeTable<'_>, owner: &str, keys: &[&str]) -> Option<At<String>> {
        let (key, value) = first(table, keys)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(&format!("{owner}.{key}"), "a string", value);
        }
        Some((text?.to_owned(), value.span()))
    }

    fn boolean(&mut self, table: &DeTable<'_>, owner: &str, keys: &[&str]) -> Option<bool> {
        let (key, value) = first(table, keys)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(&format!("{owner}.{key}"), "a boolean", value);
        }
        found
    }

    fn strings(&mut self, table: &DeTable<'_>, owner: &str, keys: &[&str]) -> Vec<At<String>> {
        let Some((key, value)) = first(table, keys) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(&format!("{owner}.{key}"), "an array of strings", value);
            return Vec::new();
        };
        let mut strings = Vec::new();
        for value in array.iter() {
            match value.get_ref().as_str() {
                Some(text) => strings.push((text.to_owned(), value.span())),
                None => self.wrong(&format!("{owner}.{key}"), "an array of strings", value),
            }
        }
        strings
    }

    /// A string or `workspace = true` (cargo book, "The package table" under "Workspaces").
    fn field(&mut self, table: &DeTable<'_>, key: &str) -> Option<Field> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Field::Own((text.to_string(), value.span()))),
            DeValue::Table(inner) if self.boolean(inner, key, &["workspace"]) == Some(true) => {
                Some(Field::Inherited(value.span()))
            }
            _ => {
                self.wrong(&format!("package.{key}"), "a string or `{ workspace = true }`", value);
                None
            }
        }
    }
}

/// The first of `keys` that is present, with its value.
fn first<'t, 'i, 'k>(table: &'t DeTable<'i>, keys: &[&'k str]) -> Option<(&'k str, Value<'t, 'i>)> {
    keys.iter().find_map(|key| Some((*key, table.get(*key)?)))
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
