//! Statics outside the canonical module that hold a handle or a manager, and second ones within it.

use super::{Draft, Query, Rule};
use crate::model::Instance;

pub(super) const RULE: Rule =
    Rule { name: "duplicate-instance", page: include_str!("../../rules/duplicate-instance.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let model = query.model;
    let served = |instance: &Instance| model.canonical.served_by(model.graph(), instance.site.module);
    let mut within: Vec<&Instance> = model.instances.iter().filter(|instance| served(instance).is_some()).collect();
    within.sort_by_key(|instance| instance.rank(model.graph()));
    for (at, instance) in within.iter().enumerate().filter(|(_, instance)| wanted(query, instance)) {
        let same = |other: &&&Instance| {
            other.site.context == instance.site.context && served(other) == served(instance) && instance.repeats(other)
        };
        drafts.extend(within[..at].iter().find(same).map(|first| second(instance, first)));
    }
    for instance in model.instances.iter().filter(|instance| served(instance).is_none() && wanted(query, instance)) {
        drafts.push(outside(query, instance));
    }
}

fn wanted(query: &Query<'_>, instance: &Instance) -> bool {
    let kinds = query.config.rules.get(RULE.name).and_then(|settings| settings.kinds.as_ref());
    kinds.is_none_or(|kinds| instance.kinds.is_empty() || instance.kinds.iter().any(|kind| kinds.contains(kind)))
}

fn outside(query: &Query<'_>, instance: &Instance) -> Draft {
    let rival = match query.model.canonical_path(instance.site.target) {
        Some(path) => format!("outside `{path}`"),
        None => "and no canonical manager is known".to_owned(),
    };
    let message = format!("static `{}` holds {} {rival}", instance.name, instance.what);
    let mut draft = Draft::at(RULE.name, &instance.site, message, "an instance of its own");
    draft.help.extend(query.model.way_out(instance.site.target));
    draft
}

fn second(instance: &Instance, first: &Instance) -> Draft {
    let message = format!("static `{}` holds {} beside `{}`", instance.name, instance.what, first.name);
    let mut draft = Draft::at(RULE.name, &instance.site, message, "a second instance");
    draft.secondary.push((first.site.span, format!("the first: holds {}", first.what)));
    draft.help.push(format!("keep one: let everything go through `{}`", first.name));
    draft
}
