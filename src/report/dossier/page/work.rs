//! What to do, and what is only to be known.

use super::{Page, place};
use crate::report::dossier::html::Html;
use crate::report::dossier::words::{self, plural};
use crate::report::dossier::{Area, Dossier, Finding};

/// Findings of an area are folded away when there are more of them.
const MOST_UNFOLDED: usize = 12;

impl Page<'_> {
    pub(super) fn areas(&mut self) {
        if self.dossier.areas.is_empty() {
            return;
        }
        self.section("areas", "What to do", "By area, in the order in which to work on them.");
        for (at, area) in self.dossier.areas.iter().enumerate() {
            self.area(at + 1, area);
        }
        self.end();
    }

    fn area(&mut self, number: usize, area: &Area) {
        let html = &mut self.html;
        html.raw("<article class=\"area\"><h3><span class=\"rank\">").count(number).raw("</span> ").text(&area.name);
        html.raw(" <small>").text(&words::of_area(area));
        if let Some(priority) = area.priority {
            html.raw(", priority ").count(usize::try_from(priority).unwrap_or(usize::MAX));
        }
        html.raw("</small></h3><ul class=\"actions\">");
        for action in &area.actions {
            html.raw("<li><p><span class=\"rule\">").text(action.rule).raw(" <b>").count(action.count);
            html.raw("</b></span> ").prose(&action.summary).raw(".</p>");
            for advice in &action.advice {
                html.raw("<p class=\"advice\">").prose(advice).raw(".</p>");
            }
            if action.fixable > 0 {
                html.raw("<p class=\"advice\"><code>cargo redis-ssot --fix</code> mends ").count(action.fixable);
                html.raw(" of them.</p>");
            }
            html.raw("</li>");
        }
        html.raw("</ul>");
        self.folded(&area.findings);
        self.html.raw("</article>");
    }

    fn folded(&mut self, findings: &[Finding]) {
        let open = if findings.len() > MOST_UNFOLDED { "<details>" } else { "<details open>" };
        self.html.raw(open).raw("<summary>").text(&plural(findings.len(), "finding", "findings")).raw("</summary>");
        self.findings(findings);
        self.html.raw("</details>");
    }

    fn findings(&mut self, findings: &[Finding]) {
        self.html.raw("<ul class=\"findings\">");
        for found in findings {
            self.html.raw("<li>");
            finding(&mut self.html, found);
            self.html.raw("</li>");
        }
        self.html.raw("</ul>");
    }

    pub(super) fn tests(&mut self) {
        if self.dossier.tests.is_empty() {
            return;
        }
        self.section("tests", "Test code", "Tests may build what they need; it is listed apart.");
        self.findings(&self.dossier.tests);
        self.end();
    }

    pub(super) fn suppressed(&mut self) {
        if self.dossier.suppressed.is_empty() {
            return;
        }
        self.section("kept", "Kept on purpose", "A comment in the source silences these, with its reason.");
        self.html.raw("<ul class=\"findings\">");
        for one in &self.dossier.suppressed {
            self.html.raw("<li>");
            finding(&mut self.html, &one.finding);
            let reason = one.reason.as_deref().unwrap_or("no reason given");
            self.html.raw("<p class=\"kept\">").text(reason).raw("</p></li>");
        }
        self.html.raw("</ul>");
        self.end();
    }

    pub(super) fn notes(&mut self) {
        let dossier = self.dossier;
        if !has_notes(dossier) {
            return;
        }
        self.section("notes", "Notes", "");
        let lists = [
            ("", &dossier.notes, false),
            ("Not seen", &dossier.blind_spots, false),
            ("Files that no target reaches", &dossier.codebase.unlinked, true),
        ];
        for (title, list, paths) in lists.iter().filter(|(_, list, _)| !list.is_empty()) {
            if !title.is_empty() {
                self.html.raw("<h3>").raw(title).raw("</h3>");
            }
            self.html.raw("<ul class=\"notes\">");
            for line in *list {
                self.html.raw("<li>");
                if *paths {
                    self.html.code(line)
                } else {
                    self.html.prose(line)
                };
                self.html.raw("</li>");
            }
            self.html.raw("</ul>");
        }
        self.end();
    }
}

/// Whether there is anything to be known besides findings.
pub(super) fn has_notes(dossier: &Dossier) -> bool {
    [&dossier.notes, &dossier.blind_spots, &dossier.codebase.unlinked].iter().any(|list| !list.is_empty())
}

fn finding(html: &mut Html, finding: &Finding) {
    html.raw("<p><span class=\"severity ").raw(finding.severity).raw("\">").raw(finding.severity).raw("</span> ");
    html.prose(&finding.message);
    match finding.known {
        Some(true) => html.raw(" <span class=\"known\">known</span>"),
        Some(false) => html.raw(" <span class=\"new\">new</span>"),
        None => html,
    };
    html.raw("</p><p class=\"where\">");
    if let Some(at) = &finding.place {
        place(html, at);
        html.raw(" ");
    }
    html.raw("<span class=\"rule\">").text(finding.rule).raw("</span></p>");
}
