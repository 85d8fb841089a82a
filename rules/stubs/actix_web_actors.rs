// actix-web-actors: WebSocket sessions as actors.

mod ws {
    #[borrows]
    #[marks(socket)] struct WebsocketContext<A>;
    enum Message { Text(_), Binary(_), Continuation(_), Ping(_), Pong(_), Close(_), Nop }
    enum ProtocolError {}
    fn start<A, T>(actor: A, req: &actix_web::HttpRequest, stream: T) -> Result<actix_web::HttpResponse, actix_web::Error>;
    struct WsResponseBuilder<A, T>;
    impl<A, T> WsResponseBuilder<A, T> {
        fn new(actor: A, req: &actix_web::HttpRequest, stream: T) -> WsResponseBuilder<A, T>;
        fn start(self) -> Result<actix_web::HttpResponse, actix_web::Error>;
    }
}
