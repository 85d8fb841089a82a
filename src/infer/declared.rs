//! Types of declarations, each lowered once: every use of a function or field, and most questions of the model, ask for them anew.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::World;
use super::lower::generics_of;
use super::ty::{Bound, Owner, Ty};
use crate::resolve::graph::{AdtId, Container, FnId, Graph};
use crate::resolve::is_quiet;
use crate::syntax::facts::Field;

/// Types of the fields of each variant.
type Variants = Box<[Box<[Ty]>]>;

/// What was asked for so far.
#[derive(Debug, Default)]
pub(super) struct Declared {
    fields: Vec<OnceLock<Variants>>,
    fns: Vec<Function>,
}

#[derive(Debug, Default)]
struct Function {
    receiver: OnceLock<Option<Ty>>,
    params: OnceLock<Box<[Ty]>>,
    ret: OnceLock<Option<Ty>>,
    bounds: OnceLock<Box<[(Ty, Bound)]>>,
}

impl Declared {
    pub(super) fn new(graph: &Graph) -> Self {
        Self {
            fields: AdtId::all(graph).map(|_| OnceLock::new()).collect(),
            fns: FnId::all(graph).map(|_| Function::default()).collect(),
        }
    }
}

impl<'g> World<'g> {
    /// Types of the fields of each variant of a type, as declared.
    #[must_use]
    pub fn fields(&self, adt: AdtId) -> Cow<'_, [Box<[Ty]>]> {
        let lower = || {
            let scope = self.adt_scope(adt);
            let variants = self.graph[adt].adt().map_or(&[][..], |facts| facts.variants.as_slice());
            let types = |fields: &[Field]| fields.iter().map(|field| self.lower(&field.ty, &scope)).collect();
            variants.iter().map(|variant| types(&variant.fields)).collect()
        };
        once(&self.declared.fields[adt.0 as usize], lower)
    }

    /// The first answer that a field of a type gives, with its type as declared.
    pub fn find_field<R>(&self, adt: AdtId, mut ask: impl FnMut(&'g Field, &Ty) -> Option<R>) -> Option<R> {
        let graph: &'g Graph = self.graph;
        let types = self.fields(adt);
        let variants = graph[adt].adt().into_iter().flat_map(|facts| &facts.variants);
        variants
            .zip(types.iter())
            .flat_map(|(variant, types)| variant.fields.iter().zip(types))
            .find_map(|(field, ty)| ask(field, ty))
    }

    /// The type of a function's `self`.
    #[must_use]
    pub fn receiver(&self, function: FnId) -> Option<Cow<'_, Ty>> {
        let lower = || {
            let receiver = self.graph[function].signature()?.receiver.as_ref()?;
            Some(self.lower(receiver, &self.fn_scope(function)))
        };
        transposed(once_of(&self.declared.fns[function.0 as usize].receiver, lower))
    }

    /// Types of a function's parameters, as declared, `self` left out.
    #[must_use]
    pub fn params(&self, function: FnId) -> Cow<'_, [Ty]> {
        let lower = || {
            let Some(signature) = self.graph[function].signature() else { return Box::default() };
            let scope = self.fn_scope(function);
            signature.params.iter().map(|ty| self.lower(ty, &scope)).collect()
        };
        once(&self.declared.fns[function.0 as usize].params, lower)
    }

    /// What a function gives, as declared; none where nothing is written.
    #[must_use]
    pub fn ret(&self, function: FnId) -> Option<Cow<'_, Ty>> {
        let lower = || {
            let ret = self.graph[function].signature()?.ret.as_ref()?;
            Some(self.lower(ret, &self.fn_scope(function)))
        };
        transposed(once_of(&self.declared.fns[function.0 as usize].ret, lower))
    }

    /// What the bounds of a function and then of what it is declared in say of which type.
    pub(super) fn fn_bounds(&self, function: FnId) -> Cow<'_, [(Ty, Bound)]> {
        let lower = || {
            let container = match self.graph[function].container {
                Container::Module => None,
                Container::Impl(id) => Some(Owner::Impl(id)),
                Container::Trait(of) => Some(Owner::Trait(of)),
            };
            let mut bounds = Vec::new();
            let mut scope = None;
            for owner in std::iter::once(Owner::Fn(function)).chain(container) {
                let Some(generics) = generics_of(self.graph, owner) else { continue };
                for (bounded, paths) in &generics.predicates {
                    let scope = scope.get_or_insert_with(|| self.fn_scope(function));
                    let ty = self.lower(bounded, scope);
                    bounds.extend(paths.iter().map(|path| (ty.clone(), self.bound(path, scope))));
                }
            }
            bounds.into_boxed_slice()
        };
        once(&self.declared.fns[function.0 as usize].bounds, lower)
    }
}

fn once<'a, T: Clone>(cell: &'a OnceLock<Box<[T]>>, lower: impl FnOnce() -> Box<[T]>) -> Cow<'a, [T]> {
    match known_or(cell, lower) {
        Ok(known) => Cow::Borrowed(known),
        Err(lowered) => Cow::Owned(lowered.into_vec()),
    }
}

fn once_of<'a>(cell: &'a OnceLock<Option<Ty>>, lower: impl FnOnce() -> Option<Ty>) -> Cow<'a, Option<Ty>> {
    match known_or(cell, lower) {
        Ok(known) => Cow::Borrowed(known),
        Err(lowered) => Cow::Owned(lowered),
    }
}

fn transposed(ty: Cow<'_, Option<Ty>>) -> Option<Cow<'_, Ty>> {
    match ty {
        Cow::Borrowed(ty) => ty.as_ref().map(Cow::Borrowed),
        Cow::Owned(ty) => ty.map(Cow::Owned),
    }
}

/// What is known, or else what is lowered. What is asked within another question has the rest of its fuel alone, so neither is it
/// remembered nor is what is remembered an answer to it; what is asked quietly would not be noted when others ask.
fn known_or<T>(cell: &OnceLock<T>, lower: impl FnOnce() -> T) -> Result<&T, T> {
    if !super::fuel::is_full() {
        return Err(lower());
    }
    match cell.get() {
        Some(known) => Ok(known),
        None if is_quiet() => Err(lower()),
        None => Ok(cell.get_or_init(lower)),
    }
}
