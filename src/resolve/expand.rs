//! Calls of the codebase's own macros → what they expand to.
//!
//! Once all files are declared, calls in item position are expanded in rounds, since what comes out may declare the macro of
//! another; then those in bodies, whose expressions become part of the body around. A call whose macro is not known, or that
//! cannot be expanded, is read as it stands; so is an arm that nothing expands.

mod as_written;
mod bodies;
mod calls;

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::collect::{Collector, Target, Texts};
use super::expansions::{Items, Position, Site};
use super::graph::{BodyId, Container, CrateId, FnId, Graph, MacroId};
use super::own_macros::OwnMacros;
use super::unread::Unread;
use crate::position::{FileId, Span, TextRange};
use crate::syntax::body::Body;
use crate::syntax::expansion::{self, Rule};
use crate::syntax::facts::{AssocItem, AssocKind, FileFacts, Item, ItemKind, MacroCall};
use crate::syntax::hygiene;
use crate::syntax::types::Path;

/// Expansions within expansions are followed so deep, as rustc does by default (`recursion_limit`).
const DEPTH: u32 = 128;

/// What one call of the source may cost, all calls within included: tokens that come out, arms that may have to be tried, and
/// [`CALL`] for each call.
const TOKENS: usize = 200_000;

/// What all calls of a codebase may cost.
const ALL_TOKENS: usize = 5_000_000;

/// A call costs as much as so many tokens, however few come out.
const CALL: usize = 16;

/// Calls that wait for what they need, and what is known about macros.
pub(super) struct Expander<'f> {
    own: OwnMacros,
    pub(super) texts: Texts<'f>,
    /// Calls in item position.
    items: Vec<Call>,
    /// Bodies with calls, and how deep in expansions each came out.
    pub(super) bodies: VecDeque<(BodyId, u32)>,
    macros: VecDeque<(MacroId, Target, Arc<Item>)>,
    rules: FxHashMap<MacroId, Rc<Vec<Option<Rule>>>>,
    /// Arms that some call was expanded by.
    used: FxHashSet<(MacroId, usize)>,
    /// How deep in expansions that is which is being declared.
    pub(super) depth: u32,
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
    fn position(&self) -> Position {
        match self {
            Self::Item(_) => Position::Module,
            Self::Assoc(Container::Trait(_), _) => Position::Trait,
            Self::Assoc(..) => Position::Impl,
        }
    }

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

impl<'f> Expander<'f> {
    pub(super) fn new(facts: &FxHashMap<FileId, Arc<FileFacts>>, texts: Texts<'f>, unread: &Unread) -> Self {
        Self {
            own: OwnMacros::known(facts, unread),
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

    fn spend(&mut self, cost: usize) {
        self.left = self.left.saturating_sub(cost);
        self.all_left = self.all_left.saturating_sub(cost);
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
    /// Whether what a crate's macros expand to can matter to anyone: handles reach only crates that depend on a client crate.
    fn matters(&self, krate: CrateId) -> bool {
        self.inputs.get(krate.0 as usize).is_some_and(|input| input.matters)
    }

    /// Whether a call may mean a macro of the codebase.
    pub(super) fn is_own(&self, krate: CrateId, path: &Path, input: Option<TextRange>) -> bool {
        input.is_some() && self.matters(krate) && self.expander.own.contains(path.last_name())
    }

    /// Whether a body has to wait until macros are known.
    pub(super) fn expands(&self, krate: CrateId, body: &Body) -> bool {
        let own = &self.expander.own;
        let calls = self.matters(krate) && body.calls.iter().any(|call| own.is_called(body, call.call));
        calls || (self.expander.depth > 0 && hygiene::has_marks(body))
    }

    /// Expands everything that waits, and declares what was not expanded as it stands.
    pub(super) fn expand(&mut self) {
        self.graph.link_globs();
        let before = self.graph.imports.len() + self.graph.modules.len();
        loop {
            self.expand_items(true);
            if let Some((id, depth)) = self.expander.bodies.pop_front() {
                self.expand_body(id, depth);
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
        self.graph.names = super::memo::Memo::default();
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
                    self.graph.names = super::memo::Memo::default();
                }
                continue;
            }
            for call in open {
                let depth = std::mem::replace(&mut self.expander.depth, call.depth);
                self.unexpanded(&call);
                self.expander.depth = depth;
            }
            self.graph.names = super::memo::Memo::default();
        }
    }

    /// What a call in item position expands to, which may be known of an earlier graph.
    fn expand_to_items(&mut self, id: MacroId, at: Span, input: TextRange, call: &Call) -> Option<Items> {
        let own = self.expander.own.names();
        let position = call.site.position();
        let def = &self.graph[id];
        let (of, krate) = (Span::new(def.place.file, def.item.range), self.graph[def.place.module].krate);
        let site = Site { call: at, input, of, krate, position, own: self.graph.expansions.own(&own) };
        if let Some(known) = self.kept(id, &site, call.depth) {
            return Some(known);
        }
        let items = self.transcribe(id, at, input, call.depth, |rendered, base| match position {
            Position::Module => expansion::items(rendered, base, &own).map(Items::Module),
            _ => expansion::assoc_items(rendered, base, &own, position == Position::Trait).map(Items::Assoc),
        })?;
        self.graph.expansions.keep(site, items.clone());
        Some(items)
    }

    fn expand_item(&mut self, call: &Call, id: MacroId) {
        let Some((facts, input)) = call.site.call().and_then(|facts| Some((facts, facts.input?))) else { return };
        let at = Span::new(call.target.file, facts.path.range);
        if call.depth == 0 {
            self.expander.left = TOKENS;
        }
        let depth = std::mem::replace(&mut self.expander.depth, call.depth + 1);
        match (self.expand_to_items(id, at, input, call), &call.site) {
            (Some(Items::Module(items)), _) => self.items(&call.target, &items),
            (Some(Items::Assoc(items)), CallSite::Assoc(container, _)) => {
                let fns = self.assoc_items(&call.target.place(false), *container, &items);
                self.graph.add_assoc(*container, items, fns);
            }
            _ => self.unexpanded(call),
        }
        self.expander.depth = depth;
    }
}

impl Graph {
    /// Adds associated items that a macro expanded to.
    fn add_assoc(&mut self, container: Container, items: Vec<Arc<AssocItem>>, fns: Vec<FnId>) {
        let (item, own) = match container {
            Container::Impl(id) => {
                let def = &mut self.impls[id.0 as usize];
                (&mut def.item, &mut def.fns)
            }
            Container::Trait(id) => {
                let def = &mut self.traits[id.0 as usize];
                (&mut def.item, &mut def.fns)
            }
            Container::Module => return,
        };
        own.extend(fns);
        match &mut Arc::make_mut(item).kind {
            ItemKind::Impl(facts) => facts.items.extend(items),
            ItemKind::Trait(facts) => facts.items.extend(items),
            _ => {}
        }
    }
}
