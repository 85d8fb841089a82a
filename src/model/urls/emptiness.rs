//! Values that stand in where something is empty: `if urls.is_empty() { urls.push(default) }`.

use crate::model::flow::Flow;
use crate::syntax::body::{Expr, ExprId};

/// Whether a value within a branch of an `if` only fills what the condition found empty: it is stored there, or it is what the
/// branch gives.
pub(super) fn fills(flow: &Flow<'_>, value: ExprId, branch: ExprId, cond: ExprId, is_then: bool) -> bool {
    let Some(asked) = empty(flow, cond, is_then) else { return false };
    let mut child = value;
    let mut given = true;
    for parent in flow.around(value) {
        match flow.body.expr(parent) {
            Expr::MethodCall { receiver, args, .. } if args.contains(&child) => {
                return same_place(flow, *receiver, asked);
            }
            Expr::Assign(target, of) if *of == child => return same_place(flow, *target, asked),
            Expr::Block { tail, .. } => given &= *tail == Some(child),
            _ => {}
        }
        if parent == branch {
            return given;
        }
        child = parent;
    }
    // The branch is the value itself: one expression.
    given
}

/// What a condition finds empty where the branch is taken.
fn empty(flow: &Flow<'_>, cond: ExprId, holds: bool) -> Option<ExprId> {
    match flow.body.expr(cond) {
        Expr::Unary(inner) => empty(flow, *inner, !holds),
        Expr::MethodCall { receiver, method, args, .. } if args.is_empty() => {
            let when_empty = match method.as_str() {
                "is_empty" | "is_none" | "is_err" => true,
                "is_some" | "is_ok" => false,
                _ => return None,
            };
            (when_empty == holds).then_some(*receiver)
        }
        _ => None,
    }
}

/// Whether two expressions mean the same local, or the same field of one.
fn same_place(flow: &Flow<'_>, a: ExprId, b: ExprId) -> bool {
    match (flow.body.expr(a), flow.body.expr(b)) {
        (Expr::Reference(inner) | Expr::Deref(inner), _) => same_place(flow, *inner, b),
        (_, Expr::Reference(inner) | Expr::Deref(inner)) => same_place(flow, a, *inner),
        // `url.trim().is_empty()`, `url.as_ref().is_none()`
        (_, Expr::MethodCall { receiver, args, .. }) if args.is_empty() => same_place(flow, a, *receiver),
        (Expr::Field(of, name), Expr::Field(other, same)) => name == same && same_place(flow, *of, *other),
        (Expr::Path(one), Expr::Path(other)) => match (flow.local(a), flow.local(b)) {
            (Some(a), Some(b)) => a.pat == b.pat,
            // `self`
            (None, None) => one.segments.len() == 1 && one.text() == other.text(),
            _ => false,
        },
        _ => false,
    }
}
