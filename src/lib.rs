//! A lint that enforces one Redis manager per codebase.
//!
//! `workspace → source → syntax → resolve → infer → model → rules → suppress/baseline → report`

pub mod atomic;
pub mod baseline;
pub mod cli;
pub mod config;
pub mod init;
pub mod position;
pub mod report;
pub mod source;
pub mod suppress;
pub mod workspace;
