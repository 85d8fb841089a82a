//! GitLab code quality: a JSON array, one entry per finding.

use std::io::{self, Write};

use serde::Serialize;

use super::Level;
use super::occurrence::Occurrences;
use super::place::{Places, locate};
use super::reporter::{Input, Reporter};
use super::text::{sanitize, write_json_pretty};

/// GitLab code quality.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gitlab;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl Reporter for Gitlab {
    fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut places = Places::new(input.sources);
        let mut seen = Occurrences::default();
        let issues: Vec<Issue<'_>> = input
            .report
            .findings
            .iter()
            .map(|finding| {
                let (path, region) = locate(input, &mut places, finding);
                // Fingerprints must differ, or GitLab shows one of two.
                let fingerprint = match seen.next(&finding.fingerprint) {
                    1 => finding.fingerprint.clone(),
                    number => format!("{}-{number}", finding.fingerprint),
                };
                Issue {
                    description: sanitize(&finding.message).into_owned(),
                    check_name: finding.rule,
                    fingerprint,
                    severity: if finding.level == Level::Deny { "major" } else { "minor" },
                    location: Location {
                        path: format!("{}{path}", input.prefix),
                        lines: Lines { begin: region.start.line, end: region.end.line },
                    },
                }
            })
            .collect();
        write_json_pretty(out, &issues)
    }
}
