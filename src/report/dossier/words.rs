//! Words and numbers that the Markdown and the page share.

use super::{Area, Baseline, Figure, Imports, Inventory, Item, Role, Status, Verdict, Withheld};

/// A part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words.
    Text(&'t str),
    /// What stands between two backticks.
    Code(&'t str),
}

/// The parts of a sentence as messages are written, with names between backticks. A backtick without a second one is a word.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, after)) = after.split_once('`') else { break };
        pieces.extend((!before.is_empty()).then_some(Piece::Text(before)));
        pieces.extend((!code.is_empty()).then_some(Piece::Code(code)));
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Text(rest)));
    pieces
}

/// "1 file", "2 files".
pub(super) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "3 errors, 1 warning"; "no findings".
pub(super) fn weight(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "no findings".to_owned(),
        (errors, 0) => plural(errors, "error", "errors"),
        (0, warnings) => plural(warnings, "warning", "warnings"),
        _ => format!("{}, {}", plural(errors, "error", "errors"), plural(warnings, "warning", "warnings")),
    }
}

pub(super) fn of_verdict(verdict: &Verdict) -> String {
    weight(verdict.errors, verdict.warnings)
}

/// What is not shown, and the rules that did not look; nothing where that is nothing.
pub(super) fn of_withheld(withheld: &Withheld) -> Vec<String> {
    let rules: Vec<String> = withheld.rules.iter().map(|rule| format!("`{rule}`")).collect();
    let not_shown = (!withheld.phrases.is_empty()).then(|| format!("Not shown: {}.", withheld.phrases.join(", ")));
    not_shown.into_iter().chain((!rules.is_empty()).then(|| format!("Set to allow: {}.", rules.join(", ")))).collect()
}

pub(super) fn of_area(area: &Area) -> String {
    weight(area.errors, area.warnings)
}

pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Warn => "warn",
        Status::Fail => "fail",
        Status::NotChecked => "not checked",
    }
}

/// A mark beside the word, for those who do not see colours.
pub(super) fn mark(status: Status) -> &'static str {
    match status {
        Status::Pass => "\u{2713}",
        Status::Warn => "!",
        Status::Fail => "\u{2715}",
        Status::NotChecked => "\u{2013}",
    }
}

/// "−91.7 %", "+50 %", "±0 %".
pub(super) fn change(change: f64) -> String {
    let sign = match change {
        c if c < 0.0 => "\u{2212}",
        c if c > 0.0 => "+",
        _ => "\u{b1}",
    };
    format!("{sign}{} %", change.abs())
}

/// The baseline's number, or why there is none.
pub(super) fn then(figure: &Figure) -> String {
    figure.baseline.map_or_else(|| "\u{2013}".to_owned(), |then| then.to_string())
}

pub(super) fn change_of(figure: &Figure) -> String {
    figure.change.map_or_else(|| "\u{2013}".to_owned(), change)
}

/// The role of an item, with what matters about it.
pub(super) fn role(item: &Item) -> &'static str {
    match (item.role, item.deprecated) {
        (Role::Shim, Some(true)) => "deprecated shim",
        _ => item.role.name(),
    }
}

/// "1 manager in 5 manager files: 1 canonical, 4 shims."
pub(super) fn of_inventory(inventory: &Inventory) -> String {
    let managers = plural(inventory.managers, "manager", "managers");
    let files = plural(inventory.files.len(), "manager file", "manager files");
    let mut parts = vec![format!("{} canonical", inventory.canonical)];
    parts.extend((inventory.duplicates > 0).then(|| plural(inventory.duplicates, "duplicate", "duplicates")));
    parts.extend((inventory.shims > 0).then(|| plural(inventory.shims, "shim", "shims")));
    format!("{managers} in {files}: {}.", parts.join(", "))
}

/// "9 of 17 imports take the canonical path: 52.9 %."
pub(super) fn of_imports(imports: &Imports) -> String {
    let total = plural(imports.total, "import", "imports");
    match imports.share {
        Some(share) => format!("{} of {total} take the canonical path: {share} %.", imports.canonical),
        None => "Nothing imports a manager.".to_owned(),
    }
}

/// "Of 42 findings at the baseline: 40 fixed, 2 left. 1 new."
pub(super) fn of_baseline(baseline: Option<&Baseline>) -> String {
    let Some(baseline) = baseline else {
        return "No baseline to compare with: `--baseline FILE` names one.".to_owned();
    };
    let entries = plural(baseline.entries, "finding", "findings");
    let fixed = baseline.fixed.map_or_else(String::new, |fixed| format!("{fixed} fixed, "));
    format!("Of {entries} at the baseline: {fixed}{} left. {} new.", baseline.known, baseline.new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_between_backticks_are_code() {
        let found = pieces("`a` owns `b::c` beside `");
        assert_eq!(found, [Piece::Code("a"), Piece::Text(" owns "), Piece::Code("b::c"), Piece::Text(" beside `")]);
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("no code"), [Piece::Text("no code")]);
    }

    #[test]
    fn changes_bear_their_sign() {
        assert_eq!(change(-91.7), "\u{2212}91.7 %");
        assert_eq!(change(50.0), "+50 %");
        assert_eq!(change(0.0), "\u{b1}0 %");
    }
}
