//! Where the keys of commands stand: in methods of client crates (`[commands]`), and in commands that are spelled out
//! (`rules/commands.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// A method that is a command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Command {
    /// Positions of the arguments that are keys, the receiver not counted.
    pub keys: Vec<usize>,
    /// What these arguments hold.
    pub shape: Shape,
    /// The method of the options that gives a pattern.
    pub pattern: Option<String>,
    /// Other positions up to a version, which is the last one read that has them.
    pub before: Option<Before>,
}

/// What key arguments hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One key each.
    #[default]
    One,
    /// One key, or several in a list.
    OneOrMany,
    /// Pairs that begin with a key.
    Pairs,
    /// Triples that begin with a key.
    Triples,
    /// Pairs of a key and its weight.
    WeightedPairs,
    /// A key, then keys.
    DestThenMany,
    /// A key, then pairs of a key and its weight.
    DestThenWeightedPairs,
    /// A pattern of keys.
    Pattern,
    /// A channel: no key.
    Channel,
    /// No argument, and all keys there are.
    WholeKeyspace,
    /// Options, of which one method gives a pattern.
    Options,
}

impl Shape {
    /// Whether the elements of a list are tuples that begin with a key.
    #[must_use]
    pub fn is_of_tuples(self) -> bool {
        matches!(self, Self::Pairs | Self::Triples | Self::WeightedPairs | Self::DestThenWeightedPairs)
    }
}

/// Positions up to a version.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Before {
    /// The last version read that has them.
    pub until: String,
    /// The positions.
    pub keys: Vec<usize>,
}

/// As rows are written: `get = [0]`, or with a shape.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Keys(Vec<usize>),
    Row {
        keys: Vec<usize>,
        #[serde(default)]
        shape: Shape,
        pattern: Option<String>,
        before: Option<Before>,
    },
}

impl From<Written> for Command {
    fn from(written: Written) -> Self {
        match written {
            Written::Keys(keys) => Self { keys, shape: Shape::One, pattern: None, before: None },
            Written::Row { keys, shape, pattern, before } => Self { keys, shape, pattern, before },
        }
    }
}

/// A function that is given keys, or the words of a command that is spelled out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KeyFunction {
    /// `Type::method` or a function, from the crate's root.
    pub path: String,
    /// Positions of arguments that are keys, or lists of them.
    #[serde(default)]
    pub keys: Vec<usize>,
    /// The position of the name of a command, whose words follow.
    pub name: Option<usize>,
    /// The position of the next word of a command.
    pub word: Option<usize>,
    /// Begins a command whose first word is its name.
    #[serde(default)]
    pub begins: bool,
}

/// Where the keys of a command that is spelled out stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words<'a> {
    /// From one word to another, every so many; the end counts from the last word on when negative.
    Range(usize, isize, usize),
    /// That word says how many follow it.
    Counted(usize),
    /// What follows that word.
    After(&'a str),
}

impl<'a> Words<'a> {
    /// Reads `2`, `1..-1`, `1..-1/2`, `2#`, `STREAMS`.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        let read = || {
            if let Some(at) = text.strip_suffix('#') {
                return Some(Self::Counted(at.parse().ok()?));
            }
            let (range, step) = text.split_once('/').unwrap_or((text, "1"));
            let (first, last) = range.split_once("..").unwrap_or((range, range));
            Some(Self::Range(first.parse().ok()?, last.parse().ok()?, step.parse().ok()?))
        };
        read().unwrap_or(Self::After(text))
    }
}

/// The commands that are spelled out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spelled {
    first: Vec<String>,
    pattern: BTreeMap<String, String>,
    others: BTreeMap<String, Vec<String>>,
}

impl Spelled {
    /// The table of `rules/commands.toml`.
    #[must_use]
    pub fn table() -> &'static Self {
        static TABLE: OnceLock<Spelled> = OnceLock::new();
        // A test reads it.
        TABLE.get_or_init(|| toml::from_str(include_str!("../../rules/commands.toml")).unwrap_or_default())
    }

    /// Where the keys of a command stand, by its name and its first word.
    #[must_use]
    pub fn keys(&self, name: &str, word: Option<&str>) -> Vec<Words<'_>> {
        let name = name.to_ascii_uppercase();
        let rows = word
            .and_then(|word| self.others.get(&format!("{name} {}", word.to_ascii_uppercase())))
            .or_else(|| self.others.get(&name));
        match rows {
            Some(rows) => rows.iter().map(|row| Words::parse(row)).collect(),
            None if self.first.contains(&name) => vec![Words::Range(1, 1, 1)],
            None => Vec::new(),
        }
    }

    /// Where the pattern of a command stands that reads what matches it, or everything.
    #[must_use]
    pub fn pattern(&self, name: &str) -> Option<Words<'_>> {
        self.pattern.get(&name.to_ascii_uppercase()).map(|row| Words::parse(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_and_answers() {
        let table = Spelled::table();
        assert_eq!(table.keys("get", None), [Words::Range(1, 1, 1)]);
        assert_eq!(table.keys("MSET", None), [Words::Range(1, -1, 2)]);
        assert_eq!(table.keys("BLPOP", None), [Words::Range(1, -2, 1)]);
        assert_eq!(table.keys("ZUNIONSTORE", None), [Words::Range(1, 1, 1), Words::Counted(2)]);
        assert_eq!(table.keys("xgroup", Some("create")), [Words::Range(2, 2, 1)]);
        assert_eq!(table.keys("XREAD", Some("COUNT")), [Words::After("STREAMS")]);
        assert_eq!(table.keys("PING", None), []);
        assert_eq!(table.pattern("SCAN"), Some(Words::After("MATCH")));
        assert_eq!(table.pattern("GET"), None);
    }
}
