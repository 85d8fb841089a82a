//! Where a key comes from: the builder, text, a parameter, or nobody knows.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::builders::Builders;
use super::library::{converts, keeps};
use super::unseen;
use crate::infer::ty::Ty;
use crate::model::code::Code;
use crate::model::flow::{Local, Source};
use crate::model::{Model, is_source};
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner, FnId, StaticId};
use crate::syntax::body::{Expr, ExprId, Literal};
use crate::syntax::types::Name;

/// Where a key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// The builder made it, or something it is made of; or it begins with the prefix.
    Built,
    /// It begins with text: where that stands, and the parameters of the function that follow in it.
    Plain(Span, Vec<usize>),
    /// It begins with what the function is given for a parameter.
    Parameter(usize),
    /// Not told.
    Unknown,
}

/// Asks where keys come from.
pub(super) struct Keys<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) builders: &'a Builders,
    results: RefCell<FxHashMap<FnId, Origin>>,
    fields: RefCell<FxHashMap<(AdtId, Name), Origin>>,
}

/// Expressions that are being asked about: what leads back to one of them is not known.
pub(super) type Open = Vec<(BodyId, ExprId)>;

/// How deep functions, fields and locals are followed.
const DEPTH: usize = 128;

/// How many calls a parameter is followed up.
const CALLERS: u32 = 3;

impl<'a> Keys<'a> {
    pub(super) fn new(model: &'a Model<'a>, builders: &'a Builders) -> Self {
        Self { model, builders, results: RefCell::default(), fields: RefCell::default() }
    }

    /// Where the value of an expression comes from.
    pub(super) fn origin(&self, body: &Code<'_>, expr: ExprId) -> Origin {
        self.ask(body, expr, &mut Vec::new())
    }

    /// Whether some caller gives a built key for one of these parameters of a body's function.
    pub(super) fn is_scoped_by_callers(&self, body: &Code<'_>, parameters: &[usize]) -> bool {
        self.callers_give_built(body, parameters, CALLERS)
    }

    fn callers_give_built(&self, body: &Code<'_>, parameters: &[usize], left: u32) -> bool {
        let BodyOwner::Fn(function) = body.def.owner else { return false };
        left > 0
            && parameters.iter().any(|at| {
                self.model.callers(function).iter().any(|(caller, call)| {
                    let Some(caller) = self.model.code(*caller) else { return false };
                    let Some(given) = caller.argument(*call, function, *at) else { return false };
                    match self.origin(&caller, given) {
                        Origin::Built => true,
                        Origin::Parameter(at) => self.callers_give_built(&caller, &[at], left - 1),
                        Origin::Plain(_, parts) => self.callers_give_built(&caller, &parts, left - 1),
                        Origin::Unknown => false,
                    }
                })
            })
    }

    pub(super) fn ask(&self, body: &Code<'_>, expr: ExprId, open: &mut Open) -> Origin {
        if open.len() > DEPTH || open.contains(&(body.id, expr)) {
            return Origin::Unknown;
        }
        if self.builders.is_key(body.types.of(expr)) || self.builders.is_macro(body.types, expr) {
            return Origin::Built;
        }
        open.push((body.id, expr));
        let origin = self.of_expr(body, expr, open);
        open.pop();
        origin
    }

    fn of_expr(&self, body: &Code<'_>, expr: ExprId, open: &mut Open) -> Origin {
        match body.body.expr(expr) {
            Expr::Literal(Literal::Str(text)) if self.builders.is_prefixed(text) => Origin::Built,
            Expr::Literal(_) => Origin::Plain(self.span(body, expr), Vec::new()),
            Expr::Path(_) => self.of_path(body, expr, open),
            Expr::Reference(inner)
            | Expr::Deref(inner)
            | Expr::Try(inner)
            | Expr::Await(inner)
            | Expr::Cast(inner, _)
            | Expr::Index(inner, _)
            | Expr::Closure { body: inner, .. } => self.ask(body, *inner, open),
            Expr::Field(base, name) => self.of_field(body.types.of(*base), name, open),
            Expr::Binary(left, right) => self.sequence(body, &[*left, *right], open),
            Expr::Call { callee, args } => self.of_call(body, expr, *callee, args, open),
            Expr::MethodCall { receiver, method, args, .. } => {
                self.of_method(body, expr, *receiver, method, args, open)
            }
            Expr::Macro { path, args } => self.of_macro(body, expr, path.last_name(), args, open),
            Expr::Array(parts) | Expr::Tuple(parts) => self.list(body, parts, open),
            Expr::Block { tail: Some(tail), .. } => self.ask(body, *tail, open),
            Expr::If { then, otherwise: Some(otherwise), .. } => self.branches(body, &[*then, *otherwise], open),
            Expr::Match { arms, .. } => {
                self.branches(body, &arms.iter().map(|(_, _, value)| *value).collect::<Vec<_>>(), open)
            }
            Expr::Struct { fields, .. } => {
                let parts: Vec<ExprId> = fields.iter().map(|(_, value)| *value).collect();
                if self.any_built(body, &parts, open) { Origin::Built } else { Origin::Unknown }
            }
            _ => Origin::Unknown,
        }
    }

    fn of_path(&self, body: &Code<'_>, expr: ExprId, open: &mut Open) -> Origin {
        if let Some(local) = body.flow().local(expr) {
            return self.of_local(body, local, open);
        }
        body.types.statics.get(&expr).map_or(Origin::Unknown, |declared| self.of_static(*declared, open))
    }

    pub(super) fn of_local(&self, body: &Code<'_>, local: &Local, open: &mut Open) -> Origin {
        let written: Vec<ExprId> = local.uses.iter().flat_map(|path| body.written(*path)).collect();
        if self.any_built(body, &written, open) {
            return Origin::Built;
        }
        match local.source {
            Source::Value(value) => {
                let values: Vec<ExprId> = local.assigned.iter().copied().chain([value]).collect();
                self.branches(body, &values, open)
            }
            Source::Param(at) if local.assigned.is_empty() => Origin::Parameter(at),
            Source::Param(_) => Origin::Unknown,
            Source::Unknown => self.branches(body, &local.assigned, open),
        }
    }

    pub(super) fn of_static(&self, declared: StaticId, open: &mut Open) -> Origin {
        let body = self.model.code_of_static(declared);
        let origin = body.map_or(Origin::Unknown, |body| self.ask(&body, body.body.root, open));
        let ty = crate::model::building::static_type(&self.model.handles, declared);
        unseen::settled(origin, ty.is_some_and(|ty| unseen::may_change(&self.model.handles, &ty)))
    }

    /// What a type's field is given wherever one is made.
    fn of_field(&self, base: &Ty, name: &Name, open: &mut Open) -> Origin {
        let Ty::Adt(adt, _) = base.without_refs() else { return Origin::Unknown };
        if !is_source(self.model.graph()[*adt].place.file) {
            return Origin::Unknown;
        }
        let key = (*adt, name.clone());
        if let Some(known) = self.fields.borrow().get(&key) {
            return known.clone();
        }
        // What leads back to the field while it is asked about is not known.
        self.fields.borrow_mut().insert(key.clone(), Origin::Unknown);
        let mut origins = Vec::new();
        for (at, value) in self.model.field_values(*adt, name) {
            // What a test gives is for tests.
            let production = |code: &Code<'_>| code.def.place.context == Context::Production;
            let Some(body) = self.model.code(at).filter(production) else { continue };
            let value = unseen::settled(self.ask(&body, value, open), unseen::is_default(self.model, &body));
            origins.push(match value {
                // The parameter of a constructor: what its callers give.
                Origin::Parameter(parameter) => match self.callers_give_built(&body, &[parameter], CALLERS) {
                    true => Origin::Built,
                    false => Origin::Unknown,
                },
                Origin::Plain(at, _) => Origin::Plain(at, Vec::new()),
                origin => origin,
            });
        }
        let is_unseen = unseen::has_unseen_values(self.model, *adt, name);
        let origin = unseen::settled(combine(origins), is_unseen);
        self.fields.borrow_mut().insert(key, origin.clone());
        origin
    }

    fn of_call(&self, body: &Code<'_>, call: ExprId, callee: ExprId, args: &[ExprId], open: &mut Open) -> Origin {
        let Some(function) = body.types.callees.get(&callee).map(|callee| callee.function) else {
            // `Some(key)`, `Key(text)`; or a function that is not known.
            let is_wrapper = body.types.literals.contains_key(&callee);
            return if is_wrapper && args.len() == 1 {
                self.ask(body, args[0], open)
            } else {
                self.unknown(body, args, open)
            };
        };
        if self.builders.makes(self.model, function) {
            return Origin::Built;
        }
        if is_source(self.model.graph()[function].place.file) {
            return self.of_function(body, call, function, open);
        }
        match args {
            // `String::from(text)`, `Arc::new(text)`.
            [only] if converts(self.model.graph()[function].name()) => self.ask(body, *only, open),
            _ => self.unknown(body, args, open),
        }
    }

    fn of_method(
        &self,
        body: &Code<'_>,
        call: ExprId,
        receiver: ExprId,
        method: &str,
        args: &[ExprId],
        open: &mut Open,
    ) -> Origin {
        let function = body.types.callees.get(&call).map(|callee| callee.function);
        if let Some(function) = function {
            if self.builders.makes(self.model, function) {
                return Origin::Built;
            }
            if is_source(self.model.graph()[function].place.file) {
                return self.of_function(body, call, function, open);
            }
        }
        if self.any_built(body, args, open) {
            return Origin::Built;
        }
        match (method, args) {
            ("map" | "and_then" | "flat_map" | "filter_map" | "then", [only]) => self.ask(body, *only, open),
            ("map_or" | "map_or_else", [left, right]) => self.branches(body, &[*left, *right], open),
            ("unwrap_or" | "unwrap_or_else" | "or" | "or_else" | "chain", [other]) => {
                self.branches(body, &[receiver, *other], open)
            }
            ("join" | "concat", _) => match body.elements(receiver).as_slice() {
                [only] => self.ask(body, *only, open),
                parts => self.sequence(body, parts, open),
            },
            (method, _) if keeps(method) => self.ask(body, receiver, open),
            _ if self.ask(body, receiver, open) == Origin::Built => Origin::Built,
            _ => Origin::Unknown,
        }
    }

    fn of_macro(&self, body: &Code<'_>, call: ExprId, name: &str, args: &[ExprId], open: &mut Open) -> Origin {
        match name {
            "format" | "format_args" => self.of_template(body, call, args, open),
            "vec" => self.list(body, args, open),
            "concat" | "stringify" => Origin::Plain(self.span(body, call), Vec::new()),
            _ => self.unknown(body, args, open),
        }
    }

    /// What a function of the codebase gives, with what it is given put in.
    fn of_function(&self, body: &Code<'_>, call: ExprId, function: FnId, open: &mut Open) -> Origin {
        let named = match body.body.expr(call) {
            Expr::Call { callee, .. } => *callee,
            _ => call,
        };
        let mut given = |at: usize| {
            let arg = body.argument(named, function, at);
            arg.map_or(Origin::Unknown, |arg| self.ask(body, arg, open))
        };
        match self.result(function) {
            Origin::Parameter(at) => given(at),
            Origin::Plain(at, parts) => {
                let parts: Vec<Origin> = parts.into_iter().map(&mut given).collect();
                match parts.contains(&Origin::Built) {
                    true => Origin::Built,
                    false => Origin::Plain(at, parts.iter().flat_map(parameters).collect()),
                }
            }
            origin => origin,
        }
    }

    fn result(&self, function: FnId) -> Origin {
        if let Some(known) = self.results.borrow().get(&function) {
            return known.clone();
        }
        // What a function gives by calling itself is not known.
        self.results.borrow_mut().insert(function, Origin::Unknown);
        let origin = self.model.code_of(function).map_or(Origin::Unknown, |body| {
            let origins = body.results().into_iter().map(|value| self.origin(&body, value));
            combine(origins.collect())
        });
        self.results.borrow_mut().insert(function, origin.clone());
        origin
    }

    /// One after the other, as text.
    fn sequence(&self, body: &Code<'_>, parts: &[ExprId], open: &mut Open) -> Origin {
        let origins: Vec<Origin> = parts.iter().map(|part| self.ask(body, *part, open)).collect();
        match origins.first() {
            _ if origins.contains(&Origin::Built) => Origin::Built,
            Some(Origin::Plain(at, _)) => Origin::Plain(*at, origins.iter().flat_map(parameters).collect()),
            first => first.cloned().unwrap_or(Origin::Unknown),
        }
    }

    /// Several keys: one that is not built is enough.
    fn list(&self, body: &Code<'_>, parts: &[ExprId], open: &mut Open) -> Origin {
        let origins: Vec<Origin> = parts.iter().map(|part| self.ask(body, *part, open)).collect();
        let plain = origins.iter().find(|origin| matches!(origin, Origin::Plain(..))).cloned();
        plain.unwrap_or_else(|| combine(origins))
    }

    fn branches(&self, body: &Code<'_>, values: &[ExprId], open: &mut Open) -> Origin {
        combine(values.iter().map(|value| self.ask(body, *value, open)).collect())
    }

    /// What an unknown function gives: a key, if it is given one.
    fn unknown(&self, body: &Code<'_>, args: &[ExprId], open: &mut Open) -> Origin {
        if self.any_built(body, args, open) { Origin::Built } else { Origin::Unknown }
    }

    fn any_built(&self, body: &Code<'_>, exprs: &[ExprId], open: &mut Open) -> bool {
        exprs.iter().any(|expr| self.ask(body, *expr, open) == Origin::Built)
    }

    pub(super) fn span(&self, body: &Code<'_>, expr: ExprId) -> Span {
        let span = Span::new(body.def.place.file, body.body.range(expr));
        self.model.graph().origin(span).span
    }
}

/// What is known of a value that is one of several.
fn combine(origins: Vec<Origin>) -> Origin {
    if origins.contains(&Origin::Built) {
        return Origin::Built;
    }
    let plain = |origin: &Origin| matches!(origin, Origin::Plain(..));
    let mut each = origins.iter();
    match each.next() {
        Some(Origin::Plain(at, _)) if origins.iter().all(plain) => {
            Origin::Plain(*at, origins.iter().flat_map(parameters).collect())
        }
        Some(first) if each.all(|other| other == first) => first.clone(),
        _ => Origin::Unknown,
    }
}

/// The parameters that a key holds.
pub(super) fn parameters(origin: &Origin) -> Vec<usize> {
    match origin {
        Origin::Parameter(at) => vec![*at],
        Origin::Plain(_, parts) => parts.clone(),
        Origin::Built | Origin::Unknown => Vec::new(),
    }
}
