//! The identity of a finding that survives moved lines, reordered items and reformatting.

use std::collections::BTreeMap;

use crate::syntax::lexer::{Kind, Lexer};

/// The fingerprint of a finding: 16 lower-case hexadecimal digits.
///
/// FNV-1a, 64 bits (offset basis 0xcbf29ce484222325, prime 0x100000001b3), over the rule's name, the path of the enclosing
/// item, the normalised tokens, each followed by a zero byte (none of them holds one), and `ordinal` as eight
/// little-endian bytes. `ordinal` counts the findings that agree in the three others, from 0 in the order of the
/// source. Baselines in other people's repositories depend on this: it never changes within a baseline version.
#[must_use]
pub fn fingerprint(rule: &str, item: &str, normalised_tokens: &str, ordinal: usize) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for part in [rule, item, normalised_tokens] {
        feed(part.as_bytes());
        feed(&[0]);
    }
    feed(&(ordinal as u64).to_le_bytes());
    format!("{hash:016x}")
}

/// Numbers findings that agree in rule, item and tokens. One serves a whole run, fed in the order of the source.
#[derive(Debug, Clone, Default)]
pub struct Fingerprinter {
    seen: BTreeMap<(String, String, String), usize>,
}

impl Fingerprinter {
    /// The fingerprint of the next finding of `rule` in `item`; `source` is the text it marks, not yet normalised.
    pub fn next(&mut self, rule: &str, item: &str, source: &str) -> String {
        let tokens = normalise(source);
        let key = (rule.to_owned(), item.to_owned(), tokens);
        let ordinal = self.seen.entry(key.clone()).or_insert(0);
        let made = fingerprint(rule, item, &key.2, *ordinal);
        *ordinal += 1;
        made
    }
}

/// `source` without what a formatter changes: comments, white space outside literals, and the marks it adds and takes away
/// (commas before a closing bracket, braces around the one expression of a closure or an arm, semicolons after a `return`,
/// doubled parentheses). Which words and literals follow each other is what identifies code; the marks are left out wherever
/// they stand.
///
/// One space stays where two words would run together.
#[must_use]
pub fn normalise(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut after_word = false;
    for lexeme in Lexer::from(source, 0) {
        let text = &source[lexeme.start..lexeme.end];
        match lexeme.kind {
            Kind::Space | Kind::LineComment | Kind::BlockComment => continue,
            Kind::Word | Kind::Literal => {
                if after_word {
                    out.push(' ');
                }
                after_word = true;
            }
            Kind::Punct if matches!(text, "," | ";" | "{" | "}") => continue,
            Kind::Punct if matches!(text, "(" | ")") && out.ends_with(text) => continue,
            Kind::Punct => after_word = false,
        }
        // A zero byte separates the parts of a fingerprint.
        out.extend(text.chars().filter(|c| *c != '\0'));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // Computed apart from this code: FNV-1a 64 of "a\0b\0c\0" and eight zero bytes.
        assert_eq!(fingerprint("a", "b", "c", 0), "555614ca1df74ffd");
        assert_ne!(fingerprint("a", "b", "c", 0), fingerprint("a", "b", "c", 1));
        assert_ne!(fingerprint("ab", "", "c", 0), fingerprint("a", "b", "c", 0));
    }

    #[test]
    fn formatting_is_not_part_of_the_identity() {
        let long = "redis::Client::open(\n    url, // the one\n    \"a  b\",\n)\n    .get_connection()";
        let short = "redis::Client::open(url, \"a  b\").get_connection()";
        assert_eq!(normalise(long), normalise(short));
        assert_eq!(normalise(short), "redis::Client::open(url \"a  b\").get_connection()");
        assert_eq!(
            normalise("map(|u| {\n    Pool::<\n        A,\n    >::of(((u)), b);\n})"),
            normalise("map(|u| Pool::<A>::of((u), b))")
        );
        assert_ne!(normalise("f(a, b)"), normalise("f(ab)"));
        assert_ne!(normalise("let ab"), normalise("letab"));
        assert_ne!(normalise("\"a b\""), normalise("\"ab\""));
        assert_eq!(normalise("&'a  mut T"), "&'a mut T");
    }

    #[test]
    fn equal_findings_are_numbered_and_others_are_not_touched() {
        let mut prints = Fingerprinter::default();
        let first = prints.next("r", "i", "open( u )");
        let other = prints.next("r", "j", "open(u)");
        let second = prints.next("r", "i", "open(u)");
        assert_eq!(first, fingerprint("r", "i", "open(u)", 0));
        assert_eq!(other, fingerprint("r", "j", "open(u)", 0));
        assert_eq!(second, fingerprint("r", "i", "open(u)", 1));
    }
}
