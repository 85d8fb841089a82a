//! Items.

use std::sync::Arc;

use smol_str::SmolStr;
use syn::Item as I;

use super::{Lower, index_name, name};
use crate::position::TextRange;
use crate::syntax::facts::{
    Adt, AdtKind, AssocItem, AssocKind, Field, Function, Impl, Item, ItemKind, Signature, Static, Trait, Variant,
    Visibility,
};
use crate::syntax::types::{Name, Path, Segment, TypeRef};

/// Name, name range, end of the item.
pub(super) type Head = (Name, TextRange, TextRange);

impl Lower {
    pub(in crate::syntax) fn items(&mut self, items: &[I]) -> Vec<Arc<Item>> {
        items.iter().flat_map(|item| self.item(item, None)).collect()
    }

    /// Lowers one item; a macro call may give several.
    pub(super) fn item(&mut self, item: &I, in_macro: Option<&Name>) -> Vec<Arc<Item>> {
        if let I::Macro(call) = item
            && call.ident.is_none()
        {
            return self.item_macro(call, in_macro);
        }
        if let I::Verbatim(tokens) = item {
            return self.bodyless(tokens.clone()).into_iter().collect();
        }
        let Some((attrs, vis, head, kind)) = self.item_parts(item) else { return Vec::new() };
        vec![self.finish_item(attrs, vis, head, kind, in_macro)]
    }

    pub(super) fn finish_item(
        &mut self,
        attrs: &[syn::Attribute],
        vis: &syn::Visibility,
        (name, name_range, end): Head,
        kind: ItemKind,
        in_macro: Option<&Name>,
    ) -> Arc<Item> {
        let start = match vis {
            syn::Visibility::Public(token) => self.range(token.span),
            syn::Visibility::Restricted(vis) => self.range(vis.pub_token.span),
            syn::Visibility::Inherited => name_range,
        };
        let range = self.with_attrs(attrs, start.cover(name_range), end);
        self.cover(range);
        let attrs = self.attrs(attrs);
        let visibility = self.visibility(vis);
        Arc::new(Item { attrs, visibility, name, name_range, range, in_macro: in_macro.cloned(), kind })
    }

    fn item_parts<'a>(&mut self, item: &'a I) -> Option<(&'a [syn::Attribute], &'a syn::Visibility, Head, ItemKind)> {
        const PRIVATE: &syn::Visibility = &syn::Visibility::Inherited;
        Some(match item {
            I::Mod(module) => {
                let end = match (&module.content, module.semi) {
                    (Some((brace, _)), _) => self.range(brace.span.close()),
                    (None, Some(semi)) => self.range(semi.span),
                    (None, None) => self.range(module.ident.span()),
                };
                let content = module.content.as_ref().map(|(_, items)| self.items(items));
                (&module.attrs, &module.vis, self.head(&module.ident, end), ItemKind::Mod(content))
            }
            I::Use(declaration) => {
                let leaves = self.use_leaves(declaration);
                let at = self.range(declaration.use_token.span);
                let head = (Name::default(), at, self.range(declaration.semi_token.span));
                (&declaration.attrs, &declaration.vis, head, ItemKind::Use(leaves))
            }
            I::ExternCrate(declaration) => {
                let alias = declaration.rename.as_ref().map_or(&declaration.ident, |(_, alias)| alias);
                let end = self.range(declaration.semi_token.span);
                let kind = ItemKind::ExternCrate(name(&declaration.ident));
                (&declaration.attrs, &declaration.vis, self.head(alias, end), kind)
            }
            I::Struct(_) | I::Enum(_) | I::Union(_) => self.adt(item)?,
            I::Type(alias) => {
                let end = self.range(alias.semi_token.span);
                let kind = ItemKind::Alias(self.generics(&alias.generics), self.ty(&alias.ty));
                (&alias.attrs, &alias.vis, self.head(&alias.ident, end), kind)
            }
            I::Fn(function) => {
                let end = self.range(function.block.brace_token.span.close());
                let kind = ItemKind::Fn(self.function(&function.sig, Some(&function.block)));
                (&function.attrs, &function.vis, self.head(&function.sig.ident, end), kind)
            }
            I::Static(item) => {
                let kind = ItemKind::Static(Static {
                    is_const: false,
                    mutable: matches!(item.mutability, syn::StaticMutability::Mut(_)),
                    ty: self.ty(&item.ty),
                    init: Some(self.expr_body(&item.expr)),
                });
                let end = self.range(item.semi_token.span);
                (&item.attrs, &item.vis, self.head(&item.ident, end), kind)
            }
            I::Const(item) => {
                let kind = ItemKind::Static(self.constant(&item.ty, Some(&item.expr)));
                let end = self.range(item.semi_token.span);
                (&item.attrs, &item.vis, self.head(&item.ident, end), kind)
            }
            I::Trait(item) => {
                let kind = ItemKind::Trait(Trait {
                    generics: self.generics(&item.generics),
                    supertraits: self.bounds(&item.supertraits),
                    items: item.items.iter().filter_map(|item| self.trait_item(item)).collect(),
                });
                let end = self.range(item.brace_token.span.close());
                (&item.attrs, &item.vis, self.head(&item.ident, end), kind)
            }
            I::TraitAlias(item) => {
                let kind = ItemKind::Trait(Trait {
                    generics: self.generics(&item.generics),
                    supertraits: self.bounds(&item.bounds),
                    items: Vec::new(),
                });
                (&item.attrs, &item.vis, self.head(&item.ident, self.range(item.semi_token.span)), kind)
            }
            I::Impl(item) => {
                let kind = ItemKind::Impl(Impl {
                    generics: self.generics(&item.generics),
                    of_trait: match (&item.trait_, item.modifiers.polarity) {
                        (Some((path, _)), None) => Some(self.path(path)),
                        _ => None,
                    },
                    self_ty: self.ty(&item.self_ty),
                    items: item.items.iter().filter_map(|item| self.impl_item(item)).collect(),
                });
                let at = self.range(item.impl_token.span);
                let head = (Name::default(), at, self.range(item.brace_token.span.close()));
                (&item.attrs, PRIVATE, head, kind)
            }
            I::Macro(definition) => {
                let ident = definition.ident.as_ref()?;
                let arms = self.macro_arms(&definition.mac);
                let end = self.range(macro_close(&definition.mac));
                (&definition.attrs, PRIVATE, self.head(ident, end), ItemKind::MacroRules(arms))
            }
            _ => return None,
        })
    }

    pub(super) fn head(&self, ident: &syn::Ident, end: TextRange) -> Head {
        (name(ident), self.range(ident.span()), end)
    }

    pub(super) fn visibility(&self, vis: &syn::Visibility) -> Visibility {
        match vis {
            syn::Visibility::Public(_) => Visibility::Public,
            syn::Visibility::Restricted(vis) => Visibility::Restricted(self.path(&vis.path)),
            syn::Visibility::Inherited => Visibility::Private,
        }
    }

    fn adt<'a>(&mut self, item: &'a I) -> Option<(&'a [syn::Attribute], &'a syn::Visibility, Head, ItemKind)> {
        let (attrs, vis, ident, generics, kind, variants, end) = match item {
            I::Struct(item) => {
                let end = match (&item.fields, item.semi_token) {
                    (_, Some(semi)) => self.range(semi.span),
                    (syn::Fields::Named(fields), None) => self.range(fields.brace_token.span.close()),
                    _ => self.range(item.ident.span()),
                };
                let body = self.variant(&item.ident, &item.fields, &[]);
                (&item.attrs, &item.vis, &item.ident, &item.generics, AdtKind::Struct, vec![body], end)
            }
            I::Enum(item) => {
                let variants = item
                    .variants
                    .iter()
                    .map(|variant| self.variant(&variant.ident, &variant.fields, &variant.attrs))
                    .collect();
                let end = self.range(item.brace_token.span.close());
                (&item.attrs, &item.vis, &item.ident, &item.generics, AdtKind::Enum, variants, end)
            }
            I::Union(item) => {
                let fields = syn::Fields::Named(item.fields.clone());
                let body = self.variant(&item.ident, &fields, &[]);
                let end = self.range(item.fields.brace_token.span.close());
                (&item.attrs, &item.vis, &item.ident, &item.generics, AdtKind::Union, vec![body], end)
            }
            _ => return None,
        };
        let adt = Adt { kind, generics: self.generics(generics), variants };
        Some((attrs, vis, self.head(ident, end), ItemKind::Adt(adt)))
    }

    fn variant(&mut self, ident: &syn::Ident, fields: &syn::Fields, attrs: &[syn::Attribute]) -> Variant {
        let mut lowered = Vec::with_capacity(fields.len());
        for (at, field) in fields.iter().enumerate() {
            let ty_start = self.type_range(&field.ty);
            let (name, range) = match &field.ident {
                Some(ident) => (name(ident), self.range(ident.span()).cover(ty_start)),
                None => (index_name(at), ty_start),
            };
            let covered = self.with_attrs(&field.attrs, range, range);
            self.cover(covered);
            lowered.push(Field {
                name,
                ty: self.ty(&field.ty),
                visibility: self.visibility(&field.vis),
                range,
                attrs: self.attrs(&field.attrs),
            });
        }
        let range = self.range(ident.span());
        let covered = self.with_attrs(attrs, range, range);
        self.cover(covered);
        Variant {
            name: name(ident),
            range,
            fields: lowered,
            tuple: matches!(fields, syn::Fields::Unnamed(_)),
            attrs: self.attrs(attrs),
        }
    }

    /// From the first to the last token of a type; types are short, so walking their tokens is cheap.
    fn type_range(&self, ty: &syn::Type) -> TextRange {
        use syn::spanned::Spanned;
        match ty {
            syn::Type::Path(path) if path.qself.is_none() => self.path(&path.path).range,
            _ => self.range(ty.span()),
        }
    }

    pub(super) fn function(&mut self, sig: &syn::Signature, block: Option<&syn::Block>) -> Function {
        let mut signature = Signature {
            generics: self.generics(&sig.generics),
            ret: self.return_type(&sig.output),
            is_async: sig.asyncness.is_some(),
            ..Signature::default()
        };
        let mut pats = Vec::new();
        for input in &sig.inputs {
            match input {
                syn::FnArg::Receiver(receiver) => signature.receiver = Some(self.receiver(receiver)),
                syn::FnArg::Typed(typed) => {
                    signature.params.push(self.ty(&typed.ty));
                    pats.push(typed.pat.as_ref());
                }
            }
        }
        let left_out = block.filter(|_| !self.left_out.is_empty());
        let left_out = left_out.map(|block| self.range(block.brace_token.span.open()).start);
        let left_out = left_out.filter(|start| self.left_out.contains(start));
        let body = block.filter(|_| left_out.is_none()).map(|block| self.fn_body(&pats, block));
        Function { signature, body, left_out }
    }

    fn receiver(&self, receiver: &syn::Receiver) -> TypeRef {
        match &receiver.kind {
            syn::ReceiverKind::Typed(_, ty) => self.ty(ty),
            syn::ReceiverKind::Reference(..) => TypeRef::Reference(Box::new(self_type())),
            _ => self_type(),
        }
    }

    pub(super) fn constant(&mut self, ty: &syn::Type, value: Option<&syn::Expr>) -> Static {
        let init = value.map(|value| self.expr_body(value));
        Static { is_const: true, mutable: false, ty: self.ty(ty), init }
    }

    pub(in crate::syntax) fn trait_item(&mut self, item: &syn::TraitItem) -> Option<Arc<AssocItem>> {
        const PRIVATE: &syn::Visibility = &syn::Visibility::Inherited;
        Some(match item {
            syn::TraitItem::Fn(item) => {
                let end = match (&item.default, item.semi_token) {
                    (Some(block), _) => self.range(block.brace_token.span.close()),
                    (None, Some(semi)) => self.range(semi.span),
                    (None, None) => self.range(item.sig.ident.span()),
                };
                let kind = AssocKind::Fn(self.function(&item.sig, item.default.as_ref()));
                let head = self.head(&item.sig.ident, end);
                self.assoc(&item.attrs, PRIVATE, head, kind)
            }
            syn::TraitItem::Type(item) => {
                let default = item.default.as_ref().map(|(_, ty)| self.ty(ty));
                let kind = AssocKind::Type(self.bounds(&item.bounds), default);
                let head = self.head(&item.ident, self.range(item.semi_token.span));
                self.assoc(&item.attrs, PRIVATE, head, kind)
            }
            syn::TraitItem::Const(item) => {
                let value = item.default.as_ref().map(|(_, value)| value);
                let kind = AssocKind::Const(self.constant(&item.ty, value));
                let head = self.head(&item.ident, self.range(item.semi_token.span));
                self.assoc(&item.attrs, PRIVATE, head, kind)
            }
            syn::TraitItem::Macro(item) => self.assoc_macro(&item.attrs, &item.mac),
            _ => return None,
        })
    }

    pub(in crate::syntax) fn impl_item(&mut self, item: &syn::ImplItem) -> Option<Arc<AssocItem>> {
        Some(match item {
            syn::ImplItem::Fn(item) => {
                let end = self.range(item.block.brace_token.span.close());
                let kind = AssocKind::Fn(self.function(&item.sig, Some(&item.block)));
                let head = self.head(&item.sig.ident, end);
                self.assoc(&item.attrs, &item.vis, head, kind)
            }
            syn::ImplItem::Type(item) => {
                let kind = AssocKind::Type(Vec::new(), Some(self.ty(&item.ty)));
                let head = self.head(&item.ident, self.range(item.semi_token.span));
                self.assoc(&item.attrs, &item.vis, head, kind)
            }
            syn::ImplItem::Const(item) => {
                let kind = AssocKind::Const(self.constant(&item.ty, Some(&item.expr)));
                let head = self.head(&item.ident, self.range(item.semi_token.span));
                self.assoc(&item.attrs, &item.vis, head, kind)
            }
            syn::ImplItem::Macro(item) => self.assoc_macro(&item.attrs, &item.mac),
            syn::ImplItem::Verbatim(tokens) => {
                let (item, vis) = parse_bodyless(tokens.clone())?;
                let kind = AssocKind::Fn(self.function(&item.sig, None));
                let at = self.range(item.sig.ident.span());
                let head = self.head(&item.sig.ident, at);
                self.assoc(&item.attrs, &vis, head, kind)
            }
            _ => return None,
        })
    }

    fn assoc(
        &mut self,
        attrs: &[syn::Attribute],
        vis: &syn::Visibility,
        (name, name_range, end): Head,
        kind: AssocKind,
    ) -> Arc<AssocItem> {
        let range = self.with_attrs(attrs, name_range, end);
        self.cover(range);
        let attrs = self.attrs(attrs);
        Arc::new(AssocItem { attrs, visibility: self.visibility(vis), name, name_range, range, kind })
    }

    fn assoc_macro(&mut self, attrs: &[syn::Attribute], mac: &syn::Macro) -> Arc<AssocItem> {
        let call = self.call_facts(mac);
        let head = (Name::default(), call.path.range, self.range(macro_close(mac)));
        self.assoc(attrs, &syn::Visibility::Inherited, head, AssocKind::MacroCall(call))
    }

    /// A function without a body, as interface declarations write it.
    fn bodyless(&mut self, tokens: proc_macro2::TokenStream) -> Option<Arc<Item>> {
        let (item, vis) = parse_bodyless(tokens)?;
        let kind = ItemKind::Fn(self.function(&item.sig, None));
        let at = self.range(item.sig.ident.span());
        let head = self.head(&item.sig.ident, at);
        Some(self.finish_item(&item.attrs, &vis, head, kind, None))
    }
}

fn parse_bodyless(tokens: proc_macro2::TokenStream) -> Option<(syn::TraitItemFn, syn::Visibility)> {
    let parser = |input: syn::parse::ParseStream<'_>| {
        let attrs = input.call(syn::Attribute::parse_outer)?;
        let vis: syn::Visibility = input.parse()?;
        let mut item: syn::TraitItemFn = input.parse()?;
        item.attrs.splice(0..0, attrs);
        Ok((item, vis))
    };
    syn::parse::Parser::parse2(parser, tokens).ok()
}

fn self_type() -> TypeRef {
    let segment = Segment { name: SmolStr::new_static("Self"), args: None, range: TextRange::default() };
    TypeRef::Path(Path { segments: vec![segment], ..Path::default() })
}

/// The closing delimiter of a macro call.
pub(super) fn macro_close(mac: &syn::Macro) -> proc_macro2::Span {
    match &mac.delimiter {
        syn::MacroDelimiter::Paren(token) => token.span.close(),
        syn::MacroDelimiter::Brace(token) => token.span.close(),
        syn::MacroDelimiter::Bracket(token) => token.span.close(),
    }
}
