//! A lint that enforces one Redis manager per codebase.
//!
//! `workspace → source → syntax → resolve → infer → model → rules → suppress/baseline → report`

pub mod analysis;
pub mod atomic;
pub mod baseline;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod engine;
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

/// Stack of the threads that parse and resolve, in bytes: recursion over user code is bounded to fit well within it.
pub const STACK_SIZE: usize = 256 << 20;
