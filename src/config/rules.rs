//! The `[rules]` table: levels, exclusions and options by rule.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::config::levels::{WARNINGS, parse_level, plain_name};
use crate::config::table::{Fields, Problems, Value, elements, globs, list, string};
use crate::config::{Config, HandleKind, LevelAt, RuleSettings, suggest};
use crate::report::Level;

pub(super) fn level(name: &str, value: &Value<'_>, problems: &mut Problems) -> Option<Level> {
    let Some(text) = value.get_ref().as_str() else {
        problems.wrong_type(name, "a level", value);
        return None;
    };
    parse_level(text)
        .map_err(|meant| {
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "levels are `allow`, `warn`, `deny`".to_owned(),
            };
            problems.add(value.span(), format!("`{text}` is not a level"), Some(help));
        })
        .ok()
}

pub(super) fn rules(value: &Value<'_>, known: &[&str], config: &mut Config, problems: &mut Problems) {
    let Some(table) = value.get_ref().as_table() else {
        problems.wrong_type("rules", "a table", value);
        return;
    };
    for (key, value) in table.iter() {
        let name: &str = key.get_ref();
        if !known.contains(&name) {
            problems.add(key.span(), format!("unknown rule `{name}`"), Some(rule_help(name, known)));
            continue;
        }
        let settings = match value.get_ref() {
            DeValue::Table(table) => rule(name, table, value.span(), problems),
            DeValue::String(_) => RuleSettings { level: level(name, value, problems), ..RuleSettings::default() },
            _ => {
                problems.wrong_type(name, "a level or a table", value);
                continue;
            }
        };
        config.rules.insert(name.to_owned(), settings);
    }
}

fn rule_help(name: &str, known: &[&str]) -> String {
    let plain = plain_name(name);
    if plain == WARNINGS {
        return "levels for all warnings are given on the command line: `-D warnings`".to_owned();
    }
    suggest::did_you_mean(&plain, known.iter().copied())
        .unwrap_or_else(|| "`cargo redis-ssot explain` lists the rules".to_owned())
}

fn rule(name: &str, table: &DeTable<'_>, range: Range<usize>, problems: &mut Problems) -> RuleSettings {
    let mut fields = Fields::new(&format!("`{name}`"), table, range);
    let settings = RuleSettings {
        level: fields.get("level").and_then(|value| level("level", value, problems)),
        exclude: fields.get("exclude").map(|value| globs("exclude", value, problems)).unwrap_or_default(),
        at: fields.get("at").map(|value| levels_at(value, problems)).unwrap_or_default(),
        kinds: fields.get("kinds").map(|value| kinds(value, problems)),
    };
    fields.finish(problems);
    settings
}

fn levels_at(value: &Value<'_>, problems: &mut Problems) -> Vec<LevelAt> {
    let before = problems.0.len();
    let elements = elements("at", value, problems);
    if elements.is_empty() && problems.0.len() == before {
        problems.add(value.span(), "`at` is empty", None);
    }
    elements.iter().filter_map(|element| level_at(element, problems)).collect()
}

fn level_at(element: &Value<'_>, problems: &mut Problems) -> Option<LevelAt> {
    let Some(table) = element.get_ref().as_table() else {
        problems.wrong_type("at", "a table", element);
        return None;
    };
    let mut fields = Fields::new("`at`", table, element.span());
    let paths = fields.require("paths", problems).map(|value| globs("paths", value, problems));
    let level = fields.require("level", problems).and_then(|value| level("level", value, problems));
    fields.finish(problems);
    Some(LevelAt { paths: paths?, level: level? })
}

fn kinds(value: &Value<'_>, problems: &mut Problems) -> Vec<HandleKind> {
    let before = problems.0.len();
    let read: Vec<HandleKind> =
        elements("kinds", value, problems).iter().filter_map(|element| kind("kinds", element, problems)).collect();
    if read.is_empty() && problems.0.len() == before {
        problems.add(
            value.span(),
            "`kinds` is empty: the rule would find nothing",
            Some("to switch a rule off, set `level = \"allow\"`".to_owned()),
        );
    }
    read
}

pub(super) fn kind(name: &str, value: &Value<'_>, problems: &mut Problems) -> Option<HandleKind> {
    let text = string(name, value, problems)?;
    let found = HandleKind::ALL.into_iter().find(|kind| kind.name() == text.value);
    if found.is_none() {
        let names = HandleKind::ALL.map(HandleKind::name);
        let help = suggest::did_you_mean(&text.value, names).unwrap_or_else(|| format!("kinds are {}", list(names)));
        problems.add(value.span(), format!("`{}` is not a kind of handle", text.value), Some(help));
    }
    found
}
