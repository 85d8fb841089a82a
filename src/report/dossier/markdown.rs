//! The dossier as GitHub-flavoured Markdown.

use std::fmt::{self, Write};

use super::words::{self, Piece, change_of, pieces, plural, then};
use super::{Area, Dossier, Figure, Finding, Item, ManagerFile, Validation};
use crate::report::text::{escape_markdown as escape, markdown_code as code};

/// The whole page.
pub(super) fn render(dossier: &Dossier) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write(dossier, &mut out);
    out
}

fn write(dossier: &Dossier, out: &mut String) -> fmt::Result {
    head(dossier, out)?;
    validations(&dossier.validations, out)?;
    managers(dossier, out)?;
    imports(dossier, out)?;
    consolidation(dossier, out)?;
    areas(&dossier.areas, out)?;
    tests(dossier, out)?;
    suppressed(dossier, out)?;
    notes(dossier, out)
}

/// A sentence with its names as code.
fn prose(text: &str) -> String {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(text) => escape(text),
        Piece::Code(text) => code(text),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// A table; nothing where there is no row.
fn table(out: &mut String, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> fmt::Result {
    let mut rows = rows.into_iter().peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    let line = |cell: &&str| if cell.ends_with(NUMBER) { "--:" } else { "---" };
    let titles: Vec<&str> = head.iter().map(|cell| cell.trim_end_matches(NUMBER)).collect();
    writeln!(out, "| {} |", titles.join(" | "))?;
    writeln!(out, "|{}|", head.iter().map(line).collect::<Vec<_>>().join("|"))?;
    for row in rows {
        writeln!(out, "| {} |", row.join(" | "))?;
    }
    writeln!(out)
}

/// At the end of a column's title: it holds numbers.
const NUMBER: char = '#';

fn head(dossier: &Dossier, out: &mut String) -> fmt::Result {
    let verdict = &dossier.verdict;
    writeln!(out, "# Redis managers in {}: {}\n", escape(&dossier.codebase.name), verdict.word())?;
    writeln!(out, "**{}**: {}.\n", verdict.word(), prose(&verdict.reason))?;
    let packages = plural(dossier.codebase.packages.len(), "package", "packages");
    let files = plural(dossier.codebase.files, "file", "files");
    let found = words::of_verdict(verdict);
    writeln!(out, "{found} in {files} of {packages}. Read from the source by redis-ssot {}.\n", dossier.tool_version)?;
    for line in words::of_withheld(&dossier.withheld) {
        writeln!(out, "{}\n", prose(&line))?;
    }
    for scope in &dossier.scopes {
        let of = scope.name.as_ref().map_or_else(String::new, |name| format!(" of scope {}", code(name)));
        let manager = scope.manager.as_ref().map_or_else(|| "none".to_owned(), |path| code(path));
        let reason = if scope.reason.is_empty() { String::new() } else { format!(": {}", prose(&scope.reason)) };
        writeln!(out, "- Canonical manager{of}: {manager} ({}{reason})", scope.choice)?;
    }
    writeln!(out)
}

fn validations(validations: &[Validation], out: &mut String) -> fmt::Result {
    writeln!(out, "## Validation\n")?;
    let rows = validations.iter().map(|row| {
        let rules = row.rules.iter().map(|rule| {
            let only = if rule.only.is_empty() { String::new() } else { format!(" ({})", escape(rule.only)) };
            format!("{}{only}", code(rule.rule))
        });
        let places = row.places.iter().map(|place| code(&place.to_string()));
        let more = row.count.saturating_sub(row.places.len());
        let more = (more > 0 && !row.places.is_empty()).then(|| format!("and {more} more"));
        let at: Vec<String> = places.chain(more).collect();
        let mut evidence: Vec<String> = row.evidence.iter().map(|fact| prose(fact)).collect();
        evidence.extend((!at.is_empty()).then(|| at.join(", ")));
        vec![
            format!("{} {}", words::mark(row.status), words::status(row.status)),
            escape(row.question),
            rules.collect::<Vec<_>>().join(", "),
            row.count.to_string(),
            evidence.join("; "),
        ]
    });
    table(out, &["", "question", "answered by", "findings#", "evidence"], rows)
}

fn managers(dossier: &Dossier, out: &mut String) -> fmt::Result {
    let inventory = &dossier.inventory;
    writeln!(out, "## Managers\n")?;
    writeln!(out, "{}\n", words::of_inventory(inventory))?;
    files(&inventory.files, out)?;
    if !inventory.tests.is_empty() {
        writeln!(out, "In test code:\n")?;
        files(&inventory.tests, out)?;
    }
    Ok(())
}

fn files(files: &[ManagerFile], out: &mut String) -> fmt::Result {
    let rows = files.iter().flat_map(|file| {
        let empty = vec![file.role.name().to_owned(), code(&file.path), String::new(), String::new(), String::new()];
        let items = file.items.iter().map(|item| {
            let kept = item.kept.as_ref().map_or_else(String::new, |why| format!(" (kept: {})", escape(why)));
            vec![
                format!("{}{kept}", words::role(item)),
                code(&item.place.to_string()),
                code(&item.path),
                holds(item),
                if item.opens == 0 { String::new() } else { item.opens.to_string() },
            ]
        });
        let rows: Vec<Vec<String>> = items.collect();
        if rows.is_empty() { vec![empty] } else { rows }
    });
    table(out, &["role", "file", "item", "holds", "opens Redis#"], rows)
}

fn holds(item: &Item) -> String {
    let is_path = item.deprecated.is_some();
    let holds = item.holds.iter().map(|what| if is_path { code(what) } else { escape(what) });
    holds.collect::<Vec<_>>().join(", ")
}

fn imports(dossier: &Dossier, out: &mut String) -> fmt::Result {
    let imports = &dossier.imports;
    writeln!(out, "## Imports\n")?;
    writeln!(out, "{}\n", words::of_imports(imports))?;
    let rows = imports.paths.iter().map(|path| {
        let (imports, files) = (path.imports.to_string(), path.files.len().to_string());
        vec![path.role.name().to_owned(), code(&path.path), imports, files]
    });
    table(out, &["role", "imported from", "imports#", "files#"], rows)
}

fn consolidation(dossier: &Dossier, out: &mut String) -> fmt::Result {
    let consolidation = &dossier.consolidation;
    writeln!(out, "## Consolidation\n")?;
    writeln!(out, "{}\n", prose(&words::of_baseline(consolidation.baseline.as_ref())))?;
    if consolidation.baseline.is_none() {
        let row = |figure: &Figure| vec![figure.name.to_owned(), figure.now.to_string(), escape(figure.meaning)];
        return table(out, &["", "now#", "counted"], consolidation.figures.iter().map(row));
    }
    let row = |figure: &Figure| {
        vec![figure.name.to_owned(), then(figure), figure.now.to_string(), change_of(figure), escape(figure.meaning)]
    };
    table(out, &["", "at the baseline#", "now#", "change#", "counted"], consolidation.figures.iter().map(row))
}

fn areas(areas: &[Area], out: &mut String) -> fmt::Result {
    if areas.is_empty() {
        return Ok(());
    }
    writeln!(out, "## What to do, by area\n")?;
    for (at, area) in areas.iter().enumerate() {
        let priority = area.priority.map_or_else(String::new, |priority| format!(" (priority {priority})"));
        writeln!(out, "### {}. {}{priority}: {}\n", at + 1, escape(&area.name), words::of_area(area))?;
        for action in &area.actions {
            let count = plural(action.count, "finding", "findings");
            writeln!(out, "- [ ] {}, {count}: {}.", code(action.rule), prose(&action.summary))?;
            for advice in &action.advice {
                writeln!(out, "  - {}", prose(advice))?;
            }
            if action.fixable > 0 {
                writeln!(out, "  - `cargo redis-ssot --fix` mends {} of them", action.fixable)?;
            }
        }
        writeln!(out)?;
        findings(&area.findings, out)?;
    }
    Ok(())
}

fn findings(findings: &[Finding], out: &mut String) -> fmt::Result {
    let rows = findings.iter().map(|finding| {
        let known = match finding.known {
            Some(true) => " (known)",
            Some(false) => " (new)",
            None => "",
        };
        vec![
            format!("{}{known}", finding.severity),
            code(finding.rule),
            finding.place.as_ref().map_or_else(String::new, |place| code(&place.to_string())),
            prose(&finding.message),
        ]
    });
    table(out, &["level", "rule", "place", "finding"], rows)
}

fn tests(dossier: &Dossier, out: &mut String) -> fmt::Result {
    if dossier.tests.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Test code\n")?;
    findings(&dossier.tests, out)
}

fn suppressed(dossier: &Dossier, out: &mut String) -> fmt::Result {
    if dossier.suppressed.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Kept on purpose\n")?;
    let rows = dossier.suppressed.iter().map(|one| {
        vec![
            code(one.finding.rule),
            one.finding.place.as_ref().map_or_else(String::new, |place| code(&place.to_string())),
            prose(&one.finding.message),
            one.reason.as_deref().map_or_else(|| "no reason given".to_owned(), escape),
        ]
    });
    table(out, &["rule", "place", "finding", "reason"], rows)
}

fn notes(dossier: &Dossier, out: &mut String) -> fmt::Result {
    let lists = [
        ("Notes", &dossier.notes, false),
        ("Not seen", &dossier.blind_spots, false),
        ("Files that no target reaches", &dossier.codebase.unlinked, true),
    ];
    for (title, list, paths) in lists.iter().filter(|(_, list, _)| !list.is_empty()) {
        writeln!(out, "## {title}\n")?;
        for line in *list {
            writeln!(out, "- {}", if *paths { code(line) } else { prose(line) })?;
        }
        writeln!(out)?;
    }
    Ok(())
}
