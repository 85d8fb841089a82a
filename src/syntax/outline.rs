//! The lexemes of a text with their brackets matched: how items are told apart without a parser.

use super::lexer::{Kind, Lexer};
use crate::position::{TextRange, to_u32};

/// Modules and blocks of items are followed so deep; what is nested deeper is left to the parser, which knows how deep it can go.
pub(super) const DEPTH: u32 = 100;

/// A lexeme that is neither space nor comment.
struct Token {
    kind: Kind,
    range: TextRange,
    /// The bracket that closes this one; itself, where it opens nothing.
    close: u32,
}

/// The tokens of a text, by number.
pub(super) struct Outline<'t> {
    pub(super) text: &'t str,
    tokens: Vec<Token>,
}

impl<'t> Outline<'t> {
    /// None where brackets do not match.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
        let mut open: Vec<usize> = Vec::new();
        for lexeme in Lexer::of_file(text) {
            if matches!(lexeme.kind, Kind::Space | Kind::LineComment | Kind::BlockComment) {
                continue;
            }
            let at = tokens.len();
            let range = TextRange::new(to_u32(lexeme.start), to_u32(lexeme.end));
            tokens.push(Token { kind: lexeme.kind, range, close: to_u32(at) });
            match text.as_bytes()[lexeme.start] {
                b'(' | b'[' | b'{' => open.push(at),
                closing @ (b')' | b']' | b'}') => {
                    let opening = open.pop()?;
                    let opened = text.as_bytes()[tokens[opening].range.start as usize];
                    if !matches!((opened, closing), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                        return None;
                    }
                    tokens[opening].close = to_u32(at);
                }
                _ => {}
            }
        }
        open.is_empty().then_some(Self { text, tokens })
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The bytes of a token.
    pub(super) fn range(&self, at: usize) -> Option<TextRange> {
        Some(self.tokens.get(at)?.range)
    }

    /// From the first byte of one token to the last of another.
    pub(super) fn bytes(&self, first: usize, last: usize) -> Option<TextRange> {
        Some(TextRange::new(self.range(first)?.start, self.range(last)?.end))
    }

    /// A token as written; empty past the end.
    pub(super) fn token(&self, at: usize) -> &'t str {
        self.range(at).and_then(|range| range.slice(self.text)).unwrap_or_default()
    }

    pub(super) fn is(&self, at: usize, what: &str) -> bool {
        self.token(at) == what
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    /// The bracket that closes one; of any other token, itself.
    pub(super) fn close(&self, at: usize) -> Option<usize> {
        Some(self.tokens.get(at)?.close as usize)
    }

    /// Past the outer attributes that begin here, or past one inner one, which is told by the flag.
    pub(super) fn attributes(&self, mut at: usize) -> Option<(usize, bool)> {
        while self.is(at, "#") {
            let inner = self.is(at + 1, "!");
            let open = at + 1 + usize::from(inner);
            if !self.is(open, "[") {
                return None;
            }
            at = self.close(open)? + 1;
            if inner {
                return Some((at, true));
            }
        }
        Some((at, false))
    }

    /// Past `pub`, and what it is restricted to.
    pub(super) fn visibility(&self, mut at: usize) -> Option<usize> {
        if self.is(at, "pub") {
            at += 1;
            if self.is(at, "(") {
                at = self.close(at)? + 1;
            }
        }
        Some(at + usize::from(self.is(at, "unsafe") && self.is(at + 1, "mod")))
    }

    /// `a::b! {` or `a! name {`: the macro's last name and the bracket that opens its arguments.
    pub(super) fn macro_call(&self, mut at: usize) -> Option<(usize, usize)> {
        if self.is(at, ":") {
            at += 2;
        }
        while self.is_word(at) && self.is(at + 1, ":") && self.is(at + 2, ":") {
            at += 3;
        }
        if !self.is_word(at) || !self.is(at + 1, "!") {
            return None;
        }
        let group = at + 2 + usize::from(self.is_word(at + 2));
        matches!(self.token(group), "(" | "[" | "{").then_some((at, group))
    }

    /// Past an item of another kind: its first `;`, or what its first braces hold.
    pub(super) fn item_end(&self, mut at: usize, end: usize) -> Option<usize> {
        while at < end {
            if self.is(at, ";") {
                return Some(at + 1);
            }
            let close = self.close(at)?;
            if self.is(at, "{") {
                return Some(close + 1);
            }
            at = close + 1;
        }
        Some(end)
    }
}
