//! The program: `cargo redis-ssot …` and `cargo-redis-ssot …`.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use cargo_redis_ssot::cli::terminal::Terminal;
use cargo_redis_ssot::cli::{self, Streams};
use cargo_redis_ssot::engine::Analysis;

/// Parsing is a quarter allocation: this one takes a fifth off every run (docs/performance.md).
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A defect of the tool must not look like a finding: a panic would exit with 101.
    let status = std::panic::catch_unwind(run).unwrap_or(cli::FAILED);
    ExitCode::from(status)
}

fn run() -> u8 {
    // anstream switches consoles to escape sequences where that is needed; what is coloured is decided in `cli`.
    let mut out = BufWriter::new(anstream::AutoStream::always(io::stdout()));
    let mut err = anstream::AutoStream::always(io::stderr());
    let mut streams = Streams {
        out: &mut out,
        err: &mut err,
        out_terminal: &Terminal::stdout,
        err_terminal: &Terminal::stderr,
        env: &|name| std::env::var(name).ok(),
    };
    let status = cli::run(std::env::args_os(), &Analysis::default(), &mut streams);
    // Whoever wrote to it has flushed it and judged the outcome; this is for help texts.
    let _ = out.flush();
    status
}
