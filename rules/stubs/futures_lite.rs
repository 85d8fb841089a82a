// futures-lite. Read from 2.6.1; the traits are modelled by those of futures.

use futures::{Future, FutureExt, Stream, StreamExt};
mod future {
    use futures::future::Future;
    use std::future::{pending, ready};
    type Boxed<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
    fn block_on<T>(future: impl Future<Output = T>) -> T;
    async fn or<T>(a: impl Future<Output = T>, b: impl Future<Output = T>) -> T;
    async fn zip<A: Future, B: Future>(a: A, b: B) -> (A::Output, B::Output);
    async fn try_zip<A, B, E>(a: impl Future<Output = Result<A, E>>, b: impl Future<Output = Result<B, E>>) -> Result<(A, B), E>;
    async fn poll_once<T>(f: impl Future<Output = T>) -> Option<T>;
    async fn yield_now();
}
mod stream {
    use futures::stream::{iter, once, Stream, StreamExt};
    fn block_on<S: Stream>(stream: S) -> std::iter::Iter<S::Item>;
}
