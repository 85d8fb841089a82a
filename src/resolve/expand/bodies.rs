//! Calls in bodies: what comes out becomes part of the body.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::collect::{Collector, Target};
use super::super::graph::{BodyId, BodySource, ModuleId};
use super::{DEPTH, TOKENS};
use crate::position::{Span, TextRange, to_u32};
use crate::syntax::body::{Body, Expr, ExprId, MacroInput, Stmt};
use crate::syntax::splice::Expanded;
use crate::syntax::tokens::{Origin, Rendered, Written};
use crate::syntax::{expansion, hygiene};

impl Collector<'_> {
    pub(super) fn expand_body(&mut self, id: BodyId) {
        let def = &self.graph[id];
        let target = self.target_of(&def.place);
        let Some(body) = def.body().cloned() else { return };
        self.expander.left = TOKENS;
        self.expander.blocks = body.blocks.clone();
        let mut body = self.spliced(id, &target, body, 0);
        body.blocks = std::mem::take(&mut self.expander.blocks);
        let graph = &self.graph;
        hygiene::settle(&mut body, &|mark| {
            let of = graph.expansion(mark).and_then(|expansion| expansion.of);
            of.is_none_or(|(of, _)| graph[graph[of].place.module].is_block)
        });
        self.graph.bodies[id.0 as usize].source = BodySource::Expanded(Arc::new(body));
    }

    /// A body with its calls expanded, and its blocks declared.
    fn spliced(&mut self, id: BodyId, target: &Target, mut body: Body, depth: u32) -> Body {
        self.scope_statements(&mut body);
        let mut expansions = FxHashMap::default();
        let mut roots = vec![(body.root, target.module)];
        while let Some((root, module)) = roots.pop() {
            let calls = self.declare_blocks(id, &Target { module, ..*target }, &body, root);
            self.expand_items(false);
            for (call, module) in calls {
                match self.expand_call(id, &Target { module, ..*target }, &body, call, depth) {
                    Some(expanded) => _ = expansions.insert(call, expanded),
                    None => body.expr(call).for_each_child(|arg| roots.push((arg, module))),
                }
            }
        }
        body.splice(expansions)
    }

    /// Blocks in which a call stands as a statement hold the items that come out of it.
    fn scope_statements(&mut self, body: &mut Body) {
        let calls: FxHashSet<ExprId> = body
            .calls
            .iter()
            .filter(|call| call.statement && self.is_own_call(body, call.call))
            .map(|call| call.call)
            .collect();
        for expr in &mut body.exprs {
            if let Expr::Block { stmts, items: items @ None, .. } = expr
                && stmts.iter().any(|stmt| matches!(stmt, Stmt::Expr(id) if calls.contains(id)))
            {
                *items = Some(to_u32(self.expander.blocks.len()));
                self.expander.blocks.push(Vec::new());
            }
        }
    }

    /// Declares the blocks below an expression, down to calls that may be expanded, which are given with their modules.
    fn declare_blocks(&mut self, id: BodyId, target: &Target, body: &Body, root: ExprId) -> Vec<(ExprId, ModuleId)> {
        let mut calls = Vec::new();
        if body.exprs.is_empty() {
            return calls;
        }
        let mut pending = vec![(root, target.module)];
        while let Some((at, mut module)) = pending.pop() {
            let expr = body.expr(at);
            if let Expr::Block { items: Some(block), .. } = expr {
                let items = self.expander.blocks.get(*block as usize).cloned().unwrap_or_default();
                module = self.declare_block(id, *block, &Target { module, ..*target }, &items);
            }
            if self.is_own_call(body, at) {
                calls.push((at, module));
                continue;
            }
            expr.for_each_child(|child| pending.push((child, module)));
        }
        calls.sort_unstable_by_key(|(call, _)| *call);
        calls
    }

    fn expand_call(&mut self, id: BodyId, target: &Target, body: &Body, call: ExprId, depth: u32) -> Option<Expanded> {
        let Expr::Macro { path, .. } = body.expr(call) else { return None };
        let MacroInput { input, statement, .. } = *body.calls.iter().find(|known| known.call == call)?;
        let at = Span::new(target.file, path.range);
        let parse = |rendered: &Rendered, base| expansion::body(rendered, base, statement);
        let expanded = match self.find(target, path) {
            Some(of) => self.transcribe(of, at, input, depth, parse)?,
            None if path.as_name().is_some_and(|name| name == "include") => self.included(target, at, depth, parse)?,
            None => return None,
        };
        let mut expanded = expanded.unwrapped(statement);
        expanded.shift_blocks(to_u32(self.expander.blocks.len()));
        self.expander.blocks.append(&mut expanded.blocks);
        self.hoist(target, &mut expanded, statement);
        Some(Expanded { body: self.spliced(id, target, expanded, depth + 1), statement })
    }

    /// Items that a statement expands to are items of the block around.
    fn hoist(&mut self, target: &Target, expanded: &mut Body, statement: bool) {
        let root = expanded.root.0 as usize;
        if let Some(Expr::Block { items, .. }) = expanded.exprs.get_mut(root)
            && statement
            && let Some(number) = items.take()
        {
            let declared = self.expander.blocks.get_mut(number as usize).map(std::mem::take).unwrap_or_default();
            self.items(target, &declared);
        }
    }

    /// A file that is included as an expression or as statements.
    fn included<T>(
        &mut self,
        target: &Target,
        at: Span,
        depth: u32,
        parse: impl FnOnce(&Rendered, u32) -> Option<T>,
    ) -> Option<T> {
        let file = self.children(target, at.range.start).into_iter().next()?;
        let text = (self.expander.texts)(file);
        let origin = |range: TextRange| Origin { span: Span::new(file, range), mark: 0 };
        let trees = Written { text, origin: &origin }.lex()?;
        if depth >= DEPTH {
            return None;
        }
        self.parsed(None, at, Rendered::of(&trees), parse)
    }
}
