// futures-util: the same items as futures.

use futures::{future, lock, sink, stream};
use futures::{FutureExt, SinkExt, StreamExt, TryFutureExt, TryStreamExt};
use futures::{Future, Sink, Stream, TryFuture, TryStream};
