//! GitHub workflow commands: annotations, and the full list in the log.

use std::io::{self, Write};

use super::place::{Places, locate};
use super::reporter::{Input, Reporter};
use super::text::{escape_markdown as cell, sanitize};
use super::{Finding, Level, short, withheld};

/// Annotations GitHub keeps per step and level; it drops the rest in silence.
const MOST_PER_LEVEL: usize = 10;

/// Bytes of the table in a step's summary: GitHub refuses summaries of more than 1 MiB.
const LARGEST_SUMMARY: usize = 1_000_000;

/// GitHub workflow commands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Github;

impl Reporter for Github {
    fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
        let findings = &input.report.findings;
        if input.report.nothing_checked {
            writeln!(out, "::warning title=redis-ssot::{}", data(withheld::NOTHING_CHECKED))?;
        }
        if findings.is_empty() {
            return Ok(());
        }
        let mut places = Places::new(input.sources);
        let mut annotated = 0;
        // Errors first, so that warnings never cost an error its place.
        for level in [Level::Deny, Level::Warn] {
            for finding in findings.iter().filter(|finding| finding.level == level).take(MOST_PER_LEVEL) {
                annotate(input, &mut places, finding, out)?;
                annotated += 1;
            }
        }
        let more = findings.len() - annotated;
        if more > 0 {
            let text = format!(
                "not annotated: {more} more (GitHub takes 10 errors and 10 warnings a step); the log lists all"
            );
            writeln!(out, "::notice title=redis-ssot::{}", data(&text))?;
        }
        let plural = if findings.len() == 1 { "finding" } else { "findings" };
        writeln!(out, "::group::redis-ssot: {} {plural}", findings.len())?;
        for finding in findings {
            writeln!(out, "{}", inert(&short::line(&mut places, finding)))?;
        }
        writeln!(out, "::endgroup::")
    }
}

/// Writes all findings as a Markdown table, for `$GITHUB_STEP_SUMMARY`.
///
/// # Errors
/// What `out` returns.
pub fn step_summary(input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = input.report;
    let verdict = if report.fails() { "failed" } else { "passed" };
    let plural = if report.findings.len() == 1 { "finding" } else { "findings" };
    writeln!(out, "### redis-ssot {verdict}: {} {plural}\n", report.findings.len())?;
    if report.nothing_checked {
        writeln!(out, "**{}**\n", cell(withheld::NOTHING_CHECKED))?;
    }
    let not_shown = withheld::phrases(input);
    if !not_shown.is_empty() {
        writeln!(out, "Not shown: {}.\n", cell(&not_shown.join(", ")))?;
    }
    let off = withheld::switched_off(input.rules);
    if !off.is_empty() {
        writeln!(out, "Set to allow: {}.\n", off.join(", "))?;
    }
    if report.findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "| level | rule | place | finding |\n|---|---|---|---|")?;
    let mut places = Places::new(input.sources);
    let mut left = LARGEST_SUMMARY;
    for (at, finding) in report.findings.iter().enumerate() {
        let (path, region) = locate(input, &mut places, finding);
        let place = format!("{}{path}:{}", input.prefix, region.start);
        let (place, message) = (cell(&place), cell(&finding.message));
        let row = format!("| {} | {} | {place} | {message} |", finding.level.severity(), finding.rule);
        let Some(rest) = left.checked_sub(row.len() + 1) else {
            return writeln!(out, "\n{} more findings are in the log.", report.findings.len() - at);
        };
        left = rest;
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn annotate(input: &Input<'_>, places: &mut Places<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let (path, region) = locate(input, places, finding);
    let file = property(&format!("{}{path}", input.prefix));
    write!(out, "::{} file={file},line={},endLine={}", finding.level.severity(), region.start.line, region.end.line)?;
    // GitHub takes columns only where start and end share a line.
    if region.start.line == region.end.line {
        write!(out, ",col={},endColumn={}", region.start.column, region.end.column)?;
    }
    let mut text = sanitize(&finding.message).into_owned();
    let suggestion = finding.suggestion.iter().map(|suggestion| &suggestion.message);
    for help in finding.help.iter().chain(suggestion) {
        text.push_str("\nhelp: ");
        text.push_str(&sanitize(help));
    }
    writeln!(out, ",title={}::{}", property(&format!("redis-ssot {}", finding.rule)), data(&text))
}

/// The text of a command, escaped as the runner's toolkit does.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, safe to print and escaped.
fn property(text: &str) -> String {
    data(&sanitize(text)).replace(':', "%3A").replace(',', "%2C")
}

/// A line of the log that the runner reads as no command: neither `::name` at its start nor `##[name]` anywhere.
fn inert(line: &str) -> String {
    let line = line.replace("##[", "# #[");
    if line.trim_start().starts_with("::") { format!("> {line}") } else { line }
}
