//! What an expression is made of: the values, parameters and bindings behind it.

use rustc_hash::FxHashSet;

use super::code::Code;
use super::flow::{Local, Source};
use crate::syntax::body::{Expr, ExprId};

impl Code<'_> {
    /// The expressions that some are made of: through locals of the body, and the braces of format strings.
    fn behind(&self, mut pending: Vec<ExprId>) -> FxHashSet<ExprId> {
        let mut seen = FxHashSet::default();
        while let Some(expr) = pending.pop() {
            if !seen.insert(expr) {
                continue;
            }
            for local in self.named(expr) {
                pending.extend(local.assigned.iter().copied());
                if let Source::Value(value) = local.source {
                    pending.push(value);
                }
            }
            self.expr(expr).for_each_child(|child| pending.push(child));
        }
        seen
    }

    /// Whether one of the others is among the expressions that some are made of.
    pub(super) fn is_made_of(&self, made: Vec<ExprId>, others: &[ExprId]) -> bool {
        let behind = self.behind(made);
        others.iter().any(|other| behind.contains(other))
    }

    /// The locals that an expression names.
    fn named(&self, expr: ExprId) -> impl Iterator<Item = &Local> {
        self.flow().local(expr).into_iter().chain(self.flow().captured(expr))
    }

    /// The parameters of the function that expressions are made of, `self` as none.
    pub(super) fn parameters_behind(&self, made: Vec<ExprId>) -> Vec<Option<usize>> {
        let mut found = Vec::new();
        for expr in self.behind(made) {
            match self.expr(expr) {
                Expr::Path(path) if path.as_name().is_some_and(|name| name == "self") => found.push(None),
                _ => {}
            }
            found.extend(self.named(expr).filter_map(|local| match local.source {
                Source::Param(at) => Some(Some(at)),
                _ => None,
            }));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether expressions are made of what a loop goes through, or a closure is given.
    pub(super) fn varies(&self, made: Vec<ExprId>, repeat: ExprId) -> bool {
        let bound = |local: &Local| {
            local.bound_in.is_some_and(|binder| match self.expr(repeat) {
                Expr::Loop { head: Some(head), .. } => binder == repeat || self.within(binder, *head),
                _ => binder == repeat,
            })
        };
        self.behind(made).iter().any(|expr| self.named(*expr).any(bound))
    }
}
