//! Typed access to one TOML table that remembers which keys were asked for, so that the others are reported.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::error::Problem;
use crate::config::{Globs, Located, parse_path, suggest};

/// A TOML value with its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// Everything found wrong so far. Reading goes on after a problem: a user wants to see all of them at once.
#[derive(Debug, Default)]
pub(super) struct Problems(pub(super) Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, range: Range<usize>, message: impl Into<String>, help: Option<String>) {
        let (message, label) = (message.into(), String::new());
        self.0.push(Problem { message, range, label, help });
    }

    /// Reports a value of the wrong type; `wanted` and the type found are nouns with their article.
    pub(super) fn wrong_type(&mut self, name: &str, wanted: &str, found: &Value<'_>) {
        let is = article(found.get_ref().type_str());
        self.add(found.span(), format!("`{name}` must be {wanted}, this is {is}"), None);
    }
}

/// One table while it is read.
pub(super) struct Fields<'v, 't> {
    name: String,
    table: &'v DeTable<'t>,
    /// Where to point when a key is missing.
    range: Range<usize>,
    known: Vec<&'static str>,
}

impl<'v, 't> Fields<'v, 't> {
    /// Reads `table`; `name` is how messages call it (`[[area]]`), empty for the top.
    pub(super) fn new(name: &str, table: &'v DeTable<'t>, range: Range<usize>) -> Self {
        Self { name: name.to_owned(), table, range, known: Vec::new() }
    }

    pub(super) fn get(&mut self, key: &'static str) -> Option<&'v Value<'t>> {
        self.known.push(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Like [`Self::get`] for a key that must be there.
    pub(super) fn require(&mut self, key: &'static str, problems: &mut Problems) -> Option<&'v Value<'t>> {
        let value = self.get(key);
        if value.is_none() {
            problems.add(self.range.clone(), format!("{} has no `{key}`", self.name), None);
        }
        value
    }

    /// Reports every key that was not asked for.
    pub(super) fn finish(self, problems: &mut Problems) {
        for (key, _) in self.table.iter() {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            let place = if self.name.is_empty() { String::new() } else { format!(" in {}", self.name) };
            let help = suggest::did_you_mean(name, self.known.iter().copied())
                .unwrap_or_else(|| format!("known keys{place}: {}", list(self.known.iter().copied())));
            problems.add(key.span(), format!("unknown key `{name}`{place}"), Some(help));
        }
    }
}

/// A non-empty string.
pub(super) fn string(name: &str, value: &Value<'_>, problems: &mut Problems) -> Option<Located<String>> {
    let Some(text) = value.get_ref().as_str() else {
        problems.wrong_type(name, "a string", value);
        return None;
    };
    if text.trim().is_empty() {
        problems.add(value.span(), format!("`{name}` is empty"), None);
        return None;
    }
    Some(Located { value: text.to_owned(), range: Some(value.span()) })
}

/// A Rust path.
pub(super) fn path(name: &str, value: &Value<'_>, problems: &mut Problems) -> Option<Located<String>> {
    let text = string(name, value, problems)?;
    match parse_path(&text.value) {
        Ok(path) => Some(Located { value: path, range: text.range }),
        Err(error) => {
            let help = format!("`{name}` is a Rust path from the crate's name on, such as `my_server::redis`");
            problems.add(value.span(), format!("`{name}` is not a path: {error}"), Some(help));
            None
        }
    }
}

/// The elements of an array.
pub(super) fn elements<'v, 't>(name: &str, value: &'v Value<'t>, problems: &mut Problems) -> &'v [Value<'t>] {
    if let Some(array) = value.get_ref().as_array() {
        return array;
    }
    problems.wrong_type(name, "an array", value);
    &[]
}

/// An array of paths; those that are none are reported and left out.
pub(super) fn paths(name: &str, value: &Value<'_>, problems: &mut Problems) -> Vec<Located<String>> {
    elements(name, value, problems).iter().filter_map(|element| path(name, element, problems)).collect()
}

/// A non-empty array of patterns.
pub(super) fn globs(name: &str, value: &Value<'_>, problems: &mut Problems) -> Globs {
    let before = problems.0.len();
    let elements = elements(name, value, problems);
    if elements.is_empty() && problems.0.len() == before {
        problems.add(value.span(), format!("`{name}` is empty"), None);
    }
    let patterns: Vec<(String, Range<usize>)> = elements
        .iter()
        .filter_map(|element| {
            let text = string(name, element, problems)?;
            let alone = Globs::new(&[&text.value]);
            if let Err((_, reason)) = alone {
                problems.add(element.span(), format!("`{}` is not a pattern", text.value), Some(reason));
                return None;
            }
            Some((text.value, element.span()))
        })
        .collect();
    let texts: Vec<&str> = patterns.iter().map(|(text, _)| text.as_str()).collect();
    Globs::new(&texts).unwrap_or_else(|(_, reason)| {
        problems.add(value.span(), format!("`{name}` cannot be used together"), Some(reason));
        Globs::default()
    })
}

/// The tables of `[[name]]`, each with the place to point at.
pub(super) fn tables<'v, 't>(
    name: &str,
    value: Option<&'v Value<'t>>,
    problems: &mut Problems,
) -> Vec<(&'v DeTable<'t>, Range<usize>)> {
    let Some(value) = value else {
        return Vec::new();
    };
    let Some(array) = value.get_ref().as_array() else {
        let is = article(value.get_ref().type_str());
        let help = Some(format!("write `[[{name}]]`, once for each"));
        problems.add(value.span(), format!("`{name}` must be an array of tables, this is {is}"), help);
        return Vec::new();
    };
    array
        .iter()
        .filter_map(|element| match element.get_ref().as_table() {
            Some(table) => Some((table, element.span())),
            None => {
                problems.wrong_type(name, "a table", element);
                None
            }
        })
        .collect()
}

/// "`a`, `b`, `c`".
pub(super) fn list<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

fn article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}
