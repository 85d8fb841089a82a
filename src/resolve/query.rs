//! One question about a name: what it is in the middle of, and what it may still spend.
//!
//! Ordinary code asks short questions, and each is answered by itself. What is long or tangled beyond that (thousands of
//! re-exports in a row or in a circle, dozens of modules that import of each other) is kept linear: answers found on the way are
//! used again, within the question and, where nothing they stand on is open any more, by later ones.

use rustc_hash::FxHashMap;

use super::graph::{Def, ImportId, ModuleId};
use super::memo::Key;
use crate::position::FileId;

/// Steps one query may take; a name that needs more is unknown. The longest chain a real codebase was seen to have is 7.
const BUDGET: u32 = 200_000;

/// Re-exports one after another that are followed.
const CHAIN: u32 = 30_000;

/// A question this deep, or with so many steps behind it, is none of ordinary code: answers are used again.
const DEEP: u32 = 8;
const LONG: u32 = 64;

/// Where no cut is: deeper than any question.
const NOWHERE: u32 = u32::MAX;

/// A name in a module, and the module that wants to see it where that makes a difference.
pub(super) type Viewed = (Key, Option<ModuleId>);

/// What was found, and how far it can be trusted.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) defs: Vec<Def>,
    /// Something within was cut short, so that more may be meant.
    pub(super) cut: bool,
    /// The outermost open question that something within stands on; [`NOWHERE`]: it stands by itself.
    stands_on: u32,
}

/// One query.
pub(super) struct Query {
    open: FxHashMap<(Key, Option<ImportId>), u32>,
    /// The import that is being followed.
    pub(super) asking: Option<ImportId>,
    /// An answer within was cut short by a cycle, the budget or the chain limit.
    pub(super) cut: bool,
    /// An answer within left out the import that asks.
    pub(super) left_out: bool,
    /// An answer within depends on who wants to see it.
    pub(super) restricted: bool,
    stands_on: u32,
    budget: u32,
    depth: u32,
    /// What was found on the way, where it is long.
    closed: FxHashMap<Viewed, Answer>,
    /// Files that were not parsed and could have answered.
    pub(super) missed: Vec<FileId>,
}

/// What an inner question must not forget of the outer one.
pub(super) struct Outer {
    cut: bool,
    left_out: bool,
    restricted: bool,
    stands_on: u32,
    missed: usize,
}

impl Query {
    pub(super) fn new() -> Self {
        Self {
            open: FxHashMap::default(),
            asking: None,
            cut: false,
            left_out: false,
            restricted: false,
            stands_on: NOWHERE,
            budget: BUDGET,
            depth: 0,
            closed: FxHashMap::default(),
            missed: Vec::new(),
        }
    }

    /// Whether nothing is open.
    pub(super) fn is_outermost(&self) -> bool {
        self.depth == 0
    }

    /// Whether it has left what ordinary code asks.
    pub(super) fn is_far(&self) -> bool {
        self.depth >= DEEP || self.budget < BUDGET - LONG
    }

    pub(super) fn spend(&mut self) {
        self.budget = self.budget.saturating_sub(1);
    }

    /// Begins a question; none where it is in the middle of that already, or can afford no more.
    pub(super) fn begin(&mut self, key: &(Key, Option<ImportId>)) -> Option<Outer> {
        let on = if self.budget == 0 || self.depth > CHAIN { Some(0) } else { self.open.get(key).copied() };
        if let Some(on) = on {
            self.cut = true;
            self.stands_on = self.stands_on.min(on);
            return None;
        }
        self.depth += 1;
        self.open.insert(key.clone(), self.depth);
        self.spend();
        Some(Outer {
            cut: std::mem::replace(&mut self.cut, false),
            left_out: std::mem::replace(&mut self.left_out, false),
            restricted: std::mem::replace(&mut self.restricted, false),
            stands_on: std::mem::replace(&mut self.stands_on, NOWHERE),
            missed: self.missed.len(),
        })
    }

    /// Ends it. A circle that only leads back to this very question is closed: the answer stands by itself.
    pub(super) fn end(&mut self, key: &(Key, Option<ImportId>), outer: &Outer, defs: &[Def]) -> Ended {
        self.open.remove(key);
        if self.stands_on >= self.depth {
            self.stands_on = NOWHERE;
        }
        let answer = Answer { defs: defs.to_vec(), cut: self.cut, stands_on: self.stands_on };
        let (for_all, restricted) = (!self.left_out, self.restricted);
        let ended = Ended { answer, for_all, restricted, outermost: self.depth == 1 };
        self.depth -= 1;
        self.cut |= outer.cut;
        self.left_out |= outer.left_out;
        self.restricted = outer.restricted;
        self.stands_on = self.stands_on.min(outer.stands_on);
        ended
    }

    /// The files missed since a question began.
    pub(super) fn missed_since(&self, outer: &Outer) -> &[FileId] {
        &self.missed[outer.missed..]
    }

    /// An answer found on the way. What stands on a question that is open rests with the outermost one.
    pub(super) fn closed(&mut self, viewed: &Viewed) -> Option<Vec<Def>> {
        let answer = self.closed.get(viewed)?.clone();
        Some(self.take(answer))
    }

    pub(super) fn close(&mut self, viewed: Viewed, answer: Answer) {
        self.closed.insert(viewed, answer);
    }

    /// Uses an answer that was found before.
    pub(super) fn take(&mut self, answer: Answer) -> Vec<Def> {
        self.cut |= answer.cut;
        self.stands_on =
            self.stands_on.min(if answer.stands_on == NOWHERE { NOWHERE } else { answer.stands_on.min(1) });
        answer.defs
    }
}

/// An answered question.
pub(super) struct Ended {
    pub(super) answer: Answer,
    /// Whoever asks gets it: it does not depend on the import that asked.
    pub(super) for_all: bool,
    /// It depends on who wants to see it.
    pub(super) restricted: bool,
    pub(super) outermost: bool,
}

impl Answer {
    /// Whether it stands by itself, so that later queries may use it.
    pub(super) fn stands(&self) -> bool {
        self.stands_on == NOWHERE
    }
}
