//! What a value holds of the codebase's own types.

use super::handles::Handles;
use crate::infer::ty::Ty;
use crate::resolve::graph::AdtId;

impl Handles<'_> {
    /// Types of the codebase that a value of this type is or holds: through wrappers of any kind, not through references, guards
    /// and functions. What such a type has in its own fields is not looked at.
    #[must_use]
    pub fn owned_types(&self, ty: &Ty) -> Vec<AdtId> {
        let mut found = Vec::new();
        self.owned_types_in(ty, &mut found);
        found
    }

    fn owned_types_in(&self, ty: &Ty, found: &mut Vec<AdtId>) {
        match ty {
            Ty::Adt(adt, _) if self.lends(*adt) => {}
            Ty::Adt(adt, parts) => {
                if super::is_source(self.world.graph[*adt].place.file) {
                    found.push(*adt);
                }
                parts.iter().for_each(|part| self.owned_types_in(part, found));
            }
            Ty::Foreign(_, parts) | Ty::Tuple(parts) => parts.iter().for_each(|part| self.owned_types_in(part, found)),
            Ty::Slice(inner) | Ty::Future(inner) => self.owned_types_in(inner, found),
            _ => {}
        }
    }
}
