//! How often one file may be part of a crate.

use rustc_hash::FxHashSet;

use super::collect::Collector;
use super::graph::{CrateId, Refused};
use crate::position::{FileId, Span};

/// What files may come to, in bytes, that are part of their crate again: by `#[path]` or `include!` in a second place. Real crates
/// include a table or a helper a few times; forty files that each include the next one twice are a million million.
const AGAIN: usize = 64 << 20;

/// What each further time costs besides, in bytes: files can be short, and modules are not free.
const EACH: usize = 4 << 10;

/// Files that are part of a crate already.
#[derive(Default)]
pub(super) struct Mounts {
    known: FxHashSet<(CrateId, FileId)>,
    spent: usize,
}

impl Collector<'_> {
    /// Whether a file may become part of a crate, for the first time or again; if not, that is noted, with where it was asked
    /// for.
    pub(super) fn mount(&mut self, krate: CrateId, file: FileId, asked: Span) -> bool {
        if self.mounts.known.insert((krate, file)) {
            return true;
        }
        let cost = EACH + (self.expander.texts)(file).len();
        if self.mounts.spent + cost > AGAIN {
            let asked = self.graph.origin(asked).span;
            self.graph.refused.insert(Refused { asked, file, krate });
            return false;
        }
        self.mounts.spent += cost;
        true
    }
}
