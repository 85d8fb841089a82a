//! What sources, paths and configurations hold never reaches a terminal, a log or a page raw.

use cargo_redis_ssot::config::Config;
use cargo_redis_ssot::dossier::{self, Case};
use cargo_redis_ssot::model::{Choice, Opening, Stock, StockImport, StockManager, StockPlace, StockShim, Way};
use cargo_redis_ssot::report::dossier::Format as DossierFormat;
use cargo_redis_ssot::report::human::Human;
use cargo_redis_ssot::report::text::is_hostile;
use cargo_redis_ssot::report::{Applicability, Context, Format, Suggestion, Suppressed};

use crate::world::{World, finding, label};

/// Clears the screen, sets the title, reverses what follows, hides, rings, breaks the line, ends an element, a command.
const NASTY: &str =
    "\u{1b}[2J\u{1b}]0;t\u{7}\u{202e}\u{2066}\u{200b}\u{9b}31m\u{7f}\u{8}\0\u{85}\u{2028}\u{feff}]]></failure>\"&'%";

fn nasty_world() -> World {
    let mut world = World::empty();
    let file = world.file(&format!("src/{NASTY}.rs"), &format!("let a = \"{NASTY}\"; open(); \r {NASTY}\n{NASTY}\n"));
    let other = world.file(&format!("{NASTY}/b.rs"), NASTY);
    let mut one = finding("direct-construction", &format!("line one {NASTY}\r\n::error::forged"));
    one.primary = Some(label(world.span(file, "open()"), NASTY));
    one.secondary = vec![label(world.span(other, "failure"), NASTY), label(world.span(file, NASTY), "")];
    one.notes = vec![NASTY.to_owned()];
    one.help = vec![NASTY.to_owned()];
    one.area = Some(NASTY.to_owned());
    one.scope = Some(NASTY.to_owned());
    one.item = NASTY.to_owned();
    let edits = vec![(world.span(file, "open()"), NASTY.to_owned()), (world.span(other, "failure"), NASTY.to_owned())];
    let applicability = Applicability::MaybeIncorrect;
    one.suggestion = Some(Suggestion { message: NASTY.to_owned(), edits, applicability });
    world.report.statistics.unlinked = vec![NASTY.to_owned()];
    world.codebase.packages[0].name = NASTY.to_owned();
    world.report.findings = vec![one];
    world
}

#[test]
fn no_format_lets_a_hostile_character_through() {
    let world = nasty_world();
    for format in Format::ALL {
        for unicode in [true, false] {
            let written = world.written(&*format.reporter(Human { unicode, ..Human::default() }));
            let found: Vec<char> = written.chars().filter(|c| *c != '\n' && is_hostile(*c)).collect();
            assert!(found.is_empty(), "{format}: {found:?} in\n{}", written.escape_debug());
        }
    }
}

#[test]
fn no_form_of_the_evidence_lets_one_through_either() {
    let world = nasty_world();
    let place = |item: &str| StockPlace {
        span: world.report.findings[0].primary.as_ref().unwrap().span,
        item: item.to_owned(),
        module: NASTY.to_owned(),
        context: Context::Production,
        package: Some(0),
    };
    let stock = Stock {
        managers: vec![StockManager { place: place(NASTY), canonical: false, kinds: Vec::new() }],
        openings: vec![Opening { place: place(NASTY), canonical: false, pools: 1, manager: None }],
        shims: vec![StockShim { place: place(NASTY), target: NASTY.to_owned(), deprecated: true }],
        imports: vec![StockImport { place: place(NASTY), from: NASTY.to_owned(), way: Way::Shim }],
        ..Stock::default()
    };
    let mut report = world.report.clone();
    report.suppressed = vec![Suppressed { finding: report.findings[0].clone(), reason: Some(NASTY.to_owned()) }];
    report.notes = vec![NASTY.to_owned()];
    report.blind_spots = vec![NASTY.to_owned()];
    let choices = [(Some(NASTY.to_owned()), Choice::Inferred { path: NASTY.to_owned(), reason: NASTY.to_owned() })];
    let evidence = dossier::compile(&Case {
        report: &report,
        sources: &world.sources,
        codebase: &world.codebase,
        config: &Config::default(),
        choices: &choices,
        rules: &world.rules,
        stock: &stock,
        baseline: None,
    });
    for format in DossierFormat::ALL {
        let mut written = Vec::new();
        format.write(&evidence, &mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        let found: Vec<char> = written.chars().filter(|c| *c != '\n' && is_hostile(*c)).collect();
        assert!(found.is_empty(), "{format}: {found:?} in\n{}", written.escape_debug());
        assert!(format.name() != "html" || !written.contains("</failure>"), "markup");
        let tables = written.split("\n\n").filter(|block| format == DossierFormat::Markdown && block.starts_with('|'));
        for table in tables {
            let cells = |row: &str| row.replace("\\|", "").matches('|').count();
            let head = table.lines().next().map(cells);
            assert!(table.lines().all(|row| Some(cells(row)) == head), "{table}");
        }
    }
    let json: serde_json::Value = {
        let mut written = Vec::new();
        DossierFormat::Json.write(&evidence, &mut written).unwrap();
        serde_json::from_slice(&written).unwrap()
    };
    assert_eq!(json["inventory"]["files"][0]["items"][0]["path"], NASTY, "nothing is lost");
}

#[test]
fn the_colours_are_the_only_escapes() {
    let coloured = nasty_world().written(&Human { color: true, ..Human::default() });
    for escape in coloured.split('\u{1b}').skip(1) {
        let code = escape.strip_prefix('[').and_then(|rest| rest.split_once('m')).unwrap().0;
        assert!(code.chars().all(|c| c.is_ascii_digit() || c == ';'), "{code:?}");
    }
}

#[test]
fn a_hostile_message_forges_no_line() {
    let short = nasty_world().written(&*Format::Short.reporter(Human::default()));
    assert_eq!(short.lines().count(), 1);
    let json = nasty_world().written(&*Format::Json.reporter(Human::default()));
    assert_eq!(json.lines().count(), 2);
}

#[test]
fn machines_get_the_path_and_the_text_unharmed() {
    let json = nasty_world().written(&*Format::Json.reporter(Human::default()));
    let message: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let span = &message["message"]["spans"][0];
    assert_eq!(span["file_name"], format!("src/{NASTY}.rs"));
    assert_eq!(span["text"][0]["text"], format!("let a = \"{NASTY}\"; open(); \r {NASTY}"));
    assert_eq!(message["message"]["children"][2]["spans"][0]["suggested_replacement"], NASTY);
    let gitlab = nasty_world().written(&*Format::Gitlab.reporter(Human::default()));
    let issues: serde_json::Value = serde_json::from_str(&gitlab).unwrap();
    assert_eq!(issues[0]["location"]["path"], format!("src/{NASTY}.rs"));
}

#[test]
fn junit_stays_well_formed() {
    let written = nasty_world().written(&*Format::Junit.reporter(Human::default()));
    let document = roxmltree::Document::parse(&written).unwrap();
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("failure")).count(), 1);
}

#[test]
fn formats_are_found_by_name() {
    for format in Format::ALL {
        assert_eq!(format.name().parse::<Format>(), Ok(format));
    }
    let error = "cargo".parse::<Format>().unwrap_err();
    assert_eq!(error, "no such format; there are: human, short, json, sarif, github, gitlab, junit");
}
