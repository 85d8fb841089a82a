// flume. Read from 0.12.0.

fn unbounded<T>() -> (Sender<T>, Receiver<T>);
fn bounded<T>(cap: usize) -> (Sender<T>, Receiver<T>);
struct Sender<T>;
impl<T> Sender<T> {
    #[keeps] fn try_send(&self, msg: T) -> Result<(), TrySendError<T>>;
    #[keeps] fn send(&self, msg: T) -> Result<(), SendError<T>>;
    #[keeps] fn send_timeout(&self, msg: T, dur: std::time::Duration) -> Result<(), SendTimeoutError<T>>;
    #[keeps] async fn send_async(&self, item: T) -> Result<(), SendError<T>>;
}
impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T>; }
struct Receiver<T>;
impl<T> Receiver<T> {
    fn try_recv(&self) -> Result<T, TryRecvError>;
    fn recv(&self) -> Result<T, RecvError>;
    fn recv_timeout(&self, dur: std::time::Duration) -> Result<T, RecvTimeoutError>;
    fn iter(&self) -> std::iter::Iter<T>;
    fn try_iter(&self) -> std::iter::Iter<T>;
    fn drain(&self) -> std::iter::Iter<T>;
    async fn recv_async(&self) -> Result<T, RecvError>;
    fn stream(&self) -> futures::stream::Adapter<T>;
    fn into_stream<'a>(self) -> futures::stream::Adapter<T>;
}
impl<T> Clone for Receiver<T> { fn clone(&self) -> Receiver<T>; }
impl<T> IntoIterator for Receiver<T> { type Item = T; type IntoIter = std::iter::Iter<T>; }
struct SendError<T>(T);
enum TrySendError<T> { Full(T), Disconnected(T) }
enum SendTimeoutError<T> { Timeout(T), Disconnected(T) }
enum RecvError { Disconnected }
enum TryRecvError { Empty, Disconnected }
enum RecvTimeoutError { Timeout, Disconnected }
