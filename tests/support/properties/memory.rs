//! Files in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use cargo_redis_ssot::source::{Provider, ReadError};

/// A codebase at `/w`.
#[derive(Default)]
pub(crate) struct Memory(BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    /// The files of a text: a line `=== path` begins one, what stands before the first goes to `first`.
    pub(crate) fn of(first: &str, text: &str) -> Self {
        let mut files = Self(BTreeMap::new());
        let mut path = place(first);
        let mut content = String::new();
        for line in text.split_inclusive('\n') {
            match line.strip_prefix("=== ") {
                Some(next) => {
                    files
                        .0
                        .insert(std::mem::replace(&mut path, place(next.trim())), std::mem::take(&mut content).into());
                }
                None => content.push_str(line),
            }
        }
        files.0.insert(path, content.into());
        files
    }

    /// Puts a file there.
    pub(crate) fn put(&mut self, path: &str, text: &str) {
        self.0.insert(place(path), text.as_bytes().to_vec());
    }

    /// The same with a file, unless it is there.
    pub(crate) fn with(mut self, path: &str, text: &str) -> Self {
        self.0.entry(place(path)).or_insert_with(|| text.as_bytes().to_vec());
        self
    }
}

/// A path below the root, whatever was written.
fn place(path: &str) -> PathBuf {
    let parts = Path::new(path).components().filter(|part| matches!(part, Component::Normal(_)));
    Path::new("/w").join(parts.collect::<PathBuf>())
}

impl Provider for Memory {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::NotFound)
    }

    fn is_file(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    fn entries(&self, directory: &Path) -> Vec<(String, bool)> {
        // Paths are ordered by their parts: what is below a folder stands together.
        let below = self.0.range(directory.to_path_buf()..).map_while(|(path, _)| path.strip_prefix(directory).ok());
        let entries = below.filter_map(|path| {
            let mut parts = path.components();
            let name = parts.next()?.as_os_str().to_str()?.to_owned();
            Some((name, parts.next().is_some()))
        });
        entries.collect::<BTreeSet<_>>().into_iter().collect()
    }
}
