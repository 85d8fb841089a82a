//! Lazy initialisation by hand: a lock that is taken to see whether there is a handle, and taken again to put one in.

mod guarded;

use super::code::Code;
use super::decisions::{Decision, decisions};
use super::flow::Source;
use super::managers::Why;
use super::{Model, Site};
use crate::infer::ty::Ty;
use crate::position::Span;
use crate::report::Context;
use crate::resolve::graph::{Container, FnId};
use crate::syntax::body::{Expr, ExprId};

/// A handle that is looked for under one lock and set under another.
#[derive(Debug, Clone)]
pub struct RacyInit {
    /// The second lock.
    pub site: Site,
    /// The first.
    pub checked: Span,
    /// What is locked, as written.
    pub place: String,
}

/// One taking of a lock on an `Option` of a handle or manager.
struct Held {
    call: ExprId,
    place: String,
    decisions: Vec<Decision>,
    /// Where something is put in.
    writes: Vec<ExprId>,
}

impl Model<'_> {
    /// All such places, in order of file and offset.
    #[must_use]
    pub fn racy_inits(&self) -> Vec<RacyInit> {
        let mut found = Vec::new();
        for (id, types) in &self.bodies {
            if types.callees.values().filter(|callee| lock_method(self, callee.function)).nth(1).is_none() {
                continue;
            }
            let Some(code) = Code::of(&self.handles, *id, types) else { continue };
            let mut held: Vec<Held> = code.exprs().filter_map(|call| self.held(&code, call)).collect();
            held.sort_by_key(|held| code.name_range(held.call).start);
            let racy = |(at, set): (usize, &Held)| self.racy(&code, &held[..at], set);
            found.extend(held.iter().enumerate().filter_map(racy));
        }
        found.iter_mut().for_each(|racy: &mut RacyInit| {
            super::origins::settle(self.world, &self.canonical, &mut racy.site);
            racy.checked = self.graph().origin(racy.checked).span;
        });
        found.sort_by_key(|racy| (racy.site.span, racy.site.context != Context::Production));
        found.dedup_by_key(|racy| racy.site.span);
        found
    }

    fn held(&self, code: &Code<'_>, call: ExprId) -> Option<Held> {
        let Expr::MethodCall { receiver, .. } = code.expr(call) else { return None };
        code.callee(call).filter(|callee| lock_method(self, callee.function) && self.is_slot(&callee.ret))?;
        let place = place(code, *receiver)?;
        let mut guard = call;
        while let Some(parent) = code.flow().parent(guard) {
            // A guard cannot be cloned: what it guards is.
            let unwraps = match code.expr(parent) {
                Expr::MethodCall { method, .. } => method != "clone",
                other => matches!(other, Expr::Await(_) | Expr::Try(_)),
            };
            if !unwraps || !self.is_guard(code.types.of(parent)) {
                break;
            }
            guard = parent;
        }
        let uses = code.flow().bound_to(guard).map_or_else(|| vec![guard], |local| local.uses.clone());
        let mut held = Held { call, place, decisions: Vec::new(), writes: Vec::new() };
        for used in uses {
            look_at(code, used, &mut held);
        }
        Some(held)
    }

    /// Whether a type has, behind whatever gives it, a guard of an `Option` of a handle or manager.
    fn is_slot(&self, ty: &Ty) -> bool {
        ty.any(&mut |part| match part {
            Ty::Adt(guard, args) if self.tags.borrows.contains(guard) => args.iter().any(|arg| match arg {
                Ty::Adt(option, inner) if Some(*option) == self.world.lang.option => {
                    inner.iter().any(|inner| self.is_handle(inner))
                }
                _ => false,
            }),
            _ => false,
        })
    }

    fn is_guard(&self, ty: &Ty) -> bool {
        ty.any(&mut |part| matches!(part, Ty::Adt(guard, _) if self.tags.borrows.contains(guard)))
    }

    fn is_handle(&self, ty: &Ty) -> bool {
        let manager = |adt| {
            let own = |manager: &&super::Manager| manager.adt == adt && manager.why != Why::Namesake;
            self.building.types.contains_key(&adt) || self.managers.iter().any(|manager| own(&manager))
        };
        !self.handles.owned(ty).is_empty() || self.handles.owned_types(ty).into_iter().any(manager)
    }
}

/// What is locked, as the source names it: `self.slot`, `SLOT`; a local by what it was bound to.
fn place(code: &Code<'_>, expr: ExprId) -> Option<String> {
    match code.expr(expr) {
        Expr::Field(base, name) => Some(format!("{}.{name}", place(code, *base)?)),
        Expr::Reference(inner) | Expr::Deref(inner) => place(code, *inner),
        Expr::MethodCall { receiver, method, args, .. } if args.is_empty() && method == "clone" => {
            place(code, *receiver)
        }
        Expr::Path(path) => match code.flow().local(expr).map(|local| local.source) {
            Some(Source::Value(value)) => place(code, value).or_else(|| Some(path.text())),
            _ => Some(path.text()),
        },
        _ => None,
    }
}

/// What is done with a guard, or with what it guards.
fn look_at(code: &Code<'_>, guard: ExprId, held: &mut Held) {
    let parent = code.flow().parent(guard);
    match parent.map(|parent| (parent, code.expr(parent))) {
        Some((parent, Expr::Deref(_))) => look_at(code, parent, held),
        Some((_, Expr::Assign(left, right))) if *left == guard && !is_none(code, *right) => held.writes.push(guard),
        Some((parent, Expr::MethodCall { receiver, method, .. }))
            if *receiver == guard && matches!(method.as_str(), "replace" | "insert") =>
        {
            held.writes.push(parent);
        }
        // A closure that opens, run under the lock.
        Some((parent, Expr::MethodCall { receiver, method, .. }))
            if *receiver == guard && method.starts_with("get_or_insert") =>
        {
            held.decisions.push(Decision { whole: parent, ..Decision::default() });
        }
        _ => held.decisions.extend(decisions(code, guard)),
    }
}

fn is_none(code: &Code<'_>, value: ExprId) -> bool {
    matches!(code.expr(value), Expr::Path(path) if path.last_name() == "None")
}

/// Whether a function is a method of a lock.
fn lock_method(model: &Model<'_>, function: FnId) -> bool {
    let Container::Impl(id) = model.graph()[function].container else { return false };
    let of = model.world.impls.header(id).map(|header| &header.self_ty);
    matches!(of, Some(Ty::Adt(adt, _)) if model.tags.locks.contains(adt))
}

impl Model<'_> {
    /// Whether something is put in under a lock because nothing was there under an earlier one, without another look.
    fn racy(&self, code: &Code<'_>, earlier: &[Held], set: &Held) -> Option<RacyInit> {
        let write = *set.writes.first()?;
        let before = |decision: &Decision| code.body.range(decision.whole).start <= code.body.range(write).start;
        if set.decisions.iter().any(before) {
            return None;
        }
        let looks = |earlier: &&Held| {
            earlier.place == set.place
                && earlier.writes.is_empty()
                && earlier.decisions.iter().any(|decision| decision.leads_to(code, write))
        };
        let checked = earlier.iter().find(looks)?;
        if earlier.iter().filter(looks).any(|checked| self.is_serialised(code, checked, write)) {
            return None;
        }
        Some(RacyInit { site: code.site(set.call), checked: code.span(checked.call), place: set.place.clone() })
    }
}
