//! Types that own a handle.

use super::canonical::{Canonical, ScopeId};
use super::handles::Handles;
use super::{Site, item_path, target_of};
use crate::config::HandleKind;
use crate::infer::ty::Ty;
use crate::position::{Span, TextRange};
use crate::report::Context;
use crate::resolve::graph::{AdtId, Container, ImplId};

/// A handle a type owns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedHandle {
    /// The field, with its type.
    pub span: Span,
    /// What it is.
    pub kind: HandleKind,
    /// The handle's type.
    pub ty: String,
    /// The type of the codebase that the pool is made by, if it is such a pool.
    pub made_by: Option<AdtId>,
}

/// Why a type is a manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It owns handles.
    Owns(Vec<OwnedHandle>),
    /// It makes pooled connections.
    Makes(ImplId, HandleKind),
    /// It has the canonical manager's name.
    Namesake,
}

/// A type that owns a handle, makes pools of them, or bears the canonical manager's name.
#[derive(Debug, Clone)]
pub struct Manager {
    /// The type.
    pub adt: AdtId,
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub site: Site,
    /// Why.
    pub why: Why,
}

impl Manager {
    /// Kinds of what it owns or makes.
    #[must_use]
    pub fn kinds(&self) -> Vec<HandleKind> {
        match &self.why {
            Why::Owns(handles) => handles.iter().map(|handle| handle.kind).collect(),
            Why::Makes(_, kind) => vec![*kind],
            Why::Namesake => Vec::new(),
        }
    }
}

/// All types of the codebase that own or make handles.
pub(super) fn managers(handles: &Handles<'_>) -> Vec<Manager> {
    let graph = handles.world.graph;
    let mut found: Vec<Manager> = AdtId::all(graph)
        .filter(|adt| super::matters(graph, graph[*adt].place.file))
        .filter_map(|adt| {
            let owned = owned_by(handles, adt);
            let why = if owned.is_empty() {
                let (id, kind) = handles.makes_connections(adt)?;
                Why::Makes(id, kind)
            } else {
                Why::Owns(owned)
            };
            Some(manager(handles, adt, why))
        })
        .collect();
    sort(&mut found);
    found
}

/// Adds the types that bear the name of a canonical manager elsewhere and are no shims. That two types are called `Builder` or
/// `AppState` says nothing: the name is one that speaks of Redis, or the configuration names the type by it.
pub(super) fn with_namesakes(handles: &Handles<'_>, canonical: &Canonical, mut managers: Vec<Manager>) -> Vec<Manager> {
    let graph = handles.world.graph;
    // A name belongs to its scope: another service may have a manager called the same.
    let mut names: Vec<(ScopeId, String)> = Vec::new();
    for scope in canonical.scopes() {
        let own = managers.iter().filter(|manager| canonical.serves(graph, scope, manager.site.module));
        let telling = own.filter(|manager| handles.tags.speaks_of_server(&manager.name));
        names.extend(telling.map(|manager| (scope, manager.name.clone())));
    }
    names.extend(canonical.types.iter().map(|(scope, adt)| (*scope, graph[*adt].item.name.to_string())));
    for adt in AdtId::all(graph) {
        let def = &graph[adt];
        if !super::is_source(def.place.file) {
            continue;
        }
        let scope = canonical.scope_of(target_of(graph, def.place.module));
        let named = names.iter().any(|(of, name)| *of == scope && def.item.name == name.as_str());
        let known = managers.iter().any(|manager| manager.adt == adt);
        if named && !known && !canonical.holds(graph, def.place.module) {
            managers.push(manager(handles, adt, Why::Namesake));
        }
    }
    for manager in &mut managers {
        let module = manager.site.module;
        let locate = |span| super::origins::locate(graph, canonical, span, module).0;
        manager.site.span = locate(manager.site.span);
        if let Why::Owns(owned) = &mut manager.why {
            owned.iter_mut().for_each(|handle| handle.span = locate(handle.span));
        }
    }
    sort(&mut managers);
    managers
}

fn sort(managers: &mut Vec<Manager>) {
    managers.sort_by_key(|manager| (manager.site.span, manager.site.context != Context::Production, manager.adt));
    managers.dedup_by_key(|manager| manager.site.span);
}

fn manager(handles: &Handles<'_>, adt: AdtId, why: Why) -> Manager {
    let def = &handles.world.graph[adt];
    let site = Site {
        span: Span::new(def.place.file, def.item.name_range),
        module: def.place.module,
        item: item_path(handles.world, def.place.module, Container::Module, &def.item.name),
        context: def.place.context,
        target: target_of(handles.world.graph, def.place.module),
    };
    Manager { adt, name: def.item.name.to_string(), site, why }
}

fn owned_by(handles: &Handles<'_>, adt: AdtId) -> Vec<OwnedHandle> {
    let world = handles.world;
    let def = &world.graph[adt];
    let mut owned = Vec::new();
    world.find_field(adt, |field, ty| {
        for (kind, ty) in handles.owned(ty) {
            let shown = match &ty {
                Ty::Param(..) => "a connection type parameter".to_owned(),
                ty => ty.display(world.graph),
            };
            let range: TextRange = field.range;
            let made_by = handles.pooled_manager(&ty);
            owned.push(OwnedHandle { span: Span::new(def.place.file, range), kind, ty: shown, made_by });
        }
        None::<()>
    });
    owned
}
