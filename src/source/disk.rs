//! The disk as a [`Provider`].

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Provider, ReadError};

/// How many bytes of one file are read at most: 32 MiB.
///
/// The largest Rust sources in the wild are generated bindings of some 10 MB; what is larger is data in a source's
/// clothes, and would cost a parser gigabytes.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Bytes of the buffer that stay from one file to the next.
const KEPT: usize = 1 << 20;

thread_local! {
    /// Files are read into it and copied out: of the buffers of a whole codebase, each of another size, the heap would be full of holes.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Reads regular files below given roots, and nothing else.
///
/// Symbolic links are followed as long as they stay below a root. A directory's place is looked up once: the tree is
/// taken to stand still while it is analysed.
#[derive(Debug, Default)]
pub struct Disk {
    /// Symbolic links resolved; none: everywhere.
    roots: Option<Vec<PathBuf>>,
    /// Directories seen so far and whether they lie below a root.
    directories: RwLock<FxHashMap<PathBuf, Result<(), ReadError>>>,
    /// Regular files by their directory, where there are roots: listed once, each need not be looked at before it is opened.
    listed: RwLock<FxHashMap<PathBuf, FxHashSet<OsString>>>,
}

impl Disk {
    /// A disk without roots, for finding manifests: cargo looks for them in the directories above a package too.
    #[must_use]
    pub fn unbounded() -> Self {
        Self::default()
    }

    /// A disk that shows only what lies below `roots`, symbolic links resolved; a root that does not exist shows nothing.
    #[must_use]
    pub fn within<P: AsRef<Path>>(roots: &[P]) -> Self {
        let roots = roots.iter().filter_map(|root| fs::canonicalize(root).ok()).collect();
        Self { roots: Some(roots), ..Self::default() }
    }

    /// The path with links resolved, if it may be read.
    fn admit(&self, path: &Path) -> Result<PathBuf, ReadError> {
        let resolved = fs::canonicalize(path).map_err(|error| read_error(&error))?;
        let holds = self.roots.as_ref().is_none_or(|roots| roots.iter().any(|root| resolved.starts_with(root)));
        if holds { Ok(resolved) } else { Err(ReadError::Outside) }
    }

    /// Whether a directory may be read.
    fn admit_directory(&self, path: &Path) -> Result<(), ReadError> {
        if self.roots.is_none() {
            return Ok(());
        }
        if let Some(known) = self.directories.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.clone();
        }
        let admitted = self.admit(path).map(|_| ());
        let mut directories = self.directories.write().unwrap_or_else(PoisonError::into_inner);
        directories.insert(path.to_path_buf(), admitted.clone());
        admitted
    }

    /// Whether its directory's list has a path as a regular file that may be read; if not, it may be one all the same. Without roots
    /// nothing is listed: manifests are looked for in directories that are nobody's.
    fn lists(&self, path: &Path) -> bool {
        let (Some(_), Some(directory), Some(name)) = (&self.roots, path.parent(), path.file_name()) else {
            return false;
        };
        if let Some(known) = self.listed.read().unwrap_or_else(PoisonError::into_inner).get(directory) {
            return known.contains(name);
        }
        let admitted = self.admit_directory(directory).is_ok();
        let entries = admitted.then(|| fs::read_dir(directory).ok()).flatten().into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        let files: FxHashSet<OsString> = files.map(|entry| entry.file_name()).collect();
        let found = files.contains(name);
        self.listed.write().unwrap_or_else(PoisonError::into_inner).insert(directory.to_path_buf(), files);
        found
    }

    /// What stands at a path, links followed, if it may be read. Never opens it.
    fn look(&self, path: &Path) -> Result<fs::Metadata, ReadError> {
        let own = fs::symlink_metadata(path).map_err(|error| read_error(&error))?;
        if own.is_symlink() {
            let resolved = self.admit(path)?;
            return fs::metadata(resolved).map_err(|error| read_error(&error));
        }
        if own.is_dir() {
            self.admit_directory(path)?;
        } else {
            self.admit_directory(path.parent().unwrap_or(path))?;
        }
        Ok(own)
    }

    /// Reads a file into an empty buffer.
    fn fill(&self, path: &Path, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
        // Looked at before it is opened: opening a FIFO waits for a writer, opening a device may act.
        if !self.lists(path) {
            check(&self.look(path)?)?;
        }
        let file = open(path).map_err(|error| read_error(&error))?;
        // And again once it is open: it may have been replaced in between.
        let metadata = file.metadata().map_err(|error| read_error(&error))?;
        check(&metadata)?;
        bytes.reserve(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        // Files can grow while they are read.
        file.take(MAX_BYTES + 1).read_to_end(bytes).map_err(|error| read_error(&error))?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(ReadError::TooLarge(bytes.len() as u64, MAX_BYTES));
        }
        Ok(())
    }

    /// The name of an entry and whether it is a directory; none for what a Rust path cannot name (not UTF-8) and for
    /// links that lead nowhere or out.
    fn entry(&self, entry: &walkdir::DirEntry) -> Option<(String, bool)> {
        let name = entry.file_name().to_str()?.to_owned();
        let kind = entry.file_type();
        if kind.is_symlink() {
            return Some((name, self.look(entry.path()).ok()?.is_dir()));
        }
        Some((name, kind.is_dir()))
    }
}

impl Provider for Disk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.fill(path, &mut bytes)?;
        Ok(bytes)
    }

    fn read_shared(&self, path: &Path) -> Result<Arc<str>, ReadError> {
        BUFFER.with_borrow_mut(|bytes| {
            bytes.clear();
            bytes.shrink_to(KEPT);
            self.fill(path, bytes)?;
            match std::str::from_utf8(bytes) {
                Ok(text) => Ok(Arc::from(text)),
                Err(_) => super::text(bytes.clone()).map(Arc::from),
            }
        })
    }

    fn is_file(&self, path: &Path) -> bool {
        self.lists(path) || self.look(path).is_ok_and(|metadata| metadata.is_file())
    }

    fn entries(&self, directory: &Path) -> Vec<(String, bool)> {
        if self.admit_directory(directory).is_err() {
            return Vec::new();
        }
        // One level at a time: who walks deeper decides where to, and never through a link.
        let listed = walkdir::WalkDir::new(directory).min_depth(1).max_depth(1).follow_links(false);
        let mut entries: Vec<_> = listed.into_iter().flatten().filter_map(|entry| self.entry(&entry)).collect();
        entries.sort();
        entries
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.look(path).is_ok_and(|metadata| metadata.is_dir())
    }

    fn is_link(&self, path: &Path) -> bool {
        !self.lists(path) && fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
    }

    fn resolved(&self, path: &Path) -> Option<PathBuf> {
        self.admit(path).ok()
    }
}

/// Refuses what is no regular file of a sensible size.
fn check(metadata: &fs::Metadata) -> Result<(), ReadError> {
    if !metadata.is_file() {
        return Err(ReadError::NotRegular);
    }
    if metadata.len() > MAX_BYTES {
        return Err(ReadError::TooLarge(metadata.len(), MAX_BYTES));
    }
    Ok(())
}

/// Opens for reading without ever waiting for the other end of a FIFO.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    fs::OpenOptions::new().read(true).custom_flags(NONBLOCK).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<fs::File> {
    fs::File::open(path)
}

/// `O_NONBLOCK` of the systems whose value is known (their `fcntl.h`); elsewhere only the look before opening protects.
#[cfg(unix)]
const NONBLOCK: i32 = if cfg!(all(
    any(target_os = "linux", target_os = "android"),
    not(any(target_arch = "mips", target_arch = "mips64", target_arch = "sparc64"))
)) {
    0o4000
} else if cfg!(any(
    target_os = "macos",
    target_os = "ios",
    target_os = "freebsd",
    target_os = "netbsd",
    target_os = "openbsd",
    target_os = "dragonfly"
)) {
    0x4
} else {
    0
};

fn read_error(error: &std::io::Error) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => ReadError::NotFound,
        std::io::ErrorKind::IsADirectory => ReadError::NotRegular,
        _ => ReadError::Io(error.to_string()),
    }
}

/// The repository a folder lies in: the nearest folder around it, or itself, that holds `.git` (a file in worktrees).
#[must_use]
pub fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}
