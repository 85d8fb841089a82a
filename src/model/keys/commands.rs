//! The commands of a body, and which of their arguments are keys.

use super::KeyKind;
use super::spelled::spelled;
use crate::catalogue::{Client, Command, Shape, TraitRole};
use crate::infer::ty::Ty;
use crate::model::code::Code;
use crate::model::flow::{Local, Source};
use crate::model::{Model, is_source, target_of};
use crate::report::Evidence;
use crate::resolve::graph::{Container, Def, FnId, ModuleId, Namespace, TraitId};
use crate::syntax::body::{Expr, ExprId};
use crate::syntax::types::Path;
use crate::workspace::version::{Used, Version};

/// A command that is given keys.
#[derive(Debug, Clone)]
pub(in crate::model) struct Use {
    /// The call.
    pub(super) call: ExprId,
    /// The command, as it stands in the code.
    pub(super) command: String,
    /// What it is given.
    pub(super) kind: KeyKind,
    /// The arguments, lists taken apart.
    pub(super) keys: Vec<ExprId>,
    /// How it was established.
    pub(super) evidence: Evidence,
}

/// All commands of a body that are given keys.
pub(super) fn uses<'a>(model: &'a Model<'_>, body: &'a Code<'_>) -> impl Iterator<Item = Use> + 'a {
    let finder = Finder { model, body };
    body.body.ids().filter_map(move |expr| finder.find(expr)).chain(spelled(model, body))
}

struct Finder<'a, 'm, 'c> {
    model: &'a Model<'m>,
    body: &'a Code<'c>,
}

impl Finder<'_, '_, '_> {
    fn find(&self, call: ExprId) -> Option<Use> {
        match self.body.body.expr(call) {
            Expr::MethodCall { receiver, method, args, .. } => {
                let known = self.body.types.callees.get(&call).map(|callee| callee.function);
                if known.is_some_and(|function| !self.is_by_chance(function)) {
                    return self.by_function(call, known?, args);
                }
                let client = self.model.commander(self.body.types.of(*receiver))?;
                self.by_name(call, client, method, args, Evidence::Typed)
            }
            Expr::Call { callee, args } => {
                let Expr::Path(path) = self.body.body.expr(*callee) else { return None };
                match self.body.types.callees.get(callee) {
                    Some(known) => {
                        let method = self.model.graph()[known.function].signature()?.receiver.is_some();
                        self.by_function(call, known.function, args.get(usize::from(method)..)?)
                    }
                    None => self.by_path(call, path, args),
                }
            }
            _ => None,
        }
    }

    /// A method of a library's trait, by a blanket `impl`: a command of that name, whose trait declares no methods, comes before it
    /// (`scan` of a connection, which is no iterator).
    fn is_by_chance(&self, function: FnId) -> bool {
        let def = &self.model.graph()[function];
        !is_source(def.place.file)
            && matches!(def.container, Container::Trait(_))
            && !self.model.tags.key_functions.contains_key(&function)
    }

    /// A declared function that takes keys.
    fn by_function(&self, call: ExprId, function: FnId, args: &[ExprId]) -> Option<Use> {
        let row = self.model.tags.key_functions.get(&function).filter(|row| !row.keys.is_empty())?;
        let keys = row.keys.iter().filter_map(|at| args.get(*at)).flat_map(|arg| self.body.elements(*arg)).collect();
        let command = row.path.clone();
        Some(Use { call, command, kind: KeyKind::Key, keys, evidence: Evidence::Resolved })
    }

    /// A command by the name of its method.
    fn by_name(&self, call: ExprId, client: &Client, name: &str, args: &[ExprId], evidence: Evidence) -> Option<Use> {
        let row = client.commands.get(name)?;
        let kind = match row.shape {
            Shape::Channel => return None,
            Shape::Pattern | Shape::Options => KeyKind::Pattern,
            Shape::WholeKeyspace => KeyKind::Everything,
            _ => KeyKind::Key,
        };
        let given = self.positions(client, row)?.iter().filter_map(|at| args.get(*at));
        let elements = given.flat_map(|arg| self.body.elements(*arg));
        let keys: Vec<ExprId> = match row.shape {
            Shape::Options => elements.filter_map(|key| self.option(key, row.pattern.as_deref()?)).collect(),
            shape if shape.is_of_tuples() => elements.map(|key| self.body.first_of_tuple(key)).collect(),
            _ => elements.collect(),
        };
        Some(Use { call, command: name.to_owned(), kind, keys, evidence })
    }

    /// What options are given by a method, here or where the local was bound; what they hold otherwise is not known.
    fn option(&self, options: ExprId, method: &str) -> Option<ExprId> {
        match self.body.body.expr(options) {
            Expr::MethodCall { method: called, args, .. } if called == method => args.first().copied(),
            Expr::MethodCall { receiver, .. } => self.option(*receiver, method),
            Expr::Reference(inner) => self.option(*inner, method),
            Expr::Path(_) => match self.body.flow().local(options) {
                Some(Local { source: Source::Value(value), assigned, .. }) if assigned.is_empty() => {
                    self.option(*value, method)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The positions in the version that is used; none where it is not known which of two hold.
    fn positions<'r>(&self, client: &Client, row: &'r Command) -> Option<&'r [usize]> {
        let Some(before) = &row.before else { return Some(&row.keys) };
        let (package, _) = target_of(self.model.graph(), self.body.def.place.module)?;
        match self.model.versions.of(package, None, &client.package)? {
            Used::Locked(version) => {
                Some(if version <= Version::parse(&before.until)? { &before.keys } else { &row.keys })
            }
            Used::Required(_, below) => below
                .filter(|below| Version::parse(&before.until).is_some_and(|until| *below <= until))
                .map(|_| before.keys.as_slice()),
        }
    }

    /// `Cmd::get(key)`, `AsyncCommands::get(&mut connection, key)`.
    fn by_path(&self, call: ExprId, path: &Path, args: &[ExprId]) -> Option<Use> {
        let graph = self.model.graph();
        let resolution = graph.resolve(self.body.module(call), path, Namespace::Value);
        let [name] = path.segments.get(resolution.consumed..)? else { return None };
        let client = resolution.defs.iter().find_map(|def| match def {
            Def::Adt(adt) => self.model.commander(&Ty::Adt(*adt, Vec::new())),
            Def::Trait(of) => self.model.client_of_trait(*of),
            _ => None,
        })?;
        // A method is given what it is called on first; functions that make commands are given the key.
        let on = args.first().is_some_and(|first| self.model.commander(self.body.types.of(*first)).is_some());
        self.by_name(call, client, &name.name, args.get(usize::from(on)..)?, Evidence::Resolved)
    }
}

impl Model<'_> {
    /// The client whose commands are methods of a value: of a connection, a client or pool that is one, a command, a pipeline.
    pub(super) fn commander(&self, ty: &Ty) -> Option<&Client> {
        let mut ty = ty.clone();
        for _ in 0..DEREFS {
            let client = match &ty {
                Ty::Adt(adt, _) => match self.tags.handles.get(adt) {
                    Some(tag) => self.tags.clients.iter().find(|client| client.package == tag.package),
                    None => self.tags.command_values.get(adt),
                },
                Ty::Bounds(_) | Ty::Param(..) => {
                    let scope = crate::infer::Scope::module(ModuleId(0));
                    let bounds = match &ty {
                        Ty::Param(owner, _) => self.world.bounds_of(&ty, *owner, &scope),
                        Ty::Bounds(bounds) => bounds.clone(),
                        _ => Vec::new(),
                    };
                    return bounds.iter().filter_map(|bound| bound.of).find_map(|of| self.client_of_trait(of));
                }
                _ => None,
            };
            if let Some(client) = client.filter(|client| !client.commands.is_empty()) {
                return Some(client);
            }
            ty = self.world.deref(&ty)?;
        }
        None
    }

    /// The client of a trait of connections or commands.
    fn client_of_trait(&self, of: TraitId) -> Option<&Client> {
        let row = self.tags.traits.get(&of)?;
        if !matches!(row.role, TraitRole::Connection | TraitRole::Command) {
            return None;
        }
        let graph = self.graph();
        let lib = &graph[graph[graph[of].place.module].krate].name;
        let client = self.tags.clients.iter().find(|client| client.lib == lib.as_str());
        client.filter(|client| !client.commands.is_empty()).map(std::convert::AsRef::as_ref)
    }
}

/// Steps of autoderef.
const DEREFS: usize = 12;
