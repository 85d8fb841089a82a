//! The dossier as one page that needs nothing else: no script, no network, no font.

mod header;
mod work;

use super::html::Html;
use super::words::{self, change_of};
use super::{Dossier, Item, ManagerFile, Node, Place, Role, Status, Validation, drawing};
use work::has_notes;

/// The whole page.
pub(super) fn render(dossier: &Dossier) -> String {
    let mut page = Page { html: Html::default(), dossier };
    page.html.raw(HEAD).raw("<title>").text(dossier.verdict.word()).raw(": Redis managers in ");
    page.html
        .text(&dossier.codebase.name)
        .raw("</title><style>")
        .raw(include_str!("page.css"))
        .raw("</style></head><body>");
    page.header();
    page.html.raw("<main>");
    page.map();
    page.validations();
    page.managers();
    page.imports();
    page.consolidation();
    page.areas();
    page.tests();
    page.suppressed();
    page.notes();
    page.html.raw("</main>");
    page.footer();
    page.html.raw("</body></html>\n");
    page.html.finish()
}

/// No script runs and nothing is loaded, whatever a codebase may hold.
const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
<meta name=\"color-scheme\" content=\"light dark\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\
<link rel=\"icon\" href=\"data:,\">";

/// A page as it grows.
struct Page<'d> {
    html: Html,
    dossier: &'d Dossier,
}

impl Page<'_> {
    /// A section's head; the caller writes what stands in it and closes both.
    fn section(&mut self, id: &'static str, title: &'static str, lead: &str) {
        self.html.raw("<section id=\"").raw(id).raw("\"><div class=\"title\"><h2>").raw(title).raw("</h2>");
        if !lead.is_empty() {
            self.html.raw("<p>").prose(lead).raw("</p>");
        }
        self.html.raw("</div><div class=\"body\">");
    }

    fn end(&mut self) {
        self.html.raw("</div></section>");
    }

    fn map(&mut self) {
        if self.dossier.map.nodes.is_empty() {
            return;
        }
        let lead = "Who builds what. A line to the right opens Redis, with the number of places that do; an arc on the \
                    left leads from who builds a manager, or from an old path to it, to the manager.";
        self.section("map", "Map", lead);
        let inventory = &self.dossier.inventory;
        let items: Vec<&Item> = inventory.files.iter().flat_map(|file| &file.items).collect();
        let row_of = |node: &Node| {
            let at = items.iter().position(|item| item.place == node.place && item.path == node.path)?;
            Some(item_id(at))
        };
        drawing::draw(&mut self.html, &self.dossier.map, &row_of);
        self.legend();
        self.end();
    }

    /// What the colours of the map mean: those that it has.
    fn legend(&mut self) {
        let nodes = &self.dossier.map.nodes;
        let role = |role: Role| nodes.iter().any(|node| node.role == Some(role));
        let rows = [
            ("canonical", "canonical manager", role(Role::Canonical)),
            ("duplicate", "duplicate manager", role(Role::Duplicate)),
            ("shim", "shim: an old path", role(Role::Shim)),
            ("module", "module that builds one, or opens Redis past all", nodes.iter().any(|node| node.role.is_none())),
        ];
        self.html.raw("<ul class=\"legend\">");
        for (class, words, _) in rows.iter().filter(|(.., there)| *there) {
            self.html.raw("<li class=\"").raw(class).raw("\">").raw(words).raw("</li>");
        }
        self.html.raw("</ul>");
    }

    fn validations(&mut self) {
        let failed = self.dossier.validations.iter().filter(|row| row.status == Status::Fail).count();
        let lead = match failed {
            0 => "What a runtime test would ask, answered from the source.".to_owned(),
            count => format!(
                "What a runtime test would ask, answered from the source: {count} of {} fail.",
                self.dossier.validations.len()
            ),
        };
        self.section("validation", "Validation", &lead);
        self.html.raw("<table class=\"stacked validations\"><thead><tr><th>Answer</th><th>Question</th>");
        self.html.raw("<th class=\"n\">Findings</th><th>Rules and evidence</th></tr></thead><tbody>");
        for row in &self.dossier.validations {
            self.validation(row);
        }
        self.html.raw("</tbody></table>");
        self.end();
    }

    fn validation(&mut self, row: &Validation) {
        let html = &mut self.html;
        html.raw("<tr><td>");
        status(html, row.status);
        html.raw("</td><td class=\"question\">").text(row.question).raw("</td><td class=\"n");
        html.raw(if row.count == 0 { " none" } else { "" })
            .raw("\" data-label=\"Findings\">")
            .count(row.count)
            .raw("</td><td class=\"evidence\"><p class=\"rules\">");
        html.joined(&row.rules, " ", |html, rule| {
            html.raw("<span class=\"rule ").raw(class_of(rule.status)).raw("\">").text(rule.rule);
            if !rule.only.is_empty() {
                html.raw(" (").text(rule.only).raw(")");
            }
            if rule.count > 0 {
                html.raw(" <b>").count(rule.count).raw("</b>");
            }
            html.raw("</span>");
        });
        html.raw("</p>");
        for fact in &row.evidence {
            html.raw("<p>").prose(fact).raw("</p>");
        }
        if !row.places.is_empty() {
            html.raw("<p>").joined(&row.places, ", ", place);
            let more = row.count.saturating_sub(row.places.len());
            if more > 0 {
                html.raw(" and ").count(more).raw(" more");
            }
            html.raw("</p>");
        }
        html.raw("</td></tr>");
    }

    fn managers(&mut self) {
        let inventory = &self.dossier.inventory;
        let lead = words::of_inventory(inventory);
        self.section("managers", "Managers", &lead);
        let mut at = 0;
        self.files(&inventory.files, &mut |_| {
            at += 1;
            Some(item_id(at - 1))
        });
        if !inventory.tests.is_empty() {
            self.html.raw("<h3>In test code</h3>");
            self.files(&inventory.tests, &mut |_| None);
        }
        self.end();
    }

    fn files(&mut self, files: &[ManagerFile], id_of: &mut dyn FnMut(&Item) -> Option<String>) {
        if files.is_empty() {
            self.html.raw("<p>None.</p>");
            return;
        }
        self.html.raw("<table class=\"stacked\"><thead><tr><th>Role</th><th>Item and file</th><th>Holds</th>");
        self.html.raw("<th class=\"n\">Opens Redis</th></tr></thead><tbody>");
        for file in files {
            for item in &file.items {
                let id = id_of(item);
                self.item(item, id.as_deref());
            }
            if file.items.is_empty() {
                self.html.raw("<tr><td>");
                role(&mut self.html, file.role, file.role.name());
                self.html.raw("</td><td>").code(&file.path).raw("</td><td></td><td class=\"n\"></td></tr>");
            }
        }
        self.html.raw("</tbody></table>");
    }

    fn item(&mut self, item: &Item, id: Option<&str>) {
        let html = &mut self.html;
        match id {
            Some(id) => html.raw("<tr id=\"").text(id).raw("\"><td>"),
            None => html.raw("<tr><td>"),
        };
        role(html, item.role, words::role(item));
        html.raw("</td><td>").code(&item.path).raw("<br>");
        place(html, &item.place);
        if let Some(why) = &item.kept {
            html.raw("<p class=\"kept\">kept: ").text(why).raw("</p>");
        }
        let label = if item.role == Role::Shim { "Leads to" } else { "Holds" };
        html.raw("</td><td data-label=\"").raw(label).raw("\">").joined(&item.holds, ", ", |html, what| {
            if item.role == Role::Shim {
                html.code(what);
            } else {
                html.text(what);
            }
        });
        html.raw("</td><td class=\"n\" data-label=\"Opens Redis\">");
        if item.opens > 0 {
            html.count(item.opens).raw("\u{d7}");
        }
        html.raw("</td></tr>");
    }

    fn imports(&mut self) {
        let imports = &self.dossier.imports;
        self.section("imports", "Imports", &words::of_imports(imports));
        if let Some(share) = imports.share {
            self.html
                .raw("<svg class=\"share\" viewBox=\"0 0 100 2\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
            self.html.raw("<rect width=\"100\" height=\"2\"/><rect class=\"part\" width=\"").number(share);
            self.html.raw("\" height=\"2\"/></svg>");
        }
        if !imports.paths.is_empty() {
            self.html.raw("<table class=\"stacked\"><thead><tr><th>Role</th><th>Imported from</th>");
            self.html.raw("<th class=\"n\">Imports</th><th class=\"n\">Files</th></tr></thead><tbody>");
            for path in &imports.paths {
                self.html.raw("<tr><td>");
                role(&mut self.html, path.role, path.role.name());
                self.html.raw("</td><td>").code(&path.path).raw("</td><td class=\"n\" data-label=\"Imports\">");
                self.html.count(path.imports).raw("</td><td class=\"n\" data-label=\"Files\">").count(path.files.len());
                self.html.raw("</td></tr>");
            }
            self.html.raw("</tbody></table>");
        }
        self.end();
    }

    fn consolidation(&mut self) {
        let consolidation = &self.dossier.consolidation;
        let lead = words::of_baseline(consolidation.baseline.as_ref());
        self.section("consolidation", "Consolidation", &lead);
        let compared = consolidation.baseline.is_some();
        self.html.raw("<table><thead><tr><th>What</th>");
        self.html.raw(if compared { "<th class=\"n\">Baseline</th>" } else { "" }).raw("<th class=\"n\">Now</th>");
        self.html.raw(if compared { "<th class=\"n\">Change</th>" } else { "" }).raw("</tr></thead><tbody>");
        for figure in &consolidation.figures {
            self.html.raw("<tr><td>").text(figure.name).raw("<p class=\"meaning\">").text(figure.meaning);
            self.html.raw("</p></td>");
            if compared {
                self.html.raw("<td class=\"n\">").text(&words::then(figure)).raw("</td>");
            }
            self.html.raw("<td class=\"n\"><b>").count(figure.now).raw("</b></td>");
            if compared {
                self.html.raw("<td class=\"n\">").text(&change_of(figure)).raw("</td>");
            }
            self.html.raw("</tr>");
        }
        self.html.raw("</tbody></table>");
        self.end();
    }

    fn footer(&mut self) {
        self.html.raw("<footer><p>Read from the source, without compiling it, by <code>cargo redis-ssot</code> ");
        self.html.text(self.dossier.tool_version).raw(". Packages: ");
        self.html.joined(&self.dossier.codebase.packages, ", ", |html, name| {
            html.text(name);
        });
        self.html.raw(".</p></footer>");
    }
}

/// The id of a row in the table of managers.
fn item_id(at: usize) -> String {
    format!("item-{}", at + 1)
}

fn class_of(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Warn => "warn",
        Status::Fail => "fail",
        Status::NotChecked => "idle",
    }
}

fn status(html: &mut Html, status: Status) {
    html.raw("<span class=\"status ").raw(class_of(status)).raw("\"><i aria-hidden=\"true\">");
    html.raw(words::mark(status)).raw("</i> ").raw(words::status(status)).raw("</span>");
}

fn role(html: &mut Html, role: Role, words: &'static str) {
    html.raw("<span class=\"role ").raw(role.name()).raw("\">").raw(words).raw("</span>");
}

fn place(html: &mut Html, place: &Place) {
    html.raw("<code class=\"place\">").path(&place.path).raw(":").number(place.line).raw("</code>");
}
