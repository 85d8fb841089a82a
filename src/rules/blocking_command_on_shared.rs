//! Commands that wait on the server, on a connection that everybody uses.

use super::{Draft, Query, Rule};
use crate::model::{Shared, Waiting};
use crate::report::Evidence;

pub(super) const RULE: Rule =
    Rule { name: "blocking-command-on-shared", page: include_str!("../../rules/blocking-command-on-shared.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    drafts.extend(query.model.waiting().iter().map(draft));
}

fn draft(found: &Waiting) -> Draft {
    let Waiting { command, connection, .. } = found;
    let (message, label) = if found.session {
        let message = format!("`{command}` changes the session of everybody on the shared `{connection}`");
        (message, "the others are in the same session")
    } else {
        let message = format!("`{command}` holds up everything else on the shared `{connection}`");
        (message, "the others wait as long")
    };
    let mut draft = Draft::at(RULE.name, &found.site, message, label);
    draft.evidence = Evidence::Typed;
    let (span, why) = match &found.shared {
        Shared::Clone(span) => (*span, "shared: a clone has the same socket".to_owned()),
        Shared::HandedOut(function, span) => (*span, format!("shared: `{function}` hands it out")),
        Shared::Static(name, span) => (*span, format!("shared: `{name}` is a static")),
        Shared::Field(field, span) => (*span, format!("shared: clones of its owner have the same `{field}`")),
        Shared::Pointer(span) => (*span, "shared: others have this, too".to_owned()),
        Shared::State(span) => (*span, "shared: every handler gets it".to_owned()),
    };
    draft.secondary.push((span, why));
    draft.help.push("give it a connection of its own, opened once for it, or one borrowed from a pool".to_owned());
    draft
}
