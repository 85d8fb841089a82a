//! Findings as they are shown, with their lines.

use std::collections::BTreeMap;

use super::Case;
use crate::position::Span;
use crate::report::dossier::{Finding, Place};
use crate::report::place::Places;
use crate::report::{Finding as Found, RuleInfo};

/// Turns spans into lines, and knows what the baseline knows.
pub(super) struct Shown<'a> {
    places: Places<'a>,
    rules: &'a [RuleInfo],
    /// By fingerprint: how many more findings the baseline stands for.
    known: Option<BTreeMap<&'a str, usize>>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(case: &Case<'a>) -> Self {
        let known = case.baseline.map(|baseline| {
            let mut known: BTreeMap<&str, usize> = BTreeMap::new();
            for entry in baseline.entries() {
                *known.entry(entry.fingerprint.as_str()).or_default() += 1;
            }
            known
        });
        Self { places: Places::new(case.sources), rules: case.rules, known }
    }

    pub(super) fn place(&mut self, span: Span) -> Place {
        let at = self.places.at(span.file, span.range.start);
        Place { path: self.places.display(span.file).to_owned(), line: at.line, column: at.column }
    }

    /// Each finding is shown once: the baseline's entries are used up.
    pub(super) fn finding(&mut self, finding: &Found) -> Finding {
        let known = self.known.as_mut().map(|known| match known.get_mut(finding.fingerprint.as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        });
        Finding {
            rule: finding.rule,
            severity: finding.level.severity(),
            message: finding.message.clone(),
            place: finding.primary.as_ref().map(|label| self.place(label.span)),
            item: finding.item.clone(),
            fingerprint: finding.fingerprint.clone(),
            known,
        }
    }

    /// What a rule finds, in one sentence.
    pub(super) fn summary(&self, rule: &str) -> String {
        self.rules.iter().find(|info| info.name == rule).map(|info| info.summary.clone()).unwrap_or_default()
    }
}
