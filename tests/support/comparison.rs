//! The tool's answer against the compiler's, counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::clippy::{self, Judged, Site};
use crate::differences::{Differences, Side};
use crate::fixture::{self, Fixture};
use crate::owners;

/// What the two sides say of constructors or of owning fields.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    both: usize,
    /// One side alone, with the reason in the list of differences.
    explained: usize,
    missed: usize,
    extra: usize,
}

/// Counts by group, and what nobody explains.
#[derive(Default)]
pub(crate) struct Comparison {
    groups: BTreeMap<(bool, String), Counts>,
    pub(crate) failures: String,
}

impl Comparison {
    /// Compares one codebase.
    pub(crate) fn add(&mut self, group: &str, fixture: &Fixture, judged: &Judged, differences: &Differences) {
        let messages = match fixture::tool(fixture, &["--manager", "none"]) {
            Ok(messages) => messages,
            Err(failure) => return self.failures += &failure,
        };
        let found = constructors(fixture, &messages);
        let truth = &judged.constructors;
        let missed = truth.difference(&found).cloned().collect();
        let extra = found.difference(truth).cloned().collect();
        self.count(group, fixture, differences, false, (truth.intersection(&found).count(), missed, extra));
        let (ours, theirs) = (owners::of_tool(fixture, &messages), owners::of_compiler(fixture, judged));
        let missed = owners::alone(theirs.iter(), &ours.keys().collect::<Vec<_>>());
        let judged = ours.iter().filter(|(_, pool)| !**pool).map(|(field, _)| field);
        let extra = owners::alone(judged, &theirs.iter().collect::<Vec<_>>());
        self.count(group, fixture, differences, true, (theirs.len() - missed.len(), missed, extra));
    }

    fn count(
        &mut self,
        group: &str,
        fixture: &Fixture,
        differences: &Differences,
        owner: bool,
        (both, missed, extra): (usize, Vec<Site>, Vec<Site>),
    ) {
        let what = if owner { "owner" } else { "constructor" };
        let mut counts = Counts { both, ..Counts::default() };
        for (side, sites) in [(Side::Clippy, missed), (Side::Tool, extra)] {
            for site in sites {
                if differences.explain(fixture, side, owner, &site) {
                    counts.explained += 1;
                    continue;
                }
                let who = if side == Side::Clippy { "only clippy  " } else { "only the tool" };
                self.failures += &line(fixture, &format!("{who} {what:<11}"), &site);
                *if side == Side::Clippy { &mut counts.missed } else { &mut counts.extra } += 1;
            }
        }
        let total = self.groups.entry((owner, group.to_owned())).or_default();
        total.both += counts.both;
        total.explained += counts.explained;
        total.missed += counts.missed;
        total.extra += counts.extra;
    }

    /// The table, in Markdown: a row for each group and one for all.
    pub(crate) fn table(&self) -> String {
        let mut text = String::new();
        for (owner, title) in [(false, "constructor sites"), (true, "fields that own a handle")] {
            writeln!(text, "| {title} | both | explained | missed | extra | precision | recall |").unwrap();
            writeln!(text, "|---|--:|--:|--:|--:|--:|--:|").unwrap();
            let mut all = Counts::default();
            for ((_, group), counts) in self.groups.iter().filter(|((of, _), _)| *of == owner) {
                row(&mut text, group, *counts);
                all.both += counts.both;
                all.explained += counts.explained;
                all.missed += counts.missed;
                all.extra += counts.extra;
            }
            row(&mut text, "**all**", all);
            text.push('\n');
        }
        text
    }
}

fn row(text: &mut String, group: &str, Counts { both, explained, missed, extra }: Counts) {
    let share = |other: usize| 100.0 * both as f64 / (both + other).max(1) as f64;
    let (precision, recall) = match both + missed + extra {
        0 => ("".to_owned(), "".to_owned()),
        _ => (format!("{:.1} %", share(extra)), format!("{:.1} %", share(missed))),
    };
    writeln!(text, "| {group} | {both} | {explained} | {missed} | {extra} | {precision} | {recall} |").unwrap();
}

/// The sites the tool finds: first links and later ones of each chain.
pub(crate) fn constructors(fixture: &Fixture, messages: &[serde_json::Value]) -> BTreeSet<Site> {
    let mut sites = BTreeSet::new();
    for message in messages.iter().map(|message| &message["message"]) {
        if message["code"]["code"] != "redis_ssot::direct_construction" {
            continue;
        }
        for span in message["spans"].as_array().unwrap() {
            sites.extend(clippy::site(span, &fixture.dir, &fixture.dir));
        }
    }
    sites
}

/// One line of a list of failures.
pub(crate) fn line(fixture: &Fixture, who: &str, (file, line, column): &Site) -> String {
    let source = fixture.line(file, *line);
    format!("  {who}  {}/{file}:{line}:{column}  {source}\n", fixture.name)
}
