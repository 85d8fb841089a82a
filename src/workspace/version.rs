//! Versions of packages, and what a requirement leaves open.

use std::cmp::Ordering;

/// A version as packages have it: `1.8.1`, `2.0.0-rc.2`. Build metadata is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    numbers: [u64; 3],
    /// The parts of a pre-release; none for a release.
    pre: Vec<String>,
}

impl Version {
    /// Reads a version; missing numbers are 0.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().split('+').next()?;
        let (numbers, pre) = text.split_once('-').unwrap_or((text, ""));
        let mut version = Self { numbers: [0; 3], pre: Vec::new() };
        let mut parts = numbers.split('.');
        for slot in &mut version.numbers {
            let Some(part) = parts.next() else { break };
            *slot = part.parse().ok()?;
        }
        version.pre = pre.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        parts.next().is_none().then_some(version)
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        if self.pre.is_empty() { Ok(()) } else { write!(f, "-{}", self.pre.join(".")) }
    }
}

/// Semantic Versioning 2.0.0, 11: a pre-release comes before its release; of its parts numbers come before words.
impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let released = |version: &Self| version.pre.is_empty();
        let parts = || {
            let key = |part: &String| (part.parse::<u64>().is_err(), part.parse::<u64>().unwrap_or(0), part.clone());
            self.pre.iter().map(key).cmp(other.pre.iter().map(key))
        };
        self.numbers.cmp(&other.numbers).then_with(|| released(self).cmp(&released(other))).then_with(parts)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is known about the version that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Used {
    /// The one a lock file names.
    Locked(Version),
    /// One that a manifest asks for: from the first on, and before the second.
    Required(Version, Option<Version>),
}

impl Used {
    /// What a requirement leaves open (cargo book, "Specifying Dependencies"); none for `*` and what is no requirement.
    #[must_use]
    pub fn required(text: &str) -> Option<Self> {
        let mut range: Option<(Version, Option<Version>)> = None;
        for comparator in text.split(',') {
            let comparator = comparator.trim();
            let digits = comparator.trim_start_matches(['^', '~', '=', '<', '>', ' ']);
            let operator = comparator[..comparator.len() - digits.len()].trim();
            let digits = digits.trim_end_matches(".*").trim_end_matches(".x");
            let version = Version::parse(digits)?;
            let given = digits.split('-').next().unwrap_or_default().split('.').count();
            match operator {
                "<" | "<=" => {
                    if let Some((_, below)) = &mut range {
                        *below = Some(version);
                    }
                }
                ">" | ">=" => range = Some((version, None)),
                "=" | "~" => {
                    let below = bump(&version, if operator == "=" { given.max(1) } else { given.min(2) } - 1);
                    range = Some((version, Some(below)));
                }
                _ => {
                    let first = version.numbers.iter().take(given).position(|number| *number > 0);
                    let below = bump(&version, first.unwrap_or(given.max(1) - 1));
                    range = Some((version, Some(below)));
                }
            }
        }
        range.map(|(from, below)| Self::Required(from, below))
    }

    /// Whether it is a version or a later one; none where both may be.
    #[must_use]
    pub fn reaches(&self, version: &Version) -> Option<bool> {
        match self {
            Self::Locked(used) => Some(used >= version),
            Self::Required(from, _) if from >= version => Some(true),
            Self::Required(_, Some(below)) if below <= version => Some(false),
            Self::Required(..) => None,
        }
    }
}

impl std::fmt::Display for Used {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Locked(version) => version.fmt(f),
            Self::Required(from, Some(below)) => write!(f, "from {from} on, before {below}"),
            Self::Required(from, None) => write!(f, "from {from} on"),
        }
    }
}

/// The first version in which the number of an index is higher.
fn bump(version: &Version, index: usize) -> Version {
    let mut numbers = version.numbers;
    for (at, number) in numbers.iter_mut().enumerate() {
        match at.cmp(&index) {
            Ordering::Less => {}
            Ordering::Equal => *number = number.saturating_add(1),
            Ordering::Greater => *number = 0,
        }
    }
    Version { numbers, pre: Vec::new() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_the_order_of_semver() {
        let sorted =
            ["0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.0", "1.0.0", "1.8.1"];
        let versions: Vec<Version> = sorted.iter().map(|text| Version::parse(text).unwrap()).collect();
        assert!(versions.is_sorted_by(|a, b| a < b));
        assert_eq!(Version::parse("1.2+build"), Version::parse("1.2.0"));
        for bad in ["", "x", "1.2.3.4", "1.x"] {
            assert_eq!(Version::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn requirements_leave_a_range_open() {
        for (text, range) in [
            ("1", "from 1.0.0 on, before 2.0.0"),
            ("0.27", "from 0.27.0 on, before 0.28.0"),
            ("^0.0.3", "from 0.0.3 on, before 0.0.4"),
            ("~1.2.3", "from 1.2.3 on, before 1.3.0"),
            ("~1", "from 1.0.0 on, before 2.0.0"),
            ("=0.25.4", "from 0.25.4 on, before 0.25.5"),
            ("1.*", "from 1.0.0 on, before 2.0.0"),
            (">=0.21, <0.30", "from 0.21.0 on, before 0.30.0"),
            (">= 0.21", "from 0.21.0 on"),
            ("2.0.0-rc.1", "from 2.0.0-rc.1 on, before 3.0.0"),
        ] {
            assert_eq!(Used::required(text).unwrap().to_string(), range, "{text}");
        }
        assert_eq!(Used::required("*"), None);
    }

    #[test]
    fn a_range_may_hold_both() {
        let reaches =
            |used: &str, version: &str| Used::required(used).unwrap().reaches(&Version::parse(version).unwrap());
        assert_eq!(reaches("0.27", "1.0.0"), Some(false));
        assert_eq!(reaches("1", "1.0.0-rc.0"), Some(true));
        assert_eq!(reaches(">=0.27", "1.0.0"), None);
        assert_eq!(reaches("1", "1.5.0"), None);
        let locked = Used::Locked(Version::parse("0.27.6").unwrap());
        assert_eq!(locked.reaches(&Version::parse("0.25.4").unwrap()), Some(true));
    }
}
