//! Clients, pools and connections built outside the canonical module.

use super::{Draft, Query, Rule};
use crate::model::Construction;

pub(super) const RULE: Rule =
    Rule { name: "direct-construction", page: include_str!("../../rules/direct-construction.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let model = query.model;
    for construction in &model.constructions {
        if !model.is_canonical(construction.site.module) && wanted(query, construction) {
            drafts.push(draft(query, construction));
        }
    }
}

/// Whether one of the kinds the configuration asks about is opened.
fn wanted(query: &Query<'_>, construction: &Construction) -> bool {
    let kinds = query.config.rules.get(RULE.name).and_then(|settings| settings.kinds.as_ref());
    kinds.is_none_or(|kinds| construction.links.iter().any(|link| kinds.contains(&link.opens)))
}

fn draft(query: &Query<'_>, construction: &Construction) -> Draft {
    let first = construction.first();
    let verb = if first.as_value { "is passed on as a function" } else { "is called" };
    let place = match query.model.canonical_path(construction.site.target) {
        Some(path) => format!("outside `{path}`"),
        None => "and no canonical manager is known".to_owned(),
    };
    let message = format!("`{}` {verb} {place}", first.constructor);
    let mut draft =
        Draft::at(RULE.name, &construction.site, message, format!("opens a {} of its own", first.opens.name()));
    draft.evidence = first.evidence;
    draft.secondary = construction
        .links
        .iter()
        .skip(1)
        .map(|link| (link.span, format!("then a {} from it: `{}`", link.opens.name(), link.constructor)))
        .collect();
    draft.help.extend(query.model.way_out(construction.site.target));
    draft
}
