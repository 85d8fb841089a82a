//! Definitions of macros, read without expanding them: for arms that nothing expands.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use smol_str::SmolStr;
use syn::parse::Parser;

use super::Lower;
use super::exprs::BodyBuilder;
use super::macros::{DEPTH, without_static_ref};
use crate::position::TextRange;
use crate::syntax::body::{BlockKind, ExprId};
use crate::syntax::facts::MacroArm;
use crate::syntax::types::{DOLLAR_CRATE, Name};

/// Stands for `$crate` while tokens are parsed: no identifier can be spelled `$crate`.
/// With a number behind it, it is the crate of that number.
pub const DOLLAR_CRATE_IDENT: &str = "__redis_ssot_dollar_crate";

/// `$crate`, or `$crate` and the number of a crate, for the identifiers that stand for them.
pub(super) fn dollar_crate(ident: Name) -> Name {
    match ident.strip_prefix(DOLLAR_CRATE_IDENT) {
        Some(number) => SmolStr::from(format!("{DOLLAR_CRATE}{number}")),
        None => ident,
    }
}

impl Lower {
    /// The arms of a `macro_rules!`.
    pub(super) fn macro_arms(&mut self, mac: &syn::Macro) -> Vec<MacroArm> {
        let mut arms = Vec::new();
        let mut matcher: Option<Group> = None;
        for tree in mac.tokens.clone() {
            let TokenTree::Group(group) = tree else { continue };
            match matcher.take() {
                None => matcher = Some(group),
                Some(pattern) => {
                    let mut fragments = Vec::new();
                    collect_fragments(&pattern.stream(), &mut fragments);
                    let body = substitute(group.stream(), &fragments);
                    let written = self.range(pattern.span_open()).cover(self.range(group.span_close()));
                    let written = self.spans.are_exact().then_some(written);
                    arms.push(MacroArm { written, ..self.macro_arm(&body) });
                }
            }
        }
        arms
    }

    fn macro_arm(&mut self, tokens: &TokenStream) -> MacroArm {
        if self.macro_depth >= DEPTH || tokens.is_empty() {
            return MacroArm::default();
        }
        self.macro_depth += 1;
        self.quiet += 1;
        let items = self.parse_items(&without_static_ref(tokens.clone()), &SmolStr::new_static("macro_rules"));
        let body = items.is_empty().then(|| {
            let mut builder = BodyBuilder::new(self);
            let root = builder.transcriber(tokens);
            builder.finish(root)
        });
        self.quiet -= 1;
        self.macro_depth -= 1;
        MacroArm { items, body, written: None }
    }
}

impl BodyBuilder<'_> {
    fn transcriber(&mut self, tokens: &TokenStream) -> ExprId {
        match syn::Block::parse_within.parse2(tokens.clone()) {
            Ok(stmts) => self.stmts(&stmts, BlockKind::Plain, TextRange::default()),
            Err(_) => self.scan(tokens.clone()),
        }
    }
}

/// `$name:fragment` pairs of a matcher.
fn collect_fragments(tokens: &TokenStream, fragments: &mut Vec<(String, String)>) {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => collect_fragments(&group.stream(), fragments),
            TokenTree::Punct(dollar) if dollar.as_char() == '$' => {
                if let (Some(TokenTree::Ident(bound)), Some(TokenTree::Ident(kind))) =
                    (trees.get(at + 1), trees.get(at + 3))
                {
                    fragments.push((bound.to_string(), kind.to_string()));
                }
            }
            _ => {}
        }
    }
}

/// A transcriber with `$x` as an unknown name, `$( … ) sep op` as one repetition, and `$crate` marked.
fn substitute(tokens: TokenStream, fragments: &[(String, String)]) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::with_capacity(trees.len());
    let mut at = 0;
    while at < trees.len() {
        match (&trees[at], trees.get(at + 1)) {
            (TokenTree::Punct(dollar), Some(TokenTree::Group(group))) if dollar.as_char() == '$' => {
                out.extend(substitute(group.stream(), fragments));
                at = after_repetition(&trees, at + 2);
            }
            (TokenTree::Punct(dollar), Some(TokenTree::Ident(ident))) if dollar.as_char() == '$' => {
                out.extend(placeholder(ident, dollar.span(), fragments));
                at += 2;
            }
            (TokenTree::Group(group), _) => {
                let mut inner = Group::new(group.delimiter(), substitute(group.stream(), fragments));
                inner.set_span(group.span());
                out.push(TokenTree::Group(inner));
                at += 1;
            }
            (tree, _) => {
                out.push(tree.clone());
                at += 1;
            }
        }
    }
    out.into_iter().collect()
}

/// Skips `*`, `+`, `?`, or one separator and then the operator.
fn after_repetition(trees: &[TokenTree], at: usize) -> usize {
    let operator = |at: usize| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '*' | '+' | '?'));
    if operator(at) {
        at + 1
    } else if operator(at + 1) {
        at + 2
    } else {
        at
    }
}

fn placeholder(ident: &Ident, dollar: proc_macro2::Span, fragments: &[(String, String)]) -> Option<TokenTree> {
    let text = ident.to_string();
    if text == "crate" {
        return Some(TokenTree::Ident(Ident::new(DOLLAR_CRATE_IDENT, dollar)));
    }
    let kind = fragments.iter().find(|(bound, _)| *bound == text).map_or("", |(_, kind)| kind.as_str());
    match kind {
        "vis" | "item" | "lifetime" => None,
        "block" => {
            let mut block = Group::new(Delimiter::Brace, TokenStream::new());
            block.set_span(ident.span());
            Some(TokenTree::Group(block))
        }
        "pat" | "pat_param" => Some(TokenTree::Ident(Ident::new("_", ident.span()))),
        _ => {
            let unraw = text.trim_start_matches("r#");
            Some(TokenTree::Ident(Ident::new(&format!("{PLACEHOLDER}{unraw}"), ident.span())))
        }
    }
}

/// What the names of variables begin with in a transcriber that is read as it stands.
const PLACEHOLDER: &str = "__";

/// Whether a name in a transcriber that is read as it stands may be a variable's.
#[must_use]
pub fn is_placeholder(name: &str) -> bool {
    name.starts_with(PLACEHOLDER)
}
