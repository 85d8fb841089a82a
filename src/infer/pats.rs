//! Patterns: what they bind and to which types.

use super::body::Infer;
use super::ty::{Owner, Subst, Ty};
use crate::resolve::graph::{AdtId, Def, Namespace};
use crate::syntax::body::{Pat, PatId};
use crate::syntax::types::Path;

impl Infer<'_, '_> {
    /// Binds the names of a pattern matched against `ty`. References are looked through, as default binding modes do.
    pub(super) fn pat(&mut self, pat: PatId, ty: &Ty) {
        let body = self.body;
        match body.pat(pat) {
            Pat::Wild => {}
            Pat::Bind { name, by_ref, sub } => self.bind(name, *by_ref, *sub, ty),
            Pat::Path(_) => {}
            Pat::TupleStruct(path, elems, rest) => {
                let fields = self.variant_fields(path, ty);
                for (at, elem) in elems.iter().enumerate() {
                    let index = place(at, elems.len(), fields.len(), *rest);
                    let ty = fields.get(index).map_or(Ty::Unknown, |(_, ty)| ty.clone());
                    self.pat(*elem, &ty);
                }
            }
            Pat::Struct(path, fields) => {
                let known = self.variant_fields(path, ty);
                for (name, sub) in fields {
                    let ty = known.iter().find(|(field, _)| field == name).map_or(Ty::Unknown, |(_, ty)| ty.clone());
                    self.pat(*sub, &ty);
                }
            }
            Pat::Tuple(elems, rest) => {
                let ty = self.behind_refs(ty);
                let types = match ty {
                    Ty::Tuple(types) => types,
                    Ty::Var(_) if rest.is_none() => {
                        let types: Vec<Ty> = elems.iter().map(|_| self.table.fresh()).collect();
                        self.table.unify(self.world, &ty, &Ty::Tuple(types.clone()));
                        types
                    }
                    _ => Vec::new(),
                };
                for (at, elem) in elems.iter().enumerate() {
                    let index = place(at, elems.len(), types.len(), *rest);
                    let ty = types.get(index).cloned().unwrap_or(Ty::Unknown);
                    self.pat(*elem, &ty);
                }
            }
            Pat::Slice(elems) => {
                let elem_ty = self.element(ty);
                for elem in elems {
                    // `rest @ ..` binds a slice; its elements are what matters, and indexing finds them behind it.
                    self.pat(*elem, &elem_ty);
                }
            }
            Pat::Reference(inner) => {
                let ty = match self.shallow(ty) {
                    Ty::Ref(inner) => *inner,
                    other => other,
                };
                self.pat(*inner, &ty);
            }
            Pat::Or(cases) => {
                for case in cases {
                    self.pat(*case, ty);
                }
            }
            Pat::Typed(inner, annotation) => {
                let written = self.world.lower(annotation, &self.scope);
                let written = self.table.fill(&written);
                self.coerce(ty, &written);
                self.pat(*inner, &written);
            }
        }
    }

    fn bind(&mut self, name: &crate::syntax::types::Name, by_ref: bool, sub: Option<PatId>, ty: &Ty) {
        if sub.is_none() && !by_ref && self.is_constant(name) {
            return;
        }
        let bound = if by_ref { ty.clone().reference() } else { ty.clone() };
        self.locals.bind(name.clone(), bound);
        if let Some(sub) = sub {
            self.pat(sub, ty);
        }
    }

    /// An identifier pattern that names a unit struct, variant or constant binds nothing.
    fn is_constant(&self, name: &crate::syntax::types::Name) -> bool {
        if !name.starts_with(|first: char| first.is_uppercase()) {
            return false;
        }
        let name = crate::syntax::hygiene::bare(name);
        let segment = crate::syntax::types::Segment { name, args: None, range: Default::default() };
        let path = Path { segments: vec![segment], ..Path::default() };
        let found = self.world.graph.resolve(self.scope.module, &path, Namespace::Value);
        found.defs.iter().any(|def| matches!(def, Def::Variant(..) | Def::Static(_) | Def::Adt(_)))
    }

    /// Fields, with their types, of the struct or variant a pattern or literal names.
    fn variant_fields(&mut self, path: &Path, ty: &Ty) -> Vec<(crate::syntax::types::Name, Ty)> {
        let ty = self.behind_refs(ty);
        let Some((adt, variant, fresh)) = self.variant_path(path) else { return Vec::new() };
        let args = match &ty {
            Ty::Adt(actual, args) if *actual == adt => args.clone(),
            Ty::Var(_) => {
                self.table.unify(self.world, &ty, &Ty::Adt(adt, fresh.clone()));
                fresh
            }
            // A smart pointer cannot be looked through by a pattern; what is unknown tells nothing.
            _ => fresh,
        };
        self.field_types(adt, variant, args)
    }

    /// The struct or variant a path means in a pattern or literal, with variables for its parameters.
    pub(super) fn variant_path(&mut self, path: &Path) -> Option<(AdtId, u32, Vec<Ty>)> {
        let (ty, variant) = self.variant_type(path)?;
        match self.table.fill(&ty) {
            Ty::Adt(adt, args) => Some((adt, variant, args)),
            _ => None,
        }
    }

    fn variant_type(&mut self, path: &Path) -> Option<(Ty, u32)> {
        let graph = self.world.graph;
        let self_path = path.qself.is_none() && path.segments.first().is_some_and(|first| first.name == "Self");
        if self_path || path.qself.is_some() {
            let last = path.segments.last()?;
            let (ty, variant) = match (self_path, path.segments.len()) {
                (true, 1) => (self.scope.self_ty.clone()?, None),
                (true, _) => (self.scope.self_ty.clone()?, Some(&last.name)),
                _ => (self.world.lower(&path.qself.as_ref()?.0, &self.scope), Some(&last.name)),
            };
            let Ty::Adt(adt, _) = &ty else { return None };
            let at = match variant {
                Some(name) => graph[*adt].adt()?.variants.iter().position(|variant| variant.name == *name)?,
                None => 0,
            };
            return Some((ty, crate::position::to_u32(at)));
        }
        let resolution = graph.resolve(self.scope.module, path, Namespace::Type);
        let last = resolution.consumed.checked_sub(1)?;
        let def = resolution.defs.into_iter().next()?;
        let args = path.segments[last].args.as_deref();
        match def {
            Def::Variant(adt, at) => {
                let args = args.or_else(|| path.segments.get(last.checked_sub(1)?)?.args.as_deref());
                Some((self.world.lower_in_expr(&Def::Adt(adt), args, &self.scope), at))
            }
            def => {
                let ty = self.world.lower_in_expr(&def, args, &self.scope);
                let rest = path.segments.get(resolution.consumed);
                let Ty::Adt(adt, _) = &ty else { return None };
                let at = match rest {
                    Some(rest) => graph[*adt].adt()?.variants.iter().position(|variant| variant.name == rest.name)?,
                    None => 0,
                };
                Some((ty, crate::position::to_u32(at)))
            }
        }
    }

    /// Names and types of a variant's fields, for given arguments of its type.
    pub(super) fn field_types(
        &mut self,
        adt: AdtId,
        variant: u32,
        args: Vec<Ty>,
    ) -> Vec<(crate::syntax::types::Name, Ty)> {
        let graph = self.world.graph;
        let Some(body) = graph[adt].adt().and_then(|facts| facts.variants.get(variant as usize)) else {
            return Vec::new();
        };
        let types = self.world.fields(adt);
        let types = types.get(variant as usize).map_or(&[][..], |types| types);
        let subst = Subst::one(Owner::Adt(adt), args);
        body.fields.iter().zip(types).map(|(field, ty)| (field.name.clone(), ty.subst(&subst))).collect()
    }

    /// The type behind references and variables.
    pub(super) fn behind_refs(&self, ty: &Ty) -> Ty {
        let mut ty = self.shallow(ty);
        while let Ty::Ref(inner) = &ty {
            ty = self.shallow(inner);
        }
        ty
    }
}

/// The field an element of a pattern with `..` at `rest` stands for.
fn place(at: usize, elems: usize, fields: usize, rest: Option<usize>) -> usize {
    match rest {
        Some(rest) if at >= rest => (fields + at).saturating_sub(elems),
        _ => at,
    }
}
