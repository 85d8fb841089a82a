//! `macro_rules!`: a call's tokens against the arms of a definition, and what comes out as facts (Rust reference, "Macros By
//! Example").
//!
//! Which macro a call means, and how often it may expand, is not known here.

mod fragments;
mod matcher;
mod transcriber;

use std::sync::Arc;

use proc_macro2::TokenStream;
use rustc_hash::FxHashSet;
use syn::parse::Parser;

use super::body::Body;
use super::excerpt::Excerpt;
use super::facts::{AssocItem, Item};
use super::hygiene::Mark;
use super::lower::{self, Spans};
use super::tokens::{Rendered, Tree, Written};
use super::types::Name;
use matcher::Matcher;

/// Names of macros whose calls within an expansion are expanded in turn: their arguments are not read.
pub type Own = Arc<FxHashSet<Name>>;

/// One arm of a macro.
#[derive(Debug)]
pub struct Rule {
    matcher: Vec<Matcher>,
    transcriber: Vec<Tree>,
}

/// What a call expands to.
#[derive(Debug)]
pub struct Transcribed {
    /// Which arm fitted.
    pub arm: usize,
    /// What it gave.
    pub trees: Vec<Tree>,
}

/// Reads one arm, `(matcher) => { transcriber }`; none for what is no arm.
#[must_use]
pub fn rule(written: Written<'_>) -> Option<Rule> {
    let mut groups = written.lex()?.into_iter().filter_map(|tree| match tree {
        Tree::Group(group) => Some(group.trees),
        Tree::Token(_) => None,
    });
    let matcher = Matcher::all(&groups.next()?)?;
    Some(Rule { matcher, transcriber: groups.next()? })
}

/// The first arm that fits the arguments of a call, transcribed. `$crate` becomes `root`; at most `budget` tokens come out.
///
/// # Errors
/// Why there is nothing: no arm fits, or too much would come out.
pub fn transcribe(
    rules: &[Option<Rule>],
    call: Written<'_>,
    root: &str,
    mark: Mark,
    budget: usize,
) -> Result<Transcribed, &'static str> {
    let spelled = call.doc_comments_spelled_out();
    let origin = |range| spelled.as_ref().and_then(|spelled| spelled.origin(range)).unwrap_or((call.origin)(range));
    let call = match &spelled {
        Some(spelled) => Written { text: &spelled.text, origin: &origin },
        None => call,
    };
    let stream = call.stream().ok_or("its arguments are no tokens");
    let result = stream.and_then(|stream| {
        let trees = call.trees(&stream);
        let fitting = rules.iter().enumerate().find_map(|(arm, rule)| {
            let rule = rule.as_ref()?;
            matcher::fit(&rule.matcher, &trees, &stream).map(|bound| (arm, rule, bound))
        });
        let (arm, rule, bound) = fitting.ok_or("no arm of it fits")?;
        let trees = transcriber::transcribe(&rule.transcriber, &bound, root, mark, budget)
            .ok_or("more tokens come out than are read")?;
        Ok(Transcribed { arm, trees })
    });
    proc_macro2::extra::invalidate_current_thread_spans();
    result
}

/// Where the tokens stand among the file's positions.
fn parsed<T>(
    rendered: &Rendered,
    base: u32,
    own: &Own,
    parse: impl FnOnce(TokenStream, &mut lower::Lower) -> Option<T>,
) -> Option<T> {
    let stream: TokenStream = rendered.text.parse().ok()?;
    let mut result = None;
    if super::depth::check_text(&rendered.text, &stream, super::depth::IN_FILE).is_ok() {
        let mut lower = lower::Lower::quiet(Spans::of(&Excerpt::whole(&rendered.text, base)), rendered, own);
        result = parse(stream, &mut lower);
    }
    proc_macro2::extra::invalidate_current_thread_spans();
    result
}

/// Tokens as statements or an expression; `statement`: where a statement may stand.
#[must_use]
pub fn body(rendered: &Rendered, base: u32, own: &Own, statement: bool) -> Option<Body> {
    parsed(rendered, base, own, |stream, lower| {
        if !statement && let Ok(expr) = syn::parse2::<syn::Expr>(stream.clone()) {
            return Some(lower.expr_body(&expr));
        }
        let stmts = syn::Block::parse_within.parse2(stream).ok()?;
        Some(lower.stmts_body(&stmts))
    })
}

/// Tokens as items.
#[must_use]
pub fn items(rendered: &Rendered, base: u32, own: &Own) -> Option<Vec<Arc<Item>>> {
    parsed(rendered, base, own, |stream, lower| {
        let file = syn::parse2::<syn::File>(stream).ok()?;
        Some(lower.items(&file.items))
    })
}

/// Tokens as items of a trait or an `impl`.
#[must_use]
pub fn assoc_items(rendered: &Rendered, base: u32, own: &Own, in_trait: bool) -> Option<Vec<Arc<AssocItem>>> {
    fn all<T: syn::parse::Parse>(input: syn::parse::ParseStream<'_>) -> syn::Result<Vec<T>> {
        let mut all = Vec::new();
        while !input.is_empty() {
            all.push(input.parse()?);
        }
        Ok(all)
    }
    parsed(rendered, base, own, |stream, lower| {
        if in_trait {
            let items = all::<syn::TraitItem>.parse2(stream).ok()?;
            return Some(items.iter().filter_map(|item| lower.trait_item(item)).collect());
        }
        let items = all::<syn::ImplItem>.parse2(stream).ok()?;
        Some(items.iter().filter_map(|item| lower.impl_item(item)).collect())
    })
}
