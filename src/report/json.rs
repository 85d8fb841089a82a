//! Cargo's stream of JSON messages, each a rustc diagnostic: what rust-analyzer, bacon and rustfix read.
//!
//! Fields as in rustc 1.95: bytes from 0 in the file as stored, lines from 1, columns from 1 in characters, ends exclusive.

use std::io::{self, Write};

use serde::Serialize;

use super::cargo_id::{CargoTarget, owner};
use super::place::{Home, Places};
use super::rendered::rendered;
use super::reporter::{Input, Reporter};
use super::text::{sanitize, sanitize_lines, write_json};
use super::{Applicability, Finding, Withheld, withheld};
use crate::position::Span;

/// Lines longer than this (bytes) are left out of `text`: readers then count columns without it.
const LONGEST_LINE: u32 = 16 * 1024;
/// Spans of more lines carry the text of these alone.
const MOST_LINES: u32 = 200;

/// Cargo's JSON stream.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json;

impl Reporter for Json {
    fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut places = Places::new(input.sources);
        for finding in &input.report.findings {
            write_json(out, &message(input, &mut places, finding))?;
            out.write_all(b"\n")?;
        }
        let report = input.report;
        let finished = Finished {
            reason: "build-finished",
            success: !report.fails(),
            redis_ssot: Totals {
                findings: report.findings.len(),
                suppressed: report.suppressed.len(),
                baselined: report.baselined.len(),
                stale: report.stale.len(),
                since: report
                    .since
                    .as_ref()
                    .map(|since| TotalsSince { commit: &since.commit, known: since.known.len() }),
                withheld: report.withheld,
                nothing_checked: report.nothing_checked,
                switched_off: withheld::switched_off(input.rules),
                unselected: withheld::unselected(input.codebase),
                files: report.statistics.files,
                parsed: report.statistics.parsed,
                unlinked: &report.statistics.unlinked,
            },
        };
        write_json(out, &finished)?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct Message<'a> {
    reason: &'static str,
    package_id: String,
    manifest_path: String,
    target: CargoTarget,
    message: Diagnostic<'a>,
    redis_ssot: Extra<'a>,
}

/// What rustc's format has no place for.
#[derive(Serialize)]
struct Extra<'a> {
    rule: &'a str,
    evidence: &'static str,
    context: &'static str,
    area: Option<&'a str>,
    scope: Option<&'a str>,
    fingerprint: &'a str,
    item: &'a str,
}

#[derive(Serialize)]
struct Finished<'a> {
    reason: &'static str,
    success: bool,
    redis_ssot: Totals<'a>,
}

/// Counts of the run; what was silenced is visible here.
#[derive(Serialize)]
struct Totals<'a> {
    findings: usize,
    suppressed: usize,
    baselined: usize,
    stale: usize,
    since: Option<TotalsSince<'a>>,
    withheld: Withheld,
    nothing_checked: bool,
    /// Rules set to allow that are not so by default.
    switched_off: Vec<&'static str>,
    /// Packages that were not asked for.
    unselected: Vec<&'a str>,
    files: usize,
    parsed: usize,
    unlinked: &'a [String],
}

/// What `--since` compared with.
#[derive(Serialize)]
struct TotalsSince<'a> {
    commit: &'a str,
    known: usize,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    #[serde(rename = "$message_type")]
    message_type: &'static str,
    message: String,
    code: Option<Code>,
    level: &'static str,
    spans: Vec<JsonSpan<'a>>,
    children: Vec<Diagnostic<'a>>,
    rendered: Option<String>,
}

#[derive(Serialize)]
struct Code {
    code: String,
    explanation: Option<String>,
}

#[derive(Serialize)]
struct JsonSpan<'a> {
    file_name: &'a str,
    byte_start: u32,
    byte_end: u32,
    line_start: u32,
    line_end: u32,
    column_start: u32,
    column_end: u32,
    is_primary: bool,
    text: Vec<Line<'a>>,
    label: Option<String>,
    suggested_replacement: Option<&'a str>,
    suggestion_applicability: Option<&'static str>,
    expansion: Option<()>,
}

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    highlight_start: u32,
    highlight_end: u32,
}

fn message<'a>(input: &Input<'a>, places: &mut Places<'a>, finding: &'a Finding) -> Message<'a> {
    let owner = owner(input, finding);
    Message {
        reason: "compiler-message",
        package_id: owner.package_id,
        manifest_path: owner.manifest_path,
        target: owner.target,
        message: diagnostic(input, places, finding),
        redis_ssot: Extra {
            rule: finding.rule,
            evidence: finding.evidence.name(),
            context: finding.context.name(),
            area: finding.area.as_deref(),
            scope: finding.scope.as_deref(),
            fingerprint: &finding.fingerprint,
            item: &finding.item,
        },
    }
}

fn diagnostic<'a>(input: &Input<'a>, places: &mut Places<'a>, finding: &'a Finding) -> Diagnostic<'a> {
    let mut spans = Vec::new();
    if let Some(label) = &finding.primary {
        spans.push(span(places, label.span, true, &label.text));
    } else if let Some(file) = Home::of(input, finding).file {
        // rust-analyzer drops a diagnostic without a place.
        let first = places.line(file, 1);
        spans.push(span(places, Span::new(file, first), true, ""));
    }
    for label in &finding.secondary {
        spans.push(span(places, label.span, false, &label.text));
    }
    let notes = finding.notes.iter().map(|note| child("note", note));
    let mut children: Vec<Diagnostic<'a>> = notes.chain(finding.help.iter().map(|help| child("help", help))).collect();
    children.extend(suggestion(places, finding));
    Diagnostic {
        message_type: "diagnostic",
        message: sanitize(&finding.message).into_owned(),
        code: Some(Code { code: format!("redis_ssot::{}", finding.rule.replace('-', "_")), explanation: None }),
        level: finding.level.severity(),
        spans,
        children,
        rendered: Some(rendered(places, finding)),
    }
}

fn child<'a>(level: &'static str, text: &str) -> Diagnostic<'a> {
    Diagnostic {
        message_type: "diagnostic",
        message: sanitize_lines(text).into_owned(),
        code: None,
        level,
        spans: Vec::new(),
        children: Vec::new(),
        rendered: None,
    }
}

/// The suggestion as rustc gives it: a help with one span per edit. rustfix takes suggestions from children alone.
fn suggestion<'a>(places: &mut Places<'a>, finding: &'a Finding) -> Option<Diagnostic<'a>> {
    let suggestion = finding.suggestion.as_ref()?;
    let mut help = child("help", &suggestion.message);
    for (at, replacement) in &suggestion.edits {
        let mut span = span(places, *at, true, "");
        span.suggested_replacement = Some(replacement);
        span.suggestion_applicability = Some(match suggestion.applicability {
            Applicability::MachineApplicable => "MachineApplicable",
            Applicability::MaybeIncorrect => "MaybeIncorrect",
        });
        help.spans.push(span);
    }
    Some(help)
}

fn span<'a>(places: &mut Places<'a>, span: Span, is_primary: bool, label: &str) -> JsonSpan<'a> {
    let file = span.file;
    let region = places.region(span);
    let source = places.text(file);
    let mut text = Vec::new();
    for number in region.start.line..=region.end.line.min(region.start.line + MOST_LINES) {
        let range = places.line(file, number);
        if range.len() > LONGEST_LINE {
            text.clear();
            break;
        }
        let line = range.slice(source).unwrap_or_default();
        let past_end = crate::position::to_u32(line.chars().count()) + 1;
        text.push(Line {
            text: line,
            highlight_start: if number == region.start.line { region.start.column } else { 1 },
            highlight_end: if number == region.end.line { region.end.column } else { past_end },
        });
    }
    let stored = |offset: u32| crate::position::to_u32(source.floor_char_boundary(offset as usize));
    JsonSpan {
        file_name: places.display(file),
        byte_start: stored(span.range.start),
        byte_end: stored(span.range.end),
        line_start: region.start.line,
        line_end: region.end.line,
        column_start: region.start.column,
        column_end: region.end.column,
        is_primary,
        text,
        label: (!label.is_empty()).then(|| sanitize(label).into_owned()),
        suggested_replacement: None,
        suggestion_applicability: None,
        expansion: None,
    }
}
