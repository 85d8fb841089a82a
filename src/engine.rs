//! The command line's [`Engine`]: options to checks, reports to formats.

use std::io::{self, Write};
use std::path::Path;

use crate::analysis::{self, CheckError, Options, Outcome};
use crate::baseline::Baseline;
use crate::catalogue;
use crate::cli::terminal::Terminal;
use crate::cli::{CheckArgs, Checked, ClientLine, CodebaseArgs, Engine, Failure, RulePage};
use crate::config::levels::effective;
use crate::config::{Config, LevelOverride};
use crate::init::Found;
use crate::model::Choice;
use crate::report::github::Github;
use crate::report::gitlab::Gitlab;
use crate::report::human::Human;
use crate::report::json::Json;
use crate::report::junit::Junit;
use crate::report::sarif::Sarif;
use crate::report::short::Short;
use crate::report::{Context, Format, Input, Reporter, RuleInfo};
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

impl Analysis {
    fn infos(&self, config: &Config, levels: &[LevelOverride]) -> Vec<RuleInfo> {
        let info = |page: &RulePage| RuleInfo {
            name: page.name,
            default_level: page.default_level,
            level: effective(page.name, page.default_level, Context::Production, config, levels),
            summary: page.summary.clone(),
            help_markdown: page.page.clone(),
            page_url: None,
        };
        self.pages.iter().map(info).collect()
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
        let known = args.baseline.as_deref().map(Baseline::read).transpose()?;
        let mut outcome = run(&args.codebase, selection(args), &args.levels)?;
        if let Some(known) = known {
            compare(&mut outcome, &known);
        }
        let rules = self.infos(&outcome.config, &args.levels);
        Ok(Checked {
            report: outcome.report,
            sources: outcome.sources,
            codebase: outcome.codebase,
            timings: outcome.timings,
            rules,
        })
    }

    fn render(&self, checked: &Checked, args: &CheckArgs, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        let prefix = repository_prefix(&checked.codebase.root);
        let input = Input {
            report: &checked.report,
            sources: &checked.sources,
            codebase: &checked.codebase,
            rules: &checked.rules,
            prefix: &prefix,
        };
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

    fn infer(&self, args: &CodebaseArgs) -> Result<Found, Failure> {
        let outcome = run(args, Selection::default(), &[])?;
        let mut found = Found {
            root: outcome.codebase.root.clone(),
            manager: None,
            reasons: Vec::new(),
            candidates: Vec::new(),
            areas: Vec::new(),
        };
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

fn run(args: &CodebaseArgs, mut selection: Selection, levels: &[LevelOverride]) -> Result<Outcome, CheckError> {
    selection.manifest_path.clone_from(&args.manifest_path);
    analysis::check(&Options {
        paths: args.paths.clone(),
        selection,
        config: args.config.clone(),
        manager: args.manager.clone(),
        levels: levels.to_vec(),
        threads: args.threads.map(std::num::NonZeroUsize::get),
    })
}

/// Takes the findings a baseline knows out of the report, and names the entries that no finding has any more.
fn compare(outcome: &mut Outcome, known: &Baseline) {
    let findings = std::mem::take(&mut outcome.report.findings);
    let whole = outcome.codebase.packages.iter().all(|package| package.selected);
    let compared = known.compare(findings, &|_| whole);
    outcome.report.findings = compared.new;
    outcome.report.baselined = compared.known;
    for entry in &compared.stale {
        outcome.report.notes.push(format!(
            "fixed, so it must leave the baseline (`baseline --prune`): {} in `{}`, {}",
            entry.rule, entry.item, entry.path
        ));
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
