//! From a finished check to the evidence a lead shows: everything is judged here, so that the formats only write it down.

mod areas;
mod consolidation;
mod findings;
mod inventory;
mod map;
mod validations;

pub use validations::{Only, QUESTIONS, Question};

use crate::baseline::{Baseline, Counts};
use crate::config::Config;
use crate::model::{Choice, Stock};
use crate::report::dossier::{Codebase, Dossier, SCHEMA_VERSION, Scope, Verdict, Withheld};
use crate::report::withheld::{self, NOTHING_CHECKED};
use crate::report::{Context, Level, Report, RuleInfo};
use crate::source::Sources;
use crate::workspace;

use findings::Shown;

/// A finished check: all findings, whether a baseline knows them or not, and what is there.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The findings.
    pub report: &'a Report,
    /// The files their spans point into.
    pub sources: &'a Sources,
    /// The packages.
    pub codebase: &'a workspace::Codebase,
    /// What was asked for.
    pub config: &'a Config,
    /// How each scope's canonical module was found.
    pub choices: &'a [(Option<String>, Choice)],
    /// All rules with their levels.
    pub rules: &'a [RuleInfo],
    /// Managers and who opens what.
    pub stock: &'a Stock,
    /// What to compare with.
    pub baseline: Option<&'a Baseline>,
}

/// Puts the evidence together.
#[must_use]
pub fn compile(case: &Case<'_>) -> Dossier {
    let mut shown = Shown::new(case);
    let inventory = inventory::inventory(case, &mut shown);
    let consolidation = consolidation::consolidation(case);
    let imports = inventory::imports(case);
    let scopes = scopes(case);
    let validations = validations::validations(case, &mut shown, &inventory, &imports);
    Dossier {
        schema_version: SCHEMA_VERSION,
        tool_version: env!("CARGO_PKG_VERSION"),
        codebase: codebase(case),
        verdict: verdict(case, &scopes),
        scopes,
        validations,
        inventory,
        imports,
        consolidation,
        areas: areas::areas(case, &mut shown),
        tests: areas::tests(case, &mut shown),
        suppressed: areas::suppressed(case, &mut shown),
        withheld: withheld(case),
        map: map::map(case, &mut shown),
        notes: case.report.notes.clone(),
        blind_spots: case.report.blind_spots.clone(),
    }
}

/// How many ways to Redis there are, outside test code.
#[must_use]
pub fn counts(stock: &Stock, codebase: &workspace::Codebase) -> Counts {
    let within = |place: &crate::model::StockPlace| is_counted(place, codebase);
    Counts {
        managers: stock.managers.iter().filter(|manager| within(&manager.place)).count(),
        pools: stock.openings.iter().filter(|opening| within(&opening.place)).map(|opening| opening.pools).sum(),
        instances: stock.instances.iter().filter(|place| within(place)).count(),
        openings: stock.openings.iter().filter(|opening| within(&opening.place)).count(),
    }
}

/// Whether something stands in a package that was asked for, and not in test code.
fn is_counted(place: &crate::model::StockPlace, codebase: &workspace::Codebase) -> bool {
    place.context != Context::Test && is_selected(place, codebase)
}

fn is_selected(place: &crate::model::StockPlace, codebase: &workspace::Codebase) -> bool {
    place.package.and_then(|package| codebase.packages.get(package)).is_none_or(|package| package.selected)
}

fn codebase(case: &Case<'_>) -> Codebase {
    let all = &case.codebase.packages;
    let folder = case.codebase.root.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = match all.as_slice() {
        [only] => only.name.clone(),
        _ => folder.unwrap_or_default(),
    };
    let packages: Vec<String> =
        all.iter().filter(|package| package.selected).map(|package| package.name.clone()).collect();
    let statistics = &case.report.statistics;
    Codebase {
        name,
        partial: packages.len() < all.len(),
        packages,
        files: statistics.files,
        unlinked: statistics.unlinked.clone(),
    }
}

fn verdict(case: &Case<'_>, scopes: &[Scope]) -> Verdict {
    let findings = &case.report.findings;
    let errors = findings.iter().filter(|finding| finding.level == Level::Deny).count();
    let managers: Vec<&str> = scopes.iter().filter_map(|scope| scope.manager.as_deref()).collect();
    let checked = !case.report.nothing_checked;
    let reason = match (errors, managers.as_slice()) {
        (0, _) if !checked => NOTHING_CHECKED.to_owned(),
        (0, []) => "nothing reaches Redis in a way that a rule denies".to_owned(),
        (0, [only]) => format!("every way to Redis leads through `{only}`"),
        (0, _) => "every way to Redis leads through the manager of its scope".to_owned(),
        _ => complaint(case, &managers, errors),
    };
    Verdict { compliant: errors == 0, checked, reason, errors, warnings: findings.len() - errors }
}

fn withheld(case: &Case<'_>) -> Withheld {
    Withheld {
        findings: case.report.withheld,
        rules: withheld::switched_off(case.rules),
        packages: withheld::unselected(case.codebase).into_iter().map(str::to_owned).collect(),
        phrases: withheld::kept_back(case.report, case.codebase),
    }
}

/// What weighs most: managers, then places, then the rest.
fn complaint(case: &Case<'_>, canonical: &[&str], errors: usize) -> String {
    let denied = |rule: &str| {
        let findings = case.report.findings.iter();
        findings.filter(|finding| finding.rule == rule && finding.level == Level::Deny).count()
    };
    let (managers, places) = (denied("duplicate-manager"), denied("direct-construction"));
    let the_one = match canonical {
        [] => "none of them canonical".to_owned(),
        [only] => format!("beside `{only}`"),
        _ => "beside those of the scopes".to_owned(),
    };
    let past = match canonical {
        [] => String::new(),
        [only] if managers == 0 => format!(" past `{only}`"),
        [_] => " past it".to_owned(),
        _ => " past those of the scopes".to_owned(),
    };
    let comma = if canonical.is_empty() { "," } else { "" };
    let mut parts = Vec::new();
    parts.extend((managers > 0).then(|| format!("{}{comma} {the_one}", words(managers, "manager", "managers"))));
    parts.extend((places > 0).then(|| format!("{} Redis{past}", words(places, "place opens", "places open"))));
    let rest = errors - managers - places;
    let what = if parts.is_empty() { ("error", "errors") } else { ("other error", "other errors") };
    parts.extend((rest > 0).then(|| words(rest, what.0, what.1)));
    parts.join("; ")
}

fn scopes(case: &Case<'_>) -> Vec<Scope> {
    let scope = |(name, choice): &(Option<String>, Choice)| {
        let (manager, choice, reason) = match choice {
            Choice::Configured(path) => (Some(path.clone()), "configured", String::new()),
            Choice::Inferred { path, reason } => (Some(path.clone()), "inferred", reason.clone()),
            Choice::Missing(path) => (None, "missing", format!("`{path}` does not exist")),
            Choice::None => (None, "none", "the configuration says that there is none yet".to_owned()),
            Choice::Nothing => (None, "nothing", "no type owns a Redis handle".to_owned()),
            Choice::Unclear(candidates) => {
                let paths: Vec<String> = candidates.iter().map(|candidate| format!("`{}`", candidate.path)).collect();
                (None, "unclear", format!("it could be {}", paths.join(" or ")))
            }
        };
        Scope { name: name.clone(), manager, choice, reason }
    };
    case.choices.iter().map(scope).collect()
}

/// "1 manager", "2 managers".
fn words(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Rounded to a tenth.
#[expect(clippy::cast_precision_loss, reason = "counts of things in source files are far below 2^52")]
fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| (part as f64 * 1000.0 / whole as f64).round() / 10.0)
}
