//! The forms a dossier is written in.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use super::{Dossier, markdown, page};
use crate::report::text::write_json_pretty;

/// The values of `report --format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// GitHub-flavoured Markdown.
    #[default]
    Markdown,
    /// A page that stands alone.
    Html,
    /// The structure itself.
    Json,
}

impl Format {
    /// All of them in the order help lists them.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Html, Self::Json];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// Writes a dossier in it. Same input, same bytes.
    ///
    /// # Errors
    /// What `out` returns.
    pub fn write(self, dossier: &Dossier, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Markdown => out.write_all(markdown::render(dossier).as_bytes()),
            Self::Html => out.write_all(page::render(dossier).as_bytes()),
            Self::Json => write_json_pretty(out, dossier),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| format!("no such format: {name}"))
    }
}
