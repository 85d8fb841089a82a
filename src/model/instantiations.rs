//! Places outside a canonical module that build its manager.

use std::collections::{BTreeMap, BTreeSet};

use super::building::Building;
use super::constructions::{marked, owner_path};
use super::{Model, ScopeId, Site, item_path, target_of};
use crate::infer::ty::Ty;
use crate::infer::{BodyTypes, Callee};
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{AdtId, BodyDef, BodyId, BodyOwner, Container, ModuleId};
use crate::syntax::body::{Body, ExprId};

/// A call, a function value, a literal or a derive outside the canonical module that makes its manager anew, in production code:
/// a test may build what it tests.
#[derive(Debug, Clone)]
pub struct Instantiation {
    /// Where.
    pub site: Site,
    /// The manager.
    pub manager: AdtId,
    /// The scope it is the manager of.
    pub scope: ScopeId,
    /// What builds it: ``RedisManager::connect``.
    pub how: String,
    /// It stands in a composition root.
    pub in_root: bool,
    /// Every target that the place is part of.
    pub targets: BTreeSet<(usize, usize)>,
    /// The body and expression; none for a derive.
    pub place: Option<(BodyId, ExprId)>,
}

impl Model<'_> {
    /// All places that build a canonical manager from outside, in order of file and offset.
    #[must_use]
    pub fn instantiations(&self) -> Vec<Instantiation> {
        let mut found: BTreeMap<Span, Instantiation> = BTreeMap::new();
        if self.building.types.is_empty() {
            return Vec::new();
        }
        let mut add = |new: Instantiation| {
            let known = found.entry(new.site.span).or_insert_with(|| new.clone());
            known.targets.extend(&new.targets);
        };
        for (id, types) in &self.bodies {
            let def = &self.graph()[*id];
            if let Some(body) = def.body().filter(|_| def.place.context == Context::Production) {
                self.built_in(*id, def, body, types).into_iter().for_each(&mut add);
            }
        }
        self.derived_defaults().into_iter().for_each(&mut add);
        found.into_values().collect()
    }

    fn built_in(&self, id: BodyId, def: &BodyDef, body: &Body, types: &BodyTypes) -> Vec<Instantiation> {
        let building: &Building = &self.building;
        let calls = types.callees.iter().filter_map(|(expr, callee)| {
            Some((*expr, building.called(&self.handles, callee)?, self.call_name(callee)))
        });
        let literals = types.literals.keys().filter_map(|expr| {
            let shared = super::building::fields(body, *expr)
                .iter()
                .any(|value| super::building::shares(&self.handles, types.of(*value)));
            let adt = building.literal(&self.handles, body, types, *expr).filter(|_| !shared)?;
            Some((*expr, adt, format!("{} {{ .. }}", self.graph()[adt].item.name)))
        });
        let place = |(expr, manager, how): (ExprId, AdtId, String)| {
            let span = Span::new(def.place.file, marked(body, expr));
            let item = owner_path(&self.handles, def);
            let mut new = self.instantiation(span, def.place.module, item, manager, how)?;
            new.in_root = self.building.roots.hold(self.world, def);
            new.place = Some((id, expr));
            Some(new)
        };
        calls.chain(literals).filter_map(place).collect()
    }

    /// None within the manager's own canonical module.
    fn instantiation(
        &self,
        span: Span,
        module: ModuleId,
        item: String,
        manager: AdtId,
        how: String,
    ) -> Option<Instantiation> {
        let own = self.building.types.get(&manager)?;
        let (scope, manager) = (own.scope, own.first);
        if self.canonical.serves(self.graph(), scope, module) {
            return None;
        }
        let target = target_of(self.graph(), module);
        let targets = target.into_iter().collect();
        let mut site = Site { span, module, item, context: Context::Production, target };
        super::origins::settle(self.world, &self.canonical, &mut site);
        Some(Instantiation { site, manager, scope, how, in_root: false, targets, place: None })
    }

    /// `#[derive(Default)] struct State { redis: RedisManager }`.
    fn derived_defaults(&self) -> Vec<Instantiation> {
        let world = self.world;
        let Some(default) = world.lang.default else { return Vec::new() };
        let mut found = Vec::new();
        for adt in AdtId::all(self.graph()) {
            let def = &self.graph()[adt];
            if !super::is_source(def.place.file) || def.place.context != Context::Production {
                continue;
            }
            let derive = def.item.attrs.derives.iter();
            let derive = derive.into_iter().find(|path| world.trait_of(def.place.module, path) == Some(default));
            let (Some(derive), Some(manager)) = (derive, self.default_field(adt)) else { continue };
            let item = item_path(world, def.place.module, Container::Module, &def.item.name);
            let how = format!("{}::default", self.graph()[manager].item.name);
            let span = Span::new(def.place.file, derive.range);
            found.extend(self.instantiation(span, def.place.module, item, manager, how));
        }
        found
    }

    /// The manager that a derived `Default` of this type makes.
    fn default_field(&self, adt: AdtId) -> Option<AdtId> {
        self.world.find_field(adt, |_, ty| match ty {
            Ty::Adt(manager, _) if self.building.defaults(&self.handles, *manager) => Some(*manager),
            _ => None,
        })
    }

    /// `RedisManager::connect`; `redis_manager::connect` for a free function.
    fn call_name(&self, callee: &Callee) -> String {
        let graph = self.graph();
        let def = &graph[callee.function];
        let owner = match def.container {
            Container::Impl(id) => self.world.impls.header(id).map(|header| header.self_ty.display(graph)),
            Container::Trait(_) => Some(callee.ret.display(graph)),
            Container::Module => Some(graph[graph.named_module(def.place.module)].name.to_string()),
        };
        format!("{}::{}", owner.unwrap_or_default(), def.name())
    }

    /// Whether two places are alternatives: branches of one body, or the functions of one name on the two sides of a `cfg`.
    #[must_use]
    pub fn are_alternatives(&self, a: &Instantiation, b: &Instantiation) -> bool {
        let (Some((body, first)), Some((other, second))) = (a.place, b.place) else { return false };
        let graph = self.graph();
        if body == other {
            return graph[body].body().is_some_and(|body| super::branches::exclude_each_other(body, first, second));
        }
        let functions = matches!((graph[body].owner, graph[other].owner), (BodyOwner::Fn(_), BodyOwner::Fn(_)));
        functions && a.site.item == b.site.item && a.site.module == b.site.module
    }
}
