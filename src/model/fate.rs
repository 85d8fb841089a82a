//! Where the value of an expression goes: whether it outlives the loop or function it was made in, and what it is used for.

use rustc_hash::FxHashSet;

use super::code::Code;
use super::frameworks::Runs;
use super::handles::Handles;
use super::managers::Manager;
use crate::infer::World;
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
    pub(super) given_to: Vec<GivenTo>,
    /// Where it, or what is made of it, is used.
    pub(super) uses: Vec<ExprId>,
}

/// A function of the codebase that is given a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct GivenTo {
    /// The function.
    pub(super) function: FnId,
    /// The number of the parameter; none for what a method is called on.
    pub(super) parameter: Option<usize>,
    /// It is the very handle, not something made of it.
    pub(super) same: bool,
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
    /// The fate of the connection that a call opens in a region. A call that gives none opens that of what it is called on: it
    /// goes where that goes.
    pub(super) fn opened(
        code: &'c Code<'a>,
        made: ExprId,
        region: Option<ExprId>,
        owners: &'c FxHashSet<AdtId>,
    ) -> Fate {
        let mut follow = Self { code, region, owners, fate: Fate::default(), seen: FxHashSet::default() };
        follow.up(made, true);
        if let Expr::MethodCall { receiver, .. } = code.expr(made)
            && code.own_callee(made).is_none()
            && !follow.holds(code.types.of(made))
            && is_plain(code.types.of(made))
        {
            match code.flow().local(*receiver) {
                Some(local) if follow.declared_inside(local.bound_in) => follow.bound(local.pat, true),
                _ => follow.fate.kept = true,
            }
        }
        follow.fate
    }

    /// The fate of what a function is given.
    pub(super) fn parameter(code: &'c Code<'a>, at: usize, owners: &'c FxHashSet<AdtId>) -> Fate {
        let mut follow = Self { code, region: None, owners, fate: Fate::default(), seen: FxHashSet::default() };
        if let Some(local) = code.flow().parameter(at) {
            follow.bound(local.pat, true);
        }
        follow.fate
    }

    /// Follows the value of `expr` to what stands around it; `same` while it is the very handle, not something made of it.
    fn up(&mut self, expr: ExprId, same: bool) {
        if !self.seen.insert((expr, same)) {
            return;
        }
        self.fate.uses.push(expr);
        let code = self.code;
        let parent = code.flow().parent(expr).filter(|_| Some(expr) != self.region);
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
        let uses: Vec<ExprId> = self.code.flow().bound_by(pat).flat_map(|local| local.uses.iter().copied()).collect();
        uses.into_iter().for_each(|path| self.up(path, same));
    }

    /// The value is what a method is called on, or an argument.
    fn called(&mut self, expr: ExprId, call: ExprId, receiver: Option<ExprId>, same: bool) {
        let code = self.code;
        let argument = receiver != Some(expr);
        let args = match code.expr(call) {
            Expr::Call { args, .. } | Expr::MethodCall { args, .. } => args.as_slice(),
            _ => &[],
        };
        if let Some(function) = code.own_callee(call) {
            let parameter = args.iter().position(|arg| *arg == expr).filter(|_| argument);
            self.fate.given_to.push(GivenTo { function, parameter, same });
        }
        if argument && self.keeps(call) {
            // `vec.push(x)`, `mem::replace(&mut slot, x)`: the place stands first.
            let place = receiver.or_else(|| args.first().copied());
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
        holds(self.code.handles, self.owners, ty)
    }

    fn assigned(&mut self, place: ExprId, same: bool) {
        let code = self.code;
        match code.flow().local(place) {
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
        let left = code.flow().around(exit).find(|around| matches!(code.expr(*around), Expr::Loop { .. }));
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
            Expr::Path(_) => match code.flow().local(place) {
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

/// Whether a value of a type has a handle within, or a type of the codebase that owns one.
pub(super) fn holds(handles: &Handles<'_>, owners: &FxHashSet<AdtId>, ty: &Ty) -> bool {
    handles.within(ty).is_some() || ty.any(&mut |part| matches!(part, Ty::Adt(adt, _) if owners.contains(adt)))
}

/// Types of the codebase that own a handle, and those that own such a type.
pub(super) fn owners(world: &World<'_>, managers: &[Manager]) -> FxHashSet<AdtId> {
    let graph = world.graph;
    let mut owners: FxHashSet<AdtId> = managers.iter().map(|manager| manager.adt).collect();
    let own = AdtId::all(graph).filter(|adt| super::is_source(graph[*adt].place.file));
    let fields: Vec<(AdtId, Vec<AdtId>)> = own.map(|adt| (adt, types_within(world, adt))).collect();
    loop {
        let before = owners.len();
        for (adt, within) in &fields {
            if within.iter().any(|inner| owners.contains(inner)) {
                owners.insert(*adt);
            }
        }
        if owners.len() == before {
            return owners;
        }
    }
}

/// Types of the codebase among the fields of one.
fn types_within(world: &World<'_>, adt: AdtId) -> Vec<AdtId> {
    let graph = world.graph;
    let mut within = Vec::new();
    for ty in world.fields(adt).iter().flatten() {
        ty.walk(&mut |ty| {
            if let Ty::Adt(inner, _) = ty
                && super::is_source(graph[*inner].place.file)
            {
                within.push(*inner);
            }
            !matches!(ty, Ty::Ref(_) | Ty::Fn(..))
        });
    }
    within
}
