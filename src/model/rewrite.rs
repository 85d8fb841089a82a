//! Paths through a shim, rewritten to the canonical path — where that is certain to mean the same.

use super::items::ManagerItems;
use super::shims::Shims;
use crate::infer::World;
use crate::position::{FileId, Span, TextRange};
use crate::resolve::Binding;
use crate::resolve::graph::{Def, Graph, Import, ModuleId, Namespace};
use crate::source::load::Loaded;
use crate::syntax::facts::{ItemKind, UseLeaf};
use crate::syntax::types::{DOLLAR_CRATE, Path};

/// A path as it should be written, and the edits that do it.
type Rewritten = (String, Option<Vec<(Span, String)>>);

pub(super) struct Rewriter<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) items: &'a ManagerItems,
    pub(super) shims: &'a Shims,
    pub(super) loaded: &'a Loaded,
}

impl<'a> Rewriter<'a> {
    fn graph(&self) -> &'a Graph {
        self.world.graph
    }

    /// A path in code, which stands in `module`.
    pub(super) fn path(&self, used: &Path, def: &Def, bindings: &[Binding], module: ModuleId, at: Span) -> Rewritten {
        let dollar = used.segments.first().filter(|first| first.name.starts_with(DOLLAR_CRATE));
        // What a macro writes behind `$crate` means the same wherever it is called.
        let module = dollar.and_then(|first| self.graph().macro_root(&first.name)).unwrap_or(module);
        let Some(new) = self.spelling(def, module, false, dollar.is_some()) else {
            return (self.items.shown(self.graph(), def), None);
        };
        let text = new.source_text();
        let certain = self.is_written(used, at) && bindings.iter().all(|binding| self.is_plain(&binding.def));
        let edits = certain.then(|| vec![(at, text.clone())]);
        (text, edits)
    }

    /// What a leaf of a `use` should import, and whether that is certain to mean the same.
    pub(super) fn leaf(&self, import: &Import, def: &Def, targets: &[Def]) -> Option<(Path, bool)> {
        let new = self.spelling(def, import.module, true, false)?;
        let same = if import.glob {
            self.gives_all(import, def, targets)
        } else {
            targets.iter().all(|target| self.is_plain(target) && self.means(import.module, &new, target))
        };
        Some((new, same))
    }

    /// The first path that leads to the definition from there, and through no shim.
    pub(super) fn spelling(&self, def: &Def, user: ModuleId, in_use: bool, dollar: bool) -> Option<Path> {
        let graph = self.graph();
        let leads = |path: &Path| {
            let steps = graph.trace(user, path, def.namespace(), in_use);
            let Some(last) = steps.last() else {
                // The root of another crate: the name alone.
                return path.segments.len() == 1 && def.module(graph).is_none();
            };
            last.segment + 1 == path.segments.len()
                && last.bindings.iter().all(|binding| binding.def == *def)
                && self.shims.passed(&steps).is_none()
        };
        self.items.spellings(self.world, def, user, dollar).into_iter().find(leads)
    }

    /// Whether a path in a `use` means what a target stands for.
    fn means(&self, user: ModuleId, path: &Path, target: &Def) -> bool {
        let Some(wanted) = self.shims.canonical(self.items, target) else { return false };
        let steps = self.graph().trace(user, path, wanted.namespace(), true);
        match steps.last() {
            Some(last) => last.bindings.iter().any(|binding| binding.def == *wanted),
            None => matches!(wanted, Def::Module(_)),
        }
    }

    /// Whether an alias may be replaced by what it stands for: one that leaves out parameters with defaults fixes them, where
    /// the type itself would leave them to inference.
    fn is_plain(&self, def: &Def) -> bool {
        let graph = self.graph();
        match (def, self.shims.stands_for.get(def)) {
            (Def::Alias(alias), Some(Def::Adt(adt))) => {
                let own = graph[*alias].parts().map_or(0, |(generics, _)| generics.params.len());
                own == graph[*adt].generics().params.len()
            }
            _ => true,
        }
    }

    /// Whether the canonical module gives every name that a glob brings, as the same.
    fn gives_all(&self, import: &Import, def: &Def, targets: &[Def]) -> bool {
        let graph = self.graph();
        let (Def::Module(canonical), [Def::Module(module)]) = (def, targets) else { return false };
        canonical == module
            || graph.names_in(*module).all(|name| {
                [Namespace::Type, Namespace::Value].into_iter().all(|namespace| {
                    let ours = graph.bindings(*module, name, namespace, Some(import.module));
                    let theirs = graph.bindings(*canonical, name, namespace, Some(import.module));
                    ours.iter().all(|binding| {
                        let wanted = self.shims.canonical(self.items, &binding.def);
                        self.is_plain(&binding.def) && theirs.iter().any(|found| Some(&found.def) == wanted)
                    })
                })
            })
    }

    /// The edits that make leaves of one declaration import what they should.
    pub(super) fn declaration(&self, import: &Import, leaves: &[(&UseLeaf, Path)]) -> Option<Vec<(Span, String)>> {
        let ItemKind::Use(all) = &import.item.kind else { return None };
        let span = |start, end| Span::new(import.file, TextRange::new(start, end));
        let mut edits = Vec::new();
        let mut moved: Vec<&(&UseLeaf, Path)> = Vec::new();
        for leaf in leaves {
            match in_place(leaf.0, &leaf.1) {
                Some(text) => edits.push((Span::new(import.file, leaf.0.entry.range), text)),
                None => moved.push(leaf),
            }
        }
        let item = import.item.range;
        let keyword = import.item.name_range.end;
        let uses = uses(&moved);
        let Some((first, rest)) = uses.split_first() else { return Some(edits) };
        let head = self.text(span(item.start, keyword))?;
        let line = |text: &String| format!("\n{}{head} {text};", self.indent(import.file, item.start));
        if moved.len() == all.len() {
            // Nothing stays.
            let text = format!(" {first};{}", rest.iter().map(line).collect::<String>());
            edits.push((span(keyword, item.end), text));
        } else {
            let removals = moved.iter().filter_map(|(leaf, _)| leaf.entry.removal).collect();
            for range in self.removals(import, removals) {
                edits.push((Span::new(import.file, range), String::new()));
            }
            // Declarations of their own, with the same attributes and visibility.
            edits.push((span(item.end, item.end), uses.iter().map(line).collect()));
        }
        let is_comment = |text: &str| text.contains("//") || text.contains("/*");
        let lost = edits.iter().any(|(span, _)| self.text(*span).is_none_or(is_comment)) || is_comment(head);
        (!lost).then_some(edits)
    }

    /// What to delete so that entries leave their groups: neighbours at once, and no comma before a brace.
    pub(super) fn removals(&self, import: &Import, mut ranges: Vec<TextRange>) -> Vec<TextRange> {
        ranges.sort_unstable();
        let mut merged: Vec<TextRange> = Vec::new();
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => *last = last.cover(range),
                _ => merged.push(range),
            }
        }
        for range in &mut merged {
            let after = Span::new(import.file, TextRange::new(range.end, import.item.range.end));
            if self.text(after).is_some_and(|text| text.trim_start().starts_with('}')) {
                let before = Span::new(import.file, TextRange::new(import.item.range.start, range.start));
                let kept = self.text(before).unwrap_or_default().trim_end();
                let kept = kept.strip_suffix(',').unwrap_or(kept);
                range.start = import.item.range.start + crate::position::to_u32(kept.len());
            }
        }
        merged
    }

    /// The white space before what begins at an offset.
    pub(super) fn indent(&self, file: FileId, start: u32) -> &'a str {
        let before = self.text(Span::new(file, TextRange::new(0, start))).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    pub(super) fn text(&self, span: Span) -> Option<&'a str> {
        span.range.slice(&self.loaded.sources.get(span.file).text)
    }

    /// Whether the source has a path there as it was read: code in a string with escapes has not.
    fn is_written(&self, path: &Path, at: Span) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<String>().replace("r#", "");
        self.text(at).is_some_and(|text| plain(text) == plain(&path.text()))
    }
}

/// The new text of a leaf that can stay where it is: all of a declaration, or an entry whose path goes on from the same prefix
/// (`use app::{old::X, y};` → `use app::{redis::X, y};`).
fn in_place(leaf: &UseLeaf, new: &Path) -> Option<String> {
    let entry = leaf.entry;
    if entry.removal.is_none() {
        return Some(new.source_text() + &tail(leaf, new));
    }
    let before = leaf.path.segments.get(..entry.prefix)?;
    let shared = new.segments.len() > before.len()
        && leaf.path.global == new.global
        && before.iter().zip(&new.segments).all(|(old, new)| old.name == new.name);
    let rest = Path { segments: new.segments.get(before.len()..)?.to_vec(), ..Path::default() };
    shared.then(|| rest.source_text() + &tail(leaf, new))
}

/// Paths with their names as the trees of declarations, those of one module in one.
fn uses(leaves: &[&(&UseLeaf, Path)]) -> Vec<String> {
    let mut grouped: Vec<(String, Vec<String>)> = Vec::new();
    for (leaf, new) in leaves {
        let parent =
            Path { segments: new.segments.split_last().map_or(&[][..], |(_, rest)| rest).to_vec(), ..new.clone() };
        let last = Path { segments: new.segments.last().cloned().into_iter().collect(), ..Path::default() };
        let name = last.source_text() + &tail(leaf, new);
        match grouped.iter_mut().find(|(known, _)| *known == parent.source_text()) {
            Some((_, names)) => names.push(name),
            None => grouped.push((parent.source_text(), vec![name])),
        }
    }
    let tree = |(parent, names): (String, Vec<String>)| match names.as_slice() {
        [only] if parent.is_empty() => only.clone(),
        [only] => format!("{parent}::{only}"),
        several => format!("{parent}::{{{}}}", several.join(", ")),
    };
    grouped.into_iter().map(tree).collect()
}

/// `::*`, or ` as name` where the name would be another.
fn tail(leaf: &UseLeaf, new: &Path) -> String {
    if leaf.glob {
        return "::*".to_owned();
    }
    match &leaf.binding {
        None => " as _".to_owned(),
        Some(name) if *name == new.last_name() => String::new(),
        Some(name) => format!(" as {name}"),
    }
}
