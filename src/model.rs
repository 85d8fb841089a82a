//! What rules ask about: managers, handles, constructions, the canonical module.
//!
//! Built once from the typed bodies and the catalogue; a rule is a short query over it. What this layer does not know:
//! levels, suppressions, formats.

mod address;
mod assemble;
mod blocking;
mod bounds;
mod branches;
mod building;
mod canonical;
mod chains;
mod code;
mod commands;
mod constructions;
mod decisions;
mod dependencies;
mod deprecate;
mod empty;
mod exits;
mod exposures;
mod fate;
mod flow;
mod frameworks;
mod handlers;
mod handles;
mod hidden;
mod implicit;
mod imports;
mod instances;
mod instantiations;
mod interfaces;
mod items;
mod keys;
mod lazy_init;
mod leads;
mod made_of;
mod managers;
mod origins;
mod ownership;
mod params;
mod per_call;
mod pools;
mod recurrence;
mod rewrite;
mod roots;
mod sharing;
mod shims;
mod stock;
mod surroundings;
mod tags;
mod units;
mod urls;
mod usage;
mod uses;
mod values;
mod versions;
mod waiting;
mod waits;
mod way_out;
mod written;

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use assemble::{Assembled, assemble};
pub use blocking::{Blocking, Blocks};
pub use building::{Building, CanonicalType};
pub use canonical::{Candidate, Canonical, Choice, ScopeId};
pub use constructions::{Construction, Link};
pub use dependencies::{ClientDependency, Usage};
pub use exposures::{Exposure, Way as ExposureWay};
pub use frameworks::{Frameworks, Runs};
pub use handles::Handles;
pub use hidden::{HiddenClient, HiddenTag};
pub use implicit::ImplicitConnection;
pub use imports::ManagerImport;
pub use instances::Instance;
pub use instantiations::Instantiation;
pub use interfaces::Interfaces;
pub use keys::{KeyKind, KeysFound, UnscopedKey};
pub use lazy_init::RacyInit;
pub use leads::{Within, leads};
pub use managers::{Manager, OwnedHandle, Why};
pub use per_call::{Cause, PerCall};
pub use pools::MultiplexedPool;
pub use roots::Roots;
pub use sharing::Shared;
pub use shims::{Deprecation, Shim, ShimKind};
pub use stock::{Build, Opening, Place as StockPlace, Stock, StockImport, StockManager, StockShim, Way};
pub use tags::{ConstructorTag, HandleTag, Tags};
pub use units::{Unit, units};
pub use urls::{Url, UrlRole};
pub use versions::Versions;
pub use waiting::Waiting;
pub use waits::{OpenWait, Unbounded};

pub use crate::catalogue::WaitFor;

use crate::config::Config;
use crate::infer::{BodyTypes, World, infer_body};
use crate::position::{FileId, Span};
use crate::report::Context;
use crate::resolve::graph::{BodyId, Container, FnId, Graph, ModuleId, NO_FILE};
use crate::resolve::quietly;
use crate::source::load::Loaded;

/// Everything the rules may ask.
#[derive(Debug)]
pub struct Model<'a> {
    /// Names and types.
    pub world: &'a World<'a>,
    /// What the catalogue says about them.
    pub tags: &'a Tags,
    /// Which types are a way to Redis.
    pub handles: Handles<'a>,
    /// What was read.
    pub loaded: &'a Loaded,
    /// Which versions of clients are in use.
    pub versions: Versions<'a>,
    /// Types of all bodies of the codebase, by body.
    pub bodies: Vec<(BodyId, BodyTypes)>,
    /// Types that own a handle or make pools of them, in order of file and offset.
    pub managers: Vec<Manager>,
    /// Chains of constructor calls, in order of file and offset.
    pub constructions: Vec<Construction>,
    /// Where handles may be owned, by scope.
    pub canonical: Canonical,
    /// The managers of the canonical modules, and the functions there that build one.
    pub building: Building,
    /// Statics that hold a handle or a manager, in order of file and offset.
    pub instances: Vec<Instance>,
    /// Old import paths of the canonical manager, in order of file and offset.
    pub shims: Vec<Shim>,
    /// Uses of the canonical manager from outside its module, in order of file and offset.
    pub imports: Vec<ManagerImport>,
    /// Calls and attributes that make a library open a client of its own, in order of file and offset.
    pub hidden: Vec<HiddenClient>,
    /// URLs of servers in the code, in order of file and offset.
    pub urls: Vec<Url>,
    /// Method calls that could not be judged and why.
    pub blind_spots: Vec<(Span, String)>,
    asked: Asked,
}

/// Found when it is first asked for.
#[derive(Debug, Default)]
struct Asked {
    /// Bodies of functions.
    functions: OnceLock<FxHashMap<FnId, BodyId>>,
    /// Calls that ask something of a connection.
    uses: OnceLock<FxHashMap<BodyId, Vec<uses::Use>>>,
    /// Where functions of the codebase are called.
    callers: OnceLock<FxHashMap<FnId, Vec<(BodyId, crate::syntax::body::ExprId)>>>,
}

impl<'a> Model<'a> {
    /// Answers what the rules will ask of bodies that were inferred, which are in order.
    #[must_use]
    pub fn build(
        world: &'a World<'a>,
        tags: &'a Tags,
        loaded: &'a Loaded,
        versions: Versions<'a>,
        config: &Config,
        packages: &[String],
        bodies: Vec<(BodyId, BodyTypes)>,
    ) -> Self {
        let handles = Handles::new(world, tags);
        let managers = managers::managers(&handles);
        let (mut constructions, blind_spots) = constructions::constructions(&handles, &bodies);
        let canonical = canonical::canonical(&handles, config, packages, &managers);
        constructions::settle(&handles, &bodies, &canonical, &mut constructions);
        let managers = managers::with_namesakes(&handles, &canonical, managers);
        let building = Building::find(&handles, &bodies, &canonical, &managers, &constructions, config);
        let instances = instances::instances(&handles, &canonical, &managers, &building);
        let (shims, imports) = imports::shims_and_imports(&handles, &bodies, &canonical, &managers, loaded);
        let hidden = hidden::hidden_clients(&handles, &bodies, loaded);
        let urls = urls::urls(&handles, loaded, &bodies, &managers);
        Self {
            world,
            tags,
            handles,
            loaded,
            versions,
            bodies,
            managers,
            constructions,
            canonical,
            building,
            instances,
            shims,
            imports,
            hidden,
            urls,
            blind_spots,
            asked: Asked::default(),
        }
    }

    /// The name graph.
    #[must_use]
    pub fn graph(&self) -> &'a Graph {
        self.world.graph
    }

    /// Where something in a module stands in the source, if a macro call expanded to it: where it was written, or the use of a
    /// macro of the canonical module outside.
    #[must_use]
    pub fn locate(&self, span: Span, module: ModuleId) -> Span {
        origins::locate(self.graph(), &self.canonical, span, module).0
    }

    /// Whether code in a module may own handles: it is canonical for some scope.
    #[must_use]
    pub fn is_canonical(&self, module: ModuleId) -> bool {
        self.canonical.holds(self.graph(), module)
    }

    /// By what clients and pools leave the canonical modules, in order of file and offset.
    #[must_use]
    pub fn exposures(&self) -> Vec<Exposure> {
        exposures::exposures(&self.handles, &self.canonical)
    }

    /// Constructions that stand in a type's own `impl`s.
    pub fn constructions_of<'m>(&'m self, manager: &'m Manager) -> impl Iterator<Item = &'m Construction> {
        self.constructions.iter().filter(move |construction| construction.owner == Some(manager.adt))
    }
}

/// The types of all bodies of the codebase, but for the first few.
#[must_use]
pub fn infer_bodies(world: &World<'_>, known: usize) -> Vec<(BodyId, BodyTypes)> {
    let is_own = |id: &BodyId| is_source(world.graph[*id].place.file);
    let ids: Vec<BodyId> = BodyId::all(world.graph).skip(known).filter(is_own).collect();
    let typed = |id: BodyId| {
        let matters = matters(world.graph, world.graph[id].place.file);
        (id, if matters { infer_body(world, id) } else { quietly(|| infer_body(world, id)) })
    };
    ids.into_par_iter().map(typed).collect()
}

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The bytes a finding marks.
    pub span: Span,
    /// The module around.
    pub module: ModuleId,
    /// Path of the enclosing item.
    pub item: String,
    /// What kind of code.
    pub context: Context,
    /// Package and target.
    pub target: Option<(usize, usize)>,
}

/// The path of an item in a container: `crate::module::Type::name`.
pub(crate) fn item_path(world: &World<'_>, module: ModuleId, container: Container, name: &str) -> String {
    let graph = world.graph;
    let mut path = graph.module_path(module);
    let mut push = |part: &str| {
        if !part.is_empty() {
            path.push_str("::");
            path.push_str(part);
        }
    };
    match container {
        Container::Module => {}
        Container::Trait(of) => push(&graph[of].item.name),
        Container::Impl(id) => {
            if let Some(header) = world.impls.header(id) {
                push(&header.self_ty.display(graph));
            }
        }
    }
    push(name);
    path
}

/// Package and target of a module's crate.
pub(crate) fn target_of(graph: &Graph, module: ModuleId) -> Option<(usize, usize)> {
    graph[graph[module].krate].target
}

/// Whether an item stands in a file of the codebase that may hold what rules look for.
pub(crate) fn matters(graph: &Graph, file: FileId) -> bool {
    is_source(file) && graph.unread().matters(file)
}

/// Whether a file is one of the codebase.
pub(crate) fn is_source(file: FileId) -> bool {
    file != NO_FILE
}
