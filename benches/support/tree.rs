//! Workspaces to measure on: made by rule, the same each time, and accepted by the compiler.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Lines of a file.
const LINES: usize = 290;
/// Files of a module.
const FILES: usize = 40;

/// A workspace of one package.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tree {
    /// Lines of code, about.
    pub(crate) lines: usize,
    /// Of a hundred files so many use Redis: by turns they open a client and use the store, which they import.
    pub(crate) share: usize,
    /// Modules through which the store is handed on before it is imported, by name and by glob in turn.
    pub(crate) depth: usize,
}

impl Tree {
    /// Writes it.
    pub(crate) fn write(&self, folder: &Path) {
        let write = |path: &str, text: &str| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("Cargo.toml", MANIFEST);
        write("clippy.toml", "disallowed-methods = [\"redis::Client::open\"]\n");
        write("src/store.rs", "pub struct Store {\n    pub client: redis::Client,\n}\n");
        let mut root = String::from("pub mod store;\n");
        for level in 1..=self.depth {
            writeln!(root, "pub mod level{level};").unwrap();
            let below = Self::store_at(level - 1);
            let name = if level.is_multiple_of(2) { "*" } else { "Store" };
            write(&format!("src/level{level}.rs"), &format!("pub use crate::{below}::{name};\n"));
        }
        let files = self.lines / LINES;
        for group in 0..files.div_ceil(FILES) {
            writeln!(root, "pub mod g{group};").unwrap();
            let mut module = String::new();
            for at in group * FILES..files.min((group + 1) * FILES) {
                writeln!(module, "pub mod f{at};").unwrap();
                write(&format!("src/g{group}/f{at}.rs"), &self.file(at));
            }
            write(&format!("src/g{group}.rs"), &module);
        }
        write("src/lib.rs", &root);
    }

    /// The module from which the store is had after so many steps.
    fn store_at(level: usize) -> String {
        if level == 0 { "store".to_owned() } else { format!("level{level}") }
    }

    fn file(&self, at: usize) -> String {
        let mut text = String::from("//! Generated.\nuse std::collections::HashMap;\n");
        let number = at * self.share / 100;
        if (at + 1) * self.share / 100 > number {
            if number.is_multiple_of(2) {
                let open = format!("{{ let _client = redis::Client::open(\"redis://host{at}\").unwrap(); }}");
                writeln!(text, "pub fn open{at}() {open}").unwrap();
            } else {
                let store = Self::store_at(self.depth);
                writeln!(text, "use crate::{store}::Store;").unwrap();
                writeln!(text, "pub fn get{at}(store: &Store) {{ let _it = store.client.get_connection(); }}").unwrap();
            }
        }
        let mut lines = text.lines().count();
        for number in 0.. {
            if lines >= LINES {
                break;
            }
            let record = RECORD.replace("NAME", &format!("Record{at}x{number}")).replace("NUMBER", &number.to_string());
            lines += record.lines().count();
            text.push_str(&record);
        }
        text
    }
}

const MANIFEST: &str = "[package]
name = \"tree\"
version = \"0.1.0\"
edition = \"2021\"

[dependencies]
redis = \"1.8\"

[workspace]
";

const RECORD: &str = r#"
/// The record NUMBER of this file: what was counted, under the name it is known by.
#[derive(Debug, Clone, Default)]
pub struct NAME {
    pub name: String,
    pub values: HashMap<String, u64>,
    pub parent: Option<Box<NAME>>,
}

impl NAME {
    /// The sum of all values, those of the records above included; short names count as one.
    pub fn total(&self) -> u64 {
        let mut sum = 0;
        for (key, value) in &self.values {
            if key.len() > 3 { sum += *value; } else { sum += 1; }
        }
        sum + self.parent.as_ref().map_or(0, |parent| parent.total())
    }

    /// As a line of a report, or why it cannot be written.
    pub fn text(&self, width: usize) -> Result<String, std::fmt::Error> {
        let text = format!("{:>width$}: {} of {}", self.name, self.total(), self.values.len());
        match self.values.get("NUMBER") {
            Some(value) if *value > 0 => Ok(format!("{text}, and {value}")),
            _ => Ok(text),
        }
    }

    pub fn longest(&self) -> Vec<&String> {
        let mut names: Vec<&String> = self.values.keys().filter(|name| name.len() > 8).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }
}
"#;
