//! The configured builders of keys.

use rustc_hash::FxHashSet;

use crate::config;
use crate::infer::BodyTypes;
use crate::infer::ty::Ty;
use crate::model::{Model, is_source, tags};
use crate::resolve::graph::{AdtId, Container, CrateId, Def, FnId, Graph, MacroId, ModuleId, Namespace, TraitId};
use crate::syntax::body::ExprId;

/// What makes keys.
#[derive(Debug, Default)]
pub(super) struct Builders {
    fns: FxHashSet<FnId>,
    types: FxHashSet<AdtId>,
    traits: FxHashSet<TraitId>,
    macros: FxHashSet<MacroId>,
    modules: Vec<ModuleId>,
    /// What a key that is spelled out begins with.
    prefix: Option<String>,
}

impl Builders {
    /// Finds what is configured; also gives the paths that lead nowhere.
    pub(super) fn find(model: &Model<'_>, configured: &config::Keys) -> (Self, Vec<String>) {
        let prefix = configured.prefix.as_ref().map(|prefix| prefix.value.clone());
        let mut builders = Self { prefix, ..Self::default() };
        let mut missing = Vec::new();
        for path in &configured.builders {
            if !builders.add(model, &path.value) {
                missing.push(path.value.clone());
            }
        }
        (builders, missing)
    }

    fn add(&mut self, model: &Model<'_>, path: &str) -> bool {
        let graph = model.graph();
        let Some((krate, rest)) = path.split_once("::") else { return false };
        let rest = rest.replace("r#", "");
        let own = CrateId::all(graph).filter(|id| !graph[*id].interface && graph[*id].name == krate);
        let mut found = false;
        for krate in own {
            let fns = tags::functions(model.world, krate, &rest);
            found |= !fns.is_empty();
            self.fns.extend(fns);
            for def in defs(graph, krate, &rest) {
                found |= match def {
                    Def::Adt(adt) => self.types.insert(adt),
                    Def::Trait(of) => self.traits.insert(of),
                    Def::Macro(id) => self.macros.insert(id),
                    Def::Module(module) => {
                        self.modules.push(module);
                        true
                    }
                    _ => false,
                };
            }
        }
        found
    }

    /// Whether a function makes keys.
    pub(super) fn makes(&self, model: &Model<'_>, function: FnId) -> bool {
        let graph = model.graph();
        let def = &graph[function];
        let by_container = match def.container {
            Container::Impl(id) => model.world.impls.header(id).is_some_and(|header| {
                let of = header.of.as_ref().and_then(|bound| bound.of);
                self.is_key(&header.self_ty) || of.is_some_and(|of| self.traits.contains(&of))
            }),
            Container::Trait(of) => self.traits.contains(&of),
            Container::Module => false,
        };
        self.fns.contains(&function)
            || by_container
            || (is_source(def.place.file)
                && self.modules.iter().any(|module| graph.is_within(def.place.module, *module)))
    }

    /// Whether a call of a macro is one of a builder's.
    pub(super) fn is_macro(&self, types: &BodyTypes, call: ExprId) -> bool {
        types.macros.get(&call).is_some_and(|id| self.macros.contains(id))
    }

    /// Whether a value is a key by its type.
    pub(super) fn is_key(&self, ty: &Ty) -> bool {
        matches!(ty.without_refs(), Ty::Adt(adt, _) if self.types.contains(adt))
    }

    /// Whether text begins as keys must.
    pub(super) fn is_prefixed(&self, text: &str) -> bool {
        self.prefix.as_ref().is_some_and(|prefix| text.starts_with(prefix.as_str()))
    }
}

/// What a path means from a crate's root on.
fn defs(graph: &Graph, krate: CrateId, path: &str) -> Vec<Def> {
    let mut modules = vec![graph[krate].root];
    let mut found = Vec::new();
    for part in path.split("::") {
        let name = smol_str::SmolStr::from(part);
        let look = |namespace| modules.iter().flat_map(move |module| graph.lookup(*module, &name.clone(), namespace));
        found = look(Namespace::Type).collect();
        found.extend(
            modules.iter().flat_map(|module| graph.lookup(*module, &smol_str::SmolStr::from(part), Namespace::Macro)),
        );
        modules = found
            .iter()
            .filter_map(|def| match def {
                Def::Module(module) => Some(*module),
                _ => None,
            })
            .collect();
    }
    found
}
