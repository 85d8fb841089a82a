//! Who builds what: managers, the modules that build them, and the modules that open Redis past them.

use std::collections::BTreeMap;

use super::findings::Shown;
use super::{Case, is_counted};
use crate::model::StockPlace;
use crate::report::dossier::{Edge, Map, Node, NodeKind, Role};

/// Nodes and edges outside test code.
pub(super) fn map(case: &Case<'_>, shown: &mut Shown<'_>) -> Map {
    let stock = case.stock;
    let mut nodes = Vec::new();
    let mut managers: BTreeMap<usize, String> = BTreeMap::new();
    for (at, manager) in stock.managers.iter().enumerate().filter(|(_, one)| is_counted(&one.place, case.codebase)) {
        let id = format!("manager-{}", managers.len() + 1);
        let role = if manager.canonical { Role::Canonical } else { Role::Duplicate };
        let place = shown.place(manager.place.span);
        nodes.push(Node {
            id: id.clone(),
            kind: NodeKind::Manager,
            role: Some(role),
            path: manager.place.item.clone(),
            place,
        });
        managers.insert(at, id);
    }
    nodes.sort_by(|a, b| (a.role, &a.path).cmp(&(b.role, &b.path)));
    let mut modules = Modules { case, shown, ids: BTreeMap::new(), nodes: Vec::new() };
    let mut edges: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    for build in stock.builds.iter().filter(|build| is_counted(&build.place, case.codebase)) {
        if let Some(manager) = managers.get(&build.manager) {
            *edges.entry((modules.id(&build.place), Some(manager.clone()))).or_default() += 1;
        }
    }
    for opening in stock.openings.iter().filter(|opening| is_counted(&opening.place, case.codebase)) {
        let manager = opening.manager.and_then(|at| managers.get(&at));
        let from = manager.cloned().unwrap_or_else(|| modules.id(&opening.place));
        *edges.entry((from, None)).or_default() += 1;
    }
    nodes.append(&mut modules.nodes);
    let edges = edges.into_iter().map(|((from, to), count)| Edge { from, to, count }).collect();
    Map { nodes, edges }
}

/// Modules that have a part, numbered as they come.
struct Modules<'a, 'c, 's> {
    case: &'a Case<'c>,
    shown: &'a mut Shown<'s>,
    ids: BTreeMap<String, String>,
    nodes: Vec<Node>,
}

impl Modules<'_, '_, '_> {
    fn id(&mut self, place: &StockPlace) -> String {
        if let Some(id) = self.ids.get(&place.module) {
            return id.clone();
        }
        let id = format!("module-{}", self.ids.len() + 1);
        self.ids.insert(place.module.clone(), id.clone());
        let role = self.case.stock.canonical_files.contains(&place.span.file).then_some(Role::Canonical);
        let place_of = self.shown.place(place.span);
        self.nodes.push(Node {
            id: id.clone(),
            kind: NodeKind::Module,
            role,
            path: place.module.clone(),
            place: place_of,
        });
        id
    }
}
