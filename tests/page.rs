//! The page that `report --format html` writes, looked at in Chromium: as wide as a desk's screen and as narrow as a phone's,
//! light and dark.
//!
//! `CHROMIUM` names the program, else `chromium` is looked for on the PATH. Without it the tests fail in CI and say elsewhere
//! that they were skipped (Debian: `apt-get install chromium fonts-dejavu-core`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Widths that the page must fit, from phones to desks; between them lie those at which it changes its layout.
const WIDTHS: [u32; 8] = [360, 390, 640, 700, 880, 900, 1120, 1280];

/// The Content-Security-Policy of the page, under which no script runs: the copy that is measured is without it.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
                      img-src data:\">";

struct Browser {
    chromium: OsString,
    directory: TempDir,
}

/// What Chromium said of a page.
struct Visit {
    dom: String,
    /// Lines of the console.
    console: Vec<String>,
}

impl Browser {
    fn new() -> Option<Self> {
        let chromium = std::env::var_os("CHROMIUM").unwrap_or_else(|| "chromium".into());
        let there = Command::new(&chromium)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !there {
            let is_ci = std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"));
            let missing = format!("{} cannot be run (apt-get install chromium fonts-dejavu-core)", chromium.display());
            assert!(!is_ci, "{missing}");
            eprintln!("skipped: {missing}");
            return None;
        }
        Some(Self { chromium, directory: TempDir::new().unwrap() })
    }

    fn visit(&self, html: &str, dark: bool) -> Visit {
        let page = self.directory.path().join("page.html");
        std::fs::write(&page, html).unwrap();
        // A profile of its own each time: nothing is remembered.
        let profile = TempDir::new().unwrap();
        let output = Command::new(&self.chromium)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--enable-logging=stderr", "--force-device-scale-factor=1"])
            .args(["--hide-scrollbars", "--window-size=1400,900"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("--blink-settings=preferredColorScheme={}", u8::from(!dark)))
            .args(["--virtual-time-budget=5000", "--dump-dom"])
            .arg(format!("file://{}", page.display()))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let console = said.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect();
        Visit { dom: String::from_utf8(output.stdout).unwrap(), console }
    }

    /// Asks copies of the page about themselves, one in a frame of each width: a window is never narrower than 500 pixels.
    fn measure(&self, html: &str, dark: bool) -> Vec<Value> {
        assert!(html.contains(POLICY), "the page has another policy");
        let script = format!("<script>{}</script></body>", include_str!("support/measure.js"));
        let copy = html.replace(POLICY, "").replace("</body>", &script);
        let copy = copy.replace('&', "&amp;").replace('"', "&quot;");
        let frame =
            |width: u32| format!("<iframe width={width} height=900 style=\"border:0\" srcdoc=\"{copy}\"></iframe>");
        let frames: String = WIDTHS.into_iter().map(frame).collect();
        let visit = self.visit(&format!("<!doctype html><title>x</title>{frames}<script>{COLLECT}</script>"), dark);
        assert_eq!(visit.console, Vec::<String>::new());
        let measured = visit.dom.split_once("<pre id=\"all\">").expect("the script ran").1;
        let measured = measured.split_once("</pre>").unwrap().0;
        let plain =
            measured.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&");
        plain.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// What the frames say of themselves, a line each.
const COLLECT: &str = "addEventListener('load', () => { const all = document.createElement('pre'); all.id = 'all'; \
    all.textContent = [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument.getElementById('measured').textContent).join('\\n'); \
    document.body.append(all); });";

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-redis-ssot"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("CI");
    command
}

fn report(format: &str, arguments: &[&str]) -> String {
    let run = program().args(["report", "-q", "--format", format]).args(arguments).output().unwrap();
    assert_ne!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

fn nothing(measured: &Value, key: &str, of: &str) {
    assert!(measured[key].as_array().unwrap().is_empty(), "{key} of {of}: {:#}", measured[key]);
}

/// All that a page must be, at every width and in both schemes.
fn is_sound(browser: &Browser, what: &str, arguments: &[&str]) {
    let html = report("html", arguments);
    let facts: Value = serde_json::from_str(&report("json", arguments)).unwrap();
    let managers = facts["inventory"]["managers"].as_u64().unwrap();
    let mut papers = Vec::new();
    for dark in [false, true] {
        let all = browser.measure(&html, dark);
        assert_eq!(all.len(), WIDTHS.len());
        for (measured, width) in all.iter().zip(WIDTHS) {
            let of = format!("{what} at {width}, dark: {dark}");
            assert_eq!((&measured["width"], &measured["dark"]), (&json!(width), &json!(dark)), "{of}");
            assert_eq!(measured["scroll"], width, "{of} scrolls sideways: {:#}", measured["wide"]);
            for key in ["wide", "dead", "twice", "spilt", "small", "pale", "outside"] {
                nothing(measured, key, &of);
            }
            assert_eq!(measured["maps"], 1, "{of}");
            assert_eq!(measured["managers"], json!([managers]), "{of}");
            assert!(measured["links"].as_u64().unwrap() > 4 + managers, "{of}");
            assert_eq!(measured["scripts"], 1, "{of}: the one that measures");
            papers.push((dark, measured["paper"].as_str().unwrap().to_owned()));
        }
    }
    papers.sort();
    papers.dedup();
    assert_eq!(papers.len(), 2, "{what}: one paper for light, one for dark: {papers:?}");
    assert_ne!(papers[0].1, papers[1].1);
    let untouched = browser.visit(&html, false);
    assert_eq!(untouched.console, Vec::<String>::new(), "{what}");
    assert!(untouched.dom.contains("<h1>"), "{what}");
}

#[test]
fn the_page_reads_everywhere() {
    let Some(browser) = Browser::new() else { return };
    let baseline = browser.directory.path().join("b.json");
    let baseline = baseline.to_str().unwrap();
    let recorded =
        program().args(["baseline", "-q", "fixtures/netra/before", "--baseline", baseline]).status().unwrap();
    assert!(recorded.success());
    let areas = ["--config", "fixtures/netra/after/redis-ssot.toml"];
    is_sound(&browser, "before", &[&["fixtures/netra/before", "--baseline", baseline], &areas[..]].concat());
    is_sound(&browser, "after", &["fixtures/netra/after", "--baseline", baseline]);
}

/// Names and paths as long and as strange as a file system takes them.
#[test]
fn a_hostile_codebase_is_only_text() {
    let Some(browser) = Browser::new() else { return };
    let codebase = TempDir::new().unwrap();
    let hostile = "\u{202e}<img src=x onerror=alert(1)>\"'&amp;`|";
    let long = "a_module_whose_name_goes_on_and_on_and_on_and_on_and_on_and_on_and_on".to_owned();
    write(codebase.path(), "Cargo.toml", "[package]\nname = \"hostile\"\n[dependencies]\nredis = \"1\"\n");
    write(
        codebase.path(),
        "src/lib.rs",
        &format!("#[path = \"{}.rs\"]\nmod {long};\nmod redis_manager;\n", hostile.replace('"', "\\\"")),
    );
    let manager = "pub struct Manager(pub redis::Client);\nfn open() { redis::Client::open(\"redis://x\"); }\n";
    write(codebase.path(), "src/redis_manager.rs", manager);
    let deep = format!("pub mod {long} {{ {} }}", manager.replace("Manager", &format!("M{}", "x".repeat(200))));
    let deep = (0..12).fold(deep, |inner, _| format!("pub mod {long} {{ {inner} }}"));
    write(codebase.path(), &format!("src/{hostile}.rs"), &deep);
    write(
        codebase.path(),
        "redis-ssot.toml",
        "manager = \"hostile::redis_manager\"\n[[area]]\nname = \"</style><script>alert(1)</script>\\u202e\"\npaths = [\"src/**\"]\n\
         priority = 1\n",
    );
    let path = codebase.path().to_str().unwrap();
    let html = report("html", &[path]);
    assert!(!html.contains('\u{202e}') && !html.contains("<img") && !html.contains("<script"));
    is_sound(&browser, "the hostile one", &[path]);
}

/// The console is seen at all.
#[test]
fn an_error_in_the_console_would_be_seen() {
    let Some(browser) = Browser::new() else { return };
    let visit = browser.visit("<!doctype html><title>x</title><script>console.error('seen')</script>", false);
    assert!(visit.console.iter().any(|line| line.contains("seen")), "{:?}", visit.console);
    let forbidden = format!("<!doctype html>{POLICY}<title>x</title><script>console.error('run')</script>");
    let visit = browser.visit(&forbidden, false);
    assert!(visit.console.iter().any(|line| line.contains("Content Security Policy")), "{:?}", visit.console);
    assert!(!visit.console.iter().any(|line| line.contains("'run'")));
}

fn write(root: &Path, path: &str, text: &str) {
    let path: PathBuf = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
