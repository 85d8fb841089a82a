//! The paths of items and bodies, each with what it names.

use super::body::{Body, Expr, ExprId, Pat, PatId, Stmt};
use super::facts::{AssocKind, Attrs, Impl, Item, ItemKind, Signature, Trait};
use super::types::{GenericArgs, Generics, Path, TypeRef};

/// What the last segment of a path is looked up as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathRole {
    /// A type, trait or module.
    Type,
    /// A function, static or constructor.
    Value,
}

/// What is called with every path.
pub type Visit<'v> = dyn FnMut(&Path, PathRole) + 'v;

impl Path {
    /// Visits this path and those in its arguments and its qualification.
    pub fn for_each_path(&self, role: PathRole, visit: &mut Visit<'_>) {
        match &self.qself {
            // What is qualified begins with the trait, or with nothing that could be looked up.
            Some(qself) => qself.0.for_each_path(visit),
            None => visit(self, role),
        }
        for args in self.segments.iter().filter_map(|segment| segment.args.as_deref()) {
            args.for_each_path(visit);
        }
    }
}

impl GenericArgs {
    /// Visits the paths of all arguments.
    pub fn for_each_path(&self, visit: &mut Visit<'_>) {
        self.types.iter().for_each(|ty| ty.for_each_path(visit));
        self.bindings.iter().for_each(|(_, ty)| ty.for_each_path(visit));
    }
}

impl TypeRef {
    /// Visits every path of a type.
    pub fn for_each_path(&self, visit: &mut Visit<'_>) {
        match self {
            Self::Path(path) => path.for_each_path(PathRole::Type, visit),
            Self::Reference(inner) | Self::Pointer(inner) | Self::Slice(inner) => inner.for_each_path(visit),
            Self::Tuple(parts) => parts.iter().for_each(|part| part.for_each_path(visit)),
            Self::Function(params, ret) => {
                params.iter().for_each(|param| param.for_each_path(visit));
                ret.for_each_path(visit);
            }
            Self::Impl(bounds) | Self::Dyn(bounds) => each_bound(bounds, visit),
            Self::Never | Self::Infer | Self::Unknown => {}
        }
    }
}

impl Generics {
    /// Visits the paths of defaults and bounds.
    pub fn for_each_path(&self, visit: &mut Visit<'_>) {
        self.params.iter().filter_map(|param| param.default.as_ref()).for_each(|ty| ty.for_each_path(visit));
        for (bounded, bounds) in &self.predicates {
            bounded.for_each_path(visit);
            each_bound(bounds, visit);
        }
    }
}

impl Signature {
    /// Visits the paths of parameters, result and generics.
    pub fn for_each_path(&self, visit: &mut Visit<'_>) {
        self.generics.for_each_path(visit);
        self.receiver.iter().chain(&self.params).chain(&self.ret).for_each(|ty| ty.for_each_path(visit));
    }
}

impl Attrs {
    fn for_each_path(&self, visit: &mut Visit<'_>) {
        self.derives.iter().for_each(|path| path.for_each_path(PathRole::Type, visit));
    }
}

impl Item {
    /// Visits the paths of an item's own declaration: types, bounds, derives. Bodies, inner items and `use` have their own.
    pub fn for_each_path(&self, visit: &mut Visit<'_>) {
        self.attrs.for_each_path(visit);
        match &self.kind {
            ItemKind::Adt(adt) => {
                adt.generics.for_each_path(visit);
                let fields = adt.variants.iter().flat_map(|variant| &variant.fields);
                fields.for_each(|field| field.ty.for_each_path(visit));
            }
            ItemKind::Alias(generics, ty) => {
                generics.for_each_path(visit);
                ty.for_each_path(visit);
            }
            ItemKind::Fn(function) => function.signature.for_each_path(visit),
            ItemKind::Static(item) => item.ty.for_each_path(visit),
            ItemKind::Trait(item) => item.for_each_path(visit),
            ItemKind::Impl(item) => item.for_each_path(visit),
            ItemKind::Mod(_)
            | ItemKind::Use(_)
            | ItemKind::ExternCrate(_)
            | ItemKind::MacroRules(_)
            | ItemKind::MacroCall(_) => {}
        }
    }
}

impl Trait {
    fn for_each_path(&self, visit: &mut Visit<'_>) {
        self.generics.for_each_path(visit);
        each_bound(&self.supertraits, visit);
        self.items.iter().for_each(|item| item.kind.for_each_path(visit));
    }
}

impl Impl {
    fn for_each_path(&self, visit: &mut Visit<'_>) {
        self.generics.for_each_path(visit);
        self.of_trait.iter().for_each(|path| path.for_each_path(PathRole::Type, visit));
        self.self_ty.for_each_path(visit);
        self.items.iter().for_each(|item| item.kind.for_each_path(visit));
    }
}

impl AssocKind {
    fn for_each_path(&self, visit: &mut Visit<'_>) {
        match self {
            Self::Fn(function) => function.signature.for_each_path(visit),
            Self::Type(bounds, value) => {
                each_bound(bounds, visit);
                value.iter().for_each(|ty| ty.for_each_path(visit));
            }
            Self::Const(item) => item.ty.for_each_path(visit),
            Self::MacroCall(_) => {}
        }
    }
}

impl Body {
    /// Visits every path of a body, with the innermost block around it that declares items.
    pub fn for_each_path(&self, visit: &mut dyn FnMut(&Path, PathRole, Option<u32>)) {
        if self.exprs.is_empty() {
            return;
        }
        for pat in &self.params {
            self.pat_paths(*pat, &mut |path, role| visit(path, role, None));
        }
        let mut pending: Vec<(ExprId, Option<u32>)> = vec![(self.root, None)];
        while let Some((id, around)) = pending.pop() {
            let expr = self.expr(id);
            let around = match expr {
                Expr::Block { items: Some(block), .. } => Some(*block),
                _ => around,
            };
            self.own_paths(expr, &mut |path, role| visit(path, role, around));
            expr.for_each_child(|child| pending.push((child, around)));
        }
    }

    /// The paths of one expression, those of its subexpressions left out.
    fn own_paths(&self, expr: &Expr, visit: &mut Visit<'_>) {
        match expr {
            Expr::Path(path) => path.for_each_path(PathRole::Value, visit),
            Expr::Struct { path, .. } => path.for_each_path(PathRole::Type, visit),
            Expr::Cast(_, ty) => ty.for_each_path(visit),
            Expr::MethodCall { generics: Some(args), .. } => args.for_each_path(visit),
            Expr::Block { stmts, .. } => {
                for stmt in stmts {
                    if let Stmt::Let { pat, ty, .. } = stmt {
                        self.pat_paths(*pat, visit);
                        ty.iter().for_each(|ty| ty.for_each_path(visit));
                    }
                }
            }
            Expr::Let(pat, _) | Expr::Loop { pat: Some(pat), .. } => self.pat_paths(*pat, visit),
            Expr::Match { arms, .. } => arms.iter().for_each(|(pat, _, _)| self.pat_paths(*pat, visit)),
            Expr::Closure { params, ret, .. } => {
                for (pat, ty) in params {
                    self.pat_paths(*pat, visit);
                    ty.iter().for_each(|ty| ty.for_each_path(visit));
                }
                ret.iter().for_each(|ty| ty.for_each_path(visit));
            }
            _ => {}
        }
    }

    fn pat_paths(&self, pat: PatId, visit: &mut Visit<'_>) {
        match self.pat(pat) {
            Pat::Wild | Pat::Bind { sub: None, .. } => {}
            Pat::Path(path) => path.for_each_path(PathRole::Value, visit),
            Pat::TupleStruct(path, parts, _) => {
                path.for_each_path(PathRole::Value, visit);
                parts.iter().for_each(|part| self.pat_paths(*part, visit));
            }
            Pat::Struct(path, fields) => {
                path.for_each_path(PathRole::Type, visit);
                fields.iter().for_each(|(_, part)| self.pat_paths(*part, visit));
            }
            Pat::Tuple(parts, _) | Pat::Slice(parts) | Pat::Or(parts) => {
                parts.iter().for_each(|part| self.pat_paths(*part, visit));
            }
            Pat::Reference(inner) | Pat::Bind { sub: Some(inner), .. } => self.pat_paths(*inner, visit),
            Pat::Typed(inner, ty) => {
                self.pat_paths(*inner, visit);
                ty.for_each_path(visit);
            }
        }
    }
}

fn each_bound(bounds: &[Path], visit: &mut Visit<'_>) {
    bounds.iter().for_each(|path| path.for_each_path(PathRole::Type, visit));
}
