// salvo. Read from 1.1.0: salvo_core and its extras under one roof.

use salvo_core::*;
mod prelude {
    use salvo_core::prelude::*;
    use super::websocket::WebSocketUpgrade;
    use super::affix_state;
}
mod affix_state {
    fn insert<K, V>(key: K, value: V) -> AffixList;
    fn inject<V>(value: V) -> AffixList;
    struct AffixList;
    impl AffixList {
        fn new() -> AffixList;
        fn insert<K, V>(self, key: K, value: V) -> AffixList;
        fn inject<V>(self, value: V) -> AffixList;
    }
}
mod websocket {
    struct WebSocketUpgrade;
    impl WebSocketUpgrade {
        fn new() -> WebSocketUpgrade;
        #[runs(socket)] async fn upgrade<F, Fut: Future<Output = ()>>(&self, req: &mut salvo_core::Request, res: &mut salvo_core::Response, callback: F) -> Result<(), _> where F: FnOnce(WebSocket) -> Fut;
    }
    #[marks(socket)] struct WebSocket;
    impl WebSocket {
        async fn recv(&mut self) -> Option<Result<Message, salvo_core::Error>>;
        async fn send(&mut self, msg: Message) -> Result<(), salvo_core::Error>;
        async fn close(self) -> Result<(), salvo_core::Error>;
    }
    impl futures::stream::Stream for WebSocket { type Item = Result<Message, salvo_core::Error>; }
    struct Message;
}
