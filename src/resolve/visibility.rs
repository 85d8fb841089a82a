//! Who sees a name (Rust reference, "Visibility and privacy").

use super::graph::{FnSource, Graph, ModuleId, StaticDef};
use crate::syntax::facts::Visibility;

impl StaticDef {
    /// Who sees it.
    #[must_use]
    pub fn visibility(&self) -> &Visibility {
        match &self.source {
            FnSource::Item(item) => &item.visibility,
            FnSource::Assoc(item) => &item.visibility,
        }
    }
}

impl Graph {
    /// The module within which a declaration in `module` can be named, the visibility of the modules around it counted; none
    /// when other crates can name it.
    #[must_use]
    pub fn reach(&self, visibility: &Visibility, module: ModuleId) -> Option<ModuleId> {
        let mut reach = self.visible_in(visibility, module);
        let mut at = module;
        while let Some(parent) = self[at].parent {
            // What stands in a block is named in the block.
            let around = if self[at].is_block { Some(at) } else { self.visible_in(&self[at].visibility, parent) };
            reach = match (reach, around) {
                (Some(inner), Some(outer)) if self.is_within(inner, outer) => Some(inner),
                (inner, None) => inner,
                (_, outer) => outer,
            };
            at = parent;
        }
        reach
    }

    /// The module within which a visibility written in `module` lets something be seen; none when other crates see it.
    #[must_use]
    pub fn visible_in(&self, visibility: &Visibility, module: ModuleId) -> Option<ModuleId> {
        match visibility {
            Visibility::Public => None,
            Visibility::Private => Some(self.named_module(module)),
            Visibility::Restricted(path) => {
                Some(self.restricted_to(path, module).unwrap_or(self[self[module].krate].root))
            }
        }
    }

    /// Whether a name declared in `module` with `visibility` can be named in all of `viewers`; none stands for modules of
    /// several crates.
    pub(super) fn is_visible(&self, visibility: &Visibility, module: ModuleId, viewers: Option<ModuleId>) -> bool {
        let Some(viewers) = viewers else { return *visibility == Visibility::Public };
        let reach = match visibility {
            Visibility::Public => return true,
            Visibility::Private => self.named_module(module),
            Visibility::Restricted(path) => match self.restricted_to(path, module) {
                Some(reach) => reach,
                None => return self[module].krate == self[viewers].krate,
            },
        };
        self.is_within(viewers, reach)
    }

    /// The innermost module around `viewers` and `module`: what both see is what it sees. None across crates.
    pub(super) fn common_ancestor(&self, viewers: Option<ModuleId>, module: ModuleId) -> Option<ModuleId> {
        let mut at = viewers?;
        while !self.is_within(module, at) {
            at = self[at].parent?;
        }
        Some(at)
    }

    /// The module of `pub(crate)`, `pub(super)`, `pub(self)`, `pub(in a::b)`.
    fn restricted_to(&self, path: &crate::syntax::types::Path, module: ModuleId) -> Option<ModuleId> {
        let mut at = self.named_module(module);
        let root = self[self[module].krate].root;
        for (index, segment) in path.segments.iter().enumerate() {
            at = match segment.name.as_str() {
                "crate" => root,
                "self" => at,
                "super" => self.named_module(self[at].parent?),
                // An ancestor by name: 2018 writes `in crate::a`, 2015 `in a`.
                name => {
                    let base = if index == 0 { root } else { at };
                    let mut ancestor = Some(module);
                    loop {
                        let candidate = ancestor?;
                        if self[candidate].name == name && self[candidate].parent == Some(base) {
                            break candidate;
                        }
                        ancestor = self[candidate].parent;
                    }
                }
            };
        }
        Some(at)
    }
}
