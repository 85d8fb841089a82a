//! Reads and parses the files of a codebase: from each target's root along `mod` and `include!`.

mod more;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::declared::{Declared, Walk, Wanted};
use super::foresight::Called;
pub use super::loaded::{FileProblem, Loaded, Needed, TargetFiles};
use super::modules::ModuleDirectory;
use super::needed::left_out;
use super::{Provider, ReadError, SourceFile};
use crate::position::{FileId, Span, TextRange};
use crate::syntax::facts::FileFacts;
use crate::syntax::types::Name;
use crate::syntax::{self, SyntaxError};
use crate::workspace::{Codebase, Edition};

/// Bytes of a codebase whose rounds take long enough to be saved.
const LARGE: usize = 1 << 20;
/// One part of so many is little.
const FEW: usize = 4;

/// What became of one file.
enum Read {
    Failed(ReadError),
    Parsed(Arc<str>, Result<FileFacts, SyntaxError>),
    Skipped(Arc<str>, Arc<FileFacts>, Vec<Name>),
}

/// What is wanted, and the file that it turned out to be.
struct Chosen {
    wanted: Wanted,
    found: Option<(PathBuf, ModuleDirectory)>,
}

/// Reads and parses every file the codebase's targets reach.
#[must_use]
pub fn load(provider: &dyn Provider, codebase: &Codebase) -> Loaded {
    let mut loader = Loader::new(provider, codebase, None);
    loader.follow();
    loader.finish()
}

/// Where a text of a package names what matters, in order: it is parsed if it does, and of its function bodies those that do.
pub type Matters<'a> = &'a (dyn Fn(&str, usize) -> Vec<u32> + Sync);

/// Reads the files that targets reach, once each; parses those that matter, and others when they are asked for.
pub struct Loader<'a> {
    provider: &'a dyn Provider,
    codebase: &'a Codebase,
    /// What is parsed; none for everything.
    matters: Option<Matters<'a>>,
    loaded: Loaded,
    /// Files asked for so far; none for those that could not be read.
    ids: FxHashMap<PathBuf, Option<FileId>>,
    /// Where the modules of each file are looked for, by target: one place, or two where a `#[path]` leads to it too.
    mounts: FxHashMap<FileId, Vec<(usize, ModuleDirectory)>>,
    /// What the parsed files call.
    called: Called,
}

impl<'a> Loader<'a> {
    /// A loader that parses what matters; everything, where nothing says what does.
    #[must_use]
    pub fn new(provider: &'a dyn Provider, codebase: &'a Codebase, matters: Option<Matters<'a>>) -> Self {
        Self {
            provider,
            codebase,
            matters,
            loaded: Loaded::default(),
            ids: FxHashMap::default(),
            mounts: FxHashMap::default(),
            called: Called::default(),
        }
    }

    /// Reads every file that targets reach.
    pub fn follow(&mut self) {
        let roots = self.roots();
        self.waves(roots);
        let parsed: Vec<FileId> = self.loaded.parsed().collect();
        self.foresee(&parsed);
    }

    /// Parses the rest too where little of a large codebase is left: searching it would cost rounds and skip next to nothing.
    pub fn complete(&mut self) {
        let bytes = |file: FileId| self.loaded.sources.get(file).text.len();
        let all: usize = self.loaded.sources.iter().map(|(_, file)| file.text.len()).sum();
        let left: usize = self.loaded.skipped.iter().map(|file| bytes(*file)).sum();
        if all > LARGE && left * FEW < all {
            let mut files: Vec<FileId> = self.loaded.skipped.iter().copied().collect();
            files.sort_unstable();
            self.parse(files.into_iter().map(|file| (file, Vec::new())).collect());
        }
    }

    /// Adds a manifest to the files, so that findings can stand in it. One that cannot be read was told when it was read first.
    pub fn manifest(&mut self, path: &Path) {
        if let Ok(text) = self.provider.read_text(path) {
            let display = display(&self.codebase.root, path);
            let file = self.loaded.sources.add(SourceFile { path: path.to_path_buf(), display, text: text.into() });
            // No target reaches it.
            self.loaded.owners.push(0);
            self.loaded.manifests.insert(path.to_path_buf(), file);
        }
    }

    /// What was read so far.
    #[must_use]
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// All that was read.
    #[must_use]
    pub fn finish(self) -> Loaded {
        self.loaded
    }

    /// Goes on in waves: each wave in parallel, in an order that does not depend on threads.
    fn waves(&mut self, mut wave: Vec<Wanted>) {
        while !wave.is_empty() {
            let chosen: Vec<Chosen> = wave.into_par_iter().map(|wanted| self.choose(wanted)).collect();
            let files = self.read(&chosen);
            self.mounts.reserve(files.len());
            let mut mounted = Vec::new();
            for (Chosen { wanted, found }, file) in chosen.into_iter().zip(files) {
                let Some(((_, directory), file)) = found.zip(file) else { continue };
                self.attach(&wanted, file);
                let mounts = self.mounts.entry(file).or_default();
                if !mounts.iter().any(|(target, known)| *target == wanted.target && *known == directory) {
                    mounts.push((wanted.target, directory.clone()));
                    mounted.push((wanted.target, file, directory));
                }
            }
            let declarations = mounted.par_iter().flat_map_iter(|(target, file, directory)| {
                let mut next = Vec::new();
                self.declarations(*target, *file, directory, &mut next);
                next
            });
            wave = declarations.collect();
        }
    }

    fn edition(&self, target: usize) -> Edition {
        let (package, target) = self.loaded.targets[target].target;
        self.codebase.packages[package].targets[target].edition
    }

    fn roots(&mut self) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        for (package_at, package) in self.codebase.packages.iter().enumerate() {
            for (target_at, target) in package.targets.iter().enumerate() {
                let at = self.loaded.targets.len();
                self.loaded.targets.push(TargetFiles {
                    target: (package_at, target_at),
                    root: None,
                    children: FxHashMap::default(),
                });
                let candidates = vec![(target.root.clone(), ModuleDirectory::root(&target.root))];
                wanted.push(Wanted { target: at, candidates, declared: None });
            }
        }
        wanted
    }

    /// The first candidate that is there; a root is looked for even where it is not.
    fn choose(&self, wanted: Wanted) -> Chosen {
        let is_there = |path: &Path| self.ids.contains_key(path) || self.provider.is_file(path);
        let found = wanted.candidates.iter().find(|(path, _)| is_there(path));
        let found = found.or_else(|| wanted.candidates.first().filter(|_| wanted.declared.is_none())).cloned();
        Chosen { wanted, found }
    }

    /// Tells of a declaration that has no file.
    fn note_missing(&mut self, wanted: &Wanted) {
        let Some(declared) = &wanted.declared else { return };
        let message = missing(wanted, declared, self.codebase);
        if declared.conditional {
            // rustc may never look for it; several alternatives of which one is there are no loss at all.
            let file = &self.loaded.sources.get(declared.file).display;
            self.loaded.absent.push(format!("{file}: {message}"));
        } else {
            self.problem(wanted.target, Some(Span::new(declared.file, declared.range)), message);
        }
    }

    fn problem(&mut self, target: usize, span: Option<Span>, message: String) {
        let target = self.loaded.targets[target].target;
        let display = span.map_or_else(String::new, |span| self.loaded.sources.get(span.file).display.clone());
        let problem = FileProblem { display, span, message, target };
        // A file that two targets share is one problem.
        let known = |known: &FileProblem| {
            (&known.display, known.span, &known.message) == (&problem.display, problem.span, &problem.message)
        };
        if !self.loaded.problems.iter().any(known) {
            self.loaded.problems.push(problem);
        }
    }

    /// Reads what was not yet, and says which file each is, if it could be read.
    fn read(&mut self, chosen: &[Chosen]) -> Vec<Option<FileId>> {
        chosen.iter().filter(|chosen| chosen.found.is_none()).for_each(|chosen| self.note_missing(&chosen.wanted));
        let mut fresh: Vec<(&Path, &Wanted)> = Vec::with_capacity(chosen.len());
        self.ids.reserve(chosen.len());
        for Chosen { wanted, found } in chosen {
            if let Some((path, _)) = found
                && !self.ids.contains_key(path)
            {
                self.ids.insert(path.clone(), None);
                fresh.push((path, wanted));
            }
        }
        let this = &*self;
        let read = |(path, wanted): (&Path, &Wanted)| (display(&this.codebase.root, path), this.read_one(path, wanted));
        let read: Vec<(String, Read)> = fresh.par_iter().map(|fresh| read(*fresh)).collect();
        self.loaded.reserve(read.len());
        for ((path, wanted), (display, read)) in fresh.into_iter().zip(read) {
            self.add(path, wanted.target, display, read);
        }
        let id = |(path, _): &(PathBuf, ModuleDirectory)| self.ids.get(path).copied().flatten();
        chosen.iter().map(|chosen| chosen.found.as_ref().and_then(id)).collect()
    }

    /// Adds a file that was read.
    fn add(&mut self, path: &Path, target: usize, display: String, read: Read) {
        let text = match &read {
            Read::Failed(_) => Arc::from(""),
            Read::Parsed(text, _) | Read::Skipped(text, ..) => Arc::clone(text),
        };
        let id = self.loaded.sources.add(SourceFile { path: path.to_path_buf(), display, text });
        self.loaded.owners.push(target);
        match read {
            // It stays a file of the codebase, so that the finding has a place.
            Read::Failed(error) => {
                let message = format!("cannot read this file: {error}");
                self.problem(target, Some(Span::new(id, TextRange::default())), message);
                return;
            }
            Read::Skipped(_, facts, macros) => {
                self.loaded.skipped.insert(id);
                if !macros.is_empty() {
                    self.loaded.macros.insert(id, macros);
                }
                self.loaded.facts.insert(id, facts);
            }
            Read::Parsed(_, facts) => self.keep(id, target, facts),
        }
        if let Some(known) = self.ids.get_mut(path) {
            *known = Some(id);
        }
    }

    fn read_one(&self, path: &Path, wanted: &Wanted) -> Read {
        let text = match self.provider.read_shared(path) {
            Ok(text) => text,
            Err(error) => return Read::Failed(error),
        };
        let edition = self.edition(wanted.target);
        let package = self.loaded.targets[wanted.target].target.0;
        let facts = match self.matters.filter(|_| !wanted.is_included()) {
            None => wanted.parser()(&text, edition),
            Some(matters) => {
                let hits = matters(&text, package);
                if hits.is_empty()
                    && let Some(facts) = syntax::skim(&text, edition)
                {
                    let macros = syntax::macro_names(&text);
                    return Read::Skipped(text, Arc::new(facts), macros);
                }
                syntax::parse_without(&text, edition, left_out(&text, &hits))
            }
        };
        Read::Parsed(text, facts)
    }

    /// Keeps the facts of a file, or why there are none.
    fn keep(&mut self, file: FileId, target: usize, facts: Result<FileFacts, SyntaxError>) {
        match facts {
            Ok(facts) => {
                self.loaded.facts.insert(file, Arc::new(facts));
            }
            Err(error) => {
                let range = match &error {
                    SyntaxError::Invalid { range, .. } => *range,
                    SyntaxError::TooDeep { .. } => TextRange::default(),
                };
                self.problem(target, Some(Span::new(file, range)), format!("cannot parse this file: {error}"));
            }
        }
    }

    fn attach(&mut self, wanted: &Wanted, file: FileId) {
        let target = &mut self.loaded.targets[wanted.target];
        match &wanted.declared {
            None => target.root = Some(file),
            Some(declared) => {
                let files = target.children.entry((declared.file, declared.key)).or_default();
                if !files.contains(&file) {
                    files.push(file);
                }
            }
        }
    }

    fn declarations(&self, target: usize, file: FileId, directory: &ModuleDirectory, next: &mut Vec<Wanted>) {
        let Some(facts) = self.loaded.facts.get(&file) else { return };
        let walk = Walk { target, file, path: &self.loaded.sources.get(file).path };
        walk.items(&facts.items, directory, false, next);
        facts.includes.iter().for_each(|include| walk.include(include, next));
    }
}

fn missing(wanted: &Wanted, declared: &Declared, codebase: &Codebase) -> String {
    let tried: Vec<String> =
        wanted.candidates.iter().map(|(path, _)| format!("`{}`", display(&codebase.root, path))).collect();
    format!("no file for `{}`: looked for {}", declared.what, tried.join(" and "))
}

/// A path relative to the root, `/` between parts.
#[must_use]
pub fn display(root: &Path, path: &Path) -> String {
    let shown = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = shown.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/").replacen("//", "/", 1)
}
