//! Who builds what: managers, the modules that build them, and the modules that open Redis past them.

use std::collections::BTreeMap;

use super::findings::Shown;
use super::{Case, is_counted};
use crate::model::StockPlace;
use crate::report::dossier::{Edge, Map, Node, NodeKind, Role};

/// Nodes and edges outside test code.
pub(super) fn map(case: &Case<'_>, shown: &mut Shown<'_>) -> Map {
    let mut mapper = Mapper { case, shown, nodes: Vec::new(), managers: BTreeMap::new(), modules: BTreeMap::new() };
    let mut edges: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    mapper.managers();
    for ends in mapper.shims() {
        edges.insert(ends, 1);
    }
    let stock = case.stock;
    for build in stock.builds.iter().filter(|build| is_counted(&build.place, case.codebase)) {
        if let Some(manager) = mapper.managers.get(&build.manager).cloned() {
            *edges.entry((mapper.module(&build.place), Some(manager))).or_default() += 1;
        }
    }
    for opening in stock.openings.iter().filter(|opening| is_counted(&opening.place, case.codebase)) {
        let manager = opening.manager.and_then(|at| mapper.managers.get(&at)).cloned();
        let from = manager.unwrap_or_else(|| mapper.module(&opening.place));
        *edges.entry((from, None)).or_default() += 1;
    }
    let edges = edges.into_iter().map(|((from, to), count)| Edge { from, to, count }).collect();
    Map { nodes: mapper.nodes, edges }
}

struct Mapper<'a, 'c, 's> {
    case: &'a Case<'c>,
    shown: &'a mut Shown<'s>,
    nodes: Vec<Node>,
    /// Ids of managers, by their numbers.
    managers: BTreeMap<usize, String>,
    /// Ids of modules, by their paths.
    modules: BTreeMap<String, String>,
}

impl Mapper<'_, '_, '_> {
    fn managers(&mut self) {
        let all = self.case.stock.managers.iter().enumerate();
        for (at, manager) in all.filter(|(_, manager)| is_counted(&manager.place, self.case.codebase)) {
            let id = format!("manager-{}", self.managers.len() + 1);
            let role = if manager.canonical { Role::Canonical } else { Role::Duplicate };
            self.node(id.clone(), NodeKind::Manager, Some(role), &manager.place.item, &manager.place);
            self.managers.insert(at, id);
        }
        self.nodes.sort_by(|a, b| (a.role, &a.path).cmp(&(b.role, &b.path)));
    }

    /// Shims, each with an edge to the canonical manager it leads to: where it leads to a function or a module, to the manager of
    /// that module.
    fn shims(&mut self) -> Vec<(String, Option<String>)> {
        let canonical = self.nodes.iter().filter(|node| node.role == Some(Role::Canonical));
        let canonical: Vec<(String, String)> = canonical.map(|node| (node.path.clone(), node.id.clone())).collect();
        let mut edges = Vec::new();
        let all = self.case.stock.shims.iter().filter(|shim| is_counted(&shim.place, self.case.codebase));
        for (at, shim) in all.enumerate() {
            let id = format!("shim-{}", at + 1);
            let nearest = canonical.iter().map(|(path, to)| (common(path, &shim.target), to));
            // The first of the nearest.
            let nearest = nearest.rev().max_by_key(|(common, _)| *common).filter(|(common, _)| *common > 0);
            edges.extend(nearest.map(|(_, to)| (id.clone(), Some(to.clone()))));
            self.node(id, NodeKind::Shim, Some(Role::Shim), &shim.place.item, &shim.place);
        }
        edges
    }

    /// The id of a module that has a part.
    fn module(&mut self, place: &StockPlace) -> String {
        if let Some(id) = self.modules.get(&place.module) {
            return id.clone();
        }
        let id = format!("module-{}", self.modules.len() + 1);
        self.modules.insert(place.module.clone(), id.clone());
        let role = self.case.stock.canonical_files.contains(&place.span.file).then_some(Role::Canonical);
        self.node(id.clone(), NodeKind::Module, role, &place.module, place);
        id
    }

    fn node(&mut self, id: String, kind: NodeKind, role: Option<Role>, path: &str, at: &StockPlace) {
        let place = self.shown.place(at.span);
        self.nodes.push(Node { id, kind, role, path: path.to_owned(), place });
    }
}

/// How many names two paths begin with in common.
fn common(one: &str, other: &str) -> usize {
    one.split("::").zip(other.split("::")).take_while(|(one, other)| one == other).count()
}
