//! Where in a manifest's text a thing stands, found on demand: only findings about manifests need it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Dependency;
use super::manifest::DEPENDENCY_TABLES;

/// The bytes of one dependency's key in `text`, the manifest that holds `package_dep`.
///
/// The key is `redis` in `redis = "1"`, in `[dependencies.redis]`, in `redis.workspace = true` and in the tables of
/// `[target.….dependencies]`, without its quotes if it has any. None when the manifest has no such entry (any more).
#[must_use]
pub fn dependency(text: &str, package_dep: &Dependency) -> Option<Range<usize>> {
    let (document, _) = DeTable::parse_recoverable(text);
    let root = document.get_ref();
    let owner = match &package_dep.platform {
        Some(platform) => inner(inner(root, "target")?, platform)?,
        None => root,
    };
    let (_, names) = DEPENDENCY_TABLES.iter().find(|(kind, _)| *kind == package_dep.kind)?;
    let table = names.iter().find_map(|name| inner(owner, name))?;
    let key: &Spanned<_> = table.get_key_value(&*package_dep.key)?.0;
    Some(unquoted(text, key.span()))
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

    /// The text found for a key, with the number of the line it stands on.
    fn find(text: &str, key: &str, kind: DependencyKind, platform: Option<&str>) -> Option<(String, usize)> {
        let wanted = Dependency {
            key: key.to_owned(),
            package: key.to_owned(),
            kind,
            path: None,
            requirement: None,
            optional: false,
            platform: platform.map(str::to_owned),
        };
        let range = dependency(text, &wanted)?;
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
}
