//! Bodies that were left out, read after all: the graph stays what it is but for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::collect::Texts;
use super::graph::{BodyDef, BodyId, BodyOwner, BodySource, FnId, Graph};
use super::own_macros::OwnMacros;
use crate::position::FileId;
use crate::syntax;
use crate::syntax::body::{Body, Expr};
use crate::syntax::facts::FileFacts;

impl Graph {
    /// Reads the bodies of functions that begin at these bytes. None, with nothing read, where one of them needs more: it declares
    /// items of its own, or calls a macro of the codebase.
    pub fn read_bodies(
        &mut self,
        bodies: &BTreeSet<(FileId, u32)>,
        facts: &FxHashMap<FileId, Arc<FileFacts>>,
        texts: Texts<'_>,
    ) -> Option<Vec<BodyId>> {
        let mut read: BTreeMap<(FileId, u32), (Arc<Body>, Vec<FnId>)> = BTreeMap::new();
        for function in FnId::all(self) {
            let def = &self[function];
            let Some(at) = def.facts().and_then(|facts| facts.left_out) else { continue };
            let key = (def.place.file, at);
            if !bodies.contains(&key) {
                continue;
            }
            if let Some((_, functions)) = read.get_mut(&key) {
                functions.push(function);
                continue;
            }
            let place = facts.get(&key.0)?.left_out.iter().find(|place| place.body.start == at)?;
            let edition = self[self[def.place.module].krate].edition;
            let (body, _) = syntax::parse_body(texts(key.0), edition, place)?;
            read.insert(key, (Arc::new(body), vec![function]));
        }
        let mut own = OwnMacros::of(facts.values().map(Arc::as_ref));
        self.unread.macro_names().for_each(|name| own.insert(name));
        let stands_alone = |body: &Body| body.blocks.is_empty() && !calls_any(body, &own);
        if read.len() < bodies.len() || !read.values().all(|(body, _)| stands_alone(body)) {
            return None;
        }
        let ids = read
            .into_values()
            .flat_map(|(body, functions)| functions.into_iter().map(move |function| (function, Arc::clone(&body))));
        Some(ids.map(|(function, body)| self.add_body(function, body)).collect())
    }

    fn add_body(&mut self, function: FnId, body: Arc<Body>) -> BodyId {
        let def = &self[function];
        let (place, container) = (def.place.clone(), def.container);
        let source = BodySource::Expanded(body);
        BodyId::push(self, BodyDef { place, owner: BodyOwner::Fn(function), container, source })
    }
}

fn calls_any(body: &Body, macros: &OwnMacros) -> bool {
    body.calls.iter().any(|call| match body.expr(call.call) {
        Expr::Macro { path, .. } => macros.contains(path.last_name()),
        _ => false,
    })
}
