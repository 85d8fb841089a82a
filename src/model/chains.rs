//! Constructor calls that are one expression: the value of one flows straight into the next.

use rustc_hash::FxHashSet;

use crate::syntax::body::{Body, Expr, ExprId};

/// Groups constructor calls of a body.
pub(super) struct Chains;

impl Chains {
    /// Each group in order of evaluation; groups in order of their first link.
    pub(super) fn of(body: &Body, mut links: Vec<ExprId>) -> Vec<Vec<ExprId>> {
        links.sort_unstable();
        let known: FxHashSet<ExprId> = links.iter().copied().collect();
        let mut groups: Vec<Vec<ExprId>> = Vec::new();
        for link in links {
            let call = call_of(body, link);
            let mut fed = Vec::new();
            for source in sources(body, call) {
                flows_from(body, source, &known, &mut fed, 0);
            }
            // Children come before parents in the arena, so what feeds this link is in a group already.
            let mut group: Vec<ExprId> = Vec::new();
            groups.retain_mut(|other| {
                let joins = other.iter().any(|member| fed.contains(member));
                if joins {
                    group.append(other);
                }
                !joins
            });
            group.push(link);
            group.sort_unstable();
            groups.push(group);
        }
        groups.sort_by_key(|group| group.first().copied());
        groups
    }
}

/// The call a link belongs to: a path's call comes right after it in the arena, a method call is its own.
fn call_of(body: &Body, link: ExprId) -> ExprId {
    match body.expr(link) {
        Expr::Path(_) => {
            let called =
                body.exprs.iter().position(|expr| matches!(expr, Expr::Call { callee, .. } if *callee == link));
            called.map_or(link, |at| ExprId(crate::position::to_u32(at)))
        }
        _ => link,
    }
}

/// What a call is given: its receiver and arguments.
fn sources(body: &Body, call: ExprId) -> Vec<ExprId> {
    match body.expr(call) {
        Expr::MethodCall { receiver, args, .. } => std::iter::once(*receiver).chain(args.iter().copied()).collect(),
        Expr::Call { args, .. } => args.clone(),
        _ => Vec::new(),
    }
}

/// The links whose value an expression passes on.
fn flows_from(body: &Body, expr: ExprId, known: &FxHashSet<ExprId>, fed: &mut Vec<ExprId>, depth: u32) {
    if depth > 256 {
        return;
    }
    if known.contains(&expr) {
        fed.push(expr);
    }
    let mut go = |next: ExprId| flows_from(body, next, known, fed, depth + 1);
    match body.expr(expr) {
        Expr::Await(inner) | Expr::Try(inner) | Expr::Reference(inner) | Expr::Deref(inner) | Expr::Cast(inner, _) => {
            go(*inner);
        }
        Expr::MethodCall { receiver, args, .. } => {
            go(*receiver);
            args.iter().copied().for_each(go);
        }
        Expr::Call { callee, args } => {
            go(*callee);
            args.iter().copied().for_each(go);
        }
        _ => {}
    }
}
