//! Commands that wait on the server, or change the session, over a connection that others use meanwhile.

use super::code::Code;
use super::sharing::Shared;
use super::uses::{Asked, Use};
use super::{Model, Site};
use crate::catalogue::Blocking;
use crate::report::Context;
use crate::syntax::body::{Expr, ExprId, Literal};

/// A command that waits on a shared connection, or changes its session.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The call.
    pub site: Site,
    /// The method, or the command's name on the wire.
    pub command: String,
    /// It changes the session instead of waiting.
    pub session: bool,
    /// The connection's type.
    pub connection: String,
    /// Why it is shared.
    pub shared: Shared,
}

impl Model<'_> {
    /// All commands that wait on a shared connection, in order of file and offset.
    #[must_use]
    pub fn waiting(&self) -> Vec<Waiting> {
        let mut found = Vec::new();
        for (id, uses) in self.uses() {
            let Some(code) = self.code(*id) else { continue };
            found.extend(uses.iter().filter_map(|used| self.waits(&code, used)));
        }
        found.sort_by_key(|found| (found.site.span, found.site.context != Context::Production));
        found.dedup_by_key(|found| found.site.span);
        found
    }

    /// Whether production code may wait on the server at all, over whatever connection: told by names alone, since a connection
    /// behind a type parameter has no other type.
    #[must_use]
    pub fn may_wait(&self) -> bool {
        let graph = self.graph();
        let production = self.bodies.iter().filter(|(id, _)| graph[*id].place.context == Context::Production);
        let blocking: Vec<&Blocking> = self.tags.clients.iter().map(|client| &client.blocking).collect();
        production.filter_map(|(id, _)| graph[*id].body()).flat_map(|body| &body.exprs).any(|expr| match expr {
            Expr::MethodCall { method, .. } => blocking.iter().any(|known| waiting_method(known, method)),
            Expr::Literal(Literal::Str(text)) => blocking.iter().any(|known| {
                known.commands.iter().chain(known.commands_with_argument.keys()).any(|command| command == text)
            }),
            _ => false,
        })
    }

    /// The command of a use, if it is one that waits.
    fn waiting_command(&self, code: &Code<'_>, used: &Use) -> Option<String> {
        let blocking = &self.handles.client_of(used.asked)?.blocking;
        if used.given { by_command(code, used, blocking) } else { by_method(code, used, blocking) }
    }

    fn waits(&self, code: &Code<'_>, used: &Use) -> Option<Waiting> {
        let Asked::Handle(adt) = used.asked else { return None };
        let tag = self.tags.handles.get(&adt).filter(|tag| tag.multiplexed && !used.pooled)?;
        let command = self.waiting_command(code, used)?;
        let shared = self.shared(code, used.connection)?;
        let client = self.handles.client_of(used.asked)?;
        let session = client.blocking.session_commands.contains(&command);
        Some(Waiting { site: code.site(used.call), command, session, connection: tag.path.clone(), shared })
    }
}

/// Whether a method of this name waits, at least by what it can be given.
fn waiting_method(blocking: &Blocking, name: &str) -> bool {
    blocking.methods.iter().any(|known| known == name)
        || blocking.methods_with_option.contains_key(name)
        || blocking.methods_with_argument.contains_key(name)
}

/// A method that waits, always or by what it is given.
fn by_method(code: &Code<'_>, used: &Use, blocking: &Blocking) -> Option<String> {
    let Expr::MethodCall { args, .. } = code.expr(used.call) else { return None };
    let name = used.name.as_str();
    let option = blocking.methods_with_option.get(name);
    let by_option = option.is_some_and(|option| args.iter().any(|arg| code.made_by_calling(*arg, option)));
    let position = blocking.methods_with_argument.get(name);
    let by_argument = position.and_then(|at| args.get(*at)).is_some_and(|arg| is_some(code, *arg));
    let waits = blocking.methods.iter().any(|known| known == name) || by_option || by_argument;
    waits.then(|| name.to_owned())
}

/// `Some(…)`, as it stands.
fn is_some(code: &Code<'_>, arg: ExprId) -> bool {
    let Expr::Call { callee, .. } = code.expr(arg) else { return false };
    matches!(code.expr(*callee), Expr::Path(path) if path.last_name() == "Some")
}

/// A command by its name.
fn by_command(code: &Code<'_>, used: &Use, blocking: &Blocking) -> Option<String> {
    let command = code.command(used)?;
    let name = command.name()?;
    let by_argument = blocking.commands_with_argument.get(&name).is_some_and(|word| command.has(word));
    let known = blocking.commands.iter().chain(&blocking.session_commands).any(|known| *known == name);
    (by_argument || known).then_some(name)
}
