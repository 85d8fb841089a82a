//! Which findings a comment silences, and what is said about the comments.
//!
//! The sources say what they expect: every `kept()` and `silenced()` in them is a finding of `direct-construction`,
//! every `other_kept()` and `other_silenced()` one of `duplicate-manager`.

#![allow(clippy::unwrap_used, clippy::panic)] // a failed expectation is how a test fails

use std::collections::BTreeMap;

use cargo_redis_ssot::position::{FileId, Span, TextRange, to_u32};
use cargo_redis_ssot::report::{Context, Evidence, Finding, Label, Level};
use cargo_redis_ssot::suppress::{Applied, Place, Suppressions, Surroundings, apply};
use syn::spanned::Spanned;
use syn::visit::Visit;

const KNOWN: [&str; 5] =
    ["direct-construction", "duplicate-manager", "hardcoded-url", "unused-suppression", "bare-suppression"];
const FILE: FileId = FileId(0);

/// Everything ran but `hardcoded-url`.
struct Run {
    unused: Level,
}

impl Surroundings for Run {
    fn level(&self, rule: &'static str, _: Span) -> Level {
        if rule == "unused-suppression" { self.unused } else { Level::Warn }
    }

    fn ran(&self, rule: &str, _: Span) -> bool {
        rule != "hardcoded-url"
    }

    fn place(&self, _: Span) -> Place {
        Place { context: Context::Production, area: None, scope: None, item: "a::b".to_owned(), target: None }
    }
}

/// Items and statements as a syntax stage gives them.
#[derive(Default)]
struct Items(Vec<TextRange>);

impl Items {
    fn add(&mut self, node: &impl Spanned) {
        let range = node.span().byte_range();
        self.0.push(TextRange::new(to_u32(range.start), to_u32(range.end)));
    }
}

impl<'ast> Visit<'ast> for Items {
    fn visit_item(&mut self, node: &'ast syn::Item) {
        self.add(node);
        syn::visit::visit_item(self, node);
    }

    fn visit_impl_item(&mut self, node: &'ast syn::ImplItem) {
        self.add(node);
        syn::visit::visit_impl_item(self, node);
    }

    fn visit_stmt(&mut self, node: &'ast syn::Stmt) {
        self.add(node);
        syn::visit::visit_stmt(self, node);
    }
}

fn items(text: &str) -> Vec<TextRange> {
    let mut items = Items::default();
    items.visit_file(&syn::parse_file(text).unwrap());
    items.0
}

fn finding(rule: &'static str, start: usize, end: usize) -> Finding {
    let range = TextRange::new(to_u32(start), to_u32(end));
    Finding {
        rule,
        level: Level::Deny,
        message: String::new(),
        primary: Some(Label { span: Span::new(FILE, range), text: String::new() }),
        secondary: Vec::new(),
        notes: Vec::new(),
        help: Vec::new(),
        suggestion: None,
        evidence: Evidence::Resolved,
        context: Context::Production,
        area: None,
        scope: None,
        item: String::new(),
        fingerprint: String::new(),
        target: None,
    }
}

fn findings(text: &str) -> Vec<Finding> {
    let mut all = Vec::new();
    for word in ["kept()", "silenced()"] {
        for (start, _) in text.match_indices(word) {
            let other = text[..start].ends_with("other_");
            let rule = if other { "duplicate-manager" } else { "direct-construction" };
            all.push(finding(rule, start, start + word.len()));
        }
    }
    all
}

fn run(text: &str) -> Applied {
    run_at(text, Level::Warn)
}

fn run_at(text: &str, unused: Level) -> Applied {
    let files = BTreeMap::from([(FILE, Suppressions::of(text, &items(text), &KNOWN))]);
    apply(findings(text), &files, &Run { unused })
}

fn marked<'t>(text: &'t str, finding: &Finding) -> &'t str {
    let range = finding.primary.as_ref().unwrap().span.range;
    &text[range.start as usize..range.end as usize]
}

/// Runs `text`, checks that exactly the findings named so are silenced, and gives what is said about the comments as
/// (rule, marked text).
fn check(text: &str) -> Vec<(&'static str, String)> {
    let applied = run(text);
    for kept in &applied.kept {
        assert_eq!(marked(text, kept), "kept()", "not silenced in\n{text}");
    }
    for suppressed in &applied.suppressed {
        let word = marked(text, &suppressed.finding);
        assert_eq!(word, "silenced()", "silenced in\n{text}");
    }
    applied.extra.iter().map(|extra| (extra.rule, marked(text, extra).to_owned())).collect()
}

/// The text after the suggestions of all findings about comments.
fn fixed(text: &str) -> String {
    let mut edits: Vec<(TextRange, String)> = run(text)
        .extra
        .into_iter()
        .filter_map(|extra| extra.suggestion)
        .flat_map(|suggestion| suggestion.edits)
        .map(|(span, with)| (span.range, with))
        .collect();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut out = text.to_owned();
    for (range, with) in edits {
        out.replace_range(range.start as usize..range.end as usize, &with);
    }
    out
}

#[test]
fn a_comment_after_code_covers_its_line() {
    let text = "
fn f() {
    kept();
    silenced(); // redis-ssot: allow(direct-construction) -- why
    kept();
    let a = b
        .silenced() // redis-ssot: allow(direct-construction) -- why
        .kept();
    let s = \"// redis-ssot: allow(direct-construction) -- no\"; kept();
    /* redis-ssot: allow(direct-construction) -- why */ silenced(); kept();
}";
    assert_eq!(check(text), []);
}

#[test]
fn a_comment_of_its_own_covers_the_item_or_statement_that_begins_below() {
    let text = "
// redis-ssot: allow(direct-construction) -- why
fn f() {
    silenced();
    silenced();
}
fn g() { kept(); }

// redis-ssot: allow(direct-construction) -- why
/// Documented.
// a remark
#[attr(x = \"]\")] #[other]
impl A {
    fn a() { silenced(); }
}

/// Documented.
// redis-ssot: allow(direct-construction) -- why
#[inline]
fn between() { silenced(); }

fn h() {
    // redis-ssot: allow(direct-construction) -- why
    // redis-ssot: allow(duplicate-manager) -- why
    let pool = builder()
        .silenced()
        .other_silenced();
    kept();
    other_kept();
    call(
        // redis-ssot: allow(direct-construction) -- why
        silenced(),
        kept(),
    );
}
fn last() { kept(); }
";
    assert_eq!(check(text), []);
}

#[test]
fn an_inner_comment_covers_the_file_or_the_module_it_stands_in() {
    let file = "//! Text.\n//! redis-ssot: allow(direct-construction) -- why\nfn f() { silenced(); }\nmod m { fn g() { silenced(); other_kept(); } }";
    assert_eq!(check(file), []);
    let module = "fn f() { kept(); }\nmod m {\n    //! redis-ssot: allow(direct-construction) -- why\n    fn g() { silenced(); }\n}";
    assert_eq!(check(module), []);
}

#[test]
fn line_endings_marks_and_shebangs_do_not_move_the_cover() {
    let text = "fn f() {\r\n    // redis-ssot: allow(direct-construction) -- why\r\n    silenced();\r\n    silenced(); // redis-ssot: allow(direct-construction) -- why\r\n    kept();\r\n}\r\n";
    assert_eq!(check(text), []);
    // Syntax offsets leave out the mark; here they are given as a stage must give them, in bytes of the file.
    let marked = format!("\u{feff}{text}");
    let shifted: Vec<TextRange> =
        items(text).into_iter().map(|item| TextRange::new(item.start + 3, item.end + 3)).collect();
    let files = BTreeMap::from([(FILE, Suppressions::of(&marked, &shifted, &KNOWN))]);
    let run = Run { unused: Level::Warn };
    assert_eq!(apply(findings(&marked), &files, &run).suppressed.len(), 2);
}

#[test]
fn reasons_travel_with_what_they_silence() {
    let applied = run("fn f() { silenced(); } // redis-ssot: allow(direct-construction) -- a  probe");
    assert_eq!(applied.suppressed[0].reason.as_deref(), Some("a probe"));
    let text = "fn f() { silenced(); } // redis-ssot: allow(direct-construction)";
    let applied = run(text);
    assert_eq!(applied.suppressed[0].reason, None);
    assert_eq!(applied.extra[0].rule, "bare-suppression", "it works, and is told");
    assert_eq!(marked(text, &applied.extra[0]), "// redis-ssot: allow(direct-construction)");
}

#[test]
fn what_silences_nothing_is_told_and_can_be_deleted() {
    let text = "fn f() {\n    // redis-ssot: allow(direct-construction) -- why\n    let a = 1;\n    let b = 2; // redis-ssot: allow(direct-construction)\n    other_kept();\n}\n";
    let comments = ["// redis-ssot: allow(direct-construction) -- why", "// redis-ssot: allow(direct-construction)"];
    let wanted = comments.map(|comment| ("unused-suppression", comment.to_owned()));
    assert_eq!(check(text), wanted, "a bare one that is unused is told once");
    let clean = "fn f() {\n    let a = 1;\n    let b = 2;\n    other_kept();\n}\n";
    assert_eq!(fixed(text), clean);
    assert_eq!(fixed(&text.replace('\n', "\r\n")), clean.replace('\n', "\r\n"));
    let last = "fn f() {}\n// redis-ssot: allow(direct-construction) -- why";
    assert_eq!(check(last).len(), 1);
    assert_eq!(fixed(last), "fn f() {}\n");
}

#[test]
fn only_the_unused_names_leave_the_list() {
    let text = "fn f() { silenced(); } // redis-ssot: allow(duplicate-manager, direct-construction) -- why";
    assert_eq!(check(text), [("unused-suppression", "duplicate-manager".to_owned())]);
    let after = fixed(text);
    assert_eq!(after, "fn f() { silenced(); } // redis-ssot: allow(direct-construction) -- why");
    assert_eq!(check(&after), [], "the fix leaves nothing to tell");
    let not_run = "fn f() {} // redis-ssot: allow(hardcoded-url) -- why";
    assert_eq!(check(not_run), [], "what did not run is not called unused");
    let mixed = "fn f() {} // redis-ssot: allow(hardcoded-url, duplicate-manager) -- why";
    assert_eq!(fixed(mixed), "fn f() {} // redis-ssot: allow(hardcoded-url) -- why");
}

#[test]
fn of_two_covers_the_narrower_is_the_one_used() {
    let text = "
// redis-ssot: allow(direct-construction) -- wide
fn f() {
    silenced(); // redis-ssot: allow(direct-construction) -- narrow
}";
    let wide = "// redis-ssot: allow(direct-construction) -- wide".to_owned();
    assert_eq!(check(text), [("unused-suppression", wide)]);
}

#[test]
fn mistakes_are_told_and_the_rules_about_comments_obey_only_their_level() {
    let text =
        "// redis-ssot: allow(unused-suppression) -- hush\nfn f() { kept(); } // redis-ssot: alow(direct-construction)";
    let wanted = [("unused-suppression", "unused-suppression".to_owned()), ("unused-suppression", "alow".to_owned())];
    assert_eq!(check(text), wanted);
    assert_eq!(run_at(text, Level::Allow).extra, []);
    let deny = run_at(text, Level::Deny).extra;
    assert!(deny.iter().all(|extra| extra.level == Level::Deny && extra.fingerprint.len() == 16));
    assert_ne!(deny[0].fingerprint, deny[1].fingerprint);
    let typo = "fn f() { kept(); } // redis_ssot: allow(direct_construction) -- why";
    assert_eq!(fixed(typo), "fn f() { kept(); } // redis-ssot: allow(direct_construction) -- why");
    assert_eq!(fixed(&fixed(typo)), "fn f() { kept(); } // redis-ssot: allow(direct-construction) -- why");
}

#[test]
fn findings_elsewhere_or_nowhere_are_kept() {
    let text = "//! redis-ssot: allow(direct-construction) -- why\nfn f() { silenced(); }";
    let files = BTreeMap::from([(FILE, Suppressions::of(text, &items(text), &KNOWN))]);
    let mut elsewhere = finding("direct-construction", 60, 65);
    elsewhere.primary.as_mut().unwrap().span.file = FileId(1);
    let mut nowhere = finding("direct-construction", 60, 65);
    nowhere.primary = None;
    let run = Run { unused: Level::Warn };
    let applied = apply(vec![elsewhere, nowhere], &files, &run);
    assert_eq!(applied.kept.len(), 2);
    assert_eq!(applied.extra.len(), 1, "so the comment is unused");
    assert!(Suppressions::of("fn f() {}", &[], &KNOWN).is_empty());
}
