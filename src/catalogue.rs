//! What is known about client crates: data read from `rules/clients/*.toml`, and the interfaces in `rules/stubs/*.rs`.
//!
//! The only knowledge of Redis in the program. What this layer does not know: the codebase.

mod commands;
mod custom;
mod embedded;
mod entry;
mod handles;
mod hidden;
mod waits;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::HandleKind;
use crate::syntax::facts::FileFacts;

pub use commands::{Command, KeyFunction, Shape, Spelled, Words};
pub use custom::custom;
pub use embedded::{CLIENTS, STUBS};
pub use entry::Entry;
pub use handles::{Cloned, Handle};
pub use hidden::{Hidden, HiddenForm};
pub use waits::{Wait, WaitFor};

/// What a package is to Redis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A client of its own.
    #[default]
    Client,
    /// A pool manager for Redis.
    Pool,
    /// A pool of anything.
    GenericPool,
    /// Opens its own connection inside.
    HiddenClient,
    /// Holds what it is given.
    TakesHandle,
    /// Adds commands or derives to a client.
    Addon,
    /// Mocks and test servers.
    TestDouble,
    /// No client in spite of its name.
    NotAClient,
}

/// One package.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Client {
    /// Name it is published under.
    pub package: String,
    /// Name of its library.
    pub lib: String,
    /// What it is.
    pub role: Role,
    /// One sentence about it.
    pub summary: String,
    /// Newest version read.
    #[serde(default)]
    pub latest: String,
    /// Versions read for what is said here.
    #[serde(default)]
    pub versions_read: Vec<String>,
    /// The package it is a fork of.
    #[serde(default)]
    pub fork_of: Option<String>,
    /// Its interface, as Rust declarations.
    #[serde(default)]
    pub api: String,
    /// Types that are a way to Redis.
    #[serde(default)]
    pub handle: Vec<Handle>,
    /// Types that are borrowed from a pool.
    #[serde(default)]
    pub guard: Vec<TypeRow>,
    /// Builders and configurations.
    #[serde(default)]
    pub config: Vec<TypeRow>,
    /// Pools that are Redis pools only by a type parameter.
    #[serde(default)]
    pub generic_pool: Vec<GenericPool>,
    /// Functions that open something.
    #[serde(default)]
    pub constructor: Vec<Constructor>,
    /// Names of constructors that libraries of other kinds have too.
    #[serde(default)]
    pub common_names: Vec<String>,
    /// Traits with a role.
    #[serde(default, rename = "trait")]
    pub traits: Vec<TraitRow>,
    /// Procedural macros that open something.
    #[serde(default, rename = "macro")]
    pub macros: Vec<MacroRow>,
    /// What its constructors leave without end, by default.
    #[serde(default)]
    pub wait: Vec<Wait>,
    /// Handles whose use opens a connection each time.
    #[serde(default)]
    pub implicit: Vec<Implicit>,
    /// Commands that wait on the server.
    #[serde(default)]
    pub blocking: Blocking,
    /// Functions that block the thread: until a pool has a connection, or a message comes. Those of a generic pool do so only where
    /// it is one of Redis.
    #[serde(default)]
    pub blocks: Vec<String>,
    /// Methods that are commands, by name.
    #[serde(default)]
    pub commands: BTreeMap<String, Command>,
    /// Functions that are given keys or words of commands.
    #[serde(default)]
    pub key_function: Vec<KeyFunction>,
    /// Schemes of the URLs it takes, where they mean Redis alone (`unix` does not).
    #[serde(default)]
    pub url_schemes: Vec<String>,
    /// What opens a client that its users never see.
    #[serde(default)]
    pub hidden: Vec<Hidden>,
}

/// A handle that opens a connection of its own wherever it is used as one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Implicit {
    /// Path of the handle.
    pub handle: String,
    /// The trait by which it passes for a connection.
    pub via: String,
}

/// Commands that wait on the server, and so hold up everything else on a shared connection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Blocking {
    /// Methods.
    pub methods: Vec<String>,
    /// Methods that wait if that method was called on their options.
    pub methods_with_option: BTreeMap<String, String>,
    /// Methods that wait if the argument at that position is not `None`.
    pub methods_with_argument: BTreeMap<String, usize>,
    /// Commands by their name on the wire.
    pub commands: Vec<String>,
    /// Commands that change the session.
    pub session_commands: Vec<String>,
    /// Commands that wait if they are given that argument.
    pub commands_with_argument: BTreeMap<String, String>,
}

/// A procedural macro that opens something.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MacroRow {
    /// Its name in the crate's root.
    pub name: String,
    /// `derive`; what other macros open is hidden (`Hidden`).
    pub kind: String,
    /// What it opens.
    #[serde(deserialize_with = "kind")]
    pub opens: HandleKind,
}

/// A type by its path.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TypeRow {
    /// Path from the crate's root.
    pub path: String,
    /// A method that is not declared returns the type itself.
    #[serde(default)]
    pub fluent: bool,
    /// A command, or several: the client's commands are methods of it.
    #[serde(default)]
    pub kind: TypeKind,
    /// First version read that has it; for readers.
    #[serde(default)]
    pub since: Option<String>,
}

/// What a type that is no handle is to its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TypeKind {
    /// Of no consequence.
    #[default]
    Other,
    /// Says how to connect.
    Config,
    /// Makes handles.
    Builder,
    /// A command, or several, as a value.
    Command,
    /// Made of a handle, and shares its connection.
    Derived,
}

/// A pool that is a Redis pool only by a type parameter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GenericPool {
    /// Path from the crate's root.
    pub path: String,
    /// The deciding type parameter, by index.
    #[serde(default)]
    pub param: usize,
}

/// A function that opens a client, a pool or a connection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Constructor {
    /// `Type::function`, `module::function`, `Trait::method` or `<Type as Trait>::function`, from the crate's root.
    pub path: String,
    /// What it opens.
    #[serde(deserialize_with = "kind")]
    pub opens: HandleKind,
    /// Blocks the thread.
    #[serde(default)]
    pub sync: bool,
    /// Counts only when what it gives is a Redis pool or connection by its type argument.
    #[serde(default)]
    pub generic: bool,
    /// Opens a socket, now or (`lazy`) when first used; without it only says how to.
    #[serde(default = "yes")]
    pub connects: bool,
    /// Opens its socket in the background or when first used.
    #[serde(default)]
    pub lazy: bool,
    /// Takes a connection out of its pool: opens none.
    #[serde(default)]
    pub detaches: bool,
    /// First version read that has it.
    pub since: Option<String>,
    /// Last version read that has it.
    pub until: Option<String>,
    /// First version read that deprecates it; for readers.
    pub deprecated_since: Option<String>,
    /// What else is to be known of it; for readers.
    pub note: Option<String>,
}

/// What a trait is to Redis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TraitRole {
    /// Its methods are commands.
    Command,
    /// What implements it is a way to Redis.
    Connection,
    /// What implements it is a pool's manager.
    PoolManager,
    /// Something a client is made of.
    Input,
}

/// A trait with a role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TraitRow {
    /// Path from the crate's root.
    pub path: String,
    /// What it is.
    pub role: TraitRole,
    /// A field of a type parameter with this bound owns a handle.
    #[serde(default)]
    pub owner_by_bound: bool,
    /// Its methods block the thread.
    #[serde(default)]
    pub sync: bool,
    /// Methods that ask nothing of the server.
    #[serde(default)]
    pub local: Vec<String>,
    /// The pool gives up by itself when a connection is not made in time.
    #[serde(default)]
    pub bounded: bool,
    /// First version read that has it; for readers.
    #[serde(default)]
    pub since: Option<String>,
    /// Last version read that has it; for readers.
    #[serde(default)]
    pub until: Option<String>,
}

fn yes() -> bool {
    true
}

fn kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<HandleKind, D::Error> {
    let name = String::deserialize(deserializer)?;
    let known = HandleKind::ALL.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| serde::de::Error::custom(format!("`{name}` is no kind of handle")))
}

/// A library whose interface is known: a client crate or one that handles travel through.
#[derive(Debug, Clone)]
pub struct Interface {
    /// Name of its library.
    pub lib: String,
    /// Published name; none for the standard library.
    pub package: String,
    /// Its declarations.
    pub facts: Arc<FileFacts>,
    /// The libraries it refers to.
    pub mentions: Vec<String>,
    /// What it is to Redis; none for the others.
    pub client: Option<Arc<Client>>,
}

/// Why a catalogue entry cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("catalogue entry `{name}`: {message}")]
pub struct CatalogueError {
    /// The package.
    pub name: String,
    /// What is wrong.
    pub message: String,
}

/// Reads one client's file.
///
/// # Errors
/// It is not TOML of this form, or its declarations are not Rust.
pub fn read_client(name: &str, text: &str) -> Result<Interface, CatalogueError> {
    let fail = |message: String| CatalogueError { name: name.to_owned(), message };
    let client: Client = toml::from_str(text).map_err(|error| fail(error.to_string()))?;
    client_interface(client)
}

fn client_interface(client: Client) -> Result<Interface, CatalogueError> {
    let facts = crate::syntax::declarations(&client.api)
        .map_err(|message| CatalogueError { name: client.package.clone(), message })?;
    Ok(Interface {
        lib: client.lib.clone(),
        package: client.package.clone(),
        facts: Arc::new(facts),
        mentions: owned(entry::mentions(&client.api)),
        client: Some(Arc::new(client)),
    })
}

/// Reads a stub.
///
/// # Errors
/// Its declarations are not Rust.
pub fn read_stub(lib: &str, text: &str) -> Result<Interface, CatalogueError> {
    let facts =
        crate::syntax::declarations(text).map_err(|message| CatalogueError { name: lib.to_owned(), message })?;
    Ok(Interface {
        lib: lib.to_owned(),
        package: lib.to_owned(),
        facts: Arc::new(facts),
        mentions: owned(entry::mentions(text)),
        client: None,
    })
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &str, ending: &str) -> Vec<String> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(folder);
        let mut names: Vec<String> = std::fs::read_dir(path)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(ending)?.to_owned()))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn every_client_file_is_embedded_and_reads() {
        let names: Vec<String> = CLIENTS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(names, files("clients", ".toml"));
        for (name, text) in CLIENTS {
            let read = read_client(name, text).map(|interface| interface.package);
            assert_eq!(read.as_deref(), Ok(*name));
        }
    }

    #[test]
    fn every_stub_is_embedded_and_reads() {
        let names: Vec<String> = STUBS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(names, files("stubs", ".rs"));
        for (name, text) in STUBS {
            assert_eq!(read_stub(name, text).map(|interface| interface.lib).as_deref(), Ok(*name));
        }
    }
}
