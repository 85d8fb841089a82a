// arc-swap. Read from 1.9.5.

type ArcSwap<T> = ArcSwapAny<std::sync::Arc<T>>;
type ArcSwapOption<T> = ArcSwapAny<Option<std::sync::Arc<T>>>;
type ArcSwapWeak<T> = ArcSwapAny<std::sync::Weak<T>>;

struct DefaultStrategy;
struct ArcSwapAny<T, S = DefaultStrategy>;
impl<T, S> ArcSwapAny<T, S> {
    fn new(val: T) -> ArcSwapAny<T, S>;
    fn with_strategy(val: T, strategy: S) -> ArcSwapAny<T, S>;
    fn into_inner(self) -> T;
    fn load_full(&self) -> T;
    fn load(&self) -> Guard<T, S>;
    #[keeps] fn store(&self, val: T);
    #[keeps] fn swap(&self, new: T) -> T;
    fn compare_and_swap<C>(&self, current: C, new: T) -> Guard<T, S>;
    fn rcu<R: Into<T>, F: FnMut(&T) -> R>(&self, f: F) -> T;
}
// `from_pointee` takes the pointee of the Arc; for an `ArcSwapOption` it takes an `Option` of it.
impl<T, S> ArcSwapAny<std::sync::Arc<T>, S> {
    fn from_pointee(val: T) -> ArcSwapAny<std::sync::Arc<T>, S>;
}
impl<T, S> ArcSwapAny<Option<std::sync::Arc<T>>, S> {
    fn from_pointee<V: Into<Option<T>>>(val: V) -> ArcSwapAny<Option<std::sync::Arc<T>>, S>;
    fn empty() -> ArcSwapAny<Option<std::sync::Arc<T>>, S>;
    fn const_empty() -> ArcSwapAny<Option<std::sync::Arc<T>>, S>;
}
impl<T, S> From<T> for ArcSwapAny<T, S> { fn from(val: T) -> ArcSwapAny<T, S>; }
impl<T: Default, S> Default for ArcSwapAny<T, S> { fn default() -> ArcSwapAny<T, S>; }

#[borrows]
struct Guard<T, S = DefaultStrategy>;
impl<T, S> Guard<T, S> {
    fn into_inner(lease: Guard<T, S>) -> T;
    fn from_inner(inner: T) -> Guard<T, S>;
}
impl<T, S> std::ops::Deref for Guard<T, S> { type Target = T; }

struct Cache<A, T>;
impl<A: std::ops::Deref<Target = ArcSwapAny<T, S>>, T, S> Cache<A, T> {
    fn new(arc_swap: A) -> Cache<A, T>;
    fn load(&mut self) -> &T;
}
