//! Macro calls: macros of the codebase by what their arms hold, those of the standard library and its kin by what they are
//! known to give.

use super::body::Infer;
use super::ty::Ty;
use crate::resolve::graph::{Def, Namespace};
use crate::syntax::body::ExprId;
use crate::syntax::types::Path;

impl Infer<'_, '_> {
    pub(super) fn macro_call(&mut self, id: ExprId, path: &Path, args: &[ExprId], expected: &Ty) -> Ty {
        let found = self.world.graph.resolve(self.scope.module, path, Namespace::Macro);
        let declared = found.defs.iter().find_map(|def| match def {
            Def::Macro(id) => Some(*id),
            _ => None,
        });
        if let Some(declared) = declared {
            self.found.macros.insert(id, declared);
            let types: Vec<Ty> = args.iter().map(|arg| self.any(*arg)).collect();
            drop(types);
            return Ty::Unknown;
        }
        self.known_macro(path.last_name(), args, expected)
    }

    /// Macros by name: their crates are the standard library, `tokio`, `futures`, `anyhow` and such, which agree on them.
    fn known_macro(&mut self, name: &str, args: &[ExprId], expected: &Ty) -> Ty {
        match (name, args) {
            ("vec", _) => {
                let wanted = match self.shallow(expected) {
                    Ty::Adt(_, args) => args.first().cloned().unwrap_or(Ty::Hole),
                    _ => Ty::Hole,
                };
                let elem = self.table.fill(&wanted);
                for arg in args {
                    let ty = self.expr(*arg, &elem);
                    if !matches!(self.shallow(&ty), Ty::Primitive(_)) || args.len() == 1 {
                        self.coerce(&ty, &elem);
                    }
                }
                self.world.lang.vec_of(elem)
            }
            ("format", _) => {
                self.each(args);
                self.world.lang.string()
            }
            ("dbg" | "identity", [only]) => self.expr(*only, expected),
            ("ready", [only]) => self.any(*only),
            ("join", _) => {
                let outputs = self.each(args);
                Ty::Tuple(outputs.iter().map(|ty| self.output(ty)).collect())
            }
            ("try_join", _) => {
                let outputs = self.each(args);
                let values = outputs.iter().map(|ty| self.output(ty)).map(|ty| self.ok_of(&ty)).collect();
                self.world.lang.result_of(Ty::Tuple(values), Ty::Unknown)
            }
            ("select" | "select_biased", _) => {
                let ty = self.table.fresh();
                for arg in args {
                    let arm = self.expr(*arg, expected);
                    self.join(&ty, &arm);
                }
                ty
            }
            ("panic" | "unreachable" | "todo" | "unimplemented" | "bail", _) => {
                self.each(args);
                Ty::Never
            }
            (
                "assert" | "assert_eq" | "assert_ne" | "debug_assert" | "println" | "eprintln" | "print" | "eprint",
                _,
            ) => {
                self.each(args);
                Ty::unit()
            }
            _ => {
                self.each(args);
                Ty::Unknown
            }
        }
    }

    fn each(&mut self, args: &[ExprId]) -> Vec<Ty> {
        args.iter().map(|arg| self.any(*arg)).collect()
    }

    /// The value of a `Result`.
    fn ok_of(&self, ty: &Ty) -> Ty {
        match self.shallow(ty) {
            Ty::Adt(adt, args) if Some(adt) == self.world.lang.result => args.first().cloned().unwrap_or(Ty::Unknown),
            _ => Ty::Unknown,
        }
    }
}
