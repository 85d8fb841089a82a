//! What a path passes on its way: for each segment, the declarations that bind it.
//!
//! `names` answers what a path means, this what it leads through: which `use` hands a name on, and from where.

use rustc_hash::FxHashSet;

use super::graph::{Declared, Def, ExternCrate, Graph, ImportId, ModuleId, Namespace};
use crate::syntax::types::{Name, Path};
use crate::workspace::Edition;

/// One declaration that binds a name in a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// What the name means by it.
    pub def: Def,
    /// The named import that binds it; none for an item.
    pub import: Option<ImportId>,
    /// The globs that bring it from the module it is declared in, outermost first.
    pub globs: Vec<ImportId>,
}

impl Binding {
    /// Whether a `use` brought the name, not a declaration in the module itself.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.import.is_some() || !self.globs.is_empty()
    }
}

/// One segment of a path that was looked up in a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Index of the segment.
    pub segment: usize,
    /// What binds it, every alternative.
    pub bindings: Vec<Binding>,
}

impl Graph {
    /// The segments of a path that stands in `module`, one after the other as far as they are bound. A name of the extern
    /// prelude, `crate`, `self` and `super` are bound by no declaration and have no step. `in_use`: the path of a `use`.
    #[must_use]
    pub fn trace(&self, module: ModuleId, path: &Path, namespace: Namespace, in_use: bool) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let count = path.segments.len();
        if path.qself.is_some() || count == 0 {
            return steps;
        }
        let wanted = |at: usize| if at + 1 == count { namespace } else { Namespace::Type };
        let (mut modules, mut at) = match self.keyword(module, path) {
            Some((start, consumed)) => (vec![start], consumed),
            None => {
                let bindings = self.first_bindings(module, path, wanted(0), in_use);
                if bindings.is_empty() {
                    (self.extern_root(module, path).into_iter().collect(), 1)
                } else {
                    let modules = modules_of(&bindings);
                    steps.push(Step { segment: 0, bindings });
                    (modules, 1)
                }
            }
        };
        while at < count && !modules.is_empty() {
            let name = &path.segments[at].name;
            let found = modules.iter().flat_map(|inner| self.bindings(*inner, name, wanted(at), Some(module)));
            let bindings: Vec<Binding> = found.collect();
            if bindings.is_empty() {
                break;
            }
            modules = modules_of(&bindings);
            steps.push(Step { segment: at, bindings });
            at += 1;
        }
        steps
    }

    /// The declarations that bind `name` in `module` and are seen by `viewers` (everybody, for none); named ones shadow globs.
    #[must_use]
    pub fn bindings(
        &self,
        module: ModuleId,
        name: &Name,
        namespace: Namespace,
        viewers: Option<ModuleId>,
    ) -> Vec<Binding> {
        let mut found = Vec::new();
        let mut seen = FxHashSet::default();
        let mut pending: Vec<(ModuleId, Option<ModuleId>, Vec<ImportId>)> = vec![(module, viewers, Vec::new())];
        while let Some((at, viewers, globs)) = pending.pop() {
            if self.named_bindings(at, name, namespace, viewers, &globs, &mut found) {
                continue;
            }
            for glob in &self[at].globs {
                if !self.is_visible(&self[*glob].visibility, at, viewers) {
                    continue;
                }
                let viewers = self.common_ancestor(viewers, at);
                for target in self.glob_targets(*glob) {
                    if let Def::Module(inner) = target
                        && seen.insert((*inner, viewers))
                    {
                        let globs = globs.iter().copied().chain([*glob]).collect();
                        pending.push((*inner, viewers, globs));
                    }
                }
            }
        }
        found
    }

    /// Adds the items and named imports of a name; whether there are any, seen or not.
    fn named_bindings(
        &self,
        module: ModuleId,
        name: &Name,
        namespace: Namespace,
        viewers: Option<ModuleId>,
        globs: &[ImportId],
        found: &mut Vec<Binding>,
    ) -> bool {
        let mut shadows = false;
        for declared in self[module].names.get(name).into_iter().flatten() {
            let (defs, import, visibility) = match declared {
                Declared::Item(def, visibility) => (vec![def.clone()], None, visibility),
                Declared::Import(import) => (self.import_targets(*import), Some(*import), &self[*import].visibility),
            };
            let is_type_only = import.is_some_and(|import| self[import].types_only || self[import].extern_crate);
            let defs = defs.into_iter().filter(|def| def.is_in(self, namespace));
            let defs: Vec<Def> = defs.filter(|_| !is_type_only || namespace == Namespace::Type).collect();
            shadows |= !defs.is_empty();
            if self.is_visible(visibility, module, viewers) {
                found.extend(defs.into_iter().map(|def| Binding { def, import, globs: globs.to_vec() }));
            }
        }
        shadows
    }

    /// What binds the first segment: the blocks around and the module; the crate's root where paths begin there.
    fn first_bindings(&self, module: ModuleId, path: &Path, namespace: Namespace, in_use: bool) -> Vec<Binding> {
        let krate = self[module].krate;
        let name = &path.segments[0].name;
        let from_root = self[krate].edition == Edition::E2015 && (path.global || in_use);
        if from_root {
            return self.bindings(self[krate].root, name, namespace, Some(module));
        }
        let mut scope = (!path.global).then_some(module);
        while let Some(at) = scope {
            let found = self.bindings(at, name, namespace, Some(at));
            if !found.is_empty() {
                return found;
            }
            scope = self[at].parent.filter(|_| self[at].is_block);
        }
        Vec::new()
    }

    /// The root of the crate that the first segment names in the extern prelude.
    fn extern_root(&self, module: ModuleId, path: &Path) -> Option<ModuleId> {
        match self[self[module].krate].externs.get(&path.segments[0].name)? {
            ExternCrate::Known(krate) => Some(self[*krate].root),
            ExternCrate::Foreign(_) => None,
        }
    }
}

fn modules_of(bindings: &[Binding]) -> Vec<ModuleId> {
    let mut modules: Vec<ModuleId> = Vec::new();
    for binding in bindings {
        if let Def::Module(module) = binding.def
            && !modules.contains(&module)
        {
            modules.push(module);
        }
    }
    modules
}
