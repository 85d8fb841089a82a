//! Values that do not stand in the code: what is read into a type by a derive, and what is put behind a lock later.

use super::provenance::Origin;
use crate::infer::ty::Ty;
use crate::model::Model;
use crate::model::code::Code;
use crate::model::handles::Handles;
use crate::resolve::graph::{AdtId, Container};

/// Derives that make no value out of anything but values of the type itself.
const MAKE_NOTHING: [&str; 10] =
    ["Debug", "Clone", "Copy", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "Default", "Serialize"];

/// Where a key comes from, if there may be values that are not seen: that one which is seen begins with text says nothing of them.
pub(super) fn settled(origin: Origin, has_unseen_values: bool) -> Origin {
    match origin {
        Origin::Plain(..) if has_unseen_values => Origin::Unknown,
        origin => origin,
    }
}

/// Whether a field may have values that do not stand in the code: `#[derive(Deserialize)]`, `#[derive(Parser)]`, a lock.
pub(super) fn has_unseen_values(model: &Model<'_>, adt: AdtId, field: &str) -> bool {
    let def = &model.graph()[adt];
    let derived = def.item.attrs.derives.iter().any(|path| !MAKE_NOTHING.contains(&path.last_name()));
    let scope = model.world.adt_scope(adt);
    let fields = def.adt().into_iter().flat_map(|facts| &facts.variants).flat_map(|variant| &variant.fields);
    let mut types = fields.filter(|known| known.name == field).map(|known| model.world.lower(&known.ty, &scope));
    derived || types.any(|ty| may_change(&model.handles, &ty))
}

/// Whether a body is that of a `Default`: what it gives is there to be replaced.
pub(super) fn is_default(model: &Model<'_>, body: &Code<'_>) -> bool {
    let Container::Impl(id) = body.def.container else { return false };
    let of = model.world.impls.header(id).and_then(|header| header.of.as_ref()).and_then(|bound| bound.of);
    of.is_some() && of == model.world.lang.default
}

/// Whether there is a lock in a type: what is behind it need not be what it was made with.
pub(super) fn may_change(handles: &Handles<'_>, ty: &Ty) -> bool {
    ty.any(&mut |part| matches!(part, Ty::Adt(adt, _) if handles.tags.locks.contains(adt)))
}
