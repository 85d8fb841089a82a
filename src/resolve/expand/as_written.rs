//! Calls and arms that are not expanded, read as they are written.

use std::sync::Arc;

use super::super::collect::{Collector, Target};
use super::super::graph::{BodyOwner, BodySource, Container, MacroId};
use super::{Call, CallSite};
use crate::syntax::facts::{Item, ItemKind};

impl Collector<'_> {
    pub(super) fn unexpanded(&mut self, call: &Call) {
        match &call.site {
            CallSite::Item(item) => self.unexpanded_items(&call.target, item),
            CallSite::Assoc(container, item) => {
                let source = BodySource::Assoc(Arc::clone(item));
                self.body(call.target.place(false), BodyOwner::MacroCall, *container, source);
            }
        }
    }

    /// A macro call in item position as it stands: items and expressions among its arguments.
    pub(in crate::resolve) fn unexpanded_items(&mut self, target: &Target, item: &Arc<Item>) {
        let ItemKind::MacroCall(call) = &item.kind else { return };
        self.items(target, &call.items);
        if call.body.is_some() {
            let source = BodySource::Item(Arc::clone(item));
            self.body(target.place(false), BodyOwner::MacroCall, Container::Module, source);
        }
    }

    /// An arm as it stands, its variables as unknown names.
    pub(super) fn unexpanded_arm(&mut self, id: MacroId, at: usize, target: &Target, item: &Arc<Item>) {
        let ItemKind::MacroRules(arms) = &item.kind else { return };
        let Some(arm) = arms.get(at) else { return };
        if arm.body.is_some() {
            let owner = BodyOwner::MacroArm(id, crate::position::to_u32(at));
            let source = BodySource::MacroArm(Arc::clone(item), at);
            self.body(target.place(false), owner, Container::Module, source);
        }
        // Items of a transcriber are declared in a block of their own: their names are placeholders' or private to each use.
        if !arm.items.is_empty() {
            let module = self.block(target.module, target.file, target.context);
            self.items(&Target { module, ..*target }, &arm.items);
        }
    }
}
