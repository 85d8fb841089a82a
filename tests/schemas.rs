//! The published JSON Schemas, held to the code: what the tool reads and writes is what they say, no more and no less.
//!
//! `REDIS_SSOT_BLESS=1` writes the names of the rules into the configuration's schema.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is how a test fails

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use cargo_redis_ssot::config::{ConfigError, Section, parse};
use cargo_redis_ssot::rules;
use serde_json::{Value, json};

const CONFIGURATION: &str = "docs/schemas/redis-ssot.schema.json";
const REPORT: &str = "docs/schemas/report.schema.json";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

fn problems(schema: &Value, instance: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn names(value: &Value) -> BTreeSet<String> {
    value.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
}

/// What the reader says to a configuration.
fn read(text: &str) -> Result<(), String> {
    let text: Arc<str> = text.into();
    parse("redis-ssot.toml", &text, Section::Whole, &rules::names()).map(|_| ()).map_err(|error| match error {
        ConfigError::Invalid(invalid) => {
            let problem = |problem: &cargo_redis_ssot::config::Problem| {
                format!("{} ({})", problem.message, problem.help.as_deref().unwrap_or_default())
            };
            invalid.problems().iter().map(problem).collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    })
}

fn toml_as_json(text: &str) -> Value {
    let table: toml::Table = text.parse().unwrap();
    serde_json::to_value(table).unwrap()
}

#[test]
fn the_rules_of_the_configuration_are_the_rules() {
    let names: Vec<&str> = rules::names();
    let wanted = json!(names);
    let mut schema = schema(CONFIGURATION);
    if std::env::var_os("REDIS_SSOT_BLESS").is_some() {
        // In the text: order and layout stay.
        let text = std::fs::read_to_string(root().join(CONFIGURATION)).unwrap();
        let (before, rest) = text.split_once("\"rule\": {\n      \"enum\": [").unwrap();
        let after = rest.split_once(']').unwrap().1;
        let lines: Vec<String> = names.iter().map(|name| format!("\n        {name:?}")).collect();
        let list = lines.join(",");
        let text = format!("{before}\"rule\": {{\n      \"enum\": [{list}\n      ]{after}");
        std::fs::write(root().join(CONFIGURATION), &text).unwrap();
        schema = serde_json::from_str(&text).unwrap();
    }
    assert_eq!(schema["$defs"]["rule"]["enum"], wanted, "REDIS_SSOT_BLESS=1 writes them");
}

/// Tables of the configuration, each with a key that nobody knows: the reader then lists those that it knows.
const TABLES: [(&str, &str); 8] = [
    ("", "zzz = 1"),
    ("settings", "[rules]\ndirect-construction = { zzz = 1 }"),
    ("level-at", "[rules]\ndirect-construction = { at = [{ paths = [\"a\"], level = \"warn\", zzz = 1 }] }"),
    ("area", "[[area]]\nname = \"a\"\npaths = [\"a\"]\npriority = 1\nzzz = 1"),
    ("scope", "[[scope]]\nname = \"a\"\npackages = [\"a\"]\nmanager = \"none\"\nzzz = 1"),
    ("keys", "[keys]\nprefix = \"a\"\nzzz = 1"),
    ("client", "[[client]]\ncrate = \"a\"\nconstructors = [\"a::b\"]\nzzz = 1"),
    ("handle", "[[client]]\ncrate = \"a\"\nhandles = [{ path = \"a::b\", kind = \"pool\", zzz = 1 }]"),
];

#[test]
fn the_keys_of_the_schema_are_those_that_the_reader_knows() {
    let schema = schema(CONFIGURATION);
    for (table, text) in TABLES {
        let said = read(text).unwrap_err();
        let known = said.split_once("known keys").unwrap_or_else(|| panic!("{table}: {said}")).1;
        let known = known.split_once(": ").unwrap().1;
        let known: BTreeSet<String> = known.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let of = if table.is_empty() { &schema } else { &schema["$defs"][table] };
        assert_eq!(names(&of["properties"]), known, "{table}");
        assert_eq!(of["additionalProperties"], json!(false), "{table}");
        // The others of the table are all that it must have, and the reader must be content with them.
        read(&text.replace("\nzzz = 1", "").replace(", zzz = 1", "").replace("zzz = 1", "")).unwrap();
    }
    let tables: BTreeSet<&str> = TABLES.iter().map(|(table, _)| *table).collect();
    for (name, of) in schema["$defs"].as_object().unwrap() {
        assert_eq!(of.get("properties").is_some(), tables.contains(name.as_str()), "{name}");
    }
}

/// Whole configurations, and whether they are ones: the reader and the schema say the same.
#[test]
fn the_reader_and_the_schema_accept_the_same() {
    let schema = schema(CONFIGURATION);
    let cases = [
        ("", true),
        ("manager = \"none\"", true),
        ("manager = \"::a::r#b::C\"\ncomposition-roots = [\"a::run\"]\ntests = \"deny\"", true),
        ("manager = 1", false),
        ("manager = \"\"", false),
        ("manager = \"a-b::c\"", false),
        ("manager = \"a:b\"", false),
        ("composition-roots = \"a::run\"", false),
        ("composition-roots = [\"a b\"]", false),
        ("tests = \"forbid\"", false),
        ("[rules]\ndirect-construction = \"warn\"", true),
        ("[rules]\ndirect-construction = \"loud\"", false),
        ("[rules]\ndirect-construction = 1", false),
        ("[rules]\nno-such-rule = \"warn\"", false),
        (
            "[rules]\ndirect-construction = { level = \"deny\", exclude = [\"src/**\"], kinds = [\"pool-manager\"] }",
            true,
        ),
        ("[rules]\ndirect-construction = { kinds = [] }", false),
        ("[rules]\ndirect-construction = { kinds = [\"socket\"] }", false),
        ("[rules]\ndirect-construction = { exclude = [] }", false),
        ("[rules]\ndirect-construction = { at = [{ paths = [\"old/**\"], level = \"warn\" }] }", true),
        ("[rules]\ndirect-construction = { at = [{ paths = [\"old/**\"] }] }", false),
        ("[rules]\ndirect-construction = { at = [{ paths = [], level = \"warn\" }] }", false),
        ("[rules]\ndirect-construction = { at = [\"old/**\"] }", false),
        ("[rules]\ndirect-construction = { at = [] }", false),
        ("[[area]]\nname = \"a\"\npaths = [\"a/**\"]\npriority = 1", true),
        ("[[area]]\nname = \"a\"\npaths = [\"a/**\"]\npriority = 0", false),
        ("[[area]]\nname = \"a\"\npaths = [\"a/**\"]\npriority = 1.5", false),
        ("[[area]]\nname = \"a\"\npaths = [\"a/**\"]", false),
        ("[[area]]\nname = \" \"\npaths = [\"a/**\"]\npriority = 1", false),
        ("[area]\nname = \"a\"", false),
        ("[[scope]]\nname = \"a\"\npackages = [\"a-*\"]\nmanager = \"a::b\"", true),
        ("[[scope]]\nname = \"a\"\nmanager = \"a::b\"", false),
        ("[keys]\nbuilder = \"a::key\"\nprefix = \"a:\"", true),
        ("[keys]", false),
        ("[keys]\nbuilder = \"a key\"", false),
        ("[[client]]\ncrate = \"a\"\nhandles = [{ path = \"a::B\", kind = \"pubsub\" }]", true),
        ("[[client]]\ncrate = \"a\"\nconstructors = [\"a::B::new\"]", true),
        ("[[client]]\ncrate = \"a\"", false),
        ("[[client]]\nconstructors = [\"a::B::new\"]", false),
        ("[[client]]\ncrate = \"a\"\nhandles = [{ path = \"a::B\" }]", false),
    ];
    for (text, accepted) in cases {
        let found = problems(&schema, &toml_as_json(text));
        assert_eq!(found.is_empty(), accepted, "schema on {text:?}: {found:?}");
        assert_eq!(read(text).is_ok(), accepted, "reader on {text:?}: {:?}", read(text));
    }
}

/// Every configuration in the repository: of fixtures, of transcripts, of the documentation.
#[test]
fn the_schema_says_of_every_configuration_what_the_reader_says() {
    let schema = schema(CONFIGURATION);
    let mut texts: Vec<(PathBuf, String)> = Vec::new();
    for folder in ["fixtures", "tests/cmd"] {
        for entry in walkdir::WalkDir::new(root().join(folder)) {
            let entry = entry.unwrap();
            if entry.file_name() == "redis-ssot.toml" {
                texts.push((entry.path().to_owned(), std::fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```toml\n").skip(1).map(|block| block.split("```").next().unwrap());
    texts.extend(blocks.map(|block| (PathBuf::from("README.md"), block.to_owned())));
    assert!(texts.len() > 10, "the configurations are elsewhere");
    for (path, text) in texts.iter().filter(|(_, text)| text.parse::<toml::Table>().is_ok()) {
        let found = problems(&schema, &toml_as_json(text));
        assert_eq!(found.is_empty(), read(text).is_ok(), "{}: {found:?}, {:?}", path.display(), read(text));
    }
}

/// The report on a fixture, as the program writes it.
fn report(arguments: &[&str]) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"))
        .current_dir(root())
        .args(["report", "--format", "json", "-q"])
        .args(arguments)
        .output()
        .unwrap();
    let talk = String::from_utf8_lossy(&run.stderr);
    assert_ne!(run.status.code(), Some(2), "{arguments:?}: {talk}");
    serde_json::from_slice(&run.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {talk}"))
}

/// A package of one file; gives its folder.
fn package(directory: &Path, name: &str, dependencies: &str, text: &str) -> String {
    let folder = directory.join(name);
    std::fs::create_dir_all(folder.join("src")).unwrap();
    std::fs::write(folder.join("Cargo.toml"), format!("[package]\nname = \"{name}\"\n{dependencies}")).unwrap();
    std::fs::write(folder.join("src/lib.rs"), text).unwrap();
    folder.to_str().unwrap().to_owned()
}

/// Where in the schema each value of an instance is described, and the values that were there.
fn visit<'s>(schema: &'s Value, at: &'s Value, instance: &Value, seen: &mut BTreeSet<(usize, String)>) {
    if let Some(name) = at["$ref"].as_str() {
        return visit(schema, &schema["$defs"][name.rsplit('/').next().unwrap()], instance, seen);
    }
    if let Some(choices) = at["anyOf"].as_array() {
        return choices.iter().for_each(|choice| visit(schema, choice, instance, seen));
    }
    let id = std::ptr::from_ref(at).addr();
    if let Some(text) = instance.as_str().filter(|_| at.get("enum").is_some()) {
        seen.insert((id, text.to_owned()));
    }
    if let Some(object) = instance.as_object() {
        for (name, value) in object.iter().filter(|(_, value)| !value.is_null() && **value != json!([])) {
            seen.insert((id, name.clone()));
            visit(schema, &at["properties"][name], value, seen);
        }
    }
    for value in instance.as_array().into_iter().flatten() {
        visit(schema, &at["items"], value, seen);
    }
}

/// All that [`visit`] could see.
fn everything(at: &Value, name: &str, all: &mut Vec<((usize, String), String)>) {
    let id = std::ptr::from_ref(at).addr();
    for value in at["enum"].as_array().into_iter().flatten() {
        let text = value.as_str().unwrap().to_owned();
        all.push(((id, text.clone()), format!("{name} = {text}")));
    }
    for (property, of) in at["properties"].as_object().into_iter().flatten() {
        all.push(((id, property.clone()), format!("{name}.{property}")));
        everything(of, &format!("{name}.{property}"), all);
    }
    for (of, of_name) in at["$defs"].as_object().into_iter().flatten().map(|(name, of)| (of, name)) {
        everything(of, of_name, all);
    }
    for choice in at["anyOf"].as_array().into_iter().flatten() {
        everything(choice, name, all);
    }
    if at.get("items").is_some() {
        everything(&at["items"], &format!("{name}[]"), all);
    }
}

#[test]
fn every_report_is_as_the_schema_says_and_all_of_the_schema_is_used() {
    let schema = schema(REPORT);
    let directory = tempfile::tempdir().unwrap();
    let baseline = directory.path().join("b.json");
    let baseline = baseline.to_str().unwrap();
    let recorded = Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"))
        .current_dir(root())
        .args(["baseline", "-q", "fixtures/netra/before", "--baseline", baseline])
        .env_remove("CI")
        .status();
    assert!(recorded.unwrap().success());
    let mut runs: Vec<Vec<String>> = Vec::new();
    for fixture in walkdir::WalkDir::new(root().join("fixtures")).min_depth(2).max_depth(2).sort_by_file_name() {
        let fixture = fixture.unwrap();
        let group = fixture.path().parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        let wanted = ["netra", "managers", "contexts", "suppressions", "workspaces"].contains(&group.as_str());
        if wanted && fixture.file_type().is_dir() {
            runs.push(vec![fixture.path().to_str().unwrap().to_owned()]);
        }
    }
    // Nothing in it; and a call that nobody can judge.
    let plain = package(directory.path(), "plain", "", "");
    let call = "use redis::Commands as _;\npub fn open() { unknown::client().get_connection(); }\n";
    let blind = package(directory.path(), "blind", "[dependencies]\nredis = \"1\"\nunknown = \"1\"\n", call);
    let more: [&[&str]; 7] = [
        &[&plain],
        &[&blind],
        &["fixtures/netra/after", "--baseline", baseline],
        &["fixtures/netra/before", "--baseline", baseline, "--config", "fixtures/netra/after/redis-ssot.toml"],
        &["fixtures/netra/before", "--baseline", baseline, "-p", "auth_core", "--manager", "none"],
        &["tests/cmd/codebases/clean"],
        &["tests/cmd/codebases/switched-off"],
    ];
    runs.extend(more.iter().map(|run| run.iter().map(|word| (*word).to_owned()).collect()));
    let mut seen = BTreeSet::new();
    for run in &runs {
        let written = report(&run.iter().map(String::as_str).collect::<Vec<_>>());
        let found = problems(&schema, &written);
        assert!(found.is_empty(), "{run:?}: {found:#?}");
        visit(&schema, &schema, &written, &mut seen);
    }
    let mut all = Vec::new();
    everything(&schema, "", &mut all);
    let unused: Vec<&String> = all.iter().filter(|(id, _)| !seen.contains(id)).map(|(_, name)| name).collect();
    assert!(unused.is_empty(), "no report has {unused:#?}");
}
