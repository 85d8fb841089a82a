//! Local variables in scope.

use rustc_hash::FxHashMap;

use super::ty::Ty;
use crate::syntax::types::Name;

/// The variables in scope, found by name in one step: a function may have a hundred thousand.
#[derive(Debug, Default)]
pub(super) struct Locals {
    bound: Vec<(Name, Ty)>,
    /// Places in `bound`, innermost last.
    by_name: FxHashMap<Name, Vec<usize>>,
}

impl Locals {
    /// Binds a name; it shadows those bound before.
    pub(super) fn bind(&mut self, name: Name, ty: Ty) {
        self.by_name.entry(name.clone()).or_default().push(self.bound.len());
        self.bound.push((name, ty));
    }

    /// The type of a name.
    pub(super) fn get(&self, name: &Name) -> Option<&Ty> {
        let at = *self.by_name.get(name)?.last()?;
        self.bound.get(at).map(|(_, ty)| ty)
    }

    /// The end of the scope, for [`Self::leave`].
    pub(super) fn enter(&self) -> usize {
        self.bound.len()
    }

    /// Forgets what was bound since.
    pub(super) fn leave(&mut self, mark: usize) {
        for (name, _) in self.bound.drain(mark..) {
            if let Some(places) = self.by_name.get_mut(&name) {
                places.pop();
            }
        }
    }
}
