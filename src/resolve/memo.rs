//! Answers found so far.

use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::graph::{Def, ModuleId, Namespace};
use crate::position::FileId;
use crate::syntax::types::Name;

/// What was asked: the meaning of a name in a module.
pub(super) type Key = (ModuleId, Name, Namespace);

/// Answers found so far.
#[derive(Debug, Default)]
pub(super) struct Memo(RwLock<FxHashMap<Key, Known>>);

#[derive(Debug, Clone)]
struct Known {
    defs: Vec<Def>,
    /// Nothing was cut short on the way, so that it is the answer to inner questions too.
    whole: bool,
    /// Files that were not parsed and could have answered.
    missed: Vec<FileId>,
}

impl Memo {
    pub(super) fn get(&self, key: &Key, outermost: bool, missed: &mut Vec<FileId>) -> Option<Vec<Def>> {
        let memo = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = memo.get(key).filter(|known| known.whole || outermost)?;
        missed.extend(&known.missed);
        Some(known.defs.clone())
    }

    pub(super) fn put(&self, key: Key, defs: &[Def], whole: bool, missed: &[FileId]) {
        let known = Known { defs: defs.to_vec(), whole, missed: missed.to_vec() };
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, known);
    }
}
