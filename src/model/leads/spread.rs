//! Types and traits that lead to a client, through whatever they are made of.
//!
//! What each is made of is read once; from what leads there it spreads to those that are made of it.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Leads, Within, is_source};
use crate::infer::ty::{Bound, Ty};
use crate::infer::{Scope, World};
use crate::resolve::graph::{AdtId, Container, FnId, ImplId, ModuleId, TraitId};
use crate::syntax::facts::AssocKind;
use crate::syntax::types::Name;

/// What may lead to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Adt(AdtId),
    Trait(TraitId),
}

/// Whose parts may make something lead to a client.
#[derive(Debug, Clone, Copy)]
enum Subject {
    Adt(AdtId),
    Trait(TraitId),
    Impl(ImplId),
}

/// Whether a type or trait leads there; for who only collects them: no.
type Ask<'a> = &'a mut dyn FnMut(Node) -> bool;

impl<'a> Leads<'a> {
    /// The types of client crates that are no handle and give one: guards, builders, what constructors return.
    pub(super) fn interfaces(&mut self) {
        let (tags, graph) = (self.handles.tags, self.graph);
        self.adts.extend(tags.handles.keys().chain(&tags.guards).chain(&tags.fluent));
        let is_client = |id: &ImplId| self.is_client(graph[*id].place.module);
        let impls: Vec<Subject> = ImplId::all(graph).filter(is_client).map(Subject::Impl).collect();
        self.spread(&impls);
    }

    /// The types and traits of the codebase.
    pub(super) fn close(&mut self) {
        let graph = self.graph;
        let adts = AdtId::all(graph).filter(|id| self.matters(&graph[*id].place)).map(Subject::Adt);
        let traits = TraitId::all(graph).filter(|id| self.matters(&graph[*id].place)).map(Subject::Trait);
        let impls = ImplId::all(graph).filter(|id| self.matters(&graph[*id].place)).map(Subject::Impl);
        let subjects: Vec<Subject> = adts.chain(traits).chain(impls).collect();
        let extensions = self.spread(&subjects);
        extensions.into_iter().for_each(|id| self.extension(id));
    }

    /// Whether anything within a type leads to a client.
    pub(super) fn ty(&self, ty: &Ty) -> bool {
        self.parts_of_type(ty, &mut |node| self.holds(node))
    }

    /// Whether a function gives what leads to a client, or calls what it is given with it.
    pub(super) fn signature(&self, function: FnId) -> bool {
        self.parts_of_signature(function, &mut |node| self.holds(node))
    }

    fn holds(&self, node: Node) -> bool {
        match node {
            Node::Adt(adt) => self.adts.contains(&adt),
            Node::Trait(of) => self.traits.contains(&of),
        }
    }

    /// Adds what leads to a client of some subjects, and gives the `impl`s that do and have no type to add.
    fn spread(&mut self, subjects: &[Subject]) -> Vec<ImplId> {
        let parts = |subject: &Subject| {
            let mut on = Vec::new();
            let mut collect = |node| {
                on.push(node);
                false
            };
            let leads = self.parts(*subject, &mut collect);
            (leads || on.iter().any(|node| self.holds(*node)), on)
        };
        let parts: Vec<(bool, Vec<Node>)> = subjects.par_iter().map(parts).collect();
        let mut made_of: FxHashMap<Node, Vec<usize>> = FxHashMap::default();
        for (at, (_, on)) in parts.iter().enumerate() {
            on.iter().for_each(|node| made_of.entry(*node).or_default().push(at));
        }
        let mut leads: Vec<bool> = parts.iter().map(|(leads, _)| *leads).collect();
        let mut pending: Vec<usize> = (0..subjects.len()).filter(|at| leads[*at]).collect();
        let mut extensions = Vec::new();
        while let Some(at) = pending.pop() {
            let added = match subjects[at] {
                Subject::Adt(adt) => self.adts.insert(adt).then_some(Node::Adt(adt)),
                Subject::Trait(of) => self.traits.insert(of).then_some(Node::Trait(of)),
                Subject::Impl(id) => match self.own_type(id) {
                    Some(adt) => self.adts.insert(adt).then_some(Node::Adt(adt)),
                    None => {
                        extensions.push(id);
                        None
                    }
                },
            };
            let next = added.and_then(|node| made_of.get(&node)).into_iter().flatten();
            pending.extend(next.filter(|at| !std::mem::replace(&mut leads[**at], true)));
        }
        extensions.sort_unstable();
        extensions
    }

    /// The type that an `impl` makes lead to a client: one of the codebase, or of the `impl`'s own crate.
    fn own_type(&self, id: ImplId) -> Option<AdtId> {
        let header = self.handles.world.impls.header(id)?;
        match &header.self_ty {
            Ty::Adt(adt, _) if is_source(self.graph[*adt].place.file) || header.inherent => Some(*adt),
            _ => None,
        }
    }

    /// Adds the names that the methods of an `impl` are called by, unless its type leads there: then that is named.
    fn extension(&mut self, id: ImplId) {
        let Some(header) = self.handles.world.impls.header(id) else { return };
        if matches!(&header.self_ty, Ty::Adt(adt, _) if self.adts.contains(adt)) {
            return;
        }
        let package = Within::Package(self.loaded.package(self.graph[id].place.file));
        let methods = self.graph[id].fns.iter().filter(|function| self.signature(**function));
        let names: Vec<Name> = methods.map(|function| self.graph[*function].name().clone()).collect();
        self.names.extend(names.into_iter().map(|name| (name, package)));
        let of = header.of.as_ref().and_then(|bound| bound.of);
        self.names.extend(of.map(|of| (self.graph[of].item.name.clone(), package)));
    }

    /// Whether a subject leads to a client: by a type or trait that `ask` says does, or by a handle that it is made of.
    fn parts(&self, subject: Subject, ask: Ask<'_>) -> bool {
        match subject {
            Subject::Adt(adt) => self.world().fields(adt).iter().flatten().any(|ty| self.parts_of_type(ty, ask)),
            Subject::Trait(of) => self.parts_of_trait(of, ask),
            Subject::Impl(id) => self.parts_of_impl(id, ask),
        }
    }

    fn parts_of_trait(&self, of: TraitId, ask: Ask<'_>) -> bool {
        let Some(facts) = self.graph[of].facts() else { return false };
        let scope = self.world().container_scope(self.graph[of].place.module, Container::Trait(of));
        let bound = |path, ask: Ask<'_>| self.bound(&self.world().bound(path, &scope), ask);
        facts.supertraits.iter().any(|path| bound(path, ask))
            || self.graph[of].fns.iter().any(|function| self.parts_of_signature(*function, ask))
            || facts.items.iter().any(|item| match &item.kind {
                AssocKind::Type(bounds, default) => {
                    let ty = |ty| self.world().lower(ty, &scope);
                    bounds.iter().any(|path| bound(path, ask))
                        || default.as_ref().is_some_and(|default| self.parts_of_type(&ty(default), ask))
                }
                _ => false,
            })
    }

    fn parts_of_impl(&self, id: ImplId, ask: Ask<'_>) -> bool {
        let (world, def) = (self.world(), &self.graph[id]);
        let Some(header) = world.impls.header(id) else { return false };
        let scope = world.container_scope(def.place.module, Container::Impl(id));
        let items = def.facts().into_iter().flat_map(|facts| &facts.items);
        let mut types = items.filter_map(|item| match &item.kind {
            AssocKind::Type(_, Some(ty)) => Some(world.lower(ty, &scope)),
            _ => None,
        });
        header.of.as_ref().is_some_and(|of| self.bound(of, ask))
            || types.any(|ty| self.parts_of_type(&ty, ask))
            || def.fns.iter().any(|function| self.parts_of_signature(*function, ask))
    }

    fn parts_of_signature(&self, function: FnId, ask: Ask<'_>) -> bool {
        let world = self.world();
        let Some(signature) = self.graph[function].signature() else { return false };
        let called = |ty: &Ty| matches!(ty.without_refs(), Ty::Fn(..) | Ty::Bounds(_));
        world.ret(function).is_some_and(|ret| self.parts_of_type(&ret, ask))
            || world.params(function).iter().any(|ty| called(ty) && self.parts_of_type(ty, ask))
            || signature.generics.predicates.iter().flat_map(|(_, paths)| paths).any(|path| {
                let bound = world.bound(path, &world.fn_scope(function));
                let mut parts = bound.args.iter().chain(bound.bindings.iter().map(|(_, ty)| ty));
                parts.any(|ty| self.parts_of_type(ty, ask))
            })
    }

    fn parts_of_type(&self, ty: &Ty, ask: Ask<'_>) -> bool {
        ty.any(&mut |part| match part {
            Ty::Adt(adt, _) if ask(Node::Adt(*adt)) => true,
            Ty::Bounds(bounds) if bounds.iter().any(|bound| self.bound(bound, ask)) => true,
            Ty::Param(owner, _) => {
                let bounds = self.world().bounds_of(part, *owner, &Scope::module(ModuleId(0)));
                bounds.iter().any(|bound| self.bound(bound, ask))
            }
            part => self.handles.kind(part).is_some(),
        })
    }

    fn world(&self) -> &'a World<'a> {
        self.handles.world
    }

    fn bound(&self, bound: &Bound, ask: Ask<'_>) -> bool {
        bound.of.is_some_and(|of| self.handles.tags.traits.contains_key(&of) || ask(Node::Trait(of)))
    }
}
