//! The canonical manager reached by an old path.

use super::{Draft, Query, Rule};
use crate::report::{Applicability, Suggestion};

pub(super) const RULE: Rule =
    Rule { name: "noncanonical-import", page: include_str!("../../rules/noncanonical-import.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    for import in &query.model.imports {
        let Some(shim) = import.through.and_then(|at| query.model.shims.get(at)) else { continue };
        let message = format!("`{}` is an old path of `{}`", import.path, import.canonical);
        let mut draft = Draft::at(RULE.name, &import.site, message, "goes through a shim");
        draft.secondary.push((shim.site.span, "the shim".to_owned()));
        match &import.rewrite {
            Some(edits) => {
                draft.suggestion = Some(Suggestion {
                    message: format!("name it by the canonical path: `{}`", import.spelling),
                    edits: edits.clone(),
                    applicability: Applicability::MachineApplicable,
                });
            }
            None => draft.help.push(format!("name it by the canonical path: `{}`", import.spelling)),
        }
        drafts.push(draft);
    }
}
