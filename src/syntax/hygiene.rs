//! Local variables of macros: they do not clash with those of the caller (Rust reference, "Hygiene").
//!
//! A name that a macro's own definition writes where a local variable may stand carries the number of its expansion while
//! both are in one body; everything else in a macro resolves where it is called.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::body::{Body, Expr, Pat};
use super::types::Name;

/// The number of an expansion, from 1; 0 is what was written in the source.
pub type Mark = u32;

/// Parts a name from its mark; no identifier contains it.
const SIGN: char = '#';

/// A name with a mark.
#[must_use]
pub fn marked(name: &str, mark: Mark) -> Name {
    SmolStr::from(format!("{name}{SIGN}{mark}"))
}

/// A name without its mark.
#[must_use]
pub fn bare(name: &Name) -> Name {
    name.split_once(SIGN).map_or_else(|| name.clone(), |(bare, _)| SmolStr::from(bare))
}

fn is_marked(name: &str) -> bool {
    name.contains(SIGN)
}

fn mark_of(name: &str) -> Mark {
    name.split_once(SIGN).and_then(|(_, mark)| mark.parse().ok()).unwrap_or(0)
}

/// Whether any name of a body carries a mark.
#[must_use]
pub fn has_marks(body: &Body) -> bool {
    let pats = body.pats.iter().any(|pat| matches!(pat, Pat::Bind { name, .. } if is_marked(name)));
    pats || body.exprs.iter().any(|expr| local_path(expr).is_some_and(|name| is_marked(name)))
}

/// Takes off the marks that tell nothing apart. `sees_around` says of an expansion whether its macro is declared in a block,
/// whose variables it sees.
pub fn settle(body: &mut Body, sees_around: &dyn Fn(Mark) -> bool) {
    let mut writers: FxHashMap<Name, Writers> = FxHashMap::default();
    for name in body.pats.iter().filter_map(bound) {
        writers.entry(bare(name)).or_default().add(mark_of(name), true);
    }
    for name in body.exprs.iter().filter_map(local_path) {
        writers.entry(bare(name)).or_default().add(mark_of(name), false);
    }
    let settled = |name: &mut Name| {
        let known = writers.get(&bare(name));
        if is_marked(name) && !known.is_some_and(|writers| writers.keep(mark_of(name), sees_around)) {
            *name = bare(name);
        }
    };
    for pat in &mut body.pats {
        if let Pat::Bind { name, .. } = pat {
            settled(name);
        }
    }
    for expr in &mut body.exprs {
        if let Expr::Path(path) = expr
            && path.as_name().is_some()
        {
            path.segments.iter_mut().for_each(|segment| settled(&mut segment.name));
        }
    }
}

/// Who writes a name in a body, and who binds it.
#[derive(Default)]
struct Writers {
    marks: Vec<Mark>,
    bound: Vec<Mark>,
}

impl Writers {
    fn add(&mut self, mark: Mark, binds: bool) {
        for list in [Some(&mut self.marks), binds.then_some(&mut self.bound)].into_iter().flatten() {
            if !list.contains(&mark) {
                list.push(mark);
            }
        }
    }

    /// Whether a mark tells something apart: a variable of the macro's own from another's, or an item from a variable.
    fn keep(&self, mark: Mark, sees_around: &dyn Fn(Mark) -> bool) -> bool {
        if self.marks.len() < 2 {
            return false;
        }
        self.bound.contains(&mark) || (!self.bound.is_empty() && !sees_around(mark))
    }
}

fn bound(pat: &Pat) -> Option<&Name> {
    match pat {
        Pat::Bind { name, .. } => Some(name),
        _ => None,
    }
}

fn local_path(expr: &Expr) -> Option<&Name> {
    match expr {
        Expr::Path(path) => path.as_name(),
        _ => None,
    }
}
