//! Allow comments that silence nothing. The findings are made where comments are applied.

use super::{Rule, elsewhere};

pub(super) const RULE: Rule =
    Rule { name: "unused-suppression", page: include_str!("../../rules/unused-suppression.md"), check: elsewhere };
