//! The comments of a text as we and as rustc's lexer cut them.

use cargo_redis_ssot::suppress::comments::{CommentKind, DocStyle, scan};
use ra_ap_rustc_lexer::{DocStyle as RustcDoc, FrontmatterAllowed, TokenKind, strip_shebang, tokenize};

/// What both sides must agree on: start, end, block or line, doc style.
pub(crate) type Seen = (usize, usize, bool, Option<bool>);

pub(crate) fn ours(text: &str) -> Vec<Seen> {
    scan(text)
        .into_iter()
        .map(|comment| {
            let (start, end) = (comment.range.start as usize, comment.range.end as usize);
            let doc = comment.doc.map(|style| style == DocStyle::Inner);
            (start, end, comment.kind == CommentKind::Block, doc)
        })
        .collect()
}

pub(crate) fn rustc(text: &str) -> Vec<Seen> {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = bom + strip_shebang(&text[bom..]).unwrap_or(0);
    let mut seen = Vec::new();
    while let Some(token) = tokenize(&text[at..], FrontmatterAllowed::No).next() {
        let end = at + token.len as usize;
        if token.kind == TokenKind::GuardedStrPrefix {
            // `#"` and `##` are reserved since 2024; rustc's parser goes back to just after the `#` before that.
            at += 1;
            continue;
        }
        let inner = |style: Option<RustcDoc>| style.map(|style| style == RustcDoc::Inner);
        match token.kind {
            TokenKind::LineComment { doc_style } => {
                let line = text[at..end].strip_suffix('\r').unwrap_or(&text[at..end]);
                seen.push((at, at + line.len(), false, inner(doc_style)));
            }
            TokenKind::BlockComment { doc_style, .. } => {
                let body = text[at..end].strip_suffix('\r').unwrap_or(&text[at..end]);
                seen.push((at, at + body.len(), true, inner(doc_style)));
            }
            _ => {}
        }
        at = end;
    }
    seen
}
