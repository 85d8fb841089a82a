//! The canonical module: configured, or inferred from who owns handles and who is imported most.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::handles::Handles;
use super::managers::Manager;
use super::usage::Usage;
use crate::config::{Config, Manager as Configured};
use crate::position::{FileId, TextRange};
use crate::report::Context;
use crate::resolve::graph::{AdtId, CrateId, Def, Graph, ModuleId, Namespace};

/// A scope: the codebase's own, or one of the configuration's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(usize);

impl ScopeId {
    /// The codebase's own: of the packages that no `[[scope]]` names.
    pub const OWN: Self = Self(0);
}

/// Where handles may be owned.
#[derive(Debug, Clone, Default)]
pub struct Canonical {
    /// The module of each scope; the codebase's own scope is unnamed and comes first.
    pub choices: Vec<(Option<String>, Choice)>,
    /// Canonical modules, every instance, each with the scope that it serves.
    pub modules: Vec<(ScopeId, ModuleId)>,
    /// Types named by the configuration, with their scope.
    pub types: Vec<(ScopeId, AdtId)>,
    /// The scope of each package.
    packages: Vec<ScopeId>,
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
    /// All scopes, the codebase's own first.
    pub fn scopes(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..self.choices.len()).map(ScopeId)
    }

    /// The scope of a target's package.
    #[must_use]
    pub fn scope_of(&self, target: Option<(usize, usize)>) -> ScopeId {
        target.and_then(|(package, _)| self.packages.get(package)).copied().unwrap_or(ScopeId::OWN)
    }

    /// The name of a scope; none for the codebase's own.
    #[must_use]
    pub fn name(&self, scope: ScopeId) -> Option<&str> {
        self.choices.get(scope.0).and_then(|(name, _)| name.as_deref())
    }

    /// How a scope's canonical module was found.
    #[must_use]
    pub fn choice(&self, scope: ScopeId) -> Option<&Choice> {
        self.choices.get(scope.0).map(|(_, choice)| choice)
    }

    /// Whether a module is canonical or lies within one that is, whatever scope it serves: a shared library may hold the
    /// manager of somebody else's scope, and there it may own handles.
    #[must_use]
    pub fn holds(&self, graph: &Graph, module: ModuleId) -> bool {
        self.modules.iter().any(|(_, canonical)| lies_within(graph, module, *canonical))
    }

    /// The scope whose canonical module a module is or lies within.
    #[must_use]
    pub fn served_by(&self, graph: &Graph, module: ModuleId) -> Option<ScopeId> {
        self.modules.iter().find(|(_, canonical)| lies_within(graph, module, *canonical)).map(|(scope, _)| *scope)
    }

    /// Whether a module is, or lies within, the canonical module of this scope.
    #[must_use]
    pub fn serves(&self, graph: &Graph, scope: ScopeId, module: ModuleId) -> bool {
        self.modules.iter().any(|(of, canonical)| *of == scope && lies_within(graph, module, *canonical))
    }
}

/// A crate's root stands for itself alone: all of the crate lies within it.
fn lies_within(graph: &Graph, module: ModuleId, canonical: ModuleId) -> bool {
    let module = graph.named_module(module);
    canonical == module || (graph[canonical].parent.is_some() && graph.is_within(module, canonical))
}

/// Finds the canonical module of every scope.
pub(super) fn canonical(
    handles: &Handles<'_>,
    config: &Config,
    packages: &[String],
    managers: &[Manager],
) -> Canonical {
    let world = handles.world;
    let scope_of = |package: &String| {
        let named = config.scopes.iter().position(|scope| scope.packages.matches(package));
        named.map_or(ScopeId::OWN, |at| ScopeId(at + 1))
    };
    let mut found = Canonical { packages: packages.iter().map(scope_of).collect(), ..Canonical::default() };
    let named = config.scopes.iter().map(|scope| (Some(scope.name.clone()), &scope.manager));
    let asked: Vec<(Option<String>, &Configured)> = std::iter::once((None, &config.manager)).chain(named).collect();
    found.choices = asked.iter().map(|(name, _)| (name.clone(), Choice::Nothing)).collect();
    let mut finder = Finder { handles, managers, usage: None };
    // What is configured comes first: another scope's manager is no candidate where one is inferred.
    for inferring in [false, true] {
        for (at, (_, configured)) in asked.iter().enumerate() {
            if (**configured == Configured::Infer) == inferring {
                found.choices[at].1 = finder.choose(ScopeId(at), configured, &mut found);
            }
        }
    }
    let twins: Vec<(ScopeId, ModuleId)> = found
        .modules
        .iter()
        .flat_map(|(scope, module)| instances(world.graph, *module).into_iter().map(|twin| (*scope, twin)))
        .collect();
    found.modules.extend(twins);
    found.modules.sort_unstable();
    found.modules.dedup();
    found
}

impl Canonical {
    /// The scope of the package that a module is part of.
    fn scope_at(&self, graph: &Graph, module: ModuleId) -> ScopeId {
        self.scope_of(super::target_of(graph, module))
    }
}

struct Finder<'a> {
    handles: &'a Handles<'a>,
    managers: &'a [Manager],
    usage: Option<Usage>,
}

impl Finder<'_> {
    fn choose(&mut self, scope: ScopeId, configured: &Configured, found: &mut Canonical) -> Choice {
        match configured {
            Configured::None => Choice::None,
            Configured::Path(path) => self.configured(scope, &path.value, found),
            Configured::Infer => self.infer(scope, found),
        }
    }

    fn configured(&self, scope: ScopeId, path: &str, found: &mut Canonical) -> Choice {
        let graph = self.handles.world.graph;
        let (mut modules, mut types) = lookup(graph, path);
        // Crates of one name in several scopes: the scope's own is meant, where there is one.
        let own = |module: ModuleId| found.scope_at(graph, module) == scope;
        if modules.iter().any(|module| own(*module)) || types.iter().any(|adt| own(graph[*adt].place.module)) {
            modules.retain(|module| own(*module));
            types.retain(|adt| own(graph[*adt].place.module));
        }
        if modules.is_empty() && types.is_empty() {
            return Choice::Missing(path.to_owned());
        }
        modules.extend(types.iter().map(|adt| graph[*adt].place.module));
        found.modules.extend(modules.into_iter().map(|module| (scope, module)));
        found.types.extend(types.into_iter().map(|adt| (scope, adt)));
        Choice::Configured(path.to_owned())
    }

    fn infer(&mut self, scope: ScopeId, found: &mut Canonical) -> Choice {
        let graph = self.handles.world.graph;
        let mut candidates: FxHashMap<ModuleId, Candidate> = FxHashMap::default();
        for manager in self.managers {
            if manager.site.context != Context::Production || found.scope_of(manager.site.target) != scope {
                continue;
            }
            if found.holds(graph, manager.site.module) {
                continue;
            }
            let module = graph.named_module(manager.site.module);
            let usage = self.usage.get_or_insert_with(|| Usage::of(self.handles, self.managers));
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
            Some((_, second)) if best.importers > second.importers => {
                let import = if best.importers == 1 { "file imports" } else { "files import" };
                format!("{} {import} from it, {} from `{}`, the next", best.importers, second.importers, second.path)
            }
            Some((_, second)) if rank(best) > rank(second) && best.importers > 0 => {
                format!("imported as often as `{}`, but named for it", second.path)
            }
            _ => return Choice::Unclear(ranked.into_iter().map(|(_, candidate)| candidate).collect()),
        };
        found.modules.push((scope, *module));
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
