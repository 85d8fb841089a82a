//! Who builds what, as a graph.

use serde::Serialize;

use super::{Place, Role};

/// Who builds what: modules build managers and open Redis; managers open Redis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Map {
    /// Managers, shims, modules.
    pub nodes: Vec<Node>,
    /// In order of their ends.
    pub edges: Vec<Edge>,
}

/// What a node of the map stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A manager.
    Manager,
    /// Another path to the canonical manager.
    Shim,
    /// A module that builds a manager, or opens Redis past all of them.
    Module,
}

/// A manager, a shim or a module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Unique in the map.
    pub id: String,
    /// What it stands for.
    pub kind: NodeKind,
    /// What it is to the canonical module; none for a module outside it.
    pub role: Option<Role>,
    /// Its path.
    pub path: String,
    /// Where it stands.
    pub place: Place,
}

/// An arrow of the map.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edge {
    /// Id of a node.
    pub from: String,
    /// Id of a manager; none for Redis itself.
    pub to: Option<String>,
    /// Places in the source that it stands for.
    pub count: usize,
}
