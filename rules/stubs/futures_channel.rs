// futures-channel: `futures::channel` as a crate.

use futures::channel::{mpsc, oneshot};
