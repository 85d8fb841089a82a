//! Attributes.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use smol_str::SmolStr;
use syn::punctuated::Punctuated;

use super::macros::DEPTH;
use super::{Lower, Spans};
use crate::position::TextRange;
use crate::syntax::depth;
use crate::syntax::excerpt::Excerpt;
use crate::syntax::facts::{Attr, AttrString, Attrs};
use crate::syntax::types::Path;

/// Attributes besides `…::test` and `…::bench` that make a function a test.
const TEST_ATTRIBUTES: [&str; 8] =
    ["test", "bench", "rstest", "test_case", "quickcheck", "wasm_bindgen_test", "proptest", "gtest"];

impl Lower {
    pub(super) fn attrs(&mut self, attrs: &[syn::Attribute]) -> Attrs {
        let mut lowered = Attrs::default();
        for attr in attrs {
            let range = self.range(attr.pound_token.span).cover(self.range(attr.bracket_token.span.close()));
            self.meta(&attr.meta, range, &mut lowered);
        }
        lowered
    }

    fn meta(&mut self, meta: &syn::Meta, range: TextRange, lowered: &mut Attrs) {
        let path = self.path(meta.path());
        let text = path.text();
        match (text.as_str(), meta) {
            ("doc", _) => {}
            ("cfg", syn::Meta::List(list)) => {
                lowered.conditional = true;
                lowered.test_only |= requires_test(&list.tokens);
            }
            ("cfg_attr", syn::Meta::List(list)) => {
                let before = lowered.paths.len();
                for inner in nested(&list.tokens).iter().skip(1) {
                    self.meta(inner, range, lowered);
                }
                lowered.paths_conditional |= lowered.paths.len() > before;
            }
            ("derive", syn::Meta::List(list)) => lowered.derives.extend(self.derives(list)),
            ("deprecated", _) => lowered.deprecated = true,
            ("path", syn::Meta::NameValue(pair)) => {
                if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(value), .. }) = &pair.value {
                    lowered.paths.push(SmolStr::from(value.value()));
                }
            }
            ("macro_use", _) => lowered.macro_use = true,
            ("macro_export", _) => lowered.macro_export = true,
            _ => {
                lowered.test_only |= TEST_ATTRIBUTES.contains(&path.last_name());
                let other = self.other(meta, &path, range);
                lowered.others.push(other);
            }
        }
    }

    fn derives(&self, list: &syn::MetaList) -> Vec<Path> {
        let parser = Punctuated::<syn::Path, syn::Token![,]>::parse_terminated;
        let paths = syn::parse::Parser::parse2(parser, list.tokens.clone());
        paths.map(|paths| paths.iter().map(|path| self.path(path)).collect()).unwrap_or_default()
    }

    fn other(&mut self, meta: &syn::Meta, path: &Path, range: TextRange) -> Attr {
        let tokens = match meta {
            syn::Meta::Path(_) => TokenStream::new(),
            syn::Meta::List(list) => list.tokens.clone(),
            syn::Meta::NameValue(pair) => pair.value.to_token_stream(),
        };
        let strings = self.attr_strings(&tokens);
        Attr { name: SmolStr::from(path.text()), args: tokens.to_string(), strings, range }
    }

    /// `key = "text"` pairs and bare strings of an attribute's arguments.
    fn attr_strings(&mut self, tokens: &TokenStream) -> Vec<AttrString> {
        let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let mut strings = Vec::new();
        for (at, tree) in trees.iter().enumerate() {
            let TokenTree::Literal(literal) = tree else { continue };
            let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) else { continue };
            let key = match at.checked_sub(2).map(|key| (&trees[key], &trees[key + 1])) {
                Some((TokenTree::Ident(key), TokenTree::Punct(equals))) if equals.as_char() == '=' => {
                    SmolStr::from(key.to_string())
                }
                _ => SmolStr::default(),
            };
            let range = self.range(text.span());
            let value = text.value();
            let body = self.code_string(&literal.to_string(), &value, range);
            strings.push(AttrString { key, value, range, body });
        }
        strings
    }

    /// Code in an attribute's string (`cached`'s `create = r#"{ … }"#`), when it reads as an expression.
    fn code_string(&mut self, written: &str, value: &str, range: TextRange) -> Option<super::super::body::Body> {
        if self.macro_depth >= DEPTH || !value.contains('(') && !value.contains("::") {
            return None;
        }
        let tokens: TokenStream = value.parse().ok()?;
        depth::check_text(value, &tokens, depth::IN_STRING).ok()?;
        let expr: syn::Expr = syn::parse2(tokens).ok()?;
        let quote = written.find('"').unwrap_or(0) + 1;
        let verbatim = written.get(quote..quote + value.len()) == Some(value);
        let spans = if verbatim {
            Spans::of(&Excerpt::whole(value, range.start + crate::position::to_u32(quote)))
        } else {
            Spans::clamped(range)
        };
        let outer = std::mem::replace(&mut self.spans, spans);
        self.quiet += 1;
        self.macro_depth += 1;
        let body = self.expr_body(&expr);
        self.macro_depth -= 1;
        self.quiet -= 1;
        self.spans = outer;
        Some(body)
    }
}

/// The comma-separated metas of a token list; empty when it is none.
fn nested(tokens: &TokenStream) -> Vec<syn::Meta> {
    let parser = Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
    syn::parse::Parser::parse2(parser, tokens.clone()).map(|metas| metas.into_iter().collect()).unwrap_or_default()
}

/// Whether a `cfg` predicate can hold only in tests: `test`, `all(…, test, …)`, `any` of such alone.
fn requires_test(tokens: &TokenStream) -> bool {
    fn meta_requires(meta: &syn::Meta) -> bool {
        match meta {
            syn::Meta::Path(path) => path.is_ident("test"),
            syn::Meta::List(list) if list.path.is_ident("all") => nested(&list.tokens).iter().any(meta_requires),
            syn::Meta::List(list) if list.path.is_ident("any") => {
                let inner = nested(&list.tokens);
                !inner.is_empty() && inner.iter().all(meta_requires)
            }
            _ => false,
        }
    }
    nested(tokens).first().is_some_and(meta_requires)
}
