//! Workspaces on disk, judged by what the cargo book says and by what `cargo metadata` prints.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_redis_ssot::source::disk::Disk;
use cargo_redis_ssot::workspace::{
    Codebase, Dependency, DependencyKind, Edition, Package, Selection, TargetKind, WorkspaceError, discover,
};
use tempfile::TempDir;

/// A directory tree that is removed when the test ends.
struct Tree {
    _guard: TempDir,
    root: PathBuf,
}

impl Tree {
    /// Files by path and text; a path that ends with `/` is a directory.
    fn new(files: &[(&str, &str)]) -> Self {
        let guard = TempDir::new().unwrap();
        let root = fs::canonicalize(guard.path()).unwrap();
        let tree = Self { _guard: guard, root };
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    fn write(&self, path: &str, text: &str) {
        let full = self.root.join(path);
        if path.ends_with('/') {
            fs::create_dir_all(full).unwrap();
        } else {
            fs::create_dir_all(full.parent().unwrap()).unwrap();
            fs::write(full, text).unwrap();
        }
    }

    fn try_read(&self, path: &str) -> Result<Codebase, WorkspaceError> {
        discover(&Disk::unbounded(), &[self.root.join(path)], &Selection::default())
    }

    fn read(&self, path: &str) -> Codebase {
        self.try_read(path).unwrap()
    }

    /// Reads a workspace that must be without fault.
    fn read_clean(&self, path: &str) -> Codebase {
        let codebase = self.read(path);
        assert_eq!(codebase.problems, [], "{:?}", codebase.notes);
        codebase
    }

    /// Reads the workspace at `path` and compares it with cargo's own reading.
    fn read_as_cargo(&self, path: &str) -> Codebase {
        let codebase = self.read_clean(path);
        assert_agrees_with_cargo(&codebase, &self.root.join(path).join("Cargo.toml"));
        codebase
    }
}

fn names(codebase: &Codebase) -> Vec<&str> {
    codebase.packages.iter().map(|package| &*package.name).collect()
}

fn package<'a>(codebase: &'a Codebase, name: &str) -> &'a Package {
    codebase.packages.iter().find(|package| package.name == name).unwrap()
}

fn dependency<'a>(package: &'a Package, key: &str) -> &'a Dependency {
    package.dependencies.iter().find(|dependency| dependency.key == key).unwrap()
}

/// `kind name path` of each target, the path relative to the package.
fn targets(package: &Package) -> Vec<String> {
    let directory = package.manifest_path.parent().unwrap();
    let line = |target: &cargo_redis_ssot::workspace::Target| {
        let root = target.root.strip_prefix(directory).unwrap().display().to_string();
        format!("{:?} {} {root}", target.kind, target.name)
    };
    package.targets.iter().map(line).collect()
}

/// The messages of all problems with the text they point at.
fn problems(codebase: &Codebase) -> Vec<(String, String)> {
    let text = |problem: &cargo_redis_ssot::workspace::ManifestProblem| {
        let text = fs::read_to_string(&problem.path).unwrap();
        problem.range.clone().map(|range| text[range].to_owned()).unwrap_or_default()
    };
    codebase.problems.iter().map(|problem| (problem.message.clone(), text(problem))).collect()
}

/// Fails unless cargo sees the same packages, targets and dependencies. Cargo runs these tests, so it is there.
fn assert_agrees_with_cargo(codebase: &Codebase, manifest: &Path) {
    let mut command = Command::new(env!("CARGO"));
    command.args(["metadata", "--no-deps", "--format-version=1", "--offline", "--manifest-path"]).arg(manifest);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: cargo_metadata::Metadata = serde_json::from_slice(&output.stdout).unwrap();
    let edition = |edition: Edition| match edition {
        Edition::E2015 => "2015",
        Edition::E2018 => "2018",
        Edition::E2021 => "2021",
        Edition::E2024 => "2024",
    };
    let mut expected = BTreeSet::new();
    for package in &metadata.packages {
        let id = &package.id.repr;
        expected.insert(format!("{id} {} {} {}", package.name, package.version, package.manifest_path));
        for (at, t) in package.targets.iter().enumerate() {
            let kinds: Vec<_> = t.kind.iter().map(ToString::to_string).collect();
            let types: Vec<_> = t.crate_types.iter().map(ToString::to_string).collect();
            expected.insert(format!("{id} {at} {kinds:?} {types:?} {} {} {}", t.name, t.src_path, t.edition));
        }
        for d in &package.dependencies {
            let (rename, kind) = (d.rename.as_ref().unwrap_or(&d.name), d.kind.to_string());
            let target = d.target.as_ref().map(ToString::to_string);
            expected.insert(format!("{id} {rename} {} {kind} {target:?} {:?} {}", d.name, d.path, d.optional));
        }
    }
    let mut found = BTreeSet::new();
    for package in &codebase.packages {
        let id = package.id();
        found.insert(format!("{id} {} {} {}", package.name, package.version, package.manifest_path.display()));
        for (at, t) in package.targets.iter().enumerate() {
            let (kinds, types) = (t.kinds(), &t.crate_types);
            found.insert(format!(
                "{id} {at} {kinds:?} {types:?} {} {} {}",
                t.name,
                t.root.display(),
                edition(t.edition)
            ));
        }
        for d in &package.dependencies {
            let kind = match d.kind {
                DependencyKind::Normal => "normal",
                DependencyKind::Dev => "dev",
                DependencyKind::Build => "build",
            };
            let path = d.path.as_ref().map(|path| path.display().to_string());
            found.insert(format!("{id} {} {} {kind} {:?} {path:?} {}", d.key, d.package, d.platform, d.optional));
        }
    }
    let (left, right): (Vec<_>, Vec<_>) =
        (found.difference(&expected).collect(), expected.difference(&found).collect());
    assert!(left.is_empty() && right.is_empty(), "ours alone: {left:#?}\ncargo's alone: {right:#?}");
}

const LIB: &str = "pub fn f() {}\n";
const MAIN: &str = "fn main() {}\n";

fn manifest(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"1.2.3\"\nedition = \"2021\"\n")
}

#[test]
fn a_single_package_with_every_inferred_target() {
    let tree = Tree::new(&[
        ("Cargo.toml", &manifest("my-app")),
        ("src/lib.rs", LIB),
        ("src/main.rs", MAIN),
        ("src/bin/tool.rs", MAIN),
        ("src/bin/multi/main.rs", MAIN),
        ("src/bin/multi/part.rs", ""),
        ("src/bin/.hidden.rs", MAIN),
        ("src/bin/nothing/other.rs", ""),
        ("src/bin/readme.txt", ""),
        ("examples/demo.rs", MAIN),
        ("examples/big/main.rs", MAIN),
        ("tests/it.rs", ""),
        ("tests/common/mod.rs", ""),
        ("tests/suite/main.rs", ""),
        ("benches/speed.rs", ""),
        ("build.rs", MAIN),
    ]);
    let codebase = tree.read_as_cargo("");
    assert_eq!(codebase.root, tree.root);
    assert_eq!(
        targets(&codebase.packages[0]),
        [
            "Lib my_app src/lib.rs",
            "Bin multi src/bin/multi/main.rs",
            "Bin my-app src/main.rs",
            "Bin tool src/bin/tool.rs",
            "Example big examples/big/main.rs",
            "Example demo examples/demo.rs",
            "Test it tests/it.rs",
            "Test suite tests/suite/main.rs",
            "Bench speed benches/speed.rs",
            "BuildScript build-script-build build.rs",
        ]
    );
    assert_eq!(codebase.packages[0].targets[2].crate_name, "my_app");
}

#[test]
fn explicit_targets_with_and_without_path() {
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2018\"\nbuild = \"make/x.rs\"\nautoexamples = false\nautotests = false\n\
             [lib]\nname = \"core_app\"\npath = \"./lib/../lib/entry.rs\"\ncrate-type = [\"cdylib\", \"rlib\"]\n\
             [[bin]]\nname = \"app\"\n\
             [[bin]]\nname = \"one\"\nedition = \"2021\"\n\
             [[bin]]\nname = \"two\"\n\
             [[bin]]\nname = \"else\"\npath = \"src/bin/renamed.rs\"\n\
             [[example]]\nname = \"shown\"\ncrate-type = [\"staticlib\"]\n\
             [[test]]\nname = \"only\"\n",
        ),
        ("lib/entry.rs", LIB),
        ("src/lib.rs", LIB),
        ("src/main.rs", MAIN),
        ("src/bin/one.rs", MAIN),
        ("src/bin/two/main.rs", MAIN),
        ("src/bin/renamed.rs", MAIN),
        ("src/bin/found.rs", MAIN),
        ("examples/shown.rs", LIB),
        ("examples/hidden.rs", MAIN),
        ("tests/only.rs", ""),
        ("tests/off.rs", ""),
        ("make/x.rs", MAIN),
        ("build.rs", MAIN),
    ]);
    let codebase = tree.read_as_cargo("");
    assert_eq!(
        targets(&codebase.packages[0]),
        [
            "Lib core_app lib/entry.rs",
            "Bin app src/main.rs",
            "Bin else src/bin/renamed.rs",
            "Bin found src/bin/found.rs",
            "Bin one src/bin/one.rs",
            "Bin two src/bin/two/main.rs",
            "Example shown examples/shown.rs",
            "Test only tests/only.rs",
            "BuildScript build-script-x make/x.rs",
        ]
    );
    assert_eq!(codebase.packages[0].targets[4].edition, Edition::E2021);
}

#[test]
fn switches_that_turn_inference_off() {
    let off = "autolib = false\nautobins = false\nautotests = false\nautobenches = false\nautoexamples = false\nbuild = false\n";
    let tree = Tree::new(&[
        ("Cargo.toml", &(manifest("app") + off + "[[bin]]\nname = \"only\"\npath = \"src/only.rs\"\n")),
        ("src/only.rs", MAIN),
        ("src/lib.rs", LIB),
        ("src/main.rs", MAIN),
        ("src/bin/x.rs", MAIN),
        ("tests/x.rs", ""),
        ("benches/x.rs", ""),
        ("examples/x.rs", MAIN),
        ("build.rs", MAIN),
    ]);
    assert_eq!(targets(&tree.read_as_cargo("").packages[0]), ["Bin only src/only.rs"]);
}

#[test]
fn edition_2015_infers_nothing_beside_an_explicit_target() {
    let files = [
        ("src/lib.rs", LIB),
        ("src/main.rs", MAIN),
        ("src/bin/inferred.rs", MAIN),
        ("src/explicit.rs", MAIN),
        ("tests/a.rs", ""),
    ];
    let base = "[package]\nname = \"old\"\nversion = \"0.1.0\"\n";
    let bin = "[[bin]]\nname = \"explicit\"\npath = \"src/explicit.rs\"\n";
    let tree = Tree::new(&files);
    tree.write("Cargo.toml", &format!("{base}{bin}"));
    let codebase = tree.read_as_cargo("");
    assert_eq!(
        targets(&codebase.packages[0]),
        ["Lib old src/lib.rs", "Bin explicit src/explicit.rs", "Test a tests/a.rs"]
    );
    tree.write("Cargo.toml", &format!("{base}autobins = true\n{bin}"));
    assert_eq!(tree.read_as_cargo("").packages[0].targets.len(), 5);
    tree.write("Cargo.toml", &format!("{base}edition = \"2018\"\n{bin}"));
    assert_eq!(tree.read_as_cargo("").packages[0].targets.len(), 5);
}

#[test]
fn edition_2015_legacy_paths() {
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"old\"\nversion = \"0.1.0\"\n[lib]\nname = \"thing\"\n[[bin]]\nname = \"other\"\n[[bench]]\nname = \"bench\"\n",
        ),
        ("src/thing.rs", LIB),
        ("src/main.rs", MAIN),
        ("src/bench.rs", ""),
    ]);
    assert_eq!(
        targets(&tree.read_as_cargo("").packages[0]),
        ["Lib thing src/thing.rs", "Bin other src/main.rs", "Bench bench src/bench.rs"]
    );
}

#[test]
fn proc_macros_in_both_spellings() {
    for key in ["proc-macro = true", "proc_macro = true", "crate-type = [\"proc-macro\"]"] {
        let tree = Tree::new(&[("Cargo.toml", &(manifest("der-ive") + "[lib]\n" + key)), ("src/lib.rs", "")]);
        let codebase = tree.read_as_cargo("");
        assert!(codebase.packages[0].targets[0].is_proc_macro(), "{key}");
    }
}

fn workspace_tree() -> Tree {
    Tree::new(&[
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"2\"\nmembers = [\"crates/*\", \"tools/x\"]\nexclude = [\"crates/out\"]\ndefault-members = [\"tools/x\"]\n\
             [workspace.package]\nversion = \"3.1.4\"\nedition = \"2021\"\n\
             [workspace.dependencies]\nkv = { package = \"redis\", version = \"0.27\" }\nserde = \"1\"\nhelper = { path = \"lib/helper\" }\n",
        ),
        (
            "crates/a/Cargo.toml",
            "[package]\nname = \"a\"\nversion.workspace = true\nedition.workspace = true\n\
             [dependencies]\nkv = { workspace = true, optional = true, features = [\"aio\"] }\nhelper.workspace = true\n\
             [dev-dependencies]\nfred = \"9\"\n\
             [target.'cfg(unix)'.dependencies.pool]\npackage = \"deadpool-redis\"\nversion = \"0.18\"\n\
             [target.x86_64-unknown-linux-gnu.build-dependencies]\nserde = { workspace = true }\n",
        ),
        ("crates/a/src/lib.rs", LIB),
        ("crates/a/build.rs", MAIN),
        ("crates/b/Cargo.toml", &manifest("b")),
        ("crates/b/src/main.rs", MAIN),
        ("crates/out/Cargo.toml", &manifest("out")),
        ("crates/out/src/lib.rs", LIB),
        ("tools/x/Cargo.toml", &(manifest("x") + "[dependencies]\ninner = { path = \"inner\" }\n")),
        ("tools/x/src/main.rs", MAIN),
        ("tools/x/inner/Cargo.toml", &manifest("inner")),
        ("tools/x/inner/src/lib.rs", LIB),
        ("lib/helper/Cargo.toml", &manifest("helper")),
        ("lib/helper/src/lib.rs", LIB),
    ])
}

#[test]
fn a_virtual_workspace_with_inheritance_globs_and_path_dependencies() {
    let tree = workspace_tree();
    let codebase = tree.read_as_cargo("");
    assert_eq!(names(&codebase), ["a", "b", "helper", "x", "inner"]);
    let a = package(&codebase, "a");
    assert_eq!((&*a.version, a.targets[0].edition), ("3.1.4", Edition::E2021));
    assert_eq!(a.workspace_manifest, tree.root.join("Cargo.toml"));
    let kv = dependency(a, "kv");
    assert_eq!((&*kv.package, kv.requirement.as_deref(), kv.optional), ("redis", Some("0.27"), true));
    assert!(kv.is_renamed());
    assert_eq!(dependency(a, "helper").path, Some(tree.root.join("lib/helper")));
    let pool = dependency(a, "pool");
    assert_eq!((&*pool.package, pool.platform.as_deref()), ("deadpool-redis", Some("cfg(unix)")));
    assert_eq!(dependency(a, "serde").kind, DependencyKind::Build);
    assert_eq!(dependency(a, "fred").kind, DependencyKind::Dev);
    assert!(codebase.notes.iter().any(|note| note.contains("crates/out/Cargo.toml")), "{:?}", codebase.notes);
}

#[test]
fn every_path_of_a_member_stands_for_its_whole_workspace() {
    let tree = workspace_tree();
    let all = tree.read("");
    for path in
        ["crates/a", "crates/a/src", "crates/a/src/lib.rs", "crates/a/Cargo.toml", "crates", "tools/x/inner/src"]
    {
        let codebase = tree.read(path);
        assert_eq!(names(&codebase), names(&all), "{path}");
        assert_eq!(codebase.root, tree.root, "{path}");
    }
    let options = Selection { manifest_path: Some(tree.root.join("crates/b/Cargo.toml")), ..Selection::default() };
    assert_eq!(names(&discover(&Disk::unbounded(), &[], &options).unwrap()), names(&all));
    // An excluded package is its own workspace, as in cargo.
    let out = tree.read_as_cargo("crates/out");
    assert_eq!(names(&out), ["out"]);
    assert_eq!(out.packages[0].workspace_manifest, tree.root.join("crates/out/Cargo.toml"));
}

#[test]
fn a_root_package_is_a_member_and_dots_and_pointers_lead_to_it() {
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            &(manifest("root")
                + "[workspace]\nmembers = [\"sub\", \".\"]\n[dependencies]\nnear = { path = \"near\" }\n"),
        ),
        ("src/lib.rs", LIB),
        ("sub/Cargo.toml", &(manifest("sub").replace("edition", "workspace = \"..\"\nedition"))),
        ("sub/src/lib.rs", LIB),
        ("near/Cargo.toml", &manifest("near")),
        ("near/src/lib.rs", LIB),
    ]);
    assert_eq!(names(&tree.read_as_cargo("")), ["root", "near", "sub"]);
    assert_eq!(names(&tree.read("sub")), ["root", "near", "sub"]);
}

#[test]
fn a_pointer_to_no_workspace_is_a_problem_of_its_package() {
    let tree = Tree::new(&[
        ("app/Cargo.toml", &manifest("app").replace("edition", "workspace = \"../gone\"\nedition")),
        ("app/src/lib.rs", LIB),
    ]);
    let codebase = tree.read("app");
    assert_eq!(names(&codebase), ["app"]);
    let message = "`package.workspace` leads nowhere: `../gone/Cargo.toml` is missing";
    assert_eq!(problems(&codebase), [(message.to_owned(), "\"../gone\"".to_owned())]);
}

#[test]
fn a_literal_member_beats_exclude_and_a_glob_does_not() {
    let files = [
        ("c/a/Cargo.toml", &*manifest("a")),
        ("c/a/src/lib.rs", LIB),
        ("c/b/Cargo.toml", &*manifest("b")),
        ("c/b/src/lib.rs", LIB),
    ];
    let tree = Tree::new(&files);
    tree.write("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"c/a\", \"c/b\"]\nexclude = [\"c\"]\n");
    assert_eq!(names(&tree.read_as_cargo("")), ["a", "b"]);
    tree.write("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"c/*\"]\nexclude = [\"c/a\"]\n");
    assert_eq!(names(&tree.read_as_cargo("")), ["b"]);
}

#[test]
fn a_directory_of_several_workspaces_is_one_codebase() {
    let tree = Tree::new(&[
        ("backend/Cargo.toml", "[workspace]\nmembers = [\"api\"]\n"),
        ("backend/api/Cargo.toml", &manifest("api")),
        ("backend/api/src/main.rs", MAIN),
        ("services/auth/Cargo.toml", &manifest("auth")),
        ("services/auth/src/lib.rs", LIB),
        ("target/old/Cargo.toml", &manifest("skipped1")),
        ("node_modules/n/Cargo.toml", &manifest("skipped2")),
        (".cache/n/Cargo.toml", &manifest("skipped3")),
        ("out/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55"),
        ("out/n/Cargo.toml", &manifest("skipped4")),
    ]);
    let codebase = tree.read_clean("");
    assert_eq!(names(&codebase), ["api", "auth"]);
    assert_eq!(codebase.root, tree.root);
    assert_eq!(codebase.roots(), [tree.root.join("backend"), tree.root.join("services/auth")]);
    // Two given paths make one codebase too.
    let paths = [tree.root.join("backend"), tree.root.join("services/auth/src")];
    let codebase = discover(&Disk::unbounded(), &paths, &Selection::default()).unwrap();
    assert_eq!(names(&codebase), ["api", "auth"]);
    assert_eq!(codebase.root, tree.root);
}

#[test]
fn a_directory_that_holds_workspaces_is_not_taken_for_the_package_around_it() {
    let tree = Tree::new(&[
        ("Cargo.toml", &manifest("tool")),
        ("src/lib.rs", LIB),
        ("fixtures/mono/one/Cargo.toml", &(manifest("one") + "[workspace]\n")),
        ("fixtures/mono/one/src/lib.rs", LIB),
        ("fixtures/mono/two/Cargo.toml", &(manifest("two") + "[workspace]\n")),
        ("fixtures/mono/two/src/lib.rs", LIB),
    ]);
    assert_eq!(names(&tree.read("fixtures/mono")), ["one", "two"]);
    let around = tree.read("");
    assert_eq!(names(&around), ["tool"]);
    assert!(around.notes.iter().any(|note| note.contains("fixtures/mono/one/Cargo.toml")), "{:?}", around.notes);
}

#[test]
fn a_toolchain_that_is_not_installed_does_not_matter() {
    let tree = Tree::new(&[
        ("Cargo.toml", &manifest("app")),
        ("rust-toolchain.toml", "[toolchain]\nchannel = \"1.2.3-no-such-toolchain\"\n"),
        ("src/main.rs", MAIN),
    ]);
    assert_eq!(targets(&tree.read_clean("").packages[0]), ["Bin app src/main.rs"]);
}

#[test]
fn nightly_only_keys_do_not_matter_where_cargo_itself_gives_up() {
    let text = format!(
        "cargo-features = [\"per-package-target\", \"no-such-feature\"]\n{}forced-target = \"x\"\n[dependencies]\nredis = {{ version = \"1\", public = true, artifact = \"bin\" }}\n",
        manifest("app")
    );
    let tree = Tree::new(&[("Cargo.toml", &text), ("src/main.rs", MAIN)]);
    let codebase = tree.read_clean("");
    assert_eq!(targets(&codebase.packages[0]), ["Bin app src/main.rs"]);
    assert_eq!(dependency(&codebase.packages[0], "redis").requirement.as_deref(), Some("1"));
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1", "--manifest-path"])
        .arg(tree.root.join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(!cargo.status.success(), "the test shows nothing if cargo reads this");
}

#[test]
fn broken_members_are_problems_and_the_rest_is_read() {
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"good\", \"gone\", \"none-*\", \"broken\", \"future\", \"bare\", \"typed\"]\n",
        ),
        (
            "good/Cargo.toml",
            &(manifest("good")
                + "[dependencies]\nx = { workspace = true }\ny = { path = \"../nowhere\" }\n[[bin]]\nname = \"lost\"\n"),
        ),
        ("good/src/lib.rs", LIB),
        ("broken/Cargo.toml", "[package]\nname = \"broken\"\nversion = = \"1\"\n"),
        ("broken/src/lib.rs", LIB),
        ("future/Cargo.toml", "[package]\nname = \"future\"\nversion = \"1.0.0\"\nedition = \"2027\"\n"),
        ("future/src/lib.rs", LIB),
        ("bare/Cargo.toml", "[dependencies]\n"),
        ("typed/Cargo.toml", "[package]\nname = \"typed\"\nversion.workspace = true\nautobins = 1\n"),
        ("typed/src/lib.rs", LIB),
    ]);
    let codebase = tree.read("");
    assert_eq!(names(&codebase), ["broken", "future", "good", "typed"]);
    let found = problems(&codebase);
    let has = |message: &str, at: &str| {
        assert!(found.iter().any(|(m, t)| m.contains(message) && t == at), "{message}: {found:#?}");
    };
    has("workspace member `gone` has no manifest: `gone/Cargo.toml` is missing", "\"gone\"");
    has("workspace member `none-*` matches no directory", "\"none-*\"");
    has("unknown edition `2027`", "\"2027\"");
    has("neither `[package]` nor `[workspace]`", "");
    has("`package.version` is inherited, but the workspace has no `workspace.package.version`", "version");
    has("`package.autobins` must be a boolean, not an integer", "1");
    has("`x` is inherited, but `workspace.dependencies` has no such entry", "x");
    has("path dependency `y` has no manifest: `../nowhere/Cargo.toml` is missing", "y");
    has("the root file of binary `lost` is missing: `src/bin/lost.rs` or `src/bin/lost/main.rs`", "\"lost\"");
    assert!(codebase.problems.iter().any(|p| p.path.ends_with("broken/Cargo.toml") && p.range.is_some()));
    assert_eq!(found.len(), 10, "{found:#?}");
    assert_eq!(package(&codebase, "future").targets[0].edition, Edition::E2024);
    assert_eq!(dependency(package(&codebase, "good"), "x").package, "x");
}

#[test]
fn a_missing_root_file_costs_its_target_alone() {
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            &(manifest("app")
                + "build = \"gone.rs\"\n[lib]\npath = \"nolib.rs\"\n[[test]]\nname = \"t\"\npath = \"tests/t.rs\"\n"),
        ),
        ("src/main.rs", MAIN),
    ]);
    let codebase = tree.read("");
    assert_eq!(targets(&codebase.packages[0]), ["Bin app src/main.rs"]);
    let at: Vec<_> = problems(&codebase).into_iter().map(|(_, text)| text).collect();
    assert_eq!(at, ["\"gone.rs\"", "\"nolib.rs\"", "\"tests/t.rs\""]);
}

#[test]
fn a_codebase_of_nothing_but_a_broken_manifest_comes_back_with_its_problem() {
    let tree = Tree::new(&[("Cargo.toml", "this is no toml\n")]);
    let codebase = tree.read("");
    assert_eq!((codebase.packages.len(), codebase.problems.len()), (0, 1));
}

#[test]
fn nothing_to_analyse_is_an_error_that_names_the_path() {
    let tree = Tree::new(&[("empty/", ""), ("ws/Cargo.toml", "[workspace]\n"), ("file.txt", "")]);
    let message = |path: &str| tree.try_read(path).unwrap_err().to_string();
    let shown = |path: &str| tree.root.join(path).display().to_string();
    assert_eq!(message("empty"), format!("no Cargo.toml in {}, below it or in a directory above it", shown("empty")));
    assert_eq!(message("gone"), format!("no such file or directory: {}", shown("gone")));
    assert!(matches!(tree.try_read("file.txt"), Err(WorkspaceError::NoManifest { .. })));
    assert_eq!(message("ws"), format!("no packages in {}", shown("ws")));
    assert_eq!(discover(&Disk::unbounded(), &[], &Selection::default()).unwrap_err(), WorkspaceError::NoPath);
    let options = Selection { manifest_path: Some(tree.root.join("file.txt")), ..Selection::default() };
    assert!(matches!(discover(&Disk::unbounded(), &[], &options), Err(WorkspaceError::NotAManifest { .. })));
}

#[test]
fn what_lies_outside_is_not_read_but_noted() {
    let tree = Tree::new(&[
        ("ws/Cargo.toml", "[workspace]\nmembers = [\"in\", \"../out\"]\n"),
        ("ws/in/Cargo.toml", &(manifest("in") + "[dependencies]\nfar = { path = \"../../far\" }\n")),
        ("ws/in/src/lib.rs", LIB),
        ("out/Cargo.toml", &(manifest("out").replace("edition", "workspace = \"../ws\"\nedition"))),
        ("out/src/lib.rs", LIB),
        ("far/Cargo.toml", "not even toml"),
    ]);
    let codebase = tree.read_clean("ws");
    assert_eq!(names(&codebase), ["in"]);
    assert!(codebase.notes.iter().any(|note| note.contains("`../out` lies outside")), "{:?}", codebase.notes);
    assert_eq!(dependency(&codebase.packages[0], "far").path, Some(tree.root.join("far")));
    // Given as well, it is a member.
    let paths = [tree.root.join("ws"), tree.root.join("out")];
    let codebase = discover(&Disk::unbounded(), &paths, &Selection::default()).unwrap();
    assert_eq!(names(&codebase), ["out", "in"]);
    assert_eq!(codebase.root, tree.root);
}

#[cfg(unix)]
#[test]
fn symbolic_links_lead_nowhere_else_and_in_no_circle() {
    use std::os::unix::fs::symlink;
    let tree = Tree::new(&[
        ("ws/Cargo.toml", "[workspace]\nmembers = [\"c/*\"]\n"),
        ("ws/c/a/Cargo.toml", &manifest("a")),
        ("ws/c/a/src/lib.rs", LIB),
        ("mono/one/Cargo.toml", &manifest("one")),
        ("mono/one/src/lib.rs", LIB),
        ("secret/Cargo.toml", &manifest("secret")),
        ("secret/src/lib.rs", LIB),
    ]);
    symlink(tree.root.join("secret"), tree.root.join("ws/c/evil")).unwrap();
    symlink(tree.root.join("ws/c/a"), tree.root.join("ws/c/again")).unwrap();
    symlink(tree.root.join("mono"), tree.root.join("mono/loop")).unwrap();
    symlink(tree.root.join("secret"), tree.root.join("mono/evil")).unwrap();
    let codebase = tree.read_clean("ws");
    assert_eq!(names(&codebase), ["a"]);
    assert!(codebase.notes.iter().any(|note| note.contains("`c/*` lies outside")), "{:?}", codebase.notes);
    assert_eq!(names(&tree.read_clean("mono")), ["one"]);
}

#[test]
fn a_package_that_its_ancestor_does_not_know_is_read_by_itself_with_a_note() {
    let tree = Tree::new(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"known\"]\n"),
        ("known/Cargo.toml", &manifest("known")),
        ("known/src/lib.rs", LIB),
        ("stray/Cargo.toml", &manifest("stray")),
        ("stray/src/lib.rs", LIB),
    ]);
    let codebase = tree.read_clean("stray");
    assert_eq!(names(&codebase), ["stray"]);
    assert!(codebase.notes.iter().any(|note| note.contains("neither has nor excludes it")), "{:?}", codebase.notes);
}

#[test]
fn ids_are_those_cargo_prints_in_odd_directories_too() {
    for directory in ["plain", "with space", "per%cent#hash?", "{brace}`tick", "ümlaut|pipe", "a~b!c$&'()*+,;=:@"] {
        let tree = Tree::new(&[
            (&format!("{directory}/Cargo.toml"), &(manifest("plain") + "[workspace]\n")),
            (&format!("{directory}/src/lib.rs"), LIB),
        ]);
        tree.read_as_cargo(directory);
    }
}

#[test]
fn selection_marks_packages_and_reads_all() {
    let tree = workspace_tree();
    let options = Selection {
        packages: vec!["?".to_owned()],
        exclude: vec!["b".to_owned(), "zz".to_owned()],
        ..Selection::default()
    };
    let codebase = discover(&Disk::unbounded(), std::slice::from_ref(&tree.root), &options).unwrap();
    let selected: Vec<_> =
        codebase.packages.iter().filter(|package| package.selected).map(|package| &*package.name).collect();
    assert_eq!((selected, codebase.packages.len()), (vec!["a", "x"], 5));
    assert!(codebase.notes.iter().any(|note| note.contains("`zz`")));
}

#[test]
fn reading_is_deterministic_and_fast_for_eighty_members() {
    let tree = Tree::new(&[(
        "Cargo.toml",
        "[workspace]\nmembers = [\"crates/*\"]\n[workspace.package]\nversion = \"1.0.0\"\nedition = \"2021\"\n[workspace.dependencies]\nredis = \"1\"\n",
    )]);
    for at in 0..80 {
        let text = format!(
            "[package]\nname = \"p{at:02}\"\nversion.workspace = true\nedition.workspace = true\n[dependencies]\nredis.workspace = true\nnext = {{ path = \"../p{:02}\", package = \"p{:02}\" }}\n",
            (at + 1) % 80,
            (at + 1) % 80
        );
        tree.write(&format!("crates/p{at:02}/Cargo.toml"), &text);
        tree.write(&format!("crates/p{at:02}/src/lib.rs"), LIB);
    }
    let first = tree.read_clean("");
    let begin = std::time::Instant::now();
    let again = tree.read_clean("crates/p40/src");
    let took = begin.elapsed();
    assert_eq!(format!("{first:?}"), format!("{again:?}"));
    assert_eq!(first.packages.len(), 80);
    assert!(first.packages.iter().all(|package| package.targets[0].kind == TargetKind::Lib));
    // An unoptimised build on a busy machine; re-reading the root for each member would take seconds here.
    assert!(took.as_millis() < 1_000, "{took:?}");
}
