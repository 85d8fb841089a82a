//! What bounds a wait: time-outs around a call, setters near it, configurations that come from elsewhere.

use super::code::Code;
use super::flow::Source;
use super::tags::WaitTag;
use super::{Model, is_source};
use crate::infer::Callee;
use crate::infer::ty::Ty;
use crate::resolve::graph::{BodyId, BodyOwner, FnId};
use crate::syntax::body::{Body, Expr, ExprId, Literal};

impl Code<'_> {
    /// Whether an expression stands within a time-out: itself, or by the local it is bound to.
    pub(super) fn is_within_timeout(&self, expr: ExprId) -> bool {
        let within = |expr: ExprId| self.flow().around(expr).any(|outer| is_timeout(self.body, outer));
        let by_local = |outer: ExprId| {
            self.flow().bound_to(outer).is_some_and(|local| local.uses.iter().any(|path| within(*path)))
        };
        within(expr) || self.flow().around(expr).chain([expr]).any(by_local)
    }
}

/// Steps back to where a configuration was made.
const DEPTH: usize = 64;

impl Model<'_> {
    /// Whether a setter of one of these names is used in a body, in what it calls, or in what calls it.
    pub(super) fn sets(&self, body: &Code<'_>, names: &[String]) -> bool {
        if names.is_empty() {
            return false;
        }
        let own = |callee: &Callee| is_source(self.graph()[callee.function].place.file);
        let called = body.types.callees.values().filter(|callee| own(callee));
        let called = called.filter_map(|callee| Some(self.code_of(callee.function)?.id));
        let calling = match body.def.owner {
            BodyOwner::Fn(function) => self.callers(function),
            _ => &[],
        };
        let mut near = called.chain(calling.iter().map(|(id, _)| *id)).chain([body.id]);
        near.any(|id| self.code(id).is_some_and(|code| self.sets_itself(&code, names)))
    }

    /// A method, field or function of a client crate that has the name; what the codebase calls so is another thing.
    fn sets_itself(&self, code: &Code<'_>, names: &[String]) -> bool {
        let graph = self.graph();
        let (syntax, types) = (code.body, code.types);
        let named = |name: &str| names.iter().any(|known| known == name);
        let foreign =
            |expr: ExprId| types.callees.get(&expr).is_none_or(|callee| !is_source(graph[callee.function].place.file));
        syntax.ids().any(|expr| match syntax.expr(expr) {
            Expr::MethodCall { method, .. } => named(method) && foreign(expr),
            Expr::Path(path) => path.segments.len() > 1 && named(path.last_name()) && foreign(expr),
            Expr::Assign(left, _) => match syntax.expr(*left) {
                Expr::Field(base, field) => named(field) && !self.is_own(types.of(*base)),
                _ => false,
            },
            Expr::Struct { fields, .. } => {
                let own = types.literals.get(&expr).is_some_and(|adt| is_source(graph[*adt].place.file));
                !own && fields.iter().any(|(field, _)| named(field))
            }
            _ => false,
        })
    }

    fn is_own(&self, ty: &Ty) -> bool {
        matches!(ty.without_refs(), Ty::Adt(adt, _) if is_source(self.graph()[*adt].place.file))
    }

    /// Whether a call is given a configuration that comes from elsewhere and may bound the wait.
    pub(super) fn may_carry(&self, body: &Code<'_>, call: ExprId, tag: &WaitTag) -> bool {
        let given = match body.body.expr(call) {
            Expr::MethodCall { receiver, args, .. } => [&[*receiver], args.as_slice()].concat(),
            Expr::Call { args, .. } => args.clone(),
            // Passed on as a function: what it will be given is not known.
            _ => return !tag.given.is_empty() || tag.row.in_url,
        };
        given
            .into_iter()
            .filter(|arg| carries(body.types.of(*arg), tag))
            .any(|arg| !self.is_made_here(body, arg, tag, &mut Vec::new()))
    }

    /// Whether a value is made from nothing but what is in sight: no parameter, field or static can have set anything.
    fn is_made_here(&self, body: &Code<'_>, expr: ExprId, tag: &WaitTag, open: &mut Vec<(BodyId, ExprId)>) -> bool {
        // What is assigned to a local may be made of that local: `builder = builder.retries(2)`.
        if open.contains(&(body.id, expr)) {
            return true;
        }
        if open.len() > DEPTH {
            return false;
        }
        open.push((body.id, expr));
        let made = self.parts_made_here(body, expr, tag, open);
        open.pop();
        made
    }

    fn parts_made_here(&self, body: &Code<'_>, expr: ExprId, tag: &WaitTag, open: &mut Vec<(BodyId, ExprId)>) -> bool {
        let carrying = |args: &[ExprId]| args.iter().copied().filter(|arg| carries(body.types.of(*arg), tag)).collect();
        let parts: Vec<ExprId> = match body.body.expr(expr) {
            Expr::Reference(inner) | Expr::Deref(inner) | Expr::Try(inner) | Expr::Await(inner) => vec![*inner],
            Expr::Literal(Literal::Str(text)) if tag.row.set_by.iter().any(|name| text.contains(name.as_str())) => {
                return false;
            }
            Expr::Literal(_) => Vec::new(),
            Expr::MethodCall { receiver, .. } => match self.own_function(body, expr) {
                Some(function) => return self.gives_what_it_made(function, tag, open),
                None => vec![*receiver],
            },
            Expr::Call { callee, args } => match self.own_function(body, *callee) {
                Some(function) => return self.gives_what_it_made(function, tag, open),
                None if body.types.callees.contains_key(callee) || body.types.literals.contains_key(callee) => {
                    carrying(args)
                }
                None => return false,
            },
            Expr::Path(_) => match body.flow().local(expr) {
                Some(local) => match local.source {
                    Source::Value(value) => local.assigned.iter().copied().chain([value]).collect(),
                    Source::Param(_) | Source::Unknown => return false,
                },
                // A unit variant: `None`.
                None if body.types.literals.contains_key(&expr) => Vec::new(),
                None => return false,
            },
            Expr::Struct { rest, .. } => rest.iter().copied().collect(),
            Expr::Block { tail: Some(tail), .. } => vec![*tail],
            Expr::If { then, otherwise: Some(otherwise), .. } => vec![*then, *otherwise],
            Expr::Match { arms, .. } => arms.iter().map(|(_, _, value)| *value).collect(),
            _ => return false,
        };
        parts.into_iter().all(|part| self.is_made_here(body, part, tag, open))
    }

    fn own_function(&self, body: &Code<'_>, expr: ExprId) -> Option<FnId> {
        let function = body.types.callees.get(&expr)?.function;
        is_source(self.graph()[function].place.file).then_some(function)
    }

    fn gives_what_it_made(&self, function: FnId, tag: &WaitTag, open: &mut Vec<(BodyId, ExprId)>) -> bool {
        let Some(body) = self.code_of(function) else { return false };
        self.is_made_here(&body, body.body.root, tag, open)
    }
}

/// Whether a value of this type can carry a bound: a configuration, or a URL where URLs do.
fn carries(ty: &Ty, tag: &WaitTag) -> bool {
    tag.row.in_url || ty.any(&mut |part| matches!(part, Ty::Adt(adt, _) if tag.given.contains(adt)))
}

/// A call that gives up after some time, of whatever runtime: `timeout(duration, future)`, `future.timeout(duration)`; or a choice
/// between futures, of which one may be the time.
pub(super) fn is_timeout(body: &Body, expr: ExprId) -> bool {
    let named = |name: &str| matches!(name, "timeout" | "timeout_at" | "with_timeout");
    match body.expr(expr) {
        Expr::Call { callee, .. } => matches!(body.expr(*callee), Expr::Path(path) if named(path.last_name())),
        Expr::MethodCall { method, .. } => named(method),
        Expr::Macro { path, .. } => matches!(path.last_name(), "select" | "select_biased"),
        _ => false,
    }
}
