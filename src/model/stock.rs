//! What there is, counted and taken out of the model, so that reports can show it when the model is gone.

mod builds;
mod imports;

use rustc_hash::FxHashSet;

use super::building::Building;
use super::{Construction, Model, Site};
use crate::config::HandleKind;
use crate::infer::ty::Ty;
use crate::position::{FileId, Span};
use crate::report::Context;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner};

/// Managers, and who opens what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stock {
    /// Managers in the canonical module and beside it, in order of file and offset.
    pub managers: Vec<StockManager>,
    /// Chains of constructor calls, in order of file and offset.
    pub openings: Vec<Opening>,
    /// Statics, thread locals and cells that hold a handle or a manager.
    pub instances: Vec<Place>,
    /// Places outside a manager's own module that build it.
    pub builds: Vec<Build>,
    /// Files of the canonical modules.
    pub canonical_files: Vec<FileId>,
    /// Other paths to the canonical manager.
    pub shims: Vec<StockShim>,
    /// Imports that reach a manager.
    pub imports: Vec<StockImport>,
}

/// Where something stands, in words that need no model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The bytes.
    pub span: Span,
    /// Path of the item.
    pub item: String,
    /// Path of the module.
    pub module: String,
    /// What kind of code.
    pub context: Context,
    /// Number of the package.
    pub package: Option<usize>,
}

/// A manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockManager {
    /// Where its name stands.
    pub place: Place,
    /// Whether it stands in the canonical module.
    pub canonical: bool,
    /// What it owns or makes, each kind once.
    pub kinds: Vec<HandleKind>,
}

/// A chain of constructor calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Where it starts.
    pub place: Place,
    /// Whether it stands in the canonical module.
    pub canonical: bool,
    /// How many pools it builds.
    pub pools: usize,
    /// The manager it is part of, by its number.
    pub manager: Option<usize>,
}

/// Another path to the canonical manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockShim {
    /// Where its name stands.
    pub place: Place,
    /// What it leads to.
    pub target: String,
    /// Whether using it is a warning of the compiler's.
    pub deprecated: bool,
}

/// Which way an import takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The canonical module's own path.
    Canonical,
    /// A module beside it that has a manager of its own.
    Duplicate,
    /// A shim.
    Shim,
}

/// An import that reaches a manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockImport {
    /// Where.
    pub place: Place,
    /// Path of the module it names.
    pub from: String,
    /// What that is.
    pub way: Way,
}

/// A manager built from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Build {
    /// Where.
    pub place: Place,
    /// The manager, by its number.
    pub manager: usize,
}

impl Stock {
    /// Counts. Managers outside the canonical module are those at a place of `duplicates`: what is one is the rule's to say.
    #[must_use]
    pub fn of(model: &Model<'_>, duplicates: &FxHashSet<Span>) -> Self {
        let counted: Vec<&super::Manager> = model
            .managers
            .iter()
            .filter(|manager| model.is_canonical(manager.site.module) || duplicates.contains(&manager.site.span))
            .collect();
        let adts: Vec<AdtId> = counted.iter().map(|manager| manager.adt).collect();
        let building = Building::of_all(model, &counted);
        let count = Count { model, adts, building };
        Self {
            managers: counted.iter().map(|manager| count.manager(manager)).collect(),
            openings: model.constructions.iter().map(|construction| count.opening(construction)).collect(),
            instances: count.instances(),
            builds: count.builds(),
            canonical_files: count.canonical_files(),
            shims: count.shims(),
            imports: count.imports(duplicates),
        }
    }
}

struct Count<'a, 'm> {
    model: &'a Model<'m>,
    /// Types of the managers, by their numbers.
    adts: Vec<AdtId>,
    /// What builds them.
    building: Building,
}

impl Count<'_, '_> {
    fn place(&self, site: &Site) -> Place {
        let graph = self.model.graph();
        Place {
            span: site.span,
            item: site.item.clone(),
            module: graph.module_path(graph.named_module(site.module)),
            context: site.context,
            package: site.target.map(|(package, _)| package),
        }
    }

    fn manager(&self, manager: &super::Manager) -> StockManager {
        let mut kinds = manager.kinds();
        kinds.sort_unstable();
        kinds.dedup();
        let canonical = self.model.is_canonical(manager.site.module);
        StockManager { place: self.place(&manager.site), canonical, kinds }
    }

    fn opening(&self, construction: &Construction) -> Opening {
        Opening {
            place: self.place(&construction.site),
            canonical: self.model.is_canonical(construction.site.module),
            pools: construction.links.iter().filter(|link| link.opens == HandleKind::Pool).count(),
            manager: self.manager_of(construction),
        }
    }

    /// The type in whose `impl` it stands; else the manager of its module that it is opened for.
    fn manager_of(&self, construction: &Construction) -> Option<usize> {
        let owner = construction.owner.and_then(|owner| self.number(owner));
        owner.or_else(|| {
            let graph = self.model.graph();
            let (body, _) = construction.places.first()?;
            let module = graph.named_module(construction.site.module);
            let beside = |at: &usize| graph.named_module(graph[self.adts[*at]].place.module) == module;
            (0..self.adts.len()).filter(beside).find(|at| self.is_opened_for(*body, *at))
        })
    }

    /// Whether a body outside its `impl`s opens for a manager: a function that gives one or that the manager calls, a static that
    /// holds one. What only stands beside it opens past it.
    fn is_opened_for(&self, body: BodyId, manager: usize) -> bool {
        let (graph, world, handles) = (self.model.graph(), self.model.world, &self.model.handles);
        let holds = |ty: &Ty| {
            let mut found = false;
            ty.walk(&mut |part| {
                found |= matches!(part, Ty::Adt(adt, _) if self.number(*adt) == Some(manager));
                !found
            });
            found
        };
        match graph[body].owner {
            BodyOwner::Fn(function) => {
                let ret = graph[function].signature().and_then(|signature| signature.ret.as_ref());
                let gives = ret.is_some_and(|ret| holds(&world.lower(ret, &world.fn_scope(function))));
                let of_manager = |caller: BodyId| {
                    let owner = super::constructions::owner_type(handles, graph[caller].container);
                    owner.and_then(|adt| self.number(adt)) == Some(manager)
                };
                gives || self.model.callers(function).iter().any(|(caller, _)| of_manager(*caller))
            }
            BodyOwner::Static(declared) => super::building::static_type(handles, declared).is_some_and(|ty| holds(&ty)),
            _ => false,
        }
    }

    fn number(&self, adt: AdtId) -> Option<usize> {
        let graph = self.model.graph();
        // A file that two targets share declares a type once for each; they are one manager.
        let same = |other: &AdtId| {
            let (a, b) = (&graph[*other], &graph[adt]);
            *other == adt || (a.place.file == b.place.file && a.item.name_range == b.item.name_range)
        };
        self.adts.iter().position(same)
    }

    fn instances(&self) -> Vec<Place> {
        self.model.instances.iter().map(|instance| self.place(&instance.site)).collect()
    }

    fn canonical_files(&self) -> Vec<FileId> {
        let graph = self.model.graph();
        let mut files: Vec<FileId> =
            self.model.canonical.modules.iter().map(|(_, module)| graph[*module].file).collect();
        files.sort_unstable();
        files.dedup();
        files
    }
}

/// A file that several targets share is analysed for each: production code counts as such, and each place once.
fn in_order<T>(all: &mut Vec<T>, place: impl Fn(&T) -> &Place) {
    all.sort_by(|a, b| {
        let key = |of: &T| (place(of).span, place(of).context != Context::Production);
        key(a).cmp(&key(b)).then_with(|| place(a).cmp(place(b)))
    });
    all.dedup_by(|a, b| place(a).span == place(b).span);
}
