//! A package with a Redis manager in a git repository of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A directory that is removed at the end of the test, with a git repository in it.
pub(crate) struct Repository {
    _guard: TempDir,
    pub(crate) root: PathBuf,
}

/// The variables that point git, or the tool, away from the test's own directory: these tests may run in a hook or a CI.
const FOREIGN: [&str; 6] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "CI", "GITHUB_STEP_SUMMARY"];

/// A program that runs in `directory`.
pub(crate) fn program(name: impl AsRef<std::ffi::OsStr>, directory: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(directory);
    for variable in FOREIGN {
        command.env_remove(variable);
    }
    command
}

/// Runs git and returns what it prints.
pub(crate) fn git(directory: &Path, arguments: &[&str]) -> String {
    let settings = ["user.name=t", "user.email=t@example.org", "commit.gpgsign=false", "protocol.file.allow=always"];
    let settings = settings.iter().flat_map(|setting| ["-c", setting]);
    let output = program("git", directory).args(settings).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

impl Repository {
    /// An empty directory that is no repository yet.
    pub(crate) fn bare() -> Self {
        let guard = TempDir::new().unwrap();
        let root = fs::canonicalize(guard.path()).unwrap().join("shop");
        fs::create_dir(&root).unwrap();
        Self { _guard: guard, root }
    }

    /// A clean package `shop` whose manager is `shop::store`, committed.
    pub(crate) fn new() -> Self {
        let repository = Self::bare();
        repository.write("Cargo.toml", MANIFEST);
        repository.write("redis-ssot.toml", "manager = \"shop::store\"\n");
        repository.write("src/lib.rs", "pub mod cart;\npub mod store;\n");
        repository.write("src/store.rs", STORE);
        repository.write("src/cart.rs", "");
        git(&repository.root, &["init", "-q", "-b", "main"]);
        repository.commit();
        repository
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    /// Commits everything, past any hook.
    pub(crate) fn commit(&self) {
        git(&self.root, &["add", "-A"]);
        git(&self.root, &["commit", "-q", "--no-verify", "-m", "x"]);
    }

    /// Runs the tool in the repository: status, standard output, standard error.
    pub(crate) fn tool(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = program(env!("CARGO_BIN_EXE_cargo-redis-ssot"), &self.root).args(arguments).output().unwrap();
        let Output { status, stdout, stderr } = output;
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }
}

/// The manifest of `shop`.
pub(crate) const MANIFEST: &str = "[package]
name = \"shop\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
redis = \"1\"
";

/// The canonical module.
pub(crate) const STORE: &str = "pub struct Store {
    client: redis::Client,
}

impl Store {
    pub fn new(url: &str) -> redis::RedisResult<Self> {
        Ok(Self { client: redis::Client::open(url)? })
    }
}
";

/// A function that opens a client of its own.
pub(crate) fn opens(name: &str) -> String {
    format!("pub fn {name}(url: &str) {{\n    let _ = redis::Client::open(url);\n}}\n")
}
