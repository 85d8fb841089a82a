//! How comments are read.

#![allow(clippy::unwrap_used, clippy::panic)] // a failed expectation is how a test fails

use super::*;
use crate::suppress::comments::scan;

const KNOWN: [&str; 4] = ["direct-construction", "duplicate-manager", "unused-suppression", "bare-suppression"];

fn read(text: &str) -> Option<Directive> {
    let comments = scan(text);
    assert_eq!(comments.len(), 1, "{text}");
    parse(&comments[0], &KNOWN)
}

fn names(directive: &Directive) -> Vec<&str> {
    directive.rules.iter().map(|rule| rule.name.as_str()).collect()
}

/// The only problem, as (marked text, message, help).
fn problem(text: &str) -> (String, String, String) {
    let directive = read(text).unwrap_or_else(|| panic!("passed over: {text}"));
    assert_eq!(directive.problems.len(), 1, "{directive:?}");
    let problem = directive.problems[0].clone();
    let range = problem.range.start as usize..problem.range.end as usize;
    (text[range].to_owned(), problem.message, problem.help)
}

#[test]
fn rules_and_reason_are_read_from_every_form() {
    for text in [
        "// redis-ssot: allow(direct-construction, duplicate-manager) -- on  purpose\r\n",
        "//! redis-ssot:allow( direct-construction ,duplicate-manager, )--on purpose",
        "/* redis-ssot: allow (direct-construction,duplicate-manager) -- on\n purpose */",
    ] {
        let directive = read(text).unwrap();
        assert_eq!(names(&directive), ["direct-construction", "duplicate-manager"]);
        assert_eq!(directive.reason.as_deref(), Some("on purpose"), "{text}");
        assert!(directive.problems.is_empty());
        let range = directive.rules[1].range;
        assert_eq!(&text[range.start as usize..range.end as usize], "duplicate-manager");
    }
    for bare in ["// redis-ssot: allow(direct-construction)", "// redis-ssot: allow(direct-construction) --  "] {
        assert_eq!(read(bare).unwrap().reason, None);
    }
}

#[test]
fn comments_about_the_tool_are_not_for_the_tool() {
    for text in [
        "// redis-ssot is a lint",
        "// see redis-ssot: allow(x)",
        "// redis",
        "//",
        "/// ```\n",
        "// redis_ssot (the crate) allows",
        "//! // redis-ssot: allow(x)",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn what_is_not_understood_is_told() {
    let cases = [
        ("// redis-ssot: alow(x)", "alow", "`alow` is not a directive", "did you mean `allow`?"),
        ("// redis-ssot: ignore", "ignore", "`ignore` is not a directive", FORM),
        ("// redis-ssot: (x)", "(", "nothing readable follows `redis-ssot:`", FORM),
        ("// redis-ssot: allow -- why", "allow", "`allow` names no rule", FORM),
        ("// redis-ssot: allow( , )", "( , )", "`allow` names no rule", FORM),
        (
            "// redis-ssot: allow(direct-construction -- why ",
            "(direct-construction -- why",
            "the list of rules is not closed",
            FORM,
        ),
        ("// redis-ssot: allow(direct-construction) why", "why", "the reason does not follow `--`", FORM),
        (
            "// redis-ssot: allow(direct-construct) -- why",
            "direct-construct",
            "unknown rule `direct-construct`",
            "did you mean `direct-construction`?",
        ),
        (
            "// redis-ssot: allow(bare-suppression) -- why",
            "bare-suppression",
            "no comment can silence `bare-suppression`",
            "set its level in the configuration instead",
        ),
        ("// redis_ssot: allow(x)", "redis_ssot:", "`redis_ssot:` silences nothing", FORM),
        ("// redis-ssot allow(x)", "redis-ssot", "`redis-ssot` silences nothing", FORM),
    ];
    for (text, marked, message, help) in cases {
        let wanted = (marked.to_owned(), message.to_owned(), help.to_owned());
        assert_eq!(problem(text), wanted, "{text}");
    }
    assert_eq!(read("// redis-ssot:").unwrap().problems.len(), 1);
    let doc = problem("/// redis-ssot: allow(direct-construction) -- why");
    assert_eq!(doc.1, "a doc comment silences nothing");
}

#[test]
fn one_bad_name_does_not_spoil_the_others() {
    let text = "// redis-ssot: allow(duplicate-manager, redis_ssot::direct_construction, duplicate-manager) -- why";
    let directive = read(text).unwrap();
    assert_eq!(names(&directive), ["duplicate-manager"]);
    assert_eq!(directive.problems.len(), 2);
    let fix = directive.problems[0].fix.clone().unwrap();
    let wanted = ("direct-construction".to_owned(), Applicability::MachineApplicable);
    assert_eq!(fix, wanted);
    assert_eq!(directive.problems[1].message, "`duplicate-manager` is named twice");
}
