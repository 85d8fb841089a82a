//! Facts → graph: walks the module tree of each crate and declares what it finds.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::expand::{CallSite, Expander};
use super::expansions::Expansions;
use super::graph::{
    AdtDef, AdtId, AliasDef, AliasId, BodyDef, BodyId, BodyOwner, BodySource, Container, Crate, CrateId, Declared, Def,
    ExternCrate, FnDef, FnId, FnSource, Graph, ImplDef, ImplId, MacroDef, MacroId, Module, ModuleId, NO_FILE, Place,
    StaticDef, StaticId, TraitDef, TraitId,
};
use super::input::CrateInput;
use super::mounts::Mounts;
use super::unread::Unread;
use crate::position::FileId;
use crate::report::Context;
use crate::syntax::facts::{AssocItem, AssocKind, Attrs, FileFacts, Item, ItemKind, Visibility};
use crate::syntax::types::Name;

/// Texts of the files, for the tokens of macros.
pub(super) type Texts<'f> = &'f dyn Fn(FileId) -> &'f str;

/// Declares all crates, and what their own macros expand to. `expansions`: of an earlier graph of the same texts, of which more or
/// less was parsed.
#[must_use]
pub fn collect<'f>(
    inputs: &'f [CrateInput],
    facts: &'f FxHashMap<FileId, Arc<FileFacts>>,
    texts: Texts<'f>,
    unread: Unread,
    mut expansions: Expansions,
) -> Graph {
    expansions.begin();
    let expander = Expander::new(facts, texts, &unread);
    let graph = Graph { unread, expansions, ..Graph::default() };
    let mut collector = Collector { graph, inputs, facts, files: Vec::new(), mounts: Mounts::default(), expander };
    for input in inputs {
        collector.declare_crate(input);
    }
    for (at, input) in inputs.iter().enumerate() {
        collector.fill_crate(CrateId(crate::position::to_u32(at)), input);
    }
    collector.expand();
    collector.graph
}

pub(super) struct Collector<'f> {
    pub(super) graph: Graph,
    pub(super) inputs: &'f [CrateInput],
    pub(super) facts: &'f FxHashMap<FileId, Arc<FileFacts>>,
    /// Files being walked, so that a file that includes itself ends.
    pub(super) files: Vec<FileId>,
    pub(super) mounts: Mounts,
    pub(super) expander: Expander<'f>,
}

/// What items are declared into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) krate: CrateId,
    pub(super) module: ModuleId,
    pub(super) file: FileId,
    pub(super) context: Context,
}

impl Target {
    pub(super) fn place(&self, test_only: bool) -> Place {
        let context = if test_only { Context::Test } else { self.context };
        Place { module: self.module, file: self.file, context }
    }
}

impl Collector<'_> {
    fn declare_crate(&mut self, input: &CrateInput) {
        let krate = CrateId(crate::position::to_u32(self.graph.crates.len()));
        let root = ModuleId::push(
            &mut self.graph,
            Module {
                krate,
                parent: None,
                name: input.name.clone(),
                file: input.root,
                declaration: None,
                is_block: false,
                context: input.context,
                visibility: Visibility::Public,
                deprecated: false,
                names: FxHashMap::default(),
                globs: Vec::new(),
            },
        );
        let externs: FxHashMap<Name, ExternCrate> =
            input.externs.iter().map(|(name, target)| (name.clone(), target.extern_crate())).collect();
        let data = Crate {
            name: input.name.clone(),
            edition: input.edition,
            root,
            dependencies: externs.clone(),
            externs,
            target: input.target,
            macros: FxHashMap::default(),
            macro_use: Vec::new(),
            interface: input.interface.is_some(),
        };
        CrateId::push(&mut self.graph, data);
    }

    fn fill_crate(&mut self, krate: CrateId, input: &CrateInput) {
        let root = self.graph[krate].root;
        let facts = match &input.interface {
            Some(facts) => Some(Arc::clone(facts)),
            None => self.facts.get(&input.root).cloned(),
        };
        let Some(facts) = facts else { return };
        let file = if input.interface.is_some() { NO_FILE } else { input.root };
        let context = if facts.attrs.test_only { Context::Test } else { input.context };
        self.graph.modules[root.0 as usize].context = context;
        self.graph.modules[root.0 as usize].deprecated = facts.attrs.deprecated;
        self.files.push(file);
        self.items(&Target { krate, module: root, file, context }, &facts.items);
        self.files.pop();
    }

    pub(super) fn items(&mut self, target: &Target, items: &[Arc<Item>]) {
        for item in items {
            self.item(target, item);
        }
    }

    fn item(&mut self, target: &Target, item: &Arc<Item>) {
        let place = target.place(item.attrs.test_only);
        self.attr_bodies(&place, Container::Module, &item.attrs, |attr, string| {
            BodySource::ItemAttr(Arc::clone(item), attr, string)
        });
        match &item.kind {
            ItemKind::Mod(content) => self.module(target, item, content.as_deref()),
            ItemKind::Use(leaves) => {
                for leaf in leaves {
                    self.import(&place, item, leaf, false);
                }
            }
            ItemKind::ExternCrate(name) => self.extern_crate(&place, item, name),
            ItemKind::Adt(_) => {
                let adt = AdtId::push(&mut self.graph, AdtDef { place, item: Arc::clone(item) });
                self.declare(target, item, Def::Adt(adt));
            }
            ItemKind::Alias(..) => {
                let alias = AliasId::push(&mut self.graph, AliasDef { place, item: Arc::clone(item) });
                self.declare(target, item, Def::Alias(alias));
            }
            ItemKind::Fn(_) => {
                let source = FnSource::Item(Arc::clone(item));
                let def = FnDef { place: place.clone(), container: Container::Module, source };
                let function = FnId::push(&mut self.graph, def);
                self.declare(target, item, Def::Fn(function));
                let source = BodySource::Item(Arc::clone(item));
                self.body(place, BodyOwner::Fn(function), Container::Module, source);
            }
            ItemKind::Static(_) => {
                let source = FnSource::Item(Arc::clone(item));
                let def = StaticDef { place: place.clone(), container: Container::Module, source };
                let declared = StaticId::push(&mut self.graph, def);
                self.declare(target, item, Def::Static(declared));
                let source = BodySource::Item(Arc::clone(item));
                self.body(place, BodyOwner::Static(declared), Container::Module, source);
            }
            ItemKind::Trait(facts) => {
                let id = TraitId::push(
                    &mut self.graph,
                    TraitDef { place: place.clone(), item: Arc::clone(item), fns: Vec::new() },
                );
                self.declare(target, item, Def::Trait(id));
                let fns = self.assoc_items(&place, Container::Trait(id), &facts.items);
                self.graph.traits[id.0 as usize].fns = fns;
            }
            ItemKind::Impl(facts) => {
                let id = ImplId::push(
                    &mut self.graph,
                    ImplDef { place: place.clone(), item: Arc::clone(item), fns: Vec::new() },
                );
                let fns = self.assoc_items(&place, Container::Impl(id), &facts.items);
                self.graph.impls[id.0 as usize].fns = fns;
            }
            ItemKind::MacroRules(_) => self.macro_rules(target, place, item),
            ItemKind::MacroCall(call) => {
                if call.path.as_name().is_some_and(|name| name == "include") {
                    self.include(target, call.path.range);
                }
                let target = Target { context: place.context, ..*target };
                if self.is_own(target.krate, &call.path, call.input) {
                    self.expander.later(target, CallSite::Item(Arc::clone(item)));
                } else {
                    self.unexpanded_items(&target, item);
                }
            }
        }
    }

    pub(super) fn declare(&mut self, target: &Target, item: &Item, def: Def) {
        let declared = Declared::Item(def, item.visibility(&self.graph, target.module));
        self.graph.modules[target.module.0 as usize].names.entry(item.name.clone()).or_default().push(declared);
    }

    pub(super) fn assoc_items(&mut self, place: &Place, container: Container, items: &[Arc<AssocItem>]) -> Vec<FnId> {
        let mut fns = Vec::new();
        for item in items {
            let context = if item.attrs.test_only { Context::Test } else { place.context };
            let place = Place { context, ..place.clone() };
            self.attr_bodies(&place, container, &item.attrs, |attr, string| {
                BodySource::AssocAttr(Arc::clone(item), attr, string)
            });
            let source = FnSource::Assoc(Arc::clone(item));
            let body = BodySource::Assoc(Arc::clone(item));
            match &item.kind {
                AssocKind::Fn(_) => {
                    let def = FnDef { place: place.clone(), container, source };
                    let function = FnId::push(&mut self.graph, def);
                    fns.push(function);
                    self.body(place, BodyOwner::Fn(function), container, body);
                }
                AssocKind::Const(_) => {
                    let def = StaticDef { place: place.clone(), container, source };
                    let declared = StaticId::push(&mut self.graph, def);
                    self.body(place, BodyOwner::Static(declared), container, body);
                }
                AssocKind::MacroCall(call) if self.is_own(self.graph[place.module].krate, &call.path, call.input) => {
                    let target = self.target_of(&place);
                    self.expander.later(target, CallSite::Assoc(container, Arc::clone(item)));
                }
                AssocKind::MacroCall(_) => {
                    self.body(place, BodyOwner::MacroCall, container, body);
                }
                AssocKind::Type(..) => {}
            }
        }
        fns
    }

    fn macro_rules(&mut self, target: &Target, place: Place, item: &Arc<Item>) {
        let id = MacroId::push(&mut self.graph, MacroDef { place: place.clone(), item: Arc::clone(item) });
        let krate = self.graph[target.module].krate;
        self.graph.crates[krate.0 as usize].macros.entry(item.name.clone()).or_default().push(id);
        self.declare(target, item, Def::Macro(id));
        if item.attrs.macro_export {
            // `#[macro_export]` puts the macro into the crate's root, wherever it stands.
            let root = self.graph[krate].root;
            let names = &mut self.graph.modules[root.0 as usize].names;
            let declared = Declared::Item(Def::Macro(id), Visibility::Public);
            names.entry(item.name.clone()).or_default().push(declared);
        }
        self.expander.define(id, Target { context: place.context, ..*target }, item);
    }

    fn attr_bodies(
        &mut self,
        place: &Place,
        container: Container,
        attrs: &Attrs,
        source: impl Fn(usize, usize) -> BodySource,
    ) {
        for (at, attr) in attrs.others.iter().enumerate() {
            for (string, text) in attr.strings.iter().enumerate() {
                if text.body.is_some() {
                    self.body(place.clone(), BodyOwner::Attribute, container, source(at, string));
                }
            }
        }
    }

    pub(super) fn body(&mut self, place: Place, owner: BodyOwner, container: Container, source: BodySource) {
        let def = BodyDef { place, owner, container, source };
        let Some(body) = def.body() else { return };
        let later = self.expands(self.graph[def.place.module].krate, body);
        let blocks = if later { Vec::new() } else { body.blocks_with_items() };
        let declared: Vec<Vec<Arc<Item>>> = if later { Vec::new() } else { body.blocks.clone() };
        let target = self.target_of(&def.place);
        let id = BodyId::push(&mut self.graph, def);
        if later {
            self.expander.bodies.push_back((id, self.expander.depth));
        }
        let mut modules: FxHashMap<u32, ModuleId> = FxHashMap::default();
        for (block, parent) in blocks {
            let parent = parent.and_then(|parent| modules.get(&parent).copied()).unwrap_or(target.module);
            let items = declared.get(block as usize).map_or(&[][..], Vec::as_slice);
            modules.insert(block, self.declare_block(id, block, &Target { module: parent, ..target }, items));
        }
    }

    pub(super) fn target_of(&self, place: &Place) -> Target {
        let krate = self.graph[place.module].krate;
        Target { krate, module: place.module, file: place.file, context: place.context }
    }
}

impl Item {
    /// A macro that is not exported, and an item in a block, is seen where it stands; interfaces are public throughout.
    pub(super) fn visibility(&self, graph: &Graph, module: ModuleId) -> Visibility {
        if graph[graph[module].krate].interface { Visibility::Public } else { self.visibility.clone() }
    }
}
