//! Rust 2015 as `syn`, which reads later editions, understands it.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};

/// Identifiers in Rust 2015 that are keywords since (Rust reference, "Keywords"). `dyn` was weak and reads as it does now.
const IDENTIFIERS: [&str; 3] = ["async", "await", "try"];

/// The same tokens with later keywords as raw identifiers and with names for the anonymous parameters of trait methods
/// (Rust reference, "Functions": allowed in traits up to 2015).
pub(super) fn from_2015(tokens: TokenStream) -> TokenStream {
    rewrite(tokens, false)
}

fn rewrite(tokens: TokenStream, in_trait: bool) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::with_capacity(trees.len());
    let mut trait_ahead = false;
    // Set after `fn name`, until its parameters.
    let mut fn_ahead = false;
    for tree in trees {
        match tree {
            TokenTree::Ident(ident) => {
                let text = ident.to_string();
                trait_ahead |= text == "trait";
                fn_ahead |= text == "fn";
                let raw = IDENTIFIERS.contains(&text.as_str());
                out.push(TokenTree::Ident(if raw { Ident::new_raw(&text, ident.span()) } else { ident }));
            }
            TokenTree::Group(group) => {
                let braces = group.delimiter() == Delimiter::Brace;
                let mut stream = rewrite(group.stream(), braces && trait_ahead);
                if in_trait && fn_ahead && group.delimiter() == Delimiter::Parenthesis {
                    stream = named(stream);
                    fn_ahead = false;
                }
                trait_ahead &= !braces;
                fn_ahead &= !braces;
                let mut rewritten = Group::new(group.delimiter(), stream);
                rewritten.set_span(group.span());
                out.push(TokenTree::Group(rewritten));
            }
            TokenTree::Punct(punct) => {
                trait_ahead &= punct.as_char() != ';';
                fn_ahead &= punct.as_char() != ';';
                out.push(TokenTree::Punct(punct));
            }
            literal @ TokenTree::Literal(_) => out.push(literal),
        }
    }
    out.into_iter().collect()
}

/// Parameters with `_:` before those that are a type alone.
fn named(params: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    let mut param: Vec<TokenTree> = Vec::new();
    let mut angles = 0_usize;
    for tree in params {
        let mark = match &tree {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match mark {
            '<' => angles += 1,
            '>' => angles = angles.saturating_sub(1),
            _ => {}
        }
        if mark == ',' && angles == 0 {
            finish(&mut param, &mut out);
            out.push(tree);
        } else {
            param.push(tree);
        }
    }
    finish(&mut param, &mut out);
    out.into_iter().collect()
}

fn finish(param: &mut Vec<TokenTree>, out: &mut Vec<TokenTree>) {
    let is =
        |at: usize, wanted: char| matches!(param.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    let named = (0..param.len()).any(|at| is(at, ':') && !is(at + 1, ':') && (at == 0 || !is(at - 1, ':')));
    let receiver = param.iter().any(|tree| matches!(tree, TokenTree::Ident(ident) if *ident == "self"));
    if let Some(first) = param.first()
        && !named
        && !receiver
    {
        let span = first.span();
        let mut colon = Punct::new(':', Spacing::Alone);
        colon.set_span(span);
        out.extend([TokenTree::Ident(Ident::new("_", span)), TokenTree::Punct(colon)]);
    }
    out.append(param);
}

#[cfg(test)]
mod tests {
    use crate::workspace::Edition;

    #[test]
    fn later_keywords_are_identifiers_and_trait_parameters_may_be_anonymous() {
        let text = "trait A { fn f(&self, &str, ::std::vec::Vec<(u8, u8)>, n: u8) -> u8; }\n\
                    fn async(await: u8) -> u8 { let try = await; try }\n\
                    fn g() -> Result<u8, u8> { Ok(try!(h(1))) }";
        assert!(crate::syntax::parse_as(text, Edition::E2015).is_ok());
        assert!(crate::syntax::parse_as(text, Edition::E2018).is_err());
    }
}
