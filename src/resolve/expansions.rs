//! What macro calls expanded to, and where each of its tokens was written.
//!
//! Positions of a file go on behind its end: there stand, one after the other, the texts of the expansions of its calls, so
//! that facts of an expansion are facts of that file like all others. [`Graph::origin`] leads back into the source.

use rustc_hash::FxHashMap;

use super::graph::{Graph, MacroId};
use crate::position::{FileId, Span, TextRange, to_u32};
use crate::syntax::hygiene::Mark;
use crate::syntax::tokens::{Origin, Rendered};

/// One expansion.
#[derive(Debug)]
pub struct Expansion {
    /// The macro and the arm; none for `include!`.
    pub of: Option<(MacroId, usize)>,
    /// The path of the call, maybe itself in an expansion.
    pub call: Span,
    /// Where its text begins among the positions of the call's file.
    start: u32,
    rendered: Rendered,
}

/// All expansions.
#[derive(Debug, Default)]
pub struct Expansions {
    all: Vec<Expansion>,
    /// By file, in order of their texts; the first position behind the last one.
    files: FxHashMap<FileId, (Vec<usize>, u32)>,
}

impl Expansions {
    /// The mark of the next expansion.
    pub(super) fn next_mark(&self) -> Mark {
        to_u32(self.all.len() + 1)
    }

    /// Adds an expansion to a file of `len` bytes; gives its text and where that begins. None when the file has no room.
    pub(super) fn add(
        &mut self,
        of: Option<(MacroId, usize)>,
        call: Span,
        rendered: Rendered,
        len: u32,
    ) -> Option<(&Rendered, u32)> {
        let (list, end) = self.files.entry(call.file).or_insert_with(|| (Vec::new(), len + 1));
        let start = *end;
        // A byte stays free between two texts, so that an end belongs to no other.
        *end = start.checked_add(to_u32(rendered.text.len()).checked_add(1)?)?;
        list.push(self.all.len());
        self.all.push(Expansion { of, call, start, rendered });
        self.all.last().map(|added| (&added.rendered, start))
    }

    fn at(&self, span: Span) -> Option<&Expansion> {
        let (list, _) = self.files.get(&span.file)?;
        let found = list.partition_point(|at| self.all[*at].start <= span.range.start).checked_sub(1)?;
        Some(&self.all[list[found]])
    }

    /// The call whose expansion something stands in.
    pub(super) fn around(&self, span: Span) -> Option<Span> {
        self.at(span).map(|found| found.call)
    }

    /// A part of an expansion's text.
    pub(super) fn text(&self, span: Span) -> Option<&str> {
        let found = self.at(span)?;
        let (start, end) = (span.range.start - found.start, span.range.end.checked_sub(found.start)?);
        found.rendered.text.get(start as usize..end as usize)
    }

    /// A part of an expansion's text, with where its tokens were written.
    pub(super) fn part(&self, span: Span) -> Option<Rendered> {
        let found = self.at(span)?;
        let end = span.range.end.checked_sub(found.start)?;
        found.rendered.part(TextRange::new(span.range.start - found.start, end))
    }

    /// Where something was written.
    #[must_use]
    pub fn origin(&self, span: Span) -> Origin {
        let inside = self.at(span).and_then(|found| {
            let range = TextRange::new(span.range.start - found.start, span.range.end.saturating_sub(found.start));
            found.rendered.origin(range)
        });
        inside.unwrap_or(Origin { span, mark: 0 })
    }

    /// The expansion of a mark.
    #[must_use]
    pub fn of(&self, mark: Mark) -> Option<&Expansion> {
        self.all.get((mark as usize).checked_sub(1)?)
    }

    /// The texts are of no use once everything is expanded.
    pub(super) fn forget_texts(&mut self) {
        for expansion in &mut self.all {
            expansion.rendered.text = String::new();
        }
    }
}

impl Graph {
    /// Where something was written, and by which macro's definition, if any.
    #[must_use]
    pub fn origin(&self, span: Span) -> Origin {
        self.expansions.origin(span)
    }

    /// The expansion that a mark names.
    #[must_use]
    pub fn expansion(&self, mark: Mark) -> Option<&Expansion> {
        self.expansions.of(mark)
    }
}
