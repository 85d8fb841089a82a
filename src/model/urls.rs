//! URLs of servers written into the code, and what each is for: an address, or a default of the configuration.

mod emptiness;

use rustc_hash::{FxHashMap, FxHashSet};

use super::address::Address;
use super::constructions::{owner_type, site};
use super::flow::Flow;
use super::handles::Handles;
use super::managers::Manager;
use super::{Site, is_source};
use crate::infer::BodyTypes;
use crate::position::{FileId, Span, TextRange, to_u32};
use crate::report::Context;
use crate::resolve::graph::{AdtId, BodyDef, BodyId, BodyOwner, Graph, StaticId};
use crate::source::load::Loaded;
use crate::syntax::body::{Body, Expr, ExprId, Literal, Pat, PatId};

/// What a URL in the code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UrlRole {
    /// It is used as it stands.
    Fixed,
    /// It holds where the configuration says nothing.
    Default,
    /// It is only compared with, or shown.
    Shown,
}

/// A literal that is the URL of a server.
#[derive(Debug, Clone)]
pub struct Url {
    /// Where it stands.
    pub site: Site,
    /// Scheme, host and port, or the path of a socket: what may be shown.
    pub server: String,
    /// The secrets in it.
    pub secrets: Vec<Span>,
    /// What it is for.
    pub role: UrlRole,
}

/// All URLs of servers in the code of the codebase, in order of file and offset, each place once.
pub(super) fn urls(
    handles: &Handles<'_>,
    loaded: &Loaded,
    bodies: &[(BodyId, BodyTypes)],
    managers: &[Manager],
) -> Vec<Url> {
    let known = addresses(loaded, &handles.tags.schemes);
    if known.is_empty() {
        return Vec::new();
    }
    let finder = Finder { handles, bodies, managers, attributes: attributes(handles.world.graph) };
    let mut urls = Vec::new();
    for (id, types) in bodies {
        let def = &handles.world.graph[*id];
        let Some(body) = def.body() else { continue };
        let literals = literals(handles.world.graph, def, body, &known);
        if literals.is_empty() {
            continue;
        }
        let place = Place { def, types, flow: Flow::of(body) };
        for (expr, written, address) in literals {
            let text = &loaded.sources.get(written.file).text;
            urls.push(Url {
                site: site(handles, def, Span::new(def.place.file, body.range(expr))),
                server: address.server.clone(),
                secrets: secrets(text, written, address),
                role: finder.role(&place, expr, 0),
            });
        }
    }
    urls.sort_by_key(|url| (url.site.span, url.site.context != Context::Production, url.role));
    urls.dedup_by_key(|url| url.site.span);
    urls
}

/// Addresses among the literals of all files.
fn addresses(loaded: &Loaded, schemes: &[String]) -> FxHashMap<FileId, FxHashMap<TextRange, Address>> {
    let mut found: FxHashMap<FileId, FxHashMap<TextRange, Address>> = FxHashMap::default();
    for (file, facts) in &loaded.facts {
        for (range, text) in &facts.strings {
            if let Some(address) = Address::parse(text, schemes) {
                found.entry(*file).or_default().insert(*range, address);
            }
        }
    }
    found
}

/// Literals of a body that are addresses, with where they were written.
fn literals<'a>(
    graph: &Graph,
    def: &BodyDef,
    body: &Body,
    known: &'a FxHashMap<FileId, FxHashMap<TextRange, Address>>,
) -> Vec<(ExprId, Span, &'a Address)> {
    let all = body.exprs.iter().enumerate().filter(|(_, expr)| matches!(expr, Expr::Literal(Literal::Str(_))));
    let found = all.filter_map(|(at, _)| {
        let written = graph.origin(Span::new(def.place.file, body.ranges[at])).span;
        Some((ExprId(to_u32(at)), written, known.get(&written.file)?.get(&written.range)?))
    });
    found.collect()
}

/// Where the secrets of a literal stand in the source; all of the literal where escapes hide them.
fn secrets(text: &str, literal: Span, address: &Address) -> Vec<Span> {
    let token = literal.range.slice(text).unwrap_or_default();
    let plain = token.find("://").zip(address.server.find("://"));
    let contents = plain.map(|(written, parsed)| literal.range.start + to_u32(written - parsed));
    let at = |range: &std::ops::Range<usize>| match contents.filter(|_| !token.contains('\\')) {
        Some(start) => TextRange::new(start + to_u32(range.start), start + to_u32(range.end)),
        None => literal.range,
    };
    address.secrets.iter().map(|range| Span::new(literal.file, at(range))).collect()
}

/// Arguments of the attributes that give defaults to fields: `#[serde(default = "redis_url")]`, `#[arg(default_value_t = url())]`.
fn attributes(graph: &Graph) -> Vec<&str> {
    let own = AdtId::all(graph).filter(|adt| is_source(graph[*adt].place.file));
    let fields =
        own.filter_map(|adt| graph[adt].adt()).flat_map(|adt| &adt.variants).flat_map(|variant| &variant.fields);
    let attrs = fields.flat_map(|field| &field.attrs.others).map(|attr| attr.args.as_str());
    attrs.filter(|args| args.contains("default")).collect()
}

/// A body with its types and flow.
struct Place<'a> {
    def: &'a BodyDef,
    types: &'a BodyTypes,
    flow: Flow<'a>,
}

struct Finder<'a> {
    handles: &'a Handles<'a>,
    bodies: &'a [(BodyId, BodyTypes)],
    managers: &'a [Manager],
    /// Attributes that name defaults.
    attributes: Vec<&'a str>,
}

impl Finder<'_> {
    /// What the value of an expression is for, by what stands around it.
    fn role(&self, place: &Place<'_>, expr: ExprId, depth: u32) -> UrlRole {
        let mut child = expr;
        for parent in place.flow.around(expr) {
            let around = Around { place, value: expr, child, parent, is_literal: child == expr, depth };
            if let Some(role) = self.step(&around) {
                return role;
            }
            if let Some(local) = place.flow.bound_to(child).filter(|_| depth < DEPTH) {
                let uses = local.uses.iter().map(|path| self.role(place, *path, depth + 1));
                return if says_default(&local.name) { UrlRole::Default } else { least_fixed(uses) };
            }
            child = parent;
        }
        self.item_role(place.def, depth)
    }

    /// What one expression around a value says.
    fn step(&self, around: &Around<'_>) -> Option<UrlRole> {
        let Around { place, child, parent, is_literal, .. } = *around;
        let body = place.flow.body;
        match body.expr(parent) {
            Expr::MethodCall { method, args, .. } if args.contains(&child) => {
                if FALLBACKS.contains(&method.as_str()) {
                    return Some(UrlRole::Default);
                }
                let compared = is_literal && COMPARISONS.contains(&method.as_str());
                let shown = || compared.then_some(UrlRole::Shown);
                self.given(around, parent, args).or_else(shown).or_else(|| by_name(method))
            }
            Expr::Call { callee, args } if args.contains(&child) => {
                let name = match body.expr(*callee) {
                    Expr::Path(path) => path.last_name(),
                    _ => "",
                };
                self.given(around, *callee, args).or_else(|| by_name(name))
            }
            Expr::Binary(..) if is_literal => Some(UrlRole::Shown),
            Expr::Macro { path, .. } if is_literal && TEXT_MACROS.contains(&path.last_name()) => Some(UrlRole::Shown),
            Expr::Match { arms, .. } => {
                let is_arm = arms.iter().any(|(_, _, value)| *value == child);
                let asks = arms.iter().any(|(pat, ..)| asks_for_value(body, *pat));
                (is_arm && asks).then_some(UrlRole::Default)
            }
            Expr::If { cond, then, otherwise } => in_branch(around, *cond, *then, *otherwise),
            Expr::Struct { fields, .. } => {
                fields.iter().find(|(_, value)| *value == child).and_then(|(name, _)| by_name(name))
            }
            _ => None,
        }
    }

    /// What a function does with the value it is given: a constructor fixes it, whatever stands around; a function of the codebase
    /// may take it as a default.
    fn given(&self, around: &Around<'_>, callee: ExprId, args: &[ExprId]) -> Option<UrlRole> {
        let function = around.place.types.callees.get(&callee)?.function;
        if self.handles.tags.constructors.contains_key(&function) {
            return Some(UrlRole::Fixed);
        }
        let signature = self.handles.world.graph[function].signature()?;
        // `Type::method(value, …)` gives `self` as its first argument.
        let with_self = signature.receiver.is_some() && callee != around.parent;
        let at = args.iter().position(|arg| *arg == around.child)?.checked_sub(usize::from(with_self))?;
        if around.depth >= DEPTH {
            return None;
        }
        let graph = self.handles.world.graph;
        let (id, types) = super::code::body_of(graph, self.bodies, function)?;
        let def = &graph[*id];
        let place = Place { def, types, flow: Flow::of(def.body()?) };
        let parameter = place.flow.parameter(at)?;
        let uses = parameter.uses.iter().map(|path| self.role(&place, *path, around.depth + 1));
        let is_default = says_default(&parameter.name) || least_fixed(uses) == UrlRole::Default;
        is_default.then_some(UrlRole::Default)
    }

    /// What the item around says: a function or constant called a default, or used as one.
    fn item_role(&self, def: &BodyDef, depth: u32) -> UrlRole {
        let graph = self.handles.world.graph;
        let owner = owner_type(self.handles, def.container);
        if owner.is_some_and(|adt| self.managers.iter().any(|manager| manager.adt == adt)) {
            return UrlRole::Fixed;
        }
        let (name, declared) = match def.owner {
            BodyOwner::Fn(function) => (graph[function].name().as_str(), None),
            BodyOwner::Static(declared) => (graph[declared].name().as_str(), Some(declared)),
            BodyOwner::MacroArm(id, _) => (graph[id].item.name.as_str(), None),
            BodyOwner::MacroCall | BodyOwner::Attribute => ("", None),
        };
        let module = graph.module_path(def.place.module);
        let by_attribute = !name.is_empty() && self.attributes.iter().any(|args| has_word(args, name));
        if says_default(name) || module.split("::").any(says_default) || by_attribute {
            return UrlRole::Default;
        }
        declared.filter(|_| depth < DEPTH).map_or(UrlRole::Fixed, |declared| self.constant_role(declared, depth))
    }

    /// What the uses of a constant say.
    fn constant_role(&self, declared: StaticId, depth: u32) -> UrlRole {
        let mut roles = Vec::new();
        for (id, types) in self.bodies {
            let used = types.statics.iter().filter(|(_, of)| **of == declared).map(|(expr, _)| *expr);
            let used: FxHashSet<ExprId> = used.collect();
            let def = &self.handles.world.graph[*id];
            let Some(body) = def.body().filter(|_| !used.is_empty() && def.place.context == Context::Production) else {
                continue;
            };
            let place = Place { def, types, flow: Flow::of(body) };
            roles.extend(used.into_iter().map(|expr| self.role(&place, expr, depth + 1)));
        }
        least_fixed(roles.into_iter())
    }
}

/// A value and the expression around it.
struct Around<'a> {
    place: &'a Place<'a>,
    /// The literal, or the path that means it.
    value: ExprId,
    /// It, or what is made of it.
    child: ExprId,
    parent: ExprId,
    /// The child is the literal (or path) itself, nothing made of it.
    is_literal: bool,
    /// Locals, constants and parameters followed so far.
    depth: u32,
}

/// What the condition of an `if` says of a value in one of its branches.
fn in_branch(around: &Around<'_>, cond: ExprId, then: ExprId, otherwise: Option<ExprId>) -> Option<UrlRole> {
    let Around { place, value, child, .. } = *around;
    if child != then && otherwise != Some(child) {
        return None;
    }
    let is_default = match place.flow.body.expr(cond) {
        Expr::Let(pat, _) => asks_for_value(place.flow.body, *pat),
        _ => emptiness::fills(&place.flow, value, child, cond, child == then),
    };
    is_default.then_some(UrlRole::Default)
}

/// Locals, constants and parameters are followed so often.
const DEPTH: u32 = 4;

/// Methods whose argument holds where their receiver has no value.
const FALLBACKS: [&str; 8] =
    ["unwrap_or", "unwrap_or_else", "map_or", "map_or_else", "or", "or_else", "get_or_insert", "get_or_insert_with"];

/// Methods that look for their argument.
const COMPARISONS: [&str; 10] = [
    "starts_with",
    "ends_with",
    "contains",
    "strip_prefix",
    "strip_suffix",
    "trim_start_matches",
    "trim_end_matches",
    "eq",
    "ne",
    "replace",
];

/// Macros that show their arguments or compare them.
const TEXT_MACROS: [&str; 22] = [
    "println",
    "eprintln",
    "print",
    "eprint",
    "write",
    "writeln",
    "panic",
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "anyhow",
    "bail",
    "ensure",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "matches",
    "unreachable",
];

/// The best that uses say: one use as a default makes the value a default, if all only show it, it is shown.
fn least_fixed(uses: impl Iterator<Item = UrlRole>) -> UrlRole {
    let roles: Vec<UrlRole> = uses.collect();
    if roles.contains(&UrlRole::Default) {
        UrlRole::Default
    } else if !roles.is_empty() && roles.iter().all(|role| *role == UrlRole::Shown) {
        UrlRole::Shown
    } else {
        UrlRole::Fixed
    }
}

/// `Ok(x)`, `Some(x)`, `Err(_)`, `None`: the pattern asks whether there is a value.
fn asks_for_value(body: &Body, pat: PatId) -> bool {
    match body.pat(pat) {
        Pat::TupleStruct(path, ..) => matches!(path.last_name(), "Ok" | "Some" | "Err"),
        Pat::Path(path) => path.last_name() == "None",
        Pat::Bind { name, .. } => name == "None",
        Pat::Reference(inner) => asks_for_value(body, *inner),
        Pat::Or(cases) => cases.iter().any(|case| asks_for_value(body, *case)),
        _ => false,
    }
}

/// Whether a name has the word "default" in it.
fn says_default(name: &str) -> bool {
    name.split('_').any(|word| matches!(word.to_ascii_lowercase().as_str(), "default" | "defaults" | "fallback"))
}

fn by_name(name: &str) -> Option<UrlRole> {
    says_default(name).then_some(UrlRole::Default)
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word)
}
