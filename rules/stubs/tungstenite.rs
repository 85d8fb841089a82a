// tungstenite. Read from 0.30.0.

use self::client::{client, connect};
use self::error::{Error, Result};
use self::protocol::{Message, WebSocket};
use self::server::{accept, accept_hdr};
mod error { struct Error; type Result<T, E = Error> = std::result::Result<T, E>; }
mod protocol {
    enum Message { Text(_), Binary(_), Ping(_), Pong(_), Close(_), Frame(_) }
    impl Message { fn text<S>(string: S) -> Message; fn binary<B>(bin: B) -> Message; }
    struct WebSocketConfig;
    struct WebSocket<Stream>;
    impl<Stream> WebSocket<Stream> {
        fn get_ref(&self) -> &Stream;
        fn get_mut(&mut self) -> &mut Stream;
        fn into_inner(self) -> Stream;
        fn read(&mut self) -> crate::Result<Message>;
        fn read_message(&mut self) -> crate::Result<Message>;
        fn send(&mut self, message: Message) -> crate::Result<()>;
        fn write(&mut self, message: Message) -> crate::Result<()>;
        fn write_message(&mut self, message: Message) -> crate::Result<()>;
        fn flush(&mut self) -> crate::Result<()>;
        fn close(&mut self, code: _) -> crate::Result<()>;
    }
}
mod stream { enum MaybeTlsStream<S> { Plain(S) } }
mod client {
    fn connect<Req>(request: Req) -> crate::Result<(crate::WebSocket<crate::stream::MaybeTlsStream<std::net::TcpStream>>, http::Response<Option<Vec<u8>>>)>;
    fn client<Stream, Req>(request: Req, stream: Stream) -> Result<(crate::WebSocket<Stream>, http::Response<Option<Vec<u8>>>), _>;
}
mod server {
    #[marks(socket)] fn accept<S>(stream: S) -> Result<crate::WebSocket<S>, _>;
    #[marks(socket)] fn accept_hdr<S, C>(stream: S, callback: C) -> Result<crate::WebSocket<S>, _>;
}
