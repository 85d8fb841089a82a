//! Findings by area, in the order in which to work on them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Case;
use super::findings::Shown;
use crate::report::dossier::{Action, Area, Finding, Suppressed};
use crate::report::{Applicability, Context, Finding as Found, Level};

/// How many pieces of advice one rule gives for one area.
const MOST_ADVICE: usize = 3;

/// Where a finding is worked on: configured areas by priority and then as written, then packages by weight.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Area { priority: u32, at: usize },
    Package { errors: Reverse<usize>, name: String },
}

/// Findings outside test code, by area; what lies in none, by package.
pub(super) fn areas(case: &Case<'_>, shown: &mut Shown<'_>) -> Vec<Area> {
    let mut groups: BTreeMap<(Option<usize>, String), Vec<&Found>> = BTreeMap::new();
    for finding in case.report.findings.iter().filter(|finding| finding.context != Context::Test) {
        let area = finding.area.as_ref();
        let at = area.and_then(|name| case.config.areas.iter().position(|area| area.name == *name));
        let name = area.cloned().unwrap_or_else(|| package(case, finding));
        groups.entry((at, name)).or_default().push(finding);
    }
    let mut keyed: Vec<(Key, String, Vec<&Found>)> = groups
        .into_iter()
        .map(|((at, name), findings)| {
            let area = at.and_then(|at| Some((at, case.config.areas.get(at)?)));
            let key = match area {
                Some((at, area)) => Key::Area { priority: area.priority, at },
                None => Key::Package { errors: Reverse(errors(&findings)), name: name.clone() },
            };
            (key, name, findings)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.into_iter().map(|(key, name, findings)| area(&key, name, &findings, shown)).collect()
}

/// Findings in test code.
pub(super) fn tests(case: &Case<'_>, shown: &mut Shown<'_>) -> Vec<Finding> {
    let tests = case.report.findings.iter().filter(|finding| finding.context == Context::Test);
    tests.map(|finding| shown.finding(finding)).collect()
}

/// Findings that a comment silences.
pub(super) fn suppressed(case: &Case<'_>, shown: &mut Shown<'_>) -> Vec<Suppressed> {
    let all = &case.report.suppressed;
    all.iter().map(|one| Suppressed { finding: shown.finding(&one.finding), reason: one.reason.clone() }).collect()
}

fn package(case: &Case<'_>, finding: &Found) -> String {
    let package = finding.target.and_then(|(package, _)| case.codebase.packages.get(package));
    package.map_or_else(|| "the codebase as a whole".to_owned(), |package| package.name.clone())
}

fn errors(findings: &[&Found]) -> usize {
    findings.iter().filter(|finding| finding.level == Level::Deny).count()
}

fn area(key: &Key, name: String, findings: &[&Found], shown: &mut Shown<'_>) -> Area {
    let errors = errors(findings);
    Area {
        name,
        priority: match key {
            Key::Area { priority, .. } => Some(*priority),
            Key::Package { .. } => None,
        },
        errors,
        warnings: findings.len() - errors,
        actions: actions(findings, shown),
        findings: findings.iter().map(|finding| shown.finding(finding)).collect(),
    }
}

/// Rule by rule: what denies first, then what there is most of.
fn actions(findings: &[&Found], shown: &Shown<'_>) -> Vec<Action> {
    let mut by_rule: BTreeMap<&'static str, Vec<&Found>> = BTreeMap::new();
    for finding in findings {
        by_rule.entry(finding.rule).or_default().push(finding);
    }
    let mut rules: Vec<(&'static str, Vec<&Found>)> = by_rule.into_iter().collect();
    rules.sort_by_key(|(rule, found)| (errors(found) == 0, Reverse(found.len()), *rule));
    let action = |(rule, found): (&'static str, Vec<&Found>)| {
        let fixable = |finding: &&&Found| {
            let suggestion = finding.suggestion.as_ref();
            suggestion.is_some_and(|suggestion| suggestion.applicability == Applicability::MachineApplicable)
        };
        Action {
            rule,
            summary: shown.summary(rule),
            count: found.len(),
            advice: advice(&found),
            fixable: found.iter().filter(fixable).count(),
        }
    };
    rules.into_iter().map(action).collect()
}

/// What the findings say to do, most frequent first.
fn advice(findings: &[&Found]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        let suggestion = finding.suggestion.iter().map(|suggestion| &suggestion.message);
        for help in finding.help.iter().chain(suggestion) {
            *counts.entry(help.as_str()).or_default() += 1;
        }
    }
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(help, count)| (Reverse(*count), *help));
    ranked.into_iter().take(MOST_ADVICE).map(|(help, _)| help.to_owned()).collect()
}
