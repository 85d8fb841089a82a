//! Text that is safe to show and to write: one place decides what a hostile source, path or configuration may not do.
//!
//! Two ways out, used by every format: [`sanitize`] for text people read (each dangerous character becomes a visible
//! one of width 1, so columns stay aligned) and [`write_json`] for text machines read (the same characters are
//! escaped, so nothing is lost).

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

/// Whether a character could move the cursor, start an escape sequence, reorder text or hide in it.
///
/// C0 and C1 controls, DEL, line and paragraph separators, and the format characters of Unicode's bidirectional
/// algorithm, of zero width, and the tag block. rustc replaces the same set in its own output.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// What is shown for a character: itself, or a visible stand-in of width 1 (`␛` for an escape, `�` without a picture).
#[must_use]
pub fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if is_hostile(c) => '\u{fffd}',
        c => c,
    }
}

/// The text on one line, safe for a terminal, a log or a page: line breaks are replaced too.
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hostile) { Cow::Owned(text.chars().map(visible).collect()) } else { Cow::Borrowed(text) }
}

/// Like [`sanitize`], but the text may have several lines.
#[must_use]
pub fn sanitize_lines(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c != '\n' && is_hostile(c)) {
        Cow::Owned(text.lines().map(sanitize).collect::<Vec<_>>().join("\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as words of GitHub-flavoured Markdown, also in a table: nothing in it is markup, nobody is mentioned.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    let text = sanitize(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let escape = |c: char| {
        let markup = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '!' | '#' | '@' | '~' | '$');
        markup.then_some('\\').into_iter().chain(std::iter::once(c))
    };
    text.chars().flat_map(escape).collect()
}

/// The text as a code span of GitHub-flavoured Markdown, also in a table.
#[must_use]
pub fn markdown_code(text: &str) -> String {
    let text = sanitize(text);
    if text.trim().is_empty() {
        return escape_markdown(&text);
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A table's cells are parted before code is looked for.
    let inner = text.replace('|', "\\|");
    let pad = if inner.starts_with(['`', ' ']) || inner.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{inner}{pad}{fence}")
}

/// A path as the path of a URI reference: `/` stays, everything but unreserved ASCII becomes `%XX` (RFC 3986).
#[must_use]
pub fn percent_encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            push_percent(&mut encoded, byte);
        }
    }
    encoded
}

/// Appends `%XX`.
pub fn push_percent(text: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    text.push('%');
    text.push(char::from(DIGITS[usize::from(byte >> 4)]));
    text.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// Writes a value as JSON on one line, without a line break after it.
///
/// # Errors
/// What `out` returns.
pub fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, Safe(CompactFormatter))).map_err(io::Error::from)
}

/// Writes a value as indented JSON, with a line break after it.
///
/// # Errors
/// What `out` returns.
pub fn write_json_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let formatter = Safe(PrettyFormatter::new());
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, formatter)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// A JSON formatter that escapes hostile characters JSON itself would let through (DEL, C1, bidi, zero width).
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_hostile(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_become_visible_ones_of_the_same_count() {
        let text = "a\u{1b}[31m\u{7f}\u{9b}\u{202e}\r\n\tz\u{200b}\u{e0041}";
        let shown = sanitize(text);
        assert_eq!(shown, "a\u{241b}[31m\u{2421}\u{fffd}\u{fffd}\u{240d}\u{240a} z\u{fffd}\u{fffd}");
        assert_eq!(shown.chars().count(), text.chars().count());
        assert!(!shown.chars().any(is_hostile));
        assert!(matches!(sanitize("caf\u{e9} \u{4e2d}"), Cow::Borrowed(_)));
        assert_eq!(sanitize_lines("a\u{1b}\nb"), "a\u{241b}\nb");
    }

    #[test]
    fn json_is_escaped_and_loses_nothing() {
        let text = "a\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}\"\\z";
        for write in [|o: &mut Vec<u8>, t: &str| write_json(o, &t), |o: &mut Vec<u8>, t: &str| write_json_pretty(o, &t)]
        {
            let mut out = Vec::new();
            write(&mut out, text).unwrap();
            let written = String::from_utf8(out).unwrap();
            assert!(!written.trim_end().chars().any(is_hostile), "{written:?}");
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }

    #[test]
    fn markdown_is_words_or_code() {
        assert_eq!(escape_markdown("a|b_c <i>@me\u{202e}\n# x"), "a\\|b\\_c &lt;i&gt;\\@me\u{fffd}\u{240a}\\# x");
        assert_eq!(markdown_code("a::b"), "`a::b`");
        assert_eq!(markdown_code("a|`b``c`"), "``` a\\|`b``c` ```");
        assert_eq!(markdown_code(""), "");
    }

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(percent_encode("a b/\u{e9}#:%.rs"), "a%20b/%C3%A9%23%3A%25.rs");
    }
}
