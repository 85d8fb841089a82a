//! Refuses token streams that recursive parsing could exhaust the stack on.

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

use super::SyntaxError;

/// Deepest nesting of brackets that is parsed. 2,000 nested parentheses parse on an 8 MB stack, 20,000 abort it (measured
/// with syn 3.0.10); analysis threads have [`crate::STACK_SIZE`].
const BRACKETS: usize = 1_000;

/// Most tokens between two separators. `!!!!x`, `a + a + …`, `if … else if …` and `A<A<A<…` nest without brackets: no deeper than
/// they have tokens.
const RUN: usize = 20_000;

/// Checks bracket depth and run length, iteratively.
pub(super) fn check(tokens: &TokenStream) -> Result<(), SyntaxError> {
    let mut stack: Vec<(token_stream::IntoIter, usize)> = vec![(tokens.clone().into_iter(), 0)];
    while let Some((iterator, run)) = stack.last_mut() {
        let Some(tree) = iterator.next() else {
            stack.pop();
            continue;
        };
        *run += 1;
        if *run > RUN {
            return Err(SyntaxError::TooDeep { depth: *run, limit: RUN });
        }
        match tree {
            TokenTree::Punct(punct) if matches!(punct.as_char(), ';' | ',') => *run = 0,
            TokenTree::Group(group) => {
                if group.delimiter() == Delimiter::Brace {
                    // `} else if … {` continues the expression: count it one deeper instead of starting anew.
                    *run = run.saturating_sub(*run % 64);
                }
                stack.push((group.stream().into_iter(), 0));
                if stack.len() > BRACKETS {
                    return Err(SyntaxError::TooDeep { depth: stack.len(), limit: BRACKETS });
                }
            }
            _ => {}
        }
    }
    Ok(())
}
