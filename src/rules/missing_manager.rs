//! The canonical module is not there, or none could be inferred.

use super::{Draft, Query, Rule};
use crate::model::{Candidate, Choice};

pub(super) const RULE: Rule =
    Rule { name: "missing-manager", page: include_str!("../../rules/missing-manager.md"), check };

/// Candidates that are named.
const SHOWN: usize = 8;

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    for (scope, choice) in &query.model.canonical.choices {
        let of = scope.as_ref().map_or_else(String::new, |scope| format!(" of scope `{scope}`"));
        match choice {
            Choice::Missing(path) => {
                let mut draft = Draft::global(
                    RULE.name,
                    format!("the canonical manager{of}, `{path}`, does not exist in this codebase"),
                );
                draft.help.push("correct `manager` in the configuration: a path from a crate's name to a module, or to a type in it".to_owned());
                drafts.push(draft);
            }
            Choice::Unclear(candidates) => {
                let message =
                    format!("{} modules own Redis handles and none is clearly the canonical one{of}", candidates.len());
                let mut draft = Draft::global(RULE.name, message);
                draft.notes.extend(candidates.iter().take(SHOWN).map(line));
                if candidates.len() > SHOWN {
                    draft.notes.push(format!("and {} more", candidates.len() - SHOWN));
                }
                if let Some(first) = candidates.first() {
                    draft.help.push(format!(
                        "choose one: `manager = \"{}\"` in redis-ssot.toml, or `--manager PATH`; `--manager none` lists everything",
                        first.path
                    ));
                }
                drafts.push(draft);
            }
            // Constructions without any type that owns them: nobody is there to be canonical.
            Choice::Nothing if !query.model.constructions.is_empty() && scope.is_none() => {
                let message = format!("no type owns a Redis handle, so no canonical manager could be inferred{of}");
                let mut draft = Draft::global(RULE.name, message);
                draft.help.push(
                    "make one module own the client, and name it: `manager = \"crate::module\"` in redis-ssot.toml"
                        .to_owned(),
                );
                drafts.push(draft);
            }
            _ => {}
        }
    }
}

fn line(candidate: &Candidate) -> String {
    let files = if candidate.importers == 1 { "file imports" } else { "files import" };
    format!("`{}` ({}): {} {files} from it", candidate.path, candidate.managers.join(", "), candidate.importers)
}
