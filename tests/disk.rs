//! The disk provider on files that are not what they seem.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;

use cargo_redis_ssot::source::disk::{Disk, MAX_BYTES};
use cargo_redis_ssot::source::{Provider, ReadError};
use tempfile::TempDir;

struct Tree {
    _guard: TempDir,
    root: PathBuf,
    disk: Disk,
}

fn tree() -> Tree {
    let guard = TempDir::new().unwrap();
    let root = guard.path().join("root");
    fs::create_dir_all(root.join("src/deep")).unwrap();
    fs::write(root.join("src/a.rs"), "fn a() {}\n").unwrap();
    fs::write(guard.path().join("secret.rs"), "fn secret() {}\n").unwrap();
    let disk = Disk::within(&[&root]);
    Tree { _guard: guard, root, disk }
}

#[test]
fn text_is_given_as_stored() {
    let tree = tree();
    let path = tree.root.join("bom.rs");
    fs::write(&path, "\u{feff}fn f() {}\r\n").unwrap();
    assert_eq!(tree.disk.read_text(&path).unwrap(), "\u{feff}fn f() {}\r\n");
}

#[test]
fn text_that_is_not_utf8_is_refused_with_its_place() {
    let tree = tree();
    let path = tree.root.join("x.rs");
    fs::write(&path, b"// caf\xe9\n").unwrap();
    assert_eq!(tree.disk.read_text(&path), Err(ReadError::NotUtf8(6)));
    fs::write(&path, b"\xff\xfef\x00n\x00").unwrap();
    let error = tree.disk.read_text(&path).unwrap_err();
    assert_eq!(error.to_string(), "encoded as UTF-16 (little-endian), not UTF-8");
    fs::write(&path, b"\xfe\xff\x00f\x00n").unwrap();
    assert_eq!(tree.disk.read_text(&path), Err(ReadError::Utf16("big-endian")));
}

#[test]
fn what_lies_outside_the_roots_is_not_there() {
    let tree = tree();
    for path in ["../secret.rs", "src/../../secret.rs"] {
        let path = tree.root.join(path);
        assert_eq!(tree.disk.read(&path), Err(ReadError::Outside), "{path:?}");
        assert!(!tree.disk.is_file(&path));
        assert!(tree.disk.resolved(&path).is_none());
    }
    assert!(tree.disk.entries(&tree.root.join("..")).is_empty());
    assert!(!tree.disk.is_directory(&tree.root.join("..")));
    assert!(tree.disk.is_directory(&tree.root));
    assert_eq!(tree.disk.read(&tree.root.join("src/gone.rs")), Err(ReadError::NotFound));
    assert_eq!(tree.disk.read(&tree.root.join("src/a.rs/b.rs")), Err(ReadError::NotFound));
    assert_eq!(tree.disk.read(&tree.root.join("src")), Err(ReadError::NotRegular));
    assert!(Disk::unbounded().is_file(&tree.root.join("../secret.rs")));
}

#[test]
fn files_over_the_limit_are_refused_unread() {
    let tree = tree();
    let path = tree.root.join("big.rs");
    let file = fs::File::create(&path).unwrap();
    file.set_len(MAX_BYTES + 1).unwrap();
    assert_eq!(tree.disk.read(&path), Err(ReadError::TooLarge(MAX_BYTES + 1, MAX_BYTES)));
}

#[test]
fn entries_are_sorted_and_say_what_is_a_directory() {
    let tree = tree();
    for name in ["z.rs", "B.rs", "a.rs"] {
        fs::write(tree.root.join("src").join(name), "").unwrap();
    }
    let entries = tree.disk.entries(&tree.root.join("src"));
    let expected = [("B.rs", false), ("a.rs", false), ("deep", true), ("z.rs", false)];
    assert_eq!(entries, expected.map(|(name, is_directory)| (name.to_owned(), is_directory)));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    #[test]
    fn links_out_are_outside_and_links_within_are_followed() {
        let tree = tree();
        symlink(tree.root.join("../secret.rs"), tree.root.join("src/out.rs")).unwrap();
        symlink(tree.root.join(".."), tree.root.join("up")).unwrap();
        symlink("a.rs", tree.root.join("src/in.rs")).unwrap();
        symlink("../src", tree.root.join("src/again")).unwrap();
        symlink("gone.rs", tree.root.join("src/dangling.rs")).unwrap();
        symlink("self.rs", tree.root.join("src/self.rs")).unwrap();
        let at = |path: &str| tree.root.join(path);
        assert_eq!(tree.disk.read(&at("src/out.rs")), Err(ReadError::Outside));
        assert_eq!(tree.disk.read(&at("up/secret.rs")), Err(ReadError::Outside));
        assert!(!tree.disk.is_file(&at("src/out.rs")) && tree.disk.entries(&at("up")).is_empty());
        assert_eq!(tree.disk.read(&at("src/in.rs")).unwrap(), b"fn a() {}\n");
        assert_eq!(tree.disk.read(&at("src/again/again/a.rs")).unwrap(), b"fn a() {}\n");
        assert_eq!(tree.disk.read(&at("src/dangling.rs")), Err(ReadError::NotFound));
        assert!(matches!(tree.disk.read(&at("src/self.rs")), Err(ReadError::Io(_))));
        assert_eq!(tree.disk.resolved(&at("src/again/in.rs")), tree.disk.resolved(&at("src/a.rs")));
        assert!(tree.disk.is_link(&at("src/in.rs")) && !tree.disk.is_link(&at("src/a.rs")));
        let names: Vec<_> = tree.disk.entries(&at("src")).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a.rs", "again", "deep", "in.rs"], "links to nowhere and out are left out");
    }

    #[test]
    fn fifos_and_devices_are_never_opened() {
        let tree = tree();
        let fifo = tree.root.join("src/pipe.rs");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        assert_eq!(tree.disk.read(&fifo), Err(ReadError::NotRegular), "would wait for a writer for ever");
        assert!(!tree.disk.is_file(&fifo));
        assert_eq!(Disk::unbounded().read("/dev/zero".as_ref()), Err(ReadError::NotRegular));
    }

    #[test]
    fn a_name_that_is_not_utf8_is_left_out() {
        let tree = tree();
        let name = std::ffi::OsStr::from_bytes(b"src/\xff.rs");
        if fs::write(tree.root.join(name), "").is_ok() {
            assert_eq!(tree.disk.entries(&tree.root.join("src")).len(), 2);
        }
    }

    #[test]
    fn a_root_given_through_a_link_shows_the_same() {
        let tree = tree();
        let link = tree.root.join("../link");
        symlink(&tree.root, &link).unwrap();
        let disk = Disk::within(&[&link]);
        assert!(disk.is_file(&link.join("src/a.rs")) && disk.is_file(&tree.root.join("src/a.rs")));
    }
}
