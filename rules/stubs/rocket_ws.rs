// rocket_ws. Read from 0.1.1.

#[marks(request)] struct WebSocket;
impl WebSocket {
    fn config(self, config: _) -> WebSocket;
    #[runs(socket)] fn channel<'r, F>(self, handler: F) -> Channel<'r> where F: FnOnce(stream::DuplexStream) -> std::pin::Pin<Box<dyn Future<Output = _>>>;
    #[runs(socket)] fn stream<'r, F, S>(self, stream: F) -> MessageStream<'r, S> where F: FnOnce(stream::DuplexStream) -> S;
}
impl<'r> rocket::request::FromRequest<'r> for WebSocket { type Error = std::convert::Infallible; }
struct Channel<'r>;
struct MessageStream<'r, S>;
mod stream {
    #[marks(socket)] struct DuplexStream;
}
use tungstenite::Message;
