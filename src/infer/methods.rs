//! Associated items of types, and methods by autoderef (Rust reference, "Method-call expressions").

use rustc_hash::FxHashSet;

use super::body::{Callee, Infer};
use super::paths::{Associated, Instance};
use super::ty::{Bound, Owner, Subst, Ty};
use crate::resolve::graph::{Container, FnId, NO_FILE, StaticId};
use crate::syntax::body::ExprId;
use crate::syntax::types::{GenericArgs, Name};

/// Steps of autoderef.
const DEREFS: usize = 12;

impl Infer<'_, '_> {
    pub(super) fn method_call(
        &mut self,
        id: ExprId,
        receiver: ExprId,
        method: &Name,
        generics: Option<&GenericArgs>,
        args: &[ExprId],
        expected: &Ty,
    ) -> Ty {
        let receiver = self.any(receiver);
        if let Some(instance) = self.method(&receiver, method, generics) {
            let Instance { function, subst, receiver: own, params, ret } = instance;
            if let Some(own) = own {
                self.receive(&receiver, &own);
            }
            self.found.callees.insert(id, Callee { function, subst, ret: ret.clone() });
            self.wish(&ret, expected);
            self.arguments(args, &params);
            self.settle();
            return self.shallow(&ret);
        }
        for arg in args {
            self.any(*arg);
        }
        self.undeclared_method(id, &receiver, method)
    }

    /// The context's wish for a result: only what is still open can follow it.
    pub(super) fn wish(&mut self, ret: &Ty, expected: &Ty) {
        let expected = self.known(expected);
        if matches!(*expected, Ty::Hole | Ty::Unknown | Ty::Var(_)) {
            return;
        }
        let snapshot = self.table.snapshot();
        if !self.table.unify(self.world, ret, &expected) {
            self.table.rollback(snapshot);
        }
    }

    /// Unifies a receiver with the type of `self` as far as autoderef allows.
    fn receive(&mut self, receiver: &Ty, own: &Ty) {
        let own = self.behind_refs(own);
        let mut ty = self.behind_refs(receiver);
        for _ in 0..DEREFS {
            let snapshot = self.table.snapshot();
            if self.table.unify(self.world, &ty, &own) {
                return;
            }
            self.table.rollback(snapshot);
            let Some(next) = self.deref(&ty) else { return };
            ty = self.behind_refs(&next);
        }
    }

    fn undeclared_method(&mut self, id: ExprId, receiver: &Ty, method: &Name) -> Ty {
        let ty = self.behind_refs(receiver);
        match (&ty, method.as_str()) {
            (Ty::Unknown | Ty::Var(_) | Ty::Assoc(..) | Ty::Hole, _) => {
                self.found.unknown_methods.push(id);
                Ty::Unknown
            }
            (_, "clone" | "to_owned") => ty,
            (Ty::Adt(adt, _), _) if self.world.fluent.contains(adt) => ty,
            _ => Ty::Unknown,
        }
    }

    /// The method a name means on a receiver, instantiated.
    fn method(&mut self, receiver: &Ty, name: &Name, generics: Option<&GenericArgs>) -> Option<Instance> {
        let mut ty = self.shallow(receiver);
        for _ in 0..DEREFS {
            if matches!(ty, Ty::Var(_) | Ty::Unknown | Ty::Hole) {
                return None;
            }
            // An inherent method of `T` that takes `&self` comes before a trait's method for `&T`.
            if let Ty::Ref(inner) = &ty {
                let inner = self.known(inner);
                if let Some(Associated::Fn(function, subst)) = self.inherent(&inner, name, true) {
                    return Some(self.instantiate(function, subst, generics));
                }
            }
            if let Some(Associated::Fn(function, subst)) = self.associated(&ty, name, true) {
                return Some(self.instantiate(function, subst, generics));
            }
            // `clone` of a pointer clones the pointer: do not look behind it.
            if name == "clone" && !matches!(ty, Ty::Ref(_)) {
                return None;
            }
            let next = self.deref(&ty).or_else(|| behind_foreign(&ty))?;
            ty = self.shallow(&next);
        }
        None
    }

    /// An associated function or constant of a type; with `method`, one that takes `self`.
    pub(super) fn associated(&mut self, ty: &Ty, name: &Name, method: bool) -> Option<Associated> {
        let ty = self.known(ty);
        match ty.as_ref() {
            Ty::Var(_) | Ty::Unknown | Ty::Hole | Ty::Never => return None,
            Ty::Param(owner, _) => {
                let bounds = self.world.bounds_of(&ty, *owner, &self.scope);
                if let Some(found) = self.in_bounds(&ty, &bounds, name, method) {
                    return Some(found);
                }
            }
            Ty::Bounds(bounds) => {
                if let Some(found) = self.in_bounds(&ty, bounds, name, method) {
                    return Some(found);
                }
            }
            Ty::Assoc(_, of, assoc) => {
                // `T::Pool: ManagerPool` declared in the trait.
                let bounds = self.assoc_bounds(*of, assoc);
                if let Some(found) = self.in_bounds(&ty, &bounds, name, method) {
                    return Some(found);
                }
            }
            _ => {}
        }
        self.inherent(&ty, name, method).or_else(|| self.in_traits(&ty, name, method))
    }

    fn assoc_bounds(&self, of: crate::resolve::graph::TraitId, assoc: &Name) -> Vec<Bound> {
        let scope = self.world.container_scope(self.world.graph[of].place.module, Container::Trait(of));
        let declared = self.world.graph[of].associated_type(assoc);
        declared.map_or_else(Vec::new, |(paths, _)| paths.iter().map(|path| self.world.bound(path, &scope)).collect())
    }

    /// A trait's function or constant that bounds give, supertraits included.
    fn in_bounds(&mut self, ty: &Ty, bounds: &[Bound], name: &Name, method: bool) -> Option<Associated> {
        let mut pending: Vec<(Bound, u32)> = bounds.iter().map(|bound| (bound.clone(), 0)).collect();
        let mut seen = FxHashSet::default();
        while let Some((bound, depth)) = pending.pop() {
            let Some(of) = bound.of.filter(|of| seen.insert(*of)) else { continue };
            let owner = Owner::Trait(of);
            let mut args = vec![ty.clone()];
            args.extend(bound.args.iter().cloned());
            let count = super::lower::own_params(self.world.graph, owner).len();
            while args.len() < count {
                args.push(self.table.fresh());
            }
            let found = self.world.graph[of].fns.iter().copied().find(|function| self.fits(*function, name, method));
            if let Some(function) = found {
                return Some(Associated::Fn(function, Subst::one(owner, args)));
            }
            if !method && let Some(declared) = self.world.impls.constant_of(of, name) {
                return Some(Associated::Const(declared, Subst::one(owner, args)));
            }
            if depth < 8 {
                let subst = Subst::one(owner, args);
                for base in self.world.supertraits(of) {
                    let args = base.args.iter().map(|arg| arg.subst(&subst)).collect();
                    pending.push((Bound { args, ..base }, depth + 1));
                }
            }
        }
        None
    }

    fn fits(&self, function: FnId, name: &Name, method: bool) -> bool {
        let def = &self.world.graph[function];
        def.name() == name && (!method || def.signature().is_some_and(|signature| signature.receiver.is_some()))
    }

    fn inherent(&mut self, ty: &Ty, name: &Name, method: bool) -> Option<Associated> {
        let world = self.world;
        if let Ty::Adt(adt, _) = ty {
            world.graph.ask_impls(*adt, Some(name));
        }
        for id in world.candidates(ty) {
            let Some(header) = world.impls.header(id) else { continue };
            let own = world.graph[id].fns.iter().copied().find(|function| self.fits(*function, name, method));
            // Functions of traits are found through the trait; constants have no other way.
            let function = own.filter(|_| header.inherent);
            let constant = if method { None } else { world.impls.constant(id, name) };
            if function.is_none() && constant.is_none() {
                continue;
            }
            if let Some(subst) = self.match_impl(id, &header.self_ty, ty) {
                return match (function, constant) {
                    (Some(function), _) => Some(Associated::Fn(function, subst)),
                    (None, Some(constant)) => Some(Associated::Const(constant, subst)),
                    (None, None) => None,
                };
            }
        }
        None
    }

    /// Matches an `impl` against a type in this body's variables, so that they stay linked.
    fn match_impl(&mut self, id: crate::resolve::graph::ImplId, self_ty: &Ty, ty: &Ty) -> Option<Subst> {
        let owner = Owner::Impl(id);
        let fresh = Subst::one(owner, self.world.fresh_args(&mut self.table, owner));
        let snapshot = self.table.snapshot();
        if self.table.unify(self.world, &self_ty.subst(&fresh), ty) {
            Some(fresh)
        } else {
            self.table.rollback(snapshot);
            None
        }
    }

    /// A function of a trait the type implements.
    fn in_traits(&mut self, ty: &Ty, name: &Name, method: bool) -> Option<Associated> {
        let world = self.world;
        let resolved = self.table.resolve(ty);
        for (of, function) in world.impls.trait_fns(name) {
            if !self.fits(*function, name, method) {
                continue;
            }
            let mut impls = world.impls_of(&resolved, *of);
            let first = impls.next();
            if first.is_none() && !matches!(&resolved, Ty::Adt(adt, _) if world.derives(*adt, *of)) {
                continue;
            }
            let single = impls.next().is_none();
            let owner = Owner::Trait(*of);
            let mut args = world.fresh_args(&mut self.table, owner);
            args[0] = ty.clone();
            if single
                && let Some(first) = first
                && let Some(header) = world.impls.header(first)
                && let Some(subst) = self.match_impl(first, &header.self_ty, ty)
                && let Some(bound) = &header.of
            {
                for (arg, own) in args[1..].iter().zip(&bound.args) {
                    let own = own.subst(&subst);
                    self.table.unify(world, arg, &own);
                }
                // The `impl`'s own signature knows more than the trait's.
                let own = world.graph[first].fns.iter().copied().find(|own| self.fits(*own, name, method));
                if let Some(own) = own
                    && world.graph[own].place.file != NO_FILE
                {
                    return Some(Associated::Fn(own, subst));
                }
            }
            return Some(Associated::Fn(*function, Subst::one(owner, args)));
        }
        if method { None } else { self.trait_constant(ty, name) }
    }

    /// A constant that a trait gives a default.
    fn trait_constant(&mut self, ty: &Ty, name: &Name) -> Option<Associated> {
        let world = self.world;
        let resolved = self.table.resolve(ty);
        let (of, declared) = world.impls.trait_constants.get(name)?.iter().find(|(of, _)| {
            world.candidates(&resolved).any(|id| {
                let header = world.impls.header(id).and_then(|header| header.of.as_ref());
                header.and_then(|bound| bound.of) == Some(*of) && world.match_impl(id, &resolved).is_some()
            })
        })?;
        Some(Associated::Const(*declared, Subst::one(Owner::Trait(*of), vec![ty.clone()])))
    }
}

/// A wrapper of an unknown crate is taken to deref to its only argument, as smart pointers and extractors do.
fn behind_foreign(ty: &Ty) -> Option<Ty> {
    match ty {
        Ty::Foreign(_, args) => match args.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    }
}

impl super::impls::Impls {
    /// A constant that a trait declares.
    fn constant_of(&self, of: crate::resolve::graph::TraitId, name: &Name) -> Option<StaticId> {
        let declared = self.trait_constants.get(name)?;
        declared.iter().find(|(declaring, _)| *declaring == of).map(|(_, declared)| *declared)
    }

    /// An associated constant of an `impl`.
    pub(super) fn constant(&self, id: crate::resolve::graph::ImplId, name: &Name) -> Option<StaticId> {
        self.constants.get(&(id, name.clone())).copied()
    }
}
