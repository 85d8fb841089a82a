//! What stands around an expression: loops, async bodies, tasks, what a framework runs for each request.
//!
//! Frames are named from the inside out. Code that is handed to a function runs as the function's declaration says
//! ([`Frameworks`](super::Frameworks)); where nothing is said, an unknown function may do anything with it, one of a known library
//! runs it where it stands.

use super::code::Code;
use super::frameworks::Runs;
use crate::infer::ty::Ty;
use crate::resolve::graph::BodyOwner;
use crate::syntax::body::{BlockKind, Expr, ExprId, LoopKind};

/// Something around an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    /// The loop, closure or async block; the call whose future is handed on.
    pub(super) expr: ExprId,
    /// What it is.
    pub(super) kind: FrameKind,
}

/// What stands around an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// The part of a loop that is repeated.
    Loop(LoopKind),
    /// The body of a closure.
    Closure(Given),
    /// An async block or closure, or a call of an `async fn` as a future.
    Async(Given),
}

/// To whom code is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    /// To nobody: it runs where it stands.
    Nobody,
    /// To a call, which runs it so.
    To(ExprId, Runs),
    /// To somebody who may do anything with it.
    Unknown,
}

impl Code<'_> {
    /// What stands around an expression, the nearest first. A future that is handed on is a frame of the call that makes it.
    pub(super) fn frames(&self, expr: ExprId) -> Vec<Frame> {
        let mut frames = Vec::new();
        if self.own_callee(expr).is_some() && matches!(self.types.of(expr), Ty::Future(_)) {
            match self.given(expr) {
                Given::Nobody => {}
                given => frames.push(Frame { expr, kind: FrameKind::Async(given) }),
            }
        }
        let mut child = expr;
        for parent in self.flow().around(expr) {
            let kind = match self.expr(parent) {
                Expr::Loop { kind, head, body, .. } => {
                    let repeated = *body == child || (*kind == LoopKind::While && *head == Some(child));
                    repeated.then_some(FrameKind::Loop(*kind))
                }
                Expr::Closure { is_async: true, .. } => Some(FrameKind::Async(self.given(parent))),
                Expr::Closure { .. } => Some(FrameKind::Closure(self.given(parent))),
                Expr::Block { kind: BlockKind::Async, .. } => Some(FrameKind::Async(self.given(parent))),
                _ => None,
            };
            frames.extend(kind.map(|kind| Frame { expr: parent, kind }));
            child = parent;
        }
        frames
    }

    /// To whom a closure, a future or a function's path is given.
    pub(super) fn given(&self, code: ExprId) -> Given {
        let mut at = code;
        // A local it is bound to is followed to its only use.
        for _ in 0..64 {
            let Some(parent) = self.flow().parent(at) else { return Given::Nobody };
            match self.expr(parent) {
                Expr::Call { callee, .. } if *callee == at => return Given::Nobody,
                Expr::Call { .. } | Expr::MethodCall { .. } => {
                    let receiver = matches!(self.expr(parent), Expr::MethodCall { receiver, .. } if *receiver == at);
                    match self.handed(code, parent, receiver) {
                        Some(given) => return given,
                        None => at = parent,
                    }
                }
                Expr::Reference(_) | Expr::Cast(..) | Expr::If { .. } | Expr::Match { .. } => at = parent,
                Expr::Block { kind: BlockKind::Plain, tail, .. } if *tail == Some(at) => at = parent,
                Expr::Block { .. } => match self.flow().bound_to(at).map(|local| local.uses.as_slice()) {
                    Some([only]) => at = *only,
                    _ => return Given::Nobody,
                },
                _ => return Given::Nobody,
            }
        }
        Given::Unknown
    }

    /// To whom a path is given as a function value; to nobody where it is called, or is a method.
    pub(super) fn given_as_value(&self, path: ExprId) -> Given {
        match self.expr(path) {
            Expr::Path(_) => self.given(path),
            _ => Given::Nobody,
        }
    }

    /// What a call does with code among its arguments, or with what it is called on; nothing where it only hands it on.
    fn handed(&self, code: ExprId, call: ExprId, receiver: bool) -> Option<Given> {
        let frameworks = &self.handles.tags.frameworks;
        let function = self.callee(call).map(|callee| callee.function);
        if let Some(runs) = function.and_then(|function| frameworks.runs.get(&function)) {
            return Some(Given::To(call, *runs));
        }
        let wraps = match self.expr(call) {
            Expr::Call { callee, .. } => self.types.literals.contains_key(callee),
            _ => receiver,
        };
        let known = function.is_some_and(|function| !super::is_source(self.handles.world.graph[function].place.file));
        if !wraps && !known {
            return Some(Given::Unknown);
        }
        // A closure runs where a library takes it, unless the library only wraps it; a future runs where it is awaited.
        let closure = matches!(self.expr(code), Expr::Closure { .. } | Expr::Path(_));
        let hands_on = wraps || self.types.of(call).any(&mut |ty| matches!(ty, Ty::Fn(..)));
        (closure && !hands_on).then_some(Given::Nobody)
    }

    /// Whether the body is that of an `async fn`.
    pub(super) fn is_async_fn(&self) -> bool {
        let BodyOwner::Fn(function) = self.def.owner else { return false };
        self.handles.world.graph[function].signature().is_some_and(|signature| signature.is_async)
    }

    /// Whether the body is that of a program's `main`, or of a test.
    pub(super) fn starts_once(&self) -> bool {
        let graph = self.handles.world.graph;
        let BodyOwner::Fn(function) = self.def.owner else { return false };
        let main = graph[function].name() == "main" && graph[self.def.place.module].parent.is_none();
        main || graph[function].attrs().test_only
    }
}
