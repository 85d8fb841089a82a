//! Whether, and why, code that opens a connection runs again and again: what stands around it, and what becomes of the connection.

use rustc_hash::FxHashSet;

use super::Model;
use super::code::Code;
use super::fate::{Fate, Follow, GivenTo, holds, owners};
use super::frameworks::Runs;
use super::handlers::{Handler, Handlers};
use super::per_call::{Cause, Opens};
use super::surroundings::{Frame, FrameKind, Given};
use crate::resolve::graph::{AdtId, BodyOwner};
use crate::syntax::body::{Expr, ExprId, LoopKind};

/// A connection that is handed on is followed through so many functions to the loop that works with it.
const HANDED_ON: u32 = 2;

/// Judges where connections are opened.
pub(super) struct Recurrence<'m> {
    model: &'m Model<'m>,
    handlers: Handlers<'m>,
    /// Types of the codebase that own a handle, themselves or in a field's field.
    owners: FxHashSet<AdtId>,
}

impl<'m> Recurrence<'m> {
    pub(super) fn of(model: &'m Model<'_>) -> Self {
        Self {
            handlers: Handlers::of(&model.handles, &model.bodies),
            owners: owners(model.world, &model.managers),
            model,
        }
    }

    /// What runs an expression again and again, nearest first; `by` for a call of a function that opens.
    pub(super) fn cause(&self, code: &Code<'_>, made: ExprId, by: Option<&Opens<'_>>) -> Option<Cause> {
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
    fn accepting(&self, code: &Code<'_>, made: ExprId) -> Option<Handler> {
        let frameworks = &self.model.tags.frameworks;
        let scope = |expr| code.frames(expr).into_iter().find(|frame| !matches!(frame.kind, FrameKind::Loop(_)));
        code.exprs().find_map(|call| {
            let runs = *frameworks.fns.get(&code.callee(call)?.function)?;
            let inside = scope(call).is_none_or(|frame| code.within(made, frame.expr));
            inside.then(|| Handler { runs, span: code.span(call) })
        })
    }

    /// Whether a function opens a connection whenever it is called; if so, whether it works with it itself for as long as it lives.
    pub(super) fn opens(&self, code: &Code<'_>, made: ExprId, by: Option<&Opens<'_>>) -> Option<bool> {
        let once = |frame: &Frame| {
            !matches!(
                frame.kind,
                FrameKind::Loop(_) | FrameKind::Closure(Given::Nobody) | FrameKind::Async(Given::Nobody)
            )
        };
        let fate = self.fate(code, made, None);
        if code.starts_once() || fate.kept || code.frames(made).iter().any(once) || !code.always_runs(made) {
            return None;
        }
        Some(by.is_some_and(|by| by.served) || self.serves(code, made, &fate, None, false))
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
        let gives = by.is_none() || holds(&self.model.handles, &self.owners, code.types.of(made));
        let kept = fate.kept || fate.returned || code.leaves_on_success(made, gives, repeat);
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
pub(super) fn inputs(code: &Code<'_>, made: ExprId, by: Option<&Opens<'_>>) -> Vec<ExprId> {
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
