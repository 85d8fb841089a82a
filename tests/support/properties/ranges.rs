//! Every range of a file's facts.

use cargo_redis_ssot::position::TextRange;
use cargo_redis_ssot::syntax::body::{Body, Expr};
use cargo_redis_ssot::syntax::facts::{AssocItem, AssocKind, Attrs, FileFacts, Item, ItemKind, MacroCall};

/// Every range of a file's facts.
#[derive(Default)]
pub(crate) struct Ranges(Vec<TextRange>);

impl Ranges {
    pub(crate) fn of(facts: &FileFacts) -> Vec<TextRange> {
        let mut ranges = Self(facts.coverable.clone());
        ranges.0.extend(facts.strings.iter().map(|(range, _)| *range));
        ranges.attrs(&facts.attrs);
        facts.items.iter().for_each(|item| ranges.item(item));
        ranges.0
    }

    fn attrs(&mut self, attrs: &Attrs) {
        for attr in &attrs.others {
            self.0.push(attr.range);
            for string in &attr.strings {
                self.0.push(string.range);
                string.body.iter().for_each(|body| self.body(body));
            }
        }
    }

    fn item(&mut self, item: &Item) {
        self.attrs(&item.attrs);
        self.0.extend([item.name_range, item.range]);
        match &item.kind {
            ItemKind::Mod(items) => items.iter().flatten().for_each(|item| self.item(item)),
            ItemKind::Use(leaves) => {
                self.0.extend(leaves.iter().flat_map(|leaf| [leaf.range, leaf.path.range]));
            }
            ItemKind::Adt(adt) => {
                self.0.extend(adt.variants.iter().map(|variant| variant.range));
                self.0.extend(adt.variants.iter().flat_map(|variant| &variant.fields).map(|field| field.range));
            }
            ItemKind::Fn(function) => function.body.iter().for_each(|body| self.body(body)),
            ItemKind::Static(item) => item.init.iter().for_each(|body| self.body(body)),
            ItemKind::Trait(facts) => facts.items.iter().for_each(|item| self.assoc(item)),
            ItemKind::Impl(facts) => facts.items.iter().for_each(|item| self.assoc(item)),
            ItemKind::MacroRules(arms) => {
                for arm in arms {
                    arm.items.iter().for_each(|item| self.item(item));
                    arm.body.iter().for_each(|body| self.body(body));
                }
            }
            ItemKind::MacroCall(call) => self.call(call),
            ItemKind::ExternCrate(_) | ItemKind::Alias(..) => {}
        }
    }

    fn call(&mut self, call: &MacroCall) {
        self.0.push(call.path.range);
        call.items.iter().for_each(|item| self.item(item));
        call.body.iter().for_each(|body| self.body(body));
    }

    fn assoc(&mut self, item: &AssocItem) {
        self.attrs(&item.attrs);
        self.0.extend([item.name_range, item.range]);
        match &item.kind {
            AssocKind::Fn(function) => function.body.iter().for_each(|body| self.body(body)),
            AssocKind::Const(item) => item.init.iter().for_each(|body| self.body(body)),
            AssocKind::MacroCall(call) => self.call(call),
            AssocKind::Type(..) => {}
        }
    }

    fn body(&mut self, body: &Body) {
        assert_eq!(body.exprs.len(), body.ranges.len());
        self.0.extend(&body.ranges);
        for expr in &body.exprs {
            match expr {
                Expr::MethodCall { range, .. } => self.0.push(*range),
                Expr::Path(path) | Expr::Struct { path, .. } | Expr::Macro { path, .. } => {
                    self.0.push(path.range);
                    self.0.extend(path.segments.iter().map(|segment| segment.range));
                }
                _ => {}
            }
        }
        body.blocks.iter().flatten().for_each(|item| self.item(item));
    }
}
