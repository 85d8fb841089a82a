//! The name graph: crates, modules and the items declared in them.

mod bodies;
mod items;

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

pub use bodies::{BodyDef, BodyOwner, BodySource};
pub use items::{AdtDef, AliasDef, Container, FnDef, FnSource, ImplDef, MacroDef, StaticDef, TraitDef};

use crate::position::{FileId, Span, TextRange};
use crate::report::Context;
use crate::syntax::facts::{Item, ItemKind, UseLeaf, Visibility};
use crate::syntax::types::{Name, Path};
use crate::workspace::Edition;

/// The file of declarations that stand in no file of the codebase.
pub const NO_FILE: FileId = FileId(u32::MAX);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident => $table:ident : $data:ty;)*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl std::ops::Index<$name> for Graph {
            type Output = $data;
            fn index(&self, id: $name) -> &$data {
                &self.$table[id.0 as usize]
            }
        }

        impl $name {
            #[allow(dead_code, reason = "crates are pushed as their roots are")]
            pub(super) fn push(graph: &mut Graph, data: $data) -> Self {
                graph.$table.push(data);
                Self(crate::position::to_u32(graph.$table.len() - 1))
            }

            /// All ids of this kind, in order of declaration.
            pub fn all(graph: &Graph) -> impl Iterator<Item = Self> + use<> {
                (0..crate::position::to_u32(graph.$table.len())).map(Self)
            }
        })*
    };
}

ids! {
    /// A crate.
    CrateId => crates: Crate;
    /// A module, or a block that declares items.
    ModuleId => modules: Module;
    /// A struct, enum or union.
    AdtId => adts: AdtDef;
    /// A type alias.
    AliasId => aliases: AliasDef;
    /// A trait.
    TraitId => traits: TraitDef;
    /// An `impl`.
    ImplId => impls: ImplDef;
    /// A function or method.
    FnId => fns: FnDef;
    /// A static or constant.
    StaticId => statics: StaticDef;
    /// A `macro_rules!`.
    MacroId => macros: MacroDef;
    /// A name or glob of a `use`.
    ImportId => imports: Import;
    /// A body.
    BodyId => bodies: BodyDef;
}

/// What a name can mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Def {
    /// A module or crate root.
    Module(ModuleId),
    /// A struct, enum or union; a tuple or unit struct's constructor too.
    Adt(AdtId),
    /// A variant of an enum, by its index.
    Variant(AdtId, u32),
    /// A type alias.
    Alias(AliasId),
    /// A trait.
    Trait(TraitId),
    /// A function.
    Fn(FnId),
    /// A static or constant.
    Static(StaticId),
    /// A macro.
    Macro(MacroId),
    /// A primitive type.
    Primitive(Name),
    /// Something in a crate whose declarations are not known, by its path.
    Foreign(Name),
}

/// The namespaces of names (Rust reference, "Namespaces").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Namespace {
    /// Types, modules, traits.
    Type,
    /// Functions, statics, constructors.
    Value,
    /// Macros.
    Macro,
}

impl Def {
    /// Whether the definition lives in a namespace. Foreign names may live in each.
    #[must_use]
    pub fn is_in(&self, graph: &Graph, namespace: Namespace) -> bool {
        match self {
            Self::Module(_) | Self::Alias(_) | Self::Trait(_) | Self::Primitive(_) => namespace == Namespace::Type,
            Self::Fn(_) | Self::Static(_) => namespace == Namespace::Value,
            Self::Macro(_) => namespace == Namespace::Macro,
            Self::Variant(..) => namespace != Namespace::Macro,
            Self::Adt(adt) => match namespace {
                Namespace::Type => true,
                Namespace::Value => graph[*adt].has_constructor(),
                Namespace::Macro => false,
            },
            Self::Foreign(_) => true,
        }
    }
}

/// All crates of a codebase and of the interfaces it uses.
#[derive(Debug, Default)]
pub struct Graph {
    pub(super) crates: Vec<Crate>,
    pub(super) modules: Vec<Module>,
    pub(super) adts: Vec<AdtDef>,
    pub(super) aliases: Vec<AliasDef>,
    pub(super) traits: Vec<TraitDef>,
    pub(super) impls: Vec<ImplDef>,
    pub(super) fns: Vec<FnDef>,
    pub(super) statics: Vec<StaticDef>,
    pub(super) macros: Vec<MacroDef>,
    pub(super) imports: Vec<Import>,
    pub(super) bodies: Vec<BodyDef>,
    pub(super) blocks: FxHashMap<(BodyId, u32), ModuleId>,
    pub(super) glob_targets: FxHashMap<ImportId, Vec<Def>>,
    pub(super) unread: super::unread::Unread,
    /// Files that a glob's path leads through and that were not parsed.
    pub(super) glob_missed: FxHashMap<ImportId, Vec<FileId>>,
    pub(super) names: super::memo::Memo,
    pub(super) expansions: super::Expansions,
    /// Macro calls that could not be expanded, and why.
    pub unexpanded: Vec<(Span, String)>,
    /// Declarations of files that are part of their crate too often to be read again.
    pub refused: BTreeSet<Refused>,
}

/// A file that was not made part of a crate once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// The `mod` or `include!` that asked for it.
    pub asked: Span,
    /// The file.
    pub file: FileId,
    /// The crate.
    pub krate: CrateId,
}

/// A crate.
#[derive(Debug)]
pub struct Crate {
    /// Its name in paths.
    pub name: Name,
    /// Its edition.
    pub edition: Edition,
    /// Its root module.
    pub root: ModuleId,
    /// Names of other crates its code may use.
    pub externs: FxHashMap<Name, ExternCrate>,
    /// Those of its manifest, which `extern crate` names; at the root it adds its alias to `externs`.
    pub(super) dependencies: FxHashMap<Name, ExternCrate>,
    /// Package and target it is built from, by index; none for interfaces.
    pub target: Option<(usize, usize)>,
    /// Macros by name, wherever they are declared in it.
    pub(super) macros: FxHashMap<Name, Vec<MacroId>>,
    /// Crates whose macros `#[macro_use] extern crate` brings in.
    pub(super) macro_use: Vec<CrateId>,
    /// Declarations of a library outside the codebase.
    pub interface: bool,
}

/// What the name of an external crate means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExternCrate {
    /// A crate of the graph.
    Known(CrateId),
    /// A crate whose declarations are not known.
    Foreign(Name),
}

/// A module, or a block that declares items.
#[derive(Debug)]
pub struct Module {
    /// Its crate.
    pub krate: CrateId,
    /// The module it is declared in.
    pub parent: Option<ModuleId>,
    /// Its name; the crate's for a root, empty for a block.
    pub name: Name,
    /// The file its items stand in.
    pub file: FileId,
    /// Its declaration; none for a crate root.
    pub declaration: Option<(FileId, TextRange)>,
    /// A block with items: names not found in it are looked up around it.
    pub is_block: bool,
    /// The kind of code it holds.
    pub context: Context,
    /// Who sees it.
    pub visibility: Visibility,
    /// `#[deprecated]`, which its items inherit; those of the modules around it left out.
    pub deprecated: bool,
    pub(super) names: FxHashMap<Name, Vec<Declared>>,
    pub(super) globs: Vec<ImportId>,
}

/// What declares a name in a module.
#[derive(Debug, Clone)]
pub(super) enum Declared {
    /// An item.
    Item(Def, Visibility),
    /// A named import.
    Import(ImportId),
}

/// A name or glob of a `use`, or an `extern crate`.
#[derive(Debug)]
pub struct Import {
    /// The module it stands in.
    pub module: ModuleId,
    /// The file it stands in.
    pub file: FileId,
    /// What is imported.
    pub path: Path,
    /// The name it is bound to; none for globs and `as _`.
    pub binding: Option<Name>,
    /// `…::*`.
    pub glob: bool,
    /// `…::{self}`: the type namespace alone.
    pub types_only: bool,
    /// `extern crate path as binding`.
    pub extern_crate: bool,
    /// Who sees the name.
    pub visibility: Visibility,
    /// The leaf as written.
    pub range: TextRange,
    /// The whole declaration.
    pub item: Arc<Item>,
    /// The kind of code it stands in.
    pub context: Context,
}

impl Import {
    /// The leaf of the `use`; none for an `extern crate`.
    #[must_use]
    pub fn leaf(&self) -> Option<&UseLeaf> {
        match &self.item.kind {
            ItemKind::Use(leaves) => leaves.iter().find(|leaf| leaf.range == self.range),
            _ => None,
        }
    }
}

impl Graph {
    /// Whether a crate depends on another, directly or through crates of the codebase.
    #[must_use]
    pub fn depends_on(&self, krate: CrateId, on: CrateId) -> bool {
        let mut pending = vec![krate];
        let mut seen = FxHashSet::default();
        while let Some(at) = pending.pop() {
            let direct = self[at].dependencies.values().filter_map(|dependency| match dependency {
                ExternCrate::Known(known) => Some(*known),
                ExternCrate::Foreign(_) => None,
            });
            for dependency in direct {
                if dependency == on {
                    return true;
                }
                if !self[dependency].interface && seen.insert(dependency) {
                    pending.push(dependency);
                }
            }
        }
        false
    }
}

/// Fields every item has.
#[derive(Debug, Clone)]
pub struct Place {
    /// The module it is declared in.
    pub module: ModuleId,
    /// The file.
    pub file: FileId,
    /// The kind of code.
    pub context: Context,
}
