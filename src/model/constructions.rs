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
use crate::resolve::graph::{AdtId, BodyDef, BodyId, BodyOwner, Container, FnId, MacroId};
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
    /// Opens a socket, now or later.
    pub connects: bool,
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
    /// Body and expression of the first link: one for each call of the macro whose definition it stands in, none for a derive.
    pub places: Vec<(BodyId, ExprId)>,
}

impl Construction {
    /// The link the finding is about: the first.
    #[must_use]
    pub fn first(&self) -> &Link {
        &self.links[0]
    }
}

/// All constructions of the codebase, and what could not be judged.
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
    derived(handles, &mut all);
    let graph = handles.world.graph;
    blind.iter_mut().for_each(|(span, _)| *span = graph.origin(*span).span);
    blind.extend(graph.unexpanded.iter().cloned());
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
            } else if self.handles.tags.named.contains_key(method.as_str()) {
                let why = format!("the type that `.{method}()` is called on is not known");
                blind.push((Span::new(self.def.place.file, self.range(*expr)), why));
            }
        }
        if links.is_empty() {
            return;
        }
        let order: Vec<ExprId> = links.keys().copied().collect();
        for chain in Chains::of(self.body, order) {
            let mut chained: Vec<(ExprId, Link)> =
                chain.iter().filter_map(|expr| Some((*expr, links.remove(expr)?))).collect();
            chained.dedup_by_key(|(_, link)| link.span);
            self.by_writer(&chained, all);
        }
    }

    /// What the definition of a macro opens and what its caller opens from that are two matters.
    fn by_writer(&self, chained: &[(ExprId, Link)], all: &mut Vec<Construction>) {
        let graph = self.handles.world.graph;
        let writer = |(_, link): &(ExprId, Link)| graph.origin(link.span).mark;
        for part in chained.chunk_by(|one, other| writer(one) == writer(other)) {
            let links = part.iter().map(|(_, link)| link.clone()).collect();
            all.push(self.construction(part[0].1.span, part[0].0, links));
        }
    }

    fn construction(&self, span: Span, expr: ExprId, links: Vec<Link>) -> Construction {
        let site = site(self.handles, self.def, span);
        Construction { site, links, owner: owner_type(self.handles, self.def.container), places: vec![(self.id, expr)] }
    }

    fn link(&self, expr: ExprId, tag: &ConstructorTag, evidence: Evidence) -> Link {
        Link {
            span: Span::new(self.def.place.file, self.range(expr)),
            constructor: tag.path.clone(),
            opens: tag.opens,
            as_value: self.values.contains(&expr),
            sync: tag.sync,
            connects: tag.connects,
            evidence,
        }
    }

    fn range(&self, expr: ExprId) -> TextRange {
        marked(self.body, expr)
    }

    /// The constructor a method's name alone gives away: no other package of the catalogue declares a function of that name
    /// (forks of one client aside), the codebase has none, and code here may have values of the client's types.
    fn unique_method(&self, method: &Name) -> Option<&ConstructorTag> {
        let tags = self.handles.tags;
        let named = tags.named.get(method.as_str())?;
        let function = named.first()?;
        let tag = tags.constructors.get(function)?;
        let is_other = |of: &FnId| tags.constructors.get(of).is_none_or(|other| other.package != tag.package);
        let graph = self.handles.world.graph;
        let client = graph[graph[*function].place.module].krate;
        let here = graph[self.def.place.module].krate;
        if !tag.telling || named.iter().any(is_other) || !graph.depends_on(here, client) {
            return None;
        }
        let own = FnId::all(graph).any(|id| super::is_source(graph[id].place.file) && graph[id].name() == method);
        (!own).then_some(tag)
    }
}

/// Where a finding about an expression stands: at the path of a call or literal, at the name of a method.
pub(super) fn marked(body: &Body, expr: ExprId) -> TextRange {
    match body.expr(expr) {
        Expr::MethodCall { range, .. } => *range,
        Expr::Path(path) | Expr::Struct { path, .. } => path.range,
        _ => body.range(expr),
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

/// A place in a body.
pub(super) fn site(handles: &Handles<'_>, def: &BodyDef, span: Span) -> Site {
    Site {
        span,
        module: def.place.module,
        item: owner_path(handles, def),
        context: def.place.context,
        target: target_of(handles.world.graph, def.place.module),
    }
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
pub(super) fn owner_type(handles: &Handles<'_>, container: Container) -> Option<AdtId> {
    let Container::Impl(id) = container else { return None };
    match handles.world.impls.header(id).map(|header| &header.self_ty) {
        Some(Ty::Adt(adt, _)) => Some(*adt),
        _ => None,
    }
}

/// `Type::function`, or the name of a free function.
pub(super) fn function_name(handles: &Handles<'_>, function: FnId) -> String {
    let graph = &handles.world.graph;
    let def = &graph[function];
    let owner = match def.container {
        Container::Trait(of) => Some(&graph[of].item.name),
        container => owner_type(handles, container).map(|adt| &graph[adt].item.name),
    };
    owner.map_or_else(|| def.name().to_string(), |owner| format!("{owner}::{}", def.name()))
}

/// Derives that open: of a catalogue's macro, and `Default` on a type with a field whose `Default` opens a client.
fn derived(handles: &Handles<'_>, all: &mut Vec<Construction>) {
    let world = handles.world;
    for adt in AdtId::all(world.graph) {
        let def = &world.graph[adt];
        if !super::matters(world.graph, def.place.file) {
            continue;
        }
        for path in &def.item.attrs.derives {
            let of = world.trait_of(def.place.module, path);
            let tag = of.and_then(|of| handles.tags.derives.get(&of)).or_else(|| {
                let is_default = of.is_some() && of == world.lang.default;
                is_default.then(|| default_field(handles, adt)).flatten()
            });
            if let Some(tag) = tag {
                all.push(derived_construction(handles, adt, Span::new(def.place.file, path.range), tag));
            }
        }
    }
}

/// The constructor behind the `Default` of the first field that has one.
fn default_field<'h>(handles: &Handles<'h>, adt: AdtId) -> Option<&'h ConstructorTag> {
    let world = handles.world;
    world.find_field(adt, |_, ty| handles.tags.constructors.get(&world.default_of(ty)?))
}

fn derived_construction(handles: &Handles<'_>, adt: AdtId, span: Span, tag: &ConstructorTag) -> Construction {
    let world = handles.world;
    let def = &world.graph[adt];
    let link = Link {
        span,
        constructor: tag.path.clone(),
        opens: tag.opens,
        as_value: false,
        sync: tag.sync,
        connects: tag.connects,
        evidence: Evidence::Resolved,
    };
    let site = Site {
        span,
        module: def.place.module,
        item: item_path(world, def.place.module, Container::Module, &def.item.name),
        context: def.place.context,
        target: target_of(world.graph, def.place.module),
    };
    Construction { site, links: vec![link], owner: Some(adt), places: Vec::new() }
}

/// Uses of macros that build something, in whose definition the finding cannot stand: those of the canonical module, used outside.
fn through_macros(
    handles: &Handles<'_>,
    bodies: &[(BodyId, BodyTypes)],
    canonical: &super::Canonical,
    all: &mut Vec<Construction>,
) {
    let graph = handles.world.graph;
    let built: FxHashMap<MacroId, Link> = all
        .iter()
        .filter(|construction| canonical.holds(graph, construction.site.module))
        .filter_map(|construction| match graph[construction.places.first()?.0].owner {
            BodyOwner::MacroArm(id, _) => Some((id, construction.first().clone())),
            _ => None,
        })
        .collect();
    if built.is_empty() {
        return;
    }
    for (id, types) in bodies {
        let def = &graph[*id];
        let Some(body) = def.body().filter(|_| !canonical.holds(graph, def.place.module)) else { continue };
        for (expr, used) in &types.macros {
            let (Some(link), Expr::Macro { path, .. }) = (built.get(used), body.expr(*expr)) else { continue };
            let span = Span::new(def.place.file, path.range);
            let site = site(handles, def, span);
            let owner = owner_type(handles, def.container);
            let links = vec![Link { span, ..link.clone() }];
            all.push(Construction { site, links, owner, places: vec![(*id, *expr)] });
        }
    }
}

/// Adds what macros of the canonical module build, and moves all constructions to where they stand in the source, in order of file and offset, each place once.
///
/// A file that several targets share is analysed for each, a macro's definition for each use; production code counts as such
/// wherever else it is used.
pub(super) fn settle(
    handles: &Handles<'_>,
    bodies: &[(BodyId, BodyTypes)],
    canonical: &super::Canonical,
    all: &mut Vec<Construction>,
) {
    through_macros(handles, bodies, canonical, all);
    for construction in all.iter_mut() {
        let module = construction.site.module;
        super::origins::settle(handles.world, canonical, &mut construction.site);
        for link in &mut construction.links {
            link.span = super::origins::locate(handles.world.graph, canonical, link.span, module).0;
        }
    }
    all.sort_by_key(|construction| (construction.site.span, construction.site.context != Context::Production));
    all.dedup_by(|other, kept| {
        let same = other.site.span == kept.site.span;
        if same {
            let known: Vec<Span> = kept.links.iter().map(|link| link.span).collect();
            kept.links.extend(other.links.drain(..).filter(|link| !known.contains(&link.span)));
            kept.places.append(&mut other.places);
        }
        same
    });
}
