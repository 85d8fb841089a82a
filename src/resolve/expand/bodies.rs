//! Calls in bodies: what comes out becomes part of the body.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::collect::{Collector, Target};
use super::super::graph::{BodyId, BodyOwner, BodySource, ModuleId};
use super::{DEPTH, TOKENS};
use crate::position::{FileId, Span, TextRange, to_u32};
use crate::syntax::body::{Body, Expr, ExprId, MacroInput, Stmt};
use crate::syntax::splice::Expanded;
use crate::syntax::tokens::{Origin, Rendered, Written};
use crate::syntax::{expansion, hygiene};

/// What a call stands in.
#[derive(Clone, Copy, Default)]
struct Within {
    /// How many calls.
    calls: u32,
    /// How deep in expressions, at most.
    levels: usize,
}

/// Bodies nest no deeper with what is expanded in them: as deep as a file may (`syntax::depth`), so that all that go through them
/// by recursion may.
const LEVELS: usize = 20_000;

impl Collector<'_> {
    /// `depth`: how deep in expansions the body came out. The deeper, the less it may cost: there may be twice as many of them
    /// with every level.
    pub(super) fn expand_body(&mut self, id: BodyId, depth: u32) {
        let def = &self.graph[id];
        let target = self.target_of(&def.place);
        let Some(body) = def.body().cloned() else { return };
        self.expander.left = TOKENS >> depth.min(16);
        self.expander.blocks = body.blocks.clone();
        let outside = std::mem::replace(&mut self.expander.depth, depth);
        let mut body = self.spliced(id, &target, body, Within { calls: depth, levels: 0 });
        self.expander.depth = outside;
        body.blocks = std::mem::take(&mut self.expander.blocks);
        let graph = &self.graph;
        hygiene::settle(&mut body, &|mark| {
            let of = graph.expansion(mark).and_then(|expansion| expansion.of);
            of.is_none_or(|(of, _)| graph[graph[of].place.module].is_block)
        });
        self.graph.bodies[id.0 as usize].source = BodySource::Expanded(Arc::new(body));
    }

    /// A body with its calls expanded, and its blocks declared.
    fn spliced(&mut self, id: BodyId, target: &Target, mut body: Body, around: Within) -> Body {
        self.scope_statements(&mut body);
        let within = Within { levels: around.levels + body.depth(), ..around };
        let inputs: FxHashMap<ExprId, MacroInput> = body.calls.iter().map(|input| (input.call, *input)).collect();
        // A call in item position, which was tried as such, has nothing but its arguments to be read.
        let tried = around.levels == 0 && self.graph[id].owner == BodyOwner::MacroCall;
        let tried = tried.then_some(body.root);
        let mut expansions = FxHashMap::default();
        let mut roots = vec![(body.root, target.module)];
        while let Some((root, module)) = roots.pop() {
            let calls = self.declare_blocks(id, &Target { module, ..*target }, &body, root);
            self.expand_items(false);
            for (call, module) in calls {
                let target = Target { module, ..*target };
                let input = inputs.get(&call).filter(|_| tried != Some(call));
                match input.and_then(|input| self.expand_call(id, &target, &body, *input, within)) {
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
            .filter(|call| call.statement && self.expander.own.is_called(body, call.call))
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
            if self.expander.own.is_called(body, at) {
                calls.push((at, module));
                continue;
            }
            expr.for_each_child(|child| pending.push((child, module)));
        }
        calls.sort_unstable_by_key(|(call, _)| *call);
        calls
    }

    fn expand_call(
        &mut self,
        id: BodyId,
        target: &Target,
        body: &Body,
        of_call: MacroInput,
        within: Within,
    ) -> Option<Expanded> {
        let MacroInput { call, input, statement } = of_call;
        let depth = within.calls;
        let Expr::Macro { path, .. } = body.expr(call) else { return None };
        let at = Span::new(target.file, path.range);
        let own = self.expander.own.names();
        let parse = |rendered: &Rendered, base| expansion::body(rendered, base, &own, statement);
        let expanded = match self.find(target, path) {
            Some(of) => self.transcribe(of, at, input, depth, parse),
            None if path.as_name().is_some_and(|name| name == "include") => self.included(target, at, depth, parse),
            None => None,
        };
        let mut expanded = match expanded {
            Some(expanded) => expanded.unwrapped(statement),
            None => self.arguments(at, input).filter(|_| depth > 0)?,
        };
        if within.levels + expanded.depth() > LEVELS {
            return None;
        }
        expanded.shift_blocks(to_u32(self.expander.blocks.len()));
        self.expander.blocks.append(&mut expanded.blocks);
        let outside = std::mem::replace(&mut self.expander.depth, depth + 1);
        self.hoist(target, &mut expanded, statement);
        let body = self.spliced(id, target, expanded, Within { calls: depth + 1, ..within });
        self.expander.depth = outside;
        Some(Expanded { body, statement })
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

    /// Whether a call stands in what a file holds, or in what was expanded in it: a file that includes itself has no end.
    fn is_within_file(&self, at: Span, file: FileId) -> bool {
        let mut at = at;
        loop {
            if at.file == file || self.graph.origin(at).span.file == file {
                return true;
            }
            match self.graph.expansions.around(at) {
                Some(call) => at = call,
                None => return false,
            }
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
        if self.is_within_file(at, file) || !self.mount(target.krate, file, at) {
            return None;
        }
        let text = (self.expander.texts)(file);
        let origin = |range: TextRange| Origin { span: Span::new(file, range), mark: 0 };
        let trees = Written { text, origin: &origin }.lex()?;
        if depth >= DEPTH {
            return None;
        }
        self.parsed(None, at, Rendered::of(&trees), parse)
    }
}
