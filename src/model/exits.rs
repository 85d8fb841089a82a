//! Whether code leaves a loop once something has succeeded: what tells a retry from a repetition.
//!
//! Paths are followed through the syntax alone, and a failure may go on: `Err` and `None` of what is tried, `Err` of what is
//! asked after it.

use super::code::Code;
use crate::syntax::body::{BlockKind, Expr, ExprId, Pat, PatId, Stmt};

/// What counts as a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    /// `Err`.
    Error,
    /// `Err` and `None`.
    ErrorOrNone,
}

impl Code<'_> {
    /// Whether the loop is left, in the same iteration, by every path on which `tried` has succeeded. Where it gives a connection,
    /// `None` is a failure, too; elsewhere an answer that is awaited.
    pub(super) fn leaves_on_success(&self, tried: ExprId, gives: bool, repeat: ExprId) -> bool {
        let failure = if gives { Failure::ErrorOrNone } else { Failure::Error };
        // What a closure or future returns leaves that closure, not the loop.
        let path: Vec<ExprId> =
            std::iter::once(tried).chain(self.flow().around(tried)).take_while(|around| *around != repeat).collect();
        let boundary = path.iter().rposition(|around| self.is_boundary(*around)).unwrap_or(0);
        let mut child = path[boundary];
        for parent in path[boundary + 1..].iter().copied().chain([repeat]) {
            let left = match self.expr(parent) {
                Expr::Return(_) => true,
                Expr::Break(_) => !self.within_inner_loop(parent, repeat),
                Expr::Block { stmts, tail, .. } => self.rest_leaves(stmts, *tail, child),
                Expr::Match { scrutinee, arms } if *scrutinee == child => self.arms_leave(arms, failure),
                Expr::If { cond, then, otherwise } if *cond == child => {
                    let decides = gives || self.tests_result(*cond).is_some();
                    let branch = if self.polarity(tried, child) { Some(*then) } else { *otherwise };
                    decides && branch.is_some_and(|branch| self.leaves(branch))
                }
                // `while let Err(_) = try_it() { … }`, `while try_it().is_err() { … }`
                Expr::Loop { head: Some(head), .. } if *head == child => !self.polarity(tried, child),
                _ => false,
            };
            if left {
                return true;
            }
            child = parent;
        }
        false
    }

    /// Whether an expression is evaluated whenever its function is called, unless something fails before.
    pub(super) fn always_runs(&self, expr: ExprId) -> bool {
        let mut child = expr;
        for parent in self.flow().around(expr) {
            let always = match self.expr(parent) {
                Expr::If { cond, then, .. } => {
                    *cond == child || (*then == child && self.tests_result(*cond) == Some(true))
                }
                Expr::Match { scrutinee, arms } => {
                    let mut others = arms.iter().filter(|(.., value)| *value != child);
                    *scrutinee == child || others.all(|(pat, ..)| self.is_failure(*pat, Failure::ErrorOrNone))
                }
                Expr::Closure { .. } | Expr::Macro { .. } => false,
                _ => true,
            };
            if !always {
                return false;
            }
            child = parent;
        }
        true
    }

    fn is_boundary(&self, expr: ExprId) -> bool {
        matches!(self.expr(expr), Expr::Closure { .. } | Expr::Block { kind: BlockKind::Async, .. })
    }

    fn within_inner_loop(&self, expr: ExprId, repeat: ExprId) -> bool {
        let inside = self.flow().around(expr).take_while(|around| *around != repeat);
        inside.into_iter().any(|around| matches!(self.expr(around), Expr::Loop { .. }))
    }

    /// Whether what follows a statement of a block leaves.
    fn rest_leaves(&self, stmts: &[Stmt], tail: Option<ExprId>, child: ExprId) -> bool {
        let holds = |stmt: &Stmt| match stmt {
            Stmt::Let { init, otherwise, .. } => *init == Some(child) || *otherwise == Some(child),
            Stmt::Expr(expr) => *expr == child,
        };
        let Some(at) = stmts.iter().position(holds) else { return false };
        stmts[at + 1..].iter().any(|stmt| self.stmt_leaves(stmt)) || tail.is_some_and(|tail| self.leaves(tail))
    }

    fn stmt_leaves(&self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Let { init, .. } => init.is_some_and(|init| self.leaves(init)),
            Stmt::Expr(expr) => self.leaves(*expr),
        }
    }

    fn arms_leave(&self, arms: &[(PatId, Option<ExprId>, ExprId)], failure: Failure) -> bool {
        let mut succeeding = arms.iter().filter(|(pat, ..)| !self.is_failure(*pat, failure)).peekable();
        succeeding.peek().is_some() && succeeding.all(|(_, _, value)| self.leaves(*value))
    }

    /// Whether an expression leaves the loop it stands in, unless something in it fails.
    fn leaves(&self, expr: ExprId) -> bool {
        match self.expr(expr) {
            Expr::Return(_) | Expr::Break(_) => true,
            Expr::Block { kind: BlockKind::Plain, stmts, tail, .. } => {
                stmts.iter().any(|stmt| self.stmt_leaves(stmt)) || tail.is_some_and(|tail| self.leaves(tail))
            }
            Expr::Match { scrutinee, arms } => self.leaves(*scrutinee) || self.arms_leave(arms, Failure::Error),
            Expr::If { cond, then, otherwise } => {
                let both = self.leaves(*then) && otherwise.is_some_and(|otherwise| self.leaves(otherwise));
                both || match self.tests_result(*cond) {
                    Some(true) => self.leaves(*then),
                    Some(false) => otherwise.is_some_and(|otherwise| self.leaves(otherwise)),
                    None => false,
                }
            }
            // What a loop without a way out of it returns leaves the loop around it, too.
            Expr::Loop { body, .. } => self.returns(*body),
            Expr::Closure { .. } | Expr::Block { .. } => false,
            other => {
                let mut left = false;
                other.for_each_child(|child| left = left || self.leaves(child));
                left
            }
        }
    }

    /// Whether something in the body of a loop returns from the function.
    fn returns(&self, expr: ExprId) -> bool {
        match self.expr(expr) {
            Expr::Return(_) => true,
            Expr::Closure { .. } | Expr::Block { kind: BlockKind::Async, .. } => false,
            other => {
                let mut found = false;
                other.for_each_child(|child| found = found || self.returns(child));
                found
            }
        }
    }

    /// Whether a condition that holds means success of `tried`, which stands in it.
    fn polarity(&self, tried: ExprId, cond: ExprId) -> bool {
        let mut path = vec![tried];
        if tried != cond {
            path.extend(self.flow().around(tried).take_while(|around| *around != cond));
            path.push(cond);
        }
        let turns = path.into_iter().filter(|around| match self.expr(*around) {
            Expr::MethodCall { method, .. } => matches!(method.as_str(), "is_err" | "is_none"),
            Expr::Let(pat, _) => self.is_failure(*pat, Failure::ErrorOrNone),
            Expr::Unary(_) => true,
            _ => false,
        });
        turns.count() % 2 == 0
    }

    /// What a condition says about a `Result`: that it succeeded, that it failed, or nothing.
    fn tests_result(&self, cond: ExprId) -> Option<bool> {
        match self.expr(cond) {
            Expr::MethodCall { method, .. } if method == "is_ok" => Some(true),
            Expr::MethodCall { method, .. } if method == "is_err" => Some(false),
            Expr::Unary(inner) => self.tests_result(*inner).map(|holds| !holds),
            Expr::Let(pat, _) => match self.body.pat(*pat) {
                Pat::TupleStruct(path, ..) if path.last_name() == "Ok" => Some(true),
                Pat::TupleStruct(path, ..) if path.last_name() == "Err" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// `Err(_)`, `None`, and either within `Ok` or `Some` (what a timeout gives).
    fn is_failure(&self, pat: PatId, failure: Failure) -> bool {
        match self.body.pat(pat) {
            Pat::TupleStruct(path, parts, _) => {
                let inner = matches!(path.last_name(), "Ok" | "Some");
                path.last_name() == "Err" || (inner && parts.iter().any(|part| self.is_failure(*part, failure)))
            }
            Pat::Bind { name, sub: None, .. } => failure == Failure::ErrorOrNone && name == "None",
            Pat::Path(path) => failure == Failure::ErrorOrNone && path.last_name() == "None",
            Pat::Or(cases) => cases.iter().all(|case| self.is_failure(*case, failure)),
            Pat::Reference(inner) | Pat::Typed(inner, _) => self.is_failure(*inner, failure),
            _ => false,
        }
    }
}
