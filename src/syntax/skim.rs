//! What the module tree needs of a file, without parsing the rest: `mod x;` and inner attributes. A file with an `include!`, which
//! may stand anywhere, is left to the parser.
//!
//! Files that name nothing of interest still say which other files there are. Their items are told apart by the lexer alone;
//! only the pieces that declare files are parsed.

use std::ops::Range;

use memchr::memmem;

use super::facts::FileFacts;
use super::lexer::{Kind, Lexer};
use super::types::Name;
use crate::position::to_u32;
use crate::workspace::Edition;

/// Modules are followed so deep; what is nested deeper is left to the parser, which knows how deep it can go.
const DEPTH: u32 = 100;

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
    let skimmer = Skimmer::new(text)?;
    let mut pieces = Vec::new();
    skimmer.items(0..skimmer.tokens.len(), 0, &mut pieces)?;
    let mut facts = FileFacts::default();
    for piece in pieces {
        let kept = piece.text(text)?;
        let parsed = super::parse_stripped(&kept, to_u32(piece.whole.start), edition, super::lower::file);
        proc_macro2::extra::invalidate_current_thread_spans();
        let parsed = parsed.ok()?;
        facts.attrs.test_only |= parsed.attrs.test_only;
        facts.items.extend(parsed.items);
    }
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

/// A top-level item, or the attributes of the file: of all its bytes those that are kept.
struct Piece {
    whole: Range<usize>,
    kept: Vec<Range<usize>>,
}

impl Piece {
    fn all(whole: Range<usize>) -> Self {
        Self { kept: vec![whole.clone()], whole }
    }

    /// The text with all that is not kept blanked, so that offsets stay.
    fn text(&self, text: &str) -> Option<String> {
        let mut bytes = vec![b' '; self.whole.len()];
        for kept in &self.kept {
            let to = kept.start - self.whole.start..kept.end - self.whole.start;
            bytes.get_mut(to)?.copy_from_slice(text.as_bytes().get(kept.clone())?);
        }
        String::from_utf8(bytes).ok()
    }
}

/// A lexeme that is neither space nor comment.
struct Token {
    kind: Kind,
    range: Range<usize>,
    /// The bracket that closes this one.
    close: usize,
}

struct Skimmer<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl<'t> Skimmer<'t> {
    /// None where brackets do not match.
    fn new(text: &'t str) -> Option<Self> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for lexeme in Lexer::of_file(text) {
            if matches!(lexeme.kind, Kind::Space | Kind::LineComment | Kind::BlockComment) {
                continue;
            }
            let at = tokens.len();
            tokens.push(Token { kind: lexeme.kind, range: lexeme.start..lexeme.end, close: at });
            match &text[lexeme.start..lexeme.end] {
                "(" | "[" | "{" => open.push(at),
                closing @ (")" | "]" | "}") => {
                    let opening = open.pop()?;
                    let fits =
                        matches!((&text[tokens[opening].range.clone()], closing), ("(", ")") | ("[", "]") | ("{", "}"));
                    if !fits {
                        return None;
                    }
                    tokens[opening].close = at;
                }
                _ => {}
            }
        }
        open.is_empty().then_some(Self { text, tokens })
    }

    fn is(&self, at: usize, what: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| &self.text[token.range.clone()] == what)
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    fn close(&self, at: usize) -> Option<usize> {
        Some(self.tokens.get(at)?.close)
    }

    /// Finds the pieces among items; none where a file cannot look so.
    fn items(&self, within: Range<usize>, depth: u32, pieces: &mut Vec<Piece>) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        let mut at = within.start;
        while at < within.end {
            let start = self.tokens[at].range.start;
            let (body, inner) = self.attributes(at)?;
            if inner {
                let end = self.tokens[body - 1].range.end;
                pieces.push(Piece::all(start..end));
                at = body;
                continue;
            }
            let keyword = self.visibility(body)?;
            at = if self.is(keyword, "mod") && self.is_word(keyword + 1) {
                self.module(start, keyword, depth, pieces)?
            } else if let Some((name, group)) = self.macro_call(keyword) {
                let close = self.close(group)?;
                let end = if self.is(close + 1, ";") { close + 1 } else { close };
                if !self.is(name, "macro_rules") && (name..close).any(|at| self.is(at, "mod")) {
                    pieces.push(Piece::all(start..self.tokens[end].range.end));
                }
                end + 1
            } else {
                self.item_end(keyword, within.end)?
            };
        }
        Some(())
    }

    /// Past the outer attributes that begin here, or past one inner one, which is told by the flag.
    fn attributes(&self, mut at: usize) -> Option<(usize, bool)> {
        while self.is(at, "#") {
            let inner = self.is(at + 1, "!");
            let open = at + 1 + usize::from(inner);
            if !self.is(open, "[") {
                return None;
            }
            at = self.close(open)? + 1;
            if inner {
                return Some((at, true));
            }
        }
        Some((at, false))
    }

    fn visibility(&self, mut at: usize) -> Option<usize> {
        if self.is(at, "pub") {
            at += 1;
            if self.is(at, "(") {
                at = self.close(at)? + 1;
            }
        }
        Some(at + usize::from(self.is(at, "unsafe") && self.is(at + 1, "mod")))
    }

    /// `mod x;` is kept; of `mod x { … }` what it holds. Gives what comes after it.
    fn module(&self, start: usize, keyword: usize, depth: u32, pieces: &mut Vec<Piece>) -> Option<usize> {
        let after = keyword + 2;
        if self.is(after, ";") {
            pieces.push(Piece::all(start..self.tokens[after].range.end));
            return Some(after + 1);
        }
        if !self.is(after, "{") {
            return None;
        }
        let close = self.close(after)?;
        let mut inner = Vec::new();
        self.items(after + 1..close, depth + 1, &mut inner)?;
        if !inner.is_empty() {
            let whole = start..self.tokens[close].range.end;
            let head = start..self.tokens[after].range.end;
            let inner = inner.into_iter().flat_map(|piece| piece.kept);
            let kept = std::iter::once(head).chain(inner).chain([self.tokens[close].range.clone()]).collect();
            pieces.push(Piece { whole, kept });
        }
        Some(close + 1)
    }

    /// `a::b! {` or `a! name {`: the macro's last name and the bracket that opens its arguments.
    fn macro_call(&self, mut at: usize) -> Option<(usize, usize)> {
        if self.is(at, ":") {
            at += 2;
        }
        while self.is_word(at) && self.is(at + 1, ":") && self.is(at + 2, ":") {
            at += 3;
        }
        if !self.is_word(at) || !self.is(at + 1, "!") {
            return None;
        }
        let group = at + 2 + usize::from(self.is_word(at + 2));
        matches!(&self.text[self.tokens.get(group)?.range.clone()], "(" | "[" | "{").then_some((at, group))
    }

    /// Past an item of another kind: its first `;`, or what its first braces hold.
    fn item_end(&self, mut at: usize, end: usize) -> Option<usize> {
        while at < end {
            if self.is(at, ";") {
                return Some(at + 1);
            }
            let close = self.close(at)?;
            if self.is(at, "{") {
                return Some(close + 1);
            }
            at = close + 1;
        }
        Some(end)
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
