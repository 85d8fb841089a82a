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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::ReadError;

    struct OneFile(&'static str);

    impl Provider for OneFile {
        fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
            if self.is_file(path) { Ok(self.0.as_bytes().to_vec()) } else { Err(ReadError::NotFound) }
        }

        fn is_file(&self, path: &Path) -> bool {
            path == Path::new("/w/Cargo.lock")
        }

        fn entries(&self, _directory: &Path) -> Vec<(String, bool)> {
            Vec::new()
        }
    }

    fn read(text: &'static str) -> Vec<(String, String)> {
        let versions = versions(&OneFile(text), Path::new("/w"));
        versions.into_iter().map(|(name, versions)| (name, versions.join(" "))).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, versions)| ((*name).to_owned(), (*versions).to_owned())).collect()
    }

    #[test]
    fn packages_of_every_format_with_all_their_versions() {
        let text = "version = 4\n[[package]]\nname = \"redis\"\nversion = \"1.0.0\"\nchecksum = \"x\"\n[[package]]\nname = \"redis\"\nversion = \"0.27.6\"\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n";
        assert_eq!(read(text), pairs(&[("app", "0.1.0"), ("redis", "0.27.6 1.0.0")]));
        let old = "[root]\nname = \"app\"\nversion = \"0.1.0\"\n[[package]]\nname = \"redis\"\nversion = \"0.5.0\"\n";
        assert_eq!(read(old), pairs(&[("app", "0.1.0"), ("redis", "0.5.0")]));
    }

    #[test]
    fn a_broken_or_missing_lock_file_is_no_error() {
        let text = "[[package]]\nname = \"redis\"\nversion = \"1.0.0\"\n[[package]]\nname = 3\n<<<<<<< HEAD\n";
        assert_eq!(read(text), pairs(&[("redis", "1.0.0")]));
        assert!(versions(&OneFile(""), Path::new("/elsewhere")).is_empty());
    }
}
