//! What holds for any text a repository may contain: used by the fuzz targets (`fuzz/`) and by the tests that replay their
//! corpus. Each function panics when its property does not hold.

mod cut;
#[allow(dead_code, reason = "other tests use the rest of it")]
mod memory;
mod ranges;

use std::sync::Arc;
use std::sync::OnceLock;

use cargo_redis_ssot::baseline::Baseline;
use cargo_redis_ssot::config::{self, ConfigError, Section};
use cargo_redis_ssot::position::{Span, TextRange};
use cargo_redis_ssot::report::human::Human;
use cargo_redis_ssot::report::text::is_hostile;
use cargo_redis_ssot::report::{Format, Input};
use cargo_redis_ssot::suppress::comments::scan;
use cargo_redis_ssot::suppress::{Suppressions, directives};
use cargo_redis_ssot::syntax::facts::FileFacts;
use cargo_redis_ssot::syntax::items::Items;
use cargo_redis_ssot::syntax::places::{BodyPlace, LeftOut};
use cargo_redis_ssot::syntax::{self, SyntaxError};
use cargo_redis_ssot::workspace::Edition;
use cargo_redis_ssot::{Options, Outcome, check_in, rules};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use memory::Memory;
use ranges::Ranges;

/// Panics where a text does not have it.
pub(crate) type Property = fn(&str);

/// The property of a fuzz target, by the target's name.
pub(crate) const PROPERTIES: [(&str, Property); 6] = [
    ("comments", comments),
    ("syntax", syntax),
    ("resolution", resolution),
    ("manifest", manifest),
    ("config", config),
    ("baseline", baseline),
];

/// Runs a property as the tool runs: on a thread with its stack.
pub(crate) fn on_a_big_stack(property: fn(&str), text: &str) {
    static POOL: OnceLock<rayon::ThreadPool> = OnceLock::new();
    let pool = POOL.get_or_init(|| {
        let builder = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(cargo_redis_ssot::STACK_SIZE);
        builder.build().expect("a thread")
    });
    pool.install(|| property(text));
}

/// Comments are cut as rustc cuts them, and allow comments lie within the text.
pub(crate) fn comments(text: &str) {
    assert_eq!(cut::ours(text), cut::rustc(text), "{text:?}");
    let names = rules::names();
    for comment in scan(text) {
        within(text, comment.range);
        if let Some(directive) = directives::parse(&comment, &names) {
            within(text, directive.list);
            directive.rules.iter().for_each(|rule| within(text, rule.range));
            directive.problems.iter().for_each(|problem| within(text, problem.range));
        }
    }
    let _ = Suppressions::of(text, &[TextRange::new(0, u32::try_from(text.len()).expect("short"))], &names);
}

/// Every edition parses or says where it cannot.
pub(crate) fn syntax(text: &str) {
    for edition in [Edition::E2015, Edition::E2021] {
        match syntax::parse_as(text, edition) {
            Ok(facts) => {
                Ranges::of(&facts).into_iter().for_each(|range| within(text, range));
                without_parts(text, edition, &facts);
            }
            Err(SyntaxError::Invalid { range, .. }) => within(text, range),
            Err(SyntaxError::TooDeep { .. }) => {}
        }
    }
}

/// What is read of a text without what can be left out of it is what is read of it with that, but for what stands in it.
fn without_parts(text: &str, edition: Edition, whole: &FileFacts) {
    let Items { bodies, impls, .. } = Items::of(text);
    without(text, edition, whole, LeftOut { bodies: bodies.clone(), impls: Vec::new() });
    if !impls.is_empty() {
        let is_free = |body: &BodyPlace| !impls.iter().any(|place| place.range.contains(body.body));
        without(text, edition, whole, LeftOut { bodies: bodies.into_iter().filter(is_free).collect(), impls });
    }
}

fn without(text: &str, edition: Edition, whole: &FileFacts, left_out: LeftOut) {
    let without = syntax::parse_without(text, edition, left_out).expect("a text that was read before");
    let is_inside = |range: &TextRange| {
        let LeftOut { bodies, impls } = &without.left_out;
        range.is_empty()
            || bodies.iter().any(|place| place.body.contains(*range))
            || impls.iter().any(|place| place.range.contains(*range))
    };
    let outside =
        |facts: &FileFacts| Ranges::of(facts).into_iter().filter(|range| !is_inside(range)).collect::<Vec<_>>();
    assert_eq!(outside(&without), outside(whole), "{text:?}");

    let mut again = without.clone();
    let needed = again.left_out.clone();
    assert!(again.read(text, edition, &needed), "{text:?}");
    // The bodies of `impl`s, which are still left out.
    let needed = again.left_out.clone();
    assert!(needed.impls.is_empty() && again.read(text, edition, &needed) && again.left_out.is_empty(), "{text:?}");
    assert_eq!(format!("{again:?}"), format!("{whole:?}"), "{text:?}");
}

/// A codebase of several files is analysed, and whatever is found can be shown.
///
/// `=== src/other.rs` on a line of its own begins another file; the first is `src/lib.rs`.
pub(crate) fn resolution(text: &str) {
    const MANIFEST: &str = "[package]\nname = \"p\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\
        [dependencies]\nredis = \"1\"\nbb8 = \"0.9\"\nbb8-redis = \"0.26\"\ndeadpool-redis = \"0.22\"\nfred = \"10\"\ntokio = \"1\"\n";
    let files = Memory::of("src/lib.rs", text).with("Cargo.toml", MANIFEST);
    let levels = |outcome: &Outcome| outcome.report.findings.len();
    let all = check_in(&files, &options());
    let Ok(all) = all else { return };
    show(&all);
    let again = check_in(&files, &options()).map(|outcome| outcome.to_string()).unwrap_or_default();
    assert_eq!((levels(&all), all.to_string()), (levels(&all), again), "the same input gave other findings");
}

/// Manifests of any content become packages or problems. The first file is `Cargo.toml`.
pub(crate) fn manifest(text: &str) {
    let files =
        Memory::of("Cargo.toml", text).with("src/lib.rs", "pub fn f() {}").with("a/src/main.rs", "fn main() {}");
    match check_in(&files, &options()) {
        Ok(outcome) => show(&outcome),
        Err(error) => rendered(&error),
    }
}

/// A configuration is read, or every problem has its place.
pub(crate) fn config(text: &str) {
    let names = rules::names();
    let shared: Arc<str> = text.into();
    for section in [Section::Whole, Section::Workspace, Section::Package] {
        match config::parse("redis-ssot.toml", &shared, section, &names) {
            Err(ConfigError::Invalid(invalid)) => {
                for problem in invalid.problems() {
                    assert!(text.get(problem.range.clone()).is_some(), "{problem:?}");
                }
                rendered(&ConfigError::Invalid(invalid));
            }
            Err(error) => rendered(&error),
            Ok(_) => {}
        }
    }
}

/// A baseline is read and written as it was read, or its problem has a place.
pub(crate) fn baseline(text: &str) {
    match Baseline::parse("redis-ssot-baseline.json", text) {
        Ok(read) => {
            let written = read.to_json();
            let again = Baseline::parse("again", &written).expect("what is written can be read");
            assert_eq!(read, again);
            assert_eq!(written, again.to_json());
        }
        Err(error) => rendered(&error),
    }
}

fn options() -> Options {
    Options { threads: Some(1), stock: true, ..Options::at("/w") }
}

/// All spans lie within their files, and every format shows the report without a hostile character.
fn show(outcome: &Outcome) {
    for finding in &outcome.report.findings {
        for label in finding.primary.iter().chain(&finding.secondary) {
            inside(outcome, label.span);
        }
        for (span, _) in finding.suggestion.iter().flat_map(|suggestion| &suggestion.edits) {
            inside(outcome, *span);
        }
    }
    let input = Input {
        report: &outcome.report,
        sources: &outcome.sources,
        codebase: &outcome.codebase,
        rules: &outcome.rules,
        prefix: "",
    };
    for format in Format::ALL {
        let mut out = Vec::new();
        format.reporter(Human::default()).write(&input, &mut out).expect("memory takes all");
        harmless(&String::from_utf8(out).expect("formats are text"));
    }
}

fn inside(outcome: &Outcome, span: Span) {
    within(&outcome.sources.get(span.file).text, span.range);
}

fn within(text: &str, range: TextRange) {
    let (start, end) = (range.start as usize, range.end as usize);
    assert!(text.get(start..end).is_some(), "{range:?} of {} bytes: {text:?}", text.len());
}

/// An error is drawn as the command line draws it.
fn rendered(error: &dyn Diagnostic) {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_links(false);
    let mut text = String::new();
    handler.render_report(&mut text, error).expect("its places lie within its source");
}

fn harmless(shown: &str) {
    if let Some(found) = shown.chars().find(|c| *c != '\n' && is_hostile(*c)) {
        panic!("{found:?} in {}", shown.escape_debug());
    }
}
