//! Calls and arms that are not expanded, read as they are written.

use std::sync::Arc;

use super::super::collect::{Collector, Target};
use super::super::graph::{BodyOwner, BodySource, Container, MacroId};
use super::{Call, CallSite};
use crate::position::{Span, TextRange};
use crate::syntax::body::{Body, Expr};
use crate::syntax::expansion::{self, Own};
use crate::syntax::facts::{Item, ItemKind};
use crate::syntax::tokens::Rendered;

impl Collector<'_> {
    pub(super) fn unexpanded(&mut self, call: &Call) {
        match &call.site {
            CallSite::Item(item) => match self.read_again(call) {
                Some(item) => self.unexpanded_items(&call.target, &item),
                None => self.unexpanded_items(&call.target, item),
            },
            CallSite::Assoc(container, item) => {
                let source = BodySource::Assoc(Arc::clone(item));
                self.body(call.target.place(false), BodyOwner::MacroCall, *container, source);
            }
        }
    }

    /// A call within an expansion, whose arguments were left alone.
    fn read_again(&self, call: &Call) -> Option<Arc<Item>> {
        let (facts, input) = call.site.call().and_then(|facts| Some((facts, facts.input?)))?;
        let (mut rendered, base) = self.call_text(Span::new(call.target.file, facts.path.range), input)?;
        rendered.text.push(';');
        let read = expansion::items(&rendered, base, &Own::default());
        rendered.text.pop();
        read.or_else(|| expansion::items(&rendered, base, &Own::default()))?.into_iter().next()
    }

    /// The arguments of a call within an expansion, which were left alone.
    pub(super) fn arguments(&self, at: Span, input: TextRange) -> Option<Body> {
        let (rendered, base) = self.call_text(at, input)?;
        let mut body = expansion::body(&rendered, base, &Own::default(), false)?;
        let root = body.exprs.get_mut(body.root.0 as usize)?;
        if let Expr::Macro { args, .. } = root {
            *root = Expr::Tuple(std::mem::take(args));
        }
        Some(body)
    }

    /// The text of a call within an expansion, from its path to its last delimiter, and where it begins.
    fn call_text(&self, at: Span, input: TextRange) -> Option<(Rendered, u32)> {
        let span = Span::new(at.file, TextRange::new(at.range.start, input.end + 1));
        Some((self.graph.expansions.part(span)?, at.range.start))
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
