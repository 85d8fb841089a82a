//! The rows of handles.

use serde::Deserialize;

use super::kind;
use crate::config::HandleKind;

/// A type that is a way to Redis.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Handle {
    /// Path from the crate's root.
    pub path: String,
    /// What it is.
    #[serde(deserialize_with = "kind")]
    pub kind: HandleKind,
    /// Blocks the thread.
    #[serde(default)]
    pub sync: bool,
    /// Serves many callers at once over one socket.
    #[serde(default)]
    pub multiplexed: bool,
    /// Replaces a lost connection by itself.
    #[serde(default)]
    pub reconnects: bool,
    /// What a clone is.
    #[serde(default)]
    pub clone: Cloned,
    /// First version read that has it; for readers.
    #[serde(default)]
    pub since: Option<String>,
    /// Last version read that has it; for readers.
    #[serde(default)]
    pub until: Option<String>,
}

/// What a clone of a handle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cloned {
    /// It cannot be cloned, or that is not known.
    #[default]
    None,
    /// The same way to Redis: one socket or one pool for all clones.
    Shares,
    /// The same address; each clone connects for itself.
    ConfigOnly,
}
