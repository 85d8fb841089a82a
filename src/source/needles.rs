//! Names that matter, looked for in texts that are not parsed.

use aho_corasick::{AhoCorasick, MatchKind, packed};
use memchr::memmem;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::words::{Words, is_whole_word, word_ranges};
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
    finder: Finder,
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
        let pieces = pieces(&patterns).and_then(|pieces| Pieces::of(&pieces));
        let is_word = |text: &SmolStr| word_ranges(text).next() == Some(0..text.len());
        let are_words = || rows.iter().all(|(is_word, _)| *is_word) && patterns.iter().all(is_word);
        let finder = if pieces.is_none() && patterns.len() > MANY && are_words() {
            Finder::Words(Words::of(patterns.into_iter().zip(0..)))
        } else {
            // The longest at a place: where it is no word of its own, what it begins with is none either.
            let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns);
            built.ok().filter(|_| !patterns.is_empty()).map_or(Finder::Nothing, Finder::Automaton)
        };
        Self { finder, pieces, rows }
    }

    /// Where a text holds those that are looked for in a place like this: first bytes, in order.
    pub fn hits(&self, text: &str, here: impl FnMut(&P) -> bool) -> Vec<u32> {
        self.found(text, here).collect()
    }

    /// Whether a text holds one of those that are looked for in a place like this.
    pub fn occur(&self, text: &str, here: impl FnMut(&P) -> bool) -> bool {
        self.found(text, here).next().is_some()
    }

    fn found(&self, text: &str, mut here: impl FnMut(&P) -> bool) -> impl Iterator<Item = u32> {
        let (automaton, words) = match &self.finder {
            Finder::Automaton(automaton) => (Some(automaton).filter(|_| self.may_occur(text)), None),
            Finder::Words(words) => (None, Some(words)),
            Finder::Nothing => (None, None),
        };
        let found = automaton.into_iter().flat_map(move |automaton| automaton.find_iter(text));
        let found = found.filter(move |found| {
            let (is_word, _) = &self.rows[found.pattern().as_usize()];
            !is_word || is_whole_word(text.as_bytes(), found.range())
        });
        let found = found.map(|found| (found.start(), found.pattern().as_usize()));
        let named = words.into_iter().flat_map(move |words| {
            word_ranges(text).filter_map(|range| Some((range.start, *words.get(text.get(range)?)?)))
        });
        let here = move |(_, row): &(usize, usize)| self.rows[*row].1.iter().any(&mut here);
        found.chain(named).filter(here).map(|(start, _)| to_u32(start))
    }

    fn may_occur(&self, text: &str) -> bool {
        self.pieces.as_ref().is_none_or(|pieces| pieces.occur(text.as_bytes()))
    }
}

/// How needles are found.
#[derive(Debug)]
enum Finder {
    Nothing,
    Automaton(AhoCorasick),
    /// Each word of a text is looked up: as fast as an automaton that no cache holds, and there at once.
    Words(Words<SmolStr, usize>),
}

/// An automaton of so many needles is a table (`aho_corasick` builds no DFA for more).
const MANY: usize = 100;

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
    let mut all = Candidates::of(patterns);
    let mut left = patterns.len();
    let mut chosen = Vec::new();
    while left > 0 {
        let best = all.best()?;
        // None of the others is in more patterns.
        if chosen.len() + left.div_ceil(all.in_patterns[best].max(1)) > MOST_PIECES {
            return None;
        }
        chosen.push(all.pieces[best]);
        left -= all.cover(best);
    }
    Some(chosen)
}

/// The pieces of patterns that have none of those that were chosen.
struct Candidates<'p> {
    pieces: Vec<&'p [u8]>,
    /// The patterns each stands in.
    holders: Vec<Vec<usize>>,
    /// How many of these are not covered.
    in_patterns: Vec<usize>,
    /// The pieces of each pattern; none once it is covered.
    of: Vec<Vec<usize>>,
}

impl<'p> Candidates<'p> {
    fn of(patterns: &'p [SmolStr]) -> Self {
        let mut all = Self { pieces: Vec::new(), holders: Vec::new(), in_patterns: Vec::new(), of: Vec::new() };
        let mut ids: FxHashMap<&[u8], usize> = FxHashMap::default();
        for (pattern, text) in patterns.iter().enumerate() {
            all.of.push(Vec::new());
            for piece in text.as_bytes().windows(PIECE.min(text.len()).max(1)) {
                let id = *ids.entry(piece).or_insert(all.pieces.len());
                if id == all.pieces.len() {
                    all.pieces.push(piece);
                    all.holders.push(Vec::new());
                    all.in_patterns.push(0);
                }
                if all.holders[id].last() != Some(&pattern) {
                    all.holders[id].push(pattern);
                    all.in_patterns[id] += 1;
                    all.of[pattern].push(id);
                }
            }
        }
        all
    }

    /// The piece that most patterns have.
    fn best(&self) -> Option<usize> {
        (0..self.pieces.len()).max_by_key(|id| (self.in_patterns[*id], self.pieces[*id]))
    }

    /// Covers the patterns that have a piece, and says how many these are.
    fn cover(&mut self, id: usize) -> usize {
        let covered = self.in_patterns[id];
        for pattern in std::mem::take(&mut self.holders[id]) {
            for piece in std::mem::take(&mut self.of[pattern]) {
                self.in_patterns[piece] -= 1;
            }
        }
        covered
    }
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
