// tokio-retry. Read from 0.3.2. An action is a closure that makes a future of a result.

struct Retry<T, E>;
impl<T, E> Retry<T, E> {
    fn spawn<I, A, Fut: Future<Output = Result<T, E>>>(strategy: I, action: A) -> Retry<T, E> where A: FnMut() -> Fut;
    fn start<I, A, Fut: Future<Output = Result<T, E>>>(strategy: I, action: A) -> Retry<T, E> where A: FnMut() -> Fut;
}
impl<T, E> Future for Retry<T, E> { type Output = Result<T, E>; }
struct RetryIf<T, E>;
impl<T, E> RetryIf<T, E> {
    fn spawn<I, A, Fut: Future<Output = Result<T, E>>, C>(strategy: I, action: A, condition: C) -> RetryIf<T, E> where A: FnMut() -> Fut, C: FnMut(&E) -> bool;
    fn start<I, A, Fut: Future<Output = Result<T, E>>, C>(strategy: I, action: A, condition: C) -> RetryIf<T, E> where A: FnMut() -> Fut, C: FnMut(&E) -> bool;
}
impl<T, E> Future for RetryIf<T, E> { type Output = Result<T, E>; }
