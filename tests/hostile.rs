//! What sources, file names, packages, configurations and baselines hold acts on no terminal and no page, whatever is asked for and
//! whatever goes wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is how a test fails

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/repository.rs"]
mod repository;

use std::fs;

use cargo_redis_ssot::report::text::is_hostile;
use repository::{Repository, STORE};

/// An escape sequence, one of one character, a text that runs backwards, one that hides, and what a CI takes for a command.
const NASTY: &str = "\u{1b}[31m\u{9b}2J\u{202e}\u{200b}\n::error::forged";

/// The same in a file's name, where there is no line break on any system.
const NAME: &str = "\u{1b}[31m\u{9b}2J\u{202e}\u{200b}";

/// In TOML and in Rust strings.
const ESCAPED: &str = "\\u001b[31m\\u009b2J\\u202e\\u200b";

const FORMATS: [&str; 7] = ["human", "short", "json", "sarif", "github", "gitlab", "junit"];

/// Nothing hostile but line ends in either stream, and no line that a CI takes for a command of its own. Gives the exit status.
fn harmless(repository: &Repository, arguments: &[&str]) -> i32 {
    let (status, out, err) = repository.tool(arguments);
    for (stream, text) in [("stdout", &out), ("stderr", &err)] {
        let found: Vec<char> = text.chars().filter(|c| *c != '\n' && is_hostile(*c)).collect();
        assert!(found.is_empty(), "{arguments:?}: {found:?} in {stream}:\n{}", text.escape_debug());
        let forged = text.lines().find(|line| line.trim_start().starts_with("::error::forged"));
        assert_eq!(forged, None, "{arguments:?}: {stream}");
    }
    assert!(!err.contains("panicked"), "{err}");
    status
}

/// A package in which everything that can have a name has a nasty one.
fn nasty() -> Repository {
    let repository = Repository::bare();
    let manifest = format!(
        "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[lib]\nname = \"shop\"\npath = \"src/lib.rs\"\n\n\
         [dependencies]\nredis = \"1\"\n\n[workspace]\nmembers = [\"gone{ESCAPED}\", \"{ESCAPED}\"]\n"
    );
    repository.write("Cargo.toml", &manifest);
    let member = format!("[package]\nname = \"m{ESCAPED}\"\nversion = \"{ESCAPED}\"\n[dependencies]\nredis = \"1\"\n");
    repository.write(&format!("{NAME}/Cargo.toml"), &member);
    repository.write(&format!("{NAME}/src/lib.rs"), "pub fn f() { let _ = redis::Client::open(\"redis://x\"); }\n");
    let area = format!("[[area]]\nname = \"a{ESCAPED}\"\npaths = [\"src/**\"]\npriority = 1\n");
    let scope = format!("[[scope]]\nname = \"s{ESCAPED}\"\npackages = [\"m*\"]\nmanager = \"none\"\n");
    repository.write("redis-ssot.toml", &format!("manager = \"shop::store\"\n{area}{scope}"));
    repository.write("src/store.rs", STORE);
    repository
        .write("src/lib.rs", &format!("pub mod store;\npub mod broken;\n#[path = \"{NAME}.rs\"]\npub mod odd;\n"));
    repository.write("src/broken.rs", "use redis as _;\nfn f( {\n");
    let source = format!(
        "// {NAME}\npub fn f() {{ let _ = (\"{NAME}\", redis::Client::open(\"redis://{NAME}\")); }}\n\
         // redis-ssot: allow(direct-construction) -- because {NAME}\npub fn g(u: &str) {{ let _ = redis::Client::open(u); }}\n\
         // redis-ssot: allow({NAME})\npub struct {{\n"
    );
    repository.write(&format!("src/{NAME}.rs"), &source.replace("pub struct {\n", "pub struct S;\n"));
    repository.write(&format!("src/loose{NAME}.rs"), "");
    repository
}

#[test]
fn no_format_writes_anything_raw() {
    let repository = nasty();
    for format in FORMATS {
        for more in [&["-v", "--timings"][..], &["-q"], &["--manager", "none"], &["-p", "shop"]] {
            let status = harmless(&repository, &[&["check", "--message-format", format], more].concat());
            assert_eq!(status, 1, "{format} {more:?}");
        }
    }
    for format in ["markdown", "html", "json"] {
        assert_eq!(harmless(&repository, &["report", "-v", "--format", format]), 1);
    }
}

#[test]
fn the_coloured_output_has_no_escapes_but_colours() {
    let repository = nasty();
    let (_, out, _) = repository.tool(&["check", "--color", "always"]);
    let mut colours = 0;
    for escape in out.split('\u{1b}').skip(1) {
        let code = escape.strip_prefix('[').and_then(|rest| rest.split_once('m')).expect("a colour").0;
        assert!(code.chars().all(|c| c.is_ascii_digit() || c == ';'), "{code:?}");
        colours += 1;
    }
    assert!(colours > 20 && !out.chars().any(|c| c != '\n' && c != '\u{1b}' && is_hostile(c)));
    assert!(!out.contains("\u{1b}[31m\u{fffd}2J"), "the source's own escape");
}

#[test]
fn baselines_and_what_init_says_are_harmless() {
    let repository = nasty();
    assert_eq!(harmless(&repository, &["baseline"]), 0);
    let known = repository.read("redis-ssot-baseline.json");
    assert!(!known.chars().any(|c| c != '\n' && is_hostile(c)), "{}", known.escape_debug());
    assert_eq!(harmless(&repository, &["check", "--baseline", "redis-ssot-baseline.json"]), 0);
    // An entry that nothing has any more is named in a note.
    let item = format!("\"item\":\"{ESCAPED}\\n::error::forged");
    let stale = known.replace("\"fingerprint\":\"", "\"fingerprint\":\"f").replace("\"item\":\"", &item);
    repository.write("stale.json", &stale);
    harmless(&repository, &["check", "--baseline", "stale.json"]);
    fs::remove_file(repository.root.join("redis-ssot.toml")).unwrap();
    harmless(&repository, &["init", "--dry-run", "--pre-commit", "--ci", "github"]);
    harmless(&repository, &["init"]);
}

/// Exit status 2: the error shows the place in the file, and names what was asked for.
#[test]
fn errors_are_harmless_too() {
    let repository = nasty();
    let toml_key = format!("manger = \"{NASTY}\" # {NAME}\n");
    for (file, text) in [
        ("redis-ssot.toml", toml_key.as_str()),
        ("redis-ssot.toml", &format!("\"{ESCAPED}\" = 1\n[rules]\n\"{ESCAPED}\" = \"{ESCAPED}\"\n")),
        ("redis-ssot.toml", &format!("manager = \"{ESCAPED}\"\ntests = \"{ESCAPED}\"\n")),
        (
            "redis-ssot.toml",
            &format!("[[area]]\nname = \"\"\npaths = [\"../{ESCAPED}\", \"a[\"]\npriority = 1 # {NAME}\n"),
        ),
    ] {
        repository.write(file, text);
        for color in ["never", "always"] {
            let (status, _, err) = repository.tool(&["check", "--color", color]);
            assert_eq!(status, 2, "{text}");
            if color == "never" || err.contains('\u{fffd}') {
                assert_eq!(harmless(&repository, &["check", "--color", color]), 2);
            }
        }
    }
    repository.write("redis-ssot.toml", "");
    for damaged in [format!("{{ \"version\": 2, \"{NAME}\": [ "), format!("{{\"version\":9}} {NAME}"), NASTY.to_owned()]
    {
        repository.write("damaged.json", &damaged);
        assert_eq!(harmless(&repository, &["check", "--baseline", "damaged.json"]), 2);
    }
    for arguments in [
        &["check", NAME][..],
        &["check", "--config", NAME],
        &["check", "--baseline", NAME],
        &["check", "--manager", NAME],
        &["check", "-p", NAME],
        &["check", "-D", NASTY],
        &["check", "--since", NAME],
        &["check", "--message-format", NASTY],
        &["check", "--manifest-path", NAME],
        &["check", "--output", &format!("gone/{NAME}/x")],
        &["explain", NASTY],
        &["man", NASTY],
        &[&format!("--{NAME}")],
    ] {
        for color in ["never", "always"] {
            let (_, out, err) = repository.tool(&[arguments, &["--color", color]].concat());
            let own = |c: char| c == '\n' || (color == "always" && c == '\u{1b}');
            let found: Vec<char> = out.chars().chain(err.chars()).filter(|c| !own(*c) && is_hostile(*c)).collect();
            assert!(found.is_empty(), "{arguments:?} {color}: {found:?} in {}", err.escape_debug());
            assert!(!err.contains("\u{1b}[31m\u{fffd}"), "{arguments:?} {color}: {}", err.escape_debug());
        }
    }
    let (status, _, _) = repository.tool(&["check", NAME]);
    assert_eq!(status, 1, "a folder with that name is there");
}
