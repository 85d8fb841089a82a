// either: two types in one.

enum Either<L, R> { Left(L), Right(R) }
impl<L, R> Either<L, R> {
    fn left(self) -> Option<L>;
    fn right(self) -> Option<R>;
    fn as_ref(&self) -> Either<&L, &R>;
    fn as_mut(&mut self) -> Either<&mut L, &mut R>;
    fn flip(self) -> Either<R, L>;
    fn map_left<F, M>(self, f: F) -> Either<M, R> where F: FnOnce(L) -> M;
    fn map_right<F, S>(self, f: F) -> Either<L, S> where F: FnOnce(R) -> S;
    fn either<F, G, T>(self, f: F, g: G) -> T where F: FnOnce(L) -> T, G: FnOnce(R) -> T;
    fn unwrap_left(self) -> L;
    fn unwrap_right(self) -> R;
}
use self::Either::{Left, Right};
