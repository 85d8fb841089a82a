//! Names → definitions, as rustc resolves them (Rust reference, "Paths", "Use declarations", "Preludes").
//!
//! Demand-driven: a name is looked up when somebody asks, through explicit declarations first, then through globs, whose
//! modules are known by then (`globs.rs`). An import does not answer itself; a name that otherwise needs itself means nothing,
//! and nothing else stands in for it, so cycles end; every query has a budget, so nothing hangs.
//! An answer never depends on what was asked before it: threads ask in any order.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::graph::{CrateId, Declared, Def, ExternCrate, Graph, ImportId, ModuleId, Namespace};
use super::memo::Key;
use super::query::Query;
use crate::position::FileId;
use crate::syntax::facts::Visibility;
use crate::syntax::types::{DOLLAR_CRATE, Name, Path};

/// What a name turned out to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// One definition.
    Resolved(Def),
    /// Several: both sides of a `cfg`, or globs that clash.
    Ambiguous(Vec<Def>),
    /// Nothing that is known, and why.
    Unknown(&'static str),
}

/// What a path turned out to mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PathResolution {
    /// What the first `consumed` segments mean, every alternative.
    pub defs: Vec<Def>,
    /// How many segments that takes; the rest are associated items.
    pub consumed: usize,
}

impl PathResolution {
    /// As an answer: one, several, or none.
    #[must_use]
    pub fn answer(&self) -> Resolution {
        match self.defs.as_slice() {
            [] => Resolution::Unknown("no declaration of that name is visible"),
            [only] => Resolution::Resolved(only.clone()),
            several => Resolution::Ambiguous(several.to_vec()),
        }
    }
}

impl Graph {
    /// What `name` means in `module`, without looking around it.
    #[must_use]
    pub fn lookup(&self, module: ModuleId, name: &Name, namespace: Namespace) -> Vec<Def> {
        let mut query = Query::new();
        let found = self.lookup_in(module, name, namespace, module, &mut query);
        self.unread.ask(&query.missed);
        found
    }

    /// What a path means where it stands in `module`. `namespace` is that of its last segment.
    #[must_use]
    pub fn resolve(&self, module: ModuleId, path: &Path, namespace: Namespace) -> PathResolution {
        let mut query = Query::new();
        let found = self.resolve_in(module, path, namespace, false, &mut query);
        self.unread.ask(&query.missed);
        found
    }

    /// What an import imports: every definition in every namespace; modules and enums for globs.
    #[must_use]
    pub fn import_targets(&self, import: ImportId) -> Vec<Def> {
        let (found, missed) = self.import_targets_missing(import);
        self.unread.ask(&missed);
        found
    }

    /// What an import imports, and the files that were not parsed and could say more.
    pub(super) fn import_targets_missing(&self, import: ImportId) -> (Vec<Def>, Vec<FileId>) {
        let mut query = Query::new();
        let mut found = Vec::new();
        let namespaces: &[Namespace] =
            if self[import].glob { &[Namespace::Type] } else { &[Namespace::Type, Namespace::Value, Namespace::Macro] };
        for namespace in namespaces {
            extend(&mut found, self.import_in(import, *namespace, &mut query));
        }
        (found, query.missed)
    }

    /// A name in `module` as seen from `from`: explicit declarations shadow globs.
    pub(super) fn lookup_in(
        &self,
        module: ModuleId,
        name: &Name,
        namespace: Namespace,
        from: ModuleId,
        query: &mut Query,
    ) -> Vec<Def> {
        if let Some(found) = self.declared_plainly(module, name, namespace, from) {
            return found;
        }
        let key = (module, name.clone(), namespace);
        let asking = query.asking.filter(|import| self.could_answer(*import, module, name));
        // Visibility depends on who asks; answers to near questions are remembered for the module itself alone.
        let memorable = module == from && asking.is_none();
        if memorable && let Some(known) = self.names.get(&key, query.is_outermost(), &mut query.missed) {
            return known;
        }
        if asking.is_none()
            && let Some(known) = self.found_before(&key, from, query)
        {
            return known;
        }
        let open = (key.clone(), asking);
        let Some(outer) = query.begin(&open) else { return Vec::new() };
        let found = self.search(module, name, namespace, from, query);
        let ended = query.end(&open, &outer, &found);
        let missed = query.missed_since(&outer);
        if memorable && ended.for_all && (!ended.answer.cut || ended.outermost) {
            self.names.put(open.0, &found, !ended.answer.cut, missed);
        }
        if ended.for_all && asking.is_none() && query.is_far() {
            let viewed = (key, ended.restricted.then_some(from));
            if ended.answer.stands() {
                self.names.put_far(viewed.clone(), ended.answer.clone(), missed);
            }
            query.close(viewed, ended.answer);
        }
        found
    }

    /// What needs no search, as most of what is asked: the one item of that name, or nothing where nothing is named so and no glob
    /// could bring it.
    fn declared_plainly(
        &self,
        module: ModuleId,
        name: &Name,
        namespace: Namespace,
        from: ModuleId,
    ) -> Option<Vec<Def>> {
        if namespace == Namespace::Macro {
            return None;
        }
        match self[module].names.get(name).map(Vec::as_slice) {
            None if self[module].globs.is_empty() && !self.is_unread(module) => Some(Vec::new()),
            Some([Declared::Item(def, visibility)]) if def.is_in(self, namespace) => {
                let seen = self.is_visible(visibility, module, Some(from));
                Some(if seen { vec![def.clone()] } else { Vec::new() })
            }
            _ => None,
        }
    }

    /// The answer, if this query or another one found it when it was far.
    fn found_before(&self, key: &Key, from: ModuleId, query: &mut Query) -> Option<Vec<Def>> {
        [None, Some(from)].into_iter().find_map(|viewer| {
            let viewed = (key.clone(), viewer);
            if let Some(known) = query.closed(&viewed) {
                return Some(known);
            }
            let known = self.names.far(&viewed, &mut query.missed)?;
            Some(query.take(known))
        })
    }

    /// Whether an import binds a name in a module, so that it would answer itself.
    fn could_answer(&self, import: ImportId, module: ModuleId, name: &Name) -> bool {
        let import = &self[import];
        import.module == module && (import.glob || import.binding.as_ref() == Some(name))
    }

    /// Follows globs breadth-first; each module is asked once, so glob cycles and diamonds cost nothing.
    fn search(
        &self,
        module: ModuleId,
        name: &Name,
        namespace: Namespace,
        from: ModuleId,
        query: &mut Query,
    ) -> Vec<Def> {
        if namespace == Namespace::Macro {
            query.missed.extend(self.unread.macros(name));
        }
        let mut found = Vec::new();
        let mut seen = FxHashSet::from_iter([(module, Some(from))]);
        // A glob hands on what its own module sees, to whom sees the glob: everyone on the way must see the name.
        let mut pending = vec![(module, Some(from), false)];
        while let Some((at, viewers, is_globbed)) = pending.pop() {
            if self.explicit(at, Sought { name, namespace, is_globbed }, viewers, query, &mut found) {
                continue;
            }
            query.restricted |= self.miss(at, name, from, &mut query.missed);
            for glob in &self[at].globs {
                query.left_out |= query.asking == Some(*glob);
                query.restricted |= self[*glob].visibility != Visibility::Public;
                if query.asking == Some(*glob) || !self.is_visible(&self[*glob].visibility, at, viewers) {
                    continue;
                }
                query.spend();
                let viewers = self.common_ancestor(viewers, at);
                query.missed.extend(self.glob_missed.get(glob).into_iter().flatten());
                for target in self.glob_targets(*glob) {
                    match target {
                        Def::Module(inner) if seen.insert((*inner, viewers)) => pending.push((*inner, viewers, true)),
                        Def::Adt(adt) => extend(&mut found, self.variant(*adt, name, namespace)),
                        _ => {}
                    }
                }
            }
        }
        found
    }

    /// Adds what is declared under a name. Whether there is something, seen or not, or may be: that shadows globs.
    fn explicit(
        &self,
        module: ModuleId,
        Sought { name, namespace, is_globbed }: Sought<'_>,
        viewers: Option<ModuleId>,
        query: &mut Query,
        found: &mut Vec<Def>,
    ) -> bool {
        let mut shadows = false;
        for declared in self[module].names.get(name).into_iter().flatten() {
            let (defs, visibility) = match declared {
                Declared::Item(def, _) if !def.is_in(self, namespace) => continue,
                Declared::Item(def, visibility) => (vec![def.clone()], visibility),
                Declared::Import(import) if query.asking == Some(*import) => {
                    query.left_out = true;
                    // What asks is not there for its own path; a glob elsewhere waits for it and brings nothing in its stead.
                    shadows |= is_globbed;
                    continue;
                }
                Declared::Import(import) => {
                    let outer_cut = std::mem::replace(&mut query.cut, false);
                    let defs = self.import_in(*import, namespace, query);
                    shadows |= query.cut;
                    query.cut |= outer_cut;
                    (defs, &self[*import].visibility)
                }
            };
            shadows |= !defs.is_empty();
            query.restricted |= *visibility != Visibility::Public;
            if self.is_visible(visibility, module, viewers) {
                extend(found, defs);
            }
        }
        shadows
    }

    fn import_in(&self, id: ImportId, namespace: Namespace, query: &mut Query) -> Vec<Def> {
        let import = &self[id];
        if (import.extern_crate || import.types_only) && namespace != Namespace::Type {
            return Vec::new();
        }
        if import.extern_crate {
            let Some(name) = import.path.as_name() else { return Vec::new() };
            let krate = self[import.module].krate;
            return self.crate_roots(krate, self[krate].dependencies.get(name), name);
        }
        let outer = (query.asking.replace(id), query.left_out);
        let resolution = self.resolve_in(import.module, &import.path, namespace, true, query);
        (query.asking, query.left_out) = outer;
        if resolution.consumed == import.path.segments.len() { resolution.defs } else { Vec::new() }
    }

    /// The root of a crate by its name in the extern prelude.
    pub(super) fn extern_crate(&self, krate: CrateId, name: &Name) -> Vec<Def> {
        self.crate_roots(krate, self[krate].externs.get(name), name)
    }

    fn crate_roots(&self, krate: CrateId, known: Option<&ExternCrate>, name: &Name) -> Vec<Def> {
        match known {
            _ if name == "self" => vec![Def::Module(self[krate].root)],
            Some(ExternCrate::Known(known)) => vec![Def::Module(self[*known].root)],
            Some(ExternCrate::Foreign(name)) => vec![Def::Foreign(name.clone())],
            None => Vec::new(),
        }
    }

    fn resolve_in(
        &self,
        module: ModuleId,
        path: &Path,
        namespace: Namespace,
        in_use: bool,
        query: &mut Query,
    ) -> PathResolution {
        let Some(first) = path.segments.first() else {
            // `use {a, b};` and `use ::*;` start at the root in 2015.
            return PathResolution { defs: vec![Def::Module(self[self[module].krate].root)], consumed: 0 };
        };
        let single = path.segments.len() == 1;
        let wanted = if single { namespace } else { Namespace::Type };
        let (mut defs, mut consumed) = match self.keyword(module, path) {
            Some((start, consumed)) => (vec![Def::Module(start)], consumed),
            None => (self.first(module, &first.name, path.global, wanted, in_use, query), 1),
        };
        while consumed < path.segments.len() && !defs.is_empty() {
            let segment = &path.segments[consumed].name;
            let last = consumed + 1 == path.segments.len();
            let wanted = if last { namespace } else { Namespace::Type };
            let mut next = Vec::new();
            let mut stops = Vec::new();
            for def in &defs {
                match def {
                    Def::Module(inner) => extend(&mut next, self.lookup_in(*inner, segment, wanted, module, query)),
                    Def::Foreign(base) => next.push(Def::Foreign(SmolStr::from(format!("{base}::{segment}")))),
                    Def::Adt(adt) => {
                        let variants = self.variant(*adt, segment, wanted);
                        if variants.is_empty() {
                            stops.push(def.clone());
                        }
                        extend(&mut next, variants);
                    }
                    _ => stops.push(def.clone()),
                }
            }
            if next.is_empty() {
                // The rest are associated items of what was reached.
                return PathResolution { defs: stops, consumed };
            }
            defs = next;
            consumed += 1;
        }
        PathResolution { defs, consumed }
    }

    /// `crate`, `$crate`, `self`, `super::super`: the module they lead to and how many segments they take.
    pub(super) fn keyword(&self, module: ModuleId, path: &Path) -> Option<(ModuleId, usize)> {
        let root = self[self[module].krate].root;
        let mut at = match path.segments.first()?.name.as_str() {
            "crate" | DOLLAR_CRATE => return Some((root, 1)),
            name if name.starts_with(DOLLAR_CRATE) => return Some((self.macro_root(name)?, 1)),
            "self" => self.named_module(module),
            "super" => self.named_module(self[self.named_module(module)].parent?),
            _ => return None,
        };
        let mut consumed = 1;
        while path.segments.get(consumed).is_some_and(|segment| segment.name == "super") {
            at = self.named_module(self[at].parent?);
            consumed += 1;
        }
        Some((at, consumed))
    }

    fn variant(&self, adt: super::graph::AdtId, name: &Name, namespace: Namespace) -> Vec<Def> {
        let Some(facts) = self[adt].adt() else { return Vec::new() };
        if facts.kind != crate::syntax::facts::AdtKind::Enum || namespace == Namespace::Macro {
            return Vec::new();
        }
        let found = facts.variants.iter().position(|variant| variant.name == *name);
        found.map(|at| Def::Variant(adt, crate::position::to_u32(at))).into_iter().collect()
    }
}

/// What is looked for in a module.
struct Sought<'n> {
    name: &'n Name,
    namespace: Namespace,
    /// A glob led there, not the path itself.
    is_globbed: bool,
}

fn extend(found: &mut Vec<Def>, more: Vec<Def>) {
    for def in more {
        if !found.contains(&def) {
            found.push(def);
        }
    }
}
