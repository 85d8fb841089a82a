//! `syn` tree → facts.

mod attrs;
mod declarations;
mod expanded;
mod exprs;
mod items;
mod macro_rules;
mod macros;
mod matches;
mod pats;
mod scan;
mod spans;
mod stmts;
mod types;
mod uses;

use std::cell::Cell;

use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

pub use declarations::declarations;
pub use macro_rules::{DOLLAR_CRATE_IDENT, is_placeholder};
pub(super) use spans::Spans;

use super::body::Body;
use super::facts::{FileFacts, Include};
use super::hygiene::Mark;
use super::places::LeftOut;
use super::types::Name;
use crate::position::TextRange;

/// State of lowering one file.
pub(super) struct Lower {
    spans: Spans,
    coverable: Vec<TextRange>,
    strings: Vec<(TextRange, Name)>,
    /// How many macro arguments or strings with code deep; bounded by [`macros::DEPTH`].
    macro_depth: u32,
    /// How deep in a written type, and how many types it has so far.
    type_parts: Cell<(u32, u32)>,
    /// Statements of code in strings and macro bodies cover nothing.
    quiet: u32,
    includes: Vec<Include>,
    /// Of an expansion: macros whose calls are expanded in turn, so that their arguments need not be read as they stand.
    own: Arc<FxHashSet<Name>>,
    /// What the next body is built in: empty tables that have room.
    scratch: Body,
    /// Where the bodies begin that were left out of the text.
    left_out: FxHashSet<u32>,
    /// Of an expansion: tokens that its macro's definition wrote, by where they start, and by which expansion.
    marks: Vec<(u32, Mark)>,
}

/// Lowers a file.
pub(super) fn file(file: &syn::File, spans: Spans) -> FileFacts {
    file_without(file, spans, FxHashSet::default())
}

/// Lowers a file whose text lacks the bodies that begin at these bytes.
pub(super) fn file_without(file: &syn::File, spans: Spans, left_out: FxHashSet<u32>) -> FileFacts {
    let mut lower = Lower { left_out, ..Lower::new(spans) };
    let items = lower.items(&file.items);
    let attrs = lower.attrs(&file.attrs);
    let mut coverable = lower.coverable;
    coverable.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    coverable.dedup();
    let Lower { mut strings, includes, .. } = lower;
    // Those of macro calls come as their arguments are read.
    strings.sort_unstable();
    FileFacts { attrs, items, coverable, strings, includes, left_out: LeftOut::default() }
}

/// Lowers the body of a function, free or associated; beside it, what a file's facts say of it.
pub(super) fn function_body(function: &syn::ImplItemFn, spans: Spans) -> Option<(Body, FileFacts)> {
    let mut lower = Lower::new(spans);
    let body = lower.function(&function.sig, Some(&function.block)).body?;
    let Lower { coverable, strings, includes, .. } = lower;
    Some((body, FileFacts { coverable, strings, includes, ..FileFacts::default() }))
}

/// Lowers a file that holds one expression: what can be told of it without knowing where it is included.
pub(super) fn expression(expr: &syn::Expr, spans: Spans) -> FileFacts {
    let mut lower = Lower::new(spans);
    lower.expr_body(expr);
    let Lower { mut coverable, strings, includes, .. } = lower;
    coverable.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    coverable.dedup();
    FileFacts { coverable, strings, includes, ..FileFacts::default() }
}

impl Lower {
    fn new(spans: Spans) -> Self {
        Self {
            spans,
            coverable: Vec::new(),
            strings: Vec::new(),
            macro_depth: 0,
            type_parts: Cell::default(),
            quiet: 0,
            includes: Vec::new(),
            own: Arc::default(),
            scratch: Body::default(),
            left_out: FxHashSet::default(),
            marks: Vec::new(),
        }
    }

    fn range(&self, span: proc_macro2::Span) -> TextRange {
        self.spans.range(span)
    }

    fn cover(&mut self, range: TextRange) {
        if self.quiet == 0 && !range.is_empty() {
            self.coverable.push(range);
        }
    }

    /// Range from the first attribute (or `start`) to `end`.
    fn with_attrs(&self, attrs: &[syn::Attribute], start: TextRange, end: TextRange) -> TextRange {
        let first = attrs.first().map_or(start, |attr| self.range(attr.pound_token.span));
        first.cover(start).cover(end)
    }
}

/// An identifier without `r#`.
fn name(ident: &syn::Ident) -> Name {
    use std::fmt::Write as _;
    let mut builder = smol_str::SmolStrBuilder::new();
    // Formatting the identifier avoids the heap for names that fit in place.
    let _ = write!(builder, "{ident}");
    let written = builder.finish();
    written.strip_prefix("r#").map(SmolStr::from).unwrap_or(written)
}

fn index_name(index: usize) -> Name {
    const SMALL: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    SMALL.get(index).map_or_else(|| SmolStr::from(index.to_string()), |text| SmolStr::new_static(text))
}
