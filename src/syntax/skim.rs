//! What the module tree needs of a file, without parsing the rest: `mod x;` and inner attributes. A file with an `include!`, which
//! may stand anywhere, is left to the parser.
//!
//! Files that name nothing of interest still say which other files there are. Their items are told apart by the lexer alone;
//! only the pieces that declare files are parsed.

use std::ops::Range;

use memchr::memmem;

use super::excerpt::Excerpt;
use super::facts::FileFacts;
use super::outline::{DEPTH, Outline};
use super::types::Name;
use crate::position::TextRange;
use crate::workspace::Edition;

/// The modules that a text declares, and the attributes of the file, as [`super::parse_as`] gives them; nothing else of it. None when
/// it has to be parsed: it includes files, or is not laid out as Rust is.
#[must_use]
pub fn skim(text: &str, edition: Edition) -> Option<FileFacts> {
    if includes(text.as_bytes()) {
        return None;
    }
    if !may_declare(text.as_bytes()) {
        return Some(FileFacts::default());
    }
    let skimmer = Skimmer(Outline::of(text)?);
    let mut kept = Vec::new();
    skimmer.items(0..skimmer.0.len(), 0, &mut kept)?;
    if kept.is_empty() {
        return Some(FileFacts::default());
    }
    let declarations = Excerpt::of(text, &kept)?;
    let parsed = super::parse_excerpt(&declarations, edition, super::lower::file);
    proc_macro2::extra::invalidate_current_thread_spans();
    let parsed = parsed.ok()?;
    let mut facts = FileFacts { items: parsed.items, ..FileFacts::default() };
    facts.attrs.test_only = parsed.attrs.test_only;
    Some(facts)
}

/// The names after each `macro_rules!` of a text, in comments and strings too: what may be declared, without parsing it.
#[must_use]
pub fn macro_names(text: &str) -> Vec<Name> {
    let name = |at: usize| {
        let after = text[at + 12..].trim_start();
        Name::from(after.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
    };
    memmem::find_iter(text.as_bytes(), b"macro_rules!").map(name).collect()
}

/// Whether a text may hold `mod x;`. A look at what follows the words tells most files.
fn may_declare(text: &[u8]) -> bool {
    let is_word = |at: usize| text.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let declares = |at: usize| {
        let name = after_space(text, at + 3);
        // A raw identifier, a comment or anything else in between: let the lexer decide.
        let end = (name..).find(|at| !is_word(*at)).unwrap_or(name);
        !is_word(at + 3)
            && (at == 0 || !is_word(at - 1))
            && (end == name || text.get(after_space(text, end)) != Some(&b'{'))
    };
    memmem::find_iter(text, b"mod").any(declares)
}

/// Whether a text may hold `include!`.
fn includes(text: &[u8]) -> bool {
    memmem::find_iter(text, b"include").any(|at| text.get(after_space(text, at + 7)) == Some(&b'!'))
}

fn after_space(text: &[u8], mut at: usize) -> usize {
    while text.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

struct Skimmer<'t>(Outline<'t>);

impl Skimmer<'_> {
    /// Finds what is kept of items; none where a file cannot look so.
    fn items(&self, within: Range<usize>, depth: u32, kept: &mut Vec<TextRange>) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        let outline = &self.0;
        let mut at = within.start;
        while at < within.end {
            let (body, inner) = outline.attributes(at)?;
            if inner {
                kept.push(outline.bytes(at, body - 1)?);
                at = body;
                continue;
            }
            let keyword = outline.visibility(body)?;
            at = if outline.is(keyword, "mod") && outline.is_word(keyword + 1) {
                self.module(at, keyword, depth, kept)?
            } else if let Some((name, group)) = outline.macro_call(keyword) {
                let close = outline.close(group)?;
                let end = close + usize::from(outline.is(close + 1, ";"));
                if !outline.is(name, "macro_rules") && (name..close).any(|at| outline.is(at, "mod")) {
                    kept.push(outline.bytes(at, end)?);
                }
                end + 1
            } else {
                outline.item_end(keyword, within.end)?
            };
        }
        Some(())
    }

    /// `mod x;` is kept; of `mod x { … }` what it holds. Gives what comes after it.
    fn module(&self, start: usize, keyword: usize, depth: u32, kept: &mut Vec<TextRange>) -> Option<usize> {
        let outline = &self.0;
        let after = keyword + 2;
        if outline.is(after, ";") {
            kept.push(outline.bytes(start, after)?);
            return Some(after + 1);
        }
        if !outline.is(after, "{") {
            return None;
        }
        let close = outline.close(after)?;
        let before = kept.len();
        kept.push(outline.bytes(start, after)?);
        self.items(after + 1..close, depth + 1, kept)?;
        if kept.len() == before + 1 {
            kept.truncate(before);
        } else {
            kept.push(outline.range(close)?);
        }
        Some(close + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::facts::{Item, ItemKind};
    use std::sync::Arc;

    /// Names and offsets of all modules without a body.
    fn declared(items: &[Arc<Item>], found: &mut Declared) {
        for item in items {
            match &item.kind {
                ItemKind::Mod(None) => found.push((item.name.to_string(), item.name_range.start)),
                ItemKind::Mod(Some(items)) => declared(items, found),
                ItemKind::MacroCall(call) => declared(&call.items, found),
                _ => {}
            }
        }
    }

    type Declared = Vec<(String, u32)>;

    fn both(text: &str) -> (Option<Declared>, Declared) {
        let list = |facts: FileFacts| {
            let mut found = Vec::new();
            declared(&facts.items, &mut found);
            found
        };
        let whole = super::super::parse_as(text, Edition::E2021).map(list).unwrap_or_default();
        (skim(text, Edition::E2021).map(list), whole)
    }

    #[test]
    fn files_are_declared_in_many_ways() {
        let text = r##"//! mod no; in a comment
#![cfg_attr(test, allow(x))]
use a::b;
const S: &str = "mod no;";
#[cfg(test)] #[path = "x/y.rs"] pub(crate) mod one;
pub mod /* c */ r#type;
fn f() -> [u8; { 3 }] { struct X; mod local { } r#"mod no;"#; [0; 3] }
mod inline { fn g() {} pub mod two; mod deep { const A: u8 = { 1 }; mod three; } }
cfg_if::cfg_if! { if #[cfg(unix)] { mod four; } else { mod five; } }
macro_rules! m { () => { mod no; } }
impl<const N: usize> T for U<{ 1 }> where V<{ N }>: W { fn h() { mod_x(); } }
static A: fn() = { fn i() {} i };
mod é; unsafe extern "C" { fn j(); }
mod last;"##;
        let (skimmed, whole) = both(text);
        assert_eq!(whole.len(), 8, "{whole:?}");
        assert_eq!(skimmed, Some(whole));
    }

    #[test]
    fn files_without_declarations_are_told_at_a_glance() {
        assert!(!may_declare(b"fn modify(model: u8) {} mod tests { use super::*; } // commodity"));
        assert!(may_declare(b"mod x;") && may_declare(b"pub mod\n r#x ;"));
        assert!(includes(b"fn f() { include ! (\"a\") }") && !includes(b"include_str!(\"a\")"));
    }

    #[test]
    fn what_is_not_laid_out_as_rust_is_left_to_the_parser() {
        for text in ["mod x; }", "mod x; fn f( {}", "mod x { mod y;", "# mod x;", "mod x y"] {
            assert!(skim(text, Edition::E2021).is_none(), "{text}");
        }
    }
}
