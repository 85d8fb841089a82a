//! Who uses what: which files reach into a module from outside.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fate::{holds, owners};
use super::handles::Handles;
use super::managers::Manager;
use crate::infer::Scope;
use crate::position::FileId;
use crate::resolve::graph::{AdtId, Def, FnId, Graph, ImportId, ModuleId};

/// How often each module is imported from, and by which files.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// By the module that declares what is imported: files outside it that import from it.
    pub(super) files: FxHashMap<ModuleId, FxHashSet<FileId>>,
}

impl Usage {
    /// Counts imports of the codebase that lead to a handle, re-exports followed to where the item is declared. What else a module
    /// declares, its errors and settings, tells nothing of its managers.
    pub(super) fn of(handles: &Handles<'_>, managers: &[Manager]) -> Self {
        let graph = handles.world.graph;
        let owners = owners(handles.world, managers);
        let mut usage = Self::default();
        for import in ImportId::all(graph) {
            let def = &graph[import];
            if !super::is_source(def.file) {
                continue;
            }
            for target in graph.import_targets(import) {
                let leads = || leads(handles, &owners, &target);
                let Some(module) = declaring_module(graph, &target).filter(|_| leads()) else { continue };
                // What a module or its inside imports from itself is no use from outside.
                if !graph.is_within(def.module, module) {
                    usage.files.entry(module).or_default().insert(def.file);
                }
            }
        }
        usage
    }

    pub(super) fn count(&self, module: ModuleId) -> usize {
        self.files.get(&module).map_or(0, FxHashSet::len)
    }
}

fn declaring_module(graph: &Graph, def: &Def) -> Option<ModuleId> {
    match def {
        Def::Module(module) => Some(*module),
        def => def.module(graph),
    }
}

/// Whether what is imported is a module, or has, gives or declares what owns a handle.
fn leads(handles: &Handles<'_>, owners: &FxHashSet<AdtId>, def: &Def) -> bool {
    let world = handles.world;
    let graph = world.graph;
    let gives = |function: FnId| world.ret(function).is_some_and(|ret| holds(handles, owners, &ret));
    match def {
        Def::Module(_) => true,
        Def::Adt(adt) | Def::Variant(adt, _) => owners.contains(adt),
        Def::Fn(function) => gives(*function),
        Def::Trait(of) => graph[*of].fns.iter().any(|function| gives(*function)),
        Def::Static(declared) => {
            let def = &graph[*declared];
            let scope = world.container_scope(def.place.module, def.container);
            def.facts().is_some_and(|facts| holds(handles, owners, &world.lower(&facts.ty, &scope)))
        }
        Def::Alias(alias) => {
            let scope = Scope::module(graph[*alias].place.module);
            graph[*alias].parts().is_some_and(|(_, ty)| holds(handles, owners, &world.lower(ty, &scope)))
        }
        Def::Macro(_) | Def::Primitive(_) | Def::Foreign(_) => false,
    }
}
