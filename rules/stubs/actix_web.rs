// actix-web. Read from 4.18.1. `#[main]` is a macro.

use self::app::App;
use self::request::HttpRequest;
use self::response::HttpResponse;
use self::server::HttpServer;
type Result<T, E = error::Error> = std::result::Result<T, E>;
use error::Error;
trait Responder {}
trait FromRequest {
    type Error;
    type Future;
    #[marks(request)] fn from_request(req: &HttpRequest, payload: &mut dev::Payload) -> Self::Future;
    fn extract(req: &HttpRequest) -> Self::Future;
}
trait Handler<Args> {}
trait HttpMessage {
    fn extensions(&self) -> std::cell::Ref<'_, dev::Extensions>;
    fn extensions_mut(&self) -> std::cell::RefMut<'_, dev::Extensions>;
}
struct Resource;
impl Resource {
    fn app_data<U>(self, data: U) -> Resource;
    fn route(self, route: Route) -> Resource;
    #[runs(request)] fn to<F, Args>(self, handler: F) -> Resource;
    fn wrap<M>(self, mw: M) -> Resource;
    fn guard<G>(self, guard: G) -> Resource;
    fn name(self, name: &str) -> Resource;
}
struct Scope;
impl Scope {
    fn app_data<U>(self, data: U) -> Scope;
    fn service<F>(self, factory: F) -> Scope;
    fn route(self, path: &str, route: Route) -> Scope;
    fn configure<F>(self, cfg_fn: F) -> Scope where F: FnOnce(&mut web::ServiceConfig);
    fn wrap<M>(self, mw: M) -> Scope;
    fn guard<G>(self, guard: G) -> Scope;
    fn default_service<F>(self, f: F) -> Scope;
}
struct Route;
impl Route {
    #[runs(request)] fn to<F, Args>(self, handler: F) -> Route;
    fn method(self, method: _) -> Route;
    fn guard<G>(self, guard: G) -> Route;
    fn wrap<M>(self, mw: M) -> Route;
}

mod error {
    struct Error;
    fn ErrorInternalServerError(err: _) -> Error;
    fn ErrorBadRequest(err: _) -> Error;
    fn ErrorNotFound(err: _) -> Error;
    fn ErrorUnauthorized(err: _) -> Error;
    type Result<T, E = Error> = std::result::Result<T, E>;
    impl<E: std::error::Error> From<E> for Error { fn from(err: E) -> Error; }
    struct BlockingError;
}

mod request {
    #[marks(request)] struct HttpRequest;
    impl HttpRequest {
        fn app_data<T>(&self) -> Option<&T>;
        fn peer_addr(&self) -> Option<std::net::SocketAddr>;
        fn path(&self) -> &str;
    }
    impl crate::HttpMessage for HttpRequest {}
    impl Clone for HttpRequest { fn clone(&self) -> HttpRequest; }
}

mod response {
    struct HttpResponse<B = crate::body::BoxBody>;
    struct HttpResponseBuilder;
}
use response::HttpResponseBuilder;
mod body {
    struct BoxBody;
}

mod dev {
    struct Extensions;
    impl Extensions {
        fn insert<T>(&mut self, val: T) -> Option<T>;
        fn get<T>(&self) -> Option<&T>;
        fn get_mut<T>(&mut self) -> Option<&mut T>;
        fn remove<T>(&mut self) -> Option<T>;
        fn contains<T>(&self) -> bool;
    }
    struct Payload;
    #[marks(request)] struct ServiceRequest;
    impl ServiceRequest {
        fn request(&self) -> &crate::HttpRequest;
        fn app_data<T>(&self) -> Option<&T>;
        async fn extract<T>(&mut self) -> std::result::Result<T, crate::Error>;
        fn parts(&self) -> (&crate::HttpRequest, &Payload);
        fn into_parts(self) -> (crate::HttpRequest, Payload);
    }
    impl crate::HttpMessage for ServiceRequest {}
    struct ServiceResponse<B = crate::body::BoxBody>;
    impl<B> ServiceResponse<B> {
        fn new(request: crate::HttpRequest, response: crate::HttpResponse<B>) -> ServiceResponse<B>;
        fn request(&self) -> &crate::HttpRequest;
        fn response(&self) -> &crate::HttpResponse<B>;
        fn into_parts(self) -> (crate::HttpRequest, crate::HttpResponse<B>);
    }
    struct Server;
    impl Future for Server { type Output = std::io::Result<()>; }
    trait Service<Req> {
        type Response;
        type Error;
        type Future;
        #[marks(request)] fn call(&self, req: Req) -> Self::Future;
    }
    trait Transform<S, Req> { type Response; type Error; type Transform; type InitError; type Future; }
}

mod app {
    struct App<T>;
    struct AppEntry;
    impl App<AppEntry> {
        fn new() -> App<AppEntry>;
    }
    impl<T> App<T> {
        fn app_data<U>(self, data: U) -> App<T>;
        fn data<U>(self, data: U) -> App<T>;
        fn data_factory<F, Out: Future<Output = std::result::Result<D, E>>, D, E>(self, data: F) -> App<T> where F: Fn() -> Out;
        fn configure<F>(self, f: F) -> App<T> where F: FnOnce(&mut crate::web::ServiceConfig);
        fn route(self, path: &str, route: crate::Route) -> App<T>;
        fn service<F>(self, factory: F) -> App<T>;
        #[runs(request)] fn default_service<F>(self, svc: F) -> App<T>;
        fn external_resource<N, U>(self, name: N, url: U) -> App<T>;
        fn wrap<M>(self, mw: M) -> App<T>;
        #[runs(request)] fn wrap_fn<F>(self, mw: F) -> App<T>;
    }
}

mod server {
    struct HttpServer<F, I = (), S = (), B = ()>;
    impl<F, I, S, B> HttpServer<F, I, S, B> {
        fn new(factory: F) -> HttpServer<F, I, S, B>;
        fn workers(self, num: usize) -> HttpServer<F, I, S, B>;
        fn keep_alive<T>(self, val: T) -> HttpServer<F, I, S, B>;
        fn backlog(self, backlog: u32) -> HttpServer<F, I, S, B>;
        fn max_connections(self, num: usize) -> HttpServer<F, I, S, B>;
        fn on_connect<CB>(self, f: CB) -> HttpServer<F, I, S, B>;
        fn shutdown_timeout(self, sec: u64) -> HttpServer<F, I, S, B>;
        fn disable_signals(self) -> HttpServer<F, I, S, B>;
        fn bind<A>(self, addrs: A) -> std::io::Result<HttpServer<F, I, S, B>>;
        fn bind_rustls<A>(self, addrs: A, config: _) -> std::io::Result<HttpServer<F, I, S, B>>;
        fn bind_openssl<A>(self, addrs: A, builder: _) -> std::io::Result<HttpServer<F, I, S, B>>;
        fn bind_uds<A>(self, uds_path: A) -> std::io::Result<HttpServer<F, I, S, B>>;
        fn listen(self, lst: std::net::TcpListener) -> std::io::Result<HttpServer<F, I, S, B>>;
        fn run(self) -> crate::dev::Server;
    }
}

mod web {
    use crate::{HttpRequest, HttpResponse, Resource, Responder, Route, Scope};
    struct Data<T>(std::sync::Arc<T>);
    impl<T> Data<T> {
        fn new(state: T) -> Data<T>;
        fn get_ref(&self) -> &T;
        fn into_inner(self) -> std::sync::Arc<T>;
    }
    impl<T> std::ops::Deref for Data<T> { type Target = std::sync::Arc<T>; }
    impl<T> Clone for Data<T> { fn clone(&self) -> Data<T>; }
    impl<T> From<std::sync::Arc<T>> for Data<T> { fn from(arc: std::sync::Arc<T>) -> Data<T>; }
    impl<T: Default> Default for Data<T> { fn default() -> Data<T>; }
    struct ThinData<T>(T);
    impl<T> std::ops::Deref for ThinData<T> { type Target = T; }
    impl<T> Clone for ThinData<T> { fn clone(&self) -> ThinData<T>; }
    #[marks(request)] struct ReqData<T>;
    impl<T> ReqData<T> { fn into_inner(self) -> T; }
    impl<T> std::ops::Deref for ReqData<T> { type Target = T; }
    #[marks(request)] struct Json<T>(T);
    impl<T> Json<T> { fn into_inner(self) -> T; }
    impl<T> std::ops::Deref for Json<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Json<T> {}
    #[marks(request)] struct Path<T>(T);
    impl<T> Path<T> { fn into_inner(self) -> T; }
    impl<T> std::ops::Deref for Path<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Path<T> {}
    #[marks(request)] struct Query<T>(T);
    impl<T> Query<T> { fn into_inner(self) -> T; }
    impl<T> std::ops::Deref for Query<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Query<T> {}
    #[marks(request)] struct Form<T>(T);
    impl<T> Form<T> { fn into_inner(self) -> T; }
    impl<T> std::ops::Deref for Form<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Form<T> {}
    #[marks(request)] struct Header<T>(T);
    impl<T> Header<T> { fn into_inner(self) -> T; }
    impl<T> std::ops::Deref for Header<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Header<T> {}
    #[marks(request)] struct Payload;
    struct Bytes;
    struct BytesMut;
    struct ServiceConfig;
    impl ServiceConfig {
        fn app_data<U>(&mut self, ext: U) -> &mut ServiceConfig;
        fn data<U>(&mut self, data: U) -> &mut ServiceConfig;
        fn service<F>(&mut self, factory: F) -> &mut ServiceConfig;
        fn route(&mut self, path: &str, route: Route) -> &mut ServiceConfig;
        fn configure<F>(&mut self, f: F) -> &mut ServiceConfig where F: FnOnce(&mut ServiceConfig);
        fn default_service<F>(&mut self, f: F) -> &mut ServiceConfig;
    }
    fn resource<T>(path: T) -> Resource;
    fn scope(path: &str) -> Scope;
    fn route() -> Route;
    fn get() -> Route;
    fn post() -> Route;
    fn put() -> Route;
    fn patch() -> Route;
    fn delete() -> Route;
    fn head() -> Route;
    fn trace() -> Route;
    fn method(method: _) -> Route;
    #[runs(request)] fn to<F, Args>(handler: F) -> Route;
    #[runs(thread)] fn block<F, R>(f: F) -> impl Future<Output = std::result::Result<R, crate::error::BlockingError>> where F: FnOnce() -> R;
}

mod rt {
    #[runs(task)] fn spawn<F: Future>(future: F) -> tokio::task::JoinHandle<F::Output>;
    struct System;
    impl System {
        fn new() -> SystemRunner;
        fn current() -> System;
    }
    struct SystemRunner;
    impl SystemRunner { fn block_on<F: Future>(&self, fut: F) -> F::Output; }
    mod time {
        use tokio::time::{interval, sleep, timeout};
    }
}

mod middleware {
    #[runs(request)] fn from_fn<F>(mw_fn: F) -> MiddlewareFn<F>;
    struct MiddlewareFn<F>;
    struct Next<B>;
    impl<B> Next<B> {
        async fn call(&self, req: crate::dev::ServiceRequest) -> std::result::Result<crate::dev::ServiceResponse<B>, crate::Error>;
    }
}
mod test {
    async fn init_service<R>(app: R) -> _;
}
mod http {}

// The route attributes.
#[macro_export] #[marks(request)] macro_rules! get { () => {} }
#[macro_export] #[marks(request)] macro_rules! post { () => {} }
#[macro_export] #[marks(request)] macro_rules! put { () => {} }
#[macro_export] #[marks(request)] macro_rules! delete { () => {} }
#[macro_export] #[marks(request)] macro_rules! head { () => {} }
#[macro_export] #[marks(request)] macro_rules! connect { () => {} }
#[macro_export] #[marks(request)] macro_rules! options { () => {} }
#[macro_export] #[marks(request)] macro_rules! trace { () => {} }
#[macro_export] #[marks(request)] macro_rules! patch { () => {} }
#[macro_export] #[marks(request)] macro_rules! route { () => {} }
#[macro_export] #[marks(request)] macro_rules! routes { () => {} }
