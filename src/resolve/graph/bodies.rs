//! Bodies of the graph.

use std::sync::Arc;

use super::{Container, FnId, MacroId, Place, StaticId};
use crate::syntax::body::Body;
use crate::syntax::facts::{AssocItem, AssocKind, Item, ItemKind};

/// What a body belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyOwner {
    /// A function.
    Fn(FnId),
    /// The value of a static or constant.
    Static(StaticId),
    /// An arm of a macro.
    MacroArm(MacroId, u32),
    /// A macro call in item position.
    MacroCall,
    /// Code in the string of an attribute.
    Attribute,
}

/// A body and where it stands.
#[derive(Debug)]
pub struct BodyDef {
    /// Where.
    pub place: Place,
    /// Whose.
    pub owner: BodyOwner,
    /// The `impl` or trait around it.
    pub container: Container,
    /// What it is.
    pub source: BodySource,
}

/// Where a body is kept.
#[derive(Debug, Clone)]
pub enum BodySource {
    /// In a function, static or macro call.
    Item(Arc<Item>),
    /// In an associated function or constant.
    Assoc(Arc<AssocItem>),
    /// In an arm of a macro.
    MacroArm(Arc<Item>, usize),
    /// In the string of an attribute of an item: attribute, string.
    ItemAttr(Arc<Item>, usize, usize),
    /// In the string of an attribute of an associated item.
    AssocAttr(Arc<AssocItem>, usize, usize),
    /// What one of these became when its macro calls were expanded.
    Expanded(Arc<Body>),
}

impl BodyDef {
    /// The body itself.
    #[must_use]
    pub fn body(&self) -> Option<&Body> {
        match &self.source {
            BodySource::Item(item) => match &item.kind {
                ItemKind::Fn(function) => function.body.as_ref(),
                ItemKind::Static(item) => item.init.as_ref(),
                ItemKind::MacroCall(call) => call.body.as_ref(),
                _ => None,
            },
            BodySource::Assoc(item) => match &item.kind {
                AssocKind::Fn(function) => function.body.as_ref(),
                AssocKind::Const(item) => item.init.as_ref(),
                AssocKind::MacroCall(call) => call.body.as_ref(),
                AssocKind::Type(..) => None,
            },
            BodySource::MacroArm(item, arm) => match &item.kind {
                ItemKind::MacroRules(arms) => arms.get(*arm)?.body.as_ref(),
                _ => None,
            },
            BodySource::ItemAttr(item, attr, string) => attr_body(&item.attrs, *attr, *string),
            BodySource::AssocAttr(item, attr, string) => attr_body(&item.attrs, *attr, *string),
            BodySource::Expanded(body) => Some(body),
        }
    }
}

fn attr_body(attrs: &crate::syntax::facts::Attrs, attr: usize, string: usize) -> Option<&Body> {
    attrs.others.get(attr)?.strings.get(string)?.body.as_ref()
}
