//! The canonical manager built outside the canonical module and the composition roots.

use super::{Draft, Query, Rule};
use crate::model::{Instantiation, Unit, units};

pub(super) const RULE: Rule =
    Rule { name: "manager-instantiation", page: include_str!("../../rules/manager-instantiation.md"), check };

fn check(query: &Query<'_>, drafts: &mut Vec<Draft>) {
    let model = query.model;
    let units = units(query.codebase);
    let all = model.instantiations();
    for site in all.iter().filter(|site| !site.in_root) {
        if is_foreign(query, site) {
            drafts.push(foreign(query, site));
        } else if !model.building.roots.paths.is_empty() {
            drafts.push(outside_roots(query, site));
        } else if let Some((unit, rivals)) =
            units.iter().find_map(|unit| Some((unit, rivals(query, &all, site, unit)?)))
        {
            drafts.push(one_of_several(query, site, unit, &rivals));
        }
    }
}

/// Whether a package of another scope builds it, which has a manager of its own.
fn is_foreign(query: &Query<'_>, site: &Instantiation) -> bool {
    let canonical = &query.model.canonical;
    canonical.scope_of(site.site.target) != site.scope && query.model.canonical_path(site.site.target).is_some()
}

/// The other places of a unit that build the same manager, if the place is part of it and there are some.
fn rivals<'s>(
    query: &Query<'_>,
    all: &'s [Instantiation],
    site: &Instantiation,
    unit: &Unit,
) -> Option<Vec<&'s Instantiation>> {
    let within = |site: &Instantiation| !site.targets.is_disjoint(&unit.targets);
    let same = all.iter().filter(|other| {
        other.manager == site.manager && other.site.span != site.site.span && within(other) && !is_foreign(query, other)
    });
    let rivals: Vec<&Instantiation> = same.filter(|other| !query.model.are_alternatives(site, other)).collect();
    (within(site) && !rivals.is_empty()).then_some(rivals)
}

fn name<'q>(query: &Query<'q>, site: &Instantiation) -> &'q str {
    &query.model.graph()[site.manager].item.name
}

fn foreign(query: &Query<'_>, site: &Instantiation) -> Draft {
    let own = query.model.canonical_path(site.site.target).unwrap_or_default();
    let of = match query.model.canonical.name(site.scope) {
        Some(scope) => format!("of scope `{scope}`"),
        None => "of the other packages".to_owned(),
    };
    let message = format!("`{}` builds the `{}` {of}, beside `{own}`", site.how, name(query, site));
    let mut draft = Draft::at(RULE.name, &site.site, message, "a manager of another scope");
    draft.help.extend(query.model.way_out(site.site.target));
    draft
}

fn outside_roots(query: &Query<'_>, site: &Instantiation) -> Draft {
    let roots = &query.model.building.roots;
    let name = name(query, site);
    let message = format!("`{}` builds a `{name}` outside the composition roots", site.how);
    let mut draft = Draft::at(RULE.name, &site.site, message, "another instance");
    draft.notes.extend(roots.missing.iter().map(|path| format!("`{path}` of `composition-roots` does not exist")));
    let known: Vec<&str> =
        roots.paths.iter().filter(|path| !roots.missing.contains(path)).map(String::as_str).collect();
    if !known.is_empty() {
        draft.help.push(format!("build it in `{}` alone and pass it on", known.join("` or `")));
    }
    draft
}

fn one_of_several(query: &Query<'_>, site: &Instantiation, unit: &Unit, rivals: &[&Instantiation]) -> Draft {
    let name = name(query, site);
    let others = match rivals.len() {
        1 => format!("another place of {} does", unit.what),
        count => format!("{count} other places of {} do", unit.what),
    };
    let message = format!("`{}` builds a `{name}`, and {others}", site.how);
    let mut draft = Draft::at(RULE.name, &site.site, message, "one instance");
    draft.secondary.extend(rivals.iter().map(|rival| (rival.site.span, format!("another: `{}`", rival.how))));
    draft.help.push("build it once, where the program starts, and pass it on".to_owned());
    draft.help.push("`composition-roots` in redis-ssot.toml names the functions that may build it".to_owned());
    draft
}
