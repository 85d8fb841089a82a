//! Paths in expressions: locals, functions, constructors, associated functions.

use super::body::{Callee, Infer, Obligation};
use super::ty::{Owner, Subst, Ty};
use crate::resolve::graph::{AdtId, Container, Def, FnId, Namespace, StaticId, TraitId};
use crate::syntax::body::ExprId;
use crate::syntax::hygiene;
use crate::syntax::types::{GenericArgs, Path, Segment};

/// A function with its parameters instantiated.
pub(super) struct Instance {
    pub(super) function: FnId,
    pub(super) subst: Subst,
    pub(super) receiver: Option<Ty>,
    pub(super) params: Vec<Ty>,
    pub(super) ret: Ty,
}

/// An associated item of a type.
pub(super) enum Associated {
    /// A function, with the arguments of its `impl` or trait.
    Fn(FnId, Subst),
    /// A constant.
    Const(StaticId, Subst),
}

impl Infer<'_, '_> {
    pub(super) fn path(&mut self, id: ExprId, path: &Path, expected: &Ty) -> Ty {
        if let Some(name) = path.as_name() {
            if let Some(ty) = self.locals.get(name) {
                return ty.clone();
            }
            // No variable of its macro: an item then, and what these mean depends on the call alone.
            let item = hygiene::bare(name);
            if item != *name {
                let segments = path.segments.iter().map(|segment| Segment { name: item.clone(), ..segment.clone() });
                return self.resolved_path(id, &Path { segments: segments.collect(), ..path.clone() }, expected);
            }
        }
        if let Some(qself) = &path.qself {
            return self.qualified(id, path, &qself.0, qself.1);
        }
        let Some(first) = path.segments.first() else { return Ty::Unknown };
        if !path.global {
            let base = match first.name.as_str() {
                "Self" => self.scope.self_ty.clone(),
                _ => self.world.param(&first.name, &self.scope),
            };
            if let Some(base) = base {
                return match path.segments.get(1..) {
                    Some([]) => self.constructor_of(id, &base),
                    Some([only]) => self.associated_path(id, &base, only),
                    _ => Ty::Unknown,
                };
            }
        }
        self.resolved_path(id, path, expected)
    }

    fn resolved_path(&mut self, id: ExprId, path: &Path, expected: &Ty) -> Ty {
        let resolution = self.world.graph.resolve(self.scope.module, path, Namespace::Value);
        let rest = path.segments.get(resolution.consumed..).unwrap_or_default();
        let last = resolution.consumed.checked_sub(1).and_then(|last| path.segments.get(last));
        let before = resolution.consumed.checked_sub(2).and_then(|last| path.segments.get(last));
        let args = last.and_then(|segment| segment.args.as_deref());
        for def in &resolution.defs {
            let ty = match rest {
                [] => self.value(id, def, args, before.and_then(|segment| segment.args.as_deref()), expected),
                [only] => self.type_relative(id, def, args, only),
                _ => Ty::Unknown,
            };
            if ty != Ty::Unknown {
                return ty;
            }
        }
        Ty::Unknown
    }

    /// A path that is a value by itself.
    fn value(
        &mut self,
        id: ExprId,
        def: &Def,
        args: Option<&GenericArgs>,
        enum_args: Option<&GenericArgs>,
        expected: &Ty,
    ) -> Ty {
        match def {
            Def::Fn(function) => {
                let instance = self.instantiate(*function, Subst::default(), args);
                self.record_path(id, instance)
            }
            Def::Static(declared) => {
                self.found.statics.insert(id, *declared);
                self.static_type(*declared, &Subst::default())
            }
            Def::Adt(_) => {
                let ty = self.world.lower_in_expr(def, args, &self.scope);
                self.constructor_of(id, &ty)
            }
            Def::Variant(adt, variant) => {
                let ty = self.world.lower_in_expr(&Def::Adt(*adt), args.or(enum_args), &self.scope);
                let ty = self.table.fill(&ty);
                self.table.unify(self.world, expected, &ty);
                self.variant_value(id, *adt, *variant, ty)
            }
            _ => Ty::Unknown,
        }
    }

    pub(super) fn static_type(&mut self, declared: StaticId, subst: &Subst) -> Ty {
        let def = &self.world.graph[declared];
        let scope = self.world.container_scope(def.place.module, def.container);
        let Some(facts) = def.facts() else { return Ty::Unknown };
        self.world.lower(&facts.ty, &scope).subst(subst)
    }

    /// `Type::name`, the type reached by a path.
    fn type_relative(&mut self, id: ExprId, def: &Def, args: Option<&GenericArgs>, name: &Segment) -> Ty {
        if let Def::Trait(of) = def {
            let own = self.table.fresh();
            return self.trait_path(id, *of, own, args, name);
        }
        let ty = self.world.lower_in_expr(def, args, &self.scope);
        let ty = self.table.fill(&ty);
        self.associated_path(id, &ty, name)
    }

    /// `<T>::name`, `<T as Trait>::name`.
    fn qualified(&mut self, id: ExprId, path: &Path, ty: &crate::syntax::types::TypeRef, position: usize) -> Ty {
        let ty = self.lowered(ty);
        if position == 0 {
            return match path.segments.as_slice() {
                [only] => self.associated_path(id, &ty, only),
                _ => Ty::Unknown,
            };
        }
        let of = self.world.trait_prefix(path, position, self.scope.module);
        match (of, path.segments.get(position..)) {
            (Some(of), Some([only])) => {
                let args = path.segments[position - 1].args.as_deref();
                self.trait_path(id, of, ty, args, only)
            }
            // A trait of an unknown crate: the function may still be one of the type's own.
            (None, Some([only])) => self.associated_path(id, &ty, only),
            _ => Ty::Unknown,
        }
    }

    /// A trait's function for a type that may still be a variable.
    fn trait_path(&mut self, id: ExprId, of: TraitId, own: Ty, args: Option<&GenericArgs>, name: &Segment) -> Ty {
        let Some((of, function)) = self.world.trait_with_fn(of, &name.name, 0) else {
            // No function: a constant, which the type's `impl` or bound says.
            return self.associated_path(id, &own, name);
        };
        let mut all = vec![own];
        let written: Vec<Ty> =
            args.map_or_else(Vec::new, |args| args.types.iter().map(|ty| self.lowered(ty)).collect());
        let owner = Owner::Trait(of);
        let count = self.world.fresh_args(&mut self.table, owner).len();
        for at in 1..count {
            let arg = written.get(at - 1).cloned().unwrap_or_else(|| self.table.fresh());
            all.push(arg);
        }
        let instance = self.instantiate(function, Subst::one(owner, all), name.args.as_deref());
        self.record_path(id, instance)
    }

    fn associated_path(&mut self, id: ExprId, ty: &Ty, name: &Segment) -> Ty {
        let ty = self.table.fill(ty);
        if let Ty::Adt(adt, _) = &ty
            && self.world.is_enum(*adt)
            && let Some(facts) = self.world.graph[*adt].adt()
            && let Some(at) = facts.variants.iter().position(|variant| variant.name == name.name)
        {
            return self.variant_value(id, *adt, crate::position::to_u32(at), ty.clone());
        }
        match self.associated(&ty, &name.name, false) {
            Some(Associated::Fn(function, subst)) => {
                let instance = self.instantiate(function, subst, name.args.as_deref());
                self.record_path(id, instance)
            }
            Some(Associated::Const(declared, subst)) => {
                self.found.statics.insert(id, declared);
                self.static_type(declared, &subst)
            }
            None => match &ty {
                // `Cmd::get("k")`: what is not declared of a builder makes one.
                Ty::Adt(adt, _) if self.world.fluent.contains(adt) => Ty::Fn(Vec::new(), Box::new(ty)),
                _ => Ty::Unknown,
            },
        }
    }

    /// The constructor of a tuple struct, or the value of a unit struct.
    fn constructor_of(&mut self, id: ExprId, ty: &Ty) -> Ty {
        let ty = self.table.fill(ty);
        match &ty {
            Ty::Adt(adt, _) => self.variant_value(id, *adt, 0, ty.clone()),
            _ => Ty::Unknown,
        }
    }

    fn variant_value(&mut self, id: ExprId, adt: AdtId, variant: u32, ty: Ty) -> Ty {
        self.found.literals.insert(id, adt);
        let Ty::Adt(_, args) = &ty else { return Ty::Unknown };
        let tuple = self.world.graph[adt]
            .adt()
            .and_then(|facts| facts.variants.get(variant as usize))
            .is_some_and(|variant| variant.tuple);
        let fields = self.field_types(adt, variant, args.clone());
        if tuple { Ty::Fn(fields.into_iter().map(|(_, ty)| ty).collect(), Box::new(ty)) } else { ty }
    }

    /// Remembers which function a path means; gives its type.
    pub(super) fn record_path(&mut self, id: ExprId, instance: Instance) -> Ty {
        let Instance { function, subst, receiver, params, ret } = instance;
        self.found.callees.insert(id, Callee { function, subst, ret: ret.clone() });
        Ty::Fn(receiver.into_iter().chain(params).collect(), Box::new(ret))
    }

    /// A function with fresh variables for its own parameters and those of its container that `known` leaves open.
    pub(super) fn instantiate(&mut self, function: FnId, known: Subst, turbofish: Option<&GenericArgs>) -> Instance {
        let world = self.world;
        let def = &world.graph[function];
        let mut subst = known;
        let container = match def.container {
            Container::Module => None,
            Container::Impl(id) => Some(Owner::Impl(id)),
            Container::Trait(of) => Some(Owner::Trait(of)),
        };
        if let Some(owner) = container
            && subst.of(owner).is_none()
        {
            let fresh = world.fresh_args(&mut self.table, owner);
            subst.push(owner, fresh);
        }
        let owner = Owner::Fn(function);
        let mut own = world.fresh_args(&mut self.table, owner);
        if let Some(written) = turbofish {
            for (at, ty) in written.types.iter().enumerate().take(own.len()) {
                own[at] = self.lowered(ty);
            }
        }
        subst.push(owner, own);
        self.assume_bounds(function, &subst);
        let Some(signature) = def.signature() else {
            return Instance { function, subst, receiver: None, params: Vec::new(), ret: Ty::Unknown };
        };
        let mut filled = |ty: &Ty| self.table.fill(&ty.subst(&subst));
        let receiver = world.receiver(function).map(|ty| filled(&ty));
        let params = world.params(function).iter().map(&mut filled).collect();
        let ret = world.ret(function).map_or_else(Ty::unit, |ty| filled(&ty));
        let ret = if signature.is_async { Ty::Future(Box::new(ret)) } else { ret };
        Instance { function, subst, receiver, params, ret }
    }

    /// What bounds say about fresh variables: `F: Fn(A) -> B` is a function, `Fut: Future<Output = T>` a future;
    /// `I: IntoIterator<Item = T>` waits until `I` is known.
    fn assume_bounds(&mut self, function: FnId, subst: &Subst) {
        let world = self.world;
        for (ty, bound) in world.fn_bounds(function).iter() {
            let ty = ty.subst(subst);
            let bound = subst_bound(bound, subst);
            match (world.bound_as_type(&bound), self.shallow(&ty)) {
                (Some(known), Ty::Var(_)) if !is_iterator(world, &bound) => {
                    let known = self.table.fill(&known);
                    self.table.unify(world, &ty, &known);
                }
                _ if !bound.bindings.is_empty() || !bound.args.is_empty() => {
                    self.obligations.push(Obligation { ty, bound });
                }
                _ => {}
            }
        }
    }
}

/// An iterator bound names a capability of many types, so it must not fix the variable.
fn is_iterator(world: &super::World<'_>, bound: &super::ty::Bound) -> bool {
    bound.of.is_some() && bound.of == world.lang.iterator
}

pub(super) fn subst_bound(bound: &super::ty::Bound, subst: &Subst) -> super::ty::Bound {
    super::ty::Bound {
        of: bound.of,
        args: bound.args.iter().map(|ty| ty.subst(subst)).collect(),
        bindings: bound.bindings.iter().map(|(name, ty)| (name.clone(), ty.subst(subst))).collect(),
    }
}
