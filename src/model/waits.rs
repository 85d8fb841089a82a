//! Waits without end: connections that the canonical module opens with no bound on connecting or on answers, where the
//! client's version has none by default.

use rustc_hash::FxHashSet;

use super::bounds::is_timeout;
use super::code::Code;
use super::{Model, Site};
use crate::catalogue::WaitFor;
use crate::infer::BodyTypes;
use crate::infer::ty::Ty;
use crate::model::tags::WaitTag;
use crate::report::{Context, Evidence};
use crate::resolve::graph::{BodyId, BodyOwner, Container, FnId};
use crate::syntax::body::{Expr, ExprId};
use crate::workspace::version::{Used, Version};

/// An opening that may wait for ever.
#[derive(Debug, Clone)]
pub struct Unbounded {
    /// Where the constructor is called.
    pub site: Site,
    /// The constructor, as its crate's users write it.
    pub constructor: String,
    /// What is waited for, in order.
    pub waits: Vec<OpenWait>,
    /// How it was established.
    pub evidence: Evidence,
}

/// One wait of an opening.
#[derive(Debug, Clone)]
pub struct OpenWait {
    /// What for.
    pub what: WaitFor,
    /// The package that decides.
    pub package: String,
    /// The version in use, where it decides.
    pub used: Option<Used>,
    /// From which version on there is a default, and what it is.
    pub default: Option<(String, String)>,
    /// What to do about it.
    pub mend: String,
}

impl Model<'_> {
    /// The openings of canonical modules, in production code, that may wait for ever; in order of file and offset.
    #[must_use]
    pub fn unbounded_waits(&self) -> Vec<Unbounded> {
        if self.tags.waits.is_empty() || self.canonical.modules.is_empty() {
            return Vec::new();
        }
        let canonical = |(id, _): &&(BodyId, BodyTypes)| {
            let place = &self.graph()[*id].place;
            place.context == Context::Production && self.is_canonical(place.module)
        };
        let canonical: Vec<&(BodyId, BodyTypes)> = self.bodies.iter().filter(canonical).collect();
        let opens =
            |types: &BodyTypes| types.callees.values().any(|callee| self.tags.waits.contains_key(&callee.function));
        if !canonical.iter().any(|(_, types)| opens(types)) {
            return Vec::new();
        }
        let code = |id: BodyId| self.code(id);
        let answers_bounded = canonical.iter().filter_map(|(id, _)| code(*id)).any(|code| bounds_commands(self, &code));
        let mut found = Vec::new();
        for code in canonical.iter().filter(|(_, types)| opens(types)).filter_map(|(id, _)| code(*id)) {
            Search { model: self, body: &code, answers_bounded }.find(&mut found);
        }
        found.sort_by_key(|open| open.site.span);
        found.dedup_by_key(|open| open.site.span);
        found
    }
}

struct Search<'a, 'm, 'c> {
    model: &'a Model<'m>,
    body: &'a Code<'c>,
    /// Commands are bounded one by one somewhere in the canonical module.
    answers_bounded: bool,
}

impl Search<'_, '_, '_> {
    fn find(&self, found: &mut Vec<Unbounded>) {
        for (expr, callee) in &self.body.types.callees {
            let Some(rows) = self.model.tags.waits.get(&callee.function) else { continue };
            let Some(tag) = self.model.tags.constructors.get(&callee.function) else { continue };
            if tag.generic && self.model.handles.within(&callee.ret).is_none() {
                continue;
            }
            let mut waits: Vec<OpenWait> = rows.iter().filter_map(|row| self.open(*expr, row)).collect();
            waits.sort_by_key(|wait| wait.what);
            if waits.is_empty() {
                continue;
            }
            let evidence = match self.body.expr(*expr) {
                Expr::MethodCall { .. } => Evidence::Typed,
                _ => Evidence::Resolved,
            };
            found.push(Unbounded { site: self.body.site(*expr), constructor: tag.path.clone(), waits, evidence });
        }
    }

    /// A row that holds here: no default in this version, and nothing bounds the wait.
    fn open(&self, expr: ExprId, tag: &WaitTag) -> Option<OpenWait> {
        let row = &tag.row;
        let mut used = None;
        if let Some(since) = &row.default_since {
            let (package, _) = super::target_of(self.model.graph(), self.body.def.place.module)?;
            let known = self.model.versions.of(package, tag.via.as_deref(), &tag.package)?;
            if known.reaches(&Version::parse(since)?) != Some(false) {
                return None;
            }
            used = Some(known);
        }
        let bounded = match row.what {
            WaitFor::Connection => self.is_pooled() || self.is_wrapped(expr),
            WaitFor::Answer => self.answers_bounded,
        };
        let call = self.body.call_of(expr);
        if bounded || self.model.sets(self.body, &row.set_by) || self.model.may_carry(self.body, call, tag) {
            return None;
        }
        Some(OpenWait {
            what: row.what,
            package: tag.package.clone(),
            used,
            default: row.default_since.clone().zip(row.default.clone()),
            mend: row.mend.clone(),
        })
    }

    /// Whether a pool makes the connection, and gives up by itself.
    fn is_pooled(&self) -> bool {
        let Container::Impl(id) = self.body.def.container else { return false };
        let of = self.model.world.impls.header(id).and_then(|header| header.of.as_ref()?.of);
        of.and_then(|of| self.model.tags.traits.get(&of)).is_some_and(|row| row.bounded)
    }

    /// Whether the call, or a call of the function around it, stands within a time-out.
    fn is_wrapped(&self, expr: ExprId) -> bool {
        let BodyOwner::Fn(function) = self.body.def.owner else { return self.body.is_within_timeout(expr) };
        self.body.is_within_timeout(expr)
            || self
                .model
                .callers(function)
                .iter()
                .any(|(caller, call)| self.model.code(*caller).is_some_and(|code| code.is_within_timeout(*call)))
    }
}

/// Whether a body sends a command within a time-out.
fn bounds_commands(model: &Model<'_>, body: &Code<'_>) -> bool {
    let syntax = body.body;
    let timeouts: FxHashSet<ExprId> = syntax.ids().filter(|expr| is_timeout(syntax, *expr)).collect();
    let is_way = |expr: ExprId| match body.types.of(expr).without_refs() {
        Ty::Adt(adt, _) if model.tags.guards.contains(adt) => true,
        ty => model.handles.kind(ty).is_some(),
    };
    let sends = |expr: ExprId| match syntax.expr(expr) {
        Expr::MethodCall { receiver, args, .. } => {
            let opens = body.types.callees.get(&expr).is_some_and(|callee| is_constructor(model, callee.function));
            !opens && (is_way(*receiver) || args.iter().any(|arg| is_way(*arg)))
        }
        _ => false,
    };
    !timeouts.is_empty() && syntax.ids().any(|expr| sends(expr) && body.is_within_timeout(expr))
}

fn is_constructor(model: &Model<'_>, function: FnId) -> bool {
    model.tags.constructors.contains_key(&function)
}
