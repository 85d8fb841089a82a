//! Inference variables.

use std::borrow::Cow;

use super::World;
use super::ty::{MOST_PARTS, Owner, Ty};

/// Bindings of inference variables, with an undo log for trials.
#[derive(Debug, Default)]
pub(super) struct Table {
    bindings: Vec<Option<Ty>>,
    log: Vec<u32>,
    /// Pairs of types that one unification may still compare.
    left: usize,
}

/// Types nest no deeper than this; deeper ones (`type A<T> = A<Box<T>>`) are unknown.
const DEPTH: u32 = 64;

impl Table {
    pub(super) fn fresh(&mut self) -> Ty {
        self.bindings.push(None);
        Ty::Var(crate::position::to_u32(self.bindings.len() - 1))
    }

    /// Replaces every `_` by a fresh variable.
    pub(super) fn fill(&mut self, ty: &Ty) -> Ty {
        if !ty.any(&mut |part| matches!(part, Ty::Hole)) {
            return ty.clone();
        }
        ty.map(&mut |ty| if ty == Ty::Hole { self.fresh() } else { ty })
    }

    /// What a variable stands for, followed to its end; other types as they are.
    pub(super) fn shallow<'t>(&'t self, ty: &'t Ty) -> &'t Ty {
        let mut ty = ty;
        let mut steps = 0;
        while let Ty::Var(var) = ty {
            match self.bindings.get(*var as usize) {
                Some(Some(bound)) if steps < DEPTH => ty = bound,
                _ => break,
            }
            steps += 1;
        }
        ty
    }

    /// With every known variable replaced; unknown when that makes it too large.
    pub(super) fn resolve(&self, ty: &Ty) -> Ty {
        if ty.is_free_of(|part| matches!(part, Ty::Var(_))) {
            return ty.clone();
        }
        let mut left = MOST_PARTS;
        let resolved = self.resolve_at(ty, 0, &mut left);
        if left == 0 { Ty::Unknown } else { resolved }
    }

    /// `left`: how many parts the whole may still have.
    fn resolve_at(&self, ty: &Ty, depth: u32, left: &mut usize) -> Ty {
        if depth > DEPTH || *left == 0 {
            return Ty::Unknown;
        }
        match ty {
            Ty::Var(_) => match self.shallow(ty) {
                Ty::Var(var) => Ty::Var(*var),
                bound => self.resolve_at(bound, depth + 1, left),
            },
            Ty::Primitive(_) | Ty::Param(..) | Ty::Never | Ty::Hole | Ty::Unknown => ty.clone(),
            _ => {
                *left = left.saturating_sub(ty.parts());
                ty.map(&mut |part| match part {
                    Ty::Var(_) => self.resolve_at(&part, depth + 1, left),
                    part => part,
                })
            }
        }
    }

    fn bind(&mut self, var: u32, ty: Ty) {
        self.bindings[var as usize] = Some(ty);
        self.log.push(var);
    }

    pub(super) fn snapshot(&self) -> usize {
        self.log.len()
    }

    pub(super) fn rollback(&mut self, snapshot: usize) {
        for var in self.log.drain(snapshot..) {
            self.bindings[var as usize] = None;
        }
    }

    /// Makes two types equal as far as they can be. False when they cannot; what was bound until then stays bound.
    pub(super) fn unify(&mut self, world: &World<'_>, a: &Ty, b: &Ty) -> bool {
        self.left = 2 * MOST_PARTS;
        self.unify_at(world, a, b, 0)
    }

    fn unify_at(&mut self, world: &World<'_>, a: &Ty, b: &Ty, depth: u32) -> bool {
        if depth > DEPTH || self.left == 0 {
            return false;
        }
        self.left -= 1;
        let a = self.known(world, a);
        let b = self.known(world, b);
        let all = |table: &mut Self, left: &[Ty], right: &[Ty]| {
            left.len() == right.len()
                && left.iter().zip(right).fold(true, |ok, (l, r)| table.unify_at(world, l, r, depth + 1) && ok)
        };
        match (a.as_ref(), b.as_ref()) {
            (Ty::Var(x), Ty::Var(y)) if x == y => true,
            (Ty::Var(var), other) | (other, Ty::Var(var)) => self.bind_checked(*var, other),
            (Ty::Unknown | Ty::Hole | Ty::Never, _) | (_, Ty::Unknown | Ty::Hole | Ty::Never) => true,
            (Ty::Adt(x, left), Ty::Adt(y, right)) => x == y && all(self, left, right),
            (Ty::Foreign(x, left), Ty::Foreign(y, right)) => x == y && all(self, left, right),
            (Ty::Ref(x), Ty::Ref(y))
            | (Ty::Pointer(x), Ty::Pointer(y))
            | (Ty::Slice(x), Ty::Slice(y))
            | (Ty::Future(x), Ty::Future(y)) => self.unify_at(world, x, y, depth + 1),
            (Ty::Tuple(left), Ty::Tuple(right)) => all(self, left, right),
            (Ty::Fn(left, x), Ty::Fn(right, y)) => {
                let params = all(self, left, right);
                self.unify_at(world, x, y, depth + 1) && params
            }
            (Ty::Primitive(x), Ty::Primitive(y)) => x == y || loose(x) || loose(y),
            // A bound says what a type can do, not what it is.
            (Ty::Bounds(_), _) | (_, Ty::Bounds(_)) => true,
            (Ty::Assoc(..), _) | (_, Ty::Assoc(..)) => true,
            _ => a == b,
        }
    }

    fn bind_checked(&mut self, var: u32, ty: &Ty) -> bool {
        if matches!(ty, Ty::Unknown | Ty::Hole) {
            return true;
        }
        let ty = self.resolve(ty);
        if ty == Ty::Unknown {
            return true;
        }
        if ty.any(&mut |part| *part == Ty::Var(var)) {
            return ty == Ty::Var(var);
        }
        self.bind(var, ty);
        true
    }

    /// What a variable stands for, and a projection whose type has become known.
    pub(super) fn known<'t>(&self, world: &World<'_>, ty: &'t Ty) -> Cow<'t, Ty> {
        let projected = |ty: &Ty| match ty {
            Ty::Assoc(inner, of, name) => world.project(&self.resolve(inner), *of, name),
            _ => None,
        };
        match ty {
            Ty::Var(_) => {
                let ty = self.shallow(ty);
                Cow::Owned(projected(ty).unwrap_or_else(|| ty.clone()))
            }
            ty => projected(ty).map_or(Cow::Borrowed(ty), Cow::Owned),
        }
    }

    /// Resolved, and with every projection that can be known replaced.
    pub(super) fn deep(&self, world: &World<'_>, ty: &Ty) -> Ty {
        let resolved = self.resolve(ty);
        if !resolved.any(&mut |part| matches!(part, Ty::Assoc(..))) {
            return resolved;
        }
        let projected = resolved.map(&mut |part| match &part {
            Ty::Assoc(inner, of, name) => world.project(inner, *of, name).unwrap_or(part),
            _ => part,
        });
        projected.bounded()
    }
}

impl World<'_> {
    /// The parameters of an owner, fresh.
    pub(super) fn fresh_args(&self, table: &mut Table, owner: Owner) -> Vec<Ty> {
        super::lower::own_params(self.graph, owner).iter().map(|_| table.fresh()).collect()
    }
}

/// An unsuffixed literal takes any numeric type.
fn loose(name: &str) -> bool {
    matches!(name, "int" | "float")
}
