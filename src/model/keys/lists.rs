//! Lists of keys that are written out.

use crate::model::code::Code;
use crate::model::flow::Source;
use crate::syntax::body::{Expr, ExprId};

impl Code<'_> {
    /// The elements of a list that is written out, here or where the local was bound; the expression itself otherwise.
    pub(super) fn elements(&self, expr: ExprId) -> Vec<ExprId> {
        let mut found = Vec::new();
        self.add_elements(expr, &mut found, 0);
        found
    }

    fn add_elements(&self, expr: ExprId, found: &mut Vec<ExprId>, depth: u32) {
        let parts = match self.body.expr(self.list(expr)) {
            Expr::Array(parts) | Expr::Tuple(parts) => parts,
            Expr::Macro { path, args } if path.last_name() == "vec" => args,
            _ => &Vec::new(),
        };
        if parts.is_empty() || depth > DEPTH {
            found.push(expr);
        } else if matches!(self.body.expr(self.list(expr)), Expr::Tuple(_)) && depth > 0 {
            // A tuple within a list is one element.
            found.push(expr);
        } else {
            parts.iter().for_each(|part| self.add_elements(*part, found, depth + 1));
        }
    }

    /// The first part of a tuple that is written out.
    pub(super) fn first_of_tuple(&self, expr: ExprId) -> ExprId {
        match self.body.expr(self.list(expr)) {
            Expr::Tuple(parts) => parts.first().copied().unwrap_or(expr),
            _ => expr,
        }
    }

    /// Behind references, and where the local was bound.
    fn list(&self, expr: ExprId) -> ExprId {
        let mut at = expr;
        for _ in 0..DEPTH {
            at = match self.body.expr(at) {
                Expr::Reference(inner) => *inner,
                Expr::Path(_) => match self.flow().local(at) {
                    Some(local) if local.assigned.is_empty() => match local.source {
                        Source::Value(value) if self.is_list(value) => value,
                        _ => return at,
                    },
                    _ => return at,
                },
                _ => return at,
            };
        }
        at
    }

    fn is_list(&self, expr: ExprId) -> bool {
        match self.body.expr(expr) {
            Expr::Array(_) | Expr::Tuple(_) => true,
            Expr::Macro { path, .. } => path.last_name() == "vec",
            Expr::Reference(inner) => self.is_list(*inner),
            _ => false,
        }
    }
}

const DEPTH: u32 = 4;
