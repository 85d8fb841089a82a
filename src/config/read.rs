//! From TOML text to [`Config`], with every problem in it.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use crate::config::error::{ConfigError, Invalid, Problem};
use crate::config::rules::{kind, level, rules};
use crate::config::table::{Fields, Problems, Value, globs, path, paths, string, tables};
use crate::config::{Area, Client, Config, Handle, Keys, Located, Manager, Origin, Scope};

/// Which part of a TOML file holds the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The whole file: `redis-ssot.toml`.
    Whole,
    /// `[workspace.metadata.redis-ssot]` of a manifest.
    Workspace,
    /// `[package.metadata.redis-ssot]` of a manifest.
    Package,
}

impl Section {
    /// The table's name as written in TOML; empty for the whole file.
    #[must_use]
    pub fn table_name(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Workspace => "[workspace.metadata.redis-ssot]",
            Self::Package => "[package.metadata.redis-ssot]",
        }
    }

    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Whole => &[],
            Self::Workspace => &["workspace", "metadata", "redis-ssot"],
            Self::Package => &["package", "metadata", "redis-ssot"],
        }
    }
}

/// Reads the configuration in `section` of `text`; none when the section is not there. Messages show the file as
/// `display`; `known_rules` are the names the registry has.
///
/// # Errors
/// [`ConfigError::Invalid`] with all problems of the section, or the first syntax error of the text.
pub fn parse(
    display: &str,
    text: &Arc<str>,
    section: Section,
    known_rules: &[&str],
) -> Result<Option<Config>, ConfigError> {
    let invalid = |problems| {
        let invalid = Invalid::new(display, Arc::clone(text), problems);
        ConfigError::Invalid(Box::new(invalid))
    };
    let root = DeTable::parse(text).map_err(|error| invalid(vec![syntax_problem(&error, text)]))?;
    let range = root.span();
    let mut problems = Problems::default();
    let Some((table, range)) = descend(root.get_ref(), range, section, &mut problems) else {
        return if problems.0.is_empty() { Ok(None) } else { Err(invalid(problems.0)) };
    };
    let mut config = read_top(table, range, section, known_rules, &mut problems);
    if !problems.0.is_empty() {
        return Err(invalid(problems.0));
    }
    config.origin = Some(Origin { display: display.to_owned(), text: Arc::clone(text) });
    Ok(Some(config))
}

fn syntax_problem(error: &toml::de::Error, text: &str) -> Problem {
    let range = error.span().unwrap_or(0..0);
    let end = range.end.min(text.len());
    Problem {
        message: format!("not valid TOML: {}", error.message().trim()),
        range: range.start.min(end)..end,
        label: String::new(),
        help: None,
    }
}

fn descend<'v, 't>(
    root: &'v DeTable<'t>,
    range: Range<usize>,
    section: Section,
    problems: &mut Problems,
) -> Option<(&'v DeTable<'t>, Range<usize>)> {
    let mut at = (root, range);
    for key in section.keys() {
        let (_, value) = at.0.iter().find(|(name, _)| name.get_ref() == key)?;
        match value.get_ref().as_table() {
            Some(table) => at = (table, value.span()),
            None if *key == "redis-ssot" => {
                problems.wrong_type(key, "a table", value);
                return None;
            }
            // Not ours to judge: the manifest's own reader reports it.
            None => return None,
        }
    }
    Some(at)
}

fn read_top(
    table: &DeTable<'_>,
    range: Range<usize>,
    section: Section,
    known_rules: &[&str],
    problems: &mut Problems,
) -> Config {
    let mut config = Config::default();
    let mut fields = Fields::new(section.table_name(), table, range);
    if let Some(value) = fields.get("manager") {
        config.manager = manager(value, problems).unwrap_or(Manager::Infer);
    }
    if let Some(value) = fields.get("composition-roots") {
        config.composition_roots = paths("composition-roots", value, problems);
    }
    if let Some(value) = fields.get("tests") {
        config.tests = level("tests", value, problems).unwrap_or(config.tests);
    }
    if let Some(value) = fields.get("rules") {
        rules(value, known_rules, &mut config, problems);
    }
    config.areas = array("area", fields.get("area"), area, |area| area.name.clone(), problems);
    config.scopes = array("scope", fields.get("scope"), scope, |scope| scope.name.clone(), problems);
    config.keys = fields.get("keys").and_then(|value| keys(value, problems));
    let name = |client: &Client| client.package.value.clone();
    config.clients = array("client", fields.get("client"), client, name, problems);
    fields.finish(problems);
    config
}

/// The elements of `[[kind]]`; one whose name an earlier one has is reported.
fn array<T>(
    kind: &str,
    value: Option<&Value<'_>>,
    read: impl Fn(&DeTable<'_>, Range<usize>, &mut Problems) -> Option<T>,
    name: impl Fn(&T) -> String,
    problems: &mut Problems,
) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for (table, range) in tables(kind, value, problems) {
        let Some(element) = read(table, range.clone(), problems) else {
            continue;
        };
        let name_of = name(&element);
        if all.iter().any(|earlier| name(earlier) == name_of) {
            problems.add(range, format!("a second `[[{kind}]]` named `{name_of}`"), None);
        } else {
            all.push(element);
        }
    }
    all
}

fn manager(value: &Value<'_>, problems: &mut Problems) -> Option<Manager> {
    if value.get_ref().as_str() == Some("none") {
        return Some(Manager::None);
    }
    path("manager", value, problems).map(Manager::Path)
}

fn area(table: &DeTable<'_>, range: Range<usize>, problems: &mut Problems) -> Option<Area> {
    let mut fields = Fields::new("`[[area]]`", table, range);
    let name = fields.require("name", problems).and_then(|value| string("name", value, problems));
    let paths = fields.require("paths", problems).map(|value| globs("paths", value, problems));
    let priority = fields.require("priority", problems).and_then(|value| priority(value, problems));
    fields.finish(problems);
    Some(Area { name: name?.value, paths: paths?, priority: priority? })
}

fn priority(value: &Value<'_>, problems: &mut Problems) -> Option<u32> {
    let read = value
        .get_ref()
        .as_integer()
        .and_then(|integer| u32::from_str_radix(integer.as_str(), integer.radix()).ok())
        .filter(|number| *number > 0);
    if read.is_none() {
        problems.add(
            value.span(),
            "`priority` must be a whole number from 1 on",
            Some("1 is worked on first".to_owned()),
        );
    }
    read
}

fn scope(table: &DeTable<'_>, range: Range<usize>, problems: &mut Problems) -> Option<Scope> {
    let mut fields = Fields::new("`[[scope]]`", table, range);
    let name = fields.require("name", problems).and_then(|value| string("name", value, problems));
    let packages = fields.require("packages", problems).map(|value| globs("packages", value, problems));
    let manager = fields.require("manager", problems).and_then(|value| manager(value, problems));
    fields.finish(problems);
    Some(Scope { name: name?.value, packages: packages?, manager: manager? })
}

fn keys(value: &Value<'_>, problems: &mut Problems) -> Option<Keys> {
    let Some(table) = value.get_ref().as_table() else {
        problems.wrong_type("keys", "a table", value);
        return None;
    };
    let mut fields = Fields::new("`[keys]`", table, value.span());
    let (builder, prefix) = (fields.get("builder"), fields.get("prefix"));
    if builder.is_none() && prefix.is_none() {
        let help = Some("give a `builder` (a path, or several) or a `prefix` (a string)".to_owned());
        problems.add(value.span(), "`[keys]` does not say how keys are made", help);
    }
    let read = Keys {
        builders: builder.map(|value| builders(value, problems)).unwrap_or_default(),
        prefix: prefix.and_then(|value| string("prefix", value, problems)),
    };
    fields.finish(problems);
    Some(read)
}

/// One path, or several.
fn builders(value: &Value<'_>, problems: &mut Problems) -> Vec<Located<String>> {
    match value.get_ref().as_array() {
        Some(_) => paths("builder", value, problems),
        None => path("builder", value, problems).into_iter().collect(),
    }
}

fn client(table: &DeTable<'_>, range: Range<usize>, problems: &mut Problems) -> Option<Client> {
    let mut fields = Fields::new("`[[client]]`", table, range.clone());
    let package = fields.require("crate", problems).and_then(|value| string("crate", value, problems));
    let (handles, constructors) = (fields.get("handles"), fields.get("constructors"));
    let says_nothing = handles.is_none() && constructors.is_none();
    if says_nothing {
        let help = Some("list its `handles`, its `constructors`, or both".to_owned());
        problems.add(range, "`[[client]]` says nothing about what the crate offers", help);
    }
    let handles = handles.map(|value| {
        tables("handles", Some(value), problems)
            .into_iter()
            .filter_map(|(table, range)| handle(table, range, problems))
            .collect()
    });
    let constructors = constructors.map(|value| paths("constructors", value, problems));
    fields.finish(problems);
    Some(Client {
        package: package?,
        handles: handles.unwrap_or_default(),
        constructors: constructors.unwrap_or_default(),
    })
}

fn handle(table: &DeTable<'_>, range: Range<usize>, problems: &mut Problems) -> Option<Handle> {
    let mut fields = Fields::new("`handles`", table, range);
    let of_type: Option<Located<String>> =
        fields.require("path", problems).and_then(|value| path("path", value, problems));
    let kind = fields.require("kind", problems).and_then(|value| kind("kind", value, problems));
    fields.finish(problems);
    Some(Handle { path: of_type?, kind: kind? })
}
