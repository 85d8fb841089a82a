//! The top of the page: the answer, the figures, what follows.

use super::{Page, has_notes};
use crate::report::dossier::Figure;
use crate::report::dossier::words::{self, change_of, plural};

impl Page<'_> {
    pub(super) fn header(&mut self) {
        let dossier = self.dossier;
        let verdict = &dossier.verdict;
        let html = &mut self.html;
        html.raw("<header><p class=\"kicker\">Redis: single source of truth</p><h1>").text(&dossier.codebase.name);
        html.raw("</h1><p class=\"verdict ")
            .raw(if verdict.compliant && verdict.checked { "pass" } else { "fail" })
            .raw("\"><strong>");
        html.text(verdict.word()).raw("</strong> <span>").prose(&verdict.reason).raw(".</span></p><p class=\"scope\">");
        let files = plural(dossier.codebase.files, "file", "files");
        let packages = plural(dossier.codebase.packages.len(), "package", "packages");
        html.text(&words::of_verdict(verdict)).raw(" in ").text(&files).raw(" of ").text(&packages);
        html.raw(".</p>");
        for line in words::of_withheld(&dossier.withheld) {
            html.raw("<p class=\"scope\">").prose(&line).raw("</p>");
        }
        self.scopes();
        let html = &mut self.html;
        html.raw("<dl class=\"figures\">");
        for figure in &dossier.consolidation.figures {
            self.figure(figure);
        }
        self.share();
        self.html.raw("</dl>");
        self.contents();
        self.html.raw("</header>");
    }

    fn scopes(&mut self) {
        let html = &mut self.html;
        for scope in &self.dossier.scopes {
            html.raw("<p class=\"scope\">Canonical manager");
            if let Some(name) = &scope.name {
                html.raw(" of scope ").code(name);
            }
            html.raw(": ");
            match &scope.manager {
                Some(path) => html.code(path),
                None => html.raw("none"),
            };
            html.raw(", ").text(scope.choice);
            if !scope.reason.is_empty() {
                html.raw(": ").prose(&scope.reason);
            }
            html.raw(".</p>");
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.html.raw("<div><dt>").text(figure.name).raw("</dt><dd>");
        if let Some(then) = figure.baseline {
            self.html.raw("<s>").count(then).raw("</s><span class=\"to\"> \u{2192} </span>");
        }
        self.html.raw("<b>").count(figure.now).raw("</b>");
        if figure.change.is_some() {
            self.html.raw("<small>").text(&change_of(figure)).raw("</small>");
        }
        self.html.raw("</dd></div>");
    }

    fn share(&mut self) {
        if let Some(share) = self.dossier.imports.share {
            self.html.raw("<div><dt>canonical imports</dt><dd><b>").number(share).raw("\u{202f}%</b></dd></div>");
        }
    }

    fn contents(&mut self) {
        self.html.raw("<nav aria-label=\"Sections\">");
        let dossier = self.dossier;
        let sections = [
            ("#map", "Map", !dossier.map.nodes.is_empty()),
            ("#validation", "Validation", true),
            ("#managers", "Managers", true),
            ("#imports", "Imports", true),
            ("#consolidation", "Consolidation", true),
            ("#areas", "What to do", !dossier.areas.is_empty()),
            ("#tests", "Test code", !dossier.tests.is_empty()),
            ("#kept", "Kept on purpose", !dossier.suppressed.is_empty()),
            ("#notes", "Notes", has_notes(dossier)),
        ];
        for (target, title, _) in sections.iter().filter(|(_, _, there)| *there) {
            self.html.raw("<a href=\"").raw(target).raw("\">").raw(title).raw("</a> ");
        }
        self.html.raw("</nav>");
    }
}
