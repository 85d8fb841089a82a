//! Packages that depend on a client crate though the manager lives elsewhere.

use super::{Draft, Query, Rule};
use crate::model::{ClientDependency, Usage};
use crate::report::{Applicability, Suggestion};
use crate::workspace::DependencyKind;

pub(super) const RULE: Rule =
    Rule { name: "misplaced-dependency", page: include_str!("../../rules/misplaced-dependency.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    for dependency in query.model.client_dependencies(query.codebase) {
        drafts.push(draft(query, &dependency));
    }
}

fn draft(query: &Query<'_>, dependency: &ClientDependency) -> Draft {
    let ClientDependency { site, package, client, .. } = dependency;
    let path = query.model.canonical_path(site.target).unwrap_or("the manager");
    let purpose = match dependency.kind {
        DependencyKind::Normal => "",
        DependencyKind::Dev => " for its tests",
        DependencyKind::Build => " for its build script",
    };
    let label = match dependency.usage {
        Usage::Opens(1) => "a client, pool or connection is opened by it".to_owned(),
        Usage::Opens(count) => format!("clients, pools or connections are opened by it at {count} places"),
        Usage::Named => "used by its sources, which open nothing by it".to_owned(),
        Usage::Unused => "no source of the package names it".to_owned(),
    };
    let message = format!("`{package}` depends on `{client}`{purpose} and has no part of `{path}`");
    let mut draft = Draft::at(RULE.name, site, message, label);
    if dependency.usage == Usage::Unused {
        let (message, applicability) = match dependency.doubt {
            None => ("remove it".to_owned(), Applicability::MachineApplicable),
            Some(doubt) => (format!("remove it, unless {doubt}"), Applicability::MaybeIncorrect),
        };
        match &dependency.removal {
            Some(edit) => {
                draft.suggestion = Some(Suggestion { message, edits: vec![edit.clone()], applicability });
            }
            None => draft.help.push(message),
        }
        return draft;
    }
    draft.help.extend(query.model.way_out(site.target));
    draft.help.push(format!("what `{package}` needs of `{client}` besides, let the manager's package offer it"));
    draft
}
