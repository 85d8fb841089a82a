//! A commit as a [`Provider`]: its files out of git's objects, without a checkout.
//!
//! The `git` program is asked (`ls-tree` once, then one `cat-file --batch` for all contents). It is told not to fetch:
//! in a partial clone a missing object is an error rather than a download.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::disk::MAX_BYTES;
use super::{Provider, ReadError};
use crate::workspace::{absolute, normalize};

/// Why a commit cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// The program is not there.
    #[error("git cannot be run: {0}")]
    NoGit(String),
    /// The directory is in no work tree.
    #[error("{} is not in a git work tree: {message}", path.display())]
    NotARepository {
        /// As given.
        path: PathBuf,
        /// What git says.
        message: String,
    },
    /// The revision names no commit.
    #[error("`{revision}` names no commit{}", if *shallow { "; this clone is shallow: fetch the history too (`git fetch --unshallow`, or `fetch-depth: 0` in CI)" } else { "" })]
    UnknownRevision {
        /// As given.
        revision: String,
        /// Whether the clone is shallow, which is why a known commit may be missing.
        shallow: bool,
    },
    /// git failed otherwise.
    #[error("git {command} failed: {message}")]
    Failed {
        /// Its subcommand.
        command: &'static str,
        /// What it says.
        message: String,
    },
}

/// The files of one commit, at the places where a checkout would have them.
#[derive(Debug)]
pub struct GitTree {
    /// The commit's object name.
    commit: String,
    /// Top of the work tree, symbolic links resolved.
    top: PathBuf,
    /// Directories and their paths in the repository: the top, and the directory given, which may go through links.
    places: Vec<(PathBuf, PathBuf)>,
    /// All files, sorted by path.
    files: Vec<File>,
    /// Whether any of them is a symbolic link.
    has_links: bool,
    objects: Mutex<Objects>,
}

/// One entry of the tree.
#[derive(Debug)]
struct File {
    /// Path from the top, `/` between parts.
    path: String,
    object: Box<str>,
    is_link: bool,
}

/// A running `git cat-file --batch`.
#[derive(Debug)]
struct Objects {
    child: Child,
    /// None only while it is being dropped.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl GitTree {
    /// Opens the commit `revision` of the repository that `directory` lies in.
    ///
    /// # Errors
    /// See [`GitError`].
    pub fn open(directory: &Path, revision: &str) -> Result<Self, GitError> {
        let directory = absolute(directory);
        let top = top(&directory)?;
        let prefix = line(&directory, "rev-parse", &["--show-prefix"])?;
        let commit = commit(&directory, revision)?;
        let listing = git(&directory, "ls-tree", &["-r", "-z", "--full-tree", &commit])?;
        let mut files: Vec<_> = listing.split(|byte| *byte == 0).filter_map(entry).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let (base, prefix) = base(&directory, Path::new(&prefix));
        Ok(Self {
            commit,
            places: vec![(base, prefix), (top.clone(), PathBuf::new())],
            has_links: files.iter().any(|file| file.is_link),
            files,
            objects: Mutex::new(Objects::start(&directory)?),
            top,
        })
    }

    /// The full object name of the commit.
    #[must_use]
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// The path in the repository of an absolute path, symbolic links of the tree resolved; none outside the repository
    /// and where a link leads out or in a circle.
    fn key(&self, path: &Path) -> Option<String> {
        let path = normalize(path);
        let inner = self.places.iter().find_map(|(at, inside)| Some(inside.join(path.strip_prefix(at).ok()?)))?;
        let key = slashed(&inner)?;
        if self.has_links { self.follow(key) } else { Some(key) }
    }

    /// Resolves links part by part, as an operating system does.
    fn follow(&self, mut key: String) -> Option<String> {
        /// Linux's limit (`path_resolution(7)`).
        const MAX_LINKS: usize = 40;
        for _ in 0..=MAX_LINKS {
            let ends = key.match_indices('/').map(|(at, _)| at).chain([key.len()]);
            let link =
                ends.into_iter().find_map(|end| Some((self.file(&key[..end]).filter(|file| file.is_link)?, end)));
            let Some((link, end)) = link else {
                return Some(key);
            };
            let target = String::from_utf8(self.contents(link).ok()?).ok()?;
            let from = Path::new(&link.path).parent().unwrap_or(Path::new(""));
            let rest = key[end..].trim_start_matches('/');
            key = slashed(&normalize(&from.join(target).join(rest)))?;
        }
        None
    }

    /// The file, or the link itself, at a path in the repository.
    fn file(&self, key: &str) -> Option<&File> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(key)).ok()?;
        self.files.get(at)
    }

    /// The files below a directory.
    fn below(&self, key: &str) -> (String, &[File]) {
        let prefix = if key.is_empty() { String::new() } else { format!("{key}/") };
        let start = self.files.partition_point(|file| file.path.as_str() < prefix.as_str());
        let rest = self.files.get(start..).unwrap_or_default();
        let end = rest.partition_point(|file| file.path.starts_with(&prefix));
        let below = rest.get(..end).unwrap_or_default();
        (prefix, below)
    }

    fn contents(&self, file: &File) -> Result<Vec<u8>, ReadError> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner).read(&file.object)
    }
}

/// Top of the work tree that a directory lies in.
///
/// # Errors
/// [`GitError::NotARepository`] when it lies in none; [`GitError::NoGit`].
pub fn top(directory: &Path) -> Result<PathBuf, GitError> {
    let failed = |message| GitError::NotARepository { path: directory.to_path_buf(), message };
    line(directory, "rev-parse", &["--show-toplevel"]).map(PathBuf::from).map_err(|error| not_there(error, failed))
}

/// A path with uncommitted changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path from the top of the work tree.
    pub path: String,
    /// Whether all its changes are in the index.
    pub is_staged: bool,
}

/// The uncommitted changes of a work tree: staged, unstaged and untracked files; ignored ones are none.
///
/// # Errors
/// [`GitError`]: git cannot tell.
pub fn changes(top: &Path) -> Result<Vec<Change>, GitError> {
    let status = git(top, "status", &["--porcelain=v1", "-z", "--untracked-files=normal", "--no-renames"])?;
    // git-status(1), "Short Format": the index's letter, the work tree's letter, a space, the path.
    let change = |entry: &[u8]| {
        let (letters, path) = entry.split_at_checked(3)?;
        let path = String::from_utf8_lossy(path).into_owned();
        Some(Change { path, is_staged: letters[1] == b' ' })
    };
    Ok(status.split(|byte| *byte == 0).filter_map(change).collect())
}

impl Provider for GitTree {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        let key = self.key(path).ok_or(ReadError::Outside)?;
        match self.file(&key) {
            Some(file) => self.contents(file),
            None if self.below(&key).1.is_empty() => Err(ReadError::NotFound),
            None => Err(ReadError::NotRegular),
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.key(path).is_some_and(|key| self.file(&key).is_some())
    }

    fn entries(&self, directory: &Path) -> Vec<(String, bool)> {
        let Some(key) = self.key(directory) else {
            return Vec::new();
        };
        let (prefix, mut below) = self.below(&key);
        let mut entries = Vec::new();
        while let Some(first) = below.first() {
            let rest = &first.path[prefix.len()..];
            let (name, is_directory) = rest.split_once('/').map_or((rest, false), |(name, _)| (name, true));
            // A directory's files stand together.
            let inside = format!("{prefix}{name}/");
            let skip = if is_directory { below.partition_point(|file| file.path.starts_with(&inside)) } else { 1 };
            let path = directory.join(name);
            if !first.is_link || is_directory {
                entries.push((name.to_owned(), is_directory));
            } else if self.is_file(&path) || self.is_directory(&path) {
                entries.push((name.to_owned(), self.is_directory(&path)));
            }
            below = below.get(skip..).unwrap_or_default();
        }
        entries.sort();
        entries
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.key(path).is_some_and(|key| key.is_empty() || !self.below(&key).1.is_empty())
    }

    fn is_link(&self, path: &Path) -> bool {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            return false;
        };
        let key = self.key(parent).map(|key| if key.is_empty() { name.to_owned() } else { format!("{key}/{name}") });
        key.and_then(|key| self.file(&key)).is_some_and(|file| file.is_link)
    }

    fn resolved(&self, path: &Path) -> Option<PathBuf> {
        let key = self.key(path)?;
        (self.is_file(path) || self.is_directory(path)).then(|| self.top.join(key))
    }
}

impl Objects {
    fn start(directory: &Path) -> Result<Self, GitError> {
        let mut command = command(directory, "cat-file");
        command.arg("--batch").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| GitError::NoGit(error.to_string()))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or_else(|| GitError::NoGit("no pipe to it".to_owned()))?;
        Ok(Self { child, input: Some(input), output: BufReader::new(output) })
    }

    /// The contents of one object. The protocol (git-cat-file(1), "Batch output"): the object's name and a newline go
    /// in; `<name> <type> <size>`, the contents and a newline come out, or `<name> missing`.
    fn read(&mut self, object: &str) -> Result<Vec<u8>, ReadError> {
        let io = |error: std::io::Error| ReadError::Io(format!("git cat-file: {error}"));
        let input = self.input.as_mut().ok_or(ReadError::NotFound)?;
        writeln!(input, "{object}").and_then(|()| input.flush()).map_err(io)?;
        let mut header = String::new();
        self.output.read_line(&mut header).map_err(io)?;
        let size = header.split(' ').nth(2).and_then(|size| size.trim().parse::<u64>().ok());
        let Some(size) = size else {
            return Err(ReadError::Io(format!("git has no object {object}: {}", header.trim())));
        };
        // One byte more: the newline after the contents.
        let mut whole = (&mut self.output).take(size + 1);
        if size > MAX_BYTES {
            std::io::copy(&mut whole, &mut std::io::sink()).map_err(io)?;
            return Err(ReadError::TooLarge(size, MAX_BYTES));
        }
        let mut bytes = Vec::new();
        whole.read_to_end(&mut bytes).map_err(io)?;
        match bytes.pop() {
            Some(_) if bytes.len() as u64 == size => Ok(bytes),
            _ => Err(ReadError::Io("git cat-file ended early".to_owned())),
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends at the end of its input.
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// A git that reads the repository of `directory` and nothing else: hooks run with variables that name another one.
fn command(directory: &Path, name: &str) -> Command {
    let mut command = Command::new("git");
    // A repository's own configuration may name a program to watch its files; nothing of the user's is run.
    command.arg("-C").arg(directory).args(["-c", "core.fsmonitor=false"]).arg(name);
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command
}

/// What a git command prints.
fn git(directory: &Path, name: &'static str, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    let output = command(directory, name).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| GitError::NoGit(error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(GitError::Failed { command: name, message })
}

/// The one line a git command prints.
fn line(directory: &Path, name: &'static str, arguments: &[&str]) -> Result<String, GitError> {
    let output = String::from_utf8_lossy(&git(directory, name, arguments)?).into_owned();
    Ok(output.strip_suffix('\n').unwrap_or(&output).to_owned())
}

/// A failure as another one, unless git could not be run at all.
fn not_there(error: GitError, other: impl FnOnce(String) -> GitError) -> GitError {
    match error {
        GitError::Failed { message, .. } => other(message),
        error => error,
    }
}

/// The object name of the commit that a revision names.
fn commit(directory: &Path, revision: &str) -> Result<String, GitError> {
    let wanted = format!("{revision}^{{commit}}");
    // A revision never begins with a dash (git-check-ref-format(1)): nothing is taken for an option.
    let found = if revision.starts_with('-') || revision.is_empty() {
        Err(GitError::Failed { command: "rev-parse", message: String::new() })
    } else {
        line(directory, "rev-parse", &["--verify", "--quiet", &wanted])
    };
    found.map_err(|error| {
        let shallow = line(directory, "rev-parse", &["--is-shallow-repository"]).is_ok_and(|answer| answer == "true");
        not_there(error, |_| GitError::UnknownRevision { revision: revision.to_owned(), shallow })
    })
}

/// One line of `git ls-tree -z`: `<mode> <type> <object>\t<path>`. Only blobs; a path that is not UTF-8 is left out, no
/// Rust path names it.
fn entry(line: &[u8]) -> Option<File> {
    let (head, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let mut parts = head.split(' ');
    let (mode, kind, object) = (parts.next()?, parts.next()?, parts.next()?);
    (kind == "blob").then(|| File { path: path.to_owned(), object: object.into(), is_link: mode == "120000" })
}

/// The outermost directory that is known by its name to be in the repository, and its path there: `directory` less the
/// parts it shares with its prefix. It is not always the top: links in `directory` may bear other names.
fn base(directory: &Path, prefix: &Path) -> (PathBuf, PathBuf) {
    let (mut base, mut prefix) = (directory.to_path_buf(), normalize(prefix));
    while prefix.file_name().is_some() && base.file_name() == prefix.file_name() {
        base.pop();
        prefix.pop();
    }
    (base, prefix)
}

/// A relative path with `/` between its parts; none when it leads out or is not UTF-8.
fn slashed(path: &Path) -> Option<String> {
    let mut key = String::new();
    for part in path.components() {
        let Component::Normal(part) = part else {
            return None;
        };
        if !key.is_empty() {
            key.push('/');
        }
        key.push_str(part.to_str()?);
    }
    Some(key)
}
