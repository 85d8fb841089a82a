//! Known findings, so that only new ones fail.

mod fingerprint;

pub use fingerprint::{Fingerprinter, fingerprint, normalise};
