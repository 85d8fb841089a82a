//! What a call asks of a connection: the command and its arguments, as far as they stand in the code.

use super::code::Code;
use super::flow::Source;
use super::uses::Use;
use crate::syntax::body::{Expr, ExprId, Literal};

/// A command that is given a connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Command {
    /// Its words in order: the name first; none where one is no literal.
    pub(super) words: Vec<Option<String>>,
}

impl Command {
    /// Its name, in capitals.
    pub(super) fn name(&self) -> Option<String> {
        self.words.first()?.as_ref().map(|name| name.to_ascii_uppercase())
    }

    /// Whether one of its arguments is this word, in whatever case.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.iter().skip(1).flatten().any(|known| known.eq_ignore_ascii_case(word))
    }
}

impl Code<'_> {
    /// The command that a use sends, built word by word: `cmd("GET").arg(key)`, in one expression or over several statements.
    pub(super) fn command(&self, used: &Use) -> Option<Command> {
        let Expr::MethodCall { receiver, .. } = self.expr(used.call) else { return None };
        let mut command = Command::default();
        self.words(*receiver, &mut command, 0);
        Some(command)
    }

    /// The arguments of a chain of calls, those of the first call first.
    fn words(&self, chain: ExprId, command: &mut Command, depth: u32) {
        if depth > 256 {
            return;
        }
        match self.expr(chain) {
            Expr::MethodCall { receiver, args, .. } => {
                self.words(*receiver, command, depth + 1);
                args.iter().for_each(|arg| self.word(*arg, command));
            }
            Expr::Call { args, .. } => args.iter().for_each(|arg| self.word(*arg, command)),
            Expr::Reference(inner) | Expr::Deref(inner) => self.words(*inner, command, depth + 1),
            Expr::Path(_) => {
                let Some(local) = self.flow().local(chain) else { return };
                if let Source::Value(value) = local.source {
                    self.words(value, command, depth + 1);
                }
                // `command.arg(key);` as a statement of its own, before.
                for other in local.uses.iter().filter(|other| **other < chain) {
                    self.words_after(*other, command);
                }
            }
            _ => {}
        }
    }

    /// The arguments of the calls that are chained to a variable.
    fn words_after(&self, variable: ExprId, command: &mut Command) {
        let mut at = variable;
        for around in self.flow().around(variable) {
            match self.expr(around) {
                Expr::MethodCall { receiver, args, .. } if *receiver == at => {
                    args.iter().for_each(|arg| self.word(*arg, command));
                }
                _ => return,
            }
            at = around;
        }
    }

    fn word(&self, arg: ExprId, command: &mut Command) {
        match self.expr(arg) {
            Expr::Literal(Literal::Str(text)) => command.words.push(Some(text.to_string())),
            Expr::Reference(inner) => self.word(*inner, command),
            Expr::Array(parts) | Expr::Tuple(parts) => parts.iter().for_each(|part| self.word(*part, command)),
            _ => command.words.push(None),
        }
    }

    /// Methods that are called on a value to make it: `StreamReadOptions::default().block(0)`, through variables.
    pub(super) fn made_by_calling(&self, value: ExprId, method: &str) -> bool {
        let mut at = value;
        for _ in 0..64 {
            at = match self.expr(at) {
                Expr::MethodCall { receiver, method: called, .. } if called != method => *receiver,
                Expr::MethodCall { .. } => return true,
                Expr::Reference(inner) | Expr::Deref(inner) => *inner,
                Expr::Path(_) => match self.flow().local(at).map(|local| local.source) {
                    Some(Source::Value(value)) => value,
                    _ => return false,
                },
                _ => return false,
            };
        }
        false
    }
}
