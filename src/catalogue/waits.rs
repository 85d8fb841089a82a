//! Waits that constructors leave without end.

use serde::Deserialize;

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitFor {
    /// A connection to be made.
    Connection,
    /// The answer to each command.
    Answer,
}

/// A wait that some constructors leave to defaults and to what they are given.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wait {
    /// What is waited for.
    #[serde(rename = "for")]
    pub what: WaitFor,
    /// The constructors, as rows of constructors name them.
    pub at: Vec<String>,
    /// The package whose version decides, where it is another one that connects.
    pub version_of: Option<String>,
    /// From which version on there is a default; none where there is none to this day.
    pub default_since: Option<String>,
    /// What that is.
    pub default: Option<String>,
    /// Methods and fields that bound the wait.
    #[serde(default)]
    pub set_by: Vec<String>,
    /// Configurations and builders that may carry such a bound to the constructors.
    #[serde(default)]
    pub given: Vec<String>,
    /// A URL may carry it too.
    #[serde(default)]
    pub in_url: bool,
    /// What to do about it.
    pub mend: String,
}
