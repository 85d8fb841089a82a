//! Old paths of the canonical manager, and by which paths managers are imported.

use rustc_hash::FxHashSet;

use super::{Count, Place, StockImport, StockShim, Way, in_order};
use crate::infer::ty::Ty;
use crate::model::written::Written;
use crate::model::{ScopeId, Shim, Site, is_source, target_of};
use crate::position::Span;
use crate::resolve::graph::{AdtId, Def, ImportId, ModuleId};
use crate::resolve::{Binding, Step};

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
        found.extend(self.inline(duplicates));
        in_order(&mut found, |import| &import.place);
        found
    }

    /// Paths in code that lead to a duplicate by themselves, not by what a `use` brought: `crate::db::RedisManager::new()`.
    fn inline(&self, duplicates: &FxHashSet<Span>) -> Vec<StockImport> {
        let (graph, model) = (self.model.graph(), self.model);
        let mut found = Vec::new();
        crate::model::written::for_each(&model.handles, &model.bodies, &mut |written| {
            let Written { path, place, item, .. } = written;
            if path.segments.len() < 2 {
                return;
            }
            let steps = graph.trace(place.module, path, written.namespace(), false);
            let duplicate = |step: &Step| step.bindings.iter().find_map(|one| self.duplicate_of(&one.def, duplicates));
            let first = steps.first().filter(|first| first.segment == 0);
            if first.is_some_and(|first| first.bindings.iter().any(Binding::is_imported) && duplicate(first).is_some())
            {
                return;
            }
            let is_item = |step: &&Step| step.bindings.iter().all(|one| !matches!(one.def, Def::Module(_)));
            let Some((step, adt)) = steps.iter().filter(is_item).find_map(|step| Some((step, duplicate(step)?))) else {
                return;
            };
            let range = path.up_to(step.segment).range;
            let site = Site {
                span: graph.origin(Span::new(place.file, range)).span,
                module: place.module,
                item: item.clone(),
                context: place.context,
                target: target_of(graph, place.module),
            };
            found.extend(self.import_at(&site, adt));
        });
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
        let in_module = |module: ModuleId| {
            let stands_in = |adt: &&AdtId| graph.named_module(graph[**adt].place.module) == module;
            self.adts.iter().filter(stands_in).copied().find(is_duplicate)
        };
        // A function or static that gives the manager, or a handle of its module: `shared_pool()`.
        let given = |ty: &Ty, module: ModuleId| {
            let beside = || in_module(graph.named_module(module));
            let gives_handle = ty.any(&mut |part| self.model.handles.kind(part).is_some());
            adts(ty).into_iter().find(is_duplicate).or_else(|| gives_handle.then(beside)?)
        };
        match target {
            Def::Adt(adt) => Some(*adt).filter(is_duplicate),
            Def::Module(module) => in_module(*module),
            Def::Fn(id) => {
                let ret = graph[*id].signature()?.ret.as_ref()?;
                given(&world.lower(ret, &world.fn_scope(*id)), graph[*id].place.module)
            }
            Def::Static(id) => {
                let def = &graph[*id];
                let ty = world.lower(&def.facts()?.ty, &world.container_scope(def.place.module, def.container));
                given(&ty, def.place.module)
            }
            _ => None,
        }
    }

    /// An import of a manager from outside its module.
    fn import_of(&self, id: ImportId, adt: AdtId) -> Option<StockImport> {
        let graph = self.model.graph();
        let import = &graph[id];
        let site = Site {
            span: Span::new(import.file, import.range),
            module: import.module,
            item: String::new(),
            context: import.context,
            target: target_of(graph, import.module),
        };
        self.import_at(&site, adt)
    }

    fn import_at(&self, site: &Site, adt: AdtId) -> Option<StockImport> {
        let graph = self.model.graph();
        let home = graph.named_module(graph[adt].place.module);
        let outside = !graph.is_within(site.module, home);
        let from = graph.module_path(home);
        outside.then(|| StockImport { place: self.place(site), from, way: Way::Duplicate })
    }
}

/// The types that a type is made of.
fn adts(ty: &Ty) -> Vec<AdtId> {
    let mut found = Vec::new();
    ty.walk(&mut |part| {
        if let Ty::Adt(adt, _) = part {
            found.push(*adt);
        }
        true
    });
    found
}

/// A path without its last name.
fn parent(path: &str) -> String {
    path.rsplit_once("::").map_or(path, |(parent, _)| parent).to_owned()
}
