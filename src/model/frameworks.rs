//! How libraries run the code they are given, as their declarations in `rules/stubs/` and `rules/clients/` say.
//!
//! `#[runs(how)]` on a function: what it is given runs so. `#[marks(how)]` on an attribute macro, a trait's function or a type:
//! the function under the attribute, an implementation, a function that takes such a parameter runs so; on a function: the code
//! that calls it. `#[keeps]` on a function: it stores what it is given.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::resolve::graph::{AdtId, FnId, Graph, MacroId, NO_FILE};
use crate::syntax::facts::Attrs;

/// How code runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Runs {
    /// Once, however often it is reached: `get_or_init`.
    Once,
    /// Once for each of many: `for_each`.
    Often,
    /// As a task of the runtime.
    Task,
    /// On a thread of its own, or one that may block.
    Thread,
    /// In its place, where it may block: `block_in_place`.
    Blocking,
    /// For each request.
    Request,
    /// For each message to an actor.
    Message,
    /// For each WebSocket connection.
    Socket,
}

impl Runs {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "once" => Self::Once,
            "often" => Self::Often,
            "task" => Self::Task,
            "thread" => Self::Thread,
            "blocking" => Self::Blocking,
            "request" => Self::Request,
            "message" => Self::Message,
            "socket" => Self::Socket,
            _ => return None,
        })
    }
}

/// What the declarations of libraries say.
#[derive(Debug, Default)]
pub struct Frameworks {
    /// Functions, by how they run what they are given.
    pub runs: FxHashMap<FnId, Runs>,
    /// Functions that store what they are given.
    pub keeps: FxHashSet<FnId>,
    /// Functions of traits by how implementations run, other functions by how the code runs that calls them.
    pub fns: FxHashMap<FnId, Runs>,
    /// Types, by how a function runs that takes one.
    pub types: FxHashMap<AdtId, Runs>,
    /// Attribute macros, by how the function under them runs.
    pub attributes: FxHashMap<MacroId, Runs>,
}

impl Frameworks {
    /// Reads the attributes of all interfaces.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let mut found = Self::default();
        for function in FnId::all(graph).filter(|id| graph[*id].place.file == NO_FILE) {
            let attrs = graph[function].attrs();
            if attrs.others.iter().any(|attr| attr.name == "keeps") {
                found.keeps.insert(function);
            }
            if let Some(runs) = read(attrs, "runs") {
                found.runs.insert(function, runs);
            }
            if let Some(runs) = read(attrs, "marks") {
                found.fns.insert(function, runs);
            }
        }
        for adt in AdtId::all(graph).filter(|id| graph[*id].place.file == NO_FILE) {
            if let Some(runs) = read(&graph[adt].item.attrs, "marks") {
                found.types.insert(adt, runs);
            }
        }
        for id in MacroId::all(graph).filter(|id| graph[*id].place.file == NO_FILE) {
            if let Some(runs) = read(&graph[id].item.attrs, "marks") {
                found.attributes.insert(id, runs);
            }
        }
        found
    }
}

fn read(attrs: &Attrs, name: &str) -> Option<Runs> {
    let attr = attrs.others.iter().find(|attr| attr.name == name)?;
    Runs::named(&attr.args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{CLIENTS, STUBS};

    #[test]
    fn every_attribute_of_a_declaration_says_something_known() {
        let mut seen = 0;
        for (name, text) in STUBS.iter().chain(CLIENTS) {
            for attribute in ["#[runs(", "#[marks("] {
                for part in text.split(attribute).skip(1) {
                    let how = part.split(')').next().unwrap_or_default();
                    assert!(Runs::named(how).is_some(), "{name}: {attribute}{how})]");
                    seen += 1;
                }
            }
        }
        assert!(seen > 100, "only {seen} were found");
    }
}
