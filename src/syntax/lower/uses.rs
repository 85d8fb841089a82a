//! `use` declarations, flattened.

use super::{Lower, name};
use crate::position::TextRange;
use crate::syntax::facts::{UseEntry, UseLeaf};
use crate::syntax::types::{Name, Path, Segment};

/// A tree on the way down: the segments before it, and the part that is its leaf's alone so far.
struct Pending<'t> {
    prefix: Vec<Segment>,
    entry: UseEntry,
    tree: &'t syn::UseTree,
}

impl Lower {
    pub(super) fn use_leaves(&self, declaration: &syn::ItemUse) -> Vec<UseLeaf> {
        let mut leaves = Vec::new();
        let colons = declaration.leading_colon.map(|colons| self.range(colons.spans[0]));
        let range = self.tree_range(&declaration.tree);
        let range = colons.map_or(range, |colons| colons.cover(range));
        let entry = UseEntry { range, prefix: 0, removal: None };
        let mut pending = vec![Pending { prefix: Vec::new(), entry, tree: &declaration.tree }];
        while let Some(Pending { mut prefix, entry, tree }) = pending.pop() {
            let leaf = |prefix, binding, glob, range| use_leaf(colons, prefix, binding, glob, range, entry);
            match tree {
                syn::UseTree::Path(path) => {
                    prefix.push(self.plain_segment(&path.ident));
                    pending.push(Pending { prefix, entry, tree: &path.tree });
                }
                syn::UseTree::Group(group) => self.group(&prefix, entry, group, &mut pending),
                syn::UseTree::Name(found) => {
                    let at = self.range(found.ident.span());
                    // `use a::b::{self}` names `b`, in the type namespace alone.
                    if found.ident == "self" && !prefix.is_empty() {
                        let binding = prefix.last().map(|segment| segment.name.clone());
                        leaves.push(UseLeaf { types_only: true, ..leaf(prefix, binding, false, at) });
                    } else {
                        prefix.push(self.plain_segment(&found.ident));
                        leaves.push(leaf(prefix, Some(name(&found.ident)), false, at));
                    }
                }
                syn::UseTree::Rename(found) => {
                    let types_only = found.ident == "self" && !prefix.is_empty();
                    if !types_only {
                        prefix.push(self.plain_segment(&found.ident));
                    }
                    let binding = (found.rename != "_").then(|| name(&found.rename));
                    leaves.push(UseLeaf { types_only, ..leaf(prefix, binding, false, self.tree_range(tree)) });
                }
                syn::UseTree::Glob(_) => leaves.push(leaf(prefix, None, true, self.tree_range(tree))),
            }
        }
        leaves
    }

    /// The entries of a group, last one first.
    fn group<'t>(&self, prefix: &[Segment], outer: UseEntry, group: &'t syn::UseGroup, pending: &mut Vec<Pending<'t>>) {
        let ranges: Vec<TextRange> = group.items.iter().map(|tree| self.tree_range(tree)).collect();
        for (at, tree) in group.items.iter().enumerate().rev() {
            let range = ranges[at];
            let before = at.checked_sub(1).map(|before| TextRange::new(ranges[before].end, range.end));
            // With the comma behind it, or with the one before the last.
            let removal = ranges.get(at + 1).map(|next| TextRange::new(range.start, next.start)).or(before);
            let own = UseEntry { range, prefix: prefix.len(), removal };
            let entry = if ranges.len() > 1 { own } else { outer };
            pending.push(Pending { prefix: prefix.to_vec(), entry, tree });
        }
    }

    /// From the first to the last token of a tree.
    fn tree_range(&self, tree: &syn::UseTree) -> TextRange {
        match tree {
            syn::UseTree::Path(path) => self.range(path.ident.span()).cover(self.tree_range(&path.tree)),
            syn::UseTree::Name(name) => self.range(name.ident.span()),
            syn::UseTree::Rename(rename) => self.range(rename.ident.span()).cover(self.range(rename.rename.span())),
            syn::UseTree::Glob(glob) => self.range(glob.star_token.span),
            syn::UseTree::Group(group) => {
                self.range(group.brace_token.span.open()).cover(self.range(group.brace_token.span.close()))
            }
        }
    }

    fn plain_segment(&self, ident: &syn::Ident) -> Segment {
        let segment = syn::PathSegment { ident: ident.clone(), arguments: syn::PathArguments::None };
        let path = self.path(&syn::Path::from(segment));
        path.segments.into_iter().next().unwrap_or(Segment {
            name: name(ident),
            args: None,
            range: TextRange::default(),
        })
    }
}

fn use_leaf(
    colons: Option<TextRange>,
    segments: Vec<Segment>,
    binding: Option<Name>,
    glob: bool,
    range: TextRange,
    entry: UseEntry,
) -> UseLeaf {
    let start = segments.first().map_or(range, |segment| segment.range);
    let path = Path { global: colons.is_some(), qself: None, segments, range: start.cover(range) };
    UseLeaf { path, binding, glob, types_only: false, range, entry }
}
