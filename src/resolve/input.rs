//! What the graph is made of.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::graph::{CrateId, ExternCrate};
use crate::position::FileId;
use crate::report::Context;
use crate::syntax::facts::FileFacts;
use crate::syntax::types::Name;
use crate::workspace::Edition;

/// One crate to be declared.
#[derive(Debug, Clone)]
pub struct CrateInput {
    /// Its name in paths.
    pub name: Name,
    /// Its edition.
    pub edition: Edition,
    /// Its root file; [`NO_FILE`] for an interface.
    pub root: FileId,
    /// The facts of an interface, which has no file.
    pub interface: Option<Arc<FileFacts>>,
    /// What kind of code its target is.
    pub context: Context,
    /// Package and target, by index.
    pub target: Option<(usize, usize)>,
    /// Names of other crates: by index of their input, or unknown ones by name.
    pub externs: Vec<(Name, ExternInput)>,
    /// It sees, by whatever way, a crate whose types are looked for; in others no macro needs to be expanded.
    pub matters: bool,
    /// Files of `mod x;` and `include!`: by the file and the offset of the module's name or the macro's path.
    pub children: FxHashMap<(FileId, u32), Vec<FileId>>,
}

/// What the name of another crate means.
#[derive(Debug, Clone)]
pub enum ExternInput {
    /// The crate of an input, by index.
    Input(usize),
    /// A crate without known declarations.
    Foreign(Name),
}

impl ExternInput {
    pub(super) fn extern_crate(&self) -> ExternCrate {
        match self {
            Self::Input(at) => ExternCrate::Known(CrateId(crate::position::to_u32(*at))),
            Self::Foreign(name) => ExternCrate::Foreign(name.clone()),
        }
    }
}
