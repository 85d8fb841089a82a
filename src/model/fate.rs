//! Where the value of an expression goes: whether it outlives the loop or function it was made in, and what it is used for.

use rustc_hash::FxHashSet;

use super::code::Code;
use super::frameworks::Runs;
use crate::infer::ty::Ty;
use crate::resolve::graph::{AdtId, FnId};
use crate::syntax::body::{BlockKind, Expr, ExprId, PatId, Stmt};

/// Where a value goes.
#[derive(Debug, Default)]
pub(super) struct Fate {
    /// It is stored in something that was there before.
    pub(super) kept: bool,
    /// It leaves the region as its value.
    pub(super) returned: bool,
    /// Functions of the codebase that it, or what is made of it, is given to.
    pub(super) given_to: Vec<FnId>,
    /// Where it, or what is made of it, is used.
    pub(super) uses: Vec<ExprId>,
}

/// Follows a value.
pub(super) struct Follow<'c, 'a> {
    code: &'c Code<'a>,
    /// The loop or closure that the value may outlive; none for the whole body.
    region: Option<ExprId>,
    /// Types of the codebase that own a handle: a value of theirs carries it.
    owners: &'c FxHashSet<AdtId>,
    fate: Fate,
    seen: FxHashSet<(ExprId, bool)>,
}

impl<'c, 'a> Follow<'c, 'a> {
    /// The fate of a value made in a region.
    pub(super) fn value(
        code: &'c Code<'a>,
        made: ExprId,
        region: Option<ExprId>,
        owners: &'c FxHashSet<AdtId>,
    ) -> Fate {
        let mut follow = Self { code, region, owners, fate: Fate::default(), seen: FxHashSet::default() };
        follow.up(made, true);
        follow.fate
    }

    /// Follows the value of `expr` to what stands around it; `same` while it is the very handle, not something made of it.
    fn up(&mut self, expr: ExprId, same: bool) {
        if !self.seen.insert((expr, same)) {
            return;
        }
        self.fate.uses.push(expr);
        let code = self.code;
        let parent = code.flow.parent(expr).filter(|_| Some(expr) != self.region);
        let Some(parent) = parent else {
            self.fate.returned |= same;
            return;
        };
        match code.expr(parent) {
            Expr::MethodCall { receiver, .. } => self.called(expr, parent, Some(*receiver), same),
            Expr::Call { callee, .. } if *callee != expr => self.called(expr, parent, None, same),
            Expr::Let(pat, _) => self.bound(*pat, same),
            Expr::Match { scrutinee, arms } if *scrutinee == expr => {
                arms.iter().for_each(|(pat, ..)| self.bound(*pat, same));
            }
            Expr::Block { kind, stmts, tail, .. } => self.in_block(expr, parent, *kind, stmts, *tail, same),
            Expr::Assign(left, right) if *right == expr => self.assigned(*left, same),
            Expr::Return(_) => self.fate.returned |= same,
            Expr::Break(_) => self.broken(parent, same),
            Expr::If { cond, .. } if *cond == expr => {}
            Expr::Loop { .. } | Expr::Unary(_) | Expr::Binary(..) | Expr::Index(..) | Expr::Range(..) => {}
            _ => self.up(parent, same),
        }
    }

    fn in_block(
        &mut self,
        expr: ExprId,
        block: ExprId,
        kind: BlockKind,
        stmts: &[Stmt],
        tail: Option<ExprId>,
        same: bool,
    ) {
        if tail == Some(expr) && kind != BlockKind::Try {
            self.up(block, same);
            return;
        }
        for stmt in stmts {
            if let Stmt::Let { pat, init, .. } = stmt
                && *init == Some(expr)
            {
                self.bound(*pat, same);
            }
        }
    }

    fn bound(&mut self, pat: PatId, same: bool) {
        let uses: Vec<ExprId> = self.code.flow.bound_by(pat).flat_map(|local| local.uses.iter().copied()).collect();
        uses.into_iter().for_each(|path| self.up(path, same));
    }

    /// The value is what a method is called on, or an argument.
    fn called(&mut self, expr: ExprId, call: ExprId, receiver: Option<ExprId>, same: bool) {
        let code = self.code;
        let argument = receiver != Some(expr);
        self.fate.given_to.extend(code.own_callee(call));
        if argument && self.keeps(call) {
            // `vec.push(x)`, `mem::replace(&mut slot, x)`: the place stands first.
            let place = receiver.or_else(|| match code.expr(call) {
                Expr::Call { args, .. } => args.first().copied(),
                _ => None,
            });
            self.fate.kept |= same && place.is_some_and(|place| self.outlives(place));
            return;
        }
        let ty = code.types.of(call);
        let holds = self.holds(ty);
        if holds {
            self.up(call, same);
        } else if !is_plain(ty) {
            // What a connection gives may be a part of it (a stream of messages); what a wrapper gives is what it held.
            let wrapped = same && !argument && code.handles.kind(code.types.of(expr).without_refs()).is_none();
            self.up(call, wrapped);
        }
    }

    /// Whether a call stores what it is given: `push`, `insert`, `get_or_init`.
    fn keeps(&self, call: ExprId) -> bool {
        let frameworks = &self.code.handles.tags.frameworks;
        let Some(callee) = self.code.callee(call) else { return false };
        frameworks.keeps.contains(&callee.function) || frameworks.runs.get(&callee.function) == Some(&Runs::Once)
    }

    fn holds(&self, ty: &Ty) -> bool {
        self.code.handles.within(ty).is_some()
            || ty.any(&mut |part| matches!(part, Ty::Adt(adt, _) if self.owners.contains(adt)))
    }

    fn assigned(&mut self, place: ExprId, same: bool) {
        let code = self.code;
        match code.flow.local(place) {
            // A variable that the region does not declare.
            Some(local) if self.region.is_some() && !self.declared_inside(local.bound_in) => self.fate.kept |= same,
            Some(local) => {
                let uses = local.uses.clone();
                uses.into_iter().for_each(|path| self.up(path, same));
            }
            None => self.fate.kept |= same && self.outlives(place),
        }
    }

    fn broken(&mut self, exit: ExprId, same: bool) {
        let code = self.code;
        let left = code.flow.around(exit).find(|around| matches!(code.expr(*around), Expr::Loop { .. }));
        match left {
            Some(left) if Some(left) != self.region => self.up(left, same),
            _ => self.fate.returned |= same,
        }
    }

    fn declared_inside(&self, bound_in: Option<ExprId>) -> bool {
        match (bound_in, self.region) {
            (Some(bound_in), Some(region)) => self.code.within(bound_in, region),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// Whether a place was there before the region: not what a local of the region owns.
    fn outlives(&self, place: ExprId) -> bool {
        let code = self.code;
        match code.expr(place) {
            Expr::Path(_) => match code.flow.local(place) {
                None => true,
                Some(local) if !self.declared_inside(local.bound_in) => true,
                Some(local) => match local.source {
                    super::flow::Source::Value(value) => self.outlives(value),
                    _ => false,
                },
            },
            Expr::Field(base, _)
            | Expr::Index(base, _)
            | Expr::Deref(base)
            | Expr::Reference(base)
            | Expr::Await(base)
            | Expr::Try(base) => self.outlives(*base),
            Expr::MethodCall { receiver, .. } => self.outlives(*receiver),
            _ => matches!(code.types.of(place), Ty::Ref(_)),
        }
    }
}

/// A type that can hold no connection: known, and neither a trait object nor a function's result that nothing is known of.
fn is_plain(ty: &Ty) -> bool {
    !ty.any(&mut |part| {
        matches!(
            part,
            Ty::Unknown | Ty::Var(_) | Ty::Hole | Ty::Bounds(_) | Ty::Param(..) | Ty::Assoc(..) | Ty::Foreign(..)
        )
    })
}
