//! Which files the items of a file declare: `mod x;`, `include!`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use smol_str::SmolStr;

use super::modules::ModuleDirectory;
use crate::position::{FileId, TextRange};
use crate::syntax::facts::{Attrs, FileFacts, Include, Item, ItemKind};
use crate::syntax::{self, SyntaxError};
use crate::workspace::Edition;

/// A file to be read, and what asked for it.
pub(super) struct Wanted {
    pub(super) target: usize,
    pub(super) candidates: Vec<(PathBuf, ModuleDirectory)>,
    /// The declaration; none for a target's root.
    pub(super) declared: Option<Declared>,
}

impl Wanted {
    /// Whether it stands where an `include!` is, so that it may hold an expression.
    pub(super) fn is_included(&self) -> bool {
        self.declared.as_ref().is_some_and(|declared| declared.included)
    }

    pub(super) fn parser(&self) -> fn(&str, Edition) -> Result<FileFacts, SyntaxError> {
        if self.is_included() { syntax::parse_included } else { syntax::parse_as }
    }
}

#[derive(Clone)]
pub(super) struct Declared {
    pub(super) file: FileId,
    pub(super) key: u32,
    pub(super) range: TextRange,
    /// Under a `cfg`: rustc may never look for it.
    pub(super) conditional: bool,
    /// By `include!`: it may hold an expression.
    pub(super) included: bool,
    pub(super) what: String,
}

/// Walks the items of one file for `mod x;` and `include!`.
pub(super) struct Walk<'a> {
    pub(super) target: usize,
    pub(super) file: FileId,
    pub(super) path: &'a Path,
}

impl Walk<'_> {
    pub(super) fn items(
        &self,
        items: &[Arc<Item>],
        directory: &ModuleDirectory,
        conditional: bool,
        next: &mut Vec<Wanted>,
    ) {
        for item in items {
            let conditional = conditional || item.attrs.conditional;
            match &item.kind {
                ItemKind::Mod(Some(content)) => {
                    let path = item.attrs.paths.first().map(SmolStr::as_str);
                    self.items(content, &directory.inline(&item.name, path), conditional, next);
                }
                ItemKind::Mod(None) => self.module(item, directory, conditional, next),
                // `cfg_if!` and its like compile only some of what they hold.
                ItemKind::MacroCall(call) => self.items(&call.items, directory, true, next),
                _ => {}
            }
        }
    }

    fn module(&self, item: &Item, directory: &ModuleDirectory, conditional: bool, next: &mut Vec<Wanted>) {
        let declared = Declared {
            file: self.file,
            key: item.name_range.start,
            range: item.name_range,
            conditional,
            included: false,
            what: item.name.to_string(),
        };
        // Both sides of every `cfg` are read: each path is a module of its own.
        let alternatives = alternatives(&item.attrs, &item.name, directory);
        let several = alternatives.len() > 1;
        for candidates in alternatives {
            let declared = Declared { conditional: conditional || several, ..declared.clone() };
            next.push(Wanted { target: self.target, candidates, declared: Some(declared) });
        }
    }

    pub(super) fn include(&self, include: &Include, next: &mut Vec<Wanted>) {
        let base = self.path.parent().unwrap_or(Path::new(""));
        let file = crate::workspace::normalize(&base.join(include.file.as_str()));
        let directory = ModuleDirectory::root(&file);
        next.push(Wanted {
            target: self.target,
            candidates: vec![(file, directory)],
            declared: Some(Declared {
                file: self.file,
                key: include.range.start,
                range: include.range,
                conditional: false,
                included: true,
                what: include.file.to_string(),
            }),
        });
    }
}

/// For each path an attribute may choose, and for the default where none must, the files that may be meant.
fn alternatives(attrs: &Attrs, name: &str, directory: &ModuleDirectory) -> Vec<Vec<(PathBuf, ModuleDirectory)>> {
    let paths = attrs.paths.iter().map(|path| Some(path.as_str()));
    let default = (attrs.paths.is_empty() || attrs.paths_conditional).then_some(None);
    let files = |path: Option<&str>| {
        directory.file(name, path).into_iter().map(|candidate| (candidate.file, candidate.directory)).collect()
    };
    paths.chain(default).map(files).collect()
}
