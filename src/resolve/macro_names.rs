//! Names of macros, and the names that macros write.

use super::graph::{CrateId, Declared, Def, Graph, ModuleId, Namespace};
use super::query::Query;
use crate::syntax::types::{DOLLAR_CRATE, Name};

impl Graph {
    /// Macros in textual scope, taken as wide as the crate, and those that `#[macro_use] extern crate` brings in.
    pub(super) fn textual_macros(
        &self,
        krate: CrateId,
        name: &Name,
        namespace: Namespace,
        query: &mut Query,
    ) -> Vec<Def> {
        if namespace != Namespace::Macro {
            return Vec::new();
        }
        if let Some(found) = self[krate].macros.get(name) {
            return found.iter().map(|id| Def::Macro(*id)).collect();
        }
        let roots = self[krate].macro_use.iter().map(|used| self[*used].root);
        roots.flat_map(|root| self.lookup_in(root, name, namespace, root, query)).collect()
    }

    /// Whether a name is imported from where no macro of that name is known: `use tokio::select` beside an own `select!`.
    pub(super) fn imports_unknown_macro(&self, module: ModuleId, name: &Name) -> bool {
        let mut at = Some(module);
        while let Some(scope) = at {
            let declared = self[scope].names.get(name).into_iter().flatten();
            let mut imports = declared.filter_map(|declared| match declared {
                Declared::Import(import) => Some(self.import_targets(*import)),
                Declared::Item(..) => None,
            });
            if let Some(first) = imports.next() {
                let is_macro = |targets: &[Def]| targets.iter().any(|def| matches!(def, Def::Macro(_)));
                return first.is_empty() && !imports.any(|targets| is_macro(&targets));
            }
            at = if self[scope].is_block { self[scope].parent } else { None };
        }
        false
    }

    /// The root that the `$crate` of an expansion means: there the crate of the macro has a number.
    #[must_use]
    pub fn macro_root(&self, name: &str) -> Option<ModuleId> {
        let number: u32 = name.strip_prefix(DOLLAR_CRATE)?.parse().ok()?;
        Some(self.crates.get(number as usize)?.root)
    }
}
