//! Lines and columns of findings, each file indexed once.

use rustc_hash::FxHashMap;

use super::{Finding, Input};
use crate::position::{FileId, LineColumn, LineIndex, Span, TextRange, to_u32};
use crate::source::Sources;

/// Start and end of a span; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// First character.
    pub start: LineColumn,
    /// One past the last character.
    pub end: LineColumn,
}

/// Positions in the files that have findings.
pub struct Places<'a> {
    sources: &'a Sources,
    files: FxHashMap<FileId, Lines>,
}

/// The lines of one file, and the last position asked for: findings come sorted, so a column on the same (perhaps
/// very long) line is counted on from there.
struct Lines {
    index: LineIndex,
    last: (LineColumn, u32),
}

impl<'a> Places<'a> {
    /// Positions in `sources`.
    #[must_use]
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, files: FxHashMap::default() }
    }

    /// The text of a file as stored.
    #[must_use]
    pub fn text(&self, file: FileId) -> &'a str {
        &self.sources.get(file).text
    }

    /// The path of a file as reports show it; not sanitized.
    #[must_use]
    pub fn display(&self, file: FileId) -> &'a str {
        &self.sources.get(file).display
    }

    /// Line and column of a byte offset.
    pub fn at(&mut self, file: FileId, offset: u32) -> LineColumn {
        let text = self.text(file);
        let offset = to_u32(text.floor_char_boundary(offset as usize));
        let lines = self.lines_of(file);
        let (last, from) = lines.last;
        let found = match text.get(from as usize..offset as usize) {
            Some(between) if from > 0 && memchr::memchr(b'\n', between.as_bytes()).is_none() => {
                LineColumn { line: last.line, column: last.column + to_u32(between.chars().count()) }
            }
            _ => lines.index.line_column(text, offset),
        };
        lines.last = (found, offset);
        found
    }

    /// Start and end of a span.
    pub fn region(&mut self, span: Span) -> Region {
        let start = self.at(span.file, span.range.start);
        Region { start, end: self.at(span.file, span.range.end) }
    }

    /// The bytes of a line (from 1) without its ending, nor the byte order mark.
    pub fn line(&mut self, file: FileId, line: u32) -> TextRange {
        let text = self.text(file);
        let range = self.lines_of(file).index.line_range(text, line);
        let mark = if range.start == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
        TextRange::new(range.start + mark, range.end)
    }

    /// How many lines a file has.
    pub fn line_count(&mut self, file: FileId) -> u32 {
        self.lines_of(file).index.lines()
    }

    fn lines_of(&mut self, file: FileId) -> &mut Lines {
        let text = self.text(file);
        self.files
            .entry(file)
            .or_insert_with(|| Lines { index: LineIndex::new(text), last: (LineColumn { line: 1, column: 1 }, 0) })
    }
}

/// Where findings about the codebase as a whole are shown by formats that need a place: the root manifest.
#[derive(Debug, Clone)]
pub struct Home {
    /// Its path as reports show it; not sanitized.
    pub display: String,
    /// The file, if it was read.
    pub file: Option<FileId>,
}

impl Home {
    /// The workspace manifest of the finding's package, or of the first package.
    #[must_use]
    pub fn of(input: &Input<'_>, finding: &Finding) -> Self {
        let packages = &input.codebase.packages;
        let package = finding.target.and_then(|(at, _)| packages.get(at)).or_else(|| packages.first());
        let Some(package) = package else {
            return Self { display: "Cargo.toml".to_owned(), file: None };
        };
        let path = &package.workspace_manifest;
        if let Some((id, file)) = input.sources.iter().find(|(_, file)| file.path == *path) {
            return Self { display: file.display.clone(), file: Some(id) };
        }
        let relative = path.strip_prefix(&input.codebase.root).unwrap_or(path);
        let parts: Vec<_> = relative.iter().map(std::ffi::OsStr::to_string_lossy).collect();
        Self { display: parts.join("/"), file: None }
    }
}

/// Path, start and end of a finding for formats that need a place.
pub fn locate(input: &Input<'_>, places: &mut Places<'_>, finding: &Finding) -> (String, Region) {
    if let Some(label) = &finding.primary {
        return (places.display(label.span.file).to_owned(), places.region(label.span));
    }
    let home = Home::of(input, finding);
    let first = LineColumn { line: 1, column: 1 };
    let region = home.file.map(|file| {
        let range = places.line(file, 1);
        places.region(Span::new(file, range))
    });
    (home.display, region.unwrap_or(Region { start: first, end: first }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn counting_on_from_the_last_position_gives_what_the_index_gives() {
        let text = "\u{feff}a\u{e9}b c\r\n\td\u{4e2d}e\n\nf";
        let mut sources = Sources::default();
        let path = std::path::PathBuf::from("/a.rs");
        let file = sources.add(SourceFile { path, display: "a.rs".to_owned(), text: text.into() });
        let index = LineIndex::new(text);
        let forward: Vec<u32> = (0..=to_u32(text.len()) + 2).collect();
        let backward: Vec<u32> = forward.iter().rev().copied().collect();
        for order in [&forward, &backward, &vec![4, 3, 9, 8, 12, 11, 12]] {
            let mut places = Places::new(&sources);
            for offset in order {
                assert_eq!(places.at(file, *offset), index.line_column(text, *offset), "offset {offset}");
            }
        }
        assert_eq!(Places::new(&sources).line(file, 1), TextRange::new(3, 9));
    }
}
