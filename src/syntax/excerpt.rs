//! Parts of a text that are parsed together, without what stands between them.

use std::borrow::Cow;

use crate::position::{TextRange, to_u32};

/// A text to be parsed, and where its lines stand in the file.
#[derive(Debug)]
pub(super) struct Excerpt<'t> {
    text: Cow<'t, str>,
    /// Where each part begins, here and in the file.
    parts: Vec<(u32, u32)>,
}

/// One line of an excerpt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Where it begins in the excerpt.
    pub(super) here: u32,
    /// Where it does in the file.
    pub(super) in_file: u32,
    /// Whether its characters are a byte each.
    pub(super) is_ascii: bool,
}

impl<'t> Excerpt<'t> {
    /// All of a text, which begins at a byte of its file.
    pub(super) fn whole(text: &'t str, start: u32) -> Self {
        Self { text: Cow::Borrowed(text), parts: vec![(0, start)] }
    }

    /// Parts of a file's text, in order, each of which begins a line; none where they are not of this text.
    pub(super) fn of(text: &'t str, parts: &[TextRange]) -> Option<Self> {
        if let [only] = parts {
            return Some(Self::whole(only.slice(text)?, only.start));
        }
        let mut excerpt = String::with_capacity(parts.iter().map(|part| part.len() as usize + 1).sum());
        let mut begins = Vec::with_capacity(parts.len());
        let mut at = 0;
        for part in parts {
            part.start.checked_sub(at)?;
            if !excerpt.is_empty() {
                excerpt.push('\n');
            }
            begins.push((to_u32(excerpt.len()), part.start));
            excerpt.push_str(part.slice(text)?);
            at = part.end;
        }
        Some(Self { text: Cow::Owned(excerpt), parts: begins })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where its first byte stands in the file.
    pub(super) fn start(&self) -> u32 {
        self.parts.first().map_or(0, |(_, in_file)| *in_file)
    }

    /// Its lines, in order.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line> {
        let bytes = self.text.as_bytes();
        let all_ascii = bytes.is_ascii();
        let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
        let mut begin = 0;
        let mut parts = self.parts.iter().peekable();
        let mut part = (0, self.start());
        ends.map(move |end| {
            let begins = std::mem::replace(&mut begin, end + 1);
            let here = to_u32(begins);
            while let Some(next) = parts.next_if(|(begins, _)| *begins <= here) {
                part = *next;
            }
            let is_ascii = all_ascii || bytes[begins..end].is_ascii();
            Line { here, in_file: part.1 + (here - part.0), is_ascii }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_knows_where_it_stands_in_the_file() {
        let text = "zero\none {\n  two\n} three\n\u{e4} four";
        let at = |what: &str| to_u32(text.find(what).unwrap_or_default());
        let parts = [TextRange::new(2, at("{") + 1), TextRange::new(at("}"), to_u32(text.len()))];
        let excerpt = Excerpt::of(text, &parts);
        let told: Vec<_> = excerpt
            .iter()
            .flat_map(|excerpt| {
                excerpt
                    .lines()
                    .map(|line| (&excerpt.text()[line.here as usize..], &text[line.in_file as usize..], line.is_ascii))
            })
            .map(|(here, in_file, is_ascii)| (here.lines().next(), in_file.lines().next(), is_ascii))
            .collect();
        assert_eq!(
            told,
            [
                (Some("ro"), Some("ro"), true),
                (Some("one {"), Some("one {"), true),
                (Some("} three"), Some("} three"), true),
                (Some("\u{e4} four"), Some("\u{e4} four"), false),
            ]
        );
        let backwards = [parts[1], parts[0]];
        assert!(Excerpt::of(text, &backwards).is_none() && Excerpt::of(text, &[TextRange::new(90, 91)]).is_none());
        assert_eq!(Excerpt::whole(text, 7).lines().map(|line| line.in_file - line.here).collect::<Vec<_>>(), [7; 5]);
    }
}
