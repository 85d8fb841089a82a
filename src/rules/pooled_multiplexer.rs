//! Pools of connections that are multiplexed already.

use super::{Draft, Query, Rule};
use crate::model::MultiplexedPool;

pub(super) const RULE: Rule =
    Rule { name: "pooled-multiplexer", page: include_str!("../../rules/pooled-multiplexer.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let pools = query.model.multiplexed_pools();
    // A connection that is taken out of a pool is held up by nobody else's waiting.
    let needed = !pools.is_empty() && query.model.may_wait();
    for pool in pools.iter().filter(|pool| pool.reconnects || !needed) {
        drafts.push(draft(pool));
    }
}

fn draft(pool: &MultiplexedPool) -> Draft {
    let MultiplexedPool { site, name, connection, reconnects } = pool;
    let also = if *reconnects { ", and reconnects by itself" } else { "" };
    let message = format!("`{name}` pools `{connection}`, which serves all callers over one socket{also}");
    let mut draft = Draft::at(RULE.name, site, message, "multiplexed already");
    draft.help.push("open one, and give each caller a clone".to_owned());
    if *reconnects {
        draft.help.push(
            "where commands wait on the server, use a pool made for the client: it pools plain connections".to_owned(),
        );
    }
    draft
}
