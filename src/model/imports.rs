//! Uses of the manager from outside its module: by which path each takes it.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::canonical::Canonical;
use super::handles::Handles;
use super::items::ManagerItems;
use super::managers::Manager;
use super::rewrite::Rewriter;
use super::shims::{Shim, Shims};
use super::written::Written;
use super::{Site, item_path, target_of};
use crate::infer::{BodyTypes, World};
use crate::position::{Span, TextRange};
use crate::report::Context;
use crate::resolve::graph::{BodyId, Container, Def, Graph, ImportId, ModuleId, Namespace, Place};
use crate::resolve::{Binding, Step};
use crate::source::load::Loaded;
use crate::syntax::types::{Name, Path};

/// One use of the manager from outside: a `use` of it, or a full path in a type, expression or pattern.
///
/// What is named by what a `use` brought into scope is no use of its own: `RedisManager::new()` below `use
/// crate::redis::RedisManager;` counts once, for the `use`.
#[derive(Debug, Clone)]
pub struct ManagerImport {
    /// The path as far as it leads to the manager; in a `use` with groups, the part that is this name's alone.
    pub site: Site,
    /// The path as it is written, groups written out: `crate::db::redis_manager::RedisManager`.
    pub path: String,
    /// The canonical path of what it takes, from the crate's name on.
    pub canonical: String,
    /// The path by which the code there should name it; the canonical one where no path is known to lead there.
    pub spelling: String,
    /// The shim it goes through, by its place in [`super::Model::shims`]; none when it takes the canonical path (or one that a
    /// module around the canonical one hands on).
    pub through: Option<usize>,
    /// It stands in a shim: what hands the manager on, not what uses it.
    pub in_shim: bool,
    /// Edits that make it take the canonical path, where that is certain to mean the same.
    pub rewrite: Option<Vec<(Span, String)>>,
}

impl ManagerImport {
    /// Whether it takes the canonical path.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        self.through.is_none()
    }
}

/// All shims and all uses, in order of file and offset, each place once.
pub(super) fn shims_and_imports(
    handles: &Handles<'_>,
    bodies: &[(BodyId, BodyTypes)],
    canonical: &Canonical,
    managers: &[Manager],
    loaded: &Loaded,
) -> (Vec<Shim>, Vec<ManagerImport>) {
    let world = handles.world;
    let items = ManagerItems::find(handles, canonical, managers);
    if items.defs.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let shims = Shims::find(world, canonical, &items);
    let rewriter = Rewriter { world, items: &items, shims: &shims, loaded };
    let imports = imports(handles, bodies, canonical, &rewriter);
    let fixes = super::deprecate::fixes(&rewriter, &shims.all);
    let mut all = shims.all;
    for (at, edits) in fixes {
        all[at].fix = Some(edits);
    }
    (all, imports)
}

fn imports(
    handles: &Handles<'_>,
    bodies: &[(BodyId, BodyTypes)],
    canonical: &Canonical,
    rewriter: &Rewriter<'_>,
) -> Vec<ManagerImport> {
    let (items, shims) = (rewriter.items, rewriter.shims);
    let graph = handles.world.graph;
    let mut names = items.names(graph);
    names.extend(shims.stands_for.keys().filter_map(|def| def.name(graph)));
    names.extend(shims.imports.keys().filter_map(|import| graph[*import].binding.clone()));
    let mut finder = Finder { handles, canonical, items, shims, names, rewriter, found: Vec::new() };
    finder.uses();
    super::written::for_each(handles, bodies, &mut |written| finder.path(written));
    let mut found = finder.found;
    found.sort_by_key(|import| (import.site.span, import.site.context != Context::Production));
    // Two targets that share a file may reach the manager by different paths.
    found.dedup_by(|other, first| {
        let same = other.site.span == first.site.span;
        if same && other.rewrite != first.rewrite {
            first.rewrite = None;
        }
        same
    });
    found
}

struct Finder<'a> {
    handles: &'a Handles<'a>,
    canonical: &'a Canonical,
    items: &'a ManagerItems,
    shims: &'a Shims,
    names: FxHashSet<Name>,
    rewriter: &'a Rewriter<'a>,
    found: Vec<ManagerImport>,
}

/// A leaf to be rewritten: the use it is, by its place among those found, and its new path.
type Moved = (usize, ImportId, Path);

impl<'a> Finder<'a> {
    fn world(&self) -> &'a World<'a> {
        self.handles.world
    }

    fn graph(&self) -> &'a Graph {
        self.handles.world.graph
    }

    fn is_outside(&self, place: &Place) -> bool {
        super::is_source(place.file) && !self.canonical.holds(self.graph(), place.module)
    }

    fn uses(&mut self) {
        let graph = self.graph();
        let mut moved: BTreeMap<(ModuleId, TextRange), Vec<Moved>> = BTreeMap::new();
        for id in ImportId::all(graph) {
            let import = &graph[id];
            let outside = super::is_source(import.file) && !self.canonical.holds(graph, import.module);
            if !outside || import.extern_crate || !self.may_lead(&import.path, import.glob) {
                continue;
            }
            let targets = graph.import_targets(id);
            let found = if import.glob { self.glob(id, &targets) } else { self.named(id, &targets) };
            let (Some((def, through)), Some(leaf)) = (found, import.leaf()) else { continue };
            let site = Site {
                span: Span::new(import.file, leaf.entry.range),
                module: import.module,
                item: item_path(self.world(), import.module, Container::Module, ""),
                context: import.context,
                target: target_of(graph, import.module),
            };
            let path = if import.glob { format!("{}::*", import.path.text()) } else { import.path.text() };
            let canonical = self.items.shown(graph, &def);
            let mut spelling = if through.is_some() { canonical.clone() } else { path.clone() };
            if through.is_some()
                && let Some((new, certain)) = self.rewriter.leaf(import, &def, &targets)
            {
                spelling = new.source_text();
                if certain {
                    let key = (import.module, import.item.range);
                    moved.entry(key).or_default().push((self.found.len(), id, new));
                }
            }
            let in_shim = self.shims.imports.contains_key(&id);
            self.found.push(ManagerImport { site, path, canonical, spelling, through, in_shim, rewrite: None });
        }
        for leaves in moved.into_values() {
            self.rewrite(&leaves);
        }
    }

    /// One declaration is rewritten at once: what each of its leaves asks for goes together.
    fn rewrite(&mut self, leaves: &[Moved]) {
        let graph = self.graph();
        let Some((_, first, _)) = leaves.first() else { return };
        let parts: Vec<_> = leaves.iter().filter_map(|(_, id, new)| Some((graph[*id].leaf()?, new.clone()))).collect();
        let edits = self.rewriter.declaration(&graph[*first], &parts);
        for (at, ..) in leaves {
            self.found[*at].rewrite.clone_from(&edits);
        }
    }

    fn may_lead(&self, path: &Path, glob: bool) -> bool {
        glob || path.segments.iter().any(|segment| self.names.contains(&segment.name))
    }

    /// `use canonical::*`; or of a module in which there is nothing but shims.
    fn glob(&self, id: ImportId, targets: &[Def]) -> Option<(Def, Option<usize>)> {
        let [def @ Def::Module(module)] = targets else { return None };
        if self.items.defs.contains(def) {
            return Some((def.clone(), self.passed(id, Namespace::Type)));
        }
        let at = *self.shims.whole.get(module)?;
        let canonical = match &self.shims.all[at].def {
            of @ Def::Module(_) => of.clone(),
            of => Def::Module(of.module(self.graph())?),
        };
        Some((canonical, Some(at)))
    }

    fn named(&self, id: ImportId, targets: &[Def]) -> Option<(Def, Option<usize>)> {
        let is_manager = |def: &Def| self.shims.canonical(self.items, def).is_some();
        let def = targets.first().and_then(|def| self.shims.canonical(self.items, def))?.clone();
        targets.iter().all(is_manager).then(|| (def, self.passed(id, targets[0].namespace())))
    }

    fn passed(&self, id: ImportId, namespace: Namespace) -> Option<usize> {
        let import = &self.graph()[id];
        self.shims.passed(&self.graph().trace(import.module, &import.path, namespace, true))
    }

    fn is_in_shim(&self, def: Option<&Def>) -> bool {
        def.is_some_and(|def| matches!(def, Def::Alias(_) | Def::Fn(_)) && self.shims.items.contains_key(def))
    }

    /// A path in code that leads to the manager by itself, not by what a `use` brought.
    fn path(&mut self, written: &Written<'_>) {
        let Written { path, place, item, def, .. } = written;
        if path.segments.len() < 2 || !self.may_lead(path, false) || !self.is_outside(place) {
            return;
        }
        let (graph, in_shim) = (self.graph(), self.is_in_shim(def.as_ref()));
        let steps = graph.trace(place.module, path, written.namespace(), false);
        let is_manager = |binding: &Binding| self.shims.canonical(self.items, &binding.def).is_some();
        let is_item = |step: &Step| {
            step.bindings.iter().all(|binding| is_manager(binding) && !matches!(binding.def, Def::Module(_)))
        };
        let Some(at) = steps.iter().position(is_item) else { return };
        let brought = |binding: &Binding| binding.is_imported() && is_manager(binding);
        if steps.first().is_some_and(|first| first.segment == 0 && first.bindings.iter().any(brought)) {
            return;
        }
        let last = &steps[at];
        let canonical = last.bindings.first().and_then(|binding| self.shims.canonical(self.items, &binding.def));
        let Some(def) = canonical else { return };
        let through = self.shims.passed(&steps[..=at]);
        let used = path.up_to(last.segment);
        let site = Site {
            span: graph.origin(Span::new(place.file, used.range)).span,
            module: place.module,
            item: item.clone(),
            context: place.context,
            target: target_of(graph, place.module),
        };
        let (spelling, rewrite) = match through {
            Some(_) => self.rewriter.path(&used, def, &last.bindings, place.module, site.span),
            None => (used.text(), None),
        };
        let canonical = self.items.shown(graph, def);
        self.found.push(ManagerImport { site, path: used.text(), canonical, spelling, through, in_shim, rewrite });
    }
}
