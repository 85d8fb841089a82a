//! Which bytes of a file a directive covers.

use crate::position::{TextRange, to_u32};
use crate::suppress::comments::{Comment, DocStyle};
use crate::syntax::lexer::{Kind, Lexer};

/// What a directive covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cover {
    /// Findings that begin or end on the line of these bytes.
    Line(TextRange),
    /// Findings that begin within these bytes.
    Within(TextRange),
}

impl Cover {
    pub(super) fn holds(self, finding: TextRange) -> bool {
        let last = finding.end.max(finding.start + 1) - 1;
        match self {
            // The end of a line counts as part of it: an empty range may stand there.
            Self::Line(line) => [finding.start, last].iter().any(|at| line.start <= *at && *at <= line.end),
            Self::Within(range) => range.start <= finding.start && finding.start < range.end,
        }
    }

    /// The narrower of two covers is the one meant.
    pub(super) fn width(self) -> u32 {
        match self {
            Self::Line(range) | Self::Within(range) => range.len(),
        }
    }
}

/// The items and statements of one file, by where their code begins: past their comments and attributes.
pub(super) struct Heads<'t> {
    text: &'t str,
    heads: Vec<(usize, TextRange)>,
}

impl<'t> Heads<'t> {
    pub(super) fn new(text: &'t str, items: &[TextRange]) -> Self {
        let mut heads: Vec<(usize, TextRange)> = items
            .iter()
            .filter(|item| text.is_char_boundary(item.start as usize))
            .map(|item| (head(text, item.start as usize), *item))
            .collect();
        heads.sort_unstable_by_key(|(head, item)| (*head, std::cmp::Reverse(item.len())));
        Self { text, heads }
    }

    /// What the directive in `comment` covers.
    pub(super) fn cover(&self, comment: &Comment<'_>) -> Cover {
        if comment.doc == Some(DocStyle::Inner) {
            return Cover::Within(self.around(comment.range));
        }
        if !comment.own_line {
            return Cover::Line(self.line(comment.range.start as usize));
        }
        if self.is_apart(comment.range.end as usize) {
            return Cover::Within(TextRange::default());
        }
        let target = head(self.text, comment.range.end as usize);
        let first = self.heads.partition_point(|(head, _)| *head < target);
        match self.heads.get(first) {
            Some((head, item)) if *head == target => Cover::Within(*item),
            _ if target >= self.text.len() => Cover::Within(TextRange::default()),
            _ => Cover::Line(self.line(target)),
        }
    }

    /// Whether an empty line parts a comment from what follows: it then speaks of nothing.
    fn is_apart(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        let gap = &rest[..rest.len() - rest.trim_start().len()];
        memchr::memchr_iter(b'\n', gap.as_bytes()).count() > 1
    }

    /// The innermost item that holds an inner comment; the file when none does.
    fn around(&self, comment: TextRange) -> TextRange {
        self.heads
            .iter()
            .map(|(_, item)| *item)
            .filter(|item| item.start < comment.start && item.contains(comment))
            .min_by_key(|item| item.len())
            .unwrap_or(TextRange::new(0, u32::MAX))
    }

    fn line(&self, at: usize) -> TextRange {
        line(self.text, at)
    }
}

/// The line that holds the byte `at`, without its ending.
pub(super) fn line(text: &str, at: usize) -> TextRange {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |found| found + 1);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found);
    TextRange::new(to_u32(start), to_u32(end))
}

/// The bytes to delete so that a comment is gone without a trace: its line when it has one to itself, else the space
/// before it too.
pub(super) fn removal(text: &str, comment: TextRange) -> TextRange {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let before = text[..start].trim_end_matches([' ', '\t']).len();
    let after = &text[end..];
    let gap = after.len() - after.trim_start_matches([' ', '\t']).len();
    let rest = &after[gap..];
    let line_ends = rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n");
    let line_starts = before == 0 || text[..before].ends_with('\n') || &text[..before] == "\u{feff}";
    let range = match (line_starts, line_ends) {
        (true, true) => {
            let ending = rest.find('\n').map_or(rest.len(), |at| at + 1);
            before..end + gap + ending
        }
        (false, true) => before..end + gap,
        _ => start..end + gap,
    };
    TextRange::new(to_u32(range.start), to_u32(range.end))
}

/// Where code begins at or after `from`: past white space, comments and attributes.
fn head(text: &str, from: usize) -> usize {
    let mut lexer = Lexer::from(text, from);
    while let Some(lexeme) = lexer.next() {
        match lexeme.kind {
            Kind::Space | Kind::LineComment | Kind::BlockComment => {}
            Kind::Punct if &text[lexeme.start..lexeme.end] == "#" => {
                if !skip_attribute(text, &mut lexer) {
                    return lexeme.start;
                }
            }
            _ => return lexeme.start,
        }
    }
    text.len()
}

/// Passes over `[…]` or `![…]`; false when something else follows the `#`.
fn skip_attribute(text: &str, lexer: &mut Lexer<'_>) -> bool {
    let mut depth = 0_usize;
    for lexeme in lexer {
        let token = &text[lexeme.start..lexeme.end];
        match (lexeme.kind, token) {
            (Kind::Punct, "[" | "(" | "{") if depth > 0 || token == "[" => depth += 1,
            (Kind::Punct, "]" | ")" | "}") if depth > 1 => depth -= 1,
            (Kind::Punct, "]") if depth == 1 => return true,
            (Kind::Punct, "!") | (Kind::Space, _) => {}
            _ if depth == 0 => return false,
            _ => {}
        }
    }
    false
}
