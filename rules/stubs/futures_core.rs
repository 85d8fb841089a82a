// futures-core: the traits of futures.

use futures::{Future, Stream, TryFuture, TryStream};
mod future {
    use futures::future::{BoxFuture, Future, LocalBoxFuture, TryFuture};
}
mod stream {
    use futures::stream::{BoxStream, LocalBoxStream, Stream, TryStream};
}
