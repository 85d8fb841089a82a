//! Paths, types and generics.

use smol_str::SmolStr;
use syn::spanned::Spanned;

use super::macro_rules::dollar_crate;
use super::{Lower, name};
use crate::position::TextRange;
use crate::syntax::types::{GenericArgs, GenericParam, Generics, Path, Segment, TypeRef};

/// A type of more parts than this is unknown, as it is to inference: whoever reads types may then go through them by recursion.
const MOST_PARTS: u32 = 512;

impl Lower {
    pub(super) fn path(&self, path: &syn::Path) -> Path {
        let segments: Vec<Segment> = path.segments.iter().map(|segment| self.segment(segment)).collect();
        let range = self.path_range(path, &segments);
        Path { global: path.leading_colon.is_some(), qself: None, segments, range }
    }

    pub(super) fn qualified_path(&self, qself: Option<&syn::QSelf>, path: &syn::Path) -> Path {
        let mut lowered = self.path(path);
        if let Some(qself) = qself {
            lowered.range = self.range(qself.lt_token.span).cover(lowered.range);
            lowered.qself = Some(Box::new((self.ty(&qself.ty), qself.position)));
        }
        lowered
    }

    fn path_range(&self, path: &syn::Path, segments: &[Segment]) -> TextRange {
        let Some((first, last)) = segments.first().zip(segments.last()) else {
            return self.range(path.span());
        };
        let mut range = first.range.cover(last.range);
        if let Some(colons) = path.leading_colon {
            range = self.range(colons.spans[0]).cover(range);
        }
        match path.segments.last().map(|segment| &segment.arguments) {
            Some(syn::PathArguments::AngleBracketed(args)) => range.cover(self.range(args.gt_token.span)),
            _ => range,
        }
    }

    fn segment(&self, segment: &syn::PathSegment) -> Segment {
        let args = match &segment.arguments {
            syn::PathArguments::None => None,
            syn::PathArguments::AngleBracketed(args) => Some(Box::new(self.generic_args(args))),
            syn::PathArguments::Parenthesized(args) => Some(Box::new(self.fn_sugar(args))),
        };
        let ident = name(&segment.ident);
        let ident = dollar_crate(ident);
        Segment { name: ident, args, range: self.range(segment.ident.span()) }
    }

    pub(super) fn generic_args(&self, args: &syn::AngleBracketedGenericArguments) -> GenericArgs {
        let mut lowered = GenericArgs::default();
        for arg in &args.args {
            match arg {
                syn::GenericArgument::Type(ty) => lowered.types.push(self.ty(ty)),
                syn::GenericArgument::Const(_) => lowered.types.push(TypeRef::Unknown),
                syn::GenericArgument::AssocType(assoc) => {
                    lowered.bindings.push((name(&assoc.ident), self.ty(&assoc.ty)));
                }
                syn::GenericArgument::Constraint(constraint) => {
                    let bounds = self.bounds(&constraint.bounds);
                    lowered.bindings.push((name(&constraint.ident), TypeRef::Impl(bounds)));
                }
                _ => {}
            }
        }
        lowered
    }

    fn fn_sugar(&self, args: &syn::ParenthesizedGenericArguments) -> GenericArgs {
        let types = args.inputs.iter().map(|input| self.ty(&input.ty)).collect();
        let output = self.return_type(&args.output).unwrap_or_else(TypeRef::unit);
        GenericArgs { types, bindings: vec![(SmolStr::new_static("Output"), output)], parenthesized: true }
    }

    /// The written result; none when nothing was written.
    pub(super) fn return_type(&self, ret: &syn::ReturnType) -> Option<TypeRef> {
        match ret {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, ty) => Some(self.ty(ty)),
        }
    }

    pub(super) fn ty(&self, ty: &syn::Type) -> TypeRef {
        let (depth, parts) = self.type_parts.get();
        self.type_parts.set((depth + 1, parts + 1));
        let lowered = if parts < MOST_PARTS { self.any_type(ty) } else { TypeRef::Unknown };
        let (_, parts) = self.type_parts.get();
        self.type_parts.set(if depth == 0 { (0, 0) } else { (depth, parts) });
        if depth == 0 && parts > MOST_PARTS { TypeRef::Unknown } else { lowered }
    }

    fn any_type(&self, ty: &syn::Type) -> TypeRef {
        match ty {
            syn::Type::Path(path) => TypeRef::Path(self.qualified_path(path.qself.as_ref(), &path.path)),
            syn::Type::Reference(reference) => TypeRef::Reference(Box::new(self.ty(&reference.elem))),
            syn::Type::Ptr(pointer) => TypeRef::Pointer(Box::new(self.ty(&pointer.elem))),
            syn::Type::Tuple(tuple) => TypeRef::Tuple(tuple.elems.iter().map(|elem| self.ty(elem)).collect()),
            syn::Type::Slice(slice) => TypeRef::Slice(Box::new(self.ty(&slice.elem))),
            syn::Type::Array(array) => TypeRef::Slice(Box::new(self.ty(&array.elem))),
            syn::Type::Paren(paren) => self.ty(&paren.elem),
            syn::Type::Group(group) => self.ty(&group.elem),
            syn::Type::FnPtr(pointer) => {
                let params = pointer.inputs.iter().map(|input| self.ty(&input.ty)).collect();
                let ret = self.return_type(&pointer.output).unwrap_or_else(TypeRef::unit);
                TypeRef::Function(params, Box::new(ret))
            }
            syn::Type::ImplTrait(bounds) => TypeRef::Impl(self.bounds(&bounds.bounds)),
            syn::Type::TraitObject(bounds) => TypeRef::Dyn(self.bounds(&bounds.bounds)),
            syn::Type::Never(_) => TypeRef::Never,
            syn::Type::Infer(_) => TypeRef::Infer,
            _ => TypeRef::Unknown,
        }
    }

    pub(super) fn bounds<'a>(&self, bounds: impl IntoIterator<Item = &'a syn::TypeParamBound>) -> Vec<Path> {
        bounds
            .into_iter()
            .filter_map(|bound| match bound {
                syn::TypeParamBound::Trait(bound) if bound.maybe.is_none() => Some(self.path(&bound.path)),
                _ => None,
            })
            .collect()
    }

    pub(super) fn generics(&self, generics: &syn::Generics) -> Generics {
        let mut lowered = Generics::default();
        for param in &generics.params {
            match param {
                syn::GenericParam::Type(param) => self.type_param(param, &mut lowered),
                syn::GenericParam::Const(param) => {
                    lowered.params.push(GenericParam { name: name(&param.ident), default: None, is_const: true });
                }
                syn::GenericParam::Lifetime(_) => lowered.lifetimes += 1,
            }
        }
        for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
            if let syn::WherePredicate::Type(predicate) = predicate {
                let bounds = self.bounds(&predicate.bounds);
                lowered.predicates.push((self.ty(&predicate.bounded_ty), bounds));
            }
        }
        lowered
    }

    fn type_param(&self, param: &syn::TypeParam, lowered: &mut Generics) {
        let ident = name(&param.ident);
        let bounds = self.bounds(&param.bounds);
        if !bounds.is_empty() {
            let segment = Segment { name: ident.clone(), args: None, range: self.range(param.ident.span()) };
            let range = segment.range;
            let path = Path { global: false, qself: None, segments: vec![segment], range };
            lowered.predicates.push((TypeRef::Path(path), bounds));
        }
        let default = param.default.as_ref().map(|(_, ty)| self.ty(ty));
        lowered.params.push(GenericParam { name: ident, default, is_const: false });
    }
}
