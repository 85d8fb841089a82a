//! Composition roots: where the configuration lets the canonical manager be built.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::config::Config;
use crate::infer::World;
use crate::infer::ty::Ty;
use crate::resolve::graph::{AdtId, BodyDef, BodyOwner, Container, CrateId, Def, FnId, Graph, ModuleId, Namespace};

/// The functions, types and modules that the configuration names.
#[derive(Debug, Default)]
pub struct Roots {
    /// As configured.
    pub paths: Vec<String>,
    /// Those of them that mean nothing in this codebase.
    pub missing: Vec<String>,
    functions: FxHashSet<FnId>,
    types: FxHashSet<AdtId>,
    modules: FxHashSet<ModuleId>,
}

impl Roots {
    pub(super) fn find(world: &World<'_>, config: &Config) -> Self {
        let mut roots = Self::default();
        for path in config.composition_roots.iter().map(|root| &root.value) {
            if !roots.add(world, path) {
                roots.missing.push(path.clone());
            }
            roots.paths.push(path.clone());
        }
        roots
    }

    /// Whether a body is part of a root.
    #[must_use]
    pub fn hold(&self, world: &World<'_>, def: &BodyDef) -> bool {
        let graph = world.graph;
        let function = matches!(def.owner, BodyOwner::Fn(function) if self.functions.contains(&function));
        let own = match def.container {
            Container::Impl(id) => world.impls.header(id).map(|header| &header.self_ty),
            _ => None,
        };
        let of_type = matches!(own, Some(Ty::Adt(adt, _)) if self.types.contains(adt));
        let module = graph.named_module(def.place.module);
        let mut around = std::iter::successors(Some(module), |module| graph[*module].parent);
        function || of_type || around.any(|module| self.modules.contains(&module))
    }

    /// Adds what a path means; whether it means anything.
    fn add(&mut self, world: &World<'_>, path: &str) -> bool {
        let graph = world.graph;
        let parts: Vec<SmolStr> = path.split("::").map(|part| SmolStr::from(part.trim_start_matches("r#"))).collect();
        let Some((first, rest)) = parts.split_first() else { return false };
        let crates = CrateId::all(graph).filter(|id| !graph[*id].interface && graph[*id].name == *first);
        let mut found: Vec<Def> = crates.map(|id| Def::Module(graph[id].root)).collect();
        for (at, part) in rest.iter().enumerate() {
            let last = at + 1 == rest.len();
            found = found.iter().flat_map(|def| within(world, def, part, last)).collect();
        }
        for def in &found {
            match def {
                Def::Module(module) => self.modules.extend([*module]),
                Def::Adt(adt) => self.types.extend([*adt]),
                Def::Fn(function) => self.functions.extend([*function]),
                _ => {}
            }
        }
        !found.is_empty()
    }
}

/// What a name means in a module, or on a type as the last one of a path.
fn within(world: &World<'_>, def: &Def, name: &SmolStr, last: bool) -> Vec<Def> {
    let graph: &Graph = world.graph;
    match def {
        Def::Module(module) => {
            let mut found = graph.lookup(*module, name, Namespace::Type);
            if last {
                found.extend(graph.lookup(*module, name, Namespace::Value));
            }
            found
        }
        Def::Adt(adt) if last => {
            let ty = Ty::Adt(*adt, vec![Ty::Unknown; graph[*adt].generics().params.len()]);
            let functions = world.impls_for(&ty).flat_map(|id| graph[id].fns.iter().copied());
            functions.filter(|function| graph[*function].name() == name).map(Def::Fn).collect()
        }
        _ => Vec::new(),
    }
}
