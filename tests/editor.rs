//! rust-analyzer, the real one, over LSP: with `check.overrideCommand` it shows the findings where they are.
//!
//! It is not built by the tests (it is four hundred packages). With one at hand:
//! `REDIS_SSOT_RUST_ANALYZER=rust-analyzer cargo test --test editor -- --ignored`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// How long the server may take over its next message.
const PATIENCE: Duration = Duration::from_secs(180);

struct Server {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
}

impl Server {
    fn start() -> Self {
        let program = std::env::var_os("REDIS_SSOT_RUST_ANALYZER").unwrap_or_else(|| "rust-analyzer".into());
        let mut child = Command::new(&program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self { input: child.stdin.take().unwrap(), child, messages }
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    /// The next message; what the server asks of the editor meanwhile is answered with nothing.
    fn next(&mut self) -> Value {
        let message = self.messages.recv_timeout(PATIENCE).expect("the server says something");
        if message.get("id").is_some() && message.get("method").is_some() {
            let nothing = match message["method"].as_str() {
                Some("workspace/configuration") => json!([null]),
                _ => json!(null),
            };
            self.send(json!({ "id": message["id"], "result": nothing }));
        }
        message
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// One message: headers, an empty line, JSON of the length they give.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut header = String::new();
        if output.read_line(&mut header).ok()? == 0 {
            return None;
        }
        if header.trim().is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("Content-Length: ") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut text = vec![0; length];
    output.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
#[ignore = "needs a rust-analyzer: REDIS_SSOT_RUST_ANALYZER names it"]
fn rust_analyzer_shows_the_findings() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/names/use-tree-rename"), &root);
    let file = root.join("src/lib.rs");
    let text = std::fs::read_to_string(&file).unwrap();
    let expected: BTreeSet<u64> = (0..)
        .zip(text.lines())
        .filter(|(_, line)| line.contains("//~ direct-construction"))
        .map(|(at, _)| at)
        .collect();
    assert!(!expected.is_empty(), "the fixture has findings");

    let uri = format!("file://{}", file.display());
    let command = [env!("CARGO_BIN_EXE_cargo-redis-ssot"), "check", "--message-format", "json"];
    let options = json!({
        "checkOnSave": true,
        "check": { "overrideCommand": command },
        "cargo": { "buildScripts": { "enable": false }, "extraArgs": ["--offline"] },
        "procMacro": { "enable": false },
        "cachePriming": { "enable": false },
    });
    let mut server = Server::start();
    let capabilities = json!({
        "window": { "workDoneProgress": true },
        "experimental": { "serverStatusNotification": true },
    });
    server.send(json!({ "id": 1, "method": "initialize", "params": {
        "processId": null,
        "rootUri": format!("file://{}", root.display()),
        "capabilities": capabilities,
        "initializationOptions": options,
    }}));
    while server.next()["id"] != 1 {}
    server.send(json!({ "method": "initialized", "params": {} }));
    server.send(json!({ "method": "textDocument/didOpen", "params": { "textDocument": {
        "uri": uri, "languageId": "rust", "version": 1, "text": text,
    }}}));
    server.send(json!({ "method": "textDocument/didSave", "params": { "textDocument": { "uri": uri } } }));

    let mut found = BTreeSet::new();
    while found != expected {
        let message = server.next();
        if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri.as_str() {
            let diagnostics = message["params"]["diagnostics"].as_array().unwrap();
            let ours = diagnostics.iter().filter(|diagnostic| {
                diagnostic["code"].as_str().is_some_and(|code| code.ends_with("direct_construction"))
                    && diagnostic["severity"] == 1
            });
            found = ours.map(|diagnostic| diagnostic["range"]["start"]["line"].as_u64().unwrap()).collect();
        }
    }
}
