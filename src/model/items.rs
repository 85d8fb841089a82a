//! What of the canonical module is the manager, and under which paths it is to be had.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::canonical::Canonical;
use super::handles::Handles;
use super::managers::Manager;
use crate::infer::ty::{Owner, Ty};
use crate::infer::{Scope, World};
use crate::position::Span;
use crate::resolve::graph::{
    AdtId, AliasId, Container, CrateId, Def, ExternCrate, FnId, Graph, ModuleId, Namespace, StaticId,
};
use crate::syntax::facts::Visibility;
use crate::syntax::types::{DOLLAR_CRATE, Name, Path, Segment};

/// The manager as others see it: its types, what gives it or a handle, the module itself.
#[derive(Debug, Default)]
pub(super) struct ManagerItems {
    /// Manager types, functions and statics that give one or a handle, aliases of such types, and the modules that declare them.
    pub(super) defs: FxHashSet<Def>,
    /// Where each is to be had, the best place first: modules of the canonical one, then those around it that hand it on.
    places: FxHashMap<Def, Vec<(ModuleId, Name)>>,
}

impl ManagerItems {
    pub(super) fn find(handles: &Handles<'_>, canonical: &Canonical, managers: &[Manager]) -> Self {
        let mut items = Self::default();
        if canonical.modules.is_empty() {
            return items;
        }
        let graph = handles.world.graph;
        items.types(graph, canonical, managers);
        items.givers(handles, canonical);
        let modules: Vec<Def> = items.defs.iter().filter_map(|def| def.module(graph)).map(Def::Module).collect();
        items.defs.extend(modules);
        items.defs.extend(canonical.modules.iter().map(|(_, module)| Def::Module(*module)));
        items.find_places(graph, canonical);
        items
    }

    /// Every instance: a file that several targets share declares a type in each.
    fn types(&mut self, graph: &Graph, canonical: &Canonical, managers: &[Manager]) {
        let spans: FxHashSet<Span> = managers
            .iter()
            .filter(|manager| canonical.holds(graph, manager.site.module))
            .map(|manager| manager.site.span)
            .collect();
        let is_manager = |adt: &AdtId| {
            let def = &graph[*adt];
            canonical.types.iter().any(|(_, named)| named == adt)
                || spans.contains(&Span::new(def.place.file, def.item.name_range))
        };
        self.defs.extend(AdtId::all(graph).filter(is_manager).map(Def::Adt));
    }

    /// Functions, statics and aliases of the canonical module whose type holds a manager or a handle.
    fn givers(&mut self, handles: &Handles<'_>, canonical: &Canonical) {
        let world = handles.world;
        let graph = world.graph;
        let gives = |ty: &Ty| {
            ty.any(&mut |part| matches!(part, Ty::Adt(adt, _) if self.defs.contains(&Def::Adt(*adt))))
                || ty.any(&mut |part| matches!(part, Ty::Adt(adt, _) if handles.tags.guards.contains(adt)))
                || handles.within(ty).is_some()
        };
        let held = |module: ModuleId| canonical.holds(graph, module);
        let aliases = AliasId::all(graph).filter(|id| held(graph[*id].place.module) && gives(&aliased(world, *id)));
        let fns = FnId::all(graph).filter(|id| {
            graph[*id].container == Container::Module
                && held(graph[*id].place.module)
                && world.ret(*id).is_some_and(|ret| gives(&ret))
        });
        let statics = StaticId::all(graph).filter(|id| {
            let scope = || Scope::module(graph[*id].place.module);
            graph[*id].container == Container::Module
                && held(graph[*id].place.module)
                && graph[*id].facts().is_some_and(|facts| gives(&world.lower(&facts.ty, &scope())))
        });
        let found: Vec<Def> = aliases.map(Def::Alias).chain(fns.map(Def::Fn)).chain(statics.map(Def::Static)).collect();
        self.defs.extend(found);
    }

    fn find_places(&mut self, graph: &Graph, canonical: &Canonical) {
        let mut ranked: Vec<(usize, usize, ModuleId)> = ModuleId::all(graph)
            .filter(|module| !graph[*module].is_block)
            .filter_map(|module| {
                let rank = match () {
                    () if canonical.modules.iter().any(|(_, chosen)| *chosen == module) => 0,
                    () if canonical.holds(graph, module) => 1,
                    () if canonical.modules.iter().any(|(_, inner)| graph.is_within(*inner, module)) => 2,
                    () => return None,
                };
                let depth = graph.modules_to(module).len();
                // Of the modules around, the nearest one.
                Some((rank, if rank == 2 { usize::MAX - depth } else { depth }, module))
            })
            .collect();
        ranked.sort_unstable();
        for (_, _, module) in ranked {
            let mut names: Vec<Name> = graph.names_in(module).cloned().collect();
            names.extend(self.defs.iter().filter_map(|def| def.name(graph)));
            names.sort_unstable();
            names.dedup();
            for name in names {
                self.places_named(graph, module, &name);
            }
        }
    }

    /// Notes what a name gives in a module, unless it is the module's own shorthand.
    fn places_named(&mut self, graph: &Graph, module: ModuleId, name: &Name) {
        for namespace in [Namespace::Type, Namespace::Value] {
            for binding in graph.bindings(module, name, namespace, Some(module)) {
                let private =
                    |import: &crate::resolve::graph::ImportId| graph[*import].visibility == Visibility::Private;
                if !self.defs.contains(&binding.def) || binding.import.iter().chain(&binding.globs).any(private) {
                    continue;
                }
                let places = self.places.entry(binding.def.clone()).or_default();
                if !places.contains(&(module, name.clone())) {
                    places.push((module, name.clone()));
                }
            }
        }
    }

    /// Names by which the manager is had: a path that has none of them does not lead to it.
    pub(super) fn names(&self, graph: &Graph) -> FxHashSet<Name> {
        let places = self.places.values().flatten().map(|(_, name)| name.clone());
        places.chain(self.defs.iter().filter_map(|def| def.name(graph))).collect()
    }

    /// The canonical path as reports show it, from the crate's name on.
    pub(super) fn shown(&self, graph: &Graph, def: &Def) -> String {
        match (self.places.get(def).and_then(|places| places.first()), def) {
            (Some((module, name)), _) => format!("{}::{name}", graph.module_path(*module)),
            (None, Def::Module(module)) => graph.module_path(*module),
            (None, def) => def.name(graph).map_or_else(String::new, |name| name.to_string()),
        }
    }

    /// Whether everybody within `reach` (all crates, for none) can name it by a path of the canonical module or one around it.
    pub(super) fn is_seen(&self, graph: &Graph, def: &Def, reach: Option<ModuleId>) -> bool {
        let places = self.places.get(def).map_or(&[][..], Vec::as_slice);
        places.iter().any(|(module, name)| {
            let mut at = graph[graph[*module].krate].root;
            let sees = |module: ModuleId, name: &Name, wanted: &Def| {
                let namespaces = [Namespace::Type, Namespace::Value];
                let mut found = namespaces.iter().flat_map(|namespace| graph.bindings(module, name, *namespace, reach));
                found.any(|binding| binding.def == *wanted)
            };
            for inner in graph.modules_to(*module) {
                if !sees(at, &graph[inner].name, &Def::Module(inner)) {
                    return false;
                }
                at = inner;
            }
            sees(at, name, def)
        })
    }

    /// The paths by which code in `user` might name it, best first, as they are written there; whoever takes one asks the
    /// graph whether it means the same.
    pub(super) fn spellings(&self, world: &World<'_>, def: &Def, user: ModuleId, dollar: bool) -> Vec<Path> {
        let graph = world.graph;
        let mut found = Vec::new();
        let places = self.places.get(def).cloned().unwrap_or_default();
        let places: Vec<(ModuleId, Option<Name>)> = match def {
            Def::Module(module) if graph[*module].parent.is_none() => vec![(*module, None)],
            _ => places.into_iter().map(|(module, name)| (module, Some(name))).collect(),
        };
        for (module, name) in places {
            let mut parts: Vec<Name> =
                graph.modules_to(module).iter().map(|inner| graph[*inner].name.clone()).collect();
            parts.extend(name);
            let krate = graph[module].krate;
            if krate == graph[user].krate {
                if !parts.is_empty() {
                    found.push(written(
                        false,
                        SmolStr::new_static(if dollar { DOLLAR_CRATE } else { "crate" }),
                        &parts,
                    ));
                }
                continue;
            }
            for name in extern_names(graph, graph[user].krate, krate) {
                found.push(written(false, name.clone(), &parts));
                found.push(written(true, name, &parts));
            }
        }
        found
    }
}

/// What an alias stands for.
fn aliased(world: &World<'_>, alias: AliasId) -> Ty {
    let scope = Scope { owners: vec![Owner::Alias(alias)], ..Scope::module(world.graph[alias].place.module) };
    world.graph[alias].parts().map_or(Ty::Unknown, |(_, ty)| world.lower(ty, &scope))
}

/// The names by which a crate's code knows another crate.
fn extern_names(graph: &Graph, user: CrateId, krate: CrateId) -> Vec<Name> {
    let known = graph[user].externs.iter().filter(|(_, of)| **of == ExternCrate::Known(krate));
    let mut names: Vec<Name> = known.map(|(name, _)| name.clone()).collect();
    names.sort_unstable();
    names
}

fn written(global: bool, first: Name, rest: &[Name]) -> Path {
    let segments = std::iter::once(first).chain(rest.iter().cloned());
    let segments = segments.map(|name| Segment { name, args: None, range: Default::default() }).collect();
    Path { global, segments, ..Path::default() }
}
