//! Connections of the canonical module that may wait for ever.

use super::{Draft, Query, Rule};
use crate::model::{OpenWait, Unbounded, WaitFor};

pub(super) const RULE: Rule =
    Rule { name: "unbounded-wait", page: include_str!("../../rules/unbounded-wait.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    drafts.extend(query.model.unbounded_waits().iter().map(draft));
}

fn draft(open: &Unbounded) -> Draft {
    let what = |wait: &OpenWait| match wait.what {
        WaitFor::Connection => "for the connection",
        WaitFor::Answer => "for answers",
    };
    let waits: Vec<&str> = open.waits.iter().map(what).collect();
    let missing = |wait: &OpenWait| match wait.what {
        WaitFor::Connection => "no connect timeout",
        WaitFor::Answer => "no response timeout",
    };
    let label: Vec<&str> = open.waits.iter().map(missing).collect();
    let message = format!("`{}` waits without end {}", open.constructor, waits.join(" and "));
    let mut draft = Draft::at(RULE.name, &open.site, message, label.join(", "));
    draft.evidence = open.evidence;
    draft.notes.extend(notes(&open.waits));
    draft.help.extend(open.waits.iter().map(|wait| wait.mend.clone()));
    draft
}

/// What the versions say, those that say the same together.
fn notes(waits: &[OpenWait]) -> Vec<String> {
    let mut notes = Vec::new();
    for wait in waits {
        let note = match (&wait.used, &wait.default) {
            (Some(used), Some((since, default))) => {
                let of = match wait.what {
                    WaitFor::Connection => "to connect",
                    WaitFor::Answer => "for an answer",
                };
                format!("`{}` is {used} here; from {since} on there is a default: {default} {of}", wait.package)
            }
            _ => format!("no version of `{}` has a default", wait.package),
        };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}
