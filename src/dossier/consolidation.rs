//! How many there are, and were.

use super::{Case, counts, percent};
use crate::baseline::{Counts, View};
use crate::report::dossier::{Baseline, Consolidation, Figure};

/// What is counted: its name, what counts as one, and where the number is.
type Counted = (&'static str, &'static str, fn(&Counts) -> usize);

const COUNTED: [Counted; 4] = [
    ("managers", "types that own a Redis handle, make pools of them or bear the manager's name", |counts| {
        counts.managers
    }),
    ("pools", "places that build a pool", |counts| counts.pools),
    ("instances", "statics and cells that hold a handle or a manager", |counts| counts.instances),
    ("openings", "places that open a client, a pool or a connection", |counts| counts.openings),
];

/// Counts of today beside those of the baseline. A baseline is of the whole codebase: a part of it is not compared.
pub(super) fn consolidation(case: &Case<'_>) -> Consolidation {
    let now = counts(case.stock, case.codebase);
    let partial = case.codebase.packages.iter().any(|package| !package.selected);
    let then = case.baseline.and_then(crate::baseline::Baseline::counts).filter(|_| !partial);
    let mut figures: Vec<Figure> =
        COUNTED.iter().map(|(name, meaning, of)| figure(name, meaning, of(&now), then.as_ref().map(of))).collect();
    let entries = case.baseline.map(|baseline| baseline.entries().len()).filter(|_| !partial);
    let findings = case.report.findings.len();
    figures.push(figure("findings", "findings of all rules, those in test code too", findings, entries));
    Consolidation { baseline: case.baseline.map(|baseline| compared(case, baseline)), figures }
}

fn figure(name: &'static str, meaning: &'static str, now: usize, baseline: Option<usize>) -> Figure {
    Figure { name, meaning, now, baseline, change: baseline.and_then(|then| change(now, then)) }
}

/// The change in percent of what was.
fn change(now: usize, then: usize) -> Option<f64> {
    let size = percent(now.abs_diff(then), then)?;
    Some(if now < then { -size } else { size })
}

fn compared(case: &Case<'_>, baseline: &crate::baseline::Baseline) -> Baseline {
    let view = View::of(case.codebase, case.rules);
    let compared = baseline.compare(case.report.findings.clone(), &|entry| view.holds(entry));
    let partial = case.codebase.packages.iter().any(|package| !package.selected);
    Baseline {
        entries: baseline.entries().len(),
        fixed: (!partial).then_some(compared.stale.len()),
        known: compared.known.len(),
        new: compared.new.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn a_change_is_told_in_percent_of_what_was() {
        assert_eq!(change(1, 12), Some(-91.7));
        assert_eq!(change(12, 12), Some(0.0));
        assert_eq!(change(3, 2), Some(50.0));
        assert_eq!(change(3, 0), None);
    }
}
