//! Fields that own a handle: the tool's, and what the compiler says of the types written in them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use syn::spanned::Spanned;
use syn::visit::Visit;

use crate::clippy::{self, Judged, Site};
use crate::fixture::Fixture;

/// From a site to the line and column where it ends.
pub(crate) type Field = (Site, (usize, usize));

/// Fields that own a handle by what the tool says, each with whether that handle is a generic pool: of a pool, clippy cannot
/// say whether it is a way to Redis.
pub(crate) fn of_tool(fixture: &Fixture, messages: &[Value]) -> BTreeMap<Field, bool> {
    let pools = clippy::paths("generic-pool");
    let mut fields = BTreeMap::new();
    for message in messages.iter().map(|message| &message["message"]) {
        if message["code"]["code"] != "redis_ssot::duplicate_manager" {
            continue;
        }
        for span in message["spans"].as_array().unwrap() {
            let label = span["label"].as_str().unwrap_or_default();
            let Some(ty) = label.strip_prefix("owns `") else { continue };
            let pool = pools.iter().any(|pool| ty.starts_with(pool.rsplit("::").next().unwrap()));
            let number = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
            let end = (number("line_end"), number("column_end"));
            fields.extend(clippy::site(span, &fixture.dir, &fixture.dir).map(|site| ((site, end), pool)));
        }
    }
    fields
}

/// Fields of structs, enums and unions of a fixture in whose types clippy finds a handle.
pub(crate) fn of_compiler(fixture: &Fixture, judged: &Judged) -> BTreeSet<Field> {
    let files: BTreeSet<&String> = judged.handles.iter().map(|(file, ..)| file).collect();
    let mut fields = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(fixture.dir.join(file)).unwrap();
        let Ok(tree) = syn::parse_file(&text) else { continue };
        let mut found = Fields { file, fields: BTreeSet::new() };
        found.visit_file(&tree);
        let holds = |field: &Field| judged.handles.iter().any(|site| within(site, field));
        fields.extend(found.fields.into_iter().filter(holds));
    }
    fields
}

/// Whether a site lies in a field.
fn within((file, line, column): &Site, ((of, first, start), end): &Field) -> bool {
    file == of && (*first, *start) <= (*line, *column) && (*line, *column) < *end
}

/// Fields of one side that no field of the other overlaps.
pub(crate) fn alone<'f>(side: impl Iterator<Item = &'f Field>, other: &[&Field]) -> Vec<Site> {
    let met = |field: &Field| other.iter().any(|theirs| within(&field.0, theirs) || within(&theirs.0, field));
    side.filter(|field| !met(field)).map(|(site, _)| site.clone()).collect()
}

struct Fields<'a> {
    file: &'a str,
    fields: BTreeSet<Field>,
}

impl<'ast> Visit<'ast> for Fields<'_> {
    fn visit_field(&mut self, field: &'ast syn::Field) {
        let start = field.ident.as_ref().map_or_else(|| field.ty.span().start(), |name| name.span().start());
        let end = field.ty.span().end();
        let site = (self.file.to_owned(), start.line, start.column + 1);
        self.fields.insert((site, (end.line, end.column + 1)));
    }
}
