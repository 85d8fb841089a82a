//! `--baseline`: known findings do not count, fixed ones are told.

use super::Outcome;
use crate::baseline::{Baseline, Entry, View};

/// How many entries the note names.
const NAMED: usize = 5;

/// Takes the findings a baseline knows out of the report, and names the entries that no finding has any more.
pub(super) fn compare(outcome: &mut Outcome, known: &Baseline) {
    let findings = std::mem::take(&mut outcome.report.findings);
    let view = View::of(&outcome.codebase, &outcome.rules);
    let compared = known.compare(findings, &|entry| view.holds(entry));
    outcome.report.findings = compared.new;
    outcome.report.baselined = compared.known;
    outcome.report.notes.extend(note(&compared.stale));
    outcome.report.stale = compared.stale;
}

fn note(stale: &[Entry]) -> Option<String> {
    let named = stale.iter().take(NAMED).map(|entry| match entry.item.as_str() {
        "" => entry.rule.clone(),
        item => format!("{} in `{item}`", entry.rule),
    });
    let named: Vec<_> = named.collect();
    let more = match stale.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let entries = if stale.len() == 1 { "entry of the baseline is" } else { "entries of the baseline are" };
    (!stale.is_empty()).then(|| {
        format!(
            "{} {entries} fixed and must leave it (`cargo redis-ssot baseline --prune`): {}{more}",
            stale.len(),
            named.join(", ")
        )
    })
}
