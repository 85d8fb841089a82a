//! Names of the codebase that lead to a client: by which code that names no client crate may still reach one.
//!
//! A type leads there that holds a handle or has a method that gives one; so does a function that gives one or calls a closure with
//! one, a static, alias or trait of such a type, a name bound to any of these by `use`, a macro that names one, and a free function
//! that opens one, or calls one that does. Code that names none of them, and no client crate, has no expression whose type is a
//! handle and calls nothing that opens one.

mod calls;
mod spread;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::handles::Handles;
use super::managers::managers;
use super::{is_source, matters};
use crate::infer::Scope;
use crate::position::{FileId, TextRange};
use crate::resolve::graph::{
    AdtId, AliasId, Container, Def, FnId, FnSource, Graph, ImportId, MacroId, ModuleId, Namespace, Place, StaticId,
    TraitId,
};
use crate::source::load::Loaded;
use crate::source::words::words;
use crate::syntax::facts::Visibility;
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
