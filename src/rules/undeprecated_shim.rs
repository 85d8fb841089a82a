//! Old paths of the manager about which the compiler tells nobody.

use super::{Draft, Query, Rule};
use crate::model::{Deprecation, Shim, ShimKind};
use crate::report::{Applicability, Suggestion};

pub(super) const RULE: Rule =
    Rule { name: "undeprecated-shim", page: include_str!("../../rules/undeprecated-shim.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    for (at, shim) in query.model.shims.iter().enumerate() {
        if !shim.is_deprecated() {
            let uses = query.model.imports.iter().filter(|import| import.through == Some(at)).count();
            drafts.push(draft(shim, uses));
        }
    }
}

fn draft(shim: &Shim, uses: usize) -> Draft {
    let Shim { path, target, .. } = shim;
    let (what, label) = match shim.kind {
        ShimKind::Reexport(_) => ("re-exports", "a second path to the manager"),
        ShimKind::Glob(_) => ("re-exports all of", "second paths to all of the manager's module"),
        ShimKind::Alias(_) => ("is another name of", "a second name of the manager"),
        ShimKind::Function(_) => ("only calls", "a second accessor of the manager"),
    };
    let lacks = match shim.deprecation {
        Deprecation::Ignored => "its deprecation has no effect",
        _ => "is not deprecated",
    };
    let mut draft = Draft::at(RULE.name, &shim.site, format!("`{path}` {what} `{target}` and {lacks}"), label);
    if shim.deprecation == Deprecation::Ignored {
        draft
            .notes
            .push("the compiler heeds `#[deprecated]` neither on a `use` nor on the module around one".to_owned());
    }
    if uses > 0 {
        let (count, goes) = if uses == 1 { ("one use", "goes") } else { ("uses", "go") };
        let count = if uses == 1 { count.to_owned() } else { format!("{uses} {count}") };
        draft.notes.push(format!("{count} in this codebase {goes} through it"));
    }
    match &shim.fix {
        Some(edits) => {
            draft.suggestion = Some(Suggestion {
                message: "deprecate it, in the form that the compiler honours".to_owned(),
                edits: edits.clone(),
                applicability: Applicability::MachineApplicable,
            });
        }
        None => draft.help.push(by_hand(shim)),
    }
    if uses == 0 {
        draft.help.push("nothing in this codebase goes through it: it can be deleted".to_owned());
    }
    draft
}

/// What to write where no edit is certain.
fn by_hand(shim: &Shim) -> String {
    let target = &shim.target;
    let note = format!("#[deprecated(note = \"use `{target}`\")]");
    match (shim.kind, shim.gives()) {
        (ShimKind::Glob(_), _) => {
            format!(
                "write `{note} pub type X = {target}::X;` for each type that is still taken from here, or delete it"
            )
        }
        (_, "function") => format!("replace it by a function that calls `{target}`: `{note} pub fn …`"),
        (_, "type") => format!("replace it by an alias: `{note} pub type … = {target};`"),
        (_, what) => {
            format!("a re-exported {what} cannot be deprecated: let its users take `{target}`, then delete it")
        }
    }
}
