//! Refuses token streams that recursive parsing could exhaust the stack on.

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};

use super::SyntaxError;

/// Deepest nesting of brackets that is parsed. 2,000 nested parentheses parse on an 8 MB stack, 20,000 abort it (measured
/// with syn 3.0.10); analysis threads have [`crate::STACK_SIZE`].
const BRACKETS: usize = 1_000;

/// Deepest nesting of any kind. `!!!!x`, `a + a + …`, `if … else if …` and `A<A<A<…` nest without brackets: no deeper than
/// they have tokens, those in front of the brackets around included.
pub(super) const IN_FILE: usize = 20_000;

/// The same for code in a string, which is read while the code around it is.
pub(super) const IN_STRING: usize = 500;

/// Checks how deep the tree of a text could get, given its tokens.
pub(super) fn check_text(text: &str, tokens: &TokenStream, limit: usize) -> Result<(), SyntaxError> {
    if is_small(text, limit) { Ok(()) } else { check(tokens, limit) }
}

/// Whether a text has too few brackets and tokens to nest too deeply. To go through tokens copies them: a third of what lexing costs.
fn is_small(text: &str, limit: usize) -> bool {
    // Three plain loops: the compiler makes vector instructions of them.
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = text.as_bytes();
    let brackets = bytes.iter().filter(|byte| matches!(byte, b'(' | b'[' | b'{')).count();
    let marks = bytes.iter().filter(|byte| !byte.is_ascii_whitespace() && !is_word(**byte)).count();
    let words = 1 + bytes.windows(2).filter(|pair| is_word(pair[1]) && !is_word(pair[0])).count();
    let tokens = marks + words;
    // A documentation comment of three marks is an attribute of six tokens, in a bracket of its own.
    brackets + 1 < BRACKETS && 2 * tokens < limit
}

/// Checks how deep a tree could get, iteratively.
pub(super) fn check(tokens: &TokenStream, limit: usize) -> Result<(), SyntaxError> {
    let mut stack = vec![(tokens.clone().into_iter(), Frame::default())];
    while let Some((iterator, frame)) = stack.last_mut() {
        let Some(tree) = iterator.next() else {
            stack.pop();
            continue;
        };
        frame.see(&tree);
        if frame.levels() > limit {
            return Err(SyntaxError::TooDeep { depth: frame.levels(), limit });
        }
        if let TokenTree::Group(group) = &tree {
            let inner = Frame { outside: frame.levels(), ..Frame::default() };
            stack.push((group.stream().into_iter(), inner));
            if stack.len() > BRACKETS {
                return Err(SyntaxError::TooDeep { depth: stack.len(), limit: BRACKETS });
            }
        }
    }
    Ok(())
}

/// The tokens between two brackets, as far as they have been seen.
#[derive(Default)]
struct Frame {
    /// Levels around the brackets.
    outside: usize,
    /// Tokens since something began that may go on.
    run: usize,
    /// What a comma does not end: `A<…` and the parameters of closures, each with the run at its start.
    open: Vec<(Opener, usize)>,
    before: Before,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opener {
    Angle,
    Pipe,
}

/// What stands in front of a token.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    /// Nothing, a separator, an operator, a keyword: an operand or a type follows.
    #[default]
    Operator,
    /// A name, parentheses or square brackets: an operator may follow.
    Operand,
    /// A literal, which is an operand and never a type.
    Literal,
    /// A block, which may end a statement.
    Block,
    /// `<` or several, and how many of them were taken for the start of generic arguments.
    Less(usize),
    /// `=` or `-` that the next mark is joined to.
    Joint(char),
    /// `#` or `#!`.
    Hash,
}

/// After these an expression begins.
const KEYWORDS: [&str; 14] = [
    "as", "async", "become", "break", "const", "else", "if", "in", "match", "move", "return", "static", "while",
    "yield",
];

impl Frame {
    fn levels(&self) -> usize {
        self.outside + self.run
    }

    /// A new statement, item or arm.
    fn restart(&mut self) {
        self.run = 0;
        self.open.clear();
    }

    fn see(&mut self, tree: &TokenTree) {
        if self.before == Before::Block && begins(tree) {
            self.restart();
        }
        self.run += 1;
        self.before = match tree {
            TokenTree::Ident(ident) if KEYWORDS.iter().any(|keyword| ident == keyword) => Before::Operator,
            TokenTree::Ident(_) => Before::Operand,
            TokenTree::Literal(_) => {
                if let Before::Less(2) = self.before {
                    // A shift: no type is a literal.
                    self.forget(2);
                }
                Before::Literal
            }
            TokenTree::Group(group) => self.group(group.delimiter()),
            TokenTree::Punct(punct) => self.mark(punct),
        };
    }

    fn group(&mut self, delimiter: Delimiter) -> Before {
        match (delimiter, self.before) {
            // Attributes, doc comments among them, stand one after the other.
            (Delimiter::Bracket, Before::Hash) => {
                self.run = self.run.saturating_sub(2);
                Before::Operator
            }
            (Delimiter::Brace, _) => Before::Block,
            _ => Before::Operand,
        }
    }

    fn mark(&mut self, punct: &Punct) -> Before {
        match (punct.as_char(), self.before) {
            (';', _) | ('>', Before::Joint('=')) => self.restart(),
            ('>', Before::Joint('-')) => {}
            (',', _) => self.run = self.open.last().map_or(0, |(_, run)| *run),
            ('<', before) => return self.less(before),
            ('=', Before::Less(opened)) => self.forget(opened),
            ('>', _) => self.close(Opener::Angle),
            ('|', _) if matches!(self.open.last(), Some((Opener::Pipe, _))) => self.close(Opener::Pipe),
            ('|', Before::Operator | Before::Joint(_)) => self.open.push((Opener::Pipe, self.run)),
            ('#', _) => return Before::Hash,
            ('!', Before::Hash) => {
                self.run = self.run.saturating_sub(1);
                return Before::Hash;
            }
            ('?', _) => return Before::Operand,
            _ => {}
        }
        match punct.spacing() {
            Spacing::Joint => Before::Joint(punct.as_char()),
            Spacing::Alone => Before::Operator,
        }
    }

    /// `<` begins generic arguments, unless it compares or shifts a literal.
    fn less(&mut self, before: Before) -> Before {
        let opened = match before {
            Before::Literal | Before::Less(0) => return Before::Less(0),
            Before::Less(opened) => opened + 1,
            _ => 1,
        };
        self.open.push((Opener::Angle, self.run));
        Before::Less(opened)
    }

    /// The last ones opened were operators.
    fn forget(&mut self, opened: usize) {
        self.open.truncate(self.open.len().saturating_sub(opened));
    }

    /// What stood between was one level; what follows goes on from it.
    fn close(&mut self, opener: Opener) {
        if let Some((_, run)) = self.open.pop_if(|(open, _)| *open == opener) {
            self.run = run + 1;
        }
    }
}

/// Whether a token after a block begins something new. A mark may be an operator, and `else` and `as` go on.
fn begins(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Ident(ident) => ident != "else" && ident != "as",
        TokenTree::Punct(punct) => matches!(punct.as_char(), '#' | '\''),
        TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
    }
}
