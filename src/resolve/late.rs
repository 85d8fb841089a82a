//! Bodies that were left out, read after all: the graph stays what it is but for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::collect::Texts;
use super::graph::{BodyDef, BodyId, BodyOwner, BodySource, FnDef, FnId, Graph};
use super::own_macros::OwnMacros;
use crate::position::FileId;
use crate::syntax;
use crate::syntax::body::Body;
use crate::syntax::facts::FileFacts;

impl Graph {
    /// Adds the bodies of functions that begin at these bytes. False, with nothing added, where one of them needs more: it declares
    /// items of its own, or calls a macro of the codebase.
    pub fn read_bodies(
        &mut self,
        bodies: &BTreeSet<(FileId, u32)>,
        facts: &FxHashMap<FileId, Arc<FileFacts>>,
        texts: Texts<'_>,
    ) -> bool {
        let read = self.read_alone(bodies, facts, texts);
        let is_read = read.is_some();
        for (body, functions) in read.into_iter().flatten() {
            for function in functions {
                let FnDef { place, container, .. } = &self[function];
                let (place, container) = (place.clone(), *container);
                let source = BodySource::Expanded(Arc::clone(&body));
                BodyId::push(self, BodyDef { place, owner: BodyOwner::Fn(function), container, source });
            }
        }
        is_read
    }

    /// Those bodies, each with the functions it is of.
    fn read_alone(
        &self,
        bodies: &BTreeSet<(FileId, u32)>,
        facts: &FxHashMap<FileId, Arc<FileFacts>>,
        texts: Texts<'_>,
    ) -> Option<Vec<(Arc<Body>, Vec<FnId>)>> {
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
            let place = facts.get(&key.0)?.left_out.bodies.iter().find(|place| place.body.start == at)?;
            let edition = self[self[def.place.module].krate].edition;
            let (body, _) = syntax::parse_body(texts(key.0), edition, place)?;
            read.insert(key, (Arc::new(body), vec![function]));
        }
        let own = OwnMacros::known(facts, &self.unread);
        let stands_alone =
            |body: &Body| body.blocks.is_empty() && !body.calls.iter().any(|call| own.is_called(body, call.call));
        let complete = read.len() == bodies.len() && read.values().all(|(body, _)| stands_alone(body));
        complete.then(|| read.into_values().collect())
    }
}
