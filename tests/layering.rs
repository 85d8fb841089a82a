//! The architecture, held on the source text: who may use whom, who touches the disk, how long things are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// Which module may import which, tests left out; `position` is for all. Stages stand in the order of the flow
/// `workspace → source → syntax → resolve → infer → model → rules → suppress/baseline → report`, then what drives them.
///
/// Two of them lend words to earlier stages: `report` its plain types (`Context`, `Level`, `Finding`), `config` what was
/// asked for. `source` and `workspace` know each other: manifests are read through a `Provider`, sources of a `Codebase`.
const EDGES: &[(&str, &[&str])] = &[
    ("position", &[]),
    ("workspace", &["source"]),
    ("source", &["workspace", "syntax"]),
    // `Edition` alone, a word of manifests.
    ("syntax", &["workspace"]),
    ("resolve", &["workspace", "syntax", "report"]),
    ("infer", &["syntax", "resolve"]),
    ("config", &["source", "report"]),
    ("catalogue", &["syntax", "config"]),
    ("model", &["workspace", "source", "syntax", "resolve", "infer", "config", "catalogue", "report"]),
    // `resolve` for module ids of sites; `source` for the path of a file that could not be read.
    ("rules", &["workspace", "model", "config", "report", "resolve", "source"]),
    // `baseline` lends the fingerprints of findings about comments; `syntax` its lexer.
    ("suppress", &["syntax", "config", "baseline", "report"]),
    // `syntax` lends its lexer, by which fingerprints read tokens; `atomic` writes the file.
    ("baseline", &["source", "syntax", "report", "atomic", "workspace"]),
    ("report", &["workspace", "source", "baseline"]),
    ("dossier", &["workspace", "source", "config", "model", "baseline", "report"]),
    ("atomic", &[]),
    (
        "analysis",
        &[
            "workspace",
            "source",
            "resolve",
            "infer",
            "config",
            "catalogue",
            "model",
            "rules",
            "suppress",
            "baseline",
            "report",
            "dossier",
        ],
    ),
    // `syntax` to see that what was mended still parses.
    ("fix", &["analysis", "source", "syntax", "report", "atomic"]),
    ("init", &["config", "baseline", "atomic"]),
    ("cli", &["workspace", "source", "config", "baseline", "report", "init", "atomic", "fix"]),
    (
        "engine",
        &["analysis", "workspace", "source", "catalogue", "model", "rules", "baseline", "report", "init", "cli", "fix"],
    ),
    ("main", &["cli", "engine"]),
    ("lib", &[]),
];

/// Who may use `std::fs`, `std::process`, `walkdir`, or ask a path whether it exists; and why.
const DISK: &[(&str, &str)] = &[
    ("workspace", "finds manifests"),
    ("source", "is the disk to all others"),
    ("baseline/file.rs", "reads its own file"),
    ("atomic.rs", "writes"),
    ("fix.rs", "reads what it mends"),
    ("init", "reads what it extends"),
    ("config/locate.rs", "reads the file of --config, which may lie outside the roots"),
    ("cli/commands.rs", "asks whether the baseline it would overwrite is there"),
    ("main.rs", "is a process"),
];

/// Strings that say the database's name, which a client crate happens to bear; and why.
const DATABASE: &[(&str, &str, &str)] = &[
    ("config/table.rs", "redis", "an example of a path in a message"),
    ("model/canonical.rs", "redis", "the name of a module breaks ties"),
    ("report/sarif.rs", "redis", "a tag"),
];

/// Files over 400 lines and functions over 40, as they are today: the numbers may only fall.
const LONG_FILES: &[(&str, usize)] = &[];
const LONG_FUNCTIONS: &[(&str, usize)] = &[
    ("infer/closures.rs closure", 45),
    ("infer/exprs.rs infer", 69),
    ("infer/exprs.rs infer_compound", 70),
    ("infer/macros.rs known_macro", 56),
    ("infer/pats.rs pat", 65),
    ("model/assemble.rs externs", 50),
    ("report/sarif.rs result", 41),
    ("resolve/collect.rs item", 68),
    ("resolve/names.rs resolve_in", 47),
    ("syntax/body.rs for_each_child", 60),
    ("syntax/lower/exprs.rs compound", 42),
    ("syntax/lower/exprs.rs expr", 59),
    ("syntax/lower/items.rs item_parts", 90),
];

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 40;

/// One file of `src`.
struct Source {
    /// Relative to `src`, with `/`.
    path: String,
    lines: usize,
    seen: Seen,
}

/// What stands in a file outside its tests.
#[derive(Default)]
struct Seen {
    /// Paths as written, `use` trees flattened, from the crate's root on where they lead into the crate.
    paths: BTreeSet<Vec<String>>,
    /// Methods called.
    methods: BTreeSet<String>,
    strings: Vec<String>,
    functions: BTreeMap<String, usize>,
    /// The modules around, from the crate's root.
    module: Vec<String>,
}

impl Seen {
    /// A path with `crate`, `self` and `super` taken out: the crate's own begin with `crate`.
    fn path(&mut self, written: &[String]) {
        let mut base: Vec<String> = vec!["crate".to_owned()];
        let mut rest = written;
        match written.first().map(String::as_str) {
            Some("crate") => rest = &written[1..],
            Some("self" | "super") => {
                base.extend(self.module.iter().cloned());
                while let Some(first) = rest.first().filter(|first| *first == "self" || *first == "super") {
                    if first == "super" {
                        base.pop();
                    }
                    rest = &rest[1..];
                }
            }
            _ => base.clear(),
        }
        base.extend(rest.iter().cloned());
        self.paths.insert(base);
    }

    fn use_tree(&mut self, prefix: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| {
            let mut path = prefix.to_vec();
            path.push(ident.to_string());
            path
        };
        match tree {
            syn::UseTree::Path(path) => self.use_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.use_tree(prefix, tree)),
            syn::UseTree::Name(leaf) => self.path(&with(&leaf.ident)),
            syn::UseTree::Rename(leaf) => self.path(&with(&leaf.ident)),
            syn::UseTree::Glob(_) => self.path(prefix),
        }
    }

    fn function(&mut self, name: &syn::Ident, block: &syn::Block) {
        let lines = block.brace_token.span.close().end().line + 1 - name.span().start().line;
        let longest = self.functions.entry(name.to_string()).or_default();
        *longest = lines.max(*longest);
    }

    /// Strings and paths among the tokens of a macro call.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 && !path.is_empty() {
                        self.path(&std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    if !path.is_empty() {
                        self.path(&std::mem::take(&mut path));
                    }
                    colons = 0;
                    match other {
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        TokenTree::Literal(literal) => {
                            if let Ok(string) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                                self.strings.push(string.value());
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        if !path.is_empty() {
            self.path(&path);
        }
    }
}

fn is_test(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(|attr| {
        let cfg_test =
            attr.path().is_ident("cfg") && attr.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"));
        cfg_test || attr.path().is_ident("test")
    })
}

impl<'ast> Visit<'ast> for Seen {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if is_test(&module.attrs) {
            return;
        }
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.use_tree(&[], &item.tree);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig.ident, &item.block);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig.ident, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig.ident, block);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let written: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.path(&written);
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.methods.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_lit_str(&mut self, string: &'ast syn::LitStr) {
        self.strings.push(string.value());
    }
}

impl Source {
    /// `model` for `model.rs` and `model/tags.rs`.
    fn stage(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    fn uses(&self, path: &[&str]) -> bool {
        self.seen.paths.iter().any(|seen| seen.iter().map(String::as_str).take(path.len()).eq(path.iter().copied()))
    }

    /// Other modules of the crate that it uses.
    fn imports(&self, stages: &BTreeSet<String>) -> BTreeSet<&str> {
        let inner = self.seen.paths.iter().filter_map(|path| match path.as_slice() {
            [root, stage, ..] if root == "crate" || root == "cargo_redis_ssot" => Some(stage.as_str()),
            _ => None,
        });
        inner.filter(|stage| *stage != self.stage() && stages.contains(*stage)).collect()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut sources = Vec::new();
    for entry in walkdir::WalkDir::new(&src).sort_by_file_name() {
        let entry = entry.unwrap();
        let Some(path) = entry.path().to_str().filter(|path| path.ends_with(".rs")) else { continue };
        let path = path[src.to_str().unwrap().len() + 1..].replace('\\', "/");
        // Unit tests in a file of their own.
        if path.ends_with("/tests.rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut seen =
            Seen { module: path.trim_end_matches(".rs").split('/').map(str::to_owned).collect(), ..Seen::default() };
        if matches!(path.as_str(), "lib.rs" | "main.rs") {
            seen.module.clear();
        }
        seen.visit_file(&file);
        sources.push(Source { path, lines: text.lines().count(), seen });
    }
    assert!(sources.len() > 50, "the sources are elsewhere");
    sources
}

fn stages(sources: &[Source]) -> BTreeSet<String> {
    sources.iter().map(|source| source.stage().to_owned()).collect()
}

/// Fails with all complaints at once.
fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn modules_import_along_the_flow_alone() {
    let sources = sources();
    let stages = stages(&sources);
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut complaints = Vec::new();
    for source in &sources {
        let Some((_, allowed)) = EDGES.iter().find(|(stage, _)| *stage == source.stage()) else {
            complaints.push(format!("{} has no row in EDGES", source.path));
            continue;
        };
        for import in source.imports(&stages).into_iter().filter(|import| *import != "position") {
            used.insert((source.stage(), import));
            if !allowed.contains(&import) {
                complaints.push(format!("{} uses {import}", source.path));
            }
        }
    }
    for (stage, allowed) in EDGES {
        complaints.extend(
            allowed
                .iter()
                .filter(|import| !used.contains(&(*stage, **import)))
                .map(|import| format!("{stage} no longer uses {import}: take it out of EDGES")),
        );
    }
    none(complaints);
}

#[test]
fn only_the_syntax_stage_knows_the_parser() {
    let parsers = ["syn", "quote", "proc_macro2"];
    let sources = sources();
    let outside = sources.iter().filter(|source| source.stage() != "syntax");
    none(
        outside
            .flat_map(|source| {
                parsers.iter().filter(|parser| source.uses(&[parser])).map(move |parser| (source, parser))
            })
            .map(|(source, parser)| format!("{} uses {parser}", source.path))
            .collect(),
    );
    assert!(sources.iter().any(|source| source.uses(&["syn"])), "nothing is seen at all");
}

#[test]
fn only_some_touch_the_disk() {
    let ways: [&[&str]; 4] = [&["std", "fs"], &["std", "process"], &["walkdir"], &["std", "net"]];
    let asks = [
        "exists",
        "try_exists",
        "is_file",
        "is_dir",
        "is_symlink",
        "canonicalize",
        "symlink_metadata",
        "read_dir",
        "read_link",
    ];
    let allowed = |source: &Source| DISK.iter().any(|(who, _)| source.path == *who || source.stage() == *who);
    let mut complaints = Vec::new();
    let mut used = BTreeSet::new();
    for source in &sources() {
        let mut found: Vec<String> = ways.iter().filter(|way| source.uses(way)).map(|way| way.join("::")).collect();
        found.extend(asks.iter().filter(|ask| source.seen.methods.contains(**ask)).map(|ask| format!(".{ask}()")));
        if !found.is_empty() {
            used.extend([source.path.clone(), source.stage().to_owned()]);
        }
        if !allowed(source) && !found.is_empty() {
            complaints.push(format!("{} uses {}", source.path, found.join(", ")));
        }
    }
    let idle = DISK.iter().filter(|(who, _)| !used.contains(*who));
    complaints.extend(idle.map(|(who, _)| format!("{who} no longer does: take it out of DISK")));
    none(complaints);
}

#[test]
fn rules_and_reports_see_no_syntax_and_no_text_but_through_the_model() {
    let inner: [&[&str]; 4] =
        [&["crate", "syntax"], &["crate", "infer"], &["crate", "resolve", "names"], &["crate", "catalogue"]];
    let sources = sources();
    let judged = sources.iter().filter(|source| matches!(source.stage(), "rules" | "report"));
    none(
        judged
            .flat_map(|source| inner.iter().filter(|path| source.uses(path)).map(move |path| (source, path)))
            .map(|(source, path)| format!("{} uses {}", source.path, path.join("::")))
            .collect(),
    );
}

/// Which names mean Redis stands in the catalogue alone.
#[test]
fn no_client_crate_is_named_in_the_code() {
    let mut clients: BTreeSet<String> = BTreeSet::new();
    for entry in fs::read_dir(root().join("rules/clients")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(client) = name.strip_suffix(".toml") {
            clients.extend([client.to_owned(), client.replace('-', "_")]);
        }
    }
    assert!(clients.contains("redis") && clients.len() > 10);
    let database = |source: &Source, word: &str| {
        DATABASE.iter().any(|(file, name, _)| (source.path.as_str(), word) == (*file, *name))
    };
    let is_name = |part: &char| part.is_alphanumeric() || matches!(part, '_' | '-');
    let mut complaints = Vec::new();
    for source in &sources() {
        // The list of the catalogue's files, as text to be embedded.
        if source.path == "catalogue/embedded.rs" {
            continue;
        }
        for string in &source.seen.strings {
            let words = string.split(|part| !is_name(&part));
            complaints.extend(
                words
                    .filter(|word| clients.contains(*word) && !database(source, word))
                    .map(|word| format!("{} says {word:?}: {string:?}", source.path)),
            );
        }
    }
    none(complaints);
}

#[test]
fn unsafe_code_is_forbidden() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    assert_eq!(manifest["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}

#[test]
fn files_and_functions_are_short() {
    let sources = sources();
    let files = sources.iter().map(|source| (source.path.clone(), source.lines));
    let functions = sources.iter().flat_map(|source| {
        source.seen.functions.iter().map(|(name, lines)| (format!("{} {name}", source.path), *lines))
    });
    let mut complaints = long("LONG_FILES", files, FILE_LINES, LONG_FILES);
    complaints.extend(long("LONG_FUNCTIONS", functions, FUNCTION_LINES, LONG_FUNCTIONS));
    none(complaints);
}

/// What is longer than `limit` must be as long as its row says; rows of what is shorter must go.
fn long(
    table: &str,
    found: impl Iterator<Item = (String, usize)>,
    limit: usize,
    known: &[(&str, usize)],
) -> Vec<String> {
    let found: BTreeMap<String, usize> = found.collect();
    let mut complaints = Vec::new();
    for (what, lines) in found.iter().filter(|(_, lines)| **lines > limit) {
        match known.iter().find(|(name, _)| name == what) {
            Some((_, most)) if lines <= most => {}
            _ => complaints.push(format!("    ({what:?}, {lines}), // longer than {limit} and than {table} allows")),
        }
    }
    for (what, _) in known {
        if found.get(*what).is_none_or(|lines| *lines <= limit) {
            complaints.push(format!("{what} is short now: take it out of {table}"));
        }
    }
    complaints
}

/// Each rule is marked somewhere in the fixtures, and some fixture is clean.
#[test]
fn every_rule_has_a_violation_and_a_clean_neighbour() {
    let mut marked: BTreeSet<String> = BTreeSet::new();
    let mut clean = 0;
    for fixture in walkdir::WalkDir::new(root().join("fixtures")).min_depth(2).max_depth(2) {
        let fixture = fixture.unwrap();
        if !fixture.file_type().is_dir() {
            continue;
        }
        let mut text = String::new();
        for entry in walkdir::WalkDir::new(fixture.path()) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                text += &String::from_utf8_lossy(&fs::read(entry.path()).unwrap());
                text.push('\n');
            }
        }
        let markers = text.lines().filter_map(|line| line.split_once("//~").or_else(|| line.split_once("#~")));
        let mut rules: BTreeSet<String> = markers
            .flat_map(|(_, rules)| rules.trim_start_matches('^').split_whitespace())
            .map(str::to_owned)
            .collect();
        if let Ok(expected) = fs::read_to_string(fixture.path().join("expected.toml")) {
            let names = cargo_redis_ssot::rules::names();
            rules.extend(names.into_iter().filter(|name| expected.contains(&format!("\"{name}\""))).map(str::to_owned));
        }
        clean += usize::from(rules.is_empty());
        marked.extend(rules);
    }
    let silent = cargo_redis_ssot::rules::names().into_iter().filter(|rule| !marked.contains(*rule));
    none(silent.map(|rule| format!("no fixture violates {rule}")).collect());
    assert!(clean > 0, "no fixture is clean");
}
