//! HTML by parts: what the program says is written as it is, everything else is made safe on the way.

use super::words::{Piece, pieces};
use crate::report::text::visible;

/// A page as it grows.
#[derive(Debug, Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    /// Markup. A constant of the program: nothing from a codebase comes this way.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: impl Into<f64>) -> &mut Self {
        self.out.push_str(&number.into().to_string());
        self
    }

    /// A count.
    pub(super) fn count(&mut self, count: usize) -> &mut Self {
        self.out.push_str(&count.to_string());
        self
    }

    /// Words, or the value of a quoted attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        text.chars().for_each(|c| self.char(c));
        self
    }

    fn char(&mut self, c: char) {
        match visible(c) {
            '&' => self.out.push_str("&amp;"),
            '<' => self.out.push_str("&lt;"),
            '>' => self.out.push_str("&gt;"),
            '"' => self.out.push_str("&quot;"),
            '\'' => self.out.push_str("&#39;"),
            c => self.out.push(c),
        }
    }

    /// A path or name that may be broken behind its separators.
    pub(super) fn path(&mut self, path: &str) -> &mut Self {
        let mut chars = path.chars().peekable();
        while let Some(c) = chars.next() {
            self.char(c);
            let after = chars.peek();
            let ends = match c {
                ':' => after.is_some_and(|next| *next != ':'),
                '/' => after.is_some(),
                _ => false,
            };
            if ends {
                self.out.push_str("<wbr>");
            }
        }
        self
    }

    /// A path or name as code.
    pub(super) fn code(&mut self, code: &str) -> &mut Self {
        self.raw("<code>").path(code).raw("</code>")
    }

    /// A sentence with its names as code.
    pub(super) fn prose(&mut self, text: &str) -> &mut Self {
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Code(code) => self.code(code),
            };
        }
        self
    }

    /// Several parts with something between them.
    pub(super) fn joined<T>(
        &mut self,
        parts: impl IntoIterator<Item = T>,
        between: &'static str,
        mut write: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                self.raw(between);
            }
            write(self, part);
        }
        self
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_is_markup() {
        let mut html = Html::default();
        html.text("<script>\"'&\u{202e}\u{1b}\u{0}").prose(" `a::b</code>` `").path("x/y.rs");
        assert_eq!(
            html.finish(),
            "&lt;script&gt;&quot;&#39;&amp;\u{fffd}\u{241b}\u{2400} <code>a::<wbr>b&lt;/<wbr>code&gt;</code> `x/<wbr>y.rs"
        );
    }
}
