//! One body with what is known about it: types, locals, what a call calls.

use super::flow::Flow;
use super::handles::Handles;
use super::{Site, constructions};
use crate::infer::{BodyTypes, Callee};
use crate::position::{Span, TextRange};
use crate::resolve::graph::{BodyDef, BodyId, FnId};
use crate::syntax::body::{Body, Expr, ExprId};

/// A body.
pub(super) struct Code<'a> {
    pub(super) handles: &'a Handles<'a>,
    pub(super) def: &'a BodyDef,
    pub(super) body: &'a Body,
    pub(super) types: &'a BodyTypes,
    pub(super) flow: Flow<'a>,
}

impl<'a> Code<'a> {
    /// A body of the codebase; none for one without expressions.
    pub(super) fn of(handles: &'a Handles<'a>, id: BodyId, types: &'a BodyTypes) -> Option<Self> {
        let def = &handles.world.graph[id];
        let body = def.body().filter(|body| !body.exprs.is_empty())?;
        Some(Self { handles, def, body, types, flow: Flow::of(body) })
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

    /// The function of the codebase that a call calls.
    pub(super) fn own_callee(&self, call: ExprId) -> Option<FnId> {
        let function = self.callee(call)?.function;
        super::is_source(self.handles.world.graph[function].place.file).then_some(function)
    }

    /// Whether `outer` is `inner` or stands around it.
    pub(super) fn within(&self, inner: ExprId, outer: ExprId) -> bool {
        inner == outer || self.flow.around(inner).any(|around| around == outer)
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
