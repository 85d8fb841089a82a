//! Clients that a library opens for itself.

use serde::Deserialize;

use super::kind;
use crate::config::HandleKind;

/// How a library is told to open a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HiddenForm {
    /// A function, associated or free.
    Function,
    /// A method that ends a builder.
    Method,
    /// A function that begins a builder; what ends it is not told apart from others.
    Builder,
    /// A macro that is called.
    Macro,
    /// An attribute macro.
    Attribute,
    /// A derive macro; what it opens is a construction like others.
    Derive,
}

/// A function or macro of a library that opens a client its users never see.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Hidden {
    /// Its path from the crate's root, as constructors have it.
    pub path: String,
    /// What it is.
    pub form: HiddenForm,
    /// What it opens.
    #[serde(deserialize_with = "kind")]
    pub opens: HandleKind,
    /// What to give the library, or what to do, instead.
    pub instead: String,
    /// The library cannot be given a connection: what is built once within the canonical module is as it should be.
    #[serde(default)]
    pub inside: bool,
    /// It is given a client, and opens another connection from it.
    #[serde(default)]
    pub takes_client: bool,
    /// It opens Redis only where one of these is mentioned in the call: a name, or a part of a string.
    #[serde(default)]
    pub mentions: Vec<String>,
    /// What else should be known of it.
    #[serde(default)]
    pub note: Option<String>,
    /// It connects at once, and not when first used; for readers.
    #[serde(default)]
    pub connects: bool,
    /// First version read that has it; for readers.
    pub since: Option<String>,
    /// Last version read that has it; for readers.
    pub until: Option<String>,
}
