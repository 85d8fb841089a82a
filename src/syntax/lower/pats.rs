//! Patterns.

use syn::Pat as P;

use super::exprs::BodyBuilder;
use super::{index_name, name};
use crate::syntax::body::{Pat, PatId};
use crate::syntax::types::Name;

impl BodyBuilder<'_> {
    pub(super) fn pat(&mut self, pat: &P) -> PatId {
        let lowered = self.lower_pat(pat);
        self.alloc_pat(lowered)
    }

    fn lower_pat(&mut self, pat: &P) -> Pat {
        match pat {
            P::Ident(bind) => Pat::Bind {
                name: self.lower.local_name(&bind.ident),
                by_ref: bind.by_ref.is_some(),
                sub: bind.subpat.as_ref().map(|(_, sub)| self.pat(sub)),
            },
            P::Path(path) => Pat::Path(self.lower.qualified_path(path.qself.as_ref(), &path.path)),
            P::TupleStruct(tuple) => {
                let path = self.lower.qualified_path(tuple.qself.as_ref(), &tuple.path);
                let (elems, rest) = self.elems(&tuple.elems);
                Pat::TupleStruct(path, elems, rest)
            }
            P::Struct(record) => {
                let path = self.lower.qualified_path(record.qself.as_ref(), &record.path);
                let fields =
                    record.fields.iter().map(|field| (member_name(&field.member), self.pat(&field.pat))).collect();
                Pat::Struct(path, fields)
            }
            P::Tuple(tuple) => {
                let (elems, rest) = self.elems(&tuple.elems);
                Pat::Tuple(elems, rest)
            }
            P::Slice(slice) => Pat::Slice(slice.elems.iter().map(|elem| self.pat(elem)).collect()),
            P::Reference(reference) => Pat::Reference(self.pat(&reference.pat)),
            P::Or(cases) => Pat::Or(cases.cases.iter().map(|case| self.pat(case)).collect()),
            P::Paren(paren) => self.lower_pat(&paren.pat),
            P::Type(typed) => {
                let ty = self.lower.ty(&typed.ty);
                Pat::Typed(self.pat(&typed.pat), ty)
            }
            P::Guard(guarded) => self.lower_pat(&guarded.pat),
            _ => Pat::Wild,
        }
    }

    /// Elements without the rest pattern, and where the rest pattern stood.
    fn elems<'a>(&mut self, elems: impl IntoIterator<Item = &'a P>) -> (Vec<PatId>, Option<usize>) {
        let mut lowered = Vec::new();
        let mut rest = None;
        for elem in elems {
            if matches!(elem, P::Rest(_)) {
                rest = Some(lowered.len());
            } else {
                lowered.push(self.pat(elem));
            }
        }
        (lowered, rest)
    }
}

/// The guard of an arm's pattern, which `syn` 3 keeps inside the pattern.
pub(super) fn guard(pat: &P) -> Option<&syn::Expr> {
    match pat {
        P::Guard(guarded) => Some(&guarded.guard),
        _ => None,
    }
}

/// A field's name or index.
pub(super) fn member_name(member: &syn::Member) -> Name {
    match member {
        syn::Member::Named(ident) => name(ident),
        syn::Member::Unnamed(index) => index_name(index.index as usize),
    }
}
