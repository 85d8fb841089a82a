//! Expressions.

use smol_str::SmolStr;

use super::body::Infer;
use super::ty::Ty;
use crate::syntax::body::{BlockKind, Expr, ExprId, Literal, LoopKind, PatId, Stmt};

impl Infer<'_, '_> {
    /// The type of an expression; `expected` is what its context wants, as far as that is known.
    pub(super) fn expr(&mut self, id: ExprId, expected: &Ty) -> Ty {
        let ty = self.infer(id, expected);
        let ty = self.afford(ty);
        self.found.exprs[id.0 as usize] = ty.clone();
        ty
    }

    /// Infers without a wish.
    pub(super) fn any(&mut self, id: ExprId) -> Ty {
        self.expr(id, &Ty::Hole)
    }

    fn infer(&mut self, id: ExprId, expected: &Ty) -> Ty {
        let body = self.body;
        match body.expr(id) {
            Expr::Missing => Ty::Unknown,
            Expr::Literal(literal) => self.literal(literal),
            Expr::Path(path) => self.path(id, path, expected),
            Expr::Call { callee, args } => self.call(id, *callee, args, expected),
            Expr::MethodCall { receiver, method, generics, args, .. } => {
                self.method_call(id, *receiver, method, generics.as_deref(), args, expected)
            }
            Expr::Field(base, name) => {
                let base = self.any(*base);
                self.field(&base, name)
            }
            Expr::Await(base) => {
                let base = self.any(*base);
                self.output(&base)
            }
            Expr::Try(base) => self.question(*base, expected),
            Expr::Reference(base) => {
                let expected = self.known(expected);
                let inner = if let Ty::Ref(inner) = expected.as_ref() { inner.as_ref() } else { &Ty::Hole };
                self.expr(*base, inner).reference()
            }
            Expr::Deref(base) => {
                let base = self.any(*base);
                match self.shallow(&base) {
                    Ty::Ref(inner) | Ty::Pointer(inner) => *inner,
                    other => self.deref(&other).unwrap_or(Ty::Unknown),
                }
            }
            Expr::Unary(base) => self.expr(*base, expected),
            Expr::Binary(left, right) => {
                let left = self.any(*left);
                self.any(*right);
                match self.shallow(&left) {
                    Ty::Primitive(name) => Ty::Primitive(name),
                    _ => Ty::Unknown,
                }
            }
            Expr::Assign(left, right) => {
                let left = self.any(*left);
                let right = self.expr(*right, &left);
                self.coerce(&right, &left);
                Ty::unit()
            }
            Expr::Cast(base, ty) => {
                let ty = self.lowered(ty);
                self.expr(*base, &ty);
                ty
            }
            Expr::Index(base, index) => {
                let base = self.any(*base);
                let index = self.any(*index);
                self.indexed(&base, &index)
            }
            Expr::Range(start, end) => {
                let ty = self.table.fresh();
                for bound in start.iter().chain(end) {
                    let bound = self.any(*bound);
                    self.table.unify(self.world, &ty, &bound);
                }
                self.world.lang.range.map_or(Ty::Unknown, |range| Ty::Adt(range, vec![ty]))
            }
            _ => self.infer_compound(id, expected),
        }
    }

    fn infer_compound(&mut self, id: ExprId, expected: &Ty) -> Ty {
        let body = self.body;
        match body.expr(id) {
            Expr::Block { kind, stmts, tail, items } => self.block(*kind, stmts, *tail, *items, expected),
            Expr::If { cond, then, otherwise } => {
                let mark = self.locals.enter();
                self.any(*cond);
                let ty = self.table.fresh();
                let then = self.expr(*then, expected);
                self.join(&ty, &then);
                self.locals.leave(mark);
                match otherwise {
                    Some(otherwise) => {
                        let otherwise = self.expr(*otherwise, expected);
                        self.join(&ty, &otherwise);
                        ty
                    }
                    None => Ty::unit(),
                }
            }
            Expr::Let(pat, value) => {
                let value = self.any(*value);
                self.pat(*pat, &value);
                Ty::Primitive(SmolStr::new_static("bool"))
            }
            Expr::Match { scrutinee, arms } => self.matched(*scrutinee, arms, expected),
            Expr::Loop { kind, pat, head, body } => self.repeat(*kind, *pat, *head, *body),
            Expr::Closure { params, ret, body, is_async } => {
                self.closure(params, ret.as_ref(), *body, *is_async, expected)
            }
            Expr::Struct { path, fields, rest } => self.record(id, path, fields, *rest),
            Expr::Tuple(elems) => {
                let wanted = match self.shallow(expected) {
                    Ty::Tuple(wanted) if wanted.len() == elems.len() => wanted,
                    _ => vec![Ty::Hole; elems.len()],
                };
                Ty::Tuple(elems.iter().zip(&wanted).map(|(elem, wanted)| self.expr(*elem, wanted)).collect())
            }
            Expr::Array(elems) => {
                let wanted = match self.shallow(expected) {
                    Ty::Slice(wanted) => *wanted,
                    _ => Ty::Hole,
                };
                let ty = self.table.fill(&wanted);
                for elem in elems {
                    let elem = self.expr(*elem, &ty);
                    self.coerce(&elem, &ty);
                }
                Ty::Slice(Box::new(ty))
            }
            Expr::Return(value) => {
                let wanted = self.returns.last().cloned().unwrap_or(Ty::Unknown);
                if let Some(value) = value {
                    let value = self.expr(*value, &wanted);
                    self.coerce(&value, &wanted);
                }
                Ty::Never
            }
            Expr::Break(value) => {
                if let Some(value) = value {
                    let wanted = self.breaks.last().cloned().unwrap_or(Ty::Hole);
                    let value = self.expr(*value, &wanted);
                    self.join(&wanted, &value);
                }
                Ty::Never
            }
            Expr::Macro { path, args } => self.macro_call(id, path, args, expected),
            _ => Ty::Unknown,
        }
    }

    fn literal(&self, literal: &Literal) -> Ty {
        match literal {
            Literal::Str(_) => Ty::str().reference(),
            Literal::Other("bytes") => Ty::Unknown,
            Literal::Other(name) => Ty::Primitive(SmolStr::new_static(name)),
        }
    }

    /// A type as written in this body, with variables for `_`.
    pub(super) fn lowered(&mut self, ty: &crate::syntax::types::TypeRef) -> Ty {
        let ty = self.world.lower(ty, &self.scope);
        self.table.fill(&ty)
    }

    /// Adds the type of one branch to that of all.
    pub(super) fn join(&mut self, all: &Ty, branch: &Ty) {
        if !matches!(*self.known(branch), Ty::Never | Ty::Unknown) {
            self.table.unify(self.world, all, branch);
        }
    }

    fn block(
        &mut self,
        kind: BlockKind,
        stmts: &[Stmt],
        tail: Option<ExprId>,
        items: Option<u32>,
        expected: &Ty,
    ) -> Ty {
        let mark = self.locals.enter();
        let outer = self.scope.module;
        if let Some(module) = items.and_then(|items| self.world.graph.block_module(self.id, items)) {
            self.scope.module = module;
        }
        let ty = match kind {
            BlockKind::Plain => self.statements(stmts, tail, expected),
            BlockKind::Async => {
                let wanted = match self.shallow(expected) {
                    Ty::Future(output) => *output,
                    _ => Ty::Hole,
                };
                let wanted = self.table.fill(&wanted);
                self.returns.push(wanted.clone());
                let ty = self.statements(stmts, tail, &wanted);
                self.coerce(&ty, &wanted);
                self.returns.pop();
                Ty::Future(Box::new(wanted))
            }
            BlockKind::Try => {
                self.statements(stmts, tail, &Ty::Hole);
                Ty::Unknown
            }
        };
        self.scope.module = outer;
        self.locals.leave(mark);
        ty
    }

    fn statements(&mut self, stmts: &[Stmt], tail: Option<ExprId>, expected: &Ty) -> Ty {
        let mut diverges = false;
        for stmt in stmts {
            match stmt {
                Stmt::Let { pat, ty, init, otherwise } => self.local_binding(*pat, ty.as_ref(), *init, *otherwise),
                Stmt::Expr(expr) => {
                    let ty = self.any(*expr);
                    diverges |= *self.known(&ty) == Ty::Never;
                }
            }
        }
        match tail {
            Some(tail) => {
                let ty = self.expr(tail, expected);
                self.coerce(&ty, expected);
                ty
            }
            None if diverges => Ty::Never,
            None => Ty::unit(),
        }
    }

    fn local_binding(
        &mut self,
        pat: PatId,
        annotation: Option<&crate::syntax::types::TypeRef>,
        init: Option<ExprId>,
        otherwise: Option<ExprId>,
    ) {
        let declared = match annotation {
            Some(annotation) => self.lowered(annotation),
            None => self.table.fresh(),
        };
        if let Some(init) = init {
            let value = self.expr(init, &declared);
            if annotation.is_some() {
                self.coerce(&value, &declared);
            } else {
                self.table.unify(self.world, &declared, &value);
            }
        }
        if let Some(otherwise) = otherwise {
            self.any(otherwise);
        }
        self.pat(pat, &declared);
    }

    fn matched(&mut self, scrutinee: ExprId, arms: &[(PatId, Option<ExprId>, ExprId)], expected: &Ty) -> Ty {
        let scrutinee = self.any(scrutinee);
        let ty = self.table.fresh();
        for (pat, guard, value) in arms {
            let mark = self.locals.enter();
            self.pat(*pat, &scrutinee);
            if let Some(guard) = guard {
                self.any(*guard);
            }
            let value = self.expr(*value, expected);
            self.join(&ty, &value);
            self.locals.leave(mark);
        }
        ty
    }

    fn repeat(&mut self, kind: LoopKind, pat: Option<PatId>, head: Option<ExprId>, body: ExprId) -> Ty {
        let mark = self.locals.enter();
        let head = head.map(|head| self.any(head));
        if let (Some(pat), Some(head)) = (pat, head) {
            let item = self.item_of(&head);
            self.pat(pat, &item);
        }
        let value = self.table.fresh();
        self.breaks.push(value.clone());
        self.any(body);
        self.breaks.pop();
        self.locals.leave(mark);
        if kind == LoopKind::Loop { value } else { Ty::unit() }
    }

    /// `x?`: the value of an `Option` or `Result`.
    fn question(&mut self, base: ExprId, expected: &Ty) -> Ty {
        let lang = self.world.lang;
        let expected = self.known(expected);
        let wish = match (expected.as_ref(), lang.result) {
            // `x?` where T is wanted: x is a Result<T, _>, which helps `T::default()?` and `collect()?` alike.
            (Ty::Hole | Ty::Var(_) | Ty::Unknown, _) | (_, None) => Ty::Hole,
            (wanted, Some(_)) => lang.result_of(wanted.clone(), Ty::Hole),
        };
        let base = if self.fixes_result(base) { self.expr(base, &wish) } else { self.any(base) };
        match self.behind_refs(&base) {
            Ty::Adt(adt, args) if Some(adt) == lang.option || Some(adt) == lang.result => {
                args.first().cloned().unwrap_or(Ty::Unknown)
            }
            _ => Ty::Unknown,
        }
    }

    /// Only a method call can take its result type from the context; elsewhere the wish could be an `Option`.
    fn fixes_result(&self, expr: ExprId) -> bool {
        matches!(self.body.expr(expr), Expr::MethodCall { method, .. } if matches!(method.as_str(), "collect" | "parse" | "try_into"))
    }

    fn record(
        &mut self,
        id: ExprId,
        path: &crate::syntax::types::Path,
        fields: &[(crate::syntax::types::Name, ExprId)],
        rest: Option<ExprId>,
    ) -> Ty {
        let Some((adt, variant, args)) = self.variant_path(path) else {
            for (_, value) in fields {
                self.any(*value);
            }
            rest.map(|rest| self.any(rest));
            return Ty::Unknown;
        };
        self.found.literals.insert(id, adt);
        let ty = Ty::Adt(adt, args.clone());
        let known = self.field_types(adt, variant, args);
        for (name, value) in fields {
            let wanted = known.iter().find(|(field, _)| field == name).map_or(Ty::Hole, |(_, ty)| ty.clone());
            let value = self.expr(*value, &wanted);
            self.coerce(&value, &wanted);
        }
        if let Some(rest) = rest {
            let rest = self.expr(rest, &ty);
            self.coerce(&rest, &ty);
        }
        ty
    }
}
