//! Lazy initialisation of a handle by hand, which two callers can do at once.

use super::{Draft, Query, Rule};
use crate::model::{Instance, RacyInit};

pub(super) const RULE: Rule = Rule { name: "racy-init", page: include_str!("../../rules/racy-init.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let by_hand =
        query.model.instances.iter().filter(|instance| instance.mutable && !query.model.is_set_once(instance));
    drafts.extend(by_hand.map(mutable));
    drafts.extend(query.model.racy_inits().iter().map(check_then_set));
}

fn mutable(instance: &Instance) -> Draft {
    let message =
        format!("`static mut {}` holds {}: nothing keeps two threads from setting it", instance.name, instance.what);
    let mut draft = Draft::at(RULE.name, &instance.site, message, "set without a lock");
    draft.help.push(
        "use a `std::sync::OnceLock` or `LazyLock`, or a `tokio::sync::OnceCell` to open it in async code".to_owned(),
    );
    draft
}

fn check_then_set(racy: &RacyInit) -> Draft {
    let place = &racy.place;
    let message =
        format!("`{place}` is set under another lock than it was checked under: two callers may both open one");
    let mut draft = Draft::at(RULE.name, &racy.site, message, "locked again, and set without another look");
    draft.secondary.push((racy.checked, "checked under this lock".to_owned()));
    draft.help.push(
        "hold one lock from the check until it is set, or use `get_or_try_init` of a `tokio::sync::OnceCell`"
            .to_owned(),
    );
    draft
}
