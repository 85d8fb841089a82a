// crossbeam: what carries a handle.

use crossbeam_channel as channel;
mod queue {
    struct ArrayQueue<T>;
    impl<T> ArrayQueue<T> {
        fn new(cap: usize) -> ArrayQueue<T>;
        #[keeps] fn push(&self, value: T) -> Result<(), T>;
        #[keeps] fn force_push(&self, value: T) -> Option<T>;
        fn pop(&self) -> Option<T>;
    }
    struct SegQueue<T>;
    impl<T> SegQueue<T> {
        fn new() -> SegQueue<T>;
        #[keeps] fn push(&self, value: T);
        fn pop(&self) -> Option<T>;
    }
}
mod atomic {
    struct AtomicCell<T>;
    impl<T> AtomicCell<T> {
        fn new(val: T) -> AtomicCell<T>;
        fn load(&self) -> T;
        #[keeps] fn store(&self, val: T);
        #[keeps] fn swap(&self, val: T) -> T;
        fn take(&self) -> T;
        fn into_inner(self) -> T;
    }
}
fn scope<'env, F, R>(f: F) -> std::thread::Result<R> where F: FnOnce(&thread::Scope<'env>) -> R;
mod thread {
    struct Scope<'env>;
}
