//! Statics that hold a handle or a manager: what lives as long as the process (or, thread-local, as its thread).

use super::building::{Building, static_type};
use super::canonical::Canonical;
use super::handles::Handles;
use super::managers::{Manager, Why};
use super::{Site, item_path, target_of};
use crate::config::HandleKind;
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{AdtId, Graph, StaticId};

/// A static that holds a handle or a manager, in whatever cell: `static`, `thread_local!`, `lazy_static!`, in a function too.
/// Constants hold nothing: each use is a value of its own.
#[derive(Debug, Clone)]
pub struct Instance {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub site: Site,
    /// What it holds, or what the manager in it owns.
    pub kinds: Vec<HandleKind>,
    /// The manager it holds, if it is one.
    pub manager: Option<AdtId>,
    /// What it holds in words: ``a Redis pool``, ``another manager (`RedisManager`)``.
    pub what: String,
    /// `static mut`.
    pub mutable: bool,
}

impl Instance {
    /// Which of several is the first, whatever their order: the one that holds a manager, that of no function, the outermost.
    #[must_use]
    pub fn rank(&self, graph: &Graph) -> (bool, bool, usize, String) {
        let local = graph[self.site.module].is_block;
        (self.manager.is_none(), local, self.site.item.matches("::").count(), self.site.item.clone())
    }

    /// Whether another static holds the same once more: a way to Redis of the same kind, or the same manager.
    #[must_use]
    pub fn repeats(&self, other: &Self) -> bool {
        let alternatives = self.name == other.name && self.site.module == other.site.module;
        let same = self.manager.is_some() && self.manager == other.manager;
        // Two declarations of one name are the two sides of a `cfg`.
        !alternatives && (same || self.kinds.iter().any(|kind| other.kinds.contains(kind)))
    }
}

/// All instances of the codebase, in order of file and offset, each place once.
pub(super) fn instances(
    handles: &Handles<'_>,
    canonical: &Canonical,
    managers: &[Manager],
    building: &Building,
) -> Vec<Instance> {
    let graph = handles.world.graph;
    let statics = StaticId::all(graph).filter(|id| super::is_source(graph[*id].place.file));
    let mut found: Vec<Instance> = statics.filter_map(|id| instance(handles, managers, building, id)).collect();
    found.iter_mut().for_each(|instance| super::origins::settle(handles.world, canonical, &mut instance.site));
    found.sort_by_key(|instance| (instance.site.span, instance.site.context != Context::Production));
    found.dedup_by_key(|instance| instance.site.span);
    found
}

fn instance(handles: &Handles<'_>, managers: &[Manager], building: &Building, id: StaticId) -> Option<Instance> {
    let world = handles.world;
    let def = &world.graph[id];
    let facts = def.facts().filter(|facts| !facts.is_const)?;
    let ty = static_type(handles, id)?;
    let mut kinds: Vec<HandleKind> = handles.owned(&ty).into_iter().map(|(kind, _)| kind).collect();
    let own = kinds.first().map(|kind| format!("a Redis {}", kind.name()));
    let mut manager = None;
    for adt in handles.owned_types(&ty) {
        if let Some(owned) = manager_kinds(managers, building, adt) {
            manager.get_or_insert(building.types.get(&adt).map_or(adt, |own| own.first));
            kinds.extend(owned);
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    let named = |adt| {
        let what = if building.types.contains_key(&adt) { "the canonical manager" } else { "another manager" };
        format!("{what} (`{}`)", world.graph[adt].item.name)
    };
    let what = own.or_else(|| manager.map(named))?;
    let site = Site {
        span: Span::new(def.place.file, def.name_range()),
        module: def.place.module,
        item: item_path(world, def.place.module, def.container, def.name()),
        context: def.place.context,
        target: target_of(world.graph, def.place.module),
    };
    Some(Instance { name: def.name().to_string(), site, kinds, manager, what, mutable: facts.mutable })
}

/// What a manager owns; none for any other type.
fn manager_kinds(managers: &[Manager], building: &Building, adt: AdtId) -> Option<Vec<HandleKind>> {
    if let Some(canonical) = building.types.get(&adt) {
        return Some(canonical.kinds.clone());
    }
    let manager = managers.iter().find(|manager| manager.adt == adt && manager.why != Why::Namesake)?;
    Some(manager.kinds())
}
