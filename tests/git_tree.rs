//! A commit read out of git's objects shows what a checkout of it would.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_redis_ssot::source::disk::{Disk, MAX_BYTES};
use cargo_redis_ssot::source::git::{GitError, GitTree};
use cargo_redis_ssot::source::{Provider, ReadError};
use cargo_redis_ssot::workspace::{Selection, discover};
use tempfile::TempDir;

struct Repository {
    _guard: TempDir,
    root: PathBuf,
}

fn git(directory: &Path, arguments: &[&str]) {
    let settings = ["user.name=t", "user.email=t@example.org", "commit.gpgsign=false", "core.hooksPath=none"];
    let settings = settings.iter().flat_map(|setting| ["-c", setting]);
    let mut command = Command::new("git");
    // These tests may run in a hook themselves.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    let output = command.current_dir(directory).args(settings).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

impl Repository {
    fn new(files: &[(&str, &str)]) -> Self {
        let guard = TempDir::new().unwrap();
        let root = fs::canonicalize(guard.path()).unwrap().join("repo");
        fs::create_dir(&root).unwrap();
        git(&root, &["init", "-q"]);
        let repository = Self { _guard: guard, root };
        for (path, text) in files {
            repository.write(path, text);
        }
        repository
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self) {
        git(&self.root, &["add", "-A"]);
        git(&self.root, &["commit", "-q", "-m", "x"]);
    }

    fn open(&self, revision: &str) -> GitTree {
        GitTree::open(&self.root, revision).unwrap()
    }
}

fn package(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2021\"\n")
}

fn workspace() -> Repository {
    let repository = Repository::new(&[
        ("app/Cargo.toml", "[workspace]\nmembers = [\"c/*\"]\n"),
        ("app/c/a/Cargo.toml", &package("a")),
        ("app/c/a/src/lib.rs", "pub fn old() {}\r\n"),
        ("app/c/a/src/bin/x.rs", "fn main() {}\n"),
        ("app/c/a/src/bin.rs", ""),
        ("app/c/b/Cargo.toml", &package("b")),
        ("app/c/b/src/main.rs", "fn main() {}\n"),
        ("README.md", "caf\u{e9}\n"),
    ]);
    repository.commit();
    repository
}

#[test]
fn discovery_finds_the_same_in_a_commit_as_on_the_disk() {
    let repository = workspace();
    let tree = repository.open("HEAD");
    for path in ["app", "app/c/a/src", ""] {
        let paths = [repository.root.join(path)];
        let disk = discover(&Disk::unbounded(), &paths, &Selection::default()).unwrap();
        let commit = discover(&tree, &paths, &Selection::default()).unwrap();
        assert_eq!(format!("{disk:?}"), format!("{commit:?}"), "{path}");
        assert_eq!(commit.packages.len(), 2);
    }
}

#[test]
fn the_work_tree_does_not_shine_through() {
    let repository = workspace();
    repository.write("app/c/a/src/lib.rs", "pub fn new() {}\n");
    repository.write("app/c/a/src/added.rs", "");
    fs::remove_dir_all(repository.root.join("app/c/b")).unwrap();
    let lib = repository.root.join("app/c/a/src/lib.rs");
    let old = repository.open("HEAD");
    assert_eq!(old.read_text(&lib).unwrap(), "pub fn old() {}\r\n", "bytes as stored");
    assert!(!old.is_file(&repository.root.join("app/c/a/src/added.rs")));
    assert!(old.is_directory(&repository.root.join("app/c/b/src")));
    repository.commit();
    let new = repository.open("HEAD");
    assert_eq!(new.read_text(&lib).unwrap(), "pub fn new() {}\n");
    assert_eq!(repository.open("HEAD~1").commit(), old.commit());
    assert_ne!(new.commit(), old.commit());
}

#[test]
fn entries_are_those_of_the_directory_alone() {
    let repository = workspace();
    let tree = repository.open("HEAD");
    let disk = Disk::unbounded();
    for path in ["", "app", "app/c", "app/c/a", "app/c/a/src", "app/c/a/src/bin", "gone"] {
        let directory = repository.root.join(path);
        let mut expected = disk.entries(&directory);
        expected.retain(|(name, _)| name != ".git");
        assert_eq!(tree.entries(&directory), expected, "{path}");
    }
}

#[test]
fn what_is_no_file_of_the_commit_is_an_error() {
    let repository = workspace();
    let tree = repository.open("HEAD");
    let read = |path: &str| tree.read(&repository.root.join(path));
    assert_eq!(read("app/gone.rs"), Err(ReadError::NotFound));
    assert_eq!(read("app/c"), Err(ReadError::NotRegular));
    assert_eq!(read("../outside.rs"), Err(ReadError::Outside));
    assert_eq!(tree.read("/etc/passwd".as_ref()), Err(ReadError::Outside));
    assert!(!tree.is_file(&repository.root) && tree.is_directory(&repository.root));
}

#[test]
fn a_file_over_the_limit_does_not_confuse_the_next_read() {
    let repository = workspace();
    let size = usize::try_from(MAX_BYTES).unwrap() + 1;
    repository.write("big.rs", &" ".repeat(size));
    repository.write("empty.rs", "");
    repository.commit();
    let tree = repository.open("HEAD");
    assert_eq!(tree.read(&repository.root.join("big.rs")), Err(ReadError::TooLarge(MAX_BYTES + 1, MAX_BYTES)));
    assert_eq!(tree.read(&repository.root.join("empty.rs")), Ok(Vec::new()));
    assert_eq!(tree.read_text(&repository.root.join("README.md")).unwrap(), "caf\u{e9}\n");
}

#[test]
fn reads_from_many_threads_get_their_own_files() {
    let repository = Repository::new(&[]);
    let name = |at: usize| format!("f{at}.rs");
    for at in 0..40 {
        repository.write(&name(at), &name(at).repeat(at + 1));
    }
    repository.commit();
    let tree = repository.open("HEAD");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for at in 0..40 {
                    assert_eq!(tree.read_text(&repository.root.join(name(at))).unwrap(), name(at).repeat(at + 1));
                }
            });
        }
    });
}

#[test]
fn mistakes_are_named() {
    let repository = workspace();
    let error = GitTree::open(&repository.root, "no-such-branch").unwrap_err();
    assert_eq!(error.to_string(), "`no-such-branch` names no commit");
    for revision in ["--all", "", "HEAD:README.md"] {
        let error = GitTree::open(&repository.root, revision).unwrap_err();
        assert!(matches!(error, GitError::UnknownRevision { .. }), "{revision}: {error}");
    }
    let outside = TempDir::new().unwrap();
    let error = GitTree::open(outside.path(), "HEAD").unwrap_err();
    assert!(matches!(error, GitError::NotARepository { .. }), "{error}");
    let shallow = outside.path().join("shallow");
    repository.write("new.rs", "");
    repository.commit();
    let url = format!("file://{}", repository.root.display());
    git(outside.path(), &["clone", "-q", "--depth=1", &url, "shallow"]);
    let error = GitTree::open(&shallow, "HEAD~1").unwrap_err();
    assert!(error.to_string().contains("this clone is shallow"), "{error}");
}

#[test]
fn variables_of_a_hook_do_not_lead_elsewhere() {
    // Hooks run with GIT_DIR and GIT_INDEX_FILE set. The variables of this process are shared with other tests, so the
    // test starts itself again with its own.
    let Some(directory) = std::env::var_os("GIT_TREE_TEST_DIRECTORY") else {
        let repository = workspace();
        let other = Repository::new(&[]);
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "variables_of_a_hook_do_not_lead_elsewhere"])
            .env("GIT_TREE_TEST_DIRECTORY", &repository.root)
            .env("GIT_DIR", other.root.join(".git"))
            .env("GIT_INDEX_FILE", "nowhere")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        return;
    };
    let directory = PathBuf::from(directory);
    assert!(GitTree::open(&directory, "HEAD").unwrap().is_file(&directory.join("README.md")));
}

#[cfg(unix)]
#[test]
fn links_in_the_tree_are_followed_within_it() {
    use std::os::unix::fs::symlink;
    let repository = workspace();
    let at = |path: &str| repository.root.join(path);
    symlink("../c/a/src", at("app/c/linked")).unwrap();
    symlink("a/src/lib.rs", at("app/c/file.rs")).unwrap();
    symlink("a/src", at("app/c/dir")).unwrap();
    symlink("/etc", at("app/c/abs")).unwrap();
    symlink("../../..", at("app/c/out")).unwrap();
    symlink("loop", at("app/c/loop")).unwrap();
    repository.commit();
    let tree = repository.open("HEAD");
    assert_eq!(tree.read_text(&at("app/c/file.rs")).unwrap(), "pub fn old() {}\r\n");
    assert_eq!(tree.read_text(&at("app/c/dir/lib.rs")).unwrap(), "pub fn old() {}\r\n");
    assert!(tree.is_file(&at("app/c/dir/bin/x.rs")) && tree.is_directory(&at("app/c/dir/bin")));
    assert!(tree.is_link(&at("app/c/dir")) && !tree.is_link(&at("app/c/a")) && !tree.is_link(&at("app/c/dir/bin")));
    assert_eq!(tree.resolved(&at("app/c/dir/lib.rs")), Some(at("app/c/a/src/lib.rs")));
    for path in ["app/c/abs/passwd", "app/c/out/x", "app/c/loop"] {
        assert_eq!(tree.read(&at(path)), Err(ReadError::Outside), "{path}");
    }
    let names = tree.entries(&at("app/c"));
    let expected = [("a", true), ("b", true), ("dir", true), ("file.rs", false), ("linked", true)];
    assert_eq!(names, expected.map(|(name, is_directory)| (name.to_owned(), is_directory)));
}

#[cfg(unix)]
#[test]
fn a_directory_reached_through_a_link_is_the_same_commit() {
    let repository = workspace();
    let link = repository.root.join("../other-name");
    std::os::unix::fs::symlink(&repository.root, &link).unwrap();
    let tree = GitTree::open(&link.join("app/c/a"), "HEAD").unwrap();
    for base in [&link, &repository.root] {
        assert!(tree.is_file(&base.join("app/Cargo.toml")), "{base:?}");
    }
    let inner = repository.root.join("../inner");
    std::os::unix::fs::symlink(repository.root.join("app/c"), &inner).unwrap();
    let tree = GitTree::open(&inner.join("a"), "HEAD").unwrap();
    assert!(tree.is_file(&inner.join("a/src/lib.rs")) && tree.is_file(&inner.join("b/src/main.rs")));
}
