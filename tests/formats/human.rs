//! The formats for people.

use std::time::{Duration, Instant};

use cargo_redis_ssot::position::{Span, TextRange};
use cargo_redis_ssot::report::human::Human;
use cargo_redis_ssot::report::short::Short;
use cargo_redis_ssot::report::{Level, Report, Suppressed};

use crate::world::{World, finding, label};

/// A terminal that knows nothing: no colour, no Unicode, no links.
const PLAIN: Human = Human { width: 80, color: false, unicode: false, hyperlinks: false, summary: false };

#[test]
fn a_finding_shows_its_places_its_reasons_and_the_way_out() {
    let mut world = World::full();
    world.report.findings.remove(0);
    let expected = "  \u{d7} error[direct-construction]: a Redis client is built outside
  \u{2502} `backend::redis_manager`
   \u{256d}\u{2500}[src/cache.rs:4:23]
 1 \u{2502} use redis::Client; // caf\u{e9}
   \u{b7}     \u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}\u{2500}
 2 \u{2502} \n 3 \u{2502} fn open() {
 4 \u{2502}     let \u{4e2d} = \"\u{1f980}\"; let c = Client::open(\"redis://x\").unwrap();
";
    let shown = world.written(&Human { unicode: true, ..PLAIN });
    assert!(shown.starts_with(expected), "{shown}");
    for part in [
        "[src/redis_manager.rs:2:5]\n",
        "the one client lives here",
        "\n    in: backend::cache::open\n  note: the package depends on redis 1.0\n  help: take the connection from",
        "        - use crate::old::RedisManager;\n        + use crate::redis_manager::RedisManager;\n",
        "    in: backend::ws::handler::handle (area websocket, scope api, test code)\n",
    ] {
        assert!(shown.contains(part), "{part:?} is missing in\n{shown}");
    }
}

#[test]
fn marks_stand_under_what_they_mark() {
    let mut world = World::empty();
    let file = world.file("src/a.rs", "\tlet a\u{1b}\u{7f}b = open();\r\n");
    let mut open = finding("direct-construction", "opened");
    open.primary = Some(label(world.span(file, "open()"), ""));
    world.report.findings = vec![open];
    let shown = world.written(&PLAIN);
    let lines: Vec<&str> = shown.lines().collect();
    let column = |line: &str, part: &str| line[..line.find(part).unwrap()].chars().count();
    assert_eq!(column(lines[2], "open()"), column(lines[3], "^^^^^^"), "{shown}");
    assert!(lines[2].contains("a\u{241b}\u{2421}b"), "{shown}");
}

#[test]
fn without_unicode_and_colour_what_we_draw_is_ascii() {
    let mut world = World::full();
    world.report.findings.retain(|finding| finding.item != "backend::cache::open");
    let shown = world.written(&Human { summary: true, ..PLAIN });
    assert!(shown.is_ascii(), "{shown}");
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn colour_changes_nothing_but_colour_and_is_readable_on_any_ground() {
    let world = World::full();
    let style = Human { unicode: true, summary: true, ..PLAIN };
    let (plain, coloured) = (world.written(&style), world.written(&Human { color: true, ..style }));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    for escape in coloured.split('\u{1b}').skip(1) {
        let code = escape.strip_prefix('[').and_then(|rest| rest.split_once('m')).unwrap().0;
        // Reset, bold, dim, red, magenta, bright blue; no yellow, cyan or white.
        assert!(code.split(';').all(|part| ["0", "1", "2", "31", "35", "94"].contains(&part)), "{code}");
    }
}

#[test]
fn links_are_drawn_only_where_asked_for() {
    let world = World::full();
    assert!(!world.written(&Human { color: true, ..PLAIN }).contains("\u{1b}]8"));
    let linked = world.written(&Human { hyperlinks: true, ..PLAIN });
    assert!(
        linked.contains("\u{1b}]8;;https://example.org/rules/direct-construction\u{1b}\\error[direct-construction]")
    );
}

#[test]
fn a_finding_without_a_place_has_no_snippet() {
    let mut world = World::full();
    world.report.findings.truncate(1);
    assert_eq!(world.written(&PLAIN), "  x error[missing-manager]: no manager could be inferred\n\n");
}

#[test]
fn the_summary_counts_what_is_shown_and_what_is_not() {
    let mut world = World::full();
    let silenced = finding("hardcoded-url", "a URL");
    world.report.suppressed = vec![Suppressed { finding: silenced.clone(), reason: None }];
    world.report.baselined = vec![silenced.clone(), silenced];
    let shown = world.written(&Human { summary: true, ..PLAIN });
    let expected = "redis-ssot failed: 3 errors, 1 warning in 3 files of 1 package

  error    direct-construction  2  in 2 files
  error    missing-manager      1
  warning  noncanonical-import  1  in 1 file

  not shown: 1 silenced by comments, 2 known from the baseline, 1 file that belongs to no target

next:
  cargo redis-ssot init                             name the one manager in redis-ssot.toml
  cargo redis-ssot explain direct-construction      why it matters and how to mend it
  cargo redis-ssot --fix                            mend 1 of them mechanically
  // redis-ssot: allow(direct-construction) -- why  keep one on purpose, above its line
";
    let wide = world.written(&Human { summary: true, width: 100, ..PLAIN });
    assert!(wide.ends_with(expected), "{wide}");
    // Below each other where the terminal is narrow.
    let narrow = "next:
  cargo redis-ssot init
      name the one manager in redis-ssot.toml
";
    assert!(shown.contains(narrow), "{shown}");
    assert!(shown.lines().skip_while(|line| *line != "next:").all(|line| line.len() <= 80), "{shown}");
}

#[test]
fn a_clean_codebase_gets_one_line() {
    let mut world = World::empty();
    world.report.statistics.files = 214;
    let style = Human { summary: true, ..PLAIN };
    assert_eq!(world.written(&style), "redis-ssot passed: no findings in 214 files of 1 package\n");
    let mut warning = finding("hardcoded-url", "a URL");
    warning.level = Level::Warn;
    world.report.findings = vec![warning];
    assert!(world.written(&style).contains("redis-ssot passed: 1 warning in 214 files of 1 package\n"));
}

#[test]
fn a_long_line_is_shown_in_part() {
    let mut world = World::empty();
    let text = format!("{}\u{e9}open(){}", "\u{e9}1234567".repeat(50_000), " + x".repeat(100_000));
    let file = world.file("src/a.rs", &text);
    let mut open = finding("direct-construction", "opened");
    open.primary = Some(label(world.span(file, "open()"), "here"));
    world.report.findings = vec![open];
    let shown = world.written(&PLAIN);
    assert!(shown.contains("\u{e9}open() + x") && shown.contains("^^^"), "{shown}");
    assert!(shown.contains("[src/a.rs:1:400002]"), "the column is that of the file\n{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 90), "{shown}");
}

#[test]
fn a_long_span_is_marked_on_its_first_line() {
    let mut world = World::empty();
    let file = world.file("src/a.rs", &format!("struct Big {{\n{}}}\n", "    field: u8,\n".repeat(500)));
    let mut big = finding("duplicate-manager", "big");
    big.primary = Some(label(Span::new(file, TextRange::new(0, 6_000)), "all of it"));
    world.report.findings = vec![big];
    assert!(world.written(&PLAIN).lines().count() < 12);
}

#[test]
fn findings_that_name_each_other_do_not_flood_the_screen() {
    let mut world = World::empty();
    let file = world.file("src/a.rs", &"open();\n\n\n\n\n\n".repeat(100));
    let mut open = finding("manager-instantiation", "built 100 times");
    let at = |number: u32| label(Span::new(file, TextRange::new(number * 13, number * 13 + 6)), "here");
    open.primary = Some(at(50));
    open.secondary = (0..99).map(at).collect();
    world.report.findings = vec![open];
    let shown = world.written(&PLAIN);
    assert!(shown.contains("\n  note: 93 more places belong to this finding\n"), "{shown}");
    assert!(shown.lines().count() < 60);
}

#[test]
fn a_narrow_terminal_is_survived() {
    for width in [0, 1, 7, 20] {
        assert!(World::full().written(&Human { width, ..PLAIN }).contains("direct-construction"));
    }
}

#[test]
fn short_is_rustcs_short_format() {
    let expected = "error[missing-manager]: no manager could be inferred
src/cache.rs:4:23: error[direct-construction]: a Redis client is built outside `backend::redis_manager`
src/ws/handler.rs:1:5: warning[noncanonical-import]: the manager is imported by an old path
src/ws/handler.rs:4:16: error[direct-construction]: a pool is built outside `backend::redis_manager`
";
    assert_eq!(World::full().written(&Short), expected);
    let mut world = World::full();
    world.report = Report::default();
    assert_eq!(world.written(&Short), "");
}

/// 10,000 findings over a file of 1.5 MB in under a second in a release build; debug builds get ten times that. What
/// it must catch, a search through the file per finding, costs 37 s in release.
#[test]
fn ten_thousand_findings_cost_little() {
    let mut world = World::empty();
    let text =
        "    let client = redis::Client::open(\"redis://localhost\")?; // \u{e9} some more text, as lines have it\n";
    let file = world.file("src/a.rs", &text.repeat(15_000));
    let length = u32::try_from(text.len()).unwrap();
    world.report.findings = (0..10_000)
        .map(|at| {
            let mut open = finding("direct-construction", "a Redis client is built outside the manager");
            let start = at * length + 17;
            open.primary = Some(label(Span::new(file, TextRange::new(start, start + 39)), "opens its own client"));
            open.help = vec!["take the connection from `backend::redis_manager::RedisManager`".to_owned()];
            open
        })
        .collect();
    let start = Instant::now();
    let shown = world.written(&Human { unicode: true, color: true, ..PLAIN });
    let once = start.elapsed() / 2;
    assert_eq!(shown.matches("opens its own client").count(), 10_000);
    let limit = if cfg!(debug_assertions) { Duration::from_secs(10) } else { Duration::from_secs(1) };
    assert!(once < limit, "{once:?}");
}
