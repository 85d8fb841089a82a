//! What stands where a file should: links, pipes, devices, what nobody may read.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use crate::repository::{Repository, opens, program};
use crate::{CART, checked, says, shop, with_bad};

/// `bad` is declared and cannot be had.
const NO_FILE: &str =
    "src/lib.rs:1:9: error[unparsed-source]: no file for `bad`: looked for `src/bad.rs` and `src/bad/mod.rs`\n";

/// What is said where `bad` is declared and not there: `cart` comes first.
fn is_not_there(repository: &Repository) {
    let (status, findings, notes) = checked(repository, &[]);
    assert_eq!((status, findings), (1, format!("{CART}{NO_FILE}")), "{notes}");
}

#[test]
fn a_link_in_a_circle_is_not_there() {
    let repository = shop();
    symlink("bad.rs", repository.root.join("src/bad.rs")).unwrap();
    is_not_there(&repository);
}

#[test]
fn folders_in_a_circle_end() {
    let repository = with_bad("");
    symlink("..", repository.root.join("src/up")).unwrap();
    symlink("down", repository.root.join("src/down")).unwrap();
    symlink(".", repository.root.join("src/here")).unwrap();
    says(&repository, "");
}

#[test]
fn a_link_out_of_the_root_is_not_followed() {
    let repository = shop();
    fs::write(repository.root.join("../outside.rs"), opens("secret")).unwrap();
    symlink("../../outside.rs", repository.root.join("src/bad.rs")).unwrap();
    is_not_there(&repository);
}

#[test]
fn pipes_and_devices_are_never_opened() {
    let repository = shop();
    let pipe = repository.root.join("src/bad.rs");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    is_not_there(&repository);
    fs::remove_file(&pipe).unwrap();
    // Only a superuser can make one.
    if Command::new("mknod").arg(&pipe).args(["c", "1", "5"]).output().is_ok_and(|made| made.status.success()) {
        is_not_there(&repository);
        fs::remove_file(&pipe).unwrap();
    }
    symlink("/dev/zero", &pipe).unwrap();
    is_not_there(&repository);
    fs::remove_file(&pipe).unwrap();
    // Nor where nothing declares them.
    fs::write(&pipe, "").unwrap();
    assert!(Command::new("mkfifo").arg(repository.root.join("src/loose.rs")).status().unwrap().success());
    says(&repository, "");
}

#[test]
fn a_folder_with_the_name_of_a_file_is_no_file() {
    let repository = shop();
    fs::create_dir(repository.root.join("src/bad.rs")).unwrap();
    is_not_there(&repository);
}

/// Runs the tool as somebody who may not read everything; none where that cannot be had.
fn as_nobody(repository: &Repository) -> Option<(i32, String)> {
    let tool = env!("CARGO_BIN_EXE_cargo-redis-ssot");
    let is_superuser = fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("\nUid:\t0\t"));
    let mut command = program(if is_superuser { "setpriv" } else { tool }, &repository.root);
    if is_superuser {
        let open = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o755));
        open(&repository.root).and_then(|()| open(repository.root.parent().unwrap())).unwrap();
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", tool]);
    }
    let output = command.args(["check", "--message-format", "short"]).output().ok()?;
    let said = String::from_utf8(output.stdout).unwrap();
    // `setpriv` itself exits with 127 where nobody may run the tool.
    output.status.code().filter(|status| *status <= 2).map(|status| (status, said))
}

#[test]
fn what_may_not_be_read_is_a_finding() {
    let repository = with_bad(opens("f"));
    fs::set_permissions(repository.root.join("src/bad.rs"), fs::Permissions::from_mode(0o000)).unwrap();
    if let Some(said) = as_nobody(&repository) {
        let denied = "src/bad.rs:1:1: error[unparsed-source]: cannot read this file: Permission denied (os error 13)\n";
        assert_eq!(said, (1, format!("{denied}{CART}")));
    }
}

#[test]
fn a_folder_that_may_not_be_entered_is_a_finding() {
    let repository = shop();
    repository.write("src/bad/mod.rs", &opens("f"));
    let folder = repository.root.join("src/bad");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
    let said = as_nobody(&repository);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    if let Some(said) = said {
        assert_eq!(said, (1, format!("{CART}{NO_FILE}")));
    }
}

#[test]
fn a_manifest_that_may_not_be_read_stops_the_tool() {
    let repository = with_bad("");
    fs::set_permissions(repository.root.join("Cargo.toml"), fs::Permissions::from_mode(0o000)).unwrap();
    if let Some(said) = as_nobody(&repository) {
        assert_eq!(said, (2, String::new()));
    }
}
