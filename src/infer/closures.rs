//! Closures.

use super::body::Infer;
use super::ty::Ty;
use crate::syntax::body::{ExprId, PatId};
use crate::syntax::types::TypeRef;

impl Infer<'_, '_> {
    pub(super) fn closure(
        &mut self,
        params: &[(PatId, Option<TypeRef>)],
        ret: Option<&TypeRef>,
        body: ExprId,
        is_async: bool,
        expected: &Ty,
    ) -> Ty {
        let (wanted_params, wanted_ret) = match self.shallow(expected) {
            Ty::Fn(params, ret) => (params, *ret),
            _ => (Vec::new(), Ty::Hole),
        };
        let mark = self.locals.enter();
        let mut types = Vec::with_capacity(params.len());
        for (at, (pat, annotation)) in params.iter().enumerate() {
            let ty = match (annotation, wanted_params.get(at)) {
                (Some(annotation), wanted) => {
                    let ty = self.lowered(annotation);
                    if let Some(wanted) = wanted {
                        self.table.unify(self.world, &ty, wanted);
                    }
                    ty
                }
                (None, Some(wanted)) => self.table.fill(wanted),
                (None, None) => self.table.fresh(),
            };
            self.pat(*pat, &ty);
            types.push(ty);
        }
        let ret = match ret {
            Some(annotation) => self.lowered(annotation),
            None if is_async => match self.shallow(&wanted_ret) {
                Ty::Future(output) => self.table.fill(&output),
                _ => self.table.fresh(),
            },
            None => self.table.fill(&wanted_ret),
        };
        self.returns.push(ret.clone());
        let value = self.expr(body, &ret);
        self.coerce(&value, &ret);
        self.returns.pop();
        self.locals.leave(mark);
        let ret = if is_async { Ty::Future(Box::new(ret)) } else { ret };
        Ty::Fn(types, Box::new(ret))
    }
}
