//! Types outside the canonical module that own a handle, make pools of them, or bear the canonical manager's name.

use super::{Draft, Query, Rule};
use crate::model::{Manager, Why};
use crate::resolve::graph::AdtId;

pub(super) const RULE: Rule =
    Rule { name: "duplicate-manager", page: include_str!("../../rules/duplicate-manager.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let model = query.model;
    for manager in &model.managers {
        if !model.is_canonical(manager.site.module) && wanted(query, manager) && !holds_canonical(query, manager) {
            drafts.push(draft(query, manager));
        }
    }
}

/// Whether all it owns are pools that the canonical manager makes: it holds the canonical manager, and nothing of its own.
fn holds_canonical(query: &Query<'_>, manager: &Manager) -> bool {
    let Why::Owns(handles) = &manager.why else { return false };
    let model = query.model;
    let scope = model.canonical.scope_of(manager.site.target);
    let canonical = |adt: AdtId| model.canonical.serves(model.graph(), scope, model.graph()[adt].place.module);
    handles.iter().all(|handle| handle.made_by.is_some_and(canonical))
}

fn wanted(query: &Query<'_>, manager: &Manager) -> bool {
    let kinds = query.config.rules.get(RULE.name).and_then(|settings| settings.kinds.as_ref());
    let own = manager.kinds();
    own.is_empty() || kinds.is_none_or(|kinds| own.iter().any(|kind| kinds.contains(kind)))
}

fn draft(query: &Query<'_>, manager: &Manager) -> Draft {
    let name = &manager.name;
    let what = match &manager.why {
        Why::Owns(handles) => match handles.first() {
            Some(handle) => format!("owns a Redis {}", handle.kind.name()),
            None => "owns a Redis handle".to_owned(),
        },
        Why::Makes(_, kind) => format!("makes a pool's Redis {}s", kind.name()),
        Why::Namesake => "bears the canonical manager's name".to_owned(),
    };
    let rival = match query.model.canonical_path(manager.site.target) {
        Some(path) => format!("beside `{path}`"),
        None => "and no canonical manager is known".to_owned(),
    };
    let mut draft = Draft::at(RULE.name, &manager.site, format!("`{name}` {what} {rival}"), "a manager of its own");
    if let Why::Owns(handles) = &manager.why {
        draft.secondary.extend(handles.iter().map(|handle| (handle.span, format!("owns `{}`", handle.ty))));
    }
    for construction in query.model.constructions_of(manager) {
        for link in &construction.links {
            let what = (link.span, format!("builds it: `{}`", link.constructor));
            if link.span.file == manager.site.span.file && !draft.secondary.contains(&what) {
                draft.secondary.push(what);
            }
        }
    }
    draft.help.extend(query.model.way_out(manager.site.target));
    draft
}
