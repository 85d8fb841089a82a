//! A small codebase with findings made by hand.

use std::io::Write;
use std::path::PathBuf;

use cargo_redis_ssot::position::{FileId, Span, TextRange, to_u32};
use cargo_redis_ssot::report::{
    Applicability, Context, Evidence, Finding, Input, Label, Level, Report, Reporter, RuleInfo, Suggestion,
};
use cargo_redis_ssot::source::{SourceFile, Sources};
use cargo_redis_ssot::workspace::{Codebase, Edition, Package, Target, TargetKind};

/// Byte order mark, CRLF, tabs and characters of two, three and four bytes.
pub const CACHE: &str = "\u{feff}use redis::Client; // caf\u{e9}\r\n\r\nfn open() {\r\n\tlet \u{4e2d} = \"\u{1f980}\"; let c = Client::open(\"redis://x\").unwrap();\r\n\tlet d = c;\r\n}\r\n";

/// A chain over several lines, without a line break at the end.
pub const HANDLER: &str = "use crate::old::RedisManager;

async fn handle(url: &str) {
    let pool = bb8::Pool::builder()
        .max_size(4)
        .build(manager)
        .await;
}";

/// The canonical module.
pub const MANAGER: &str = "pub struct RedisManager {
    client: redis::Client,
}
";

/// A root manifest.
pub const MANIFEST: &str = "[package]\nname = \"backend\"\n";

pub struct World {
    pub sources: Sources,
    pub codebase: Codebase,
    pub report: Report,
    pub rules: Vec<RuleInfo>,
    pub prefix: &'static str,
}

impl World {
    pub fn empty() -> Self {
        let root = PathBuf::from("/srv/my app");
        let target = |kind, name: &str, path: &str| Target {
            kind,
            name: name.to_owned(),
            crate_name: name.replace('-', "_"),
            crate_types: vec![if kind == TargetKind::Lib { "lib" } else { "bin" }.to_owned()],
            root: root.join(path),
            edition: Edition::E2021,
        };
        let package = Package {
            name: "backend".to_owned(),
            version: "1.2.3".to_owned(),
            manifest_path: root.join("Cargo.toml"),
            workspace_manifest: root.join("Cargo.toml"),
            targets: vec![
                target(TargetKind::Lib, "backend", "src/lib.rs"),
                target(TargetKind::Bin, "api-server", "src/main.rs"),
            ],
            dependencies: Vec::new(),
            selected: true,
        };
        let rule = |name: &'static str, default_level, level| RuleInfo {
            name,
            default_level,
            level,
            summary: format!("what {name} finds"),
            help_markdown: format!("# {name}\n\nWhy and how.\n"),
            page_url: Some(format!("https://example.org/rules/{name}")),
        };
        let mut world = Self {
            sources: Sources::default(),
            codebase: Codebase { root, packages: vec![package], ..Codebase::default() },
            report: Report::default(),
            rules: vec![
                rule("direct-construction", Level::Deny, Level::Deny),
                rule("duplicate-manager", Level::Deny, Level::Deny),
                rule("missing-manager", Level::Deny, Level::Deny),
                rule("noncanonical-import", Level::Warn, Level::Warn),
                rule("hardcoded-url", Level::Warn, Level::Warn),
                rule("unscoped-key", Level::Allow, Level::Allow),
            ],
            prefix: "",
        };
        world.report.statistics.packages = 1;
        world
    }

    /// The codebase of the texts above with one finding of each shape.
    pub fn full() -> Self {
        let mut world = Self::empty();
        world.file("Cargo.toml", MANIFEST);
        let manager = world.file("src/redis_manager.rs", MANAGER);
        let cache = world.file("src/cache.rs", CACHE);
        let handler = world.file("src/ws/handler.rs", HANDLER);
        world.report.statistics.files = 3;
        world.report.statistics.unlinked = vec!["src/dead.rs".to_owned()];

        let mut open = finding("direct-construction", "a Redis client is built outside `backend::redis_manager`");
        open.primary = Some(label(world.span(cache, "Client::open(\"redis://x\")"), "opens its own client"));
        open.secondary = vec![
            label(world.span(manager, "client: redis::Client"), "the one client lives here"),
            label(world.span(cache, "redis::Client"), ""),
        ];
        open.notes = vec!["the package depends on redis 1.0".to_owned()];
        open.help = vec!["take the connection from `backend::redis_manager::RedisManager`".to_owned()];
        open.item = "backend::cache::open".to_owned();
        open.target = Some((0, 0));

        let mut pool = finding("direct-construction", "a pool is built outside `backend::redis_manager`");
        pool.primary = Some(label(
            world.span(handler, "bb8::Pool::builder()\n        .max_size(4)\n        .build(manager)"),
            "a second pool",
        ));
        pool.area = Some("websocket".to_owned());
        pool.scope = Some("api".to_owned());
        pool.evidence = Evidence::Typed;
        pool.context = Context::Test;
        pool.item = "backend::ws::handler::handle".to_owned();
        pool.target = Some((0, 1));

        let mut import = finding("noncanonical-import", "the manager is imported by an old path");
        import.level = Level::Warn;
        import.primary = Some(label(world.span(handler, "crate::old::RedisManager"), ""));
        import.suggestion = Some(Suggestion {
            message: "import it from its module".to_owned(),
            edits: vec![(world.span(handler, "old"), "redis_manager".to_owned())],
            applicability: Applicability::MachineApplicable,
        });

        let missing = finding("missing-manager", "no manager could be inferred");
        world.report.findings = vec![missing, open, import, pool];
        for (at, finding) in world.report.findings.iter_mut().enumerate() {
            finding.fingerprint = format!("{at:016x}");
        }
        world
    }

    pub fn file(&mut self, display: &str, text: &str) -> FileId {
        self.sources.add(SourceFile {
            path: self.codebase.root.join(display),
            display: display.to_owned(),
            text: text.into(),
        })
    }

    /// The first place where `needle` stands in a file.
    pub fn span(&self, file: FileId, needle: &str) -> Span {
        let start = self.sources.get(file).text.find(needle).unwrap_or_else(|| panic!("no {needle:?}"));
        Span::new(file, TextRange::new(to_u32(start), to_u32(start + needle.len())))
    }

    /// What a format writes for this world; twice, to see that it is the same.
    pub fn written(&self, reporter: &dyn Reporter) -> String {
        let input = Input {
            report: &self.report,
            sources: &self.sources,
            codebase: &self.codebase,
            rules: &self.rules,
            prefix: self.prefix,
        };
        let write = || {
            let mut out: Vec<u8> = Vec::new();
            reporter.write(&input, &mut out as &mut dyn Write).unwrap();
            String::from_utf8(out).unwrap()
        };
        let written = write();
        assert_eq!(written, write(), "the same input gave other bytes");
        written
    }
}

pub fn label(span: Span, text: &str) -> Label {
    Label { span, text: text.to_owned() }
}

pub fn finding(rule: &'static str, message: &str) -> Finding {
    Finding {
        rule,
        level: Level::Deny,
        message: message.to_owned(),
        primary: None,
        secondary: Vec::new(),
        notes: Vec::new(),
        help: Vec::new(),
        suggestion: None,
        evidence: Evidence::Resolved,
        context: Context::Production,
        area: None,
        scope: None,
        item: String::new(),
        fingerprint: "0123456789abcdef".to_owned(),
        target: None,
    }
}
