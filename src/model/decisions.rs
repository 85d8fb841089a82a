//! Branches that are taken by whether there is something in an `Option`.

use super::code::Code;
use crate::syntax::body::{Body, Expr, ExprId, Pat, PatId, Stmt};

/// A place where code goes different ways.
#[derive(Debug, Clone, Default)]
pub(super) struct Decision {
    /// All of it.
    pub(super) whole: ExprId,
    /// What runs when there is something.
    pub(super) present: Vec<ExprId>,
    /// What runs when there is nothing.
    pub(super) absent: Vec<ExprId>,
}

impl Decision {
    /// Whether an expression runs only when there was nothing: it stands on that branch, or after all of it where the other branch
    /// returns.
    pub(super) fn leads_to(&self, code: &Code<'_>, expr: ExprId) -> bool {
        let within = |branches: &[ExprId]| branches.iter().any(|branch| code.within(expr, *branch));
        if within(&self.absent) {
            return true;
        }
        let after = !code.within(expr, self.whole) && code.body.range(self.whole).end <= code.body.range(expr).start;
        after && !self.present.is_empty() && self.present.iter().all(|branch| returns(code.body, *branch))
    }
}

/// The decisions that an `Option`, borrowed or not, is looked at for: `if let Some(x) = …`, `match`, `let … else`, `is_none()`.
pub(super) fn decisions(code: &Code<'_>, option: ExprId) -> Vec<Decision> {
    let mut found = Vec::new();
    look(code, option, true, &mut found);
    found
}

/// Goes up from an expression that is, or was made of, the `Option`. Through one local at most.
fn look(code: &Code<'_>, expr: ExprId, through_local: bool, found: &mut Vec<Decision>) {
    let mut at = expr;
    while let Some(parent) = code.flow().parent(at) {
        match code.expr(parent) {
            Expr::MethodCall { receiver, method, .. } if *receiver == at => match method.as_str() {
                "is_none" => return condition(code, parent, false, found),
                "is_some" => return condition(code, parent, true, found),
                _ => at = parent,
            },
            Expr::Reference(_) | Expr::Deref(_) | Expr::Await(_) | Expr::Try(_) => at = parent,
            Expr::Let(pat, _) => {
                let some = is_some(code.body, *pat);
                return some.into_iter().for_each(|some| condition(code, parent, some, found));
            }
            Expr::Match { scrutinee, arms } if *scrutinee == at => return found.extend(matched(code, parent, arms)),
            Expr::Block { stmts, .. } => {
                found.extend(otherwise(parent, stmts, at));
                break;
            }
            _ => return,
        }
    }
    if through_local && let Some(local) = code.flow().bound_to(at) {
        local.uses.iter().for_each(|used| look(code, *used, false, found));
    }
}

/// The `if` whose condition says whether there is something (`present`) or nothing.
fn condition(code: &Code<'_>, mut at: ExprId, mut present: bool, found: &mut Vec<Decision>) {
    while let Some(parent) = code.flow().parent(at) {
        match code.expr(parent) {
            Expr::Unary(_) => present = !present,
            Expr::Binary(..) => {}
            Expr::If { cond, then, otherwise } if *cond == at => {
                let other: Vec<ExprId> = otherwise.iter().copied().collect();
                let (present, absent) = if present { (vec![*then], other) } else { (other, vec![*then]) };
                return found.push(Decision { whole: parent, present, absent });
            }
            _ => return,
        }
        at = parent;
    }
}

fn matched(code: &Code<'_>, whole: ExprId, arms: &[(PatId, Option<ExprId>, ExprId)]) -> Option<Decision> {
    let mut decision = Decision { whole, ..Decision::default() };
    for (pat, _, value) in arms {
        match is_some(code.body, *pat) {
            Some(true) => decision.present.push(*value),
            _ => decision.absent.push(*value),
        }
    }
    (!decision.present.is_empty()).then_some(decision)
}

/// `let Some(x) = option else { … };`
fn otherwise(block: ExprId, stmts: &[Stmt], option: ExprId) -> Option<Decision> {
    stmts.iter().find_map(|stmt| match stmt {
        Stmt::Let { init: Some(init), otherwise: Some(otherwise), .. } if *init == option => {
            Some(Decision { whole: block, present: Vec::new(), absent: vec![*otherwise] })
        }
        _ => None,
    })
}

/// Whether a pattern fits `Some` alone (true) or `None` alone (false).
fn is_some(body: &Body, pat: PatId) -> Option<bool> {
    match body.pat(pat) {
        Pat::TupleStruct(path, ..) => (path.last_name() == "Some").then_some(true),
        Pat::Path(path) => (path.last_name() == "None").then_some(false),
        Pat::Bind { name, sub: None, .. } => (name == "None").then_some(false),
        Pat::Bind { sub: Some(inner), .. } | Pat::Reference(inner) => is_some(body, *inner),
        _ => None,
    }
}

/// Whether an expression returns from the function somewhere in it.
fn returns(body: &Body, expr: ExprId) -> bool {
    let mut found = matches!(body.expr(expr), Expr::Return(_));
    if !matches!(body.expr(expr), Expr::Closure { .. }) {
        body.expr(expr).for_each_child(|child| found = found || returns(body, child));
    }
    found
}
