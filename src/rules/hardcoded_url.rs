//! The address of a server, written into the code.

use super::{Draft, Query, Rule};
use crate::model::{Url, UrlRole};
use crate::report::Context;

pub(super) const RULE: Rule = Rule { name: "hardcoded-url", page: include_str!("../../rules/hardcoded-url.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    for url in &query.model.urls {
        if url.role == UrlRole::Fixed && url.site.context == Context::Production {
            drafts.push(draft(query, url));
        }
    }
}

fn draft(query: &Query<'_>, url: &Url) -> Draft {
    let with = if url.secrets.is_empty() { "" } else { ", and a password with it" };
    let message = format!("the address `{}` is written into the code{with}", url.server);
    let mut draft = Draft::at(RULE.name, &url.site, message, "read this from the configuration");
    if !url.secrets.is_empty() {
        draft.notes.push("the password is in the history of the repository: change it on the server".to_owned());
    }
    draft.help.push(match query.model.canonical_path(url.site.target) {
        Some(path) if !query.model.is_canonical(url.site.module) => {
            format!("let `{path}` read the address from the configuration, and take its connections")
        }
        _ => "read it from the environment or the settings; a default belongs there (`unwrap_or`, `impl Default`, `DEFAULT_…`)"
            .to_owned(),
    });
    draft
}
