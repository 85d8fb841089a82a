//! Keys of commands, and whether the configured builder made them.

mod builders;
mod commands;
mod library;
mod lists;
mod provenance;
mod spelled;
mod templates;
mod unseen;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::code::Code;
use super::constructions::{function_name, site};
use super::{Model, Site};
use crate::config;
use crate::position::{Span, TextRange};
use crate::report::{Context, Evidence};
use crate::resolve::graph::{BodyId, BodyOwner, Container, FnId};
use crate::syntax::body::ExprId;
use builders::Builders;
pub(super) use commands::Use;
use provenance::{Keys, Origin};

/// What a command is given that should be made by the builder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A key.
    Key,
    /// A pattern of keys.
    Pattern,
    /// Nothing: the command goes through all keys.
    Everything,
}

/// A key that the builder did not make.
#[derive(Debug, Clone)]
pub struct UnscopedKey {
    /// Where it is given: the argument, or the command that needs none.
    pub site: Site,
    /// What is given.
    pub kind: KeyKind,
    /// The command, or the function of the codebase that passes its parameter on to one.
    pub to: String,
    /// Where that function's parameter becomes a command's key.
    pub used_at: Option<Span>,
    /// Where the key is made, if elsewhere.
    pub made_at: Option<Span>,
    /// How the command was established.
    pub evidence: Evidence,
}

/// What there is to say about keys.
#[derive(Debug, Clone)]
pub enum KeysFound {
    /// Commands are sent, and nothing says how keys are made.
    NothingConfigured,
    /// Configured builders that are not there.
    NoBuilder(Vec<String>),
    /// Keys that were not made by the builder, in order of file and offset.
    Unscoped(Vec<UnscopedKey>),
}

impl Model<'_> {
    /// The keys of production code, held against the configured builder and prefix.
    #[must_use]
    pub fn keys(&self, configured: Option<&config::Keys>) -> KeysFound {
        let Some(configured) = configured else {
            return if self.sends_keys() { KeysFound::NothingConfigured } else { KeysFound::Unscoped(Vec::new()) };
        };
        let (builders, missing) = Builders::find(self, configured);
        if !missing.is_empty() {
            return KeysFound::NoBuilder(missing);
        }
        let keys = Keys::new(self, &builders);
        let mut search = Search { model: self, keys: &keys, sinks: BTreeMap::new(), found: Vec::new() };
        search.run();
        let mut found = search.found;
        found.sort_by_key(|key| key.site.span);
        found.dedup_by_key(|key| key.site.span);
        KeysFound::Unscoped(found)
    }

    /// Bodies of production code.
    fn production(&self) -> impl Iterator<Item = BodyId> + '_ {
        let production = |id: &BodyId| self.graph()[*id].place.context == Context::Production;
        self.bodies.iter().map(|(id, _)| *id).filter(production)
    }

    /// Whether any production code sends a command with a key.
    fn sends_keys(&self) -> bool {
        let mut bodies = self.production().filter_map(|id| self.code(id));
        !self.tags.clients.is_empty() && bodies.any(|body| commands::uses(self, &body).next().is_some())
    }
}

/// A parameter that becomes a command's key: the command, and where.
#[derive(Debug, Clone)]
struct Sink {
    kind: KeyKind,
    at: Span,
}

struct Search<'a, 'm> {
    model: &'a Model<'m>,
    keys: &'a Keys<'a>,
    /// Parameters that become keys.
    sinks: BTreeMap<(FnId, usize), Sink>,
    found: Vec<UnscopedKey>,
}

/// An argument that becomes a key.
struct Given<'a, 'c> {
    expr: ExprId,
    kind: KeyKind,
    to: String,
    used_at: Option<Span>,
    evidence: Evidence,
    body: &'a Code<'c>,
}

impl Search<'_, '_> {
    fn run(&mut self) {
        let bodies: Vec<BodyId> = self.model.production().collect();
        let mut fresh: Vec<(FnId, usize)> = Vec::new();
        for body in bodies.iter().filter_map(|id| self.model.code(*id)) {
            let uses: Vec<Use> = commands::uses(self.model, &body).collect();
            for used in uses {
                self.used(&body, &used, &mut fresh);
            }
        }
        while let Some((function, at)) = fresh.pop() {
            let Some(sink) = self.sinks.get(&(function, at)).cloned() else { continue };
            for (caller, call) in self.model.callers(function) {
                let Some(body) = self.model.code(*caller).filter(|code| bodies.binary_search(&code.id).is_ok()) else {
                    continue;
                };
                let Some(expr) = body.argument(*call, function, at) else { continue };
                let to = function_name(&self.model.handles, function);
                let evidence = Evidence::Resolved;
                let given = Given { expr, kind: sink.kind, to, used_at: Some(sink.at), evidence, body: &body };
                self.given(&given, &mut fresh);
            }
        }
    }

    fn used(&mut self, body: &Code<'_>, used: &Use, fresh: &mut Vec<(FnId, usize)>) {
        if used.kind == KeyKind::Everything {
            let site = self.site(body, body.name_range(used.call));
            let (kind, to) = (used.kind, used.command.clone());
            self.found.push(UnscopedKey { site, kind, to, used_at: None, made_at: None, evidence: used.evidence });
        }
        for expr in &used.keys {
            let (kind, to, evidence) = (used.kind, used.command.clone(), used.evidence);
            self.given(&Given { expr: *expr, kind, to, used_at: None, evidence, body }, fresh);
        }
    }

    fn given(&mut self, given: &Given<'_, '_>, fresh: &mut Vec<(FnId, usize)>) {
        match self.keys.origin(given.body, given.expr) {
            Origin::Plain(made, parts) if !self.keys.is_scoped_by_callers(given.body, &parts) => {
                let site = self.site(given.body, given.body.body.range(given.expr));
                let made_at = (made != site.span).then_some(made);
                let (kind, to, used_at, evidence) = (given.kind, given.to.clone(), given.used_at, given.evidence);
                self.found.push(UnscopedKey { site, kind, to, used_at, made_at, evidence });
            }
            Origin::Parameter(at) => self.passed_on(given, at, fresh),
            _ => {}
        }
    }

    /// A parameter that becomes a key makes the function's callers give keys.
    fn passed_on(&mut self, given: &Given<'_, '_>, at: usize, fresh: &mut Vec<(FnId, usize)>) {
        let BodyOwner::Fn(function) = given.body.def.owner else { return };
        let site = self.site(given.body, given.body.body.range(given.expr));
        let sink = Sink { kind: given.kind, at: given.used_at.unwrap_or(site.span) };
        for function in [Some(function), self.declared_by_trait(function)].into_iter().flatten() {
            if let Entry::Vacant(slot) = self.sinks.entry((function, at)) {
                slot.insert(sink.clone());
                fresh.push((function, at));
            }
        }
    }

    /// The trait's function that one of an `impl` is called by.
    fn declared_by_trait(&self, function: FnId) -> Option<FnId> {
        let graph = self.model.graph();
        let Container::Impl(id) = graph[function].container else { return None };
        let of = self.model.world.impls.header(id)?.of.as_ref()?.of?;
        graph[of].fns.iter().copied().find(|declared| graph[*declared].name() == graph[function].name())
    }

    fn site(&self, body: &Code<'_>, range: TextRange) -> Site {
        let mut site = site(&self.model.handles, body.def, Span::new(body.def.place.file, range));
        super::origins::settle(self.model.world, &self.model.canonical, &mut site);
        site
    }
}
