//! Shims that the compiler says nothing about, turned into ones that it warns of.

use std::collections::BTreeMap;

use super::rewrite::Rewriter;
use super::shims::{Deprecation, Shim, ShimKind};
use crate::position::{FileId, Span, TextRange};
use crate::resolve::graph::{AdtId, Def, FnSource, Graph, ImportId};
use crate::syntax::facts::{AdtKind, Item, ItemKind, Visibility};
use crate::syntax::types::{Path, Segment};

/// Edits of a shim, by its place in the list.
type Fixes = Vec<(usize, Vec<(Span, String)>)>;

/// A leaf of a re-export that an alias can stand in for: the shim, its import, the alias as it is to be written.
struct Replaced<'a> {
    shim: usize,
    import: ImportId,
    note: &'a str,
    alias: String,
}

/// The edits by which shims become deprecated, where these are certain to change nothing else.
pub(super) fn fixes(rewriter: &Rewriter<'_>, shims: &[Shim]) -> Fixes {
    let graph = rewriter.world.graph;
    let mut fixes = Fixes::new();
    let mut declarations: BTreeMap<(FileId, TextRange), Vec<Replaced<'_>>> = BTreeMap::new();
    for (at, shim) in shims.iter().enumerate().filter(|(_, shim)| shim.deprecation != Deprecation::Honoured) {
        let item = match shim.kind {
            ShimKind::Alias(alias) => Some(&graph[alias].item),
            ShimKind::Function(function) => match &graph[function].source {
                FnSource::Item(item) => Some(item),
                FnSource::Assoc(_) => None,
            },
            ShimKind::Glob(_) => None,
            ShimKind::Reexport(id) => {
                if let Some(alias) = alias_for(rewriter, id, &shim.def) {
                    let replaced = Replaced { shim: at, import: id, note: &shim.target, alias };
                    let key = (graph[id].file, graph[id].item.range);
                    declarations.entry(key).or_default().push(replaced);
                }
                None
            }
        };
        fixes.extend(item.and_then(|item| Some((at, vec![attribute(rewriter, shim, item)?]))));
    }
    for replaced in declarations.values() {
        if let Some(edits) = declaration(rewriter, replaced) {
            fixes.extend(replaced.iter().map(|leaf| (leaf.shim, edits.clone())));
        }
    }
    fixes
}

/// `#[deprecated]` before the visibility of an alias or function.
fn attribute(rewriter: &Rewriter<'_>, shim: &Shim, item: &Item) -> Option<(Span, String)> {
    let file = shim.site.span.file;
    let head = rewriter.text(Span::new(file, TextRange::new(item.range.start, item.name_range.start)))?;
    let words = head.match_indices("pub").filter(|(at, _)| {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        !head[..*at].ends_with(is_word) && !head[at + 3..].starts_with(is_word)
    });
    let (at, _) = words.last()?;
    let start = item.range.start + crate::position::to_u32(at);
    let text = format!("{}\n{}", deprecated(&shim.target), rewriter.indent(file, start));
    Some((Span::new(file, TextRange::new(start, start)), text))
}

fn deprecated(target: &str) -> String {
    format!("#[deprecated(note = \"use `{target}`\")]")
}

/// `type X = canonical::X` for a re-export of a type, where whoever uses the one can use the other.
fn alias_for(rewriter: &Rewriter<'_>, id: ImportId, def: &Def) -> Option<String> {
    let graph = rewriter.world.graph;
    let import = &graph[id];
    let (Def::Adt(adt), [_]) = (def, graph.import_targets(id).as_slice()) else { return None };
    let generics = graph[*adt].generics();
    if !generics.params.is_empty() || generics.lifetimes > 0 || !is_type_alone(graph, *adt) || !may_move(rewriter, id) {
        return None;
    }
    let name = import.binding.clone()?;
    let name = Path { segments: vec![Segment { name, args: None, range: TextRange::default() }], ..Path::default() };
    let path = rewriter.spelling(def, import.module, false, false)?;
    Some(format!("type {} = {};", name.source_text(), path.source_text()))
}

/// Whether the type's name is nothing else that an alias would not be: no constructor that others may call, and no enum whose
/// variants are imported by it (`use alias::Variant` is an error).
fn is_type_alone(graph: &Graph, adt: AdtId) -> bool {
    let Some(facts) = graph[adt].adt() else { return false };
    match facts.kind {
        AdtKind::Enum => !ImportId::all(graph).any(|id| {
            let variants = |def: &Def| matches!(def, Def::Variant(of, _) | Def::Adt(of) if *of == adt);
            let is_within = graph[id].path.segments.len() > 1 || graph[id].glob;
            let last = graph[id].path.last_name();
            is_within
                && (graph[id].glob || facts.variants.iter().any(|variant| variant.name == last))
                && graph.import_targets(id).iter().any(variants)
        }),
        AdtKind::Struct => {
            let fields = facts.variants.iter().flat_map(|body| &body.fields);
            let hidden = fields.filter(|field| field.visibility == Visibility::Private).count();
            !graph[adt].has_constructor() || hidden > 0
        }
        AdtKind::Union => true,
    }
}

/// Whether the attributes of a `use` mean the same on a type.
fn may_move(rewriter: &Rewriter<'_>, id: ImportId) -> bool {
    let import = &rewriter.world.graph[id];
    let attrs = &import.item.attrs;
    let head = head(rewriter, id).unwrap_or("doc(");
    attrs.others.iter().all(|attr| attr.name == "allow" || attr.name == "expect") && !head.contains("doc(")
}

/// Attributes and visibility of a `use`.
fn head<'a>(rewriter: &Rewriter<'a>, id: ImportId) -> Option<&'a str> {
    let import = &rewriter.world.graph[id];
    let range = TextRange::new(import.item.range.start, import.item.name_range.start);
    rewriter.text(Span::new(import.file, range))
}

/// The leaves of one declaration that become aliases: all of it, or taken out of it.
fn declaration(rewriter: &Rewriter<'_>, replaced: &[Replaced<'_>]) -> Option<Vec<(Span, String)>> {
    let graph = rewriter.world.graph;
    let import = &graph[replaced.first()?.import];
    let ItemKind::Use(all) = &import.item.kind else { return None };
    let head = head(rewriter, replaced.first()?.import)?;
    let range = import.item.range;
    let indent = rewriter.indent(import.file, range.start);
    let items = replaced.iter().map(|leaf| match import.item.attrs.deprecated {
        true => format!("{head}{}", leaf.alias),
        false => format!("{}\n{indent}{head}{}", deprecated(leaf.note), leaf.alias),
    });
    let items = items.collect::<Vec<_>>().join(&format!("\n{indent}"));
    let span = |range| Span::new(import.file, range);
    let mut edits = Vec::new();
    if replaced.len() == all.len() {
        edits.push((span(range), items));
    } else {
        let leaves = replaced.iter().filter_map(|leaf| graph[leaf.import].leaf()?.entry.removal).collect();
        edits.extend(rewriter.removals(import, leaves).into_iter().map(|range| (span(range), String::new())));
        edits.push((span(TextRange::new(range.end, range.end)), format!("\n{indent}{items}")));
    }
    let is_comment = |text: &str| {
        let docs = text.lines().filter(|line| !line.trim_start().starts_with("///"));
        docs.clone().any(|line| line.contains("//") || line.contains("/*"))
    };
    let lost = edits.iter().any(|(span, _)| rewriter.text(*span).is_none_or(is_comment));
    (!lost).then_some(edits)
}
