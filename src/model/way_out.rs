//! What to call instead: the canonical module's own functions, found and not invented.

use super::{Choice, Model};
use crate::infer::ty::Ty;
use crate::resolve::graph::{AdtId, Container, FnId, ModuleId};
use crate::syntax::facts::Visibility;

impl Model<'_> {
    /// The path of the canonical module that serves a target, if one is known.
    #[must_use]
    pub fn canonical_path(&self, _target: Option<(usize, usize)>) -> Option<String> {
        self.canonical.choices.iter().find_map(|(_, choice)| match choice {
            Choice::Configured(path) => Some(path.clone()),
            Choice::Inferred { path, .. } => Some(path.clone()),
            _ => None,
        })
    }

    /// What to do instead, as one sentence.
    #[must_use]
    pub fn way_out(&self, target: Option<(usize, usize)>) -> Option<String> {
        let path = self.canonical_path(target)?;
        Some(match self.accessor() {
            Some(accessor) => format!("take the shared manager: `{accessor}`"),
            None => match self.canonical_manager() {
                Some(manager) => format!("take a `{manager}` as a parameter or field instead"),
                None => format!("take what `{path}` hands out"),
            },
        })
    }

    /// A public function of the canonical module that needs no argument and gives the manager or a handle.
    fn accessor(&self) -> Option<String> {
        let graph = self.graph();
        let managers: Vec<AdtId> = self.canonical_types();
        let mut found: Vec<(usize, bool, String)> = FnId::all(graph)
            .filter(|id| graph[*id].container == Container::Module && self.is_shared_module(graph[*id].place.module))
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

    fn canonical_manager(&self) -> Option<String> {
        let graph = self.graph();
        let adt = self.canonical_types().into_iter().next()?;
        Some(format!("{}::{}", graph.module_path(graph[adt].place.module), graph[adt].item.name))
    }

    /// The manager types of the canonical module.
    fn canonical_types(&self) -> Vec<AdtId> {
        let own = self.managers.iter().filter(|manager| self.is_canonical(manager.site.module));
        own.map(|manager| manager.adt).chain(self.canonical.types.iter().copied()).collect()
    }

    fn is_shared_module(&self, module: ModuleId) -> bool {
        super::is_source(self.graph()[module].file) && self.is_canonical(module)
    }
}
