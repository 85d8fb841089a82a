//! Items of one file, as plain data.

use std::sync::Arc;

use super::body::Body;
use super::places::LeftOut;
use super::types::{Generics, Name, Path, TypeRef};
use crate::position::TextRange;

/// What one file says.
#[derive(Debug, Clone, Default)]
pub struct FileFacts {
    /// Inner attributes of the file.
    pub attrs: Attrs,
    /// Its items in order.
    pub items: Vec<Arc<Item>>,
    /// Ranges, attributes included, of everything a suppression comment above it covers: items, fields, variants, arms,
    /// statements. In order of their start, outer ones first.
    pub coverable: Vec<TextRange>,
    /// String literals, with their contents.
    pub strings: Vec<(TextRange, Name)>,
    /// Files that `include!` names, wherever it stands.
    pub includes: Vec<Include>,
    /// What was not read.
    pub left_out: LeftOut,
}

/// `include!("file")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// The file, relative to that of the call.
    pub file: Name,
    /// The macro's path.
    pub range: TextRange,
}

/// One item.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its attributes.
    pub attrs: Attrs,
    /// Who sees it.
    pub visibility: Visibility,
    /// Its name; empty for `impl`, `use` and macro calls.
    pub name: Name,
    /// Where the name stands (the keyword of an `impl` or `use`).
    pub name_range: TextRange,
    /// All of it, attributes included.
    pub range: TextRange,
    /// The macro it stands in as an argument (`lazy_static`), if any.
    pub in_macro: Option<Name>,
    /// What it is.
    pub kind: ItemKind,
}

/// Who sees an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visibility {
    /// `pub`.
    Public,
    /// `pub(crate)`, `pub(super)`, `pub(in path)`.
    Restricted(Path),
    /// Nothing written.
    Private,
}

/// What an item is.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// `mod x;` (none) or `mod x { … }`.
    Mod(Option<Vec<Arc<Item>>>),
    /// One `use` declaration, flattened.
    Use(Vec<UseLeaf>),
    /// `extern crate name as alias;`; the item's name is the alias.
    ExternCrate(Name),
    /// A struct (one variant), enum or union.
    Adt(Adt),
    /// `type A = B;`.
    Alias(Generics, TypeRef),
    /// A function.
    Fn(Function),
    /// A `static` or a constant.
    Static(Static),
    /// A trait.
    Trait(Trait),
    /// An `impl`.
    Impl(Impl),
    /// `macro_rules!`, its arms.
    MacroRules(Vec<MacroArm>),
    /// A macro call in item position, with what its arguments hold.
    MacroCall(MacroCall),
}

/// One name or glob of a `use` declaration.
#[derive(Debug, Clone)]
pub struct UseLeaf {
    /// The full path.
    pub path: Path,
    /// The name it is bound to; none for globs and `as _`.
    pub binding: Option<Name>,
    /// `…::*`.
    pub glob: bool,
    /// `…::{self}`: the type namespace alone.
    pub types_only: bool,
    /// The leaf as written.
    pub range: TextRange,
    /// The part of the declaration that is this leaf's alone.
    pub entry: UseEntry,
}

/// The largest part of a `use` declaration that holds one leaf and no other: `b::{c}` for `c` in `use a::{b::{c}, d};`, all
/// of the tree where there is no group of several.
#[derive(Debug, Clone, Copy, Default)]
pub struct UseEntry {
    /// Its bytes.
    pub range: TextRange,
    /// How many segments of the leaf's path stand before it.
    pub prefix: usize,
    /// The bytes to delete so that it leaves its group; none where it is all of the tree.
    pub removal: Option<TextRange>,
}

/// A struct, enum or union.
#[derive(Debug, Clone)]
pub struct Adt {
    /// Which.
    pub kind: AdtKind,
    /// Its parameters.
    pub generics: Generics,
    /// Variants of an enum; the one body of a struct or union, named like it.
    pub variants: Vec<Variant>,
}

/// Struct, enum or union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdtKind {
    /// `struct`.
    Struct,
    /// `enum`.
    Enum,
    /// `union`.
    Union,
}

/// A variant, or the body of a struct.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// Where the name stands.
    pub range: TextRange,
    /// Its fields; tuple fields are named `0`, `1` ….
    pub fields: Vec<Field>,
    /// Fields have no names.
    pub tuple: bool,
    /// Attributes of the variant.
    pub attrs: Attrs,
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name or index.
    pub name: Name,
    /// Its type.
    pub ty: TypeRef,
    /// Who sees it.
    pub visibility: Visibility,
    /// Name and type.
    pub range: TextRange,
    /// Attributes.
    pub attrs: Attrs,
}

/// A function with its body.
#[derive(Debug, Clone)]
pub struct Function {
    /// Parameters and result.
    pub signature: Signature,
    /// Its body; none in traits and extern blocks, and where it was not read.
    pub body: Option<Body>,
    /// Where a body begins that was not read.
    pub left_out: Option<u32>,
}

/// Parameters and result of a function.
#[derive(Debug, Clone, Default)]
pub struct Signature {
    /// Generic parameters.
    pub generics: Generics,
    /// The type of `self` as written or as its short form means; none for functions without `self`.
    pub receiver: Option<TypeRef>,
    /// Types of the other parameters.
    pub params: Vec<TypeRef>,
    /// The result as written; unit when nothing is.
    pub ret: Option<TypeRef>,
    /// `async fn`.
    pub is_async: bool,
}

/// A static or constant.
#[derive(Debug, Clone)]
pub struct Static {
    /// A `const`.
    pub is_const: bool,
    /// `static mut`.
    pub mutable: bool,
    /// Its type; none for the unit constant of a macro placeholder.
    pub ty: TypeRef,
    /// Its initialiser.
    pub init: Option<Body>,
}

/// A trait.
#[derive(Debug, Clone)]
pub struct Trait {
    /// Parameters.
    pub generics: Generics,
    /// Supertraits.
    pub supertraits: Vec<Path>,
    /// Its items.
    pub items: Vec<Arc<AssocItem>>,
}

/// An `impl` block.
#[derive(Debug, Clone)]
pub struct Impl {
    /// Parameters.
    pub generics: Generics,
    /// The trait, unless negative.
    pub of_trait: Option<Path>,
    /// The type.
    pub self_ty: TypeRef,
    /// Its items.
    pub items: Vec<Arc<AssocItem>>,
}

/// An item of a trait or `impl`.
#[derive(Debug, Clone)]
pub struct AssocItem {
    /// Its attributes.
    pub attrs: Attrs,
    /// Who sees it.
    pub visibility: Visibility,
    /// Its name; empty for a macro call.
    pub name: Name,
    /// Where the name stands.
    pub name_range: TextRange,
    /// All of it.
    pub range: TextRange,
    /// What it is.
    pub kind: AssocKind,
}

/// What an associated item is.
#[derive(Debug, Clone)]
pub enum AssocKind {
    /// A function or method.
    Fn(Function),
    /// A type: bounds (in traits) and value or default.
    Type(Vec<Path>, Option<TypeRef>),
    /// A constant.
    Const(Static),
    /// A macro call.
    MacroCall(MacroCall),
}

/// One arm of a `macro_rules!`: what its transcriber holds, with `$x` as unknown names.
#[derive(Debug, Clone, Default)]
pub struct MacroArm {
    /// Items, when it reads as items.
    pub items: Vec<Arc<Item>>,
    /// Otherwise its statements or expression.
    pub body: Option<Body>,
    /// Matcher and transcriber as written.
    pub written: Option<TextRange>,
}

/// A macro call in item position.
#[derive(Debug, Clone)]
pub struct MacroCall {
    /// The macro's path.
    pub path: Path,
    /// Items among its arguments.
    pub items: Vec<Arc<Item>>,
    /// Expressions and paths among them, when there are no items.
    pub body: Option<Body>,
    /// Its arguments, delimiters left out.
    pub input: Option<TextRange>,
}

/// Attributes that matter to some stage.
#[derive(Debug, Clone, Default)]
pub struct Attrs {
    /// Compiled for tests alone: `#[cfg(test)]`, `#[test]`, `#[tokio::test]` and kin.
    pub test_only: bool,
    /// Under some `cfg`.
    pub conditional: bool,
    /// Traits derived.
    pub derives: Vec<Path>,
    /// `#[deprecated]`.
    pub deprecated: bool,
    /// `#[path = "…"]`, also inside `cfg_attr`.
    pub paths: Vec<Name>,
    /// The paths stand in `cfg_attr`: without its condition the default file is meant.
    pub paths_conditional: bool,
    /// `#[macro_use]`.
    pub macro_use: bool,
    /// `#[macro_export]`.
    pub macro_export: bool,
    /// The others, documentation left out.
    pub others: Vec<Attr>,
}

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attr {
    /// Its path as text (`tokio::main`).
    pub name: Name,
    /// Its arguments as tokens, empty for none.
    pub args: String,
    /// String literals among its arguments: `key` before `=` if any, contents, and where the contents start when they stand
    /// in the source as they are (plain and raw strings without escapes).
    pub strings: Vec<AttrString>,
    /// All of it.
    pub range: TextRange,
}

/// A string among an attribute's arguments.
#[derive(Debug, Clone)]
pub struct AttrString {
    /// `create` in `create = "…"`; empty for none.
    pub key: Name,
    /// What it says.
    pub value: String,
    /// Where it stands, quotes included.
    pub range: TextRange,
    /// The value read as an expression, where it reads as one.
    pub body: Option<Body>,
}
