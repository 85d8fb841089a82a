//! Calls that ask something of a connection: commands as methods, and commands as values that are given one.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Model;
use super::code::Code;
use super::handles::Handles;
use crate::catalogue::{Client, TraitRole, TraitRow};
use crate::config::HandleKind;
use crate::infer::ty::{Owner, Ty};
use crate::resolve::graph::{AdtId, BodyId, Container, FnId, NO_FILE, TraitId};
use crate::syntax::body::{Expr, ExprId};
use crate::syntax::types::Name;

/// Steps of autoderef.
const DEREFS: usize = 12;

/// What answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A handle.
    Handle(AdtId),
    /// Whatever has this trait.
    Bound(TraitId),
}

/// A call that asks something of a connection.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// The call.
    pub(super) call: ExprId,
    /// What it is called on, or the argument.
    pub(super) connection: ExprId,
    /// What that is.
    pub(super) asked: Asked,
    /// It is borrowed from a pool.
    pub(super) pooled: bool,
    /// The thread waits for the answer.
    pub(super) sync: bool,
    /// The method or function.
    pub(super) name: Name,
    /// The connection is an argument: the command is what the method is called on.
    pub(super) given: bool,
}

impl Model<'_> {
    /// Calls that ask something of a connection, by the body they stand in.
    pub(super) fn uses(&self) -> &FxHashMap<BodyId, Vec<Use>> {
        self.asked.uses.get_or_init(|| {
            let found = self.bodies.par_iter().filter_map(|(id, types)| {
                if !types.exprs.iter().any(|ty| self.handles.may_answer(ty)) {
                    return None;
                }
                let uses = Code::of(&self.handles, *id, types)?.uses();
                (!uses.is_empty()).then_some((*id, uses))
            });
            found.collect()
        })
    }
}

impl Code<'_> {
    /// All calls of the body that ask something of a connection.
    pub(super) fn uses(&self) -> Vec<Use> {
        self.exprs()
            .flat_map(|call| {
                let asked = self.asked(call);
                let given = self.given_connections(call, false);
                asked.into_iter().chain(given)
            })
            .collect()
    }

    /// A command as a method of a connection.
    fn asked(&self, call: ExprId) -> Option<Use> {
        let tags = self.handles.tags;
        let row = match self.callee(call) {
            Some(callee) => Some(self.handles.trait_row(callee.function)?),
            None => None,
        };
        let (receiver, method) = match self.expr(call) {
            Expr::MethodCall { receiver, method, .. } => (*receiver, method),
            // A trait's method named by its path takes what it is called on first.
            Expr::Call { args, .. } => (*args.first()?, self.handles.world.graph[self.callee(call)?.function].name()),
            _ => return None,
        };
        let (asked, pooled) = self.handles.reached(self.types.of(receiver))?;
        let is_command = match row {
            Some(row) => !row.local.iter().any(|local| local == method),
            None => self.handles.client_of(asked).is_some_and(|client| is_command(client, method)),
        };
        let sync = match (row, asked) {
            (Some(row), _) => row.sync,
            (None, Asked::Handle(adt)) => {
                let implicit = tags.implicit.get(&adt).and_then(|via| tags.traits.get(via));
                tags.handles.get(&adt).is_some_and(|tag| tag.sync) || implicit.is_some_and(|row| row.sync)
            }
            (None, Asked::Bound(of)) => tags.traits.get(&of).is_some_and(|row| row.sync),
        };
        is_command.then(|| Use { call, connection: receiver, asked, pooled, sync, name: method.clone(), given: false })
    }

    /// Connections among a call's arguments, where its parameters ask for one: of client crates, or of the codebase.
    pub(super) fn given_connections(&self, call: ExprId, own: bool) -> Vec<Use> {
        let Some(function) = self.callee(call).map(|callee| callee.function) else { return Vec::new() };
        let graph = self.handles.world.graph;
        let Some(signature) = graph[function].signature() else { return Vec::new() };
        if own != (graph[function].place.file != NO_FILE) {
            return Vec::new();
        }
        let args = match self.expr(call) {
            Expr::MethodCall { args, .. } => args.as_slice(),
            // A method named by its path takes what it is called on first.
            Expr::Call { args, .. } => args.get(usize::from(signature.receiver.is_some())..).unwrap_or_default(),
            _ => &[],
        };
        let scope = self.handles.world.fn_scope(function);
        let given = signature.params.iter().zip(args).filter_map(|(param, arg)| {
            let of = self.handles.connection_bound(self.handles.world.lower(param, &scope).without_refs())?;
            let (asked, pooled) = self.handles.reached(self.types.of(*arg))?;
            let sync = self.handles.tags.traits.get(&of).is_some_and(|row| row.sync);
            let name = graph[function].name().clone();
            Some(Use { call, connection: *arg, asked, pooled, sync, name, given: true })
        });
        given.collect()
    }
}

impl Handles<'_> {
    /// Whether a connection may be behind a type.
    fn may_answer(&self, ty: &Ty) -> bool {
        ty.any(&mut |part| match part {
            Ty::Adt(adt, _) => self.tags.handles.contains_key(adt) || self.tags.guards.contains(adt),
            Ty::Bounds(_) | Ty::Param(..) => self.connection_bound(part).is_some(),
            _ => false,
        })
    }

    /// The connection or client that a value leads to, and whether a pool's guard is on the way.
    pub(super) fn reached(&self, ty: &Ty) -> Option<(Asked, bool)> {
        let mut pooled = false;
        let mut ty = ty.clone();
        for _ in 0..DEREFS {
            match &ty {
                Ty::Adt(adt, _) => match self.tags.handles.get(adt).map(|tag| tag.kind) {
                    Some(HandleKind::Pool | HandleKind::PoolManager) => return None,
                    Some(_) => return Some((Asked::Handle(*adt), pooled)),
                    None => pooled |= self.tags.guards.contains(adt),
                },
                Ty::Param(Owner::Fn(_) | Owner::Impl(_) | Owner::Trait(_) | Owner::Adt(_), _) | Ty::Bounds(_) => {
                    if let Some(of) = self.connection_bound(&ty) {
                        return Some((Asked::Bound(of), pooled));
                    }
                }
                _ => {}
            }
            ty = self.world.deref(&ty)?;
        }
        None
    }

    /// The first bound of a type that only connections have.
    fn connection_bound(&self, ty: &Ty) -> Option<TraitId> {
        let bounds = match ty {
            Ty::Bounds(bounds) => bounds.clone(),
            Ty::Param(owner, _) => {
                let scope = crate::infer::Scope::module(crate::resolve::graph::ModuleId(0));
                self.world.bounds_of(ty, *owner, &scope)
            }
            _ => return None,
        };
        let is_connection = |of: &TraitId| {
            let role = self.tags.traits.get(of).map(|row| row.role);
            matches!(role, Some(TraitRole::Connection | TraitRole::Command))
        };
        bounds.iter().filter_map(|bound| bound.of).find(is_connection)
    }

    /// The row of the trait that a function belongs to, where that is one of connections.
    fn trait_row(&self, function: FnId) -> Option<&TraitRow> {
        let Container::Trait(of) = self.world.graph[function].container else { return None };
        let row = self.tags.traits.get(&of)?;
        matches!(row.role, TraitRole::Connection | TraitRole::Command).then_some(row)
    }

    /// The client crate of what is asked.
    pub(super) fn client_of(&self, asked: Asked) -> Option<&Client> {
        let graph = self.world.graph;
        match asked {
            Asked::Handle(adt) => {
                let package = &self.tags.handles.get(&adt)?.package;
                self.tags.clients.iter().find(|client| client.package == *package).map(std::convert::AsRef::as_ref)
            }
            Asked::Bound(of) => {
                let krate = graph[graph[of].place.module].krate;
                let lib = &graph[krate].name;
                self.tags.clients.iter().find(|client| client.lib == lib.as_str()).map(std::convert::AsRef::as_ref)
            }
        }
    }
}

/// Whether a client crate declares a command of that name.
fn is_command(client: &Client, method: &str) -> bool {
    client.commands.contains_key(method) || client.blocking.methods.iter().any(|known| known == method)
}
