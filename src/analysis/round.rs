//! One round: what was parsed so far to findings, or to the files that are missing.

use std::collections::BTreeSet;

use super::demand::{Missing, Search};
use super::{Clock, Options, judge};
use crate::config::Config;
use crate::infer::{BodyTypes, World};
use crate::model::{Assembled, Choice, Handles, Interfaces, Model, Stock, Tags, Versions, assemble, infer_bodies};
use crate::position::{FileId, Span};
use crate::report::place::Places;
use crate::report::{Report, Statistics};
use crate::resolve::Expansions;
use crate::resolve::graph::BodyId;
use crate::rules::{self, Draft, Query};
use crate::source::Provider;
use crate::source::load::{self, Loaded};
use crate::workspace::Codebase;

/// How many missing manifests are named.
const MOST_ABSENT: usize = 5;

/// What came of judging what was parsed so far.
pub(super) enum Round {
    /// More must be parsed first.
    Missing(Missing),
    /// Nothing is missing.
    Judged(Box<Judged>),
}

/// What is left of a round: all but what was read.
pub(super) struct Judged {
    pub(super) report: Report,
    pub(super) choices: Vec<(Option<String>, Choice)>,
    /// Passwords in the code.
    pub(super) secrets: Vec<Span>,
    pub(super) stock: Stock,
}

/// What a round is about.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) options: &'a Options,
    pub(super) provider: &'a dyn Provider,
    pub(super) codebase: &'a Codebase,
    pub(super) config: &'a Config,
    pub(super) interfaces: &'a Interfaces,
    pub(super) loaded: &'a Loaded,
}

/// Analyses what was parsed so far. `expansions`: of the round before, if any, and then of this one.
pub(super) fn round(
    subject: Subject<'_>,
    search: &mut Search<'_>,
    expansions: &mut Expansions,
    clock: &mut Clock,
) -> Round {
    let Subject { codebase, interfaces, loaded, .. } = subject;
    let mut assembled = assemble(codebase, loaded, interfaces, std::mem::take(expansions));
    clock.lap("resolve");
    let round = judged_or_missing(subject, &mut assembled, search, clock);
    *expansions = assembled.graph.into_expansions();
    round
}

fn judged_or_missing(
    subject: Subject<'_>,
    assembled: &mut Assembled,
    search: &mut Search<'_>,
    clock: &mut Clock,
) -> Round {
    let loaded = subject.loaded;
    let mut tags = Tags::of_types(assembled);
    let world = World::new(&assembled.graph, tags.fluent.clone());
    tags.attach_constructors(&world, &assembled.interfaces);
    clock.lap("catalogue");
    if !loaded.is_whole() {
        let missing = search.by_name(&Handles::new(&world, &tags), loaded);
        clock.lap("search");
        if !missing.is_empty() {
            return Round::Missing(missing);
        }
    }
    let mut bodies = Vec::new();
    let mut late = BTreeSet::new();
    let judging = Judging { subject, search, tags: &tags };
    let mut judged = judging.judge(&world, &mut bodies, &late, clock);
    drop(world);
    loop {
        let missing = match judged {
            Ok(judged) => return Round::Judged(Box::new(judged)),
            Err(missing) => missing,
        };
        late.extend(missing.bodies.iter().copied());
        // Bodies alone change no name: they are added, and nothing is inferred again.
        let texts = |file: FileId| loaded.sources.get(file).text.as_ref();
        let added = missing.is_of_bodies() && assembled.graph.read_bodies(&missing.bodies, &loaded.facts, &texts);
        clock.lap("source");
        if !added {
            return Round::Missing(Missing { bodies: late, ..missing });
        }
        let world = World::new(&assembled.graph, tags.fluent.clone());
        judged = judging.judge(&world, &mut bodies, &late, clock);
    }
}

/// Types and rules, once names are known.
struct Judging<'a> {
    subject: Subject<'a>,
    search: &'a Search<'a>,
    tags: &'a Tags,
}

impl Judging<'_> {
    /// Infers the bodies that were not yet, and judges; or says what was missed that was not read late.
    fn judge(
        &self,
        world: &World<'_>,
        bodies: &mut Vec<(BodyId, BodyTypes)>,
        late: &BTreeSet<(FileId, u32)>,
        clock: &mut Clock,
    ) -> Result<Judged, Missing> {
        let Subject { options, provider, codebase, config, loaded, .. } = self.subject;
        let known = bodies.last().map_or(0, |(last, _)| last.0 as usize + 1);
        bodies.extend(infer_bodies(world, known));
        let packages: Vec<String> = codebase.packages.iter().map(|package| package.name.clone()).collect();
        let versions = Versions::new(provider, codebase);
        let model = Model::build(world, self.tags, loaded, versions, config, &packages, std::mem::take(bodies));
        clock.lap("model");
        let query = Query { model: &model, config, codebase };
        let drafts = rules::all(&query);
        clock.lap("rules");
        let stock = if options.stock { stock(&model, &drafts) } else { Stock::default() };
        let mut missing = if loaded.is_whole() { Missing::default() } else { self.search.by_use(world, loaded) };
        missing.bodies.retain(|body| !late.contains(body));
        clock.lap("search");
        if missing.is_empty() {
            let judged = judged(options, &query, drafts, stock);
            clock.lap("report");
            return Ok(judged);
        }
        *bodies = model.bodies;
        Err(missing)
    }
}

fn judged(options: &Options, query: &Query<'_>, drafts: Vec<Draft>, stock: Stock) -> Judged {
    let Query { model, codebase, .. } = *query;
    let mut report = judge::judge(query, &options.levels, drafts);
    report.notes.extend(notes(&model.canonical.choices, codebase));
    report.blind_spots = blind_spots(model);
    report.statistics = statistics(model.loaded, codebase);
    let secrets = model.urls.iter().flat_map(|url| url.secrets.iter().copied()).collect();
    Judged { report, choices: model.canonical.choices.clone(), secrets, stock }
}

/// What there is. A manager beside the canonical one is what the rule calls so, reported or not.
fn stock(model: &Model<'_>, drafts: &[Draft]) -> Stock {
    let duplicates = drafts.iter().filter(|draft| draft.rule == rules::DUPLICATE_MANAGER);
    Stock::of(model, &duplicates.filter_map(|draft| Some(draft.site.as_ref()?.span)).collect())
}

/// What the user should know that is no finding.
fn notes(choices: &[(Option<String>, Choice)], codebase: &Codebase) -> Vec<String> {
    let mut notes = codebase.notes.clone();
    let absent: Vec<_> = codebase.problems.iter().filter(|problem| problem.absent).collect();
    for problem in absent.iter().take(MOST_ABSENT) {
        let path = load::display(&codebase.root, &problem.path);
        notes.push(format!("{path}: {}", problem.message));
    }
    match absent.len().saturating_sub(MOST_ABSENT) {
        0 => {}
        1 => notes.push("1 more manifest is missing".to_owned()),
        more => notes.push(format!("{more} more manifests are missing")),
    }
    for (scope, choice) in choices {
        let of = scope.as_ref().map_or_else(String::new, |scope| format!(" of scope `{scope}`"));
        match choice {
            Choice::Inferred { path, reason } => notes.push(format!(
                "the canonical manager{of} is taken to be `{path}`: {reason} (`cargo redis-ssot init` pins it)"
            )),
            Choice::None => notes.push(format!("no canonical manager{of}, as configured: every site is listed")),
            _ => {}
        }
    }
    notes
}

fn blind_spots(model: &Model<'_>) -> Vec<String> {
    let mut places = Places::new(&model.loaded.sources);
    let line = |(span, why): &(Span, String)| {
        let at = places.at(span.file, span.range.start);
        format!("{}:{at}: {why}", places.display(span.file))
    };
    model.blind_spots.iter().map(line).collect()
}

fn statistics(loaded: &Loaded, codebase: &Codebase) -> Statistics {
    let manifests: BTreeSet<FileId> = loaded.manifests.values().copied().collect();
    let sources = loaded.sources.iter().filter(|(file, _)| !manifests.contains(file));
    Statistics {
        packages: codebase.packages.len(),
        files: loaded.owners.len() - manifests.len(),
        parsed: loaded.facts.len() - loaded.skipped.len(),
        bytes: sources.map(|(_, file)| file.text.len() as u64).sum(),
        unlinked: Vec::new(),
    }
}
