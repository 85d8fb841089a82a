//! The embedded files by the names they go by; what one refers to is told without parsing it.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::embedded::{CLIENTS, RENAMED, STUBS};
use super::{CatalogueError, Client, Constructor, Interface, read_client, read_stub};

/// A file of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A client, by its package.
    Client(&'static str),
    /// The stub of a library.
    Stub(&'static str),
}

impl Entry {
    /// What is known of a package.
    #[must_use]
    pub fn of_package(package: &str) -> Option<Self> {
        let stub = || find(STUBS, &package.replace('-', "_")).map(|(lib, _)| Self::Stub(lib));
        find(CLIENTS, package).map(|(package, _)| Self::Client(package)).or_else(stub)
    }

    /// What is known of a library, where interfaces name it; forks that took another's name come second.
    #[must_use]
    pub fn of_lib(lib: &str) -> Option<Self> {
        LIBRARIES.get(lib).copied()
    }

    /// Its package; a stub's is called as its library.
    #[must_use]
    pub fn package(self) -> &'static str {
        match self {
            Self::Client(name) | Self::Stub(name) => name,
        }
    }

    /// Name of its library.
    #[must_use]
    pub fn lib(self) -> String {
        match self {
            Self::Client(package) => match RENAMED.iter().find(|(known, _)| *known == package) {
                Some((_, lib)) => (*lib).to_owned(),
                None => package.replace('-', "_"),
            },
            Self::Stub(lib) => lib.to_owned(),
        }
    }

    fn text(self) -> &'static str {
        let row = match self {
            Self::Client(package) => find(CLIENTS, package),
            Self::Stub(lib) => find(STUBS, lib),
        };
        row.map_or("", |(_, text)| text)
    }

    /// Its declarations, as they stand in the file.
    fn declarations(self) -> &'static str {
        match self {
            Self::Client(_) => {
                let after = self.text().split_once("\napi = '''").map_or("", |(_, after)| after);
                after.split_once("'''").map_or("", |(api, _)| api)
            }
            Self::Stub(_) => self.text(),
        }
    }

    /// The libraries its declarations refer to.
    #[must_use]
    pub fn mentions(self) -> Vec<&'static str> {
        mentions(self.declarations())
    }

    /// Its interface. A process that analyses several times (`--since`, `--fix`, a library's user) reads it once.
    ///
    /// # Errors
    /// The file is not what it should be.
    pub fn read(self) -> Result<Arc<Interface>, CatalogueError> {
        static READ: RwLock<BTreeMap<Entry, Arc<Interface>>> = RwLock::new(BTreeMap::new());
        if let Some(known) = READ.read().unwrap_or_else(PoisonError::into_inner).get(&self) {
            return Ok(Arc::clone(known));
        }
        let interface = Arc::new(match self {
            Self::Client(package) => read_client(package, self.text())?,
            Self::Stub(lib) => read_stub(lib, self.text())?,
        });
        READ.write().unwrap_or_else(PoisonError::into_inner).insert(self, Arc::clone(&interface));
        Ok(interface)
    }
}

/// Whether no other package of the whole catalogue declares a function of that name, forks of the same client aside.
#[must_use]
fn is_unique(function: &str, package: &str) -> bool {
    let fork = format!("fork-of = \"{package}\"");
    let own = |other: &&str| *other == package || find(CLIENTS, other).is_some_and(|(_, text)| text.contains(&fork));
    FUNCTIONS.get(function).is_none_or(|packages| packages.iter().all(own))
}

impl Client {
    /// Whether the name of a constructor alone gives the client away. What a generic pool is of, a name does not say.
    #[must_use]
    pub fn is_told_by(&self, row: &Constructor) -> bool {
        let name = row.name();
        !row.generic && !self.common_names.iter().any(|common| common == name) && is_unique(name, &self.package)
    }
}

impl Constructor {
    /// The last name of its path: that of the function.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit("::").next().unwrap_or_default()
    }
}

/// The packages of the clients that declare a function, by its name.
static FUNCTIONS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut functions: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
    for (package, text) in CLIENTS {
        for at in memchr::memmem::find_iter(text.as_bytes(), b"fn ") {
            let after = &text[at + 3..];
            let end = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
            if after[end..].starts_with(['(', '<']) {
                functions.entry(&after[..end]).or_default().push(package);
            }
        }
    }
    functions
});

/// A row of a list that is sorted by name (a test holds the lists to the folders' order).
fn find(list: &'static [(&'static str, &'static str)], name: &str) -> Option<(&'static str, &'static str)> {
    list.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|at| list[at])
}

static LIBRARIES: LazyLock<FxHashMap<String, Entry>> = LazyLock::new(|| {
    let stubs = STUBS.iter().map(|(lib, _)| Entry::Stub(lib));
    let (renamed, named): (Vec<Entry>, Vec<Entry>) = CLIENTS
        .iter()
        .map(|(package, _)| Entry::Client(package))
        .partition(|entry| RENAMED.iter().any(|(package, _)| *package == entry.package()));
    let mut libraries = FxHashMap::default();
    for entry in stubs.chain(named).chain(renamed) {
        libraries.entry(entry.lib()).or_insert(entry);
    }
    libraries
});

/// The libraries known here that a text of declarations refers to: names followed by `::`, or alone in a `use`.
pub(super) fn mentions(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut rest = text;
    while let Some(start) = rest.bytes().position(is_word) {
        let length = rest[start..].bytes().position(|byte| !is_word(byte)).unwrap_or(rest.len() - start);
        let (word, after) = rest[start..].split_at(length);
        let named = after.starts_with("::") || after.starts_with(';') || after.starts_with(" as ");
        if named && LIBRARIES.contains_key(word) && !found.contains(&word) {
            found.push(word);
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_find_libraries_in_paths_and_uses() {
        let found = mentions("use bb8;\nuse redis as store; fn f(a: std::time::Duration) -> tokio::X;");
        for name in ["bb8", "redis", "std", "tokio"] {
            assert!(found.contains(&name), "{name} in {found:?}");
        }
    }

    #[test]
    fn an_entry_knows_what_its_file_says_without_parsing_it() {
        for (package, text) in CLIENTS {
            let entry = Entry::Client(package);
            let read = read_client(package, text);
            let said = read.as_ref().map(|interface| (interface.lib.clone(), interface.mentions.clone()));
            assert_eq!(said, Ok((entry.lib(), entry.mentions().into_iter().map(str::to_owned).collect())));
        }
    }

    #[test]
    fn a_library_that_several_packages_publish_is_the_one_named_like_it() {
        assert_eq!(Entry::of_lib("redis"), Some(Entry::Client("redis")));
        assert_eq!(Entry::of_lib("glide"), Some(Entry::Client("valkey-glide")));
        assert_eq!(Entry::of_lib("tokio"), Some(Entry::Stub("tokio")));
        assert_eq!(Entry::of_package("actix-web"), Some(Entry::Stub("actix_web")));
    }
}
