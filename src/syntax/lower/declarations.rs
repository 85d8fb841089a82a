//! Interface declarations: Rust items whose functions have no bodies, lowered while they are parsed.
//!
//! Where a body must stand, `syn` takes a function without one for unknown syntax and hands out its tokens, to be read a
//! second time. Here functions are read as those of traits, which may end in `;`: a fifth of the work less.

use std::sync::Arc;

use syn::Token;
use syn::parse::{ParseStream, Parser as _};

use super::items::Head;
use super::{Lower, Spans};
use crate::position::TextRange;
use crate::syntax::facts::{FileFacts, Impl, Item, ItemKind};

/// Lowers interface declarations (`rules/clients/*.toml`, `rules/stubs/*.rs`). They stand in no file: their ranges are empty.
///
/// # Errors
/// The message of the parser.
pub fn declarations(text: &str) -> Result<FileFacts, String> {
    let nowhere = Spans::clamped(TextRange::default());
    let mut lower = Lower { quiet: 1, ..Lower::new(nowhere) };
    let items = text.parse().map_err(|error: proc_macro2::LexError| error.to_string()).and_then(|tokens| {
        let parser = |input: ParseStream<'_>| lower.declared(input);
        parser.parse2(tokens).map_err(|error| place(&error))
    });
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(FileFacts { items: items?, ..FileFacts::default() })
}

fn place(error: &syn::Error) -> String {
    let at = error.span().start();
    format!("{}:{}: {error}", at.line, at.column + 1)
}

impl Lower {
    fn declared(&mut self, input: ParseStream<'_>) -> syn::Result<Vec<Arc<Item>>> {
        let mut items = Vec::new();
        while !input.is_empty() {
            if input.peek(Token![mod]) {
                items.push(self.declared_module(input)?);
            } else if input.peek(Token![impl]) {
                items.push(self.declared_impl(input)?);
            } else if input.peek(Token![fn]) || input.peek(Token![async]) {
                let function: syn::TraitItemFn = input.parse()?;
                let head = self.head(&function.sig.ident, TextRange::default());
                let kind = ItemKind::Fn(self.function(&function.sig, None));
                items.push(self.declared_item(head, kind));
            } else {
                let item: syn::Item = input.parse()?;
                items.extend(self.item(&item, None));
            }
        }
        Ok(items)
    }

    fn declared_item(&mut self, head: Head, kind: ItemKind) -> Arc<Item> {
        self.finish_item(&[], &syn::Visibility::Inherited, head, kind, None)
    }

    fn declared_module(&mut self, input: ParseStream<'_>) -> syn::Result<Arc<Item>> {
        input.parse::<Token![mod]>()?;
        let ident: syn::Ident = input.parse()?;
        let content;
        syn::braced!(content in input);
        let items = self.declared(&content)?;
        Ok(self.declared_item(self.head(&ident, TextRange::default()), ItemKind::Mod(Some(items))))
    }

    fn declared_impl(&mut self, input: ParseStream<'_>) -> syn::Result<Arc<Item>> {
        input.parse::<Token![impl]>()?;
        let mut generics: syn::Generics = input.parse()?;
        let mut self_ty: syn::Type = input.parse()?;
        let mut of_trait = None;
        if input.parse::<Option<Token![for]>>()?.is_some() {
            let syn::Type::Path(path) = self_ty else { return Err(input.error("a trait stands before `for`")) };
            of_trait = Some(self.path(&path.path));
            self_ty = input.parse()?;
        }
        generics.where_clause = input.parse()?;
        let content;
        syn::braced!(content in input);
        let mut items = Vec::new();
        while !content.is_empty() {
            items.extend(self.trait_item(&content.parse()?));
        }
        let (generics, self_ty) = (self.generics(&generics), self.ty(&self_ty));
        let kind = ItemKind::Impl(Impl { generics, of_trait, self_ty, items });
        Ok(self.declared_item(Head::default(), kind))
    }
}
