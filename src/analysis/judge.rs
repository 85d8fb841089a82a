//! Drafts → findings: level, area, scope, fingerprint, suppression, order.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::baseline::Fingerprinter;
use crate::config::LevelOverride;
use crate::config::levels::effective;
use crate::model::Site;
use crate::position::{FileId, Span};
use crate::report::{Context, Finding, Label, Level, Report, Withheld};
use crate::rules::{self, Draft, Query};
use crate::suppress::{self, Place, Suppressions, Surroundings};

/// Turns drafts into the findings of a report.
pub(super) fn judge(query: &Query<'_>, levels: &[LevelOverride], mut drafts: Vec<Draft>) -> Report {
    let judge = Judge::new(query, levels);
    settle(query, &mut drafts);
    drafts.sort_by(|a, b| judge.order(a).cmp(&judge.order(b)));
    let mut prints = Fingerprinter::default();
    let mut withheld = Withheld::default();
    let mut finding = |draft| judge.finding(draft, &mut prints, &mut withheld);
    let findings: Vec<Finding> = drafts.into_iter().filter_map(&mut finding).collect();
    let known = rules::names();
    let applied = suppress::apply(findings, &suppressions(query, &known), &judge);
    let mut report = Report { findings: applied.kept, suppressed: applied.suppressed, withheld, ..Report::default() };
    report.findings.extend(applied.extra);
    report.findings.sort_by_key(|finding| judge.position(finding));
    report
}

/// The allow comments of all files.
fn suppressions(query: &Query<'_>, known: &[&str]) -> BTreeMap<FileId, Suppressions> {
    let loaded = query.model.loaded;
    let text = |file: FileId| {
        let text = &loaded.sources.get(file).text;
        memchr::memmem::find(text.as_bytes(), b"redis-ssot:").map(|_| text)
    };
    // A file with an allow comment is parsed.
    let sources = loaded.facts.iter().filter(|(file, _)| !loaded.skipped.contains(file));
    let sources =
        sources.filter_map(|(file, facts)| Some((*file, Suppressions::of(text(*file)?, &facts.coverable, known))));
    let manifests = loaded.manifests.values();
    let manifests = manifests.filter_map(|file| Some((*file, Suppressions::of_manifest(text(*file)?, known))));
    sources.chain(manifests).collect()
}

/// Moves drafts about what macro calls expanded to where that stands in the source. What several calls of one macro expanded
/// to is one finding, and none is mended by a change of the macro.
fn settle(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let mut seen: FxHashSet<(&'static str, Span)> = FxHashSet::default();
    drafts.retain_mut(|draft| {
        let Some(site) = &mut draft.site else { return true };
        let module = site.module;
        let span = query.model.locate(site.span, module);
        let expanded = std::mem::replace(&mut site.span, span) != span;
        if expanded {
            draft.file = Some(span.file);
            draft.suggestion = None;
        }
        for (secondary, _) in &mut draft.secondary {
            *secondary = query.model.locate(*secondary, module);
        }
        seen.insert((draft.rule, span)) || !expanded
    });
}

/// What kind of code a file holds, its package and target by their numbers, and its module's path.
type Placed = (Context, Option<(usize, usize)>, String);

struct Judge<'a> {
    query: &'a Query<'a>,
    levels: &'a [LevelOverride],
    defaults: FxHashMap<&'static str, Level>,
    /// What kind of code each file holds: the best of the targets that reach it.
    files: FxHashMap<FileId, Placed>,
}

impl<'a> Judge<'a> {
    fn new(query: &'a Query<'a>, levels: &'a [LevelOverride]) -> Self {
        let defaults = crate::analysis::pages().into_iter().map(|(name, page)| (name, page.level)).collect();
        let mut files: FxHashMap<FileId, Placed> = FxHashMap::default();
        let graph = query.model.graph();
        for module in crate::resolve::graph::ModuleId::all(graph) {
            let data = &graph[module];
            let target = graph[data.krate].target;
            if target.is_none() || data.is_block {
                continue;
            }
            let entry = (data.context, target, graph.module_path(module));
            let known = files.entry(data.file).or_insert_with(|| entry.clone());
            if entry.0 < known.0 {
                *known = entry;
            }
        }
        for (at, package) in query.codebase.packages.iter().enumerate() {
            if let Some(file) = query.model.loaded.manifests.get(&package.manifest_path) {
                let target = (!package.targets.is_empty()).then_some((at, 0));
                files.insert(*file, (Context::Production, target, package.name.clone()));
            }
        }
        Self { query, levels, defaults, files }
    }

    fn order(&self, draft: &Draft) -> (bool, &str, Option<Span>, &'static str) {
        let path = draft.site.as_ref().map_or("", |site| self.path(site.span.file));
        (draft.site.is_none(), path, draft.site.as_ref().map(|site| site.span), draft.rule)
    }

    fn position(&self, finding: &Finding) -> (bool, &str, Option<Span>, &'static str) {
        let span = finding.primary.as_ref().map(|label| label.span);
        let path = span.map_or("", |span| self.path(span.file));
        (span.is_none(), path, span, finding.rule)
    }

    fn path(&self, file: FileId) -> &str {
        &self.query.model.loaded.sources.get(file).display
    }

    fn level_in(&self, rule: &str, context: Context, file: Option<FileId>) -> Level {
        if self.excludes(rule, file) {
            return Level::Allow;
        }
        let path = file.map(|file| self.path(file));
        effective(rule, self.default(rule), context, path, self.query.config, self.levels)
    }

    fn excludes(&self, rule: &str, file: Option<FileId>) -> bool {
        file.is_some_and(|file| self.query.config.excludes(rule, self.path(file)))
    }

    /// The level in files of which nothing else is said.
    fn level_anywhere(&self, rule: &str, context: Context) -> Level {
        effective(rule, self.default(rule), context, None, self.query.config, self.levels)
    }

    fn default(&self, rule: &str) -> Level {
        self.defaults.get(rule).copied().unwrap_or(Level::Deny)
    }

    /// Where a finding that is not reported is counted; nowhere if its rule does not look by default.
    fn withhold<'w>(&self, draft: &Draft, context: Context, to: &'w mut Withheld) -> Option<&'w mut usize> {
        if self.level_anywhere(draft.rule, Context::Production) == Level::Allow {
            return (self.default(draft.rule) != Level::Allow).then_some(&mut to.allowed);
        }
        Some(if self.excludes(draft.rule, draft.file) {
            &mut to.excluded
        } else if self.level_anywhere(draft.rule, context) == Level::Allow {
            &mut to.tests
        } else {
            &mut to.unselected
        })
    }

    fn is_selected(&self, target: Option<(usize, usize)>) -> bool {
        target.is_none_or(|(package, _)| self.query.codebase.packages[package].selected)
    }

    fn finding(&self, draft: Draft, prints: &mut Fingerprinter, withheld: &mut Withheld) -> Option<Finding> {
        let context = draft.site.as_ref().map_or(Context::Production, |site| site.context);
        let level = self.level_in(draft.rule, context, draft.file);
        let target = draft.site.as_ref().and_then(|site| site.target);
        let item = draft.site.as_ref().map(|site| site.item.clone()).unwrap_or_default();
        let marked = draft.site.as_ref().map_or(draft.message.as_str(), |site| self.text(site));
        // Also of what is not reported: a fingerprint must not depend on what was selected.
        let fingerprint = prints.next(draft.rule, &item, marked);
        if level == Level::Allow || !self.is_selected(target) {
            self.withhold(&draft, context, withheld).into_iter().for_each(|count| *count += 1);
            return None;
        }
        let (area, scope) = self.area_and_scope(draft.file, target);
        Some(Finding {
            rule: draft.rule,
            level,
            message: draft.message,
            primary: draft.site.map(|site| Label { span: site.span, text: draft.label }),
            secondary: draft.secondary.into_iter().map(|(span, text)| Label { span, text }).collect(),
            notes: draft.notes,
            help: draft.help,
            suggestion: draft.suggestion,
            evidence: draft.evidence,
            context,
            area,
            scope,
            item,
            fingerprint,
            target,
        })
    }

    fn text(&self, site: &Site) -> &str {
        let text = &self.query.model.loaded.sources.get(site.span.file).text;
        site.span.range.slice(text).unwrap_or_default()
    }

    fn area_and_scope(&self, file: Option<FileId>, target: Option<(usize, usize)>) -> (Option<String>, Option<String>) {
        let area = file.and_then(|file| self.query.config.area_of(self.path(file))).map(|area| area.name.clone());
        let package = target.map(|(package, _)| &self.query.codebase.packages[package].name);
        let scope = package.and_then(|name| self.query.config.scope_of(name)).map(|scope| scope.name.clone());
        (area, scope)
    }
}

impl Surroundings for Judge<'_> {
    fn level(&self, rule: &'static str, at: Span) -> Level {
        self.level_in(rule, self.place(at).context, Some(at.file))
    }

    fn ran(&self, rule: &str, at: Span) -> bool {
        self.level_in(rule, self.place(at).context, Some(at.file)) != Level::Allow
    }

    fn place(&self, at: Span) -> Place {
        let (context, target, module) =
            self.files.get(&at.file).cloned().unwrap_or((Context::Production, None, String::new()));
        let (area, scope) = self.area_and_scope(Some(at.file), target);
        Place { context, area, scope, item: module, target }
    }
}
