//! Connections that are opened again and again: in loops, tasks and what a framework runs for each request.
//!
//! What opens one stands in such code itself, or in a function of the codebase that it calls. A retry, a reconnection, one
//! connection for each of several servers, and what is kept for the next time are no repetition.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::code::Code;
use super::constructions::function_name;
use super::fate::{Fate, Follow, GivenTo, owners};
use super::frameworks::Runs;
use super::handlers::Handlers;
use super::surroundings::{FrameKind, Given};
use super::{Construction, Link, Model, Site};
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner, FnId};
use crate::syntax::body::{Expr, ExprId, LoopKind};

/// A connection that is handed on is followed through so many functions to the loop that works with it.
const HANDED_ON: u32 = 2;

/// A connection that is opened each time some code runs.
#[derive(Debug, Clone)]
pub struct PerCall<'m> {
    /// What opens it.
    pub construction: &'m Construction,
    /// Where it happens: the constructor that opens a socket, or the call of the function that it stands in.
    pub site: Site,
    /// That function; none where the constructor stands there itself.
    pub through: Option<String>,
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
struct Opens<'m> {
    construction: &'m Construction,
    /// It works with the connection for as long as that lives.
    served: bool,
    /// What it takes the address from: its parameters by number, `self` as none.
    inputs: Vec<Option<usize>>,
}

impl Model<'_> {
    /// All connections that are opened again and again, in order of file and offset.
    #[must_use]
    pub fn per_call(&self) -> Vec<PerCall<'_>> {
        let finder = Finder::of(self);
        let mut found = Vec::new();
        let mut opens: FxHashMap<FnId, Opens<'_>> = FxHashMap::default();
        for (id, constructions) in self.connecting() {
            let Some(code) = self.code(id) else { continue };
            let calls: Vec<ExprId> = constructions.iter().map(|(_, expr)| code.call_of(*expr)).collect();
            for ((construction, _), made) in constructions.into_iter().zip(calls.iter().copied()) {
                // What starts or splits what was opened right there is told with it.
                let others: Vec<ExprId> = calls.iter().copied().filter(|other| *other != made).collect();
                if code.is_made_of(inputs(&code, made, None), &others) {
                    continue;
                }
                if let Some(cause) = finder.cause(&code, made, None) {
                    let site = Site { span: opening(construction).span, ..construction.site.clone() };
                    found.push(PerCall { construction, site, through: None, cause });
                } else if let BodyOwner::Fn(function) = code.def.owner
                    && let Some(served) = finder.opens(&code, made)
                {
                    let inputs = code.parameters_behind(inputs(&code, made, None));
                    opens.entry(function).or_insert(Opens { construction, served, inputs });
                }
            }
        }
        found.extend(self.per_call_through(&finder, &opens));
        found.sort_by_key(|found: &PerCall<'_>| (found.site.span, found.site.context != Context::Production));
        found.dedup_by_key(|found| found.site.span);
        found
    }
}

impl Model<'_> {
    /// Calls, from code that runs again and again, of functions that open a connection.
    fn per_call_through<'m>(&'m self, finder: &Finder<'_>, opens: &FxHashMap<FnId, Opens<'m>>) -> Vec<PerCall<'m>> {
        let mut found = Vec::new();
        for (id, types) in self.bodies.iter().filter(|_| !opens.is_empty()) {
            if !types.callees.values().any(|callee| opens.contains_key(&callee.function)) {
                continue;
            }
            let Some(code) = self.code(*id) else { continue };
            for call in code.exprs() {
                let Some((function, helper)) = code.own_callee(call).and_then(|own| Some((own, opens.get(&own)?)))
                else {
                    continue;
                };
                if let Some(cause) = finder.cause(&code, call, Some(helper)) {
                    let through = Some(function_name(&self.handles, function));
                    found.push(PerCall { construction: helper.construction, site: code.site(call), through, cause });
                }
            }
        }
        found
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

struct Finder<'m> {
    model: &'m Model<'m>,
    handlers: Handlers<'m>,
    /// Types of the codebase that own a handle, themselves or in a field's field.
    owners: FxHashSet<AdtId>,
}

impl<'m> Finder<'m> {
    fn of(model: &'m Model<'_>) -> Self {
        Self {
            handlers: Handlers::of(&model.handles, &model.bodies),
            owners: owners(model.world, &model.managers),
            model,
        }
    }

    /// What runs an expression again and again, nearest first; `by` for a call of a function that opens.
    fn cause(&self, code: &Code<'_>, made: ExprId, by: Option<&Opens<'_>>) -> Option<Cause> {
        let mut spawned = None;
        if matches!(code.given_as_value(made), Given::To(_, Runs::Once) | Given::Unknown) {
            return None;
        }
        for frame in code.frames(made) {
            let region = Some(frame.expr);
            match frame.kind {
                FrameKind::Loop(kind) => {
                    // So many workers, each with its own; but a task for everything that comes in is no worker.
                    let workers = kind == LoopKind::For && spawned == Some(None);
                    if !workers && self.repeats(code, made, frame.expr, spawned.is_none(), by) {
                        return Some(Cause { runs: Runs::Often, span: None });
                    }
                }
                FrameKind::Closure(Given::Unknown) | FrameKind::Async(Given::Unknown) => return None,
                FrameKind::Closure(Given::To(call, runs)) | FrameKind::Async(Given::To(call, runs)) => {
                    let cause = Cause { runs, span: Some(code.span(call)) };
                    match runs {
                        Runs::Once => return None,
                        Runs::Often if self.repeats(code, made, frame.expr, true, by) => return Some(cause),
                        Runs::Task | Runs::Thread => {
                            let lives = self.lives(code, made, region, by);
                            spawned = spawned.or(Some((!lives).then_some(cause)));
                        }
                        Runs::Request | Runs::Message | Runs::Socket => {
                            return (!self.fate(code, made, region).kept).then_some(cause);
                        }
                        Runs::Often | Runs::Blocking => {}
                    }
                }
                FrameKind::Closure(Given::Nobody) | FrameKind::Async(Given::Nobody) => {}
            }
        }
        self.function_cause(code, made, by, spawned.flatten())
    }

    /// What runs the function around, once nothing in it does.
    fn function_cause(
        &self,
        code: &Code<'_>,
        made: ExprId,
        by: Option<&Opens<'_>>,
        spawned: Option<Cause>,
    ) -> Option<Cause> {
        let BodyOwner::Fn(function) = code.def.owner else { return spawned };
        let handler = self.handlers.get(function).or_else(|| self.accepting(code, made));
        let by_handler = handler.and_then(|handler| {
            let cause = Cause { runs: handler.runs, span: Some(handler.span) };
            let once = match handler.runs {
                Runs::Once | Runs::Blocking => true,
                Runs::Task | Runs::Thread => self.lives(code, made, None, by),
                Runs::Often | Runs::Request | Runs::Message | Runs::Socket => self.fate(code, made, None).kept,
            };
            (!once).then_some(cause)
        });
        // What `main` or a test starts, it starts once.
        by_handler.or(spawned.filter(|_| !code.starts_once()))
    }

    /// A call, around the expression or beside it, that takes up a WebSocket connection.
    fn accepting(&self, code: &Code<'_>, made: ExprId) -> Option<super::handlers::Handler> {
        let frameworks = &self.model.tags.frameworks;
        let scope = |expr| code.frames(expr).into_iter().find(|frame| !matches!(frame.kind, FrameKind::Loop(_)));
        code.exprs().find_map(|call| {
            let runs = *frameworks.fns.get(&code.callee(call)?.function)?;
            let inside = scope(call).is_none_or(|frame| code.within(made, frame.expr));
            inside.then(|| super::handlers::Handler { runs, span: code.span(call) })
        })
    }

    /// Whether a function opens a connection whenever it is called; if so, whether it works with it itself for as long as it lives.
    fn opens(&self, code: &Code<'_>, made: ExprId) -> Option<bool> {
        let once = |frame: &super::surroundings::Frame| {
            !matches!(
                frame.kind,
                FrameKind::Loop(_) | FrameKind::Closure(Given::Nobody) | FrameKind::Async(Given::Nobody)
            )
        };
        let fate = self.fate(code, made, None);
        if code.starts_once() || fate.kept || code.frames(made).iter().any(once) {
            return None;
        }
        Some(self.serves(code, made, &fate, None, false))
    }

    /// Where what is opened goes; a function of the codebase that it is given to may keep it.
    fn fate(&self, code: &Code<'_>, made: ExprId, region: Option<ExprId>) -> Fate {
        let mut fate = Follow::opened(code, made, region, &self.owners);
        fate.kept = fate.kept
            || fate.given_to.iter().filter(|given| given.same).any(|given| {
                let code = self.model.code_of(given.function);
                let at = given.parameter;
                code.zip(at).is_some_and(|(code, at)| Follow::parameter(&code, at, &self.owners).kept)
            });
        fate
    }

    /// Whether each round of a loop opens another connection, to use it and to drop it.
    fn repeats(&self, code: &Code<'_>, made: ExprId, repeat: ExprId, reconnects: bool, by: Option<&Opens<'_>>) -> bool {
        let fate = self.fate(code, made, Some(repeat));
        let kept = fate.kept || fate.returned || code.leaves_on_success(made, repeat);
        let served = by.is_some_and(|by| by.served);
        let serves = reconnects && (served || self.serves(code, made, &fate, Some(repeat), true));
        !kept && !serves && !code.varies(inputs(code, made, by), repeat)
    }

    /// Whether a task lives as long as its connection: that is a connection for the task, not for a call.
    fn lives(&self, code: &Code<'_>, made: ExprId, region: Option<ExprId>, by: Option<&Opens<'_>>) -> bool {
        let fate = self.fate(code, made, region);
        fate.kept || by.is_some_and(|by| by.served) || self.serves(code, made, &fate, region, false)
    }

    /// Whether a loop works with the connection after it was opened, here or in a function that it is given to.
    fn serves(&self, code: &Code<'_>, made: ExprId, fate: &Fate, region: Option<ExprId>, endless: bool) -> bool {
        let inner = |used: &ExprId| {
            let around = code.flow().around(*used).take_while(|around| Some(*around) != region);
            around.into_iter().any(|around| is_loop(code.expr(around), endless) && !code.within(made, around))
        };
        fate.uses.iter().any(inner) || fate.given_to.iter().any(|given| self.works(given, endless, HANDED_ON))
    }

    /// Whether a function that is given a connection, or one that it gives it to in turn, has a loop.
    fn works(&self, given: &GivenTo, endless: bool, depth: u32) -> bool {
        let Some(code) = self.model.code_of(given.function) else { return false };
        if code.body.exprs.iter().any(|expr| is_loop(expr, endless)) {
            return true;
        }
        let Some(at) = given.parameter.filter(|_| depth > 0) else { return false };
        let fate = Follow::parameter(&code, at, &self.owners);
        fate.given_to.iter().any(|given| self.works(given, endless, depth - 1))
    }
}

/// A loop; with `endless`, one that counts nothing off.
fn is_loop(expr: &Expr, endless: bool) -> bool {
    matches!(expr, Expr::Loop { kind, .. } if !endless || *kind != LoopKind::For)
}

/// What a connection is opened from: what its constructor is given and called on; for a function that opens one, what that takes.
fn inputs(code: &Code<'_>, made: ExprId, by: Option<&Opens<'_>>) -> Vec<ExprId> {
    let (receiver, args) = match code.expr(made) {
        Expr::Call { args, .. } => (None, args),
        Expr::MethodCall { receiver, args, .. } => (Some(*receiver), args),
        _ => return Vec::new(),
    };
    match by {
        None => receiver.into_iter().chain(args.iter().copied()).collect(),
        Some(by) => by.inputs.iter().filter_map(|input| input.map_or(receiver, |at| args.get(at).copied())).collect(),
    }
}
