//! Calls of paths, closures and function pointers.

use super::body::Infer;
use super::ty::Ty;
use crate::syntax::body::{Expr, ExprId};

impl Infer<'_, '_> {
    pub(super) fn call(&mut self, _id: ExprId, callee: ExprId, args: &[ExprId], expected: &Ty) -> Ty {
        let callee_ty = self.any(callee);
        match self.callable(&callee_ty) {
            Some(Ty::Fn(params, ret)) => {
                self.wish(&ret, expected);
                self.arguments(args, &params);
                self.settle();
                self.shallow(&ret)
            }
            _ => {
                for arg in args {
                    self.any(*arg);
                }
                Ty::Unknown
            }
        }
    }

    /// The function type behind references, boxes and bounds.
    fn callable(&mut self, ty: &Ty) -> Option<Ty> {
        let mut ty = self.shallow(ty);
        for _ in 0..8 {
            match &ty {
                Ty::Fn(..) => return Some(ty),
                Ty::Param(owner, _) => {
                    let bounds = self.world.bounds_of(&ty, *owner, &self.scope);
                    return bounds.iter().find_map(|bound| self.world.bound_as_type(bound));
                }
                _ => {}
            }
            let next = self.deref(&ty)?;
            ty = self.shallow(&next);
        }
        None
    }

    /// Arguments against parameters: closures last, when the others have fixed what they take (as rustc checks them).
    pub(super) fn arguments(&mut self, args: &[ExprId], params: &[Ty]) {
        for closures in [false, true] {
            for (at, arg) in args.iter().enumerate() {
                let is_closure = matches!(self.body.expr(*arg), Expr::Closure { .. });
                if is_closure != closures {
                    continue;
                }
                let wanted = params.get(at).cloned().unwrap_or(Ty::Hole);
                let ty = self.expr(*arg, &wanted);
                self.coerce(&ty, &wanted);
            }
            if !closures {
                self.settle();
            }
        }
    }
}
