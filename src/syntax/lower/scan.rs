//! Tokens that no grammar fits: what of them reads as paths and calls.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::exprs::BodyBuilder;
use super::macro_rules::dollar_crate;
use super::macros::DEPTH;
use super::name;
use crate::position::TextRange;
use crate::syntax::body::{Expr, ExprId};
use crate::syntax::types::{GenericArgs, Path, Segment};

impl BodyBuilder<'_> {
    /// Reads what tokens hold when no grammar fits: every path, call and method call, in order.
    pub(super) fn scan(&mut self, tokens: TokenStream) -> ExprId {
        let mut found = Vec::new();
        if self.lower.macro_depth < DEPTH {
            self.lower.macro_depth += 1;
            let trees: Vec<TokenTree> = tokens.into_iter().collect();
            let mut at = 0;
            while at < trees.len() {
                at = self.scan_one(&trees, at, &mut found);
            }
            self.lower.macro_depth -= 1;
        }
        self.alloc(Expr::Tuple(found), TextRange::default())
    }

    fn scan_one(&mut self, trees: &[TokenTree], at: usize, found: &mut Vec<ExprId>) -> usize {
        match &trees[at] {
            TokenTree::Group(group) => {
                found.extend(self.arguments(&group.stream()));
                at + 1
            }
            TokenTree::Ident(_) => {
                let (path, mut next) = self.scan_path(trees, at);
                let range = path.range;
                let mut expr = self.alloc(Expr::Path(path), range);
                if let Some(TokenTree::Group(group)) = trees.get(next)
                    && group.delimiter() == Delimiter::Parenthesis
                {
                    expr = self.scan_call(expr, group);
                    next += 1;
                }
                let (expr, next) = self.scan_postfix(trees, next, expr);
                found.push(expr);
                next
            }
            TokenTree::Punct(punct) if punct.as_char() == '.' => {
                let missing = self.missing();
                let (expr, next) = self.scan_postfix(trees, at, missing);
                if next > at {
                    found.push(expr);
                }
                next.max(at + 1)
            }
            _ => at + 1,
        }
    }

    fn scan_call(&mut self, callee: ExprId, group: &Group) -> ExprId {
        let args = self.arguments(&group.stream());
        let range = self.at(callee).cover(self.lower.range(group.span_close()));
        self.alloc(Expr::Call { callee, args }, range)
    }

    /// `a::b::<T>::c` from an identifier on; turbofish arguments are skipped.
    fn scan_path(&self, trees: &[TokenTree], start: usize) -> (Path, usize) {
        let mut segments: Vec<Segment> = Vec::new();
        let mut at = start;
        while let Some(TokenTree::Ident(ident)) = trees.get(at) {
            let range = self.lower.range(ident.span());
            let ident = name(ident);
            segments.push(Segment { name: dollar_crate(ident), args: None, range });
            at += 1;
            if !is_colons(trees, at) {
                break;
            }
            match trees.get(at + 2) {
                Some(TokenTree::Ident(_)) => at += 2,
                Some(TokenTree::Punct(open)) if open.as_char() == '<' => {
                    at = skip_angles(trees, at + 2);
                    if !is_colons(trees, at) {
                        break;
                    }
                    at += 2;
                }
                _ => break,
            }
        }
        let range = match segments.as_slice() {
            [first, .., last] => first.range.cover(last.range),
            [only] => only.range,
            [] => TextRange::default(),
        };
        (Path { segments, range, ..Path::default() }, at)
    }

    /// `?`, `.await`, `.field`, `.method(…)` after an expression.
    fn scan_postfix(&mut self, trees: &[TokenTree], mut at: usize, mut expr: ExprId) -> (ExprId, usize) {
        loop {
            match (trees.get(at), trees.get(at + 1), trees.get(at + 2)) {
                (Some(TokenTree::Punct(mark)), ..) if mark.as_char() == '?' => {
                    let range = self.at(expr).cover(self.lower.range(mark.span()));
                    expr = self.alloc(Expr::Try(expr), range);
                    at += 1;
                }
                (Some(TokenTree::Punct(dot)), Some(TokenTree::Ident(ident)), after) if dot.as_char() == '.' => {
                    let range = self.lower.range(ident.span());
                    let whole = self.at(expr).cover(range);
                    let method = name(ident);
                    if let Some(TokenTree::Group(group)) = after
                        && group.delimiter() == Delimiter::Parenthesis
                    {
                        let args = self.arguments(&group.stream());
                        let generics: Option<Box<GenericArgs>> = None;
                        let call = Expr::MethodCall { receiver: expr, method, range, generics, args };
                        expr = self.alloc(call, whole.cover(self.lower.range(group.span_close())));
                        at += 3;
                    } else if method == "await" {
                        expr = self.alloc(Expr::Await(expr), whole);
                        at += 2;
                    } else {
                        expr = self.alloc(Expr::Field(expr, method), whole);
                        at += 2;
                    }
                }
                _ => return (expr, at),
            }
        }
    }
}

fn is_colons(trees: &[TokenTree], at: usize) -> bool {
    matches!(
        (trees.get(at), trees.get(at + 1)),
        (Some(TokenTree::Punct(a)), Some(TokenTree::Punct(b))) if a.as_char() == ':' && b.as_char() == ':'
    )
}

/// The index after the `>` that closes the `<` at `at`.
fn skip_angles(trees: &[TokenTree], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(tree) = trees.get(at) {
        if let TokenTree::Punct(punct) = tree {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}
