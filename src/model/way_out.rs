//! What to call instead: the canonical module's own functions, found and not invented.

use super::{Choice, Model, ScopeId};
use crate::infer::ty::Ty;
use crate::resolve::graph::{AdtId, Container, FnId};
use crate::syntax::facts::Visibility;

impl Model<'_> {
    /// The path of the canonical module that serves a target, if one is known.
    #[must_use]
    pub fn canonical_path(&self, target: Option<(usize, usize)>) -> Option<&str> {
        match self.canonical.choice(self.canonical.scope_of(target))? {
            Choice::Configured(path) | Choice::Inferred { path, .. } => Some(path),
            _ => None,
        }
    }

    /// What to do instead, as one sentence.
    #[must_use]
    pub fn way_out(&self, target: Option<(usize, usize)>) -> Option<String> {
        let path = self.canonical_path(target)?;
        let scope = self.canonical.scope_of(target);
        Some(match self.accessor(scope) {
            Some(accessor) => format!("take the shared manager: `{accessor}`"),
            None => match self.canonical_manager(scope) {
                Some(manager) => format!("take a `{manager}` as a parameter or field instead"),
                None => format!("take what `{path}` hands out"),
            },
        })
    }

    /// A public function of the canonical module that needs no argument and gives the manager or a handle.
    fn accessor(&self, scope: ScopeId) -> Option<String> {
        let graph = self.graph();
        let managers: Vec<AdtId> = self.canonical_types(scope);
        let mut found: Vec<(usize, bool, String)> = FnId::all(graph)
            .filter(|id| super::is_source(graph[*id].place.file) && graph[*id].container == Container::Module)
            .filter(|id| self.canonical.serves(graph, scope, graph[*id].place.module))
            .filter(|id| *graph[*id].visibility() == Visibility::Public)
            .filter_map(|id| {
                let signature = graph[id].signature()?;
                if !signature.params.is_empty() {
                    return None;
                }
                let ret = self.world.lower(signature.ret.as_ref()?, &self.world.fn_scope(id));
                let manager = ret.any(&mut |ty| matches!(ty, Ty::Adt(adt, _) if managers.contains(adt)));
                let handle = !manager && self.handles.within(&ret).is_some();
                if !manager && !handle {
                    return None;
                }
                let mut call = format!("{}::{}()", graph.module_path(graph[id].place.module), graph[id].name());
                if signature.is_async {
                    call.push_str(".await");
                }
                Some((usize::from(handle), signature.is_async, call))
            })
            .collect();
        found.sort();
        found.into_iter().next().map(|(_, _, call)| call)
    }

    fn canonical_manager(&self, scope: ScopeId) -> Option<String> {
        let graph = self.graph();
        let adt = self.canonical_types(scope).into_iter().next()?;
        Some(format!("{}::{}", graph.module_path(graph[adt].place.module), graph[adt].item.name))
    }

    /// The manager types of a scope's canonical module.
    fn canonical_types(&self, scope: ScopeId) -> Vec<AdtId> {
        let own =
            self.managers.iter().filter(|manager| self.canonical.serves(self.graph(), scope, manager.site.module));
        let named = self.canonical.types.iter().filter(|(of, _)| *of == scope).map(|(_, adt)| *adt);
        own.map(|manager| manager.adt).chain(named).collect()
    }
}
