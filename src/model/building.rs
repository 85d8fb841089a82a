//! Which types are a scope's managers, and which functions build one anew.
//!
//! Both `RedisManager::connect(url)` and `redis::shared()` give a manager; only the first makes another one. A function of the
//! canonical module *builds* when what it gives holds a manager and its body makes one: by a literal, a derived `Default`, or a
//! call of a function that builds. It *hands out* the one there is when it goes through a static that holds a handle or a
//! manager, and it passes on what it was given when a parameter holds a manager or a handle whose clones share one socket.

use rustc_hash::{FxHashMap, FxHashSet};

use super::canonical::{Canonical, ScopeId};
use super::constructions::Construction;
use super::handles::Handles;
use super::managers::Manager;
use super::roots::Roots;
use crate::config::{Config, HandleKind};
use crate::infer::ty::Ty;
use crate::infer::{BodyTypes, Callee};
use crate::position::{FileId, TextRange};
use crate::report::Context;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner, FnId, ModuleId, StaticId};
use crate::syntax::body::{Body, Expr, ExprId};

/// A type of a canonical module that owns a handle, or holds a type that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalType {
    /// The scope it serves.
    pub scope: ScopeId,
    /// What it owns, itself or in what it holds.
    pub kinds: Vec<HandleKind>,
    /// The first instance of the type: a file that several targets share declares it in each.
    pub first: AdtId,
}

/// The managers of the canonical modules, and what builds them.
#[derive(Debug, Default)]
pub struct Building {
    /// Managers, and what holds one beside it.
    pub types: FxHashMap<AdtId, CanonicalType>,
    /// Functions that build one.
    pub builders: FxHashSet<FnId>,
    /// Where the configuration lets one be built.
    pub roots: Roots,
    /// What each scope's canonical module hands the shared manager out by, if it does.
    pub accessors: FxHashMap<ScopeId, String>,
}

impl Building {
    pub(super) fn find(
        handles: &Handles<'_>,
        bodies: &[(BodyId, BodyTypes)],
        canonical: &Canonical,
        managers: &[Manager],
        constructions: &[Construction],
        config: &Config,
    ) -> Self {
        let mut building = Self { types: types(handles, canonical, managers), ..Self::default() };
        building.roots = Roots::find(handles.world, config);
        building.find_builders(handles, bodies, &|module, _| canonical.holds(handles.world.graph, module));
        building.accessors = super::way_out::accessors(handles, bodies, canonical, &building, constructions);
        building
    }

    /// What builds these managers, those beside the canonical one too: functions of a manager's own module.
    pub(super) fn of_all(model: &super::Model<'_>, managers: &[&Manager]) -> Self {
        let graph = model.graph();
        let mut building = Self { types: model.building.types.clone(), ..Self::default() };
        for adt in AdtId::all(graph) {
            let def = &graph[adt];
            let span = crate::position::Span::new(def.place.file, def.item.name_range);
            if let Some(manager) = managers.iter().find(|manager| manager.site.span == span) {
                let scope = model.canonical.scope_of(manager.site.target);
                let kinds = manager.kinds();
                building.types.entry(adt).or_insert_with(|| CanonicalType { scope, kinds, first: manager.adt });
            }
        }
        let home = |adt: AdtId| graph.named_module(graph[adt].place.module);
        building.find_builders(&model.handles, &model.bodies, &|module, adt| {
            model.canonical.holds(graph, module) || graph.named_module(module) == home(adt)
        });
        building
    }

    fn find_builders(&mut self, handles: &Handles<'_>, bodies: &[(BodyId, BodyTypes)], within: &Within<'_>) {
        let finder = Finder { handles, within };
        let mut candidates: Vec<Candidate<'_>> =
            bodies.iter().filter_map(|(id, types)| finder.candidate(self, *id, types)).collect();
        // One that calls another is known once the other is.
        loop {
            let before = self.builders.len();
            candidates.retain(|candidate| {
                let builds = self.makes(handles, candidate);
                if builds {
                    self.builders.insert(candidate.function);
                }
                !builds
            });
            if self.builders.len() == before {
                return;
            }
        }
    }

    /// The manager that a value of this type is or holds.
    #[must_use]
    pub fn held(&self, handles: &Handles<'_>, ty: &Ty) -> Option<AdtId> {
        handles.owned_types(ty).into_iter().find(|adt| self.types.contains_key(adt))
    }

    /// The manager that a call makes anew.
    #[must_use]
    pub fn called(&self, handles: &Handles<'_>, callee: &Callee) -> Option<AdtId> {
        let adt = self.held(handles, &callee.ret)?;
        // The default of an `Option<RedisManager>` is none at all.
        let derived = || matches!(callee.ret, Ty::Adt(own, _) if own == adt && self.derives_default(handles, adt));
        let default = || handles.world.is_default(callee.function) && derived();
        (self.builders.contains(&callee.function) || default()).then_some(adt)
    }

    /// Whether `Default` makes a manager of this type.
    pub(super) fn defaults(&self, handles: &Handles<'_>, adt: AdtId) -> bool {
        let generics = handles.world.graph[adt].generics().params.len();
        let own = || handles.world.default_of(&Ty::Adt(adt, vec![Ty::Unknown; generics]));
        self.derives_default(handles, adt) || own().is_some_and(|function| self.builders.contains(&function))
    }

    /// Whether a manager's `Default` is derived.
    fn derives_default(&self, handles: &Handles<'_>, adt: AdtId) -> bool {
        let world = handles.world;
        self.types.contains_key(&adt) && world.lang.default.is_some_and(|of| world.derives(adt, of))
    }

    /// The manager that a literal makes: none where a field holds one already, where a variant has no handle, or the value waits
    /// for one.
    #[must_use]
    pub fn literal(&self, handles: &Handles<'_>, body: &Body, types: &BodyTypes, expr: ExprId) -> Option<AdtId> {
        let adt = *types.literals.get(&expr)?;
        self.types.get(&adt)?;
        let values = fields(body, expr);
        if values.iter().any(|value| self.is_manager(types.of(*value)))
            || super::empty::waits_for_a_handle(handles, body, types, adt, &values)
        {
            return None;
        }
        let name = match body.expr(expr) {
            Expr::Path(path) | Expr::Struct { path, .. } => path.last_name(),
            _ => return None,
        };
        owns(handles, self, adt, name).then_some(adt)
    }

    /// Whether a value of this type, borrowed or not, is a manager or holds one.
    fn is_manager(&self, ty: &Ty) -> bool {
        ty.any(&mut |part| matches!(part, Ty::Adt(adt, _) if self.types.contains_key(adt)))
    }

    fn makes(&self, handles: &Handles<'_>, candidate: &Candidate<'_>) -> bool {
        let Candidate { body, types, .. } = candidate;
        types.callees.values().any(|callee| self.called(handles, callee).is_some())
            || types.literals.keys().any(|expr| self.literal(handles, body, types, *expr).is_some())
    }
}

/// A function of a canonical module that gives a manager it was not given.
struct Candidate<'a> {
    function: FnId,
    body: &'a Body,
    types: &'a BodyTypes,
}

/// Whether a function of this module may build this manager.
type Within<'a> = dyn Fn(ModuleId, AdtId) -> bool + 'a;

struct Finder<'a> {
    handles: &'a Handles<'a>,
    within: &'a Within<'a>,
}

impl<'a> Finder<'a> {
    fn candidate(&self, building: &Building, id: BodyId, types: &'a BodyTypes) -> Option<Candidate<'a>> {
        let world = self.handles.world;
        let def = &world.graph[id];
        let BodyOwner::Fn(function) = def.owner else { return None };
        let built = building.held(self.handles, &*world.ret(function)?)?;
        if !(self.within)(def.place.module, built) {
            return None;
        }
        let passes_on = |ty: &Ty| building.is_manager(ty) || shares(self.handles, ty);
        let passes_on =
            world.receiver(function).is_some_and(|ty| passes_on(&ty)) || world.params(function).iter().any(passes_on);
        let shared = types.statics.values().any(|declared| self.keeps(building, *declared));
        (!passes_on && !shared).then_some(Candidate { function, body: def.body()?, types })
    }

    /// Whether a static holds a handle or a manager.
    fn keeps(&self, building: &Building, declared: StaticId) -> bool {
        let ty = static_type(self.handles, declared);
        ty.is_some_and(|ty| !self.handles.owned(&ty).is_empty() || building.held(self.handles, &ty).is_some())
    }
}

/// The type of a static or constant.
pub(super) fn static_type(handles: &Handles<'_>, declared: StaticId) -> Option<Ty> {
    let world = handles.world;
    let def = &world.graph[declared];
    Some(world.lower(&def.facts()?.ty, &world.container_scope(def.place.module, def.container)))
}

/// Whether there is a handle within a type whose clones share one socket or one pool.
pub(super) fn shares(handles: &Handles<'_>, ty: &Ty) -> bool {
    ty.any(&mut |part| handles.shares(part))
}

/// The values that a literal is made of: of `T { a: x, ..rest }`, or of the call of `T(x)`.
pub(super) fn fields(body: &Body, expr: ExprId) -> Vec<ExprId> {
    match body.expr(expr) {
        Expr::Struct { fields, rest, .. } => fields.iter().map(|(_, value)| *value).chain(*rest).collect(),
        _ => {
            let call = body.exprs.iter().find_map(|call| match call {
                Expr::Call { callee, args } if *callee == expr => Some(args.clone()),
                _ => None,
            });
            call.unwrap_or_default()
        }
    }
}

/// Managers of the canonical modules, and the types there that hold one: `RedisManager { inner: Arc<Inner> }`.
fn types(handles: &Handles<'_>, canonical: &Canonical, managers: &[Manager]) -> FxHashMap<AdtId, CanonicalType> {
    let graph = handles.world.graph;
    let declared = |adt: AdtId| (graph[adt].place.file, graph[adt].item.name_range);
    let here: Vec<(AdtId, ScopeId)> = AdtId::all(graph)
        .filter(|adt| super::is_source(graph[*adt].place.file) && graph[*adt].place.context == Context::Production)
        .filter_map(|adt| Some((adt, canonical.served_by(graph, graph[adt].place.module)?)))
        .collect();
    let mut firsts: FxHashMap<(FileId, TextRange), AdtId> = FxHashMap::default();
    for (adt, _) in &here {
        firsts.entry(declared(*adt)).or_insert(*adt);
    }
    let kinds: FxHashMap<(FileId, TextRange), Vec<HandleKind>> =
        managers.iter().map(|manager| (declared(manager.adt), manager.kinds())).collect();
    let mut found: FxHashMap<AdtId, CanonicalType> = FxHashMap::default();
    loop {
        let before = found.len();
        for (adt, scope) in &here {
            let own = kinds.get(&declared(*adt)).cloned();
            let named = || canonical.types.iter().any(|(_, named)| named == adt).then(Vec::new);
            let kinds = own.or_else(|| held_kinds(handles, &found, *adt)).or_else(named);
            if let Some(kinds) = kinds.filter(|_| !found.contains_key(adt)) {
                found.insert(*adt, CanonicalType { scope: *scope, kinds, first: firsts[&declared(*adt)] });
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// What a type's fields own: the kinds of their handles and of the managers they hold; none when they hold no manager.
fn held_kinds(handles: &Handles<'_>, known: &FxHashMap<AdtId, CanonicalType>, adt: AdtId) -> Option<Vec<HandleKind>> {
    let mut kinds = None;
    for ty in handles.world.fields(adt).iter().flatten() {
        for held in handles.owned_types(ty) {
            if let Some(manager) = known.get(&held) {
                kinds.get_or_insert_with(Vec::new).extend(manager.kinds.iter().copied());
            }
        }
    }
    kinds
}

/// Whether a struct, or the variant of that name, has a field that owns a handle or holds a manager.
fn owns(handles: &Handles<'_>, building: &Building, adt: AdtId, name: &str) -> bool {
    let Some(facts) = handles.world.graph[adt].adt() else { return false };
    let scope = handles.world.adt_scope(adt);
    let variant = match facts.variants.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|variant| variant.name == name),
    };
    variant.into_iter().flat_map(|variant| &variant.fields).any(|field| {
        let ty = handles.world.lower(&field.ty, &scope);
        !handles.owned(&ty).is_empty() || building.held(handles, &ty).is_some()
    })
}
