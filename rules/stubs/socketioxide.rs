// socketioxide. Read from 0.18.9: state in handlers of Socket.IO events.

mod extract {
    struct State<T>(T);
    struct Data<T>(T);
    #[marks(socket)] struct SocketRef;
}
struct SocketIo;
impl SocketIo {
    fn builder() -> SocketIoBuilder;
    #[runs(socket)] fn ns<C>(&self, path: _, callback: C);
}
struct SocketIoBuilder;
impl SocketIoBuilder {
    fn with_state<S>(self, state: S) -> SocketIoBuilder;
    fn build_layer(self) -> (_, SocketIo);
}
