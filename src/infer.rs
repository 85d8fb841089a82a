//! Types of expressions, as far as handles need them.
//!
//! A small Hindley-Milner engine over the name graph: generics are instantiated to variables, arguments, annotations, fields
//! and results are unified, methods are found by autoderef through `Deref` impls and trait bounds. Code that compiles is
//! assumed; what cannot be known is [`ty::Ty::Unknown`] and never an error.
//!
//! What this layer does not know: which functions are constructors, rules.

mod body;
mod bounds;
mod calls;
mod closures;
mod declared;
mod exprs;
mod fuel;
mod impls;
mod lang;
mod locals;
mod lower;
mod macros;
mod methods;
mod paths;
mod pats;
mod places;
mod traits;
pub mod ty;
mod unify;

pub use body::{BodyTypes, Callee, infer_body};
pub use impls::{ImplHeader, Impls};
pub use lang::Lang;
pub use lower::Scope;

use rustc_hash::FxHashSet;

use crate::resolve::graph::{AdtId, Graph};

/// What inference knows of the whole codebase: the graph, its `impl`s by type, and the types the language itself knows.
#[derive(Debug)]
pub struct World<'g> {
    /// The name graph.
    pub graph: &'g Graph,
    /// Types of the standard library that syntax refers to.
    pub lang: Lang,
    /// `impl`s by the head of their type.
    pub impls: Impls,
    /// Builders and configurations of interfaces: a method that is not declared gives the type itself.
    pub fluent: FxHashSet<AdtId>,
    declared: declared::Declared,
}

impl<'g> World<'g> {
    /// Indexes the `impl`s of a graph.
    #[must_use]
    pub fn new(graph: &'g Graph, fluent: FxHashSet<AdtId>) -> Self {
        let declared = declared::Declared::new(graph);
        let mut world = Self { graph, lang: Lang::find(graph), impls: Impls::default(), fluent, declared };
        world.impls = Impls::index(&world);
        world
    }
}
