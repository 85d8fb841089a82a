//! What to call instead: the canonical module's own functions, found and not invented.

use rustc_hash::FxHashSet;

use super::{Choice, Model, ScopeId};
use crate::infer::ty::Ty;
use crate::resolve::graph::{AdtId, BodyOwner, Container, FnId, StaticId};
use crate::syntax::facts::Visibility;

/// What hands out the shared manager, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gives {
    Manager,
    Handle,
    /// A static is read where no function is.
    Static,
}

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
        Some(match self.accessors.get(&scope) {
            Some(accessor) => format!("take the shared manager: `{accessor}`"),
            None => match self.canonical_manager(scope) {
                Some(manager) => format!("take a `{manager}` as a parameter or field instead"),
                None => format!("take what `{path}` hands out"),
            },
        })
    }

    /// What of a scope's canonical module needs no argument and gives the manager or a handle that is there already.
    pub(super) fn accessor(&self, scope: ScopeId) -> Option<String> {
        let opening = self.opening_functions();
        let functions = FnId::all(self.graph()).filter(|id| !opening.contains(id));
        let functions = functions.filter_map(|id| self.accessor_function(scope, id));
        let statics = StaticId::all(self.graph()).filter_map(|id| self.accessor_static(scope, id));
        functions.chain(statics).min().map(|(_, _, text)| text)
    }

    fn accessor_function(&self, scope: ScopeId, id: FnId) -> Option<(Gives, bool, String)> {
        let graph = self.graph();
        let def = &graph[id];
        let here = super::is_source(def.place.file) && self.canonical.serves(graph, scope, def.place.module);
        if !here || *def.visibility() != Visibility::Public || self.building.builders.contains(&id) {
            return None;
        }
        let signature = def.signature()?;
        if !signature.params.is_empty() || signature.receiver.is_some() {
            return None;
        }
        let gives = self.gives(scope, &self.world.lower(signature.ret.as_ref()?, &self.world.fn_scope(id)))?;
        let owner = super::item_path(self.world, def.place.module, def.container, def.name());
        let call = format!("{owner}(){}", if signature.is_async { ".await" } else { "" });
        Some((gives, signature.is_async, call))
    }

    fn accessor_static(&self, scope: ScopeId, id: StaticId) -> Option<(Gives, bool, String)> {
        let graph = self.graph();
        let def = &graph[id];
        let here = super::is_source(def.place.file) && self.canonical.serves(graph, scope, def.place.module);
        let constant = def.facts().is_none_or(|facts| facts.is_const || facts.mutable);
        if !here || constant || *def.visibility() != Visibility::Public || def.container != Container::Module {
            return None;
        }
        let ty = super::building::static_type(&self.handles, id)?;
        (self.gives(scope, &ty)? == Gives::Manager).then(|| {
            let path = super::item_path(self.world, def.place.module, def.container, def.name());
            (Gives::Static, false, path)
        })
    }

    fn gives(&self, scope: ScopeId, ty: &Ty) -> Option<Gives> {
        let types = &self.building.types;
        let manager =
            |part: &Ty| matches!(part, Ty::Adt(adt, _) if types.get(adt).is_some_and(|own| own.scope == scope));
        if ty.any(&mut |part| manager(part)) {
            return Some(Gives::Manager);
        }
        self.handles.within(ty).map(|_| Gives::Handle)
    }

    /// Functions that open something and keep it nowhere: each call gives another one.
    fn opening_functions(&self) -> FxHashSet<FnId> {
        let graph = self.graph();
        let built = self.constructions.iter().filter_map(|construction| match graph[construction.place?.0].owner {
            BodyOwner::Fn(function) => Some((construction.place?.0, function)),
            _ => None,
        });
        let keeps = |body| {
            let types = self.bodies.iter().find(|(id, _)| *id == body);
            types.is_some_and(|(_, types)| {
                types.statics.values().any(|id| !graph[*id].facts().is_none_or(|f| f.is_const))
            })
        };
        built.filter(|(body, _)| !keeps(*body)).map(|(_, function)| function).collect()
    }

    fn canonical_manager(&self, scope: ScopeId) -> Option<String> {
        let graph = self.graph();
        let own = self.managers.iter().filter(|manager| self.canonical.serves(graph, scope, manager.site.module));
        let named = self.canonical.types.iter().filter(|(of, _)| *of == scope).map(|(_, adt)| *adt);
        let adt: AdtId = named.chain(own.map(|manager| manager.adt)).next()?;
        Some(format!("{}::{}", graph.module_path(graph[adt].place.module), graph[adt].item.name))
    }
}
