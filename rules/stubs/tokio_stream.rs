// tokio-stream. Read from 0.1.19; `StreamExt` is modelled by that of futures (its closures are synchronous here).

use futures::stream::{empty, iter, pending, Stream, StreamExt};
fn once<T>(value: T) -> futures::stream::Adapter<T>;
mod wrappers {
    use futures::stream::Stream;
    struct ReceiverStream<T>;
    impl<T> ReceiverStream<T> { fn new(recv: tokio::sync::mpsc::Receiver<T>) -> ReceiverStream<T>; fn into_inner(self) -> tokio::sync::mpsc::Receiver<T>; }
    impl<T> Stream for ReceiverStream<T> { type Item = T; }
    struct UnboundedReceiverStream<T>;
    impl<T> UnboundedReceiverStream<T> { fn new(recv: tokio::sync::mpsc::UnboundedReceiver<T>) -> UnboundedReceiverStream<T>; }
    impl<T> Stream for UnboundedReceiverStream<T> { type Item = T; }
    struct BroadcastStream<T>;
    impl<T> BroadcastStream<T> { fn new(rx: tokio::sync::broadcast::Receiver<T>) -> BroadcastStream<T>; }
    impl<T> Stream for BroadcastStream<T> { type Item = Result<T, errors::BroadcastStreamRecvError>; }
    struct WatchStream<T>;
    impl<T> WatchStream<T> { fn new(rx: tokio::sync::watch::Receiver<T>) -> WatchStream<T>; }
    impl<T> Stream for WatchStream<T> { type Item = T; }
    struct IntervalStream;
    impl IntervalStream { fn new(interval: tokio::time::Interval) -> IntervalStream; }
    impl Stream for IntervalStream { type Item = tokio::time::Instant; }
    mod errors {
        enum BroadcastStreamRecvError { Lagged(u64) }
    }
}
