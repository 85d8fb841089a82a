//! Calls that open a client, a pool or a connection.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chains::Chains;
use super::handles::Handles;
use super::tags::ConstructorTag;
use super::{Site, item_path, target_of};
use crate::config::HandleKind;
use crate::infer::BodyTypes;
use crate::infer::ty::Ty;
use crate::position::{Span, TextRange};
use crate::report::{Context, Evidence};
use crate::resolve::graph::{AdtId, BodyDef, BodyId, BodyOwner, Container};
use crate::syntax::body::{Body, Expr, ExprId};
use crate::syntax::types::Name;

/// One constructor call within a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The path or the method's name.
    pub span: Span,
    /// What is called, as its crate's users write it.
    pub constructor: String,
    /// What it opens.
    pub opens: HandleKind,
    /// Taken as a function value instead of called.
    pub as_value: bool,
    /// Blocks the thread.
    pub sync: bool,
    /// How it was established.
    pub evidence: Evidence,
}

/// A chain of constructor calls in one expression: `Client::open(u)?.get_connection()?`.
#[derive(Debug, Clone)]
pub struct Construction {
    /// Where its first link stands.
    pub site: Site,
    /// Its links, in the order they are evaluated.
    pub links: Vec<Link>,
    /// The type whose `impl` it stands in.
    pub owner: Option<AdtId>,
    /// The body and the expression of the first link.
    pub place: (BodyId, ExprId),
}

impl Construction {
    /// The link the finding is about: the first.
    #[must_use]
    pub fn first(&self) -> &Link {
        &self.links[0]
    }
}

/// All constructions of the codebase, in order of file and offset, each place once; and what could not be judged.
pub(super) fn constructions(
    handles: &Handles<'_>,
    bodies: &[(BodyId, BodyTypes)],
) -> (Vec<Construction>, Vec<(Span, String)>) {
    let mut all = Vec::new();
    let mut blind = Vec::new();
    for (id, types) in bodies {
        let def = &handles.world.graph[*id];
        let Some(body) = def.body() else { continue };
        let finder = Finder { handles, id: *id, def, body, types, values: function_values(body) };
        finder.find(&mut all, &mut blind);
    }
    derived_defaults(handles, &mut all);
    // A file that several targets share is analysed for each; production code counts as such wherever else it is used.
    all.sort_by_key(|construction| (construction.site.span, construction.site.context != Context::Production));
    all.dedup_by_key(|construction| construction.site.span);
    blind.sort();
    blind.dedup();
    (all, blind)
}

struct Finder<'a> {
    handles: &'a Handles<'a>,
    id: BodyId,
    def: &'a BodyDef,
    body: &'a Body,
    types: &'a BodyTypes,
    /// Paths that are not called.
    values: FxHashSet<ExprId>,
}

impl Finder<'_> {
    fn find(&self, all: &mut Vec<Construction>, blind: &mut Vec<(Span, String)>) {
        let mut links: FxHashMap<ExprId, Link> = FxHashMap::default();
        for (expr, callee) in &self.types.callees {
            let Some(tag) = self.handles.tags.constructors.get(&callee.function) else { continue };
            if tag.generic && self.handles.within(&callee.ret).is_none() {
                if callee.ret.any(&mut |ty| matches!(ty, Ty::Var(_) | Ty::Unknown)) {
                    let why = format!("what `{}` makes a pool of is not known", tag.path);
                    blind.push((Span::new(self.def.place.file, self.range(*expr)), why));
                }
                continue;
            }
            let evidence = match self.body.expr(*expr) {
                Expr::MethodCall { .. } => Evidence::Typed,
                _ => Evidence::Resolved,
            };
            links.insert(*expr, self.link(*expr, tag, evidence));
        }
        for expr in &self.types.unknown_methods {
            let Expr::MethodCall { method, .. } = self.body.expr(*expr) else { continue };
            if let Some(tag) = self.unique_method(method) {
                links.insert(*expr, self.link(*expr, tag, Evidence::Named));
            } else if self.handles.tags.constructors.values().any(|tag| tag.path.rsplit("::").next() == Some(method)) {
                let why = format!("the type that `.{method}()` is called on is not known");
                blind.push((Span::new(self.def.place.file, self.range(*expr)), why));
            }
        }
        if links.is_empty() {
            return;
        }
        let order: Vec<ExprId> = links.keys().copied().collect();
        for chain in Chains::of(self.body, order) {
            let mut chained: Vec<Link> = chain.iter().filter_map(|expr| links.remove(expr)).collect();
            chained.dedup_by_key(|link| link.span);
            let Some(first) = chained.first() else { continue };
            let construction = self.construction(first.span, chain[0], chained);
            all.push(construction);
        }
    }

    fn construction(&self, span: Span, expr: ExprId, links: Vec<Link>) -> Construction {
        let graph = self.handles.world.graph;
        let place = &self.def.place;
        let site = Site {
            span,
            module: place.module,
            item: owner_path(self.handles, self.def),
            context: place.context,
            target: target_of(graph, place.module),
        };
        Construction { site, links, owner: owner_type(self.handles, self.def.container), place: (self.id, expr) }
    }

    fn link(&self, expr: ExprId, tag: &ConstructorTag, evidence: Evidence) -> Link {
        Link {
            span: Span::new(self.def.place.file, self.range(expr)),
            constructor: tag.path.clone(),
            opens: tag.opens,
            as_value: self.values.contains(&expr),
            sync: tag.sync,
            evidence,
        }
    }

    /// The path of a call, or the name of a method.
    fn range(&self, expr: ExprId) -> TextRange {
        match self.body.expr(expr) {
            Expr::MethodCall { range, .. } => *range,
            Expr::Path(path) => path.range,
            _ => self.body.range(expr),
        }
    }

    /// The constructor a method's name alone gives away: no other package of the catalogue declares a function of that name
    /// (forks of one client aside), and the codebase has none.
    fn unique_method(&self, method: &Name) -> Option<&ConstructorTag> {
        let tags = self.handles.tags;
        let mut named = tags.constructors.values().filter(|tag| tag.path.rsplit("::").next() == Some(method));
        let tag = named.next()?;
        if named.any(|other| other.package != tag.package) || !tags.is_unique(method, &tag.package) {
            return None;
        }
        let graph = self.handles.world.graph;
        let own = crate::resolve::graph::FnId::all(graph)
            .any(|id| super::is_source(graph[id].place.file) && graph[id].name() == method);
        (!own).then_some(tag)
    }
}

/// Paths in value position: not what a call calls.
fn function_values(body: &Body) -> FxHashSet<ExprId> {
    let mut values: FxHashSet<ExprId> = FxHashSet::default();
    for (at, expr) in body.exprs.iter().enumerate() {
        if matches!(expr, Expr::Path(_)) {
            values.insert(ExprId(crate::position::to_u32(at)));
        }
    }
    for expr in &body.exprs {
        if let Expr::Call { callee, .. } = expr {
            values.remove(callee);
        }
    }
    values
}

/// Path of the item a body belongs to.
pub(super) fn owner_path(handles: &Handles<'_>, def: &BodyDef) -> String {
    let graph = handles.world.graph;
    let name = match def.owner {
        BodyOwner::Fn(function) => graph[function].name().clone(),
        BodyOwner::Static(declared) => graph[declared].name().clone(),
        BodyOwner::MacroArm(id, _) => format!("{}!", graph[id].item.name).into(),
        BodyOwner::MacroCall | BodyOwner::Attribute => Name::default(),
    };
    item_path(handles.world, def.place.module, def.container, &name)
}

/// The type of the codebase whose `impl` this is.
fn owner_type(handles: &Handles<'_>, container: Container) -> Option<AdtId> {
    let Container::Impl(id) = container else { return None };
    match handles.world.impls.header(id).map(|header| &header.self_ty) {
        Some(Ty::Adt(adt, _)) => Some(*adt),
        _ => None,
    }
}

/// `#[derive(Default)]` on a type with a field whose `Default` opens a client.
fn derived_defaults(handles: &Handles<'_>, all: &mut Vec<Construction>) {
    let world = handles.world;
    for adt in AdtId::all(world.graph) {
        let def = &world.graph[adt];
        if !super::is_source(def.place.file) || !def.item.attrs.derives.iter().any(|path| path.last_name() == "Default")
        {
            continue;
        }
        let scope = world.adt_scope(adt);
        let Some(facts) = def.adt() else { continue };
        for field in facts.variants.iter().flat_map(|variant| &variant.fields) {
            let ty = world.lower(&field.ty, &scope);
            let Some(tag) = world.default_of(&ty).and_then(|function| handles.tags.constructors.get(&function)) else {
                continue;
            };
            let span = Span::new(def.place.file, field.range);
            let link = Link {
                span,
                constructor: tag.path.clone(),
                opens: tag.opens,
                as_value: false,
                sync: tag.sync,
                evidence: Evidence::Resolved,
            };
            let item = item_path(world, def.place.module, Container::Module, &def.item.name);
            let site = Site {
                span,
                module: def.place.module,
                item,
                context: def.place.context,
                target: target_of(world.graph, def.place.module),
            };
            let place = (BodyId(u32::MAX), ExprId(0));
            all.push(Construction { site, links: vec![link], owner: Some(adt), place });
        }
    }
}
