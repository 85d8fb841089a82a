//! Where values of one body come from: what a local is bound to, what stands around an expression.
//!
//! Scopes are those of the language (Rust reference, "Names and scopes"); types play no part.

use rustc_hash::FxHashMap;

use crate::syntax::body::{Body, Expr, ExprId, Literal, Pat, PatId, Stmt};
use crate::syntax::types::Name;

/// What a local holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The value of an expression, or something taken out of it: an element, the content of a `Some`.
    Value(ExprId),
    /// The function's parameter of this number, `self` not counted.
    Param(usize),
    /// Not told.
    Unknown,
}

/// A local variable.
#[derive(Debug)]
pub(super) struct Local {
    /// Its name.
    pub(super) name: Name,
    /// The pattern that binds it.
    pub(super) pat: PatId,
    /// The expression that binds it: a block, `let` condition, `match`, loop or closure; none for parameters of the function.
    pub(super) bound_in: Option<ExprId>,
    /// What it is bound to.
    pub(super) source: Source,
    /// What is assigned to it later.
    pub(super) assigned: Vec<ExprId>,
    /// Paths that mean it.
    pub(super) uses: Vec<ExprId>,
}

/// The flow of one body.
#[derive(Debug)]
pub(super) struct Flow<'b> {
    /// The body.
    pub(super) body: &'b Body,
    parents: Vec<Option<ExprId>>,
    locals: Vec<Local>,
    meant: FxHashMap<ExprId, usize>,
    captured: FxHashMap<ExprId, Vec<usize>>,
}

impl<'b> Flow<'b> {
    /// Follows a body.
    pub(super) fn of(body: &'b Body) -> Self {
        let parents = vec![None; body.exprs.len()];
        let (meant, captured) = (FxHashMap::default(), FxHashMap::default());
        let flow = Self { body, parents, locals: Vec::new(), meant, captured };
        let mut walk = Walk { flow, scope: Vec::new(), binder: None };
        for (at, pat) in body.params.iter().enumerate() {
            walk.bind(*pat, Source::Param(at));
        }
        if !body.exprs.is_empty() {
            walk.expr(body.root);
        }
        walk.flow
    }

    /// The expression around one.
    pub(super) fn parent(&self, expr: ExprId) -> Option<ExprId> {
        self.parents.get(expr.0 as usize).copied().flatten()
    }

    /// The expressions around one, the nearest first.
    pub(super) fn around(&self, expr: ExprId) -> impl Iterator<Item = ExprId> + '_ {
        std::iter::successors(self.parent(expr), |expr| self.parent(*expr))
    }

    /// The local a path means.
    pub(super) fn local(&self, path: ExprId) -> Option<&Local> {
        self.meant.get(&path).map(|at| &self.locals[*at])
    }

    /// Locals that the literals of a macro call name in braces: `format!("{user}:{name}")`.
    pub(super) fn captured(&self, call: ExprId) -> impl Iterator<Item = &Local> + '_ {
        self.captured.get(&call).into_iter().flatten().map(|at| &self.locals[*at])
    }

    /// The locals that a pattern binds.
    pub(super) fn bound_by(&self, pat: PatId) -> impl Iterator<Item = &Local> + '_ {
        let mut pats = vec![pat];
        let mut at = 0;
        while let Some(next) = pats.get(at).copied() {
            self.body.pat(next).for_each_child(|child| pats.push(child));
            at += 1;
        }
        self.locals.iter().filter(move |local| pats.contains(&local.pat))
    }

    /// The local that is the function's parameter of that number, where a plain name stands.
    pub(super) fn parameter(&self, at: usize) -> Option<&Local> {
        self.locals.iter().find(|local| local.source == Source::Param(at))
    }

    /// The local whose initialiser an expression is.
    pub(super) fn bound_to(&self, expr: ExprId) -> Option<&Local> {
        self.locals.iter().find(|local| local.source == Source::Value(expr))
    }
}

/// Walks a body with the locals that are in scope.
struct Walk<'b> {
    flow: Flow<'b>,
    scope: Vec<usize>,
    /// The expression that is being walked.
    binder: Option<ExprId>,
}

impl Walk<'_> {
    fn expr(&mut self, id: ExprId) {
        let outer = self.binder.replace(id);
        self.parts(id);
        self.binder = outer;
    }

    fn parts(&mut self, id: ExprId) {
        let body = self.flow.body;
        match body.expr(id) {
            Expr::Path(path) => {
                if let Some(at) = path.as_name().and_then(|name| self.find(name)) {
                    self.flow.meant.insert(id, at);
                    self.flow.locals[at].uses.push(id);
                }
            }
            Expr::Assign(left, right) => {
                self.child(id, *left);
                self.child(id, *right);
                if let Some(at) = self.flow.meant.get(left) {
                    self.flow.locals[*at].assigned.push(*right);
                }
            }
            _ => self.scopes(id),
        }
    }

    /// Expressions that bind names.
    fn scopes(&mut self, id: ExprId) {
        let body = self.flow.body;
        match body.expr(id) {
            Expr::Block { stmts, tail, .. } => self.scoped(|walk| walk.block(id, stmts, *tail)),
            Expr::If { cond, then, otherwise } => {
                self.scoped(|walk| [*cond, *then].into_iter().for_each(|child| walk.child(id, child)));
                otherwise.iter().for_each(|otherwise| self.child(id, *otherwise));
            }
            Expr::Let(pat, value) => {
                self.child(id, *value);
                self.bind(*pat, Source::Value(*value));
            }
            Expr::Match { scrutinee, arms } => {
                self.child(id, *scrutinee);
                for (pat, guard, value) in arms {
                    self.scoped(|walk| {
                        walk.bind(*pat, Source::Value(*scrutinee));
                        guard.iter().chain([value]).for_each(|child| walk.child(id, *child));
                    });
                }
            }
            Expr::Loop { pat, head, body, .. } => self.scoped(|walk| {
                head.iter().for_each(|head| walk.child(id, *head));
                if let (Some(pat), Some(head)) = (pat, head) {
                    walk.bind(*pat, Source::Value(*head));
                }
                walk.child(id, *body);
            }),
            Expr::Closure { params, body, .. } => self.scoped(|walk| {
                let given = walk.closure_gets(id, params.len());
                params.iter().for_each(|(pat, _)| walk.bind(*pat, given));
                walk.child(id, *body);
            }),
            Expr::Macro { args, .. } => {
                args.iter().for_each(|arg| self.child(id, *arg));
                self.capture(id, args);
            }
            other => other.for_each_child(|child| self.child(id, child)),
        }
    }

    fn child(&mut self, parent: ExprId, child: ExprId) {
        if let Some(slot) = self.flow.parents.get_mut(child.0 as usize) {
            *slot = Some(parent);
            self.expr(child);
        }
    }

    fn scoped(&mut self, walk: impl FnOnce(&mut Self)) {
        let mark = self.scope.len();
        walk(self);
        self.scope.truncate(mark);
    }

    fn block(&mut self, id: ExprId, stmts: &[Stmt], tail: Option<ExprId>) {
        for stmt in stmts {
            match stmt {
                Stmt::Let { pat, init, otherwise, .. } => {
                    init.iter().chain(otherwise).for_each(|expr| self.child(id, *expr));
                    self.bind(*pat, init.map_or(Source::Unknown, Source::Value));
                }
                Stmt::Expr(expr) => self.child(id, *expr),
            }
        }
        tail.iter().for_each(|tail| self.child(id, *tail));
    }

    /// What a closure of one parameter gets: something out of what the method it is given to is called on (`map`, `then`).
    fn closure_gets(&self, closure: ExprId, params: usize) -> Source {
        let Some(parent) = self.flow.parent(closure) else { return Source::Unknown };
        match self.flow.body.expr(parent) {
            Expr::MethodCall { receiver, args, .. } if params == 1 && args.as_slice() == [closure] => {
                Source::Value(*receiver)
            }
            _ => Source::Unknown,
        }
    }

    fn bind(&mut self, pat: PatId, source: Source) {
        let body = self.flow.body;
        match body.pat(pat) {
            Pat::Bind { name, sub, .. } => {
                let (name, bound_in) = (name.clone(), self.binder);
                let local = Local { name, pat, bound_in, source, assigned: Vec::new(), uses: Vec::new() };
                self.flow.locals.push(local);
                self.scope.push(self.flow.locals.len() - 1);
                sub.iter().for_each(|sub| self.bind(*sub, source));
            }
            Pat::Reference(inner) | Pat::Typed(inner, _) => self.bind(*inner, source),
            Pat::TupleStruct(_, elems, None) if elems.len() == 1 => self.bind(elems[0], source),
            Pat::Or(cases) => cases.iter().for_each(|case| self.bind(*case, source)),
            Pat::Tuple(elems, rest) => {
                let parts = self.tuple(source).filter(|parts| rest.is_none() && parts.len() == elems.len());
                for (at, elem) in elems.iter().enumerate() {
                    let part = parts.as_ref().map_or(Source::Unknown, |parts| Source::Value(parts[at]));
                    self.bind(*elem, part);
                }
            }
            Pat::TupleStruct(_, elems, _) | Pat::Slice(elems) => {
                elems.iter().for_each(|elem| self.bind(*elem, Source::Unknown));
            }
            Pat::Struct(_, fields) => fields.iter().for_each(|(_, sub)| self.bind(*sub, Source::Unknown)),
            Pat::Wild | Pat::Path(_) => {}
        }
    }

    fn tuple(&self, source: Source) -> Option<Vec<ExprId>> {
        let Source::Value(value) = source else { return None };
        match self.flow.body.expr(value) {
            Expr::Tuple(parts) => Some(parts.clone()),
            _ => None,
        }
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.scope.iter().rev().copied().find(|at| self.flow.locals[*at].name == name)
    }

    fn capture(&mut self, call: ExprId, args: &[ExprId]) {
        let body = self.flow.body;
        for arg in args {
            let Expr::Literal(Literal::Str(text)) = body.expr(*arg) else { continue };
            let captured: Vec<usize> = placeholders(text).filter_map(|name| self.find(name)).collect();
            self.flow.captured.entry(call).or_default().extend(captured);
        }
    }
}

/// Names in the braces of a format string (`std::fmt`, "Syntax"), in order.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Argument(argument) => Some(argument),
        Piece::Text(_) => None,
    })
}

/// A part of a format string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text as it stands, `{{` and `}}` not replaced.
    Text(&'t str),
    /// What stands in braces before the colon: a name, a number, or nothing.
    Argument(&'t str),
}

/// The parts of a format string in order.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let open = opening(rest).unwrap_or(rest.len());
        if open > 0 {
            let (text, after) = rest.split_at(open);
            rest = after;
            return Some(Piece::Text(text));
        }
        let close = rest.find('}').unwrap_or(rest.len());
        let inside = rest[1..].get(..close.saturating_sub(1)).unwrap_or_default();
        rest = rest.get(close + 1..).unwrap_or_default();
        Some(Piece::Argument(inside.split(':').next().unwrap_or_default().trim()))
    })
}

/// The first `{` that is not doubled.
fn opening(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' if bytes.get(at + 1) == Some(&b'{') => at += 2,
            b'{' => return Some(at),
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_strings_fall_into_text_and_arguments() {
        use Piece::{Argument, Text};
        let all = |text| pieces(text).collect::<Vec<_>>();
        assert_eq!(all("user:{id}:{0:>4}"), [Text("user:"), Argument("id"), Text(":"), Argument("0")]);
        assert_eq!(all("{}{{x}}"), [Argument(""), Text("{{x}}")]);
        assert_eq!(all("open {"), [Text("open "), Argument("")]);
        assert!(all("").is_empty());
    }
}
