// futures-executor: `futures::executor` as a crate.

use futures::executor::{block_on, block_on_stream, LocalPool, ThreadPool};
