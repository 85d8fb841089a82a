//! What stands under the findings: how many of what, what is not shown, and what to do next.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::human::{Human, Paint};
use super::reporter::Input;
use super::text::sanitize;
use super::{Applicability, Level, Report, withheld};
use crate::position::FileId;

/// Findings of one rule at one level.
#[derive(Default)]
struct Count {
    findings: usize,
    files: BTreeSet<Option<FileId>>,
}

/// Writes the summary.
///
/// # Errors
/// What `out` returns.
pub fn write(input: &Input<'_>, style: Human, out: &mut dyn Write) -> io::Result<()> {
    let report = input.report;
    verdict(input, style, out)?;
    let mut counts: BTreeMap<(std::cmp::Reverse<Level>, std::cmp::Reverse<usize>, &str), Count> = BTreeMap::new();
    for ((level, rule), count) in count(report) {
        counts.insert((std::cmp::Reverse(level), std::cmp::Reverse(count.findings), rule), count);
    }
    let width = counts.keys().map(|(_, _, rule)| rule.len()).max().unwrap_or(0);
    let digits = report.findings.len().to_string().len();
    if !counts.is_empty() {
        writeln!(out)?;
    }
    for ((level, _, rule), count) in &counts {
        let word = style.paint(Paint::of(level.0), &format!("{:7}", level.0.severity()));
        let files = files(count.files.iter().flatten().count());
        let place = if count.files == BTreeSet::from([None]) { String::new() } else { format!("  in {files}") };
        writeln!(out, "  {word}  {rule:width$}  {:>digits$}{place}", count.findings)?;
    }
    for (at, hidden) in hidden(input).iter().enumerate() {
        let gap = if at == 0 { "\n" } else { "" };
        writeln!(out, "{gap}  {}", style.paint(Paint::Strong, hidden))?;
    }
    next_steps(input, style, counts.keys().map(|(_, _, rule)| *rule).next(), out)
}

/// The one line that says it all.
fn verdict(input: &Input<'_>, style: Human, out: &mut dyn Write) -> io::Result<()> {
    let report = input.report;
    let statistics = &report.statistics;
    let scope = format!("{} of {}", files(statistics.files), plural(statistics.packages, "package", "packages"));
    let errors = report.findings.iter().filter(|finding| finding.level == Level::Deny).count();
    let warnings = report.findings.len() - errors;
    if report.nothing_checked && report.findings.is_empty() {
        return writeln!(out, "redis-ssot: {} ({scope})", style.paint(Paint::Error, withheld::NOTHING_CHECKED));
    }
    let found = match (errors, warnings) {
        (0, 0) => "no findings".to_owned(),
        (errors, 0) => plural(errors, "error", "errors"),
        (0, warnings) => plural(warnings, "warning", "warnings"),
        (errors, warnings) => {
            format!("{}, {}", plural(errors, "error", "errors"), plural(warnings, "warning", "warnings"))
        }
    };
    let (word, paint) = match (errors, warnings) {
        (0, 0) => ("passed", Paint::Strong),
        (0, _) => ("passed", Paint::Warning),
        _ => ("failed", Paint::Error),
    };
    writeln!(out, "redis-ssot {}: {found} in {scope}", style.paint(paint, word))
}

fn count(report: &Report) -> BTreeMap<(Level, &'static str), Count> {
    let mut counts: BTreeMap<(Level, &'static str), Count> = BTreeMap::new();
    for finding in &report.findings {
        let count = counts.entry((finding.level, finding.rule)).or_default();
        count.findings += 1;
        count.files.insert(finding.primary.as_ref().map(|label| label.span.file));
    }
    counts
}

/// What was found but is not shown, what was not looked at and by which rules: nothing is silenced in silence.
fn hidden(input: &Input<'_>) -> Vec<String> {
    let phrases = withheld::phrases(input);
    let off = withheld::switched_off(input.rules);
    let not_shown = (!phrases.is_empty()).then(|| format!("not shown: {}", phrases.join(", ")));
    not_shown.into_iter().chain((!off.is_empty()).then(|| format!("set to allow: {}", off.join(", ")))).collect()
}

/// The commands that lead on from here, most useful first.
fn next_steps(input: &Input<'_>, style: Human, worst: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let Some(worst) = worst else { return Ok(()) };
    let findings = &input.report.findings;
    let fixable = |applicability| {
        let matches = |finding: &&super::Finding| {
            finding.suggestion.as_ref().is_some_and(|suggestion| suggestion.applicability == applicability)
        };
        findings.iter().filter(matches).count()
    };
    let mut steps = vec![(format!("cargo redis-ssot explain {worst}"), "why it matters and how to mend it".to_owned())];
    let mechanical = fixable(Applicability::MachineApplicable);
    if mechanical > 0 {
        steps.push(("cargo redis-ssot --fix".to_owned(), format!("mend {mechanical} of them mechanically")));
    }
    if findings.iter().any(|finding| finding.rule == "missing-manager") {
        steps.insert(0, ("cargo redis-ssot init".to_owned(), "name the one manager in redis-ssot.toml".to_owned()));
    }
    if input.report.baselined.is_empty() {
        steps.push(("cargo redis-ssot baseline".to_owned(), "accept what is there, fail on what is new".to_owned()));
    }
    steps.push((format!("// redis-ssot: allow({worst}) -- why"), "keep one on purpose, above its line".to_owned()));
    writeln!(out, "\n{}", style.paint(Paint::Strong, "next:"))?;
    let longest = |of: fn(&(String, String)) -> &String| steps.iter().map(|step| of(step).len()).max().unwrap_or(0);
    let width = longest(|step| &step.0);
    let fits = 4 + width + longest(|step| &step.1) <= style.width;
    for (command, purpose) in &steps {
        // Beside each other, or where the terminal is narrow below each other.
        let between = if fits { " ".repeat(width - command.len() + 2) } else { format!("\n{}", " ".repeat(6)) };
        writeln!(out, "  {}{between}{purpose}", style.paint(Paint::Accent, &sanitize(command)))?;
    }
    Ok(())
}

fn files(count: usize) -> String {
    plural(count, "file", "files")
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
