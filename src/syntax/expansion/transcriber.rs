//! A transcriber with its variables put in.

use proc_macro2::Delimiter;
use smol_str::SmolStr;

use super::matcher::{Binding, Bound, repetition};
use crate::syntax::hygiene::Mark;
use crate::syntax::tokens::{Group, Origin, Token, TokenKind, Tree};
use crate::syntax::types::Name;

/// What comes out; none when it is more than `budget` tokens.
pub(super) fn transcribe(trees: &[Tree], bound: &Bound, root: &str, mark: Mark, budget: usize) -> Option<Vec<Tree>> {
    let mut writer = Writer { root, mark, left: budget };
    let mut out = Vec::new();
    writer.all(trees, bound, &mut out)?;
    Some(out)
}

struct Writer<'a> {
    /// What `$crate` becomes.
    root: &'a str,
    mark: Mark,
    left: usize,
}

impl Writer<'_> {
    fn spend(&mut self, count: usize) -> Option<()> {
        self.left = self.left.checked_sub(count)?;
        Some(())
    }

    /// What the definition wrote, as this expansion's.
    fn own(&self, origin: Origin) -> Origin {
        Origin { mark: self.mark, ..origin }
    }

    fn all(&mut self, trees: &[Tree], bound: &Bound, out: &mut Vec<Tree>) -> Option<()> {
        let mut at = 0;
        while at < trees.len() {
            let dollar = trees[at].punct() == Some('$');
            match trees.get(at + 1) {
                Some(Tree::Group(group)) if dollar && group.delimiter == Delimiter::Parenthesis => {
                    part(out);
                    let (separator, _, next) = repetition(trees, at + 2)?;
                    self.each(&group.trees, &separator, bound, out)?;
                    at = next;
                }
                Some(Tree::Token(token)) if dollar && token.text == "crate" => {
                    part(out);
                    self.spend(1)?;
                    // From the dollar on, so that a finding at the path marks what is written.
                    let mut origin = self.own(trees[at].first());
                    origin.span.range = origin.span.range.cover(token.origin.span.range);
                    out.push(ident(SmolStr::from(self.root), origin));
                    at += 2;
                }
                Some(Tree::Token(token)) if dollar && bound.contains_key(&token.text) => {
                    part(out);
                    if let Some(Binding::Once(taken, is_expr)) = bound.get(&token.text) {
                        self.put(taken, *is_expr, out)?;
                    }
                    at += 2;
                }
                _ => {
                    let tree = self.one(&trees[at], bound)?;
                    out.push(tree);
                    at += 1;
                }
            }
        }
        Some(())
    }

    fn one(&mut self, tree: &Tree, bound: &Bound) -> Option<Tree> {
        self.spend(1)?;
        Some(match tree {
            Tree::Token(token) => Tree::Token(Token { origin: self.own(token.origin), ..token.clone() }),
            Tree::Group(group) => {
                let mut trees = Vec::new();
                self.all(&group.trees, bound, &mut trees)?;
                let (open, close) = (self.own(group.open), self.own(group.close));
                Tree::Group(Group { delimiter: group.delimiter, trees, open, close, at: group.at })
            }
        })
    }

    /// What a variable stands for. An expression stays one: `$a * 2` with `1 + 2` is `(1 + 2) * 2`.
    fn put(&mut self, taken: &[Tree], is_expr: bool, out: &mut Vec<Tree>) -> Option<()> {
        self.spend(taken.iter().map(size).sum())?;
        match (is_expr, taken) {
            (true, [first, .., last]) => out.push(Tree::Group(Group {
                delimiter: Delimiter::Parenthesis,
                trees: taken.to_vec(),
                open: first.first(),
                close: last.last(),
                at: first.at(),
            })),
            _ => {
                out.extend(taken.iter().cloned());
                part(out);
            }
        }
        Some(())
    }

    /// One repetition for each of what the variables in it stand for.
    fn each(&mut self, inner: &[Tree], separator: &[Token], bound: &Bound, out: &mut Vec<Tree>) -> Option<()> {
        let mut used = Vec::new();
        variables(inner, &mut used);
        let rounds = used.iter().filter_map(|name| match bound.get(name) {
            Some(Binding::Each(each)) => Some(each.len()),
            _ => None,
        });
        for round in 0..rounds.max().unwrap_or(0) {
            self.spend(1)?;
            let mut own = Bound::default();
            for name in &used {
                match bound.get(name) {
                    Some(Binding::Each(each)) => _ = own.insert(name.clone(), each.get(round)?.clone()),
                    Some(once) => _ = own.insert(name.clone(), once.clone()),
                    None => {}
                }
            }
            if round > 0 {
                let own = |token: &Token| Tree::Token(Token { origin: self.own(token.origin), ..token.clone() });
                out.extend(separator.iter().map(own));
                part(out);
            }
            self.all(inner, &own, out)?;
        }
        Some(())
    }
}

/// How many tokens a tree holds.
fn size(tree: &Tree) -> usize {
    match tree {
        Tree::Token(_) => 1,
        Tree::Group(group) => 2 + group.trees.iter().map(size).sum::<usize>(),
    }
}

/// The last token belongs to no operator that goes on.
fn part(out: &mut [Tree]) {
    if let Some(last) = out.last_mut() {
        last.part();
    }
}

fn ident(text: Name, origin: Origin) -> Tree {
    Tree::Token(Token { kind: TokenKind::Ident, text, origin, at: 0 })
}

fn variables(trees: &[Tree], found: &mut Vec<Name>) {
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            Tree::Group(group) => variables(&group.trees, found),
            _ if tree.punct() == Some('$') => found.extend(trees.get(at + 1).and_then(Tree::ident).cloned()),
            Tree::Token(_) => {}
        }
    }
}
