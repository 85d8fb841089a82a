//! What the findings do not show: whoever reads them alone must be told how much was kept back, and by what.

use serde::Serialize;

use super::text::sanitize;
use super::{Input, Level, Report, RuleInfo, Since};
use crate::workspace::Codebase;

/// Findings that were made and are not in the report because the user said so. Each counts once, where it is named first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Withheld {
    /// Of rules that are set to allow and are not so by default.
    pub allowed: usize,
    /// In files that their rule excludes.
    pub excluded: usize,
    /// In test code, where the configuration allows everything.
    pub tests: usize,
    /// In packages that were not asked for.
    pub unselected: usize,
}

impl RuleInfo {
    /// Whether the rule looks by default, and was told not to.
    #[must_use]
    pub fn is_switched_off(&self) -> bool {
        self.level == Level::Allow && self.default_level != Level::Allow
    }
}

/// Names of the rules that were told not to look.
#[must_use]
pub fn switched_off(rules: &[RuleInfo]) -> Vec<&'static str> {
    rules.iter().filter(|rule| rule.is_switched_off()).map(|rule| rule.name).collect()
}

/// Names of the packages that were not asked for.
#[must_use]
pub fn unselected(codebase: &Codebase) -> Vec<&str> {
    let packages = codebase.packages.iter().filter(|package| !package.selected);
    packages.map(|package| package.name.as_str()).collect()
}

/// What was found and is not shown, and what was not looked at, one phrase each; all safe to print.
#[must_use]
pub fn phrases(input: &Input<'_>) -> Vec<String> {
    let report = input.report;
    // Also when it knows none: the comparison was asked for.
    let since = |since: &Since| format!("{} known from {}", since.known.len(), sanitize(&since.revision));
    let stale = "entries of the baseline that nothing has any more";
    let unlinked = "files that belong to no target";
    let before = [
        some(report.suppressed.len(), "silenced by comments", "silenced by comments"),
        some(report.baselined.len(), "known from the baseline", "known from the baseline"),
        report.since.as_ref().map(since),
        some(report.stale.len(), "entry of the baseline that nothing has any more", stale),
    ];
    let after = some(report.statistics.unlinked.len(), "file that belongs to no target", unlinked);
    before.into_iter().flatten().chain(kept_back(report, input.codebase)).chain(after).collect()
}

/// The phrases about what the user asked not to be told.
#[must_use]
pub fn kept_back(report: &Report, codebase: &Codebase) -> Vec<String> {
    let withheld = report.withheld;
    let unselected = match unselected(codebase).len() {
        0 => None,
        1 => Some(format!("{} in 1 package not asked for", withheld.unselected)),
        packages => Some(format!("{} in {packages} packages not asked for", withheld.unselected)),
    };
    let phrases = [
        some(withheld.allowed, "of a rule set to allow", "of rules set to allow"),
        some(withheld.excluded, "in a file that its rule excludes", "in files that their rules exclude"),
        some(withheld.tests, "allowed in test code", "allowed in test code"),
        unselected,
    ];
    phrases.into_iter().flatten().collect()
}

fn some(count: usize, one: &str, many: &str) -> Option<String> {
    (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
}

/// What is said where no rule about Redis looked.
pub const NOTHING_CHECKED: &str = "nothing was checked: every rule about Redis is set to allow";
