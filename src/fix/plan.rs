//! Which suggestions go together, and the texts that come out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::analysis::Outcome;
use crate::position::{FileId, Span};
use crate::report::{Applicability, Suggestion};
use crate::syntax;

/// What one round writes.
#[derive(Debug, Default)]
pub(super) struct Planned {
    /// New texts of files.
    pub(super) files: BTreeMap<FileId, String>,
    /// How many suggestions they carry out.
    pub(super) suggestions: usize,
    /// Files that would no longer parse, as reports show them; nothing of a suggestion that touches one is done.
    pub(super) refused: Vec<String>,
}

/// The edits of one file in their order: each range once, none overlapping.
type Edits<'a> = BTreeMap<(u32, u32), &'a str>;

/// Takes the suggestions in the order of the report; one that would touch what another touches is left for the next round.
pub(super) fn plan(outcome: &Outcome) -> Planned {
    let suggestions: Vec<&Suggestion> = outcome
        .report
        .findings
        .iter()
        .filter_map(|finding| finding.suggestion.as_ref())
        .filter(|suggestion| suggestion.applicability == Applicability::MachineApplicable)
        .filter(|suggestion| !suggestion.edits.is_empty())
        .collect();
    let mut broken: BTreeSet<FileId> = BTreeSet::new();
    loop {
        let (edits, count) = choose(outcome, &suggestions, &broken);
        let mut files = BTreeMap::new();
        let known = broken.len();
        for (file, edits) in &edits {
            let source = outcome.sources.get(*file);
            let text = apply(outcome.sources.stored(*file), edits);
            if parses(&source.path, &text) {
                files.insert(*file, text);
            } else {
                broken.insert(*file);
            }
        }
        if broken.len() == known {
            let refused = broken.iter().map(|file| outcome.sources.get(*file).display.clone()).collect();
            return Planned { files, suggestions: count, refused };
        }
        // Without those files: a suggestion is carried out whole or not at all.
    }
}

/// The edits of the suggestions that go together, and how many these are.
fn choose<'a>(
    outcome: &Outcome,
    suggestions: &[&'a Suggestion],
    broken: &BTreeSet<FileId>,
) -> (BTreeMap<FileId, Edits<'a>>, usize) {
    let mut chosen: BTreeMap<FileId, Edits<'a>> = BTreeMap::new();
    let mut count = 0;
    for suggestion in suggestions {
        let fits = suggestion.edits.iter().all(|(span, text)| {
            let none = BTreeMap::new();
            !broken.contains(&span.file)
                && is_in(&outcome.sources.get(span.file).text, *span)
                && fits(chosen.get(&span.file).unwrap_or(&none), *span, text)
        });
        if !fits {
            continue;
        }
        count += 1;
        for (span, text) in &suggestion.edits {
            chosen.entry(span.file).or_default().insert((span.range.start, span.range.end), text);
        }
    }
    (chosen, count)
}

fn is_in(text: &str, span: Span) -> bool {
    span.range.slice(text).is_some()
}

/// Whether an edit goes with those chosen: it is one of them, or touches none of them.
fn fits(chosen: &Edits<'_>, span: Span, text: &str) -> bool {
    let (start, end) = (span.range.start, span.range.end);
    if let Some(same) = chosen.get(&(start, end)) {
        return *same == text;
    }
    // Two insertions at one place, or one at the edge of a replacement, would depend on the order.
    let next = chosen.range((start, end)..).next();
    let before = chosen.range(..(start, end)).next_back();
    next.is_none_or(|((from, _), _)| end < *from || (end == *from && start < end))
        && before.is_none_or(|((from, to), _)| *to < start || (*to == start && from < to))
}

/// The text with all edits.
fn apply(text: &str, edits: &Edits<'_>) -> String {
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for ((start, end), replacement) in edits {
        new.push_str(text.get(at..*start as usize).unwrap_or_default());
        new.push_str(replacement);
        at = *end as usize;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}

/// Whether a file with that text can be read as what it is.
fn parses(path: &Path, text: &str) -> bool {
    if path.extension().is_some_and(|extension| extension == "toml") {
        return toml::de::DeTable::parse(text).is_ok();
    }
    syntax::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::TextRange;

    fn edits(of: &[(u32, u32, &'static str)]) -> Edits<'static> {
        of.iter().map(|(start, end, text)| ((*start, *end), *text)).collect()
    }

    #[test]
    fn edits_that_touch_wait_for_the_next_round() {
        let chosen = edits(&[(4, 8, "x"), (12, 12, "y")]);
        let ask = |start, end, text| fits(&chosen, Span::new(FileId(0), TextRange::new(start, end)), text);
        assert!(ask(4, 8, "x"), "the same edit is the same");
        assert!(!ask(4, 8, "z"));
        assert!(!ask(2, 5, "") && !ask(7, 9, "") && !ask(5, 6, "") && !ask(3, 9, "") && !ask(10, 14, ""));
        assert!(ask(2, 4, "") && ask(8, 10, "") && ask(0, 1, "") && ask(13, 20, ""));
        assert!(!ask(12, 12, "z"), "two insertions at one place have no order");
        assert!(!ask(4, 4, "z"), "an insertion before a replacement");
        assert!(fits(&Edits::new(), Span::new(FileId(0), TextRange::new(0, 3)), ""));
    }

    #[test]
    fn edits_are_applied_at_once() {
        assert_eq!(apply("one two three", &edits(&[(0, 3, "1"), (4, 7, ""), (13, 13, "!")])), "1  three!");
        assert_eq!(apply("\u{e9}a", &edits(&[(2, 3, "b")])), "\u{e9}b");
    }

    #[test]
    fn manifests_are_read_as_toml() {
        assert!(parses(Path::new("Cargo.toml"), "a = 1\n") && !parses(Path::new("Cargo.toml"), "fn a() {}"));
        assert!(parses(Path::new("a.rs"), "fn a() {}") && !parses(Path::new("a.rs"), "fn a() {"));
    }
}
