//! The real pre-commit, prek and Lefthook run the hooks of `.pre-commit-hooks.yaml` and of `docs/ci.md` in real repositories.
//!
//! `PRE_COMMIT`, `PREK` and `LEFTHOOK` name the programs, else they are looked for on the PATH; where there is none the tests say
//! that they were skipped. The hook that builds the tool takes minutes and runs only with `REDIS_SSOT_PRE_COMMIT_RUST=1`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/repository.rs"]
mod repository;
#[path = "support/tools.rs"]
mod tools;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_redis_ssot::init::add_hook;
use repository::{Repository, git, opens, program};
use tempfile::TempDir;

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// pre-commit, its own directories, and a repository that offers the project's hooks.
struct Hooks {
    pre_commit: OsString,
    directory: TempDir,
}

impl Hooks {
    /// The programs that run such hooks, as far as they are installed.
    fn all() -> Vec<Self> {
        let runners = [tools::tool("PRE_COMMIT", "pre-commit"), tools::tool("PREK", "prek")];
        let hooks = |pre_commit| Self { pre_commit, directory: TempDir::new().unwrap() };
        runners.into_iter().flatten().map(hooks).collect()
    }

    /// A git repository with the hooks' file, and what else the project has, if it is to be built.
    fn provider(&self, everything: bool) -> (PathBuf, String) {
        let root = self.directory.path().join("hooks");
        fs::create_dir(&root).unwrap();
        let listed = if everything {
            git(Path::new(PROJECT), &["ls-files", "--cached", "--others", "--exclude-standard"])
        } else {
            ".pre-commit-hooks.yaml".to_owned()
        };
        for path in listed.lines() {
            let to = root.join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(Path::new(PROJECT).join(path), to).unwrap();
        }
        git(&root, &["init", "-q"]);
        git(&root, &["add", "-A"]);
        git(&root, &["commit", "-q", "-m", "hooks"]);
        let revision = git(&root, &["rev-parse", "HEAD"]);
        (root, revision)
    }

    /// pre-commit in `root`, with the tool of this build first on the PATH.
    fn command(&self, root: &Path) -> Command {
        let mut command = program(&self.pre_commit, root);
        command.env("PATH", path());
        command.env("PRE_COMMIT_HOME", self.directory.path().join("cache")).env_remove("SKIP");
        command
    }

    /// A clean repository that has the hook installed.
    fn repository(&self, hook: &str, everything: bool) -> Repository {
        let (provider, revision) = self.provider(everything);
        let repository = Repository::new();
        let provider = provider.display();
        repository.write(
            ".pre-commit-config.yaml",
            &format!("repos:\n- repo: {provider}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"),
        );
        repository.commit();
        self.install(&repository);
        repository
    }

    fn install(&self, repository: &Repository) {
        let output = self.command(&repository.root).arg("install").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }

    /// Commits what is staged, as a user does: whether it went through, and what was said.
    fn commit(&self, repository: &Repository) -> (bool, String) {
        let mut git = program("git", &repository.root);
        git.env("PATH", path()).env("PRE_COMMIT_HOME", self.directory.path().join("cache")).env_remove("SKIP");
        commit(git)
    }
}

/// The PATH with the tool of this build first.
fn path() -> OsString {
    let bin = Path::new(env!("CARGO_BIN_EXE_cargo-redis-ssot")).parent().unwrap();
    let old = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(bin.to_path_buf()).chain(std::env::split_paths(&old))).unwrap()
}

fn commit(mut git: Command) -> (bool, String) {
    let settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = git.args(settings).args(["commit", "-m", "y"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said)
}

fn stage(repository: &Repository, path: &str, text: &str) {
    repository.write(path, text);
    git(&repository.root, &["add", path]);
}

#[test]
fn a_violation_is_refused_and_a_clean_change_passes() {
    for hooks in Hooks::all() {
        let repository = hooks.repository("redis-ssot-system", false);
        stage(&repository, "src/cart.rs", "pub fn nothing() {}\n");
        let (passed, said) = hooks.commit(&repository);
        assert!(passed, "{said}");
        assert!(said.contains("one Redis manager") && said.contains("Passed"), "{said}");
        stage(&repository, "src/cart.rs", &opens("first"));
        let head = git(&repository.root, &["rev-parse", "HEAD"]);
        let (passed, said) = hooks.commit(&repository);
        assert!(!passed, "{said}");
        assert!(said.contains("direct-construction") && said.contains("src/cart.rs"), "{said}");
        assert_eq!(git(&repository.root, &["rev-parse", "HEAD"]), head);
        // What the tool has nothing to say about does not run it.
        git(&repository.root, &["restore", "--staged", "--worktree", "src/cart.rs"]);
        stage(&repository, "README.md", "shop\n");
        let (passed, said) = hooks.commit(&repository);
        assert!(passed && said.contains("no files to check"), "{said}");
    }
}

#[test]
fn a_partly_staged_change_is_judged_by_the_whole_codebase_as_staged() {
    for hooks in Hooks::all() {
        let repository = hooks.repository("redis-ssot-system", false);
        // A duplicate that is only in the work tree is not part of the commit.
        repository.write("src/cart.rs", &opens("unstaged"));
        stage(&repository, "src/lib.rs", "// One line more.\npub mod cart;\npub mod store;\n");
        let (passed, said) = hooks.commit(&repository);
        assert!(passed, "{said}");
        assert_eq!(repository.read("src/cart.rs"), opens("unstaged"), "and it is still there");
        // One that is staged is, though the work tree has it mended.
        git(&repository.root, &["add", "src/cart.rs"]);
        repository.write("src/cart.rs", "");
        let (passed, said) = hooks.commit(&repository);
        assert!(!passed && said.contains("shop::cart::unstaged"), "{said}");
        // And one that is committed already is seen when another file is staged.
        git(&repository.root, &["commit", "-q", "--no-verify", "-m", "past the hook"]);
        git(&repository.root, &["restore", "src/cart.rs"]);
        stage(&repository, "src/lib.rs", "pub mod cart;\npub mod store;\n");
        let (passed, said) = hooks.commit(&repository);
        assert!(!passed && said.contains("shop::cart::unstaged"), "{said}");
    }
}

#[test]
fn what_init_writes_is_a_hook_that_runs() {
    for hooks in Hooks::all() {
        let repository = Repository::new();
        repository.write("src/cart.rs", &opens("known"));
        assert_eq!(repository.tool(&["baseline"]).0, 0);
        add_hook(&repository.root, true, true).unwrap();
        repository.commit();
        hooks.install(&repository);
        stage(&repository, "src/lib.rs", "// One line more.\npub mod cart;\npub mod store;\n");
        let (passed, said) = hooks.commit(&repository);
        assert!(passed, "{said}");
        stage(&repository, "src/cart.rs", &(opens("known") + &opens("fresh")));
        let (passed, said) = hooks.commit(&repository);
        assert!(!passed && said.contains("shop::cart::fresh") && !said.contains("shop::cart::known"), "{said}");
    }
}

#[test]
fn the_hook_that_builds_the_tool_builds_it() {
    if std::env::var_os("REDIS_SSOT_PRE_COMMIT_RUST").is_none() {
        eprintln!("skipped: it builds the tool anew; REDIS_SSOT_PRE_COMMIT_RUST=1 runs it");
        return;
    }
    for hooks in Hooks::all() {
        let repository = hooks.repository("redis-ssot", true);
        stage(&repository, "src/cart.rs", &opens("first"));
        let (passed, said) = hooks.commit(&repository);
        assert!(!passed && said.contains("shop::cart::first"), "{said}");
        stage(&repository, "src/cart.rs", "");
        stage(&repository, "src/lib.rs", "// One line more.\npub mod cart;\npub mod store;\n");
        let (passed, said) = hooks.commit(&repository);
        assert!(passed, "{said}");
    }
}

/// As docs/ci.md has it: cargo runs the tool as its subcommand.
#[test]
fn lefthook_refuses_a_violation_as_documented() {
    let Some(lefthook) = tools::tool("LEFTHOOK", "lefthook") else { return };
    let guide = fs::read_to_string(Path::new(PROJECT).join("docs/ci.md")).unwrap();
    let section = guide.split_once("Lefthook, in `lefthook.yml`:").unwrap().1;
    let settings = section.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let repository = Repository::new();
    repository.write("lefthook.yml", settings);
    repository.commit();
    let mut install = program(&lefthook, &repository.root);
    assert!(install.arg("install").output().unwrap().status.success());
    let commit = |path: &str, text: &str| {
        stage(&repository, path, text);
        let mut git = program("git", &repository.root);
        git.env("PATH", self::path()).env("LEFTHOOK_BIN", &lefthook);
        self::commit(git)
    };
    let (passed, said) = commit("src/cart.rs", "pub fn nothing() {}\n");
    assert!(passed, "{said}");
    let (passed, said) = commit("src/cart.rs", &opens("first"));
    assert!(!passed && said.contains("shop::cart::first"), "{said}");
}
