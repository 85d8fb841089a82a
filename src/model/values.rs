//! What values of a body are made of and where they go: arguments, results, fields.

use super::code::Code;
use super::{Model, is_source};
use crate::infer::ty::Ty;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner, FnId, ModuleId, StaticId};
use crate::syntax::body::{Expr, ExprId};

impl Code<'_> {
    /// What a call gives for a parameter of the function it calls; `named` is the path or method call.
    pub(super) fn argument(&self, named: ExprId, function: FnId, at: usize) -> Option<ExprId> {
        match self.body.expr(self.call_of(named)) {
            Expr::MethodCall { args, .. } => args.get(at).copied(),
            // `Type::method(value, …)` gives `self` as its first argument.
            Expr::Call { args, .. } => {
                let with_self = self.handles.world.graph[function].signature()?.receiver.is_some();
                args.get(at + usize::from(with_self)).copied()
            }
            _ => None,
        }
    }

    /// The values that a function's body gives: what it ends with, and what it returns.
    pub(super) fn results(&self) -> Vec<ExprId> {
        let syntax = self.body;
        let is_closure = |expr: ExprId| matches!(syntax.expr(expr), Expr::Closure { .. });
        let returned = syntax.ids().filter_map(|expr| match syntax.expr(expr) {
            Expr::Return(Some(value)) if !self.flow().around(expr).any(is_closure) => Some(*value),
            _ => None,
        });
        let ends = !matches!(syntax.expr(syntax.root), Expr::Block { tail: None, .. });
        returned.chain(ends.then_some(syntax.root)).collect()
    }

    /// What is added to a text where a path means it: `text.push_str(more)`, `write!(text, …)`.
    pub(super) fn written(&self, path: ExprId) -> Vec<ExprId> {
        let syntax = self.body;
        let is_it =
            |expr: ExprId| expr == path || matches!(syntax.expr(expr), Expr::Reference(inner) if *inner == path);
        let outer = self.flow().around(path).find(|outer| !matches!(syntax.expr(*outer), Expr::Reference(_)));
        match outer.map(|outer| syntax.expr(outer)) {
            Some(Expr::MethodCall { receiver, method, args, .. })
                if is_it(*receiver)
                    && matches!(method.as_str(), "push_str" | "insert_str" | "push" | "extend" | "append") =>
            {
                args.clone()
            }
            Some(Expr::Macro { path, args }) if matches!(path.last_name(), "write" | "writeln") => {
                args.iter().copied().filter(|arg| !is_it(*arg)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The module whose names an expression may use: that of the block around it, if that declares items.
    pub(super) fn module(&self, expr: ExprId) -> ModuleId {
        let block = self.flow().around(expr).find_map(|outer| match self.body.expr(outer) {
            Expr::Block { items: Some(items), .. } => self.handles.world.graph.block_module(self.id, *items),
            _ => None,
        });
        block.unwrap_or(self.def.place.module)
    }
}

impl Model<'_> {
    /// Where a function of the codebase is called: the body, and the path or method call.
    pub(super) fn callers(&self, function: FnId) -> &[(BodyId, ExprId)] {
        let callers = self.asked.callers.get_or_init(|| {
            let mut callers: rustc_hash::FxHashMap<FnId, Vec<(BodyId, ExprId)>> = rustc_hash::FxHashMap::default();
            for (id, types) in &self.bodies {
                for (expr, callee) in &types.callees {
                    if is_source(self.graph()[callee.function].place.file) {
                        callers.entry(callee.function).or_default().push((*id, *expr));
                    }
                }
            }
            callers.values_mut().for_each(|calls| calls.sort_unstable());
            callers
        });
        callers.get(&function).map_or(&[], Vec::as_slice)
    }

    /// The initialiser of a static or constant.
    pub(super) fn code_of_static(&self, declared: StaticId) -> Option<Code<'_>> {
        let owner = BodyOwner::Static(declared);
        self.code(self.bodies.iter().find(|(id, _)| self.graph()[*id].owner == owner)?.0)
    }

    /// What a field is given wherever a value of its type is made, or it is assigned: the body, and the expression.
    pub(super) fn field_values(&self, adt: AdtId, field: &str) -> Vec<(BodyId, ExprId)> {
        self.graph().unread().ask_made(adt);
        let mut found = Vec::new();
        for (id, types) in &self.bodies {
            let made = types.literals.iter().filter(|(_, of)| **of == adt).map(|(expr, _)| *expr);
            let Some(syntax) = self.graph()[*id].body() else { continue };
            let is_it = |base: ExprId| matches!(types.of(base).without_refs(), Ty::Adt(of, _) if *of == adt);
            found.extend(syntax.exprs.iter().filter_map(|expr| match expr {
                Expr::Assign(left, value) => match syntax.expr(*left) {
                    Expr::Field(base, name) if name == field && is_it(*base) => Some((*id, *value)),
                    _ => None,
                },
                _ => None,
            }));
            for literal in made {
                match syntax.expr(literal) {
                    Expr::Struct { fields, .. } => {
                        found.extend(fields.iter().filter(|(name, _)| name == field).map(|(_, value)| (*id, *value)));
                    }
                    // The constructor of a tuple struct: its call comes after it in the arena.
                    _ => {
                        let call = syntax.exprs.iter().find_map(|expr| match expr {
                            Expr::Call { callee, args } if *callee == literal => Some(args),
                            _ => None,
                        });
                        let value = field.parse::<usize>().ok().and_then(|place| call?.get(place).copied());
                        found.extend(value.map(|value| (*id, value)));
                    }
                }
            }
        }
        found.sort_unstable();
        found
    }
}
