//! The lines of source a finding is shown with: cut out, made safe and short, with the marks mapped onto them.
//!
//! Cost depends on the lines shown, never on the size of the file: a finding in a 50 MB line takes a window of it.

use super::place::Places;
use super::text::{sanitize, visible};
use super::{Finding, Label};
use crate::position::{FileId, LineColumn, Span, TextRange, to_u32};

/// Spans of more lines are marked on their first line alone.
const LONGEST_MARK: u32 = 8;
/// More labels than this are counted, not shown: findings that name each other would fill the screen.
const MOST_LABELS: usize = 7;
/// What a tab becomes (rustc's width).
const TAB: &str = "    ";

/// Lines of one file that stand together.
#[derive(Debug, Clone)]
pub struct Excerpt {
    /// The file's path, safe to print.
    pub path: String,
    /// Number of the first line, from 1.
    pub first_line: u32,
    /// The lines, safe to print, tabs expanded, cut to the window asked for.
    pub lines: Vec<String>,
    /// What is marked in them, by start.
    pub marks: Vec<Mark>,
}

/// A marked piece of an excerpt.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Whether it is the place of the finding.
    pub primary: bool,
    /// What is said about it, safe to print; may be empty.
    pub text: String,
    /// Its start: index of the line in the excerpt, and byte in that line as shown.
    pub start: (usize, usize),
    /// Its end, exclusive.
    pub end: (usize, usize),
    /// Where it starts in the file.
    pub at: LineColumn,
}

/// How excerpts are cut.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    /// Lines shown around a mark.
    pub context: u32,
    /// Longest line shown, in characters.
    pub width: usize,
    /// What stands for the part of a line that is left out.
    pub ellipsis: &'static str,
}

/// A label with the lines it covers.
struct Placed<'f> {
    label: &'f Label,
    primary: bool,
    range: TextRange,
    lines: (u32, u32),
    at: LineColumn,
}

/// The excerpts of a finding, that of its primary label first, and how many labels were left out.
pub fn excerpts(places: &mut Places<'_>, finding: &Finding, cut: Cut) -> (Vec<Excerpt>, usize) {
    let labels = finding.primary.iter().map(|label| (label, true));
    let labels = labels.chain(finding.secondary.iter().map(|label| (label, false)));
    let mut placed: Vec<Placed<'_>> =
        labels.take(MOST_LABELS).map(|(label, primary)| place(places, label, primary)).collect();
    let left_out = (finding.secondary.len() + usize::from(finding.primary.is_some())).saturating_sub(MOST_LABELS);
    let mut order: Vec<FileId> = Vec::new();
    for label in &placed {
        if !order.contains(&label.label.span.file) {
            order.push(label.label.span.file);
        }
    }
    let rank = |label: &Placed<'_>| order.iter().position(|file| *file == label.label.span.file);
    placed.sort_by_key(|label| (rank(label), label.range.start, !label.primary, label.range.end));
    let mut found = Vec::new();
    let mut rest = placed.as_slice();
    while let Some(first) = rest.first() {
        let file = first.label.span.file;
        let mut last = first.lines.1;
        let together = rest.iter().take_while(|next| {
            let joins = next.label.span.file == file && next.lines.0 <= last + 2 * cut.context + 1;
            last = last.max(if joins { next.lines.1 } else { 0 });
            joins
        });
        let (group, others) = rest.split_at(together.count());
        found.push(cut_out(places, group, (first.lines.0, last), cut));
        rest = others;
    }
    (found, left_out)
}

/// Finds the lines of a label; a long one shrinks to its first line.
fn place<'f>(places: &mut Places<'_>, label: &'f Label, primary: bool) -> Placed<'f> {
    let Span { file, range } = label.span;
    let text = places.text(file);
    let snap = |offset: u32| to_u32(text.floor_char_boundary(offset as usize));
    let mut range = TextRange::new(snap(range.start), snap(range.end));
    let at = places.at(file, range.start);
    // A span that ends just behind a line break ends on the line before it.
    let last = if range.is_empty() { range.end } else { range.end - 1 };
    let mut end = places.at(file, last).line;
    if end >= at.line + LONGEST_MARK {
        end = at.line;
        range = TextRange::new(range.start, places.line(file, at.line).end);
    }
    Placed { label, primary, range, lines: (at.line, end), at }
}

/// Cuts the lines around a group of labels out of their file.
fn cut_out(places: &mut Places<'_>, group: &[Placed<'_>], lines: (u32, u32), cut: Cut) -> Excerpt {
    let file = group[0].label.span.file;
    let first_line = lines.0.saturating_sub(cut.context).max(1);
    let last_line = (lines.1 + cut.context).min(places.line_count(file));
    let mut shown = Vec::new();
    let mut marks: Vec<Mark> = group
        .iter()
        .map(|placed| Mark {
            primary: placed.primary,
            text: sanitize(&placed.label.text).into_owned(),
            start: (0, 0),
            end: (0, 0),
            at: placed.at,
        })
        .collect();
    for (at, number) in (first_line..=last_line).enumerate() {
        let range = places.line(file, number);
        let raw = range.slice(places.text(file)).unwrap_or_default();
        let inside = |offset: u32| (offset.clamp(range.start, range.end) - range.start) as usize;
        let focus =
            group.iter().filter(|placed| placed.lines.0 == number).map(|placed| inside(placed.range.start)).min();
        let window = Window::new(raw, focus.unwrap_or(0), cut);
        for (mark, placed) in marks.iter_mut().zip(group) {
            if placed.lines.0 == number {
                mark.start = (at, window.shown(raw, inside(placed.range.start)));
            }
            if placed.lines.1 == number {
                mark.end = (at, window.shown(raw, inside(placed.range.end)));
            }
        }
        shown.push(window.text(raw));
    }
    Excerpt { path: sanitize(places.display(file)).into_owned(), first_line, lines: shown, marks }
}

/// The part of a line that is shown: bytes of the line, and what stands for the rest on either side.
struct Window {
    start: usize,
    end: usize,
    before: &'static str,
    after: &'static str,
}

impl Window {
    /// The window of `cut.width` characters in which the byte `focus` stands in the first third.
    fn new(line: &str, focus: usize, cut: Cut) -> Self {
        let nth = |from: usize, count: usize| line[from..].char_indices().nth(count).map(|(at, _)| from + at);
        if line.len() <= cut.width || nth(0, cut.width).is_none() {
            return Self { start: 0, end: line.len(), before: "", after: "" };
        }
        let before_focus = line[..focus].char_indices().rev().nth(cut.width / 3).map_or(0, |(at, _)| at);
        let (start, end) = match nth(before_focus, cut.width) {
            Some(end) if nth(0, cut.width / 2).is_some_and(|half| focus >= half) => (before_focus, end),
            None => {
                let start = line.char_indices().rev().nth(cut.width - 1).map_or(0, |(at, _)| at);
                (start, line.len())
            }
            Some(_) => (0, nth(0, cut.width).unwrap_or(line.len())),
        };
        let mark = |cut_off: bool| if cut_off { cut.ellipsis } else { "" };
        Self { start, end, before: mark(start > 0), after: mark(end < line.len()) }
    }

    /// The byte of the shown line at which the byte `offset` of the line stands.
    fn shown(&self, line: &str, offset: usize) -> usize {
        let offset = offset.clamp(self.start, self.end);
        self.before.len() + expand(&line[self.start..offset]).len()
    }

    fn text(&self, line: &str) -> String {
        format!("{}{}{}", self.before, expand(&line[self.start..self.end]), self.after)
    }
}

/// A piece of a line, safe to print, tabs expanded.
fn expand(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => shown.push_str(TAB),
            c => shown.push(visible(c)),
        }
    }
    shown
}
