//! Shims: what stands outside the canonical module and only re-exports or aliases the manager — its old import paths.

use rustc_hash::FxHashMap;

use super::canonical::Canonical;
use super::items::ManagerItems;
use super::{Site, item_path, target_of};
use crate::infer::World;
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{
    AliasDef, AliasId, Container, Def, FnId, FnSource, Graph, ImportId, ModuleId, Namespace, Place,
};
use crate::resolve::{Binding, Step};
use crate::syntax::body::{Body, Expr, ExprId, Pat, PatId};
use crate::syntax::facts::{ItemKind, Visibility};
use crate::syntax::types::{GenericParam, Name, Path, TypeRef};

/// How a shim hands the manager on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShimKind {
    /// `pub use canonical::X;`, also of the module itself.
    Reexport(ImportId),
    /// `pub use canonical::*;`.
    Glob(ImportId),
    /// `pub type X = canonical::X;`.
    Alias(AliasId),
    /// `pub fn f(a: A) -> B { canonical::f(a) }`.
    Function(FnId),
}

/// What the compiler says to those who use a shim.
///
/// rustc 1.95 warns of a deprecated item (alias, function, static) and of the items of a deprecated module; `#[deprecated]` on
/// a `use`, and a `use` in a deprecated module, make it say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deprecation {
    /// It warns them.
    Honoured,
    /// There is an attribute, but where it has no effect.
    Ignored,
    /// There is no attribute.
    None,
}

/// A module's item outside the canonical module that only re-exports or aliases the manager.
///
/// No shims are: what only its own module sees; what a module around the canonical one hands on (`pub mod redis; pub use
/// redis::RedisManager;`), unless it is deprecated; a `prelude`; a re-export that is the only way to what the canonical module
/// keeps private; code for tests and examples.
#[derive(Debug, Clone)]
pub struct Shim {
    /// The name that it gives the manager; the leaf of a `use`.
    pub site: Site,
    /// The path it offers, from the crate's name on: `app::db::RedisManager`, `app::db::*`.
    pub path: String,
    /// The canonical path of what it leads to.
    pub target: String,
    /// What it leads to.
    pub def: Def,
    /// How.
    pub kind: ShimKind,
    /// Whether the compiler tells those who use it.
    pub deprecation: Deprecation,
    /// Edits after which it does, where these are certain to change nothing else.
    pub fix: Option<Vec<(Span, String)>>,
}

impl Shim {
    /// Whether the compiler warns those who use it.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.deprecation == Deprecation::Honoured
    }

    /// What it leads to, in a word.
    #[must_use]
    pub fn gives(&self) -> &'static str {
        match self.def {
            Def::Module(_) => "module",
            Def::Fn(_) => "function",
            Def::Static(_) => "static",
            _ => "type",
        }
    }
}

/// All shims, and which declarations they are.
#[derive(Debug, Default)]
pub(super) struct Shims {
    /// In order of file and offset, each place once.
    pub(super) all: Vec<Shim>,
    /// Imports that are shims, every instance.
    pub(super) imports: FxHashMap<ImportId, usize>,
    /// Aliases and functions that are shims, every instance.
    pub(super) items: FxHashMap<Def, usize>,
    /// Aliases and functions that only stand for an item of the manager, shims or not.
    pub(super) stands_for: FxHashMap<Def, Def>,
    /// Modules in which there is nothing for others but shims, with the first of them.
    pub(super) whole: FxHashMap<ModuleId, usize>,
}

impl Shims {
    pub(super) fn find(world: &World<'_>, canonical: &Canonical, items: &ManagerItems) -> Self {
        let finder = Finder { world, canonical, items };
        let mut shims = Self { stands_for: finder.stand_ins(), ..Self::default() };
        let mut found: Vec<(Shim, Instance)> = Vec::new();
        for (def, target) in &shims.stands_for {
            found.extend(finder.item(def, target).map(|shim| (shim, Instance::Item(def.clone()))));
        }
        for import in ImportId::all(world.graph) {
            found.extend(finder.import(import, &shims).map(|shim| (shim, Instance::Import(import))));
        }
        found.sort_by(|(a, of), (b, other)| a.site.span.cmp(&b.site.span).then_with(|| of.order().cmp(&other.order())));
        for (shim, instance) in found {
            if shims.all.last().is_none_or(|last| last.site.span != shim.site.span) {
                shims.all.push(shim);
            }
            let at = shims.all.len() - 1;
            match instance {
                Instance::Import(import) => shims.imports.insert(import, at),
                Instance::Item(def) => shims.items.insert(def, at),
            };
        }
        let mut modules: Vec<ModuleId> = shims.imports.keys().map(|import| world.graph[*import].module).collect();
        modules.extend(shims.items.keys().filter_map(|def| def.module(world.graph)));
        shims.whole =
            modules.into_iter().filter_map(|module| Some((module, shims.whole(world.graph, module)?))).collect();
        shims
    }

    /// The first shim of a module, if all that others see of it are shims.
    fn whole(&self, graph: &Graph, module: ModuleId) -> Option<usize> {
        let mut found: Vec<usize> = Vec::new();
        let mut imported = |import: ImportId| match self.imports.get(&import) {
            Some(at) => {
                found.push(*at);
                true
            }
            None => graph[import].visibility == Visibility::Private,
        };
        let mut all = graph.globs_in(module).iter().all(|glob| imported(*glob));
        let mut items = Vec::new();
        for name in graph.names_in(module) {
            for namespace in [Namespace::Type, Namespace::Value, Namespace::Macro] {
                for binding in graph.bindings(module, name, namespace, Some(module)) {
                    match (binding.import, binding.globs.is_empty()) {
                        (Some(import), true) => all &= imported(import),
                        (None, true) => items.push(binding.def),
                        (_, false) => {}
                    }
                }
            }
        }
        for def in items {
            found.push(*self.items.get(&def)?);
        }
        found.into_iter().min().filter(|_| all)
    }

    /// The first shim that a path goes through.
    pub(super) fn passed(&self, steps: &[Step]) -> Option<usize> {
        let of = |binding: &Binding| {
            let imports = binding.globs.iter().chain(&binding.import).find_map(|import| self.imports.get(import));
            imports.or_else(|| self.items.get(&binding.def).filter(|_| binding.import.is_none())).copied()
        };
        steps.iter().find_map(|step| {
            let found: Option<Vec<usize>> = step.bindings.iter().map(of).collect();
            found.and_then(|found| found.first().copied())
        })
    }

    /// What a definition is of the manager, itself or what it only stands for.
    pub(super) fn canonical<'d>(&'d self, items: &ManagerItems, def: &'d Def) -> Option<&'d Def> {
        if items.defs.contains(def) { Some(def) } else { self.stands_for.get(def) }
    }
}

enum Instance {
    Import(ImportId),
    Item(Def),
}

impl Instance {
    fn order(&self) -> (u8, u32) {
        match self {
            Self::Import(import) => (0, import.0),
            Self::Item(Def::Alias(alias)) => (1, alias.0),
            Self::Item(Def::Fn(function)) => (2, function.0),
            Self::Item(_) => (3, 0),
        }
    }
}

/// A declaration that hands the manager on.
struct Declared<'a> {
    place: &'a Place,
    visibility: &'a Visibility,
    name: &'a Name,
    span: Span,
}

struct Finder<'a> {
    world: &'a World<'a>,
    canonical: &'a Canonical,
    items: &'a ManagerItems,
}

impl Finder<'_> {
    fn graph(&self) -> &Graph {
        self.world.graph
    }

    /// Aliases and functions that only stand for an item of the manager; one that stands for another such one, too.
    fn stand_ins(&self) -> FxHashMap<Def, Def> {
        let graph = self.graph();
        let mut known: FxHashMap<Def, Def> = FxHashMap::default();
        if self.items.defs.is_empty() {
            return known;
        }
        let is_outside = |place: &Place| super::is_source(place.file) && !self.canonical.holds(graph, place.module);
        let aliases: Vec<AliasId> = AliasId::all(graph).filter(|id| is_outside(&graph[*id].place)).collect();
        let fns: Vec<FnId> = FnId::all(graph)
            .filter(|id| graph[*id].container == Container::Module && is_outside(&graph[*id].place))
            .collect();
        loop {
            let before = known.len();
            for alias in &aliases {
                if let Some(target) = self.aliased(*alias).and_then(|def| self.known(&def, &known)) {
                    known.insert(Def::Alias(*alias), target);
                }
            }
            for function in &fns {
                if let Some(target) = self.forwarded(*function).and_then(|def| self.known(&def, &known)) {
                    known.insert(Def::Fn(*function), target);
                }
            }
            if known.len() == before {
                return known;
            }
        }
    }

    fn known(&self, def: &Def, known: &FxHashMap<Def, Def>) -> Option<Def> {
        if self.items.defs.contains(def) { Some(def.clone()) } else { known.get(def).cloned() }
    }

    /// The definition an alias is another name of: `type A = path;`, its parameters handed on as they are.
    fn aliased(&self, alias: AliasId) -> Option<Def> {
        let (generics, TypeRef::Path(path)) = self.graph()[alias].parts()? else { return None };
        let args = path.segments.last()?.args.as_deref();
        let args: &[TypeRef] = args.map_or(&[], |args| &args.types);
        let same = |(param, arg): (&GenericParam, &TypeRef)| matches!(arg, TypeRef::Path(path) if path.as_name() == Some(&param.name));
        if args.len() != generics.params.len() || !generics.params.iter().zip(args).all(same) {
            return None;
        }
        self.one(self.graph()[alias].place.module, path, Namespace::Type)
    }

    /// The function that a function only calls: with its own parameters in their order, and under its own name unless it is
    /// deprecated — an accessor of another name may be the codebase's own idea.
    fn forwarded(&self, function: FnId) -> Option<Def> {
        let graph = self.graph();
        let def = &graph[function];
        let FnSource::Item(item) = &def.source else { return None };
        let ItemKind::Fn(facts) = &item.kind else { return None };
        let path = called_with_own(facts.body.as_ref()?)?;
        let target = self.one(def.place.module, path, Namespace::Value)?;
        let deprecated = item.attrs.deprecated || self.in_deprecated_module(def.place.module);
        (deprecated || target.name(graph).as_ref() == Some(&item.name)).then_some(target)
    }

    fn one(&self, module: ModuleId, path: &Path, namespace: Namespace) -> Option<Def> {
        let resolution = self.graph().resolve(module, path, namespace);
        match resolution.defs.as_slice() {
            [only] if resolution.consumed == path.segments.len() => Some(only.clone()),
            _ => None,
        }
    }

    /// The shim that an alias or function is.
    fn item(&self, def: &Def, target: &Def) -> Option<Shim> {
        let graph = self.graph();
        let (place, attrs, visibility, name, range, kind) = match def {
            Def::Alias(id) => {
                let AliasDef { place, item } = &graph[*id];
                (place, &item.attrs, &item.visibility, &item.name, item.name_range, ShimKind::Alias(*id))
            }
            Def::Fn(id) => {
                let of = &graph[*id];
                (&of.place, of.attrs(), of.visibility(), of.name(), of.name_range(), ShimKind::Function(*id))
            }
            _ => return None,
        };
        let deprecated = attrs.deprecated || self.in_deprecated_module(place.module);
        let deprecation = if deprecated { Deprecation::Honoured } else { Deprecation::None };
        let declared = Declared { place, visibility, name, span: Span::new(place.file, range) };
        self.shim(&declared, target, kind, deprecation)
    }

    /// The shim that an import is.
    fn import(&self, id: ImportId, shims: &Shims) -> Option<Shim> {
        let graph = self.graph();
        let import = &graph[id];
        if !super::is_source(import.file)
            || import.visibility == Visibility::Private
            || self.canonical.holds(graph, import.module)
        {
            return None;
        }
        let targets = graph.import_targets(id);
        let target = targets.first().and_then(|def| shims.canonical(self.items, def))?.clone();
        if !targets.iter().all(|def| shims.canonical(self.items, def).is_some()) {
            return None;
        }
        let kind = if import.glob { ShimKind::Glob(id) } else { ShimKind::Reexport(id) };
        let star = Name::new_static("*");
        let name = if import.glob { &star } else { import.binding.as_ref()? };
        let deprecated = import.item.attrs.deprecated || self.in_deprecated_module(import.module);
        let deprecation = if deprecated { Deprecation::Ignored } else { Deprecation::None };
        let place = Place { module: import.module, file: import.file, context: import.context };
        let visibility = &import.visibility;
        let declared = Declared { place: &place, visibility, name, span: Span::new(import.file, import.range) };
        self.shim(&declared, &target, kind, deprecation)
    }

    fn shim(&self, declared: &Declared<'_>, def: &Def, kind: ShimKind, deprecation: Deprecation) -> Option<Shim> {
        let graph = self.graph();
        let Declared { place, visibility, name, span } = *declared;
        let module = place.module;
        let reach = graph.reach(visibility, module);
        // `pub(self)` in a crate's root is seen by all of the crate.
        let is_own = *visibility == Visibility::Private || reach == Some(module) && graph[module].parent.is_some();
        let is_around = def.module(graph).is_some_and(|inner| graph.is_within(inner, module));
        if place.context != Context::Production
            || graph[module].is_block
            || is_own
            || (is_around && deprecation != Deprecation::Honoured)
            || in_prelude(graph, module)
            || !self.items.is_seen(graph, def, reach)
        {
            return None;
        }
        let path = item_path(self.world, module, Container::Module, name);
        let site = Site { span, module, item: path.clone(), context: place.context, target: target_of(graph, module) };
        Some(Shim { site, path, target: self.items.shown(graph, def), def: def.clone(), kind, deprecation, fix: None })
    }

    /// rustc hands a module's deprecation on to the items in it.
    fn in_deprecated_module(&self, module: ModuleId) -> bool {
        let graph = self.graph();
        std::iter::successors(Some(module), |at| graph[*at].parent).any(|at| graph[at].deprecated)
    }
}

/// A module whose purpose is to be imported whole (Rust reference, "Preludes"; a convention of many crates).
fn in_prelude(graph: &Graph, module: ModuleId) -> bool {
    std::iter::successors(Some(module), |at| graph[*at].parent).any(|at| graph[at].name == "prelude")
}

/// The path of `f` in a body that is `f(a, b)`, `a` and `b` being the parameters; `.await` may follow.
fn called_with_own(body: &Body) -> Option<&Path> {
    let Expr::Block { stmts, tail: Some(tail), items: None, .. } = body.expr(body.root) else { return None };
    let call = match body.expr(*tail) {
        Expr::Await(inner) => *inner,
        _ => *tail,
    };
    let Expr::Call { callee, args } = body.expr(call) else { return None };
    let Expr::Path(path) = body.expr(*callee) else { return None };
    let is_own = |(arg, param): (&ExprId, &PatId)| match (body.expr(*arg), body.pat(*param)) {
        (Expr::Path(path), Pat::Bind { name, sub: None, .. }) => path.as_name() == Some(name),
        _ => false,
    };
    let own = args.len() == body.params.len() && args.iter().zip(&body.params).all(is_own);
    (stmts.is_empty() && own).then_some(path)
}
