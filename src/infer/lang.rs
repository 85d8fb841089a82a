//! Types and traits of the standard library that syntax refers to (`?`, `.await`, `for`, `vec![]`).

use smol_str::SmolStr;

use super::ty::Ty;
use crate::resolve::graph::{AdtId, CrateId, Def, Graph, Namespace, TraitId};

/// What `rules/stubs/std.rs` declares under the names the language knows. Each is none when the stub lacks it.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs, reason = "each field is the item of its name")]
pub struct Lang {
    pub option: Option<AdtId>,
    pub result: Option<AdtId>,
    pub boxed: Option<AdtId>,
    pub vec: Option<AdtId>,
    pub string: Option<AdtId>,
    pub iter: Option<AdtId>,
    pub range: Option<AdtId>,
    pub local_key: Option<AdtId>,
    pub phantom: Option<AdtId>,
    pub iterator: Option<TraitId>,
    pub into_iterator: Option<TraitId>,
    pub deref: Option<TraitId>,
    pub index: Option<TraitId>,
    pub future: Option<TraitId>,
    pub into_future: Option<TraitId>,
    pub fns: [Option<TraitId>; 6],
    pub clone: Option<TraitId>,
    pub default: Option<TraitId>,
    pub from: Option<TraitId>,
    pub into: Option<TraitId>,
    pub try_from: Option<TraitId>,
    pub try_into: Option<TraitId>,
    pub from_str: Option<TraitId>,
    pub from_iterator: Option<TraitId>,
}

impl Lang {
    pub(super) fn find(graph: &Graph) -> Self {
        let Some(std) = CrateId::all(graph).find(|id| graph[*id].interface && graph[*id].name == "std") else {
            return Self::default();
        };
        let adt = |path: &str| match find(graph, std, path) {
            Some(Def::Adt(adt)) => Some(adt),
            _ => None,
        };
        let of = |path: &str| match find(graph, std, path) {
            Some(Def::Trait(of)) => Some(of),
            _ => None,
        };
        Self {
            option: adt("option::Option"),
            result: adt("result::Result"),
            boxed: adt("boxed::Box"),
            vec: adt("vec::Vec"),
            string: adt("string::String"),
            iter: adt("iter::Iter"),
            range: adt("ops::Range"),
            local_key: adt("thread::LocalKey"),
            phantom: adt("marker::PhantomData"),
            iterator: of("iter::Iterator"),
            into_iterator: of("iter::IntoIterator"),
            deref: of("ops::Deref"),
            index: of("ops::Index"),
            future: of("future::Future"),
            into_future: of("future::IntoFuture"),
            fns: ["Fn", "FnMut", "FnOnce", "AsyncFn", "AsyncFnMut", "AsyncFnOnce"]
                .map(|name| of(&format!("ops::{name}"))),
            clone: of("clone::Clone"),
            default: of("default::Default"),
            from: of("convert::From"),
            into: of("convert::Into"),
            try_from: of("convert::TryFrom"),
            try_into: of("convert::TryInto"),
            from_str: of("str::FromStr"),
            from_iterator: of("iter::FromIterator"),
        }
    }

    /// `Result<T, E>`.
    pub(super) fn result_of(&self, ok: Ty, error: Ty) -> Ty {
        adt_of(self.result, vec![ok, error])
    }

    /// `Vec<T>`.
    pub(super) fn vec_of(&self, ty: Ty) -> Ty {
        adt_of(self.vec, vec![ty])
    }

    /// `String`.
    pub(super) fn string(&self) -> Ty {
        adt_of(self.string, Vec::new())
    }

    /// Whether a trait is `Fn`, `FnMut`, `FnOnce` (true) or their async kin (false).
    pub(super) fn fn_trait(&self, of: TraitId) -> Option<bool> {
        self.fns.iter().position(|known| *known == Some(of)).map(|at| at < 3)
    }
}

fn adt_of(adt: Option<AdtId>, args: Vec<Ty>) -> Ty {
    adt.map_or(Ty::Unknown, |adt| Ty::Adt(adt, args))
}

/// An item of a crate by its path from the root.
fn find(graph: &Graph, krate: CrateId, path: &str) -> Option<Def> {
    let mut defs = vec![Def::Module(graph[krate].root)];
    for part in path.split("::") {
        let Some(Def::Module(module)) = defs.first() else { return None };
        defs = graph.lookup(*module, &SmolStr::from(part), Namespace::Type);
    }
    defs.into_iter().next()
}
