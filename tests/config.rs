//! The configuration as users write it: where it may stand, what it may say, and how mistakes are told.

#![allow(clippy::unwrap_used, clippy::panic)] // a failed expectation is how a test fails

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cargo_redis_ssot::config::{Config, ConfigError, HandleKind, Manager, Problem, Section, load, parse};
use cargo_redis_ssot::report::Level;
use cargo_redis_ssot::source::{Provider, ReadError};

const KNOWN: [&str; 4] = ["direct-construction", "duplicate-manager", "hardcoded-url", "unscoped-key"];

/// The example of the contract, word for word.
const CONTRACT: &str = r#"
manager = "svix_server::redis"            # canonical module, or a type in it
composition-roots = ["svix_server::run"]
tests = "warn"                            # cap for findings in test context: allow | warn | deny

[rules]
hardcoded-url = "allow"
direct-construction = { level = "deny", exclude = ["src/bin/probe.rs"] }
duplicate-manager = { kinds = ["client", "pool"] }   # here a clone of the shared connection may be kept

[[area]]
name = "websocket"
paths = ["server/src/ws/**"]
priority = 1

[[scope]]
name = "auth"
packages = ["auth-*"]
manager = "auth_core::redis_manager"

[keys]
builder = "svix_server::redis::key"       # unscoped-key: keys come from here

[[client]]                                # an in-house client crate
crate = "acme-redis"
handles = [{ path = "acme_redis::Conn", kind = "connection" }]
constructors = ["acme_redis::Conn::dial"]
"#;

/// Files in memory.
struct Files(BTreeMap<PathBuf, Result<Vec<u8>, ReadError>>);

impl Files {
    fn new(files: &[(&str, &str)]) -> Self {
        let entry = |(path, text): &(&str, &str)| (Path::new("/w").join(path), Ok(text.as_bytes().to_vec()));
        Self(files.iter().map(entry).collect())
    }
}

impl Provider for Files {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).cloned().unwrap_or(Err(ReadError::NotFound))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    fn entries(&self, _: &Path) -> Vec<(String, bool)> {
        Vec::new()
    }
}

fn whole(text: &str) -> Result<Config, ConfigError> {
    parse("redis-ssot.toml", &Arc::from(text), Section::Whole, &KNOWN).map(Option::unwrap)
}

fn problems(text: &str) -> Vec<Problem> {
    match whole(text) {
        Err(ConfigError::Invalid(invalid)) => invalid.problems().to_vec(),
        other => panic!("expected problems, got {other:?}"),
    }
}

/// The only problem of `text`, as (message, marked text, help).
fn only(text: &str) -> (String, String, String) {
    let all = problems(text);
    assert_eq!(all.len(), 1, "{all:?}");
    let problem = all[0].clone();
    let marked = text[problem.range].to_owned();
    (problem.message, marked, problem.help.unwrap_or_default())
}

fn render(error: &ConfigError) -> String {
    let theme = miette::GraphicalTheme::none();
    let mut out = String::new();
    miette::GraphicalReportHandler::new_themed(theme).render_report(&mut out, error).unwrap();
    out
}

#[test]
fn the_contract_s_example_is_read_in_full() {
    let config = whole(CONTRACT).unwrap();
    let Manager::Path(path) = &config.manager else { panic!("{:?}", config.manager) };
    assert_eq!(path.value, "svix_server::redis");
    assert_eq!(&CONTRACT[path.range.clone().unwrap()], "\"svix_server::redis\"");
    assert_eq!(config.composition_roots[0].value, "svix_server::run");
    assert_eq!(config.tests, Level::Warn);
    assert_eq!(config.rules["hardcoded-url"].level, Some(Level::Allow));
    assert!(config.excludes("direct-construction", "src/bin/probe.rs"));
    assert!(!config.excludes("direct-construction", "src/main.rs"));
    assert!(!config.excludes("hardcoded-url", "src/bin/probe.rs"));
    assert_eq!(config.rules["duplicate-manager"].level, None);
    assert_eq!(config.rules["duplicate-manager"].kinds, Some(vec![HandleKind::Client, HandleKind::Pool]));
    let area = config.area_of("server/src/ws/session.rs").unwrap();
    assert_eq!((area.name.as_str(), area.priority), ("websocket", 1));
    assert_eq!(config.scope_of("auth-core").unwrap().name, "auth");
    assert!(config.scope_of("server").is_none());
    let builder = &config.keys.as_ref().unwrap().builders[0];
    assert_eq!(builder.value, "svix_server::redis::key");
    let client = &config.clients[0];
    assert_eq!(client.package.value, "acme-redis");
    assert_eq!(client.handles[0].kind, HandleKind::Connection);
    assert_eq!(client.constructors[0].value, "acme_redis::Conn::dial");
}

#[test]
fn the_same_text_is_read_from_both_metadata_tables_with_ranges_of_the_manifest() {
    for (head, section) in [("workspace", Section::Workspace), ("package", Section::Package)] {
        let manifest = format!(
            "[{head}]\n[{head}.metadata.redis-ssot]\nmanager = \"a::b\"\n[{head}.metadata.redis-ssot.rules]\nhardcoded-url = \"deny\"\n"
        );
        let text: Arc<str> = Arc::from(manifest.as_str());
        let config = parse("Cargo.toml", &text, section, &KNOWN).unwrap().unwrap();
        assert_eq!(config.rules["hardcoded-url"].level, Some(Level::Deny));
        let Manager::Path(path) = config.manager else { panic!("no path") };
        assert_eq!(&manifest[path.range.unwrap()], "\"a::b\"");
        let loaded = load(&Files::new(&[("Cargo.toml", &manifest)]), Path::new("/w"), None, &KNOWN);
        assert_eq!(loaded.unwrap().origin.unwrap().display, "Cargo.toml");
    }
}

#[test]
fn nothing_configured_is_the_default_and_infers() {
    let files = Files::new(&[("Cargo.toml", "[package]\nname = \"x\" # redis-ssot\n")]);
    let config = load(&files, Path::new("/w"), None, &KNOWN).unwrap();
    assert_eq!(config, Config::default());
    assert_eq!(config.manager, Manager::Infer);
}

#[test]
fn two_places_are_an_error_that_names_both() {
    let manifest = "[workspace.metadata.redis-ssot]\n[package.metadata.redis-ssot]\n";
    let both = Files::new(&[("Cargo.toml", "[workspace]\n[workspace.metadata.redis-ssot]\n"), ("redis-ssot.toml", "")]);
    let message = load(&both, Path::new("/w"), None, &KNOWN).unwrap_err().to_string();
    assert!(message.contains("`redis-ssot.toml`"), "{message}");
    assert!(message.contains("`[workspace.metadata.redis-ssot]` in `Cargo.toml`"), "{message}");
    let tables = load(&Files::new(&[("Cargo.toml", manifest)]), Path::new("/w"), None, &KNOWN);
    let message = tables.unwrap_err().to_string();
    assert!(message.contains("[workspace.metadata") && message.contains("[package.metadata"), "{message}");
}

#[test]
fn a_file_named_on_the_command_line_is_the_only_one_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("other.toml");
    std::fs::write(&path, "manager = \"none\"\n").unwrap();
    let files = Files::new(&[("redis-ssot.toml", "this is not TOML")]);
    let config = load(&files, Path::new("/w"), Some(&path), &KNOWN).unwrap();
    assert_eq!(config.manager, Manager::None);
    let missing = directory.path().join("absent.toml");
    let error = load(&files, Path::new("/w"), Some(&missing), &KNOWN).unwrap_err();
    assert!(error.to_string().contains("absent.toml"), "{error}");
    assert!(error.to_string().contains("no such file"), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_and_not_a_default() {
    let mut files = Files::new(&[]);
    let path = PathBuf::from("/w/redis-ssot.toml");
    files.0.insert(path.clone(), Err(ReadError::NotRegular));
    let error = load(&files, Path::new("/w"), None, &KNOWN).unwrap_err();
    assert!(error.to_string().contains("not a regular file"), "{error}");
    files.0.insert(path, Ok(b"manager = \"\xff\"".to_vec()));
    let error = load(&files, Path::new("/w"), None, &KNOWN).unwrap_err();
    assert!(error.to_string().contains("offset 11"), "{error}");
}

#[test]
fn unknown_names_are_marked_and_answered_with_the_nearest_known_one() {
    let cases = [
        ("manger = \"a::b\"", "unknown key `manger`", "manger", "did you mean `manager`?"),
        (
            "[rules]\ndirect_construction = \"deny\"",
            "unknown rule `direct_construction`",
            "direct_construction",
            "did you mean `direct-construction`?",
        ),
        (
            "[rules]\nwarnings = \"deny\"",
            "unknown rule `warnings`",
            "warnings",
            "levels for all warnings are given on the command line: `-D warnings`",
        ),
        (
            "[rules]\nhardcoded-url = { levle = \"deny\" }",
            "unknown key `levle` in `hardcoded-url`",
            "levle",
            "did you mean `level`?",
        ),
        ("[rules]\nhardcoded-url = \"wran\"", "`wran` is not a level", "\"wran\"", "did you mean `warn`?"),
        ("tests = \"error\"", "`error` is not a level", "\"error\"", "did you mean `deny`?"),
        (
            "[rules]\nduplicate-manager.kinds = [\"pools\"]",
            "`pools` is not a kind of handle",
            "\"pools\"",
            "did you mean `pool`?",
        ),
        (
            "[[area]]\nname = \"a\"\npath = [\"x\"]\npaths = [\"x\"]\npriority = 1",
            "unknown key `path` in `[[area]]`",
            "path",
            "did you mean `paths`?",
        ),
        (
            "[keys]\nbuilder = \"a::b\"\npattern = \"x\"",
            "unknown key `pattern` in `[keys]`",
            "pattern",
            "known keys in `[keys]`: `builder`, `prefix`",
        ),
    ];
    for (text, message, marked, help) in cases {
        let expected = (message.to_owned(), marked.to_owned(), help.to_owned());
        assert_eq!(only(text), expected, "{text}");
    }
}

#[test]
fn wrong_values_are_marked_where_they_stand() {
    let cases = [
        ("manager = \"\"", "`manager` is empty", "\"\""),
        (
            "manager = \"acme-redis::m\"",
            "`manager` is not a path: `acme-redis` is no identifier; code calls it `acme_redis`",
            "\"acme-redis::m\"",
        ),
        ("manager = 3", "`manager` must be a string, this is an integer", "3"),
        ("composition-roots = \"a::run\"", "`composition-roots` must be an array, this is a string", "\"a::run\""),
        (
            "composition-roots = [\"a::run\", \"src/main.rs\"]",
            "`composition-roots` is not a path: `src/main.rs` is no identifier",
            "\"src/main.rs\"",
        ),
        ("rules = \"deny\"", "`rules` must be a table, this is a string", "\"deny\""),
        ("[rules]\nhardcoded-url = true", "`hardcoded-url` must be a level or a table, this is a boolean", "true"),
        ("[rules]\nhardcoded-url = { exclude = [\"ok\", \"a[\"] }", "`a[` is not a pattern", "\"a[\""),
        ("[rules]\nhardcoded-url = { exclude = [\"../x\"] }", "`../x` is not a pattern", "\"../x\""),
        ("[rules]\nhardcoded-url = { exclude = [] }", "`exclude` is empty", "[]"),
        ("[rules]\nhardcoded-url = { at = [] }", "`at` is empty", "[]"),
        ("[rules]\nhardcoded-url = { at = [\"x\"] }", "`at` must be a table, this is a string", "\"x\""),
        ("[rules]\nhardcoded-url = { at = [{ level = \"warn\" }] }", "`at` has no `paths`", "{ level = \"warn\" }"),
        ("[rules]\nhardcoded-url = { kinds = [] }", "`kinds` is empty: the rule would find nothing", "[]"),
        ("[area]\nname = \"x\"", "`area` must be an array of tables, this is a table", "[area]"),
        ("[[area]]\nname = \"x\"\npaths = [\"a\"]\npriority = 0", "`priority` must be a whole number from 1 on", "0"),
        ("[[area]]\nname = \"x\"\npaths = [\"a\"]", "`[[area]]` has no `priority`", "[[area]]"),
        ("[[scope]]\nname = \"x\"\nmanager = \"a\"", "`[[scope]]` has no `packages`", "[[scope]]"),
        ("[keys]", "`[keys]` does not say how keys are made", "[keys]"),
        ("[[client]]\ncrate = \"x\"", "`[[client]]` says nothing about what the crate offers", "[[client]]"),
        (
            "[[client]]\ncrate = \"x\"\nhandles = [{ path = \"x::C\" }]",
            "`handles` has no `kind`",
            "{ path = \"x::C\" }",
        ),
    ];
    for (text, message, marked) in cases {
        let (found, at, _) = only(text);
        assert_eq!((found.as_str(), at.as_str()), (message, marked), "{text}");
    }
    let twice =
        "[[area]]\nname = \"x\"\npaths = [\"a\"]\npriority = 1\n[[area]]\nname = \"x\"\npaths = [\"b\"]\npriority = 2";
    assert_eq!(only(twice).0, "a second `[[area]]` named `x`");
}

#[test]
fn text_that_is_not_toml_says_where() {
    let (message, marked, _) = only("manager = \"a\"\ntests = = \"warn\"\n");
    assert!(message.starts_with("not valid TOML"), "{message}");
    assert_eq!(marked, "=");
    assert!(only("a = 1\na = 2").0.contains("duplicate key"));
}

#[test]
fn all_problems_are_told_at_once_and_shown_with_file_and_line() {
    let error = whole("manger = 1\n[rules]\nno-such = \"deny\"\n").unwrap_err();
    let shown = render(&error);
    for part in [
        "2 problems in redis-ssot.toml",
        "unknown key `manger`",
        "[redis-ssot.toml:1:1]",
        "unknown rule `no-such`",
        "[redis-ssot.toml:3:1]",
    ] {
        assert!(shown.contains(part), "{part} not in\n{shown}");
    }
    let one = render(&whole("tests = \"on\"\n").unwrap_err());
    assert!(one.contains("`on` is not a level"), "{one}");
    assert!(one.contains("[redis-ssot.toml:1:9]"), "{one}");
}

#[test]
fn nothing_in_a_configuration_steers_the_terminal() {
    let text = "# \u{85}\u{202e}\ntests = \"\\u001b[2J\u{2067}\"\n\"\\u0007\" = \"\u{200f}\"\n";
    let error = whole(text).unwrap_err();
    let shown = render(&error);
    let hostile = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2067}\u{200f}".contains(c);
    assert!(!shown.contains(hostile), "{shown:?}");
    assert!(shown.contains("[redis-ssot.toml:2:9]"), "the place is still right: {shown}");
}
