//! What a fragment specifier takes.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};

/// A fragment specifier (Rust reference, "Metavariables").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fragment {
    Block,
    Expr,
    Ident,
    Item,
    Lifetime,
    Literal,
    Meta,
    Pat,
    PatParam,
    Path,
    Stmt,
    Tt,
    Ty,
    Vis,
}

impl Fragment {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "block" => Self::Block,
            "expr" | "expr_2021" => Self::Expr,
            "ident" => Self::Ident,
            "item" => Self::Item,
            "lifetime" => Self::Lifetime,
            "literal" => Self::Literal,
            "meta" => Self::Meta,
            "pat" => Self::Pat,
            "pat_param" => Self::PatParam,
            "path" => Self::Path,
            "stmt" => Self::Stmt,
            "tt" => Self::Tt,
            "ty" => Self::Ty,
            "vis" => Self::Vis,
            _ => return None,
        })
    }

    /// Moves the input behind one such fragment. A `tt` is a matter of tokens and not taken here.
    pub(super) fn skip(self, input: ParseStream<'_>) -> syn::Result<()> {
        fn one<T: Parse>(input: ParseStream<'_>) -> syn::Result<()> {
            input.parse::<T>().map(|_| ())
        }
        match self {
            Self::Block => one::<syn::Block>(input),
            Self::Expr => one::<syn::Expr>(input),
            Self::Ident => match input.call(syn::Ident::parse_any)? {
                ident if ident == "_" => Err(input.error("no name")),
                _ => Ok(()),
            },
            Self::Item => one::<syn::Item>(input),
            Self::Lifetime => one::<syn::Lifetime>(input),
            Self::Literal => {
                input.parse::<Option<syn::Token![-]>>()?;
                one::<syn::Lit>(input)
            }
            Self::Meta => one::<syn::Meta>(input),
            Self::Pat => input.call(syn::Pat::parse_multi_with_leading_vert).map(|_| ()),
            Self::PatParam => input.call(syn::Pat::parse_single).map(|_| ()),
            Self::Path => one::<syn::TypePath>(input),
            Self::Stmt => statement(input),
            Self::Tt => Err(input.error("a token")),
            Self::Ty => one::<syn::Type>(input),
            Self::Vis => one::<syn::Visibility>(input),
        }
    }
}

/// A statement without its semicolon.
fn statement(input: ParseStream<'_>) -> syn::Result<()> {
    let fork = input.fork();
    fork.call(syn::Attribute::parse_outer)?;
    if !fork.peek(syn::Token![let]) {
        let item = input.fork();
        if item.parse::<syn::Item>().is_ok() {
            return input.parse::<syn::Item>().map(|_| ());
        }
        return input.parse::<syn::Expr>().map(|_| ());
    }
    input.call(syn::Attribute::parse_outer)?;
    input.parse::<syn::Token![let]>()?;
    input.call(syn::Pat::parse_multi_with_leading_vert)?;
    if input.parse::<Option<syn::Token![:]>>()?.is_some() {
        input.parse::<syn::Type>()?;
    }
    if input.parse::<Option<syn::Token![=]>>()?.is_some() {
        input.parse::<syn::Expr>()?;
        if input.parse::<Option<syn::Token![else]>>()?.is_some() {
            input.parse::<syn::Block>()?;
        }
    }
    Ok(())
}
