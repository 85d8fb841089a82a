//! Functions whose calls are judged though nothing that they give leads to a client: those that open a connection, or wait for
//! one, and those that call such a function in turn.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Leads, matters};
use crate::resolve::graph::{Container, FnId, FnSource, Graph, ImportId};
use crate::source::words::{Words, words};
use crate::syntax::types::Name;

/// Calls are followed so far (`per_call`).
const LEVELS: usize = 3;

/// What the text of a free function names.
struct Text<'a> {
    function: FnId,
    /// A constructor, and a client or what leads to one.
    opens: bool,
    /// Other free functions, by any name that they have.
    mentions: Vec<&'a str>,
}

/// What a word may be.
#[derive(Default)]
struct Word<'a> {
    /// The name of a constructor.
    opens: bool,
    /// The name of what leads to a client.
    leads: bool,
    /// A name of a free function.
    function: Option<&'a str>,
}

impl<'a> Leads<'a> {
    /// Adds free functions by their text: what names a client, or what leads to one, and a constructor. Methods are found by
    /// their types.
    pub(super) fn calls(&mut self, seeds: &(dyn Fn(&str, usize) -> bool + Sync)) {
        let graph = self.graph;
        let mut others = self.texts(seeds);
        let mut called: FxHashSet<Name> = FxHashSet::default();
        for level in 0..=LEVELS {
            let is_found = |text: &Text<'_>| match level {
                0 => text.opens,
                _ => text.mentions.iter().any(|name| called.contains(*name)),
            };
            let (found, rest): (Vec<Text<'a>>, Vec<Text<'a>>) = others.into_iter().partition(is_found);
            called = found.iter().map(|text| graph[text.function].name().clone()).collect();
            let renamed: Vec<Name> =
                self.renamed(&|name| called.contains(name)).into_iter().map(|(to, _)| to).collect();
            called.extend(renamed);
            for text in found {
                let def = &graph[text.function];
                self.add(def.name(), def.visibility(), def.place.file);
            }
            others = rest;
        }
        self.renames();
    }

    /// Reads the texts of the free functions, each once.
    fn texts(&self, seeds: &(dyn Fn(&str, usize) -> bool + Sync)) -> Vec<Text<'a>> {
        let (tags, graph): (_, &'a Graph) = (self.handles.tags, self.graph);
        let paths = tags.constructors.values().map(|tag| tag.path.as_str());
        let paths = paths.chain(tags.blocks.values().map(String::as_str));
        let free = FnId::all(graph).filter(|id| graph[*id].container == Container::Module);
        let free: Vec<FnId> = free.filter(|id| self.matters(&graph[*id].place)).collect();
        let mut told: FxHashMap<&str, Word<'a>> = FxHashMap::default();
        let bindings = ImportId::all(graph).filter_map(|id| graph[id].binding.as_deref());
        for name in free.iter().map(|id| graph[*id].name().as_str()).chain(bindings) {
            told.entry(name).or_default().function = Some(name);
        }
        for name in paths.filter_map(|path| path.rsplit("::").next()) {
            told.entry(name).or_default().opens = true;
        }
        for (name, _) in &self.names {
            told.entry(name).or_default().leads = true;
        }
        let told = Words::of(told);
        let read = |function: FnId| {
            let (text, own) = (self.text(function), graph[function].name().as_str());
            let (mut opens, mut leads, mut mentions) = (false, false, Vec::new());
            for (word, told) in words(text).filter_map(|word| Some((word, told.get(word)?))) {
                opens |= told.opens;
                leads |= told.leads;
                mentions.extend(told.function.filter(|_| word != own));
            }
            let package = self.loaded.package(graph[function].place.file);
            Text { function, opens: opens && (leads || seeds(text, package)), mentions }
        };
        free.into_par_iter().map(read).collect()
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
        item.range.slice(text).unwrap_or_default()
    }
}
