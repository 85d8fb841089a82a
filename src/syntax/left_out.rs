//! A text without what can be left out of it, and what was left out, read after all.
//!
//! A function keeps its signature, every offset stays what it was.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::body::Body;
use super::excerpt::Excerpt;
use super::facts::{AssocKind, FileFacts, Function, Impl, Item, ItemKind, Trait};
use super::places::{BodyPlace, LeftOut};
use super::{SyntaxError, lower, parse_as, parse_excerpt, without_prefix};
use crate::position::{TextRange, to_u32};
use crate::workspace::Edition;

/// Reads one file, but for some of it; all of it where it cannot be read so.
///
/// # Errors
/// As [`super::parse_as`]: what is left out may hold what the parser does not know.
pub fn parse_without(text: &str, edition: Edition, left_out: LeftOut) -> Result<FileFacts, SyntaxError> {
    if left_out.is_empty() {
        return parse_as(text, edition);
    }
    let all = TextRange::new(without_prefix(text).start(), to_u32(text.len()));
    match parse_within(text, all, edition, &left_out) {
        Some(facts) => Ok(FileFacts { left_out, ..facts }),
        None => parse_as(text, edition),
    }
}

/// Reads the items of a part of a text, but for what is left out of it; none where they cannot be read so.
fn parse_within(text: &str, within: TextRange, edition: Edition, left_out: &LeftOut) -> Option<FileFacts> {
    let excerpt = Excerpt::of(text, &left_out.kept(within)?)?;
    let bodies: FxHashSet<u32> = left_out.bodies.iter().map(|place| place.body.start).collect();
    let result = parse_excerpt(&excerpt, edition, |file, spans| lower::file_without(file, spans, bodies));
    proc_macro2::extra::invalidate_current_thread_spans();
    result.ok()
}

/// Reads the body of one function that was left out, with what else a file's facts say of it; none for what the parser does not
/// know.
#[must_use]
pub fn parse_body(text: &str, edition: Edition, place: &BodyPlace) -> Option<(Body, FileFacts)> {
    let function = place.function.slice(text)?;
    let lower = |item: &syn::ImplItemFn, spans| lower::function_body(item, spans);
    let body = parse_excerpt(&Excerpt::whole(function, place.function.start), edition, lower);
    proc_macro2::extra::invalidate_current_thread_spans();
    body.ok()?
}

impl FileFacts {
    /// Adds what was left out: bodies, and `impl`s but for the bodies they have. False, with some of it added, where something cannot be
    /// read.
    pub fn read(&mut self, text: &str, edition: Edition, needed: &LeftOut) -> bool {
        let mut read: FxHashMap<u32, Body> = FxHashMap::default();
        for place in &needed.bodies {
            let Some((body, more)) = parse_body(text, edition, place) else { return false };
            read.insert(place.body.start, body);
            self.add(more);
        }
        for place in &needed.impls {
            let still = LeftOut { bodies: place.bodies.clone(), impls: Vec::new() };
            let Some(mut more) = parse_within(text, place.range, edition, &still) else { return false };
            let items = std::mem::take(&mut more.items);
            items.into_iter().for_each(|item| insert(&mut self.items, item));
            self.add(FileFacts { left_out: still, ..more });
        }
        let impls: FxHashSet<u32> = needed.impls.iter().map(|place| place.range.start).collect();
        self.left_out.bodies.retain(|place| !read.contains_key(&place.body.start));
        self.left_out.bodies.sort_unstable_by_key(|place| place.body.start);
        self.left_out.impls.retain(|place| !impls.contains(&place.range.start));
        self.coverable.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        self.coverable.dedup();
        self.strings.sort_unstable();
        self.items.iter_mut().for_each(|item| fill(item, &mut read));
        read.is_empty()
    }

    /// Adds what another part of the file says, items apart.
    fn add(&mut self, more: FileFacts) {
        self.coverable.extend(more.coverable);
        self.strings.extend(more.strings);
        self.includes.extend(more.includes);
        self.left_out.bodies.extend(more.left_out.bodies);
    }
}

/// Puts an item where it stands among others, or in a module of theirs.
fn insert(items: &mut Vec<Arc<Item>>, item: Arc<Item>) {
    let at = items.partition_point(|before| before.range.start <= item.range.start);
    if let Some(around) = at.checked_sub(1).map(|before| &mut items[before])
        && around.range.contains(item.range)
    {
        if let ItemKind::Mod(Some(inner)) = &mut Arc::make_mut(around).kind {
            insert(inner, item);
        }
        return;
    }
    items.insert(at, item);
}

/// Gives the functions of an item their bodies.
fn fill(item: &mut Arc<Item>, read: &mut FxHashMap<u32, Body>) {
    if read.is_empty() || !read.keys().any(|at| item.range.start <= *at && *at < item.range.end) {
        return;
    }
    match &mut Arc::make_mut(item).kind {
        ItemKind::Mod(Some(items)) => items.iter_mut().for_each(|item| fill(item, read)),
        ItemKind::Fn(function) => function.fill(read),
        ItemKind::Trait(Trait { items, .. }) | ItemKind::Impl(Impl { items, .. }) => {
            for item in items {
                if let AssocKind::Fn(function) = &mut Arc::make_mut(item).kind {
                    function.fill(read);
                }
            }
        }
        _ => {}
    }
}

impl Function {
    fn fill(&mut self, read: &mut FxHashMap<u32, Body>) {
        if let Some(body) = self.left_out.and_then(|at| read.remove(&at)) {
            self.body = Some(body);
            self.left_out = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::items::Items;

    fn bodies(bodies: Vec<BodyPlace>) -> LeftOut {
        LeftOut { bodies, impls: Vec::new() }
    }

    #[test]
    fn what_is_left_out_leaves_the_rest_where_it_was() {
        let text = "\u{feff}struct A;\nimpl A {\n    fn f(&self, x: u8) -> u8 {\n        let \u{e4} = \"}\";\n        x\n    }\n    fn g() -> u8 { 1 + 2 + 3 + 4 + 5 }\n}\nfn last() {}\n";
        let whole = parse_as(text, Edition::E2024).ok();
        let bodies = Items::of(text).bodies;
        let kept = parse_without(text, Edition::E2024, LeftOut { bodies: vec![bodies[0]], impls: Vec::new() }).ok();
        let functions = |facts: &FileFacts| -> Vec<(String, TextRange, bool)> {
            let ItemKind::Impl(of) = &facts.items[1].kind else { return Vec::new() };
            let function = |item: &crate::syntax::facts::AssocItem| match &item.kind {
                AssocKind::Fn(function) => Some((item.name.to_string(), item.range, function.body.is_some())),
                _ => None,
            };
            of.items.iter().filter_map(|item| function(item)).collect()
        };
        let whole = whole.map(|facts| (functions(&facts), facts.items[2].range));
        let kept = kept.map(|facts| (functions(&facts), facts.items[2].range));
        let without_first = whole.clone().map(|(mut functions, last)| {
            functions[0].2 = false;
            (functions, last)
        });
        assert_eq!(kept, without_first);
        assert!(whole.is_some_and(|(functions, _)| functions.len() == 2 && functions.iter().all(|(.., body)| *body)));
    }

    #[test]
    fn places_of_another_text_leave_nothing_out() {
        let text = "fn f() { g() }";
        let elsewhere =
            BodyPlace { function: TextRange::new(0, 90), head: TextRange::default(), body: TextRange::new(9, 90) };
        let read = parse_without(text, Edition::E2024, bodies(vec![elsewhere]));
        assert!(read.is_ok_and(|facts| facts.left_out.is_empty()));
    }

    #[test]
    fn an_impl_that_was_left_out_is_put_where_it_stands() {
        let text = "struct A;\nmod m {\n    struct B;\n    /// What it does.\n    impl B {\n        const N: u8 = 1;\n        fn f(&self) -> u8 { other(Self::N) }\n    }\n    struct C;\n}\n/** Of A. */ impl A { fn g() { \"a longer string\"; } }\nfn last() {}\n";
        let impls = Items::of(text).impls;
        let all = LeftOut { bodies: Vec::new(), impls };
        let told = |facts: &FileFacts| format!("{facts:?}");
        let whole = parse_as(text, Edition::E2024).ok();
        let mut kept = parse_without(text, Edition::E2024, all.clone()).unwrap_or_default();
        assert_eq!((kept.left_out.impls.len(), kept.items.len(), kept.strings.len()), (2, 3, 0));
        assert!(kept.read(text, Edition::E2024, &all));
        assert_eq!((kept.left_out.impls.len(), kept.left_out.bodies.len(), kept.items.len()), (0, 2, 4));
        let bodies = kept.left_out.clone();
        assert!(kept.read(text, Edition::E2024, &bodies));
        assert_eq!(Some(told(&kept)), whole.as_ref().map(told));
    }
}
