//! Facts of all files → one name graph, and names resolved over it as rustc resolves them.
//!
//! What this layer does not know: which names mean Redis (client crates are ordinary crates here, made of the catalogue's
//! declarations), the types of expressions, rules.

mod collect;
mod globs;
pub mod graph;
mod names;
pub mod unread;
mod visibility;

pub use collect::{CrateInput, ExternInput, collect};
pub use names::{PathResolution, Resolution};
pub use unread::quietly;
