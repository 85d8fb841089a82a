//! `--fix` in repositories: what it changes, what it refuses, and that it does so once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/repository.rs"]
mod repository;

use std::fs;
use std::path::Path;

use cargo_redis_ssot::fix::{FixError, Permit, fix};
use cargo_redis_ssot::{Options, check};
use repository::{MANIFEST, Repository, git, opens};

/// Suppressions, of which one is used.
const CART: &str = "\u{feff}// redis-ssot: allow(direct-construction) -- gone long ago\r
pub fn nothing() {}\r
\r
pub fn probe(url: &str) {\r
    // redis-ssot: allow(direct-construction, duplicate-manager) -- a probe\r
    let _ = redis::Client::open(url);\r
}\r
";

/// [`CART`] as it should be.
const FIXED: &str = "\u{feff}pub fn nothing() {}\r
\r
pub fn probe(url: &str) {\r
    // redis-ssot: allow(direct-construction) -- a probe\r
    let _ = redis::Client::open(url);\r
}\r
";

fn cluttered() -> Repository {
    let repository = Repository::new();
    repository.write("src/cart.rs", CART);
    repository.write("src/lib.rs", "pub mod cart;\npub mod store; // redis-ssot: allow(direct-construction) -- no\n");
    repository.commit();
    repository
}

#[test]
fn suggestions_are_applied_once_and_nothing_else_is_touched() {
    let repository = cluttered();
    assert_eq!(repository.tool(&["-D", "warnings"]).0, 1);
    let (status, out, err) = repository.tool(&["-D", "warnings", "--fix"]);
    assert_eq!(status, 0, "{out}");
    assert!(err.contains("note: fixed 3 findings in 2 files"), "{err}");
    assert_eq!(repository.read("src/cart.rs"), FIXED);
    assert_eq!(repository.read("src/lib.rs").trim_end(), "pub mod cart;\npub mod store;");
    assert_eq!(git(&repository.root, &["status", "--porcelain"]), "M src/cart.rs\n M src/lib.rs");
    repository.commit();
    let (status, _, err) = repository.tool(&["-D", "warnings", "--fix"]);
    assert_eq!(status, 0);
    assert!(!err.contains("fixed"), "{err}");
    assert_eq!(git(&repository.root, &["status", "--porcelain"]), "");
}

#[test]
fn what_cannot_be_fixed_is_reported_afterwards() {
    let repository = cluttered();
    repository.write("src/cart.rs", &(CART.to_owned() + &opens("second")));
    repository.commit();
    let (status, out, _) = repository.tool(&["--fix"]);
    assert_eq!(status, 1);
    assert!(out.contains("shop::cart::second") && !out.contains("unused-suppression"), "{out}");
}

#[test]
fn a_tree_with_changes_is_left_alone_unless_that_is_allowed() {
    let repository = cluttered();
    let refused = |arguments: &[&str]| {
        let before = (repository.read("src/cart.rs"), repository.read("src/lib.rs"));
        let (status, out, err) = repository.tool(&[&["--fix"], arguments].concat());
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains("uncommitted changes") && err.contains("--allow-dirty"), "{err}");
        assert_eq!((repository.read("src/cart.rs"), repository.read("src/lib.rs")), before);
    };
    // Untracked, staged, and changed since: in a file that would not even be touched.
    repository.write("src/other.rs", "");
    refused(&[]);
    refused(&["--allow-staged", "--allow-no-vcs"]);
    git(&repository.root, &["add", "-A"]);
    refused(&[]);
    repository.write("src/other.rs", "// more\n");
    refused(&["--allow-staged"]);
    git(&repository.root, &["add", "-A"]);
    assert_eq!(repository.tool(&["--fix", "--allow-staged"]).0, 0);
    assert_eq!(repository.read("src/cart.rs"), FIXED);
    repository.write("src/cart.rs", CART);
    refused(&["--allow-staged"]);
    assert_eq!(repository.tool(&["--fix", "--allow-dirty"]).0, 0);
    assert_eq!(repository.read("src/cart.rs"), FIXED);
}

#[test]
fn ignored_files_are_no_changes() {
    let repository = cluttered();
    repository.write(".gitignore", "target/\n");
    repository.commit();
    repository.write("target/x", "");
    assert_eq!(repository.tool(&["--fix"]).0, 0);
}

#[test]
fn a_directory_in_no_repository_needs_its_own_permission() {
    let bare = Repository::bare();
    bare.write("Cargo.toml", MANIFEST);
    bare.write("src/lib.rs", "// redis-ssot: allow(direct-construction) -- gone\npub fn nothing() {}\n");
    for arguments in [&["--fix"][..], &["--fix", "--allow-dirty"]] {
        let (status, _, err) = bare.tool(arguments);
        assert_eq!(status, 2);
        assert!(err.contains("no git repository") && err.contains("--allow-no-vcs"), "{err}");
    }
    assert_eq!(bare.tool(&["--fix", "--allow-no-vcs"]).0, 0);
    assert_eq!(bare.read("src/lib.rs"), "pub fn nothing() {}\n");
}

#[test]
fn the_flags_that_permit_need_the_one_that_acts() {
    let repository = Repository::new();
    for flag in ["--allow-dirty", "--allow-staged", "--allow-no-vcs"] {
        assert_eq!(repository.tool(&[flag]).0, 2, "{flag}");
    }
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_written_to_keeps_its_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let repository = cluttered();
    let source = repository.root.join("src");
    fs::set_permissions(&source, fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write everywhere.
    let is_writable = fs::write(source.join("probe"), "").is_ok();
    let result = fix(&Options::at(&repository.root), Permit::default());
    fs::set_permissions(&source, fs::Permissions::from_mode(0o755)).unwrap();
    if is_writable {
        eprintln!("skipped: this user may write to directories without write permission");
        return;
    }
    assert!(matches!(result, Err(FixError::Unwritable { .. })), "{result:?}");
    assert_eq!(repository.read("src/cart.rs"), CART);
}

#[test]
fn every_fixture_loses_its_unused_suppressions_and_still_parses() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/suppressions");
    let mut fixed = 0;
    for entry in fs::read_dir(root).unwrap() {
        let entry = entry.unwrap().path();
        let repository = Repository::bare();
        for file in walkdir::WalkDir::new(&entry).into_iter().map(Result::unwrap) {
            if file.file_type().is_file() {
                let path = file.path().strip_prefix(&entry).unwrap().to_str().unwrap().to_owned();
                repository.write(&path, &fs::read_to_string(file.path()).unwrap());
            }
        }
        let options = Options::at(&repository.root);
        let of_rule = |outcome: &cargo_redis_ssot::Outcome, rule: &str| {
            outcome.report.findings.iter().filter(|finding| finding.rule == rule).count()
        };
        let before = check(&options).unwrap();
        let permit = Permit { no_vcs: true, dirty: true, staged: false };
        let after = fix(&options, permit).unwrap();
        fixed += of_rule(&before, "unused-suppression");
        assert_eq!(of_rule(&after, "unparsed-source"), of_rule(&before, "unparsed-source"), "{}", entry.display());
        let left = after.report.findings.iter().filter(|finding| finding.suggestion.is_some()).count();
        assert_eq!(left, 0, "{}", entry.display());
        // Whoever was silenced rightly is silenced still.
        assert_eq!(after.report.suppressed.len(), before.report.suppressed.len(), "{}", entry.display());
    }
    assert!(fixed > 3, "the fixtures hold unused suppressions: {fixed}");
}
