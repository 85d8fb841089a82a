//! The command line's [`Engine`]: options to checks, reports to formats.

use std::io::{self, Write};
use std::path::Path;

use crate::analysis::{self, Options};
use crate::baseline::Baseline;
use crate::catalogue;
use crate::cli::terminal::Terminal;
use crate::cli::{CheckArgs, Checked, ClientLine, CodebaseArgs, Engine, Failure, RulePage};
use crate::fix;
use crate::init::{self, Found};
use crate::model::Choice;
use crate::report::dossier::Dossier;
use crate::report::github::{self, Github};
use crate::report::gitlab::Gitlab;
use crate::report::human::Human;
use crate::report::json::Json;
use crate::report::junit::Junit;
use crate::report::sarif::Sarif;
use crate::report::short::Short;
use crate::report::{Format, Input, Level, Reporter};
use crate::rules::{Page, RULES};
use crate::workspace::Selection;

/// The analysis behind the command line.
#[derive(Debug)]
pub struct Analysis {
    pages: Vec<RulePage>,
}

impl Default for Analysis {
    fn default() -> Self {
        let page = |rule: &crate::rules::Rule| {
            let page = Page::read(rule.page).ok()?;
            Some(RulePage { name: rule.name, default_level: page.level, summary: page.summary, page: page.body })
        };
        Self { pages: RULES.iter().filter_map(page).collect() }
    }
}

impl Engine for Analysis {
    fn rules(&self) -> &[RulePage] {
        &self.pages
    }

    fn clients(&self) -> Vec<ClientLine> {
        let line = |(name, text): &(&str, &str)| {
            let interface = catalogue::read_client(name, text).ok()?;
            let client = interface.client?;
            let role = serde_json::to_value(client.role).ok()?;
            Some(ClientLine {
                package: client.package.clone(),
                role: role.as_str().unwrap_or_default().to_owned(),
                summary: client.summary.clone(),
            })
        };
        catalogue::CLIENTS.iter().filter_map(line).collect()
    }

    fn check(&self, args: &CheckArgs) -> Result<Checked, Failure> {
        let options = Options {
            levels: args.levels.clone(),
            since: args.since.clone(),
            baseline: args.baseline.clone(),
            stock: args.stock,
            ..options(&args.codebase, selection(args))
        };
        let outcome = match args.fix {
            Some(permit) => fix::fix(&options, permit)?,
            None => analysis::check(&options)?,
        };
        Ok(Checked {
            counts: args.stock.then(|| outcome.counts()),
            report: outcome.report,
            sources: outcome.sources,
            codebase: outcome.codebase,
            timings: outcome.timings,
            rules: outcome.rules,
        })
    }

    fn dossier(&self, args: &CheckArgs) -> Result<Dossier, Failure> {
        // What can be refused is refused before the work. Findings that are known are shown: the file hides nothing here.
        let baseline = args.baseline.as_deref().map(Baseline::read).transpose()?;
        let levels = args.levels.clone();
        let outcome = analysis::check(&Options { levels, stock: true, ..options(&args.codebase, selection(args)) })?;
        Ok(outcome.evidence(baseline.as_ref()))
    }

    fn render(&self, checked: &Checked, args: &CheckArgs, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        let prefix = repository_prefix(&checked.codebase.root);
        let input = input(checked, &prefix);
        let human = Human {
            width: terminal.width,
            color: terminal.color,
            unicode: terminal.unicode,
            hyperlinks: terminal.hyperlinks,
            ..Human::default()
        };
        let sarif = Sarif::default();
        let reporter: &dyn Reporter = match args.format {
            Format::Human => &human,
            Format::Short => &Short,
            Format::Json => &Json,
            Format::Sarif => &sarif,
            Format::Github => &Github,
            Format::Gitlab => &Gitlab,
            Format::Junit => &Junit,
        };
        reporter.write(&input, out)
    }

    fn step_summary(&self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let prefix = repository_prefix(&checked.codebase.root);
        github::step_summary(&input(checked, &prefix), out)
    }

    fn infer(&self, args: &CodebaseArgs) -> Result<Found, Failure> {
        let selection = Selection { manifest_path: args.manifest_path.clone(), ..Selection::default() };
        let outcome = analysis::check(&options(args, selection))?;
        let mut found = Found {
            root: outcome.codebase.root.clone(),
            manager: None,
            reasons: Vec::new(),
            candidates: Vec::new(),
            areas: Vec::new(),
            errors: 0,
        };
        let errors: Vec<_> = outcome.report.findings.iter().filter(|finding| finding.level == Level::Deny).collect();
        let files = errors.iter().filter_map(|finding| Some(outcome.sources.get(finding.primary.as_ref()?.span.file)));
        found.areas = init::areas_of(files.map(|file| file.display.as_str()));
        found.errors = errors.len();
        for (_, choice) in outcome.choices {
            match choice {
                Choice::Configured(path) => found.manager = Some(path),
                Choice::Inferred { path, reason } => {
                    found.manager = Some(path);
                    found.reasons.push(reason);
                }
                Choice::Unclear(candidates) => {
                    found.reasons.push("several modules own Redis handles".to_owned());
                    found.candidates.extend(candidates.into_iter().map(|candidate| candidate.path));
                }
                Choice::Nothing => found.reasons.push("no type owns a Redis handle".to_owned()),
                Choice::Missing(path) => found.reasons.push(format!("`{path}` does not exist")),
                Choice::None => {}
            }
        }
        Ok(found)
    }
}

fn selection(args: &CheckArgs) -> Selection {
    Selection {
        manifest_path: args.codebase.manifest_path.clone(),
        packages: args.packages.clone(),
        exclude: args.exclude.clone(),
        workspace: args.workspace,
    }
}

fn options(args: &CodebaseArgs, selection: Selection) -> Options {
    Options {
        paths: args.paths.clone(),
        selection,
        config: args.config.clone(),
        manager: args.manager.clone(),
        no_prefilter: !args.prefilter,
        threads: args.threads.map(std::num::NonZeroUsize::get),
        ..Options::default()
    }
}

fn input<'a>(checked: &'a Checked, prefix: &'a str) -> Input<'a> {
    Input {
        report: &checked.report,
        sources: &checked.sources,
        codebase: &checked.codebase,
        rules: &checked.rules,
        prefix,
    }
}

/// Path from the repository's root to the codebase's, with a `/` at its end; empty outside a repository.
fn repository_prefix(root: &Path) -> String {
    let Some(repository) = crate::source::disk::repository(root) else { return String::new() };
    match crate::source::load::display(repository, root).as_str() {
        shown if repository == root || shown.is_empty() => String::new(),
        shown => format!("{shown}/"),
    }
}
