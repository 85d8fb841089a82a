//! What `Cargo.lock` says about versions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::version::Version;
use crate::source::Provider;

/// A lock file: which version of which package uses which.
///
/// Lenient: a missing or broken file gives what can be read of it, at worst nothing; a lock file decides no finding by
/// itself. All lock formats hold `[[package]]` tables with `name`, `version` and `dependencies`, the first one also `[root]`
/// (cargo book, "Cargo.toml vs Cargo.lock"; cargo's `encode.rs`).
#[derive(Debug, Clone, Default)]
pub struct Lock {
    /// Packages by name: their versions, and the names and versions of what they use.
    packages: BTreeMap<String, Vec<(String, Vec<Dependency>)>>,
}

/// `redis`, `redis 0.27.6`: the version stands there where the file holds several.
#[derive(Debug, Clone)]
struct Dependency {
    name: String,
    version: Option<String>,
}

impl Lock {
    /// Reads the `Cargo.lock` in a folder.
    #[must_use]
    pub fn read(provider: &dyn Provider, root: &Path) -> Self {
        let Ok(text) = provider.read_text(&root.join("Cargo.lock")) else { return Self::default() };
        let (document, _) = DeTable::parse_recoverable(&text);
        let mut lock = Self::default();
        let packages = document.get_ref().get("package").and_then(|value| value.get_ref().as_array());
        let tables = packages.into_iter().flat_map(|array| array.iter()).chain(document.get_ref().get("root"));
        for table in tables.filter_map(|value| value.get_ref().as_table()) {
            let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
            if let (Some(name), Some(version)) = (text("name"), text("version")) {
                let used = table.get("dependencies").map(|value| dependencies(value.get_ref())).unwrap_or_default();
                lock.packages.entry(name.to_owned()).or_default().push((version.to_owned(), used));
            }
        }
        lock
    }

    /// The locked versions of a package, sorted as text.
    #[must_use]
    pub fn versions(&self, package: &str) -> Vec<&str> {
        let all = self.packages.get(package).into_iter().flatten();
        all.map(|(version, _)| version.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The version of a package that another one uses: itself, or through what it uses. The nearest counts; none where two
    /// are equally near. `path` begins with the user and ends with the package; what stands between is gone through.
    #[must_use]
    pub fn used_by(&self, path: &[&str]) -> Option<Version> {
        let (user, rest) = path.split_first()?;
        let mut from: BTreeSet<(&str, &str)> =
            self.packages.get_key_value(*user).into_iter().flat_map(of_key).collect();
        for package in rest {
            from = BTreeSet::from([self.nearest(from, package)?]);
        }
        match (from.first(), rest.is_empty()) {
            (Some((_, version)), false) => Version::parse(version),
            _ => None,
        }
    }

    fn nearest<'l>(&'l self, users: BTreeSet<(&'l str, &'l str)>, package: &str) -> Option<(&'l str, &'l str)> {
        let mut seen = users.clone();
        let mut wave = users;
        while !wave.is_empty() {
            let next: BTreeSet<(&str, &str)> = wave.iter().flat_map(|of| self.uses(*of)).collect();
            let mut found = next.iter().filter(|(name, _)| *name == package);
            match (found.next(), found.next()) {
                (Some(of), None) => return Some(*of),
                (Some(_), Some(_)) => return None,
                (None, _) => wave = next.into_iter().filter(|of| seen.insert(*of)).collect(),
            }
        }
        None
    }

    fn uses<'l>(&'l self, (name, version): (&str, &str)) -> impl Iterator<Item = (&'l str, &'l str)> {
        let own = self.packages.get(name).into_iter().flatten().find(|(own, _)| own == version);
        own.into_iter().flat_map(|(_, used)| used).flat_map(|dependency| {
            let known = self.packages.get_key_value(dependency.name.as_str()).into_iter().flat_map(of_key);
            known.filter(|(_, version)| dependency.version.as_deref().is_none_or(|wanted| wanted == *version))
        })
    }
}

fn of_key<'l>(
    (name, versions): (&'l String, &'l Vec<(String, Vec<Dependency>)>),
) -> impl Iterator<Item = (&'l str, &'l str)> {
    versions.iter().map(|(version, _)| (name.as_str(), version.as_str()))
}

fn dependencies(value: &DeValue<'_>) -> Vec<Dependency> {
    let texts =
        value.as_array().into_iter().flat_map(|array| array.iter()).filter_map(|value| value.get_ref().as_str());
    texts
        .filter_map(|text| {
            let mut words = text.split(' ');
            Some(Dependency { name: words.next()?.to_owned(), version: words.next().map(str::to_owned) })
        })
        .collect()
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

    fn read(text: &'static str) -> Lock {
        Lock::read(&OneFile(text), Path::new("/w"))
    }

    #[test]
    fn packages_of_every_format_with_all_their_versions() {
        let lock = read(
            "version = 4\n[[package]]\nname = \"redis\"\nversion = \"1.0.0\"\nchecksum = \"x\"\n[[package]]\nname = \"redis\"\nversion = \"0.27.6\"\n",
        );
        assert_eq!(lock.versions("redis"), ["0.27.6", "1.0.0"]);
        let old =
            read("[root]\nname = \"app\"\nversion = \"0.1.0\"\n[[package]]\nname = \"redis\"\nversion = \"0.5.0\"\n");
        assert_eq!((old.versions("app"), old.versions("redis")), (vec!["0.1.0"], vec!["0.5.0"]));
    }

    #[test]
    fn a_broken_or_missing_lock_file_is_no_error() {
        let lock = read("[[package]]\nname = \"redis\"\nversion = \"1.0.0\"\n[[package]]\nname = 3\n<<<<<<< HEAD\n");
        assert_eq!(lock.versions("redis"), ["1.0.0"]);
        assert!(Lock::read(&OneFile(""), Path::new("/elsewhere")).versions("redis").is_empty());
    }

    #[test]
    fn the_version_a_package_uses_is_the_nearest() {
        let lock = read(
            r#"
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["redis 0.27.6", "pool"]
[[package]]
name = "other"
version = "0.1.0"
dependencies = ["pool", "app"]
[[package]]
name = "both"
version = "0.1.0"
dependencies = ["redis 0.27.6", "redis 1.0.0 (registry+https://example.com)"]
[[package]]
name = "pool"
version = "2.0.0"
dependencies = ["redis 1.0.0", "other"]
[[package]]
name = "redis"
version = "0.27.6"
[[package]]
name = "redis"
version = "1.0.0"
"#,
        );
        let used = |user| lock.used_by(&[user, "redis"]).map(|version| version.to_string());
        assert_eq!(used("app").as_deref(), Some("0.27.6"));
        assert_eq!(used("pool").as_deref(), Some("1.0.0"));
        assert_eq!(used("other"), None, "1.0.0 through the pool and 0.27.6 through the app are equally near");
        assert_eq!(used("both"), None);
        assert_eq!(used("nobody"), None);
        let through = lock.used_by(&["app", "pool", "redis"]).map(|version| version.to_string());
        assert_eq!(through.as_deref(), Some("1.0.0"));
        assert_eq!(lock.used_by(&["redis", "redis"]), None);
        assert_eq!(lock.used_by(&["app"]), None);
    }
}
