//! Macros: what their definitions and arguments hold, without expanding them.

use std::sync::Arc;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use smol_str::SmolStr;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;

use super::Lower;
use super::exprs::BodyBuilder;
use super::items::macro_close;
use super::pats::guard;
use crate::position::TextRange;
use crate::syntax::body::{BlockKind, Expr, ExprId, Literal, MacroInput};
use crate::syntax::facts::{Include, Item, ItemKind, MacroCall};
use crate::syntax::types::{Name, Path};

/// Macro arguments within macro arguments are read so deep; deeper ones are scanned for nothing.
pub(super) const DEPTH: u32 = 16;

/// Macros whose arguments are text, not code.
const TEXT: [&str; 9] = [
    "stringify",
    "concat",
    "include_str",
    "include_bytes",
    "env",
    "option_env",
    "compile_error",
    "module_path",
    "doc_comment",
];

impl Lower {
    /// A macro call in item position.
    pub(super) fn item_macro(&mut self, call: &syn::ItemMacro, in_macro: Option<&Name>) -> Vec<Arc<Item>> {
        let facts = self.call_facts(&call.mac);
        let end = call.semi_token.map_or_else(|| macro_close(&call.mac), |semi| semi.span);
        let head = (Name::default(), facts.path.range, self.range(end));
        let vis = syn::Visibility::Inherited;
        vec![self.finish_item(&call.attrs, &vis, head, ItemKind::MacroCall(facts), in_macro)]
    }

    /// Path and contents of a macro call that is no expression.
    pub(super) fn call_facts(&mut self, mac: &syn::Macro) -> MacroCall {
        let path = self.path(&mac.path);
        let items = self.macro_items(mac, false);
        let body = if items.is_empty() {
            let mut builder = BodyBuilder::new(self);
            let root = builder.macro_call(mac);
            Some(builder.finish(root))
        } else {
            None
        };
        MacroCall { path, items, body, input: self.input(mac) }
    }

    /// A macro call in a block whose arguments are items: an item itself.
    pub(super) fn block_macro(&mut self, call: &syn::StmtMacro) -> Option<Arc<Item>> {
        let items = self.macro_items(&call.mac, true);
        if items.is_empty() {
            return None;
        }
        let path = self.path(&call.mac.path);
        let end = call.semi_token.map_or_else(|| macro_close(&call.mac), |semi| semi.span);
        let head = (Name::default(), path.range, self.range(end));
        let facts = MacroCall { path, items, body: None, input: self.input(&call.mac) };
        Some(self.finish_item(&call.attrs, &syn::Visibility::Inherited, head, ItemKind::MacroCall(facts), None))
    }

    /// Items among a macro's arguments; in blocks only when all of the arguments are items.
    pub(super) fn macro_items(&mut self, mac: &syn::Macro, in_block: bool) -> Vec<Arc<Item>> {
        let path = self.path(&mac.path);
        let last = SmolStr::from(path.last_name());
        if self.macro_depth >= DEPTH || TEXT.contains(&last.as_str()) || self.own.contains(&last) {
            return Vec::new();
        }
        self.macro_depth += 1;
        let tokens = without_static_ref(mac.tokens.clone());
        let mut items = self.parse_items(&tokens, &last);
        if items.is_empty() && !in_block {
            self.items_in_braces(&tokens, &last, &mut items);
        }
        self.macro_depth -= 1;
        items
    }

    pub(super) fn parse_items(&mut self, tokens: &TokenStream, in_macro: &Name) -> Vec<Arc<Item>> {
        let Ok(file) = syn::parse2::<syn::File>(tokens.clone()) else { return Vec::new() };
        let mut items = Vec::new();
        for item in &file.items {
            if matches!(item, syn::Item::Verbatim(_)) {
                return Vec::new();
            }
            items.extend(self.item(&keyed(item, in_macro), Some(in_macro)));
        }
        items
    }

    /// Items in the brace groups of `cfg_if! { if #[cfg(a)] { … } else { … } }` and the like.
    fn items_in_braces(&mut self, tokens: &TokenStream, in_macro: &Name, items: &mut Vec<Arc<Item>>) {
        for tree in tokens.clone() {
            if let TokenTree::Group(group) = tree
                && group.delimiter() == Delimiter::Brace
            {
                items.extend(self.parse_items(&group.stream(), in_macro));
            }
        }
    }
}

impl BodyBuilder<'_> {
    /// A macro call as an expression, its arguments read as far as they can be.
    pub(super) fn macro_call(&mut self, mac: &syn::Macro) -> ExprId {
        let path = self.lower.path(&mac.path);
        let range = path.range.cover(self.lower.range(macro_close(mac)));
        let left = TEXT.contains(&path.last_name()) || self.lower.own.contains(path.last_name());
        let args = if left || self.lower.macro_depth >= DEPTH {
            Vec::new()
        } else {
            self.lower.macro_depth += 1;
            let tested = self.tested(path.last_name(), &mac.tokens);
            let args = tested.map_or_else(|| self.arguments(&mac.tokens), |tested| vec![tested]);
            self.lower.macro_depth -= 1;
            args
        };
        self.include(&path, &args);
        let id = self.alloc(Expr::Macro { path, args }, range);
        if let Some(input) = self.lower.input(mac) {
            self.body.calls.push(MacroInput { call: id, input, statement: false });
        }
        id
    }

    /// `include!("path")`: what is put together at build time (`concat!(env!("OUT_DIR"), …)`) has no file here.
    fn include(&mut self, path: &Path, args: &[ExprId]) {
        if path.as_name().is_some_and(|name| name == "include")
            && self.lower.quiet == 0
            && let Some(Expr::Literal(Literal::Str(file))) = args.first().map(|arg| self.body.expr(*arg))
        {
            let file = file.clone();
            self.lower.includes.push(Include { file, range: path.range });
        }
    }

    /// A macro call stands where a statement may.
    pub(super) fn is_statement(&mut self, id: ExprId) {
        if let Some(call) = self.body.calls.last_mut().filter(|call| call.call == id) {
            call.statement = true;
        }
    }

    /// Tries a comma list, `value; count`, statements, arms, items, and last a token scan.
    pub(super) fn arguments(&mut self, tokens: &TokenStream) -> Vec<ExprId> {
        if tokens.is_empty() {
            return Vec::new();
        }
        let list = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated.parse2(tokens.clone());
        if let Ok(list) = list {
            return self.exprs(&list);
        }
        if let Ok((value, count)) = repeat.parse2(tokens.clone()) {
            return vec![self.expr(&value), self.expr(&count)];
        }
        if let Ok(stmts) = syn::Block::parse_within.parse2(tokens.clone()) {
            return vec![self.stmts(&stmts, BlockKind::Plain, TextRange::default())];
        }
        if let Ok(arms) = arms.parse2(tokens.clone()) {
            return arms.into_iter().map(|arm| self.arm(arm)).collect();
        }
        if let Ok(file) = syn::parse2::<syn::File>(without_static_ref(tokens.clone())) {
            let items = file.items.iter().flat_map(|item| self.lower.item(item, None)).collect();
            let items = Some(self.add_items(items));
            let block = Expr::Block { kind: BlockKind::Plain, stmts: Vec::new(), tail: None, items };
            return vec![self.alloc(block, TextRange::default())];
        }
        vec![self.scan(tokens.clone())]
    }

    /// `pat = expr, if guard => value` as a match on the awaited expression; `key => value` as a pair.
    fn arm(&mut self, arm: Arm) -> ExprId {
        let value = self.expr(&arm.value);
        let Some((pat, future)) = arm.binding else {
            let Some(key) = arm.key else { return value };
            let key = self.expr(&key);
            let range = self.at(value);
            return self.alloc(Expr::Tuple(vec![key, value]), range);
        };
        let guarded = guard(&pat).cloned();
        let scrutinee = self.expr(&future);
        let range = self.at(scrutinee);
        let scrutinee = self.alloc(Expr::Await(scrutinee), range);
        let pat = self.pat(&pat);
        let guarded = guarded.or(arm.guard).map(|guard| self.expr(&guard));
        let range = self.at(value);
        self.alloc(Expr::Match { scrutinee, arms: vec![(pat, guarded, value)] }, range)
    }
}

/// `thread_local! { static X: T = … }` declares a `LocalKey<T>`.
fn keyed(item: &syn::Item, in_macro: &Name) -> syn::Item {
    let mut item = item.clone();
    if in_macro == "thread_local"
        && let syn::Item::Static(declared) = &mut item
    {
        let inner = declared.ty.clone();
        if let Ok(ty) = syn::parse2(quote::quote!(::std::thread::LocalKey<#inner>)) {
            *declared.ty = ty;
        }
    }
    item
}

/// `static ref X: T = …;`, the grammar of `lazy_static!`, as a plain static.
pub(super) fn without_static_ref(tokens: TokenStream) -> TokenStream {
    let mut after_static = false;
    tokens
        .into_iter()
        .filter(|tree| {
            let TokenTree::Ident(ident) = tree else {
                after_static = false;
                return true;
            };
            let dropped = after_static && *ident == "ref";
            after_static = *ident == "static";
            !dropped
        })
        .collect()
}

fn repeat(input: ParseStream<'_>) -> syn::Result<(syn::Expr, syn::Expr)> {
    let value = input.parse()?;
    input.parse::<syn::Token![;]>()?;
    Ok((value, input.parse()?))
}

/// An arm of `tokio::select!`, `futures::select!` or a map literal.
struct Arm {
    binding: Option<(syn::Pat, syn::Expr)>,
    key: Option<syn::Expr>,
    guard: Option<syn::Expr>,
    value: syn::Expr,
}

fn arms(input: ParseStream<'_>) -> syn::Result<Vec<Arm>> {
    let mut arms = Vec::new();
    if input.peek(syn::Ident) && input.peek2(syn::Token![;]) {
        input.parse::<syn::Ident>()?;
        input.parse::<syn::Token![;]>()?;
    }
    while !input.is_empty() {
        arms.push(arm(input)?);
    }
    if arms.is_empty() { Err(input.error("no arms")) } else { Ok(arms) }
}

fn arm(input: ParseStream<'_>) -> syn::Result<Arm> {
    let mut arm = Arm { binding: None, key: None, guard: None, value: syn::parse_quote!(()) };
    let fork = input.fork();
    let bound = syn::Pat::parse_multi_with_leading_vert(&fork).is_ok() && fork.peek(syn::Token![=]);
    if input.peek(syn::Token![else]) {
        input.parse::<syn::Token![else]>()?;
    } else if bound && !fork.peek(syn::Token![=>]) {
        let pat = syn::Pat::parse_multi_with_leading_vert(input)?;
        input.parse::<syn::Token![=]>()?;
        arm.binding = Some((pat, input.parse()?));
        if input.peek(syn::Token![,]) {
            input.parse::<syn::Token![,]>()?;
            input.parse::<syn::Token![if]>()?;
            arm.guard = Some(input.parse()?);
        }
    } else {
        arm.key = Some(input.parse()?);
    }
    input.parse::<syn::Token![=>]>()?;
    let braced = input.peek(syn::token::Brace);
    arm.value = input.parse()?;
    if input.peek(syn::Token![,]) {
        input.parse::<syn::Token![,]>()?;
    } else if !braced && !input.is_empty() {
        return Err(input.error("expected `,`"));
    }
    Ok(arm)
}
