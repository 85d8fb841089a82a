//! What `Cargo.lock` says about versions.

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::DeTable;

use crate::source::Provider;

/// The locked versions of each package, sorted as text, from the `Cargo.lock` in `root`.
///
/// Lenient: a missing or broken file gives what can be read of it, at worst nothing; a lock file decides no finding by
/// itself. All lock formats hold `[[package]]` tables with `name` and `version`, the first one also `[root]`
/// (cargo book, "Cargo.toml vs Cargo.lock"; cargo's `encode.rs`).
#[must_use]
pub fn versions(provider: &dyn Provider, root: &Path) -> BTreeMap<String, Vec<String>> {
    let Ok(text) = provider.read_text(&root.join("Cargo.lock")) else {
        return BTreeMap::new();
    };
    let (document, _) = DeTable::parse_recoverable(&text);
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let packages = document.get_ref().get("package").and_then(|value| value.get_ref().as_array());
    let tables = packages.into_iter().flat_map(|array| array.iter()).chain(document.get_ref().get("root"));
    for table in tables.filter_map(|value| value.get_ref().as_table()) {
        let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
        if let (Some(name), Some(version)) = (text("name"), text("version")) {
            versions.entry(name.to_owned()).or_default().push(version.to_owned());
        }
    }
    for list in versions.values_mut() {
        list.sort();
        list.dedup();
    }
    versions
}
