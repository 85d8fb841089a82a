//! What keeps two callers apart though the lock of the value does not: a `Once`, or another lock that is held all along.

use super::{Held, lock_method};
use crate::model::code::Code;
use crate::model::frameworks::Runs;
use crate::model::{Instance, Model};
use crate::position::Span;
use crate::resolve::graph::StaticId;
use crate::syntax::body::{Expr, ExprId, Pat, Stmt};

impl Model<'_> {
    /// Whether a `static mut` is set by what runs once alone (`Once::call_once`), as far as it is set by name.
    #[must_use]
    pub fn is_set_once(&self, instance: &Instance) -> bool {
        let graph = self.graph();
        let mut set = false;
        for (id, types) in &self.bodies {
            let is_it = |declared: StaticId| {
                let def = &graph[declared];
                graph.origin(Span::new(def.place.file, def.name_range())).span == instance.site.span
            };
            let uses: Vec<ExprId> = types.statics.iter().filter(|(_, of)| is_it(**of)).map(|(expr, _)| *expr).collect();
            let Some(code) = Code::of(&self.handles, *id, types).filter(|_| !uses.is_empty()) else { continue };
            for target in uses {
                let assigned = code
                    .flow()
                    .parent(target)
                    .is_some_and(|parent| matches!(code.expr(parent), Expr::Assign(left, _) if *left == target));
                if assigned && !self.runs_once(&code, target) {
                    return false;
                }
                set |= assigned;
            }
        }
        set
    }

    fn runs_once(&self, code: &Code<'_>, expr: ExprId) -> bool {
        let runs = &self.tags.frameworks.runs;
        code.flow()
            .around(expr)
            .any(|around| code.callee(around).is_some_and(|callee| runs.get(&callee.function) == Some(&Runs::Once)))
    }

    /// Whether another lock is taken before the check, and held until something is put in.
    pub(super) fn is_serialised(&self, code: &Code<'_>, checked: &Held, write: ExprId) -> bool {
        code.exprs().any(|lock| {
            let Expr::MethodCall { receiver, .. } = code.expr(lock) else { return false };
            let takes = code.callee(lock).is_some_and(|callee| lock_method(self, callee.function));
            let other = || super::place(code, *receiver).is_none_or(|place| place != checked.place);
            takes && other() && is_held(code, lock, checked.call, write)
        })
    }
}

/// Whether a lock's guard is bound in a block that goes on to both, and not dropped by name before the second.
fn is_held(code: &Code<'_>, lock: ExprId, first: ExprId, second: ExprId) -> bool {
    let start = |expr: ExprId| code.body.range(expr).start;
    if start(lock) > code.name_range(first).start {
        return false;
    }
    let Some((block, pat)) = code.flow().around(lock).find_map(|around| {
        let Expr::Block { stmts, .. } = code.expr(around) else { return None };
        let bound = stmts.iter().find_map(|stmt| match stmt {
            Stmt::Let { pat, init: Some(init), .. } if code.within(lock, *init) => Some(*pat),
            _ => None,
        });
        Some((around, bound))
    }) else {
        return false;
    };
    // `let _ = lock();` drops the guard at once.
    let Some(Pat::Bind { name, .. }) = pat.map(|pat| code.body.pat(pat)) else { return false };
    let dropped = code.exprs().any(|expr| {
        let Expr::Call { callee, args } = code.expr(expr) else { return false };
        let is_it =
            |arg: &ExprId| matches!(code.expr(*arg), Expr::Path(path) if path.as_name().is_some_and(|own| own == name));
        matches!(code.expr(*callee), Expr::Path(path) if path.last_name() == "drop")
            && args.iter().any(is_it)
            && start(expr) < start(second)
    });
    code.within(first, block) && code.within(second, block) && !dropped
}
