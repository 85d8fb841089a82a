// actix-ws. Read from 0.4.0.

#[marks(socket)] struct Session;
impl Session {
    async fn text(&mut self, msg: _) -> Result<(), Closed>;
    async fn binary(&mut self, msg: _) -> Result<(), Closed>;
    async fn ping(&mut self, msg: &[u8]) -> Result<(), Closed>;
    async fn pong(&mut self, msg: &[u8]) -> Result<(), Closed>;
    async fn close(self, reason: _) -> Result<(), Closed>;
}
impl Clone for Session { fn clone(&self) -> Session; }
struct Closed;
#[marks(socket)] struct MessageStream;
impl MessageStream {
    async fn recv(&mut self) -> Option<Result<Message, ProtocolError>>;
    fn aggregate_continuations(self) -> AggregatedMessageStream;
}
impl futures::stream::Stream for MessageStream { type Item = Result<Message, ProtocolError>; }
#[marks(socket)] struct AggregatedMessageStream;
impl futures::stream::Stream for AggregatedMessageStream { type Item = Result<AggregatedMessage, ProtocolError>; }
enum Message { Text(_), Binary(_), Continuation(_), Ping(_), Pong(_), Close(_), Nop }
enum AggregatedMessage { Text(_), Binary(_), Ping(_), Pong(_), Close(_) }
struct ProtocolError;
#[marks(socket)] fn handle(req: &actix_web::HttpRequest, body: actix_web::web::Payload) -> Result<(actix_web::HttpResponse, Session, MessageStream), actix_web::Error>;
