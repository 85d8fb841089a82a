//! Which types are a way to Redis, and which own one.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::params::{OwnedParams, owned_params};
use super::tags::Tags;
use crate::catalogue::TraitRole;
use crate::config::HandleKind;
use crate::infer::World;
use crate::infer::ty::{Bound, Ty};
use crate::resolve::graph::{AdtId, Container, ImplId, ModuleId};
use crate::syntax::facts::AssocKind;

/// Asks about types.
#[derive(Debug, Clone)]
pub struct Handles<'a> {
    /// Names and types.
    pub world: &'a World<'a>,
    /// What the catalogue says about them.
    pub tags: &'a Tags,
    /// Types of the codebase that make a pool's Redis connections: the `impl` that says so, and what they make.
    makers: Arc<FxHashMap<AdtId, (ImplId, HandleKind)>>,
    params: Arc<OwnedParams>,
}

impl<'a> Handles<'a> {
    /// Finds the codebase's own pool managers.
    #[must_use]
    pub fn new(world: &'a World<'a>, tags: &'a Tags) -> Self {
        let mut handles = Self { world, tags, makers: Arc::default(), params: Arc::default() };
        handles.params = Arc::new(owned_params(&handles));
        // One that pools what another makes is found once that one is known.
        loop {
            let found = handles.find_makers();
            if found.len() == handles.makers.len() {
                return handles;
            }
            handles.makers = Arc::new(found);
        }
    }

    fn find_makers(&self) -> FxHashMap<AdtId, (ImplId, HandleKind)> {
        let of_role = self.tags.traits.iter().filter(|(_, row)| row.role == TraitRole::PoolManager);
        let mut impls: Vec<ImplId> = of_role.flat_map(|(of, _)| self.world.impls.of_trait(*of)).copied().collect();
        impls.sort_unstable();
        let mut found = FxHashMap::default();
        for id in impls {
            let Some(Ty::Adt(adt, _)) = self.world.impls.header(id).map(|header| &header.self_ty) else { continue };
            if super::is_source(self.world.graph[id].place.file)
                && let Some(kind) = self.made_by(id)
            {
                found.entry(*adt).or_insert((id, kind));
            }
        }
        found
    }

    /// What an `impl` of a pool-manager trait says that it makes.
    fn made_by(&self, id: ImplId) -> Option<HandleKind> {
        let def = &self.world.graph[id];
        let scope = self.world.container_scope(def.place.module, Container::Impl(id));
        def.facts()?.items.iter().find_map(|item| match &item.kind {
            AssocKind::Type(_, Some(value)) => self.connects(&self.world.lower(value, &scope)),
            _ => None,
        })
    }

    /// What a type is, if it is itself a handle.
    #[must_use]
    pub fn kind(&self, ty: &Ty) -> Option<HandleKind> {
        match ty {
            Ty::Adt(adt, args) => match self.tags.generic_pools.get(adt) {
                Some(param) => args.get(*param).filter(|arg| self.is_manager(arg)).map(|_| HandleKind::Pool),
                None => self.tags.handles.get(adt).map(|tag| tag.kind),
            },
            Ty::Bounds(bounds) => {
                bounds.iter().any(|bound| self.is_connection(bound)).then_some(HandleKind::Connection)
            }
            Ty::Param(owner, _) => {
                let scope = crate::infer::Scope::module(ModuleId(0));
                let bounds = self.world.bounds_of(ty, *owner, &scope);
                bounds.iter().any(|bound| self.is_connection(bound)).then_some(HandleKind::Connection)
            }
            _ => None,
        }
    }

    /// Whether clones of a handle of this type use one socket or one pool: every pool's do.
    #[must_use]
    pub fn shares(&self, ty: &Ty) -> bool {
        match (self.kind(ty), ty) {
            (Some(HandleKind::Pool), _) => true,
            (Some(_), Ty::Adt(adt, _)) => self.tags.handles.get(adt).is_some_and(|tag| tag.shares),
            (kind, _) => kind == Some(HandleKind::Connection),
        }
    }

    /// A trait whose implementor is a way to Redis.
    fn is_connection(&self, bound: &Bound) -> bool {
        let Some(row) = bound.of.and_then(|of| self.tags.traits.get(&of)) else { return false };
        row.role == TraitRole::Connection || (row.role == TraitRole::Command && row.owner_by_bound)
    }

    /// Whether a pool of this is a Redis pool: a handle, a type of the codebase that makes Redis connections, or a type parameter
    /// whose bounds say that it does.
    #[must_use]
    pub fn is_manager(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Adt(adt, _) => self.tags.handles.contains_key(adt) || self.makers.contains_key(adt),
            Ty::Param(owner, _) => self.world.associated_by_bound(ty, *owner).iter().any(|(of, made)| {
                let role = self.tags.traits.get(of).map(|row| row.role);
                role == Some(TraitRole::PoolManager) && self.connects(made).is_some()
            }),
            _ => false,
        }
    }

    /// The `impl` by which a type of the codebase makes a pool's Redis connections, and what they are.
    #[must_use]
    pub fn makes_connections(&self, adt: AdtId) -> Option<(ImplId, HandleKind)> {
        self.makers.get(&adt).copied()
    }

    /// What a pooled connection is: a handle, or a type of the codebase that owns one.
    fn connects(&self, ty: &Ty) -> Option<HandleKind> {
        if let Some((kind, _)) = self.owned(ty).into_iter().next() {
            return Some(kind);
        }
        let Ty::Adt(adt, _) = ty else { return None };
        if !super::is_source(self.world.graph[*adt].place.file) {
            return None;
        }
        self.world.find_field(*adt, |_, ty| self.owned(ty).into_iter().map(|(kind, _)| kind).next())
    }

    /// The type of the codebase that makes a pool's connections.
    #[must_use]
    pub fn pooled_manager(&self, ty: &Ty) -> Option<AdtId> {
        let Ty::Adt(pool, args) = ty else { return None };
        match args.get(*self.tags.generic_pools.get(pool)?)? {
            Ty::Adt(manager, _) if super::is_source(self.world.graph[*manager].place.file) => Some(*manager),
            _ => None,
        }
    }

    /// The handles a value of this type owns: through wrappers of any kind, not through references, guards, functions or what
    /// only holds what it was given. Types of the codebase own their handles themselves; what they are given as a type argument
    /// is owned where they own that parameter.
    #[must_use]
    pub fn owned(&self, ty: &Ty) -> Vec<(HandleKind, Ty)> {
        let mut found = Vec::new();
        self.owned_in(ty, &mut found);
        found
    }

    fn owned_in(&self, ty: &Ty, found: &mut Vec<(HandleKind, Ty)>) {
        if let Some(kind) = self.kind(ty) {
            found.push((kind, ty.clone()));
            return;
        }
        match ty {
            Ty::Adt(adt, args) if self.lends(*adt) || args.is_empty() => {}
            Ty::Adt(adt, args) if super::is_source(self.world.graph[*adt].place.file) => {
                let owned = self.params.get(adt).map_or(&[][..], Vec::as_slice);
                for (arg, _) in args.iter().zip(owned).filter(|(_, owns)| **owns) {
                    self.owned_in(arg, found);
                }
            }
            Ty::Adt(_, parts) | Ty::Foreign(_, parts) | Ty::Tuple(parts) => {
                parts.iter().for_each(|part| self.owned_in(part, found));
            }
            Ty::Slice(inner) => self.owned_in(inner, found),
            Ty::Bounds(bounds) => {
                let bound = bounds.iter().flat_map(|bound| bound.bindings.iter().map(|(_, ty)| ty));
                bound.for_each(|ty| self.owned_in(ty, found));
            }
            _ => {}
        }
    }

    /// Guards, `PhantomData`, weak pointers; pools of something else.
    pub(super) fn lends(&self, adt: AdtId) -> bool {
        self.tags.guards.contains(&adt)
            || self.tags.borrows.contains(&adt)
            || self.tags.generic_pools.contains_key(&adt)
            || self.world.lang.phantom == Some(adt)
    }

    /// Whether anything within a type is a handle, borrowed or not: the result of a constructor behind its wrappers.
    #[must_use]
    pub fn within(&self, ty: &Ty) -> Option<HandleKind> {
        let mut found = None;
        ty.walk(&mut |part| {
            found = found.or_else(|| self.kind(part));
            found.is_none()
        });
        found
    }
}
