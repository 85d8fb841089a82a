//! Globs → the modules and enums they import.
//!
//! What a glob imports may decide what another one's path means, so they are found together, in rounds: each round reads
//! every path with what the round before knew. Asked for one by one instead, twenty `use some_crate::*;` in a module would
//! each wonder what the others bring, in every order.

use super::graph::{Def, Graph, ImportId};

/// Rounds at most: globs whose path leads through another glob's names, one behind the other. Two are usual.
const ROUNDS: u32 = 256;

impl Graph {
    /// Finds what all globs import. Names can be looked up afterwards.
    pub(super) fn link_globs(&mut self) {
        let globs: Vec<ImportId> = ImportId::all(self).filter(|import| self[*import].glob).collect();
        for _ in 0..ROUNDS {
            let found: Vec<(Vec<Def>, Vec<crate::position::FileId>)> =
                globs.iter().map(|glob| self.import_targets_missing(*glob)).collect();
            self.names = super::memo::Memo::default();
            let mut changed = false;
            for (glob, (targets, missed)) in globs.iter().zip(found) {
                if !missed.is_empty() {
                    self.glob_missed.insert(*glob, missed);
                }
                let known = self.glob_targets.entry(*glob).or_default();
                changed |= *known != targets;
                *known = targets;
            }
            if !changed {
                return;
            }
        }
    }

    pub(super) fn glob_targets(&self, glob: ImportId) -> &[Def] {
        self.glob_targets.get(&glob).map_or(&[], Vec::as_slice)
    }
}
