//! Old paths of the canonical manager, and by which paths managers are imported.

use rustc_hash::FxHashSet;

use super::{Count, Place, StockImport, StockShim, Way, in_order};
use crate::infer::ty::Ty;
use crate::model::{ScopeId, Shim, Site, is_source, target_of};
use crate::position::Span;
use crate::resolve::graph::{AdtId, Def, ImportId, ModuleId};

impl Count<'_, '_> {
    pub(super) fn shims(&self) -> Vec<StockShim> {
        let shim = |shim: &Shim| StockShim {
            place: Place { item: shim.path.clone(), ..self.place(&shim.site) },
            target: shim.target.clone(),
            deprecated: shim.is_deprecated(),
        };
        self.model.shims.iter().map(shim).collect()
    }

    /// Uses of the canonical manager, by which path they take it, and imports of the others.
    pub(super) fn imports(&self, duplicates: &FxHashSet<Span>) -> Vec<StockImport> {
        let uses = self.model.imports.iter().filter(|import| !import.in_shim);
        let mut found: Vec<StockImport> = uses
            .map(|import| {
                let shim = import.through.and_then(|at| self.model.shims.get(at));
                let (from, way) = match shim {
                    Some(shim) => (parent(&shim.path), Way::Shim),
                    None => (self.canonical_module(&import.canonical), Way::Canonical),
                };
                StockImport { place: self.place(&import.site), from, way }
            })
            .collect();
        let graph = self.model.graph();
        for id in ImportId::all(graph).filter(|id| is_source(graph[*id].file)) {
            let targets = graph.import_targets(id);
            let Some(adt) = targets.iter().find_map(|target| self.duplicate_of(target, duplicates)) else { continue };
            found.extend(self.import_of(id, adt));
        }
        in_order(&mut found, |import| &import.place);
        found
    }

    /// The module of a canonical path: itself, or what stands before its last name.
    fn canonical_module(&self, path: &str) -> String {
        let graph = self.model.graph();
        let is_module = |(_, module): &(ScopeId, ModuleId)| graph.module_path(*module) == path;
        if self.model.canonical.modules.iter().any(is_module) { path.to_owned() } else { parent(path) }
    }

    /// The manager beside the canonical one that an import leads to: the type, its module, or what gives it.
    fn duplicate_of(&self, target: &Def, duplicates: &FxHashSet<Span>) -> Option<AdtId> {
        let (graph, world) = (self.model.graph(), self.model.world);
        let is_duplicate = |adt: &AdtId| {
            let def = &graph[*adt];
            duplicates.contains(&Span::new(def.place.file, def.item.name_range))
        };
        let within = |ty: &Ty| {
            let mut found = None;
            ty.walk(&mut |part| {
                if let Ty::Adt(adt, _) = part {
                    found = found.or(Some(*adt).filter(is_duplicate));
                }
                found.is_none()
            });
            found
        };
        match target {
            Def::Adt(adt) => Some(*adt).filter(is_duplicate),
            Def::Module(module) => {
                let stands_in = |adt: &&AdtId| graph.named_module(graph[**adt].place.module) == *module;
                self.adts.iter().filter(stands_in).copied().find(is_duplicate)
            }
            Def::Fn(id) => {
                let ret = graph[*id].signature()?.ret.as_ref()?;
                within(&world.lower(ret, &world.fn_scope(*id)))
            }
            Def::Static(id) => {
                let def = &graph[*id];
                within(&world.lower(&def.facts()?.ty, &world.container_scope(def.place.module, def.container)))
            }
            _ => None,
        }
    }

    /// An import of a manager from outside its module.
    fn import_of(&self, id: ImportId, adt: AdtId) -> Option<StockImport> {
        let graph = self.model.graph();
        let import = &graph[id];
        let home = graph.named_module(graph[adt].place.module);
        if graph.is_within(import.module, home) {
            return None;
        }
        let site = Site {
            span: Span::new(import.file, import.range),
            module: import.module,
            item: String::new(),
            context: import.context,
            target: target_of(graph, import.module),
        };
        Some(StockImport { place: self.place(&site), from: graph.module_path(home), way: Way::Duplicate })
    }
}

/// A path without its last name.
fn parent(path: &str) -> String {
    path.rsplit_once("::").map_or(path, |(parent, _)| parent).to_owned()
}
