//! Names of the codebase's own macros: only calls of these can be expanded.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::unread::Unread;
use crate::position::FileId;
use crate::syntax::body::{Body, Expr, ExprId};
use crate::syntax::expansion::Own;
use crate::syntax::facts::{AssocItem, AssocKind, FileFacts, Item, ItemKind};
use crate::syntax::is_placeholder;
use crate::syntax::types::Name;

/// Names under which a `macro_rules!` of the codebase may be called.
#[derive(Debug, Default)]
pub(super) struct OwnMacros {
    names: Own,
    /// `use a::b as c`: what `b` is, `c` may be.
    renamed: Vec<(Name, Name)>,
    /// A macro declares macros by names it is given: any call may mean one of them.
    any: bool,
}

impl OwnMacros {
    /// Reads the names out of the facts of all files.
    pub(super) fn of<'f>(facts: impl Iterator<Item = &'f FileFacts>) -> Self {
        let mut own = Self::default();
        for file in facts {
            file.items.iter().for_each(|item| own.item(item));
        }
        for (of, name) in std::mem::take(&mut own.renamed) {
            if own.names.contains(&of) {
                Arc::make_mut(&mut own.names).insert(name);
            }
        }
        own
    }

    /// The names that the facts of all files have, and those that files may declare which were not parsed.
    pub(super) fn known(facts: &FxHashMap<FileId, Arc<FileFacts>>, unread: &Unread) -> Self {
        let mut own = Self::of(facts.values().map(Arc::as_ref));
        unread.macro_names().for_each(|name| own.insert(name));
        own
    }

    /// Whether a call in a body may be expanded: of one of these, or of `include!`.
    pub(super) fn is_called(&self, body: &Body, call: ExprId) -> bool {
        let Expr::Macro { path, .. } = body.expr(call) else { return false };
        path.as_name().is_some_and(|name| name == "include") || self.contains(path.last_name())
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.any || self.names.contains(name)
    }

    /// The names.
    pub(super) fn names(&self) -> Own {
        Arc::clone(&self.names)
    }

    /// A macro that an expansion declares.
    pub(super) fn insert(&mut self, name: &Name) {
        if !self.names.contains(name) {
            Arc::make_mut(&mut self.names).insert(name.clone());
        }
    }

    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::MacroRules(arms) => {
                Arc::make_mut(&mut self.names).insert(item.name.clone());
                for arm in arms {
                    let named =
                        |item: &Item| matches!(item.kind, ItemKind::MacroRules(_)) && is_placeholder(&item.name);
                    self.any |= arm.items.iter().any(|item| named(item));
                    arm.items.iter().for_each(|item| self.item(item));
                    self.body(arm.body.as_ref());
                }
            }
            ItemKind::Use(leaves) => {
                let renamed =
                    leaves.iter().filter_map(|leaf| Some((leaf.path.segments.last()?, leaf.binding.as_ref()?)));
                let renamed = renamed.filter(|(last, binding)| last.name != **binding);
                self.renamed.extend(renamed.map(|(last, binding)| (last.name.clone(), binding.clone())));
            }
            ItemKind::Mod(Some(items)) => items.iter().for_each(|item| self.item(item)),
            ItemKind::MacroCall(call) => {
                call.items.iter().for_each(|item| self.item(item));
                self.body(call.body.as_ref());
            }
            ItemKind::Fn(function) => self.body(function.body.as_ref()),
            ItemKind::Static(item) => self.body(item.init.as_ref()),
            ItemKind::Trait(of) => of.items.iter().for_each(|item| self.assoc(item)),
            ItemKind::Impl(of) => of.items.iter().for_each(|item| self.assoc(item)),
            _ => {}
        }
    }

    fn assoc(&mut self, item: &AssocItem) {
        match &item.kind {
            AssocKind::Fn(function) => self.body(function.body.as_ref()),
            AssocKind::Const(item) => self.body(item.init.as_ref()),
            AssocKind::MacroCall(call) => self.body(call.body.as_ref()),
            AssocKind::Type(..) => {}
        }
    }

    fn body(&mut self, body: Option<&Body>) {
        let items = body.iter().flat_map(|body| &body.blocks).flatten();
        items.for_each(|item| self.item(item));
    }
}
