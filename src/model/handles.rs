//! Which types are a way to Redis, and which own one.

use super::tags::Tags;
use crate::catalogue::TraitRole;
use crate::config::HandleKind;
use crate::infer::World;
use crate::infer::ty::{Bound, Owner, Ty};
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
    /// only holds what it was given. Types of the codebase own their handles themselves; what they are given as a type argument
    /// is owned where they own that parameter.
    #[must_use]
    pub fn owned(&self, ty: &Ty) -> Vec<(HandleKind, Ty)> {
        let mut found = Vec::new();
        self.owned_in(ty, &mut found, &mut Vec::new());
        found
    }

    fn owned_in(&self, ty: &Ty, found: &mut Vec<(HandleKind, Ty)>, open: &mut Vec<AdtId>) {
        if let Some(kind) = self.kind(ty) {
            found.push((kind, ty.clone()));
            return;
        }
        match ty {
            Ty::Adt(adt, args) if self.lends(*adt) || args.is_empty() => {}
            Ty::Adt(adt, args) if super::is_source(self.world.graph[*adt].place.file) => {
                for (arg, owns) in args.iter().zip(self.owns_params(*adt, args.len(), open)) {
                    if owns {
                        self.owned_in(arg, found, open);
                    }
                }
            }
            Ty::Adt(_, parts) | Ty::Foreign(_, parts) | Ty::Tuple(parts) => {
                parts.iter().for_each(|part| self.owned_in(part, found, open));
            }
            Ty::Slice(inner) => self.owned_in(inner, found, open),
            Ty::Bounds(bounds) => {
                let bound = bounds.iter().flat_map(|bound| bound.bindings.iter().map(|(_, ty)| ty));
                bound.for_each(|ty| self.owned_in(ty, found, open));
            }
            _ => {}
        }
    }

    /// Which type parameters a type of the codebase owns values of.
    fn owns_params(&self, adt: AdtId, count: usize, open: &mut Vec<AdtId>) -> Vec<bool> {
        let mut owns = vec![false; count];
        let Some(facts) = self.world.graph[adt].adt() else { return owns };
        if open.contains(&adt) {
            return owns;
        }
        open.push(adt);
        let scope = self.world.adt_scope(adt);
        for field in facts.variants.iter().flat_map(|variant| &variant.fields) {
            self.params_in(&self.world.lower(&field.ty, &scope), adt, &mut owns, open);
        }
        open.pop();
        owns
    }

    fn params_in(&self, ty: &Ty, adt: AdtId, owns: &mut [bool], open: &mut Vec<AdtId>) {
        match ty {
            Ty::Param(Owner::Adt(of), at) if *of == adt => {
                if let Some(slot) = owns.get_mut(*at as usize) {
                    *slot = true;
                }
            }
            Ty::Adt(inner, _) if self.lends(*inner) => {}
            Ty::Adt(inner, args) if super::is_source(self.world.graph[*inner].place.file) => {
                for (arg, inner_owns) in args.iter().zip(self.owns_params(*inner, args.len(), open)) {
                    if inner_owns {
                        self.params_in(arg, adt, owns, open);
                    }
                }
            }
            Ty::Adt(_, parts) | Ty::Foreign(_, parts) | Ty::Tuple(parts) => {
                parts.iter().for_each(|part| self.params_in(part, adt, owns, open));
            }
            Ty::Slice(inner) => self.params_in(inner, adt, owns, open),
            _ => {}
        }
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
