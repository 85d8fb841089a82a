//! A lint that enforces one Redis manager per codebase.
//!
//! The program is `cargo redis-ssot`; [`check`] is the same as a function, so that a workspace can put the gate into one of
//! its tests:
//!
//! ```
//! # let root = format!("{}/fixtures/netra/after", env!("CARGO_MANIFEST_DIR"));
//! let outcome = cargo_redis_ssot::check(&cargo_redis_ssot::Options::at(root))?;
//! assert!(!outcome.report.fails(), "{outcome}");
//! # Ok::<(), cargo_redis_ssot::CheckError>(())
//! ```
//!
//! `workspace → source → syntax → resolve → infer → model → rules → suppress/baseline → report`

pub mod analysis;
pub mod atomic;
pub mod baseline;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod dossier;
pub mod engine;
pub mod fix;
pub mod infer;
pub mod init;
pub mod model;
pub mod position;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod source;
pub mod suppress;
pub mod syntax;
pub mod workspace;

pub use analysis::{CheckError, Options, Outcome, check, check_in};
pub use report::{Finding, Level, Report};

/// Stack of the threads that parse and resolve, in bytes: recursion over user code is bounded to fit well within it.
pub const STACK_SIZE: usize = 256 << 20;
