//! The canonical module: configured, or inferred from who owns handles and who is imported most.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::managers::Manager;
use super::usage::Usage;
use crate::config::{Config, Manager as Configured};
use crate::infer::World;
use crate::position::{FileId, TextRange};
use crate::report::Context;
use crate::resolve::graph::{AdtId, CrateId, Def, Graph, ModuleId, Namespace};

/// Where handles may be owned.
#[derive(Debug, Clone, Default)]
pub struct Canonical {
    /// The module of each scope; the codebase's own scope is unnamed.
    pub choices: Vec<(Option<String>, Choice)>,
    /// Canonical modules, every instance.
    pub modules: Vec<ModuleId>,
    /// Types named by the configuration.
    pub types: Vec<AdtId>,
}

/// How one scope's canonical module was found, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Named by the user.
    Configured(String),
    /// Named by the user, but not there.
    Missing(String),
    /// Said to be none.
    None,
    /// Inferred, with the reason.
    Inferred {
        /// Its path.
        path: String,
        /// Why it.
        reason: String,
    },
    /// Several are as likely.
    Unclear(Vec<Candidate>),
    /// Nothing owns a handle.
    Nothing,
}

/// A module that could be canonical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its path.
    pub path: String,
    /// Files outside that import from it.
    pub importers: usize,
    /// Names of the types in it that own handles.
    pub managers: Vec<String>,
}

impl Canonical {
    /// Whether a module is canonical or lies within one that is. A crate's root stands for itself alone: all of the crate lies within.
    #[must_use]
    pub fn holds(&self, graph: &Graph, module: ModuleId) -> bool {
        let module = graph.named_module(module);
        self.modules.iter().any(|canonical| {
            *canonical == module || (graph[*canonical].parent.is_some() && graph.is_within(module, *canonical))
        })
    }
}

/// Finds the canonical module of every scope.
pub(super) fn canonical(world: &World<'_>, config: &Config, packages: &[String], managers: &[Manager]) -> Canonical {
    let mut found = Canonical::default();
    let mut finder = Finder { world, packages, managers, usage: None };
    let all = |_: &str| true;
    finder.scope(None, &config.manager, &all, &mut found);
    for scope in &config.scopes {
        let within = |package: &str| scope.packages.matches(package);
        finder.scope(Some(scope.name.clone()), &scope.manager, &within, &mut found);
    }
    let twins: Vec<ModuleId> = found.modules.iter().flat_map(|module| instances(world.graph, *module)).collect();
    found.modules.extend(twins);
    found.modules.sort_unstable();
    found.modules.dedup();
    found
}

struct Finder<'a> {
    world: &'a World<'a>,
    packages: &'a [String],
    managers: &'a [Manager],
    usage: Option<Usage>,
}

impl Finder<'_> {
    fn scope(
        &mut self,
        name: Option<String>,
        configured: &Configured,
        within: &dyn Fn(&str) -> bool,
        found: &mut Canonical,
    ) {
        let choice = match configured {
            Configured::None => Choice::None,
            Configured::Path(path) => self.configured(&path.value, found),
            Configured::Infer => self.infer(within, found),
        };
        found.choices.push((name, choice));
    }

    fn configured(&self, path: &str, found: &mut Canonical) -> Choice {
        let (modules, types) = lookup(self.world.graph, path);
        if modules.is_empty() && types.is_empty() {
            return Choice::Missing(path.to_owned());
        }
        found.modules.extend(types.iter().map(|adt| self.world.graph[*adt].place.module));
        found.modules.extend(modules);
        found.types.extend(types);
        Choice::Configured(path.to_owned())
    }

    fn infer(&mut self, within: &dyn Fn(&str) -> bool, found: &mut Canonical) -> Choice {
        let graph = self.world.graph;
        let mut candidates: FxHashMap<ModuleId, Candidate> = FxHashMap::default();
        for manager in self.managers {
            let package = manager.site.target.map_or("", |(package, _)| self.packages[package].as_str());
            if manager.site.context != Context::Production || !within(package) {
                continue;
            }
            let module = graph.named_module(manager.site.module);
            let usage = self.usage.get_or_insert_with(|| Usage::of(self.world));
            let candidate = candidates.entry(module).or_insert_with(|| Candidate {
                path: graph.module_path(module),
                importers: usage.count(module),
                managers: Vec::new(),
            });
            candidate.managers.push(manager.name.clone());
        }
        let mut ranked: Vec<(ModuleId, Candidate)> = candidates.into_iter().collect();
        ranked.sort_by(|(_, a), (_, b)| rank(b).cmp(&rank(a)).then_with(|| a.path.cmp(&b.path)));
        let Some((module, best)) = ranked.first() else { return Choice::Nothing };
        let reason = match ranked.get(1) {
            None => "the only module whose types own a handle".to_owned(),
            Some((_, second)) if best.importers > second.importers => format!(
                "{} files import from it, {} from `{}`, the next",
                best.importers, second.importers, second.path
            ),
            Some((_, second)) if rank(best) > rank(second) && best.importers > 0 => {
                format!("imported as often as `{}`, but named for it", second.path)
            }
            _ => return Choice::Unclear(ranked.into_iter().map(|(_, candidate)| candidate).collect()),
        };
        found.modules.push(*module);
        Choice::Inferred { path: best.path.clone(), reason }
    }
}

/// Imports first; names only where these tie.
fn rank(candidate: &Candidate) -> (usize, bool) {
    let last = candidate.path.rsplit("::").next().unwrap_or_default();
    (candidate.importers, last.contains("redis") || last.contains("valkey"))
}

/// Modules and types a configured path means.
fn lookup(graph: &Graph, path: &str) -> (Vec<ModuleId>, Vec<AdtId>) {
    let mut parts = path.split("::");
    let first = parts.next().unwrap_or_default();
    let mut modules: Vec<ModuleId> = CrateId::all(graph)
        .filter(|id| !graph[*id].interface && (first == "crate" || graph[*id].name == first))
        .map(|id| graph[id].root)
        .collect();
    let mut types = Vec::new();
    for part in parts {
        let name = SmolStr::from(part);
        let found: Vec<Def> = modules.iter().flat_map(|module| graph.lookup(*module, &name, Namespace::Type)).collect();
        modules = Vec::new();
        for def in found {
            match def {
                Def::Module(module) => modules.push(module),
                Def::Adt(adt) => types.push(adt),
                _ => {}
            }
        }
    }
    (modules, types)
}

/// The same module in other crates: a file that several targets share.
fn instances(graph: &Graph, module: ModuleId) -> Vec<ModuleId> {
    let place: (FileId, Option<(FileId, TextRange)>) = (graph[module].file, graph[module].declaration);
    let same = |id: &ModuleId| {
        let other = &graph[*id];
        !other.is_block
            && other.file == place.0
            && (other.declaration == place.1
                // `mod redis;` in both `lib.rs` and `main.rs`: two declarations, one file of its own.
                || (other.declaration.is_some_and(|(file, _)| file != other.file)
                    && place.1.is_some_and(|(file, _)| file != place.0)))
    };
    if place.1.is_none() { Vec::new() } else { ModuleId::all(graph).filter(same).collect() }
}
