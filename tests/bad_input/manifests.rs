//! Manifests that are none, that lead in circles, that say the wrong things, that say them ten thousand times.

use std::fmt::Write as _;

use crate::repository::MANIFEST;
use crate::{CART, checked, checked_in_memory, shop_in_memory, with_bad};

/// Exit status and findings with this manifest.
fn with(manifest: &str) -> (i32, String, String) {
    let repository = with_bad("");
    repository.write("Cargo.toml", manifest);
    checked(&repository, &[])
}

#[test]
fn a_manifest_that_is_no_toml_is_a_finding_and_nothing_is_checked() {
    for (text, reason) in [
        ("[package", "unclosed table, expected `]`"),
        ("\u{0}", "key with no value, expected `=`"),
        ("[package]\nname = \"shop\"\nname = \"shop\"\n", "duplicate key"),
        ("[package]\nname = 1\n", "`package.name` must be a string, not an integer"),
        ("package = 1\n", "`package` must be a table, not an integer"),
        (
            "[package]\nname = \"shop\"\nedition = 2024\n",
            "`package.edition` must be a string or `{ workspace = true }`, not an integer",
        ),
        ("[workspace]\nmembers = 1\n", "`workspace.members` must be an array of strings, not an integer"),
        ("[workspace]\nmembers = [1]\n", "`workspace.members` must be an array of strings, not an integer"),
        ("dependencies = 1\n[package]\nname = \"shop\"\n", "`dependencies` must be a table, not an integer"),
        ("lib = 1\n[package]\nname = \"shop\"\n", "`lib` must be a table, not an integer"),
    ] {
        let (status, findings, notes) = with(text);
        let said = format!("error[unparsed-source]: cannot use `Cargo.toml`: {reason}\n");
        assert!(status == 1 && findings.ends_with(&said), "{text:?}: {findings}{notes}");
    }
}

#[test]
fn a_workspace_that_is_its_own_member_is_read_once() {
    for members in ["[\".\"]", "[\".\", \"./\", \"src/..\", \"*\"]", "[\"../shop\"]"] {
        let (status, findings, notes) = with(&format!("{MANIFEST}\n[workspace]\nmembers = {members}\n"));
        assert_eq!((status, findings.as_str()), (1, CART), "{members}: {notes}");
    }
}

#[test]
fn packages_that_depend_on_themselves_are_read_once() {
    let (status, findings, notes) = with(&format!("{MANIFEST}shop = {{ path = \".\" }}\n"));
    assert_eq!((status, findings.as_str()), (1, CART), "{notes}");
    let repository = with_bad("");
    repository.write("Cargo.toml", &format!("{MANIFEST}a = {{ path = \"a\" }}\n[workspace]\n"));
    let package = |name: &str, other: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\n[dependencies]\n{other} = {{ path = \"../{other}\" }}\n"
        )
    };
    for (name, other) in [("a", "b"), ("b", "a")] {
        repository.write(&format!("{name}/Cargo.toml"), &package(name, other));
        repository.write(&format!("{name}/src/lib.rs"), "");
    }
    let (status, findings, notes) = checked(&repository, &[]);
    assert_eq!((status, findings.as_str()), (1, CART), "{notes}");
}

#[test]
fn a_package_that_names_itself_as_its_workspace_is_read_once() {
    let pointing = |pointer: &str| with(&MANIFEST.replace("edition", &format!("workspace = \"{pointer}\"\nedition")));
    for pointer in [".", "../shop"] {
        let (status, findings, notes) = pointing(pointer);
        assert_eq!((status, findings.as_str()), (1, CART), "{pointer}: {notes}");
    }
    let (status, findings, _) = pointing("..");
    let nowhere = "error[unparsed-source]: cannot use `Cargo.toml`: `package.workspace` leads nowhere: ";
    assert_eq!((status, findings), (1, format!("{CART}{nowhere}`../Cargo.toml` is missing\n")));
}

#[test]
fn ten_thousand_members_are_read() {
    let mut files = shop_in_memory();
    let mut manifest = format!("{MANIFEST}\n[workspace]\nmembers = [\n");
    for at in 0..10_000 {
        writeln!(manifest, "\"m/m{at}\",").unwrap();
        files.put(&format!("m/m{at}/Cargo.toml"), &format!("[package]\nname = \"m{at}\"\nversion = \"1.0.0\"\n"));
        files.put(&format!("m/m{at}/src/lib.rs"), "");
    }
    files.put("Cargo.toml", &format!("{manifest}]\n"));
    assert_eq!(checked_in_memory(&files), (CART.to_owned(), 10_004, 10_001));
}

/// The first few are named; that there are more is said.
#[test]
fn ten_thousand_members_that_are_not_there_are_told_in_few_lines() {
    let members: String = (0..10_000).map(|at| format!("\"m{at}\",")).collect();
    let (status, findings, notes) = with(&format!("{MANIFEST}\n[workspace]\nmembers = [{members}]\n"));
    assert_eq!((status, findings.as_str()), (1, CART));
    let lines: Vec<&str> = notes.lines().collect();
    assert_eq!(lines.len(), 6, "{notes}");
    assert_eq!(lines[0], "note: Cargo.toml: workspace member `m0` has no manifest: `m0/Cargo.toml` is missing");
    assert_eq!(lines[5], "note: 9995 more manifests are missing");
}
