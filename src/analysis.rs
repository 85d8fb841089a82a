//! One check from paths to report: runs the stages in order.

mod demand;
mod evidence;
mod judge;
mod known;
mod round;
mod since;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::demand::{Search, Seeds};
use self::round::{Judged, Round, Subject, round};
use crate::baseline::{Baseline, BaselineError};
use crate::catalogue::CatalogueError;
use crate::config::levels::effective;
use crate::config::{self, Config, ConfigError, LevelOverride, Manager};
use crate::model::{Choice, Interfaces, Stock};
use crate::report::place::Places;
use crate::report::withheld::NOTHING_CHECKED;
use crate::report::{Context, Level, Report, RuleInfo, short};
use crate::resolve::Expansions;
use crate::rules::{self, Page};
use crate::source::disk::Disk;
use crate::source::git::GitError;
use crate::source::load::Loader;
use crate::source::{Provider, Sources, unlinked};
use crate::workspace::{self, Codebase, Selection, WorkspaceError};

/// What is asked of a check. The default is what `cargo redis-ssot` does without a flag, in the current folder.
///
/// ```
/// use cargo_redis_ssot::Options;
///
/// let options = Options { since: Some("origin/main".to_owned()), ..Options::at("crates/server") };
/// assert!(options.baseline.is_none());
/// ```
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
    /// Report only what is new against this commit of the git repository that holds the codebase.
    pub since: Option<String>,
    /// Report only what this file of known findings does not know.
    pub baseline: Option<PathBuf>,
    /// Also count what there is: [`Outcome::stock`].
    pub stock: bool,
    /// Parse every file, also those that name nothing that leads to a client.
    pub no_prefilter: bool,
}

impl Options {
    /// The options for the codebase at `path`: a folder, a manifest, or any file of a package.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { paths: vec![path.into()], ..Self::default() }
    }
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
    /// The baseline cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Baseline(#[from] BaselineError),
    /// The commit to compare with cannot be read.
    #[error("cannot compare with `{revision}`: {reason}")]
    #[diagnostic(code("redis_ssot::since"))]
    Since {
        /// As given.
        revision: String,
        /// Why.
        reason: GitError,
    },
    /// A client of the configuration or the catalogue cannot be used.
    #[error(transparent)]
    #[diagnostic(code("redis_ssot::catalogue"))]
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
    /// All rules with their levels in this run.
    pub rules: Vec<RuleInfo>,
    /// Managers and who opens what; empty unless [`Options::stock`] asked for it.
    pub stock: Stock,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// The findings, one line each as `--message-format short` prints them: what a failed `assert!` should show.
impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut places = Places::new(&self.sources);
        self.report.findings.iter().try_for_each(|finding| writeln!(f, "{}", short::line(&mut places, finding)))
    }
}

/// Checks a codebase on the disk, as `cargo redis-ssot check` does; nothing is written or run (but `git`, for
/// [`Options::since`]).
///
/// A workspace can make it one of its tests:
///
/// ```
/// use cargo_redis_ssot::{Options, check};
///
/// # fn at(dir: &str) -> String { format!("{}/fixtures/{dir}", env!("CARGO_MANIFEST_DIR")) }
/// # let root = at("netra/after");
/// // In a test of your own: `let root = env!("CARGO_MANIFEST_DIR");`
/// let outcome = check(&Options::at(root))?;
/// assert!(!outcome.report.fails(), "a second way to Redis:\n{outcome}");
/// # Ok::<(), cargo_redis_ssot::CheckError>(())
/// ```
///
/// A finding knows its rule, its level and its place:
///
/// ```
/// # use cargo_redis_ssot::{Options, check};
/// # let root = format!("{}/fixtures/netra/before", env!("CARGO_MANIFEST_DIR"));
/// let outcome = check(&Options::at(root))?;
/// let duplicates = outcome.report.findings.iter().filter(|finding| finding.rule == "duplicate-manager");
/// for finding in duplicates {
///     let label = finding.primary.as_ref().expect("a manager has a place");
///     let file = &outcome.sources.get(label.span.file).display;
///     println!("{file}: {} ({})", finding.message, finding.fingerprint);
/// }
/// assert!(outcome.report.fails());
/// # Ok::<(), cargo_redis_ssot::CheckError>(())
/// ```
///
/// # Errors
/// See [`CheckError`]; what is wrong with single files is a finding.
pub fn check(options: &Options) -> Result<Outcome, CheckError> {
    pool(options)?.install(|| run(options))
}

/// Checks a codebase that a [`Provider`] shows, wherever its files are: [`check`] without what only a disk has, the files of no
/// target, a baseline and the commit of [`Options::since`].
///
/// # Errors
/// As [`check`].
pub fn check_in(provider: &dyn Provider, options: &Options) -> Result<Outcome, CheckError> {
    pool(options)?.install(|| {
        let clock = Clock::start();
        let codebase = workspace::discover(provider, &options.paths, &options.selection)?;
        let config = configuration(options, provider, &codebase)?;
        analyse(options, provider, codebase, config, clock)
    })
}

/// Threads with stacks for what user code makes recursive.
fn pool(options: &Options) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    let mut builder = rayon::ThreadPoolBuilder::new().stack_size(crate::STACK_SIZE);
    if let Some(threads) = options.threads {
        builder = builder.num_threads(threads);
    }
    builder.build()
}

fn run(options: &Options) -> Result<Outcome, CheckError> {
    let mut clock = Clock::start();
    // What can be refused is refused before the work.
    let known = options.baseline.as_deref().map(Baseline::read).transpose()?;
    let paths = match options.paths.as_slice() {
        // A manifest that is named stands alone.
        [] if options.selection.manifest_path.is_some() => Vec::new(),
        [] => vec![std::env::current_dir().map_err(CheckError::CurrentDirectory)?],
        given => given.to_vec(),
    };
    let codebase = workspace::discover(&Disk::unbounded(), &paths, &options.selection)?;
    let old = options.since.as_deref().map(|revision| since::open(&codebase.root, revision)).transpose()?;
    let disk = Disk::within(&codebase.roots());
    clock.lap("workspace");
    let config = configuration(options, &Disk::unbounded(), &codebase)?;
    let mut outcome = analyse(options, &disk, codebase, config, clock)?;
    let mut clock = Clock { last: Instant::now(), laps: std::mem::take(&mut outcome.timings) };
    let unlinked = unlinked::find(&disk, &outcome.codebase, &outcome.sources);
    outcome.report.notes.extend(unlinked::note(&unlinked));
    outcome.report.statistics.unlinked = unlinked;
    clock.lap("unlinked");
    if let Some(known) = known {
        known::compare(&mut outcome, &known);
    }
    if let Some(old) = old {
        since::compare(&mut outcome, options, old)?;
        clock.lap("since");
    }
    outcome.timings = clock.laps;
    Ok(outcome)
}

/// The configuration of one side, with what the command line overrides.
fn configuration(options: &Options, provider: &dyn Provider, codebase: &Codebase) -> Result<Config, CheckError> {
    let names = rules::names();
    let mut config = config::load(provider, &codebase.root, options.config.as_deref(), &names)?;
    if let Some(manager) = &options.manager {
        config.manager = manager.clone();
        if *manager == Manager::None {
            // An inventory lists everything, scopes with a manager of their own too.
            config.scopes.iter_mut().for_each(|scope| scope.manager = Manager::None);
        }
    }
    Ok(config)
}

/// The analysis of one side: the disk, or a commit.
fn analyse(
    options: &Options,
    provider: &dyn Provider,
    codebase: Codebase,
    config: Config,
    mut clock: Clock,
) -> Result<Outcome, CheckError> {
    let seeds = Seeds::of(&codebase, &config);
    let matters = |text: &str, package: usize| seeds.hits(text, package);
    let whole = options.no_prefilter || follows_keys(&config, &options.levels);
    let mut loader = Loader::new(provider, &codebase, (!whole).then_some(&matters));
    let interfaces = follow(&mut loader, &seeds, &codebase, &config)?;
    demand::manifests(&codebase, &config).into_iter().for_each(|manifest| loader.manifest(manifest));
    clock.lap("source");
    let mut search = Search::new(&codebase, &seeds);
    let mut expansions = Expansions::default();
    // Each round either parses more or is the last.
    let judged = loop {
        let loaded = loader.loaded();
        let subject =
            Subject { options, provider, codebase: &codebase, config: &config, interfaces: &interfaces, loaded };
        match round(subject, &mut search, &mut expansions, &mut clock) {
            Round::Judged(judged) => break *judged,
            Round::Missing(missing) => missing.read(&mut loader),
        }
        clock.lap("source");
    };
    let Judged { mut report, choices, secrets, stock } = judged;
    let rules = infos(&config, &options.levels);
    report.nothing_checked = nothing_checked(&rules);
    report.notes.extend(report.nothing_checked.then(|| NOTHING_CHECKED.to_owned()));
    report.notes.extend(narrowed(&config));
    let mut sources = loader.finish().sources;
    // Whatever finding stands beside a password: reports end up where more people read than the sources do.
    secrets.into_iter().for_each(|secret| sources.mask(secret));
    Ok(Outcome { report, sources, codebase, config, choices, rules, stock, timings: clock.laps })
}

/// Reads the sources that targets reach, and beside them what libraries declare.
fn follow(
    loader: &mut Loader<'_>,
    seeds: &Seeds,
    codebase: &Codebase,
    config: &Config,
) -> Result<Interfaces, CheckError> {
    let interfaces = || Interfaces::read(codebase, config);
    let sources = || {
        loader.follow();
        loader.complete();
    };
    let ((), read) = rayon::join(sources, || seeds.name_clients().then(interfaces).transpose());
    let loaded = loader.loaded();
    Ok(match read? {
        Some(read) => read,
        // No package depends on a client, and yet something is asked: the allow comments, or everything.
        None if loaded.facts.keys().any(|file| loaded.matters(*file)) => interfaces()?,
        None => Interfaces::default(),
    })
}

/// Whether keys are held against their builder: who makes them and hands them on may stand in any file.
fn follows_keys(config: &Config, levels: &[LevelOverride]) -> bool {
    let anywhere = || effective(rules::UNSCOPED_KEY, Level::Allow, Context::Production, None, config, levels);
    let somewhere = || {
        config
            .rules
            .get(rules::UNSCOPED_KEY)
            .is_some_and(|settings| settings.at.iter().any(|at| at.level != Level::Allow))
    };
    config.keys.is_some() && (anywhere() != Level::Allow || somewhere())
}

/// The rules that look at some kinds of handles alone, as configured.
fn narrowed(config: &Config) -> impl Iterator<Item = String> {
    config.rules.iter().filter_map(|(rule, settings)| {
        let kinds: Vec<&str> = settings.kinds.as_ref()?.iter().map(|kind| kind.name()).collect();
        Some(format!("`{rule}` looks at these kinds of handles alone, as configured: {}", kinds.join(", ")))
    })
}

/// Whether no rule about Redis looked.
fn nothing_checked(rules: &[RuleInfo]) -> bool {
    let mut about_redis = rules.iter().filter(|rule| !rules::ABOUT_THE_CHECK.contains(&rule.name));
    about_redis.all(|rule| rule.level == Level::Allow)
}

/// All rules with the levels of this run.
fn infos(config: &Config, levels: &[LevelOverride]) -> Vec<RuleInfo> {
    let info = |(name, page): (&'static str, Arc<Page>)| RuleInfo {
        name,
        default_level: page.level,
        level: effective(name, page.level, Context::Production, None, config, levels),
        summary: page.summary.clone(),
        help_markdown: page.body.clone(),
        page_url: None,
    };
    pages().into_iter().map(info).collect()
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
        let took = now - self.last;
        match self.laps.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, before)) => *before += took,
            None => self.laps.push((stage, took)),
        }
        self.last = now;
    }
}
