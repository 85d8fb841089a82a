//! Libraries that open a Redis client of their own where they could be given the shared one.

use super::{Draft, Query, Rule};
use crate::model::HiddenClient;

pub(super) const RULE: Rule = Rule { name: "hidden-client", page: include_str!("../../rules/hidden-client.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let model = query.model;
    for client in &model.hidden {
        // Where nothing can be handed to the library, the canonical module is the place to open it.
        let is_in_place = client.tag.row.inside && model.is_canonical(client.site.module);
        let is_told = model.constructions.iter().any(|construction| construction.site.span == client.site.span);
        if !is_in_place && !is_told {
            drafts.push(draft(query, client));
        }
    }
}

fn draft(query: &Query<'_>, client: &HiddenClient) -> Draft {
    let HiddenClient { site, tag, evidence } = client;
    let kind = tag.row.opens.name();
    let beside = if tag.row.takes_client { " beside the client that it is given" } else { "" };
    let message = format!("`{}` opens a Redis {kind} of its own{beside}", tag.path);
    let mut draft = Draft::at(RULE.name, site, message, "opens it out of sight");
    draft.evidence = *evidence;
    draft.notes.extend(tag.row.note.clone());
    draft.help.push(format!("instead: {}", tag.row.instead));
    if !tag.row.inside {
        draft.help.extend(query.model.way_out(site.target));
    }
    draft
}
