//! Clients that libraries open for themselves: session stores, caches, job queues, rate limiters.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::constructions::owner_path;
use super::handles::Handles;
use super::tags::functions;
use super::{Site, item_path, target_of};
use crate::catalogue::{Client, Hidden, HiddenForm};
use crate::infer::{BodyTypes, World};
use crate::position::{Span, TextRange};
use crate::report::{Context, Evidence};
use crate::resolve::graph::{BodyDef, BodyId, Container, CrateId, Def, FnId, MacroId, ModuleId, Namespace, Place};
use crate::source::load::Loaded;
use crate::syntax::body::{Body, Expr, ExprId, Literal};
use crate::syntax::facts::Attrs;
use crate::syntax::types::{Name, Path, Segment};

/// A row of the catalogue, with its path as the library's users write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenTag {
    /// `lib::path`.
    pub path: String,
    /// What is known of it.
    pub row: Hidden,
}

/// The rows by what they name.
#[derive(Debug, Default)]
pub struct HiddenTags {
    functions: FxHashMap<FnId, Arc<HiddenTag>>,
    macros: FxHashMap<MacroId, Arc<HiddenTag>>,
}

impl HiddenTags {
    /// Attaches the rows of a client; gives those that name nothing.
    pub(super) fn attach(&mut self, world: &World<'_>, krate: CrateId, client: &Client) -> Vec<String> {
        let mut dangling = Vec::new();
        for row in &client.hidden {
            let tag = Arc::new(HiddenTag { path: format!("{}::{}", client.lib, row.path), row: row.clone() });
            let found = match row.form {
                HiddenForm::Derive => continue,
                HiddenForm::Macro | HiddenForm::Attribute => {
                    let found = macros(world, world.graph[krate].root, &row.path);
                    self.macros.extend(found.iter().map(|id| (*id, Arc::clone(&tag))));
                    found.len()
                }
                HiddenForm::Function | HiddenForm::Method | HiddenForm::Builder => {
                    let found = functions(world, krate, &row.path);
                    self.functions.extend(found.iter().map(|id| (*id, Arc::clone(&tag))));
                    found.len()
                }
            };
            if found == 0 {
                dangling.push(tag.path.clone());
            }
        }
        dangling
    }
}

/// The macros that a path from a crate's root means.
fn macros(world: &World<'_>, root: ModuleId, path: &str) -> Vec<MacroId> {
    let resolution = world.graph.resolve(root, &parsed(&format!("self::{path}")), Namespace::Macro);
    let found = resolution.defs.into_iter().filter_map(|def| match def {
        Def::Macro(id) => Some(id),
        _ => None,
    });
    found.collect()
}

/// A path of names as text.
fn parsed(path: &str) -> Path {
    let segment = |name: &str| Segment { name: SmolStr::from(name.trim()), args: None, range: TextRange::default() };
    let global = path.starts_with("::");
    let segments = path.trim_start_matches("::").split("::").map(segment).collect();
    Path { global, segments, ..Path::default() }
}

/// A call or attribute that makes a library open a client of its own.
#[derive(Debug, Clone)]
pub struct HiddenClient {
    /// The path, the method's name or the attribute.
    pub site: Site,
    /// What it is.
    pub tag: Arc<HiddenTag>,
    /// How it was established.
    pub evidence: Evidence,
}

/// All of them, in order of file and offset, each place once.
pub(super) fn hidden_clients(
    handles: &Handles<'_>,
    bodies: &[(BodyId, BodyTypes)],
    loaded: &Loaded,
) -> Vec<HiddenClient> {
    let tags = &handles.tags.hidden;
    if tags.functions.is_empty() && tags.macros.is_empty() {
        return Vec::new();
    }
    let mut finder = Finder { handles, loaded, found: Vec::new() };
    for (id, types) in bodies {
        let def = &handles.world.graph[*id];
        if let Some(body) = def.body() {
            finder.body(def, body, types);
        }
    }
    finder.attributes();
    let mut found = finder.found;
    found.sort_by_key(|client| (client.site.span, client.site.context != Context::Production));
    found.dedup_by_key(|client| client.site.span);
    found
}

struct Finder<'a> {
    handles: &'a Handles<'a>,
    loaded: &'a Loaded,
    found: Vec<HiddenClient>,
}

impl Finder<'_> {
    fn body(&mut self, def: &BodyDef, body: &Body, types: &BodyTypes) {
        let tags = &self.handles.tags.hidden;
        for (expr, callee) in &types.callees {
            let Some(tag) = tags.functions.get(&callee.function) else { continue };
            let (range, evidence) = match body.expr(*expr) {
                Expr::MethodCall { range, .. } => (*range, Evidence::Typed),
                Expr::Path(path) => (path.range, Evidence::Resolved),
                _ => (body.range(*expr), Evidence::Resolved),
            };
            let call = call_of(body, *expr);
            let said =
                || self.text(def.place.file, body.range(call)) + &constants(self.handles.world, body, types, call);
            if is_meant(tag, said) {
                self.add(&def.place, range, owner_path(self.handles, def), tag, evidence);
            }
        }
        for (expr, used) in &types.macros {
            let (Some(tag), Expr::Macro { path, .. }) = (tags.macros.get(used), body.expr(*expr)) else { continue };
            if is_meant(tag, || self.text(def.place.file, body.range(*expr))) {
                self.add(&def.place, path.range, owner_path(self.handles, def), tag, Evidence::Resolved);
            }
        }
    }

    /// Attribute macros of functions.
    fn attributes(&mut self) {
        let graph = self.handles.world.graph;
        if self.handles.tags.hidden.macros.is_empty() {
            return;
        }
        for function in FnId::all(graph).filter(|id| super::is_source(graph[*id].place.file)) {
            let def = &graph[function];
            self.attrs(&def.place, def.container, def.name(), def.attrs());
        }
    }

    fn attrs(&mut self, place: &Place, container: Container, name: &Name, attrs: &Attrs) {
        let world = self.handles.world;
        for attr in &attrs.others {
            let resolution = world.graph.resolve(place.module, &parsed(&attr.name), Namespace::Macro);
            let tag = resolution.defs.iter().find_map(|def| match def {
                Def::Macro(id) => self.handles.tags.hidden.macros.get(id),
                _ => None,
            });
            if let Some(tag) = tag
                && is_meant(tag, || self.text(place.file, attr.range))
            {
                let item = item_path(world, place.module, container, name);
                self.add(place, attr.range, item, tag, Evidence::Resolved);
            }
        }
    }

    fn add(&mut self, place: &Place, range: TextRange, item: String, tag: &Arc<HiddenTag>, evidence: Evidence) {
        let site = Site {
            span: Span::new(place.file, range),
            module: place.module,
            item,
            context: place.context,
            target: target_of(self.handles.world.graph, place.module),
        };
        self.found.push(HiddenClient { site, tag: Arc::clone(tag), evidence });
    }

    fn text(&self, file: crate::position::FileId, range: TextRange) -> String {
        let text = &self.loaded.sources.get(file).text;
        range.slice(text).unwrap_or_default().to_owned()
    }
}

/// The call of a path; a method call is its own.
fn call_of(body: &Body, expr: ExprId) -> ExprId {
    let called = body.exprs.iter().position(|other| matches!(other, Expr::Call { callee, .. } if *callee == expr));
    called.map_or(expr, |at| ExprId(crate::position::to_u32(at)))
}

/// The strings that the constants among a call's arguments hold.
fn constants(world: &World<'_>, body: &Body, types: &BodyTypes, call: ExprId) -> String {
    let mut found = String::new();
    body.expr(call).for_each_child(|arg| {
        let value = types.statics.get(&arg).and_then(|declared| world.graph[*declared].facts()?.init.as_ref());
        if let Some(value) = value
            && let Expr::Literal(Literal::Str(text)) = value.expr(value.root)
        {
            found.push(' ');
            found.push_str(text);
        }
    });
    found
}

/// Whether a call opens Redis: a library that has other back ends, too, must be told so.
fn is_meant(tag: &HiddenTag, said: impl FnOnce() -> String) -> bool {
    let mentions = &tag.row.mentions;
    if mentions.is_empty() {
        return true;
    }
    let said = said();
    let dense: String = said.split_whitespace().collect();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    mentions.iter().any(|mention| {
        if !mention.chars().all(is_word) {
            return dense.contains(mention.as_str());
        }
        said.match_indices(mention.as_str())
            .any(|(at, _)| !said[..at].ends_with(is_word) && !said[at + mention.len()..].starts_with(is_word))
    })
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    fn meant(mentions: &[&str], said: &str) -> bool {
        let row = Hidden {
            path: String::new(),
            form: HiddenForm::Function,
            opens: crate::config::HandleKind::Client,
            instead: String::new(),
            inside: false,
            takes_client: false,
            mentions: mentions.iter().map(|mention| (*mention).to_owned()).collect(),
            note: None,
            connects: false,
            since: None,
            until: None,
        };
        is_meant(&HiddenTag { path: String::new(), row }, || said.to_owned())
    }

    #[test]
    fn every_row_of_the_catalogue_names_something() {
        use crate::workspace::{Codebase, Dependency, DependencyKind, Package};
        let dependency = |package: &str| Dependency {
            key: package.to_owned(),
            package: package.to_owned(),
            kind: DependencyKind::Normal,
            path: None,
            requirement: None,
            optional: false,
            platform: None,
        };
        let package = Package {
            name: "everything".to_owned(),
            version: String::new(),
            manifest_path: "/Cargo.toml".into(),
            workspace_manifest: "/Cargo.toml".into(),
            targets: Vec::new(),
            dependencies: crate::catalogue::CLIENTS.iter().map(|(package, _)| dependency(package)).collect(),
            selected: true,
        };
        let codebase = Codebase { packages: vec![package], ..Codebase::default() };
        let interfaces = crate::model::Interfaces::read(&codebase, &crate::config::Config::default());
        let Ok(interfaces) = interfaces else { panic!("{interfaces:?}") };
        let assembled = crate::model::assemble(&codebase, &Loaded::default(), &interfaces, Default::default());
        let mut tags = crate::model::Tags::of_types(&assembled);
        let world = World::new(&assembled.graph, tags.fluent.clone());
        tags.attach_constructors(&world, &assembled.interfaces);
        assert_eq!(tags.dangling, Vec::<String>::new());
        assert!(tags.hidden.functions.len() > 60 && tags.hidden.macros.len() == 4, "{}", tags.hidden.functions.len());
    }

    #[test]
    fn mentions_are_whole_words_or_parts_of_strings() {
        assert!(meant(&[], "anything"));
        assert!(meant(&["redis://"], r#"new("jobs", "redis://cache")"#));
        assert!(!meant(&["redis://", "rediss://"], r#"new("redis-jobs", "amqp://cache")"#));
        assert!(meant(&["RedisCache"], r#"ty = "RedisCache<u8, u8>""#));
        assert!(!meant(&["RedisCache"], "ty = \"MyRedisCache\""));
        assert!(meant(&["redis=true"], "redis  =\n true") && !meant(&["redis=true"], "disk = true, key = \"redis\""));
    }
}
