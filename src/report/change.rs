//! A suggestion as lines taken away and lines put in.

use super::Suggestion;
use super::place::Places;
use super::text::sanitize;
use crate::position::{FileId, Span, TextRange};

/// Lines of one file that a suggestion changes; all safe to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file's path.
    pub path: String,
    /// First line, from 1.
    pub line: u32,
    /// Lines that go.
    pub removed: Vec<String>,
    /// Lines that come.
    pub added: Vec<String>,
}

/// What a suggestion changes, by file and line.
pub fn changes(places: &mut Places<'_>, suggestion: &Suggestion) -> Vec<Change> {
    let mut edits: Vec<&(Span, String)> = suggestion.edits.iter().collect();
    edits.sort_by_key(|(span, _)| *span);
    let mut found = Vec::new();
    let mut rest = edits.as_slice();
    while let Some((first, _)) = rest.first() {
        let region = places.region(*first);
        let mut last = region.end.line;
        let mut count = 1;
        for (next, _) in &rest[1..] {
            let region = places.region(*next);
            if next.file != first.file || region.start.line > last {
                break;
            }
            last = last.max(region.end.line);
            count += 1;
        }
        let (group, others) = rest.split_at(count);
        found.push(change(places, first.file, (region.start.line, last), group));
        rest = others;
    }
    found
}

fn change(places: &mut Places<'_>, file: FileId, lines: (u32, u32), edits: &[&(Span, String)]) -> Change {
    let start = places.line(file, lines.0).start;
    let whole = TextRange::new(start, places.line(file, lines.1).end);
    let text = places.text(file);
    let piece = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default();
    let mut after = String::new();
    let mut at = whole.start;
    for (span, replacement) in edits {
        after.push_str(piece(at, span.range.start));
        after.push_str(replacement);
        at = span.range.end.max(at);
    }
    after.push_str(piece(at, whole.end));
    let show = |text: &str| text.lines().map(|line| sanitize(line).into_owned()).collect::<Vec<_>>();
    let (mut removed, mut added) = (show(piece(whole.start, whole.end)), show(&after));
    let mut line = lines.0;
    while removed.last().is_some_and(|last| added.last() == Some(last)) {
        removed.pop();
        added.pop();
    }
    while removed.first().is_some_and(|first| added.first() == Some(first)) {
        removed.remove(0);
        added.remove(0);
        line += 1;
    }
    Change { path: sanitize(places.display(file)).into_owned(), line, removed, added }
}
