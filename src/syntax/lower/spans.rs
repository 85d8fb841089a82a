//! Spans of the parser → bytes of the file.

use std::rc::Rc;

use crate::position::{TextRange, to_u32};
use crate::syntax::excerpt::{Excerpt, Line};

/// Turns `proc_macro2` spans into byte ranges of the file as stored.
#[derive(Debug, Clone)]
pub(in crate::syntax) struct Spans {
    /// Where the first byte that was lexed stands: a byte order mark and a shebang are cut off. Spans count from there.
    start: u32,
    /// The lines that were lexed.
    ///
    /// A span knows its lines and columns at once, but must count characters for `Span::byte_range`, and then keeps a map of
    /// every offset it was asked for.
    lines: Rc<[Line]>,
    /// Everything stands here: code out of a string whose escapes make offsets useless.
    clamp: Option<TextRange>,
}

impl Spans {
    /// Spans of what was lexed.
    pub(in crate::syntax) fn of(excerpt: &Excerpt<'_>) -> Self {
        Self { start: excerpt.start(), lines: excerpt.lines().collect(), clamp: None }
    }

    /// Every span is this range.
    pub(in crate::syntax) fn clamped(range: TextRange) -> Self {
        Self { start: 0, lines: Rc::default(), clamp: Some(range) }
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
        self.place(span).start - self.start
    }

    /// Where a span stands, which may be between two bytes.
    pub(in crate::syntax) fn place(&self, span: proc_macro2::Span) -> TextRange {
        if let Some(clamp) = self.clamp {
            return clamp;
        }
        let start = self.offset(span.start(), || span.byte_range().start);
        let end = self.offset(span.end(), || span.byte_range().end);
        TextRange::new(start, end)
    }

    /// The byte of the file at a line and column; `counted` gives it among those that were lexed.
    fn offset(&self, at: proc_macro2::LineColumn, counted: impl FnOnce() -> usize) -> u32 {
        match at.line.checked_sub(1).and_then(|line| self.lines.get(line)) {
            Some(line) if line.is_ascii => line.in_file + to_u32(at.column),
            Some(line) => line.in_file + to_u32(counted()).saturating_sub(line.here),
            None => self.start + to_u32(counted()),
        }
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
        let spans = Spans::of(&Excerpt::whole(text, 7));
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
