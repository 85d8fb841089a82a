//! Adding lines, reordering items and running rustfmt never change a fingerprint: through the whole pipeline, on
//! fixtures whose sources are changed so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/fixture.rs"]
mod fixture;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use cargo_redis_ssot::{Options, check};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};
use syn::spanned::Spanned as _;
use tempfile::TempDir;

/// A fixture's files by their path, and what is found in them.
struct Original {
    name: String,
    files: BTreeMap<PathBuf, Vec<u8>>,
    prints: Vec<String>,
}

/// The fixtures that have findings.
fn originals() -> &'static [Original] {
    static ALL: OnceLock<Vec<Original>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = |fixture: fixture::Fixture| {
            let files = walkdir::WalkDir::new(&fixture.dir).into_iter().map(Result::unwrap);
            let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
                let path = entry.path().strip_prefix(&fixture.dir).unwrap().to_path_buf();
                (path, fs::read(entry.path()).unwrap())
            });
            let prints = prints(&fixture.dir);
            Original { name: fixture.name, files: files.collect(), prints }
        };
        fixture::all().into_iter().map(read).filter(|original| !original.prints.is_empty()).collect()
    })
}

/// The fingerprints of everything found below `root`, silenced or not, as a multiset.
fn prints(root: &Path) -> Vec<String> {
    let report = check(&Options::at(root)).unwrap().report;
    let silenced = report.suppressed.iter().map(|suppressed| &suppressed.finding);
    let mut prints: Vec<String> = report
        .findings
        .iter()
        .chain(silenced)
        .map(|finding| format!("{} {} {}", finding.rule, finding.item, finding.fingerprint))
        .collect();
    prints.sort();
    prints
}

/// The fingerprints of the fixture with its Rust sources changed, and how many of them were.
fn changed(original: &Original, mut change: impl FnMut(&str) -> Option<String>) -> (Vec<String>, usize) {
    let directory = TempDir::new().unwrap();
    let mut count = 0;
    for (path, bytes) in &original.files {
        let to = directory.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        let text = std::str::from_utf8(bytes).ok().filter(|_| is_rust);
        let new = text.and_then(&mut change).map(String::into_bytes);
        count += usize::from(new.as_ref().is_some_and(|new| new != bytes));
        fs::write(to, new.as_ref().unwrap_or(bytes)).unwrap();
    }
    (prints(directory.path()), count)
}

/// Offsets where a line may be put in: after a line break that is white space, not part of a literal or a comment. Not
/// below an allow comment, which an empty line would part from what it speaks of.
fn breaks(text: &str) -> Vec<usize> {
    let (mut at, mut found) = (0, Vec::new());
    let mut before = "";
    for token in tokenize(text, FrontmatterAllowed::No) {
        let end = at + token.len as usize;
        if token.kind == TokenKind::Whitespace && !before.contains("redis-ssot:") {
            let after = text[at..end].match_indices('\n').map(|(offset, _)| at + offset + 1);
            found.extend(after);
        }
        before = &text[at..end];
        at = end;
    }
    found
}

/// What is put in: none of it means anything.
const FILLERS: [&str; 5] =
    ["\n", "// redis::Client::open(url)\n", "    \n", "/* a\n   comment */\n", "// caf\u{e9} \"\n"];

/// Puts fillers in at the places that `choices` name.
fn with_lines(text: &str, choices: &[(prop::sample::Index, usize)]) -> Option<String> {
    let places = breaks(text);
    if places.is_empty() {
        return None;
    }
    let mut chosen: Vec<(usize, usize)> = choices.iter().map(|(at, filler)| (*at.get(&places), *filler)).collect();
    chosen.sort_unstable();
    let mut new = text.to_owned();
    for (at, filler) in chosen.into_iter().rev() {
        new.insert_str(at, FILLERS[filler]);
    }
    Some(new)
}

/// The items of a file with what stands above each and behind it on its last line; none where their order means
/// something (`macro_rules!`) or they share lines.
fn items(text: &str) -> Option<Vec<Range<usize>>> {
    if text.starts_with('\u{feff}') || text.starts_with("#!/") || text.contains('\r') {
        return None;
    }
    let file = syn::parse_file(text).ok()?;
    let is_ordered = |item: &syn::Item| matches!(item, syn::Item::Macro(_)) || text.contains("macro_use");
    if file.items.iter().any(is_ordered) {
        return None;
    }
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let mut start = file.attrs.last().map_or(0, |attr| line_end(attr.span().byte_range().end));
    let mut all = Vec::new();
    for item in &file.items {
        let bytes = item.span().byte_range();
        if bytes.start < start {
            return None;
        }
        let end = line_end(bytes.end);
        all.push(start..end);
        start = end;
    }
    Some(all)
}

/// The file with its items in another order.
fn reordered(text: &str, keys: &[u8]) -> Option<String> {
    let items = items(text).filter(|items| items.len() > 1)?;
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|at| keys[at % keys.len()].rotate_left(u32::try_from(*at).unwrap()));
    let mut new = text[..items[0].start].to_owned();
    for at in order {
        new.push_str(&text[items[at].clone()]);
        if !new.ends_with('\n') {
            new.push('\n');
        }
    }
    new.push_str(&text[items[items.len() - 1].end..]);
    Some(new)
}

/// The file as rustfmt has it with these settings; none when it cannot be run or refuses the file.
fn formatted(text: &str, settings: &str) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config", settings])
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take().unwrap().write_all(text.as_bytes()).ok()?;
    let output = child.wait_with_output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// Runs a property over fixtures and random choices; each case is one run of the pipeline.
fn hold<S: Strategy>(cases: u32, choices: S, change: impl Fn(&str, &S::Value) -> Option<String>) {
    let all = originals();
    let mut runner =
        TestRunner::new(Config { cases, failure_persistence: None, max_shrink_iters: 30, ..Config::default() });
    let mut total = 0;
    let total_of = std::cell::RefCell::new(&mut total);
    let strategy = (any::<prop::sample::Index>(), choices);
    let result = runner.run(&strategy, |(at, choices)| {
        let original = at.get(all);
        let (now, count) = changed(original, |text| change(text, &choices));
        **total_of.borrow_mut() += count;
        prop_assert_eq!(&now, &original.prints, "{}", &original.name);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(total > cases as usize / 2, "hardly anything was changed: {total} files");
}

#[test]
fn added_lines_change_no_fingerprint() {
    let choices = prop::collection::vec((any::<prop::sample::Index>(), 0..FILLERS.len()), 1..12);
    hold(20, choices, |text, choices| with_lines(text, choices));
}

#[test]
fn reordered_items_change_no_fingerprint() {
    hold(20, prop::collection::vec(any::<u8>(), 16), |text, keys| reordered(text, keys));
}

#[test]
fn rustfmt_changes_no_fingerprint() {
    if formatted("fn a() {}", "max_width=100").is_none() {
        eprintln!("skipped: rustfmt cannot be run here");
        return;
    }
    for settings in [
        "max_width=40,hard_tabs=true,use_small_heuristics=Max",
        "max_width=200,use_small_heuristics=Off,tab_spaces=2,newline_style=Windows",
    ] {
        let mut count = 0;
        for original in originals().iter().step_by(4) {
            let (now, files) = changed(original, |text| formatted(text, settings));
            assert_eq!(now, original.prints, "{} with {settings}", original.name);
            count += files;
        }
        assert!(count > 12, "{settings}: {count} files");
    }
}

#[test]
fn the_changes_are_what_they_are_meant_to_be() {
    let text = "//! Doc.\n#![allow(x)]\n\n// above a\nfn a() {} // behind a\n\n/// above b\nfn b() {\n    \"x\n\ny\";\n}\nmod c;";
    let whole: String = items(text).unwrap().into_iter().map(|item| text[item].to_owned() + "|").collect();
    assert_eq!(whole, "\n// above a\nfn a() {} // behind a\n|\n/// above b\nfn b() {\n    \"x\n\ny\";\n}\n|mod c;|");
    let new = reordered(text, &[9, 1, 3]).unwrap();
    assert_ne!(new, text);
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&new), sorted(text));
    assert!(breaks(text).iter().all(|at| !(text.find("\"x").unwrap()..text.find("y\"").unwrap()).contains(at)));
    assert_eq!(breaks("// redis-ssot: allow(x)\n\na\n"), [27]);
    assert_eq!(breaks("a\n\nb /* \n */ c\r\nd"), [2, 3, 16]);
}
