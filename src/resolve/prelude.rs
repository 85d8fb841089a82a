//! Where the first name of a path is looked for: the scopes around, then the preludes (Rust reference, "Preludes").

use smol_str::SmolStr;

use super::graph::{CrateId, Declared, Def, ExternCrate, Graph, ModuleId, Namespace};
use super::query::Query;
use crate::syntax::types::Name;
use crate::workspace::Edition;

/// The primitive types (Rust reference, "Types").
const PRIMITIVES: [&str; 19] = [
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f16", "f32", "f64", "f128",
];

impl Graph {
    /// The first segment of a path that begins with no keyword.
    pub(super) fn first(
        &self,
        module: ModuleId,
        name: &Name,
        global: bool,
        namespace: Namespace,
        in_use: bool,
        query: &mut Query,
    ) -> Vec<Def> {
        let krate = self[module].krate;
        let rust_2015 = self[krate].edition == Edition::E2015;
        if global || (rust_2015 && in_use) {
            if rust_2015 {
                let root = self[krate].root;
                if let Some(found) = self.stands(root, name, namespace, module, query) {
                    return found;
                }
            }
            return self.extern_crate_type(krate, name, namespace);
        }
        let mut at = Some(module);
        while let Some(scope) = at {
            if let Some(found) = self.stands(scope, name, namespace, scope, query) {
                return found;
            }
            at = if self[scope].is_block { self[scope].parent } else { None };
        }
        let found = self.extern_crate_type(krate, name, namespace);
        if !found.is_empty() {
            return found;
        }
        self.prelude(krate, name, namespace, query)
    }

    /// What a name means in one scope; `None` where it means nothing, so that the next scope is asked.
    fn stands(
        &self,
        scope: ModuleId,
        name: &Name,
        namespace: Namespace,
        from: ModuleId,
        query: &mut Query,
    ) -> Option<Vec<Def>> {
        let outer_cut = std::mem::replace(&mut query.cut, false);
        let found = self.lookup_in(scope, name, namespace, from, query);
        let stands = query.cut || !found.is_empty();
        query.cut |= outer_cut;
        stands.then_some(found)
    }

    fn extern_crate_type(&self, krate: CrateId, name: &Name, namespace: Namespace) -> Vec<Def> {
        if namespace == Namespace::Type { self.extern_crate(krate, name) } else { Vec::new() }
    }

    /// Macros in textual scope, the standard library's prelude, primitive types.
    fn prelude(&self, krate: CrateId, name: &Name, namespace: Namespace, query: &mut Query) -> Vec<Def> {
        let found = self.textual_macros(krate, name, namespace, query);
        if !found.is_empty() {
            return found;
        }
        if let Some(prelude) = self.std_prelude(krate, query) {
            let found = self.lookup_in(prelude, name, namespace, prelude, query);
            if !found.is_empty() {
                return found;
            }
        }
        if namespace == Namespace::Type && PRIMITIVES.contains(&name.as_str()) {
            return vec![Def::Primitive(name.clone())];
        }
        Vec::new()
    }

    fn std_prelude(&self, krate: CrateId, query: &mut Query) -> Option<ModuleId> {
        let Some(ExternCrate::Known(std)) = self[krate].externs.get("std") else { return None };
        let mut module = self[*std].root;
        for part in ["prelude", "v1"] {
            if let [Declared::Item(Def::Module(inner), _)] = self[module].names.get(part)?.as_slice() {
                module = *inner;
                continue;
            }
            let found = self.lookup_in(module, &SmolStr::new_static(part), Namespace::Type, module, query);
            module = found.into_iter().find_map(|def| match def {
                Def::Module(module) => Some(module),
                _ => None,
            })?;
        }
        Some(module)
    }
}
