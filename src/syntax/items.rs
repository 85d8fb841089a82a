//! The items of a text as the lexer alone tells them, and which of them can be left out when it is parsed.
//!
//! To parse a body costs several times what the items around it do, and the `impl`s of a type no less than the type. Who knows that
//! nothing in them matters leaves them out, as [`super::skim`] leaves out all but modules.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::lexer::{DocStyle, Kind, Lexer, doc_style};
use super::outline::{DEPTH, Outline};
use super::places::{BodyPlace, ImplPlace, OtherPlace};
use crate::position::{TextRange, to_u32};

/// Bodies with fewer bytes cost as much to leave out as to parse.
const SMALL: u32 = 16;
/// What of a body is seen outside it: what an `impl` adds to a type, files, macros that are exported.
const SEEN_OUTSIDE: [&str; 5] = ["impl", "mod", "include", "macro_rules", "extern"];

/// The items of a text, as far as the lexer tells them.
#[derive(Debug, Default)]
pub struct Items {
    /// Bodies that can be left out, in order.
    pub bodies: Vec<BodyPlace>,
    /// `impl`s that can be, in order; their bodies are among those.
    pub impls: Vec<ImplPlace>,
    /// The others, in order.
    pub others: Vec<OtherPlace>,
}

impl Items {
    /// The items of a text; none where it is not laid out as Rust is.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let Some(outline) = Outline::of(text) else { return Self::default() };
        let mut finder =
            Finder { outline, found: Self::default(), block: Block::default(), imported: FxHashSet::default() };
        let all = 0..finder.outline.len();
        if finder.block(all, TextRange::default(), 0).is_none() {
            return Self::default();
        }
        let Finder { mut found, imported, .. } = finder;
        // Where a `use` may name the type too, one of the two is of another `cfg`: the parser may tell.
        found.impls.retain(|place| place.of.slice(text).is_some_and(|of| !imported.contains(of)));
        found.impls.sort_unstable_by_key(|place| place.range.start);
        found
    }
}

struct Finder<'t> {
    outline: Outline<'t>,
    found: Items,
    block: Block<'t>,
    /// The words of all `use` declarations.
    imported: FxHashSet<&'t str>,
}

/// What the braces around an item hold, as far as it was gone over.
#[derive(Default)]
struct Block<'t> {
    /// Types that it declares.
    types: FxHashSet<&'t str>,
    /// Its aliases.
    aliases: FxHashSet<&'t str>,
    /// `impl`s that can be left out if it declares their type.
    impls: Vec<ImplPlace>,
    /// Functions and constants.
    names: Vec<TextRange>,
    /// Something of it is seen outside, or is neither a function nor a constant.
    is_seen: bool,
}

impl<'t> Finder<'t> {
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
        let call = self.outline.macro_call(keyword);
        let keyword = self.qualifiers(keyword);
        let kind = self.outline.token(keyword);
        self.block.is_seen |= call.is_some() || !matches!(kind, "fn" | "const" | "static");
        if let Some((name, group)) = call {
            return self.macro_call(start, name, group);
        }
        match kind {
            "fn" => self.function(start, keyword, end, head),
            "const" | "static" => self.constant(start, keyword, end),
            "impl" => self.implementation(start, keyword, end, depth),
            "trait" => {
                self.other(start, keyword + 1, keyword + 1)?;
                let Some(open) = self.braces(keyword, end)? else { return self.outline.item_end(keyword, end) };
                let head = self.outline.bytes(start, open)?;
                self.braced(open, head, depth).map(|(after, _)| after)
            }
            "mod" if self.outline.is(keyword + 2, "{") => {
                self.braced(keyword + 2, TextRange::default(), depth).map(|(after, _)| after)
            }
            "use" => {
                let last = self.semicolon(keyword, end)?;
                let range = self.outline.bytes(start, last)?;
                let words = (keyword + 1..last).filter(|at| self.outline.is_word(*at));
                self.imported.extend(words.map(|at| self.outline.token(at).trim_start_matches("r#")));
                self.found.others.push(OtherPlace { range, name: TextRange::default() });
                Some(last + 1)
            }
            "struct" | "enum" | "union" | "type" => {
                let declared = if kind == "type" { &mut self.block.aliases } else { &mut self.block.types };
                declared.insert(self.outline.token(keyword + 1));
                let after = self.outline.item_end(keyword, end)?;
                self.other(start, after.checked_sub(1)?, keyword + 1)?;
                Some(after)
            }
            _ => self.outline.item_end(keyword, end),
        }
    }

    fn macro_call(&mut self, start: usize, name: usize, group: usize) -> Option<usize> {
        let close = self.outline.close(group)?;
        if self.outline.is(name, "macro_rules") {
            self.other(start, close, name + 2)?;
        }
        Some(close + 1 + usize::from(self.outline.is(close + 1, ";")))
    }

    fn constant(&mut self, start: usize, keyword: usize, end: usize) -> Option<usize> {
        let last = self.semicolon(keyword, end)?;
        let name = keyword + 1 + usize::from(self.outline.is(keyword + 1, "mut"));
        self.block.names.push(self.outline.range(name)?);
        self.block.is_seen |= self.is_seen_outside(keyword, last);
        self.other(start, last, name)?;
        Some(last + 1)
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

    /// Past an `impl`.
    fn implementation(&mut self, start: usize, keyword: usize, end: usize, depth: u32) -> Option<usize> {
        let Some(open) = self.braces(keyword, end)? else { return self.outline.item_end(keyword, end) };
        let head = self.outline.bytes(start, open)?;
        let bodies = self.found.bodies.len();
        let (after, inner) = self.braced(open, head, depth)?;
        if !inner.is_seen
            && let Some(of) = self.inherent(keyword, open)
            && let Some((above, documented)) = self.documented(start)
        {
            let range = TextRange::new(documented, self.outline.range(after - 1)?.end);
            let bodies = self.found.bodies[bodies..].to_vec();
            self.block.impls.push(ImplPlace { above, range, of, names: inner.names, bodies });
        }
        Some(after)
    }

    /// The name of the type that an `impl` is for, if it is of no trait and the name stands alone.
    fn inherent(&self, keyword: usize, open: usize) -> Option<TextRange> {
        let name = self.generics_end(keyword + 1, open)?;
        let after = self.generics_end(name + 1, open)?;
        let is_raw = self.outline.token(name).starts_with("r#");
        let is_alone = self.outline.is_word(name) && (after == open || self.outline.is(after, "where"));
        self.outline.range(name).filter(|_| is_alone && !is_raw)
    }

    /// Past generic parameters or arguments, if there are any.
    fn generics_end(&self, mut at: usize, end: usize) -> Option<usize> {
        let mut depth = 0;
        while at < end {
            match self.outline.token(at) {
                "<" => depth += 1,
                ">" if !self.outline.is(at - 1, "-") => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(at + usize::from(self.outline.is(at, ">")));
            }
            at = self.outline.close(at)? + 1;
        }
        Some(end)
    }

    /// Where the token before one ends, and where the documentation of what begins with it does; none for the first of a text.
    fn documented(&self, start: usize) -> Option<(u32, u32)> {
        let above = self.outline.range(start.checked_sub(1)?)?.end;
        let first = self.outline.range(start)?.start;
        let comments =
            Lexer::from(self.outline.text, above as usize).take_while(|lexeme| lexeme.start < first as usize);
        let mut comments = comments.filter(|lexeme| matches!(lexeme.kind, Kind::LineComment | Kind::BlockComment));
        let documents = comments.find(|lexeme| {
            let text = self.outline.text.get(lexeme.start..lexeme.end).unwrap_or_default();
            doc_style(text) == Some(DocStyle::Outer)
        });
        Some((above, documents.map_or(first, |lexeme| to_u32(lexeme.start))))
    }

    /// Past what braces hold, and what that is.
    fn braced(&mut self, open: usize, head: TextRange, depth: u32) -> Option<(usize, Block<'t>)> {
        let close = self.outline.close(open)?;
        let inner = if depth < DEPTH {
            self.block(open + 1..close, head, depth + 1)?
        } else {
            // Nobody looked.
            Block { is_seen: true, ..Block::default() }
        };
        Some((close + 1, inner))
    }

    /// Goes over the items of a block.
    fn block(&mut self, within: Range<usize>, head: TextRange, depth: u32) -> Option<Block<'t>> {
        let around = std::mem::take(&mut self.block);
        self.items(within, head, depth)?;
        let mut block = std::mem::replace(&mut self.block, around);
        let text = self.outline.text;
        let impls = std::mem::take(&mut block.impls).into_iter();
        let is_own = |of: &str| block.types.contains(of) && !block.aliases.contains(of);
        self.found.impls.extend(impls.filter(|place| place.of.slice(text).is_some_and(is_own)));
        Some(block)
    }

    fn function(&mut self, start: usize, keyword: usize, end: usize, head: TextRange) -> Option<usize> {
        self.block.names.push(self.outline.range(keyword + 1)?);
        let Some(open) = self.braces(keyword, end)? else { return self.outline.item_end(keyword, end) };
        let close = self.outline.close(open)?;
        let body = self.outline.bytes(open, close)?;
        // An inner attribute is the function's.
        let has_attributes = self.outline.is(open + 1, "#") && self.outline.is(open + 2, "!");
        if has_attributes || self.is_seen_outside(open, close) {
            self.block.is_seen = true;
        } else if body.len() >= SMALL {
            let function = self.outline.bytes(start, close)?;
            self.found.bodies.push(BodyPlace { function, head, body });
        }
        Some(close + 1)
    }

    /// Whether something among some tokens is seen outside the item they are of.
    fn is_seen_outside(&self, first: usize, last: usize) -> bool {
        let is_seen = |at: usize| self.outline.is_word(at) && SEEN_OUTSIDE.contains(&self.outline.token(at));
        (first..last).any(is_seen)
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
    }

    /// The types of the `impl`s that can be left out, with the names that these give them.
    fn impls(text: &str) -> Vec<(&str, Vec<&str>)> {
        let slice = |range: &TextRange| &text[range.start as usize..range.end as usize];
        let impls = Items::of(text).impls.into_iter();
        impls.map(|place| (slice(&place.of), place.names.iter().map(slice).collect())).collect()
    }

    #[test]
    fn impls_of_types_that_are_declared_beside_them_are_told() {
        let text = r##"use std::fmt::{Display, Other as Renamed};
struct A; enum B<T> { X(T) } pub union C { x: u8 } struct D; struct Renamed; struct r#E; struct F; struct G; type G = F;
#[derive(X)] impl A { pub const fn new(x: impl Into<u8>) -> Self { A } const N: u8 = 1; pub(crate) async fn two(&self); }
impl<T: Fn() -> u8, const N: usize> B<T> where T: Clone { fn f() -> u8 { 1 + 2 + 3 + 4 + 5 + 6 } }
unsafe impl C { fn g() {} }
impl Display for A { fn fmt() {} }
impl<T> Display for B<T> { fn fmt() {} }
impl A<{ 1 + 1 }> {}
impl elsewhere::A {}
impl &A {} impl [A] {} impl dyn Display {} impl Renamed {} impl r#E {} impl G {} impl Unknown {}
impl D { type T = u8; } impl D { call! {} } impl D { fn f() { mod inner {} } } impl D { const X: u8 = { include!("x") }; }
mod inner { struct Inner; impl Inner { fn i() {} } impl A { fn not_of_here() {} } }
"##;
        let told =
            [("A", vec!["new", "N", "two"]), ("B", vec!["f"]), ("C", vec!["g"]), ("A", vec![]), ("Inner", vec!["i"])];
        assert_eq!(impls(text), told);
        // What stands above the first token may be a shebang.
        assert!(impls("impl A { fn f() {} } struct A;").is_empty());
    }

    #[test]
    fn the_comments_above_an_impl_are_about_it_and_its_documentation_is_part_of_it() {
        let text = "struct A; // a\n//! not of it\n/* b */\n/// c\n// d\n/** e */\n#[x]\nimpl A {}\n";
        let place = &Items::of(text).impls[0];
        let slice = |range: TextRange| range.slice(text).unwrap_or_default();
        assert_eq!(slice(place.range), "/// c\n// d\n/** e */\n#[x]\nimpl A {}");
        assert!(slice(place.with_comments()).starts_with(" // a\n//! not of it"));
        assert_eq!(&text[place.last() as usize..], "}\n");
    }
}
