//! Modules by where they stand in one another.

use super::graph::{BodyId, Def, Graph, ImportId, ModuleId, Namespace};
use crate::syntax::types::Name;

impl Graph {
    /// The module of a block that declares items.
    #[must_use]
    pub fn block_module(&self, body: BodyId, block: u32) -> Option<ModuleId> {
        self.blocks.get(&(body, block)).copied()
    }

    /// The nearest module around that is no block.
    #[must_use]
    pub fn named_module(&self, mut module: ModuleId) -> ModuleId {
        while self[module].is_block {
            match self[module].parent {
                Some(parent) => module = parent,
                None => break,
            }
        }
        module
    }

    /// Whether `module` is `ancestor` or lies within it.
    #[must_use]
    pub fn is_within(&self, module: ModuleId, ancestor: ModuleId) -> bool {
        let mut at = Some(module);
        while let Some(module) = at {
            if module == ancestor {
                return true;
            }
            at = self[module].parent;
        }
        false
    }

    /// The path of a module from its crate's name on.
    #[must_use]
    pub fn module_path(&self, module: ModuleId) -> String {
        let mut parts = Vec::new();
        let mut at = Some(module);
        while let Some(id) = at {
            if !self[id].is_block {
                parts.push(self[id].name.as_str());
            }
            at = self[id].parent;
        }
        parts.reverse();
        parts.join("::")
    }

    /// Names that are declared or imported in a module one by one; what its globs bring is left out.
    pub fn names_in(&self, module: ModuleId) -> impl Iterator<Item = &Name> {
        self[module].names.keys()
    }

    /// The globs of a module.
    #[must_use]
    pub fn globs_in(&self, module: ModuleId) -> &[ImportId] {
        &self[module].globs
    }

    /// The modules on the way from a crate's root, itself left out, to a module.
    #[must_use]
    pub fn modules_to(&self, module: ModuleId) -> Vec<ModuleId> {
        let mut found = Vec::new();
        let mut at = self.named_module(module);
        while let Some(parent) = self[at].parent {
            found.push(at);
            at = self.named_module(parent);
        }
        found.reverse();
        found
    }
}

impl Def {
    /// The module it is declared in; none for a crate's root and for what is declared in no module.
    #[must_use]
    pub fn module(&self, graph: &Graph) -> Option<ModuleId> {
        match self {
            Self::Module(module) => graph[*module].parent,
            Self::Adt(adt) | Self::Variant(adt, _) => Some(graph[*adt].place.module),
            Self::Alias(alias) => Some(graph[*alias].place.module),
            Self::Trait(of) => Some(graph[*of].place.module),
            Self::Fn(function) => Some(graph[*function].place.module),
            Self::Static(declared) => Some(graph[*declared].place.module),
            Self::Macro(id) => Some(graph[*id].place.module),
            Self::Primitive(_) | Self::Foreign(_) => None,
        }
    }

    /// The name it is declared with; none for what is declared nowhere.
    #[must_use]
    pub fn name(&self, graph: &Graph) -> Option<Name> {
        Some(match self {
            Self::Module(module) => graph[*module].name.clone(),
            Self::Adt(adt) => graph[*adt].item.name.clone(),
            Self::Variant(adt, at) => graph[*adt].adt()?.variants.get(*at as usize)?.name.clone(),
            Self::Alias(alias) => graph[*alias].item.name.clone(),
            Self::Trait(of) => graph[*of].item.name.clone(),
            Self::Fn(function) => graph[*function].name().clone(),
            Self::Static(declared) => graph[*declared].name().clone(),
            Self::Macro(id) => graph[*id].item.name.clone(),
            Self::Primitive(_) | Self::Foreign(_) => return None,
        })
    }

    /// The namespace its name is looked up in; a constructor's type comes first.
    #[must_use]
    pub fn namespace(&self) -> Namespace {
        match self {
            Self::Fn(_) | Self::Static(_) => Namespace::Value,
            Self::Macro(_) => Namespace::Macro,
            _ => Namespace::Type,
        }
    }
}
