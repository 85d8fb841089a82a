//! Clients used as if they were connections: each such use opens one.

use rayon::prelude::*;

use super::code::Code;
use super::uses::{Asked, Use};
use super::{Model, Site};
use crate::infer::BodyTypes;
use crate::infer::ty::Ty;
use crate::report::Context;

/// A client that stands where a connection is asked for.
#[derive(Debug, Clone)]
pub struct ImplicitConnection {
    /// The call.
    pub site: Site,
    /// The client's type.
    pub client: String,
    /// What is called.
    pub name: String,
    /// The client is an argument, not what the method is called on.
    pub given: bool,
}

impl Model<'_> {
    /// All uses of a client as a connection, in order of file and offset.
    #[must_use]
    pub fn implicit_connections(&self) -> Vec<ImplicitConnection> {
        let implicit = &self.tags.implicit;
        let mut found = Vec::new();
        let is_implicit = |part: &Ty| matches!(part, Ty::Adt(adt, _) if implicit.contains_key(adt));
        let mentions = |types: &BodyTypes| types.exprs.iter().any(|ty| ty.any(&mut |part| is_implicit(part)));
        let bodies = self.bodies.par_iter().filter(|(_, types)| !implicit.is_empty() && mentions(types));
        for (id, types) in bodies.collect::<Vec<_>>() {
            let Some(code) = Code::of(&self.handles, *id, types) else { continue };
            let asked = self.uses().get(id).into_iter().flatten().filter_map(|used| implicit_connection(&code, used));
            found.extend(asked);
            let own = code.exprs().flat_map(|call| code.given_connections(call, true));
            found.extend(own.filter_map(|used| implicit_connection(&code, &used)));
        }
        found.sort_by_key(|found| (found.site.span, found.site.context != Context::Production));
        found.dedup_by_key(|found| found.site.span);
        found
    }
}

fn implicit_connection(code: &Code<'_>, used: &Use) -> Option<ImplicitConnection> {
    let Asked::Handle(adt) = used.asked else { return None };
    let tags = code.handles.tags;
    if used.pooled || !tags.implicit.contains_key(&adt) {
        return None;
    }
    Some(ImplicitConnection {
        site: code.site(used.call),
        client: tags.handles.get(&adt)?.path.clone(),
        name: used.name.to_string(),
        given: used.given,
    })
}
