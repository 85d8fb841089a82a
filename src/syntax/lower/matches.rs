//! `matches!` and its kin: a value and a pattern, which is no expression though it may look like one (`Some(x)`, `Enabled { .. }`).

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;

use super::exprs::BodyBuilder;
use super::pats::guard;
use crate::position::TextRange;
use crate::syntax::body::{Expr, ExprId};

/// Macros whose second argument is a pattern: those of the standard library.
const MATCHES: [&str; 3] = ["matches", "assert_matches", "debug_assert_matches"];

/// A value, a pattern, the condition after `if`, and what else is given.
type Tested = (syn::Expr, syn::Pat, Option<syn::Expr>, Vec<syn::Expr>);

impl BodyBuilder<'_> {
    /// The arguments of such a macro as a `match` with one arm; none for another macro.
    pub(super) fn tested(&mut self, name: &str, tokens: &TokenStream) -> Option<ExprId> {
        if !MATCHES.contains(&name) {
            return None;
        }
        let (value, pat, condition, others) = tested.parse2(tokens.clone()).ok()?;
        let scrutinee = self.expr(&value);
        let guarded = guard(&pat).cloned().or(condition);
        let pat = self.pat(&pat);
        let guarded = guarded.map(|guard| self.expr(&guard));
        let others = others.iter().map(|other| self.expr(other)).collect();
        let given = self.alloc(Expr::Tuple(others), TextRange::default());
        let range = self.at(scrutinee);
        Some(self.alloc(Expr::Match { scrutinee, arms: vec![(pat, guarded, given)] }, range))
    }
}

fn tested(input: ParseStream<'_>) -> syn::Result<Tested> {
    let value = input.parse()?;
    input.parse::<syn::Token![,]>()?;
    let pat = syn::Pat::parse_multi_with_leading_vert(input)?;
    let condition = if input.peek(syn::Token![if]) {
        input.parse::<syn::Token![if]>()?;
        Some(input.parse()?)
    } else {
        None
    };
    let mut others = Vec::new();
    if !input.is_empty() {
        input.parse::<syn::Token![,]>()?;
        others.extend(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated(input)?);
    }
    Ok((value, pat, condition, others))
}
