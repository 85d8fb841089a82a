//! A bare client used as a connection: every such call opens a socket.

use super::{Draft, Query, Rule};
use crate::model::ImplicitConnection;
use crate::report::Evidence;

pub(super) const RULE: Rule =
    Rule { name: "implicit-connection", page: include_str!("../../rules/implicit-connection.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    drafts.extend(query.model.implicit_connections().iter().map(|found| draft(query, found)));
}

fn draft(query: &Query<'_>, found: &ImplicitConnection) -> Draft {
    let ImplicitConnection { site, client, name, given } = found;
    let message = if *given {
        format!("`{name}` is given a `{client}` for a connection: it opens one and drops it")
    } else {
        format!("`{name}` on a `{client}` opens a connection for this one call")
    };
    let mut draft = Draft::at(RULE.name, site, message, "a socket each time");
    draft.evidence = Evidence::Typed;
    draft.help.push(if query.model.is_canonical(site.module) {
        "open a connection once, keep it, and use that".to_owned()
    } else {
        let way_out = query.model.way_out(site.target);
        way_out.unwrap_or_else(|| "take a connection that is open already".to_owned())
    });
    draft
}
