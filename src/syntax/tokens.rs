//! Tokens as plain data: what a macro is given and what it gives, each token with where it was written.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use smol_str::SmolStr;

use super::excerpt::Excerpt;
use super::hygiene::Mark;
use super::lower::Spans;
use super::types::Name;
use crate::position::{Span, TextRange, to_u32};

/// Where a token was written, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The place in the source.
    pub span: Span,
    /// The expansion whose macro's definition wrote it; 0 for none.
    pub mark: Mark,
}

/// A token or a group of them.
#[derive(Debug, Clone)]
pub enum Tree {
    /// One token; operators are a token for each character.
    Token(Token),
    /// Tokens in brackets.
    Group(Group),
}

/// A token.
#[derive(Debug, Clone)]
pub struct Token {
    pub(super) kind: TokenKind,
    pub(super) text: Name,
    pub(super) origin: Origin,
    /// Where it stands in the text it was lexed from.
    pub(super) at: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Ident,
    Literal,
    /// A character of an operator; joint when the next one belongs to it.
    Punct {
        joint: bool,
    },
}

/// Tokens in brackets.
#[derive(Debug, Clone)]
pub struct Group {
    pub(super) delimiter: Delimiter,
    pub(super) trees: Vec<Tree>,
    pub(super) open: Origin,
    pub(super) close: Origin,
    /// Where it begins in the text it was lexed from.
    pub(super) at: u32,
}

impl Tree {
    pub(super) fn at(&self) -> u32 {
        match self {
            Self::Token(token) => token.at,
            Self::Group(group) => group.at,
        }
    }

    pub(super) fn first(&self) -> Origin {
        match self {
            Self::Token(token) => token.origin,
            Self::Group(group) => group.open,
        }
    }

    pub(super) fn last(&self) -> Origin {
        match self {
            Self::Token(token) => token.origin,
            Self::Group(group) => group.close,
        }
    }

    pub(super) fn punct(&self) -> Option<char> {
        match self {
            Self::Token(Token { kind: TokenKind::Punct { .. }, text, .. }) => text.chars().next(),
            _ => None,
        }
    }

    pub(super) fn ident(&self) -> Option<&Name> {
        match self {
            Self::Token(Token { kind: TokenKind::Ident, text, .. }) => Some(text),
            _ => None,
        }
    }

    /// Whether this and the next character are one operator.
    pub(super) fn is_joint(&self) -> bool {
        matches!(self, Self::Token(Token { kind: TokenKind::Punct { joint: true }, .. }))
    }

    pub(super) fn part(&mut self) {
        if let Self::Token(Token { kind: TokenKind::Punct { joint }, .. }) = self {
            *joint = false;
        }
    }
}

/// A text to be lexed, with where each part of it was written.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// The text.
    pub text: &'a str,
    /// Where a range of it was written.
    pub origin: &'a dyn Fn(TextRange) -> Origin,
}

impl std::fmt::Debug for Written<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Written").field(&self.text).finish()
    }
}

impl Written<'_> {
    /// The tokens as the parser takes them; none for text that is no tokens.
    pub(super) fn stream(self) -> Option<TokenStream> {
        let stream: TokenStream = self.text.parse().ok()?;
        super::depth::check_text(self.text, &stream, super::depth::IN_FILE).ok()?;
        Some(stream)
    }

    pub(super) fn trees(self, stream: &TokenStream) -> Vec<Tree> {
        self.trees_at(stream.clone(), &Spans::of(&Excerpt::whole(self.text, 0)))
    }

    fn trees_at(self, stream: TokenStream, spans: &Spans) -> Vec<Tree> {
        stream.into_iter().map(|tree| self.tree(tree, spans)).collect()
    }

    /// The tokens as facts; none for text that is no tokens.
    #[must_use]
    pub fn lex(self) -> Option<Vec<Tree>> {
        let trees = self.stream().map(|stream| self.trees(&stream));
        proc_macro2::extra::invalidate_current_thread_spans();
        trees
    }

    /// The text with its documentation comments as the attributes that they are, whose tokens all have the comment's place:
    /// none when there is no such comment.
    pub(super) fn doc_comments_spelled_out(self) -> Option<Rendered> {
        let comments = ["///", "//!", "/**", "/*!"];
        if !comments.iter().any(|comment| self.text.contains(comment)) {
            return None;
        }
        self.lex().map(|trees| Rendered::of(&trees))
    }

    fn tree(self, tree: TokenTree, spans: &Spans) -> Tree {
        let (kind, text) = match &tree {
            TokenTree::Group(group) => {
                let open = spans.range(group.span_open());
                return Tree::Group(Group {
                    delimiter: group.delimiter(),
                    trees: self.trees_at(group.stream(), spans),
                    open: (self.origin)(open),
                    close: (self.origin)(spans.range(group.span_close())),
                    at: open.start,
                });
            }
            TokenTree::Ident(ident) => (TokenKind::Ident, ident.to_string()),
            TokenTree::Literal(literal) => (TokenKind::Literal, literal.to_string()),
            TokenTree::Punct(punct) => {
                (TokenKind::Punct { joint: punct.spacing() == Spacing::Joint }, punct.as_char().to_string())
            }
        };
        let range = spans.range(tree.span());
        Tree::Token(Token { kind, text: SmolStr::from(text), origin: (self.origin)(range), at: range.start })
    }
}

/// Tokens written out as a text, with where each of them was written.
#[derive(Debug, Clone, Default)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Range in the text and origin of each token, in order.
    pub tokens: Vec<(TextRange, Origin)>,
}

impl Rendered {
    /// Writes tokens out.
    #[must_use]
    pub fn of(trees: &[Tree]) -> Self {
        let mut rendered = Self::default();
        rendered.all(trees);
        rendered
    }

    fn all(&mut self, trees: &[Tree]) {
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                Tree::Token(token) => {
                    self.push(&token.text, token.origin);
                    let joint =
                        tree.is_joint() && trees.get(at + 1).is_some_and(|next| !matches!(next, Tree::Group(_)));
                    if !joint {
                        self.text.push(' ');
                    }
                }
                Tree::Group(group) => {
                    let (open, close) = match group.delimiter {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    self.push(open, group.open);
                    self.all(&group.trees);
                    self.push(close, group.close);
                    self.text.push(' ');
                }
            }
        }
    }

    fn push(&mut self, text: &str, origin: Origin) {
        let start = to_u32(self.text.len());
        self.text.push_str(text);
        self.tokens.push((TextRange::new(start, to_u32(self.text.len())), origin));
    }

    /// A part of the text.
    #[must_use]
    pub fn part(&self, range: TextRange) -> Option<Self> {
        let text = range.slice(&self.text)?.to_owned();
        let inside = self.tokens.iter().filter(|(token, _)| range.contains(*token));
        let shifted = |token: TextRange| TextRange::new(token.start - range.start, token.end - range.start);
        Some(Self { text, tokens: inside.map(|(token, origin)| (shifted(*token), *origin)).collect() })
    }

    /// Where a range of the text was written: from its first token to its last where one hand wrote them side by side.
    #[must_use]
    pub fn origin(&self, range: TextRange) -> Option<Origin> {
        let first = self.tokens.partition_point(|(token, _)| token.end <= range.start);
        let (first_range, origin) = self.tokens.get(first)?;
        let last = self.tokens.partition_point(|(token, _)| token.start < range.end.max(range.start + 1));
        let (last_range, end) = self.tokens.get(last.saturating_sub(1))?;
        let mut span = part(*first_range, origin.span, range);
        let closing = part(*last_range, end.span, range);
        if end.mark == origin.mark && closing.file == span.file && closing.range.start >= span.range.start {
            span.range = span.range.cover(closing.range);
        }
        Some(Origin { span, mark: origin.mark })
    }
}

/// The part of a token that a range covers, as it was written; the whole token where it was written otherwise.
fn part(token: TextRange, written: Span, range: TextRange) -> Span {
    if written.range.end - written.range.start != token.end - token.start {
        return written;
    }
    let start = written.range.start + range.start.clamp(token.start, token.end) - token.start;
    let end = written.range.start + range.end.clamp(token.start, token.end) - token.start;
    Span::new(written.file, TextRange::new(start, end.max(start)))
}
