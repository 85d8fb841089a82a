//! Where a finding stands whose code a macro call expanded to.

use super::{Canonical, Site, target_of};
use crate::infer::World;
use crate::position::Span;
use crate::resolve::graph::{Container, Graph, MacroId, ModuleId};

/// Where something in `module` stands in the source: where it was written, and by which macro's definition, if any. What a macro
/// of the canonical module writes elsewhere stands at the use: there it goes wrong.
pub(super) fn locate(graph: &Graph, canonical: &Canonical, span: Span, module: ModuleId) -> (Span, Option<MacroId>) {
    let mut origin = graph.origin(span);
    while let Some(expansion) = graph.expansion(origin.mark) {
        let Some((of, _)) = expansion.of else { break };
        if !canonical.holds(graph, graph[of].place.module) || canonical.holds(graph, module) {
            return (origin.span, Some(of));
        }
        origin = graph.origin(expansion.call);
    }
    (origin.span, None)
}

/// Moves a site to where it stands in the source; what a macro's definition wrote belongs to the macro.
pub(super) fn settle(world: &World<'_>, canonical: &Canonical, site: &mut Site) {
    let graph = world.graph;
    let (span, of) = locate(graph, canonical, site.span, site.module);
    site.span = span;
    if let Some(of) = of {
        let place = &graph[of].place;
        let name = format!("{}!", graph[of].item.name);
        site.item = super::item_path(world, place.module, Container::Module, &name);
        site.module = place.module;
        site.context = place.context;
        site.target = target_of(graph, place.module);
    }
}
