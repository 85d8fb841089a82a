//! Items of the graph.

use std::sync::Arc;

use super::{FnId, ImplId, Place, TraitId};
use crate::position::TextRange;
use crate::syntax::facts::{AssocItem, AssocKind, Function, Impl, Item, ItemKind, Signature, Static, Visibility};
use crate::syntax::types::{Generics, Name, Path, TypeRef};

/// A struct, enum or union.
#[derive(Debug)]
pub struct AdtDef {
    /// Where.
    pub place: Place,
    /// What.
    pub item: Arc<Item>,
}

impl AdtDef {
    /// Its facts.
    ///
    /// The item is an ADT by construction; anything else would read as a struct without a body.
    #[must_use]
    pub fn adt(&self) -> Option<&crate::syntax::facts::Adt> {
        match &self.item.kind {
            ItemKind::Adt(adt) => Some(adt),
            _ => None,
        }
    }

    /// Whether its name is a value too (tuple and unit structs).
    #[must_use]
    pub fn has_constructor(&self) -> bool {
        self.adt().is_some_and(|adt| {
            adt.kind == crate::syntax::facts::AdtKind::Struct
                && adt.variants.first().is_some_and(|body| body.tuple || body.fields.is_empty())
        })
    }

    /// Its generic parameters.
    #[must_use]
    pub fn generics(&self) -> &Generics {
        static NONE: Generics = Generics { params: Vec::new(), predicates: Vec::new(), lifetimes: 0 };
        self.adt().map_or(&NONE, |adt| &adt.generics)
    }
}

/// A type alias.
#[derive(Debug)]
pub struct AliasDef {
    /// Where.
    pub place: Place,
    /// What.
    pub item: Arc<Item>,
}

impl AliasDef {
    /// Parameters and type.
    #[must_use]
    pub fn parts(&self) -> Option<(&Generics, &TypeRef)> {
        match &self.item.kind {
            ItemKind::Alias(generics, ty) => Some((generics, ty)),
            _ => None,
        }
    }
}

/// A trait.
#[derive(Debug)]
pub struct TraitDef {
    /// Where.
    pub place: Place,
    /// What.
    pub item: Arc<Item>,
    /// Its functions.
    pub fns: Vec<FnId>,
}

impl TraitDef {
    /// Its facts.
    #[must_use]
    pub fn facts(&self) -> Option<&crate::syntax::facts::Trait> {
        match &self.item.kind {
            ItemKind::Trait(facts) => Some(facts),
            _ => None,
        }
    }

    /// Bounds and default of an associated type.
    #[must_use]
    pub fn associated_type(&self, name: &str) -> Option<(&[Path], Option<&TypeRef>)> {
        self.facts()?.items.iter().find_map(|item| match &item.kind {
            AssocKind::Type(bounds, default) if item.name == name => Some((bounds.as_slice(), default.as_ref())),
            _ => None,
        })
    }
}

/// An `impl`.
#[derive(Debug)]
pub struct ImplDef {
    /// Where.
    pub place: Place,
    /// What.
    pub item: Arc<Item>,
    /// Its functions.
    pub fns: Vec<FnId>,
}

impl ImplDef {
    /// Its facts.
    #[must_use]
    pub fn facts(&self) -> Option<&Impl> {
        match &self.item.kind {
            ItemKind::Impl(facts) => Some(facts),
            _ => None,
        }
    }

    /// The value of an associated type.
    #[must_use]
    pub fn associated_type(&self, name: &str) -> Option<&TypeRef> {
        self.facts()?.items.iter().find_map(|item| match &item.kind {
            AssocKind::Type(_, Some(ty)) if item.name == name => Some(ty),
            _ => None,
        })
    }
}

/// What a function is declared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A module or block.
    Module,
    /// An `impl`.
    Impl(ImplId),
    /// A trait.
    Trait(TraitId),
}

/// A function or method.
#[derive(Debug)]
pub struct FnDef {
    /// Where.
    pub place: Place,
    /// In what.
    pub container: Container,
    /// What.
    pub source: FnSource,
}

/// The item a function is declared by.
#[derive(Debug, Clone)]
pub enum FnSource {
    /// A free function.
    Item(Arc<Item>),
    /// A function of a trait or `impl`.
    Assoc(Arc<AssocItem>),
}

impl FnSource {
    fn name(&self) -> &Name {
        match self {
            Self::Item(item) => &item.name,
            Self::Assoc(item) => &item.name,
        }
    }

    fn name_range(&self) -> TextRange {
        match self {
            Self::Item(item) => item.name_range,
            Self::Assoc(item) => item.name_range,
        }
    }
}

impl FnDef {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &Name {
        self.source.name()
    }

    /// Where its name stands.
    #[must_use]
    pub fn name_range(&self) -> TextRange {
        self.source.name_range()
    }

    /// Its attributes.
    #[must_use]
    pub fn attrs(&self) -> &crate::syntax::facts::Attrs {
        match &self.source {
            FnSource::Item(item) => &item.attrs,
            FnSource::Assoc(item) => &item.attrs,
        }
    }

    /// Who sees it.
    #[must_use]
    pub fn visibility(&self) -> &Visibility {
        match &self.source {
            FnSource::Item(item) => &item.visibility,
            FnSource::Assoc(item) => &item.visibility,
        }
    }

    /// What its file says of it.
    #[must_use]
    pub fn facts(&self) -> Option<&Function> {
        match &self.source {
            FnSource::Item(item) => match &item.kind {
                ItemKind::Fn(function) => Some(function),
                _ => None,
            },
            FnSource::Assoc(item) => match &item.kind {
                AssocKind::Fn(function) => Some(function),
                _ => None,
            },
        }
    }

    /// Its parameters and result.
    #[must_use]
    pub fn signature(&self) -> Option<&Signature> {
        Some(&self.facts()?.signature)
    }
}

/// A static or constant, free or associated.
#[derive(Debug)]
pub struct StaticDef {
    /// Where.
    pub place: Place,
    /// In what.
    pub container: Container,
    /// What.
    pub source: FnSource,
}

impl StaticDef {
    /// Its facts.
    #[must_use]
    pub fn facts(&self) -> Option<&Static> {
        match &self.source {
            FnSource::Item(item) => match &item.kind {
                ItemKind::Static(facts) => Some(facts),
                _ => None,
            },
            FnSource::Assoc(item) => match &item.kind {
                AssocKind::Const(facts) => Some(facts),
                _ => None,
            },
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &Name {
        self.source.name()
    }

    /// Where its name stands.
    #[must_use]
    pub fn name_range(&self) -> TextRange {
        self.source.name_range()
    }
}

/// A `macro_rules!`.
#[derive(Debug)]
pub struct MacroDef {
    /// Where.
    pub place: Place,
    /// What.
    pub item: Arc<Item>,
}
