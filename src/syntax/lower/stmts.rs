//! Statements.

use syn::Expr as E;

use super::exprs::BodyBuilder;
use crate::position::TextRange;
use crate::syntax::body::{BlockKind, Expr, ExprId, Stmt};

impl BodyBuilder<'_> {
    pub(super) fn stmts(&mut self, stmts: &[syn::Stmt], kind: BlockKind, range: TextRange) -> ExprId {
        let mut lowered = Vec::with_capacity(stmts.len());
        let mut items = Vec::new();
        let mut tail = None;
        for (at, stmt) in stmts.iter().enumerate() {
            let last = at + 1 == stmts.len();
            match stmt {
                syn::Stmt::Local(local) => lowered.push(self.local(local)),
                syn::Stmt::Item(item) => items.extend(self.lower.item(item, None)),
                syn::Stmt::Expr(expr, semi) => {
                    let id = self.expr(expr);
                    self.cover_stmt(expr_attrs(expr), id, semi.as_ref().map(|semi| semi.span));
                    if last && semi.is_none() {
                        tail = Some(id);
                    } else {
                        lowered.push(Stmt::Expr(id));
                    }
                }
                syn::Stmt::Macro(call) => {
                    if let Some(declared) = self.lower.block_macro(call) {
                        items.push(declared);
                        continue;
                    }
                    let id = self.macro_call(&call.mac);
                    self.is_statement(id);
                    self.cover_stmt(&call.attrs, id, call.semi_token.map(|semi| semi.span));
                    if last && call.semi_token.is_none() {
                        tail = Some(id);
                    } else {
                        lowered.push(Stmt::Expr(id));
                    }
                }
            }
        }
        let items = if items.is_empty() { None } else { Some(self.add_items(items)) };
        self.alloc(Expr::Block { kind, stmts: lowered, tail, items }, range)
    }

    fn conditional(&mut self, attrs: &[syn::Attribute], id: ExprId) {
        if attrs.iter().any(|attr| attr.path().is_ident("cfg")) {
            self.body.conditional.push(id);
        }
    }

    fn cover_stmt(&mut self, attrs: &[syn::Attribute], id: ExprId, semi: Option<proc_macro2::Span>) {
        self.conditional(attrs, id);
        let range = self.at(id);
        let end = semi.map_or(range, |span| self.lower.range(span));
        let range = self.lower.with_attrs(attrs, range, end);
        self.lower.cover(range);
    }

    fn local(&mut self, local: &syn::Local) -> Stmt {
        let init = self.optional(local.init.as_ref().map(|init| init.expr.as_ref()));
        let diverge = local.init.as_ref().and_then(|init| init.diverge.as_ref());
        let otherwise = self.optional(diverge.map(|(_, expr)| expr.as_ref()));
        let (pat, ty) = match &local.pat {
            syn::Pat::Type(typed) => {
                let ty = self.lower.ty(&typed.ty);
                (self.pat(&typed.pat), Some(ty))
            }
            pat => (self.pat(pat), None),
        };
        if let Some(init) = init {
            self.conditional(&local.attrs, init);
        }
        let start = self.lower.range(local.let_token.span);
        let end = self.lower.range(local.semi_token.span);
        let range = self.lower.with_attrs(&local.attrs, start, end);
        self.lower.cover(range);
        Stmt::Let { pat, ty, init, otherwise }
    }
}

/// Attributes of the expressions that statements commonly carry them on.
fn expr_attrs(expr: &E) -> &[syn::Attribute] {
    match expr {
        E::Call(inner) => &inner.attrs,
        E::MethodCall(inner) => &inner.attrs,
        E::Macro(inner) => &inner.attrs,
        E::Assign(inner) => &inner.attrs,
        E::Block(inner) => &inner.attrs,
        E::If(inner) => &inner.attrs,
        E::Match(inner) => &inner.attrs,
        E::Try(inner) => &inner.attrs,
        E::Await(inner) => &inner.attrs,
        E::ForLoop(inner) => &inner.attrs,
        E::Loop(inner) => &inner.attrs,
        E::While(inner) => &inner.attrs,
        _ => &[],
    }
}
