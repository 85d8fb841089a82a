//! Inference of one body.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::World;
use super::locals::Locals;
use super::lower::Scope;
use super::ty::{MOST_PARTS, Subst, Ty};
use super::unify::Table;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner, Container, FnId, MacroId, StaticId};
use crate::syntax::body::{Body, ExprId};

/// What inference found out about one body.
#[derive(Debug, Clone, Default)]
pub struct BodyTypes {
    /// Types of expressions, by [`ExprId`].
    pub exprs: Vec<Ty>,
    /// Functions that paths and method calls mean.
    pub callees: FxHashMap<ExprId, Callee>,
    /// Method calls whose receiver is not known.
    pub unknown_methods: Vec<ExprId>,
    /// Struct literals and constructors of tuple structs.
    pub literals: FxHashMap<ExprId, AdtId>,
    /// Statics and constants that paths mean.
    pub statics: FxHashMap<ExprId, StaticId>,
    /// Macros of the codebase that are called.
    pub macros: FxHashMap<ExprId, MacroId>,
}

impl BodyTypes {
    /// The type of an expression.
    #[must_use]
    pub fn of(&self, expr: ExprId) -> &Ty {
        static UNKNOWN: Ty = Ty::Unknown;
        self.exprs.get(expr.0 as usize).unwrap_or(&UNKNOWN)
    }
}

/// A function that an expression means, with what its parameters stand for.
#[derive(Debug, Clone)]
pub struct Callee {
    /// The function; that of the `impl` where a trait's was named and the type is known.
    pub function: FnId,
    /// Arguments of its own and its container's generic parameters.
    pub subst: Subst,
    /// What it returns.
    pub ret: Ty,
}

/// A trait bound with associated types that waits for its type: `I: IntoIterator<Item = T>`.
pub(super) struct Obligation {
    pub(super) ty: Ty,
    pub(super) bound: super::ty::Bound,
}

/// State of inferring one body.
pub(super) struct Infer<'w, 'g> {
    pub(super) world: &'w World<'g>,
    pub(super) body: &'w Body,
    pub(super) id: BodyId,
    pub(super) scope: Scope,
    pub(super) table: Table,
    pub(super) locals: Locals,
    /// What `return` gives, innermost function or closure last.
    pub(super) returns: Vec<Ty>,
    /// What `break` gives, innermost loop last.
    pub(super) breaks: Vec<Ty>,
    pub(super) obligations: Vec<Obligation>,
    /// How many parts the types of expressions may still have.
    pub(super) parts_left: usize,
    pub(super) found: BodyTypes,
}

/// What the types of a body's expressions may have in parts, for each expression and besides: types could grow with every
/// expression, and what is kept of them must not.
const PARTS: (usize, usize) = (16, 4 * MOST_PARTS);

/// Infers the types of a body.
#[must_use]
pub fn infer_body(world: &World<'_>, id: BodyId) -> BodyTypes {
    let def = &world.graph[id];
    let Some(body) = def.body() else { return BodyTypes::default() };
    if body.exprs.is_empty() {
        return BodyTypes::default();
    }
    let scope = match def.owner {
        BodyOwner::Fn(function) => world.fn_scope(function),
        _ => world.container_scope(def.place.module, def.container),
    };
    let mut infer = Infer {
        world,
        body,
        id,
        scope,
        table: Table::default(),
        locals: Locals::default(),
        returns: Vec::new(),
        breaks: Vec::new(),
        obligations: Vec::new(),
        parts_left: PARTS.1 + PARTS.0 * body.exprs.len(),
        found: BodyTypes { exprs: vec![Ty::Unknown; body.exprs.len()], ..BodyTypes::default() },
    };
    infer.root(def.owner);
    infer.finish()
}

impl Infer<'_, '_> {
    fn root(&mut self, owner: BodyOwner) {
        let expected = match owner {
            BodyOwner::Fn(function) => self.parameters(function),
            BodyOwner::Static(declared) => {
                let ty = self.world.graph[declared].facts().map(|facts| self.world.lower(&facts.ty, &self.scope));
                ty.unwrap_or(Ty::Unknown)
            }
            _ => Ty::Hole,
        };
        let expected = self.table.fill(&expected);
        self.returns.push(expected.clone());
        let ty = self.expr(self.body.root, &expected);
        self.coerce(&ty, &expected);
        self.settle();
    }

    /// Binds the parameters of a function; gives what its body must evaluate to.
    fn parameters(&mut self, function: FnId) -> Ty {
        let world = self.world;
        if world.graph[function].signature().is_none() {
            return Ty::Unknown;
        }
        if let Some(receiver) = world.receiver(function) {
            self.locals.bind(SmolStr::new_static("self"), receiver.into_owned());
        }
        for (pat, ty) in self.body.params.iter().zip(world.params(function).iter()) {
            let ty = self.table.fill(ty);
            self.pat(*pat, &ty);
        }
        world.ret(function).map_or_else(Ty::unit, Cow::into_owned)
    }

    /// What was found, with every variable replaced by what it stands for.
    fn finish(mut self) -> BodyTypes {
        let mut found = std::mem::take(&mut self.found);
        self.parts_left = PARTS.1 + PARTS.0 * found.exprs.len();
        for ty in &mut found.exprs {
            if !ty.is_free_of(|part| matches!(part, Ty::Var(_) | Ty::Assoc(..))) {
                *ty = self.table.deep(self.world, ty);
            }
            *ty = self.afford(std::mem::replace(ty, Ty::Unknown));
        }
        for callee in found.callees.values_mut() {
            for (_, args) in &mut callee.subst.0 {
                for arg in args {
                    *arg = self.table.deep(self.world, arg);
                }
            }
            callee.ret = self.table.deep(self.world, &callee.ret);
            self.world.settle_callee(callee);
        }
        found
    }

    /// The type, or `Unknown` when it is too large to be kept.
    pub(super) fn afford(&mut self, ty: Ty) -> Ty {
        // The first part costs nothing: without it there would be no type at all.
        let cost = ty.parts() - 1;
        if cost >= MOST_PARTS || cost > self.parts_left {
            return Ty::Unknown;
        }
        self.parts_left -= cost;
        ty
    }

    /// What a type stands for, at its outermost.
    pub(super) fn shallow(&self, ty: &Ty) -> Ty {
        self.known(ty).into_owned()
    }

    /// The same, not copied where it need not be.
    pub(super) fn known<'t>(&self, ty: &'t Ty) -> Cow<'t, Ty> {
        self.table.known(self.world, ty)
    }

    /// Makes the type of an expression fit where it is used: references are stripped or followed as coercion does.
    pub(super) fn coerce(&mut self, actual: &Ty, expected: &Ty) {
        let actual = self.known(actual);
        let expected = self.known(expected);
        match (actual.as_ref(), expected.as_ref()) {
            (Ty::Var(_), _) | (_, Ty::Var(_)) => {
                self.table.unify(self.world, &actual, &expected);
            }
            (Ty::Ref(inner), Ty::Ref(wanted)) => self.coerce(inner, wanted),
            (Ty::Slice(_), Ty::Slice(_)) => {
                self.table.unify(self.world, &actual, &expected);
            }
            (Ty::Adt(a, _), Ty::Adt(b, _)) if a != b => {
                // Deref coercion of what a reference led to, and unsizing of `Box<T>` to `Box<dyn …>`.
                let mut ty = actual.clone().into_owned();
                for _ in 0..8 {
                    let Some(next) = self.deref(&ty) else { return };
                    ty = self.shallow(&next);
                    if matches!(&ty, Ty::Adt(reached, _) if reached == b) {
                        self.table.unify(self.world, &ty, &expected);
                        return;
                    }
                }
            }
            _ => {
                self.table.unify(self.world, &actual, &expected);
            }
        }
    }

    /// Waits no longer: what a bound says of a type that has become known is unified with it.
    pub(super) fn settle(&mut self) {
        let mut pending = std::mem::take(&mut self.obligations);
        let mut budget = 256_u32;
        while let Some(obligation) = pending.pop() {
            let ty = self.table.resolve(&obligation.ty);
            if matches!(ty, Ty::Var(_)) || budget == 0 {
                self.obligations.push(obligation);
                continue;
            }
            budget -= 1;
            for (name, wanted) in &obligation.bound.bindings {
                let Some(of) = obligation.bound.of else { continue };
                let of = self.world.declaring_trait(of, name, 0).unwrap_or(of);
                if let Some(value) = self.world.project(&ty, of, name) {
                    self.table.unify(self.world, &value, wanted);
                }
            }
            if !obligation.bound.args.is_empty() {
                self.settle_args(&ty, &obligation.bound, &mut pending);
            }
        }
    }

    /// `Vec<_>: FromIterator<A>`: the one `impl` that fits says what the arguments are, and asks for its own bounds in turn.
    fn settle_args(&mut self, ty: &Ty, bound: &super::ty::Bound, pending: &mut Vec<Obligation>) {
        let world = self.world;
        let Some(of) = bound.of else { return };
        let mut fitting = world.candidates(ty).filter(|id| {
            let header = world.impls.header(*id).and_then(|header| header.of.as_ref());
            header.and_then(|header| header.of) == Some(of) && world.match_impl(*id, ty).is_some()
        });
        let (Some(id), None) = (fitting.next(), fitting.next()) else { return };
        let Some(header) = world.impls.header(id) else { return };
        let owner = super::ty::Owner::Impl(id);
        let subst = Subst::one(owner, world.fresh_args(&mut self.table, owner));
        self.table.unify(world, &header.self_ty.subst(&subst), ty);
        for (own, arg) in header.of.iter().flat_map(|header| &header.args).zip(&bound.args) {
            self.table.unify(world, &own.subst(&subst), arg);
        }
        let scope = world.container_scope(world.graph[id].place.module, Container::Impl(id));
        let Some(facts) = world.graph[id].facts() else { return };
        for (bounded, paths) in &facts.generics.predicates {
            let ty = world.lower(bounded, &scope).subst(&subst);
            for path in paths {
                let bound = super::paths::subst_bound(&world.bound(path, &scope), &subst);
                if !bound.args.is_empty() || !bound.bindings.is_empty() {
                    pending.push(Obligation { ty: ty.clone(), bound });
                }
            }
        }
    }
}

impl World<'_> {
    /// Where a trait's function was named, takes that of the `impl` for the type; where `into`, `try_into` or `parse` was, the
    /// `from`, `try_from` or `from_str` it ends in.
    fn settle_callee(&self, callee: &mut Callee) {
        let Container::Trait(of) = self.graph[callee.function].container else {
            self.settle_parse(callee);
            self.settle_default(callee);
            return;
        };
        let owner = super::ty::Owner::Trait(of);
        let Some([self_ty, args @ ..]) = callee.subst.of(owner) else { return };
        let conversion = match (Some(of), self.lang) {
            (of, lang) if of == lang.into => lang.from,
            (of, lang) if of == lang.try_into => lang.try_from,
            _ => None,
        };
        let selected = match (conversion, args) {
            (Some(from), [target, ..]) => {
                let target = target.clone();
                let source = self_ty.clone();
                self.graph[from]
                    .fns
                    .first()
                    .and_then(|function| self.select(*function, &target, std::slice::from_ref(&source)))
            }
            _ => self.select(callee.function, self_ty, args),
        };
        if let Some(function) = selected {
            callee.function = function;
        }
    }

    /// A library function that asks for `T: Default` asks in order to call it: `unwrap_or_default`, `mem::take`.
    fn settle_default(&self, callee: &mut Callee) {
        let def = &self.graph[callee.function];
        if def.place.file != crate::resolve::graph::NO_FILE || self.lang.default.is_none() {
            return;
        }
        let Some(signature) = def.signature() else { return };
        let scope = self.fn_scope(callee.function);
        let asked = signature
            .generics
            .predicates
            .iter()
            .find(|(_, paths)| paths.iter().any(|path| self.bound(path, &scope).of == self.lang.default));
        if let Some((bounded, _)) = asked
            && let Some(function) = self.default_of(&self.lower(bounded, &scope).subst(&callee.subst))
        {
            callee.function = function;
        }
    }

    fn settle_parse(&self, callee: &mut Callee) {
        let Some(from_str) = self.lang.from_str else { return };
        if self.graph[callee.function].name() != "parse"
            || self.graph[callee.function].place.file != crate::resolve::graph::NO_FILE
        {
            return;
        }
        let owner = super::ty::Owner::Fn(callee.function);
        if let Some([target, ..]) = callee.subst.of(owner)
            && let Some(first) = self.graph[from_str].fns.first()
            && let Some(function) = self.select(*first, target, &[])
        {
            callee.function = function;
        }
    }
}
