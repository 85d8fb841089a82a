//! Clients and pools that the canonical module hands out instead of guarding them.

use super::{Draft, Query, Rule};
use crate::model::{Exposure, ExposureWay};

pub(super) const RULE: Rule =
    Rule { name: "escaping-handle", page: include_str!("../../rules/escaping-handle.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let kinds = query.config.rules.get(RULE.name).and_then(|settings| settings.kinds.as_ref());
    for exposure in query.model.exposures() {
        if kinds.is_none_or(|kinds| kinds.contains(&exposure.kind)) {
            drafts.push(draft(&exposure));
        }
    }
}

fn draft(exposure: &Exposure) -> Draft {
    let Exposure { site, way, kind, name } = exposure;
    let kind = kind.name();
    let (message, label, help) = match way {
        ExposureWay::Field => (
            format!("the field `{name}` hands out the Redis {kind} that its module guards"),
            format!("a {kind} that others see"),
            "make it private, and hand out connections or what they are needed for",
        ),
        ExposureWay::Return => (
            format!("`{name}` hands out the Redis {kind} that its module guards"),
            format!("gives a {kind}"),
            "hand out connections instead, or do here what its callers do with it",
        ),
        ExposureWay::Static => (
            format!("the static `{name}` hands out the Redis {kind} that its module guards"),
            format!("a {kind} that others see"),
            "make it private, and hand out connections or what they are needed for",
        ),
        ExposureWay::Reexport => (
            format!("`{name}` is re-exported, so that others can open a Redis {kind} past this module"),
            "re-exported here".to_owned(),
            "re-export what connections need alone: traits of commands, errors, values",
        ),
    };
    let mut draft = Draft::at(RULE.name, site, message, label);
    draft.help.push(help.to_owned());
    draft
}
