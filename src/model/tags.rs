//! The catalogue's rows, attached to the definitions they name.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::assemble::Assembled;
use super::frameworks::Frameworks;
use super::hidden::HiddenTags;
use crate::catalogue::{Client, Cloned, Constructor, Interface, KeyFunction, TraitRow, TypeKind, Wait};
use crate::config::HandleKind;
use crate::infer::World;
use crate::infer::ty::Ty;
use crate::resolve::graph::{AdtId, CrateId, Def, FnId, Graph, ModuleId, Namespace, TraitId};

/// A type that is a way to Redis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandleTag {
    /// What it is.
    pub kind: HandleKind,
    /// Its path as its crate's users write it.
    pub path: String,
    /// The package it comes from.
    pub package: String,
    /// Blocks the thread.
    pub sync: bool,
    /// Serves many callers at once over one socket.
    pub multiplexed: bool,
    /// Replaces a lost connection by itself.
    pub reconnects: bool,
    /// Its clones use one socket or one pool.
    pub shares: bool,
}

/// A function that opens something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstructorTag {
    /// What it opens.
    pub opens: HandleKind,
    /// Its path as its crate's users write it.
    pub path: String,
    /// The package it comes from.
    pub package: String,
    /// Blocks the thread.
    pub sync: bool,
    /// Counts only when its result is a Redis pool or connection by a type argument.
    pub generic: bool,
    /// Its name alone gives its client away.
    pub telling: bool,
    /// Opens a socket, now or later.
    pub connects: bool,
}

/// A wait that a constructor leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitTag {
    /// The row.
    pub row: Wait,
    /// The package whose version decides.
    pub package: String,
    /// The client through which it is used.
    pub via: Option<String>,
    /// The types of [`Wait::given`].
    pub given: Vec<AdtId>,
}

/// The catalogue's rows by definition.
#[derive(Debug, Default)]
pub struct Tags {
    /// Types that are a way to Redis.
    pub handles: FxHashMap<AdtId, HandleTag>,
    /// Types borrowed from a pool.
    pub guards: FxHashSet<AdtId>,
    /// Pools of anything: the deciding parameter.
    pub generic_pools: FxHashMap<AdtId, usize>,
    /// Functions that open something.
    pub constructors: FxHashMap<FnId, ConstructorTag>,
    /// The same by their names.
    pub named: FxHashMap<String, Vec<FnId>>,
    /// Functions that are given keys or words of commands.
    pub key_functions: FxHashMap<FnId, KeyFunction>,
    /// Commands as values: the client whose commands are their methods.
    pub command_values: FxHashMap<AdtId, Arc<Client>>,
    /// Waits that constructors leave open.
    pub waits: FxHashMap<FnId, Vec<Arc<WaitTag>>>,
    /// Traits with a role.
    pub traits: FxHashMap<TraitId, TraitRow>,
    /// Derive macros that open something, by the trait of their name.
    pub derives: FxHashMap<TraitId, ConstructorTag>,
    /// Builders and configurations whose undeclared methods return the type itself.
    pub fluent: FxHashSet<AdtId>,
    /// Types that hold what they are given without owning it.
    pub borrows: FxHashSet<AdtId>,
    /// Types that give what they hold to one caller at a time.
    pub locks: FxHashSet<AdtId>,
    /// Handles that open a connection wherever they are used as one, and the trait by which they are.
    pub implicit: FxHashMap<AdtId, TraitId>,
    /// Functions that block the thread until a pool has a connection, or a message comes, by their path.
    pub blocks: FxHashMap<FnId, String>,
    /// How libraries run the code they are given.
    pub frameworks: Frameworks,
    /// Functions and macros by which libraries open clients of their own.
    pub hidden: HiddenTags,
    /// Schemes of the URLs that clients take.
    pub schemes: Vec<String>,
    /// Packages of the client crates of this codebase.
    pub clients: Vec<Arc<Client>>,
    /// Rows that name nothing: a mistake in the catalogue, which a test shows.
    pub dangling: Vec<String>,
}

impl Tags {
    /// Reads the types of all rows; constructors need types and follow with [`Tags::attach_constructors`].
    #[must_use]
    pub fn of_types(assembled: &Assembled) -> Self {
        let graph = &assembled.graph;
        let mut tags = Self { frameworks: Frameworks::of(graph), ..Self::default() };
        for adt in AdtId::all(graph) {
            let marked = |name: &str| graph[adt].item.attrs.others.iter().any(|attr| attr.name == name);
            if marked("borrows") {
                tags.borrows.insert(adt);
            }
            if marked("locks") {
                tags.locks.insert(adt);
            }
        }
        for (at, interface) in &assembled.interfaces {
            if let Some(client) = &interface.client {
                tags.types(graph, CrateId(crate::position::to_u32(*at)), client);
                tags.schemes.extend(client.url_schemes.iter().cloned());
                tags.command_values(graph, CrateId(crate::position::to_u32(*at)), client);
                tags.clients.push(Arc::clone(client));
            }
        }
        tags.schemes.sort();
        tags.schemes.dedup();
        tags
    }

    /// Whether a name speaks of the server: `RedisManager`, `valkey_pool`. Its words are those of the clients' URLs; where a client
    /// takes none, any name may.
    #[must_use]
    pub fn speaks_of_server(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let word = |scheme: &String| scheme.split(['+', '-']).next().is_some_and(|word| name.contains(word));
        self.schemes.is_empty() || self.schemes.iter().any(word)
    }

    fn types(&mut self, graph: &Graph, krate: CrateId, client: &Client) {
        self.handles(graph, krate, client);
        for row in client.guard.iter().chain(&client.config) {
            let Some(adt) = find_adt(graph, krate, &row.path) else { continue };
            if client.guard.contains(row) {
                self.guards.insert(adt);
            }
            if row.fluent {
                self.fluent.insert(adt);
            }
        }
        for row in &client.generic_pool {
            match find_adt(graph, krate, &row.path) {
                Some(adt) => {
                    self.generic_pools.insert(adt, row.param);
                }
                None => self.dangling.push(format!("{}::{}", client.lib, row.path)),
            }
        }
        for row in client.macros.iter().filter(|row| row.kind == "derive") {
            if let Some(Def::Trait(of)) = find(graph, krate, &row.name).into_iter().next() {
                let tag = ConstructorTag {
                    opens: row.opens,
                    path: format!("{}::{}", client.lib, row.name),
                    package: client.package.clone(),
                    sync: false,
                    generic: false,
                    telling: false,
                    connects: true,
                };
                self.derives.insert(of, tag);
            }
        }
        self.implicit(graph, krate, client);
        for row in &client.traits {
            if let Some(Def::Trait(of)) = find(graph, krate, &row.path).into_iter().next() {
                self.traits.insert(of, row.clone());
            }
        }
    }

    /// Types whose methods are commands: those are values, or go over the connection they were made of.
    fn command_values(&mut self, graph: &Graph, krate: CrateId, client: &Arc<Client>) {
        let of_commands = |kind: TypeKind| matches!(kind, TypeKind::Command | TypeKind::Derived);
        let rows = client.config.iter().filter(|row| of_commands(row.kind) && !client.commands.is_empty());
        for adt in rows.filter_map(|row| find_adt(graph, krate, &row.path)) {
            self.command_values.insert(adt, Arc::clone(client));
        }
    }

    fn handles(&mut self, graph: &Graph, krate: CrateId, client: &Client) {
        for row in &client.handle {
            let tag = HandleTag {
                kind: row.kind,
                path: format!("{}::{}", client.lib, row.path),
                package: client.package.clone(),
                sync: row.sync,
                multiplexed: row.multiplexed,
                reconnects: row.reconnects,
                shares: row.clone == Cloned::Shares,
            };
            match find_adt(graph, krate, &row.path) {
                Some(adt) => {
                    self.handles.insert(adt, tag);
                }
                None => self.dangling.push(tag.path),
            }
        }
    }

    /// Handles that pass for connections.
    fn implicit(&mut self, graph: &Graph, krate: CrateId, client: &Client) {
        for row in &client.implicit {
            let via = find(graph, krate, &row.via).into_iter().find_map(|def| match def {
                Def::Trait(of) => Some(of),
                _ => None,
            });
            match (find_adt(graph, krate, &row.handle), via) {
                (Some(adt), Some(via)) => {
                    self.implicit.insert(adt, via);
                }
                _ => self.dangling.push(format!("{}::{}", client.lib, row.handle)),
            }
        }
    }

    fn constructor(&mut self, name: &str, function: FnId, tag: ConstructorTag) {
        self.named.entry(name.to_owned()).or_default().push(function);
        self.constructors.insert(function, tag);
    }

    /// Attaches the constructor rows.
    pub fn attach_constructors(&mut self, world: &World<'_>, interfaces: &[(usize, Arc<Interface>)]) {
        for (at, interface) in interfaces {
            let Some(client) = &interface.client else { continue };
            let krate = CrateId(crate::position::to_u32(*at));
            for path in &client.blocks {
                let named = functions(world, krate, path).into_iter();
                self.blocks.extend(named.map(|function| (function, format!("{}::{path}", client.lib))));
            }
            self.dangling.extend(self.hidden.attach(world, krate, client));
            for row in &client.constructor {
                let path = format!("{}::{}", client.lib, row.path);
                let found = functions(world, krate, &row.path);
                if found.is_empty() {
                    self.dangling.push(path.clone());
                }
                for function in found {
                    let tag = ConstructorTag {
                        opens: row.opens,
                        path: path.clone(),
                        package: client.package.clone(),
                        sync: row.sync,
                        generic: row.generic,
                        telling: client.is_told_by(row),
                        connects: opens_socket(row),
                    };
                    self.constructor(row.name(), function, tag);
                }
            }
            for row in &client.wait {
                self.wait(world, krate, client, row);
            }
            for row in &client.key_function {
                let found = functions(world, krate, &row.path);
                if found.is_empty() {
                    self.dangling.push(format!("{}::{}", client.lib, row.path));
                }
                self.key_functions.extend(found.into_iter().map(|function| (function, row.clone())));
            }
        }
    }

    fn wait(&mut self, world: &World<'_>, krate: CrateId, client: &Client, row: &Wait) {
        let tag = Arc::new(WaitTag {
            row: row.clone(),
            package: row.version_of.clone().unwrap_or_else(|| client.package.clone()),
            via: row.version_of.as_ref().map(|_| client.package.clone()),
            given: row.given.iter().filter_map(|path| find_adt(world.graph, krate, path)).collect(),
        });
        for path in &row.at {
            let found = functions(world, krate, path);
            if found.is_empty() {
                self.dangling.push(format!("{}::{path}", client.lib));
            }
            for function in found {
                self.waits.entry(function).or_default().push(Arc::clone(&tag));
            }
        }
    }
}

/// Whether a constructor leads to a socket: a pool opens its own when asked, a client leaves that to its constructors.
fn opens_socket(row: &Constructor) -> bool {
    !row.detaches && (row.connects || row.lazy || row.opens == HandleKind::Pool)
}

fn find_adt(graph: &Graph, krate: CrateId, path: &str) -> Option<AdtId> {
    find(graph, krate, path).into_iter().find_map(|def| match def {
        Def::Adt(adt) => Some(adt),
        _ => None,
    })
}

/// A type, trait or module by its path from a crate's root.
pub(super) fn find(graph: &Graph, krate: CrateId, path: &str) -> Vec<Def> {
    let mut modules = vec![graph[krate].root];
    let parts: Vec<&str> = path.split("::").collect();
    let Some((last, parents)) = parts.split_last() else { return Vec::new() };
    for part in parents {
        modules = modules_named(graph, &modules, part);
    }
    modules.iter().flat_map(|module| graph.lookup(*module, &SmolStr::from(*last), Namespace::Type)).collect()
}

fn modules_named(graph: &Graph, modules: &[ModuleId], name: &str) -> Vec<ModuleId> {
    let found = modules.iter().flat_map(|module| graph.lookup(*module, &SmolStr::from(name), Namespace::Type));
    found
        .filter_map(|def| match def {
            Def::Module(module) => Some(module),
            _ => None,
        })
        .collect()
}

/// The functions a row names.
pub(super) fn functions(world: &World<'_>, krate: CrateId, path: &str) -> Vec<FnId> {
    let graph = world.graph;
    if let Some(qualified) = path.strip_prefix('<') {
        let Some((types, function)) = qualified.split_once(">::") else { return Vec::new() };
        let Some((ty, of)) = types.split_once(" as ") else { return Vec::new() };
        let head = |path: &str| path.split('<').next().unwrap_or(path).to_owned();
        let Some(adt) = find_adt(graph, krate, &head(ty)) else { return Vec::new() };
        let wanted = of.split('<').next().unwrap_or(of).rsplit("::").next().unwrap_or_default().to_owned();
        return impl_fns(world, adt, function, Some(&wanted));
    }
    let Some((owner, name)) = path.rsplit_once("::") else {
        return free_fns(graph, &[graph[krate].root], path);
    };
    let mut found = Vec::new();
    for def in find(graph, krate, owner) {
        match def {
            Def::Module(module) => found.extend(free_fns(graph, &[module], name)),
            Def::Trait(of) => {
                found.extend(graph[of].fns.iter().copied().filter(|function| graph[*function].name() == name));
            }
            _ => {}
        }
    }
    if let Some(adt) = find_adt(graph, krate, owner) {
        found.extend(impl_fns(world, adt, name, None));
    }
    found
}

fn free_fns(graph: &Graph, modules: &[ModuleId], name: &str) -> Vec<FnId> {
    let found = modules.iter().flat_map(|module| graph.lookup(*module, &SmolStr::from(name), Namespace::Value));
    found
        .filter_map(|def| match def {
            Def::Fn(function) => Some(function),
            _ => None,
        })
        .collect()
}

/// Functions of a type's `impl`s: inherent ones, or those of the trait of that name.
fn impl_fns(world: &World<'_>, adt: AdtId, name: &str, of: Option<&str>) -> Vec<FnId> {
    let graph = world.graph;
    let params = graph[adt].generics().params.len();
    let ty = Ty::Adt(adt, vec![Ty::Unknown; params]);
    let mut found = Vec::new();
    for id in world.impls_for(&ty) {
        let trait_name =
            graph[id].facts().and_then(|facts| facts.of_trait.as_ref()).map(|path| path.last_name().to_owned());
        let own = matches!(world.impls.header(id).map(|header| &header.self_ty), Some(Ty::Adt(of, _)) if *of == adt);
        if own && (of.is_none() || trait_name.as_deref() == of) {
            found.extend(graph[id].fns.iter().copied().filter(|function| graph[*function].name() == name));
        }
    }
    found
}
