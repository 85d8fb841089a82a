//! The identifiers of texts, and which of them are known.

use std::borrow::Borrow;
use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;

/// The identifiers of a text, keywords and numbers among them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    // Characters beyond ASCII are of words throughout, so that none is cut.
    word_ranges(text).filter_map(|range| text.get(range))
}

/// Where they stand: bytes, in order.
pub(super) fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(|byte| WORD[usize::from(*byte)])?;
        let len = bytes[start..].iter().position(|byte| !WORD[usize::from(*byte)]);
        at = len.map_or(bytes.len(), |len| start + len);
        Some(start..at)
    })
}

/// The names of a text that stand after `.` or `::`, and for the latter the name before: what may be called, comments and strings
/// among it.
pub fn called(text: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let bytes = text.as_bytes();
    let mut before = 0..0;
    word_ranges(text).filter_map(move |range| {
        let last = std::mem::replace(&mut before, range.clone());
        let name = text.get(range.clone())?;
        match bytes.get(range.start.checked_sub(1)?)? {
            b'.' => Some((None, name)),
            b':' if last.end + 2 == range.start => Some((text.get(last), name)),
            b':' if text.get(..range.start)?.ends_with("::") => Some((None, name)),
            _ => None,
        }
    })
}

/// Whether no identifier's character stands beside a range. Characters beyond ASCII count as such.
pub(super) fn is_whole_word(text: &[u8], range: std::ops::Range<usize>) -> bool {
    let is_word = |at: usize| text.get(at).is_some_and(|byte| WORD[usize::from(*byte)]);
    !(is_word(range.end) || range.start.checked_sub(1).is_some_and(is_word))
}

/// Whether a byte is part of an identifier.
const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let ascii = byte as u8;
        table[byte] = ascii.is_ascii_alphanumeric() || ascii == b'_' || !ascii.is_ascii();
        byte += 1;
    }
    table
};

/// What is known of some words. Most words of a text are not among them, and are told apart without being hashed.
#[derive(Debug)]
pub struct Words<K, V> {
    values: FxHashMap<K, V>,
    /// A bit for each pair of a first and a last byte.
    ends: Vec<u64>,
}

impl<K: Borrow<str> + Hash + Eq, V> Words<K, V> {
    /// The words and what is known of each.
    pub fn of(words: impl IntoIterator<Item = (K, V)>) -> Self {
        let values: FxHashMap<K, V> = words.into_iter().collect();
        let mut ends = vec![0; 1 << 10];
        for (block, bit) in values.keys().filter_map(|word| end_bit(word.borrow())) {
            ends[block] |= bit;
        }
        Self { values, ends }
    }

    /// What is known of a word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&V> {
        let (block, bit) = end_bit(word)?;
        if self.ends[block] & bit == 0 { None } else { self.values.get(word) }
    }
}

fn end_bit(word: &str) -> Option<(usize, u64)> {
    let (first, last) = (word.as_bytes().first()?, word.as_bytes().last()?);
    let at = usize::from(*first) << 8 | usize::from(*last);
    Some((at / 64, 1 << (at % 64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_stands_between() {
        let text = "r#a::b_1 \u{e4}x+\u{1f980}(\"c\"); ";
        assert_eq!(words(text).collect::<Vec<_>>(), ["r", "a", "b_1", "\u{e4}x", "\u{1f980}", "c"]);
        assert_eq!(words("").chain(words(" ;")).chain(words("x")).collect::<Vec<_>>(), ["x"]);
    }

    #[test]
    fn what_may_be_called_stands_after_a_dot_or_a_path() {
        let text = "a.b(c)\n  .d(); E::f(g: H); x::<T>::y(); 0..=z; v[..w]";
        let found: Vec<_> = called(text).collect();
        assert_eq!(found, [(None, "b"), (None, "d"), (Some("E"), "f"), (None, "y"), (None, "w")]);
    }

    #[test]
    fn words_are_known_whole() {
        let known = Words::of([("redis", 1), ("r", 2), ("\u{e4}x", 3)]);
        let found: Vec<_> = words("redis::rs(r, \u{e4}x, rediss, s)").filter_map(|word| known.get(word)).collect();
        assert_eq!(found, [&1, &2, &3]);
        assert_eq!(known.get(""), None);
    }
}
