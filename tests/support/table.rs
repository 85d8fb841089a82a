//! `docs/disguises.md`: who finds what in the fixtures, written by the test that compares them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use crate::clippy::{self, Judged, Site};
use crate::comparison;
use crate::differences::{Differences, Side};
use crate::fixture::{self, Fixture};

const HEAD: &str = "\
# Disguises of a constructor, and look-alikes

One row for each fixture workspace of `fixtures/disguises`, `fixtures/names` and `fixtures/look-alikes`. A *site* is a line on which a
Redis client, pool or connection is opened, as the compiler resolves it (and, where the compiler cannot be asked, with the reason in
`fixtures/differences.toml`). Three ways to look for them are compared:

- **the tool**: `cargo redis-ssot check --manager none`;
- **clippy**: `disallowed_methods` with every constructor of the catalogue, after a build; it is given the names that the tool has as data;
- **text**: lines that hold the last two parts of a constructor's path (`Client::open`) or call one of its methods (`.get_connection(`),
  comments left out: the search a careful person would write, with the whole catalogue at hand.

Each cell says how many sites are found, and after a plus how many other lines are reported. The test that compares them writes this page:
`REDIS_SSOT_BLESS=1 cargo test --test compiler`.

";

type Line = (String, usize);

/// What each of the three finds in one fixture.
struct Row {
    sites: BTreeSet<Line>,
    found: [BTreeSet<Line>; 3],
}

/// The whole page.
pub(crate) fn page(fixtures: &[Fixture], judged: &[Judged], differences: &Differences) -> String {
    let mut text = String::from(HEAD);
    for (group, title) in [("disguises/", "Disguises"), ("names/", "Names"), ("look-alikes/", "Look-alikes")] {
        writeln!(text, "## {title}\n\n| fixture | what it shows | sites | the tool | clippy | text |").unwrap();
        writeln!(text, "|---|---|--:|--:|--:|--:|").unwrap();
        let mut total = (0, [(0, 0); 3]);
        for (fixture, truth) in fixtures.iter().zip(judged) {
            let Some(name) = fixture.name.strip_prefix(group) else { continue };
            let row = row(fixture, truth, differences);
            let counts = row.found.map(|found| {
                let right = found.intersection(&row.sites).count();
                (right, found.len() - right)
            });
            total.0 += row.sites.len();
            for (sum, (right, wrong)) in total.1.iter_mut().zip(counts) {
                *sum = (sum.0 + right, sum.1 + wrong);
            }
            let cells = counts.map(cell).join(" | ");
            let shows = shows(fixture);
            writeln!(text, "| `{name}` | {shows} | {} | {cells} |", row.sites.len()).unwrap();
        }
        writeln!(text, "| | **all** | {} | {} |\n", total.0, total.1.map(cell).join(" | ")).unwrap();
    }
    text
}

fn cell((right, wrong): (usize, usize)) -> String {
    if wrong == 0 { right.to_string() } else { format!("{right} + {wrong}") }
}

/// The first sentence of a fixture's first file.
fn shows(fixture: &Fixture) -> String {
    let read = |file: &str| fs::read_to_string(fixture.dir.join(file)).ok();
    let text = ["expected.toml", "Cargo.toml", "src/lib.rs"]
        .iter()
        .filter_map(|file| read(file))
        .find(|text| text.starts_with("# ") || text.starts_with("//! "))
        .unwrap_or_default();
    let lines: Vec<&str> =
        text.lines().map_while(|line| line.strip_prefix("# ").or(line.strip_prefix("//! "))).collect();
    let text = lines.join(" ");
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text[..end].trim_end_matches('.').replace('|', "\\|")
}

fn row(fixture: &Fixture, judged: &Judged, differences: &Differences) -> Row {
    let messages = fixture::tool(fixture, &["--manager", "none"]).unwrap();
    let tool = comparison::constructors(fixture, &messages);
    let alone = |side, sites: &BTreeSet<Site>, other: &BTreeSet<Site>| -> BTreeSet<Site> {
        let alone = sites.difference(other).filter(|site| differences.explain(fixture, side, false, site));
        alone.cloned().collect()
    };
    // What one side alone sees is right on the tool's side and no site on clippy's, as the reasons say.
    let clippy_alone = alone(Side::Clippy, &judged.constructors, &tool);
    let mut sites = lines(&judged.constructors);
    let no_sites = lines(&clippy_alone);
    sites.retain(|line| !no_sites.contains(line));
    sites.extend(lines(&tool));
    Row { sites, found: [lines(&tool), lines(&judged.constructors), search(fixture)] }
}

fn lines(sites: &BTreeSet<Site>) -> BTreeSet<Line> {
    sites.iter().map(|(file, line, _)| (file.clone(), *line)).collect()
}

/// Lines with a constructor's name.
fn search(fixture: &Fixture) -> BTreeSet<Line> {
    let names = names();
    let mut found = BTreeSet::new();
    for entry in walkdir::WalkDir::new(&fixture.dir) {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
        let file = fixture::relative(entry.path(), &fixture.dir).unwrap();
        for (line, text) in (1..).zip(text.lines()) {
            let code = text.split("//").next().unwrap_or_default();
            if names.iter().any(|name| code.contains(name.as_str())) {
                found.insert((file.clone(), line));
            }
        }
    }
    found
}

/// `Client::open` for an associated function, `.get_connection(` for a method with a name of its own.
fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    // Names that half of all types have say nothing by themselves.
    let plain = ["new", "build", "from", "open", "default", "connect", "take", "clone", "get", "init"];
    for path in clippy::paths("constructor") {
        let parts: Vec<&str> = path.split("::").collect();
        if let [.., owner, function] = parts.as_slice() {
            names.insert(format!("{owner}::{function}"));
            if !plain.contains(function) {
                names.insert(format!(".{function}("));
            }
        }
    }
    names
}
