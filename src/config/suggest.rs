//! "Did you mean": the nearest known word to one that is not known.

/// The candidate a user most likely meant by `word`, if one is near enough.
///
/// Case, and `_` for `-`, count as the same. Among equally near candidates the first wins, so the answer does not
/// depend on anything but the arguments.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = fold(word);
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = likeness(&word, &fold(candidate));
        if best.is_none_or(|(of_best, _)| likeness > of_best) {
            best = Some((likeness, candidate));
        }
    }
    // 0.6 accepts one slip in three letters and refuses unrelated words of equal length.
    best.filter(|(likeness, _)| *likeness > 0.6).map(|(_, candidate)| candidate)
}

/// "did you mean `x`?" for an unknown word, if anything is near it.
#[must_use]
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    nearest(word, candidates).map(|found| format!("did you mean `{found}`?"))
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

/// 1 for equal words, else the better of the edit distance over the length and, for words cut short or run on, a
/// prefix of at least three letters.
fn likeness(word: &str, candidate: &str) -> f64 {
    let by_edit = strsim::normalized_damerau_levenshtein(word, candidate);
    let (short, long) = if word.len() < candidate.len() { (word, candidate) } else { (candidate, word) };
    let by_prefix = if short.chars().count() >= 3 && long.starts_with(short) { 0.7 } else { 0.0 };
    by_edit.max(by_prefix)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let rules = ["direct-construction", "duplicate-manager", "hardcoded-url"];
        assert_eq!(nearest("direct_construction", rules), Some("direct-construction"));
        assert_eq!(nearest("dirct-constuction", rules), Some("direct-construction"));
        assert_eq!(nearest("hardcoded", rules), Some("hardcoded-url"));
        assert_eq!(nearest("unwrap-used", rules), None);
        assert_eq!(nearest("", rules), None);
        assert_eq!(did_you_mean("Manger", ["manager"]).as_deref(), Some("did you mean `manager`?"));
    }
}
