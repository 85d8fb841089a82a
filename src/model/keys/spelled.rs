//! Commands that are spelled out word by word: `cmd("SET").arg(key).arg(value)`.

use std::collections::BTreeMap;

use super::KeyKind;
use super::commands::Use;
use crate::catalogue::{KeyFunction, Spelled, Words};
use crate::infer::ty::Ty;
use crate::model::code::Code;
use crate::model::flow::Source;
use crate::model::{Model, is_source};
use crate::report::Evidence;
use crate::syntax::body::{Expr, ExprId, Literal};

/// The commands of a body that are spelled out, with their keys.
pub(super) fn spelled(model: &Model<'_>, body: &Code<'_>) -> Vec<Use> {
    let speller = Speller { model, body };
    let mut commands: BTreeMap<ExprId, Vec<Word>> = BTreeMap::new();
    // Children come before parents in the arena: words come in the order they are given.
    for call in body.body.ids() {
        if let Some((row, args)) = speller.row(call)
            && let Some(arg) = row.word.and_then(|at| args.get(at))
            && let Some(begin) = speller.begin(call)
        {
            let words = commands.entry(begin).or_default();
            words.extend(speller.words(*arg, begin));
        }
    }
    commands.into_iter().flat_map(|(begin, words)| speller.uses(begin, words)).collect()
}

/// One word, or a list of words of which it is not known how many there are.
#[derive(Debug, Clone, Copy)]
struct Word {
    expr: ExprId,
    many: bool,
}

struct Speller<'a, 'm, 'c> {
    model: &'a Model<'m>,
    body: &'a Code<'c>,
}

impl Speller<'_, '_, '_> {
    /// The row of the function that is called, and the arguments without what it is called on.
    fn row(&self, call: ExprId) -> Option<(&KeyFunction, &[ExprId])> {
        let rows = &self.model.tags.key_functions;
        match self.body.body.expr(call) {
            Expr::MethodCall { args, .. } => Some((rows.get(&self.body.types.callees.get(&call)?.function)?, args)),
            Expr::Call { callee, args } => Some((rows.get(&self.body.types.callees.get(callee)?.function)?, args)),
            _ => None,
        }
    }

    /// The call that begins the command of which this gives a word.
    fn begin(&self, call: ExprId) -> Option<ExprId> {
        let mut at = call;
        for _ in 0..LONGEST {
            match self.row(at) {
                Some((row, _)) if row.begins || row.name.is_some() => return Some(at),
                _ => {}
            }
            at = match self.body.body.expr(at) {
                Expr::MethodCall { receiver, .. } => *receiver,
                Expr::Reference(inner) | Expr::Deref(inner) => *inner,
                Expr::Path(_) => match self.body.flow().local(at)?.source {
                    Source::Value(value) => value,
                    _ => return None,
                },
                _ => return None,
            };
        }
        None
    }

    /// The words of an argument: lists and tuples that are written out are so many words.
    fn words(&self, arg: ExprId, begin: ExprId) -> Vec<Word> {
        let elements = self.body.elements(arg);
        let repeated = self.is_repeated(arg, begin);
        let many = |expr: ExprId| repeated || self.is_many(self.body.types.of(expr));
        elements.into_iter().map(|expr| Word { expr, many: many(expr) }).collect()
    }

    /// Whether a value may give several words, or none.
    fn is_many(&self, ty: &Ty) -> bool {
        match ty.without_refs() {
            Ty::Slice(_) | Ty::Tuple(_) => true,
            // A collection or an option; a type of the codebase is taken for one word.
            Ty::Adt(adt, _) => {
                Some(*adt) != self.model.world.lang.string && !is_source(self.model.graph()[*adt].place.file)
            }
            _ => false,
        }
    }

    /// Whether a loop or closure gives the word again and again.
    fn is_repeated(&self, arg: ExprId, begin: ExprId) -> bool {
        let repeats = |outer: &ExprId| matches!(self.body.body.expr(*outer), Expr::Loop { .. } | Expr::Closure { .. });
        let outer: Option<ExprId> = self.body.flow().around(arg).find(repeats);
        outer.is_some_and(|outer| !self.body.flow().around(begin).any(|around| around == outer))
    }

    fn text(&self, expr: ExprId) -> Option<&str> {
        match self.body.body.expr(expr) {
            Expr::Literal(Literal::Str(text)) => Some(text),
            _ => None,
        }
    }

    fn uses(&self, begin: ExprId, mut words: Vec<Word>) -> Vec<Use> {
        let Some((row, args)) = self.row(begin) else { return Vec::new() };
        let name = match row.name {
            Some(at) => args.get(at).copied(),
            None if words.is_empty() => None,
            None => Some(words.remove(0).expr),
        };
        let Some(name) = name.and_then(|name| self.text(name)) else { return Vec::new() };
        let table = Spelled::table();
        let used = |kind, keys| Use { call: begin, command: name.to_owned(), kind, keys, evidence: Evidence::Resolved };
        let mut uses = Vec::new();
        let subcommand = words.first().filter(|word| !word.many).and_then(|word| self.text(word.expr));
        let keys: Vec<ExprId> =
            table.keys(name, subcommand).iter().flat_map(|rule| self.chosen(&words, rule)).collect();
        if !keys.is_empty() {
            uses.push(used(KeyKind::Key, keys));
        }
        if let Some(rule) = table.pattern(name) {
            match self.chosen(&words, &rule) {
                // A pattern may still hide in a list of words.
                keys if keys.is_empty() && words.iter().all(|word| !word.many) => {
                    uses.push(used(KeyKind::Everything, keys))
                }
                keys => uses.push(used(KeyKind::Pattern, keys)),
            }
        }
        uses
    }

    /// The words that a rule chooses, as far as their positions are known. Word 0 is the name, which is not among them.
    fn chosen(&self, words: &[Word], rule: &Words<'_>) -> Vec<ExprId> {
        let known = words.iter().position(|word| word.many).unwrap_or(words.len());
        match *rule {
            Words::Range(first, last, step) => {
                let end = match usize::try_from(last) {
                    Ok(last) => last,
                    // Counted from the end, which is not known where a list is among the words.
                    Err(_) if known < words.len() && last < -1 => first,
                    Err(_) => words.len().saturating_sub(last.unsigned_abs() - 1),
                };
                let at = (first..=end).step_by(step.max(1));
                // The first word of a list stands where the list does; every word is a key where all that follow are.
                let all = step == 1 && last == -1;
                at.filter_map(|at| at.checked_sub(1))
                    .filter(|at| all || *at <= known)
                    .filter_map(|at| Some(words.get(at)?.expr))
                    .collect()
            }
            // The first key, if the number is not nought; how many there are is not read.
            Words::Counted(at) => {
                let none = words.get(at - 1).is_none_or(|count| self.is_nought(count.expr));
                let first = words.get(at).filter(|_| !none && at <= known);
                first.map(|word| word.expr).into_iter().collect()
            }
            Words::After(word) => {
                let at = words
                    .iter()
                    .take(known)
                    .position(|known| self.text(known.expr).is_some_and(|text| text.eq_ignore_ascii_case(word)));
                at.and_then(|at| words.get(at + 1)).map(|word| word.expr).into_iter().collect()
            }
        }
    }

    /// Whether a number is written out as 0.
    fn is_nought(&self, expr: ExprId) -> bool {
        let source = &self.model.loaded.sources.get(self.body.def.place.file).text;
        let range = self.body.body.range(expr);
        let text = range.slice(source).unwrap_or_default().trim_matches('"');
        let digits = text.split(|c: char| c.is_ascii_alphabetic()).next().unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| matches!(byte, b'0' | b'_'))
    }
}

/// Steps back to the beginning of a command.
const LONGEST: usize = 256;
