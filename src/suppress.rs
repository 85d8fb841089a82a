//! Comments that silence findings: `// redis-ssot: allow(rule) -- reason`.
//!
//! After code, such a comment covers its line. On a line of its own it covers the line of code that follows, and all of
//! the item or statement that begins there. As `//!` it covers the file, or the inline module or body it stands in.

mod apply;
pub mod comments;
pub mod directives;
mod place;
mod silencer;
mod toml;

use crate::position::TextRange;

pub use apply::{Applied, Place, Surroundings, apply};

/// The suppressions of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressions {
    silencers: Vec<silencer::Silencer>,
}

impl Suppressions {
    /// Reads the comments of a file's `text`.
    ///
    /// `items` are the bytes of the file's items and statements with their attributes and doc comments, in any order
    /// and nesting (fields, variants and arms may be among them; the file itself must not). `known_rules` are the names
    /// the registry has.
    #[must_use]
    pub fn of(text: &str, items: &[TextRange], known_rules: &[&str]) -> Self {
        Self { silencers: silencer::silencers(text, items, known_rules) }
    }

    /// Reads the comments of a manifest's `text`: `# redis-ssot: allow(rule) -- reason` after an entry or above it.
    #[must_use]
    pub fn of_manifest(text: &str, known_rules: &[&str]) -> Self {
        Self { silencers: toml::silencers(text, known_rules) }
    }

    /// Whether the file has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.silencers.is_empty()
    }

    /// How many comments of the file are meant for the tool.
    #[must_use]
    pub fn len(&self) -> usize {
        self.silencers.len()
    }
}
