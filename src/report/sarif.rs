//! SARIF 2.1.0 as GitHub code scanning takes it: all rules, relative URIs, stable fingerprints.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::occurrence::Occurrences;
use super::place::{Places, Region, locate};
use super::reporter::{Input, Reporter, RuleInfo};
use super::text::{percent_encode, sanitize, sanitize_lines, write_json_pretty};
use super::{Finding, Level, withheld};

/// Longest `shortDescription` and `fullDescription` GitHub takes, in characters.
const LONGEST_DESCRIPTION: usize = 1024;
/// Related locations GitHub shows of one result.
const MOST_RELATED: usize = 100;

/// SARIF 2.1.0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sarif {
    /// Whether silenced and baselined findings are written too, marked as suppressed. GitHub does not honour the mark
    /// and would show them as open (codeql-action #1230).
    pub include_suppressed: bool,
}

impl Reporter for Sarif {
    fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut places = Places::new(input.sources);
        let mut seen = Occurrences::default();
        let mut results: Vec<Value> = Vec::new();
        for finding in &input.report.findings {
            results.push(result(input, &mut places, &mut seen, finding));
        }
        if self.include_suppressed {
            for suppressed in &input.report.suppressed {
                let mut entry = result(input, &mut places, &mut seen, &suppressed.finding);
                let reason = suppressed.reason.as_deref().map(sanitize);
                entry["suppressions"] = json!([{ "kind": "inSource", "justification": reason.unwrap_or_default() }]);
                results.push(entry);
            }
            for finding in &input.report.baselined {
                let mut entry = result(input, &mut places, &mut seen, finding);
                entry["suppressions"] = json!([{ "kind": "external", "justification": "known from the baseline" }]);
                results.push(entry);
            }
        }
        write_json_pretty(out, &log(input, results))
    }
}

fn log(input: &Input<'_>, results: Vec<Value>) -> Value {
    let report = input.report;
    let rules: Vec<Value> = input.rules.iter().map(rule).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://crates.io/crates/cargo-redis-ssot",
                "rules": rules,
            } },
            "automationDetails": { "id": "cargo-redis-ssot/" },
            "invocations": [invocation(input)],
            "columnKind": "unicodeCodePoints",
            "results": results,
            // What a reader of the results alone would not see.
            "properties": {
                "packages": report.statistics.packages,
                "files": report.statistics.files,
                "filesOfNoTarget": report.statistics.unlinked,
                "filesParsed": report.statistics.parsed,
                "packagesNotAskedFor": withheld::unselected(input.codebase),
                "rulesSetToAllow": withheld::switched_off(input.rules),
                "suppressed": report.suppressed.len(),
                "baselined": report.baselined.len(),
                "stale": report.stale.len(),
                "since": report.since.as_ref().map(|since| json!({ "commit": since.commit, "known": since.known.len() })),
                "allowed": report.withheld.allowed,
                "excluded": report.withheld.excluded,
                "allowedInTests": report.withheld.tests,
                "inPackagesNotAskedFor": report.withheld.unselected,
            },
        }],
    })
}

/// How the run went: the rules whose level is not their own, and whether any rule looked.
fn invocation(input: &Input<'_>) -> Value {
    let changed = input.rules.iter().enumerate().filter(|(_, rule)| rule.level != rule.default_level);
    let overrides: Vec<Value> = changed
        .map(|(at, rule)| {
            let enabled = rule.level != Level::Allow;
            json!({
                "descriptor": { "id": rule.name, "index": at },
                "configuration": { "enabled": enabled, "level": rule.level.severity() },
            })
        })
        .collect();
    let note = |note: &String| json!({ "level": "note", "message": { "text": escape(note) } });
    let mut invocation = json!({
        "executionSuccessful": true,
        "toolExecutionNotifications": input.report.notes.iter().map(note).collect::<Vec<_>>(),
        "exitCode": i32::from(input.report.fails()),
        "ruleConfigurationOverrides": overrides,
    });
    if input.report.nothing_checked {
        invocation["toolConfigurationNotifications"] =
            json!([{ "level": "warning", "message": { "text": withheld::NOTHING_CHECKED } }]);
    }
    invocation
}

fn rule(rule: &RuleInfo) -> Value {
    let help = if rule.help_markdown.trim().is_empty() { &rule.summary } else { &rule.help_markdown };
    let summary: String = rule.summary.chars().take(LONGEST_DESCRIPTION).collect();
    let mut entry = json!({
        "id": rule.name,
        "name": rule.name,
        "shortDescription": { "text": summary },
        "fullDescription": { "text": summary },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": {
            "enabled": rule.default_level != Level::Allow,
            "level": rule.default_level.severity(),
        },
        "properties": {
            "tags": ["redis", "architecture", "maintainability"],
            "precision": "high",
            "problem.severity": problem_severity(rule.default_level),
        },
    });
    if let Some(url) = &rule.page_url {
        entry["helpUri"] = json!(url);
    }
    entry
}

/// GitHub's words: error, warning, recommendation.
fn problem_severity(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "recommendation",
    }
}

fn result(input: &Input<'_>, places: &mut Places<'_>, seen: &mut Occurrences, finding: &Finding) -> Value {
    let (path, region) = locate(input, places, finding);
    let number = seen.next(&finding.fingerprint);
    let related: Vec<Value> = finding
        .secondary
        .iter()
        .take(MOST_RELATED)
        .enumerate()
        .map(|(at, label)| {
            let text = if label.text.is_empty() { "related place" } else { &label.text };
            let mut place = location(input, places.display(label.span.file), places.region(label.span));
            place["id"] = json!(at + 1);
            place["message"] = json!({ "text": escape(text) });
            place
        })
        .collect();
    let mut entry = json!({
        "ruleId": finding.rule,
        "level": finding.level.severity(),
        "message": { "text": message(finding) },
        "locations": [location(input, &path, region)],
        "partialFingerprints": {
            "primaryLocationLineHash": format!("{}:{number}", finding.fingerprint),
            "redisSsot/v1": finding.fingerprint,
        },
        "properties": {
            "evidence": finding.evidence.name(),
            "context": finding.context.name(),
            "area": finding.area,
            "scope": finding.scope,
            "item": finding.item,
        },
    });
    if let Some(index) = input.rules.iter().position(|rule| rule.name == finding.rule) {
        entry["ruleIndex"] = json!(index);
    }
    if !related.is_empty() {
        entry["relatedLocations"] = json!(related);
    }
    entry
}

fn location(input: &Input<'_>, path: &str, region: Region) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": {
            "uri": percent_encode(&format!("{}{path}", input.prefix)),
            "uriBaseId": "%SRCROOT%",
        },
        "region": {
            "startLine": region.start.line,
            "startColumn": region.start.column,
            "endLine": region.end.line,
            "endColumn": region.end.column,
        },
    } })
}

/// The message, its first sentence the title, then what the primary label, notes and help say, then links to the
/// related places.
fn message(finding: &Finding) -> String {
    let mut text = format!("{}.", escape(&finding.message));
    for help in finding.notes.iter().chain(&finding.help) {
        text.push('\n');
        text.push_str(&escape_lines(help));
    }
    if let Some(suggestion) = &finding.suggestion {
        text.push('\n');
        text.push_str(&escape(&suggestion.message));
    }
    for (at, label) in finding.secondary.iter().take(MOST_RELATED).enumerate() {
        let name = if label.text.is_empty() { "related place" } else { &label.text };
        text.push_str(&format!("\n[{}]({})", bracket(&sanitize(name)), at + 1));
    }
    text
}

/// Text in which nothing reads as an embedded link (SARIF 2.1.0, 3.11.6) but what we put there.
fn escape(text: &str) -> String {
    let text = sanitize(text);
    if text.contains("](") { bracket(&text) } else { text.into_owned() }
}

fn escape_lines(text: &str) -> String {
    let text = sanitize_lines(text);
    if text.contains("](") { bracket(&text) } else { text.into_owned() }
}

/// Every bracket and backslash escaped.
fn bracket(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}
