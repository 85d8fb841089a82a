//! Files of the codebase that could not be read or parsed.

use super::{Draft, Query, Rule};
use crate::model::Site;
use crate::report::Context;
use crate::resolve::graph::ModuleId;

pub(super) const RULE: Rule =
    Rule { name: "unparsed-source", page: include_str!("../../rules/unparsed-source.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    for problem in &query.model.loaded.problems {
        let draft = match problem.span {
            Some(span) => {
                let site = Site {
                    span,
                    module: ModuleId(0),
                    item: problem.display.clone(),
                    context: Context::Production,
                    target: Some(problem.target),
                };
                Draft::at(RULE.name, &site, problem.message.clone(), "")
            }
            None => Draft::global(RULE.name, problem.message.clone()),
        };
        drafts.push(draft);
    }
    let graph = query.model.graph();
    for refused in &graph.refused {
        let target = graph[refused.krate].target;
        let file = &query.model.loaded.sources.get(refused.file).display;
        let item = query.model.loaded.sources.get(refused.asked.file).display.clone();
        let site = Site { span: refused.asked, module: ModuleId(0), item, context: Context::Production, target };
        let message = format!("`{file}` is not read here: it is part of this crate too often already");
        drafts.push(Draft::at(RULE.name, &site, message, ""));
    }
    for problem in query.codebase.problems.iter().filter(|problem| !problem.absent) {
        let path = crate::source::load::display(&query.codebase.root, &problem.path);
        drafts.push(Draft::global(RULE.name, format!("cannot use `{path}`: {}", problem.message)));
    }
    for draft in drafts.iter_mut().filter(|draft| draft.rule == RULE.name) {
        draft.notes.push("what it holds was not checked; the rest of the codebase was".to_owned());
    }
}
