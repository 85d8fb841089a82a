//! Where in a manifest's text a thing stands, found on demand: only findings about manifests need it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Dependency;
use super::manifest::DEPENDENCY_TABLES;

/// One entry of a dependency table, as far as findings and fixes need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The bytes of its key: `redis` in `redis = "1"`, in `[dependencies.redis]`, in `redis.workspace = true` and in the tables
    /// of `[target.….dependencies]`, without its quotes if it has any.
    pub key: Range<usize>,
    /// The lines to delete so that the manifest says all it says but this entry; none where they hold more.
    pub removal: Option<Range<usize>>,
    /// It sets features, which hold for everybody who builds with it.
    pub sets_features: bool,
    /// A feature of the package, or another of its tables, names it too.
    pub is_named_elsewhere: bool,
}

/// The entry of a dependency in `text`, the manifest that holds it; none when the manifest has no such entry (any more).
#[must_use]
pub fn entry(text: &str, dependency: &Dependency) -> Option<Entry> {
    let (document, _) = DeTable::parse_recoverable(text);
    let root = document.get_ref();
    let owner = match &dependency.platform {
        Some(platform) => inner(inner(root, "target")?, platform)?,
        None => root,
    };
    let (_, names) = DEPENDENCY_TABLES.iter().find(|(kind, _)| *kind == dependency.kind)?;
    let (name, table) = names.iter().find_map(|name| Some((*name, inner(owner, name)?)))?;
    let (key, value) = table.get_key_value(&*dependency.key)?;
    let platform = dependency.platform.as_deref().map(|platform| ["target", platform]);
    let path: Vec<&str> = platform.into_iter().flatten().chain([name, &dependency.key]).collect();
    let sets = |key: &str| value.get_ref().as_table().is_some_and(|table| table.contains_key(key));
    Some(Entry {
        key: unquoted(text, key.span()),
        removal: removal(text, key.span(), value, &path),
        sets_features: sets("features") || sets("default-features") || sets("default_features"),
        is_named_elsewhere: in_features(root, &dependency.key) || tables_with(root, &dependency.key) > 1,
    })
}

/// The whole lines of an entry, if nothing else is lost with them.
fn removal(text: &str, key: Range<usize>, value: &Spanned<DeValue<'_>>, path: &[&str]) -> Option<Range<usize>> {
    let whole = extent(value, key);
    let start = text[..whole.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[whole.end..].find('\n').map_or(text.len(), |at| whole.end + at + 1);
    let shorter = [&text[..start], &text[end..]].concat();
    let mut wanted: toml::Table = text.parse().ok()?;
    let found: toml::Table = shorter.parse().ok()?;
    let (last, parents) = path.split_last()?;
    table_at(&mut wanted, parents)?.remove(*last)?;
    if found != wanted && table_at(&mut wanted, parents)?.is_empty() {
        // A table that only headed the entry is gone with it.
        let (parent, around) = parents.split_last()?;
        table_at(&mut wanted, around)?.remove(*parent);
    }
    (found == wanted).then_some(start..end)
}

/// From the first to the last byte of a key with its value, in all places where it is given one.
fn extent(value: &Spanned<DeValue<'_>>, key: Range<usize>) -> Range<usize> {
    let own = value.span();
    let mut all = key.start.min(own.start)..key.end.max(own.end);
    if let Some(table) = value.get_ref().as_table() {
        for (key, value) in table {
            let inner = extent(value, key.span());
            all = all.start.min(inner.start)..all.end.max(inner.end);
        }
    }
    all
}

fn table_at<'t>(table: &'t mut toml::Table, path: &[&str]) -> Option<&'t mut toml::Table> {
    path.iter().try_fold(table, |table, key| table.get_mut(*key)?.as_table_mut())
}

/// Whether a feature of the package names a dependency: `dep:redis`, `redis/tls`, `redis?/tls`, `redis`.
fn in_features(root: &DeTable<'_>, key: &str) -> bool {
    let lists = inner(root, "features").into_iter().flat_map(|table| table.values());
    let values = lists.filter_map(|list| list.get_ref().as_array()).flat_map(|list| list.iter());
    values.filter_map(|value| value.get_ref().as_str()).any(|text| {
        let name = text.strip_prefix("dep:").unwrap_or(text);
        name.split('/').next().map(|name| name.trim_end_matches('?')) == Some(key)
    })
}

/// How many dependency tables have a key.
fn tables_with(root: &DeTable<'_>, key: &str) -> usize {
    let platforms = inner(root, "target").into_iter().flat_map(|table| table.values());
    let platforms = platforms.filter_map(|value| value.get_ref().as_table());
    let owners = std::iter::once(root).chain(platforms);
    let names = || DEPENDENCY_TABLES.iter().flat_map(|(_, names)| names.iter());
    let tables = owners.flat_map(|owner| names().filter_map(move |name| inner(owner, name)));
    tables.filter(|table| table.contains_key(key)).count()
}

fn inner<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    table.get(key).map(Spanned::get_ref).and_then(DeValue::as_table)
}

/// A key's range without the quotes of `"redis"` and `'redis'`.
fn unquoted(text: &str, range: Range<usize>) -> Range<usize> {
    match text.get(range.clone()) {
        Some(key) if key.len() >= 2 && key.starts_with(['"', '\'']) => range.start + 1..range.end - 1,
        _ => range,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::workspace::DependencyKind;

    fn wanted(key: &str, kind: DependencyKind, platform: Option<&str>) -> Dependency {
        Dependency {
            key: key.to_owned(),
            package: key.to_owned(),
            kind,
            path: None,
            requirement: None,
            optional: false,
            platform: platform.map(str::to_owned),
        }
    }

    /// The text found for a key, with the number of the line it stands on.
    fn find(text: &str, key: &str, kind: DependencyKind, platform: Option<&str>) -> Option<(String, usize)> {
        let range = entry(text, &wanted(key, kind, platform))?.key;
        Some((text[range.clone()].to_owned(), text[..range.start].matches('\n').count() + 1))
    }

    const TEXT: &str = "\u{feff}# redis\r\n[package]\r\nname = 'redis'\r\n\r\n[dependencies]\nplain = \"1\"\nkv = { package = \"redis\", version = \"1\" }\ndotted.workspace = true\n\"quoted\" = '1'\n\n[dependencies.header]\nversion = \"1\"\n\n[dev_dependencies]\nplain = \"2\"\n\n[target.'cfg(unix)'.dependencies]\nplain = \"3\"\n\n[target.x86_64-unknown-linux-gnu.build-dependencies.deep]\nversion = \"1\"\n";

    #[test]
    fn every_form_of_entry_is_found_by_its_key() {
        let normal = |key| find(TEXT, key, DependencyKind::Normal, None);
        assert_eq!(normal("plain"), Some(("plain".to_owned(), 6)));
        assert_eq!(normal("kv"), Some(("kv".to_owned(), 7)));
        assert_eq!(normal("dotted"), Some(("dotted".to_owned(), 8)));
        assert_eq!(normal("quoted"), Some(("quoted".to_owned(), 9)));
        assert_eq!(normal("header"), Some(("header".to_owned(), 11)));
        assert_eq!(find(TEXT, "plain", DependencyKind::Dev, None), Some(("plain".to_owned(), 15)));
        assert_eq!(find(TEXT, "plain", DependencyKind::Normal, Some("cfg(unix)")), Some(("plain".to_owned(), 18)));
        let deep = find(TEXT, "deep", DependencyKind::Build, Some("x86_64-unknown-linux-gnu"));
        assert_eq!(deep, Some(("deep".to_owned(), 20)));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(find(TEXT, "redis", DependencyKind::Normal, None), None);
        assert_eq!(find(TEXT, "plain", DependencyKind::Build, None), None);
        assert_eq!(find(TEXT, "plain", DependencyKind::Normal, Some("cfg(windows)")), None);
        assert_eq!(find("not = = toml", "plain", DependencyKind::Normal, None), None);
    }

    #[test]
    fn an_inline_table_of_dependencies_is_searched_too() {
        let text = "dependencies = { redis = \"1\" }\n";
        assert_eq!(find(text, "redis", DependencyKind::Normal, None), Some(("redis".to_owned(), 1)));
    }

    /// The manifest without the entry, if it can be taken out.
    fn without(text: &str, key: &str, kind: DependencyKind, platform: Option<&str>) -> Option<String> {
        let removal = entry(text, &wanted(key, kind, platform))?.removal?;
        Some([&text[..removal.start], &text[removal.end..]].concat())
    }

    #[test]
    fn an_entry_is_taken_out_with_its_lines_and_nothing_else() {
        let normal = |text: &str| without(text, "redis", DependencyKind::Normal, None);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            normal("[dependencies]\na = \"1\"\nredis = \"1\" # why\nb = \"1\"\n"),
            some("[dependencies]\na = \"1\"\nb = \"1\"\n")
        );
        assert_eq!(normal("[dependencies]\r\nredis.workspace = true"), some("[dependencies]\r\n"));
        let several = "[dependencies]\nredis = { version = \"1\", features = [\n  \"aio\",\n] }\nb = \"1\"\n";
        assert_eq!(normal(several), some("[dependencies]\nb = \"1\"\n"));
        let dotted = "[dependencies]\nredis.workspace = true\nredis.features = [\"aio\"]\nb = \"1\"\n";
        assert_eq!(normal(dotted), some("[dependencies]\nb = \"1\"\n"));
        let header = "[package]\nname = \"a\"\n\n[dependencies.redis]\nversion = \"1\"\n\n[features]\n";
        assert_eq!(normal(header), some("[package]\nname = \"a\"\n\n\n[features]\n"));
        let platform = "[target.'cfg(unix)'.dev-dependencies]\n'redis' = \"1\"\n";
        let found = without(platform, "redis", DependencyKind::Dev, Some("cfg(unix)"));
        assert_eq!(found, some("[target.'cfg(unix)'.dev-dependencies]\n"));
        // What shares its line, or is written in two places, stays.
        assert_eq!(normal("dependencies = { redis = \"1\", b = \"1\" }\n"), None);
        assert_eq!(normal("[dependencies]\nredis.version = \"1\"\nb = \"1\"\nredis.optional = true\n"), None);
    }

    #[test]
    fn what_else_names_an_entry_is_told() {
        let named = |rest: &str| {
            let text = format!("[dependencies]\nredis = \"1\"\n{rest}");
            entry(&text, &wanted("redis", DependencyKind::Normal, None)).unwrap().is_named_elsewhere
        };
        assert!(!named("[features]\na = [\"b\", \"tokio/redis\"]\nredis-tls = []\n"));
        for feature in ["redis", "dep:redis", "redis/tls", "redis?/tls"] {
            assert!(named(&format!("[features]\na = [\"{feature}\"]\n")), "{feature}");
        }
        assert!(named("[dev-dependencies]\nredis = \"1\"\n") && named("[target.x.dependencies]\nredis = \"1\"\n"));
    }
}
