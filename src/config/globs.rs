//! Path patterns of the configuration.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of patterns for paths relative to the codebase's root, or for package names.
///
/// `*` and `?` stop at `/`, `**` does not; a pattern that names a directory covers everything below it.
#[derive(Debug, Clone, Default)]
pub struct Globs {
    patterns: Vec<String>,
    set: GlobSet,
}

impl PartialEq for Globs {
    fn eq(&self, other: &Self) -> bool {
        self.patterns == other.patterns
    }
}

impl Eq for Globs {}

impl Globs {
    /// Compiles `patterns`.
    ///
    /// # Errors
    /// The index of the first pattern that is none, and why.
    pub fn new<P: AsRef<str>>(patterns: &[P]) -> Result<Self, (usize, String)> {
        let mut builder = GlobSetBuilder::new();
        for (at, pattern) in patterns.iter().enumerate() {
            add(&mut builder, pattern.as_ref()).map_err(|reason| (at, reason))?;
        }
        let set = builder.build().map_err(|error| (0, reason(&error)))?;
        let patterns = patterns.iter().map(|pattern| pattern.as_ref().to_owned()).collect();
        Ok(Self { patterns, set })
    }

    /// Whether any pattern covers `path`: relative, `/` between its parts.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// The patterns as written.
    #[must_use]
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Whether there is no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }
}

fn add(builder: &mut GlobSetBuilder, pattern: &str) -> Result<(), String> {
    let relative = pattern.strip_prefix("./").unwrap_or(pattern);
    let relative = relative.strip_suffix('/').unwrap_or(relative);
    if relative.trim().is_empty() {
        return Err("an empty pattern matches nothing".to_owned());
    }
    if relative.starts_with('/') || relative.split('/').any(|part| part == "..") {
        return Err("patterns are relative to the codebase's root and stay below it".to_owned());
    }
    for form in [relative.to_owned(), format!("{relative}/**")] {
        let glob = GlobBuilder::new(&form).literal_separator(true).build();
        builder.add(glob.map_err(|error| reason(&error))?);
    }
    Ok(())
}

/// globset's reason without the pattern, which the diagnostic shows anyway.
fn reason(error: &globset::Error) -> String {
    error.kind().to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        Globs::new(&[pattern]).unwrap().matches(path)
    }

    #[test]
    fn a_directory_covers_what_is_below_it_and_a_star_stops_at_a_slash() {
        assert!(matches("server/src/ws", "server/src/ws/a/b.rs"));
        assert!(matches("./server/src/ws/", "server/src/ws/a.rs"));
        assert!(matches("server/src/ws/**", "server/src/ws/a/b.rs"));
        assert!(matches("**/tests/*.rs", "a/tests/b.rs"));
        assert!(!matches("server/src/ws", "server/src/wsx.rs"), "a name, not a prefix");
        assert!(!matches("src/*.rs", "src/a/b.rs"));
        assert!(matches("auth-*", "auth-core"));
    }

    #[test]
    fn patterns_that_can_match_nothing_are_refused() {
        for bad in ["", " ", "./", "/etc", "../x", "a/../b", "a[", "{a"] {
            assert!(Globs::new(&[bad]).is_err(), "{bad:?}");
        }
        let (at, _) = Globs::new(&["ok", "a["]).unwrap_err();
        assert_eq!(at, 1);
    }
}
