//! What the program says, word for word: the commands of README.md and of the `.trycmd` files beside this one.
//!
//! `TRYCMD=overwrite cargo test --test cmd` writes what it says now into those files; read the difference before
//! committing it.

/// The variables that change how output looks are set, so that every machine and every CI says the same.
#[test]
fn the_program_says_what_the_transcripts_say() {
    let program = std::path::PathBuf::from(env!("CARGO_BIN_EXE_cargo-redis-ssot"));
    trycmd::TestCases::new()
        // Cargo runs `cargo-redis-ssot redis-ssot …` for `cargo redis-ssot …`: the same program, the same first argument.
        .register_bin("cargo", trycmd::schema::Bin::Path(program))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml")
        .case("README.md");
}
