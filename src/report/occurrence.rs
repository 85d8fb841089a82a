//! Equal fingerprints told apart: the same code twice in one item.

use rustc_hash::FxHashMap;

/// How often each fingerprint was met.
#[derive(Debug, Default)]
pub struct Occurrences(FxHashMap<String, usize>);

impl Occurrences {
    /// 1 for the first finding of a fingerprint, 2 for the second.
    pub fn next(&mut self, fingerprint: &str) -> usize {
        let count = self.0.entry(fingerprint.to_owned()).or_default();
        *count += 1;
        *count
    }
}
