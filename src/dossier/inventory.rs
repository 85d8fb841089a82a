//! Which files hold a manager, and by which paths managers are imported.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::findings::Shown;
use super::{Case, is_counted, is_selected, percent};
use crate::model::{StockManager, StockPlace, Way};
use crate::position::Span;
use crate::report::Context;
use crate::report::dossier::{ImportPath, Imports, Inventory, Item, ManagerFile, Role};

/// All files with a manager or a shim in them; those in test code apart.
pub(super) fn inventory(case: &Case<'_>, shown: &mut Shown<'_>) -> Inventory {
    let mut production: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    let mut tests: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for (place, item) in items(case, shown) {
        let files = if place.context == Context::Test { &mut tests } else { &mut production };
        files.entry(item.place.path.clone()).or_default().push(item);
    }
    // A canonical module of functions and statics alone is where the manager is all the same.
    for file in &case.stock.canonical_files {
        let opens = |place: &StockPlace| place.span.file == *file && is_counted(place, case.codebase);
        if case.stock.openings.iter().any(|opening| opens(&opening.place)) || case.stock.instances.iter().any(opens) {
            production.entry(case.sources.get(*file).display.clone()).or_default();
        }
    }
    let files = by_role(production);
    let count = |role: Role| files.iter().flat_map(|file| &file.items).filter(|item| item.role == role).count();
    let (canonical, duplicates, shims) = (count(Role::Canonical), count(Role::Duplicate), count(Role::Shim));
    Inventory { managers: canonical + duplicates, canonical, duplicates, shims, files, tests: by_role(tests) }
}

fn items<'c>(case: &Case<'c>, shown: &mut Shown<'_>) -> Vec<(&'c StockPlace, Item)> {
    let stock = case.stock;
    let mut items = Vec::new();
    for (at, manager) in stock.managers.iter().enumerate() {
        let opens = stock.openings.iter().filter(|opening| opening.manager == Some(at)).count();
        items.push((&manager.place, manager_item(case, shown, manager, opens)));
    }
    for shim in &stock.shims {
        let item = Item {
            path: shim.place.item.clone(),
            role: Role::Shim,
            place: shown.place(shim.place.span),
            holds: vec![shim.target.clone()],
            opens: 0,
            deprecated: Some(shim.deprecated),
            kept: None,
        };
        items.push((&shim.place, item));
    }
    items.retain(|(place, _)| is_selected(place, case.codebase));
    items.sort_by_key(|(place, _)| place.span);
    items
}

fn manager_item(case: &Case<'_>, shown: &mut Shown<'_>, manager: &StockManager, opens: usize) -> Item {
    Item {
        path: manager.place.item.clone(),
        role: if manager.canonical { Role::Canonical } else { Role::Duplicate },
        place: shown.place(manager.place.span),
        holds: manager.kinds.iter().map(|kind| kind.name().to_owned()).collect(),
        opens,
        deprecated: None,
        kept: kept(case, manager.place.span),
    }
}

/// The reason of the comment that keeps a manager.
fn kept(case: &Case<'_>, span: Span) -> Option<String> {
    let at = |finding: &crate::report::Finding| finding.primary.as_ref().is_some_and(|label| label.span == span);
    let suppressed = case.report.suppressed.iter().find(|one| at(&one.finding))?;
    Some(suppressed.reason.clone().unwrap_or_else(|| "no reason given".to_owned()))
}

fn by_role(files: BTreeMap<String, Vec<Item>>) -> Vec<ManagerFile> {
    let mut files: Vec<ManagerFile> = files
        .into_iter()
        .map(|(path, items)| {
            let has = |role: Role| items.iter().any(|item| item.role == role);
            let role = match () {
                () if has(Role::Duplicate) => Role::Duplicate,
                () if has(Role::Canonical) || items.is_empty() => Role::Canonical,
                () => Role::Shim,
            };
            ManagerFile { path, role, items }
        })
        .collect();
    files.sort_by(|a, b| (a.role, &a.path).cmp(&(b.role, &b.path)));
    files
}

/// Imports by the module they name.
pub(super) fn imports(case: &Case<'_>) -> Imports {
    let mut paths: BTreeMap<(Role, String), (usize, BTreeSet<String>)> = BTreeMap::new();
    for import in case.stock.imports.iter().filter(|import| is_counted(&import.place, case.codebase)) {
        let role = match import.way {
            Way::Canonical => Role::Canonical,
            Way::Duplicate => Role::Duplicate,
            Way::Shim => Role::Shim,
        };
        let (count, files) = paths.entry((role, import.from.clone())).or_default();
        *count += 1;
        files.insert(case.sources.get(import.place.span.file).display.clone());
    }
    let total = paths.values().map(|(count, _)| count).sum();
    let of_role = |(role, _): &(Role, String)| *role == Role::Canonical;
    let canonical = paths.iter().filter(|(key, _)| of_role(key)).map(|(_, (count, _))| count).sum();
    let mut paths: Vec<ImportPath> = paths
        .into_iter()
        .map(|((role, path), (imports, files))| ImportPath { path, role, imports, files: files.into_iter().collect() })
        .collect();
    paths.sort_by(|a, b| (a.role, Reverse(a.imports), &a.path).cmp(&(b.role, Reverse(b.imports), &b.path)));
    Imports { total, canonical, share: percent(canonical, total), paths }
}
