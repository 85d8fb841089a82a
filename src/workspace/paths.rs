//! Paths and patterns as cargo treats them, without touching a file.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

/// Resolves `.` and `..` in the text of the path alone, as cargo's `paths::normalize_path` does.
pub(crate) fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if !normal.pop() {
                    normal.push("..");
                }
            }
            other => normal.push(other),
        }
    }
    normal
}

/// `path` made absolute against the working directory, then normalised.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    normalize(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()))
}

/// The longest path that all of `paths` lie under; empty when there is none.
pub(crate) fn common_ancestor<'a>(paths: impl IntoIterator<Item = &'a Path>) -> PathBuf {
    let mut paths = paths.into_iter();
    let Some(first) = paths.next() else {
        return PathBuf::new();
    };
    let mut common = first.to_path_buf();
    for path in paths {
        while !path.starts_with(&common) {
            if !common.pop() {
                return common;
            }
        }
    }
    common
}

/// `path` relative to `base` with `/` between the parts, through `..` where it must be; both are absolute.
pub(crate) fn relative(base: &Path, path: &Path) -> String {
    let common = common_ancestor([base, path]);
    let (Ok(up), Ok(down)) = (base.strip_prefix(&common), path.strip_prefix(&common)) else {
        return path.display().to_string();
    };
    let up = up.components().map(|_| "..".into());
    let parts: Vec<_> = up.chain(down.components().map(|part| part.as_os_str().to_string_lossy())).collect();
    parts.join("/")
}

/// The `file://` URL of an absolute path, percent-encoded as cargo's `url` crate does.
///
/// The set is the URL standard's path percent-encode set and `%` (`url::Url::from_file_path`); a test compares it with
/// what cargo prints.
pub(crate) fn file_url(path: &Path) -> String {
    let mut url = String::from("file://");
    for part in path.components() {
        match part {
            Component::RootDir | Component::CurDir => {}
            Component::Prefix(prefix) => {
                url.push('/');
                url.push_str(&prefix.as_os_str().to_string_lossy());
            }
            other => {
                url.push('/');
                encode(&other.as_os_str().to_string_lossy(), &mut url);
            }
        }
    }
    if url == "file://" {
        url.push('/');
    }
    url
}

/// Appends `part` percent-encoded for one segment of a URL's path.
fn encode(part: &str, url: &mut String) {
    for byte in part.bytes() {
        let keep = byte.is_ascii_graphic() && !b"\"#<>?`{}%/\\".contains(&byte);
        if keep {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

/// Whether a pattern holds a wildcard at all (`glob::Pattern`: `*`, `?`, `[`).
pub(crate) fn has_wildcard(pattern: &str) -> bool {
    pattern.contains(['*', '?', '['])
}

/// Whether `name` matches `pattern`: `*` any characters, `?` one, `[abc]`, `[a-z]`, `[!a-z]` one of a set.
///
/// These are the wildcards of the `glob` crate, which cargo uses for `workspace.members` and for `-p`. Works in
/// `O(pattern × name)`: only the last `*` is ever taken back.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut seen) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        if pattern.get(at) == Some(&'*') {
            star = Some((at, seen));
            at += 1;
        } else if let Some(next) = name.get(seen).and_then(|c| matches_one(&pattern, at, *c)) {
            at = next;
            seen += 1;
        } else if seen == name.len() && at == pattern.len() {
            return true;
        } else if let Some((star_at, from)) = star.filter(|(_, from)| *from < name.len()) {
            star = Some((star_at, from + 1));
            at = star_at + 1;
            seen = from + 1;
        } else {
            return false;
        }
    }
}

/// Matches one character at `at`; the position after the pattern's item, or none.
fn matches_one(pattern: &[char], at: usize, c: char) -> Option<usize> {
    match pattern.get(at)? {
        '?' => Some(at + 1),
        '[' => {
            let negated = pattern.get(at + 1) == Some(&'!');
            let first = at + 1 + usize::from(negated);
            // A `]` that comes first belongs to the set.
            let close = pattern.iter().skip(first + 1).position(|p| *p == ']')? + first + 1;
            let found = in_set(pattern.get(first..close)?, c);
            (found != negated).then_some(close + 1)
        }
        literal => (*literal == c).then_some(at + 1),
    }
}

/// Whether a character is in the inside of a `[…]`.
fn in_set(set: &[char], c: char) -> bool {
    let mut at = 0;
    while let Some(low) = set.get(at) {
        match (set.get(at + 1), set.get(at + 2)) {
            (Some('-'), Some(high)) => {
                if (*low..=*high).contains(&c) {
                    return true;
                }
                at += 3;
            }
            _ if *low == c => return true,
            _ => at += 1,
        }
    }
    false
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_as_the_glob_crate_does() {
        for (pattern, name, expected) in [
            ("*", "", true),
            ("*", "anything", true),
            ("auth-*", "auth-core", true),
            ("auth-*", "auth", false),
            ("*-core-*", "a-core-core-b", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[]]x", "]x", true),
            ("[abc", "a", false),
            ("*a*b*c", "xaybzc", true),
            ("*a*b*c", "xaybz", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} on {name}");
        }
    }

    #[test]
    fn a_hostile_pattern_takes_no_exponential_time() {
        let pattern = "*a".repeat(500);
        let name = "a".repeat(499);
        assert!(!matches(&pattern, &name));
    }

    #[test]
    fn dots_are_resolved_and_urls_encoded() {
        assert_eq!(normalize(Path::new("/a/./b/../c")), Path::new("/a/c"));
        assert_eq!(file_url(Path::new("/a b/c#d%/é")), "file:///a%20b/c%23d%25/%C3%A9");
        assert_eq!(relative(Path::new("/a"), Path::new("/a/b/c.rs")), "b/c.rs");
        assert_eq!(relative(Path::new("/a/b"), Path::new("/a/c/d")), "../c/d");
    }

    #[test]
    fn the_common_ancestor_is_a_whole_directory() {
        let paths = [Path::new("/a/bc/d"), Path::new("/a/bd")];
        assert_eq!(common_ancestor(paths), Path::new("/a"));
    }
}
