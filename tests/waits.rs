//! `unbounded-wait` by version: the lock file's, through pool crates too, or what the manifest asks for.
#![allow(clippy::unwrap_used)]

use std::fs;

use cargo_redis_ssot::{Options, check};

const MANAGER: &str = "pub struct RedisManager { client: redis::Client }
impl RedisManager {
    pub async fn connect(&self) -> redis::RedisResult<redis::aio::MultiplexedConnection> {
        self.client.get_multiplexed_async_connection().await
    }
}
";

const CLUSTER: &str = "pub struct RedisManager { client: redis::cluster::ClusterClient }
impl RedisManager {
    pub fn new(nodes: Vec<String>) -> redis::RedisResult<Self> {
        Ok(Self { client: redis::cluster::ClusterClient::new(nodes)? })
    }
}
";

const POOL: &str = "pub struct RedisManager { pool: bb8::Pool<bb8_redis::RedisConnectionManager> }
impl RedisManager {
    pub async fn new(url: &str) -> Option<Self> {
        let manager = bb8_redis::RedisConnectionManager::new(url).ok()?;
        Some(Self { pool: bb8::Pool::builder().build(manager).await.ok()? })
    }
}
";

/// What the rule says of a library with these dependencies and, if any, this lock file: messages and notes.
fn said(source: &str, dependencies: &str, lock: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{dependencies}\n"
    );
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.path().join("src/lib.rs"), source).unwrap();
    if !lock.is_empty() {
        fs::write(folder.path().join("Cargo.lock"), lock).unwrap();
    }
    let outcome = check(&Options::at(folder.path())).unwrap();
    let findings = outcome.report.findings.iter().filter(|finding| finding.rule == "unbounded-wait");
    findings.flat_map(|finding| [std::slice::from_ref(&finding.message), finding.notes.as_slice()].concat()).collect()
}

fn lock(packages: &[(&str, &str, &str)]) -> String {
    let package = |(name, version, uses): &(&str, &str, &str)| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\ndependencies = [{uses}]\n")
    };
    packages.iter().map(package).collect()
}

#[test]
fn async_connections_are_bounded_from_1_0_on() {
    let locked = |version| lock(&[("app", "0.1.0", "\"redis\""), ("redis", version, "")]);
    assert_eq!(
        said(MANAGER, "redis = \">=0.25\"", &locked("0.27.6")),
        [
            "`redis::Client::get_multiplexed_async_connection` may wait without end for the connection and for answers",
            "`redis` is 0.27.6 here, which has no default; from 1.0.0-rc.0 on it is 1 s to connect and 500 ms for an answer",
        ]
    );
    assert!(said(MANAGER, "redis = \">=0.25\"", &locked("1.0.5")).is_empty());
    assert!(said(MANAGER, "redis = \">=0.25\"", &locked("1.0.0-rc.1")).is_empty());
}

#[test]
fn without_a_lock_file_the_manifest_decides() {
    let said = |requirement: &str| said(MANAGER, &format!("redis = \"{requirement}\""), "").len();
    assert_eq!([said("0.27"), said("1"), said("1.4")], [2, 0, 0]);
    // Both may be meant.
    assert_eq!([said(">=0.27"), said("*")], [0, 0]);
}

#[test]
fn a_cluster_client_is_bounded_by_half() {
    let said = |version| {
        let lock = lock(&[("app", "0.1.0", "\"redis\""), ("redis", version, "")]);
        said(CLUSTER, "redis = \">=0.22\"", &lock).remove(0)
    };
    let new = "`redis::cluster::ClusterClient::new` may wait without end";
    assert_eq!(said("0.24.0"), format!("{new} for the connection and for answers"));
    assert_eq!(said("0.27.6"), format!("{new} for answers"));
    assert_eq!(said("1.8.1"), format!("{new} for answers"));
}

#[test]
fn a_pool_connects_with_the_client_of_its_own_choice() {
    let said = |pool| {
        let lock = lock(&[
            ("app", "0.1.0", "\"bb8\", \"bb8-redis\", \"redis 1.8.1\""),
            ("bb8-redis", pool, if pool == "0.26.0" { "\"redis 1.8.1\"" } else { "\"redis 0.27.6\"" }),
            ("redis", "1.8.1", ""),
            ("redis", "0.27.6", ""),
        ]);
        said(POOL, "bb8 = \"0.9\"\nbb8-redis = \"*\"\nredis = \"1\"", &lock).len()
    };
    assert_eq!([said("0.26.0"), said("0.17.0")], [0, 2]);
}
