//! One body with what is known about it: types, locals, what a call calls.

use std::cell::OnceCell;

use super::flow::Flow;
use super::handles::Handles;
use super::{Model, Site, constructions};
use crate::infer::{BodyTypes, Callee};
use crate::position::{Span, TextRange};
use crate::resolve::graph::{BodyDef, BodyId, BodyOwner, FnId, Graph};
use crate::syntax::body::{Body, Expr, ExprId};

/// A body.
pub(super) struct Code<'a> {
    pub(super) handles: &'a Handles<'a>,
    pub(super) id: BodyId,
    pub(super) def: &'a BodyDef,
    pub(super) body: &'a Body,
    pub(super) types: &'a BodyTypes,
    flow: OnceCell<Flow<'a>>,
}

impl Model<'_> {
    /// A body by its id.
    pub(super) fn code(&self, id: BodyId) -> Option<Code<'_>> {
        let at = self.bodies.binary_search_by_key(&id, |(known, _)| *known).ok()?;
        Code::of(&self.handles, id, &self.bodies[at].1)
    }

    /// The body of a function; one that was left out is noted, for the next round.
    pub(super) fn code_of(&self, function: FnId) -> Option<Code<'_>> {
        let functions = self.asked.functions.get_or_init(|| {
            let graph = self.graph();
            let bodies = self.bodies.iter().filter_map(|(id, _)| match graph[*id].owner {
                BodyOwner::Fn(function) => Some((function, *id)),
                _ => None,
            });
            bodies.collect()
        });
        let body = functions.get(&function).copied();
        if body.is_none() {
            miss(self.graph(), function);
        }
        self.code(body?)
    }
}

/// The body of a function before there is a model; one that was left out is noted, for the next round.
pub(super) fn body_of<'a>(
    graph: &Graph,
    bodies: &'a [(BodyId, BodyTypes)],
    function: FnId,
) -> Option<&'a (BodyId, BodyTypes)> {
    let found = bodies.iter().find(|(id, _)| graph[*id].owner == BodyOwner::Fn(function));
    if found.is_none() {
        miss(graph, function);
    }
    found
}

fn miss(graph: &Graph, function: FnId) {
    let def = &graph[function];
    if let Some(body) = def.facts().and_then(|facts| facts.left_out) {
        graph.unread().ask_body(def.place.file, body);
    }
}

impl<'a> Code<'a> {
    /// A body of the codebase; none for one without expressions.
    pub(super) fn of(handles: &'a Handles<'a>, id: BodyId, types: &'a BodyTypes) -> Option<Self> {
        let def = &handles.world.graph[id];
        let body = def.body().filter(|body| !body.exprs.is_empty())?;
        Some(Self { handles, id, def, body, types, flow: OnceCell::new() })
    }

    /// What its locals stand for.
    pub(super) fn flow(&self) -> &Flow<'a> {
        self.flow.get_or_init(|| Flow::of(self.body))
    }

    pub(super) fn expr(&self, id: ExprId) -> &'a Expr {
        self.body.expr(id)
    }

    /// All expressions.
    pub(super) fn exprs(&self) -> impl Iterator<Item = ExprId> + use<'a> {
        (0..crate::position::to_u32(self.body.exprs.len())).map(ExprId)
    }

    /// What a call calls: by path or by method.
    pub(super) fn callee(&self, call: ExprId) -> Option<&'a Callee> {
        match self.expr(call) {
            Expr::Call { callee, .. } => self.types.callees.get(callee),
            Expr::MethodCall { .. } => self.types.callees.get(&call),
            _ => None,
        }
    }

    /// The call that a path is called by; a method call is its own.
    pub(super) fn call_of(&self, expr: ExprId) -> ExprId {
        let parent = self.flow().parent(expr);
        let called = parent.filter(|parent| matches!(self.expr(*parent), Expr::Call { callee, .. } if *callee == expr));
        called.unwrap_or(expr)
    }

    /// The function of the codebase that a call calls.
    pub(super) fn own_callee(&self, call: ExprId) -> Option<FnId> {
        let function = self.callee(call)?.function;
        super::is_source(self.handles.world.graph[function].place.file).then_some(function)
    }

    /// Whether `outer` is `inner` or stands around it.
    pub(super) fn within(&self, inner: ExprId, outer: ExprId) -> bool {
        inner == outer || self.flow().around(inner).any(|around| around == outer)
    }

    /// The path or method name of a call; the expression itself otherwise.
    pub(super) fn name_range(&self, expr: ExprId) -> TextRange {
        match self.expr(expr) {
            Expr::MethodCall { range, .. } => *range,
            Expr::Call { callee, .. } => self.name_range(*callee),
            Expr::Path(path) => path.range,
            _ => self.body.range(expr),
        }
    }

    /// Where an expression is named.
    pub(super) fn span(&self, expr: ExprId) -> Span {
        Span::new(self.def.place.file, self.name_range(expr))
    }

    /// The site of an expression.
    pub(super) fn site(&self, expr: ExprId) -> Site {
        constructions::site(self.handles, self.def, self.span(expr))
    }
}
