//! Reads and parses the files of a codebase: from each target's root along `mod` and `include!`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::modules::ModuleDirectory;
use super::{Provider, ReadError, SourceFile, Sources};
use crate::position::{FileId, Span, TextRange};
use crate::syntax::facts::{Attrs, FileFacts, Include, Item, ItemKind};
use crate::syntax::{self, SyntaxError};
use crate::workspace::{Codebase, Edition};

/// The root of one target, to be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetFiles {
    /// Package and target, by index.
    pub target: (usize, usize),
    /// Its root, if that could be read.
    pub root: Option<FileId>,
    /// Files of `mod x;` and `include!`, by the file and the offset of the module's name or the macro's path.
    pub children: FxHashMap<(FileId, u32), Vec<FileId>>,
}

/// A file that could not be read or parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProblem {
    /// Path relative to the codebase's root.
    pub display: String,
    /// Where: in the file itself for a syntax error, at the declaration for a file that is not there.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: String,
    /// Package and target through which it was reached.
    pub target: (usize, usize),
}

/// All files that targets reach.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Their text.
    pub sources: Sources,
    /// Their facts.
    pub facts: FxHashMap<FileId, Arc<FileFacts>>,
    /// The targets.
    pub targets: Vec<TargetFiles>,
    /// What could not be read.
    pub problems: Vec<FileProblem>,
    /// Modules under a `cfg` that have no file here: generated, or of another platform.
    pub absent: Vec<String>,
    /// Manifests among the files, by their path.
    pub manifests: BTreeMap<PathBuf, FileId>,
}

/// A file to be read, and what asked for it.
struct Wanted {
    target: usize,
    candidates: Vec<(PathBuf, ModuleDirectory)>,
    /// The declaration; none for a target's root.
    declared: Option<Declared>,
}

impl Wanted {
    fn parser(&self) -> fn(&str, Edition) -> Result<FileFacts, SyntaxError> {
        match &self.declared {
            Some(declared) if declared.included => syntax::parse_included,
            _ => syntax::parse_as,
        }
    }
}

#[derive(Clone)]
struct Declared {
    file: FileId,
    key: u32,
    range: TextRange,
    /// Under a `cfg`: rustc may never look for it.
    conditional: bool,
    /// By `include!`: it may hold an expression.
    included: bool,
    what: String,
}

/// Reads and parses every file the codebase's targets reach, in waves: each wave in parallel, in an order that does not
/// depend on threads.
#[must_use]
pub fn load(provider: &dyn Provider, codebase: &Codebase) -> Loaded {
    let mut loader = Loader { provider, codebase, loaded: Loaded::default(), ids: FxHashMap::default() };
    let mut wave = loader.roots();
    let mut visited: FxHashSet<(usize, FileId, PathBuf)> = FxHashSet::default();
    while !wave.is_empty() {
        let chosen: Vec<(Wanted, Option<(PathBuf, ModuleDirectory)>)> =
            wave.into_iter().map(|wanted| loader.choose(wanted)).collect();
        loader.read(&chosen);
        let mut next = Vec::new();
        for (wanted, found) in chosen {
            let Some((path, directory)) = found else { continue };
            let Some(file) = loader.ids.get(&path).copied().flatten() else { continue };
            loader.attach(&wanted, file);
            if visited.insert((wanted.target, file, directory_key(&directory))) {
                loader.declarations(wanted.target, file, &directory, &mut next);
            }
        }
        wave = next;
    }
    loader.loaded
}

/// What tells two mounts of one file apart: where its own modules are looked for.
fn directory_key(directory: &ModuleDirectory) -> PathBuf {
    directory.file("_", None).into_iter().next().map(|candidate| candidate.file).unwrap_or_default()
}

struct Loader<'a> {
    provider: &'a dyn Provider,
    codebase: &'a Codebase,
    loaded: Loaded,
    /// Files asked for so far; none for those that could not be read.
    ids: FxHashMap<PathBuf, Option<FileId>>,
}

impl Loader<'_> {
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

    /// The first candidate that is there.
    fn choose(&mut self, wanted: Wanted) -> (Wanted, Option<(PathBuf, ModuleDirectory)>) {
        let found = wanted
            .candidates
            .iter()
            .find(|(path, _)| self.ids.contains_key(path) || self.provider.is_file(path))
            .cloned();
        let found = match (found, &wanted.declared) {
            (None, None) => wanted.candidates.first().cloned(),
            (None, Some(declared)) => {
                let message = missing(&wanted, declared, self.codebase);
                if declared.conditional {
                    // rustc may never look for it; several alternatives of which one is there are no loss at all.
                    let file = &self.loaded.sources.get(declared.file).display;
                    self.loaded.absent.push(format!("{file}: {message}"));
                } else {
                    self.problem(wanted.target, Some(Span::new(declared.file, declared.range)), message);
                }
                None
            }
            (found, _) => found,
        };
        (wanted, found)
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

    fn read(&mut self, chosen: &[(Wanted, Option<(PathBuf, ModuleDirectory)>)]) {
        let mut fresh: Vec<(&Path, &Wanted)> = Vec::new();
        let mut seen = FxHashSet::default();
        for (wanted, found) in chosen {
            if let Some((path, _)) = found
                && !self.ids.contains_key(path)
                && seen.insert(path.as_path())
            {
                fresh.push((path, wanted));
            }
        }
        let provider = self.provider;
        let edition = |files: &TargetFiles| self.codebase.packages[files.target.0].targets[files.target.1].edition;
        let editions: Vec<Edition> = self.loaded.targets.iter().map(edition).collect();
        let read: Vec<(String, Result<FileFacts, SyntaxError>, Option<ReadError>)> = fresh
            .par_iter()
            .map(|(path, wanted)| match provider.read_text(path) {
                Ok(text) => {
                    let facts = wanted.parser()(&text, editions[wanted.target]);
                    (text, facts, None)
                }
                Err(error) => (String::new(), Ok(FileFacts::default()), Some(error)),
            })
            .collect();
        for ((path, Wanted { target, .. }), (text, facts, error)) in fresh.into_iter().zip(read) {
            let display = display(&self.codebase.root, path);
            if let Some(error) = error {
                // It stays a file of the codebase, so that the finding has a place.
                let message = format!("cannot read this file: {error}");
                let file = SourceFile { path: path.to_path_buf(), display, text: "".into() };
                let id = self.loaded.sources.add(file);
                self.ids.insert(path.to_path_buf(), None);
                self.problem(*target, Some(Span::new(id, TextRange::default())), message);
                continue;
            }
            let file = SourceFile { path: path.to_path_buf(), display, text: text.into() };
            let id = self.loaded.sources.add(file);
            self.ids.insert(path.to_path_buf(), Some(id));
            match facts {
                Ok(facts) => {
                    self.loaded.facts.insert(id, Arc::new(facts));
                }
                Err(error) => {
                    let range = match &error {
                        SyntaxError::Invalid { range, .. } => *range,
                        SyntaxError::TooDeep { .. } => TextRange::default(),
                    };
                    self.problem(*target, Some(Span::new(id, range)), format!("cannot parse this file: {error}"));
                }
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

/// Walks the items of one file for `mod x;` and `include!`.
struct Walk<'a> {
    target: usize,
    file: FileId,
    path: &'a Path,
}

impl Walk<'_> {
    fn items(&self, items: &[Arc<Item>], directory: &ModuleDirectory, conditional: bool, next: &mut Vec<Wanted>) {
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

    fn include(&self, include: &Include, next: &mut Vec<Wanted>) {
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
