//! Names that matter, looked for in texts that are not parsed.

use aho_corasick::{AhoCorasick, Match, MatchKind, packed};
use memchr::memmem;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::position::to_u32;

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
    /// A text with none of these has no needle; few and short, they are searched for several times as fast.
    pieces: Option<Pieces>,
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
        let pieces = pieces(&patterns).and_then(|pieces| Pieces::of(&pieces));
        Self { automaton, pieces, rows }
    }

    /// Where a text holds those that are looked for in a place like this: first bytes, in order.
    pub fn hits(&self, text: &str, mut here: impl FnMut(&P) -> bool) -> Vec<u32> {
        let automaton = self.automaton.as_ref().filter(|_| self.may_occur(text));
        let found = automaton.into_iter().flat_map(|automaton| automaton.find_iter(text));
        found.filter(|found| self.counts(text, found, &mut here)).map(|found| to_u32(found.start())).collect()
    }

    /// Whether a text holds one of those that are looked for in a place like this.
    pub fn occur(&self, text: &str, mut here: impl FnMut(&P) -> bool) -> bool {
        let automaton = self.automaton.as_ref().filter(|_| self.may_occur(text));
        automaton.is_some_and(|automaton| automaton.find_iter(text).any(|found| self.counts(text, &found, &mut here)))
    }

    fn may_occur(&self, text: &str) -> bool {
        self.pieces.as_ref().is_none_or(|pieces| pieces.occur(text.as_bytes()))
    }

    fn counts(&self, text: &str, found: &Match, here: impl FnMut(&P) -> bool) -> bool {
        let (is_word, places) = &self.rows[found.pattern().as_usize()];
        (!is_word || is_whole_word(text.as_bytes(), found.range())) && places.iter().any(here)
    }
}

/// A search for one of some pieces.
#[derive(Debug)]
enum Pieces {
    One(Box<memmem::Finder<'static>>),
    /// By vector instructions, so many at a time as these take.
    Packed(Vec<packed::Searcher>),
    /// On machines without them.
    Any(AhoCorasick),
}

impl Pieces {
    fn of(pieces: &[&[u8]]) -> Option<Self> {
        if let [piece] = pieces {
            return Some(Self::One(Box::new(memmem::Finder::new(piece).into_owned())));
        }
        let packed: Option<Vec<_>> = pieces.chunks(PACKED).map(packed::Searcher::new).collect();
        packed.map(Self::Packed).or_else(|| AhoCorasick::new(pieces).ok().map(Self::Any))
    }

    fn occur(&self, text: &[u8]) -> bool {
        match self {
            Self::One(finder) => finder.find(text).is_some(),
            Self::Packed(searchers) => searchers.iter().any(|searcher| searcher.find(text).is_some()),
            Self::Any(automaton) => automaton.is_match(text),
        }
    }
}

/// Bytes of a piece.
const PIECE: usize = 6;
/// So many pieces are searched for at once (`aho_corasick::packed` takes 64, fewer with fewer mistakes).
const PACKED: usize = 48;
/// So many pieces in all are worth a search of their own.
const MOST_PIECES: usize = 96;

/// Pieces of the patterns of which every pattern has one; none where it would take many.
fn pieces(patterns: &[SmolStr]) -> Option<Vec<&[u8]>> {
    let mut holders: FxHashMap<&[u8], Vec<usize>> = FxHashMap::default();
    for (at, pattern) in patterns.iter().enumerate() {
        for piece in pattern.as_bytes().windows(PIECE.min(pattern.len()).max(1)) {
            holders.entry(piece).or_default().push(at);
        }
    }
    let mut left = vec![true; patterns.len()];
    let mut chosen = Vec::new();
    while left.contains(&true) {
        let covers = |holders: &[usize]| holders.iter().filter(|at| left[**at]).count();
        let (piece, of) = holders.iter().max_by_key(|(piece, of)| (covers(of), **piece))?;
        chosen.push(*piece);
        of.iter().for_each(|at| left[*at] = false);
        if chosen.len() > MOST_PIECES {
            return None;
        }
    }
    Some(chosen)
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
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(|byte| is_word_byte(*byte))?;
        let len = bytes[start..].iter().position(|byte| !is_word_byte(*byte));
        at = len.map_or(bytes.len(), |len| start + len);
        // Characters beyond ASCII are of words throughout, so that none is cut.
        text.get(start..at)
    })
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
    fn words_are_what_stands_between() {
        let text = "r#a::b_1 \u{e4}x+\u{1f980}(\"c\"); ";
        assert_eq!(words(text).collect::<Vec<_>>(), ["r", "a", "b_1", "\u{e4}x", "\u{1f980}", "c"]);
        assert_eq!(words("").chain(words(" ;")).chain(words("x")).collect::<Vec<_>>(), ["x"]);
    }

    #[test]
    fn each_needle_has_a_piece() {
        let patterns =
            ["get_connection", "get_async_connection", "redis", "my_pool", "new_pool", "x"].map(SmolStr::from);
        let chosen = pieces(&patterns).unwrap_or_default();
        assert!(chosen.len() < patterns.len(), "{chosen:?}");
        for pattern in &patterns {
            assert!(chosen.iter().any(|piece| memchr::memmem::find(pattern.as_bytes(), piece).is_some()), "{pattern}");
        }
        let many: Vec<SmolStr> = (0..100).map(|at| SmolStr::from(format!("{at:03}_names"))).collect();
        assert!(pieces(&many).is_some_and(|pieces| pieces.len() == 1));
        let different: Vec<SmolStr> = (100..200).map(|at: u32| SmolStr::from(format!("{}", at * at))).collect();
        assert_eq!(pieces(&different), None);
    }

    #[test]
    fn a_needle_is_looked_for_in_its_places_alone() {
        let needles =
            Needles::new([(Needle::Word("a".into()), 1), (Needle::Word("a".into()), 2), (Needle::Word("b".into()), 3)]);
        assert!(needles.occur("x a y", |place| *place == 2));
        assert!(!needles.occur("x a y", |place| *place == 3));
    }
}
