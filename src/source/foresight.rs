//! Which `impl`s that were left out will be asked for: what they give their types is called by what was read.
//!
//! Whoever analyses finds by types what was missed, for the price of another round. To look at names costs next to nothing, and finds
//! nearly all of it.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::loaded::{Loaded, Needed};
use super::words::called;
use crate::position::{FileId, TextRange, to_u32};
use crate::syntax::places::{ImplPlace, LeftOut};
use crate::syntax::types::Name;

/// What was read calls these.
#[derive(Debug, Default)]
pub(super) struct Called {
    /// Methods, and functions of whatever type.
    names: FxHashSet<Name>,
    /// Functions of a type by its name.
    of_types: FxHashSet<(Name, Name)>,
    /// Files that were not looked at, since no `impl` was left out.
    pending: Vec<FileId>,
}

impl Called {
    /// The `impl`s that were left out and are called, now that these files were parsed, or more of them.
    pub(super) fn wanted(&mut self, loaded: &Loaded, fresh: &[FileId]) -> Vec<Needed> {
        let left_out = loaded.facts.iter().filter(|(_, facts)| !facts.left_out.impls.is_empty());
        let mut left_out: Vec<(FileId, &LeftOut)> = left_out.map(|(file, facts)| (*file, &facts.left_out)).collect();
        self.pending.extend(fresh);
        if left_out.is_empty() {
            return Vec::new();
        }
        left_out.sort_unstable_by_key(|(file, _)| *file);
        let text = |file: FileId| loaded.sources.get(file).text.as_ref();
        let by = |file: &FileId| Some(Self::by(text(*file), &loaded.facts.get(file)?.left_out));
        let found: Vec<Self> = std::mem::take(&mut self.pending).par_iter().filter_map(by).collect();
        for Self { names, of_types, .. } in found {
            self.names.extend(names);
            self.of_types.extend(of_types);
        }
        let wanted = |(file, left_out): (FileId, &LeftOut)| {
            let called = left_out.impls.iter().filter(|place| self.calls(text(file), place));
            let wanted: Vec<u32> = called.map(ImplPlace::last).collect();
            (!wanted.is_empty()).then_some((file, wanted))
        };
        left_out.into_par_iter().filter_map(wanted).collect()
    }

    /// What a text calls, but for what was left out of it.
    fn by(text: &str, left_out: &LeftOut) -> Self {
        let mut found = Self::default();
        let all = TextRange::new(0, to_u32(text.len()));
        for part in left_out.kept(all).into_iter().flatten() {
            for (of, name) in part.slice(text).into_iter().flat_map(called) {
                match of {
                    Some(of) if of != "Self" => found.of_types.insert((of.into(), name.into())),
                    _ => found.names.insert(name.into()),
                };
            }
        }
        found
    }

    /// Whether something that an `impl` gives its type is called.
    fn calls(&self, text: &str, place: &ImplPlace) -> bool {
        let of = Name::from(place.of.slice(text).unwrap_or_default());
        place.names.iter().any(|name| {
            let name = name.slice(text).unwrap_or_default();
            self.names.contains(name) || self.of_types.contains(&(of.clone(), Name::from(name)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::items::Items;

    #[test]
    fn an_impl_is_wanted_once_what_it_gives_is_called() {
        const TEXT: &str = "struct A; struct B; struct C; struct D;
impl A { fn new() -> Self { A } fn x(&self) { self.left_out(); } }
impl B { fn new() -> Self { B } const MAX: u8 = 1; }
impl C { fn size(&self) -> usize { 1 } }
impl D { fn left_out(&self) {} fn y(&self) { self.size(); } }
fn f(size: u8) { A::new(); C.sizes(); B.max; }
";
        let Items { bodies, impls, .. } = Items::of(TEXT);
        let in_impls = impls.iter().flat_map(|place| &place.bodies).count();
        assert_eq!((impls.len(), in_impls), (4, bodies.len() - 1));
        let all = LeftOut { bodies: Vec::new(), impls };
        let of = |called: &Called| -> Vec<&str> {
            all.impls
                .iter()
                .filter(|place| called.calls(TEXT, place))
                .filter_map(|place| place.of.slice(TEXT))
                .collect()
        };
        assert_eq!(of(&Called::by(TEXT, &all)), ["A"]);
        assert_eq!(of(&Called::by(TEXT, &LeftOut::default())), ["A", "C", "D"]);
        assert!(of(&Called::by("Self::MAX; x .size()", &LeftOut::default())) == ["B", "C"]);
    }
}
