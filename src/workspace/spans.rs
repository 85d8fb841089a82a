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
