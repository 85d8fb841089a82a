//! The report does not depend on threads.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use cargo_redis_ssot::analysis::{Options, Outcome, check};
use cargo_redis_ssot::config::Manager;
use cargo_redis_ssot::report::dossier::Format;

/// All fixtures as one codebase: a folder of many workspaces.
fn outcome(threads: usize) -> Outcome {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let options = Options {
        paths: vec![fixtures],
        manager: Some(Manager::None),
        threads: Some(threads),
        stock: true,
        ..Options::default()
    };
    check(&options).unwrap()
}

fn written(outcome: &Outcome, format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    format.write(&outcome.evidence(None), &mut bytes).unwrap();
    bytes
}

#[test]
fn threads_change_nothing() {
    let one = outcome(1);
    assert!(one.report.findings.len() > 100, "{} findings are too few to tell", one.report.findings.len());
    let expected = format!("{:#?}", one.report);
    for threads in [4, 4] {
        let several = outcome(threads);
        assert_eq!(several.report.findings, one.report.findings, "{threads} threads");
        assert!(
            format!("{:#?}", several.report) == expected,
            "notes, blind spots or counts differ with {threads} threads"
        );
        for format in Format::ALL {
            assert!(written(&several, format) == written(&one, format), "{format} differs with {threads} threads");
        }
    }
}
