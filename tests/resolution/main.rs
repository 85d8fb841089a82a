//! Names resolve on any import graph: resolution ends, says the same in every order, and says what a plain fixpoint says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod adversarial;
mod naive;
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cargo_redis_ssot::position::{FileId, TextRange};
use cargo_redis_ssot::report::Context;
use cargo_redis_ssot::resolve::graph::{Def, Graph, ModuleId, Namespace};
use cargo_redis_ssot::resolve::unread::Unread;
use cargo_redis_ssot::resolve::{CrateInput, Expansions, ExternInput, collect};
use cargo_redis_ssot::syntax;
use cargo_redis_ssot::syntax::facts::FileFacts;
use cargo_redis_ssot::syntax::types::{Path, Segment};
use cargo_redis_ssot::workspace::Edition;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rustc_hash::FxHashMap;

use naive::{Answers, Meaning};
use program::{ItemKind, NAMES, Program, Start, UsePath, files, shuffled};

/// A program in the graph.
struct Built {
    graph: Graph,
    modules: BTreeMap<String, ModuleId>,
}

/// Writes, parses and collects a program. `order` shuffles declarations, numbers of files and crates.
fn build(program: &Program, order: u64) -> Built {
    let files = files(program, order);
    let numbers: BTreeMap<usize, FileId> =
        shuffled(&files, order).iter().zip(0..).map(|((module, _), number)| (*module, FileId(number))).collect();
    let mut facts: FxHashMap<FileId, Arc<FileFacts>> = FxHashMap::default();
    let mut children: FxHashMap<(FileId, u32), Vec<FileId>> = FxHashMap::default();
    for (module, file) in &files {
        let id = numbers[module];
        facts.insert(id, Arc::new(syntax::parse(&file.text).expect("a program is Rust")));
        children.extend(file.children.iter().map(|(offset, child)| ((id, *offset), vec![numbers[child]])));
    }
    let crates: Vec<usize> = (0..program.rust_2015.len()).collect();
    let crates: Vec<usize> = shuffled(&crates, order).into_iter().copied().collect();
    let inputs: Vec<CrateInput> = crates
        .iter()
        .map(|krate| CrateInput {
            name: format!("crate{krate}").into(),
            edition: if program.rust_2015[*krate] { Edition::E2015 } else { Edition::E2021 },
            root: numbers[krate],
            interface: None,
            context: Context::Production,
            target: None,
            matters: true,
            externs: program.externs[*krate]
                .iter()
                .map(|(name, target)| ((*name).into(), input(*target, &crates)))
                .collect(),
            children: children.clone(),
        })
        .collect();
    let graph = collect(&inputs, &facts, &|_| "", Unread::default(), Expansions::default());
    let modules = ModuleId::all(&graph).map(|module| (graph.module_path(module), module)).collect();
    Built { graph, modules }
}

fn input(target: Option<usize>, crates: &[usize]) -> ExternInput {
    match target {
        Some(target) => ExternInput::Input(crates.iter().position(|krate| *krate == target).unwrap()),
        None => ExternInput::Foreign(program::FOREIGN.into()),
    }
}

impl Built {
    fn module(&self, program: &Program, module: usize) -> ModuleId {
        self.modules[&program.path(module)]
    }

    fn meanings(&self, program: &Program, defs: &[Def]) -> BTreeSet<Meaning> {
        let number = |id: ModuleId| {
            let path = self.graph.module_path(id);
            (0..program.modules.len()).find(|module| program.path(*module) == path).unwrap()
        };
        let name = |name: &str| *NAMES.iter().find(|known| **known == name).unwrap();
        let item = |module, item: &str, kind| Meaning::Item(number(module), name(item), kind);
        let meaning = |def: &Def| match def {
            Def::Module(module) => Meaning::Module(number(*module)),
            Def::Foreign(path) => Meaning::Foreign(path.to_string()),
            Def::Trait(id) => item(self.graph[*id].place.module, &self.graph[*id].item.name, ItemKind::Trait),
            Def::Fn(id) => item(self.graph[*id].place.module, self.graph[*id].name(), ItemKind::Fn),
            Def::Static(id) => item(self.graph[*id].place.module, self.graph[*id].name(), ItemKind::Const),
            Def::Adt(id) => {
                let adt = &self.graph[*id];
                let kind = match adt.adt().unwrap().kind {
                    syntax::facts::AdtKind::Enum => ItemKind::Enum,
                    _ if adt.has_constructor() => ItemKind::UnitStruct,
                    _ => ItemKind::Struct,
                };
                item(adt.place.module, &adt.item.name, kind)
            }
            Def::Variant(id, variant) => {
                let adt = &self.graph[*id];
                let variant = &adt.adt().unwrap().variants[*variant as usize].name;
                Meaning::Variant(number(adt.place.module), name(&adt.item.name), name(variant))
            }
            other => panic!("a program declares no {other:?}"),
        };
        defs.iter().map(meaning).collect()
    }

    /// What every name means in every module.
    fn all(&self, program: &Program) -> BTreeMap<(usize, &'static str, bool), BTreeSet<Meaning>> {
        keys(program).into_iter().map(|key| (key, self.lookup(program, key))).collect()
    }

    fn lookup(&self, program: &Program, (module, name, value): (usize, &'static str, bool)) -> BTreeSet<Meaning> {
        let defs = self.graph.lookup(self.module(program, module), &name.into(), namespace(value));
        self.meanings(program, &defs)
    }

    fn resolve(&self, program: &Program, module: usize, path: &UsePath, value: bool) -> BTreeSet<Meaning> {
        let path = written(path);
        let resolution = self.graph.resolve(self.module(program, module), &path, namespace(value));
        let whole = resolution.consumed == path.segments.len();
        if whole { self.meanings(program, &resolution.defs) } else { BTreeSet::new() }
    }
}

fn namespace(value: bool) -> Namespace {
    if value { Namespace::Value } else { Namespace::Type }
}

fn keys(program: &Program) -> Vec<(usize, &'static str, bool)> {
    let modules = 0..program.modules.len();
    let names = modules.flat_map(|module| NAMES.map(|name| (module, name)));
    names.flat_map(|(module, name)| [(module, name, false), (module, name, true)]).collect()
}

fn written(path: &UsePath) -> Path {
    let text = path.text();
    let segment = |name: &str| Segment { name: name.into(), args: None, range: TextRange::default() };
    Path {
        global: path.start == Start::Global,
        qself: None,
        segments: text.trim_start_matches("::").split("::").map(segment).collect(),
        range: TextRange::default(),
    }
}

/// The program without imports that lead nowhere: rustc refuses those.
fn pruned(mut program: Program) -> Program {
    loop {
        let dangling = Answers::new(&program).dangling();
        if dangling.is_empty() {
            return program;
        }
        for (module, facts) in program.modules.iter_mut().enumerate() {
            let mut at = 0..;
            facts.decls.retain(|_| !dangling.contains(&(module, at.next().unwrap())));
        }
    }
}

fn texts(program: &Program) -> String {
    let shown = files(program, 0).into_iter().map(|(module, file)| {
        format!("-- {} {:?}\n{}", program.path(module), program.externs[program.root(module)], file.text)
    });
    format!("2015: {:?}\n{}", program.rust_2015, shown.collect::<String>())
}

/// Other programs each run, or always those of `REDIS_SSOT_SEED`.
fn config() -> ProptestConfig {
    let seed = std::env::var("REDIS_SSOT_SEED").ok().and_then(|seed| seed.parse().ok());
    let rng_seed = seed.map_or(RngSeed::Random, RngSeed::Fixed);
    ProptestConfig {
        cases: 400,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        rng_seed,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_name_means_what_the_fixpoint_says(program in program::program().prop_map(pruned)) {
        let built = build(&program, 0);
        let answers = Answers::new(&program);
        for (module, name, value) in keys(&program) {
            if let Some(expected) = answers.lookup(module, name, value) {
                let found = built.lookup(&program, (module, name, value));
                prop_assert_eq!(found, expected, "{} in {}, value: {}\n{}", name, program.path(module), value, texts(&program));
            }
        }
    }

    #[test]
    fn a_path_means_what_the_fixpoint_says(
        program in program::program().prop_map(pruned),
        paths in prop::collection::vec((any::<prop::sample::Index>(), program::use_path(), any::<bool>()), 20),
    ) {
        let built = build(&program, 0);
        let answers = Answers::new(&program);
        for (module, path, value) in paths {
            let module = module.index(program.modules.len());
            if let Some(expected) = answers.resolve(module, &path, value) {
                let found = built.resolve(&program, module, &path, value);
                prop_assert_eq!(found, expected, "{} in {}, value: {}\n{}", path.text(), program.path(module), value, texts(&program));
            }
        }
    }

    #[test]
    fn order_and_threads_change_nothing(program in program::program_with_twins(), order in 1_u64..) {
        let plain = build(&program, 0);
        let expected = plain.all(&program);
        let other = build(&program, order);
        let wanted = keys(&program);
        // Backwards, so that other questions come first.
        let found: BTreeMap<_, _> = wanted.iter().rev().map(|key| (*key, other.lookup(&program, *key))).collect();
        prop_assert_eq!(&found, &expected, "shuffled by {}\n{}", order, texts(&program));
        let threaded = build(&program, 0);
        std::thread::scope(|scope| {
            let ask = |order| {
                let (threaded, program) = (&threaded, &program);
                let wanted: Vec<_> = shuffled(&wanted, order).into_iter().copied().collect();
                scope.spawn(move || wanted.into_iter().map(|key| (key, threaded.lookup(program, key))).collect())
            };
            let threads = [ask(order), ask(order ^ 0xff00), ask(0), ask(order >> 3)];
            for thread in threads {
                let found: BTreeMap<_, _> = thread.join().unwrap();
                assert_eq!(found, expected, "{}", texts(&program));
            }
        });
    }
}
