//! Expressions.

use smol_str::SmolStr;
use syn::Expr as E;

use super::pats::{guard, member_name};
use super::{Lower, name};
use crate::position::TextRange;
use crate::syntax::body::{BlockKind, Body, Expr, ExprId, Literal, LoopKind, Pat, PatId};
use crate::syntax::types::TypeRef;

/// Builds one [`Body`].
pub(super) struct BodyBuilder<'l> {
    pub(super) lower: &'l mut Lower,
    pub(super) body: Body,
}

impl Lower {
    /// The body of a function.
    pub(super) fn fn_body(&mut self, inputs: &[&syn::Pat], block: &syn::Block) -> Body {
        let mut builder = BodyBuilder::new(self);
        builder.body.params = inputs.iter().map(|pat| builder_pat(&mut builder, pat)).collect();
        let root = builder.block(block, BlockKind::Plain);
        builder.finish(root)
    }

    /// The body of a static, constant or attribute string, or what a macro call in an expression expands to.
    pub(in crate::syntax) fn expr_body(&mut self, expr: &E) -> Body {
        let mut builder = BodyBuilder::new(self);
        let root = builder.expr(expr);
        builder.finish(root)
    }
}

fn builder_pat(builder: &mut BodyBuilder<'_>, pat: &syn::Pat) -> PatId {
    builder.pat(pat)
}

impl<'l> BodyBuilder<'l> {
    pub(super) fn new(lower: &'l mut Lower) -> Self {
        let body = std::mem::take(&mut lower.scratch);
        Self { lower, body }
    }

    /// The body, each of its tables as large as it needs to be; those it grew in are used for the next one.
    pub(super) fn finish(self, root: ExprId) -> Body {
        fn exact<T>(grown: &mut Vec<T>) -> Vec<T> {
            let mut exact = Vec::with_capacity(grown.len());
            exact.append(grown);
            exact
        }
        let Self { lower, body: mut grown } = self;
        let body = Body {
            exprs: exact(&mut grown.exprs),
            ranges: exact(&mut grown.ranges),
            pats: exact(&mut grown.pats),
            params: std::mem::take(&mut grown.params),
            root,
            conditional: exact(&mut grown.conditional),
            blocks: std::mem::take(&mut grown.blocks),
            calls: exact(&mut grown.calls),
        };
        lower.scratch = grown;
        body
    }

    pub(super) fn alloc(&mut self, expr: Expr, range: TextRange) -> ExprId {
        self.body.exprs.push(expr);
        self.body.ranges.push(range);
        ExprId(crate::position::to_u32(self.body.exprs.len() - 1))
    }

    pub(super) fn alloc_pat(&mut self, pat: Pat) -> PatId {
        self.body.pats.push(pat);
        PatId(crate::position::to_u32(self.body.pats.len() - 1))
    }

    pub(super) fn add_items(&mut self, items: Vec<std::sync::Arc<crate::syntax::facts::Item>>) -> u32 {
        self.body.blocks.push(items);
        crate::position::to_u32(self.body.blocks.len() - 1)
    }

    pub(super) fn at(&self, id: ExprId) -> TextRange {
        self.body.range(id)
    }

    pub(super) fn exprs<'a>(&mut self, exprs: impl IntoIterator<Item = &'a E>) -> Vec<ExprId> {
        exprs.into_iter().map(|expr| self.expr(expr)).collect()
    }

    pub(super) fn optional(&mut self, expr: Option<&E>) -> Option<ExprId> {
        expr.map(|expr| self.expr(expr))
    }

    pub(super) fn expr(&mut self, expr: &E) -> ExprId {
        match expr {
            E::Paren(paren) => {
                let inner = self.expr(&paren.expr);
                let range = self.lower.range(paren.paren_token.span.join());
                self.body.ranges[inner.0 as usize] = range;
                inner
            }
            E::Group(group) => self.expr(&group.expr),
            E::Path(path) => self.path_expr(path),
            E::Lit(lit) => self.literal(&lit.lit),
            E::Call(call) => self.call(call),
            E::MethodCall(call) => self.method_call(call),
            E::Field(field) => {
                let base = self.expr(&field.base);
                let member = match &field.member {
                    syn::Member::Named(ident) => ident.span(),
                    syn::Member::Unnamed(index) => index.span,
                };
                let range = self.at(base).cover(self.lower.range(member));
                self.alloc(Expr::Field(base, member_name(&field.member)), range)
            }
            E::Await(inner) => {
                let base = self.expr(&inner.base);
                self.wrap(Expr::Await(base), base, inner.await_token.span)
            }
            E::Try(inner) => {
                let base = self.expr(&inner.expr);
                self.wrap(Expr::Try(base), base, inner.question_token.span)
            }
            E::Reference(inner) => {
                let base = self.expr(&inner.expr);
                self.wrap(Expr::Reference(base), base, inner.and_token.span)
            }
            E::RawAddr(inner) => {
                let base = self.expr(&inner.expr);
                self.wrap(Expr::Reference(base), base, inner.and_token.span)
            }
            E::Unary(unary) => self.unary(unary),
            E::Binary(binary) => self.pair(&binary.left, &binary.right, Expr::Binary),
            E::Assign(assign) => self.pair(&assign.left, &assign.right, Expr::Assign),
            E::Cast(cast) => {
                let base = self.expr(&cast.expr);
                let ty = self.lower.ty(&cast.ty);
                let range = self.at(base);
                self.alloc(Expr::Cast(base, ty), range)
            }
            E::Index(index) => {
                let base = self.expr(&index.expr);
                let at = self.expr(&index.index);
                self.wrap(Expr::Index(base, at), base, index.bracket_token.span.close())
            }
            _ => self.control(expr),
        }
    }

    /// Blocks, branches, loops and the rest.
    fn control(&mut self, expr: &E) -> ExprId {
        match expr {
            E::Block(block) => self.block(&block.block, BlockKind::Plain),
            E::Unsafe(block) => self.block(&block.block, BlockKind::Plain),
            E::Const(block) => self.block(&block.block, BlockKind::Plain),
            E::Async(block) => self.block(&block.block, BlockKind::Async),
            E::TryBlock(block) => self.block(&block.block, BlockKind::Try),
            E::If(branch) => self.branch(branch),
            E::Let(condition) => {
                let value = self.expr(&condition.expr);
                let pat = self.pat(&condition.pat);
                self.wrap(Expr::Let(pat, value), value, condition.let_token.span)
            }
            E::Match(matched) => self.matched(matched),
            E::Loop(inner) => self.repeat(LoopKind::Loop, inner.loop_token.span, None, None, &inner.body),
            E::While(inner) => {
                self.repeat(LoopKind::While, inner.while_token.span, None, Some(&inner.cond), &inner.body)
            }
            E::ForLoop(inner) => {
                self.repeat(LoopKind::For, inner.for_token.span, Some(&inner.pat), Some(&inner.expr), &inner.body)
            }
            E::Closure(closure) => self.closure(closure),
            E::Struct(literal) => self.record(literal),
            E::Macro(call) => self.macro_call(&call.mac),
            _ => self.compound(expr),
        }
    }

    fn compound(&mut self, expr: &E) -> ExprId {
        match expr {
            E::Tuple(tuple) => {
                let elems = self.exprs(&tuple.elems);
                let range = self.lower.range(tuple.paren_token.span.join());
                self.alloc(Expr::Tuple(elems), range)
            }
            E::Array(array) => {
                let elems = self.exprs(&array.elems);
                let range = self.lower.range(array.bracket_token.span.join());
                self.alloc(Expr::Array(elems), range)
            }
            E::Repeat(repeat) => {
                let elem = self.expr(&repeat.expr);
                let range = self.lower.range(repeat.bracket_token.span.join());
                self.alloc(Expr::Array(vec![elem]), range)
            }
            E::Range(bounds) => {
                let start = self.optional(bounds.start.as_deref());
                let end = self.optional(bounds.end.as_deref());
                let range = start.or(end).map_or_else(TextRange::default, |id| self.at(id));
                self.alloc(Expr::Range(start, end), range)
            }
            E::Return(ret) => {
                let value = self.optional(ret.expr.as_deref());
                let range = self.lower.range(ret.return_token.span);
                self.alloc(Expr::Return(value), range)
            }
            E::Break(exit) => {
                let value = self.optional(exit.expr.as_deref());
                let range = self.lower.range(exit.break_token.span);
                self.alloc(Expr::Break(value), range)
            }
            E::Yield(inner) => {
                let value = self.optional(inner.expr.as_deref());
                let range = self.lower.range(inner.yield_token.span);
                self.alloc(Expr::Return(value), range)
            }
            E::Verbatim(tokens) => self.scan(tokens.clone()),
            _ => self.missing(),
        }
    }

    pub(super) fn missing(&mut self) -> ExprId {
        self.alloc(Expr::Missing, TextRange::default())
    }

    fn wrap(&mut self, expr: Expr, base: ExprId, token: proc_macro2::Span) -> ExprId {
        let range = self.at(base).cover(self.lower.range(token));
        self.alloc(expr, range)
    }

    fn pair(&mut self, left: &E, right: &E, make: fn(ExprId, ExprId) -> Expr) -> ExprId {
        let left = self.expr(left);
        let right = self.expr(right);
        let range = self.at(left).cover(self.at(right));
        self.alloc(make(left, right), range)
    }

    fn literal(&mut self, lit: &syn::Lit) -> ExprId {
        let range = self.lower.range(lit.span());
        let literal = match lit {
            syn::Lit::Str(text) => {
                let value = SmolStr::from(text.value());
                self.lower.strings.push((range, value.clone()));
                Literal::Str(value)
            }
            syn::Lit::Int(_) => Literal::Other("int"),
            syn::Lit::Float(_) => Literal::Other("float"),
            syn::Lit::Bool(_) => Literal::Other("bool"),
            syn::Lit::Char(_) => Literal::Other("char"),
            _ => Literal::Other("bytes"),
        };
        self.alloc(Expr::Literal(literal), range)
    }

    fn unary(&mut self, unary: &syn::ExprUnary) -> ExprId {
        let base = self.expr(&unary.expr);
        let (expr, span) = match unary.op {
            syn::UnOp::Deref(token) => (Expr::Deref(base), token.span),
            syn::UnOp::Not(token) => (Expr::Unary(base), token.span),
            syn::UnOp::Neg(token) => (Expr::Unary(base), token.span),
            _ => return base,
        };
        self.wrap(expr, base, span)
    }

    fn call(&mut self, call: &syn::ExprCall) -> ExprId {
        let callee = self.expr(&call.func);
        let args = self.exprs(&call.args);
        self.wrap(Expr::Call { callee, args }, callee, call.paren_token.span.close())
    }

    fn method_call(&mut self, call: &syn::ExprMethodCall) -> ExprId {
        let receiver = self.expr(&call.receiver);
        let args = self.exprs(&call.args);
        let generics = call.turbofish.as_ref().map(|args| Box::new(self.lower.generic_args(args)));
        let range = self.lower.range(call.method.span());
        let expr = Expr::MethodCall { receiver, method: name(&call.method), range, generics, args };
        self.wrap(expr, receiver, call.paren_token.span.close())
    }

    fn branch(&mut self, branch: &syn::ExprIf) -> ExprId {
        let cond = self.expr(&branch.cond);
        let then = self.block(&branch.then_branch, BlockKind::Plain);
        let otherwise = self.optional(branch.else_branch.as_ref().map(|(_, expr)| expr.as_ref()));
        let end = otherwise.unwrap_or(then);
        let range = self.lower.range(branch.if_token.span).cover(self.at(end));
        self.alloc(Expr::If { cond, then, otherwise }, range)
    }

    fn matched(&mut self, matched: &syn::ExprMatch) -> ExprId {
        let scrutinee = self.expr(&matched.expr);
        let mut arms = Vec::with_capacity(matched.arms.len());
        for arm in &matched.arms {
            let pat = self.pat(&arm.pat);
            let guard = self.optional(guard(&arm.pat));
            let value = self.expr(&arm.body);
            if let Some(first) = arm.attrs.first() {
                let start = self.lower.range(first.pound_token.span);
                let end = self.at(value);
                self.lower.cover(start.cover(end));
            } else if self.lower.quiet == 0 {
                // The pattern's own start is not worth a token walk: the arrow and the value are what a comment covers.
                let arrow = self.lower.range(arm.fat_arrow_token.spans[0]);
                let end = self.at(value);
                self.lower.cover(arrow.cover(end));
            }
            arms.push((pat, guard, value));
        }
        let range =
            self.lower.range(matched.match_token.span).cover(self.lower.range(matched.brace_token.span.close()));
        self.alloc(Expr::Match { scrutinee, arms }, range)
    }

    fn repeat(
        &mut self,
        kind: LoopKind,
        token: proc_macro2::Span,
        pat: Option<&syn::Pat>,
        head: Option<&E>,
        block: &syn::Block,
    ) -> ExprId {
        let head = self.optional(head);
        let pat = pat.map(|pat| self.pat(pat));
        let body = self.block(block, BlockKind::Plain);
        self.wrap(Expr::Loop { kind, pat, head, body }, body, token)
    }

    fn closure(&mut self, closure: &syn::ExprClosure) -> ExprId {
        let params = closure
            .inputs
            .iter()
            .map(|input| match input {
                syn::Pat::Type(typed) => {
                    let ty = self.lower.ty(&typed.ty);
                    (self.pat(&typed.pat), Some(ty))
                }
                pat => (self.pat(pat), None),
            })
            .collect();
        let ret: Option<TypeRef> = self.lower.return_type(&closure.output);
        let body = self.expr(&closure.body);
        let is_async = closure.asyncness.is_some();
        self.wrap(Expr::Closure { params, ret, body, is_async }, body, closure.inputs_begin.span)
    }

    fn record(&mut self, literal: &syn::ExprStruct) -> ExprId {
        let path = self.lower.qualified_path(literal.qself.as_ref(), &literal.path);
        let fields = literal.fields.iter().map(|field| (member_name(&field.member), self.expr(&field.expr))).collect();
        let rest = self.optional(literal.rest.as_deref());
        let range = path.range.cover(self.lower.range(literal.brace_token.span.close()));
        self.alloc(Expr::Struct { path, fields, rest }, range)
    }

    pub(super) fn block(&mut self, block: &syn::Block, kind: BlockKind) -> ExprId {
        let range = self.lower.range(block.brace_token.span.join());
        self.stmts(&block.stmts, kind, range)
    }
}
