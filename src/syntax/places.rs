//! Where the items of a text stand that can be left out when it is parsed, and those around them.

use crate::position::TextRange;

/// A function whose body can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyPlace {
    /// The function, attributes included.
    pub function: TextRange,
    /// The head of the `impl` or trait around it; empty where there is none.
    pub head: TextRange,
    /// The body, braces included.
    pub body: TextRange,
}

/// An `impl` of a type, and of no trait, that can be left out: the type is declared beside it, and what it gives the type are functions
/// and constants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImplPlace {
    /// Where what stands before it ends: comments in between may be about it.
    pub above: u32,
    /// The `impl`, attributes and documentation included.
    pub range: TextRange,
    /// The type's name.
    pub of: TextRange,
    /// The names of what it gives the type.
    pub names: Vec<TextRange>,
    /// The bodies in it that can be left out, in order; once it is read, those that still are.
    pub bodies: Vec<BodyPlace>,
}

impl ImplPlace {
    /// The `impl` with the comments above it.
    #[must_use]
    pub fn with_comments(&self) -> TextRange {
        TextRange::new(self.above, self.range.end)
    }

    /// A byte of it that is part of none of its functions, nor of its head: whoever asks for it asks for its last one.
    #[must_use]
    pub fn last(&self) -> u32 {
        self.range.end.saturating_sub(1)
    }
}

/// What was left out of a file, or is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Bodies of functions that are read, in order.
    pub bodies: Vec<BodyPlace>,
    /// Whole `impl`s, in order.
    pub impls: Vec<ImplPlace>,
}

impl LeftOut {
    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty() && self.impls.is_empty()
    }

    /// The parts of a range of the text that are read, the braces of bodies among them; none where this is not in order or of another text.
    #[must_use]
    pub fn kept(&self, within: TextRange) -> Option<Vec<TextRange>> {
        let inside = |body: TextRange| TextRange::new(body.start + 1, body.end.max(body.start + 2) - 1);
        let bodies = self.bodies.iter().map(|place| inside(place.body));
        let mut gaps: Vec<TextRange> = bodies.chain(self.impls.iter().map(|place| place.range)).collect();
        gaps.sort_unstable_by_key(|gap| gap.start);
        let mut kept = Vec::with_capacity(gaps.len() + 1);
        let mut at = within.start;
        for gap in gaps {
            gap.start.checked_sub(at)?;
            kept.push(TextRange::new(at, gap.start));
            at = gap.end;
        }
        within.end.checked_sub(at)?;
        kept.push(TextRange::new(at, within.end));
        Some(kept)
    }

    /// All bodies, those of the `impl`s among them.
    pub fn all_bodies(&self) -> impl Iterator<Item = &BodyPlace> {
        self.bodies.iter().chain(self.impls.iter().flat_map(|place| &place.bodies))
    }
}

/// An item that is no function and holds none, or a `use` declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherPlace {
    /// The item.
    pub range: TextRange,
    /// Its name; empty for a `use` declaration, which binds any of its words.
    pub name: TextRange,
}
