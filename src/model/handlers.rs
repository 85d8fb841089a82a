//! Which functions of the codebase a framework runs, and how: request handlers, actors, WebSocket sessions.

use rustc_hash::FxHashMap;

use super::code::Code;
use super::frameworks::Runs;
use super::handles::Handles;
use super::surroundings::Given;
use crate::infer::BodyTypes;
use crate::infer::ty::Ty;
use crate::position::Span;
use crate::resolve::graph::{BodyId, Container, Def, FnId, Namespace};
use crate::syntax::facts::Attrs;
use crate::syntax::types::{Path, Segment};

/// Why a function is one that a framework runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Handler {
    /// How it runs.
    pub(super) runs: Runs,
    /// What says so: the attribute, the name of the function, the call that registers it.
    pub(super) span: Span,
}

/// Functions by who runs them.
#[derive(Debug)]
pub(super) struct Handlers<'a> {
    handles: &'a Handles<'a>,
    /// Functions that are given to a framework by their path.
    registered: FxHashMap<FnId, Handler>,
}

impl<'a> Handlers<'a> {
    /// Finds the functions that are handed to frameworks.
    pub(super) fn of(handles: &'a Handles<'a>, bodies: &'a [(BodyId, BodyTypes)]) -> Self {
        let frameworks = &handles.tags.frameworks;
        let mut registered = FxHashMap::default();
        for (id, types) in bodies {
            if !types.callees.values().any(|callee| frameworks.runs.contains_key(&callee.function)) {
                continue;
            }
            let Some(code) = Code::of(handles, *id, types) else { continue };
            for (expr, callee) in &types.callees {
                let own = super::is_source(handles.world.graph[callee.function].place.file);
                if own && let Given::To(call, runs) = code.given_as_value(*expr) {
                    let handler = Handler { runs, span: code.span(call) };
                    let known = registered.entry(callee.function).or_insert(handler);
                    // The first place in the codebase speaks, whatever order expressions come in.
                    if handler.span < known.span {
                        *known = handler;
                    }
                }
            }
        }
        Self { handles, registered }
    }

    /// Whether and how a framework runs a function.
    pub(super) fn get(&self, function: FnId) -> Option<Handler> {
        let by_attribute = || self.attributed(function);
        self.registered
            .get(&function)
            .copied()
            .or_else(by_attribute)
            .or_else(|| self.implementing(function))
            .or_else(|| self.taking(function))
    }

    fn attributed(&self, function: FnId) -> Option<Handler> {
        let graph = self.handles.world.graph;
        let def = &graph[function];
        let own = self.marking(def.attrs(), function);
        own.or_else(|| match def.container {
            Container::Impl(id) => self.marking(&graph[id].item.attrs, function),
            _ => None,
        })
    }

    /// An attribute macro of a framework among attributes.
    fn marking(&self, attrs: &Attrs, function: FnId) -> Option<Handler> {
        let graph = self.handles.world.graph;
        let place = &graph[function].place;
        attrs.others.iter().find_map(|attr| {
            let found = graph.resolve(place.module, &path(&attr.name), Namespace::Macro);
            let runs = found.defs.iter().find_map(|def| match def {
                Def::Macro(id) => self.handles.tags.frameworks.attributes.get(id),
                _ => None,
            })?;
            Some(Handler { runs: *runs, span: Span::new(place.file, attr.range) })
        })
    }

    /// An implementation of a framework's trait.
    fn implementing(&self, function: FnId) -> Option<Handler> {
        let world = self.handles.world;
        let def = &world.graph[function];
        let Container::Impl(id) = def.container else { return None };
        let of = world.impls.header(id)?.of.as_ref()?.of?;
        let declared = world.graph[of].fns.iter().find(|declared| world.graph[**declared].name() == def.name())?;
        let runs = *self.handles.tags.frameworks.fns.get(declared)?;
        Some(Handler { runs, span: Span::new(def.place.file, def.name_range()) })
    }

    /// A parameter that only a framework gives.
    fn taking(&self, function: FnId) -> Option<Handler> {
        let world = self.handles.world;
        let def = &world.graph[function];
        let runs = world.params(function).iter().find_map(|ty| {
            let ty = ty.without_refs();
            self.given_type(ty).or_else(|| match ty {
                // An optional extractor, or one that may have failed.
                Ty::Adt(adt, args) if Some(*adt) == world.lang.option || Some(*adt) == world.lang.result => {
                    args.first().and_then(|arg| self.given_type(arg))
                }
                _ => None,
            })
        })?;
        Some(Handler { runs, span: Span::new(def.place.file, def.name_range()) })
    }

    fn given_type(&self, ty: &Ty) -> Option<Runs> {
        let Ty::Adt(adt, _) = ty else { return None };
        self.handles.tags.frameworks.types.get(adt).copied()
    }
}

/// The path of an attribute.
fn path(text: &str) -> Path {
    let global = text.starts_with("::");
    let names = text.trim_start_matches("::").split("::");
    let segments = names.map(|name| Segment { name: name.into(), args: None, range: Default::default() }).collect();
    Path { global, segments, ..Path::default() }
}
