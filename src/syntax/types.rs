//! Paths and types as written, before any name is resolved.

use smol_str::SmolStr;

use crate::position::TextRange;

/// An identifier without `r#`.
pub type Name = SmolStr;

/// The first segment of a path that began with `$crate` in a macro body.
pub const DOLLAR_CRATE: &str = "$crate";

/// A path as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path {
    /// Began with `::`.
    pub global: bool,
    /// `<T as Trait>::…`: the type in front, and how many segments the trait's path has (0 for `<T>::…`).
    pub qself: Option<Box<(TypeRef, usize)>>,
    /// Its segments; empty only when `qself` alone was written.
    pub segments: Vec<Segment>,
    /// Where it stands.
    pub range: TextRange,
}

impl Path {
    /// The single name of a path without qualification or arguments.
    #[must_use]
    pub fn as_name(&self) -> Option<&Name> {
        match self.segments.as_slice() {
            [only] if !self.global && self.qself.is_none() => Some(&only.name),
            _ => None,
        }
    }

    /// The last segment's name, empty for an empty path.
    #[must_use]
    pub fn last_name(&self) -> &str {
        self.segments.last().map_or("", |segment| segment.name.as_str())
    }

    /// The path as text, arguments left out.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from(if self.global { "::" } else { "" });
        for (at, segment) in self.segments.iter().enumerate() {
            if at > 0 {
                text.push_str("::");
            }
            // In an expansion `$crate` has the number of its crate.
            let numbered = segment.name.starts_with(DOLLAR_CRATE);
            text.push_str(if numbered { DOLLAR_CRATE } else { &segment.name });
        }
        text
    }

    /// The path as source has it, arguments left out: raw where a name is a keyword.
    #[must_use]
    pub fn source_text(&self) -> String {
        let mut text = String::from(if self.global { "::" } else { "" });
        for (at, segment) in self.segments.iter().enumerate() {
            let raw = if KEYWORDS.contains(&segment.name.as_str()) { "r#" } else { "" };
            text.push_str(if at > 0 { "::" } else { "" });
            text.push_str(raw);
            text.push_str(&segment.name);
        }
        text
    }

    /// The path up to a segment, by its index; generic arguments of that one left out.
    #[must_use]
    pub fn up_to(&self, last: usize) -> Self {
        let mut segments: Vec<Segment> = self.segments.iter().take(last + 1).cloned().collect();
        let mut range = self.range;
        if let Some(last) = segments.last_mut() {
            last.args = None;
            range = TextRange::new(range.start, last.range.end);
        }
        Self { global: self.global, qself: None, segments, range }
    }
}

/// What names a thing only as `r#name` (Rust reference, "Keywords"), the words that begin paths left out: they cannot.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// One segment of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its identifier.
    pub name: Name,
    /// Its generic arguments.
    pub args: Option<Box<GenericArgs>>,
    /// Where the identifier stands.
    pub range: TextRange,
}

/// Generic arguments of a segment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GenericArgs {
    /// Types and constants in order; a constant is [`TypeRef::Unknown`]. Lifetimes are left out.
    pub types: Vec<TypeRef>,
    /// `Item = T`, and `-> T` of `Fn(A) -> T` as `Output`.
    pub bindings: Vec<(Name, TypeRef)>,
    /// Written `Fn(A, B) -> C`: `types` holds A and B.
    pub parenthesized: bool,
}

/// A type as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// A path.
    Path(Path),
    /// `&T`, `&mut T`.
    Reference(Box<TypeRef>),
    /// `*const T`, `*mut T`.
    Pointer(Box<TypeRef>),
    /// `(A, B)`.
    Tuple(Vec<TypeRef>),
    /// `[T]`, `[T; N]`.
    Slice(Box<TypeRef>),
    /// `fn(A) -> B`.
    Function(Vec<TypeRef>, Box<TypeRef>),
    /// `impl A + B`.
    Impl(Vec<Path>),
    /// `dyn A + B`.
    Dyn(Vec<Path>),
    /// `!`.
    Never,
    /// `_`.
    Infer,
    /// A macro, or something `syn` does not model.
    Unknown,
}

impl TypeRef {
    /// The unit type.
    #[must_use]
    pub fn unit() -> Self {
        Self::Tuple(Vec::new())
    }
}

/// Generic parameters and where clauses of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Generics {
    /// Types and constants in order; lifetimes are left out.
    pub params: Vec<GenericParam>,
    /// `where T: A + B`, and bounds written in place, for any bounded type.
    pub predicates: Vec<(TypeRef, Vec<Path>)>,
    /// How many lifetimes stand before them.
    pub lifetimes: usize,
}

/// One generic parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenericParam {
    /// Its name.
    pub name: Name,
    /// Its default.
    pub default: Option<TypeRef>,
    /// A `const N: usize`.
    pub is_const: bool,
}
