//! One call: which macro it means, and what comes out.

use std::rc::Rc;

use super::super::collect::{Collector, Target};
use super::super::expansions::{Items, Site};
use super::super::graph::{Def, Graph, MacroId, ModuleId, NO_FILE, Namespace};
use super::super::names::PathResolution;
use super::super::unread::quietly;
use super::{CALL, DEPTH};
use crate::position::{FileId, Span, TextRange, to_u32};
use crate::syntax::DOLLAR_CRATE_IDENT;
use crate::syntax::expansion::{self, Rule};
use crate::syntax::facts::{ItemKind, MacroArm};
use crate::syntax::tokens::{Origin, Rendered, Written};
use crate::syntax::types::Path;

/// A part of a file, or of what was expanded in it.
struct Source<'a> {
    text: &'a str,
    start: u32,
}

impl Collector<'_> {
    /// Files of a `mod x;` or `include!`.
    pub(in crate::resolve) fn children(&self, target: &Target, at: u32) -> Vec<FileId> {
        let written = self.graph.origin(Span::new(target.file, TextRange::new(at, at + 1))).span;
        let children = &self.inputs[target.krate.0 as usize].children;
        children.get(&(written.file, written.range.start)).cloned().unwrap_or_default()
    }

    /// The macro a call means; of several of that name, the last one before it in the innermost module around.
    pub(super) fn find(&self, target: &Target, path: &Path) -> Option<MacroId> {
        let imported = || path.as_name().is_some_and(|name| self.graph.imports_unknown_macro(target.module, name));
        let ask = || {
            if imported() {
                PathResolution::default()
            } else {
                self.graph.resolve(target.module, path, Namespace::Macro)
            }
        };
        let found = if self.graph.unread.matters(target.file) { ask() } else { quietly(ask) };
        let macros = found.defs.iter().filter_map(|def| match def {
            Def::Macro(id) if self.graph[*id].place.file != NO_FILE => Some(*id),
            _ => None,
        });
        macros.max_by_key(|id| {
            let def = &self.graph[*id];
            let after = def.place.file == target.file && def.item.range.start > path.range.start;
            (!after, self.graph.depth_around(target.module, def.place.module), *id)
        })
    }

    pub(super) fn transcribe<T>(
        &mut self,
        id: MacroId,
        at: Span,
        input: TextRange,
        depth: u32,
        parse: impl FnOnce(&Rendered, u32) -> Option<T>,
    ) -> Option<T> {
        let result = self.transcribed(id, Span::new(at.file, input), depth);
        let transcribed = result.and_then(|(arm, rendered)| {
            let expanded = self.parsed(Some((id, arm)), at, rendered, parse);
            expanded.ok_or("what comes out cannot be parsed").inspect(|_| _ = self.expander.used.insert((id, arm)))
        });
        transcribed.map_err(|why| self.blind(id, at, input, why)).ok()
    }

    /// A call that could not be expanded is a blind spot; one in an arm that is read as it stands has variables for arguments.
    fn blind(&mut self, id: MacroId, at: Span, input: TextRange, why: &str) {
        let variables = self.source(Span::new(at.file, input)).is_some_and(|source| source.text.contains('$'));
        if !variables {
            let name = &self.graph[id].item.name;
            let why = format!("the call of `{name}!` is read as it stands: {why}");
            self.graph.unexpanded.push((self.graph.origin(at).span, why));
        }
    }

    /// What came out of a call when an earlier graph was collected, at the same cost.
    pub(super) fn kept(&mut self, id: MacroId, site: &Site, depth: u32) -> Option<Items> {
        if depth >= DEPTH {
            return None;
        }
        let cost = self.cost(id);
        let left = self.expander.left.min(self.expander.all_left).saturating_sub(cost);
        let (arm, tokens, items) = self.graph.expansions.kept(site, id, left)?;
        self.expander.spend(cost + tokens);
        self.expander.used.insert((id, arm));
        Some(items)
    }

    fn transcribed(&mut self, id: MacroId, input: Span, depth: u32) -> Result<(usize, Rendered), &'static str> {
        if depth >= DEPTH {
            return Err("it calls itself too often");
        }
        let rules = self.rules(id);
        self.expander.spend(self.cost(id));
        let krate = self.graph[self.graph[id].place.module].krate;
        let root = format!("{DOLLAR_CRATE_IDENT}{}", krate.0);
        let budget = self.expander.left.min(self.expander.all_left);
        let mark = self.graph.expansions.next_mark();
        let source = self.source(input).ok_or("its text is not known")?;
        let origin = |range| self.origin(input.file, source.start, range);
        let call = Written { text: source.text, origin: &origin };
        let expanded = expansion::transcribe(&rules, call, &root, mark, budget)?;
        let rendered = Rendered::of(&expanded.trees);
        self.expander.spend(rendered.tokens.len());
        Ok((expanded.arm, rendered))
    }

    pub(super) fn parsed<T>(
        &mut self,
        of: Option<(MacroId, usize)>,
        at: Span,
        rendered: Rendered,
        parse: impl FnOnce(&Rendered, u32) -> Option<T>,
    ) -> Option<T> {
        let len = to_u32((self.expander.texts)(at.file).len());
        let (rendered, base) = self.graph.expansions.add(of, at, rendered, len)?;
        parse(rendered, base)
    }

    /// The arms of a macro.
    fn rules(&mut self, id: MacroId) -> Rc<Vec<Option<Rule>>> {
        if let Some(known) = self.expander.rules.get(&id) {
            return Rc::clone(known);
        }
        let def = &self.graph[id];
        let arms = self.arms(id);
        let rules: Rc<Vec<Option<Rule>>> = Rc::new(
            arms.iter()
                .map(|arm| {
                    let written = Span::new(def.place.file, arm.written?);
                    let source = self.source(written)?;
                    let origin = |range| self.origin(written.file, source.start, range);
                    expansion::rule(Written { text: source.text, origin: &origin })
                })
                .collect(),
        );
        self.expander.rules.insert(id, Rc::clone(&rules));
        rules
    }

    /// What a call costs beside the tokens that come out.
    fn cost(&self, id: MacroId) -> usize {
        CALL + self.arms(id).len()
    }

    fn arms(&self, id: MacroId) -> &[MacroArm] {
        match &self.graph[id].item.kind {
            ItemKind::MacroRules(arms) => arms,
            _ => &[],
        }
    }

    fn source(&self, span: Span) -> Option<Source<'_>> {
        if let Some(text) = self.graph.expansions.text(span) {
            return Some(Source { text, start: span.range.start });
        }
        let text = span.range.slice((self.expander.texts)(span.file))?;
        Some(Source { text, start: span.range.start })
    }

    fn origin(&self, file: FileId, start: u32, range: TextRange) -> Origin {
        self.graph.origin(Span::new(file, TextRange::new(start + range.start, start + range.end)))
    }
}

impl Graph {
    /// How deep `around` lies if it is `module` or holds it; 0 otherwise.
    pub(super) fn depth_around(&self, module: ModuleId, around: ModuleId) -> u32 {
        if !self.is_within(module, around) {
            return 0;
        }
        let mut depth = 1;
        let mut at = around;
        while let Some(parent) = self[at].parent {
            depth += 1;
            at = parent;
        }
        depth
    }
}
