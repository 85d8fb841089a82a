//! Which function bodies of a file are read: those that name what the file was read for.

use rustc_hash::FxHashSet;

use super::words::words;
use crate::position::TextRange;
use crate::syntax::bodies::{BodyPlace, Items};

/// How often a name of the file may lead to another that is looked for too.
const STEPS: usize = 4;
/// Words that bind nothing.
const KEYWORDS: [&str; 7] = ["use", "pub", "crate", "self", "super", "as", "in"];

/// The bodies of a text that can be left out, which was found to name what matters at these bytes.
///
/// What the file binds to such a name with `use` or an item of its own is looked for too. To leave out too many costs another
/// round, as to leave out too few costs time: whoever analyses finds by types what was missed.
#[must_use]
pub fn left_out(text: &str, hits: &[u32]) -> Vec<BodyPlace> {
    let Items { bodies, others } = Items::of(text);
    let mut names: FxHashSet<&str> = FxHashSet::default();
    let slice = |range: TextRange| range.slice(text).unwrap_or_default();
    for _ in 0..STEPS {
        let before = names.len();
        for other in &others {
            if !is_hit(hits, other.range) && !words(slice(other.range)).any(|word| names.contains(word)) {
                continue;
            }
            if other.name.is_empty() {
                names.extend(words(slice(other.range)).filter(|word| !KEYWORDS.contains(word)));
            } else {
                names.insert(slice(other.name));
            }
        }
        if names.len() == before {
            break;
        }
    }
    let named = |range: TextRange| is_hit(hits, range) || words(slice(range)).any(|word| names.contains(word));
    bodies.into_iter().filter(|place| !named(place.function) && !named(place.head)).collect()
}

/// Of the bodies that were left out of a file those that are needed once it was found to name what matters at these bytes too, and
/// those that are not.
#[must_use]
pub fn split(left_out: &[BodyPlace], hits: &[u32]) -> (Vec<BodyPlace>, Vec<BodyPlace>) {
    left_out.iter().partition(|place| is_hit(hits, place.function) || is_hit(hits, place.head))
}

/// Whether one of the bytes, which are in order, stands in a range.
fn is_hit(hits: &[u32], range: TextRange) -> bool {
    let first = hits.partition_point(|hit| *hit < range.start);
    hits.get(first).is_some_and(|hit| *hit < range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::to_u32;

    const TEXT: &str = "use redis::{Client as Raw, Commands};
type Handle = Raw;
fn opens() { Handle::open(\"x\") }
fn plain() { let x = [1, 2, 3]; x }
struct Store { raw: Raw }
impl Store { fn size(&self) -> usize { self.raw.len() } }
impl Other { fn size(&self) -> usize { self.words.len() } }
";

    fn names(places: &[BodyPlace]) -> Vec<&str> {
        places.iter().map(|place| &TEXT[place.function.start as usize..place.body.start as usize - 1]).collect()
    }

    #[test]
    fn what_a_name_of_the_file_leads_to_is_read() {
        let hits = [to_u32(TEXT.find("redis").unwrap_or_default())];
        assert_eq!(names(&left_out(TEXT, &hits)), ["fn plain()", "fn size(&self) -> usize"]);
        assert_eq!(left_out(TEXT, &[]).len(), 4);
    }

    #[test]
    fn a_body_is_read_once_something_in_its_function_or_head_matters() {
        let left_out = left_out(TEXT, &[]);
        let hits = ["[1, 2", "Other"].map(|what| to_u32(TEXT.find(what).unwrap_or_default()));
        let (needed, still) = split(&left_out, &hits);
        assert_eq!(names(&needed), ["fn plain()", "fn size(&self) -> usize"]);
        assert_eq!(still.len(), 2);
    }
}
