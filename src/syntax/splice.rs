//! What macro calls expand to, put where the calls stood.

use rustc_hash::FxHashMap;

use super::body::{BlockKind, Body, Expr, ExprId, Pat, PatId, Stmt};
use crate::position::to_u32;

/// What a call expanded to, and where it stood.
#[derive(Debug)]
pub struct Expanded {
    /// What it expanded to.
    pub body: Body,
    /// It stood where a statement may.
    pub statement: bool,
}

impl Body {
    /// This body with calls replaced by what they expand to; children stay before their parents. What only replaced calls
    /// held, their arguments read as they stood, is left out.
    #[must_use]
    pub fn splice(self, mut expansions: FxHashMap<ExprId, Expanded>) -> Self {
        let reachable = self.reachable(&expansions);
        let mut out = Self { params: self.params, pats: self.pats, blocks: self.blocks, ..Self::default() };
        let mut moved: Vec<ExprId> = Vec::with_capacity(self.exprs.len());
        let mut inlined: Vec<ExprId> = Vec::new();
        for (at, (mut expr, range)) in self.exprs.into_iter().zip(self.ranges).enumerate() {
            let id = ExprId(to_u32(at));
            if let Some(Expanded { body, statement }) = expansions.remove(&id) {
                let root = out.append(body);
                if statement {
                    inlined.push(root);
                }
                moved.push(root);
                continue;
            }
            moved.push(ExprId(to_u32(out.exprs.len())));
            if reachable[at] {
                expr.renumber(&mut |child| *child = moved[child.0 as usize], &mut |_| {});
                out.inline(&mut expr, &inlined);
                out.exprs.push(expr);
                out.ranges.push(range);
            }
        }
        let calls = self.calls.into_iter().filter(|call| reachable[call.call.0 as usize]);
        out.calls.extend(calls.map(|call| super::body::MacroInput { call: moved[call.call.0 as usize], ..call }));
        out.root = moved.get(self.root.0 as usize).copied().unwrap_or_default();
        out
    }

    /// Expressions that the root leads to, not through calls that are replaced, which themselves do not count.
    fn reachable(&self, expansions: &FxHashMap<ExprId, Expanded>) -> Vec<bool> {
        let mut reachable = vec![false; self.exprs.len()];
        let mut pending = vec![self.root];
        while let Some(id) = pending.pop() {
            if !expansions.contains_key(&id) && !std::mem::replace(&mut reachable[id.0 as usize], true) {
                self.expr(id).for_each_child(|child| pending.push(child));
            }
        }
        reachable
    }

    /// Adds another body's expressions and patterns; gives its root. Its blocks are numbered already.
    fn append(&mut self, other: Self) -> ExprId {
        let exprs = to_u32(self.exprs.len());
        let pats = to_u32(self.pats.len());
        for mut expr in other.exprs {
            expr.renumber(&mut |child| child.0 += exprs, &mut |pat| pat.0 += pats);
            self.exprs.push(expr);
        }
        for mut pat in other.pats {
            pat.renumber(&mut |inner| inner.0 += pats);
            self.pats.push(pat);
        }
        self.ranges.extend(other.ranges);
        let calls = other.calls.into_iter();
        self.calls.extend(calls.map(|call| super::body::MacroInput { call: ExprId(call.call.0 + exprs), ..call }));
        ExprId(other.root.0 + exprs)
    }

    /// Statements that a call as a statement expanded to are statements of the block around: what they bind is seen behind it.
    fn inline(&mut self, expr: &mut Expr, roots: &[ExprId]) {
        let Expr::Block { stmts, .. } = expr else { return };
        if roots.is_empty() {
            return;
        }
        let mut all = Vec::with_capacity(stmts.len());
        for stmt in stmts.drain(..) {
            let Stmt::Expr(id) = stmt else {
                all.push(stmt);
                continue;
            };
            match &mut self.exprs[id.0 as usize] {
                Expr::Block { kind: BlockKind::Plain, stmts, tail, items: None } if roots.contains(&id) => {
                    all.append(stmts);
                    all.extend(tail.take().map(Stmt::Expr));
                }
                _ => all.push(stmt),
            }
        }
        *stmts = all;
    }

    /// The value alone of a block that holds nothing else; `;` behind it is forgiven where `statement` is not set.
    #[must_use]
    pub fn unwrapped(mut self, statement: bool) -> Self {
        if let Some(Expr::Block { kind: BlockKind::Plain, stmts, tail, items: None }) =
            self.exprs.get(self.root.0 as usize)
        {
            match (stmts.as_slice(), tail) {
                ([], Some(tail)) => self.root = *tail,
                ([Stmt::Expr(only)], None) if !statement => self.root = *only,
                _ => {}
            }
        }
        self
    }

    /// Adds to the numbers of blocks with items.
    pub fn shift_blocks(&mut self, by: u32) {
        for expr in &mut self.exprs {
            if let Expr::Block { items: Some(number), .. } = expr {
                *number += by;
            }
        }
    }
}

impl Expr {
    /// Changes the numbers of all direct subexpressions and patterns.
    fn renumber(&mut self, expr: &mut dyn FnMut(&mut ExprId), pat: &mut dyn FnMut(&mut PatId)) {
        match self {
            Self::Missing | Self::Path(_) | Self::Literal(_) => {}
            Self::Call { callee: first, args } | Self::MethodCall { receiver: first, args, .. } => {
                expr(first);
                args.iter_mut().for_each(expr);
            }
            Self::Field(base, _)
            | Self::Await(base)
            | Self::Try(base)
            | Self::Reference(base)
            | Self::Deref(base)
            | Self::Unary(base)
            | Self::Cast(base, _) => expr(base),
            Self::Let(bound, value) => {
                pat(bound);
                expr(value);
            }
            Self::Binary(left, right) | Self::Assign(left, right) | Self::Index(left, right) => {
                expr(left);
                expr(right);
            }
            Self::Range(start, end) => start.iter_mut().chain(end).for_each(expr),
            Self::Block { stmts, tail, .. } => {
                stmts.iter_mut().for_each(|stmt| stmt.renumber(expr, pat));
                tail.iter_mut().for_each(expr);
            }
            Self::Struct { fields, rest, .. } => {
                fields.iter_mut().map(|(_, value)| value).chain(rest).for_each(expr);
            }
            Self::Tuple(elems) | Self::Array(elems) | Self::Macro { args: elems, .. } => {
                elems.iter_mut().for_each(expr);
            }
            Self::Return(value) | Self::Break(value) => value.iter_mut().for_each(expr),
            _ => self.renumber_control(expr, pat),
        }
    }

    fn renumber_control(&mut self, expr: &mut dyn FnMut(&mut ExprId), pat: &mut dyn FnMut(&mut PatId)) {
        match self {
            Self::If { cond, then, otherwise } => {
                [cond, then].into_iter().chain(otherwise).for_each(expr);
            }
            Self::Match { scrutinee, arms } => {
                expr(scrutinee);
                for (bound, guard, value) in arms {
                    pat(bound);
                    guard.iter_mut().chain([value]).for_each(&mut *expr);
                }
            }
            Self::Loop { pat: bound, head, body, .. } => {
                bound.iter_mut().for_each(pat);
                head.iter_mut().chain([body]).for_each(expr);
            }
            Self::Closure { params, body, .. } => {
                params.iter_mut().for_each(|(bound, _)| pat(bound));
                expr(body);
            }
            _ => {}
        }
    }
}

impl Stmt {
    fn renumber(&mut self, expr: &mut dyn FnMut(&mut ExprId), pat: &mut dyn FnMut(&mut PatId)) {
        match self {
            Self::Let { pat: bound, init, otherwise, .. } => {
                pat(bound);
                init.iter_mut().chain(otherwise).for_each(expr);
            }
            Self::Expr(value) => expr(value),
        }
    }
}

impl Pat {
    /// Changes the numbers of all direct subpatterns.
    fn renumber(&mut self, pat: &mut dyn FnMut(&mut PatId)) {
        match self {
            Self::Wild | Self::Path(_) => {}
            Self::Bind { sub, .. } => sub.iter_mut().for_each(pat),
            Self::TupleStruct(_, elems, _) | Self::Tuple(elems, _) | Self::Slice(elems) | Self::Or(elems) => {
                elems.iter_mut().for_each(pat);
            }
            Self::Struct(_, fields) => fields.iter_mut().for_each(|(_, inner)| pat(inner)),
            Self::Reference(inner) | Self::Typed(inner, _) => pat(inner),
        }
    }
}
