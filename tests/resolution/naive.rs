//! A resolver that is slow and plain: it derives every binding of every module until nothing is new.
//!
//! Rust's rules have two exceptions that look at what is *not* there (a glob counts where nothing explicit does; the names
//! of crates where nothing in the module does), so one fixpoint is not enough: as in the well-founded semantics of logic
//! programs, what is certain and what is possible are narrowed in turns. A program in which both do not meet for a name
//! contradicts itself there (`use b as a; use a as b;`), and rustc refuses it.
//!
//! rustc is stricter in one point, and so is this: while it is not known where the path of a named import leads, the import may
//! stand for anything, and no glob brings the name that it binds (`resolve_ident_in_module_unadjusted`: a single import without
//! `imported_module` leaves the name undetermined). `pub use c as d; pub use d::e as c; pub use b::*;`, where `b` has a module `c`
//! and that a function `e`, is refused (E0432).

use std::collections::{BTreeMap, BTreeSet};

use crate::program::{Decl, FOREIGN, ItemKind, Program, Start, Tail, UsePath, VARIANTS, Vis};

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    Module(usize),
    Item(usize, &'static str, ItemKind),
    Variant(usize, &'static str, &'static str),
    Foreign(String),
    /// A path that an import makes ever longer.
    Endless,
    /// What an import stands for whose path leads nowhere yet.
    Unsettled,
}

/// Modules the one who asks must lie within, all of them.
type Reach = BTreeSet<usize>;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Binding {
    meaning: Meaning,
    reach: Reach,
    /// The declaration of the module that made it, for imports.
    via: Option<usize>,
}

/// Module, name, whether in the value namespace.
type Key = (usize, &'static str, bool);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Bindings {
    explicit: BTreeMap<Key, BTreeSet<Binding>>,
    globs: BTreeMap<Key, BTreeSet<Binding>>,
}

/// Everything every name of a program means.
pub(crate) struct Answers<'p> {
    program: &'p Program,
    certain: Bindings,
    possible: Bindings,
}

/// The import that asks, which does not answer itself.
type Asking = Option<(usize, usize)>;

impl<'p> Answers<'p> {
    pub(crate) fn new(program: &'p Program) -> Self {
        let mut certain = Bindings::default();
        loop {
            let possible = derive(program, &certain, true);
            let next = derive(program, &possible, false);
            if next == certain {
                return Self { program, certain, possible };
            }
            certain = next;
        }
    }

    /// What a name means in a module; `None` where the program contradicts itself.
    pub(crate) fn lookup(&self, module: usize, name: &'static str, value: bool) -> Option<BTreeSet<Meaning>> {
        self.both(|round| round.lookup((module, name, value), module, None))
    }

    /// What a path that does not stand in a `use` means.
    pub(crate) fn resolve(&self, module: usize, path: &UsePath, value: bool) -> Option<BTreeSet<Meaning>> {
        self.both(|round| round.resolve(module, path, value, false, None))
    }

    /// The declarations of imports that import nothing, which rustc refuses (E0432).
    pub(crate) fn dangling(&self) -> BTreeSet<(usize, usize)> {
        let mut found = BTreeSet::new();
        for (module, facts) in self.program.modules.iter().enumerate() {
            for (at, decl) in facts.decls.iter().enumerate() {
                let Decl::Use { path, tail, .. } = decl else { continue };
                let spaces: &[bool] =
                    if matches!(tail, Tail::Glob | Tail::SelfInBraces) { &[false] } else { &[false, true] };
                let asking = Some((module, at));
                let leads = |value: &bool| self.both(|round| round.resolve(module, path, *value, true, asking));
                if spaces.iter().filter_map(leads).all(|found| found.is_empty()) {
                    found.insert((module, at));
                }
            }
        }
        found
    }

    fn both(&self, ask: impl Fn(&Round<'_>) -> BTreeSet<(Meaning, Reach)>) -> Option<BTreeSet<Meaning>> {
        let plain = |found: BTreeSet<(Meaning, Reach)>| -> BTreeSet<Meaning> {
            found.into_iter().map(|(meaning, _)| meaning).collect()
        };
        let program = self.program;
        let certain = plain(ask(&Round { program, known: &self.certain, against: &self.possible, unsettled: false }));
        let possible = plain(ask(&Round { program, known: &self.possible, against: &self.certain, unsettled: true }));
        (certain == possible && !certain.contains(&Meaning::Endless)).then_some(certain)
    }
}

/// All bindings that follow when `against` says what may stand in the way: the least fixpoint, by Jacobi iteration. `unsettled`:
/// imports whose path leads nowhere for certain bind their names all the same.
fn derive(program: &Program, against: &Bindings, unsettled: bool) -> Bindings {
    let mut known = Bindings::default();
    loop {
        let next = Round { program, known: &known, against, unsettled }.step();
        if next == known {
            return known;
        }
        known = next;
    }
}

struct Round<'r> {
    program: &'r Program,
    known: &'r Bindings,
    against: &'r Bindings,
    unsettled: bool,
}

impl Round<'_> {
    /// One round: every declaration, with what was known before it.
    fn step(&self) -> Bindings {
        let mut next = Bindings::default();
        for (module, facts) in self.program.modules.iter().enumerate() {
            for (at, decl) in facts.decls.iter().enumerate() {
                self.declaration(module, at, decl, &mut next);
            }
        }
        next
    }

    fn declaration(&self, module: usize, at: usize, decl: &Decl, next: &mut Bindings) {
        let reach = |vis: Vis| self.program.reach(vis, module).into_iter().collect::<Reach>();
        let mut explicit = |name, value, meaning, vis, via| {
            let binding = Binding { meaning, reach: reach(vis), via };
            next.explicit.entry((module, name, value)).or_default().insert(binding);
        };
        match decl {
            Decl::Module(inner) => {
                let facts = &self.program.modules[*inner];
                explicit(facts.name, false, Meaning::Module(*inner), facts.vis, None);
            }
            Decl::Item(kind, name, vis) => {
                for value in [false, true].into_iter().filter(|value| kind.is_in(*value)) {
                    explicit(name, value, Meaning::Item(module, name, *kind), *vis, None);
                }
            }
            Decl::ExternCrate { vis, name, alias } => {
                if let Some(meaning) = self.dependency(module, name) {
                    explicit(alias.unwrap_or(name), false, meaning, *vis, Some(at));
                }
            }
            Decl::Use { vis, path, tail: Tail::Glob } => self.glob(module, at, path, &reach(*vis), next),
            Decl::Use { vis, path, tail } => {
                let name = match tail {
                    Tail::Rename(name) => name,
                    _ => path.names[path.names.len() - 1],
                };
                let spaces: &[bool] = if *tail == Tail::SelfInBraces { &[false] } else { &[false, true] };
                let asking = Some((module, at));
                let is_unsettled = self.unsettled && !self.other_side().leads_on(module, path, asking);
                for value in spaces {
                    for (meaning, _) in self.resolve(module, path, *value, true, asking) {
                        explicit(name, *value, meaning, *vis, Some(at));
                    }
                    if is_unsettled {
                        explicit(name, *value, Meaning::Unsettled, *vis, Some(at));
                    }
                }
            }
        }
    }

    /// A glob takes every name its module can see, no wider than either end of it.
    fn glob(&self, module: usize, at: usize, path: &UsePath, vis: &Reach, next: &mut Bindings) {
        for (target, _) in self.resolve(module, path, false, true, Some((module, at))) {
            let mut add = |name, value, meaning, reach: &Reach| {
                let binding = Binding { meaning, reach: vis | reach, via: Some(at) };
                next.globs.entry((module, name, value)).or_default().insert(binding);
            };
            match target {
                Meaning::Item(home, name, ItemKind::Enum) => {
                    for (variant, value) in VARIANTS.into_iter().flat_map(|variant| [(variant, false), (variant, true)])
                    {
                        add(variant, value, Meaning::Variant(home, name, variant), &Reach::new());
                    }
                }
                Meaning::Module(target) => {
                    let keys = self.known.explicit.keys().chain(self.known.globs.keys());
                    for key in keys.filter(|key| key.0 == target) {
                        for (meaning, reach) in self.lookup(*key, module, None) {
                            add(key.1, key.2, meaning, &reach);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// What `from` sees under a name of a module: what is explicit, otherwise what globs bring.
    fn lookup(&self, key: Key, from: usize, asking: Asking) -> BTreeSet<(Meaning, Reach)> {
        let own = |binding: &&Binding| asking.is_none_or(|(module, at)| (module, Some(at)) != (key.0, binding.via));
        let visible = |binding: &&Binding| binding.reach.iter().all(|reach| self.program.is_within(from, *reach));
        let explicit = |bindings: &'_ Bindings| {
            let all = bindings.explicit.get(&key).into_iter().flatten().filter(own);
            all.map(Binding::clone).collect::<Vec<_>>()
        };
        let mut found = explicit(self.known);
        // Explicit names shadow globs, seen or not.
        if explicit(self.against).is_empty() {
            // Nor is the module of a glob brought by that glob: rustc refuses it as ambiguous (E0659).
            found.extend(self.known.globs.get(&key).into_iter().flatten().filter(own).cloned());
        }
        found.iter().filter(visible).map(|binding| (binding.meaning.clone(), binding.reach.clone())).collect()
    }

    /// Whether something may stand under a name of a module.
    fn may_stand(&self, key: Key, asking: Asking) -> bool {
        !self.other_side().lookup(key, key.0, asking).is_empty()
    }

    /// What is certain where this is what is possible, and the other way round.
    fn other_side(&self) -> Self {
        Self { program: self.program, known: self.against, against: self.known, unsettled: !self.unsettled }
    }

    /// Whether all of a path but its last name leads somewhere.
    fn leads_on(&self, module: usize, path: &UsePath, asking: Asking) -> bool {
        let mut prefix = path.clone();
        prefix.names.pop();
        prefix.names.is_empty() || !self.resolve(module, &prefix, false, true, asking).is_empty()
    }

    fn resolve(
        &self,
        module: usize,
        path: &UsePath,
        value: bool,
        in_use: bool,
        asking: Asking,
    ) -> BTreeSet<(Meaning, Reach)> {
        let mut names = path.names.as_slice();
        let start = match path.start {
            Start::Crate => Some(self.program.root(module)),
            Start::SelfModule => Some(module),
            Start::Super(times) => match self.program.ancestor(module, times) {
                Some(start) => Some(start),
                None => return BTreeSet::new(),
            },
            Start::Plain | Start::Global => None,
        };
        let mut found: BTreeSet<(Meaning, Reach)> = match start {
            Some(start) => [(Meaning::Module(start), Reach::new())].into(),
            None => {
                let (first, rest) = names.split_first().unwrap();
                names = rest;
                let value = value && rest.is_empty();
                self.first(module, first, value, path.start == Start::Global, in_use, asking)
            }
        };
        for (at, name) in names.iter().enumerate() {
            let value = value && at + 1 == names.len();
            found = found
                .into_iter()
                .flat_map(|(base, _)| match base {
                    Meaning::Module(base) => self.lookup((base, name, value), module, asking),
                    // Imports that lengthen their own path would never end.
                    Meaning::Foreign(base) if base.len() > 40 => [(Meaning::Endless, Reach::new())].into(),
                    Meaning::Foreign(base) => [(Meaning::Foreign(format!("{base}::{name}")), Reach::new())].into(),
                    Meaning::Endless | Meaning::Unsettled => [(base, Reach::new())].into(),
                    Meaning::Item(home, item, ItemKind::Enum) if VARIANTS.contains(name) => {
                        [(Meaning::Variant(home, item, name), Reach::new())].into()
                    }
                    _ => BTreeSet::new(),
                })
                .collect();
        }
        found
    }

    fn first(
        &self,
        module: usize,
        name: &'static str,
        value: bool,
        global: bool,
        in_use: bool,
        asking: Asking,
    ) -> BTreeSet<(Meaning, Reach)> {
        let root = self.program.root(module);
        let from_root = self.program.rust_2015[self.program.modules[module].krate] && (in_use || global);
        let scope = if from_root { root } else { module };
        let mut found = BTreeSet::new();
        let mut shadowed = false;
        if from_root || !global {
            found = self.lookup((scope, name, value), module, asking);
            shadowed = self.may_stand((scope, name, value), asking);
        }
        if !shadowed && !value {
            found.extend(self.extern_prelude(module, name).into_iter().map(|meaning| (meaning, Reach::new())));
        }
        found
    }

    /// A dependency by name.
    fn dependency(&self, module: usize, name: &str) -> Option<Meaning> {
        let externs = &self.program.externs[self.program.modules[module].krate];
        externs.iter().find(|(known, _)| *known == name).map(|(_, target)| match target {
            Some(krate) => Meaning::Module(*krate),
            None => Meaning::Foreign(FOREIGN.to_owned()),
        })
    }

    /// Dependencies, and what `extern crate` at the root adds to them.
    fn extern_prelude(&self, module: usize, name: &str) -> BTreeSet<Meaning> {
        let declared = self.program.modules[self.program.root(module)].decls.iter().filter_map(|decl| match decl {
            Decl::ExternCrate { name: dependency, alias, .. } if alias.unwrap_or(dependency) == name => {
                self.dependency(module, dependency)
            }
            _ => None,
        });
        let declared: BTreeSet<Meaning> = declared.collect();
        if declared.is_empty() { self.dependency(module, name).into_iter().collect() } else { declared }
    }
}
