//! Connections that are opened again and again: in loops, tasks and what a framework runs for each request.
//!
//! What opens one stands in such code itself, or in a function of the codebase that it calls. A retry, a reconnection, one
//! connection for each of several servers, and what is kept for the next time are no repetition.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::constructions::function_name;
use super::frameworks::Runs;
use super::recurrence::{Recurrence, inputs};
use super::{Construction, Link, Model, Site};
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{BodyId, BodyOwner, FnId};
use crate::syntax::body::ExprId;

/// Functions that open a connection by calling one that does are followed so far.
const LEVELS: usize = 3;

/// A connection that is opened each time some code runs.
#[derive(Debug, Clone)]
pub struct PerCall<'m> {
    /// What opens it.
    pub construction: &'m Construction,
    /// Where it happens: the constructor that opens a socket, or the call of the function that it stands in.
    pub site: Site,
    /// That function, and those on the way from it to the constructor; none where that stands there itself.
    pub through: Vec<String>,
    /// What runs it.
    pub cause: Cause,
}

/// What runs code again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// How.
    pub runs: Runs,
    /// What says so; nothing for a loop around it.
    pub span: Option<Span>,
}

/// A function of the codebase that opens a connection whenever it is called.
pub(super) struct Opens<'m> {
    pub(super) construction: &'m Construction,
    /// It works with the connection for as long as that lives.
    pub(super) served: bool,
    /// What it takes the address from: its parameters by number, `self` as none.
    pub(super) inputs: Vec<Option<usize>>,
    /// The functions on the way to the constructor, this one first.
    pub(super) way: Vec<String>,
}

type Openers<'m> = BTreeMap<FnId, Opens<'m>>;

impl Model<'_> {
    /// All connections that are opened again and again, in order of file and offset.
    #[must_use]
    pub fn per_call(&self) -> Vec<PerCall<'_>> {
        let recurrence = Recurrence::of(self);
        let mut found = Vec::new();
        let mut known: FxHashSet<FnId> = FxHashSet::default();
        let mut openers = self.openers(&recurrence, &mut found);
        for _ in 0..LEVELS {
            known.extend(openers.keys());
            openers = self.next_openers(&recurrence, &openers, &known, &mut found);
        }
        found.sort_by_key(|found: &PerCall<'_>| (found.site.span, found.site.context != Context::Production));
        found.dedup_by_key(|found| found.site.span);
        found
    }

    /// Constructors that are called again and again where they stand, and the functions that the others stand in.
    fn openers<'m>(&'m self, recurrence: &Recurrence<'_>, found: &mut Vec<PerCall<'m>>) -> Openers<'m> {
        let mut openers = Openers::new();
        for (id, constructions) in self.connecting() {
            let Some(code) = self.code(id) else { continue };
            let calls: Vec<ExprId> = constructions.iter().map(|(_, expr)| code.call_of(*expr)).collect();
            for ((construction, _), made) in constructions.into_iter().zip(calls.iter().copied()) {
                // What starts or splits what was opened right there is told with it.
                let others: Vec<ExprId> = calls.iter().copied().filter(|other| *other != made).collect();
                if code.is_made_of(inputs(&code, made, None), &others) {
                    continue;
                }
                if let Some(cause) = recurrence.cause(&code, made, None) {
                    let site = Site { span: opening(construction).span, ..construction.site.clone() };
                    found.push(PerCall { construction, site, through: Vec::new(), cause });
                } else if let BodyOwner::Fn(function) = code.def.owner
                    && let Some(served) = recurrence.opens(&code, made, None)
                {
                    let inputs = code.parameters_behind(inputs(&code, made, None));
                    let way = vec![function_name(&self.handles, function)];
                    openers.entry(function).or_insert(Opens { construction, served, inputs, way });
                }
            }
        }
        openers
    }

    /// Calls of functions that open, from code that runs again and again; and the functions that the other calls stand in.
    fn next_openers<'m>(
        &'m self,
        recurrence: &Recurrence<'_>,
        openers: &Openers<'m>,
        known: &FxHashSet<FnId>,
        found: &mut Vec<PerCall<'m>>,
    ) -> Openers<'m> {
        let mut callers = Openers::new();
        for (id, types) in self.bodies.iter().filter(|_| !openers.is_empty()) {
            if !types.callees.values().any(|callee| openers.contains_key(&callee.function)) {
                continue;
            }
            let Some(code) = self.code(*id) else { continue };
            for call in code.exprs() {
                let Some(by) = code.own_callee(call).and_then(|own| openers.get(&own)) else { continue };
                if let Some(cause) = recurrence.cause(&code, call, Some(by)) {
                    let (construction, through) = (by.construction, by.way.clone());
                    found.push(PerCall { construction, site: code.site(call), through, cause });
                } else if let BodyOwner::Fn(function) = code.def.owner
                    && !known.contains(&function)
                    && let Some(served) = recurrence.opens(&code, call, Some(by))
                {
                    let inputs = code.parameters_behind(inputs(&code, call, Some(by)));
                    let own = function_name(&self.handles, function);
                    let way = std::iter::once(own).chain(by.way.iter().cloned()).collect();
                    callers.entry(function).or_insert(Opens { construction: by.construction, served, inputs, way });
                }
            }
        }
        callers
    }

    /// Constructions that open a socket, by the body they stand in.
    fn connecting(&self) -> BTreeMap<BodyId, Vec<(&Construction, ExprId)>> {
        let mut by_body: BTreeMap<BodyId, Vec<(&Construction, ExprId)>> = BTreeMap::new();
        for construction in self.constructions.iter().filter(|known| known.links.iter().any(|link| link.connects)) {
            for (body, expr) in &construction.places {
                by_body.entry(*body).or_default().push((construction, *expr));
            }
        }
        by_body
    }
}

impl PerCall<'_> {
    /// The constructor that opens a socket.
    #[must_use]
    pub fn opening(&self) -> &Link {
        opening(self.construction)
    }
}

/// The first link that opens a socket.
fn opening(construction: &Construction) -> &Link {
    construction.links.iter().find(|link| link.connects).unwrap_or_else(|| construction.first())
}
