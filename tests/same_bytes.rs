//! The same codebase gives the same bytes: for any number of threads, in whatever order its files were made, from whichever folder it
//! is looked at, and once more.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is how a test fails

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Every form of output, as arguments.
const OUTPUTS: [&[&str]; 10] = [
    &["check", "--message-format", "human"],
    &["check", "--message-format", "short"],
    &["check", "--message-format", "json"],
    &["check", "--message-format", "sarif"],
    &["check", "--message-format", "github"],
    &["check", "--message-format", "gitlab"],
    &["check", "--message-format", "junit"],
    &["report", "--format", "markdown"],
    &["report", "--format", "html"],
    &["report", "--format", "json"],
];

const SOURCE: &str = "fixtures/netra/before";

/// Copies a codebase, its files in an order of their own: file systems list a folder in the order of making, or of a hash.
fn copy(to: &Path, reversed: bool) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCE);
    let entries = walkdir::WalkDir::new(&from).into_iter().filter_entry(|entry| entry.file_name() != "target");
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().into_path()).filter(|path| path.is_file()).collect();
    files.sort();
    if reversed {
        files.reverse();
    }
    for file in files {
        let copy = to.join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&file, &copy).unwrap();
    }
}

/// What is written to both streams: in `folder`, of the codebase at `path`.
fn said(folder: &Path, path: &str, arguments: &[&str], threads: &str) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"))
        .current_dir(folder)
        .env_remove("CI")
        .env_remove("GITHUB_STEP_SUMMARY")
        .args(arguments)
        .args(["-v", "--threads", threads, path])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn threads_order_folder_and_time_change_nothing() {
    let guard = TempDir::new().unwrap();
    let root = fs::canonicalize(guard.path()).unwrap();
    let place = root.join("place");
    copy(&place, false);
    let at = |folder: &Path, path: &str, threads: &str| OUTPUTS.map(|output| said(folder, path, output, threads));
    let expected = at(&place, ".", "1");
    assert!(expected.iter().all(|(out, _)| out.len() > 1_000));
    let same = |other: &[(String, String); 10], why: &str| {
        for ((output, one), two) in OUTPUTS.iter().zip(&expected).zip(other) {
            assert!(one == two, "{output:?}: {why}");
        }
    };
    same(&at(&place, ".", "8"), "8 threads");
    same(&at(&place, ".", "1"), "once more");
    same(&at(&place.join("netra_backend/src"), "../..", "2"), "2 threads, from a folder within");
    same(&at(&root, "place", "2"), "from a folder around");
    same(&at(Path::new("/"), place.to_str().unwrap(), "2"), "by an absolute path");
    // The same place, since cargo's formats hold absolute paths; its files made in another order.
    fs::rename(&place, root.join("away")).unwrap();
    copy(&place, true);
    same(&at(&place, ".", "2"), "files made in another order");
}
