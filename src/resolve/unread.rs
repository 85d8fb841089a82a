//! Files of the codebase that were not parsed, and what was asked of them.
//!
//! Their modules are in the graph, without what they declare. Whoever looks a name up there is told nothing, and the file is noted
//! if it could have answered: whoever analyses parses it and asks anew.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use memchr::{memchr_iter, memmem};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::graph::{AdtId, Graph, ModuleId};
use crate::position::{FileId, TextRange};
use crate::syntax::places::ImplPlace;
use crate::syntax::types::Name;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Asks on behalf of code that does not matter: what is missing is not noted.
pub fn quietly<R>(ask: impl FnOnce() -> R) -> R {
    let before = QUIET.replace(true);
    let answer = ask();
    QUIET.set(before);
    answer
}

/// Whether what is missing is not noted.
#[must_use]
pub fn is_quiet() -> bool {
    QUIET.get()
}

/// The files that were not parsed.
#[derive(Debug, Default)]
pub struct Unread {
    files: FxHashMap<FileId, UnreadFile>,
    /// Files that were parsed for what others ask of them.
    aside: FxHashSet<FileId>,
    /// Those that declare a `macro_rules!` of a name.
    macros: FxHashMap<SmolStr, Vec<FileId>>,
    /// `impl`s that were left out of files, by the file and the name of the type it declares.
    impls: FxHashMap<(FileId, SmolStr), Vec<UnreadImpl>>,
    asked: Mutex<BTreeSet<FileId>>,
    touched: Mutex<FxHashSet<AdtId>>,
    /// Bodies that were left out of files, by the byte they begin at.
    bodies: Mutex<BTreeSet<(FileId, u32)>>,
    /// `impl`s that were left out, by their last byte.
    asked_impls: Mutex<BTreeSet<(FileId, u32)>>,
    /// Types of which it was asked where they are made.
    made: Mutex<BTreeSet<AdtId>>,
    /// Files that `include!` puts into a module.
    pub(super) included: FxHashMap<ModuleId, Vec<FileId>>,
}

#[derive(Debug)]
struct UnreadFile {
    text: Arc<str>,
    globs: OnceLock<Globs>,
}

/// What an `impl` that was left out gives its type.
#[derive(Debug)]
struct UnreadImpl {
    last: u32,
    names: Vec<SmolStr>,
}

/// Whether a file has `use …::*`.
#[derive(Debug, Clone, Copy, Default)]
struct Globs {
    any: bool,
    public: bool,
}

impl Unread {
    /// Files with their texts and the macros they may declare, and those that were parsed for what others ask of them.
    #[must_use]
    pub fn new<'a>(files: impl Iterator<Item = (FileId, Arc<str>, &'a [Name])>, aside: FxHashSet<FileId>) -> Self {
        let mut unread = Self { aside, ..Self::default() };
        for (file, text, macros) in files {
            for name in macros {
                unread.macros.entry(name.clone()).or_default().push(file);
            }
            unread.files.insert(file, UnreadFile { text, globs: OnceLock::new() });
        }
        unread
    }

    /// Adds the `impl`s that were left out of a file.
    pub fn add_impls(&mut self, file: FileId, text: &str, places: &[ImplPlace]) {
        let slice = |range: &TextRange| SmolStr::from(range.slice(text).unwrap_or_default());
        for place in places {
            let names = place.names.iter().map(slice).collect();
            let of = self.impls.entry((file, slice(&place.of))).or_default();
            of.push(UnreadImpl { last: place.last(), names });
        }
    }

    /// Nothing was left unread.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a file was not parsed.
    #[must_use]
    pub fn holds(&self, file: FileId) -> bool {
        self.files.contains_key(&file)
    }

    /// Whether what a file does may matter.
    #[must_use]
    pub fn matters(&self, file: FileId) -> bool {
        !self.files.contains_key(&file) && !self.aside.contains(&file)
    }

    /// Whether a file that was not parsed may declare a name, or hand on what another declares; to modules within it (`inside`) it hands
    /// on private imports too.
    pub(super) fn may_declare(&self, file: FileId, name: &str, inside: bool) -> bool {
        let Some(unread) = self.files.get(&file) else { return false };
        let globs = unread.globs.get_or_init(|| globs(&unread.text));
        if if inside { globs.any } else { globs.public } {
            return true;
        }
        let text = unread.text.as_bytes();
        let is_word = |at: usize| text.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        memmem::find_iter(text, name)
            .any(|at| !is_word(at + name.len()) && at.checked_sub(1).is_none_or(|before| !is_word(before)))
    }

    /// The files that may declare a macro.
    pub(super) fn macros(&self, name: &str) -> &[FileId] {
        self.macros.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names of the macros that they declare.
    pub(super) fn macro_names(&self) -> impl Iterator<Item = &Name> {
        self.macros.keys()
    }

    /// Notes that files are missed.
    pub fn ask(&self, files: &[FileId]) {
        if !files.is_empty() && !QUIET.get() {
            let wanted = files.iter().filter(|file| self.files.contains_key(file));
            locked(&self.asked).extend(wanted);
        }
    }

    /// The files that were missed so far, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<FileId> {
        locked(&self.asked).iter().copied().collect()
    }

    /// Notes that `impl`s of a type were asked for.
    pub(crate) fn touch(&self, adt: AdtId) {
        if !self.files.is_empty() && !QUIET.get() {
            locked(&self.touched).insert(adt);
        }
    }

    /// The `impl`s that were asked for, each by its last byte.
    #[must_use]
    pub fn asked_impls(&self) -> BTreeSet<(FileId, u32)> {
        locked(&self.asked_impls).clone()
    }

    /// Notes that a body was asked for.
    pub(crate) fn ask_body(&self, file: FileId, body: u32) {
        locked(&self.bodies).insert((file, body));
    }

    /// The bodies that were asked for, each by the byte it begins at.
    #[must_use]
    pub fn asked_bodies(&self) -> BTreeSet<(FileId, u32)> {
        locked(&self.bodies).clone()
    }

    /// Notes that it was asked where values of a type are made.
    pub(crate) fn ask_made(&self, adt: AdtId) {
        locked(&self.made).insert(adt);
    }

    /// The types of which it was asked where they are made.
    #[must_use]
    pub fn asked_made(&self) -> BTreeSet<AdtId> {
        locked(&self.made).clone()
    }

    /// The types whose `impl`s were asked for.
    #[must_use]
    pub fn touched(&self) -> Vec<AdtId> {
        let mut touched: Vec<AdtId> = locked(&self.touched).iter().copied().collect();
        touched.sort_unstable();
        touched
    }
}

impl Graph {
    /// Notes that it was asked what the `impl`s of a type give it by a name, or by any.
    pub(crate) fn ask_impls(&self, adt: AdtId, name: Option<&Name>) {
        let unread = &self.unread;
        if unread.impls.is_empty() || QUIET.get() {
            return;
        }
        let def = &self[adt];
        let of = unread.impls.get(&(def.place.file, def.item.name.clone())).map_or(&[][..], Vec::as_slice);
        let gives = |of: &&UnreadImpl| name.is_none_or(|name| of.names.contains(name));
        let asked: Vec<(FileId, u32)> = of.iter().filter(gives).map(|of| (def.place.file, of.last)).collect();
        if !asked.is_empty() {
            locked(&unread.asked_impls).extend(asked);
        }
    }

    /// The files that were not parsed.
    #[must_use]
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Whether a file that was not parsed could say what a module declares.
    pub(super) fn is_unread(&self, module: ModuleId) -> bool {
        !self.unread.is_empty() && (self.unread.holds(self[module].file) || self.unread.included.contains_key(&module))
    }

    /// Notes the files that were not parsed and may declare a name in a module; whether there are any.
    pub(super) fn miss(&self, module: ModuleId, name: &Name, from: ModuleId, missed: &mut Vec<FileId>) -> bool {
        if self.unread.is_empty() {
            return false;
        }
        let before = missed.len();
        let included = self.unread.included.get(&module).map_or(&[][..], Vec::as_slice);
        let files = std::iter::once(&self[module].file).chain(included).filter(|file| self.unread.holds(**file));
        let inside = self.is_within(from, module);
        missed.extend(files.filter(|file| self.unread.may_declare(**file, name, inside)));
        missed.len() > before
    }
}

/// What others noted; a thread that panicked left it whole.
fn locked<T>(noted: &Mutex<T>) -> MutexGuard<'_, T> {
    noted.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks for `*` where a `use` has one.
fn globs(text: &str) -> Globs {
    let bytes = text.as_bytes();
    let mut found = Globs::default();
    for at in memchr_iter(b'*', bytes) {
        let before = bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace());
        let after = bytes[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
        if !matches!(before, Some(b':' | b'{' | b',')) || !matches!(after, Some(b';' | b',' | b'}')) {
            continue;
        }
        let Some(keyword) = text.get(..at).and_then(|head| head.rfind("use")) else { continue };
        let head = text[..keyword].trim_end();
        found.any = true;
        found.public |= head.ends_with("pub") || head.ends_with(')');
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_are_told_from_products_and_pointers() {
        for (text, any, public) in [
            ("use a::*;", true, false),
            ("pub use a::{b, c::*};", true, true),
            ("pub(crate) use a :: * ;", true, true),
            ("fn f(a: *const u8) -> u8 { a * b } /* use */", false, false),
        ] {
            let found = globs(text);
            assert_eq!((found.any, found.public), (any, public), "{text}");
        }
    }

    #[test]
    fn a_file_is_missed_where_it_could_have_answered() {
        let file = |at: u32, text: &str| (FileId(at), Arc::from(text), &[][..]);
        let macros = [Name::from("call")];
        let declares = (FileId(3), Arc::from("macro_rules! call { () => {} }"), &macros[..]);
        let files = [file(1, "pub struct Known;"), file(2, "pub use x::*;"), declares];
        let unread = Unread::new(files.into_iter(), FxHashSet::default());
        assert!(unread.may_declare(FileId(1), "Known", false) && !unread.may_declare(FileId(1), "Know", false));
        assert!(unread.may_declare(FileId(2), "Anything", false));
        assert_eq!(unread.macros("call"), [FileId(3)]);
        quietly(|| unread.ask(&[FileId(1)]));
        assert!(unread.asked().is_empty());
        unread.ask(&[FileId(2), FileId(9)]);
        assert_eq!(unread.asked(), [FileId(2)]);
        assert!(unread.matters(FileId(9)) && !unread.matters(FileId(1)));
    }
}
