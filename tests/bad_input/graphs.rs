//! Files and names that lead in circles, out, or through ten thousand others.

use std::fmt::Write as _;
use std::fs;

use crate::repository::opens;
use crate::{CART, checked, says, shop, with_bad};

/// What is said where `bad` opens a client at this place.
fn found(at: &str) -> String {
    format!("src/bad.rs:{at}: error[direct-construction]: `redis::Client::open` is called outside `shop::store`\n")
}

#[test]
fn modules_whose_file_is_their_own_end() {
    let open = opens("f");
    says(&with_bad(format!("#[path = \"bad.rs\"]\nmod again;\n{open}")), &found("4:13"));
    let repository = with_bad(format!("#[path = \"other.rs\"]\nmod other;\n{open}"));
    repository.write("src/other.rs", "#[path = \"bad.rs\"]\nmod bad;\n#[path = \"lib.rs\"]\nmod root;\n");
    says(&repository, &found("4:13"));
}

#[test]
fn files_that_include_themselves_end() {
    let open = opens("f");
    says(&with_bad(format!("include!(\"bad.rs\");\n{open}")), &found("3:13"));
    let repository = with_bad(format!("include!(\"other.rs\");\n{open}"));
    repository.write("src/other.rs", "include!(\"bad.rs\");\ninclude!(\"other.rs\");\n");
    says(&repository, &found("3:13"));
}

#[test]
fn a_path_out_of_the_root_is_not_read() {
    for path in ["../../outside.rs", "/etc/hostname"] {
        let repository = with_bad(format!("#[path = {path:?}]\nmod outside;\n"));
        fs::write(repository.root.join("../outside.rs"), opens("secret")).unwrap();
        let (status, findings, notes) = checked(&repository, &[]);
        assert_eq!(status, 1, "{notes}");
        let first = findings.lines().next().unwrap();
        assert!(
            first.starts_with("src/bad.rs:2:5: error[unparsed-source]: no file for `outside`: looked for "),
            "{first}"
        );
        assert!(findings.ends_with(CART) && findings.lines().count() == 2, "{findings}");
    }
}

/// Modules `m0` … of `count` in `bad`, then a function that opens a client as `$last::T`.
fn chain(count: usize, body: impl Fn(usize) -> String) -> String {
    let mut text = (0..count).fold(String::new(), |mut text, at| {
        writeln!(text, "pub mod m{at} {{ {} }}", body(at)).unwrap();
        text
    });
    writeln!(text, "pub fn f(url: &str) {{ let _ = m{}::Client::open(url); }}", count - 1).unwrap();
    text
}

#[test]
fn a_chain_of_ten_thousand_re_exports_is_followed() {
    let text = chain(10_000, |at| match at {
        0 => "pub use redis::Client;".to_owned(),
        _ => format!("pub use super::m{}::Client;", at - 1),
    });
    says(&with_bad(text), &found("10001:31"));
}

#[test]
fn a_circle_of_ten_thousand_re_exports_means_nothing() {
    let text = chain(10_000, |at| format!("pub use super::m{}::Client;", (at + 1) % 10_000));
    says(&with_bad(format!("use redis as _;\n{text}")), "");
}

/// Which of them means what, could be asked in 60! orders.
#[test]
fn sixty_modules_that_re_export_one_name_of_each_other_mean_nothing_by_it() {
    let text = chain(60, |at| {
        let others = (0..60).filter(|other| *other != at);
        others.map(|other| format!("pub use super::m{other}::Client; ")).collect()
    });
    says(&with_bad(format!("use redis as _;\n{text}")), "");
}

/// Each step down two globs lead to the same name: 2⁴⁰ ways.
#[test]
fn diamonds_of_globs_are_walked_once() {
    let mut text = String::from("pub mod a0 { pub use redis::Client; }\npub mod b0 { pub use redis::Client; }\n");
    for at in 1..40 {
        for side in ["a", "b"] {
            writeln!(text, "pub mod {side}{at} {{ pub use super::a{0}::*; pub use super::b{0}::*; }}", at - 1).unwrap();
        }
    }
    text += "pub fn f(url: &str) { let _ = a39::Client::open(url); }\n";
    says(&with_bad(text), &found("81:31"));
}

/// A macro that doubles at each step, written into the files of a codebase: what it hides is said, what stands beside is found.
#[test]
fn a_bomb_of_macros_costs_nobody_else() {
    let mut text = String::from("macro_rules! m0 { () => { redis::Client::open(\"\") }; }\n");
    for at in 1..64 {
        writeln!(text, "macro_rules! m{at} {{ () => {{ (m{0}!(), m{0}!()) }}; }}", at - 1).unwrap();
    }
    text += "pub fn f() { m63!(); }\n";
    says(&with_bad(text), &found("1:27"));
}

#[test]
fn a_module_declared_ten_thousand_times_is_read_once() {
    let repository = shop();
    repository.write("src/bad.rs", &opens("f"));
    let mut root = String::from("pub mod cart;\npub mod store;\n");
    (0..10_000).for_each(|at| writeln!(root, "#[path = \"bad.rs\"]\nmod m{at};").unwrap());
    repository.write("src/lib.rs", &root);
    says(&repository, &found("2:13"));
}
