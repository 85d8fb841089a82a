//! Synchronous connections opened or used in async code.

use super::{Draft, Query, Rule};
use crate::model::{Blocking, Blocks};
use crate::report::Evidence;

pub(super) const RULE: Rule =
    Rule { name: "blocking-in-async", page: include_str!("../../rules/blocking-in-async.md"), check };

/// Other places of the same function that are marked.
const SHOWN: usize = 3;

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    drafts.extend(query.model.blocking().iter().map(draft));
}

fn draft(found: &Blocking) -> Draft {
    let message = match &found.waits {
        Blocks::Opens(constructor) => format!("`{constructor}` opens a blocking connection in async code"),
        Blocks::Asks(command) => format!("`{command}` waits for its answer on a blocking connection in async code"),
        Blocks::Waits(function) => format!("`{function}` waits, and holds its thread, in async code"),
        Blocks::Calls(function, _) => format!("`{function}` blocks on Redis and is called in async code"),
    };
    let mut draft = Draft::at(RULE.name, &found.site, message, "blocks the thread");
    draft.evidence = Evidence::Typed;
    if let Blocks::Calls(_, span) = found.waits {
        draft.secondary.push((span, "blocks here".to_owned()));
    }
    draft.secondary.extend(found.others.iter().take(SHOWN).map(|(span, waits)| (*span, also(waits))));
    if found.others.len() > SHOWN {
        draft.notes.push(format!("the same code blocks at {} more places", found.others.len() - SHOWN));
    }
    draft.help.push("use an asynchronous connection, or do it in `spawn_blocking`".to_owned());
    draft
}

fn also(waits: &Blocks) -> String {
    match waits {
        Blocks::Opens(name) | Blocks::Asks(name) | Blocks::Waits(name) | Blocks::Calls(name, _) => {
            format!("blocks, too: `{name}`")
        }
    }
}
