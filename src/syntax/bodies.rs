//! Which function bodies a text has, and the text without some of them.
//!
//! To parse a body costs several times what the items around it do. Who knows that nothing in a body matters leaves it out: its
//! function keeps its signature, every offset stays what it was. The lexer alone tells bodies, as [`super::skim`] tells modules.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::body::Body;
use super::facts::{AssocKind, FileFacts, Function, Impl, Item, ItemKind, Trait};
use super::outline::{DEPTH, Outline, alone};
use super::{SyntaxError, lower, parse_as, parse_stripped, strip_prefix};
use crate::position::{TextRange, to_u32};
use crate::workspace::Edition;

/// Bodies with fewer bytes cost as much to leave out as to parse.
const SMALL: u32 = 16;
/// What of a body is seen outside it: what an `impl` adds to a type, files, macros that are exported.
const SEEN_OUTSIDE: [&str; 5] = ["impl", "mod", "include", "macro_rules", "extern"];

/// A function whose body can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyPlace {
    /// The function, attributes included.
    pub function: TextRange,
    /// The head of the `impl` or trait around it; empty where there is none.
    pub head: TextRange,
    /// The body, braces included.
    pub body: TextRange,
}

/// An item that is no function and holds none, or a `use` declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherPlace {
    /// The item.
    pub range: TextRange,
    /// Its name; empty for a `use` declaration, which binds any of its words.
    pub name: TextRange,
}

/// The items of a text, as far as the lexer tells them.
#[derive(Debug, Default)]
pub struct Items {
    /// Bodies that can be left out, in order.
    pub bodies: Vec<BodyPlace>,
    /// The others, in order.
    pub others: Vec<OtherPlace>,
}

impl Items {
    /// The items of a text; none where it is not laid out as Rust is.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let Some(outline) = Outline::of(text) else { return Self::default() };
        let mut finder = Finder { outline, found: Self::default() };
        let all = 0..finder.outline.len();
        finder.items(all, TextRange::default(), 0).map_or_else(Self::default, |()| finder.found)
    }
}

/// Reads one file, but for some of its bodies; all of it where it cannot be read so.
///
/// # Errors
/// As [`super::parse_as`]: a body that is left out may hold what the parser does not know.
pub fn parse_without(text: &str, edition: Edition, left_out: Vec<BodyPlace>) -> Result<FileFacts, SyntaxError> {
    let kept = if left_out.is_empty() { None } else { blank(text, &left_out) };
    let Some(kept) = kept else { return parse_as(text, edition) };
    let (prefix, body) = strip_prefix(&kept);
    let bodies: FxHashSet<u32> = left_out.iter().map(|place| place.body.start).collect();
    let result = parse_stripped(body, prefix, edition, |file, spans| lower::file_without(file, spans, bodies));
    proc_macro2::extra::invalidate_current_thread_spans();
    match result {
        Ok(facts) => Ok(FileFacts { left_out, ..facts }),
        Err(_) => parse_as(text, edition),
    }
}

/// Reads the body of one function that was left out, with what else a file's facts say of it; none for what the parser does not
/// know.
#[must_use]
pub fn parse_body(text: &str, edition: Edition, place: &BodyPlace) -> Option<(Body, FileFacts)> {
    let function = place.function.slice(text)?;
    let lower = |item: &syn::ImplItemFn, spans| lower::function_body(item, spans);
    let body = parse_stripped(function, place.function.start, edition, lower);
    proc_macro2::extra::invalidate_current_thread_spans();
    body.ok()?
}

impl FileFacts {
    /// Adds bodies that were left out; false, with some of them added, where one cannot be read.
    pub fn read_bodies(&mut self, text: &str, edition: Edition, bodies: &[BodyPlace]) -> bool {
        let mut read: FxHashMap<u32, Body> = FxHashMap::default();
        for place in bodies {
            let Some((body, more)) = parse_body(text, edition, place) else { return false };
            read.insert(place.body.start, body);
            self.coverable.extend(more.coverable);
            self.strings.extend(more.strings);
            self.includes.extend(more.includes);
        }
        self.left_out.retain(|place| !read.contains_key(&place.body.start));
        self.coverable.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        self.coverable.dedup();
        self.strings.sort_unstable();
        self.items.iter_mut().for_each(|item| fill(item, &mut read));
        read.is_empty()
    }
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

/// A text with the insides of bodies blanked; none where they are not bodies of this text, in order.
fn blank(text: &str, left_out: &[BodyPlace]) -> Option<String> {
    let mut kept = Vec::with_capacity(left_out.len() + 1);
    let mut at = 0;
    for place in left_out {
        let inside = place.body.start + 1;
        inside.checked_sub(at)?;
        kept.push(TextRange::new(at, inside));
        at = place.body.end.checked_sub(1)?;
    }
    kept.push(TextRange::new(at, to_u32(text.len())));
    alone(text, &kept)
}

struct Finder<'t> {
    outline: Outline<'t>,
    found: Items,
}

impl Finder<'_> {
    /// Goes over items; none where they are not laid out as items are.
    fn items(&mut self, within: Range<usize>, head: TextRange, depth: u32) -> Option<()> {
        let mut at = within.start;
        while at < within.end {
            let (first, inner) = self.outline.attributes(at)?;
            at = if inner {
                first
            } else {
                let keyword = self.outline.visibility(first)?;
                self.item(at, keyword, within.end, head, depth)?
            };
        }
        Some(())
    }

    /// Past one item that begins at `start`.
    fn item(&mut self, start: usize, keyword: usize, end: usize, head: TextRange, depth: u32) -> Option<usize> {
        if let Some((name, group)) = self.outline.macro_call(keyword) {
            let close = self.outline.close(group)?;
            if self.outline.is(name, "macro_rules") {
                self.other(start, close, name + 2)?;
            }
            return Some(close + 1 + usize::from(self.outline.is(close + 1, ";")));
        }
        let keyword = self.qualifiers(keyword);
        match self.outline.token(keyword) {
            "fn" => self.function(start, keyword, end, head),
            "impl" | "trait" => {
                if self.outline.is(keyword, "trait") {
                    self.other(start, keyword + 1, keyword + 1)?;
                }
                let Some(open) = self.braces(keyword, end)? else { return self.outline.item_end(keyword, end) };
                let head = self.outline.bytes(start, open)?;
                self.block(open, head, depth)
            }
            "mod" if self.outline.is(keyword + 2, "{") => self.block(keyword + 2, TextRange::default(), depth),
            "use" => {
                let last = self.semicolon(keyword, end)?;
                let range = self.outline.bytes(start, last)?;
                self.found.others.push(OtherPlace { range, name: TextRange::default() });
                Some(last + 1)
            }
            "const" | "static" => {
                let last = self.semicolon(keyword, end)?;
                self.other(start, last, keyword + 1 + usize::from(self.outline.is(keyword + 1, "mut")))?;
                Some(last + 1)
            }
            "struct" | "enum" | "union" | "type" => {
                let after = self.outline.item_end(keyword, end)?;
                self.other(start, after.checked_sub(1)?, keyword + 1)?;
                Some(after)
            }
            _ => self.outline.item_end(keyword, end),
        }
    }

    /// Past what may stand before `fn`, `impl` and `trait`.
    fn qualifiers(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            at += match self.outline.token(at) {
                "async" | "unsafe" | "safe" | "default" | "auto" | "const" => 1,
                "extern" => 1 + usize::from(self.outline.token(at + 1).ends_with(['"', '#'])),
                "fn" | "impl" | "trait" => return at,
                _ => return start,
            };
        }
    }

    fn block(&mut self, open: usize, head: TextRange, depth: u32) -> Option<usize> {
        let close = self.outline.close(open)?;
        if depth < DEPTH {
            self.items(open + 1..close, head, depth + 1)?;
        }
        Some(close + 1)
    }

    fn function(&mut self, start: usize, keyword: usize, end: usize, head: TextRange) -> Option<usize> {
        let Some(open) = self.braces(keyword, end)? else { return self.outline.item_end(keyword, end) };
        let close = self.outline.close(open)?;
        let body = self.outline.bytes(open, close)?;
        let outside = |at: usize| self.outline.is_word(at) && SEEN_OUTSIDE.contains(&self.outline.token(at));
        // An inner attribute is the function's.
        let has_attributes = self.outline.is(open + 1, "#") && self.outline.is(open + 2, "!");
        if body.len() >= SMALL && !has_attributes && !(open..close).any(outside) {
            let function = self.outline.bytes(start, close)?;
            self.found.bodies.push(BodyPlace { function, head, body });
        }
        Some(close + 1)
    }

    fn other(&mut self, start: usize, last: usize, name: usize) -> Option<()> {
        let (range, name) = (self.outline.bytes(start, last)?, self.outline.range(name)?);
        self.found.others.push(OtherPlace { range, name });
        Some(())
    }

    /// The braces of an item, which end it, unless a `;` does. Those of a constant among generic arguments are followed by another
    /// or by `>`.
    fn braces(&self, mut at: usize, end: usize) -> Option<Option<usize>> {
        while at < end {
            let close = self.outline.close(at)?;
            match self.outline.token(at) {
                ";" => return Some(None),
                "{" if !matches!(self.outline.token(close + 1), ">" | ",") => return Some(Some(at)),
                _ => at = close + 1,
            }
        }
        Some(None)
    }

    /// The next `;` that stands in no brackets.
    fn semicolon(&self, mut at: usize, end: usize) -> Option<usize> {
        while at < end {
            if self.outline.is(at, ";") {
                return Some(at);
            }
            at = self.outline.close(at)? + 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::facts::{AssocKind, ItemKind};

    /// The names of the functions whose bodies can be left out, by what stands after `fn`.
    fn told(text: &str) -> Vec<&str> {
        let name = |place: &BodyPlace| {
            let function = &text[place.function.start as usize..place.function.end as usize];
            function.split("fn ").nth(1).and_then(|after| after.split(['(', '<']).next()).unwrap_or_default()
        };
        Items::of(text).bodies.iter().map(name).collect()
    }

    #[test]
    fn bodies_are_told_from_everything_else() {
        let text = r##"#!/usr/bin/env run
//! fn no() { in_a_comment(); }
use a::{b, c};
const S: &str = "fn no() { in a string }";
#[inline] pub(crate) const unsafe extern "C" fn one(x: [u8; { 3 + 4 }]) -> Array<{ 2 + 3 }> { body(x); other(x); }
async fn two<T>(t: T) where T: Into<Other<{ 1 + 1 }>>, { let x = [1, 2, 3]; x }
impl<T> Trait<{ 4 + 4 }> for Type<T> where T: Clone, { fn three(&self) { self.x(); self.y(); } const N: u8 = { 4 }; }
trait Other { fn four(&self); fn five(&self) -> u8 { self.four(); u8::default() } }
extern "C" { fn six(); }
mod inner { pub fn seven() { call(one, two); } mod deeper { fn eight() { "fn no() {"; '{'; } } }
fn nine() { struct Local; impl Drop for Local { fn drop(&mut self) {} } }
fn ten() {}
fn ten_and_a_half() { #![allow(unused)] let x = [1, 2, 3]; x }
macro_rules! eleven { () => { fn no() { something(); } } }
thread_local! { static X: u8 = { fn no() { something(); } 1 }; }
static F: fn() = { fn no() { something(); } no };
fn twelve() -> impl Fn() -> u8 { let y = 3; move || y }
"##;
        assert_eq!(told(text), ["one", "two", "three", "five", "seven", "eight", "twelve"]);
        assert!(Items::of("fn f( { } }").bodies.is_empty());
        // Places of another text leave nothing out.
        let elsewhere = BodyPlace { body: TextRange::new(9, 90), ..Items::of(text).bodies[0] };
        assert!(
            parse_without("fn f() { g() }", Edition::E2024, vec![elsewhere])
                .is_ok_and(|facts| facts.left_out.is_empty())
        );
    }

    #[test]
    fn what_is_left_out_leaves_the_rest_where_it_was() {
        let text = "\u{feff}struct A;\nimpl A {\n    fn f(&self, x: u8) -> u8 {\n        let \u{e4} = \"}\";\n        x\n    }\n    fn g() -> u8 { 1 + 2 + 3 + 4 + 5 }\n}\nfn last() {}\n";
        let whole = parse_as(text, Edition::E2024).ok();
        let bodies = Items::of(text).bodies;
        let kept = parse_without(text, Edition::E2024, vec![bodies[0]]).ok();
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
}
