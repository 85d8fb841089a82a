//! Places outside a manager's own module that build it, whatever manager it is.

use super::{Build, Count, in_order};
use crate::infer::BodyTypes;
use crate::model::{Site, constructions, target_of};
use crate::position::Span;
use crate::resolve::graph::{AdtId, BodyDef, ModuleId};
use crate::syntax::body::ExprId;

/// Managers hold managers so deep.
const DEPTH: u32 = 4;

impl Count<'_, '_> {
    /// Calls of what builds one, free functions too, and literals.
    pub(super) fn builds(&self) -> Vec<Build> {
        let mut found = Vec::new();
        for (id, types) in &self.model.bodies {
            let def = &self.model.graph()[*id];
            for (expr, adt) in self.built_in(def, types) {
                found.extend(self.numbered(adt, 0).and_then(|manager| self.build(def, expr, manager)));
            }
        }
        in_order(&mut found, |build| &build.place);
        found
    }

    fn built_in(&self, def: &BodyDef, types: &BodyTypes) -> Vec<(ExprId, AdtId)> {
        let (building, handles) = (&self.building, &self.model.handles);
        let Some(body) = def.body() else { return Vec::new() };
        let calls = types.callees.iter().filter_map(|(expr, callee)| Some((*expr, building.called(handles, callee)?)));
        let literals =
            types.literals.keys().filter_map(|expr| Some((*expr, building.literal(handles, body, types, *expr)?)));
        calls.chain(literals).collect()
    }

    /// The number of a manager, or of the first one that a type of the canonical module holds: `RedisManager { inner: Arc<Inner> }`.
    fn numbered(&self, adt: AdtId, depth: u32) -> Option<usize> {
        self.number(adt).or_else(|| {
            let world = self.model.world;
            let scope = world.adt_scope(adt);
            let mut fields = world.graph[adt].adt()?.variants.iter().flat_map(|variant| &variant.fields);
            fields.find_map(|field| {
                let held = self.building.held(&self.model.handles, &world.lower(&field.ty, &scope))?;
                (depth < DEPTH).then(|| self.numbered(held, depth + 1))?
            })
        })
    }

    /// From elsewhere than the manager's own module.
    fn build(&self, def: &BodyDef, expr: ExprId, manager: usize) -> Option<Build> {
        let graph = self.model.graph();
        let home = graph[self.adts[manager]].place.module;
        if graph[def.place.module].file == graph[home].file && self.same_module(def.place.module, home) {
            return None;
        }
        let range = constructions::marked(def.body()?, expr);
        let site = Site {
            span: graph.origin(Span::new(def.place.file, range)).span,
            module: def.place.module,
            item: constructions::owner_path(&self.model.handles, def),
            context: def.place.context,
            target: target_of(graph, def.place.module),
        };
        Some(Build { place: self.place(&site), manager })
    }

    fn same_module(&self, a: ModuleId, b: ModuleId) -> bool {
        let graph = self.model.graph();
        graph.module_path(graph.named_module(a)) == graph.module_path(graph.named_module(b))
    }
}
