//! Whatever silences a finding is counted where people and machines look.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is how a test fails

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "support/repository.rs"]
mod repository;

use cargo_redis_ssot::rules;
use repository::{Repository, opens};
use serde_json::{Value, json};

/// What one run says: exit status, the summary for people, the totals of the JSON stream, the run of the SARIF log.
struct Said {
    status: i32,
    summary: String,
    totals: Value,
    sarif: Value,
}

impl Said {
    fn of(repository: &Repository, arguments: &[&str]) -> Self {
        let run = |format: &str| repository.tool(&[&["check", "--message-format", format], arguments].concat());
        let (status, text, _) = run("human");
        let (json, sarif) = (run("json").1, run("sarif").1);
        let finished: Value = serde_json::from_str(json.lines().last().unwrap()).unwrap();
        let log: Value = serde_json::from_str(&sarif).unwrap();
        let at = text.find("redis-ssot passed").or_else(|| text.find("redis-ssot")).unwrap();
        Self {
            status,
            summary: text[at..].to_owned(),
            totals: finished["redis_ssot"].clone(),
            sarif: log["runs"][0].clone(),
        }
    }

    /// All three say that there is one, and the gate lets the rest pass.
    fn counts(&self, phrase: &str, in_totals: &str, in_sarif: &str) {
        assert_eq!(self.status, 0, "{}", self.summary);
        assert!(self.summary.starts_with("redis-ssot passed: no findings"), "{}", self.summary);
        assert!(self.summary.contains(phrase), "{}", self.summary);
        assert_eq!(self.totals.pointer(in_totals), Some(&json!(1)), "{in_totals} in {}", self.totals);
        assert_eq!(self.sarif["properties"][in_sarif], 1, "{in_sarif} in {}", self.sarif["properties"]);
    }
}

/// A package whose `cart` opens a client of its own.
fn stray() -> Repository {
    let repository = Repository::new();
    repository.write("src/cart.rs", &opens("open"));
    let said = Said::of(&repository, &[]);
    assert_eq!((said.status, &said.totals["findings"]), (1, &json!(1)), "{}", said.summary);
    repository
}

/// The package's configuration with more in it.
fn configure(repository: &Repository, more: &str) {
    repository.write("redis-ssot.toml", &format!("manager = \"shop::store\"\n{more}"));
}

#[test]
fn comments_are_counted() {
    let repository = stray();
    let comment = "//! redis-ssot: allow(direct-construction) -- a probe\n";
    repository.write("src/cart.rs", &format!("{comment}{}", opens("open")));
    Said::of(&repository, &[]).counts("not shown: 1 silenced by comments", "/suppressed", "suppressed");
}

#[test]
fn excluded_files_are_counted() {
    let repository = stray();
    configure(&repository, "[rules]\ndirect-construction = { exclude = [\"src/cart.rs\"] }\n");
    let said = Said::of(&repository, &[]);
    said.counts("not shown: 1 in a file that its rule excludes", "/withheld/excluded", "excluded");
}

#[test]
fn a_rule_that_is_set_to_allow_is_named_and_its_findings_are_counted() {
    let repository = stray();
    let by_flag = Said::of(&repository, &["-A", "direct-construction"]);
    configure(&repository, "[rules]\ndirect-construction = \"allow\"\n");
    for said in [by_flag, Said::of(&repository, &[])] {
        said.counts("not shown: 1 of a rule set to allow", "/withheld/allowed", "allowed");
        assert!(said.summary.contains("\n  set to allow: direct-construction\n"), "{}", said.summary);
        assert_eq!(said.totals["switched_off"], json!(["direct-construction"]));
        assert_eq!(said.sarif["properties"]["rulesSetToAllow"], json!(["direct-construction"]));
        let descriptor = json!({ "id": "direct-construction", "index": 0 });
        let configuration = json!({ "enabled": false, "level": "note" });
        let change = json!({ "descriptor": descriptor, "configuration": configuration });
        assert_eq!(said.sarif["invocations"][0]["ruleConfigurationOverrides"], json!([change]));
    }
}

#[test]
fn a_rule_that_is_off_is_named_though_it_would_find_nothing() {
    let repository = Repository::new();
    let said = Said::of(&repository, &["-A", "racy-init"]);
    assert!(said.summary.contains("\n\n  set to allow: racy-init\n"), "{}", said.summary);
    assert!(!said.summary.contains("not shown"), "{}", said.summary);
    // One that is off by default is nobody's doing.
    let said = Said::of(&repository, &["-A", "unscoped-key"]);
    assert_eq!(said.totals["switched_off"], json!([]));
}

#[test]
fn tests_that_may_do_anything_are_counted() {
    let repository = Repository::new();
    repository.write("src/cart.rs", &format!("#[cfg(test)]\nmod tests {{\n{}}}\n", opens("open")));
    configure(&repository, "tests = \"allow\"\n");
    Said::of(&repository, &[]).counts("not shown: 1 allowed in test code", "/withheld/tests", "allowedInTests");
}

#[test]
fn packages_that_were_not_asked_for_are_counted() {
    let repository = stray();
    let manifest = repository.read("Cargo.toml");
    repository.write("Cargo.toml", &format!("{manifest}\n[workspace]\nmembers = [\"tools\"]\n"));
    repository.write("tools/Cargo.toml", "[package]\nname = \"tools\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    repository.write("tools/src/lib.rs", "");
    for arguments in [["-p", "tools"], ["--exclude", "shop"]] {
        let said = Said::of(&repository, &arguments);
        said.counts("not shown: 1 in 1 package not asked for", "/withheld/unselected", "inPackagesNotAskedFor");
        assert_eq!(said.totals["unselected"], json!(["shop"]));
        assert_eq!(said.sarif["properties"]["packagesNotAskedFor"], json!(["shop"]));
    }
}

#[test]
fn the_baseline_is_counted() {
    let repository = stray();
    assert_eq!(repository.tool(&["baseline"]).0, 0);
    let said = Said::of(&repository, &["--baseline", "redis-ssot-baseline.json"]);
    said.counts("not shown: 1 known from the baseline", "/baselined", "baselined");
    repository.write("src/cart.rs", "");
    let said = Said::of(&repository, &["--baseline", "redis-ssot-baseline.json"]);
    said.counts("1 entry of the baseline that nothing has any more", "/stale", "stale");
}

#[test]
fn what_the_other_commit_has_too_is_counted() {
    let repository = stray();
    repository.commit();
    let said = Said::of(&repository, &["--since", "HEAD"]);
    assert!(said.summary.contains("not shown: 1 known from HEAD"), "{}", said.summary);
    assert_eq!(said.totals["since"]["known"], 1);
    assert_eq!(said.sarif["properties"]["since"]["known"], 1);
}

#[test]
fn files_that_no_target_reaches_are_named() {
    let repository = Repository::new();
    repository.write("src/dead.rs", &opens("open"));
    let said = Said::of(&repository, &[]);
    assert!(said.summary.contains("not shown: 1 file that belongs to no target"), "{}", said.summary);
    assert_eq!(said.totals["unlinked"], json!(["src/dead.rs"]));
    assert_eq!(said.sarif["properties"]["filesOfNoTarget"], json!(["src/dead.rs"]));
}

#[test]
fn where_nothing_looks_every_format_and_the_notes_say_so() {
    const NOTHING: &str = "nothing was checked: every rule about Redis is set to allow";
    let repository = stray();
    let all = rules::names().into_iter().filter(|rule| !rules::ABOUT_THE_CHECK.contains(rule));
    let levels: String = all.map(|rule| format!("{rule} = \"allow\"\n")).collect();
    configure(&repository, &format!("[rules]\n{levels}"));
    let said = Said::of(&repository, &[]);
    assert!(said.summary.starts_with(&format!("redis-ssot: {NOTHING} (3 files of 1 package)\n")), "{}", said.summary);
    assert_eq!(said.totals["nothing_checked"], true);
    let notification = &said.sarif["invocations"][0]["toolConfigurationNotifications"][0];
    assert_eq!(notification["message"]["text"], NOTHING);
    for format in ["human", "short", "json", "sarif", "github", "gitlab", "junit"] {
        let (status, _, err) = repository.tool(&["check", "--message-format", format]);
        assert!(status == 0 && err.contains(&format!("note: {NOTHING}\n")), "{format}: {err}");
    }
    let github = repository.tool(&["check", "--message-format", "github", "-q"]).1;
    assert_eq!(github, format!("::warning title=redis-ssot::{NOTHING}\n"));
    let (status, report, _) = repository.tool(&["report", "-q"]);
    assert_eq!(status, 0);
    assert!(report.starts_with("# Redis managers in shop: NOT CHECKED\n"), "{report}");
    // One that looks is enough, and what stands in test code alone is no reason.
    assert_eq!(Said::of(&repository, &["-W", "racy-init"]).totals["nothing_checked"], false);
}

/// What a rule does not look at is no finding that could be counted: it is told.
#[test]
fn a_rule_that_looks_at_some_kinds_alone_is_named() {
    let repository = stray();
    configure(&repository, "[rules]\ndirect-construction = { kinds = [\"pool\"] }\n");
    let note = "`direct-construction` looks at these kinds of handles alone, as configured: pool";
    let (status, _, err) = repository.tool(&["check"]);
    assert!(status == 0 && err.contains(&format!("note: {note}\n")), "{err}");
    let said = Said::of(&repository, &[]);
    assert_eq!(said.sarif["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"], note);
    assert!(repository.tool(&["report", "-q"]).1.contains("looks at these kinds of handles alone"));
}

#[test]
fn the_report_counts_it_too() {
    let repository = stray();
    configure(&repository, "[rules]\ndirect-construction = { exclude = [\"src\"] }\nracy-init = \"allow\"\n");
    let report: Value = serde_json::from_str(&repository.tool(&["report", "-q", "--format", "json"]).1).unwrap();
    assert_eq!(report["withheld"]["findings"]["excluded"], 1, "{}", report["withheld"]);
    assert_eq!(report["withheld"]["rules"], json!(["racy-init"]));
    for format in ["markdown", "html"] {
        let page = repository.tool(&["report", "-q", "--format", format]).1;
        assert!(page.contains("Not shown: 1 in a file that its rule excludes."), "{format}");
        assert!(page.contains("Set to allow: "), "{format}");
    }
}
