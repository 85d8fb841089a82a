//! Codebase, files and catalogue → the crates of one graph.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::interfaces::Interfaces;
use crate::catalogue::Interface;
use crate::position::FileId;
use crate::report::Context;
use crate::resolve::graph::{Graph, NO_FILE};
use crate::resolve::unread::Unread;
use crate::resolve::{CrateInput, Expansions, ExternInput, collect};
use crate::source::load::Loaded;
use crate::workspace::{Codebase, DependencyKind, Edition, Package, TargetKind};

/// The graph, and which of its crates are interfaces.
#[derive(Debug)]
pub struct Assembled {
    /// All crates.
    pub graph: Graph,
    /// The interfaces, with the index of their crate.
    pub interfaces: Vec<(usize, Arc<Interface>)>,
}

/// Puts the crates of the codebase and the interfaces they use into one graph. `expansions`: of an earlier one.
#[must_use]
pub fn assemble(codebase: &Codebase, loaded: &Loaded, interfaces: &Interfaces, expansions: Expansions) -> Assembled {
    let mut assembler = Assembler { codebase, inputs: Vec::new(), interfaces };
    assembler.declare_interfaces();
    assembler.declare_targets(loaded);
    assembler.spread();
    let macros = |file: &FileId| loaded.macros.get(file).map_or(&[][..], Vec::as_slice);
    let skipped = loaded.skipped.iter().map(|file| (*file, Arc::clone(&loaded.sources.get(*file).text), macros(file)));
    let mut unread = Unread::new(skipped, loaded.aside.clone());
    for (file, facts) in &loaded.facts {
        unread.add_impls(*file, &loaded.sources.get(*file).text, &facts.left_out.impls);
    }
    let texts = |file: FileId| loaded.sources.get(file).text.as_ref();
    let graph = collect(&assembler.inputs, &loaded.facts, &texts, unread, expansions);
    Assembled { graph, interfaces: interfaces.list.values().cloned().collect() }
}

struct Assembler<'a> {
    codebase: &'a Codebase,
    inputs: Vec<CrateInput>,
    interfaces: &'a Interfaces,
}

impl Assembler<'_> {
    fn declare_interfaces(&mut self) {
        let by_lib = &self.interfaces.by_lib;
        for (at, interface) in self.interfaces.list.values() {
            let mut externs: Vec<(SmolStr, ExternInput)> = interface
                .mentions
                .iter()
                .filter_map(|name| Some((SmolStr::from(name.as_str()), *by_lib.get(name)?)))
                .filter(|(_, of)| of != at)
                .map(|(name, of)| (name, ExternInput::Input(of)))
                .collect();
            if let Some(std) = self.interfaces.by_lib.get("std") {
                externs
                    .extend(["std", "core", "alloc"].map(|name| (SmolStr::new_static(name), ExternInput::Input(*std))));
            }
            self.inputs.push(CrateInput {
                name: SmolStr::from(interface.lib.as_str()),
                edition: Edition::E2021,
                root: NO_FILE,
                interface: Some(Arc::clone(&interface.facts)),
                context: Context::Production,
                target: None,
                externs,
                matters: interface.client.is_some(),
                children: FxHashMap::default(),
            });
        }
    }

    fn declare_targets(&mut self, loaded: &Loaded) {
        let first = self.inputs.len();
        for (at, files) in loaded.targets.iter().enumerate() {
            let package = &self.codebase.packages[files.target.0];
            let target = &package.targets[files.target.1];
            let mut externs = self.externs(package, target.kind, first, loaded);
            // A binary, test or example sees its package's library by name.
            if target.kind != TargetKind::Lib
                && target.kind != TargetKind::BuildScript
                && let Some(own) = self.library(files.target.0, loaded)
            {
                let lib = &self.codebase.packages[files.target.0].targets[loaded.targets[own].target.1];
                externs.push((SmolStr::from(lib.crate_name.as_str()), ExternInput::Input(first + own)));
            }
            debug_assert_eq!(self.inputs.len(), first + at, "targets keep their order");
            self.inputs.push(CrateInput {
                name: SmolStr::from(target.crate_name.as_str()),
                edition: target.edition,
                root: files.root.unwrap_or(NO_FILE),
                interface: None,
                context: context(target.kind),
                target: Some(files.target),
                externs,
                matters: false,
                children: files.children.clone(),
            });
        }
    }

    /// What sees a client crate matters, and what sees that.
    fn spread(&mut self) {
        loop {
            let matters: Vec<bool> = self.inputs.iter().map(|input| input.matters).collect();
            for input in &mut self.inputs {
                let seen = |target: &ExternInput| matches!(target, ExternInput::Input(at) if matters[*at]);
                input.matters |= input.externs.iter().any(|(_, target)| seen(target));
            }
            if self.inputs.iter().zip(&matters).all(|(input, before)| input.matters == *before) {
                return;
            }
        }
    }

    /// The target that is a package's library.
    fn library(&self, package: usize, loaded: &Loaded) -> Option<usize> {
        loaded.targets.iter().position(|files| {
            files.target.0 == package && self.codebase.packages[package].targets[files.target.1].kind == TargetKind::Lib
        })
    }

    fn externs(
        &self,
        package: &Package,
        kind: TargetKind,
        first: usize,
        loaded: &Loaded,
    ) -> Vec<(SmolStr, ExternInput)> {
        let mut externs: Vec<(SmolStr, ExternInput)> = Vec::new();
        let mut add = |name: &str, target: ExternInput| externs.push((SmolStr::from(name), target));
        for dependency in &package.dependencies {
            let wanted = match dependency.kind {
                DependencyKind::Build => kind == TargetKind::BuildScript,
                _ => kind != TargetKind::BuildScript,
            };
            if !wanted {
                continue;
            }
            if let Some(member) = self.member(dependency)
                && let Some(own) = self.library(member, loaded)
            {
                let lib = &self.codebase.packages[member].targets[loaded.targets[own].target.1];
                let name = if dependency.is_renamed() { dependency.name_in_code() } else { lib.crate_name.clone() };
                add(&name, ExternInput::Input(first + own));
                continue;
            }
            let renamed = dependency.is_renamed();
            match self.interfaces.of_package(&dependency.package) {
                Some((at, interface)) => {
                    let name = if renamed { dependency.name_in_code() } else { interface.lib.clone() };
                    add(&name, ExternInput::Input(*at));
                }
                None => {
                    let name = dependency.name_in_code();
                    add(&name, ExternInput::Foreign(SmolStr::from(name.as_str())));
                }
            }
        }
        if let Some(at) = self.interfaces.by_lib.get("std") {
            for name in ["std", "core", "alloc"] {
                add(name, ExternInput::Input(*at));
            }
        }
        add("proc_macro", ExternInput::Foreign(SmolStr::new_static("proc_macro")));
        add("test", ExternInput::Foreign(SmolStr::new_static("test")));
        externs
    }

    /// The package of the codebase a dependency means: by its path, or by its name where a registry copy of a member is named.
    fn member(&self, dependency: &crate::workspace::Dependency) -> Option<usize> {
        let packages = &self.codebase.packages;
        match &dependency.path {
            Some(path) => packages.iter().position(|package| package.manifest_path.parent() == Some(path)),
            None => None,
        }
    }
}

fn context(kind: TargetKind) -> Context {
    match kind {
        TargetKind::Lib | TargetKind::Bin => Context::Production,
        TargetKind::Example => Context::Example,
        TargetKind::Test | TargetKind::Bench => Context::Test,
        TargetKind::BuildScript => Context::Build,
    }
}
