//! Connections opened again and again: in loops, tasks, request handlers and WebSocket sessions.

use super::{Draft, Query, Rule};
use crate::model::{Cause, PerCall, Runs};

pub(super) const RULE: Rule =
    Rule { name: "per-call-construction", page: include_str!("../../rules/per-call-construction.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    drafts.extend(query.model.per_call().iter().map(|found| draft(query, found)));
}

fn draft(query: &Query<'_>, found: &PerCall<'_>) -> Draft {
    let site = &found.site;
    let link = found.opening();
    let kind = link.opens.name();
    let often = often(found.cause);
    let mut draft = match found.through.split_first() {
        None => {
            let message = format!("`{}` opens a {kind} {often}", link.constructor);
            Draft::at(RULE.name, site, message, "opened anew each time")
        }
        Some((helper, way)) => {
            let message = format!("`{helper}` opens a {kind} {often}");
            let mut draft = Draft::at(RULE.name, site, message, "opens anew each time");
            draft.secondary.push((link.span, format!("opened here: `{}`", link.constructor)));
            if !way.is_empty() {
                draft.notes.push(format!("by way of `{}`", way.join("`, `")));
            }
            draft
        }
    };
    draft.evidence = link.evidence;
    draft.secondary.extend(found.cause.span.map(|span| (span, format!("runs {often}"))));
    draft.help.push(if query.model.is_canonical(site.module) {
        "open it once and keep it: in the manager, or in a `OnceCell`".to_owned()
    } else {
        let way_out = query.model.way_out(site.target);
        way_out.unwrap_or_else(|| "open it once, outside, and hand it in".to_owned())
    });
    draft
}

/// How often what a cause runs is run.
fn often(cause: Cause) -> &'static str {
    match (cause.runs, cause.span) {
        (Runs::Often, None) => "in every round of a loop",
        (Runs::Often, Some(_)) => "for every element",
        (Runs::Task, _) => "for every task",
        (Runs::Thread, _) => "for every job of a thread",
        (Runs::Message, _) => "for every message",
        (Runs::Socket, _) => "for every WebSocket connection",
        (Runs::Request | Runs::Once | Runs::Blocking, _) => "for every request",
    }
}
