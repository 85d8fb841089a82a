//! Who uses what: which files reach into a module from outside.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::infer::World;
use crate::position::FileId;
use crate::resolve::graph::{Def, Graph, ImportId, ModuleId};

/// How often each module is imported from, and by which files.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// By the module that declares what is imported: files outside it that import from it.
    pub(super) files: FxHashMap<ModuleId, FxHashSet<FileId>>,
}

impl Usage {
    /// Counts imports of the codebase, re-exports followed to where the item is declared.
    pub(super) fn of(world: &World<'_>) -> Self {
        let graph = world.graph;
        let mut usage = Self::default();
        for import in ImportId::all(graph) {
            let def = &graph[import];
            if !super::is_source(def.file) {
                continue;
            }
            for target in graph.import_targets(import) {
                let Some(module) = declaring_module(graph, &target) else { continue };
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
