//! The baseline's file: JSON, one entry per line, sorted, so that a change of it reads well in review.

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::sync::Arc;

use miette::{NamedSource, SourceSpan};
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer};

use crate::atomic;
use crate::baseline::{Baseline, Counts, Entry};
use crate::report::text::write_json;

/// The version this tool writes. It reads version 1 too, which had no counts.
pub const VERSION: u64 = 2;

/// Why a baseline cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum BaselineError {
    /// The file cannot be read.
    #[error("cannot read the baseline {path}: {reason}")]
    #[diagnostic(code("redis_ssot::baseline"), help("`cargo redis-ssot baseline` writes one"))]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        reason: io::Error,
    },
    /// The file cannot be written; it is as it was.
    #[error("cannot write the baseline {path}: {reason}")]
    #[diagnostic(code("redis_ssot::baseline"))]
    Unwritable {
        /// The file.
        path: String,
        /// Why.
        reason: io::Error,
    },
    /// Another version.
    #[error("the baseline {path} is of version {found}, this tool reads versions 1 to {VERSION}")]
    #[diagnostic(
        code("redis_ssot::baseline"),
        help("write it again with `cargo redis-ssot baseline --force`, or use the tool that wrote it")
    )]
    Version {
        /// The file.
        path: String,
        /// Its version.
        found: u64,
    },
    /// No JSON, or not a baseline.
    #[error("the baseline {path} is damaged: {message}")]
    #[diagnostic(code("redis_ssot::baseline"))]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong.
        message: String,
        /// Its text.
        #[source_code]
        source_code: Arc<NamedSource<String>>,
        /// The place.
        #[label("here")]
        at: SourceSpan,
    },
}

impl Baseline {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// See [`BaselineError`].
    pub fn read(path: &Path) -> Result<Self, BaselineError> {
        let display = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&display, &text),
            Err(reason) => Err(BaselineError::Unreadable { path: display, reason }),
        }
    }

    /// Reads a baseline from its text; messages show the file as `display`.
    ///
    /// # Errors
    /// [`BaselineError::Version`] or [`BaselineError::Damaged`].
    pub fn parse(display: &str, text: &str) -> Result<Self, BaselineError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // The version first: another one may have other fields.
        let head: Head = serde_json::from_str(text).map_err(|e| damaged(display, text, &e))?;
        if !(1..=VERSION).contains(&head.version) {
            return Err(BaselineError::Version { path: display.to_owned(), found: head.version });
        }
        let file: File = serde_json::from_str(text).map_err(|e| damaged(display, text, &e))?;
        Ok(Self::new(file.entries).with_counts(file.counts))
    }

    /// The text of the file: one entry per line, lines ended by `\n` on every system.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = format!("{{\n  \"version\": {VERSION},\n");
        if let Some(counts) = self.counts() {
            let _ = writeln!(out, "  \"counts\": {},", serde_json::to_string(&counts).unwrap_or_default());
        }
        out.push_str("  \"entries\": [");
        for (at, entry) in self.entries().iter().enumerate() {
            out.push_str(if at == 0 { "\n    " } else { ",\n    " });
            // A struct of strings always has a JSON form. The file is reviewed: what a path holds must not reorder its lines.
            let mut line = Vec::new();
            let _ = write_json(&mut line, entry);
            out.push_str(&String::from_utf8_lossy(&line));
        }
        out.push_str(if self.entries().is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
        out
    }

    /// Writes the file at `path`, whole or not at all.
    ///
    /// # Errors
    /// [`BaselineError::Unwritable`].
    pub fn write(&self, path: &Path) -> Result<(), BaselineError> {
        atomic::write(path, self.to_json().as_bytes())
            .map_err(|reason| BaselineError::Unwritable { path: path.display().to_string(), reason })
    }
}

#[derive(Deserialize)]
struct Head {
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: IgnoredAny,
    #[serde(default)]
    counts: Option<Counts>,
    entries: Vec<Entry>,
}

/// A fingerprint as [`crate::baseline::fingerprint`] makes them.
pub(super) fn fingerprint_field<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() == 16 && text.bytes().all(digit) {
        return Ok(text);
    }
    Err(D::Error::custom(format!("`{text}` is not a fingerprint (16 lower-case hexadecimal digits)")))
}

fn damaged(display: &str, text: &str, error: &serde_json::Error) -> BaselineError {
    let message = error.to_string();
    // The place is shown by the label; serde_json repeats it at the end of its message.
    let message = message.split(" at line ").next().unwrap_or(&message);
    BaselineError::Damaged {
        path: display.to_owned(),
        message: message.to_owned(),
        source_code: Arc::new(NamedSource::new(display, text.to_owned()).with_language("json")),
        at: offset(text, error.line(), error.column()).into(),
    }
}

/// The byte of a line (from 1) and column (in bytes, from 1) as serde_json counts them; 0 when it has none.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
