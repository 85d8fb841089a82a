//! Names of the codebase that lead to a client: by which code that names no client crate may still reach one.
//!
//! A type leads there that holds a handle or has a method that gives one; so does a function that gives one or calls a closure with
//! one, a static, alias or trait of such a type, a name bound to any of these by `use`, a macro that names one, and a free function
//! that opens one, or calls one that does. Code that names none of them, and no client crate, has no expression whose type is a
//! handle and calls nothing that opens one.

mod calls;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::handles::Handles;
use super::managers::managers;
use super::{is_source, matters};
use crate::infer::Scope;
use crate::infer::ty::{Bound, Ty};
use crate::position::{FileId, TextRange};
use crate::resolve::graph::{
    AdtId, AliasId, Container, Def, FnId, FnSource, Graph, ImplId, ImportId, MacroId, ModuleId, Namespace, Place,
    StaticId, TraitId,
};
use crate::source::load::Loaded;
use crate::source::words::words;
use crate::syntax::facts::{AssocKind, Visibility};
use crate::syntax::types::Name;

/// Where a name may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    /// In the whole codebase.
    Everywhere,
    /// In a package and in those that depend on it.
    Package(usize),
    /// In a file and in those it declares.
    Below(FileId),
}

/// The names that lead to a client, as far as the parsed files tell, and where each may be used. `seeds`: whether a text names a
/// client.
#[must_use]
pub fn leads(
    handles: &Handles<'_>,
    loaded: &Loaded,
    seeds: &(dyn Fn(&str, usize) -> bool + Sync),
) -> Vec<(Name, Within)> {
    let mut leads = Leads {
        handles,
        graph: handles.world.graph,
        loaded,
        adts: FxHashSet::default(),
        traits: FxHashSet::default(),
        names: FxHashSet::default(),
    };
    leads.interfaces();
    leads.close();
    leads.items();
    leads.imports();
    leads.managers();
    leads.urls();
    leads.macros(seeds);
    leads.renames();
    leads.calls(seeds);
    let mut names: Vec<(Name, Within)> = leads.names.into_iter().collect();
    names.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    names
}

struct Leads<'a> {
    handles: &'a Handles<'a>,
    graph: &'a Graph,
    loaded: &'a Loaded,
    adts: FxHashSet<AdtId>,
    traits: FxHashSet<TraitId>,
    names: FxHashSet<(Name, Within)>,
}

impl Leads<'_> {
    fn matters(&self, place: &Place) -> bool {
        matters(self.graph, place.file)
    }

    fn add(&mut self, name: &Name, visibility: &Visibility, file: FileId) {
        let within = match visibility {
            Visibility::Private => Within::Below(file),
            _ => Within::Package(self.loaded.package(file)),
        };
        self.names.insert((name.clone(), within));
    }

    /// Whether anything within a type leads to a client.
    fn ty(&self, ty: &Ty) -> bool {
        ty.any(&mut |part| match part {
            Ty::Adt(adt, _) if self.adts.contains(adt) => true,
            Ty::Bounds(bounds) if bounds.iter().any(|bound| self.is_trait(bound)) => true,
            Ty::Param(owner, _) => {
                let bounds = self.handles.world.bounds_of(part, *owner, &Scope::module(ModuleId(0)));
                bounds.iter().any(|bound| self.is_trait(bound))
            }
            part => self.handles.kind(part).is_some(),
        })
    }

    fn is_trait(&self, bound: &Bound) -> bool {
        bound.of.is_some_and(|of| self.traits.contains(&of) || self.handles.tags.traits.contains_key(&of))
    }

    /// Whether a function gives what leads to a client, or calls what it is given with it.
    fn signature(&self, function: FnId) -> bool {
        let world = self.handles.world;
        let Some(signature) = self.graph[function].signature() else { return false };
        let called = |ty: &Ty| matches!(ty.without_refs(), Ty::Fn(..) | Ty::Bounds(_));
        world.ret(function).is_some_and(|ret| self.ty(&ret))
            || world.params(function).iter().any(|ty| called(ty) && self.ty(ty))
            || signature.generics.predicates.iter().flat_map(|(_, paths)| paths).any(|path| {
                let bound = world.bound(path, &world.fn_scope(function));
                bound.args.iter().chain(bound.bindings.iter().map(|(_, ty)| ty)).any(|ty| self.ty(ty))
            })
    }

    /// The types of client crates that are no handle and give one: guards, builders, what constructors return.
    fn interfaces(&mut self) {
        let tags = self.handles.tags;
        self.adts.extend(tags.handles.keys().chain(&tags.guards).chain(&tags.fluent));
        let clients: FxHashSet<&str> = tags.clients.iter().map(|client| client.lib.as_str()).collect();
        let impls: Vec<ImplId> = ImplId::all(self.graph)
            .filter(|id| {
                let krate = &self.graph[self.graph[self.graph[*id].place.module].krate];
                krate.interface && clients.contains(krate.name.as_str())
            })
            .collect();
        while impls.iter().filter(|id| self.implementor(**id)).count() > 0 {}
    }

    /// Goes over the types and traits of the codebase until nothing is added.
    fn close(&mut self) {
        let graph = self.graph;
        let adts: Vec<AdtId> = AdtId::all(graph).filter(|id| self.matters(&graph[*id].place)).collect();
        let impls: Vec<ImplId> = ImplId::all(graph).filter(|id| self.matters(&graph[*id].place)).collect();
        // What is asked below is asked of all: in parallel first, and remembered.
        let world = self.handles.world;
        adts.par_iter().for_each(|adt| drop(world.fields(*adt)));
        FnId::all(graph)
            .collect::<Vec<_>>()
            .into_par_iter()
            .filter(|id| matters(graph, graph[*id].place.file))
            .for_each(|id| {
                drop((world.ret(id), world.params(id)));
            });
        let traits: Vec<TraitId> = TraitId::all(graph).filter(|id| self.matters(&graph[*id].place)).collect();
        loop {
            let before = (self.adts.len(), self.traits.len(), self.names.len());
            for adt in &adts {
                if !self.adts.contains(adt) && self.fields(*adt) {
                    self.adts.insert(*adt);
                }
            }
            for of in &traits {
                if !self.traits.contains(of) && self.trait_leads(*of) {
                    self.traits.insert(*of);
                }
            }
            for id in &impls {
                self.implementor(*id);
            }
            if before == (self.adts.len(), self.traits.len(), self.names.len()) {
                return;
            }
        }
    }

    fn fields(&self, adt: AdtId) -> bool {
        self.handles.world.fields(adt).iter().flatten().any(|ty| self.ty(ty))
    }

    fn trait_leads(&self, of: TraitId) -> bool {
        let Some(facts) = self.graph[of].facts() else { return false };
        let scope = self.handles.world.container_scope(self.graph[of].place.module, Container::Trait(of));
        let bound = |path| self.is_trait(&self.handles.world.bound(path, &scope));
        facts.supertraits.iter().any(bound)
            || self.graph[of].fns.iter().any(|function| self.signature(*function))
            || facts.items.iter().any(|item| match &item.kind {
                AssocKind::Type(bounds, default) => {
                    bounds.iter().any(bound)
                        || default.as_ref().is_some_and(|ty| self.ty(&self.handles.world.lower(ty, &scope)))
                }
                _ => false,
            })
    }

    /// Adds the type of an `impl` that leads to a client; of a type that is not the codebase's, the names its methods are called by.
    fn implementor(&mut self, id: ImplId) -> bool {
        let world = self.handles.world;
        let Some(header) = world.impls.header(id) else { return false };
        let own = match &header.self_ty {
            Ty::Adt(adt, _) if self.adts.contains(adt) => return false,
            Ty::Adt(adt, _) => Some(*adt),
            _ => None,
        };
        let scope = world.container_scope(self.graph[id].place.module, Container::Impl(id));
        let types =
            self.graph[id].facts().into_iter().flat_map(|facts| &facts.items).filter_map(|item| match &item.kind {
                AssocKind::Type(_, Some(ty)) => Some(ty),
                _ => None,
            });
        let of = header.of.as_ref().and_then(|bound| bound.of);
        let leads = header.of.as_ref().is_some_and(|bound| self.is_trait(bound))
            || types.map(|ty| world.lower(ty, &scope)).any(|ty| self.ty(&ty))
            || self.graph[id].fns.iter().any(|function| self.signature(*function));
        let Some(adt) = own.filter(|adt| leads && (is_source(self.graph[*adt].place.file) || header.inherent)) else {
            if leads && is_source(self.graph[id].place.file) {
                self.extension(id, of);
            }
            return false;
        };
        self.adts.insert(adt)
    }

    fn extension(&mut self, id: ImplId, of: Option<TraitId>) {
        let package = Within::Package(self.loaded.package(self.graph[id].place.file));
        let methods = self.graph[id].fns.iter().filter(|function| self.signature(**function));
        let names: Vec<Name> = methods.map(|function| self.graph[*function].name().clone()).collect();
        self.names.extend(names.into_iter().map(|name| (name, package)));
        self.names.extend(of.map(|of| (self.graph[of].item.name.clone(), package)));
    }

    fn items(&mut self) {
        let graph = self.graph;
        let world = self.handles.world;
        let adts: Vec<AdtId> = self.adts.iter().copied().filter(|adt| is_source(graph[*adt].place.file)).collect();
        for adt in adts {
            self.add(&graph[adt].item.name, &graph[adt].item.visibility, graph[adt].place.file);
        }
        let traits: Vec<TraitId> = self.traits.iter().copied().filter(|of| is_source(graph[*of].place.file)).collect();
        for of in traits {
            self.add(&graph[of].item.name, &graph[of].item.visibility, graph[of].place.file);
        }
        for alias in AliasId::all(graph).filter(|id| self.matters(&graph[*id].place)).collect::<Vec<_>>() {
            if self.leads(&Def::Alias(alias)) {
                self.add(&graph[alias].item.name, &graph[alias].item.visibility, graph[alias].place.file);
            }
        }
        for function in FnId::all(graph).filter(|id| self.matters(&graph[*id].place)).collect::<Vec<_>>() {
            if graph[function].container == Container::Module && self.signature(function) {
                self.add(graph[function].name(), graph[function].visibility(), graph[function].place.file);
            }
        }
        for declared in StaticId::all(graph).filter(|id| self.matters(&graph[*id].place)).collect::<Vec<_>>() {
            let def = &graph[declared];
            let scope = world.container_scope(def.place.module, def.container);
            if def.facts().is_some_and(|facts| self.ty(&world.lower(&facts.ty, &scope))) {
                self.names.insert((def.name().clone(), Within::Package(self.loaded.package(def.place.file))));
            }
        }
    }

    /// Whether a definition leads to a client.
    fn leads(&self, def: &Def) -> bool {
        let world = self.handles.world;
        match def {
            Def::Adt(adt) | Def::Variant(adt, _) => {
                self.adts.contains(adt) || self.handles.tags.generic_pools.contains_key(adt)
            }
            Def::Alias(alias) => {
                let scope = Scope::module(self.graph[*alias].place.module);
                self.graph[*alias].parts().is_some_and(|(_, ty)| self.ty(&world.lower(ty, &scope)))
            }
            Def::Trait(of) => {
                self.traits.contains(of)
                    || self.handles.tags.traits.contains_key(of)
                    || self.handles.tags.derives.contains_key(of)
            }
            Def::Fn(function) => self.handles.tags.constructors.contains_key(function) || self.signature(*function),
            Def::Module(module) => self.is_client(*module),
            Def::Static(_) | Def::Macro(_) | Def::Primitive(_) | Def::Foreign(_) => false,
        }
    }

    fn is_client(&self, module: ModuleId) -> bool {
        let krate = &self.graph[self.graph[module].krate];
        krate.interface && self.handles.tags.clients.iter().any(|client| client.lib == krate.name)
    }

    /// Names that `use` binds to what leads to a client; those that a glob of a client's module brings along.
    fn imports(&mut self) {
        let graph = self.graph;
        let imports: Vec<ImportId> = ImportId::all(graph).filter(|id| matters(graph, graph[*id].file)).collect();
        let targets: Vec<Vec<Def>> = imports.par_iter().map(|import| graph.import_targets(*import)).collect();
        for (import, targets) in imports.into_iter().zip(targets) {
            let data = &graph[import];
            for target in &targets {
                match (target, &data.binding) {
                    (Def::Module(module), None) if data.glob && self.is_client(*module) => {
                        for name in graph.names_in(*module) {
                            if self.named(*module, name) {
                                self.add(name, &data.visibility, data.file);
                            }
                        }
                    }
                    (Def::Module(module), None) if data.glob => self.missed(*module),
                    (target, Some(binding)) if self.leads(target) => self.add(binding, &data.visibility, data.file),
                    _ => {}
                }
            }
        }
    }

    fn named(&self, module: ModuleId, name: &Name) -> bool {
        [Namespace::Type, Namespace::Value]
            .into_iter()
            .flat_map(|namespace| self.graph.lookup(module, name, namespace))
            .any(|def| self.leads(&def))
    }

    /// A glob of a module brings traits along, whose methods are called without naming them.
    fn missed(&self, module: ModuleId) {
        let mut pending = vec![module];
        let mut seen = FxHashSet::default();
        while let Some(module) = pending.pop() {
            if !seen.insert(module) {
                continue;
            }
            self.graph.unread().ask(&[self.graph[module].file]);
            let public = |glob: &&ImportId| self.graph[**glob].visibility != Visibility::Private;
            for glob in self.graph.globs_in(module).iter().filter(public) {
                pending.extend(self.graph.import_targets(*glob).into_iter().filter_map(|def| match def {
                    Def::Module(module) => Some(module),
                    _ => None,
                }));
            }
        }
    }

    /// Another type of a manager's name is looked for in the whole codebase; who imports from a manager's module is counted.
    fn managers(&mut self) {
        for manager in managers(self.handles) {
            self.names.insert((Name::from(manager.name.as_str()), Within::Everywhere));
            let module = self.graph.named_module(manager.site.module);
            if self.graph[module].parent.is_some() {
                let package = Within::Package(self.loaded.package(manager.site.span.file));
                self.names.insert((self.graph[module].name.clone(), package));
            }
        }
    }

    /// What holds a server's URL is judged by its uses.
    fn urls(&mut self) {
        let graph = self.graph;
        let schemes = &self.handles.tags.schemes;
        let is_url = |text: &str| {
            text.split_once("://")
                .is_some_and(|(scheme, _)| schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme)))
        };
        let holds = |file: FileId, range: TextRange| {
            let strings = self.loaded.facts.get(&file).map_or(&[][..], |facts| facts.strings.as_slice());
            strings.iter().any(|(at, text)| range.contains(*at) && is_url(text))
        };
        let range = |source: &FnSource| match source {
            FnSource::Item(item) => item.range,
            FnSource::Assoc(item) => item.range,
        };
        let fns = FnId::all(graph).map(|id| (&graph[id].place, &graph[id].source, graph[id].name()));
        let statics = StaticId::all(graph).map(|id| (&graph[id].place, &graph[id].source, graph[id].name()));
        let holders: Vec<(Name, Within)> = fns
            .chain(statics)
            .filter(|(place, source, _)| self.matters(place) && holds(place.file, range(source)))
            .map(|(place, _, name)| (name.clone(), Within::Package(self.loaded.package(place.file))))
            .collect();
        self.names.extend(holders);
    }

    fn macros(&mut self, seeds: &dyn Fn(&str, usize) -> bool) {
        let graph = self.graph;
        let known: FxHashSet<Name> = self.names.iter().map(|(name, _)| name.clone()).collect();
        for id in MacroId::all(graph).filter(|id| matters(graph, graph[*id].place.file)) {
            let (place, item) = (&graph[id].place, &graph[id].item);
            let text = &self.loaded.sources.get(place.file).text;
            let text = item.range.slice(text).unwrap_or_default();
            let package = self.loaded.package(place.file);
            if seeds(text, package) || words(text).any(|word| known.contains(word)) {
                self.names.insert((item.name.clone(), Within::Package(package)));
            }
        }
    }
}
