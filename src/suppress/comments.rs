//! The comments of a source file.

use crate::position::{TextRange, to_u32};
use crate::syntax::lexer::{Kind, Lexer, doc_style};

pub use crate::syntax::lexer::DocStyle;

/// How a comment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentKind {
    /// `// …`
    Line,
    /// `/* … */`
    Block,
}

/// One comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'t> {
    /// Its bytes, markers included, line ending not.
    pub range: TextRange,
    /// What stands between the markers.
    pub body: &'t str,
    /// Where `body` begins in the file.
    pub body_start: u32,
    /// How it is written.
    pub kind: CommentKind,
    /// Whether it is a doc comment.
    pub doc: Option<DocStyle>,
    /// No code stands before it on its line.
    pub own_line: bool,
}

/// All comments of `text`, in order. Text in strings and characters is none; what is not closed runs to the end.
#[must_use]
pub fn scan(text: &str) -> Vec<Comment<'_>> {
    let mut comments = Vec::new();
    let mut code_on_line = false;
    for lexeme in Lexer::of_file(text) {
        let slice = &text[lexeme.start..lexeme.end];
        match lexeme.kind {
            Kind::Space => code_on_line &= !slice.contains('\n'),
            Kind::LineComment => {
                comments.push(comment(slice, lexeme.start, CommentKind::Line, !code_on_line));
            }
            Kind::BlockComment => {
                comments.push(comment(slice, lexeme.start, CommentKind::Block, !code_on_line));
                code_on_line &= !slice.contains('\n');
            }
            Kind::Literal | Kind::Word | Kind::Punct => code_on_line = true,
        }
    }
    comments
}

fn comment(slice: &str, start: usize, kind: CommentKind, own_line: bool) -> Comment<'_> {
    let slice = slice.strip_suffix('\r').unwrap_or(slice);
    let doc = doc_style(slice);
    let opening = if doc.is_some() { 3 } else { 2 };
    // `/*/` ends in `*/` and is not closed.
    let closed = kind == CommentKind::Block && slice.len() >= opening + 2 && slice.ends_with("*/");
    let closing = if closed { slice.len() - 2 } else { slice.len() };
    Comment {
        range: TextRange::new(to_u32(start), to_u32(start + slice.len())),
        body: slice.get(opening..closing).unwrap_or_default(),
        body_start: to_u32(start + opening),
        kind,
        doc,
        own_line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(text: &str) -> Vec<&str> {
        scan(text).into_iter().map(|comment| comment.body.trim()).collect()
    }

    #[test]
    fn text_in_literals_is_no_comment() {
        let text = r####"
let a = "// no"; // one
let b = r#"/* no " */"#; /* two */
let c = '"'; // three
let d = b'\''; // four
let e: &'static str = br##"// no "# "##; // five
let f = c"// no \" //"; let g = cr"\"; // six
let r#type = '\\'; // seven
fn lifetime<'a>(x: &'a str) -> &'a str { x } // eight
let h = "\\"; // nine
let i = 'x'; let j = '/'; // ten
/* a /* nested */ still */ let k = 1 / 2; // eleven
"####;
        let wanted = [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "a /* nested */ still",
            "eleven",
        ];
        assert_eq!(bodies(text), wanted);
    }

    #[test]
    fn marks_shebangs_and_carriage_returns_are_passed_over() {
        let text = "\u{feff}#!/usr/bin/env // no\r\n// one\r\nfn f() {} // two\r\n";
        let found = scan(text);
        assert_eq!(bodies(text), ["one", "two"]);
        assert_eq!(found[0].range, TextRange::new(25, 31), "in bytes of the file");
        assert!(!found[0].body.contains('\r'));
        assert!(found[0].own_line && !found[1].own_line);
        assert_eq!(bodies("#![allow(x)] // one"), ["one"]);
        assert_eq!(bodies("#! /* c */ [allow(x)] // one"), ["c", "one"]);
    }

    #[test]
    fn kinds_and_places_are_told_apart() {
        let text = "//! a\n/// b\n//// c\n/** d */ /*! e */ /*** f */ /**/ x // g\n/* h\n*/ // i\ny /* j\n*/ // k";
        let found = scan(text);
        let docs: Vec<_> = found.iter().map(|comment| comment.doc).collect();
        let (outer, inner) = (Some(DocStyle::Outer), Some(DocStyle::Inner));
        let first = [inner, outer, None, outer, inner, None, None];
        assert_eq!(docs[..7], first);
        let own: Vec<bool> = found.iter().map(|comment| comment.own_line).collect();
        let wanted = [true, true, true, true, true, true, true, false, true, true, false, true];
        assert_eq!(own, wanted, "a comment before is no code, a line's end clears it");
    }

    #[test]
    fn what_is_not_closed_ends_with_the_text() {
        for text in ["/* a", "\"a // b", "r#\"a\" // b", "'", "b'", "'\\", "r#", "br##", "/*/", "/**", "\"\\"] {
            assert!(scan(text).len() <= 1, "{text}");
        }
        assert_eq!(bodies("/* a"), ["a"]);
        assert_eq!(bodies("/*/"), ["/"]);
    }
}
