//! Packages that depend on client crates without a part of the canonical module.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Model, Site};
use crate::catalogue::{Client, Role};
use crate::position::{FileId, Span, TextRange, to_u32};
use crate::report::Context;
use crate::resolve::graph::{MacroId, ModuleId, NO_FILE};
use crate::workspace::{Codebase, Dependency, DependencyKind, Package, TargetKind, spans};

use super::tags::Tags;

/// What a package does with a client crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage {
    /// It opens clients, pools or connections, at so many places.
    Opens(usize),
    /// Its sources name the crate.
    Named,
    /// No source of it names the crate.
    Unused,
}

/// A dependency on a client crate that a package has without a part of the canonical module.
#[derive(Debug, Clone)]
pub struct ClientDependency {
    /// Its key in the manifest.
    pub site: Site,
    /// The package that has it.
    pub package: String,
    /// The client crate, as it is published.
    pub client: String,
    /// Which table it stands in.
    pub kind: DependencyKind,
    /// What the package does with it.
    pub usage: Usage,
    /// The edit that takes it out of the manifest.
    pub removal: Option<(Span, String)>,
    /// What may need it all the same, though no source names it; none when nothing does.
    pub doubt: Option<&'static str>,
}

impl Tags {
    /// The client crate that a dependency is: one that connects to Redis, or pools what does.
    fn client(&self, dependency: &Dependency) -> Option<&Arc<Client>> {
        self.entry(&dependency.package).filter(|found| matches!(found.role, Role::Client | Role::Pool))
    }

    /// What the catalogue says of a package.
    fn entry(&self, package: &str) -> Option<&Arc<Client>> {
        self.clients.iter().find(|client| client.package == package)
    }
}

impl Model<'_> {
    /// The dependencies on client crates of packages that have no part of any canonical module, in the order of packages and
    /// tables; none where their scope has no canonical module.
    #[must_use]
    pub fn client_dependencies(&self, codebase: &Codebase) -> Vec<ClientDependency> {
        let graph = self.graph();
        let owner = |module: &ModuleId| super::target_of(graph, *module).map(|(package, _)| package);
        let owners: BTreeSet<usize> = self.canonical.modules.iter().filter_map(|(_, module)| owner(module)).collect();
        let mut found = Vec::new();
        for (at, package) in codebase.packages.iter().enumerate() {
            // An in-house client is made of another one.
            let is_client = self.tags.entry(&package.name).is_some();
            let scope = self.canonical.scope_of(Some((at, 0)));
            let is_served = self.canonical.modules.iter().any(|(of, _)| *of == scope);
            if !is_served || owners.contains(&at) || is_client {
                continue;
            }
            for dependency in &package.dependencies {
                if let Some(client) = self.tags.client(dependency) {
                    found.extend(self.client_dependency(codebase, at, dependency, client));
                }
            }
        }
        found
    }

    fn client_dependency(
        &self,
        codebase: &Codebase,
        at: usize,
        dependency: &Dependency,
        client: &Client,
    ) -> Option<ClientDependency> {
        let package = &codebase.packages[at];
        let file = *self.loaded.manifests.get(&package.manifest_path)?;
        let text = &self.loaded.sources.get(file).text;
        let entry = spans::entry(text, dependency)?;
        let span =
            |range: std::ops::Range<usize>| Span::new(file, TextRange::new(to_u32(range.start), to_u32(range.end)));
        let name = if dependency.is_renamed() { dependency.name_in_code() } else { client.lib.clone() };
        let usage = self.usage(at, client, &name);
        let doubt = match () {
            () if dependency.optional || entry.is_named_elsewhere => Some("a feature or another table needs it"),
            () if entry.sets_features => Some("the features that it sets for the whole build are needed"),
            () if self.is_named_by_others(codebase, package, &name) => Some("a macro or build script names it unseen"),
            () => None,
        };
        Some(ClientDependency {
            site: Site {
                span: span(entry.key),
                module: ModuleId(0),
                item: package.name.clone(),
                context: context(dependency.kind),
                target: (!package.targets.is_empty()).then_some((at, 0)),
            },
            package: package.name.clone(),
            client: dependency.package.clone(),
            kind: dependency.kind,
            removal: entry.removal.filter(|_| usage == Usage::Unused).map(|range| (span(range), String::new())),
            usage,
            doubt,
        })
    }

    fn usage(&self, package: usize, client: &Client, name: &str) -> Usage {
        let opens = |path: &str| path.split("::").next() == Some(client.lib.as_str());
        let opened = self.constructions.iter().filter(|construction| {
            construction.site.target.is_some_and(|(of, _)| of == package)
                && construction.links.iter().any(|link| opens(&link.constructor))
        });
        match opened.count() {
            0 if self.is_named(package, name) => Usage::Named,
            0 => Usage::Unused,
            count => Usage::Opens(count),
        }
    }

    /// Whether a word stands anywhere in the sources of a package, comments included.
    fn is_named(&self, package: usize, name: &str) -> bool {
        let graph = self.graph();
        let own = |module: &ModuleId| super::target_of(graph, *module).is_some_and(|(of, _)| of == package);
        let files = ModuleId::all(graph).filter(own).map(|module| graph[module].file);
        let files: BTreeSet<FileId> = files.filter(|file| *file != NO_FILE).collect();
        files.into_iter().any(|file| has_word(&self.loaded.sources.get(file).text, name))
    }

    /// Whether code that the package's own sources do not show may name the crate: what a build script writes, and what macros
    /// give: those of packages that have to do with Redis, and those of this codebase that name it.
    fn is_named_by_others(&self, codebase: &Codebase, package: &Package, name: &str) -> bool {
        let builds = package.targets.iter().any(|target| target.kind == TargetKind::BuildScript);
        builds
            || package.dependencies.iter().any(|dependency| {
                let known = self.tags.entry(&dependency.package).is_some();
                let directory = dependency.path.as_deref();
                let is_member = |package: &Package| directory.is_some() && package.manifest_path.parent() == directory;
                let member = codebase.packages.iter().position(is_member);
                (known && self.tags.client(dependency).is_none())
                    || member.is_some_and(|at| self.has_macro_naming(codebase, at, name))
            })
    }

    /// Whether a macro that a package gives to others names a crate.
    fn has_macro_naming(&self, codebase: &Codebase, package: usize, name: &str) -> bool {
        let graph = self.graph();
        let is_proc_macro = codebase.packages[package].targets.iter().any(crate::workspace::Target::is_proc_macro);
        (is_proc_macro && self.is_named(package, name))
            || MacroId::all(graph).any(|id| {
                let of = &graph[id];
                let own = super::target_of(graph, of.place.module).is_some_and(|(at, _)| at == package);
                own && of.item.attrs.macro_export && {
                    let text = &self.loaded.sources.get(of.place.file).text;
                    let range = of.item.range;
                    range.slice(text).is_none_or(|text| has_word(text, name))
                }
            })
    }
}

fn context(kind: DependencyKind) -> Context {
    match kind {
        DependencyKind::Normal => Context::Production,
        DependencyKind::Dev => Context::Test,
        DependencyKind::Build => Context::Build,
    }
}

fn has_word(text: &str, word: &str) -> bool {
    let is_word =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 128);
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, word).any(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        !is_word(before) && !is_word(bytes.get(at + word.len()))
    })
}
