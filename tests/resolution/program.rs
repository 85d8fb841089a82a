//! Random programs of imports and items, and their text.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

/// Few names, so that everything collides with everything.
pub(crate) const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// A crate nothing is known of but its name.
pub(crate) const FOREIGN: &str = "z";

/// The crates of a program. Modules of all crates are numbered together; the first ones are the roots.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    /// Edition 2015 for each crate that is true here.
    pub(crate) rust_2015: Vec<bool>,
    /// By crate: names of other crates, `None` for the foreign one.
    pub(crate) externs: Vec<Vec<(&'static str, Option<usize>)>>,
    pub(crate) modules: Vec<Module>,
}

#[derive(Debug, Clone)]
pub(crate) struct Module {
    pub(crate) krate: usize,
    pub(crate) parent: Option<usize>,
    pub(crate) name: &'static str,
    pub(crate) vis: Vis,
    /// Written to a file of its own.
    pub(crate) own_file: bool,
    pub(crate) decls: Vec<Decl>,
}

#[derive(Debug, Clone)]
pub(crate) enum Decl {
    Module(usize),
    Item(ItemKind, &'static str, Vis),
    Use { vis: Vis, path: UsePath, tail: Tail },
    ExternCrate { vis: Vis, name: &'static str, alias: Option<&'static str> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ItemKind {
    /// Type and value.
    UnitStruct,
    /// Type alone.
    Struct,
    /// Type with two variants, `a` and `b`.
    Enum,
    /// Type alone.
    Trait,
    /// Value alone.
    Fn,
    /// Value alone.
    Const,
}

impl ItemKind {
    pub(crate) fn is_in(self, value: bool) -> bool {
        match self {
            Self::UnitStruct => true,
            Self::Struct | Self::Enum | Self::Trait => !value,
            Self::Fn | Self::Const => value,
        }
    }
}

/// The variants of every enum.
pub(crate) const VARIANTS: [&str; 2] = ["a", "b"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vis {
    Private,
    Public,
    Crate,
    /// As public as it is where there is no parent.
    Super,
    /// `pub(in …)` of the nth ancestor, `Crate` where there is none.
    Ancestor(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UsePath {
    pub(crate) start: Start,
    pub(crate) names: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    Plain,
    Global,
    Crate,
    SelfModule,
    /// This often.
    Super(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tail {
    /// `path;`
    Name,
    /// `path as name;`
    Rename(&'static str),
    /// `path::{self};`: the type namespace alone.
    SelfInBraces,
    /// `path::*;`
    Glob,
}

impl UsePath {
    pub(crate) fn text(&self) -> String {
        let mut parts: Vec<&str> = Vec::new();
        match self.start {
            Start::Plain | Start::Global => {}
            Start::Crate => parts.push("crate"),
            Start::SelfModule => parts.push("self"),
            Start::Super(times) => parts.extend(std::iter::repeat_n("super", times)),
        }
        parts.extend(&self.names);
        let global = if self.start == Start::Global { "::" } else { "" };
        format!("{global}{}", parts.join("::"))
    }
}

impl Program {
    pub(crate) fn ancestor(&self, mut module: usize, times: usize) -> Option<usize> {
        for _ in 0..times {
            module = self.modules[module].parent?;
        }
        Some(module)
    }

    pub(crate) fn is_within(&self, module: usize, ancestor: usize) -> bool {
        let mut at = Some(module);
        while let Some(module) = at {
            if module == ancestor {
                return true;
            }
            at = self.modules[module].parent;
        }
        false
    }

    pub(crate) fn root(&self, module: usize) -> usize {
        self.modules[module].krate
    }

    /// The module a visibility reaches; `None` for everywhere.
    pub(crate) fn reach(&self, vis: Vis, module: usize) -> Option<usize> {
        let up = |times| self.ancestor(module, times).unwrap_or(self.root(module));
        match vis {
            Vis::Public => None,
            Vis::Private => Some(module),
            Vis::Crate => Some(self.root(module)),
            Vis::Super => Some(up(1)),
            Vis::Ancestor(times) => Some(up(times)),
        }
    }

    /// `crate0::a::b`, as the graph writes it.
    pub(crate) fn path(&self, module: usize) -> String {
        match self.modules[module].parent {
            Some(parent) => format!("{}::{}", self.path(parent), self.modules[module].name),
            None => format!("crate{}", self.modules[module].krate),
        }
    }

    fn vis_text(&self, vis: Vis, module: usize) -> String {
        match vis {
            Vis::Private => String::new(),
            Vis::Public => "pub ".to_owned(),
            Vis::Super if self.modules[module].parent.is_some() => "pub(super) ".to_owned(),
            Vis::Ancestor(times) if self.ancestor(module, times).is_some() && !self.rust_2015[self.root(module)] => {
                let path = self.path(self.ancestor(module, times).unwrap());
                let inner = path.split_once("::").map_or(String::new(), |(_, inner)| format!("::{inner}"));
                format!("pub(in crate{inner}) ")
            }
            Vis::Ancestor(times) if self.ancestor(module, times).is_some_and(|at| at != self.root(module)) => {
                let path = self.path(self.ancestor(module, times).unwrap());
                format!("pub(in {}) ", path.split_once("::").unwrap().1)
            }
            Vis::Crate | Vis::Super | Vis::Ancestor(_) => "pub(crate) ".to_owned(),
        }
    }

    fn decl_text(&self, decl: &Decl, module: usize) -> String {
        match decl {
            Decl::Module(_) => unreachable!("written by the caller"),
            Decl::Item(kind, name, vis) => {
                let vis = self.vis_text(*vis, module);
                match kind {
                    ItemKind::UnitStruct => format!("{vis}struct {name};\n"),
                    ItemKind::Struct => format!("{vis}struct {name} {{ field: () }}\n"),
                    ItemKind::Enum => format!("{vis}enum {name} {{ {} }}\n", VARIANTS.join(", ")),
                    ItemKind::Trait => format!("{vis}trait {name} {{}}\n"),
                    ItemKind::Fn => format!("{vis}fn {name}() {{}}\n"),
                    ItemKind::Const => format!("{vis}const {name}: () = ();\n"),
                }
            }
            Decl::Use { vis, path, tail } => {
                let (vis, path) = (self.vis_text(*vis, module), path.text());
                match tail {
                    Tail::Name => format!("{vis}use {path};\n"),
                    Tail::Rename(name) => format!("{vis}use {path} as {name};\n"),
                    Tail::SelfInBraces => format!("{vis}use {path}::{{self}};\n"),
                    Tail::Glob => format!("{vis}use {path}::*;\n"),
                }
            }
            Decl::ExternCrate { vis, name, alias } => {
                let alias = alias.map_or(String::new(), |alias| format!(" as {alias}"));
                format!("{}extern crate {name}{alias};\n", self.vis_text(*vis, module))
            }
        }
    }
}

impl Decl {
    /// The name an import binds.
    pub(crate) fn binding(&self) -> Option<&'static str> {
        match self {
            Self::Use { tail: Tail::Glob, .. } | Self::Module(_) | Self::Item(..) => None,
            Self::Use { tail: Tail::Rename(name), .. } => Some(name),
            Self::Use { path, .. } => path.names.last().copied(),
            Self::ExternCrate { name, alias, .. } => Some(alias.unwrap_or(name)),
        }
    }
}

/// A text and the offsets of names of modules that stand in other files, by their module.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) text: String,
    pub(crate) children: Vec<(u32, usize)>,
}

/// The files of a program, each with the module it is: crate roots first. `order` decides in which order a module's
/// declarations are written.
pub(crate) fn files(program: &Program, order: u64) -> Vec<(usize, File)> {
    let mut files = Vec::new();
    for (at, module) in program.modules.iter().enumerate() {
        if module.parent.is_none() || module.own_file {
            let mut file = File::default();
            write_module(program, at, order, &mut file);
            files.push((at, file));
        }
    }
    files
}

fn write_module(program: &Program, module: usize, order: u64, file: &mut File) {
    for decl in shuffled(&program.modules[module].decls, order) {
        let Decl::Module(inner) = decl else {
            file.text += &program.decl_text(decl, module);
            continue;
        };
        let facts = &program.modules[*inner];
        write!(file.text, "{}mod ", program.vis_text(facts.vis, module)).unwrap();
        let at = u32::try_from(file.text.len()).unwrap();
        file.text += facts.name;
        if facts.own_file {
            file.children.push((at, *inner));
            file.text += ";\n";
        } else {
            file.text += " {\n";
            write_module(program, *inner, order, file);
            file.text += "}\n";
        }
    }
}

/// The same elements in another order; 0 is the order they are in.
pub(crate) fn shuffled<T>(elements: &[T], order: u64) -> Vec<&T> {
    let mut keyed: Vec<(u64, &T)> = elements
        .iter()
        .enumerate()
        .map(|(at, element)| {
            let at = at as u64;
            (
                if order == 0 {
                    at
                } else {
                    (at + 1).wrapping_mul(order | 1).rotate_left(31).wrapping_mul(0x9e37_79b9)
                },
                element,
            )
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, element)| element).collect()
}

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&NAMES[..])
}

fn vis() -> impl Strategy<Value = Vis> {
    prop_oneof![
        5 => Just(Vis::Public),
        3 => Just(Vis::Private),
        1 => Just(Vis::Crate),
        1 => Just(Vis::Super),
        1 => (1..3_usize).prop_map(Vis::Ancestor),
    ]
}

fn kind() -> impl Strategy<Value = ItemKind> {
    use ItemKind as K;
    prop::sample::select(vec![K::UnitStruct, K::UnitStruct, K::Struct, K::Enum, K::Trait, K::Fn, K::Fn, K::Const])
}

pub(crate) fn use_path() -> impl Strategy<Value = UsePath> {
    let start = prop_oneof![
        4 => Just(Start::Plain),
        1 => Just(Start::Global),
        3 => Just(Start::Crate),
        3 => Just(Start::SelfModule),
        3 => (1..3_usize).prop_map(Start::Super),
    ];
    let names = prop::collection::vec(prop_oneof![20 => name(), 1 => Just(FOREIGN)], 1..4);
    (start, names).prop_map(|(start, names)| UsePath { start, names })
}

fn decl() -> impl Strategy<Value = Decl> {
    let tail = prop_oneof![
        3 => Just(Tail::Name),
        3 => name().prop_map(Tail::Rename),
        1 => Just(Tail::SelfInBraces),
        4 => Just(Tail::Glob),
    ];
    prop_oneof![
        6 => (kind(), name(), vis()).prop_map(|(kind, name, vis)| Decl::Item(kind, name, vis)),
        10 => (vis(), use_path(), tail).prop_map(|(vis, path, tail)| Decl::Use { vis, path, tail }),
        1 => (vis(), name(), prop::option::of(name()))
            .prop_map(|(vis, name, alias)| Decl::ExternCrate { vis, name, alias }),
    ]
}

type Seed = (Vec<bool>, Vec<(prop::sample::Index, &'static str, Vis, bool)>, Vec<(prop::sample::Index, Decl)>);

/// Programs of up to three crates that give each name of a module one explicit meaning.
pub(crate) fn program() -> impl Strategy<Value = Program> {
    seeds().prop_map(|seed| build(seed, true))
}

/// Programs that may import one name twice, as both sides of a `cfg` do.
pub(crate) fn program_with_twins() -> impl Strategy<Value = Program> {
    seeds().prop_map(|seed| build(seed, false))
}

fn seeds() -> impl Strategy<Value = Seed> {
    let editions = prop::collection::vec(prop::bool::weighted(0.25), 1..=3);
    let modules = prop::collection::vec((any::<prop::sample::Index>(), name(), vis(), any::<bool>()), 0..6);
    let decls = prop::collection::vec((any::<prop::sample::Index>(), decl()), 1..36);
    (editions, modules, decls)
}

/// Puts the parts together, leaving out what no compiler would take: two items of one name (E0428) and, where names are
/// `unique`, two imports of one (E0252) or an import and an item (E0255), whatever their namespaces.
fn build((rust_2015, modules, decls): Seed, unique: bool) -> Program {
    let crates = rust_2015.len();
    let root = |krate| Module { krate, parent: None, name: "", vis: Vis::Public, own_file: true, decls: Vec::new() };
    // Each crate knows all others, and itself under no name; renamed so that names differ between crates.
    let externs = (0..crates)
        .map(|krate| {
            let others = (0..crates).filter(|other| *other != krate);
            let mut externs: Vec<_> =
                others.map(|other| (NAMES[(krate * 2 + other) % NAMES.len()], Some(other))).collect();
            externs.dedup_by_key(|(name, _)| *name);
            externs.push((FOREIGN, None));
            externs
        })
        .collect();
    let mut program = Program { rust_2015, externs, modules: (0..crates).map(root).collect() };
    let mut taken: BTreeSet<(usize, bool, &str)> = BTreeSet::new();
    for (parent, name, vis, own_file) in modules {
        let parent = parent.index(program.modules.len());
        if taken.insert((parent, false, name)) {
            let at = program.modules.len();
            program.modules[parent].decls.push(Decl::Module(at));
            let krate = program.modules[parent].krate;
            program.modules.push(Module { krate, parent: Some(parent), name, vis, own_file, decls: Vec::new() });
        }
    }
    for (module, decl) in decls {
        let module = module.index(program.modules.len());
        if let Decl::Item(kind, name, _) = decl {
            let spaces: Vec<bool> = [false, true].into_iter().filter(|value| kind.is_in(*value)).collect();
            if spaces.iter().any(|value| taken.contains(&(module, *value, name))) {
                continue;
            }
            taken.extend(spaces.into_iter().map(|value| (module, value, name)));
        } else if let Some(name) = decl.binding()
            && unique
            && !(taken.insert((module, false, name)) & taken.insert((module, true, name)))
        {
            continue;
        }
        program.modules[module].decls.push(decl);
    }
    program
}
