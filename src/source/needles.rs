//! Names that matter, looked for in texts that are not parsed.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Needle {
    /// An identifier.
    Word(SmolStr),
    /// Any text, wherever it stands.
    Text(SmolStr),
}

/// Needles, each with the places it is looked for in.
#[derive(Debug)]
pub struct Needles<P> {
    automaton: Option<AhoCorasick>,
    /// By pattern: whether it is a word, and its places.
    rows: Vec<(bool, Vec<P>)>,
}

impl<P> Needles<P> {
    /// Prepares a search.
    pub fn new(wanted: impl IntoIterator<Item = (Needle, P)>) -> Self {
        let mut patterns: Vec<SmolStr> = Vec::new();
        let mut rows: Vec<(bool, Vec<P>)> = Vec::new();
        let mut known: FxHashMap<Needle, usize> = FxHashMap::default();
        for (needle, place) in wanted {
            let at = *known.entry(needle.clone()).or_insert(rows.len());
            if at == rows.len() {
                let (is_word, text) = match needle {
                    Needle::Word(word) => (true, word),
                    Needle::Text(text) => (false, text),
                };
                patterns.push(text);
                rows.push((is_word, Vec::new()));
            }
            rows[at].1.push(place);
        }
        // The longest at a place: where it is no word of its own, what it begins with is none either.
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns);
        let automaton = built.ok().filter(|_| !patterns.is_empty());
        Self { automaton, rows }
    }

    /// Whether a text holds one of those that are looked for in a place like this.
    pub fn occur(&self, text: &str, mut here: impl FnMut(&P) -> bool) -> bool {
        let Some(automaton) = &self.automaton else { return false };
        automaton.find_iter(text).any(|found| {
            let (is_word, places) = &self.rows[found.pattern().as_usize()];
            (!is_word || is_whole_word(text.as_bytes(), found.range())) && places.iter().any(&mut here)
        })
    }
}

/// Whether no identifier's character stands beside a range. Characters beyond ASCII count as such.
pub(super) fn is_whole_word(text: &[u8], range: std::ops::Range<usize>) -> bool {
    let is_word = |at: usize| text.get(at).is_some_and(|byte| is_word_byte(*byte));
    !(is_word(range.end) || range.start.checked_sub(1).is_some_and(is_word))
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// The identifiers of a text, keywords and numbers among them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_ascii() && !is_word_byte(c as u8)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occur(needles: &[Needle], text: &str) -> bool {
        Needles::new(needles.iter().map(|needle| (needle.clone(), ()))).occur(text, |()| true)
    }

    #[test]
    fn words_are_whole_and_texts_stand_anywhere() {
        let word = |name: &str| Needle::Word(SmolStr::from(name));
        assert!(occur(&[word("redis")], "use redis::Client;"));
        assert!(occur(&[word("redis")], "redistribute; r#redis::Client"));
        assert!(!occur(&[word("redis")], "redistribute redis_pool my_redis redisé"));
        assert!(occur(&[word("redis"), word("redis_pool")], "redis_pool"));
        assert!(!occur(&[word("redis"), word("redis_pool")], "redis_pools"));
        let text = Needle::Text(SmolStr::from("redis://"));
        assert!(occur(&[word("redis"), text], "\"redis://host\""));
        assert!(!occur(&[], "anything"));
    }

    #[test]
    fn a_needle_is_looked_for_in_its_places_alone() {
        let needles =
            Needles::new([(Needle::Word("a".into()), 1), (Needle::Word("a".into()), 2), (Needle::Word("b".into()), 3)]);
        assert!(needles.occur("x a y", |place| *place == 2));
        assert!(!needles.occur("x a y", |place| *place == 3));
    }
}
