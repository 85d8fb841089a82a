//! What bounds say about generic parameters.

use super::World;
use super::lower::{Scope, generics_of, own_params};
use super::ty::{Bound, Owner, Ty};
use crate::resolve::graph::{Container, ModuleId, TraitId};
use crate::syntax::types::{Name, Path, TypeRef};

impl World<'_> {
    /// The trait or supertrait that declares an associated type.
    pub(super) fn declaring_trait(&self, of: TraitId, name: &Name, depth: u32) -> Option<TraitId> {
        let _question = super::fuel::ask()?;
        if self.graph[of].associated_type(name).is_some() {
            return Some(of);
        }
        if depth > 8 {
            return None;
        }
        self.supertrait_ids(of).into_iter().find_map(|base| self.declaring_trait(base, name, depth + 1))
    }

    /// The supertraits themselves, their arguments not looked at.
    pub(super) fn supertrait_ids(&self, of: TraitId) -> Vec<TraitId> {
        let Some(facts) = self.graph[of].facts() else { return Vec::new() };
        let module = self.graph[of].place.module;
        facts.supertraits.iter().filter_map(|path| self.trait_of(module, path)).collect()
    }

    /// Supertraits as bounds of the trait's `Self`.
    pub(super) fn supertraits(&self, of: TraitId) -> Vec<Bound> {
        let Some(facts) = self.graph[of].facts() else { return Vec::new() };
        let scope = self.container_scope(self.graph[of].place.module, Container::Trait(of));
        facts.supertraits.iter().map(|path| self.lower_bound(path, &scope, 0)).collect()
    }

    /// Bounds declared for a parameter by its owner, and by the other owners in scope.
    pub(crate) fn bounds_of(&self, param: &Ty, owner: Owner, scope: &Scope) -> Vec<Bound> {
        if let (Owner::Trait(of), Ty::Param(_, 0)) = (owner, param) {
            let args = own_params(self.graph, owner).split_off(1);
            return vec![Bound { of: Some(of), args, bindings: Vec::new() }];
        }
        let paths = self.bound_paths(param, owner, scope);
        paths.iter().map(|(path, inner)| self.lower_bound(path, inner, 0)).collect()
    }

    /// What all bounds of a parameter, supertraits included, say: for each trait the types that its associated types have or
    /// the bounds they keep (`M: Manage<Connection: Like>`, `where M::Connection: Like`).
    pub(crate) fn associated_by_bound(&self, param: &Ty, owner: Owner) -> Vec<(TraitId, Ty)> {
        let mut pending = self.bounds_of(param, owner, &Scope::module(ModuleId(0)));
        let mut seen: Vec<TraitId> = Vec::new();
        let mut found = Vec::new();
        while let Some(bound) = pending.pop() {
            let Some(of) = bound.of.filter(|of| !seen.contains(of)) else { continue };
            seen.push(of);
            found.extend(bound.bindings.into_iter().map(|(_, ty)| (of, ty)));
            pending.extend(self.supertraits(of));
        }
        let scope = self.owner_scope(owner, &Scope::module(ModuleId(0)));
        for (bounded, paths) in generics_of(self.graph, owner).iter().flat_map(|generics| &generics.predicates) {
            if let Ty::Assoc(of_param, of, _) = self.lower(bounded, &scope)
                && *of_param == *param
            {
                found.push((of, self.lower_bounds(paths, &scope, 0)));
            }
        }
        found
    }

    /// The bounds of a parameter as written, each with where it stands. Lowering one may ask for the parameter's bounds again,
    /// so whoever needs only a trait or one associated type takes these.
    pub(super) fn bound_paths(&self, param: &Ty, owner: Owner, scope: &Scope) -> Vec<(Path, Scope)> {
        let mut found = Vec::new();
        let mut owners = scope.owners.clone();
        if !owners.contains(&owner) {
            owners.push(owner);
        }
        for declaring in owners {
            let Some(generics) = generics_of(self.graph, declaring) else { continue };
            let inner = self.owner_scope(declaring, scope);
            for (bounded, paths) in &generics.predicates {
                if self.is_param(bounded, param, &inner) {
                    found.extend(paths.iter().map(|path| (path.clone(), inner.clone())));
                }
            }
        }
        found
    }

    /// Whether a bounded type is the parameter itself; cheaper than lowering it.
    fn is_param(&self, bounded: &TypeRef, param: &Ty, scope: &Scope) -> bool {
        match bounded {
            TypeRef::Path(path) => path.as_name().is_some_and(|name| self.param(name, scope).as_ref() == Some(param)),
            _ => false,
        }
    }
}
