//! A password in the source is in no report, in whatever form.
#![allow(clippy::unwrap_used)]

use std::process::Command;

const FORMATS: [&str; 7] = ["human", "short", "json", "sarif", "github", "gitlab", "junit"];

#[test]
fn no_report_shows_a_password() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    std::fs::create_dir(folder.path().join("src")).unwrap();
    write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\nredis = \"1\"\n",
    );
    // Shown by `direct-construction` too, on the line of a finding, and with an escape that hides where it stands.
    write(
        "src/lib.rs",
        "pub fn open() { let _ = redis::Client::open(\"redis://u:hunter2@cache/0?pass=hunter2\"); }\n\
         pub fn escaped() { let _ = redis::Client::open(\"redis://u:hun\\u{74}er2@cache\"); }\n",
    );
    for format in FORMATS {
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"))
            .args(["check", "--manager", "none", "-v", "--message-format", format])
            .arg(folder.path())
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        assert!(text.contains("hardcoded-url") || text.contains("hardcoded_url"), "{format}: {text}");
        assert!(!text.contains("hunter2") && !text.contains("er2@"), "{format}: {text}");
    }
}
