//! Lists of sites that only one side sees, each with the reason why that is right.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

use crate::clippy::Site;
use crate::fixture::Fixture;

/// Who alone sees a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Side {
    Clippy,
    Tool,
    /// A marker: the tool, where the fixture has a canonical module. Without one it finds what the compiler finds.
    Marker,
}

/// A site that only one side sees, and why that is right.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    fixture: String,
    side: Side,
    reason: String,
    /// All files of the fixture when left out.
    file: Option<String>,
    /// A part of the line's text; all lines when left out.
    text: Option<String>,
    /// A field that owns a handle; a constructor when left out.
    #[serde(default)]
    owner: bool,
    #[serde(skip)]
    used: Cell<bool>,
}

/// All rows of one list.
#[derive(Deserialize)]
pub(crate) struct Differences {
    #[serde(default)]
    difference: Vec<Difference>,
}

impl Differences {
    /// Reads a list; `fixtures` are the names its rows may give.
    pub(crate) fn read(list: &Path, fixtures: &BTreeSet<String>) -> Self {
        let text = std::fs::read_to_string(list).unwrap();
        let differences: Self = toml::from_str(&text).unwrap();
        for row in &differences.difference {
            assert!(fixtures.contains(&row.fixture), "no such fixture: {row:?}");
            assert!(!row.reason.trim().is_empty(), "a difference without a reason: {row:?}");
        }
        differences
    }

    /// Whether a row says why one side alone sees a constructor (or, with `owner`, a field that owns a handle).
    pub(crate) fn explain(&self, fixture: &Fixture, side: Side, owner: bool, (file, line, _): &Site) -> bool {
        let text = fixture.line(file, *line);
        let mut explained = false;
        for row in &self.difference {
            if row.fixture == fixture.name
                && row.side == side
                && row.owner == owner
                && row.file.as_ref().is_none_or(|name| name == file)
                && row.text.as_ref().is_none_or(|part| text.contains(part))
            {
                row.used.set(true);
                explained = true;
            }
        }
        explained
    }

    /// Rows of `fixtures` on one of `sides` that explain nothing: the difference is gone.
    pub(crate) fn stale(&self, fixtures: &[Fixture], sides: &[Side]) -> String {
        let mut stale = String::new();
        for row in &self.difference {
            let compared = fixtures.iter().any(|fixture| fixture.name == row.fixture);
            if compared && sides.contains(&row.side) && !row.used.get() {
                writeln!(stale, "stale difference: {row:?}").unwrap();
            }
        }
        stale
    }
}
