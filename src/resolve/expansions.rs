//! What macro calls expanded to, and where each of its tokens was written.
//!
//! Positions of a file go on behind its end: there stand, one after the other, the texts of the expansions of its calls, so
//! that facts of an expansion are facts of that file like all others. [`Graph::origin`] leads back into the source.
//!
//! A codebase is collected anew whenever more of it was read, and its texts stay what they were: what came out of a call in item
//! position is kept from one graph to the next. To transcribe and parse it again is most of what collecting costs where macros
//! declare much.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::graph::{CrateId, Graph, MacroId};
use crate::position::{FileId, Span, TextRange, to_u32};
use crate::syntax::expansion::Own;
use crate::syntax::facts::{AssocItem, Item};
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
    kept: FxHashMap<Site, Kept>,
    /// Names of macros that calls within were left alone for.
    own: Vec<Own>,
}

/// A call in item position, and all that decides what comes out of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Site {
    /// The call's path.
    pub(super) call: Span,
    /// Its arguments.
    pub(super) input: TextRange,
    /// The macro's definition.
    pub(super) of: Span,
    /// The crate that declares the macro.
    pub(super) krate: CrateId,
    pub(super) position: Position,
    /// See [`Expansions::own`].
    pub(super) own: u32,
}

/// Where a call in item position stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Position {
    Module,
    Trait,
    Impl,
}

/// Items that came out of a call.
#[derive(Debug, Clone)]
pub(super) enum Items {
    Module(Vec<Arc<Item>>),
    Assoc(Vec<Arc<AssocItem>>),
}

/// What came out of the calls at one site, as often as its file is part of a crate; how many of them the graph has that is collected.
#[derive(Debug, Default)]
struct Kept {
    all: Vec<(usize, Items)>,
    used: usize,
}

impl Expansions {
    /// Begins another graph of the same texts.
    pub(super) fn begin(&mut self) {
        self.kept.values_mut().for_each(|kept| kept.used = 0);
    }

    /// A number for a set of names.
    pub(super) fn own(&mut self, names: &Own) -> u32 {
        if let Some(at) = self.own.iter().rposition(|known| Arc::ptr_eq(known, names)) {
            return to_u32(at);
        }
        let at = self.own.iter().position(|known| known == names).unwrap_or(self.own.len());
        // Whoever asks again has this very set.
        match self.own.get_mut(at) {
            Some(known) => *known = Arc::clone(names),
            None => self.own.push(Arc::clone(names)),
        }
        to_u32(at)
    }

    /// What came out of the next call at a site, by which arm, if that has no more tokens than are left; it is of this macro now.
    pub(super) fn kept(&mut self, site: &Site, id: MacroId, left: usize) -> Option<(usize, usize, Items)> {
        let kept = self.kept.get_mut(site)?;
        let (at, items) = kept.all.get(kept.used)?;
        let expansion = &mut self.all[*at];
        let tokens = expansion.rendered.tokens.len();
        // A call that comes near its budget is tried again: it may have less than before.
        let (_, arm) = expansion.of.filter(|_| tokens < left / 2)?;
        kept.used += 1;
        expansion.of = Some((id, arm));
        Some((arm, tokens, items.clone()))
    }

    /// Keeps what came out of the expansion that was added last.
    pub(super) fn keep(&mut self, site: Site, items: Items) {
        let kept = self.kept.entry(site).or_default();
        kept.all.truncate(kept.used);
        kept.all.push((self.all.len() - 1, items));
        kept.used += 1;
    }

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
}

impl Graph {
    /// Where something was written, and by which macro's definition, if any.
    #[must_use]
    pub fn origin(&self, span: Span) -> Origin {
        self.expansions.origin(span)
    }

    /// The expansions, for another graph of the same texts.
    #[must_use]
    pub fn into_expansions(self) -> Expansions {
        self.expansions
    }

    /// The expansion that a mark names.
    #[must_use]
    pub fn expansion(&self, mark: Mark) -> Option<&Expansion> {
        self.expansions.of(mark)
    }
}
