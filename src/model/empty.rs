//! Values of a manager's type that hold no handle yet: `Builder { client: None }`, which is given one later.

use super::handles::Handles;
use crate::infer::BodyTypes;
use crate::infer::ty::Ty;
use crate::resolve::graph::AdtId;
use crate::syntax::body::{Body, Expr, ExprId};

/// Whether each handle of a literal is `None`, and the type's own methods take the handle it is to have: such a value leads
/// nowhere, and what opens for it stands elsewhere. A cell or lock around the handle is no such thing: it is filled from within.
pub(super) fn waits_for_a_handle(
    handles: &Handles<'_>,
    body: &Body,
    types: &BodyTypes,
    adt: AdtId,
    values: &[ExprId],
) -> bool {
    let is_none = |value: &ExprId| matches!(body.expr(*value), Expr::Path(path) if path.last_name() == "None");
    let mut owning = values.iter().filter(|value| !handles.owned(types.of(**value)).is_empty()).peekable();
    owning.peek().is_some() && owning.all(is_none) && is_given_one(handles, adt)
}

/// Whether a method of the type takes a handle.
fn is_given_one(handles: &Handles<'_>, adt: AdtId) -> bool {
    let world = handles.world;
    let ty = Ty::Adt(adt, vec![Ty::Unknown; world.graph[adt].generics().params.len()]);
    let mut methods = world.impls_for(&ty).flat_map(|id| world.graph[id].fns.iter().copied());
    methods.any(|method| {
        let Some(signature) = world.graph[method].signature().filter(|signature| signature.receiver.is_some()) else {
            return false;
        };
        let scope = world.fn_scope(method);
        signature.params.iter().any(|param| !handles.owned(&world.lower(param, &scope)).is_empty())
    })
}
