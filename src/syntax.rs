//! One file's text → plain facts. The only module that knows `syn`.
//!
//! [`parse`] reads a text, lowers the tree to [`facts::FileFacts`] and drops it: `syn::File` is not `Send` and holds spans
//! that die with the thread's source map, facts are neither. What this layer does not know: which names mean Redis, other
//! files, configuration.

pub mod body;
mod depth;
mod edition;
mod excerpt;
pub mod expansion;
pub mod facts;
pub mod hygiene;
pub mod items;
mod left_out;
pub(crate) mod lexer;
mod lower;
mod outline;
pub mod paths;
pub mod places;
mod skim;
pub mod splice;
pub mod tokens;
pub mod types;

pub use left_out::{parse_body, parse_without};
pub use lower::{DOLLAR_CRATE_IDENT, declarations, is_placeholder};
pub use skim::{macro_names, skim};

use self::excerpt::Excerpt;
use crate::position::{TextRange, to_u32};
use crate::workspace::Edition;

/// Why a text gave no facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxError {
    /// Not Rust as `syn` understands it.
    #[error("{message}")]
    Invalid {
        /// What the parser says.
        message: String,
        /// Where.
        range: TextRange,
    },
    /// Nested so deeply that parsing it could exhaust the stack.
    #[error("nested {depth} levels deep, more than the {limit} that are parsed")]
    TooDeep {
        /// How deep.
        depth: usize,
        /// How deep is allowed.
        limit: usize,
    },
}

/// Reads one file.
///
/// # Errors
/// [`SyntaxError`] when the text is not Rust or is nested too deeply. Never panics.
pub fn parse(text: &str) -> Result<facts::FileFacts, SyntaxError> {
    parse_as(text, Edition::E2024)
}

/// Reads one file of a crate of an edition.
///
/// # Errors
/// As [`parse`].
pub fn parse_as(text: &str, edition: Edition) -> Result<facts::FileFacts, SyntaxError> {
    let result = parse_excerpt(&without_prefix(text), edition, lower::file);
    proc_macro2::extra::invalidate_current_thread_spans();
    result
}

/// Reads a file that `include!` brings in: items, or an expression, whose tokens count where it is included.
///
/// # Errors
/// As [`parse`].
pub fn parse_included(text: &str, edition: Edition) -> Result<facts::FileFacts, SyntaxError> {
    let all = without_prefix(text);
    let items = parse_excerpt::<syn::File, _>(&all, edition, lower::file);
    let result =
        items.or_else(|error| parse_excerpt::<syn::Expr, _>(&all, edition, lower::expression).map_err(|_| error));
    proc_macro2::extra::invalidate_current_thread_spans();
    result
}

fn parse_excerpt<T: syn::parse::Parse, R>(
    excerpt: &Excerpt<'_>,
    edition: Edition,
    lower: impl FnOnce(&T, lower::Spans) -> R,
) -> Result<R, SyntaxError> {
    let spans = lower::Spans::of(excerpt);
    let invalid = |error: &dyn std::fmt::Display, span: proc_macro2::Span| SyntaxError::Invalid {
        message: error.to_string(),
        range: spans.place(span),
    };
    let tokens: proc_macro2::TokenStream =
        excerpt.text().parse().map_err(|error: proc_macro2::LexError| invalid(&error, error.span()))?;
    depth::check_text(excerpt.text(), &tokens, depth::IN_FILE)?;
    let tokens = if edition == Edition::E2015 { edition::from_2015(tokens) } else { tokens };
    let tree: T = syn::parse2(tokens).map_err(|error| {
        let mut range = spans.place(error.span());
        if range.end == excerpt.start() {
            // syn reports an early end of file with the call-site span, which is empty.
            let end = excerpt.start() + to_u32(excerpt.text().len());
            range = TextRange::new(end, end);
        }
        SyntaxError::Invalid { message: error.to_string(), range }
    })?;
    Ok(lower(&tree, spans))
}

/// A text without what may stand before its first token: a byte order mark and a shebang line.
///
/// `#![` is an attribute, not a shebang (Rust reference, "Crates and source files").
fn without_prefix(text: &str) -> Excerpt<'_> {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body = match rest.strip_prefix("#!") {
        Some(after) if !is_inner_attribute(after) => rest.find('\n').map_or("", |at| &rest[at..]),
        _ => rest,
    };
    Excerpt::whole(body, to_u32(text.len() - body.len()))
}

/// Whether the text after `#!` makes it an inner attribute: the next token, comments skipped, is `[`.
fn is_inner_attribute(after: &str) -> bool {
    let mut rest = after.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.find('\n').map_or("", |at| &comment[at..]).trim_start();
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |at| &comment[at + 2..]).trim_start();
        } else {
            return rest.starts_with('[');
        }
    }
}
