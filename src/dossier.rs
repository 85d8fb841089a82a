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
use crate::report::dossier::{Codebase, Dossier, SCHEMA_VERSION, Scope, Verdict};
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
        verdict: verdict(case, &inventory.duplicates, &scopes),
        scopes,
        validations,
        inventory,
        imports,
        consolidation,
        areas: areas::areas(case, &mut shown),
        tests: areas::tests(case, &mut shown),
        suppressed: areas::suppressed(case, &mut shown),
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

fn verdict(case: &Case<'_>, duplicates: &usize, scopes: &[Scope]) -> Verdict {
    let findings = &case.report.findings;
    let errors = findings.iter().filter(|finding| finding.level == Level::Deny).count();
    let compliant = errors == 0;
    let managers: Vec<&str> = scopes.iter().filter_map(|scope| scope.manager.as_deref()).collect();
    let reason = match (compliant, managers.as_slice(), duplicates) {
        (true, [], _) => "nothing reaches Redis in a way that a rule denies".to_owned(),
        (true, [only], _) => format!("every way to Redis leads through `{only}`"),
        (true, ..) => "every way to Redis leads through its scope's manager".to_owned(),
        (false, [], 0) => "there is no manager that all could use".to_owned(),
        (false, [], count) => format!("{}, and none of them is the one", words(*count, "manager", "managers")),
        (false, [only], 0) => format!("Redis is reached past `{only}`"),
        (false, [only], count) => format!("{} beside `{only}`", words(*count, "manager", "managers")),
        (false, _, 0) => "Redis is reached past its scope's manager".to_owned(),
        (false, _, count) => format!("{} beside those of the scopes", words(*count, "manager", "managers")),
    };
    Verdict { compliant, reason, errors, warnings: findings.len() - errors }
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
