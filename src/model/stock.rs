//! What there is, counted and taken out of the model, so that reports can show it when the model is gone.

mod imports;

use rustc_hash::FxHashSet;

use super::{Construction, Model, Site, target_of};
use crate::config::HandleKind;
use crate::infer::ty::Ty;
use crate::infer::{BodyTypes, Callee};
use crate::position::{FileId, Span};
use crate::report::Context;
use crate::resolve::graph::{AdtId, BodyDef, BodyId, Container, ModuleId};
use crate::syntax::body::Expr;

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
        let count = Count { model, adts };
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

    /// The type in whose `impl` it stands; else the only manager of its module.
    fn manager_of(&self, construction: &Construction) -> Option<usize> {
        let owner = construction.owner.and_then(|owner| self.number(owner));
        owner.or_else(|| {
            let graph = self.model.graph();
            let module = graph.named_module(construction.site.module);
            let mut beside =
                (0..self.adts.len()).filter(|at| graph.named_module(graph[self.adts[*at]].place.module) == module);
            let only = beside.next()?;
            beside.next().is_none().then_some(only)
        })
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

    /// The manager that a value of this type is or holds, not behind a reference.
    fn owned_manager(&self, ty: &Ty) -> Option<usize> {
        let mut found = None;
        ty.walk(&mut |part| {
            if let Ty::Adt(adt, _) = part {
                found = found.or_else(|| self.number(*adt));
            }
            found.is_none() && !matches!(part, Ty::Ref(_) | Ty::Fn(..))
        });
        found
    }

    fn builds(&self) -> Vec<Build> {
        let mut found = Vec::new();
        for (id, types) in &self.model.bodies {
            let def = &self.model.graph()[*id];
            for (expr, callee) in &types.callees {
                if let Some(manager) = self.built_by(callee) {
                    found.extend(self.build(*id, def, *expr, manager));
                }
            }
            self.literals(*id, def, types, &mut found);
        }
        in_order(&mut found, |build| &build.place);
        found
    }

    fn literals(&self, id: BodyId, def: &BodyDef, types: &BodyTypes, found: &mut Vec<Build>) {
        for (expr, adt) in &types.literals {
            if let Some(manager) = self.number(*adt) {
                found.extend(self.build(id, def, *expr, manager));
            }
        }
    }

    /// An associated function without `self` whose result is the manager itself.
    fn built_by(&self, callee: &Callee) -> Option<usize> {
        let graph = self.model.graph();
        let function = &graph[callee.function];
        if function.container == Container::Module || function.signature()?.receiver.is_some() {
            return None;
        }
        let manager = self.owned_manager(&callee.ret)?;
        let own = match function.container {
            Container::Impl(id) => self.model.world.impls.header(id).map(|header| &header.self_ty),
            _ => None,
        };
        match own {
            Some(Ty::Adt(adt, _)) => (self.number(*adt) == Some(manager)).then_some(manager),
            // `Default::default()`, derived.
            _ => matches!(function.container, Container::Trait(_)).then_some(manager),
        }
    }

    /// From elsewhere than the manager's own module.
    fn build(&self, id: BodyId, def: &BodyDef, expr: crate::syntax::body::ExprId, manager: usize) -> Option<Build> {
        let graph = self.model.graph();
        let home = graph[self.adts[manager]].place.module;
        if graph[def.place.module].file == graph[home].file && self.same_module(def.place.module, home) {
            return None;
        }
        let body = def.body()?;
        let range = match body.expr(expr) {
            Expr::MethodCall { range, .. } => *range,
            Expr::Path(path) => path.range,
            _ => body.range(expr),
        };
        let site = Site {
            span: graph.origin(Span::new(graph[id].place.file, range)).span,
            module: def.place.module,
            item: super::constructions::owner_path(&self.model.handles, def),
            context: def.place.context,
            target: target_of(graph, def.place.module),
        };
        Some(Build { place: self.place(&site), manager })
    }

    fn same_module(&self, a: ModuleId, b: ModuleId) -> bool {
        let graph = self.model.graph();
        graph.module_path(graph.named_module(a)) == graph.module_path(graph.named_module(b))
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
