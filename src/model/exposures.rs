//! By what a client or a pool leaves the canonical module that guards it.
//!
//! What counts is who can reach it. A visibility as written (`pub`, `pub(crate)`, `pub(super)`) lets it out when the module it
//! names is not part of the canonical one; a free function, static or type must stand in a module that others reach as well, or
//! be re-exported by one. Methods and fields go where their type goes.

use rustc_hash::FxHashSet;

use super::canonical::Canonical;
use super::handles::Handles;
use super::{Site, item_path, target_of};
use crate::catalogue::TraitRole;
use crate::config::HandleKind;
use crate::infer::ty::Ty;
use crate::position::{Span, TextRange};
use crate::report::Context;
use crate::resolve::graph::{
    AdtId, Container, CrateId, Def, FnId, Graph, ImportId, ModuleId, NO_FILE, Place, StaticId,
};
use crate::syntax::facts::{AdtKind, Visibility};

/// How a handle is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A field that others see.
    Field,
    /// The result of a function that others call.
    Return,
    /// A static that others see.
    Static,
    /// A re-export of the client crate, of a module or of a type of it.
    Reexport,
}

/// Something that hands out what its canonical module guards.
#[derive(Debug, Clone)]
pub struct Exposure {
    /// Its name.
    pub site: Site,
    /// How.
    pub way: Way,
    /// A client or a pool.
    pub kind: HandleKind,
    /// `RedisManager::client`, of a field `RedisManager.client`, of a re-export its path.
    pub name: String,
}

/// All exposures in production code, in order of file and offset, each place once.
pub(super) fn exposures(handles: &Handles<'_>, canonical: &Canonical) -> Vec<Exposure> {
    let graph = handles.world.graph;
    let mut found: Vec<Exposure> = Vec::new();
    if canonical.modules.is_empty() {
        return found;
    }
    let mut finder = Finder { handles, canonical, open: FxHashSet::default() };
    finder.open_modules();
    found.extend(AdtId::all(graph).flat_map(|adt| finder.fields(adt)));
    found.extend(FnId::all(graph).filter_map(|function| finder.result(function)));
    found.extend(StaticId::all(graph).filter_map(|declared| finder.global(declared)));
    found.extend(ImportId::all(graph).filter_map(|import| finder.reexport(import)));
    found.iter_mut().for_each(|exposure| super::origins::settle(handles.world, canonical, &mut exposure.site));
    found.sort_by_key(|exposure| exposure.site.span);
    found.dedup_by_key(|exposure| exposure.site.span);
    found
}

struct Finder<'a> {
    handles: &'a Handles<'a>,
    canonical: &'a Canonical,
    /// Modules of the canonical one whose public names others can reach.
    open: FxHashSet<ModuleId>,
}

impl Finder<'_> {
    fn graph(&self) -> &Graph {
        self.handles.world.graph
    }

    fn is_here(&self, place: &Place) -> bool {
        let source = place.file != NO_FILE && place.context == Context::Production;
        source && self.canonical.holds(self.graph(), place.module)
    }

    fn fields(&self, adt: AdtId) -> Vec<Exposure> {
        let def = &self.graph()[adt];
        // Fields of an enum are as public as the enum, whether one wants it or not.
        let facts = def.adt().filter(|facts| facts.kind != AdtKind::Enum && self.is_here(&def.place));
        if facts.is_none() || !self.is_known(adt) {
            return Vec::new();
        }
        let mut exposed = Vec::new();
        self.handles.world.find_field(adt, |field, ty| {
            let seen = self.leaves(&field.visibility, def.place.module);
            let kind = seen.then(|| self.guarded(ty)).flatten()?;
            let name = format!("{}.{}", def.item.name, field.name);
            exposed.push(self.exposure(&def.place, field.range, Way::Field, kind, name));
            None::<()>
        });
        exposed
    }

    fn result(&self, function: FnId) -> Option<Exposure> {
        let world = self.handles.world;
        let def = &world.graph[function];
        if !self.is_here(&def.place) {
            return None;
        }
        let kind = self.guarded(&*world.ret(function)?)?;
        let owner = match def.container {
            Container::Module => {
                return self
                    .is_nameable(&Def::Fn(function), def.visibility(), def.place.module)
                    .then(|| self.exposure(&def.place, def.name_range(), Way::Return, kind, def.name().to_string()));
            }
            Container::Impl(id) => world.impls.header(id)?,
            Container::Trait(_) => return None,
        };
        // What a pool's manager makes goes into the pool.
        let makes = |of| self.handles.tags.traits.get(&of).is_some_and(|row| row.role == TraitRole::PoolManager);
        if owner.of.as_ref().and_then(|bound| bound.of).is_some_and(makes) {
            return None;
        }
        let seen = !owner.inherent || self.leaves(def.visibility(), def.place.module);
        let known = !matches!(owner.self_ty, Ty::Adt(adt, _) if super::is_source(self.graph()[adt].place.file) && !self.is_known(adt));
        let name = format!("{}::{}", owner.self_ty.display(self.graph()), def.name());
        (seen && known).then(|| self.exposure(&def.place, def.name_range(), Way::Return, kind, name))
    }

    fn global(&self, declared: StaticId) -> Option<Exposure> {
        let def = &self.graph()[declared];
        let is_static = def.facts().is_some_and(|facts| !facts.is_const) && self.is_here(&def.place);
        let kind = self.guarded(&super::building::static_type(self.handles, declared).filter(|_| is_static)?)?;
        let seen = self.is_nameable(&Def::Static(declared), def.visibility(), def.place.module);
        seen.then(|| self.exposure(&def.place, def.name_range(), Way::Static, kind, def.name().to_string()))
    }

    fn reexport(&self, import: ImportId) -> Option<Exposure> {
        let def = &self.graph()[import];
        let place = Place { module: def.module, file: def.file, context: def.context };
        if !self.is_here(&place) || !self.open.contains(&def.module) || !self.leaves(&def.visibility, def.module) {
            return None;
        }
        let targets = self.graph().import_targets(import);
        let kind = targets.iter().find_map(|target| self.opened_by(target))?;
        let name = format!("{}{}", def.path.text(), if def.glob { "::*" } else { "" });
        Some(self.exposure(&place, def.range, Way::Reexport, kind, name))
    }

    /// The kind of guarded handle that a name of a client crate lets one have: its type, or a module that holds such types.
    fn opened_by(&self, target: &Def) -> Option<HandleKind> {
        let graph = self.graph();
        let world = self.handles.world;
        match target {
            Def::Adt(adt) => self.opener(*adt),
            Def::Alias(alias) if graph[*alias].place.file == NO_FILE => {
                let (_, ty) = graph[*alias].parts()?;
                self.guarded(&world.lower(ty, &crate::infer::Scope::module(graph[*alias].place.module)))
            }
            Def::Module(module) if self.is_interface(*module) => {
                let own = self.handles.tags.handles.keys();
                own.filter(|adt| graph.is_within(graph[**adt].place.module, *module))
                    .filter_map(|adt| self.opener(*adt))
                    .min()
            }
            _ => None,
        }
    }

    fn is_interface(&self, module: ModuleId) -> bool {
        let krate: CrateId = self.graph()[module].krate;
        self.graph()[krate].interface
    }

    /// The client or pool that a value of this type gives access to: by value or reference, behind wrappers, not within a type of
    /// the codebase, which guards it in turn.
    fn guarded(&self, ty: &Ty) -> Option<HandleKind> {
        let mut found = None;
        ty.walk(&mut |part| {
            let kind = self.handles.kind(part);
            if let (Some(kind @ (HandleKind::Client | HandleKind::Pool)), Ty::Adt(adt, _)) = (kind, part)
                && self.is_kept(*adt, kind)
            {
                found = found.or(Some(kind));
            }
            let opaque = match part {
                Ty::Adt(adt, _) => super::is_source(self.graph()[*adt].place.file) || self.handles.lends(*adt),
                Ty::Fn(..) => true,
                _ => false,
            };
            found.is_none() && kind.is_none() && !opaque
        });
        found
    }

    /// What a type of a client crate opens.
    fn opener(&self, adt: AdtId) -> Option<HandleKind> {
        let kind = self.handles.tags.handles.get(&adt)?.kind;
        let opens = matches!(kind, HandleKind::Client | HandleKind::Pool | HandleKind::PoolManager);
        (opens && self.is_kept(adt, kind)).then_some(kind)
    }

    /// A client whose clones share one socket is what a manager hands out, as it does a connection.
    fn is_kept(&self, adt: AdtId, kind: HandleKind) -> bool {
        kind != HandleKind::Client || !self.handles.tags.handles.get(&adt).is_some_and(|tag| tag.shares)
    }

    /// Whether a type can be named outside.
    fn is_known(&self, adt: AdtId) -> bool {
        let def = &self.graph()[adt];
        self.is_nameable(&Def::Adt(adt), &def.item.visibility, def.place.module)
    }

    /// Whether an item can be named outside: by its path, or by a re-export of the canonical module.
    fn is_nameable(&self, item: &Def, visibility: &Visibility, module: ModuleId) -> bool {
        self.leaves(visibility, module)
            && (self.open.contains(&module)
                || self.handed_on().any(|import| self.graph().import_targets(import).contains(item)))
    }

    /// Imports that others see.
    fn handed_on(&self) -> impl Iterator<Item = ImportId> + '_ {
        ImportId::all(self.graph()).filter(|import| {
            let def = &self.graph()[*import];
            self.open.contains(&def.module) && self.leaves(&def.visibility, def.module)
        })
    }

    /// Whether a visibility alone lets something out: what sees it lies outside, at least in part. A crate's root is canonical alone,
    /// without its modules.
    fn leaves(&self, visibility: &Visibility, module: ModuleId) -> bool {
        let graph = self.graph();
        let outside = |seen: ModuleId| !self.canonical.holds(graph, seen) || graph[seen].parent.is_none();
        *visibility != Visibility::Private && graph.visible_in(visibility, module).is_none_or(outside)
    }

    /// Adds the modules that others reach: those declared in an open one so that others see them, and those it hands on.
    fn open_modules(&mut self) {
        let graph = self.handles.world.graph;
        self.open = self.canonical.modules.iter().map(|(_, module)| *module).collect();
        let within: Vec<ModuleId> = ModuleId::all(graph)
            .filter(|module| !graph[*module].is_block && self.canonical.holds(graph, *module))
            .collect();
        loop {
            let declared = within.iter().copied().filter(|module| {
                let parent = graph[*module].parent.filter(|parent| self.open.contains(parent));
                parent.is_some_and(|parent| self.leaves(&graph[*module].visibility, parent))
            });
            let handed_on = self.handed_on().flat_map(|import| graph.import_targets(import));
            let handed_on = handed_on.filter_map(|target| match target {
                Def::Module(module) if within.contains(&module) => Some(module),
                _ => None,
            });
            let found: FxHashSet<ModuleId> = declared.chain(handed_on).chain(self.open.iter().copied()).collect();
            if found.len() == self.open.len() {
                return;
            }
            self.open = found;
        }
    }

    fn exposure(&self, place: &Place, range: TextRange, way: Way, kind: HandleKind, name: String) -> Exposure {
        let site = Site {
            span: Span::new(place.file, range),
            module: place.module,
            item: item_path(self.handles.world, place.module, Container::Module, &name),
            context: place.context,
            target: target_of(self.graph(), place.module),
        };
        Exposure { site, way, kind, name }
    }
}
