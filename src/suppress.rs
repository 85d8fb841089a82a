//! Comments that silence findings: `// redis-ssot: allow(rule) -- reason`.

pub mod comments;
pub mod directives;
pub(crate) mod lexer;
