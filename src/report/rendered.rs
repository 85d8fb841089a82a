//! A finding as rustc would draw it: what tools that read cargo's stream expect in `rendered`.

use std::fmt::Write as _;

use super::change::changes;
use super::excerpt::{Cut, Excerpt, Mark, excerpts};
use super::place::Places;
use super::text::{sanitize, sanitize_lines};
use super::{Finding, Suggestion};

/// Lines are cut to this many characters.
const WIDTH: usize = 160;

/// The finding in rustc's plain layout, safe to print, with an empty line at its end.
pub fn rendered(places: &mut Places<'_>, finding: &Finding) -> String {
    let cut = Cut { context: 0, width: WIDTH, ellipsis: "..." };
    let (excerpts, left_out) = excerpts(places, finding, cut);
    let mut out = format!("{}[{}]: {}\n", finding.level.severity(), finding.rule, sanitize(&finding.message));
    let last = excerpts.iter().map(|excerpt| excerpt.first_line as usize + excerpt.lines.len() - 1).max();
    let gutter = last.unwrap_or(0).to_string().len();
    let home = excerpts.first().map(|first| first.path.clone());
    let primary = excerpts.iter().flat_map(|excerpt| &excerpt.marks).find(|mark| mark.primary);
    let mut path = "";
    for excerpt in &excerpts {
        let at = if path.is_empty() { primary.or(excerpt.marks.first()) } else { excerpt.marks.first() };
        draw(&mut out, excerpt, gutter, path, at);
        path = &excerpt.path;
    }
    if !excerpts.is_empty() {
        let _ = writeln!(out, "{:gutter$} |", "");
    }
    if left_out > 0 {
        remark(&mut out, gutter, "note", &format!("{left_out} more places belong to this finding"));
    }
    for note in &finding.notes {
        remark(&mut out, gutter, "note", note);
    }
    for help in &finding.help {
        remark(&mut out, gutter, "help", help);
    }
    if let Some(suggestion) = &finding.suggestion {
        draw_suggestion(&mut out, places, suggestion, home.as_deref());
    }
    out.push('\n');
    out
}

/// One excerpt; `before` is the path of the excerpt above it, `at` the mark its heading names.
fn draw(out: &mut String, excerpt: &Excerpt, gutter: usize, before: &str, at: Option<&Mark>) {
    if before == excerpt.path {
        out.push_str("...\n");
    } else {
        let arrow = if before.is_empty() { "-->" } else { ":::" };
        let at = at.map(|mark| format!(":{}", mark.at)).unwrap_or_default();
        let _ = writeln!(out, "{:gutter$}{arrow} {}{at}", "", excerpt.path);
        let _ = writeln!(out, "{:gutter$} |", "");
    }
    for (at, line) in excerpt.lines.iter().enumerate() {
        let number = excerpt.first_line as usize + at;
        let _ = writeln!(out, "{:gutter$}", format_args!("{number:<gutter$} | {line}").to_string().trim_end());
        for mark in excerpt.marks.iter().filter(|mark| mark.start.0 == at) {
            underline(out, line, mark, gutter);
        }
    }
}

/// The line under a line that marks a piece of it; a mark of several lines runs to the end of the first.
fn underline(out: &mut String, line: &str, mark: &Mark, gutter: usize) {
    let end = if mark.end.0 == mark.start.0 { mark.end.1 } else { line.len() };
    let chars = |from: usize, to: usize| line.get(from..to).map_or(0, |text| text.chars().count());
    let sign = if mark.primary { "^" } else { "-" };
    let blank = " ".repeat(chars(0, mark.start.1));
    let signs = sign.repeat(chars(mark.start.1, end).max(1));
    let _ = writeln!(out, "{}", format!("{:gutter$} | {blank}{signs} {}", "", mark.text).trim_end());
}

fn remark(out: &mut String, gutter: usize, word: &str, text: &str) {
    for (at, line) in sanitize_lines(text).lines().enumerate() {
        let lead = if at == 0 { format!("= {word}:") } else { " ".repeat(word.len() + 3) };
        let _ = writeln!(out, "{:gutter$} {lead} {line}", "");
    }
}

/// The changed lines; `home` is the path of the finding itself, which needs no naming again.
fn draw_suggestion(out: &mut String, places: &mut Places<'_>, suggestion: &Suggestion, home: Option<&str>) {
    let changes = changes(places, suggestion);
    let last = changes.iter().map(|change| change.line as usize + change.removed.len().max(change.added.len())).max();
    let gutter = last.unwrap_or(0).to_string().len();
    let _ = writeln!(out, "help: {}", sanitize(&suggestion.message));
    for change in &changes {
        if home != Some(change.path.as_str()) {
            let _ = writeln!(out, "{:gutter$}--> {}:{}", "", change.path, change.line);
        }
        let _ = writeln!(out, "{:gutter$} |", "");
        for (at, line) in change.removed.iter().enumerate() {
            let _ = writeln!(out, "{:<gutter$} - {line}", change.line as usize + at);
        }
        for (at, line) in change.added.iter().enumerate() {
            let _ = writeln!(out, "{:<gutter$} + {line}", change.line as usize + at);
        }
        let _ = writeln!(out, "{:gutter$} |", "");
    }
}
