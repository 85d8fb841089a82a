//! What one question about types may cost.
//!
//! Lowering a type asks for aliases, aliases for associated types, those for `impl`s and their bounds, and bounds for types to be
//! lowered: user code can make that a circle, or a tree that doubles with every step. Every question therefore runs on
//! fuel, and what it cannot answer with that is unknown. The fuel belongs to the thread, because the ways between those
//! questions are many; it is full again when the outermost question is answered, so an answer depends on nothing
//! asked before.

use std::cell::Cell;

/// How deep questions may be asked within each other.
const DEPTH: u32 = 48;
/// How many questions the outermost one may ask.
const STEPS: u32 = 4_096;

thread_local! {
    static USED: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

/// A question being answered.
#[derive(Debug)]
pub(super) struct Question(());

/// Whether no question is being answered.
pub(super) fn is_full() -> bool {
    USED.get() == (0, 0)
}

/// Begins a question; none when the fuel does not reach for it.
pub(super) fn ask() -> Option<Question> {
    USED.with(|used| {
        let (depth, steps) = used.get();
        if depth >= DEPTH || steps >= STEPS {
            return None;
        }
        used.set((depth + 1, steps + 1));
        Some(Question(()))
    })
}

impl Drop for Question {
    fn drop(&mut self) {
        USED.with(|used| {
            let (depth, steps) = used.get();
            used.set(if depth <= 1 { (0, 0) } else { (depth - 1, steps) });
        });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn depth_and_steps_end_and_the_next_question_starts_anew() {
        let nested: Vec<_> = (0..DEPTH).map(|_| ask().unwrap()).collect();
        assert!(ask().is_none());
        drop(nested);
        let outermost = ask().unwrap();
        assert_eq!((0..2 * STEPS).filter(|_| ask().is_some()).count(), STEPS as usize - 1);
        drop(outermost);
        assert!(ask().is_some());
    }
}
