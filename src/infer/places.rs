//! What is behind a value: its fields, what it derefs to, what `.await`, `for` and `[]` take out of it.

use smol_str::SmolStr;

use super::body::Infer;
use super::ty::{Owner, Subst, Ty};
use crate::resolve::graph::AdtId;

impl Infer<'_, '_> {
    /// `x.name` through references and `Deref`.
    pub(super) fn field(&mut self, base: &Ty, name: &str) -> Ty {
        let mut ty = self.shallow(base);
        for _ in 0..16 {
            match &ty {
                Ty::Tuple(elems) => {
                    if let Some(elem) = name.parse::<usize>().ok().and_then(|at| elems.get(at)) {
                        return elem.clone();
                    }
                }
                Ty::Adt(adt, args) if !self.world.is_enum(*adt) => {
                    if let Some(ty) = self.field_type(*adt, args, name) {
                        return ty;
                    }
                }
                _ => {}
            }
            let Some(next) = self.deref(&ty) else { return Ty::Unknown };
            ty = self.shallow(&next);
        }
        Ty::Unknown
    }

    /// The type of a struct's field, for given arguments.
    fn field_type(&self, adt: AdtId, args: &[Ty], name: &str) -> Option<Ty> {
        let fields = &self.world.graph[adt].adt()?.variants.first()?.fields;
        let at = fields.iter().position(|field| field.name == name)?;
        let types = self.world.fields(adt);
        let ty = types.first()?.get(at)?;
        Some(ty.subst(&Subst::one(Owner::Adt(adt), args.to_vec())))
    }

    /// One step of autoderef.
    pub(super) fn deref(&self, ty: &Ty) -> Option<Ty> {
        match ty {
            Ty::Ref(inner) => Some(inner.as_ref().clone()),
            ty => self.world.deref(&self.table.resolve(ty)),
        }
    }

    /// What `.await` gives.
    pub(super) fn output(&self, ty: &Ty) -> Ty {
        let name = super::World::output();
        match self.shallow(ty) {
            Ty::Future(output) => *output,
            Ty::Ref(inner) => self.output(&inner),
            ty @ (Ty::Adt(..) | Ty::Bounds(_) | Ty::Param(..) | Ty::Assoc(..)) => {
                let ty = self.table.resolve(&ty);
                let lang = self.world.lang;
                let by = |of: Option<_>| of.and_then(|of| self.world.project(&ty, of, &name));
                by(lang.future)
                    .or_else(|| by(lang.into_future))
                    // `Pin<Box<dyn Future>>` and whatever else leads to a future.
                    .or_else(|| self.deref(&ty).map(|inner| self.output(&inner)))
                    .unwrap_or(Ty::Unknown)
            }
            _ => Ty::Unknown,
        }
    }

    /// What a `for` loop binds.
    pub(super) fn item_of(&mut self, ty: &Ty) -> Ty {
        let ty = self.shallow(ty);
        let name = SmolStr::new_static("Item");
        let resolved = self.table.resolve(&ty);
        let lang = self.world.lang;
        let by = |of: Option<_>| of.and_then(|of| self.world.project(&resolved, of, &name));
        if let Some(item) = by(lang.into_iterator).or_else(|| by(lang.iterator)) {
            return item;
        }
        match &resolved {
            Ty::Ref(inner) => match self.item_of(inner) {
                Ty::Unknown => Ty::Unknown,
                item @ Ty::Ref(_) => item,
                item => item.reference(),
            },
            Ty::Slice(elem) => elem.as_ref().clone(),
            Ty::Adt(range, args) if Some(*range) == lang.range => args.first().cloned().unwrap_or(Ty::Unknown),
            _ => self.deref(&resolved).map_or(Ty::Unknown, |inner| self.item_of(&inner)),
        }
    }

    /// The element of a slice, array or vector behind references.
    pub(super) fn element(&self, ty: &Ty) -> Ty {
        let mut ty = self.shallow(ty);
        for _ in 0..8 {
            if let Ty::Slice(elem) = &ty {
                return elem.as_ref().clone();
            }
            let Some(next) = self.deref(&ty) else { return Ty::Unknown };
            ty = self.shallow(&next);
        }
        Ty::Unknown
    }

    pub(super) fn indexed(&mut self, base: &Ty, index: &Ty) -> Ty {
        let mut ty = self.shallow(base);
        let sliced = matches!(self.shallow(index), Ty::Adt(range, _) if Some(range) == self.world.lang.range);
        for _ in 0..8 {
            match &ty {
                Ty::Slice(_) if sliced => return ty,
                Ty::Slice(elem) => return elem.as_ref().clone(),
                Ty::Adt(..) => {
                    let resolved = self.table.resolve(&ty);
                    let by = self.world.lang.index;
                    if let Some(found) = by.and_then(|of| self.world.project(&resolved, of, &super::World::output())) {
                        return found;
                    }
                }
                _ => {}
            }
            let Some(next) = self.deref(&ty) else { return Ty::Unknown };
            ty = self.shallow(&next);
        }
        Ty::Unknown
    }
}
