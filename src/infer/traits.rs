//! Traits and their supertraits.

use super::World;
use super::ty::Bound;
use crate::resolve::graph::{Container, Def, FnId, ModuleId, Namespace, TraitId};
use crate::syntax::types::{Name, Path};

impl World<'_> {
    /// A trait by path, resolved in a module.
    #[must_use]
    pub fn trait_of(&self, module: ModuleId, path: &Path) -> Option<TraitId> {
        self.graph.resolve(module, path, Namespace::Type).defs.into_iter().find_map(|def| match def {
            Def::Trait(of) => Some(of),
            _ => None,
        })
    }

    /// Whether a trait is another or has it as a supertrait.
    #[must_use]
    pub fn is_or_extends(&self, of: TraitId, base: TraitId, depth: u32) -> bool {
        let Some(_question) = super::fuel::ask() else { return false };
        of == base
            || (depth < 8 && self.supertrait_ids(of).into_iter().any(|of| self.is_or_extends(of, base, depth + 1)))
    }

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

    /// A trait's function by its name, or that of a supertrait.
    pub(super) fn trait_with_fn(&self, of: TraitId, name: &Name, depth: u32) -> Option<(TraitId, FnId)> {
        let _question = super::fuel::ask()?;
        if let Some(function) = self.graph[of].fns.iter().find(|function| self.graph[**function].name() == name) {
            return Some((of, *function));
        }
        if depth > 8 {
            return None;
        }
        let supers = self.supertraits(of);
        supers.into_iter().find_map(|bound| self.trait_with_fn(bound.of?, name, depth + 1))
    }
}
