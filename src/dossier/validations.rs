//! The questions that a codebase's runtime tests used to ask, and what the source answers.

use super::findings::Shown;
use super::{Case, counts, words};
use crate::baseline::Counts;
use crate::config::Config;
use crate::model::Opening;
use crate::report::dossier::{Imports, Inventory, Place, RuleResult, Status, Validation};
use crate::report::{Context, Finding, Level};

/// How many places a question names.
const MOST_PLACES: usize = 3;

/// Which findings of a rule answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// All of them.
    All,
    /// Those whose item or file bears this name.
    Named(&'static str),
    /// All of them; those in the area of this name are shown first.
    AreaFirst(&'static str),
}

/// What an answer rests on besides findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// How many managers there are.
    Managers,
    /// How many globals hold one.
    Instances,
    /// How many pools are built, and how many places open Redis.
    Openings,
    /// How keys are made.
    Keys,
    /// Which scopes there are.
    Scopes,
    /// How many old paths there are.
    Shims,
    /// Which share of imports takes the canonical path.
    Imports,
    /// What was read.
    Sources,
}

/// A question and what answers it.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// The question.
    pub text: &'static str,
    /// Rules, and which of their findings.
    pub rules: &'static [(&'static str, Only)],
    /// What else is told.
    pub facts: &'static [Fact],
}

/// All questions, in the order shown. What they leave out is answered by a last row of its own.
pub const QUESTIONS: &[Question] = &[
    Question {
        text: "One instance over all access paths (singleton factory)",
        rules: &[("duplicate-instance", Only::All), ("manager-instantiation", Only::All)],
        facts: &[Fact::Instances],
    },
    Question {
        text: "One connection pool, no pool fragmentation",
        rules: &[("direct-construction", Only::All), ("duplicate-manager", Only::All)],
        facts: &[Fact::Openings],
    },
    Question {
        text: "Memory: one manager instead of many",
        rules: &[("duplicate-manager", Only::All)],
        facts: &[Fact::Managers],
    },
    Question { text: "User context isolation", rules: &[("unscoped-key", Only::All)], facts: &[Fact::Keys] },
    Question {
        text: "WebSocket 1011 prevention, stability under load",
        rules: &[("per-call-construction", Only::AreaFirst("websocket"))],
        facts: &[],
    },
    Question { text: "Race condition elimination", rules: &[("racy-init", Only::All)], facts: &[] },
    Question {
        text: "Cache manager integration",
        rules: &[("duplicate-manager", Only::Named("cache")), ("hidden-client", Only::All)],
        facts: &[],
    },
    Question {
        text: "Auth service and cross-service compatibility",
        rules: &[("noncanonical-import", Only::All)],
        facts: &[Fact::Scopes],
    },
    Question {
        text: "The compatibility layer warns",
        rules: &[("undeprecated-shim", Only::All)],
        facts: &[Fact::Shims],
    },
    Question {
        text: "Circuit breaker, resilience",
        rules: &[("unbounded-wait", Only::All), ("blocking-command-on-shared", Only::All)],
        facts: &[],
    },
    Question {
        text: "Start-up and import validation",
        rules: &[("missing-manager", Only::All), ("unparsed-source", Only::All)],
        facts: &[Fact::Sources],
    },
    Question {
        text: "Import pattern compliance",
        rules: &[("noncanonical-import", Only::All)],
        facts: &[Fact::Imports],
    },
];

/// The answers, those to the questions first; then all other rules, then test code. A report is compliant exactly when no
/// row fails.
pub(super) fn validations(
    case: &Case<'_>,
    shown: &mut Shown<'_>,
    inventory: &Inventory,
    imports: &Imports,
) -> Vec<Validation> {
    let facts = Facts { case, inventory, imports };
    let mut rows = Vec::new();
    for question in QUESTIONS {
        let mut row = facts.row(question.text, question.rules, shown, &|finding| finding.context != Context::Test);
        row.evidence.extend(question.facts.iter().map(|fact| facts.tell(*fact)));
        // Who imports a duplicate takes no old path of the manager, and still does not comply.
        if question.facts.contains(&Fact::Imports) && imports.canonical < imports.total {
            row.status = row.status.max(Status::Warn);
        }
        rows.push(row);
    }
    let asked = |rule: &str| QUESTIONS.iter().flat_map(|question| question.rules).any(|(name, _)| *name == rule);
    let others: Vec<(&'static str, Only)> =
        case.rules.iter().filter(|info| !asked(info.name)).map(|info| (info.name, Only::All)).collect();
    let outside = |finding: &Finding| finding.context != Context::Test;
    rows.push(facts.row("Everything else the rules know", &others, shown, &outside));
    let all: Vec<(&'static str, Only)> = case.rules.iter().map(|info| (info.name, Only::All)).collect();
    let inside = |finding: &Finding| finding.context == Context::Test;
    let mut tests = facts.row("Test code goes through the manager", &all, shown, &inside);
    tests.rules.retain(|rule| rule.count > 0);
    rows.push(tests);
    // No answer without what it rests on.
    for row in rows.iter_mut().filter(|row| row.evidence.is_empty() && row.places.is_empty()) {
        row.evidence.push(format!("no finding in {}", words(case.report.statistics.files, "file", "files")));
    }
    rows
}

struct Facts<'a, 'c> {
    case: &'a Case<'c>,
    inventory: &'a Inventory,
    imports: &'a Imports,
}

impl Facts<'_, '_> {
    fn row(
        &self,
        question: &'static str,
        rules: &[(&'static str, Only)],
        shown: &mut Shown<'_>,
        within: &dyn Fn(&Finding) -> bool,
    ) -> Validation {
        let mut found: Vec<(bool, &Finding)> = Vec::new();
        let mut results = Vec::new();
        let mut evidence = Vec::new();
        for (rule, only) in rules {
            let of_rule: Vec<&Finding> = self
                .case
                .report
                .findings
                .iter()
                .filter(|finding| finding.rule == *rule && within(finding) && self.counts(finding, *only))
                .collect();
            if let Only::AreaFirst(area) = only {
                evidence.extend(self.in_area(area, &of_rule));
            }
            results.push(self.result(rule, *only, &of_rule));
            found.extend(of_rule.iter().map(|finding| (self.is_first(finding, *only), *finding)));
        }
        found.sort_by_key(|(first, finding)| (!first, finding.level != Level::Deny));
        let places = found.iter().filter_map(|(_, finding)| finding.primary.as_ref());
        let places: Vec<Place> = places.take(MOST_PLACES).map(|label| shown.place(label.span)).collect();
        evidence.extend(unchecked(&results));
        Validation {
            question,
            status: results.iter().map(|result| result.status).max().unwrap_or(Status::NotChecked),
            count: found.len(),
            rules: results,
            evidence,
            places,
        }
    }

    fn result(&self, rule: &'static str, only: Only, found: &[&Finding]) -> RuleResult {
        let looked = self.case.rules.iter().any(|info| info.name == rule && info.level != Level::Allow);
        let status = match found.iter().map(|finding| finding.level).max() {
            Some(Level::Deny) => Status::Fail,
            Some(_) => Status::Warn,
            None if looked => Status::Pass,
            None => Status::NotChecked,
        };
        let only = match only {
            Only::Named(name) => name,
            Only::All | Only::AreaFirst(_) => "",
        };
        RuleResult { rule, only, status, count: found.len() }
    }

    fn counts(&self, finding: &Finding, only: Only) -> bool {
        let Only::Named(name) = only else { return true };
        let file = finding.primary.as_ref().map(|label| self.case.sources.get(label.span.file).display.as_str());
        let has = |text: &str| text.to_ascii_lowercase().contains(name);
        has(&finding.item) || file.is_some_and(has)
    }

    fn is_first(&self, finding: &Finding, only: Only) -> bool {
        matches!(only, Only::AreaFirst(area) if finding.area.as_deref() == Some(area))
    }

    fn in_area(&self, area: &str, found: &[&Finding]) -> Option<String> {
        self.case.config.areas.iter().find(|known| known.name == area)?;
        let within = found.iter().filter(|finding| finding.area.as_deref() == Some(area)).count();
        Some(match (within, found.len()) {
            (0, _) => format!("none in area `{area}`"),
            (within, all) => format!("{within} of {all} in area `{area}`"),
        })
    }

    fn tell(&self, fact: Fact) -> String {
        let now = counts(self.case.stock, self.case.codebase);
        match fact {
            Fact::Managers => self.managers(),
            Fact::Instances => {
                format!("{} a handle or a manager", words(now.instances, "global holds", "globals hold"))
            }
            Fact::Openings => self.openings(now),
            Fact::Keys => keys(self.case.config),
            Fact::Scopes => match self.case.config.scopes.len() {
                0 => "one scope: all packages share one manager".to_owned(),
                count => words(count, "scope has a manager of its own", "scopes have a manager of their own"),
            },
            Fact::Shims => self.shims(),
            Fact::Imports => match self.imports.share {
                Some(share) => format!(
                    "{} of {} take the canonical path ({share} %)",
                    self.imports.canonical,
                    words(self.imports.total, "import", "imports")
                ),
                None => "nothing imports a manager".to_owned(),
            },
            Fact::Sources => {
                let statistics = &self.case.report.statistics;
                let packages = words(statistics.packages, "package", "packages");
                format!("{} of {packages} read", words(statistics.files, "source file", "source files"))
            }
        }
    }

    fn managers(&self) -> String {
        let Inventory { managers, canonical, duplicates, .. } = self.inventory;
        let (managers, duplicates) =
            (words(*managers, "manager", "managers"), words(*duplicates, "duplicate", "duplicates"));
        format!("{managers}: {canonical} canonical, {duplicates}")
    }

    fn openings(&self, now: Counts) -> String {
        let outside = |opening: &&Opening| super::is_counted(&opening.place, self.case.codebase) && !opening.canonical;
        format!(
            "{} built; {} Redis, {} of them outside the canonical module",
            words(now.pools, "pool", "pools"),
            words(now.openings, "place opens", "places open"),
            self.case.stock.openings.iter().filter(outside).count()
        )
    }

    fn shims(&self) -> String {
        let items = self.inventory.files.iter().flat_map(|file| &file.items);
        let deprecated = items.filter(|item| item.deprecated == Some(true)).count();
        match self.inventory.shims {
            0 => "no old path leads to the manager".to_owned(),
            count => {
                format!("{} to the manager, {deprecated} deprecated", words(count, "old path leads", "old paths lead"))
            }
        }
    }
}

/// Rules that did not look: a question is not answered by silence.
fn unchecked(results: &[RuleResult]) -> Option<String> {
    let idle: Vec<String> = results
        .iter()
        .filter(|result| result.status == Status::NotChecked)
        .map(|result| format!("`{}`", result.rule))
        .collect();
    let verb = if idle.len() == 1 { "is" } else { "are" };
    (!idle.is_empty()).then(|| format!("{} {verb} at level allow: not checked", idle.join(", ")))
}

fn keys(config: &Config) -> String {
    let Some(keys) = &config.keys else { return "no `[keys]` says how keys are made".to_owned() };
    let builders: Vec<String> = keys.builders.iter().map(|builder| format!("`{}`", builder.value)).collect();
    let builder = (!builders.is_empty()).then(|| format!("are made by {}", builders.join(" or ")));
    let prefix = keys.prefix.iter().map(|prefix| format!("begin with `{}`", prefix.value));
    let how: Vec<String> = builder.into_iter().chain(prefix).collect();
    format!("keys {}", how.join(", or "))
}
