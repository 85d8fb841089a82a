// rayon: parallel iterators, modelled by those of std.

mod prelude {
    use super::iter::{IntoParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator};
}
mod iter {
    trait IntoParallelIterator: IntoIterator {
        fn into_par_iter(self) -> std::iter::Iter<<Self as IntoIterator>::Item>;
    }
    impl<I: IntoIterator> IntoParallelIterator for I {}
    trait IntoParallelRefIterator<T> {
        fn par_iter(&self) -> std::iter::Iter<&T>;
    }
    impl<T> IntoParallelRefIterator<T> for [T] {}
    trait IntoParallelRefMutIterator<T> {
        fn par_iter_mut(&mut self) -> std::iter::Iter<&mut T>;
    }
    impl<T> IntoParallelRefMutIterator<T> for [T] {}
}
fn join<A, B, RA, RB>(oper_a: A, oper_b: B) -> (RA, RB) where A: FnOnce() -> RA, B: FnOnce() -> RB;
#[runs(thread)] fn spawn<F>(func: F) where F: FnOnce();
