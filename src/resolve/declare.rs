//! Declares modules, blocks and imports.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::collect::{Collector, Target};
use super::graph::{BodyId, CrateId, Declared, Def, ExternCrate, Import, ImportId, Module, ModuleId, Place};
use crate::position::{FileId, Span, TextRange};
use crate::report::Context;
use crate::syntax::facts::{Item, UseEntry, UseLeaf, Visibility};
use crate::syntax::types::{Name, Path, Segment};

impl Collector<'_> {
    /// A module: one for each file its declaration may mean.
    pub(super) fn module(&mut self, target: &Target, item: &Arc<Item>, content: Option<&[Arc<Item>]>) {
        if let Some(items) = content {
            let inner = self.declare_module(target, item, target.file, item.attrs.test_only);
            self.items(&inner, items);
            return;
        }
        let files = self.children(target, item.name_range.start);
        if files.is_empty() {
            self.declare_module(target, item, target.file, item.attrs.test_only);
        }
        for file in files {
            let facts = self.facts.get(&file).cloned();
            let test_only = item.attrs.test_only || facts.as_ref().is_some_and(|facts| facts.attrs.test_only);
            let inner = self.declare_module(target, item, file, test_only);
            if let Some(facts) = facts
                && !self.files.contains(&file)
                && self.mount(target.krate, file, Span::new(target.file, item.name_range))
            {
                self.graph.modules[inner.module.0 as usize].deprecated |= facts.attrs.deprecated;
                self.files.push(file);
                self.items(&inner, &facts.items);
                self.files.pop();
            }
        }
    }

    fn declare_module(&mut self, target: &Target, item: &Arc<Item>, file: FileId, test_only: bool) -> Target {
        let context = target.place(test_only).context;
        let krate = self.graph[target.module].krate;
        let module = ModuleId::push(
            &mut self.graph,
            Module {
                krate,
                parent: Some(target.module),
                name: item.name.clone(),
                file,
                declaration: Some((target.file, item.name_range)),
                is_block: false,
                context,
                visibility: item.visibility.clone(),
                deprecated: item.attrs.deprecated,
                names: FxHashMap::default(),
                globs: Vec::new(),
            },
        );
        self.declare(target, item, Def::Module(module));
        Target { krate, module, file, context }
    }

    /// Splices the items of an included file into the module.
    pub(super) fn include(&mut self, target: &Target, at: TextRange) {
        for file in self.children(target, at.start) {
            let Some(facts) = self.facts.get(&file).cloned() else { continue };
            if self.graph.unread.holds(file) {
                self.graph.unread.included.entry(target.module).or_default().push(file);
            }
            if !self.files.contains(&file) && self.mount(target.krate, file, Span::new(target.file, at)) {
                self.files.push(file);
                self.items(&Target { file, ..*target }, &facts.items);
                self.files.pop();
            }
        }
    }

    pub(super) fn import(&mut self, place: &Place, item: &Arc<Item>, leaf: &UseLeaf, extern_crate: bool) {
        let visibility = item.visibility(&self.graph, place.module);
        let import = ImportId::push(
            &mut self.graph,
            Import {
                module: place.module,
                file: place.file,
                path: leaf.path.clone(),
                binding: leaf.binding.clone(),
                glob: leaf.glob,
                types_only: leaf.types_only,
                extern_crate,
                visibility,
                range: leaf.range,
                item: Arc::clone(item),
                context: place.context,
            },
        );
        let module = &mut self.graph.modules[place.module.0 as usize];
        if leaf.glob {
            module.globs.push(import);
        } else if let Some(binding) = &leaf.binding {
            module.names.entry(binding.clone()).or_default().push(Declared::Import(import));
        }
    }

    /// `extern crate a as b;` binds `b` here and, at the crate root, adds it to the extern prelude
    /// (Rust reference, "Extern crate declarations").
    pub(super) fn extern_crate(&mut self, place: &Place, item: &Arc<Item>, name: &Name) {
        let segment = Segment { name: name.clone(), args: None, range: item.name_range };
        let path = Path { global: false, qself: None, segments: vec![segment], range: item.name_range };
        let binding = (item.name != "_").then(|| item.name.clone());
        let leaf = UseLeaf {
            path,
            binding,
            glob: false,
            types_only: true,
            range: item.name_range,
            entry: UseEntry::default(),
        };
        self.import(place, item, &leaf, true);
        let krate = self.graph[place.module].krate;
        if self.graph[krate].root == place.module
            && let Some(target) = self.extern_target(krate, name)
        {
            let data = &mut self.graph.crates[krate.0 as usize];
            if let (ExternCrate::Known(used), true) = (&target, item.attrs.macro_use) {
                data.macro_use.push(*used);
            }
            data.externs.insert(item.name.clone(), target);
        }
    }

    fn extern_target(&self, krate: CrateId, name: &Name) -> Option<ExternCrate> {
        if name == "self" {
            return Some(ExternCrate::Known(krate));
        }
        self.graph[krate].dependencies.get(name).cloned()
    }

    pub(super) fn block(&mut self, parent: ModuleId, file: FileId, context: Context) -> ModuleId {
        let krate = self.graph[parent].krate;
        ModuleId::push(
            &mut self.graph,
            Module {
                krate,
                parent: Some(parent),
                name: SmolStr::default(),
                file,
                declaration: None,
                is_block: true,
                context,
                visibility: Visibility::Private,
                deprecated: false,
                names: FxHashMap::default(),
                globs: Vec::new(),
            },
        )
    }

    /// The module of a block with items.
    pub(super) fn declare_block(&mut self, id: BodyId, block: u32, target: &Target, items: &[Arc<Item>]) -> ModuleId {
        let module = self.block(target.module, target.file, target.context);
        self.graph.blocks.insert((id, block), module);
        self.items(&Target { module, ..*target }, items);
        module
    }
}
