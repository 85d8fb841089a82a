//! What macro calls expand to: where its parts stand, and whose names are whose.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::exprs::BodyBuilder;
use super::{Lower, Spans, name};
use crate::position::TextRange;
use crate::syntax::body::{BlockKind, Body, Expr, ExprId};
use crate::syntax::hygiene;
use crate::syntax::tokens::Rendered;
use crate::syntax::types::{DOLLAR_CRATE, Name};

impl Lower {
    /// What a macro call in a block expands to.
    pub(in crate::syntax) fn stmts_body(&mut self, stmts: &[syn::Stmt]) -> Body {
        let mut builder = BodyBuilder::new(self);
        let root = builder.stmts(stmts, BlockKind::Plain, TextRange::default());
        builder.finish(root)
    }

    /// An identifier where a local variable may stand: the variables of a macro are its own.
    pub(super) fn local_name(&self, ident: &syn::Ident) -> Name {
        let name = name(ident);
        if self.marks.is_empty() || name == "self" {
            return name;
        }
        let at = self.spans.first(ident.span());
        match self.marks.binary_search_by_key(&at, |(start, _)| *start) {
            Ok(found) => hygiene::marked(&name, self.marks[found].1),
            Err(_) => name,
        }
    }

    /// For what a macro call expands to: nothing in it is covered by comments or counted as a file's.
    pub(in crate::syntax) fn quiet(spans: Spans, rendered: &Rendered, own: &Arc<FxHashSet<Name>>) -> Self {
        let written = rendered.tokens.iter().filter(|(_, origin)| origin.mark != 0);
        let marks = written.map(|(range, origin)| (range.start, origin.mark)).collect();
        Self { quiet: 1, marks, own: Arc::clone(own), ..Self::new(spans) }
    }

    /// Where the arguments of a macro call stand: between its delimiters. None for code in a string with escapes.
    pub(super) fn input(&self, mac: &syn::Macro) -> Option<TextRange> {
        let delimiters = match &mac.delimiter {
            syn::MacroDelimiter::Paren(token) => token.span,
            syn::MacroDelimiter::Brace(token) => token.span,
            syn::MacroDelimiter::Bracket(token) => token.span,
        };
        let range = TextRange::new(self.range(delimiters.open()).end, self.range(delimiters.close()).start);
        self.spans.are_exact().then_some(range)
    }
}

impl BodyBuilder<'_> {
    /// A path as a value, which may name a local variable.
    pub(super) fn path_expr(&mut self, expr: &syn::ExprPath) -> ExprId {
        let mut path = self.lower.qualified_path(expr.qself.as_ref(), &expr.path);
        if let (Some(ident), [only], None) = (expr.path.get_ident(), path.segments.as_mut_slice(), &path.qself)
            && !only.name.starts_with(DOLLAR_CRATE)
        {
            only.name = self.lower.local_name(ident);
        }
        let range = path.range;
        self.alloc(Expr::Path(path), range)
    }
}
