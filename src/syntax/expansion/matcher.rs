//! A call's tokens against a matcher.

use proc_macro2::{Delimiter, TokenStream};
use rustc_hash::FxHashMap;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};

use super::fragments::Fragment;
use crate::syntax::tokens::{Token, Tree};
use crate::syntax::types::Name;

/// A part of a matcher.
#[derive(Debug)]
pub(super) enum Matcher {
    /// This very token.
    Exact(Token),
    /// Tokens in such brackets.
    Group(Delimiter, Vec<Matcher>),
    /// `$name:fragment`.
    Variable(Name, Fragment),
    /// `$( inner ) separator operator`.
    Repeat { inner: Vec<Matcher>, separator: Vec<Token>, operator: char },
}

/// What variables stand for.
pub(super) type Bound = FxHashMap<Name, Binding>;

/// What one variable stands for.
#[derive(Debug, Clone)]
pub(super) enum Binding {
    /// Tokens; whether they are an expression, which stays one wherever it is put.
    Once(Vec<Tree>, bool),
    /// One for each repetition.
    Each(Vec<Binding>),
}

impl Matcher {
    /// Reads a matcher; none for what is none.
    pub(super) fn all(trees: &[Tree]) -> Option<Vec<Self>> {
        let mut all = Vec::new();
        let mut at = 0;
        while at < trees.len() {
            let (matcher, next) = Self::one(trees, at)?;
            all.push(matcher);
            at = next;
        }
        Some(all)
    }

    fn one(trees: &[Tree], at: usize) -> Option<(Self, usize)> {
        match (&trees[at], trees.get(at + 1)) {
            (dollar, Some(Tree::Group(group)))
                if dollar.punct() == Some('$') && group.delimiter == Delimiter::Parenthesis =>
            {
                let (separator, operator, next) = repetition(trees, at + 2)?;
                let inner = Self::all(&group.trees)?;
                Some((Self::Repeat { inner, separator, operator }, next))
            }
            (dollar, Some(name)) if dollar.punct() == Some('$') && name.ident().is_some() => {
                let colon = trees.get(at + 2).and_then(Tree::punct) == Some(':');
                let kind = trees.get(at + 3).filter(|_| colon)?.ident()?;
                Some((Self::Variable(name.ident()?.clone(), Fragment::named(kind)?), at + 4))
            }
            (Tree::Group(group), _) => Some((Self::Group(group.delimiter, Self::all(&group.trees)?), at + 1)),
            (Tree::Token(token), _) => Some((Self::Exact(token.clone()), at + 1)),
        }
    }

    fn names(&self, names: &mut Vec<Name>) {
        match self {
            Self::Exact(_) => {}
            Self::Variable(name, _) => names.push(name.clone()),
            Self::Group(_, inner) | Self::Repeat { inner, .. } => inner.iter().for_each(|inner| inner.names(names)),
        }
    }
}

/// Separator and operator of a repetition, and what follows: `*`, `+`, `?`, or one token and then the operator.
pub(super) fn repetition(trees: &[Tree], at: usize) -> Option<(Vec<Token>, char, usize)> {
    let operator = |at: usize| trees.get(at).and_then(Tree::punct).filter(|operator| "*+?".contains(*operator));
    if let Some(operator) = operator(at) {
        return Some((Vec::new(), operator, at + 1));
    }
    let end = at + token_len(trees, at);
    let separator = trees.get(at..end)?.iter().filter_map(|tree| match tree {
        Tree::Token(token) => Some(token.clone()),
        Tree::Group(_) => None,
    });
    Some((separator.collect(), operator(end)?, end + 1))
}

/// Operators of more than one character (Rust reference, "Punctuation"), longest first.
const OPERATORS: [&str; 25] = [
    "<<=", ">>=", "...", "..=", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=", "/=", "%=",
    "^=", "&=", "|=", "<<", ">>", "..", "<-",
];

/// How many trees one token of rustc's takes: an operator is a token, and so is a lifetime.
fn token_len(trees: &[Tree], at: usize) -> usize {
    let Some(first) = trees.get(at).and_then(Tree::punct) else { return 1 };
    if first == '\'' {
        return 2;
    }
    let mut text = String::from(first);
    let mut end = at;
    while text.len() < 3 && trees[end].is_joint() {
        end += 1;
        match trees.get(end).and_then(Tree::punct) {
            Some(next) => text.push(next),
            None => break,
        }
    }
    OPERATORS.iter().find(|operator| text.starts_with(**operator)).map_or(1, |operator| operator.len())
}

/// What the variables of a matcher stand for in a call; none where it does not fit. `stream` is what `trees` was made of.
pub(super) fn fit(matcher: &[Matcher], trees: &[Tree], stream: &TokenStream) -> Option<Bound> {
    // Most arms that do not fit do not begin as the call does.
    if let (Some(Matcher::Exact(token)), first) = (matcher.first(), trees.first())
        && !first.is_some_and(|first| is(first, token))
    {
        return None;
    }
    let parser = |input: ParseStream<'_>| {
        let mut bound = Bound::default();
        run(matcher, trees, input, &mut bound)?;
        if input.is_empty() { Ok(bound) } else { Err(input.error("more than the arm takes")) }
    };
    parser.parse2(stream.clone()).ok()
}

/// Where the input stands among the trees of its level.
fn index(trees: &[Tree], input: ParseStream<'_>) -> usize {
    if input.is_empty() {
        return trees.len();
    }
    let at = crate::position::to_u32(input.cursor().span().byte_range().start);
    trees.partition_point(|tree| tree.at() < at)
}

fn run(matchers: &[Matcher], trees: &[Tree], input: ParseStream<'_>, bound: &mut Bound) -> syn::Result<()> {
    for matcher in matchers {
        match matcher {
            Matcher::Exact(token) => exact(token, trees, input)?,
            Matcher::Group(delimiter, inner) => {
                let Some(Tree::Group(group)) = trees.get(index(trees, input)) else {
                    return Err(input.error("no brackets"));
                };
                let content;
                match delimiter {
                    Delimiter::Parenthesis => _ = syn::parenthesized!(content in input),
                    Delimiter::Brace => _ = syn::braced!(content in input),
                    Delimiter::Bracket => _ = syn::bracketed!(content in input),
                    Delimiter::None => return Err(input.error("no brackets")),
                }
                run(inner, &group.trees, &content, bound)?;
                if !content.is_empty() {
                    return Err(content.error("more than the arm takes"));
                }
            }
            Matcher::Variable(name, fragment) => {
                let start = index(trees, input);
                match fragment {
                    Fragment::Tt => skip(input, token_len(trees, start))?,
                    fragment => fragment.skip(input)?,
                }
                let taken = trees.get(start..index(trees, input)).unwrap_or_default().to_vec();
                bound.insert(name.clone(), Binding::Once(taken, *fragment == Fragment::Expr));
            }
            Matcher::Repeat { inner, separator, operator } => {
                repeat(inner, separator, *operator, trees, input, bound)?;
            }
        }
    }
    Ok(())
}

fn exact(token: &Token, trees: &[Tree], input: ParseStream<'_>) -> syn::Result<()> {
    match trees.get(index(trees, input)) {
        Some(found) if is(found, token) => skip(input, 1),
        _ => Err(input.error("another token")),
    }
}

fn is(found: &Tree, token: &Token) -> bool {
    matches!(found, Tree::Token(found) if found.text == token.text)
}

fn skip(input: ParseStream<'_>, count: usize) -> syn::Result<()> {
    for _ in 0..count {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

/// As many repetitions as there are; a separator belongs to the repetition behind it.
fn repeat(
    inner: &[Matcher],
    separator: &[Token],
    operator: char,
    trees: &[Tree],
    input: ParseStream<'_>,
    bound: &mut Bound,
) -> syn::Result<()> {
    let mut names = Vec::new();
    inner.iter().for_each(|inner| inner.names(&mut names));
    let mut rounds: Vec<Bound> = Vec::new();
    let most = if operator == '?' { 1 } else { usize::MAX };
    while !input.is_empty() && rounds.len() < most {
        let fork = input.fork();
        let mut round = Bound::default();
        let separated = rounds.is_empty() || separator.iter().all(|token| exact(token, trees, &fork).is_ok());
        if !separated || run(inner, trees, &fork, &mut round).is_err() || index(trees, &fork) == index(trees, input) {
            break;
        }
        input.advance_to(&fork);
        rounds.push(round);
    }
    if operator == '+' && rounds.is_empty() {
        return Err(input.error("at least one"));
    }
    for name in names {
        let each = rounds.iter_mut().filter_map(|round| round.remove(&name)).collect();
        bound.insert(name, Binding::Each(each));
    }
    Ok(())
}
