// backon. Read from 1.6.0. Closures that make a future of a result, or a result, get a `retry` method.

trait Retryable<T, E> {
    fn retry<B>(self, builder: B) -> Retry<T, E>;
}
impl<F: FnMut() -> Fut, Fut: Future<Output = Result<T, E>>, T, E> Retryable<T, E> for F {}
struct Retry<T, E>;
impl<T, E> Retry<T, E> {
    fn sleep<S>(self, sleep_fn: S) -> Retry<T, E>;
    fn when<R: FnMut(&E) -> bool>(self, retryable: R) -> Retry<T, E>;
    fn notify<N: FnMut(&E, std::time::Duration)>(self, notify: N) -> Retry<T, E>;
}
impl<T, E> Future for Retry<T, E> { type Output = Result<T, E>; }

trait BlockingRetryable<T, E> {
    fn retry<B>(self, builder: B) -> BlockingRetry<T, E>;
}
impl<F: FnMut() -> Result<T, E>, T, E> BlockingRetryable<T, E> for F {}
struct BlockingRetry<T, E>;
impl<T, E> BlockingRetry<T, E> {
    fn sleep<S>(self, sleep_fn: S) -> BlockingRetry<T, E>;
    fn when<R: FnMut(&E) -> bool>(self, retryable: R) -> BlockingRetry<T, E>;
    fn notify<N: FnMut(&E, std::time::Duration)>(self, notify: N) -> BlockingRetry<T, E>;
    fn call(self) -> Result<T, E>;
}
