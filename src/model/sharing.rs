//! Whether somebody else can use a connection meanwhile: what waits on one that is shared holds up all of them.
//!
//! A connection that was opened right here, or that came in as a plain argument, may be its user's own: nothing is said about it.

use std::ops::ControlFlow;

use super::Model;
use super::code::Code;
use super::constructions::function_name;
use super::flow::Source;
use crate::infer::ty::Ty;
use crate::position::Span;
use crate::resolve::graph::{AdtId, BodyId, BodyOwner};
use crate::syntax::body::{BlockKind, Expr, ExprId};

/// Why a connection is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared {
    /// It is a clone, and clones share the socket.
    Clone(Span),
    /// A function of the codebase hands it out.
    HandedOut(String, Span),
    /// A static holds it.
    Static(String, Span),
    /// It is a field of a type that can be cloned.
    Field(String, Span),
    /// It stands behind a lock, or a pointer that is counted.
    Pointer(Span),
    /// A framework gives it to every handler.
    State(Span),
}

/// A connection that is handed out is followed through so many functions.
const HANDED_ON: u32 = 3;

/// Steps from a use to where the connection comes from.
const STEPS: u32 = 64;

impl Model<'_> {
    /// Why the connection that an expression of a body gives is shared, if that shows.
    pub(super) fn shared(&self, code: &Code<'_>, connection: ExprId) -> Option<Shared> {
        Sharing { model: self, code, depth: HANDED_ON }.of(connection)
    }
}

struct Sharing<'s, 'a> {
    model: &'s Model<'s>,
    code: &'s Code<'a>,
    depth: u32,
}

/// The answer, or the expression that has it.
type Step = ControlFlow<Option<Shared>, ExprId>;

impl Sharing<'_, '_> {
    fn of(&self, connection: ExprId) -> Option<Shared> {
        let mut at = connection;
        for _ in 0..STEPS {
            match self.step(at) {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(found) => return found,
            }
        }
        None
    }

    fn step(&self, at: ExprId) -> Step {
        let code = self.code;
        if matches!(code.types.of(at).without_refs(), Ty::Adt(adt, _) if self.is_pointer(*adt)) {
            return ControlFlow::Break(Some(Shared::Pointer(code.span(at))));
        }
        match code.expr(at) {
            Expr::Reference(inner)
            | Expr::Deref(inner)
            | Expr::Await(inner)
            | Expr::Try(inner)
            | Expr::Cast(inner, _)
            | Expr::Block { kind: BlockKind::Plain, tail: Some(inner), .. } => ControlFlow::Continue(*inner),
            Expr::Field(base, name) => ControlFlow::Break(self.field(*base, name, at)),
            Expr::Path(_) => self.path(at),
            Expr::Call { callee, args } => match args.as_slice() {
                [only] if code.types.literals.contains_key(callee) => ControlFlow::Continue(*only),
                _ => ControlFlow::Break(self.handed_out(at)),
            },
            Expr::MethodCall { receiver, method, .. } => self.method(at, *receiver, method),
            _ => ControlFlow::Break(None),
        }
    }

    /// A variable leads to its value; a static, or a parameter that a framework gives, is an answer.
    fn path(&self, path: ExprId) -> Step {
        let code = self.code;
        if let Some(declared) = code.types.statics.get(&path) {
            let name = self.model.graph()[*declared].name().to_string();
            return ControlFlow::Break(Some(Shared::Static(name, code.span(path))));
        }
        match code.flow().local(path).map(|local| local.source) {
            Some(Source::Value(value)) => ControlFlow::Continue(value),
            Some(Source::Param(at)) => ControlFlow::Break(self.parameter(at, path)),
            _ => ControlFlow::Break(None),
        }
    }

    fn parameter(&self, at: usize, path: ExprId) -> Option<Shared> {
        let world = self.model.world;
        let BodyOwner::Fn(function) = self.code.def.owner else { return None };
        let written = world.graph[function].signature()?.params.get(at)?;
        let ty = world.lower(written, &world.fn_scope(function));
        let Ty::Adt(adt, _) = ty.without_refs() else { return None };
        if self.model.tags.frameworks.types.contains_key(adt) {
            return Some(Shared::State(self.code.span(path)));
        }
        self.is_pointer(*adt).then(|| Shared::Pointer(self.code.span(path)))
    }

    /// A field of what can be cloned is shared with the clones; one behind a counted pointer with whoever has the pointer.
    fn field(&self, base: ExprId, name: &str, whole: ExprId) -> Option<Shared> {
        let graph = self.model.graph();
        let span = Span::new(self.code.def.place.file, self.code.body.range(whole));
        let mut ty = self.code.types.of(base).without_refs().clone();
        loop {
            let Ty::Adt(adt, _) = &ty else { return None };
            if super::is_source(graph[*adt].place.file) {
                let field = || Shared::Field(format!("{}::{name}", graph[*adt].item.name), span);
                return self.clones(*adt).then(field);
            }
            if self.is_pointer(*adt) {
                return Some(Shared::Pointer(span));
            }
            ty = self.model.world.deref(&ty)?.without_refs().clone();
        }
    }

    /// Whether a connection is the field of a type that nobody can clone and that was given one opened for it: the clone is for one
    /// command of its owner.
    fn is_its_owners(&self, connection: ExprId) -> bool {
        let Expr::Field(base, name) = self.code.expr(connection) else { return false };
        let Ty::Adt(adt, _) = self.code.types.of(*base).without_refs() else { return false };
        if !super::is_source(self.model.graph()[*adt].place.file) || self.clones(*adt) {
            return false;
        }
        let values = self.model.field_values(*adt, name);
        let opened = |(body, value): &(BodyId, ExprId)| {
            let code = self.model.code(*body);
            code.is_some_and(|code| Sharing { model: self.model, code: &code, depth: self.depth }.is_opened(*value))
        };
        !values.is_empty() && values.iter().all(opened)
    }

    /// Whether a value comes right out of a constructor.
    fn is_opened(&self, value: ExprId) -> bool {
        let mut at = value;
        for _ in 0..STEPS {
            let callee = self.code.callee(at);
            if callee.is_some_and(|callee| self.model.tags.constructors.contains_key(&callee.function)) {
                return true;
            }
            match self.step(at) {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(_) => return false,
            }
        }
        false
    }

    fn method(&self, call: ExprId, receiver: ExprId, method: &str) -> Step {
        let code = self.code;
        if let Some(callee) = code.callee(call) {
            if self.model.tags.constructors.contains_key(&callee.function) {
                return ControlFlow::Break(None);
            }
            if code.own_callee(call).is_some() {
                return ControlFlow::Break(self.handed_out(call));
            }
        }
        let called_on = code.types.of(receiver).without_refs();
        if method == "clone" && self.model.handles.kind(called_on).is_some() {
            let shared = (!self.is_its_owners(receiver)).then(|| Shared::Clone(code.span(call)));
            return ControlFlow::Break(shared);
        }
        // A lock gives a guard: a type that only lends.
        let lends = |ty: &Ty| matches!(ty, Ty::Adt(adt, _) if self.model.tags.borrows.contains(adt));
        if code.types.of(call).any(&mut |ty| lends(ty)) && !called_on.any(&mut |ty| lends(ty)) {
            return ControlFlow::Break(Some(Shared::Pointer(code.span(call))));
        }
        ControlFlow::Continue(receiver)
    }

    /// A function of the codebase hands out what is shared where it was: what it opens itself is its caller's own.
    fn handed_out(&self, call: ExprId) -> Option<Shared> {
        let function = self.code.own_callee(call)?;
        let code = self.model.code_of(function).filter(|_| self.depth > 0)?;
        let inner = Sharing { model: self.model, code: &code, depth: self.depth - 1 };
        let shared = code.results().into_iter().any(|result| inner.of(result).is_some());
        shared.then(|| Shared::HandedOut(function_name(&self.model.handles, function), self.code.span(call)))
    }

    /// `Arc` and what else is cloned without its contents: a library's type that derefs, no box and nothing that lends.
    fn is_pointer(&self, adt: AdtId) -> bool {
        let world = self.model.world;
        let tags = self.model.tags;
        let lends = tags.borrows.contains(&adt) || tags.guards.contains(&adt);
        if lends || super::is_source(world.graph[adt].place.file) || Some(adt) == world.lang.boxed {
            return false;
        }
        let unknown = vec![Ty::Unknown; world.graph[adt].generics().params.len()];
        !tags.handles.contains_key(&adt) && world.deref(&Ty::Adt(adt, unknown)).is_some()
    }

    /// Whether a type of the codebase can be cloned.
    fn clones(&self, adt: AdtId) -> bool {
        let world = self.model.world;
        let is_own = |id: &crate::resolve::graph::ImplId| {
            let header = world.impls.header(*id).map(|header| &header.self_ty);
            matches!(header, Some(Ty::Adt(own, _)) if *own == adt)
        };
        let derived = world.graph[adt].item.attrs.derives.iter().any(|path| path.last_name() == "Clone");
        derived || world.lang.clone.is_some_and(|of| world.impls.of_trait(of).iter().any(is_own))
    }
}
