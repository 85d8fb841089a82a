//! Paths as they are written in declarations and bodies, each with where it stands; those of `use` are not among them.

use super::constructions::owner_path;
use super::handles::Handles;
use super::item_path;
use crate::infer::BodyTypes;
use crate::resolve::graph::{
    AdtId, AliasId, BodyId, BodyOwner, Container, Def, FnId, FnSource, ImplId, Namespace, Place, StaticId, TraitId,
};
use crate::syntax::facts::Item;
use crate::syntax::paths::PathRole;
use crate::syntax::types::Path;

/// A path in code, and where it stands.
pub(super) struct Written<'p> {
    pub(super) path: &'p Path,
    pub(super) role: PathRole,
    pub(super) place: Place,
    /// Path of the item it stands in.
    pub(super) item: String,
    /// That item, where it is one with a name of its own.
    pub(super) def: Option<Def>,
}

impl Written<'_> {
    /// What its last name is looked up as.
    pub(super) fn namespace(&self) -> Namespace {
        if self.role == PathRole::Type { Namespace::Type } else { Namespace::Value }
    }
}

/// Calls `visit` with every path of the codebase's own code.
pub(super) fn for_each(handles: &Handles<'_>, bodies: &[(BodyId, BodyTypes)], visit: &mut dyn FnMut(&Written<'_>)) {
    declarations(handles, visit);
    in_bodies(handles, bodies, visit);
}

fn declarations(handles: &Handles<'_>, visit: &mut dyn FnMut(&Written<'_>)) {
    let graph = handles.world.graph;
    let mut one = |item: &Item, place: &Place, def: Option<Def>| {
        if !super::is_source(place.file) {
            return;
        }
        let path = item_path(handles.world, place.module, Container::Module, &item.name);
        item.for_each_path(&mut |written, role| {
            visit(&Written { path: written, role, place: place.clone(), item: path.clone(), def: def.clone() });
        });
    };
    AdtId::all(graph).for_each(|id| one(&graph[id].item, &graph[id].place, Some(Def::Adt(id))));
    AliasId::all(graph).for_each(|id| one(&graph[id].item, &graph[id].place, Some(Def::Alias(id))));
    TraitId::all(graph).for_each(|id| one(&graph[id].item, &graph[id].place, None));
    ImplId::all(graph).for_each(|id| one(&graph[id].item, &graph[id].place, None));
    for id in FnId::all(graph) {
        if let FnSource::Item(item) = &graph[id].source {
            one(item, &graph[id].place, Some(Def::Fn(id)));
        }
    }
    for id in StaticId::all(graph) {
        if let FnSource::Item(item) = &graph[id].source {
            one(item, &graph[id].place, Some(Def::Static(id)));
        }
    }
}

fn in_bodies(handles: &Handles<'_>, bodies: &[(BodyId, BodyTypes)], visit: &mut dyn FnMut(&Written<'_>)) {
    let graph = handles.world.graph;
    for (id, _) in bodies {
        let def = &graph[*id];
        let Some(body) = def.body().filter(|_| super::is_source(def.place.file)) else { continue };
        let item = owner_path(handles, def);
        let owner = match def.owner {
            BodyOwner::Fn(function) => Some(Def::Fn(function)),
            _ => None,
        };
        body.for_each_path(&mut |path, role, block| {
            let module = block.and_then(|block| graph.block_module(*id, block)).unwrap_or(def.place.module);
            let place = Place { module, ..def.place.clone() };
            visit(&Written { path, role, place, item: item.clone(), def: owner.clone() });
        });
    }
}
