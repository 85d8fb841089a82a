//! Nothing a repository can hold crashes the tool, hangs it, blinds it or leads it out: each thing with what is said about it. The
//! rest of the codebase is checked all the same, and the gate fails.
//!
//! What is here only in part: fixtures and transcripts (`fixtures/bad-input/`, `tests/cmd/bad-input.trycmd`), the disk by itself
//! (`tests/disk.rs`), texts by themselves (`tests/syntax_robust.rs`), graphs by themselves (`tests/resolution/`), macros that never
//! end (`tests/macro_bombs.rs`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed expectation is how a test fails

mod encodings;
#[cfg(unix)]
mod files;
mod graphs;
mod manifests;
mod nesting;
mod sizes;
mod vanishing;

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "../support/repository.rs"]
mod repository;

#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "../support/properties/memory.rs"]
mod memory;

use std::time::{Duration, Instant};

use cargo_redis_ssot::{Options, check_in};
use memory::Memory;
use repository::{MANIFEST, Repository, STORE, opens};

/// Far more than anything here takes, and far less than for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is said of the rest: of `cart`, which opens a client of its own.
const CART: &str =
    "src/cart.rs:2:13: error[direct-construction]: `redis::Client::open` is called outside `shop::store`\n";

/// What makes a file worth parsing.
const MATTERS: &str = "use redis as _;\n";

/// A package with a manager, a module `cart` that opens a client of its own, and a module `bad` that is not written yet.
fn shop() -> Repository {
    let repository = Repository::bare();
    repository.write("Cargo.toml", MANIFEST);
    repository.write("redis-ssot.toml", "manager = \"shop::store\"\n");
    repository.write("src/lib.rs", "pub mod bad;\npub mod cart;\npub mod store;\n");
    repository.write("src/store.rs", STORE);
    repository.write("src/cart.rs", &opens("open"));
    repository
}

/// Checks it, in the short format: exit status, findings, notes. No panic, and soon.
fn checked(repository: &Repository, arguments: &[&str]) -> (i32, String, String) {
    let start = Instant::now();
    let said = repository.tool(&[&["check", "--message-format", "short"], arguments].concat());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    assert!(!said.2.contains("panicked"), "{}", said.2);
    said
}

/// All that is said about the package: of the file `bad` first, then of `cart`.
fn says(repository: &Repository, of_bad: &str) {
    let (status, findings, notes) = checked(repository, &[]);
    assert_eq!((status, findings), (1, format!("{of_bad}{CART}")), "{notes}");
}

/// The package with this text as `bad`.
fn with_bad(text: impl AsRef<[u8]>) -> Repository {
    let repository = shop();
    std::fs::write(repository.root.join("src/bad.rs"), text).unwrap();
    repository
}

/// The same package in memory, where a hundred thousand files cost no disk; `bad` is empty.
fn shop_in_memory() -> Memory {
    Memory::of("src/lib.rs", "pub mod bad;\npub mod cart;\npub mod store;\n")
        .with("Cargo.toml", MANIFEST)
        .with("redis-ssot.toml", "manager = \"shop::store\"\n")
        .with("src/store.rs", STORE)
        .with("src/cart.rs", &opens("open"))
        .with("src/bad.rs", "")
}

/// Its findings in the short format, and how many files and packages were read.
fn checked_in_memory(files: &Memory) -> (String, usize, usize) {
    let start = Instant::now();
    let outcome = check_in(files, &Options::at("/w")).unwrap();
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    (outcome.to_string(), outcome.report.statistics.files, outcome.report.statistics.packages)
}
