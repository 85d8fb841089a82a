// tokio-tungstenite. Read from 0.30.0.

use tungstenite;
struct WebSocketStream<S>;
impl<S> WebSocketStream<S> {
    fn into_inner(self) -> S;
    fn get_ref(&self) -> &S;
    fn get_mut(&mut self) -> &mut S;
    async fn close(&mut self, msg: _) -> Result<(), tungstenite::Error>;
}
impl<S> futures::stream::Stream for WebSocketStream<S> { type Item = Result<tungstenite::Message, tungstenite::Error>; }
impl<S> futures::sink::Sink<tungstenite::Message> for WebSocketStream<S> { type Error = tungstenite::Error; }
enum MaybeTlsStream<S> { Plain(S) }
#[marks(socket)] async fn accept_async<S>(stream: S) -> Result<WebSocketStream<S>, tungstenite::Error>;
#[marks(socket)] async fn accept_async_with_config<S>(stream: S, config: _) -> Result<WebSocketStream<S>, tungstenite::Error>;
#[marks(socket)] async fn accept_hdr_async<S, C>(stream: S, callback: C) -> Result<WebSocketStream<S>, tungstenite::Error>;
#[marks(socket)] async fn accept_hdr_async_with_config<S, C>(stream: S, callback: C, config: _) -> Result<WebSocketStream<S>, tungstenite::Error>;
async fn client_async<'a, R, S>(request: R, stream: S) -> Result<(WebSocketStream<S>, http::Response<Option<Vec<u8>>>), tungstenite::Error>;
async fn connect_async<R>(request: R) -> Result<(WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>, http::Response<Option<Vec<u8>>>), tungstenite::Error>;
