//! The map of who builds what, drawn as SVG: one row per node, arcs from who builds to what is built, lines to Redis.
//!
//! Drawn twice, for wide and for narrow screens: text keeps its size, so a scaled drawing could not be read on a phone.

use std::collections::{BTreeMap, BTreeSet};

use super::html::Html;
use super::{Edge, Map, Node, NodeKind, Role};

/// Measures of one drawing, in pixels.
struct Shape {
    class: &'static str,
    width: u16,
    /// Room for arcs left of the nodes.
    gutter: u16,
    /// Width of a node.
    node: u16,
    /// Longest name and path, in columns.
    name: usize,
    path: usize,
}

const WIDE: Shape = Shape { class: "map wide", width: 800, gutter: 56, node: 470, name: 60, path: 70 };
const NARROW: Shape = Shape { class: "map narrow", width: 340, gutter: 36, node: 226, name: 28, path: 32 };

const ROW: u16 = 46;
const BOX: u16 = 38;
const TOP: u16 = 10;
const BAR: u16 = 26;
/// Nodes drawn; a page that lists thousands would be no map. All of them are in the tables.
const MOST_ROWS: usize = 400;

/// Draws the map, wide and narrow. `row_of` gives the id of the table row that a manager has.
pub(super) fn draw(html: &mut Html, map: &Map, row_of: &dyn Fn(&Node) -> Option<String>) {
    let rows = order(map);
    for shape in [WIDE, NARROW] {
        Drawing { html, map, rows: &rows, shape }.draw(row_of);
    }
}

/// Each manager with its shims and the modules that build it behind it; last the modules that build none.
fn order(map: &Map) -> Vec<&Node> {
    let mut order: Vec<&Node> = Vec::new();
    let mut placed: BTreeSet<&str> = BTreeSet::new();
    let by_id: BTreeMap<&str, &Node> = map.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    for manager in map.nodes.iter().filter(|node| node.kind == NodeKind::Manager) {
        let mut group = vec![manager];
        let builders = map.edges.iter().filter(|edge| edge.to.as_deref() == Some(&manager.id));
        group.extend(builders.filter_map(|edge| by_id.get(edge.from.as_str())));
        order.extend(group.into_iter().filter(|node| placed.insert(&node.id)));
    }
    order.extend(map.nodes.iter().filter(|node| placed.insert(&node.id)));
    order.truncate(MOST_ROWS);
    order
}

struct Drawing<'d> {
    html: &'d mut Html,
    map: &'d Map,
    rows: &'d [&'d Node],
    shape: Shape,
}

impl Drawing<'_> {
    fn draw(mut self, row_of: &dyn Fn(&Node) -> Option<String>) {
        let (width, height) = (self.shape.width, 2 * TOP + ROW * self.rows_u16());
        self.html.raw("<svg class=\"").raw(self.shape.class).raw("\" role=\"img\" viewBox=\"0 0 ");
        self.html.number(width).raw(" ").number(height).raw("\" width=\"").number(width);
        self.html.raw("\" height=\"").number(height).raw("\"><title>Who builds what: ");
        let managers = self.map.nodes.iter().filter(|node| node.kind == NodeKind::Manager).count();
        self.html.text(&super::words::plural(managers, "manager", "managers")).raw("</title>");
        self.bar(height);
        for edge in &self.map.edges {
            self.edge(edge);
        }
        for at in 0..self.rows.len() {
            self.node(at, row_of);
        }
        self.html.raw("</svg>");
    }

    fn rows_u16(&self) -> u16 {
        u16::try_from(self.rows.len()).unwrap_or(u16::MAX)
    }

    /// Redis, as high as the map.
    fn bar(&mut self, height: u16) {
        let x = self.shape.width - BAR - 1;
        let middle = height / 2;
        self.html.raw("<g class=\"server\"><rect x=\"").number(x).raw("\" y=\"").number(TOP).raw("\" width=\"");
        self.html
            .number(BAR)
            .raw("\" height=\"")
            .number(height - 2 * TOP)
            .raw("\" rx=\"3\"/><text transform=\"translate(");
        self.html.number(x + BAR / 2 + 4).raw(" ").number(middle).raw(") rotate(-90)\">Redis</text></g>");
    }

    /// The middle of a node's row.
    fn y(&self, id: &str) -> Option<u16> {
        let row = u16::try_from(self.rows.iter().position(|node| node.id == id)?).ok()?;
        Some(TOP + ROW * row + ROW / 2)
    }

    fn edge(&mut self, edge: &Edge) {
        let Some(from) = self.rows.iter().find(|node| node.id == edge.from) else { return };
        let class = class_of(from);
        let Some(y) = self.y(&edge.from) else { return };
        match &edge.to {
            Some(to) => {
                let Some(end) = self.y(to) else { return };
                self.arc(y, end, class);
            }
            None => self.line(y, class, edge.count),
        }
    }

    /// From the left side of who builds, around, to the left side of what is built.
    fn arc(&mut self, from: u16, to: u16, class: &'static str) {
        let x = self.shape.gutter;
        let reach = (8 + from.abs_diff(to) / 4).min(x.saturating_sub(8));
        self.html.raw("<path class=\"arc ").raw(class).raw("\" d=\"M").number(x).raw(" ").number(from).raw(" C");
        self.html.number(x - reach).raw(" ").number(from).raw(" ").number(x - reach).raw(" ").number(to).raw(" ");
        self.html.number(x - 5).raw(" ").number(to).raw("\"/><path class=\"tip ").raw(class).raw("\" d=\"M");
        self.html.number(x).raw(" ").number(to).raw("l-7 -3.5v7z\"/>");
    }

    /// From the right side of a node to Redis, as thick as there are places.
    fn line(&mut self, y: u16, class: &'static str, count: usize) {
        let (start, end) = (self.shape.gutter + self.shape.node, self.shape.width - BAR - 1);
        let thickness = f64::from(u8::try_from(count.min(9)).unwrap_or(9)).mul_add(0.45, 0.8);
        self.html.raw("<path class=\"line ").raw(class).raw("\" stroke-width=\"").number(thickness).raw("\" d=\"M");
        self.html.number(start).raw(" ").number(y).raw("H").number(end).raw("\"/><text class=\"count\" x=\"");
        self.html.number((start + end) / 2).raw("\" y=\"").number(y - 6).raw("\">").count(count).raw("</text>");
    }

    fn node(&mut self, at: usize, row_of: &dyn Fn(&Node) -> Option<String>) {
        let node = self.rows[at];
        let Some(y) = self.y(&node.id) else { return };
        let (x, top) = (self.shape.gutter, y - BOX / 2);
        // A crate's root has nothing around it: its file tells more.
        let (parent, name) = node.path.rsplit_once("::").unwrap_or((&node.place.path, &node.path));
        let link = row_of(node);
        if let Some(id) = &link {
            self.html.raw("<a href=\"#").text(id).raw("\">");
        }
        self.html
            .raw("<g class=\"node ")
            .raw(class_of(node))
            .raw("\" data-node=\"")
            .raw(kind_of(node))
            .raw("\"><title>");
        self.html.text(&node.path).raw("</title><rect x=\"").number(x).raw("\" y=\"").number(top).raw("\" width=\"");
        self.html.number(self.shape.node).raw("\" height=\"").number(BOX).raw("\" rx=\"5\"/><text class=\"name\" x=\"");
        self.html.number(x + 10).raw("\" y=\"").number(top + 17).raw("\">").text(&shortened(name, self.shape.name));
        self.html.raw("</text><text class=\"path\" x=\"").number(x + 10).raw("\" y=\"").number(top + 31).raw("\">");
        self.html.text(&shortened(parent, self.shape.path)).raw("</text></g>");
        if link.is_some() {
            self.html.raw("</a>");
        }
    }
}

/// The middle is left out: the beginning names the crate, the end the module.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().map(columns).sum::<usize>() <= most {
        return text.to_owned();
    }
    let (head, tail) = (most / 3, most - most / 3 - 1);
    let start: String = fitting(text.chars(), head).collect();
    let end: Vec<char> = fitting(text.chars().rev(), tail).collect();
    format!("{start}\u{2026}{}", end.iter().rev().collect::<String>())
}

/// As many characters as fit.
fn fitting(chars: impl Iterator<Item = char>, most: usize) -> impl Iterator<Item = char> {
    chars.scan(0, move |used, c| {
        *used += columns(c);
        (*used <= most).then_some(c)
    })
}

/// Columns of a character in a font of one width; at most two.
fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

fn class_of(node: &Node) -> &'static str {
    match node.role {
        Some(Role::Canonical) => "canonical",
        Some(Role::Duplicate) => "duplicate",
        Some(Role::Shim) => "shim",
        None => "module",
    }
}

fn kind_of(node: &Node) -> &'static str {
    match node.kind {
        NodeKind::Manager => "manager",
        NodeKind::Shim => "shim",
        NodeKind::Module => "module",
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_names_lose_their_middle() {
        assert_eq!(shortened("netra_backend", 13), "netra_backend");
        assert_eq!(shortened("netra_backend::agents", 10), "net\u{2026}agents");
        assert_eq!(shortened("\u{4e2d}\u{4e2d}\u{4e2d}\u{4e2d}", 7), "\u{4e2d}\u{2026}\u{4e2d}\u{4e2d}");
    }
}
