//! Files that change while they are read.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use cargo_redis_ssot::source::{Provider, ReadError};
use cargo_redis_ssot::{Options, check_in};

use crate::memory::Memory;
use crate::repository::opens;
use crate::{checked, shop, shop_in_memory};

/// Files of which one is there when it is looked for, and something else when it is read.
struct Vanishing {
    files: Memory,
    then: Result<&'static [u8], ReadError>,
}

impl Provider for Vanishing {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        if path.ends_with("bad.rs") { self.then.clone().map(<[u8]>::to_vec) } else { self.files.read(path) }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.is_file(path)
    }

    fn entries(&self, directory: &Path) -> Vec<(String, bool)> {
        self.files.entries(directory)
    }
}

fn found(then: Result<&'static [u8], ReadError>) -> String {
    let files = shop_in_memory();
    let outcome = check_in(&Vanishing { files, then }, &Options::at("/w")).unwrap();
    assert!(outcome.report.fails());
    outcome.to_string()
}

#[test]
fn a_file_that_is_deleted_before_it_is_read_is_a_finding() {
    let said = "src/bad.rs:1:1: error[unparsed-source]: cannot read this file: no such file\n";
    assert_eq!(found(Err(ReadError::NotFound)), format!("{said}{}", crate::CART));
}

#[test]
fn a_file_that_is_cut_off_is_a_finding_or_read_as_far_as_it_goes() {
    let cut = found(Ok(b"pub fn f(url: &str) {\n    let _ = redis::Cli"));
    assert!(cut.starts_with("src/bad.rs:1:21: error[unparsed-source]: cannot parse this file: "), "{cut}");
    assert!(cut.ends_with(crate::CART));
    assert_eq!(found(Ok(b"")), crate::CART);
}

/// A file that comes, goes and changes its length all the time: every run ends and finds the rest.
#[test]
fn files_may_come_and_go_meanwhile() {
    let repository = shop();
    let path = repository.root.join("src/bad.rs");
    std::fs::write(&path, opens("f")).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                // Each may fail where the other ran in between.
                let _ = std::fs::remove_file(&path);
                let _ = std::fs::write(&path, opens("f"));
                let _ = std::fs::OpenOptions::new().write(true).open(&path).and_then(|file| file.set_len(11));
            }
        });
        for _ in 0..5 {
            let (status, findings, notes) = checked(&repository, &[]);
            assert!(status == 1 && findings.contains(crate::CART), "{findings}{notes}");
        }
        done.store(true, Ordering::Relaxed);
    });
}
