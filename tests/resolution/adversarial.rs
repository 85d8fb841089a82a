//! Import graphs made to exhaust: resolution ends, and still says what is true.

use std::fmt::Write as _;
use std::sync::Arc;

use cargo_redis_ssot::position::FileId;
use cargo_redis_ssot::report::Context;
use cargo_redis_ssot::resolve::graph::{Def, Graph, ModuleId, Namespace};
use cargo_redis_ssot::resolve::unread::Unread;
use cargo_redis_ssot::resolve::{CrateInput, Expansions, ExternInput, collect};
use cargo_redis_ssot::syntax;
use cargo_redis_ssot::workspace::Edition;
use rustc_hash::FxHashMap;

/// A graph of one file per crate; every crate knows all of them by `dep0`, `dep1` ….
fn graph(texts: &[&str]) -> Graph {
    let mut facts = FxHashMap::default();
    for (text, file) in texts.iter().zip(0..) {
        facts.insert(FileId(file), Arc::new(syntax::parse(text).expect("it is Rust")));
    }
    let externs: Vec<_> = (0..texts.len()).map(|at| (format!("dep{at}").into(), ExternInput::Input(at))).collect();
    let inputs: Vec<CrateInput> = (0..texts.len())
        .zip(0..)
        .map(|(at, file)| CrateInput {
            name: format!("dep{at}").into(),
            edition: Edition::E2021,
            root: FileId(file),
            interface: None,
            context: Context::Production,
            target: None,
            matters: true,
            externs: externs.clone(),
            children: FxHashMap::default(),
        })
        .collect();
    collect(&inputs, &facts, &|_| "", Unread::default(), Expansions::default())
}

/// What `name` means in the module at `path`, by the names of the types it means. As deep as a chain goes, on a stack as
/// the tool gives it.
fn ask(texts: &[&str], path: &str, name: &str) -> Vec<String> {
    std::thread::scope(|scope| {
        let asked = std::thread::Builder::new().stack_size(cargo_redis_ssot::STACK_SIZE).spawn_scoped(scope, || {
            let graph = graph(texts);
            let module = ModuleId::all(&graph).find(|module| graph.module_path(*module) == path).unwrap();
            let defs = graph.lookup(module, &name.into(), Namespace::Type);
            let mut names: Vec<String> = defs.iter().map(|def| shown(&graph, def)).collect();
            names.sort();
            names
        });
        asked.unwrap().join().unwrap()
    })
}

fn shown(graph: &Graph, def: &Def) -> String {
    match def {
        Def::Adt(adt) => format!("{}::{}", graph.module_path(graph[*adt].place.module), graph[*adt].item.name),
        Def::Module(module) => graph.module_path(*module),
        other => format!("{other:?}"),
    }
}

/// Modules `m0` … of `count`, the text of each given by its number.
fn modules(count: usize, body: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        writeln!(text, "pub mod m{at} {{ {} }}", body(at)).unwrap();
        text
    })
}

#[test]
fn a_chain_of_ten_thousand_re_exports_is_followed() {
    let text = modules(10_000, |at| match at {
        0 => "pub struct T;".to_owned(),
        _ => format!("pub use super::m{}::T;", at - 1),
    });
    assert_eq!(ask(&[&text], "dep0::m9999", "T"), ["dep0::m0::T"]);
}

#[test]
fn a_chain_of_ten_thousand_globs_is_followed() {
    let text = modules(10_000, |at| match at {
        0 => "pub struct T;".to_owned(),
        _ => format!("pub use super::m{}::*;", at - 1),
    });
    assert_eq!(ask(&[&text], "dep0::m9999", "T"), ["dep0::m0::T"]);
}

#[test]
fn a_chain_of_renamed_modules_is_followed() {
    let mut text = "pub mod m0 { pub struct T; }\n".to_owned();
    for at in 1..5_000 {
        writeln!(text, "pub use m{} as m{at};", at - 1).unwrap();
    }
    text += "pub use m4999::T as U;";
    assert_eq!(ask(&[&text], "dep0", "U"), ["dep0::m0::T"]);
}

#[test]
fn a_cycle_of_ten_thousand_re_exports_means_nothing() {
    let text = modules(10_000, |at| format!("pub use super::m{}::T;", (at + 1) % 10_000));
    assert_eq!(ask(&[&text], "dep0::m5", "T"), [""; 0]);
}

#[test]
fn a_cycle_of_ten_thousand_globs_means_what_is_in_it() {
    let text = modules(10_000, |at| {
        let item = if at == 7 { "pub struct T;" } else { "" };
        format!("pub use super::m{}::*; {item}", (at + 1) % 10_000)
    });
    assert_eq!(ask(&[&text], "dep0::m8", "T"), ["dep0::m7::T"]);
}

#[test]
fn sixty_modules_that_glob_each_other_mean_what_is_in_them() {
    let text = modules(60, |at| {
        let globs: String =
            (0..60).filter(|other| *other != at).map(|other| format!("pub use super::m{other}::*;")).collect();
        format!("{globs} pub struct T{at};")
    });
    assert_eq!(ask(&[&text], "dep0::m3", "T59"), ["dep0::m59::T59"]);
    assert_eq!(ask(&[&text], "dep0::m3", "T60"), [""; 0]);
}

#[test]
fn sixty_modules_that_import_one_name_of_each_other_end() {
    let text = modules(60, |at| {
        (0..60).filter(|other| *other != at).map(|other| format!("pub use super::m{other}::T;")).collect()
    });
    assert_eq!(ask(&[&text], "dep0::m3", "T"), [""; 0]);
}

/// Any of the globs could bring any of the crates' names: trying all orders would take 20! steps.
#[test]
fn twenty_globs_of_crates_are_all_found() {
    let root: String = (1..=20).map(|at| format!("use dep{at}::*;\n")).collect();
    let others: Vec<String> = (1..=20).map(|at| format!("pub struct T{at};")).collect();
    let mut texts = vec![root.as_str()];
    texts.extend(others.iter().map(String::as_str));
    for at in [1, 10, 20] {
        assert_eq!(ask(&texts, "dep0", &format!("T{at}")), [format!("dep{at}::T{at}")]);
    }
}

/// Each glob's module is brought by the glob before it.
#[test]
fn a_ladder_of_globs_is_climbed() {
    let mut text = "pub use m0::*;\n".to_owned();
    let mut inner = "pub struct Top;".to_owned();
    for at in (0..200).rev() {
        writeln!(text, "pub use m{}::*;", at + 1).unwrap();
        inner = if at == 199 {
            format!("pub mod m200 {{ {inner} }}")
        } else {
            format!("pub mod m{} {{ {inner} }}", at + 1)
        };
    }
    writeln!(text, "pub mod m0 {{ {inner} }}").unwrap();
    assert_eq!(
        ask(&[&text], "dep0", "Top"),
        [format!("dep0::{}::Top", (0..=200).map(|at| format!("m{at}")).collect::<Vec<_>>().join("::"))]
    );
}

/// What the root's first glob brings is the very import that asks; rustc takes it to be `b::E`, and `d::*` is shadowed by the import.
#[test]
fn an_import_that_a_glob_leads_back_to_still_shadows() {
    let text = "pub mod a { pub use crate::E; pub use crate::d::*; }
                pub mod b { pub struct E; } pub mod d { pub struct E; }
                pub use crate::a::*; pub use crate::b::*;";
    for path in ["dep0", "dep0::a"] {
        assert_eq!(ask(&[text], path, "E"), ["dep0::b::E"], "{path}");
    }
}

/// rustc refuses the next two (E0432, E0659): while it is open where `d::e` leads, `c` may be anything; the module of a glob is not
/// brought by that glob.
#[test]
fn what_rustc_refuses_is_not_guessed() {
    let text = "pub mod b { pub mod c { pub fn e() {} } } pub use c as d; pub use d::e as c; pub use b::*;";
    assert_eq!(ask(&[text], "dep0", "c"), [""; 0]);
    let text = "pub mod d { pub mod e { pub mod e { pub struct A; } } } pub use d::*; pub use self::e::*;";
    assert_eq!(ask(&[text], "dep0", "A"), [""; 0]);
}

#[test]
fn macros_that_only_lead_to_themselves_end() {
    let text = "pub use self::a as b; pub use self::b as a; pub use self::c as c; pub use crate::*; pub use self::*;";
    for name in ["a", "b", "c", "d"] {
        assert_eq!(ask(&[text], "dep0", name), [""; 0], "{name}");
    }
}
