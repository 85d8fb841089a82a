//! The rows of the catalogue name what its declarations declare.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use cargo_redis_ssot::catalogue::CLIENTS;
use cargo_redis_ssot::config::Config;
use cargo_redis_ssot::infer::World;
use cargo_redis_ssot::model::{Interfaces, Tags, assemble};
use cargo_redis_ssot::resolve::Expansions;
use cargo_redis_ssot::source::disk::Disk;
use cargo_redis_ssot::source::load::load;
use cargo_redis_ssot::workspace::{Selection, discover};

#[test]
fn no_row_names_what_is_not_declared() {
    let folder = tempfile::tempdir().unwrap();
    let mut manifest =
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n".to_owned();
    for (package, _) in CLIENTS {
        writeln!(manifest, "{package} = \"*\"").unwrap();
    }
    std::fs::create_dir(folder.path().join("src")).unwrap();
    std::fs::write(folder.path().join("src/lib.rs"), "").unwrap();
    std::fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();

    let disk = Disk::unbounded();
    let codebase = discover(&disk, &[folder.path().to_path_buf()], &Selection::default()).unwrap();
    let interfaces = Interfaces::read(&codebase, &Config::default()).unwrap();
    let assembled = assemble(&codebase, &load(&disk, &codebase), &interfaces, Expansions::default());
    let mut tags = Tags::of_types(&assembled);
    let world = World::new(&assembled.graph, tags.fluent.clone());
    tags.attach_constructors(&world, &assembled.interfaces);
    assert_eq!(tags.clients.len(), CLIENTS.len());
    assert_eq!(tags.dangling, Vec::<String>::new());

    for client in &tags.clients {
        let is_constructor = |name: &String| client.constructor.iter().any(|row| row.name() == name);
        let others: Vec<&String> = client.common_names.iter().filter(|name| !is_constructor(name)).collect();
        assert!(others.is_empty(), "{}: no constructors: {others:?}", client.package);
    }
}
