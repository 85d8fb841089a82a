//! Files that are too large, lines that are too long, too many of either.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;

use crate::{CART, checked_in_memory, says, shop, shop_in_memory, with_bad};

/// It is refused unread: of no file more than 32 MiB.
#[test]
fn a_file_of_a_hundred_megabytes_is_a_finding() {
    let repository = shop();
    // Holes take no room on the disk.
    File::create(repository.root.join("src/bad.rs")).unwrap().set_len(100_000_000).unwrap();
    says(
        &repository,
        "src/bad.rs:1:1: error[unparsed-source]: cannot read this file: 100000000 bytes is more than the 33554432 that are read of one file\n",
    );
}

#[test]
fn a_line_of_fifty_megabytes_is_a_finding() {
    let repository = shop();
    let mut file = File::create(repository.root.join("src/bad.rs")).unwrap();
    file.write_all(b"pub const A: &str = \"").unwrap();
    file.set_len(50_000_000).unwrap();
    says(
        &repository,
        "src/bad.rs:1:1: error[unparsed-source]: cannot read this file: 50000000 bytes is more than the 33554432 that are read of one file\n",
    );
}

/// As large as is read: the finding is shown with a piece of its line.
#[test]
fn a_line_of_thirty_megabytes_is_read_and_shown_in_part() {
    let long = "x".repeat(15_000_000);
    let repository = with_bad(format!(
        "pub const A: &str = \"{long}\"; pub fn f(u: &str) {{ let _ = redis::Client::open(u); }} pub const B: &str = \"{long}\";"
    ));
    says(
        &repository,
        "src/bad.rs:1:15000053: error[direct-construction]: `redis::Client::open` is called outside `shop::store`\n",
    );
    for format in ["human", "json"] {
        let (status, text, _) = repository.tool(&["check", "--message-format", format]);
        assert_eq!(status, 1);
        assert!(text.len() < 200_000, "{format}: {} bytes", text.len());
    }
}

/// Of a hundred thousand modules one opens a client.
#[test]
fn a_hundred_thousand_files_are_read() {
    let mut files = shop_in_memory();
    let mut modules = String::from("pub mod cart;\npub mod store;\n");
    for at in 0..100_000 {
        writeln!(modules, "mod m{at};").unwrap();
        files.put(&format!("src/m{at}.rs"), "");
    }
    files.put("src/lib.rs", &modules);
    assert_eq!(checked_in_memory(&files), (CART.to_owned(), 100_003, 1));
}
