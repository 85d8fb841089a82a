//! Gradual adoption and what a gate does besides: `--since`, `--baseline`, unlinked files, `--output`, in repositories.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/repository.rs"]
mod repository;

use std::fs;

use cargo_redis_ssot::report::Format;
use cargo_redis_ssot::{CheckError, Options, Outcome, check};
use repository::{MANIFEST, Repository, STORE, git, opens};

fn since(repository: &Repository, revision: &str) -> Outcome {
    check(&Options { since: Some(revision.to_owned()), ..Options::at(&repository.root) }).unwrap()
}

/// The items of the findings.
fn items(outcome: &Outcome) -> Vec<&str> {
    outcome.report.findings.iter().map(|finding| finding.item.as_str()).collect()
}

#[test]
fn since_shows_what_is_new_and_nothing_that_only_moved() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &(opens("first") + &opens("second")));
    repository.commit();
    assert_eq!(items(&check(&Options::at(&repository.root)).unwrap()), ["shop::cart::first", "shop::cart::second"]);
    assert!(items(&since(&repository, "HEAD")).is_empty());
    assert_eq!(items(&since(&repository, "HEAD~1")).len(), 2);
    // Reordered, other lines, and one more of the same in the same function.
    let third = opens("third").replace("open(url);", "open(url);\n    let _ = redis::Client::open(url);");
    repository.write("src/cart.rs", &format!("// a comment\n\n{}{third}\n\n{}", opens("second"), opens("first")));
    let outcome = since(&repository, "HEAD");
    assert_eq!(items(&outcome), ["shop::cart::third", "shop::cart::third"]);
    let known = outcome.report.since.unwrap();
    assert_eq!((known.revision.as_str(), known.known.len()), ("HEAD", 2));
    assert_eq!(known.commit, git(&repository.root, &["rev-parse", "HEAD"]));
    repository.commit();
    // A second one beside an equal one is new, and the one that was there is not.
    repository.write(
        "src/cart.rs",
        &repository.read("src/cart.rs").replacen("open(url);", "open(url);\n    let _ = redis::Client::open(url);", 1),
    );
    assert_eq!(items(&since(&repository, "HEAD")), ["shop::cart::second"]);
}

#[test]
fn since_knows_an_item_by_its_path_whatever_its_file() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &opens("first"));
    repository.commit();
    fs::remove_file(repository.root.join("src/cart.rs")).unwrap();
    repository.write("src/cart/mod.rs", &opens("first"));
    assert!(items(&since(&repository, "HEAD")).is_empty());
    repository.commit();
    repository.write("src/elsewhere.rs", &opens("first"));
    repository.write("src/lib.rs", "#[path = \"elsewhere.rs\"]\npub mod cart;\npub mod store;\n");
    assert!(items(&since(&repository, "HEAD")).is_empty());
    // In another module it is another item.
    repository.write("src/lib.rs", "pub mod elsewhere;\npub mod store;\n");
    assert_eq!(items(&since(&repository, "HEAD")), ["shop::elsewhere::first"]);
}

#[test]
fn each_side_is_judged_by_its_own_configuration() {
    let repository = Repository::new();
    // The manager moves; nothing else does.
    let moved = || {
        fs::rename(repository.root.join("src/store.rs"), repository.root.join("src/manager.rs")).unwrap();
        repository.write("src/lib.rs", "pub mod cart;\npub mod manager;\n");
        repository.write("redis-ssot.toml", "manager = \"shop::manager\"\n");
    };
    moved();
    assert!(items(&since(&repository, "HEAD")).is_empty());
    let other = repository.root.join("other.toml");
    fs::write(&other, "manager = \"none\"\n").unwrap();
    let outcome =
        check(&Options { since: Some("HEAD".to_owned()), config: Some(other), ..Options::at(&repository.root) })
            .unwrap();
    assert!(items(&outcome).iter().all(|item| item.starts_with("shop::manager")), "{outcome}");
    assert!(!outcome.report.findings.is_empty() && outcome.report.since.unwrap().known.is_empty());
    fs::remove_file(repository.root.join("other.toml")).unwrap();
    repository.commit();
    // One that was broken at the commit does not keep anybody from mending it.
    repository.write("redis-ssot.toml", "manger = \"shop::manager\"\n");
    repository.commit();
    repository.write("redis-ssot.toml", "manager = \"shop::manager\"\n");
    let outcome = since(&repository, "HEAD");
    assert!(items(&outcome).is_empty());
    assert!(outcome.report.notes.iter().any(|note| note.contains("cannot be used")), "{:?}", outcome.report.notes);
}

#[test]
fn a_suppression_that_is_taken_away_leaves_a_new_finding() {
    let repository = Repository::new();
    let silenced =
        opens("probe").replace("    let", "    // redis-ssot: allow(direct-construction) -- a probe\n    let");
    repository.write("src/cart.rs", &silenced);
    repository.commit();
    assert!(items(&since(&repository, "HEAD")).is_empty());
    repository.write("src/cart.rs", &opens("probe"));
    assert_eq!(items(&since(&repository, "HEAD")), ["shop::cart::probe"]);
}

#[test]
fn a_package_that_was_not_there_is_new_and_the_rest_is_known() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &opens("first"));
    repository.commit();
    repository.write("Cargo.toml", &format!("{MANIFEST}\n[workspace]\nmembers = [\"crates/*\"]\n"));
    repository.write("crates/mail/Cargo.toml", &MANIFEST.replace("shop", "mail"));
    repository.write("crates/mail/src/lib.rs", &opens("send"));
    let from = |path: &str, packages: &[&str]| {
        let mut options = Options { since: Some("HEAD".to_owned()), ..Options::at(repository.root.join(path)) };
        options.selection.packages = packages.iter().map(|name| (*name).to_owned()).collect();
        check(&options).unwrap()
    };
    // The package itself stands for its dependency on the client.
    assert_eq!(items(&from("", &[])), ["mail", "mail::send"]);
    assert_eq!(items(&from("crates/mail", &[])), ["mail", "mail::send"]);
    assert_eq!(items(&from("", &["mail"])), ["mail", "mail::send"]);
    assert!(items(&from("", &["shop"])).is_empty());
    // Against a commit without any package everything is new.
    let fresh = Repository::bare();
    fresh.write("README.md", "x\n");
    git(&fresh.root, &["init", "-q"]);
    fresh.commit();
    fresh.write("Cargo.toml", MANIFEST);
    fresh.write("src/lib.rs", &opens("first"));
    assert!(items(&since(&fresh, "HEAD")).contains(&"shop::first"));
}

#[test]
fn a_revision_that_cannot_be_compared_with_is_an_error() {
    let repository = Repository::new();
    for (revision, part) in
        [("nowhere", "names no commit"), ("--help", "names no commit"), ("HEAD:src", "names no commit")]
    {
        let (status, out, err) = repository.tool(&["--since", revision]);
        // clap takes a word with dashes for a flag, which is an error of usage too.
        assert_eq!((status, out.as_str()), (2, ""), "{revision}: {err}");
        assert!(revision == "--help" || (err.contains(part) && err.contains(revision)), "{err}");
    }
    let outside = Repository::bare();
    outside.write("Cargo.toml", MANIFEST);
    outside.write("src/lib.rs", "");
    let (status, out, err) = outside.tool(&["--since", "HEAD"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("git work tree") && err.contains("redis_ssot::since"), "{err}");
    let options = Options { since: Some("HEAD".to_owned()), ..Options::at(&outside.root) };
    assert!(matches!(check(&options), Err(CheckError::Since { .. })));
}

#[test]
fn the_program_says_what_since_left_out() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &opens("first"));
    repository.commit();
    let (status, out, _) = repository.tool(&["--since", "HEAD"]);
    assert_eq!(status, 0, "{out}");
    assert!(out.contains("1 known from HEAD"), "{out}");
    let (status, out, _) = repository.tool(&["--since", "HEAD~1", "--format", "json"]);
    assert_eq!(status, 1);
    let commit = git(&repository.root, &["rev-parse", "HEAD~1"]);
    assert!(out.contains(&format!("\"since\":{{\"commit\":\"{commit}\",\"known\":0}}")), "{out}");
}

#[test]
fn a_fixed_finding_is_told_until_it_leaves_the_baseline() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &(opens("first") + &opens("second")));
    assert_eq!(repository.tool(&["baseline"]).0, 0);
    let file = repository.read("redis-ssot-baseline.json");
    let gate: &[&str] = &["--baseline", "redis-ssot-baseline.json"];
    let (status, out, err) = repository.tool(gate);
    assert_eq!(status, 0, "{out}");
    assert!(out.contains("2 known from the baseline") && !err.contains("must leave"), "{out}{err}");
    repository.write("src/cart.rs", &opens("second"));
    let (status, out, err) = repository.tool(gate);
    assert_eq!(status, 0, "a fixed finding fails nobody: {out}");
    assert!(out.contains("1 entry of the baseline that nothing has any more"), "{out}");
    assert!(err.contains("direct-construction in `shop::cart::first`") && err.contains("baseline --prune"), "{err}");
    assert_eq!(repository.read("redis-ssot-baseline.json"), file, "a check never writes");
    // What did not look cannot say that it is gone.
    for partial in [&["-A", "direct-construction"][..], &["--exclude", "mail"]] {
        let told = repository.tool(&[gate, partial].concat()).2.contains("must leave");
        assert_eq!(told, partial[0] == "--exclude", "{partial:?}");
    }
    assert_eq!(repository.tool(&["baseline", "--check"]).0, 1);
    assert_eq!(repository.tool(&["baseline", "--prune"]).0, 0);
    assert_eq!(repository.tool(&["baseline", "--check"]).0, 0);
    assert!(!repository.tool(gate).2.contains("must leave"));
    // It came back: the gate closes.
    repository.write("src/cart.rs", &(opens("first") + &opens("second")));
    let (status, out, _) = repository.tool(gate);
    assert_eq!(status, 1);
    assert!(out.contains("shop::cart::first") && !out.contains("shop::cart::second"), "{out}");
}

#[test]
fn a_baseline_that_cannot_be_used_stops_the_run() {
    let repository = Repository::new();
    for (text, part) in [
        ("{", "is damaged"),
        ("{\"version\": 99, \"entries\": []}", "version 99"),
        ("{\"version\": 1, \"entries\": 3}", "is damaged"),
    ] {
        repository.write("known.json", text);
        let (status, out, err) = repository.tool(&["--baseline", "known.json"]);
        assert_eq!((status, out.as_str()), (2, ""), "{text}");
        assert!(err.contains(part) && err.contains("known.json"), "{err}");
    }
    let (status, _, err) = repository.tool(&["--baseline", "nowhere.json"]);
    assert_eq!(status, 2);
    assert!(err.contains("nowhere.json"), "{err}");
}

#[test]
fn files_that_no_target_reaches_are_named() {
    let repository = Repository::new();
    assert!(!repository.tool(&[]).2.contains("belong"));
    for path in [
        "src/orphan.rs",
        "src/deep/er/lost.rs",
        "scripts/tool.rs",
        // None of these is the package's.
        "target/debug/build/x.rs",
        ".hidden/x.rs",
        "node_modules/x.rs",
        "cache/CACHEDIR.TAG",
        "cache/x.rs",
        "tests/ui/case/src/main.rs",
        "nested/src/lib.rs",
        "docs/x.txt",
    ] {
        repository.write(path, "");
    }
    repository.write("tests/ui/case/Cargo.toml", &MANIFEST.replace("shop", "case"));
    repository.write("nested/Cargo.toml", &MANIFEST.replace("shop", "nested"));
    // Reached in an unusual way.
    repository.write("gen/included.rs", "");
    repository.write("src/lib.rs", "pub mod cart;\npub mod store;\ninclude!(\"../gen/included.rs\");\n");
    let outcome = check(&Options::at(&repository.root)).unwrap();
    let expected = ["scripts/tool.rs", "src/deep/er/lost.rs", "src/orphan.rs"];
    assert_eq!(outcome.report.statistics.unlinked, expected);
    let (status, out, err) = repository.tool(&[]);
    assert_eq!(status, 0);
    assert!(out.contains("3 files that belong to no target"), "{out}");
    assert!(err.contains("`scripts/tool.rs`, `src/deep/er/lost.rs`, `src/orphan.rs` belong to no target"), "{err}");
    for number in 0..9 {
        repository.write(&format!("src/z{number}.rs"), "");
    }
    assert!(repository.tool(&[]).2.contains("`src/z1.rs` and 7 more belong"), "{}", repository.tool(&[]).2);
}

#[cfg(unix)]
#[test]
fn a_file_reached_through_a_link_is_reached() {
    let repository = Repository::new();
    repository.write("real/part.rs", &opens("part"));
    std::os::unix::fs::symlink("../real/part.rs", repository.root.join("src/part.rs")).unwrap();
    std::os::unix::fs::symlink("..", repository.root.join("real/circle")).unwrap();
    repository.write("src/lib.rs", "pub mod cart;\npub mod part;\npub mod store;\n");
    let outcome = check(&Options::at(&repository.root)).unwrap();
    assert_eq!(items(&outcome), ["shop::part::part"]);
    assert!(outcome.report.statistics.unlinked.is_empty(), "{:?}", outcome.report.statistics);
}

#[test]
fn every_format_is_the_same_in_a_file_and_a_file_that_cannot_be_written_is_an_error() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &opens("first"));
    for format in Format::ALL {
        let shown = repository.tool(&["--format", format.name()]);
        let (status, out, _) = repository.tool(&["--format", format.name(), "--output", "out.txt"]);
        assert_eq!((status, out.as_str()), (1, ""), "{}", format.name());
        assert_eq!(repository.read("out.txt"), shown.1, "{}", format.name());
        assert!(!shown.1.is_empty());
    }
    let before = repository.read("out.txt");
    repository.write("folder/x", "");
    for nowhere in ["no/such/out.txt", "folder"] {
        let (status, out, err) = repository.tool(&["--output", nowhere]);
        assert_eq!((status, out.as_str()), (2, ""), "{nowhere}");
        assert!(err.contains("cannot write") && err.contains(nowhere), "{err}");
    }
    assert_eq!(repository.read("out.txt"), before);
    let left: Vec<_> = fs::read_dir(&repository.root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn all_targets_are_looked_at_with_the_flag_and_without() {
    let repository = Repository::new();
    for path in ["tests/it.rs", "examples/demo.rs", "benches/speed.rs", "src/bin/tool.rs"] {
        repository.write(path, &(opens("first") + "fn main() {}\n"));
    }
    repository.write("build.rs", "fn main() {}\n");
    let plain = repository.tool(&["--format", "json"]);
    assert_eq!(repository.tool(&["--format", "json", "--all-targets"]), plain);
    for path in ["tests/it.rs", "examples/demo.rs", "benches/speed.rs", "src/bin/tool.rs"] {
        assert!(plain.1.contains(&format!("\"file_name\":\"{path}\"")), "{path}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &(opens("first") + &opens("second")));
    let one = repository.tool(&["--format", "json", "--threads", "1"]);
    assert_eq!(one.0, 1);
    assert_eq!(repository.tool(&["--format", "json", "--threads", "7"]), one);
    assert_eq!(repository.tool(&["--format", "json", "--no-prefilter"]), one);
    assert_eq!(repository.tool(&["--threads", "0"]).0, 2);
}

#[test]
fn a_manifest_that_is_named_stands_alone() {
    let repository = Repository::new();
    let other = Repository::bare();
    other.write("Cargo.toml", &MANIFEST.replace("shop", "other"));
    other.write("src/lib.rs", &opens("first"));
    let manifest = other.root.join("Cargo.toml");
    let (_, out, _) = repository.tool(&["--manager", "none", "--manifest-path", manifest.to_str().unwrap()]);
    assert!(out.contains("in 1 file of 1 package") && out.contains("other::first"), "{out}");
}

#[test]
fn a_part_of_the_codebase_has_a_level_of_its_own() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &opens("first"));
    let level = |level: &str, flags: &[&str]| {
        let at = format!("at = [{{ paths = [\"src/cart.rs\"], level = \"{level}\" }}]");
        let text = format!("manager = \"shop::store\"\n[rules]\ndirect-construction = {{ {at} }}\n");
        repository.write("redis-ssot.toml", &text);
        let (status, out, _) = repository.tool(&[&["--message-format", "short"], flags].concat());
        (status, out.split("direct-construction").next().unwrap_or_default().to_owned())
    };
    assert_eq!(level("warn", &[]), (0, "src/cart.rs:2:13: warning[".to_owned()));
    assert_eq!(level("deny", &[]), (1, "src/cart.rs:2:13: error[".to_owned()));
    assert_eq!(level("warn", &["-D", "direct-construction"]).0, 1);
    assert_eq!(level("allow", &["-D", "direct-construction"]), (0, String::new()));
}

#[test]
fn the_step_summary_of_github_is_added_to() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &opens("first"));
    repository.write("page.md", "before\n");
    let run = |format: &str| {
        let mut tool = repository::program(env!("CARGO_BIN_EXE_cargo-redis-ssot"), &repository.root);
        tool.env("GITHUB_STEP_SUMMARY", repository.root.join("page.md")).args(["--format", format]).output().unwrap()
    };
    run("human");
    assert_eq!(repository.read("page.md"), "before\n");
    assert_eq!(run("github").status.code(), Some(1));
    let page = repository.read("page.md");
    assert!(page.starts_with("before\n### redis-ssot failed: 1 finding\n"), "{page}");
    assert!(page.contains("| error | direct-construction | src/cart.rs:2:"), "{page}");
    assert_eq!(STORE.matches("Client::open").count(), 1, "the manager's own is none");
}
