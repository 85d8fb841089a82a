//! Cargo's stream, read by the types rust-analyzer reads it with, and its suggestions applied by rustfix.

use std::collections::HashSet;
use std::path::Path;

use cargo_metadata::diagnostic::{Applicability, DiagnosticLevel};
use cargo_metadata::{CompilerMessage, Message};
use cargo_redis_ssot::position::Span;
use cargo_redis_ssot::report::cargo_id::package_id;
use cargo_redis_ssot::report::json::Json;
use cargo_redis_ssot::report::{self, Level, Report, Suggestion};
use cargo_redis_ssot::workspace::Package;

use crate::world::{CACHE, HANDLER, MANIFEST, World, finding, label};

/// The messages of a stream, and whether it ended well; panics on a line cargo would not have written.
fn read(stream: &str) -> (Vec<CompilerMessage>, bool) {
    let mut messages = Vec::new();
    let mut finished = None;
    for message in Message::parse_stream(stream.as_bytes()) {
        assert_eq!(finished, None, "something follows build-finished");
        match message.unwrap() {
            Message::CompilerMessage(message) => messages.push(message),
            Message::BuildFinished(end) => finished = Some(end.success),
            other => panic!("not a message of this stream: {other:?}"),
        }
    }
    (messages, finished.expect("no build-finished"))
}

#[test]
fn the_stream_is_cargos() {
    let (messages, success) = read(&World::full().written(&Json));
    assert!(!success);
    assert_eq!(messages.len(), 4);
    let open = &messages[1];
    assert_eq!(open.package_id.repr, "path+file:///srv/my%20app#backend@1.2.3");
    assert_eq!(open.target.name, "backend");
    assert!(open.target.is_lib());
    assert!(messages[3].target.is_bin());
    assert_eq!(open.message.level, DiagnosticLevel::Error);
    assert_eq!(open.message.code.as_ref().unwrap().code, "redis_ssot::direct_construction");
    assert_eq!(messages[2].message.level, DiagnosticLevel::Warning);
    let children: Vec<_> = open.message.children.iter().map(|child| (child.level, child.spans.len())).collect();
    assert_eq!(children, [(DiagnosticLevel::Note, 0), (DiagnosticLevel::Help, 0)]);
}

#[test]
fn a_report_without_errors_succeeds() {
    let mut world = World::full();
    world.report.findings.retain(|finding| finding.level == Level::Warn);
    assert!(read(&world.written(&Json)).1);
    world.report = Report::default();
    let (messages, success) = read(&world.written(&Json));
    assert!(messages.is_empty() && success);
}

#[test]
fn positions_are_those_of_rustc() {
    let (messages, _) = read(&World::full().written(&Json));
    let spans = &messages[1].message.spans;
    let primary = &spans[0];
    // Bytes as stored, mark and carriage returns counted; columns in characters; the text without either.
    assert_eq!(&CACHE[primary.byte_start as usize..primary.byte_end as usize], "Client::open(\"redis://x\")");
    assert_eq!((primary.line_start, primary.column_start, primary.column_end), (4, 23, 48));
    let text = &primary.text[0].text;
    assert_eq!(text, "\tlet \u{4e2d} = \"\u{1f980}\"; let c = Client::open(\"redis://x\").unwrap();");
    let marked: String = text.chars().skip(22).take(25).collect();
    assert_eq!(marked, "Client::open(\"redis://x\")");
    assert_eq!(primary.label.as_deref(), Some("opens its own client"));
    // The first line: the mark counts as bytes, not as a column.
    let first = spans.iter().find(|span| span.line_start == 1).unwrap();
    assert_eq!((first.byte_start, first.column_start, first.is_primary), (7, 5, false));
    assert_eq!(first.text[0].text, "use redis::Client; // caf\u{e9}");
    assert_eq!(spans.iter().filter(|span| span.is_primary).count(), 1);
}

#[test]
fn a_span_of_several_lines_has_the_text_of_each() {
    let (messages, _) = read(&World::full().written(&Json));
    let span = &messages[3].message.spans[0];
    assert_eq!((span.line_start, span.column_start, span.line_end, span.column_end), (4, 16, 6, 24));
    let text: Vec<_> =
        span.text.iter().map(|line| (line.text.as_str(), line.highlight_start, line.highlight_end)).collect();
    let expected = [
        ("    let pool = bb8::Pool::builder()", 16, 36),
        ("        .max_size(4)", 1, 21),
        ("        .build(manager)", 1, 24),
    ];
    assert_eq!(text, expected);
}

#[test]
fn a_finding_without_a_place_gets_the_root_manifest_or_none() {
    let mut world = World::full();
    let (messages, _) = read(&world.written(&Json));
    let span = &messages[0].message.spans[0];
    assert_eq!((span.file_name.as_str(), span.line_start, span.is_primary), ("Cargo.toml", 1, true));
    world = World::empty();
    world.report.findings = vec![finding("missing-manager", "no manager")];
    assert!(read(&world.written(&Json)).0[0].message.spans.is_empty());
}

#[test]
fn every_message_carries_what_rustc_has_no_place_for() {
    let stream = World::full().written(&Json);
    let last: serde_json::Value = serde_json::from_str(stream.lines().nth(3).unwrap()).unwrap();
    let expected = serde_json::json!({
        "rule": "direct-construction", "evidence": "typed", "context": "test", "area": "websocket", "scope": "api",
        "fingerprint": "0000000000000003", "item": "backend::ws::handler::handle",
    });
    assert_eq!(last["redis_ssot"], expected);
}

#[test]
fn rendered_looks_like_rustc() {
    let (messages, _) = read(&World::full().written(&Json));
    let rendered = |at: usize| messages[at].message.rendered.as_deref().unwrap();
    assert_eq!(
        rendered(1),
        "error[direct-construction]: a Redis client is built outside `backend::redis_manager`
 --> src/cache.rs:4:23
  |
1 | use redis::Client; // caf\u{e9}
  |     -------------
...
4 |     let \u{4e2d} = \"\u{1f980}\"; let c = Client::open(\"redis://x\").unwrap();
  |                          ^^^^^^^^^^^^^^^^^^^^^^^^^ opens its own client
 ::: src/redis_manager.rs:2:5
  |
2 |     client: redis::Client,
  |     --------------------- the one client lives here
  |
  = note: the package depends on redis 1.0
  = help: take the connection from `backend::redis_manager::RedisManager`

"
    );
    assert_eq!(
        rendered(2),
        "warning[noncanonical-import]: the manager is imported by an old path
 --> src/ws/handler.rs:1:5
  |
1 | use crate::old::RedisManager;
  |     ^^^^^^^^^^^^^^^^^^^^^^^^
  |
help: import it from its module
  |
1 - use crate::old::RedisManager;
1 + use crate::redis_manager::RedisManager;
  |

"
    );
}

#[test]
fn rustfix_applies_the_suggestion() {
    let stream = World::full().written(&Json);
    let fixed = apply(&stream, HANDLER);
    assert_eq!(fixed, HANDLER.replacen("old", "redis_manager", 1));
}

#[test]
fn rustfix_applies_a_suggestion_of_several_parts_behind_a_byte_order_mark() {
    let mut world = World::empty();
    let file = world.file("src/a.rs", CACHE);
    let mut fixable = finding("noncanonical-import", "an old path");
    fixable.primary = Some(label(world.span(file, "Client"), ""));
    let edits = vec![
        (world.span(file, "Client::open"), "Manager::get".to_owned()),
        (world.span(file, "redis::Client"), "crate::\u{e9}::Manager".to_owned()),
    ];
    let applicability = report::Applicability::MachineApplicable;
    fixable.suggestion = Some(Suggestion { message: "use the manager".to_owned(), edits, applicability });
    world.report.findings = vec![fixable];
    let fixed = apply(&world.written(&Json), CACHE);
    assert!(fixed.starts_with("\u{feff}use crate::\u{e9}::Manager; // caf\u{e9}\r\n"), "{fixed:?}");
    assert!(fixed.contains("let c = Manager::get(\"redis://x\").unwrap();\r\n"), "{fixed:?}");
}

/// What rustfix makes of a text with the machine-applicable suggestions of a stream.
fn apply(stream: &str, text: &str) -> String {
    let diagnostics: Vec<String> = stream
        .lines()
        .filter_map(|line| {
            let message: serde_json::Value = serde_json::from_str(line).unwrap();
            message.get("message").map(ToString::to_string)
        })
        .collect();
    let filter = rustfix::Filter::MachineApplicableOnly;
    let suggestions = rustfix::get_suggestions_from_json(&diagnostics.join("\n"), &HashSet::new(), filter).unwrap();
    assert_eq!(suggestions.len(), 1);
    rustfix::apply_suggestions(text, &suggestions).unwrap()
}

#[test]
fn a_suggestion_to_look_at_is_not_machine_applicable() {
    let mut world = World::full();
    world.report.findings[2].suggestion.as_mut().unwrap().applicability = report::Applicability::MaybeIncorrect;
    let (messages, _) = read(&world.written(&Json));
    let span = &messages[2].message.children[0].spans[0];
    assert_eq!(span.suggestion_applicability, Some(Applicability::MaybeIncorrect));
    assert_eq!(span.suggested_replacement.as_deref(), Some("redis_manager"));
}

#[test]
fn spans_inside_a_character_or_past_the_end_are_mended() {
    let mut world = World::empty();
    let file = world.file("src/a.rs", "let \u{e9} = 1;");
    let mut odd = finding("direct-construction", "odd");
    let range = |start, end| Span::new(file, cargo_redis_ssot::position::TextRange::new(start, end));
    odd.primary = Some(label(range(5, 99), "here"));
    odd.secondary = vec![label(range(5, 5), "there"), label(range(99, 120), "beyond")];
    world.report.findings = vec![odd];
    let (messages, _) = read(&world.written(&Json));
    let ends: Vec<_> = messages[0].message.spans.iter().map(|span| (span.byte_start, span.byte_end)).collect();
    assert_eq!(ends, [(4, 11), (4, 4), (11, 11)]);
}

#[test]
fn package_ids_are_those_cargo_prints() {
    for (folder, name) in [("plain", "plain"), ("other", "na-me"), ("sp ace \u{e9}#%", "x")] {
        let temp = tempfile::tempdir().unwrap();
        let folder = std::fs::canonicalize(temp.path()).unwrap().join(folder);
        std::fs::create_dir_all(folder.join("src")).unwrap();
        std::fs::write(folder.join("src/lib.rs"), "").unwrap();
        let manifest = folder.join("Cargo.toml");
        std::fs::write(&manifest, format!("{}[workspace]\n", MANIFEST.replace("backend", name))).unwrap();
        assert_eq!(package_id(&bare(name, &manifest)), ask_cargo(&manifest));
    }
}

fn bare(name: &str, manifest: &Path) -> Package {
    Package {
        name: name.to_owned(),
        version: "0.0.0".to_owned(),
        manifest_path: manifest.to_owned(),
        workspace_manifest: manifest.to_owned(),
        targets: Vec::new(),
        dependencies: Vec::new(),
        selected: true,
    }
}

fn ask_cargo(manifest: &Path) -> String {
    let mut command = cargo_metadata::MetadataCommand::new();
    command.manifest_path(manifest).no_deps().other_options(vec!["--offline".to_owned()]);
    command.exec().unwrap().packages[0].id.repr.clone()
}
