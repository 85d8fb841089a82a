//! The comments of a manifest: `# redis-ssot: allow(rule) -- reason`, after an entry or above it.

use super::comments::{Comment, CommentKind};
use super::directives::parse;
use super::place::{Cover, line, removal};
use super::silencer::Silencer;
use crate::position::{TextRange, to_u32};

/// The directives of a manifest, in its order.
pub(super) fn silencers(text: &str, known_rules: &[&str]) -> Vec<Silencer> {
    let comments = scan(text);
    let silencer = |comment: &Comment<'_>| {
        let directive = parse(comment, known_rules)?;
        Some(Silencer {
            directive,
            cover: cover(text, comment),
            comment: comment.range,
            removal: removal(text, comment.range),
            text: comment.body.trim().to_owned(),
        })
    };
    comments.iter().filter_map(silencer).collect()
}

/// After an entry, the line; on a line of its own, the next line that holds more than a comment, unless an empty one parts them.
fn cover(text: &str, comment: &Comment<'_>) -> Cover {
    if !comment.own_line {
        return Cover::Line(line(text, comment.range.start as usize));
    }
    let mut at = comment.range.end as usize;
    while let Some(next) = text[at..].find('\n').map(|found| at + found + 1) {
        let range = line(text, next);
        let content = range.slice(text).unwrap_or_default().trim();
        if content.is_empty() {
            break;
        }
        if !content.starts_with('#') {
            return Cover::Line(range);
        }
        at = next;
    }
    Cover::Within(TextRange::default())
}

/// All comments: `#` outside strings (TOML 1.0, "Comment" and "String").
fn scan(text: &str) -> Vec<Comment<'_>> {
    let mut comments = Vec::new();
    let mut own_line = true;
    let mut at = 0;
    while let Some(found) = text[at..].find(['#', '"', '\'', '\n']) {
        own_line &= text[at..at + found].trim_matches([' ', '\t', '\r', '\u{feff}']).is_empty();
        at += found;
        match text.as_bytes()[at] {
            b'\n' => {
                own_line = true;
                at += 1;
            }
            b'#' => {
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                let comment = text[at..end].trim_end_matches('\r');
                comments.push(Comment {
                    range: TextRange::new(to_u32(at), to_u32(at + comment.len())),
                    body: &comment[1..],
                    body_start: to_u32(at + 1),
                    kind: CommentKind::Line,
                    doc: None,
                    own_line,
                });
                at = end;
            }
            mark => {
                own_line = false;
                at = string_end(text, at, char::from(mark));
            }
        }
    }
    comments
}

/// Where the string that begins at `start` ends; one that is not closed ends with its line, in threes with the text.
fn string_end(text: &str, start: usize, mark: char) -> usize {
    let triple: String = std::iter::repeat_n(mark, 3).collect();
    let is_triple = text[start..].starts_with(&triple);
    let close = if is_triple { triple.as_str() } else { &triple[..1] };
    let mut at = start + close.len();
    while let Some(next) = text[at..].chars().next() {
        if text[at..].starts_with(close) {
            return at + close.len();
        }
        if next == '\n' && !is_triple {
            return at;
        }
        let escaped = mark == '"' && next == '\\';
        at += next.len_utf8();
        if escaped {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stand_outside_strings() {
        let text = concat!(
            "a = \"# no \\\" # no\" # one\n",
            "b = '# no \\' # two\n",
            "c = \"\"\"\n# no \"\" # no\n\"\"\" # three\r\n",
            "  # four\n",
            "d = '''\n# no'''#five\n",
            "e = \"open # no\n",
            "# six"
        );
        let found: Vec<(&str, bool)> = scan(text).iter().map(|found| (found.body.trim(), found.own_line)).collect();
        let wanted = [("one", false), ("two", false), ("three", false), ("four", true), ("five", false), ("six", true)];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_comment_covers_its_line_or_the_next_entry() {
        let text = concat!(
            "[dependencies]\n",
            "# redis-ssot: allow(misplaced-dependency) -- one\n",
            "# more\n",
            "redis = \"1\"\n",
            "fred = \"1\" # redis-ssot: allow(misplaced-dependency) -- two\n",
            "\n",
            "# redis-ssot: allow(misplaced-dependency) -- apart\n",
            "\n",
            "rustis = \"1\"\n"
        );
        let covers: Vec<Cover> =
            silencers(text, &["misplaced-dependency"]).into_iter().map(|found| found.cover).collect();
        let holds = |key: &str| {
            let at = to_u32(text.find(key).unwrap_or_default());
            covers.iter().position(|cover| cover.holds(TextRange::new(at, at + 4)))
        };
        assert_eq!((holds("redis = "), holds("fred"), holds("rustis"), covers.len()), (Some(0), Some(1), None, 3));
    }
}
