//! One check from paths to report: runs the stages in order.

mod judge;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::catalogue::CatalogueError;
use crate::config::{self, Config, ConfigError, LevelOverride, Manager};
use crate::infer::World;
use crate::model::{Choice, Model, Tags, assemble};
use crate::report::{Report, Statistics};
use crate::rules::{self, Page, Query};
use crate::source::disk::Disk;
use crate::source::load::{self, Loaded};
use crate::source::{Provider, Sources};
use crate::workspace::{self, Codebase, Selection, WorkspaceError};

/// What is asked of a check.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files or folders; empty for the current folder.
    pub paths: Vec<PathBuf>,
    /// Which packages findings are reported of.
    pub selection: Selection,
    /// The only configuration to be read.
    pub config: Option<PathBuf>,
    /// Overrides the configuration's manager.
    pub manager: Option<Manager>,
    /// `-A`, `-W`, `-D`, in order.
    pub levels: Vec<LevelOverride>,
    /// Threads; none for one per core.
    pub threads: Option<usize>,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum CheckError {
    /// There is nothing to analyse.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The configuration is wrong.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(#[from] ConfigError),
    /// A client of the configuration or the catalogue cannot be used.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The current folder is not known.
    #[error("cannot tell the current folder: {0}")]
    CurrentDirectory(std::io::Error),
    /// Threads could not be started.
    #[error("cannot start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// A report with what it speaks of.
#[derive(Debug)]
pub struct Outcome {
    /// The findings.
    pub report: Report,
    /// The files its spans point into.
    pub sources: Sources,
    /// The packages its targets point into.
    pub codebase: Codebase,
    /// What was asked for.
    pub config: Config,
    /// How each scope's canonical module was found.
    pub choices: Vec<(Option<String>, Choice)>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Checks a codebase on the disk.
///
/// # Errors
/// See [`CheckError`]; what is wrong with single files is a finding.
pub fn check(options: &Options) -> Result<Outcome, CheckError> {
    let mut builder = rayon::ThreadPoolBuilder::new().stack_size(crate::STACK_SIZE);
    if let Some(threads) = options.threads {
        builder = builder.num_threads(threads);
    }
    builder.build()?.install(|| run(options))
}

fn run(options: &Options) -> Result<Outcome, CheckError> {
    let mut clock = Clock::start();
    let paths = match options.paths.as_slice() {
        [] => vec![std::env::current_dir().map_err(CheckError::CurrentDirectory)?],
        given => given.to_vec(),
    };
    let codebase = workspace::discover(&Disk::unbounded(), &paths, &options.selection)?;
    let disk = Disk::within(&codebase.roots());
    clock.lap("workspace");
    let names = rules::names();
    let mut config = config::load(&Disk::unbounded(), &codebase.root, options.config.as_deref(), &names)?;
    if let Some(manager) = &options.manager {
        config.manager = manager.clone();
    }
    analyse(options, &disk, codebase, config, clock)
}

fn analyse(
    options: &Options,
    provider: &dyn Provider,
    codebase: Codebase,
    config: Config,
    mut clock: Clock,
) -> Result<Outcome, CheckError> {
    let loaded = load::load(provider, &codebase);
    clock.lap("source");
    let assembled = assemble(&codebase, &loaded, &config)?;
    clock.lap("resolve");
    let mut tags = Tags::of_types(&assembled);
    let world = World::new(&assembled.graph, tags.fluent.clone());
    tags.attach_constructors(&world, &assembled.interfaces);
    clock.lap("catalogue");
    let packages: Vec<String> = codebase.packages.iter().map(|package| package.name.clone()).collect();
    let model = Model::build(&world, &tags, &loaded, &config, &packages);
    clock.lap("model");
    let query = Query { model: &model, config: &config, codebase: &codebase };
    let mut drafts = Vec::new();
    for rule in rules::RULES {
        (rule.check)(&query, &mut drafts);
    }
    clock.lap("rules");
    let mut report = judge::judge(&query, &options.levels, drafts);
    report.notes.extend(notes(&model.canonical.choices, &codebase));
    report.blind_spots = blind_spots(&model);
    report.statistics = statistics(&loaded, &codebase);
    let choices = model.canonical.choices.clone();
    clock.lap("report");
    drop(model);
    Ok(Outcome { report, sources: loaded.sources, codebase, config, choices, timings: clock.laps })
}

/// What the user should know that is no finding.
fn notes(choices: &[(Option<String>, Choice)], codebase: &Codebase) -> Vec<String> {
    let mut notes = codebase.notes.clone();
    for problem in codebase.problems.iter().filter(|problem| problem.absent) {
        let path = load::display(&codebase.root, &problem.path);
        notes.push(format!("{path}: {}", problem.message));
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
    model
        .blind_spots
        .iter()
        .map(|(span, why)| {
            let file = model.loaded.sources.get(span.file);
            let at = crate::position::LineIndex::new(&file.text).line_column(&file.text, span.range.start);
            format!("{}:{at}: {why}", file.display)
        })
        .collect()
}

fn statistics(loaded: &Loaded, codebase: &Codebase) -> Statistics {
    Statistics {
        packages: codebase.packages.len(),
        files: loaded.sources.iter().count(),
        parsed: loaded.facts.len(),
        bytes: loaded.sources.iter().map(|(_, file)| file.text.len() as u64).sum(),
        unlinked: Vec::new(),
    }
}

/// The pages of all rules, in order.
#[must_use]
pub fn pages() -> Vec<(&'static str, Arc<Page>)> {
    let read = |rule: &rules::Rule| Some((rule.name, Arc::new(Page::read(rule.page).ok()?)));
    rules::RULES.iter().filter_map(read).collect()
}

/// Times of stages.
struct Clock {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }
}
