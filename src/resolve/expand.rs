//! Calls of the codebase's own macros → what they expand to.
//!
//! Once all files are declared, calls in item position are expanded in rounds, since what comes out may declare the macro of
//! another; then those in bodies, whose expressions become part of the body around. A call whose macro is not known, or that
//! cannot be expanded, is read as it stands; so is an arm that nothing expands.

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::collect::{Collector, Target, Texts};
use super::graph::{AssocAdded, BodyId, BodySource, Container, Def, MacroId, ModuleId, NO_FILE, Namespace};
use super::own_macros::OwnMacros;
use crate::position::{FileId, Span, TextRange, to_u32};
use crate::syntax::body::{Body, Expr, ExprId, MacroInput, Stmt};
use crate::syntax::expansion::{self, Rule};
use crate::syntax::facts::{AssocItem, AssocKind, FileFacts, Item, ItemKind, MacroCall};
use crate::syntax::splice::Expanded;
use crate::syntax::tokens::{Origin, Rendered, Written};
use crate::syntax::types::Path;
use crate::syntax::{DOLLAR_CRATE_IDENT, hygiene};

/// Expansions within expansions are followed so deep, as rustc does by default (`recursion_limit`).
const DEPTH: u32 = 128;

/// Tokens that may come out of one call of the source, all calls within included.
const TOKENS: usize = 500_000;

/// Tokens that may come out of all calls of a codebase.
const ALL_TOKENS: usize = 20_000_000;

/// Calls that wait for what they need, and what is known about macros.
pub(super) struct Expander<'f> {
    own: OwnMacros,
    texts: Texts<'f>,
    /// Calls in item position.
    items: Vec<Call>,
    /// Bodies with calls.
    pub(super) bodies: VecDeque<BodyId>,
    macros: VecDeque<(MacroId, Target, Arc<Item>)>,
    rules: FxHashMap<MacroId, Rc<Vec<Option<Rule>>>>,
    /// Arms that some call was expanded by.
    used: FxHashSet<(MacroId, usize)>,
    /// How deep in expansions that is which is being declared.
    depth: u32,
    left: usize,
    all_left: usize,
    /// Items of the blocks of the body that is being expanded, by their numbers.
    blocks: Vec<Vec<Arc<Item>>>,
}

/// A call in item position.
struct Call {
    target: Target,
    site: CallSite,
    depth: u32,
}

/// Where a call in item position stands.
pub(super) enum CallSite {
    /// Among the items of a module or block.
    Item(Arc<Item>),
    /// In an `impl` or trait.
    Assoc(Container, Arc<AssocItem>),
}

impl CallSite {
    fn call(&self) -> Option<&MacroCall> {
        match self {
            Self::Item(item) => match &item.kind {
                ItemKind::MacroCall(call) => Some(call),
                _ => None,
            },
            Self::Assoc(_, item) => match &item.kind {
                AssocKind::MacroCall(call) => Some(call),
                _ => None,
            },
        }
    }
}

/// A part of a file, or of what was expanded in it.
struct Source<'a> {
    text: &'a str,
    start: u32,
}

impl<'f> Expander<'f> {
    pub(super) fn new(facts: &FxHashMap<FileId, Arc<FileFacts>>, texts: Texts<'f>) -> Self {
        Self {
            own: OwnMacros::of(facts.values().map(Arc::as_ref)),
            texts,
            items: Vec::new(),
            bodies: VecDeque::new(),
            macros: VecDeque::new(),
            rules: FxHashMap::default(),
            used: FxHashSet::default(),
            depth: 0,
            left: TOKENS,
            all_left: ALL_TOKENS,
            blocks: Vec::new(),
        }
    }

    pub(super) fn later(&mut self, target: Target, site: CallSite) {
        self.items.push(Call { target, site, depth: self.depth });
    }

    pub(super) fn define(&mut self, id: MacroId, target: Target, item: &Arc<Item>) {
        self.own.insert(&item.name);
        self.macros.push_back((id, target, Arc::clone(item)));
    }
}

impl Collector<'_> {
    /// Whether a call may mean a macro of the codebase.
    pub(super) fn is_own(&self, path: &Path, input: Option<TextRange>) -> bool {
        input.is_some() && self.expander.own.contains(path.last_name())
    }

    /// Whether a body has to wait until macros are known.
    pub(super) fn expands(&self, body: &Body) -> bool {
        body.calls.iter().any(|call| self.is_own_call(body, call.call))
            || (self.expander.depth > 0 && hygiene::has_marks(body))
    }

    fn is_own_call(&self, body: &Body, call: ExprId) -> bool {
        let Expr::Macro { path, .. } = body.expr(call) else { return false };
        let included = path.as_name().is_some_and(|name| name == "include");
        included || self.expander.own.contains(path.last_name())
    }

    /// Expands everything that waits, and declares what was not expanded as it stands.
    pub(super) fn expand(&mut self) {
        self.graph.link_globs();
        let before = self.graph.imports.len() + self.graph.modules.len();
        loop {
            self.expand_items(true);
            if let Some(id) = self.expander.bodies.pop_front() {
                self.expand_body(id);
            } else if let Some((id, target, item)) = self.expander.macros.pop_front() {
                let ItemKind::MacroRules(arms) = &item.kind else { continue };
                for arm in 0..arms.len() {
                    if !self.expander.used.contains(&(id, arm)) {
                        self.unexpanded_arm(id, arm, &target, &item);
                    }
                }
            } else {
                break;
            }
        }
        if self.graph.imports.len() + self.graph.modules.len() != before {
            self.graph.link_globs();
        }
        self.graph.names = super::names::Memo::default();
        self.graph.expansions.forget_texts();
    }

    /// Expands calls in item position until none is left; `linked`: what they declare is to be seen by the next ones.
    fn expand_items(&mut self, linked: bool) {
        while !self.expander.items.is_empty() {
            let mut open = Vec::new();
            let mut progress = false;
            for call in std::mem::take(&mut self.expander.items) {
                match call.site.call().and_then(|facts| self.find(&call.target, &facts.path)) {
                    Some(id) => {
                        progress = true;
                        self.expand_item(&call, id);
                    }
                    None => open.push(call),
                }
            }
            if progress {
                self.expander.items.extend(open);
                if linked {
                    self.graph.link_globs();
                } else {
                    self.graph.names = super::names::Memo::default();
                }
                continue;
            }
            for call in open {
                let depth = std::mem::replace(&mut self.expander.depth, call.depth);
                self.unexpanded(&call);
                self.expander.depth = depth;
            }
            self.graph.names = super::names::Memo::default();
        }
    }

    fn unexpanded(&mut self, call: &Call) {
        match &call.site {
            CallSite::Item(item) => self.unexpanded_items(&call.target, item),
            CallSite::Assoc(container, item) => {
                let source = BodySource::Assoc(Arc::clone(item));
                self.body(call.target.place(false), super::graph::BodyOwner::MacroCall, *container, source);
            }
        }
    }

    fn expand_item(&mut self, call: &Call, id: MacroId) {
        let Some((facts, input)) = call.site.call().and_then(|facts| Some((facts, facts.input?))) else { return };
        let at = Span::new(call.target.file, facts.path.range);
        if call.depth == 0 {
            self.expander.left = TOKENS;
        }
        let depth = std::mem::replace(&mut self.expander.depth, call.depth + 1);
        let parsed = self.transcribe(id, at, input, call.depth, |rendered, base| match &call.site {
            CallSite::Item(_) => expansion::items(rendered, base).map(Parsed::Items),
            CallSite::Assoc(container, _) => {
                let in_trait = matches!(container, Container::Trait(_));
                expansion::assoc_items(rendered, base, in_trait).map(Parsed::Assoc)
            }
        });
        match (parsed, &call.site) {
            (Some(Parsed::Items(items)), _) => self.items(&call.target, &items),
            (Some(Parsed::Assoc(items)), CallSite::Assoc(container, _)) => {
                let fns = self.assoc_items(&call.target.place(false), *container, &items);
                self.graph.add_assoc(*container, AssocAdded { items, fns });
            }
            _ => self.unexpanded(call),
        }
        self.expander.depth = depth;
    }

    fn expand_body(&mut self, id: BodyId) {
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

    /// The macro a call means; of several of that name, the last one before it in the innermost module around.
    fn find(&self, target: &Target, path: &Path) -> Option<MacroId> {
        let found = self.graph.resolve(target.module, path, Namespace::Macro);
        let macros = found.defs.iter().filter_map(|def| match def {
            Def::Macro(id) if self.graph[*id].place.file != NO_FILE => Some(*id),
            _ => None,
        });
        macros.max_by_key(|id| {
            let def = &self.graph[*id];
            let after = def.place.file == target.file && def.item.range.start > path.range.start;
            (!after, self.graph.depth_around(target.module, def.place.module), *id)
        })
    }

    fn transcribe<T>(
        &mut self,
        id: MacroId,
        at: Span,
        input: TextRange,
        depth: u32,
        parse: impl FnOnce(&Rendered, u32) -> Option<T>,
    ) -> Option<T> {
        let result = self.transcribed(id, Span::new(at.file, input), depth);
        let transcribed = result.and_then(|(arm, rendered)| {
            let expanded = self.parsed(Some((id, arm)), at, rendered, parse);
            expanded.ok_or("what comes out is not Rust").inspect(|_| _ = self.expander.used.insert((id, arm)))
        });
        transcribed
            .map_err(|why| {
                let name = &self.graph[id].item.name;
                let why = format!("the call of `{name}!` is read as it stands: {why}");
                self.graph.unexpanded.push((self.graph.origin(at).span, why));
            })
            .ok()
    }

    fn transcribed(&mut self, id: MacroId, input: Span, depth: u32) -> Result<(usize, Rendered), &'static str> {
        if depth >= DEPTH {
            return Err("it calls itself too often");
        }
        let rules = self.rules(id);
        let krate = self.graph[self.graph[id].place.module].krate;
        let root = format!("{DOLLAR_CRATE_IDENT}{}", krate.0);
        let budget = self.expander.left.min(self.expander.all_left);
        let mark = self.graph.expansions.next_mark();
        let source = self.source(input).ok_or("its text is not known")?;
        let origin = |range| self.origin(input.file, source.start, range);
        let call = Written { text: source.text, origin: &origin };
        let expanded = expansion::transcribe(&rules, call, &root, mark, budget)?;
        let rendered = Rendered::of(&expanded.trees);
        self.expander.left = self.expander.left.saturating_sub(rendered.tokens.len());
        self.expander.all_left = self.expander.all_left.saturating_sub(rendered.tokens.len());
        Ok((expanded.arm, rendered))
    }

    fn parsed<T>(
        &mut self,
        of: Option<(MacroId, usize)>,
        at: Span,
        rendered: Rendered,
        parse: impl FnOnce(&Rendered, u32) -> Option<T>,
    ) -> Option<T> {
        let len = to_u32((self.expander.texts)(at.file).len());
        let (rendered, base) = self.graph.expansions.add(of, at, rendered, len)?;
        parse(rendered, base)
    }

    /// The arms of a macro.
    fn rules(&mut self, id: MacroId) -> Rc<Vec<Option<Rule>>> {
        if let Some(known) = self.expander.rules.get(&id) {
            return Rc::clone(known);
        }
        let def = &self.graph[id];
        let arms = match &def.item.kind {
            ItemKind::MacroRules(arms) => arms.as_slice(),
            _ => &[],
        };
        let rules: Rc<Vec<Option<Rule>>> = Rc::new(
            arms.iter()
                .map(|arm| {
                    let written = Span::new(def.place.file, arm.written?);
                    let source = self.source(written)?;
                    let origin = |range| self.origin(written.file, source.start, range);
                    expansion::rule(Written { text: source.text, origin: &origin })
                })
                .collect(),
        );
        self.expander.rules.insert(id, Rc::clone(&rules));
        rules
    }

    fn source(&self, span: Span) -> Option<Source<'_>> {
        if let Some(text) = self.graph.expansions.text(span) {
            return Some(Source { text, start: span.range.start });
        }
        let text = (self.expander.texts)(span.file).get(span.range.start as usize..span.range.end as usize)?;
        Some(Source { text, start: span.range.start })
    }

    fn origin(&self, file: FileId, start: u32, range: TextRange) -> Origin {
        self.graph.origin(Span::new(file, TextRange::new(start + range.start, start + range.end)))
    }
}

/// What comes out in item position.
enum Parsed {
    Items(Vec<Arc<Item>>),
    Assoc(Vec<Arc<AssocItem>>),
}
