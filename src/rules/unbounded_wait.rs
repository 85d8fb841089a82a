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
    let message = format!("`{}` may wait without end {}", open.constructor, waits.join(" and "));
    let mut draft = Draft::at(RULE.name, &open.site, message, label.join(", "));
    draft.evidence = open.evidence;
    draft.notes.extend(notes(&open.waits));
    draft.help.extend(open.waits.iter().map(|wait| wait.mend.clone()));
    draft
}

/// What the versions say, those that say the same together.
fn notes(waits: &[OpenWait]) -> Vec<String> {
    let mut notes: Vec<(String, Vec<String>)> = Vec::new();
    for wait in waits {
        let (version, default) = match (&wait.used, &wait.default) {
            (Some(used), Some((since, default))) => {
                let of = match wait.what {
                    WaitFor::Connection => "to connect",
                    WaitFor::Answer => "for an answer",
                };
                let version = format!("`{}` is {used} here, which has no default; from {since} on it is", wait.package);
                (version, Some(format!("{default} {of}")))
            }
            _ => (format!("no version of `{}` bounds this by default", wait.package), None),
        };
        match notes.iter_mut().find(|(known, _)| *known == version) {
            Some((_, defaults)) => defaults.extend(default),
            None => notes.push((version, default.into_iter().collect())),
        }
    }
    notes
        .into_iter()
        .map(|(version, defaults)| format!("{version} {}", defaults.join(" and ")).trim_end().to_owned())
        .collect()
}
