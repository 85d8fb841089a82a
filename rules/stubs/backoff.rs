// backoff. Read from 0.4.0.

enum Error<E> {
    Permanent(E),
    Transient { err: E, retry_after: Option<std::time::Duration> },
}
impl<E> Error<E> {
    fn permanent(err: E) -> Error<E>;
    fn transient(err: E) -> Error<E>;
}
impl<E> From<E> for Error<E> { fn from(err: E) -> Error<E>; }
fn retry<F, B, T, E>(backoff: B, op: F) -> Result<T, Error<E>> where F: FnMut() -> Result<T, Error<E>>;
fn retry_notify<F, B, T, E, N>(backoff: B, op: F, notify: N) -> Result<T, Error<E>> where F: FnMut() -> Result<T, Error<E>>;
mod future {
    use super::Error;
    async fn retry<I, E, F, Fut: Future<Output = Result<I, Error<E>>>, B>(backoff: B, operation: F) -> Result<I, E> where F: FnMut() -> Fut;
    async fn retry_notify<I, E, F, Fut: Future<Output = Result<I, Error<E>>>, B, N>(backoff: B, operation: F, notify: N) -> Result<I, E> where F: FnMut() -> Fut;
}
