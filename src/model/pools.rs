//! Pools of connections each of which serves many callers at once.

use super::building::static_type;
use super::tags::HandleTag;
use super::{Model, Site, item_path, target_of};
use crate::config::HandleKind;
use crate::infer::ty::Ty;
use crate::position::{Span, TextRange};
use crate::report::Context;
use crate::resolve::graph::{AdtId, Container, ImplId, Place, StaticId};
use crate::syntax::facts::AssocKind;

/// A pool of multiplexed connections, made by the codebase. Client crates that pool such connections do so by design.
#[derive(Debug, Clone)]
pub struct MultiplexedPool {
    /// Where it says what it pools: the associated type of a pool's manager, or the field or static that holds a pool.
    pub site: Site,
    /// What pools, or holds the pool.
    pub name: String,
    /// The connection, as its crate's users write it.
    pub connection: String,
    /// Each replaces a lost connection by itself, which is what a pool is else for.
    pub reconnects: bool,
}

impl Model<'_> {
    /// All pools of multiplexed connections, in order of file and offset, each place once.
    #[must_use]
    pub fn multiplexed_pools(&self) -> Vec<MultiplexedPool> {
        let graph = self.graph();
        let mut found: Vec<MultiplexedPool> = Vec::new();
        for adt in AdtId::all(graph).filter(|adt| super::is_source(graph[*adt].place.file)) {
            if let Some((id, _)) = self.handles.makes_connections(adt) {
                found.extend(self.made(adt, id));
            }
            found.extend(self.held_by_fields(adt));
        }
        let statics = StaticId::all(graph).filter(|id| super::is_source(graph[*id].place.file));
        found.extend(statics.filter_map(|id| self.held_by_static(id)));
        found.iter_mut().for_each(|pool| super::origins::settle(self.world, &self.canonical, &mut pool.site));
        found.sort_by_key(|pool| (pool.site.span, pool.site.context != Context::Production));
        found.dedup_by_key(|pool| pool.site.span);
        found
    }

    /// What a pool's manager of the codebase makes: `type Connection = ConnectionManager;`.
    fn made(&self, adt: AdtId, id: ImplId) -> Option<MultiplexedPool> {
        let def = &self.graph()[id];
        let scope = self.world.container_scope(def.place.module, Container::Impl(id));
        def.facts()?.items.iter().find_map(|item| {
            let AssocKind::Type(_, Some(value)) = &item.kind else { return None };
            let tag = self.multiplexed(&self.world.lower(value, &scope))?;
            let name = self.graph()[adt].item.name.to_string();
            Some(self.pool(&def.place, item.name_range, name, tag))
        })
    }

    fn held_by_fields(&self, adt: AdtId) -> Vec<MultiplexedPool> {
        let def = &self.graph()[adt];
        let mut pools = Vec::new();
        self.world.find_field(adt, |field, ty| {
            let tag = self.pooled(ty)?;
            pools.push(self.pool(&def.place, field.range, format!("{}.{}", def.item.name, field.name), tag));
            None::<()>
        });
        pools
    }

    fn held_by_static(&self, id: StaticId) -> Option<MultiplexedPool> {
        let def = &self.graph()[id];
        let tag = self.pooled(&static_type(&self.handles, id)?)?;
        Some(self.pool(&def.place, def.name_range(), def.name().to_string(), tag))
    }

    /// The multiplexed connection that a generic pool holds as it is, without a manager.
    fn pooled(&self, ty: &Ty) -> Option<&HandleTag> {
        let mut found = None;
        ty.walk(&mut |part| {
            if let Ty::Adt(pool, args) = part
                && let Some(Ty::Adt(held, _)) = self.tags.generic_pools.get(pool).and_then(|param| args.get(*param))
            {
                let tag = self.tags.handles.get(held);
                found = found.or(tag.filter(|tag| tag.multiplexed && tag.kind == HandleKind::Connection));
            }
            found.is_none()
        });
        found
    }

    /// The multiplexed handle that a pooled value is or owns, in its own fields too.
    fn multiplexed(&self, ty: &Ty) -> Option<&HandleTag> {
        let of = |ty: &Ty| {
            let owned = self.handles.owned(ty).into_iter();
            owned.map(|(_, ty)| ty).find_map(|ty| match ty {
                Ty::Adt(adt, _) => self.tags.handles.get(&adt).filter(|tag| tag.multiplexed),
                _ => None,
            })
        };
        let fields = || {
            let Ty::Adt(adt, _) = ty else { return None };
            let own = super::is_source(self.graph()[*adt].place.file);
            own.then(|| self.world.find_field(*adt, |_, ty| of(ty))).flatten()
        };
        of(ty).or_else(fields)
    }

    fn pool(&self, place: &Place, range: TextRange, name: String, tag: &HandleTag) -> MultiplexedPool {
        let site = Site {
            span: Span::new(place.file, range),
            module: place.module,
            item: item_path(self.world, place.module, Container::Module, &name),
            context: place.context,
            target: target_of(self.graph(), place.module),
        };
        MultiplexedPool { site, name, connection: tag.path.clone(), reconnects: tag.reconnects }
    }
}
