//! Functions whose calls are judged though nothing that they give leads to a client: those that open a connection, or wait for
//! one, and those that call such a function in turn.

use rustc_hash::FxHashSet;

use super::{Leads, matters};
use crate::resolve::graph::{Container, FnId, FnSource, ImportId};
use crate::source::needles::words;
use crate::syntax::types::Name;

/// Calls are followed so far (`per_call`).
const LEVELS: usize = 3;

impl Leads<'_> {
    /// Adds free functions by their text: what names a client, or what leads to one, and a constructor. Methods are found by
    /// their types.
    pub(super) fn calls(&mut self, seeds: &dyn Fn(&str, usize) -> bool) {
        let tags = self.handles.tags;
        let graph = self.graph;
        let paths = tags.constructors.values().map(|tag| tag.path.as_str());
        let paths = paths.chain(tags.blocks.values().map(String::as_str));
        let openers: FxHashSet<&str> = paths.filter_map(|path| path.rsplit("::").next()).collect();
        let leading: FxHashSet<Name> = self.names.iter().map(|(name, _)| name.clone()).collect();
        let free = FnId::all(graph).filter(|id| graph[*id].container == Container::Module);
        let mut others: Vec<FnId> = free.filter(|id| self.matters(&graph[*id].place)).collect();
        let mut called: FxHashSet<Name> = FxHashSet::default();
        for level in 0..=LEVELS {
            let (found, rest): (Vec<FnId>, Vec<FnId>) = others.into_iter().partition(|function| {
                let text = self.text(*function);
                let package = self.loaded.package(graph[*function].place.file);
                match level {
                    0 => {
                        words(text).any(|word| openers.contains(word))
                            && (seeds(text, package) || words(text).any(|word| leading.contains(word)))
                    }
                    _ => words(text).any(|word| called.contains(word) && word != graph[*function].name().as_str()),
                }
            });
            called = found.iter().map(|function| graph[*function].name().clone()).collect();
            let renamed: Vec<Name> =
                self.renamed(&|name| called.contains(name)).into_iter().map(|(to, _)| to).collect();
            called.extend(renamed);
            for function in found {
                let def = &graph[function];
                self.add(def.name(), def.visibility(), def.place.file);
            }
            others = rest;
        }
        self.renames();
    }

    /// Adds what `use … as …` calls by another name.
    pub(super) fn renames(&mut self) {
        loop {
            let before = self.names.len();
            let known: FxHashSet<Name> = self.names.iter().map(|(name, _)| name.clone()).collect();
            for (name, import) in self.renamed(&|name| known.contains(name)) {
                let def = &self.graph[import];
                self.add(&name, &def.visibility, def.file);
            }
            if self.names.len() == before {
                return;
            }
        }
    }

    /// The other names that imports give to something called so.
    fn renamed(&self, is_known: &dyn Fn(&Name) -> bool) -> Vec<(Name, ImportId)> {
        let graph = self.graph;
        let imports = ImportId::all(graph).filter(|id| matters(graph, graph[*id].file));
        let renamed = imports.filter_map(|id| {
            let last = &graph[id].path.segments.last()?.name;
            let binding = graph[id].binding.as_ref().filter(|binding| *binding != last)?;
            is_known(last).then(|| (binding.clone(), id))
        });
        renamed.collect()
    }

    fn text(&self, function: FnId) -> &str {
        let def = &self.graph[function];
        let FnSource::Item(item) = &def.source else { return "" };
        let text = &self.loaded.sources.get(def.place.file).text;
        text.get(item.range.start as usize..item.range.end as usize).unwrap_or_default()
    }
}
