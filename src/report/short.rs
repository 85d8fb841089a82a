//! One line per finding, as rustc's short format: `path:line:column: error[rule]: message`.

use std::io::{self, Write};

use super::Finding;
use super::place::Places;
use super::reporter::{Input, Reporter};
use super::text::sanitize;

/// rustc's short format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Short;

impl Reporter for Short {
    fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut places = Places::new(input.sources);
        for finding in &input.report.findings {
            writeln!(out, "{}", line(&mut places, finding))?;
        }
        Ok(())
    }
}

/// The line of a finding, safe to print; without a place it starts with the level.
pub(crate) fn line(places: &mut Places<'_>, finding: &Finding) -> String {
    let level = finding.level.severity();
    let message = sanitize(&finding.message);
    let Some(label) = &finding.primary else {
        return format!("{level}[{}]: {message}", finding.rule);
    };
    let path = sanitize(places.display(label.span.file));
    let at = places.at(label.span.file, label.span.range.start);
    format!("{path}:{at}: {level}[{}]: {message}", finding.rule)
}
