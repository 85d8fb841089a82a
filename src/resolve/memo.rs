//! Answers found so far.

use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::graph::{Def, ModuleId, Namespace};
use super::query::{Answer, Viewed};
use crate::position::FileId;
use crate::syntax::types::Name;

/// What was asked: the meaning of a name in a module.
pub(super) type Key = (ModuleId, Name, Namespace);

/// Answers found so far.
#[derive(Debug, Default)]
pub(super) struct Memo {
    near: RwLock<FxHashMap<Key, Known>>,
    /// Answers to questions of queries that are far: by who wants to see the name, too.
    far: RwLock<FxHashMap<Viewed, Far>>,
}

/// An answer that stands by itself, and files that were not parsed and could have answered.
type Far = (Answer, Vec<FileId>);

/// An answer for which more files are missing is found again each time: kept, they would be kept for each step of a chain.
const MOST_MISSED: usize = 16;

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
        let memo = self.near.read().unwrap_or_else(PoisonError::into_inner);
        let known = memo.get(key).filter(|known| known.whole || outermost)?;
        missed.extend(&known.missed);
        Some(known.defs.clone())
    }

    pub(super) fn put(&self, key: Key, defs: &[Def], whole: bool, missed: &[FileId]) {
        let known = Known { defs: defs.to_vec(), whole, missed: missed.to_vec() };
        self.near.write().unwrap_or_else(PoisonError::into_inner).insert(key, known);
    }

    /// Nothing is there where all code is ordinary.
    pub(super) fn far(&self, viewed: &Viewed, missed: &mut Vec<FileId>) -> Option<Answer> {
        let memo = self.far.read().unwrap_or_else(PoisonError::into_inner);
        let (answer, missing) = memo.get(viewed)?;
        missed.extend(missing);
        Some(answer.clone())
    }

    pub(super) fn put_far(&self, viewed: Viewed, answer: Answer, missed: &[FileId]) {
        if missed.len() <= MOST_MISSED {
            let far = (answer, missed.to_vec());
            self.far.write().unwrap_or_else(PoisonError::into_inner).insert(viewed, far);
        }
    }
}
