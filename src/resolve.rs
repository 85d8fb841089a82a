//! Facts of all files → one name graph, and names resolved over it as rustc resolves them.
//!
//! What this layer does not know: which names mean Redis (client crates are ordinary crates here, made of the catalogue's
//! declarations), the types of expressions, rules.

mod bindings;
mod collect;
mod declare;
mod expand;
mod expansions;
mod globs;
pub mod graph;
mod input;
mod late;
mod macro_names;
mod memo;
mod modules;
mod mounts;
mod names;
mod own_macros;
mod prelude;
mod query;
pub mod unread;
mod visibility;

pub use bindings::{Binding, Step};
pub use collect::collect;
pub use expansions::{Expansion, Expansions};
pub use input::{CrateInput, ExternInput};
pub use names::{PathResolution, Resolution};
pub use unread::{is_quiet, quietly};
