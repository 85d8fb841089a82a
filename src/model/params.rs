//! Which of their type parameters types of the codebase own values of.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::handles::Handles;
use crate::infer::ty::{Owner, Ty};
use crate::resolve::graph::AdtId;

/// By type: for each of its parameters, whether a value of the type owns a value of it.
pub(super) type OwnedParams = FxHashMap<AdtId, Vec<bool>>;

/// Answers for all types of the codebase at once, as the least fixpoint: a type that hands its parameter on to another owns
/// what that one owns, and types may contain each other.
pub(super) fn owned_params(handles: &Handles<'_>) -> OwnedParams {
    let graph = handles.world.graph;
    let generic = AdtId::all(graph).filter(|adt| super::is_source(graph[*adt].place.file));
    let generic = generic.filter(|adt| !graph[*adt].generics().params.is_empty());
    let fields: BTreeMap<AdtId, Vec<Ty>> = generic.map(|adt| (adt, fields(handles, adt))).collect();
    let mut users: FxHashMap<AdtId, Vec<AdtId>> = FxHashMap::default();
    let mut owned = OwnedParams::default();
    for (adt, types) in &fields {
        owned.insert(*adt, vec![false; graph[*adt].generics().params.len()]);
        for ty in types {
            ty.walk(&mut |part| {
                if let Ty::Adt(used, _) = part
                    && fields.contains_key(used)
                {
                    users.entry(*used).or_default().push(*adt);
                }
                true
            });
        }
    }
    let mut pending: Vec<AdtId> = fields.keys().rev().copied().collect();
    while let Some(adt) = pending.pop() {
        let Some(mut owns) = owned.get(&adt).cloned() else { continue };
        let before = owns.clone();
        fields[&adt].iter().for_each(|ty| mark(handles, &owned, ty, adt, &mut owns));
        if owns != before {
            owned.insert(adt, owns);
            pending.extend(users.get(&adt).into_iter().flatten());
        }
    }
    owned
}

fn fields(handles: &Handles<'_>, adt: AdtId) -> Vec<Ty> {
    handles.world.fields(adt).iter().flatten().cloned().collect()
}

/// Marks the parameters of `adt` that a value of `ty` owns.
fn mark(handles: &Handles<'_>, owned: &OwnedParams, ty: &Ty, adt: AdtId, owns: &mut [bool]) {
    match ty {
        Ty::Param(Owner::Adt(of), at) if *of == adt => {
            if let Some(slot) = owns.get_mut(*at as usize) {
                *slot = true;
            }
        }
        Ty::Adt(inner, _) if handles.lends(*inner) => {}
        Ty::Adt(inner, args) if super::is_source(handles.world.graph[*inner].place.file) => {
            let inner = owned.get(inner).map_or(&[][..], Vec::as_slice);
            for (arg, _) in args.iter().zip(inner).filter(|(_, owns)| **owns) {
                mark(handles, owned, arg, adt, owns);
            }
        }
        Ty::Adt(_, parts) | Ty::Foreign(_, parts) | Ty::Tuple(parts) => {
            parts.iter().for_each(|part| mark(handles, owned, part, adt, owns));
        }
        Ty::Slice(inner) => mark(handles, owned, inner, adt, owns),
        _ => {}
    }
}
