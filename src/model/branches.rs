//! Which expressions of one body exclude each other.

use crate::syntax::body::{Body, Expr, ExprId};

/// Whether of two expressions at most one is evaluated in one run of the body: they stand on different branches of an `if` or
/// `match`, the first returns from the function, or each has a `cfg` of its own in one block.
pub(super) fn exclude_each_other(body: &Body, a: ExprId, b: ExprId) -> bool {
    let parents = parents(body);
    let (first, second) = if body.range(a).start <= body.range(b).start { (a, b) } else { (b, a) };
    let (to_first, to_second) = (path(&parents, first), path(&parents, second));
    let shared = to_first.iter().zip(&to_second).take_while(|(a, b)| a == b).count();
    let (Some(fork), Some(left), Some(right)) =
        (shared.checked_sub(1).map(|at| to_first[at]), to_first.get(shared), to_second.get(shared))
    else {
        return false;
    };
    let branches = match body.expr(fork) {
        Expr::If { then, otherwise, .. } => left == then && Some(*right) == *otherwise,
        Expr::Match { scrutinee, .. } => left != scrutinee,
        Expr::Block { .. } => body.conditional.contains(left) && body.conditional.contains(right),
        _ => false,
    };
    branches || to_first[shared..].iter().any(|around| matches!(body.expr(*around), Expr::Return(_)))
}

fn parents(body: &Body) -> Vec<Option<ExprId>> {
    let mut parents = vec![None; body.exprs.len()];
    for (at, expr) in body.exprs.iter().enumerate() {
        let parent = ExprId(crate::position::to_u32(at));
        expr.for_each_child(|child| parents[child.0 as usize] = Some(parent));
    }
    parents
}

/// The expressions from the body's root to one.
fn path(parents: &[Option<ExprId>], expr: ExprId) -> Vec<ExprId> {
    let up = std::iter::successors(Some(expr), |expr| parents.get(expr.0 as usize).copied().flatten());
    let mut path: Vec<ExprId> = up.collect();
    path.reverse();
    path
}
