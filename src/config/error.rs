//! What can be wrong with a configuration, told with the place and the way out.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

use crate::source::ReadError;

/// Why there is no usable configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is there (or was named on the command line) but cannot be read.
    #[error("cannot read the configuration {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: ReadError,
    },
    /// More than one place holds a configuration.
    #[error("the configuration stands in more than one place: {}", places.join(" and "))]
    Conflict {
        /// The places, e.g. `redis-ssot.toml` and `[workspace.metadata.redis-ssot] in Cargo.toml`.
        places: Vec<String>,
    },
    /// The text is not TOML, or not a configuration.
    #[error(transparent)]
    Invalid(Box<Invalid>),
}

/// A configuration text with everything that is wrong in it.
#[derive(Debug)]
pub struct Invalid {
    source: NamedSource<Arc<str>>,
    problems: Vec<Problem>,
}

/// One thing that is wrong in a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The word beside the place; may be empty.
    pub label: String,
    /// The way out.
    pub help: Option<String>,
}

impl Invalid {
    /// The problems of the text shown as `name`; they are put into the order of the text.
    #[must_use]
    pub fn new(name: &str, text: Arc<str>, mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
        for problem in &mut problems {
            problem.message = harmless(&problem.message);
            problem.help = problem.help.as_deref().map(harmless);
        }
        let text: Arc<str> = harmless(&text).into();
        let source = NamedSource::new(name, text).with_language("toml");
        Self { source, problems }
    }

    /// What is wrong, in the order of the text.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// `text` with what could steer a terminal or reorder a line replaced, byte for byte, so that ranges stay right.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let bidi = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let layout = matches!(c, '\n' | '\r' | '\t');
        match c.len_utf8() {
            _ if !(bidi || c.is_control() && !layout) => out.push(c),
            3 => out.push('\u{fffd}'),
            length => out.extend(std::iter::repeat_n('?', length)),
        }
    }
    out
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.as_slice() {
            [only] => write!(f, "{only}"),
            all => write!(f, "{} problems in {}", all.len(), self.source.name()),
        }
    }
}

impl std::error::Error for Invalid {}

impl Diagnostic for Problem {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = (!self.label.is_empty()).then(|| self.label.clone());
        let length = self.range.end.saturating_sub(self.range.start);
        Some(Box::new(std::iter::once(LabeledSpan::new(label, self.range.start, length))))
    }
}

impl Diagnostic for ConfigError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new("redis_ssot::configuration"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        match self {
            Self::Invalid(invalid) => match invalid.problems.as_slice() {
                [only] => only.help(),
                _ => None,
            },
            Self::Conflict { .. } => Some(Box::new("keep one of them and delete the other")),
            Self::Unreadable { .. } => None,
        }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        match self {
            Self::Invalid(invalid) => Some(&invalid.source),
            _ => None,
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        match self {
            Self::Invalid(invalid) => match invalid.problems.as_slice() {
                [only] => only.labels(),
                _ => None,
            },
            _ => None,
        }
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        match self {
            Self::Invalid(invalid) if invalid.problems.len() > 1 => {
                Some(Box::new(invalid.problems.iter().map(|problem| problem as &dyn Diagnostic)))
            }
            _ => None,
        }
    }
}
