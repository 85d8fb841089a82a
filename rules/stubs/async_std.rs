// async-std. Read from 1.13.2. `#[async_std::main]` is an attribute.

mod task {
    fn block_on<F: Future<Output = T>, T>(future: F) -> T;
    #[runs(task)] fn spawn<F: Future<Output = T>, T>(future: F) -> JoinHandle<T>;
    #[runs(task)] fn spawn_local<F: Future<Output = T>, T>(future: F) -> JoinHandle<T>;
    #[runs(thread)] fn spawn_blocking<F, T>(f: F) -> JoinHandle<T> where F: FnOnce() -> T;
    async fn sleep(dur: std::time::Duration);
    async fn yield_now();
    struct JoinHandle<T>;
    impl<T> JoinHandle<T> { async fn cancel(self) -> Option<T>; }
    impl<T> Future for JoinHandle<T> { type Output = T; }
}
mod sync {
    use std::sync::{Arc, Weak};
    use async_lock::{Barrier, Mutex, MutexGuard, MutexGuardArc, RwLock, RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard};
}
mod future {
    use std::future::{pending, ready, Future};
    async fn timeout<F: Future<Output = T>, T>(dur: std::time::Duration, f: F) -> Result<T, TimeoutError>;
    struct TimeoutError;
}
mod stream {
    use futures::stream::{Stream, StreamExt};
}
mod prelude {
    use super::future::Future;
    use futures::stream::{Stream, StreamExt};
    trait FutureExt: Future {
        fn timeout(self, dur: std::time::Duration) -> futures::future::Adapter<Result<Self::Output, super::future::TimeoutError>>;
    }
    impl<F: Future> FutureExt for F {}
}
mod channel {
    use async_channel::{bounded, unbounded, Receiver, Sender};
}
