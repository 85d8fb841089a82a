//! The output formats, each held to its own schema or its own consumer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

mod hostile;
mod hosts;
mod human;
mod json;
mod sarif;
mod world;
