//! Types as written → types.

use smol_str::SmolStr;

use super::World;
use super::ty::{Bound, Owner, Subst, Ty};
use crate::resolve::graph::{AdtId, AliasId, Container, Def, FnId, Graph, ModuleId, Namespace, TraitId};
use crate::syntax::types::{GenericArgs, Generics, Name, Path, TypeRef};

/// Aliases of aliases are followed so deep.
const ALIASES: u32 = 48;

/// Where a type stands: its module, the generic parameters in scope and what `Self` is.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The module or block.
    pub module: ModuleId,
    /// What declares generic parameters here, innermost first.
    pub owners: Vec<Owner>,
    /// `Self`.
    pub self_ty: Option<Ty>,
    /// The `impl` or trait around, for `Self::Name`.
    pub container: Container,
}

impl Scope {
    /// A scope without generics.
    #[must_use]
    pub fn module(module: ModuleId) -> Self {
        Self { module, owners: Vec::new(), self_ty: None, container: Container::Module }
    }

    /// The same scope in another module.
    #[must_use]
    pub fn at(&self, module: ModuleId) -> Self {
        Self { module, ..self.clone() }
    }
}

/// The generic parameters an owner declares.
pub(super) fn generics_of(graph: &Graph, owner: Owner) -> Option<&Generics> {
    match owner {
        Owner::Adt(adt) => Some(graph[adt].generics()),
        Owner::Alias(alias) => graph[alias].parts().map(|(generics, _)| generics),
        Owner::Trait(of) => graph[of].facts().map(|facts| &facts.generics),
        Owner::Impl(id) => graph[id].facts().map(|facts| &facts.generics),
        Owner::Fn(function) => graph[function].signature().map(|signature| &signature.generics),
    }
}

/// Index of an owner's first written parameter: a trait's `Self` comes before its own.
pub(super) fn first_param(owner: Owner) -> u32 {
    u32::from(matches!(owner, Owner::Trait(_)))
}

/// `Name = T` among the arguments of a bound.
pub(super) fn binding<'p>(path: &'p Path, name: &Name) -> Option<&'p TypeRef> {
    let args = path.segments.last()?.args.as_deref()?;
    args.bindings.iter().find(|(bound, _)| bound == name).map(|(_, ty)| ty)
}

/// The parameters of an owner as types.
pub(super) fn own_params(graph: &Graph, owner: Owner) -> Vec<Ty> {
    let count = generics_of(graph, owner).map_or(0, |generics| generics.params.len());
    (0..crate::position::to_u32(count) + first_param(owner)).map(|at| Ty::Param(owner, at)).collect()
}

impl World<'_> {
    /// The scope of an ADT's fields.
    #[must_use]
    pub fn adt_scope(&self, adt: AdtId) -> Scope {
        let owner = Owner::Adt(adt);
        Scope {
            module: self.graph[adt].place.module,
            owners: vec![owner],
            self_ty: Some(Ty::Adt(adt, own_params(self.graph, owner))),
            container: Container::Module,
        }
    }

    /// The scope inside an `impl` or trait, or of a free item.
    #[must_use]
    pub fn container_scope(&self, module: ModuleId, container: Container) -> Scope {
        match container {
            Container::Module => Scope::module(module),
            Container::Impl(id) => {
                let mut scope = Scope { module, owners: vec![Owner::Impl(id)], self_ty: None, container };
                scope.self_ty = match self.impls.header(id) {
                    Some(header) => Some(header.self_ty.clone()),
                    None => self.graph[id].facts().map(|facts| self.lower(&facts.self_ty, &scope)),
                };
                scope
            }
            Container::Trait(of) => {
                let owner = Owner::Trait(of);
                Scope { module, owners: vec![owner], self_ty: Some(Ty::Param(owner, 0)), container }
            }
        }
    }

    /// The scope of a function's signature and body.
    #[must_use]
    pub fn fn_scope(&self, function: FnId) -> Scope {
        let def = &self.graph[function];
        let mut scope = self.container_scope(def.place.module, def.container);
        scope.owners.insert(0, Owner::Fn(function));
        scope
    }

    /// A type as it stands in an item: `_` is [`Ty::Hole`].
    #[must_use]
    pub fn lower(&self, ty: &TypeRef, scope: &Scope) -> Ty {
        self.lower_at(ty, scope, 0).bounded()
    }

    fn lower_at(&self, ty: &TypeRef, scope: &Scope, depth: u32) -> Ty {
        if depth > ALIASES {
            return Ty::Unknown;
        }
        let all = |types: &[TypeRef]| types.iter().map(|ty| self.lower_at(ty, scope, depth)).collect();
        let boxed = |ty: &TypeRef| Box::new(self.lower_at(ty, scope, depth));
        match ty {
            TypeRef::Path(path) => self.lower_path(path, scope, depth),
            TypeRef::Reference(inner) => Ty::Ref(boxed(inner)),
            TypeRef::Pointer(inner) => Ty::Pointer(boxed(inner)),
            TypeRef::Tuple(elems) => Ty::Tuple(all(elems)),
            TypeRef::Slice(inner) => Ty::Slice(boxed(inner)),
            TypeRef::Function(params, ret) => Ty::Fn(all(params), boxed(ret)),
            TypeRef::Impl(bounds) | TypeRef::Dyn(bounds) => self.lower_bounds(bounds, scope, depth),
            TypeRef::Never => Ty::Never,
            TypeRef::Infer => Ty::Hole,
            TypeRef::Unknown => Ty::Unknown,
        }
    }

    /// `impl A + B`: a function or future when that is what the bounds say.
    pub(super) fn lower_bounds(&self, paths: &[Path], scope: &Scope, depth: u32) -> Ty {
        let bounds: Vec<Bound> = paths.iter().map(|path| self.lower_bound(path, scope, depth)).collect();
        bounds.iter().find_map(|bound| self.bound_as_type(bound)).unwrap_or(Ty::Bounds(bounds))
    }

    /// The type that is all a bound lets one see: `Fn(A) -> B`, `Future<Output = T>`, `Iterator<Item = T>`.
    pub(super) fn bound_as_type(&self, bound: &Bound) -> Option<Ty> {
        let of = bound.of?;
        let binding = |name: &str| bound.bindings.iter().find(|(bound, _)| bound == name).map(|(_, ty)| ty.clone());
        if let Some(sync) = self.lang.fn_trait(of) {
            let ret = binding("Output").unwrap_or(Ty::Unknown);
            let ret = if sync { ret } else { Ty::Future(Box::new(ret)) };
            return Some(Ty::Fn(bound.args.clone(), Box::new(ret)));
        }
        if Some(of) == self.lang.future {
            return Some(Ty::Future(Box::new(binding("Output").unwrap_or(Ty::Unknown))));
        }
        if Some(of) == self.lang.iterator {
            let item = binding("Item").unwrap_or(Ty::Unknown);
            return self.lang.iter.map(|iter| Ty::Adt(iter, vec![item]));
        }
        None
    }

    /// A trait bound.
    #[must_use]
    pub fn bound(&self, path: &Path, scope: &Scope) -> Bound {
        self.lower_bound(path, scope, 0)
    }

    pub(super) fn lower_bound(&self, path: &Path, scope: &Scope, depth: u32) -> Bound {
        let of = self.graph.resolve(scope.module, path, Namespace::Type).defs.into_iter().find_map(|def| match def {
            Def::Trait(of) => Some(of),
            _ => None,
        });
        let args = path.segments.last().and_then(|segment| segment.args.as_deref());
        let (types, bindings) = args.map_or_else(Default::default, |args| {
            let types = args.types.iter().map(|ty| self.lower_at(ty, scope, depth)).collect();
            let bindings =
                args.bindings.iter().map(|(name, ty)| (name.clone(), self.lower_at(ty, scope, depth))).collect();
            (types, bindings)
        });
        Bound { of, args: types, bindings }
    }

    fn lower_path(&self, path: &Path, scope: &Scope, depth: u32) -> Ty {
        if let Some(qself) = &path.qself {
            let (ty, position) = qself.as_ref();
            return self.lower_qualified(path, ty, *position, scope, depth);
        }
        let Some(first) = path.segments.first() else { return Ty::Unknown };
        if !path.global {
            if first.name == "Self"
                && let Some(self_ty) = &scope.self_ty
            {
                return self.associated_chain(self_ty.clone(), &path.segments[1..], scope, true, depth);
            }
            if let Some(param) = self.param(&first.name, scope) {
                return self.associated_chain(param, &path.segments[1..], scope, false, depth);
            }
        }
        let resolution = self.graph.resolve(scope.module, path, Namespace::Type);
        let rest = path.segments.get(resolution.consumed..).unwrap_or_default();
        let args = resolution.consumed.checked_sub(1).and_then(|last| path.segments[last].args.as_deref());
        let base = resolution
            .defs
            .iter()
            .map(|def| self.lower_def(def, args, scope, depth))
            .find(|ty| *ty != Ty::Unknown)
            .unwrap_or(Ty::Unknown);
        self.associated_chain(base, rest, scope, false, depth)
    }

    /// A generic parameter in scope by its name.
    pub(super) fn param(&self, name: &Name, scope: &Scope) -> Option<Ty> {
        scope.owners.iter().find_map(|owner| {
            let generics = generics_of(self.graph, *owner)?;
            let at = generics.params.iter().position(|param| param.name == *name)?;
            Some(Ty::Param(*owner, crate::position::to_u32(at) + first_param(*owner)))
        })
    }

    /// `<T as Trait>::Name`, `<T>::Name`.
    fn lower_qualified(&self, path: &Path, ty: &TypeRef, position: usize, scope: &Scope, depth: u32) -> Ty {
        let ty = self.lower_at(ty, scope, depth);
        if position == 0 {
            return self.associated_chain(ty, &path.segments, scope, false, depth);
        }
        let of = self.trait_prefix(path, position, scope.module);
        match (of, path.segments.get(position)) {
            (Some(of), Some(segment)) => {
                let name = segment.name.clone();
                // What bounds say of a parameter is asked for when it is needed: they may name this very projection.
                let known = if matches!(ty, Ty::Param(..)) { None } else { self.project(&ty, of, &name) };
                known.unwrap_or(Ty::Assoc(Box::new(ty), of, name))
            }
            _ => Ty::Unknown,
        }
    }

    /// The trait named by the first `position` segments of a qualified path.
    pub(super) fn trait_prefix(&self, path: &Path, position: usize, module: ModuleId) -> Option<TraitId> {
        let prefix = Path {
            global: path.global,
            qself: None,
            segments: path.segments.get(..position)?.to_vec(),
            range: path.range,
        };
        self.graph.resolve(module, &prefix, Namespace::Type).defs.into_iter().find_map(|def| match def {
            Def::Trait(of) => Some(of),
            _ => None,
        })
    }

    /// `T::A::B`: associated types one after the other. `own`: the path began with `Self`, whose `impl` says what its types are.
    fn associated_chain(
        &self,
        base: Ty,
        rest: &[crate::syntax::types::Segment],
        scope: &Scope,
        own: bool,
        depth: u32,
    ) -> Ty {
        rest.iter().fold(base, |ty, segment| self.associated(&ty, &segment.name, scope, own, depth))
    }

    /// `T::Name` with the trait left out: that of the `impl` around, of a bound, or of an `impl` of the type.
    fn associated(&self, ty: &Ty, name: &Name, scope: &Scope, own: bool, depth: u32) -> Ty {
        let Some(_question) = super::fuel::ask() else { return Ty::Unknown };
        if let Container::Impl(id) = scope.container
            && own
            && scope.self_ty.as_ref() == Some(ty)
            && let Some(value) = self.graph[id].associated_type(name)
        {
            return self.lower_at(value, scope, depth + 1);
        }
        if let (Container::Trait(of), Ty::Param(Owner::Trait(own), 0)) = (scope.container, ty)
            && of == *own
            && let Some(declaring) = self.declaring_trait(of, name, 0)
        {
            return Ty::Assoc(Box::new(ty.clone()), declaring, name.clone());
        }
        if let Ty::Param(owner, _) = ty {
            for (path, inner) in self.bound_paths(ty, *owner, scope) {
                if let Some(bound) = binding(&path, name) {
                    return self.lower_at(bound, &inner, depth + 1);
                }
                let of = self.trait_of(inner.module, &path);
                if let Some(declaring) = of.and_then(|of| self.declaring_trait(of, name, 0)) {
                    return Ty::Assoc(Box::new(ty.clone()), declaring, name.clone());
                }
            }
        }
        self.impls.associated_type(self, ty, name).unwrap_or(Ty::Unknown)
    }

    pub(super) fn owner_scope(&self, owner: Owner, scope: &Scope) -> Scope {
        if scope.owners.contains(&owner) {
            return scope.clone();
        }
        match owner {
            Owner::Adt(adt) => self.adt_scope(adt),
            Owner::Alias(alias) => self.alias_scope(alias),
            Owner::Trait(of) => self.container_scope(self.graph[of].place.module, Container::Trait(of)),
            Owner::Impl(id) => self.container_scope(self.graph[id].place.module, Container::Impl(id)),
            Owner::Fn(function) => self.fn_scope(function),
        }
    }

    fn alias_scope(&self, alias: AliasId) -> Scope {
        Scope { owners: vec![Owner::Alias(alias)], ..Scope::module(self.graph[alias].place.module) }
    }

    /// A definition as a type, with the arguments written behind it.
    pub(super) fn lower_def(&self, def: &Def, args: Option<&GenericArgs>, scope: &Scope, depth: u32) -> Ty {
        match def {
            Def::Adt(adt) | Def::Variant(adt, _) => {
                let args = self.args_for(Owner::Adt(*adt), args, scope, depth);
                Ty::Adt(*adt, args)
            }
            Def::Alias(alias) => self.expand_alias(*alias, args, scope, depth),
            Def::Trait(of) => {
                let args: Vec<Ty> = args.map_or_else(Vec::new, |args| {
                    args.types.iter().map(|ty| self.lower_at(ty, scope, depth)).collect()
                });
                Ty::Bounds(vec![Bound { of: Some(*of), args, bindings: Vec::new() }])
            }
            Def::Primitive(name) => Ty::Primitive(name.clone()),
            Def::Foreign(path) => self.lower_foreign(path, args, scope, depth),
            Def::Module(_) | Def::Fn(_) | Def::Static(_) | Def::Macro(_) => Ty::Unknown,
        }
    }

    /// An unknown type named `Result` is `Result<T, _>`: the convention every error crate's alias follows.
    fn lower_foreign(&self, path: &Name, args: Option<&GenericArgs>, scope: &Scope, depth: u32) -> Ty {
        let args: Vec<Ty> =
            args.map_or_else(Vec::new, |args| args.types.iter().map(|ty| self.lower_at(ty, scope, depth)).collect());
        let is_result = path.rsplit("::").next() == Some("Result");
        match args.as_slice() {
            [ok] if is_result => self.lang.result_of(ok.clone(), Ty::Unknown),
            [ok, error] if is_result => self.lang.result_of(ok.clone(), error.clone()),
            _ => Ty::Foreign(path.clone(), args),
        }
    }

    fn expand_alias(&self, alias: AliasId, args: Option<&GenericArgs>, scope: &Scope, depth: u32) -> Ty {
        let Some((_, target)) = self.graph[alias].parts() else { return Ty::Unknown };
        let Some(_question) = super::fuel::ask() else { return Ty::Unknown };
        if depth > ALIASES {
            return Ty::Unknown;
        }
        let owner = Owner::Alias(alias);
        let args = self.args_for(owner, args, scope, depth + 1);
        let inner = self.lower_at(target, &self.alias_scope(alias), depth + 1);
        inner.subst(&Subst::one(owner, args))
    }

    /// Arguments for an owner's parameters: those written, then defaults; `_` where nothing says.
    fn args_for(&self, owner: Owner, args: Option<&GenericArgs>, scope: &Scope, depth: u32) -> Vec<Ty> {
        let Some(generics) = generics_of(self.graph, owner) else { return Vec::new() };
        let written: &[TypeRef] = args.map_or(&[], |args| args.types.as_slice());
        let mut lowered: Vec<Ty> = Vec::with_capacity(generics.params.len());
        for (at, param) in generics.params.iter().enumerate() {
            let ty = match (written.get(at), &param.default) {
                (Some(ty), _) => self.lower_at(ty, scope, depth),
                (None, Some(default)) if depth <= ALIASES => {
                    let inner = self.owner_scope(owner, &Scope::module(scope.module));
                    let known = Subst::one(owner, lowered.clone());
                    self.lower_at(default, &inner, depth + 1).subst(&known)
                }
                _ => Ty::Hole,
            };
            lowered.push(ty);
        }
        lowered
    }

    pub(super) fn is_enum(&self, adt: AdtId) -> bool {
        self.graph[adt].adt().is_some_and(|facts| facts.kind == crate::syntax::facts::AdtKind::Enum)
    }

    /// The type of a path in an expression, its missing arguments left to inference: `Pool::builder()`.
    #[must_use]
    pub(super) fn lower_in_expr(&self, def: &Def, args: Option<&GenericArgs>, scope: &Scope) -> Ty {
        if args.is_some() {
            return self.lower_def(def, args, scope, 0);
        }
        match def {
            Def::Adt(adt) | Def::Variant(adt, _) => {
                Ty::Adt(*adt, vec![Ty::Hole; self.graph[*adt].generics().params.len()])
            }
            _ => self.lower_def(def, args, scope, 0),
        }
    }

    /// Names the engine itself makes up.
    pub(super) fn output() -> Name {
        SmolStr::new_static("Output")
    }
}
