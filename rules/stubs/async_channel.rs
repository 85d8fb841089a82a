// async-channel: its two ends.

fn bounded<T>(cap: usize) -> (Sender<T>, Receiver<T>);
fn unbounded<T>() -> (Sender<T>, Receiver<T>);
struct Sender<T>;
impl<T> Sender<T> {
    #[keeps] async fn send(&self, msg: T) -> Result<(), SendError<T>>;
    #[keeps] fn try_send(&self, msg: T) -> Result<(), TrySendError<T>>;
    fn send_blocking(&self, msg: T) -> Result<(), SendError<T>>;
}
impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T>; }
struct Receiver<T>;
impl<T> Receiver<T> {
    async fn recv(&self) -> Result<T, RecvError>;
    fn try_recv(&self) -> Result<T, TryRecvError>;
    fn recv_blocking(&self) -> Result<T, RecvError>;
}
impl<T> Clone for Receiver<T> { fn clone(&self) -> Receiver<T>; }
impl<T> futures::stream::Stream for Receiver<T> { type Item = T; }
struct SendError<T>(T);
enum TrySendError<T> { Full(T), Closed(T) }
struct RecvError;
enum TryRecvError { Empty, Closed }
