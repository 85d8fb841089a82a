//! `impl`s by the type they are for, and associated types through them.

use rustc_hash::FxHashMap;

use super::World;
use super::ty::{Bound, Owner, Subst, Ty};
use super::unify::Table;
use crate::resolve::graph::{AdtId, Container, FnId, ImplId, StaticId, TraitId};
use crate::resolve::quietly;
use crate::syntax::types::Name;

/// What an `impl` is of and for.
#[derive(Debug, Clone)]
pub struct ImplHeader {
    /// The type.
    pub self_ty: Ty,
    /// The trait and its arguments; none for inherent `impl`s and traits of unknown crates.
    pub of: Option<Bound>,
    /// No trait was written.
    pub inherent: bool,
}

/// What a type is, for finding its `impl`s.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Head {
    Adt(AdtId),
    Primitive(Name),
    Foreign(Name),
    Ref,
    Slice,
    Tuple,
    Fn,
    Future,
    Dyn(Option<TraitId>),
    Any,
}

/// Index of all `impl`s.
#[derive(Debug, Default)]
pub struct Impls {
    headers: FxHashMap<ImplId, ImplHeader>,
    by_head: FxHashMap<Head, Vec<ImplId>>,
    of_trait: FxHashMap<TraitId, Vec<ImplId>>,
    trait_fns: FxHashMap<Name, Vec<(TraitId, FnId)>>,
    pub(super) constants: FxHashMap<(ImplId, Name), StaticId>,
    /// Constants of traits by their name.
    pub(super) trait_constants: FxHashMap<Name, Vec<(TraitId, StaticId)>>,
}

/// Bounds are followed so deep.
const DEPTH: u32 = 12;

impl Impls {
    pub(super) fn index(world: &World<'_>) -> Self {
        let mut impls = Self::default();
        for id in ImplId::all(world.graph) {
            let def = &world.graph[id];
            let Some(facts) = def.facts() else { continue };
            // What one type of a file that does not matter implements needs no further file.
            let settled = facts.generics.params.is_empty() && !world.graph.unread().matters(def.place.file);
            let read = || {
                let scope = world.container_scope(def.place.module, Container::Impl(id));
                let self_ty = scope.self_ty.clone().unwrap_or(Ty::Unknown);
                (self_ty, facts.of_trait.as_ref().map(|path| world.bound(path, &scope)))
            };
            let (self_ty, of) = if settled { quietly(read) } else { read() };
            if let Some(of) = of.as_ref().and_then(|bound| bound.of) {
                impls.of_trait.entry(of).or_default().push(id);
            }
            if let Some(head) = head(&self_ty) {
                impls.by_head.entry(head).or_default().push(id);
            }
            impls.headers.insert(id, ImplHeader { self_ty, of, inherent: facts.of_trait.is_none() });
        }
        for declared in StaticId::all(world.graph) {
            let name = world.graph[declared].name().clone();
            match world.graph[declared].container {
                Container::Impl(id) => {
                    impls.constants.insert((id, name), declared);
                }
                Container::Trait(of) => impls.trait_constants.entry(name).or_default().push((of, declared)),
                Container::Module => {}
            }
        }
        for of in TraitId::all(world.graph) {
            for function in &world.graph[of].fns {
                let name = world.graph[*function].name().clone();
                impls.trait_fns.entry(name).or_default().push((of, *function));
            }
        }
        impls
    }

    /// What an `impl` is of and for.
    #[must_use]
    pub fn header(&self, id: ImplId) -> Option<&ImplHeader> {
        self.headers.get(&id)
    }

    /// All `impl`s of a trait.
    pub fn of_trait(&self, of: TraitId) -> &[ImplId] {
        self.of_trait.get(&of).map_or(&[], Vec::as_slice)
    }

    /// Functions of traits by their name.
    pub(super) fn trait_fns(&self, name: &Name) -> &[(TraitId, FnId)] {
        self.trait_fns.get(name).map_or(&[], Vec::as_slice)
    }

    /// `impl`s whose type has the head of `ty`, then those for any type.
    pub(super) fn candidates(&self, ty: &Ty) -> impl Iterator<Item = ImplId> + '_ {
        let own = head(ty).filter(|head| *head != Head::Any).and_then(|head| self.by_head.get(&head));
        let any = self.by_head.get(&Head::Any);
        own.into_iter().chain(any).flatten().copied()
    }

    /// `T::Name` by the first `impl` of any trait that says it.
    pub(super) fn associated_type(&self, world: &World<'_>, ty: &Ty, name: &Name) -> Option<Ty> {
        self.candidates(ty).find_map(|id| {
            let value = world.graph[id].associated_type(name)?;
            let subst = world.match_impl(id, ty)?;
            let scope = world.container_scope(world.graph[id].place.module, Container::Impl(id));
            Some(world.lower(value, &scope).subst(&subst))
        })
    }
}

fn head(ty: &Ty) -> Option<Head> {
    Some(match ty {
        Ty::Adt(adt, _) => Head::Adt(*adt),
        Ty::Primitive(name) => Head::Primitive(name.clone()),
        Ty::Foreign(path, _) => Head::Foreign(path.clone()),
        Ty::Ref(_) => Head::Ref,
        Ty::Slice(_) => Head::Slice,
        Ty::Tuple(_) => Head::Tuple,
        Ty::Fn(..) => Head::Fn,
        Ty::Future(_) => Head::Future,
        Ty::Bounds(bounds) => Head::Dyn(bounds.first().and_then(|bound| bound.of)),
        Ty::Param(Owner::Impl(_), _) => Head::Any,
        _ => return None,
    })
}

impl World<'_> {
    /// Matches the type of an `impl` against `ty`: the arguments of the `impl`'s parameters, unknown ones as `Unknown`.
    pub(super) fn match_impl(&self, id: ImplId, ty: &Ty) -> Option<Subst> {
        let _question = super::fuel::ask()?;
        let header = self.impls.header(id)?;
        let owner = Owner::Impl(id);
        let mut table = Table::default();
        let args: Vec<Ty> = super::lower::own_params(self.graph, owner).iter().map(|_| table.fresh()).collect();
        let fresh = Subst::one(owner, args.clone());
        if !table.unify(self, &header.self_ty.subst(&fresh), &opaque_vars(ty)) {
            return None;
        }
        let solved = args
            .iter()
            .map(|arg| match table.resolve(arg) {
                Ty::Var(_) => Ty::Unknown,
                solved => solved,
            })
            .collect();
        let subst = Subst::one(owner, solved);
        self.impl_bounds_hold(id, &subst).then_some(subst)
    }

    /// Whether the bounds on an `impl`'s parameters hold, as far as can be told: what is not known holds.
    fn impl_bounds_hold(&self, id: ImplId, subst: &Subst) -> bool {
        let Some(generics) = self.graph[id].facts().map(|facts| &facts.generics) else { return true };
        if generics.predicates.is_empty() {
            return true;
        }
        let scope = self.container_scope(self.graph[id].place.module, Container::Impl(id));
        generics.predicates.iter().all(|(bounded, paths)| {
            let ty = self.lower(bounded, &scope).subst(subst);
            paths.iter().all(|path| match self.trait_of(scope.module, path) {
                Some(of) => self.implements(&ty, of, 0),
                None => true,
            })
        })
    }

    /// Whether a type implements a trait of the codebase or of an interface. Types that are not known do.
    #[must_use]
    pub fn implements(&self, ty: &Ty, of: TraitId, depth: u32) -> bool {
        // What cannot be told is taken to hold.
        let Some(_question) = super::fuel::ask() else { return true };
        match ty {
            Ty::Unknown | Ty::Var(_) | Ty::Hole | Ty::Never | Ty::Assoc(..) => return true,
            // A type of another crate has a trait of the codebase only by an `impl` of the codebase (reference, "Orphan rules").
            Ty::Foreign(..) if self.graph[of].place.file == crate::resolve::graph::NO_FILE => return true,
            Ty::Adt(adt, _) if Some(of) == self.lang.clone && self.clones(*adt) => return true,
            Ty::Fn(..) if self.lang.fn_trait(of).is_some() => return true,
            Ty::Future(_) if Some(of) == self.lang.future => return true,
            Ty::Bounds(bounds) => {
                return bounds.iter().any(|bound| bound.of.is_some_and(|bound| self.is_or_extends(bound, of, 0)));
            }
            Ty::Param(owner, _) => {
                let scope = super::lower::Scope::module(crate::resolve::graph::ModuleId(0));
                let bounds = self.bound_paths(ty, *owner, &scope);
                return bounds.iter().any(|(path, inner)| {
                    self.trait_of(inner.module, path).is_some_and(|bound| self.is_or_extends(bound, of, 0))
                });
            }
            _ => {}
        }
        // A marker or a trait nobody implements in what is known (`Send`, `Clone`) says nothing.
        let known = self.impls.of_trait(of);
        if known.is_empty() || depth > DEPTH {
            return true;
        }
        known.iter().any(|id| {
            let Some(header) = self.impls.header(*id) else { return false };
            (head(&header.self_ty) == Some(Head::Any) || head(&header.self_ty) == head(ty))
                && self.match_impl_shallow(*id, ty, depth)
        })
    }

    /// Interfaces do not say which types are `Clone`, and derives are not `impl`s.
    fn clones(&self, adt: AdtId) -> bool {
        let def = &self.graph[adt];
        def.place.file == crate::resolve::graph::NO_FILE
            || def.item.attrs.derives.iter().any(|path| path.last_name() == "Clone")
    }

    fn match_impl_shallow(&self, id: ImplId, ty: &Ty, depth: u32) -> bool {
        let Some(header) = self.impls.header(id) else { return false };
        if let Ty::Param(Owner::Impl(_), _) = header.self_ty {
            let Some(generics) = self.graph[id].facts().map(|facts| &facts.generics) else { return true };
            let scope = self.container_scope(self.graph[id].place.module, Container::Impl(id));
            let bounds: Vec<TraitId> = generics
                .predicates
                .iter()
                .filter(|(bounded, _)| self.lower(bounded, &scope) == header.self_ty)
                .flat_map(|(_, paths)| paths.iter().filter_map(|path| self.trait_of(scope.module, path)))
                .collect();
            return bounds.iter().all(|of| self.implements(ty, *of, depth + 1));
        }
        true
    }

    /// One step of autoderef.
    #[must_use]
    pub fn deref(&self, ty: &Ty) -> Option<Ty> {
        match ty {
            Ty::Ref(inner) => Some(inner.as_ref().clone()),
            Ty::Adt(..) | Ty::Bounds(_) | Ty::Param(..) => {
                self.project(ty, self.lang.deref?, &smol_str::SmolStr::new_static("Target"))
            }
            _ => None,
        }
    }

    /// `<ty as of>::name`, where an `impl`, a bound or the language says what it is.
    #[must_use]
    pub fn project(&self, ty: &Ty, of: TraitId, name: &Name) -> Option<Ty> {
        let _question = super::fuel::ask()?;
        match ty {
            Ty::Var(_) | Ty::Unknown | Ty::Hole | Ty::Never => return None,
            Ty::Future(output) if name == "Output" => return Some(output.as_ref().clone()),
            Ty::Fn(_, ret) if name == "Output" => return Some(ret.as_ref().clone()),
            Ty::Bounds(bounds) => {
                let bound = bounds.iter().flat_map(|bound| &bound.bindings).find(|(bound, _)| bound == name);
                if let Some((_, ty)) = bound {
                    return Some(ty.clone());
                }
            }
            Ty::Param(owner, _) => {
                let scope = super::lower::Scope::module(crate::resolve::graph::ModuleId(0));
                let bounds = self.bound_paths(ty, *owner, &scope);
                return bounds
                    .iter()
                    .find_map(|(path, inner)| Some(self.lower(super::lower::binding(path, name)?, inner)));
            }
            Ty::Assoc(inner, outer_of, outer) => {
                let inner = self.project(inner, *outer_of, outer)?;
                return self.project(&inner, of, name);
            }
            _ => {}
        }
        self.candidates(ty).find_map(|id| {
            let header = self.impls.header(id)?;
            if header.of.as_ref().and_then(|bound| bound.of) != Some(of) {
                return None;
            }
            let value = self.graph[id].associated_type(name)?;
            let subst = self.match_impl(id, ty)?;
            let scope = self.container_scope(self.graph[id].place.module, Container::Impl(id));
            let lowered = self.lower(value, &scope).subst(&subst);
            match &lowered {
                Ty::Assoc(inner, of, name) => Some(self.project(inner, *of, name).unwrap_or_else(|| lowered.clone())),
                _ => Some(lowered),
            }
        })
    }

    /// The function an `impl` gives for a trait's function, once the type is known.
    pub(super) fn select(&self, function: FnId, self_ty: &Ty, args: &[Ty]) -> Option<FnId> {
        let Container::Trait(of) = self.graph[function].container else { return None };
        let name = self.graph[function].name();
        self.candidates(self_ty).find_map(|id| {
            let bound = self.impls.header(id)?.of.as_ref()?;
            if bound.of != Some(of) {
                return None;
            }
            let chosen = self.graph[id].fns.iter().copied().find(|own| self.graph[*own].name() == name)?;
            let subst = self.match_impl(id, self_ty)?;
            let mut table = Table::default();
            let fits = bound
                .args
                .iter()
                .zip(args)
                .all(|(own, arg)| table.unify(self, &opaque_vars(&own.subst(&subst)), &opaque_vars(arg)));
            fits.then_some(chosen)
        })
    }
}

impl World<'_> {
    /// `impl`s that a type may have. Some may stand in files that were not parsed, so it is noted that they were asked for.
    pub(super) fn candidates(&self, ty: &Ty) -> impl Iterator<Item = ImplId> + '_ {
        if let Ty::Adt(adt, _) = ty {
            self.graph.unread().touch(*adt);
        }
        self.impls.candidates(ty)
    }
}

/// Variables of another table mean nothing here.
fn opaque_vars(ty: &Ty) -> Ty {
    ty.map(&mut |part| if matches!(part, Ty::Var(_)) { Ty::Unknown } else { part })
}

impl World<'_> {
    /// The `impl`s that a type may have, inherent ones and those of traits, blanket ones last.
    pub fn impls_for(&self, ty: &Ty) -> impl Iterator<Item = ImplId> + '_ {
        if let Ty::Adt(adt, _) = ty {
            self.graph.ask_impls(*adt, None);
        }
        self.impls.candidates(ty)
    }
}

impl World<'_> {
    /// The `impl`s of a trait that a type has.
    pub(super) fn impls_of(&self, ty: &Ty, of: TraitId) -> impl Iterator<Item = ImplId> {
        self.candidates(ty).filter(move |id| {
            let header = self.impls.header(*id).and_then(|header| header.of.as_ref());
            header.and_then(|bound| bound.of) == Some(of) && self.match_impl(*id, ty).is_some()
        })
    }

    /// Whether a type derives a trait. Derives are no `impl`s of the graph.
    #[must_use]
    pub fn derives(&self, adt: AdtId, of: TraitId) -> bool {
        let def = &self.graph[adt];
        def.item.attrs.derives.iter().any(|path| self.trait_of(def.place.module, path) == Some(of))
    }

    /// Whether a function is `Default::default` of no certain type, or of one that derives it.
    #[must_use]
    pub fn is_default(&self, function: FnId) -> bool {
        self.lang.default.is_some_and(|of| self.graph[of].fns.first() == Some(&function))
    }

    /// The function `Default::default` means for a type.
    #[must_use]
    pub fn default_of(&self, ty: &Ty) -> Option<FnId> {
        let function = *self.graph[self.lang.default?].fns.first()?;
        self.select(function, ty, &[])
    }
}
