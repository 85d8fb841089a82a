//! Async code that blocks its thread on Redis: where a synchronous connection is opened or used.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::code::Code;
use super::constructions::function_name;
use super::fate::{Follow, owners};
use super::frameworks::Runs;
use super::surroundings::{FrameKind, Given};
use super::{Model, Site};
use crate::infer::Callee;
use crate::infer::ty::Ty;
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{BodyId, BodyOwner, Container, FnId};
use crate::syntax::body::ExprId;

/// Async code that blocks its thread.
#[derive(Debug, Clone)]
pub struct Blocking {
    /// Where it does so first.
    pub site: Site,
    /// How.
    pub waits: Blocks,
    /// Where else the same function, closure or block does so.
    pub others: Vec<(Span, Blocks)>,
}

/// How a thread is blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocks {
    /// A connection or pool is opened.
    Opens(String),
    /// A command is sent and its answer awaited.
    Asks(String),
    /// A pool is asked for a connection, or a subscription for a message.
    Waits(String),
    /// A function of the codebase is called that does one of these, there.
    Calls(String, Span),
}

/// What blocks, before it is known who is blocked.
type Places = BTreeMap<ExprId, Blocks>;

/// Who is blocked by an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blocked {
    /// The async closure or block; none for an `async fn`.
    Async(Option<ExprId>),
    /// Whoever calls the function.
    Caller,
    /// Nobody who must not be, or nobody knows.
    Nobody,
}

impl Model<'_> {
    /// All async code that blocks on Redis, in order of file and offset.
    #[must_use]
    pub fn blocking(&self) -> Vec<Blocking> {
        let places = self.blocking_places();
        let owners = owners(self.world, &self.managers);
        let mut found = Vec::new();
        let mut callers: FxHashMap<FnId, Span> = FxHashMap::default();
        let mut blocked: BTreeMap<BodyId, Places> = BTreeMap::new();
        for (id, types) in &self.bodies {
            let Some(own) = places.get(id) else { continue };
            let Some(code) = Code::of(&self.handles, *id, types) else { continue };
            for (expr, waits) in own {
                match (code.blocks(*expr), code.def.owner) {
                    // What it opens and keeps, it opens once.
                    (Blocked::Caller, BodyOwner::Fn(function))
                        if !matches!(waits, Blocks::Opens(_))
                            || !Follow::opened(&code, code.call_of(*expr), None, &owners).kept =>
                    {
                        callers.entry(function).or_insert_with(|| code.span(*expr));
                    }
                    (Blocked::Async(_), _) => {
                        blocked.entry(*id).or_default().insert(*expr, waits.clone());
                    }
                    _ => {}
                }
            }
        }
        self.blocked_by_calls(&callers, &mut blocked);
        for (id, types) in &self.bodies {
            let (Some(own), Some(code)) = (blocked.get(id), Code::of(&self.handles, *id, types)) else { continue };
            found.extend(by_scope(&code, own));
        }
        found.sort_by_key(|found: &Blocking| (found.site.span, found.site.context != Context::Production));
        found.dedup_by_key(|found| found.site.span);
        found
    }

    /// Calls, from async code, of functions that block.
    fn blocked_by_calls(&self, callers: &FxHashMap<FnId, Span>, blocked: &mut BTreeMap<BodyId, Places>) {
        for (id, types) in self.bodies.iter().filter(|_| !callers.is_empty()) {
            if !types.callees.values().any(|callee| callers.contains_key(&callee.function)) {
                continue;
            }
            let Some(code) = Code::of(&self.handles, *id, types) else { continue };
            for call in code.exprs() {
                let Some((function, span)) = code.own_callee(call).and_then(|own| Some((own, *callers.get(&own)?)))
                else {
                    continue;
                };
                if matches!(code.blocks(call), Blocked::Async(_)) {
                    let waits = Blocks::Calls(function_name(&self.handles, function), span);
                    blocked.entry(*id).or_default().insert(call, waits);
                }
            }
        }
    }

    /// What blocks a thread, by body.
    fn blocking_places(&self) -> FxHashMap<BodyId, Places> {
        let mut places: FxHashMap<BodyId, Places> = FxHashMap::default();
        for construction in &self.constructions {
            let Some(link) = construction.links.iter().find(|link| link.sync && link.connects) else { continue };
            for (body, expr) in &construction.places {
                places.entry(*body).or_default().insert(*expr, Blocks::Opens(link.constructor.clone()));
            }
        }
        for (id, uses) in self.uses() {
            for used in uses.iter().filter(|used| used.sync) {
                places.entry(*id).or_default().insert(used.call, Blocks::Asks(used.name.to_string()));
            }
        }
        for (id, types) in self.bodies.iter().filter(|_| !self.tags.blocks.is_empty()) {
            for (expr, callee) in &types.callees {
                let path = self.tags.blocks.get(&callee.function);
                if let Some(path) = path.filter(|_| self.is_of_redis(callee)) {
                    places.entry(*id).or_default().insert(*expr, Blocks::Waits(path.clone()));
                }
            }
        }
        places
    }
}

impl Model<'_> {
    /// Whether a function of a pool is called on one of Redis; those of others are anyway.
    fn is_of_redis(&self, callee: &Callee) -> bool {
        let Container::Impl(id) = self.graph()[callee.function].container else { return true };
        let own = self.world.impls.header(id).map(|header| &header.self_ty);
        let pool = matches!(own, Some(Ty::Adt(adt, _)) if self.tags.generic_pools.contains_key(adt));
        !pool || callee.subst.0.iter().flat_map(|(_, args)| args).any(|arg| self.handles.is_manager(arg))
    }
}

impl Code<'_> {
    /// Who is blocked by an expression that waits.
    fn blocks(&self, expr: ExprId) -> Blocked {
        let mut inner = None;
        for frame in self.frames(expr).into_iter().filter(|frame| frame.expr != expr) {
            match frame.kind {
                FrameKind::Loop(_) => {}
                FrameKind::Closure(Given::Nobody | Given::To(_, Runs::Often)) => {}
                FrameKind::Async(Given::Nobody) => inner = inner.or(Some(frame.expr)),
                FrameKind::Async(Given::To(_, Runs::Thread | Runs::Blocking | Runs::Once))
                | FrameKind::Closure(Given::To(_, Runs::Thread | Runs::Blocking | Runs::Once)) => {
                    return Blocked::Nobody;
                }
                FrameKind::Async(_) => return Blocked::Async(inner.or(Some(frame.expr))),
                FrameKind::Closure(_) => {
                    return inner.map_or(Blocked::Nobody, |inner| Blocked::Async(Some(inner)));
                }
            }
        }
        // What a program or a test does before it serves anybody makes nobody wait.
        match inner {
            _ if self.starts_once() => Blocked::Nobody,
            Some(inner) => Blocked::Async(Some(inner)),
            None if self.is_async_fn() => Blocked::Async(None),
            None => Blocked::Caller,
        }
    }
}

/// One finding for each function, closure or block that is blocked.
fn by_scope(code: &Code<'_>, places: &Places) -> Vec<Blocking> {
    let mut scopes: BTreeMap<Blocked, Vec<(ExprId, &Blocks)>> = BTreeMap::new();
    for (expr, waits) in places {
        scopes.entry(code.blocks(*expr)).or_default().push((*expr, waits));
    }
    let mut found = Vec::new();
    for mut places in scopes.into_values() {
        places.sort_by_key(|(expr, _)| code.span(*expr));
        let Some(((first, waits), others)) = places.split_first() else { continue };
        let mut seen = FxHashSet::default();
        seen.insert(code.span(*first));
        let others = others.iter().map(|(expr, waits)| (code.span(*expr), (*waits).clone()));
        found.push(Blocking {
            site: code.site(*first),
            waits: (*waits).clone(),
            others: others.filter(|(span, _)| seen.insert(*span)).collect(),
        });
    }
    found
}
