//! JUnit XML: one suite per rule, one failing case per finding, one passing case for a rule that found nothing.
//!
//! Warnings are failures too, of type `warning`: a report that hides them helps nobody, and the exit code is the gate.

use std::io::{self, Write};

use super::place::Places;
use super::reporter::{Input, Reporter};
use super::text::sanitize_lines;
use super::{Finding, Level};

/// JUnit XML.
#[derive(Debug, Clone, Copy, Default)]
pub struct Junit;

impl Reporter for Junit {
    fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut places = Places::new(input.sources);
        let findings = &input.report.findings;
        let of = |rule: &str| findings.iter().filter(|finding| finding.rule == rule).collect::<Vec<_>>();
        let mut suites: Vec<(&str, Level, Vec<&Finding>)> =
            input.rules.iter().map(|rule| (rule.name, rule.level, of(rule.name))).collect();
        // A finding is never lost, not even one of a rule that the list does not know.
        for finding in findings {
            if !suites.iter().any(|(rule, ..)| *rule == finding.rule) {
                suites.push((finding.rule, finding.level, of(finding.rule)));
            }
        }
        let clean = suites.iter().filter(|(_, _, found)| found.is_empty()).count();
        let off = suites.iter().filter(|(_, level, found)| found.is_empty() && *level == Level::Allow).count();
        let failures: usize = suites.iter().map(|(_, _, found)| found.len()).sum();
        let tests = failures + clean;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(
            out,
            "<testsuites name=\"redis-ssot\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{off}\">"
        )?;
        for (rule, level, found) in suites {
            suite(&mut places, rule, level, &found, out)?;
        }
        writeln!(out, "</testsuites>")
    }
}

fn suite(places: &mut Places<'_>, rule: &str, level: Level, found: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    let (name, tests, failures) = (escape(rule), found.len().max(1), found.len());
    let skipped = usize::from(found.is_empty() && level == Level::Allow);
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">"
    )?;
    match (found, skipped) {
        ([], 0) => writeln!(out, "    <testcase classname=\"{name}\" name=\"no findings\"/>")?,
        ([], _) => writeln!(out, "    <testcase classname=\"{name}\" name=\"off\"><skipped/></testcase>")?,
        _ => {}
    }
    for finding in found {
        case(places, finding, out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(places: &mut Places<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let place = finding.primary.as_ref().map(|label| {
        let at = places.at(label.span.file, label.span.range.start);
        format!("{}:{at}", places.display(label.span.file))
    });
    let place = place.unwrap_or_else(|| "codebase".to_owned());
    let mut text = format!("{place}: {}", finding.message);
    let suggestion = finding.suggestion.iter().map(|suggestion| &suggestion.message);
    for (word, more) in finding
        .notes
        .iter()
        .map(|note| ("note", note))
        .chain(finding.help.iter().chain(suggestion).map(|help| ("help", help)))
    {
        text.push_str(&format!("\n{word}: {more}"));
    }
    writeln!(out, "    <testcase classname=\"{}\" name=\"{}\">", escape(finding.rule), escape(&place))?;
    writeln!(
        out,
        "      <failure type=\"{}\" message=\"{}\">{}</failure>",
        finding.level.severity(),
        escape(&finding.message),
        escape(&text)
    )?;
    writeln!(out, "    </testcase>")
}

/// Text for an attribute or an element: safe, and without the characters XML 1.0 cannot hold.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in sanitize_lines(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
