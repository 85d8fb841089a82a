//! Which types are a way to Redis, and which own one.

use super::tags::Tags;
use crate::catalogue::TraitRole;
use crate::config::HandleKind;
use crate::infer::World;
use crate::infer::ty::{Bound, Ty};
use crate::resolve::graph::{AdtId, ModuleId};

/// Asks about types.
#[derive(Debug, Clone, Copy)]
pub struct Handles<'a> {
    /// Names and types.
    pub world: &'a World<'a>,
    /// What the catalogue says about them.
    pub tags: &'a Tags,
}

impl Handles<'_> {
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

    /// A trait whose implementor is a way to Redis.
    fn is_connection(&self, bound: &Bound) -> bool {
        let Some(row) = bound.of.and_then(|of| self.tags.traits.get(&of)) else { return false };
        row.role == TraitRole::Connection || (row.role == TraitRole::Command && row.owner_by_bound)
    }

    /// Whether a pool of this is a Redis pool: a handle, or a type of the codebase whose pooled connection is one.
    #[must_use]
    pub fn is_manager(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Adt(adt, _) => self.tags.handles.contains_key(adt) || self.makes_connections(ty).is_some(),
            _ => false,
        }
    }

    /// The pool-manager trait a type of the codebase implements for a Redis connection.
    #[must_use]
    pub fn makes_connections(&self, ty: &Ty) -> Option<(crate::resolve::graph::ImplId, HandleKind)> {
        self.world.impls_for(ty).find_map(|id| {
            let header = self.world.impls.header(id)?;
            let of = header.of.as_ref()?.of?;
            let row = self.tags.traits.get(&of)?;
            if row.role != TraitRole::PoolManager || !matches!(header.self_ty, Ty::Adt(..)) {
                return None;
            }
            let facts = self.world.graph[id].facts()?;
            let scope = self
                .world
                .container_scope(self.world.graph[id].place.module, crate::resolve::graph::Container::Impl(id));
            let kind = facts.items.iter().find_map(|item| match &item.kind {
                crate::syntax::facts::AssocKind::Type(_, Some(value)) => {
                    self.owned(&self.world.lower(value, &scope)).into_iter().map(|(kind, _)| kind).next()
                }
                _ => None,
            })?;
            Some((id, kind))
        })
    }

    /// The handles a value of this type owns: through wrappers of any kind, not through references, guards, functions or what
    /// only holds what it was given. Types of the codebase own their handles themselves.
    #[must_use]
    pub fn owned(&self, ty: &Ty) -> Vec<(HandleKind, Ty)> {
        let mut found = Vec::new();
        ty.walk(&mut |part| {
            if let Some(kind) = self.kind(part) {
                found.push((kind, part.clone()));
                return false;
            }
            match part {
                Ty::Adt(adt, _) => !self.lends(*adt),
                Ty::Ref(_) | Ty::Pointer(_) | Ty::Fn(..) | Ty::Assoc(..) | Ty::Future(_) => false,
                _ => true,
            }
        });
        found
    }

    /// Guards, `PhantomData`, weak pointers; pools of something else.
    fn lends(&self, adt: AdtId) -> bool {
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
