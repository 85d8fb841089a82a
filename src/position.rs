//! Positions: which file, which bytes. The only module that does arithmetic on them.
//!
//! Everything before `report` speaks in [`Span`]s (a file and a byte range of the file *as stored*, byte order mark and
//! carriage returns counted). Lines and columns exist only in [`LineIndex`], and are computed for findings alone.

use std::fmt;

/// One source file or manifest of the codebase, by its index in [`crate::source::Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// Bytes of one file: `start` inclusive, `end` exclusive, counted from 0 in the file as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TextRange {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl TextRange {
    /// The range from `start` to `end`; an `end` before `start` gives the empty range at `start`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The smallest range that holds both; an empty one, of what stands nowhere, adds nothing.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return if self.is_empty() { other } else { self };
        }
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies within this range.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// These bytes of a text; none past its end or in the middle of a character.
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Bytes of one file of the codebase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub range: TextRange,
}

impl Span {
    /// The span of `range` in `file`.
    #[must_use]
    pub fn new(file: FileId, range: TextRange) -> Self {
        Self { file, range }
    }
}

/// A place in a text as people and rustc count: line from 1, column from 1 in characters.
///
/// rustc's JSON counts so (columns in `char`s, a byte order mark not counted, a tab is 1); measured with rustc 1.95.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Where the lines of one text begin. Built once per file that has a finding.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// Indexes `text`. Lines end at `\n`; a `\r` before it belongs to the line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| to_u32(at + 1)));
        Self { starts, len: to_u32(text.len()) }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn lines(&self) -> u32 {
        to_u32(self.starts.len())
    }

    /// Line and column of a byte offset in `text`, the text this index was made of.
    ///
    /// An offset past the end is the end; one inside a character counts as the character's start.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let offset = snap(text, offset.min(self.len));
        let line = self.starts.partition_point(|start| *start <= offset).max(1) - 1;
        let start = self.starts[line] as usize;
        let before = text.get(start..offset as usize).unwrap_or_default();
        let before = if line == 0 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { before };
        LineColumn { line: to_u32(line) + 1, column: to_u32(before.chars().count()) + 1 }
    }

    /// The bytes of a line (from 1), without its line ending.
    #[must_use]
    pub fn line_range(&self, text: &str, line: u32) -> TextRange {
        let at = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        let start = self.starts[at];
        let end = self.starts.get(at + 1).copied().unwrap_or(self.len);
        let body = text.get(start as usize..end as usize).unwrap_or_default();
        let body = body.strip_suffix('\n').unwrap_or(body);
        let body = body.strip_suffix('\r').unwrap_or(body);
        TextRange::new(start, start + to_u32(body.len()))
    }
}

/// A length or offset in a file as `u32`; files over 4 GiB are refused before they get here.
#[must_use]
pub fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The nearest character boundary of `text` at or before `offset`.
fn snap(text: &str, offset: u32) -> u32 {
    let mut at = offset as usize;
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    to_u32(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_nowhere_adds_nothing_to_a_range() {
        let (nowhere, one, other) = (TextRange::default(), TextRange::new(3, 5), TextRange::new(8, 9));
        assert_eq!(one.cover(other), TextRange::new(3, 9));
        assert_eq!((nowhere.cover(one), one.cover(nowhere)), (one, one));
    }

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let text = "\u{feff}a\u{e9}b\r\n\tc";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 3), LineColumn { line: 1, column: 1 });
        assert_eq!(index.line_column(text, 6), LineColumn { line: 1, column: 3 });
        assert_eq!(index.line_column(text, 5), LineColumn { line: 1, column: 2 }, "inside a character: its start");
        assert_eq!(index.line_column(text, 10), LineColumn { line: 2, column: 2 });
        assert_eq!(index.line_column(text, 999), LineColumn { line: 2, column: 3 });
        assert_eq!(index.line_range(text, 1), TextRange::new(0, 7));
        assert_eq!(index.line_range(text, 2), TextRange::new(9, 11));
    }
}
