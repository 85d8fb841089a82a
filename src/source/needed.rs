//! Which function bodies and `impl`s of a file are read: those that name what the file was read for.

use rustc_hash::FxHashSet;

use super::words::words;
use crate::position::TextRange;
use crate::syntax::items::Items;
use crate::syntax::places::{BodyPlace, ImplPlace, LeftOut};

/// How often a name of the file may lead to another that is looked for too.
const STEPS: usize = 4;
/// Words that bind nothing.
const KEYWORDS: [&str; 7] = ["use", "pub", "crate", "self", "super", "as", "in"];

/// What can be left out of a text, which was found to name what matters at these bytes. Where it names nothing, but is asked for what it
/// declares, all `impl`s are read.
///
/// What the file binds to such a name with `use` or an item of its own is looked for too. To leave out too many costs another
/// round, as to leave out too few costs time: whoever analyses finds by types what was missed.
#[must_use]
pub fn left_out(text: &str, hits: &[u32]) -> LeftOut {
    let Items { bodies, impls, others } = Items::of(text);
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
    let impls: Vec<ImplPlace> =
        impls.into_iter().filter(|place| !hits.is_empty() && !named(place.with_comments())).collect();
    // What is in them goes with them.
    let mut around = impls.iter().peekable();
    let mut is_within = |place: &BodyPlace| {
        while around.next_if(|of| of.range.end <= place.body.start).is_some() {}
        around.peek().is_some_and(|of| of.range.contains(place.body))
    };
    let bodies = bodies.into_iter().filter(|place| !is_within(place) && !named(place.function) && !named(place.head));
    LeftOut { bodies: bodies.collect(), impls }
}

/// Of what was left out of a file what is needed once it was found to name what matters at these bytes too, and what is not. An `impl`
/// that is needed has the bodies that are not.
#[must_use]
pub fn split(left_out: &LeftOut, hits: &[u32]) -> (LeftOut, LeftOut) {
    let (bodies, still) = left_out.bodies.iter().partition(|place| is_body_needed(place, hits));
    let (mut needed, mut still) =
        (LeftOut { bodies, ..LeftOut::default() }, LeftOut { bodies: still, impls: Vec::new() });
    for place in &left_out.impls {
        if is_hit(hits, place.with_comments()) {
            let mut place = place.clone();
            place.bodies.retain(|body| !is_body_needed(body, hits));
            still.bodies.extend(&place.bodies);
            needed.impls.push(place);
        } else {
            still.impls.push(place.clone());
        }
    }
    still.bodies.sort_unstable_by_key(|place| place.body.start);
    (needed, still)
}

/// Whether something of what was left out is needed.
#[must_use]
pub fn is_needed(left_out: &LeftOut, hits: &[u32]) -> bool {
    left_out.bodies.iter().any(|place| is_body_needed(place, hits))
        || left_out.impls.iter().any(|place| is_hit(hits, place.with_comments()))
}

fn is_body_needed(place: &BodyPlace, hits: &[u32]) -> bool {
    is_hit(hits, place.function) || is_hit(hits, place.head)
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
struct Other { words: Words }
// Comments above it are about it.
/// Its documentation.
impl Other { fn size(&self) -> usize { self.words.len() } fn first(&self) -> u8 { self.words.first() } }
";

    fn names(places: &[BodyPlace]) -> Vec<&str> {
        places.iter().map(|place| &TEXT[place.function.start as usize..place.body.start as usize - 1]).collect()
    }

    fn at(what: &str) -> u32 {
        to_u32(TEXT.find(what).unwrap_or_default())
    }

    #[test]
    fn what_a_name_of_the_file_leads_to_is_read() {
        let named = left_out(TEXT, &[at("redis")]);
        assert_eq!(names(&named.bodies), ["fn plain()"]);
        let impls: Vec<_> = named.impls.iter().filter_map(|place| place.range.slice(TEXT)).collect();
        assert_eq!(impls, [&TEXT[at("/// Its") as usize..TEXT.len() - 1]]);
        // Asked for what it declares: that is read.
        let asked = left_out(TEXT, &[]);
        assert_eq!((asked.bodies.len(), asked.impls.len()), (5, 0));
    }

    #[test]
    fn a_body_is_read_once_something_in_its_function_or_head_matters() {
        let left_out = LeftOut { impls: Vec::new(), ..left_out(TEXT, &[]) };
        let hits = [at("[1, 2"), at("Other { fn")];
        assert!(is_needed(&left_out, &hits) && !is_needed(&left_out, &[at("struct")]));
        let (needed, still) = split(&left_out, &hits);
        assert_eq!(names(&needed.bodies), ["fn plain()", "fn size(&self) -> usize", "fn first(&self) -> u8"]);
        assert_eq!(still.bodies.len(), 2);
    }

    #[test]
    fn an_impl_is_read_once_something_in_it_or_above_it_matters_and_of_its_bodies_those_that_do() {
        let left_out = left_out(TEXT, &[at("redis")]);
        for (what, needed_bodies) in [("Comments", 0), ("words.first", 1), ("Other { fn", 2)] {
            assert!(is_needed(&left_out, &[at(what)]), "{what}");
            let (needed, still) = split(&left_out, &[at(what)]);
            assert_eq!((needed.bodies.len(), needed.impls.len(), still.impls.len()), (0, 1, 0), "{what}");
            assert_eq!(needed.impls[0].bodies.len(), 2 - needed_bodies, "{what}");
            assert_eq!(still.bodies.len(), 1 + 2 - needed_bodies, "{what}");
        }
        let (needed, still) = split(&left_out, &[left_out.impls[0].last()]);
        assert_eq!((needed.impls[0].bodies.len(), still.bodies.len()), (2, 3));
    }
}
