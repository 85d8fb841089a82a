//! Keys that the configured builder did not make.

use super::{Draft, Query, Rule};
use crate::config::Keys;
use crate::model::{KeyKind, KeysFound, UnscopedKey};

pub(super) const RULE: Rule = Rule { name: "unscoped-key", page: include_str!("../../rules/unscoped-key.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    match query.model.keys(query.config.keys.as_ref()) {
        KeysFound::NothingConfigured => {
            let mut draft = Draft::global(RULE.name, "nothing says how keys are made, so none was checked".to_owned());
            draft.help.push(
                "name what makes them: `[keys] builder = \"my_crate::module::function\"`, or what they begin with: `prefix`"
                    .to_owned(),
            );
            drafts.push(draft);
        }
        KeysFound::NoBuilder(missing) => {
            for path in missing {
                let message = format!("the builder of keys, `{path}`, does not exist in this codebase");
                let mut draft = Draft::global(RULE.name, message);
                draft.help.push(
                    "correct `[keys] builder`: a path from a crate's name to a function, type, macro or module"
                        .to_owned(),
                );
                drafts.push(draft);
            }
        }
        KeysFound::Unscoped(found) => {
            let Some(keys) = &query.config.keys else { return };
            drafts.extend(found.iter().map(|key| draft(keys, key)));
        }
    }
}

fn draft(keys: &Keys, key: &UnscopedKey) -> Draft {
    let given = if key.used_at.is_some() { "given to" } else { "of" };
    let what = match key.kind {
        KeyKind::Pattern => "pattern",
        KeyKind::Key | KeyKind::Everything => "key",
    };
    let builders: Vec<String> = keys.builders.iter().map(|builder| format!("`{}`", builder.value)).collect();
    let begins = keys.prefix.as_ref().map(|prefix| format!("`{}`", prefix.value));
    let lacks = match &begins {
        None => "is not made by the key builder".to_owned(),
        Some(begins) if builders.is_empty() => format!("does not begin with {begins}"),
        Some(begins) => format!("is neither made by the key builder nor begins with {begins}"),
    };
    let it = if key.kind == KeyKind::Everything { "give it a pattern: " } else { "" };
    let help = match (builders.is_empty(), begins) {
        (true, Some(begins)) => format!("{it}begin it with {begins}"),
        _ => format!("{it}make it with {}", builders.join(" or ")),
    };
    let message = match key.kind {
        KeyKind::Everything => format!("`{}` without a pattern goes through everybody's keys", key.to),
        _ => format!("the {what} {given} `{}` {lacks}", key.to),
    };
    let mut draft = Draft::at(RULE.name, &key.site, message, "not scoped");
    draft.evidence = key.evidence;
    draft.secondary.extend(key.made_at.map(|at| (at, "made here".to_owned())));
    draft.secondary.extend(key.used_at.map(|at| (at, "becomes the key of a command here".to_owned())));
    draft.help.push(help);
    draft
}
