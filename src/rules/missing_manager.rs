//! The canonical module is not there, or none could be inferred.

use super::{Draft, Query, Rule};
use crate::model::{Candidate, Choice, ScopeId};

pub(super) const RULE: Rule =
    Rule { name: "missing-manager", page: include_str!("../../rules/missing-manager.md"), check };

/// Candidates that are named.
const SHOWN: usize = 8;

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let canonical = &query.model.canonical;
    for scope in canonical.scopes() {
        let of = canonical.name(scope).map_or_else(String::new, |scope| format!(" of scope `{scope}`"));
        let draft = match canonical.choice(scope) {
            Some(Choice::Missing(path)) => missing(path, &of),
            Some(Choice::Unclear(candidates)) => unclear(candidates, &of),
            // Constructions without any type that owns them: nobody is there to be canonical.
            Some(Choice::Nothing) if constructs(query, scope) => nothing(&of),
            _ => continue,
        };
        drafts.push(draft);
    }
}

fn constructs(query: &Query<'_>, scope: ScopeId) -> bool {
    let model = query.model;
    model.constructions.iter().any(|construction| model.canonical.scope_of(construction.site.target) == scope)
}

fn missing(path: &str, of: &str) -> Draft {
    let message = format!("the canonical manager{of}, `{path}`, does not exist in this codebase");
    let help = "correct `manager` in the configuration: a path from a crate's name to a module, or to a type in it";
    helped(message, help.to_owned())
}

fn unclear(candidates: &[Candidate], of: &str) -> Draft {
    let message = format!("{} modules own Redis handles and none is clearly the canonical one{of}", candidates.len());
    let first = candidates.first().map_or("PATH", |first| first.path.as_str());
    let mut draft = helped(
        message,
        format!(
            "choose one: `manager = \"{first}\"` in redis-ssot.toml, or `--manager PATH`; `--manager none` lists everything"
        ),
    );
    draft.notes.extend(candidates.iter().take(SHOWN).map(line));
    if candidates.len() > SHOWN {
        draft.notes.push(format!("and {} more", candidates.len() - SHOWN));
    }
    draft
}

fn nothing(of: &str) -> Draft {
    let message = format!("no type owns a Redis handle, so no canonical manager could be inferred{of}");
    let help = "make one module own the client, and name it: `manager = \"crate::module\"` in redis-ssot.toml";
    helped(message, help.to_owned())
}

fn helped(message: String, help: String) -> Draft {
    let mut draft = Draft::global(RULE.name, message);
    draft.help.push(help);
    draft
}

fn line(candidate: &Candidate) -> String {
    let files = if candidate.importers == 1 { "file imports" } else { "files import" };
    format!("`{}` ({}): {} {files} from it", candidate.path, candidate.managers.join(", "), candidate.importers)
}
