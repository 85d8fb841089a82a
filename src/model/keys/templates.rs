//! Keys that are made by `format!`.

use super::provenance::{Keys, Open, Origin, parameters};
use crate::model::code::Code;
use crate::model::flow::{Piece, pieces};
use crate::position::TextRange;
use crate::resolve::graph::{Def, Namespace};
use crate::syntax::body::{Expr, ExprId, Literal};
use crate::syntax::types::{Path, Segment};

impl Keys<'_> {
    /// `format!("{}:{name}", …)`: by what it begins with.
    pub(super) fn of_template(&self, body: &Code<'_>, call: ExprId, args: &[ExprId], open: &mut Open) -> Origin {
        let Some((template, given)) = args.split_first() else { return Origin::Unknown };
        let Expr::Literal(Literal::Str(text)) = body.body.expr(*template) else { return Origin::Unknown };
        let mut next = 0;
        let parts: Vec<Option<Origin>> = pieces(text)
            .map(|piece| match piece {
                Piece::Text(_) => None,
                Piece::Argument("") => {
                    next += 1;
                    Some(given.get(next - 1).map_or(Origin::Unknown, |arg| self.ask(body, *arg, open)))
                }
                Piece::Argument(name) => Some(self.of_argument(body, call, name, given, open)),
            })
            .collect();
        if parts.iter().flatten().any(|part| *part == Origin::Built) {
            return Origin::Built;
        }
        let inside: Vec<usize> = parts.iter().flatten().flat_map(parameters).collect();
        match (pieces(text).next(), parts.first()) {
            (Some(Piece::Text(begin)), _) if self.builders.is_prefixed(begin) => Origin::Built,
            (_, Some(Some(Origin::Plain(at, _)))) => Origin::Plain(*at, inside),
            (_, Some(Some(first))) => first.clone(),
            _ => Origin::Plain(self.span(body, call), inside),
        }
    }

    /// What a name or number in a template's braces stands for: an argument, a local, a constant.
    fn of_argument(&self, body: &Code<'_>, call: ExprId, name: &str, given: &[ExprId], open: &mut Open) -> Origin {
        if let Ok(at) = name.parse::<usize>() {
            return given.get(at).map_or(Origin::Unknown, |arg| self.ask(body, *arg, open));
        }
        let is_named = |expr: ExprId| matches!(body.body.expr(expr), Expr::Path(path) if path.as_name().is_some_and(|own| own == name));
        let named = given.iter().find_map(|arg| match body.body.expr(*arg) {
            Expr::Assign(left, value) if is_named(*left) => Some(*value),
            _ => None,
        });
        if let Some(value) = named {
            return self.ask(body, value, open);
        }
        if let Some(local) = body.flow().captured(call).find(|local| local.name == name) {
            return self.of_local(body, local, open);
        }
        let segment = Segment { name: name.into(), args: None, range: TextRange::default() };
        let path = Path { segments: vec![segment], ..Path::default() };
        let found = self.model.graph().resolve(body.module(call), &path, Namespace::Value);
        let constant = found.defs.into_iter().find_map(|def| match def {
            Def::Static(declared) => Some(declared),
            _ => None,
        });
        constant.map_or(Origin::Unknown, |declared| self.of_static(declared, open))
    }
}
