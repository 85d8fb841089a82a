//! Known findings, so that only new ones fail.
//!
//! A finding is known by its fingerprint, never by its line. A fixed finding must leave the baseline: the number of
//! entries only falls.

mod file;
mod fingerprint;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::report::{Finding, Level, RuleInfo};
use crate::source::Sources;
use crate::workspace::Codebase;

pub use file::{BaselineError, VERSION};
pub use fingerprint::{Fingerprinter, fingerprint, normalise};

/// The file's name, in the root of the codebase.
pub const FILE_NAME: &str = "redis-ssot-baseline.json";

/// One known finding. All but the fingerprint is for the reader of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The finding's rule.
    pub rule: String,
    /// Path of the enclosing item.
    pub item: String,
    /// Its file when it was recorded.
    pub path: String,
    /// Its message when it was recorded.
    pub message: String,
    /// Its identity.
    #[serde(deserialize_with = "file::fingerprint_field")]
    pub fingerprint: String,
}

/// How many ways to Redis the codebase had: what a report compares with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Types that own a Redis handle, make pools of them or bear the manager's name; the canonical ones too.
    pub managers: usize,
    /// Places that build a pool.
    pub pools: usize,
    /// Statics, thread locals and cells that hold a handle or a manager.
    pub instances: usize,
    /// Places that open a client, a pool or a connection.
    pub openings: usize,
}

/// Known findings, sorted by rule, item, path, message and fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    counts: Option<Counts>,
    entries: Vec<Entry>,
}

/// Findings against a baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Findings the baseline does not know, in their order.
    pub new: Vec<Finding>,
    /// Those it knows, in their order.
    pub known: Vec<Finding>,
    /// Entries that no finding has any more: they must leave the file.
    pub stale: Vec<Entry>,
}

/// What a run could find: only of that it can say that it is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Not all packages were looked at.
    partial: bool,
    /// Rules that did not look.
    silent: BTreeSet<&'static str>,
}

impl View {
    /// The view of a run over `codebase` with `rules` at their levels.
    #[must_use]
    pub fn of(codebase: &Codebase, rules: &[RuleInfo]) -> Self {
        Self {
            partial: codebase.packages.iter().any(|package| !package.selected),
            silent: rules.iter().filter(|rule| rule.level == Level::Allow).map(|rule| rule.name).collect(),
        }
    }

    /// Whether the run could have found the entry. A rule that is no more finds nothing, so its entries are gone.
    #[must_use]
    pub fn holds(&self, entry: &Entry) -> bool {
        !self.partial && !self.silent.contains(entry.rule.as_str())
    }
}

impl Baseline {
    /// A baseline of these entries, in any order.
    #[must_use]
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort();
        Self { counts: None, entries }
    }

    /// The same with what was counted when it was recorded.
    #[must_use]
    pub fn with_counts(self, counts: Option<Counts>) -> Self {
        Self { counts, ..self }
    }

    /// What was counted when it was recorded; none in a file of version 1. Pruning leaves it as it was.
    #[must_use]
    pub fn counts(&self) -> Option<Counts> {
        self.counts
    }

    /// A baseline that knows all of `findings`; `sources` are the files their spans point into.
    #[must_use]
    pub fn of(findings: &[Finding], sources: &Sources) -> Self {
        let path = |finding: &Finding| {
            finding.primary.as_ref().map(|label| sources.get(label.span.file).display.clone()).unwrap_or_default()
        };
        let entries = findings.iter().map(|finding| Entry {
            rule: finding.rule.to_owned(),
            item: finding.item.clone(),
            path: path(finding),
            message: finding.message.clone(),
            fingerprint: finding.fingerprint.clone(),
        });
        Self::new(entries.collect())
    }

    /// The entries, sorted.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Parts `findings` into new and known ones, and names the entries that are stale.
    ///
    /// An entry stands for one finding. `in_view` says whether a run could have found an entry at all: a run over some
    /// packages or without its rule cannot call it stale.
    #[must_use]
    pub fn compare(&self, findings: Vec<Finding>, in_view: &dyn Fn(&Entry) -> bool) -> Comparison {
        let mut left = self.by_fingerprint();
        let mut comparison = Comparison::default();
        for finding in findings {
            let known = left.get_mut(finding.fingerprint.as_str()).and_then(Vec::pop).is_some();
            if known {
                comparison.known.push(finding);
            } else {
                comparison.new.push(finding);
            }
        }
        comparison.stale = left.into_values().flatten().filter(|entry| in_view(entry)).cloned().collect();
        comparison.stale.sort();
        comparison
    }

    /// Takes out the entries that [`Self::compare`] calls stale and returns them. None is ever added.
    pub fn prune(&mut self, findings: &[Finding], in_view: &dyn Fn(&Entry) -> bool) -> Vec<Entry> {
        let stale = self.compare(findings.to_vec(), in_view).stale;
        for entry in &stale {
            if let Some(at) = self.entries.iter().position(|kept| kept == entry) {
                self.entries.remove(at);
            }
        }
        stale
    }

    /// Entries by fingerprint; the first of equals is taken last, so that it is the one to stay.
    fn by_fingerprint(&self) -> BTreeMap<&str, Vec<&Entry>> {
        let mut by_fingerprint: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in &self.entries {
            by_fingerprint.entry(entry.fingerprint.as_str()).or_default().push(entry);
        }
        by_fingerprint
    }
}
