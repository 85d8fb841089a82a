//! Which files are parsed: those that name a client crate or what leads to one, and those that these ask about.
//!
//! The rest is read and searched, once each. What is looked for grows with what is parsed: `model::leads` tells the names of the
//! codebase that lead to a client, the name graph what was looked up in a file that was not parsed.

use std::collections::BTreeSet;
use std::path::Path;

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::catalogue::{Constructor, Entry};
use crate::config::Config;
use crate::infer::World;
use crate::model::{Handles, Within, leads};
use crate::position::{FileId, TextRange};
use crate::resolve::graph::{AdtId, NO_FILE};
use crate::source::load::{Loaded, Loader, Needed};
use crate::source::needles::{Needle, Needles};
use crate::source::words::words;
use crate::workspace::{Codebase, Dependency};

/// What makes a text matter before anything is known of the codebase.
#[derive(Debug)]
pub(super) struct Seeds {
    /// These make a text matter.
    wanted: Needles<Option<usize>>,
    /// Whether a package depends on a client.
    clients: bool,
    /// Constructors that other libraries have too: where a text matters, what calls one on a value of unknown type is told of.
    calls: Needles<()>,
}

impl Seeds {
    /// The clients of each package as its manifest names them, names of methods that no other library has, URLs, allow comments.
    pub(super) fn of(codebase: &Codebase, config: &Config) -> Self {
        let mut wanted = vec![(Needle::Text(SmolStr::new_static("redis-ssot:")), None)];
        let mut clients = false;
        let mut entries: FxHashSet<Entry> = FxHashSet::default();
        for (at, package) in codebase.packages.iter().enumerate() {
            for dependency in &package.dependencies {
                let entry = client(dependency);
                let name = match entry {
                    Some(entry) if !dependency.is_renamed() => entry.lib(),
                    _ => dependency.name_in_code(),
                };
                if is_client(dependency, config) {
                    clients = true;
                    wanted.push((Needle::Word(SmolStr::from(name)), Some(at)));
                }
                entries.extend(entry);
            }
        }
        for entry in &entries {
            wanted.extend(everywhere(*entry).into_iter().map(|needle| (needle, None)));
        }
        let calls = entries.iter().flat_map(|entry| calls(*entry)).map(|name| (Needle::Word(name), ()));
        Self { wanted: Needles::new(wanted), clients, calls: Needles::new(calls) }
    }

    /// Whether there are clients among the dependencies.
    pub(super) fn name_clients(&self) -> bool {
        self.clients
    }

    /// Where a text of a package names what may matter.
    pub(super) fn hits(&self, text: &str, package: usize) -> Vec<u32> {
        let mut hits = self.wanted.hits(text, |place| place.is_none_or(|of| of == package));
        if !hits.is_empty() {
            hits.extend(self.calls.hits(text, |()| true));
            hits.sort_unstable();
        }
        hits
    }

    /// Whether a text of a package may matter.
    pub(super) fn occur(&self, text: &str, package: usize) -> bool {
        self.wanted.occur(text, |place| place.is_none_or(|of| of == package))
    }
}

/// The manifests that a finding may stand in: of packages that depend on a client, and of workspaces, where what has no place of
/// its own is shown.
pub(super) fn manifests<'c>(codebase: &'c Codebase, config: &Config) -> BTreeSet<&'c Path> {
    let depends = |dependency: &Dependency| is_client(dependency, config);
    let own = codebase.packages.iter().filter(|package| package.dependencies.iter().any(depends));
    let own = own.map(|package| package.manifest_path.as_path());
    own.chain(codebase.packages.iter().map(|package| package.workspace_manifest.as_path())).collect()
}

/// The client of the catalogue that a dependency is.
fn client(dependency: &Dependency) -> Option<Entry> {
    Entry::of_package(&dependency.package).filter(|entry| matches!(entry, Entry::Client(_)))
}

/// Whether a dependency is a client, of the catalogue or of the configuration.
fn is_client(dependency: &Dependency, config: &Config) -> bool {
    client(dependency).is_some() || config.clients.iter().any(|client| client.package.value == dependency.package)
}

/// The names of a client's constructors of more than one word: to read every body with a `get` or `new` in it would be to read all.
fn calls(entry: Entry) -> Vec<SmolStr> {
    let interface = entry.read().ok();
    let client = interface.as_ref().and_then(|interface| interface.client.as_ref());
    let names = client.into_iter().flat_map(|client| &client.constructor).map(Constructor::name);
    names.filter(|name| name.contains('_')).map(SmolStr::from).collect()
}

/// What a client brings along that is looked for in packages that do not depend on it too.
fn everywhere(entry: Entry) -> Vec<Needle> {
    let Some(client) = entry.read().ok().and_then(|interface| interface.client.clone()) else { return Vec::new() };
    let mut needles = Vec::new();
    for scheme in &client.url_schemes {
        for scheme in [scheme.to_lowercase(), scheme.to_uppercase()] {
            needles.push(Needle::Text(SmolStr::from(format!("{scheme}://"))));
        }
    }
    let telling = client.constructor.iter().filter(|row| client.is_told_by(row));
    needles.extend(telling.map(|row| Needle::Word(SmolStr::from(row.name()))));
    needles
}

/// What is to be parsed. Imports ask for theirs before any body is looked at: a round without bodies costs little.
#[derive(Default)]
pub(super) struct Missing {
    /// These name what leads to a client.
    pub(super) matching: Vec<Needed>,
    /// These were asked for what they declare.
    pub(super) asked: Vec<FileId>,
    /// Bodies that were asked for: what they give, or make.
    pub(super) bodies: BTreeSet<(FileId, u32)>,
    /// `impl`s that were asked for what they give their types, by their last byte.
    pub(super) impls: BTreeSet<(FileId, u32)>,
}

impl Missing {
    /// Parses it.
    pub(super) fn read(self, loader: &mut Loader<'_>) {
        loader.parse_aside(&self.asked);
        loader.parse(self.matching);
        loader.parse_left_out(self.bodies.iter().chain(&self.impls));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.is_of_bodies() && self.bodies.is_empty()
    }

    /// Whether nothing but bodies is missing.
    pub(super) fn is_of_bodies(&self) -> bool {
        self.matching.is_empty() && self.asked.is_empty() && self.impls.is_empty()
    }
}

/// The search for names that lead to a client, over what was not found to matter.
#[derive(Debug)]
pub(super) struct Search<'a> {
    seeds: &'a Seeds,
    /// For each package those it depends on, itself included.
    above: Vec<FxHashSet<usize>>,
    sought: FxHashMap<SmolStr, Vec<Within>>,
    /// How many files there were when `sought` was sought.
    files: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(codebase: &Codebase, seeds: &'a Seeds) -> Self {
        Self { seeds, above: dependencies(codebase), sought: FxHashMap::default(), files: 0 }
    }

    /// What is missed before any body is looked at.
    pub(super) fn by_name(&mut self, handles: &Handles<'_>, loaded: &Loaded) -> Missing {
        let matching = self.matching(handles, loaded);
        Missing { matching, asked: handles.world.graph.unread().asked(), ..Missing::default() }
    }

    /// What was missed by bodies and rules.
    pub(super) fn by_use(&self, world: &World<'_>, loaded: &Loaded) -> Missing {
        let (asked, bodies) = (self.asked(world, loaded), self.asked_bodies(world, loaded));
        Missing { asked, bodies, impls: world.graph.unread().asked_impls(), ..Missing::default() }
    }

    /// The files that turn out to name what leads to a client, and where. Of what was read before nothing new is named.
    fn matching(&mut self, handles: &Handles<'_>, loaded: &Loaded) -> Vec<Needed> {
        if loaded.owners.len() != self.files {
            self.sought.clear();
            self.files = loaded.owners.len();
        }
        let names = leads(handles, loaded, &|text, package| self.seeds.occur(text, package));
        let parents = parents(loaded);
        let fresh = self.fresh(names, loaded, &parents);
        if fresh.is_empty() {
            return Vec::new();
        }
        let needles = Needles::new(fresh.into_iter().map(|(name, within)| (Needle::Word(name), within)));
        let mut files: Vec<FileId> = loaded.skipped.iter().chain(&loaded.aside).copied().collect();
        files.extend(loaded.incomplete());
        files.sort_unstable();
        files.dedup();
        let hits = |file: FileId| {
            let here = |within: &Within| match within {
                Within::Everywhere => true,
                Within::Package(package) => self.above[loaded.package(file)].contains(package),
                Within::Below(of) => is_below(file, *of, &parents),
            };
            let hits = needles.hits(&loaded.sources.get(file).text, here);
            loaded.lacks(file, &hits).then_some((file, hits))
        };
        files.into_par_iter().filter_map(hits).collect()
    }

    /// The names that were not sought before in as many files, the widest first: whoever imports a type binds its name once more.
    fn fresh(
        &mut self,
        mut names: Vec<(SmolStr, Within)>,
        loaded: &Loaded,
        parents: &Parents,
    ) -> Vec<(SmolStr, Within)> {
        // What a file declares is of its package, unless files are shared.
        let is_shared =
            parents.iter().any(|(file, of)| of.iter().any(|(of, _)| loaded.package(*of) != loaded.package(*file)));
        let package = |within: &Within| match within {
            Within::Everywhere => None,
            Within::Package(package) => Some(*package),
            Within::Below(file) => Some(loaded.package(*file)),
        };
        let above = &self.above;
        let covers = |wide: &Within, within: &Within| match wide {
            Within::Everywhere => true,
            Within::Package(of) if !is_shared => package(within).is_some_and(|package| above[package].contains(of)),
            wide => wide == within,
        };
        names.sort_by_key(|(_, within)| match within {
            Within::Everywhere => 0,
            Within::Package(package) => 1 + above[*package].len(),
            Within::Below(_) => usize::MAX,
        });
        names.retain(|(name, within)| {
            let sought = self.sought.entry(name.clone()).or_default();
            let is_fresh = !sought.iter().any(|wide| covers(wide, within));
            sought.extend(is_fresh.then_some(*within));
            is_fresh
        });
        names
    }

    /// The bodies that were asked for: of functions, and those that name a type of which it was asked where it is made.
    fn asked_bodies(&self, world: &World<'_>, loaded: &Loaded) -> BTreeSet<(FileId, u32)> {
        let unread = world.graph.unread();
        let mut bodies = unread.asked_bodies();
        let made = names_of(unread.asked_made(), world, loaded);
        if made.is_empty() {
            return bodies;
        }
        for file in loaded.incomplete() {
            let text = &loaded.sources.get(file).text;
            let names = |range: TextRange| {
                let text = range.slice(text).unwrap_or_default();
                let above = &self.above[loaded.package(file)];
                words(text).any(|word| made.get(word).is_some_and(|of| of.iter().any(|of| above.contains(of))))
            };
            let places = loaded.facts.get(&file).into_iter().flat_map(|facts| facts.left_out.all_bodies());
            let naming = places.filter(|place| names(place.function) || names(place.head));
            bodies.extend(naming.map(|place| (file, place.body.start)));
        }
        bodies
    }

    /// The files that were asked for what they declare, and those that implement something for a type whose `impl`s were asked for.
    fn asked(&self, world: &World<'_>, loaded: &Loaded) -> Vec<FileId> {
        let unread = world.graph.unread();
        let mut files = unread.asked();
        let types = names_of(unread.touched(), world, loaded);
        if !types.is_empty() {
            let mut skipped: Vec<FileId> = loaded.skipped.iter().copied().collect();
            skipped.sort_unstable();
            let above = |file: FileId| &self.above[loaded.package(file)];
            let implements = |file: &FileId| {
                let known =
                    |word: &str| types.get(word).is_some_and(|of| of.iter().any(|of| above(*file).contains(of)));
                implements(&loaded.sources.get(*file).text, &known)
            };
            files.extend(skipped.into_par_iter().filter(implements).collect::<Vec<_>>());
        }
        files.sort_unstable();
        files.dedup();
        files
    }
}

/// The names of the codebase's types among some, and the packages of those that are called so.
fn names_of<'g>(
    adts: impl IntoIterator<Item = AdtId>,
    world: &World<'g>,
    loaded: &Loaded,
) -> FxHashMap<&'g str, Vec<usize>> {
    let mut names: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for adt in adts {
        let def = &world.graph[adt];
        if def.place.file != NO_FILE {
            names.entry(&def.item.name).or_default().push(loaded.package(def.place.file));
        }
    }
    names
}

/// Whether a text has an `impl` whose header has a word that is looked for.
fn implements(text: &str, known: &dyn Fn(&str) -> bool) -> bool {
    memmem::find_iter(text.as_bytes(), b"impl").any(|at| {
        let after = &text[at + 4..];
        let is_keyword = after.starts_with(|c: char| c.is_whitespace() || c == '<');
        let header = after.split(['{', ';']).next().unwrap_or_default();
        is_keyword && words(header).any(known)
    })
}

/// The files that declare each file, in every target, and whether by `include!`.
type Parents = FxHashMap<FileId, Vec<(FileId, bool)>>;

fn parents(loaded: &Loaded) -> Parents {
    let mut parents = Parents::default();
    for ((parent, at), children) in loaded.targets.iter().flat_map(|target| &target.children) {
        let included =
            loaded.sources.get(*parent).text.get(*at as usize..).is_some_and(|text| text.starts_with("include"));
        for child in children {
            parents.entry(*child).or_default().push((*parent, included));
        }
    }
    parents
}

/// Whether a file stands below another in the module tree; what a file includes is as much in the including module as that is in it.
fn is_below(file: FileId, of: FileId, parents: &Parents) -> bool {
    let mut roots = vec![of];
    for at in 0.. {
        let Some(root) = roots.get(at) else { break };
        let including = parents.get(root).into_iter().flatten().filter(|(_, included)| *included);
        let more: Vec<FileId> = including.map(|(file, _)| *file).filter(|file| !roots.contains(file)).collect();
        roots.extend(more);
    }
    let mut pending = vec![file];
    let mut seen = FxHashSet::default();
    while let Some(at) = pending.pop() {
        if roots.contains(&at) {
            return true;
        }
        if seen.insert(at) {
            pending.extend(parents.get(&at).into_iter().flatten().map(|(file, _)| *file));
        }
    }
    false
}

/// For each package those of the codebase it depends on, directly or not, itself included.
fn dependencies(codebase: &Codebase) -> Vec<FxHashSet<usize>> {
    let folders =
        codebase.packages.iter().enumerate().filter_map(|(at, package)| Some((package.manifest_path.parent()?, at)));
    let by_folder: FxHashMap<&Path, usize> = folders.collect();
    let direct = |package: usize| {
        codebase.packages[package]
            .dependencies
            .iter()
            .filter_map(|dependency| by_folder.get(dependency.path.as_deref()?).copied())
    };
    let reach = |package: usize| {
        let mut reached = FxHashSet::from_iter([package]);
        let mut pending = vec![package];
        while let Some(at) = pending.pop() {
            pending.extend(direct(at).filter(|of| reached.insert(*of)));
        }
        reached
    };
    (0..codebase.packages.len()).map(reach).collect()
}
