//! Allow comments without a reason. The findings are made where comments are applied.

use super::{Rule, elsewhere};

pub(super) const RULE: Rule =
    Rule { name: "bare-suppression", page: include_str!("../../rules/bare-suppression.md"), check: elsewhere };
