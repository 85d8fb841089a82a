// futures. Read from 0.3.34 (futures-util, futures-core, futures-channel, futures-executor are this crate's parts).
// Every future adapter is one type `future::Adapter<T>` and every stream adapter one type `stream::Adapter<T>`: they are
// known by what they yield. `join!`, `try_join!`, `select!`, `pin_mut!`, `stream_select!` are macros.

use self::future::{Future, FutureExt, TryFuture, TryFutureExt};
use self::sink::{Sink, SinkExt};
use self::stream::{Stream, StreamExt, TryStream, TryStreamExt};

mod prelude {
    use super::future::{Future, TryFuture};
    use super::sink::Sink;
    use super::stream::{Stream, TryStream};
    use super::{FutureExt, SinkExt, StreamExt, TryFutureExt, TryStreamExt};
}

mod future {
    use std::future::{Future, IntoFuture};
    type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
    type LocalBoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + 'a>>;

    struct Adapter<T>;
    impl<T> Future for Adapter<T> { type Output = T; }
    struct Shared<F>;
    impl<F: Future> Future for Shared<F> { type Output = F::Output; }
    impl<F> Clone for Shared<F> { fn clone(&self) -> Shared<F>; }
    type Map<F, U> = Adapter<U>;
    type Ready<T> = Adapter<T>;
    type JoinAll<F> = Adapter<Vec<<F as Future>::Output>>;
    enum Either<A, B> { Left(A), Right(B) }
    impl<A: Future, B: Future<Output = A::Output>> Future for Either<A, B> { type Output = A::Output; }
    enum MaybeDone<F> { Future(F), Done(<F as Future>::Output), Gone }
    struct AbortHandle;
    impl AbortHandle { fn abort(&self); }
    struct Aborted;

    fn ready<T>(t: T) -> Adapter<T>;
    fn ok<T, E>(t: T) -> Adapter<Result<T, E>>;
    fn err<T, E>(e: E) -> Adapter<Result<T, E>>;
    fn pending<T>() -> Adapter<T>;
    fn lazy<F, R>(f: F) -> Adapter<R> where F: FnOnce(&mut std::task::Context<'_>) -> R;
    fn poll_fn<T, F>(f: F) -> Adapter<T> where F: FnMut(&mut std::task::Context<'_>) -> std::task::Poll<T>;
    fn join<A: Future, B: Future>(a: A, b: B) -> Adapter<(A::Output, B::Output)>;
    fn join3<A: Future, B: Future, C: Future>(a: A, b: B, c: C) -> Adapter<(A::Output, B::Output, C::Output)>;
    fn join_all<I: IntoIterator>(iter: I) -> Adapter<Vec<<I::Item as Future>::Output>> where I::Item: Future;
    fn try_join<A, B, E, FA: Future<Output = Result<A, E>>, FB: Future<Output = Result<B, E>>>(a: FA, b: FB) -> Adapter<Result<(A, B), E>>;
    fn try_join_all<T, E, F: Future<Output = Result<T, E>>, I: IntoIterator<Item = F>>(iter: I) -> Adapter<Result<Vec<T>, E>>;
    fn select<A: Future, B: Future>(a: A, b: B) -> Adapter<Either<(A::Output, B), (B::Output, A)>>;
    fn select_all<F: Future, I: IntoIterator<Item = F>>(iter: I) -> Adapter<(F::Output, usize, Vec<F>)>;
    fn select_ok<T, E, F: Future<Output = Result<T, E>>, I: IntoIterator<Item = F>>(iter: I) -> Adapter<Result<(T, Vec<F>), E>>;
    fn abortable<F: Future>(future: F) -> (Adapter<Result<F::Output, Aborted>>, AbortHandle);

    trait FutureExt: Future {
        fn map<U, F>(self, f: F) -> Adapter<U> where F: FnOnce(Self::Output) -> U;
        fn map_into<U>(self) -> Adapter<U>;
        fn then<Fut: Future, F>(self, f: F) -> Adapter<Fut::Output> where F: FnOnce(Self::Output) -> Fut;
        fn left_future<B>(self) -> Either<Self, B>;
        fn right_future<A>(self) -> Either<A, Self>;
        fn into_stream(self) -> crate::stream::Adapter<Self::Output>;
        fn flatten(self) -> Adapter<<Self::Output as Future>::Output> where Self::Output: Future;
        fn fuse(self) -> Adapter<Self::Output>;
        fn inspect<F>(self, f: F) -> Adapter<Self::Output> where F: FnOnce(&Self::Output);
        fn catch_unwind(self) -> Adapter<std::thread::Result<Self::Output>>;
        fn shared(self) -> Shared<Self>;
        fn boxed<'a>(self) -> BoxFuture<'a, Self::Output>;
        fn boxed_local<'a>(self) -> LocalBoxFuture<'a, Self::Output>;
        fn now_or_never(self) -> Option<Self::Output>;
    }
    impl<F: Future> FutureExt for F {}

    trait TryFuture: Future {
        type Ok;
        type Error;
    }
    impl<F: Future<Output = Result<T, E>>, T, E> TryFuture for F { type Ok = T; type Error = E; }
    // The Ok and Error types are parameters of each method, after its real ones: a turbofish still means what it says.
    trait TryFutureExt: Future {
        fn map_ok<T, F, V, X>(self, f: F) -> Adapter<Result<T, X>> where Self: Future<Output = Result<V, X>>, F: FnOnce(V) -> T;
        fn map_ok_or_else<T, E, F, V, X>(self, e: E, f: F) -> Adapter<T> where Self: Future<Output = Result<V, X>>, F: FnOnce(V) -> T, E: FnOnce(X) -> T;
        fn map_err<E, F, V, X>(self, f: F) -> Adapter<Result<V, E>> where Self: Future<Output = Result<V, X>>, F: FnOnce(X) -> E;
        fn err_into<E, V, X>(self) -> Adapter<Result<V, E>> where Self: Future<Output = Result<V, X>>;
        fn ok_into<U, V, X>(self) -> Adapter<Result<U, X>> where Self: Future<Output = Result<V, X>>;
        fn and_then<T, Fut: Future<Output = Result<T, X>>, F, V, X>(self, f: F) -> Adapter<Result<T, X>> where Self: Future<Output = Result<V, X>>, F: FnOnce(V) -> Fut;
        fn or_else<E, Fut: Future<Output = Result<V, E>>, F, V, X>(self, f: F) -> Adapter<Result<V, E>> where Self: Future<Output = Result<V, X>>, F: FnOnce(X) -> Fut;
        fn inspect_ok<F, V, X>(self, f: F) -> Adapter<Result<V, X>> where Self: Future<Output = Result<V, X>>, F: FnOnce(&V);
        fn inspect_err<F, V, X>(self, f: F) -> Adapter<Result<V, X>> where Self: Future<Output = Result<V, X>>, F: FnOnce(&X);
        fn unwrap_or_else<F, V, X>(self, f: F) -> Adapter<V> where Self: Future<Output = Result<V, X>>, F: FnOnce(X) -> V;
    }
    impl<F: Future> TryFutureExt for F {}
}

mod stream {
    type BoxStream<'a, T> = std::pin::Pin<Box<dyn Stream<Item = T> + Send + 'a>>;
    type LocalBoxStream<'a, T> = std::pin::Pin<Box<dyn Stream<Item = T> + 'a>>;
    trait Stream {
        type Item;
        fn poll_next(self: std::pin::Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> std::task::Poll<Option<Self::Item>>;
    }
    impl<S: Stream> Stream for Box<S> { type Item = S::Item; }
    impl<S: Stream> Stream for std::pin::Pin<Box<S>> { type Item = S::Item; }
    impl<S: Stream> Stream for std::pin::Pin<&mut S> { type Item = S::Item; }
    impl<S: Stream> Stream for &mut S { type Item = S::Item; }

    struct Adapter<T>;
    impl<T> Stream for Adapter<T> { type Item = T; }
    fn iter<I: IntoIterator>(i: I) -> Adapter<I::Item>;
    fn once<F: Future>(future: F) -> Adapter<F::Output>;
    fn empty<T>() -> Adapter<T>;
    fn pending<T>() -> Adapter<T>;
    fn repeat<T>(item: T) -> Adapter<T>;
    #[runs(often)] fn repeat_with<T, F>(repeater: F) -> Adapter<T> where F: FnMut() -> T;
    fn poll_fn<T, F>(f: F) -> Adapter<T> where F: FnMut(&mut std::task::Context<'_>) -> std::task::Poll<Option<T>>;
    fn unfold<T, Item, Fut: Future<Output = Option<(Item, T)>>, F>(init: T, f: F) -> Adapter<Item> where F: FnMut(T) -> Fut;
    fn try_unfold<T, E, Item, Fut: Future<Output = Result<Option<(Item, T)>, E>>, F>(init: T, f: F) -> Adapter<Result<Item, E>> where F: FnMut(T) -> Fut;
    fn select<A: Stream, B: Stream<Item = A::Item>>(a: A, b: B) -> Adapter<A::Item>;
    fn select_all<S: Stream, I: IntoIterator<Item = S>>(streams: I) -> Adapter<S::Item>;

    struct FuturesUnordered<F>;
    impl<F> FuturesUnordered<F> {
        fn new() -> FuturesUnordered<F>;
        fn push(&self, future: F);
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
    }
    impl<F: Future> Stream for FuturesUnordered<F> { type Item = F::Output; }
    impl<F> Default for FuturesUnordered<F> { fn default() -> FuturesUnordered<F>; }
    impl<F> FromIterator<F> for FuturesUnordered<F> {}
    impl<F> Extend<F> for FuturesUnordered<F> {}
    struct FuturesOrdered<F>;
    impl<F> FuturesOrdered<F> {
        fn new() -> FuturesOrdered<F>;
        fn push_back(&mut self, future: F);
        fn push_front(&mut self, future: F);
    }
    impl<F: Future> Stream for FuturesOrdered<F> { type Item = F::Output; }
    impl<F> FromIterator<F> for FuturesOrdered<F> {}
    struct SplitStream<S>;
    impl<S: Stream> Stream for SplitStream<S> { type Item = S::Item; }
    struct SplitSink<S, Item>;
    impl<S: crate::sink::Sink<Item>, Item> crate::sink::Sink<Item> for SplitSink<S, Item> { type Error = S::Error; }
    struct AbortHandle;

    trait StreamExt: Stream {
        async fn next(&mut self) -> Option<Self::Item>;
        async fn into_future(self) -> (Option<Self::Item>, Self);
        #[runs(often)] fn map<T, F>(self, f: F) -> Adapter<T> where F: FnMut(Self::Item) -> T;
        fn enumerate(self) -> Adapter<(usize, Self::Item)>;
        fn filter<Fut: Future<Output = bool>, F>(self, f: F) -> Adapter<Self::Item> where F: FnMut(&Self::Item) -> Fut;
        #[runs(often)] fn filter_map<Fut: Future<Output = Option<T>>, T, F>(self, f: F) -> Adapter<T> where F: FnMut(Self::Item) -> Fut;
        #[runs(often)] fn then<Fut: Future, F>(self, f: F) -> Adapter<Fut::Output> where F: FnMut(Self::Item) -> Fut;
        async fn collect<C: FromIterator<Self::Item>>(self) -> C;
        async fn concat(self) -> Self::Item;
        async fn count(self) -> usize;
        fn cycle(self) -> Adapter<Self::Item>;
        #[runs(often)] async fn fold<T, Fut: Future<Output = T>, F>(self, init: T, f: F) -> T where F: FnMut(T, Self::Item) -> Fut;
        async fn any<Fut: Future<Output = bool>, F>(self, f: F) -> bool where F: FnMut(Self::Item) -> Fut;
        async fn all<Fut: Future<Output = bool>, F>(self, f: F) -> bool where F: FnMut(Self::Item) -> Fut;
        fn flatten(self) -> Adapter<<Self::Item as Stream>::Item> where Self::Item: Stream;
        fn flatten_unordered(self, limit: _) -> Adapter<<Self::Item as Stream>::Item> where Self::Item: Stream;
        #[runs(often)] fn flat_map<U: Stream, F>(self, f: F) -> Adapter<U::Item> where F: FnMut(Self::Item) -> U;
        fn scan<S, B, Fut: Future<Output = Option<B>>, F>(self, initial_state: S, f: F) -> Adapter<B> where F: FnMut(&mut S, Self::Item) -> Fut;
        fn skip_while<Fut: Future<Output = bool>, F>(self, f: F) -> Adapter<Self::Item> where F: FnMut(&Self::Item) -> Fut;
        fn take_while<Fut: Future<Output = bool>, F>(self, f: F) -> Adapter<Self::Item> where F: FnMut(&Self::Item) -> Fut;
        fn take_until<Fut: Future>(self, fut: Fut) -> Adapter<Self::Item>;
        #[runs(often)] async fn for_each<Fut: Future<Output = ()>, F>(self, f: F) where F: FnMut(Self::Item) -> Fut;
        #[runs(often)] async fn for_each_concurrent<Fut: Future<Output = ()>, F>(self, limit: _, f: F) where F: FnMut(Self::Item) -> Fut;
        fn take(self, n: usize) -> Adapter<Self::Item>;
        fn skip(self, n: usize) -> Adapter<Self::Item>;
        fn fuse(self) -> Adapter<Self::Item>;
        fn by_ref(&mut self) -> &mut Self;
        fn boxed<'a>(self) -> BoxStream<'a, Self::Item>;
        fn boxed_local<'a>(self) -> LocalBoxStream<'a, Self::Item>;
        fn buffered(self, n: usize) -> Adapter<<Self::Item as Future>::Output> where Self::Item: Future;
        fn buffer_unordered(self, n: usize) -> Adapter<<Self::Item as Future>::Output> where Self::Item: Future;
        fn zip<St: Stream>(self, other: St) -> Adapter<(Self::Item, St::Item)>;
        fn chain<St: Stream<Item = Self::Item>>(self, other: St) -> Adapter<Self::Item>;
        fn peekable(self) -> Adapter<Self::Item>;
        fn chunks(self, capacity: usize) -> Adapter<Vec<Self::Item>>;
        fn ready_chunks(self, capacity: usize) -> Adapter<Vec<Self::Item>>;
        fn split<Item>(self) -> (SplitSink<Self, Item>, SplitStream<Self>);
        #[runs(often)] fn inspect<F>(self, f: F) -> Adapter<Self::Item> where F: FnMut(&Self::Item);
        async fn select_next_some(&mut self) -> Self::Item;
    }
    impl<S: Stream> StreamExt for S {}

    trait TryStream: Stream {
        type Ok;
        type Error;
    }
    impl<S: Stream<Item = Result<T, E>>, T, E> TryStream for S { type Ok = T; type Error = E; }
    trait TryStreamExt: Stream {
        fn err_into<E, V, X>(self) -> Adapter<Result<V, E>> where Self: Stream<Item = Result<V, X>>;
        fn map_ok<T, F, V, X>(self, f: F) -> Adapter<Result<T, X>> where Self: Stream<Item = Result<V, X>>, F: FnMut(V) -> T;
        fn map_err<E, F, V, X>(self, f: F) -> Adapter<Result<V, E>> where Self: Stream<Item = Result<V, X>>, F: FnMut(X) -> E;
        #[runs(often)] fn and_then<T, Fut: Future<Output = Result<T, X>>, F, V, X>(self, f: F) -> Adapter<Result<T, X>> where Self: Stream<Item = Result<V, X>>, F: FnMut(V) -> Fut;
        fn or_else<E, Fut: Future<Output = Result<V, E>>, F, V, X>(self, f: F) -> Adapter<Result<V, E>> where Self: Stream<Item = Result<V, X>>, F: FnMut(X) -> Fut;
        fn inspect_ok<F, V, X>(self, f: F) -> Adapter<Result<V, X>> where Self: Stream<Item = Result<V, X>>, F: FnMut(&V);
        fn inspect_err<F, V, X>(self, f: F) -> Adapter<Result<V, X>> where Self: Stream<Item = Result<V, X>>, F: FnMut(&X);
        async fn try_next<V, X>(&mut self) -> Result<Option<V>, X> where Self: Stream<Item = Result<V, X>>;
        #[runs(often)] async fn try_for_each<Fut: Future<Output = Result<(), X>>, F, V, X>(self, f: F) -> Result<(), X> where Self: Stream<Item = Result<V, X>>, F: FnMut(V) -> Fut;
        #[runs(often)] async fn try_for_each_concurrent<Fut: Future<Output = Result<(), X>>, F, V, X>(self, limit: _, f: F) -> Result<(), X> where Self: Stream<Item = Result<V, X>>, F: FnMut(V) -> Fut;
        async fn try_collect<C: FromIterator<V>, V, X>(self) -> Result<C, X> where Self: Stream<Item = Result<V, X>>;
        fn try_filter<Fut: Future<Output = bool>, F, V, X>(self, f: F) -> Adapter<Result<V, X>> where Self: Stream<Item = Result<V, X>>, F: FnMut(&V) -> Fut;
        fn try_filter_map<V, X, T, Fut: Future<Output = Result<Option<T>, X>>, F>(self, f: F) -> Adapter<Result<T, X>> where Self: Stream<Item = Result<V, X>>, F: FnMut(V) -> Fut;
        #[runs(often)] async fn try_fold<T, Fut: Future<Output = Result<T, X>>, F, V, X>(self, init: T, f: F) -> Result<T, X> where Self: Stream<Item = Result<V, X>>, F: FnMut(T, V) -> Fut;
    }
    impl<S: Stream> TryStreamExt for S {}
    mod futures_unordered {
        use super::FuturesUnordered;
    }
}

mod sink {
    trait Sink<Item> {
        type Error;
    }
    trait SinkExt<Item>: Sink<Item> {
        async fn send(&mut self, item: Item) -> Result<(), Self::Error>;
        async fn feed(&mut self, item: Item) -> Result<(), Self::Error>;
        async fn flush(&mut self) -> Result<(), Self::Error>;
        async fn close(&mut self) -> Result<(), Self::Error>;
    }
    impl<S: Sink<Item>, Item> SinkExt<Item> for S {}
}

mod executor {
    fn block_on<F: Future>(f: F) -> F::Output;
    fn block_on_stream<S: crate::stream::Stream>(stream: S) -> std::iter::Iter<S::Item>;
    struct LocalPool;
    impl LocalPool { fn new() -> LocalPool; fn run_until<F: Future>(&mut self, future: F) -> F::Output; }
    struct ThreadPool;
    impl ThreadPool { fn new() -> Result<ThreadPool, std::io::Error>; #[runs(task)] fn spawn_ok<F: Future>(&self, future: F); }
}

mod lock {
    #[locks]
    struct Mutex<T>;
    impl<T> Mutex<T> {
        fn new(t: T) -> Mutex<T>;
        fn into_inner(self) -> T;
        fn get_mut(&mut self) -> &mut T;
        fn try_lock(&self) -> Option<MutexGuard<'_, T>>;
        async fn lock(&self) -> MutexGuard<'_, T>;
        async fn lock_owned(self: std::sync::Arc<Self>) -> OwnedMutexGuard<T>;
    }
    impl<T> From<T> for Mutex<T> { fn from(t: T) -> Mutex<T>; }
    impl<T: Default> Default for Mutex<T> { fn default() -> Mutex<T>; }
    #[borrows]
    struct MutexGuard<'a, T>;
    impl<'a, T> std::ops::Deref for MutexGuard<'a, T> { type Target = T; }
    impl<'a, T> std::ops::DerefMut for MutexGuard<'a, T> {}
    #[borrows]
    struct OwnedMutexGuard<T>;
    impl<T> std::ops::Deref for OwnedMutexGuard<T> { type Target = T; }
    impl<T> std::ops::DerefMut for OwnedMutexGuard<T> {}
}

mod channel {
    mod mpsc {
        fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>);
        fn unbounded<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>);
        struct Sender<T>;
        struct UnboundedSender<T>;
        struct Receiver<T>;
        struct UnboundedReceiver<T>;
        struct SendError;
        impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T>; }
        impl<T> Clone for UnboundedSender<T> { fn clone(&self) -> UnboundedSender<T>; }
        impl<T> crate::stream::Stream for Receiver<T> { type Item = T; }
        impl<T> crate::stream::Stream for UnboundedReceiver<T> { type Item = T; }
        impl<T> crate::sink::Sink<T> for Sender<T> { type Error = SendError; }
        impl<T> crate::sink::Sink<T> for UnboundedSender<T> { type Error = SendError; }
    }
    mod oneshot {
        fn channel<T>() -> (Sender<T>, Receiver<T>);
        struct Canceled;
        struct Sender<T>;
        impl<T> Sender<T> { #[keeps] fn send(self, t: T) -> Result<(), T>; }
        struct Receiver<T>;
        impl<T> Future for Receiver<T> { type Output = Result<T, Canceled>; }
    }
}
