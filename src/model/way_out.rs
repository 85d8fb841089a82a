//! What to call instead: the canonical module's own functions, found and not invented.

use rustc_hash::{FxHashMap, FxHashSet};

use super::building::Building;
use super::{Canonical, Choice, Construction, Handles, Model, ScopeId};
use crate::infer::BodyTypes;
use crate::infer::ty::Ty;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner, Container, FnId, Place, StaticId};
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
        Some(match self.building.accessors.get(&scope) {
            Some(accessor) => format!("take the shared manager: `{accessor}`"),
            None => match self.canonical_manager(scope) {
                Some(manager) => format!("take a `{manager}` as a parameter or field instead"),
                None => format!("take what `{path}` hands out"),
            },
        })
    }

    fn canonical_manager(&self, scope: ScopeId) -> Option<String> {
        let graph = self.graph();
        let own = self.managers.iter().filter(|manager| self.canonical.serves(graph, scope, manager.site.module));
        let named = self.canonical.types.iter().filter(|(of, _)| *of == scope).map(|(_, adt)| *adt);
        let adt: AdtId = named.chain(own.map(|manager| manager.adt)).next()?;
        Some(format!("{}::{}", graph.module_path(graph[adt].place.module), graph[adt].item.name))
    }
}

/// What of each scope's canonical module needs no argument and gives the manager or a handle that is there already.
pub(super) fn accessors(
    handles: &Handles<'_>,
    bodies: &[(BodyId, BodyTypes)],
    canonical: &Canonical,
    building: &Building,
    constructions: &[Construction],
) -> FxHashMap<ScopeId, String> {
    let finder = Finder { handles, canonical, building, opening: opening_functions(handles, bodies, constructions) };
    canonical.scopes().filter_map(|scope| Some((scope, finder.accessor(scope)?))).collect()
}

/// Functions that open something and keep it nowhere: each call gives another one.
fn opening_functions(
    handles: &Handles<'_>,
    bodies: &[(BodyId, BodyTypes)],
    constructions: &[Construction],
) -> FxHashSet<FnId> {
    let graph = handles.world.graph;
    let built: FxHashSet<BodyId> =
        constructions.iter().flat_map(|built| built.places.iter().map(|(body, _)| *body)).collect();
    let keeps =
        |types: &BodyTypes| types.statics.values().any(|id| !graph[*id].facts().is_none_or(|facts| facts.is_const));
    let opening = bodies.iter().filter(|(id, types)| built.contains(id) && !keeps(types));
    opening
        .filter_map(|(id, _)| match graph[*id].owner {
            BodyOwner::Fn(function) => Some(function),
            _ => None,
        })
        .collect()
}

struct Finder<'a> {
    handles: &'a Handles<'a>,
    canonical: &'a Canonical,
    building: &'a Building,
    opening: FxHashSet<FnId>,
}

impl Finder<'_> {
    fn accessor(&self, scope: ScopeId) -> Option<String> {
        let graph = self.handles.world.graph;
        let functions = FnId::all(graph).filter_map(|id| self.function(scope, id));
        let statics = StaticId::all(graph).filter_map(|id| self.global(scope, id));
        functions.chain(statics).min().map(|(_, _, text)| text)
    }

    fn serves(&self, scope: ScopeId, place: &Place) -> bool {
        super::is_source(place.file) && self.canonical.serves(self.handles.world.graph, scope, place.module)
    }

    fn function(&self, scope: ScopeId, id: FnId) -> Option<(Gives, bool, String)> {
        let world = self.handles.world;
        let def = &world.graph[id];
        let builds = self.building.builders.contains(&id) || self.opening.contains(&id);
        if !self.serves(scope, &def.place) || *def.visibility() != Visibility::Public || builds {
            return None;
        }
        let signature = def.signature()?;
        if !signature.params.is_empty() || signature.receiver.is_some() {
            return None;
        }
        let gives = self.gives(scope, &*world.ret(id)?)?;
        let owner = super::item_path(world, def.place.module, def.container, def.name());
        let call = format!("{owner}(){}", if signature.is_async { ".await" } else { "" });
        Some((gives, signature.is_async, call))
    }

    fn global(&self, scope: ScopeId, id: StaticId) -> Option<(Gives, bool, String)> {
        let world = self.handles.world;
        let def = &world.graph[id];
        let fixed = def.facts().is_some_and(|facts| !facts.is_const && !facts.mutable);
        let public = *def.visibility() == Visibility::Public && def.container == Container::Module;
        if !self.serves(scope, &def.place) || !fixed || !public {
            return None;
        }
        let ty = super::building::static_type(self.handles, id)?;
        let path = super::item_path(world, def.place.module, def.container, def.name());
        (self.gives(scope, &ty)? == Gives::Manager).then_some((Gives::Static, false, path))
    }

    fn gives(&self, scope: ScopeId, ty: &Ty) -> Option<Gives> {
        let own = |adt: &AdtId| self.building.types.get(adt).is_some_and(|own| own.scope == scope);
        if ty.any(&mut |part| matches!(part, Ty::Adt(adt, _) if own(adt))) {
            return Some(Gives::Manager);
        }
        self.handles.within(ty).map(|_| Gives::Handle)
    }
}
