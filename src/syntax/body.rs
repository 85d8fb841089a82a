//! Function bodies as plain data: an arena of expressions and patterns.

use std::sync::Arc;

use super::facts::Item;
use super::types::{GenericArgs, Name, Path, TypeRef};
use crate::position::TextRange;

/// An expression of a [`Body`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ExprId(pub u32);

/// A pattern of a [`Body`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatId(pub u32);

/// The body of a function, the value of a static, the transcriber of a macro arm.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// All expressions; children before parents.
    pub exprs: Vec<Expr>,
    /// Where each expression stands.
    pub ranges: Vec<TextRange>,
    /// All patterns.
    pub pats: Vec<Pat>,
    /// Patterns of the parameters, `self` left out.
    pub params: Vec<PatId>,
    /// The value.
    pub root: ExprId,
    /// Statements under a `cfg` of their own; of a `let`, its value.
    pub conditional: Vec<ExprId>,
    /// Items declared in blocks, by the number in [`Expr::Block`].
    pub blocks: Vec<Vec<Arc<Item>>>,
    /// Macro calls among the expressions, in order.
    pub calls: Vec<MacroInput>,
}

/// What a macro call among the expressions of a [`Body`] is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MacroInput {
    /// The call.
    pub call: ExprId,
    /// Its arguments, delimiters left out.
    pub input: TextRange,
    /// It stands where a statement may.
    pub statement: bool,
}

impl Body {
    /// The expression of an id.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// All expressions, children before parents.
    pub fn ids(&self) -> impl Iterator<Item = ExprId> + use<> {
        (0..crate::position::to_u32(self.exprs.len())).map(ExprId)
    }

    /// How deep expressions nest.
    #[must_use]
    pub fn depth(&self) -> usize {
        let mut depths: Vec<usize> = Vec::with_capacity(self.exprs.len());
        for expr in &self.exprs {
            let mut below = 0;
            expr.for_each_child(|child| below = below.max(depths.get(child.0 as usize).copied().unwrap_or_default()));
            depths.push(below + 1);
        }
        depths.into_iter().max().unwrap_or_default()
    }

    /// Where an expression stands.
    #[must_use]
    pub fn range(&self, id: ExprId) -> TextRange {
        self.ranges[id.0 as usize]
    }

    /// Blocks with items by their number, each with the nearest one around it, outer ones first.
    #[must_use]
    pub fn blocks_with_items(&self) -> Vec<(u32, Option<u32>)> {
        if self.blocks.is_empty() || self.exprs.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut pending: Vec<(ExprId, Option<u32>)> = vec![(self.root, None)];
        while let Some((id, around)) = pending.pop() {
            let expr = self.expr(id);
            let around = match expr {
                Expr::Block { items: Some(block), .. } => {
                    found.push((*block, around));
                    Some(*block)
                }
                _ => around,
            };
            expr.for_each_child(|child| pending.push((child, around)));
        }
        found
    }

    /// The pattern of an id.
    #[must_use]
    pub fn pat(&self, id: PatId) -> &Pat {
        &self.pats[id.0 as usize]
    }
}

/// What kind of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// `{ … }`, `unsafe`, `const`.
    Plain,
    /// `async { … }`: its value is a future.
    Async,
    /// `try { … }`.
    Try,
}

/// A statement.
#[derive(Debug, Clone)]
pub enum Stmt {
    /// `let pat: ty = init else { … };`
    Let {
        /// What is bound.
        pat: PatId,
        /// The annotation.
        ty: Option<TypeRef>,
        /// The value.
        init: Option<ExprId>,
        /// The diverging block.
        otherwise: Option<ExprId>,
    },
    /// An expression, with or without a semicolon.
    Expr(ExprId),
}

/// How a loop repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopKind {
    /// `loop`.
    Loop,
    /// `while cond`.
    While,
    /// `for pat in expr`.
    For,
}

/// An expression.
#[derive(Debug, Clone)]
pub enum Expr {
    /// Nothing that matters or is known.
    Missing,
    /// A path.
    Path(Path),
    /// A literal.
    Literal(Literal),
    /// `f(a, b)`.
    Call {
        /// What is called.
        callee: ExprId,
        /// With what.
        args: Vec<ExprId>,
    },
    /// `x.f::<T>(a, b)`.
    MethodCall {
        /// The receiver.
        receiver: ExprId,
        /// The method.
        method: Name,
        /// Where its name stands.
        range: TextRange,
        /// Turbofish arguments.
        generics: Option<Box<GenericArgs>>,
        /// The other arguments.
        args: Vec<ExprId>,
    },
    /// `x.f`, `x.0`.
    Field(ExprId, Name),
    /// `x.await`.
    Await(ExprId),
    /// `x?`.
    Try(ExprId),
    /// `&x`.
    Reference(ExprId),
    /// `*x`.
    Deref(ExprId),
    /// `!x`, `-x`.
    Unary(ExprId),
    /// `a + b`, `a == b`, `a += b`.
    Binary(ExprId, ExprId),
    /// `a = b`.
    Assign(ExprId, ExprId),
    /// `x as T`.
    Cast(ExprId, TypeRef),
    /// `a[b]`.
    Index(ExprId, ExprId),
    /// `a..b`.
    Range(Option<ExprId>, Option<ExprId>),
    /// A block.
    Block {
        /// Its kind.
        kind: BlockKind,
        /// Its statements.
        stmts: Vec<Stmt>,
        /// Its value.
        tail: Option<ExprId>,
        /// Items declared in it: an index into [`Body::blocks`].
        items: Option<u32>,
    },
    /// `if cond { … } else …`.
    If {
        /// The condition.
        cond: ExprId,
        /// If so.
        then: ExprId,
        /// If not.
        otherwise: Option<ExprId>,
    },
    /// `let pat = expr` in a condition.
    Let(PatId, ExprId),
    /// `match x { … }`.
    Match {
        /// The value.
        scrutinee: ExprId,
        /// Pattern, guard, value.
        arms: Vec<(PatId, Option<ExprId>, ExprId)>,
    },
    /// A loop.
    Loop {
        /// Its kind.
        kind: LoopKind,
        /// `for`: what is bound.
        pat: Option<PatId>,
        /// The condition or what is iterated.
        head: Option<ExprId>,
        /// What is repeated.
        body: ExprId,
    },
    /// `|a, b| x`.
    Closure {
        /// Patterns and annotations.
        params: Vec<(PatId, Option<TypeRef>)>,
        /// The annotated result.
        ret: Option<TypeRef>,
        /// Its value.
        body: ExprId,
        /// `async |x| …`.
        is_async: bool,
    },
    /// `T { a: x, ..rest }`.
    Struct {
        /// The type or variant.
        path: Path,
        /// Fields given.
        fields: Vec<(Name, ExprId)>,
        /// The rest.
        rest: Option<ExprId>,
    },
    /// `(a, b)`.
    Tuple(Vec<ExprId>),
    /// `[a, b]`, `[a; n]`.
    Array(Vec<ExprId>),
    /// `return x`.
    Return(Option<ExprId>),
    /// `break x`.
    Break(Option<ExprId>),
    /// A macro call, with its arguments as far as they read as expressions.
    Macro {
        /// The macro.
        path: Path,
        /// Its arguments.
        args: Vec<ExprId>,
    },
}

/// A literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `"…"`.
    Str(Name),
    /// Of another primitive type, by name (`u32`; `int` and `float` when unsuffixed).
    Other(&'static str),
}

/// A pattern.
#[derive(Debug, Clone)]
pub enum Pat {
    /// `_`, `..`, literals, ranges.
    Wild,
    /// `x`, `ref x`, `x @ p`; may be a unit struct or constant.
    Bind {
        /// The name.
        name: Name,
        /// `ref`.
        by_ref: bool,
        /// After `@`.
        sub: Option<PatId>,
    },
    /// `Path`.
    Path(Path),
    /// `Path(a, .., b)`.
    TupleStruct(Path, Vec<PatId>, Option<usize>),
    /// `Path { a, b: p }`.
    Struct(Path, Vec<(Name, PatId)>),
    /// `(a, .., b)`.
    Tuple(Vec<PatId>, Option<usize>),
    /// `[a, b]`.
    Slice(Vec<PatId>),
    /// `&p`.
    Reference(PatId),
    /// `a | b`.
    Or(Vec<PatId>),
    /// `p: T` (closure parameters).
    Typed(PatId, TypeRef),
}

impl Pat {
    /// Calls `visit` with every direct subpattern.
    pub fn for_each_child(&self, mut visit: impl FnMut(PatId)) {
        match self {
            Self::Wild | Self::Path(_) => {}
            Self::Bind { sub, .. } => sub.iter().copied().for_each(visit),
            Self::TupleStruct(_, parts, _) | Self::Tuple(parts, _) | Self::Slice(parts) | Self::Or(parts) => {
                parts.iter().copied().for_each(visit);
            }
            Self::Struct(_, fields) => fields.iter().for_each(|(_, part)| visit(*part)),
            Self::Reference(inner) | Self::Typed(inner, _) => visit(*inner),
        }
    }
}

impl Expr {
    /// Calls `visit` with every direct subexpression, in evaluation order.
    pub fn for_each_child(&self, mut visit: impl FnMut(ExprId)) {
        match self {
            Self::Missing | Self::Path(_) | Self::Literal(_) => {}
            Self::Call { callee, args } => {
                visit(*callee);
                args.iter().copied().for_each(visit);
            }
            Self::MethodCall { receiver, args, .. } => {
                visit(*receiver);
                args.iter().copied().for_each(visit);
            }
            Self::Field(base, _)
            | Self::Await(base)
            | Self::Try(base)
            | Self::Reference(base)
            | Self::Deref(base)
            | Self::Unary(base)
            | Self::Cast(base, _)
            | Self::Let(_, base) => visit(*base),
            Self::Binary(left, right) | Self::Assign(left, right) | Self::Index(left, right) => {
                visit(*left);
                visit(*right);
            }
            Self::Range(start, end) => start.iter().chain(end).copied().for_each(visit),
            Self::Block { stmts, tail, .. } => {
                for stmt in stmts {
                    match stmt {
                        Stmt::Let { init, otherwise, .. } => init.iter().chain(otherwise).copied().for_each(&mut visit),
                        Stmt::Expr(expr) => visit(*expr),
                    }
                }
                tail.iter().copied().for_each(visit);
            }
            Self::If { cond, then, otherwise } => {
                visit(*cond);
                visit(*then);
                otherwise.iter().copied().for_each(visit);
            }
            Self::Match { scrutinee, arms } => {
                visit(*scrutinee);
                for (_, guard, value) in arms {
                    guard.iter().copied().for_each(&mut visit);
                    visit(*value);
                }
            }
            Self::Loop { head, body, .. } => {
                head.iter().copied().for_each(&mut visit);
                visit(*body);
            }
            Self::Closure { body, .. } => visit(*body),
            Self::Struct { fields, rest, .. } => {
                fields.iter().for_each(|(_, value)| visit(*value));
                rest.iter().copied().for_each(visit);
            }
            Self::Tuple(elems) | Self::Array(elems) | Self::Macro { args: elems, .. } => {
                elems.iter().copied().for_each(visit);
            }
            Self::Return(value) | Self::Break(value) => value.iter().copied().for_each(visit),
        }
    }
}
