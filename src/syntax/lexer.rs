//! A coarse lexer of Rust: just enough to know what is a comment, what is a literal and what is code.
//!
//! It follows `rustc_lexer` in what begins and ends a lexeme (a test holds it to that crate), takes one pass, and never
//! fails: what is not terminated runs to the end of the text, as in rustc.

use memchr::{memchr, memchr2};

/// What a lexeme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// White space.
    Space,
    /// `// …` up to the line's end, which is not part of it.
    LineComment,
    /// `/* … */`, nested ones included.
    BlockComment,
    /// A string, byte string, C string, character or byte, raw or not.
    Literal,
    /// An identifier, keyword, lifetime or the digits of a number.
    Word,
    /// Any other character.
    Punct,
}

/// A lexeme: bytes `start..end` of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The lexemes of a text, one after the other without gaps.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    /// From the start of a file: a byte order mark and a shebang line are passed over.
    pub(crate) fn of_file(text: &'t str) -> Self {
        Self { text, at: prefix_len(text) }
    }

    /// From the byte `at`, which must be where a lexeme begins.
    pub(crate) fn from(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    fn char(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    /// The end of the white space from `at` on.
    fn space_end(&self, mut at: usize) -> usize {
        while let Some(c) = self.char(at).filter(|c| is_space(*c)) {
            at += c.len_utf8();
        }
        at
    }

    /// The end of the identifier characters from `at` on.
    fn word_end(&self, mut at: usize) -> usize {
        loop {
            let byte = self.byte(at);
            if byte == b'_' || byte.is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            match self.char(at) {
                Some(c) if !c.is_ascii() && c.is_alphanumeric() => at += c.len_utf8(),
                _ => return at,
            }
        }
    }

    fn starts_word(&self, at: usize) -> bool {
        self.char(at).is_some_and(|c| c == '_' || c.is_alphabetic())
    }

    fn line_comment_end(&self, at: usize) -> usize {
        memchr(b'\n', &self.text.as_bytes()[at..]).map_or(self.text.len(), |found| at + found)
    }

    /// `at` is past the opening `/*`.
    fn block_comment_end(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut depth = 1_usize;
        while let Some(found) = memchr2(b'/', b'*', &bytes[at..]) {
            at += found;
            match (bytes[at], self.byte(at + 1)) {
                (b'/', b'*') => {
                    depth += 1;
                    at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    at += 2;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => at += 1,
            }
        }
        bytes.len()
    }

    /// `at` is past the opening quote.
    fn string_end(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(found) = memchr2(b'"', b'\\', &bytes[at..]) {
            at += found;
            if bytes[at] == b'"' {
                return self.suffix_end(at + 1);
            }
            // An escape holds a quote or a backslash at most; a longer character after it holds neither.
            at = (at + 2).min(bytes.len());
        }
        bytes.len()
    }

    /// `at` is at the first `#` or the quote of a raw string.
    fn raw_string_end(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let start = at;
        while self.byte(at) == b'#' {
            at += 1;
        }
        let hashes = at - start;
        if self.byte(at) != b'"' {
            // No string after all; rustc passes over the character that should have been the quote.
            return at + self.char(at).map_or(0, char::len_utf8);
        }
        at += 1;
        while let Some(found) = memchr(b'"', &bytes[at..]) {
            at += found + 1;
            let closing = bytes[at..].iter().take(hashes).take_while(|byte| **byte == b'#').count();
            at += closing;
            if closing == hashes {
                return self.suffix_end(at);
            }
        }
        bytes.len()
    }

    /// A literal's suffix (`"x"suffix`) belongs to it.
    fn suffix_end(&self, at: usize) -> usize {
        if self.starts_word(at) { self.word_end(at) } else { at }
    }

    /// `at` is past an opening `'` that is no lifetime's.
    fn quoted_char_end(&self, mut at: usize) -> usize {
        if let Some(only) = self.char(at) {
            let after = at + only.len_utf8();
            if only != '\\' && self.byte(after) == b'\'' {
                return self.suffix_end(after + 1);
            }
        }
        loop {
            match self.char(at) {
                Some('\'') => return self.suffix_end(at + 1),
                None | Some('/') => return at,
                Some('\n') if self.byte(at + 1) != b'\'' => return at,
                Some('\\') => at += 1 + self.char(at + 1).map_or(0, char::len_utf8),
                Some(c) => at += c.len_utf8(),
            }
        }
    }

    /// `at` is past a `'`: a lifetime or a character.
    fn quote(&self, at: usize) -> (Kind, usize) {
        let Some(first) = self.char(at) else {
            return (Kind::Literal, at);
        };
        let second = self.byte(at + first.len_utf8());
        let lifetime = second != b'\'' && (first == '_' || first.is_alphabetic() || first.is_ascii_digit());
        if !lifetime {
            return (Kind::Literal, self.quoted_char_end(at));
        }
        if first == 'r' && second == b'#' && self.starts_word(at + 2) {
            return (Kind::Word, self.word_end(at + 2));
        }
        let end = self.word_end(at);
        if self.byte(end) == b'\'' {
            // Several characters in single quotes are an error that rustc does not look for a suffix after.
            return (Kind::Literal, end + 1);
        }
        (Kind::Word, end)
    }

    fn word(&self, start: usize) -> (Kind, usize) {
        let end = self.word_end(start);
        let word = &self.text[start..end];
        match (word, self.byte(end)) {
            ("r", b'#') if self.starts_word(end + 1) => (Kind::Word, self.word_end(end + 1)),
            ("r" | "br" | "cr", b'#' | b'"') => (Kind::Literal, self.raw_string_end(end)),
            ("b" | "c", b'"') => (Kind::Literal, self.string_end(end + 1)),
            ("b", b'\'') => (Kind::Literal, self.quoted_char_end(end + 1)),
            _ => (Kind::Word, end),
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Lexeme;

    fn next(&mut self) -> Option<Lexeme> {
        let start = self.at;
        let first = self.char(start)?;
        let (kind, end) = match first {
            '/' if self.byte(start + 1) == b'/' => (Kind::LineComment, self.line_comment_end(start)),
            '/' if self.byte(start + 1) == b'*' => (Kind::BlockComment, self.block_comment_end(start + 2)),
            '"' => (Kind::Literal, self.string_end(start + 1)),
            '\'' => self.quote(start + 1),
            '_' | 'a'..='z' | 'A'..='Z' | '0'..='9' => self.word(start),
            c if is_space(c) => (Kind::Space, self.space_end(start)),
            c if c.is_alphanumeric() => (Kind::Word, self.word_end(start)),
            c => (Kind::Punct, start + c.len_utf8()),
        };
        self.at = end;
        Some(Lexeme { kind, start, end })
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}')
}

/// Bytes of the byte order mark and the shebang line, which are no Rust.
fn prefix_len(text: &str) -> usize {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(rest) = text[bom..].strip_prefix("#!") else {
        return bom;
    };
    // `#![…]` is an attribute, also with space or plain comments between: rustc looks at the next token.
    let next = Lexer::from(rest, 0).find(|lexeme| match lexeme.kind {
        Kind::Space => false,
        Kind::LineComment | Kind::BlockComment => doc_style(&rest[lexeme.start..lexeme.end]).is_some(),
        _ => true,
    });
    if next.is_some_and(|lexeme| rest.as_bytes()[lexeme.start] == b'[') {
        return bom;
    }
    memchr(b'\n', text.as_bytes()).unwrap_or(text.len())
}

/// What a doc comment documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocStyle {
    /// `///` and `/** */`: the item that follows.
    Outer,
    /// `//!` and `/*! */`: the item it stands in.
    Inner,
}

/// Whether a comment, given with its markers, is a doc comment.
pub(crate) fn doc_style(comment: &str) -> Option<DocStyle> {
    let bytes = comment.as_bytes();
    let third = bytes.get(2).copied().unwrap_or(b' ');
    let fourth = bytes.get(3).copied().unwrap_or(b' ');
    match (comment.get(..2), third) {
        (_, b'!') => Some(DocStyle::Inner),
        (Some("//"), b'/') if fourth != b'/' => Some(DocStyle::Outer),
        (Some("/*"), b'*') if fourth != b'*' && fourth != b'/' => Some(DocStyle::Outer),
        _ => None,
    }
}
