//! Traits and their supertraits.

use super::World;
use crate::resolve::graph::{Def, FnId, ModuleId, Namespace, TraitId};
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
