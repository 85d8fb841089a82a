//! Spans of the parser → bytes of the file.

use std::rc::Rc;

use crate::position::{TextRange, to_u32};

/// Turns `proc_macro2` spans into byte ranges of the file as stored.
#[derive(Debug, Clone)]
pub(in crate::syntax) struct Spans {
    /// Bytes cut off before lexing: byte order mark, shebang. Spans count from the first byte that was lexed.
    prefix: u32,
    /// Where each line of the lexed text begins; none for one whose characters are not a byte each.
    ///
    /// A span knows its lines and columns at once, but must count characters for `Span::byte_range`, and then keeps a map of
    /// every offset it was asked for.
    lines: Rc<[Option<u32>]>,
    /// Everything stands here: code out of a string whose escapes make offsets useless.
    clamp: Option<TextRange>,
}

impl Spans {
    /// Spans of a text that was lexed, which begins at an offset.
    pub(in crate::syntax) fn of(text: &str, prefix: u32) -> Self {
        let is_ascii = text.is_ascii();
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
        let lines = ends.map(|end| {
            let begins = std::mem::replace(&mut start, end + 1);
            (is_ascii || text.as_bytes()[begins..end].is_ascii()).then_some(to_u32(begins))
        });
        Self { prefix, lines: lines.collect(), clamp: None }
    }

    /// Every span is this range.
    pub(in crate::syntax) fn clamped(range: TextRange) -> Self {
        Self { prefix: 0, lines: Rc::default(), clamp: Some(range) }
    }

    /// Whether spans tell where something stands.
    pub(super) fn are_exact(&self) -> bool {
        self.clamp.is_none()
    }

    /// The bytes of a span; none for what was made up. No token is empty.
    pub(in crate::syntax) fn range(&self, span: proc_macro2::Span) -> TextRange {
        let place = self.place(span);
        if place.is_empty() { TextRange::default() } else { place }
    }

    /// The first byte of a span in the text that was lexed.
    pub(in crate::syntax) fn first(&self, span: proc_macro2::Span) -> u32 {
        self.place(span).start - self.prefix
    }

    /// Where a span stands, which may be between two bytes.
    pub(in crate::syntax) fn place(&self, span: proc_macro2::Span) -> TextRange {
        if let Some(clamp) = self.clamp {
            return clamp;
        }
        let (start, end) = self.offsets(span).unwrap_or_else(|| {
            let bytes = span.byte_range();
            (to_u32(bytes.start), to_u32(bytes.end))
        });
        TextRange::new(self.prefix + start, self.prefix + end)
    }

    fn offsets(&self, span: proc_macro2::Span) -> Option<(u32, u32)> {
        let offset = |at: proc_macro2::LineColumn| {
            let line = self.lines.get(at.line.checked_sub(1)?).copied().flatten()?;
            Some(line + to_u32(at.column))
        };
        Some((offset(span.start())?, offset(span.end())?))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_give_the_same_bytes_as_counting() {
        let text = "fn f() {\r\n  let \u{e4} = \"\n \u{1f980} \"; x }\n\n/* \u{e4}\n */ y\n";
        let tokens: proc_macro2::TokenStream = text.parse().unwrap();
        let spans = Spans::of(text, 7);
        let mut pending: Vec<_> = tokens.into_iter().collect();
        while let Some(tree) = pending.pop() {
            let bytes = tree.span().byte_range();
            let range = TextRange::new(7 + to_u32(bytes.start), 7 + to_u32(bytes.end));
            assert_eq!(spans.range(tree.span()), range, "{tree}");
            if let proc_macro2::TokenTree::Group(group) = tree {
                pending.extend(group.stream());
            }
        }
        let end = proc_macro2::Span::call_site();
        assert_eq!(spans.range(end), TextRange::default());
    }
}
