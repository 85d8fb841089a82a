//! Parses more of what was read, once it turns out to matter or is asked for.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Loader, Needed};
use crate::position::FileId;
use crate::source::needed::{left_out, split};
use crate::syntax::facts::FileFacts;
use crate::syntax::{self, SyntaxError};

/// So many times what was parsed costs no more to declare than another round or two.
const REST: usize = 2;

impl Loader<'_> {
    /// Parses files for what others ask of them, not for what they do themselves. Where the rest is little beside what was parsed, it
    /// is parsed so too: who asks for one file asks for more, and each time costs a round.
    pub fn parse_aside(&mut self, files: &[FileId]) {
        let bytes = |file: FileId| self.loaded.sources.get(file).text.len();
        let left: usize = self.loaded.skipped.iter().copied().map(bytes).sum();
        let read: usize = self.loaded.parsed().map(bytes).sum();
        let is_rest = |file: &FileId| !files.is_empty() && (left <= read * REST || files.contains(file));
        let mut fresh: Vec<FileId> = self.loaded.skipped.iter().copied().filter(is_rest).collect();
        fresh.sort_unstable();
        self.read_again(fresh.iter().map(|file| (*file, Vec::new())).collect());
        self.loaded.aside.extend(fresh);
    }

    /// Parses files that turn out to matter, or more of them.
    pub fn parse(&mut self, files: Vec<Needed>) {
        files.iter().for_each(|(file, _)| {
            self.loaded.aside.remove(file);
        });
        self.read_again(files);
    }

    /// Parses what was left out and is asked for: bodies by the byte they begin at, `impl`s by their last. What their files do matters as
    /// much as before.
    pub fn parse_left_out<'p>(&mut self, places: impl IntoIterator<Item = &'p (FileId, u32)>) {
        let mut files: BTreeMap<FileId, Vec<u32>> = BTreeMap::new();
        places.into_iter().for_each(|(file, at)| files.entry(*file).or_default().push(*at));
        files.values_mut().for_each(|places| places.sort_unstable());
        self.read_again(files.into_iter().collect());
    }

    /// Parses files that were not, or what was left out of them and is needed now.
    fn read_again(&mut self, mut files: Vec<Needed>) {
        files.retain(|(file, hits)| self.loaded.skipped.contains(file) || self.loaded.lacks(*file, hits));
        if files.is_empty() {
            return;
        }
        let fresh: Vec<FileId> = files.iter().map(|(file, _)| *file).collect();
        self.parse_all(files);
        // The parser may see a declaration where the lexer saw none.
        let mut wave = Vec::new();
        for file in &fresh {
            for (target, directory) in self.mounts.get(file).into_iter().flatten() {
                self.declarations(*target, *file, directory, &mut wave);
            }
        }
        self.waves(wave);
        self.foresee(&fresh);
    }

    /// Parses the `impl`s that were left out and are called by these files, or by others before them.
    pub(super) fn foresee(&mut self, fresh: &[FileId]) {
        let wanted = self.called.wanted(&self.loaded, fresh);
        self.parse_all(wanted);
    }

    /// Parses files, or more of them.
    fn parse_all(&mut self, files: Vec<Needed>) {
        let parsed: Vec<Result<FileFacts, SyntaxError>> = {
            let before: Vec<_> = files.iter().map(|(file, _)| self.loaded.take(*file)).collect();
            let this = &*self;
            let parse = |((file, hits), facts): (&Needed, _)| this.parse_more(*file, hits, facts);
            files.par_iter().zip(before).map(parse).collect()
        };
        for ((file, _), facts) in files.into_iter().zip(parsed) {
            self.loaded.skipped.remove(&file);
            self.keep(file, self.loaded.owners[file.0 as usize], facts);
        }
    }

    /// Parses a file, or more of one that was parsed.
    fn parse_more(&self, file: FileId, hits: &[u32], facts: Option<FileFacts>) -> Result<FileFacts, SyntaxError> {
        let text = &self.loaded.sources.get(file).text;
        let edition = self.edition(self.loaded.owners[file.0 as usize]);
        let Some(mut facts) = facts else { return syntax::parse_without(text, edition, left_out(text, hits)) };
        let (needed, still) = split(&facts.left_out, hits);
        if facts.read(text, edition, &needed) { Ok(facts) } else { syntax::parse_without(text, edition, still) }
    }
}
