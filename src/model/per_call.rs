//! Connections that are opened again and again: in loops, tasks and what a framework runs for each request.
//!
//! What opens one stands in such code itself, or in a function of the codebase that it calls. A retry, a reconnection, one
//! connection for each of several servers, and what is kept for the next time are no repetition.

use rustc_hash::{FxHashMap, FxHashSet};

use super::code::Code;
use super::fate::{Fate, Follow};
use super::frameworks::Runs;
use super::handlers::Handlers;
use super::handles::Handles;
use super::surroundings::{FrameKind, Given};
use super::{Construction, Link, Model, Site};
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner, FnId};
use crate::syntax::body::{Expr, ExprId, LoopKind};

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
}

impl Model<'_> {
    /// All connections that are opened again and again, in order of file and offset.
    #[must_use]
    pub fn per_call(&self) -> Vec<PerCall<'_>> {
        let finder = Finder::of(self);
        let mut found = Vec::new();
        let mut opens: FxHashMap<FnId, Opens<'_>> = FxHashMap::default();
        let connecting =
            self.constructions.iter().filter(|construction| construction.links.iter().any(|link| link.connects));
        let places = connecting.flat_map(|of| of.places.iter().map(move |place| (of, *place)));
        for (construction, (body, expr)) in places {
            let Some(code) = finder.code(body) else { continue };
            let made = code.call_of(expr);
            if let Some(cause) = finder.cause(&code, made, None) {
                let site = Site { span: opening(construction).span, ..construction.site.clone() };
                found.push(PerCall { construction, site, through: None, cause });
            } else if let BodyOwner::Fn(function) = code.def.owner
                && let Some(served) = finder.opens(&code, made)
            {
                opens.entry(function).or_insert(Opens { construction, served });
            }
        }
        for (id, types) in self.bodies.iter().filter(|_| !opens.is_empty()) {
            if !types.callees.values().any(|callee| opens.contains_key(&callee.function)) {
                continue;
            }
            let Some(code) = finder.code(*id) else { continue };
            for call in code.exprs() {
                let Some((function, helper)) = code.own_callee(call).and_then(|own| Some((own, opens.get(&own)?)))
                else {
                    continue;
                };
                if let Some(cause) = finder.cause(&code, call, Some(helper.served)) {
                    let through = Some(function_name(&self.handles, function));
                    found.push(PerCall { construction: helper.construction, site: code.site(call), through, cause });
                }
            }
        }
        found.sort_by_key(|found| (found.site.span, found.site.context != Context::Production));
        found.dedup_by_key(|found| found.site.span);
        found
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

/// `Type::function`, or the name of a free function.
fn function_name(handles: &Handles<'_>, function: FnId) -> String {
    let def = &handles.world.graph[function];
    match super::constructions::owner_type(handles, def.container) {
        Some(adt) => format!("{}::{}", handles.world.graph[adt].item.name, def.name()),
        None => def.name().to_string(),
    }
}

struct Finder<'m> {
    model: &'m Model<'m>,
    handlers: Handlers<'m>,
    /// Types of the codebase that own a handle.
    owners: FxHashSet<AdtId>,
    /// Bodies by their place in the model.
    bodies: FxHashMap<BodyId, usize>,
    /// Bodies of functions.
    functions: FxHashMap<FnId, BodyId>,
}

impl<'m> Finder<'m> {
    fn of(model: &'m Model<'_>) -> Self {
        let graph = model.graph();
        let functions = model.bodies.iter().filter_map(|(id, _)| match graph[*id].owner {
            BodyOwner::Fn(function) => Some((function, *id)),
            _ => None,
        });
        Self {
            handlers: Handlers::of(&model.handles, &model.bodies),
            owners: model.managers.iter().map(|manager| manager.adt).collect(),
            bodies: model.bodies.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect(),
            functions: functions.collect(),
            model,
        }
    }

    fn code(&self, id: BodyId) -> Option<Code<'m>> {
        let (_, types) = &self.model.bodies[*self.bodies.get(&id)?];
        Code::of(&self.model.handles, id, types)
    }

    /// What runs an expression again and again, nearest first; `served` for a call of a function that opens.
    fn cause(&self, code: &Code<'_>, made: ExprId, served: Option<bool>) -> Option<Cause> {
        let mut spawned = None;
        if matches!(code.given_as_value(made), Given::To(_, Runs::Once) | Given::Unknown) {
            return None;
        }
        for frame in code.frames(made) {
            let region = Some(frame.expr);
            match frame.kind {
                FrameKind::Loop(kind) => {
                    let reconnects = spawned.is_none() || kind == LoopKind::For;
                    if self.repeats(code, made, frame.expr, reconnects, served) {
                        return Some(Cause { runs: Runs::Often, span: None });
                    }
                }
                FrameKind::Closure(Given::Unknown) | FrameKind::Async(Given::Unknown) => return None,
                FrameKind::Closure(Given::To(call, runs)) | FrameKind::Async(Given::To(call, runs)) => {
                    let cause = Cause { runs, span: Some(code.span(call)) };
                    match runs {
                        Runs::Once => return None,
                        Runs::Often if self.repeats(code, made, frame.expr, true, served) => return Some(cause),
                        Runs::Task | Runs::Thread => {
                            let lives = self.lives(code, made, region, served);
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
        self.function_cause(code, made, served, spawned.flatten())
    }

    /// What runs the function around, once nothing in it does.
    fn function_cause(
        &self,
        code: &Code<'_>,
        made: ExprId,
        served: Option<bool>,
        spawned: Option<Cause>,
    ) -> Option<Cause> {
        let BodyOwner::Fn(function) = code.def.owner else { return spawned };
        let handler = self.handlers.get(function).or_else(|| self.accepting(code, made));
        let by_handler = handler.and_then(|handler| {
            let cause = Cause { runs: handler.runs, span: Some(handler.span) };
            let once = match handler.runs {
                Runs::Once | Runs::Blocking => true,
                Runs::Task | Runs::Thread => self.lives(code, made, None, served),
                Runs::Often | Runs::Request | Runs::Message | Runs::Socket => self.fate(code, made, None).kept,
            };
            (!once).then_some(cause)
        });
        // What `main` starts, it starts once.
        by_handler.or(spawned.filter(|_| !code.is_main()))
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
        if code.is_main() || fate.kept || code.frames(made).iter().any(once) {
            return None;
        }
        Some(self.serves(code, made, &fate, None, false))
    }

    fn fate(&self, code: &Code<'_>, made: ExprId, region: Option<ExprId>) -> Fate {
        Follow::value(code, made, region, &self.owners)
    }

    /// Whether each round of a loop opens another connection, to use it and to drop it.
    fn repeats(&self, code: &Code<'_>, made: ExprId, repeat: ExprId, reconnects: bool, served: Option<bool>) -> bool {
        let fate = self.fate(code, made, Some(repeat));
        let kept = fate.kept || fate.returned || code.leaves_on_success(made, repeat);
        let serves = reconnects && (served == Some(true) || self.serves(code, made, &fate, Some(repeat), true));
        !kept && !serves && (served.is_some() || !varies(code, made, repeat))
    }

    /// Whether a task lives as long as its connection: that is a connection for the task, not for a call.
    fn lives(&self, code: &Code<'_>, made: ExprId, region: Option<ExprId>, served: Option<bool>) -> bool {
        let fate = self.fate(code, made, region);
        fate.kept || served == Some(true) || self.serves(code, made, &fate, region, false)
    }

    /// Whether a loop works with the connection after it was opened, here or in a function that it is given to.
    fn serves(&self, code: &Code<'_>, made: ExprId, fate: &Fate, region: Option<ExprId>, endless: bool) -> bool {
        let inner = |used: &ExprId| {
            let around = code.flow.around(*used).take_while(|around| Some(*around) != region);
            around.into_iter().any(|around| is_loop(code.expr(around), endless) && !code.within(made, around))
        };
        let given = |function: &FnId| {
            let code = self.functions.get(function).and_then(|id| self.code(*id));
            code.is_some_and(|code| code.body.exprs.iter().any(|expr| is_loop(expr, endless)))
        };
        fate.uses.iter().any(inner) || fate.given_to.iter().any(given)
    }
}

impl Code<'_> {
    /// The call that a path is called by; a method call is its own.
    fn call_of(&self, expr: ExprId) -> ExprId {
        let parent = self.flow.parent(expr);
        let called = parent.filter(|parent| matches!(self.expr(*parent), Expr::Call { callee, .. } if *callee == expr));
        called.unwrap_or(expr)
    }
}

/// A loop; with `endless`, one that counts nothing off.
fn is_loop(expr: &Expr, endless: bool) -> bool {
    matches!(expr, Expr::Loop { kind, .. } if !endless || *kind != LoopKind::For)
}

/// Whether what is opened depends on what the loop goes through: one connection for each of several servers.
fn varies(code: &Code<'_>, made: ExprId, repeat: ExprId) -> bool {
    let mut pending = match code.expr(made) {
        Expr::Call { args, .. } => args.clone(),
        Expr::MethodCall { receiver, args, .. } => std::iter::once(*receiver).chain(args.iter().copied()).collect(),
        _ => Vec::new(),
    };
    let mut seen = FxHashSet::default();
    while let Some(expr) = pending.pop() {
        if !seen.insert(expr) {
            continue;
        }
        for local in code.flow.local(expr).into_iter().chain(code.flow.captured(expr)) {
            let Some(binder) = local.bound_in.filter(|binder| code.within(*binder, repeat)) else { continue };
            let head = match code.expr(repeat) {
                Expr::Loop { head: Some(head), .. } => code.within(binder, *head),
                _ => false,
            };
            if binder == repeat || head {
                return true;
            }
            if let super::flow::Source::Value(value) = local.source {
                pending.push(value);
            }
        }
        code.expr(expr).for_each_child(|child| pending.push(child));
    }
    false
}
