//! A directive in its place.

use crate::position::TextRange;
use crate::suppress::comments::scan;
use crate::suppress::directives::{Directive, parse};
use crate::suppress::place::{Cover, Heads, removal};

/// One directive of a file and what it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Silencer {
    pub(super) directive: Directive,
    pub(super) cover: Cover,
    /// The comment's bytes.
    pub(super) comment: TextRange,
    /// The bytes to delete to be rid of it.
    pub(super) removal: TextRange,
    /// What the comment says; part of its fingerprint.
    pub(super) text: String,
}

/// The directives of a file, in its order.
pub(super) fn silencers(text: &str, items: &[TextRange], known_rules: &[&str]) -> Vec<Silencer> {
    // Every form of the tool's name ends so; nearly all files end here.
    let finder = |needle: &[u8]| memchr::memmem::find(text.as_bytes(), needle).is_some();
    if !finder(b"ssot") && !finder(b"SSOT") && !finder(b"Ssot") {
        return Vec::new();
    }
    let found: Vec<_> = scan(text)
        .into_iter()
        .filter_map(|comment| parse(&comment, known_rules).map(|directive| (comment, directive)))
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    let heads = Heads::new(text, items);
    found
        .into_iter()
        .map(|(comment, directive)| Silencer {
            directive,
            cover: heads.cover(&comment),
            comment: comment.range,
            removal: removal(text, comment.range),
            text: comment.body.trim().to_owned(),
        })
        .collect()
}
