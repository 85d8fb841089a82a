//! rustc is the judge of where modules are looked for: files are written where the rules say, and it must find them.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_redis_ssot::source::modules::{Candidate, ModuleDirectory};

struct Crate {
    _guard: tempfile::TempDir,
    root: PathBuf,
}

impl Crate {
    fn new(text: &str) -> (Self, ModuleDirectory) {
        let guard = tempfile::TempDir::new().unwrap();
        let root = guard.path().join("src/lib.rs");
        let directory = ModuleDirectory::root(&root);
        write(&root, text);
        (Self { _guard: guard, root }, directory)
    }

    /// Whether rustc can compile it, and its words if not.
    fn compile(&self) -> Result<(), String> {
        let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
            .args(["--edition=2021", "--crate-type=lib", "--emit=metadata", "--out-dir"])
            .arg(self.root.parent().unwrap())
            .arg(&self.root)
            .output()
            .unwrap();
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Writes a module's text to one of its candidates and enters it.
fn load(mut candidates: Vec<Candidate>, which: usize, text: &str) -> ModuleDirectory {
    let candidate = candidates.swap_remove(which);
    write(&candidate.file, text);
    candidate.directory
}

#[test]
fn rustc_finds_every_module_where_the_rules_put_it() {
    let text = "pub mod a;\nmod r#async;\nmod outer { pub mod inner; #[path = \"d\"] mod named { mod x; } }\n\
        #[path = \"files\"] mod thread { #[path = \"tls.rs\"] mod local; mod plain; }\n\
        #[path = \"else/where.rs\"] mod moved;\nfn f() { #[path = \"in_block.rs\"] mod b; }\n\
        include!(\"inc/part.in\");\npub use a::b::c::MARK;\n";
    // `x.rs` and `x/mod.rs`: every way to lay out `a` and `a::b`.
    for (first, second) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let (krate, root) = Crate::new(text);
        let a = load(root.file("a", None), first, "pub mod b;\n#[path = \"p\"] mod q { mod r; }\n");
        load(a.inline("q", Some("p")).file("r", None), 0, "");
        let b = load(
            a.file("b", None),
            second,
            "pub mod c;\n#[path = \"beside.rs\"] mod d;\nmod i { mod j; #[path = \"k2.rs\"] mod k; }\n",
        );
        load(b.file("c", None), first, "pub const MARK: u8 = 1;\n");
        let beside = load(b.file("d", Some("beside.rs")), 0, "mod e;\n");
        load(beside.file("e", None), second, "");
        load(b.inline("i", None).file("j", None), first, "");
        load(b.inline("i", None).file("k", Some("k2.rs")), 0, "");
        load(root.file("r#async", None), second, "");
        let outer = root.inline("outer", None);
        load(outer.file("inner", None), first, "");
        load(outer.inline("named", Some("d")).file("x", None), second, "");
        let thread = root.inline("thread", Some("files"));
        load(thread.file("local", Some("tls.rs")), 0, "");
        load(thread.file("plain", None), first, "");
        let moved = load(root.file("moved", Some("else/where.rs")), 0, "mod sibling;\n");
        load(moved.file("sibling", None), second, "");
        load(root.block().file("b", Some("in_block.rs")), 0, "");
        let part = krate.root.parent().unwrap().join("inc/part.in");
        write(&part, "mod included;\n");
        load(ModuleDirectory::root(&part).file("included", None), first, "");
        assert_eq!(krate.compile(), Ok(()), "layout {first}{second}");
    }
}

#[test]
fn rustc_refuses_what_the_rules_refuse() {
    let (krate, root) = Crate::new("fn f() { mod b; }\n");
    load(root.file("b", None), 0, "");
    assert!(root.block().file("b", None).is_empty());
    let message = krate.compile().unwrap_err();
    assert!(message.contains("inside a block"), "{message}");
}
