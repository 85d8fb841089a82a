// axum. Read from 0.8.9 (axum-core 0.5.6); 0.5 to 0.7 differ in nothing declared here but `Server`.

use http;
use self::extract::{Form, Json};
use self::routing::Router;
use extension::Extension;
struct Error;
type BoxError = Box<dyn std::error::Error>;
fn serve<L, M>(tcp_listener: L, make_service: M) -> serve::Serve;
mod serve {
    struct Serve;
    impl Serve { fn with_graceful_shutdown<F: Future<Output = ()>>(self, signal: F) -> Serve; }
    impl IntoFuture for Serve { type Output = std::io::Result<()>; }
}

mod extension {
    #[marks(request)] struct Extension<T>(T);
    impl<T> std::ops::Deref for Extension<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Extension<T> {}
    impl<T> Clone for Extension<T> { fn clone(&self) -> Extension<T>; }
    impl<T, S> crate::extract::FromRequestParts<S> for Extension<T> {}
}

mod body {
    struct Body;
    struct Bytes;
}

mod response {
    type Response<T = crate::body::Body> = http::Response<T>;
    trait IntoResponse { fn into_response(self) -> Response; }
    use crate::extract::{Form, Json};
    use crate::extension::Extension;
    struct Html<T>(T);
    struct Redirect;
    type Result<T, E = ErrorResponse> = std::result::Result<T, E>;
    struct ErrorResponse;
    mod sse {
        struct Sse<S>;
        impl<S> Sse<S> { fn new(stream: S) -> Sse<S>; }
        struct Event;
    }
    use sse::Sse;
}

mod extract {
    use crate::extension::Extension;
    use self::connect_info::ConnectInfo;
    use self::multipart::Multipart;
    use self::ws::WebSocketUpgrade;
    type Request<T = crate::body::Body> = http::Request<T>;
    trait FromRef<T> {
        fn from_ref(input: &T) -> Self;
    }
    impl<T: Clone> FromRef<T> for T { fn from_ref(input: &T) -> T; }
    trait FromRequestParts<S> {
        type Rejection;
        #[marks(request)] async fn from_request_parts(parts: &mut http::request::Parts, state: &S) -> Result<Self, Self::Rejection>;
    }
    trait FromRequest<S, M = private::ViaRequest> {
        type Rejection;
        #[marks(request)] async fn from_request(req: Request, state: &S) -> Result<Self, Self::Rejection>;
    }
    mod private { struct ViaRequest; }
    trait OptionalFromRequestParts<S> { type Rejection; }
    impl<O, I: FromRef<O>> FromRequestParts<O> for State<I> {}
    #[marks(request)] struct State<T>(T);
    impl<T> std::ops::Deref for State<T> { type Target = T; }
    impl<T> std::ops::DerefMut for State<T> {}
    #[marks(request)] struct Path<T>(T);
    impl<T> std::ops::Deref for Path<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Path<T> {}
    #[marks(request)] struct Query<T>(T);
    impl<T> std::ops::Deref for Query<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Query<T> {}
    #[marks(request)] struct Json<T>(T);
    impl<T> std::ops::Deref for Json<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Json<T> {}
    #[marks(request)] struct Form<T>(T);
    impl<T> std::ops::Deref for Form<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Form<T> {}
    impl<T> Clone for State<T> { fn clone(&self) -> State<T>; }
    #[marks(request)] struct OriginalUri(http::Uri);
    #[marks(request)] struct MatchedPath;
    #[marks(request)] struct RawQuery(Option<String>);
    #[marks(request)] struct Host(String);
    struct DefaultBodyLimit;
    mod connect_info {
        #[marks(request)] struct ConnectInfo<T>(T);
    }
    mod multipart {
        #[marks(request)] struct Multipart;
    }
    mod path {
        use super::Path;
    }
    mod ws {
        struct DefaultOnFailedUpgrade;
        #[marks(request)] struct WebSocketUpgrade<F = DefaultOnFailedUpgrade>;
        impl<F> WebSocketUpgrade<F> {
            fn read_buffer_size(self, size: usize) -> WebSocketUpgrade<F>;
            fn write_buffer_size(self, size: usize) -> WebSocketUpgrade<F>;
            fn max_write_buffer_size(self, max: usize) -> WebSocketUpgrade<F>;
            fn max_message_size(self, max: usize) -> WebSocketUpgrade<F>;
            fn max_frame_size(self, max: usize) -> WebSocketUpgrade<F>;
            fn accept_unmasked_frames(self, accept: bool) -> WebSocketUpgrade<F>;
            fn protocols<I>(self, protocols: I) -> WebSocketUpgrade<F>;
            fn on_failed_upgrade<C>(self, callback: C) -> WebSocketUpgrade<C>;
            #[runs(socket)] fn on_upgrade<C, Fut: Future<Output = ()>>(self, callback: C) -> crate::response::Response where C: FnOnce(WebSocket) -> Fut;
        }
        impl<S> super::FromRequestParts<S> for WebSocketUpgrade {}
        #[marks(socket)] struct WebSocket;
        impl WebSocket {
            async fn recv(&mut self) -> Option<Result<Message, crate::Error>>;
            async fn send(&mut self, msg: Message) -> Result<(), crate::Error>;
            async fn close(self) -> Result<(), crate::Error>;
        }
        impl futures::stream::Stream for WebSocket { type Item = Result<Message, crate::Error>; }
        impl futures::sink::Sink<Message> for WebSocket { type Error = crate::Error; }
        enum Message { Text(Utf8Bytes), Binary(_), Ping(_), Pong(_), Close(Option<CloseFrame>) }
        struct Utf8Bytes;
        impl std::ops::Deref for Utf8Bytes { type Target = str; }
        struct CloseFrame;
    }
}

mod middleware {
    #[runs(request)] fn from_fn<F, T>(f: F) -> FromFnLayer<F, (), T>;
    #[runs(request)] fn from_fn_with_state<F, S, T>(state: S, f: F) -> FromFnLayer<F, S, T>;
    #[runs(request)] fn map_request<F, T>(f: F) -> MapRequestLayer<F>;
    #[runs(request)] fn map_request_with_state<F, S, T>(state: S, f: F) -> MapRequestLayer<F>;
    #[runs(request)] fn map_response<F, T>(f: F) -> MapRequestLayer<F>;
    struct FromFnLayer<F, S, T>;
    struct MapRequestLayer<F>;
    #[marks(request)] struct Next;
    impl Next { async fn run(self, req: crate::extract::Request) -> crate::response::Response; }
}

mod handler {
    trait Handler<T, S> {
        fn with_state(self, state: S) -> HandlerService<Self, T, S>;
        fn layer<L>(self, layer: L) -> HandlerService<Self, T, S>;
    }
    struct HandlerService<H, T, S>;
}

mod routing {
    struct Router<S = ()>;
    impl<S> Router<S> {
        fn new() -> Router<S>;
        fn route(self, path: &str, method_router: MethodRouter<S>) -> Router<S>;
        fn route_service<T>(self, path: &str, service: T) -> Router<S>;
        fn nest(self, path: &str, router: Router<S>) -> Router<S>;
        fn nest_service<T>(self, path: &str, service: T) -> Router<S>;
        fn merge<R>(self, other: R) -> Router<S>;
        fn layer<L>(self, layer: L) -> Router<S>;
        fn route_layer<L>(self, layer: L) -> Router<S>;
        #[runs(request)] fn fallback<H, T>(self, handler: H) -> Router<S>;
        fn fallback_service<T>(self, service: T) -> Router<S>;
        fn with_state<S2>(self, state: S) -> Router<S2>;
        fn into_make_service(self) -> IntoMakeService<Router<S>>;
        fn into_make_service_with_connect_info<C>(self) -> IntoMakeService<Router<S>>;
    }
    impl<S> Default for Router<S> { fn default() -> Router<S>; }
    impl<S> Clone for Router<S> { fn clone(&self) -> Router<S>; }
    struct IntoMakeService<S>;
    struct MethodFilter;
    struct MethodRouter<S = (), E = std::convert::Infallible>;
    impl<S, E> MethodRouter<S, E> {
        fn new() -> MethodRouter<S, E>;
        #[runs(request)] fn on<H, T>(self, filter: MethodFilter, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn get<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn post<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn put<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn patch<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn delete<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn head<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn options<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn trace<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn connect<H, T>(self, handler: H) -> MethodRouter<S, E>;
        #[runs(request)] fn fallback<H, T>(self, handler: H) -> MethodRouter<S, E>;
        fn with_state<S2>(self, state: S) -> MethodRouter<S2, E>;
        fn layer<L>(self, layer: L) -> MethodRouter<S, E>;
        fn route_layer<L>(self, layer: L) -> MethodRouter<S, E>;
        fn merge(self, other: MethodRouter<S, E>) -> MethodRouter<S, E>;
    }
    #[runs(request)] fn get<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn post<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn put<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn patch<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn delete<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn head<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn options<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn trace<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn connect<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn any<H, T, S>(handler: H) -> MethodRouter<S>;
    #[runs(request)] fn on<H, T, S>(filter: MethodFilter, handler: H) -> MethodRouter<S>;
    fn get_service<T, S>(svc: T) -> MethodRouter<S>;
    fn post_service<T, S>(svc: T) -> MethodRouter<S>;
    fn put_service<T, S>(svc: T) -> MethodRouter<S>;
    fn delete_service<T, S>(svc: T) -> MethodRouter<S>;
    fn any_service<T, S>(svc: T) -> MethodRouter<S>;
}

// Up to 0.6: hyper's server re-exported.
struct Server;
impl Server { fn bind(addr: &std::net::SocketAddr) -> _; }
