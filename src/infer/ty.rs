//! Types.

use smol_str::SmolStr;

use crate::resolve::graph::{AdtId, AliasId, FnId, Graph, ImplId, TraitId};
use crate::syntax::types::Name;

/// A type, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    /// A struct, enum or union with its arguments.
    Adt(AdtId, Vec<Ty>),
    /// `&T`, `&mut T`.
    Ref(Box<Ty>),
    /// `*const T`, `*mut T`.
    Pointer(Box<Ty>),
    /// `(A, B)`.
    Tuple(Vec<Ty>),
    /// `[T]`, `[T; N]`.
    Slice(Box<Ty>),
    /// A function pointer, function item or closure.
    Fn(Vec<Ty>, Box<Ty>),
    /// Some `Future` with this output.
    Future(Box<Ty>),
    /// A generic parameter, by its owner and index; index 0 of a trait is `Self`.
    Param(Owner, u32),
    /// `<T as Trait>::Name` that is not known yet.
    Assoc(Box<Ty>, TraitId, Name),
    /// `dyn` or `impl` of these bounds.
    Bounds(Vec<Bound>),
    /// A primitive type; unsuffixed literals are `int` and `float`.
    Primitive(Name),
    /// A type of a crate whose declarations are not known.
    Foreign(Name, Vec<Ty>),
    /// `!`.
    Never,
    /// An inference variable.
    Var(u32),
    /// `_`, before a variable stands for it.
    Hole,
    /// Not known.
    Unknown,
}

/// What declares a generic parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A struct, enum or union.
    Adt(AdtId),
    /// A type alias.
    Alias(AliasId),
    /// A trait; parameter 0 is `Self`.
    Trait(TraitId),
    /// An `impl`.
    Impl(ImplId),
    /// A function.
    Fn(FnId),
}

/// A trait bound.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The trait; none when it belongs to a crate whose declarations are not known.
    pub of: Option<TraitId>,
    /// Its arguments, without `Self`.
    pub args: Vec<Ty>,
    /// `Item = T`.
    pub bindings: Vec<(Name, Ty)>,
}

/// Arguments for the parameters of some owners.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subst(pub Vec<(Owner, Vec<Ty>)>);

impl Subst {
    /// The arguments of one owner.
    #[must_use]
    pub fn one(owner: Owner, args: Vec<Ty>) -> Self {
        Self(vec![(owner, args)])
    }

    /// Adds an owner's arguments.
    pub fn push(&mut self, owner: Owner, args: Vec<Ty>) {
        self.0.push((owner, args));
    }

    /// The arguments of an owner.
    #[must_use]
    pub fn of(&self, owner: Owner) -> Option<&[Ty]> {
        self.0.iter().find(|(of, _)| *of == owner).map(|(_, args)| args.as_slice())
    }

    fn get(&self, owner: Owner, index: u32) -> Option<&Ty> {
        self.of(owner)?.get(index as usize)
    }
}

/// Types of more parts than this are unknown: they could double with every line, and no type people write is as large.
pub const MOST_PARTS: usize = 512;

impl Ty {
    /// The type itself, or `Unknown` when it has more than [`MOST_PARTS`].
    #[must_use]
    pub fn bounded(self) -> Self {
        if self.parts() > MOST_PARTS { Self::Unknown } else { self }
    }

    /// How many types it is made of, itself included; not counted far beyond [`MOST_PARTS`].
    #[must_use]
    pub fn parts(&self) -> usize {
        let mut parts = 0;
        self.walk(&mut |_| {
            parts += 1;
            parts <= MOST_PARTS
        });
        parts
    }

    /// `()`.
    #[must_use]
    pub fn unit() -> Self {
        Self::Tuple(Vec::new())
    }

    /// `&self`.
    #[must_use]
    pub fn reference(self) -> Self {
        Self::Ref(Box::new(self))
    }

    /// `str`.
    #[must_use]
    pub fn str() -> Self {
        Self::Primitive(SmolStr::new_static("str"))
    }

    /// The type behind references.
    #[must_use]
    pub fn without_refs(&self) -> &Self {
        let mut ty = self;
        while let Self::Ref(inner) = ty {
            ty = inner;
        }
        ty
    }

    /// The same type with each part replaced by what `map` gives for it, innermost first.
    #[must_use]
    pub fn map(&self, map: &mut dyn FnMut(Ty) -> Ty) -> Self {
        let all =
            |types: &[Ty], map: &mut dyn FnMut(Ty) -> Ty| -> Vec<Ty> { types.iter().map(|ty| ty.map(map)).collect() };
        let mapped = match self {
            Self::Adt(adt, args) => Self::Adt(*adt, all(args, map)),
            Self::Ref(inner) => Self::Ref(Box::new(inner.map(map))),
            Self::Pointer(inner) => Self::Pointer(Box::new(inner.map(map))),
            Self::Tuple(elems) => Self::Tuple(all(elems, map)),
            Self::Slice(inner) => Self::Slice(Box::new(inner.map(map))),
            Self::Fn(params, ret) => Self::Fn(all(params, map), Box::new(ret.map(map))),
            Self::Future(output) => Self::Future(Box::new(output.map(map))),
            Self::Assoc(inner, of, name) => Self::Assoc(Box::new(inner.map(map)), *of, name.clone()),
            Self::Foreign(path, args) => Self::Foreign(path.clone(), all(args, map)),
            Self::Bounds(bounds) => Self::Bounds(bounds.iter().map(|bound| bound.map(map)).collect()),
            Self::Param(..) | Self::Primitive(_) | Self::Never | Self::Var(_) | Self::Hole | Self::Unknown => {
                self.clone()
            }
        };
        map(mapped)
    }

    /// With the parameters of `subst` replaced by their arguments.
    #[must_use]
    pub fn subst(&self, subst: &Subst) -> Self {
        if subst.0.is_empty() || self.is_free_of(|part| matches!(part, Self::Param(..))) {
            return self.clone();
        }
        let mut left = MOST_PARTS;
        let substituted = self.map(&mut |ty| match &ty {
            Self::Param(owner, index) => match subst.get(*owner, *index) {
                Some(arg) => {
                    left = left.saturating_sub(arg.parts());
                    if left == 0 { Self::Unknown } else { arg.clone() }
                }
                None => ty,
            },
            _ => ty,
        });
        if left == 0 { Self::Unknown } else { substituted.bounded() }
    }

    /// Calls `visit` with this type and every type within, outer ones first; does not go into what `visit` refuses.
    pub fn walk(&self, visit: &mut dyn FnMut(&Ty) -> bool) {
        if !visit(self) {
            return;
        }
        match self {
            Self::Adt(_, args) | Self::Foreign(_, args) | Self::Tuple(args) => {
                args.iter().for_each(|arg| arg.walk(visit));
            }
            Self::Ref(inner) | Self::Pointer(inner) | Self::Slice(inner) | Self::Future(inner) => inner.walk(visit),
            Self::Fn(params, ret) => {
                params.iter().for_each(|param| param.walk(visit));
                ret.walk(visit);
            }
            Self::Assoc(inner, ..) => inner.walk(visit),
            Self::Bounds(bounds) => {
                for bound in bounds {
                    bound.args.iter().for_each(|arg| arg.walk(visit));
                    bound.bindings.iter().for_each(|(_, ty)| ty.walk(visit));
                }
            }
            Self::Param(..) | Self::Primitive(_) | Self::Never | Self::Var(_) | Self::Hole | Self::Unknown => {}
        }
    }

    /// Whether anything within satisfies `test`.
    #[must_use]
    pub fn any(&self, test: &mut dyn FnMut(&Ty) -> bool) -> bool {
        let mut found = false;
        self.walk(&mut |ty| {
            found = found || test(ty);
            !found
        });
        found
    }

    /// Whether it is a small type and no part of it satisfies `test`, so that replacing such parts leaves it as it is.
    pub(super) fn is_free_of(&self, test: impl Fn(&Ty) -> bool) -> bool {
        let mut parts = 0;
        !self.any(&mut |part| {
            parts += 1;
            parts >= MOST_PARTS || test(part)
        })
    }

    /// The type as a reader would write it, paths shortened to their last name.
    #[must_use]
    pub fn display(&self, graph: &Graph) -> String {
        let list = |types: &[Ty]| types.iter().map(|ty| ty.display(graph)).collect::<Vec<_>>().join(", ");
        let generic = |name: &str, args: &[Ty]| {
            if args.is_empty() { name.to_owned() } else { format!("{name}<{}>", list(args)) }
        };
        match self {
            Self::Adt(adt, args) => generic(&graph[*adt].item.name, args),
            Self::Foreign(path, args) => generic(path.rsplit("::").next().unwrap_or_default(), args),
            Self::Ref(inner) => format!("&{}", inner.display(graph)),
            Self::Pointer(inner) => format!("*{}", inner.display(graph)),
            Self::Tuple(elems) => format!("({})", list(elems)),
            Self::Slice(inner) => format!("[{}]", inner.display(graph)),
            Self::Fn(params, ret) => format!("fn({}) -> {}", list(params), ret.display(graph)),
            Self::Future(output) => format!("impl Future<Output = {}>", output.display(graph)),
            Self::Assoc(inner, _, name) => format!("{}::{name}", inner.display(graph)),
            Self::Bounds(bounds) => {
                let name = |bound: &Bound| bound.of.map_or("_".into(), |of| graph[of].item.name.to_string());
                format!("dyn {}", bounds.iter().map(name).collect::<Vec<_>>().join(" + "))
            }
            Self::Primitive(name) => name.to_string(),
            Self::Never => "!".to_owned(),
            Self::Param(..) | Self::Var(_) | Self::Hole | Self::Unknown => "_".to_owned(),
        }
    }
}

impl Bound {
    fn map(&self, map: &mut dyn FnMut(Ty) -> Ty) -> Self {
        Self {
            of: self.of,
            args: self.args.iter().map(|ty| ty.map(map)).collect(),
            bindings: self.bindings.iter().map(|(name, ty)| (name.clone(), ty.map(map))).collect(),
        }
    }
}
