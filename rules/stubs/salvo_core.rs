// salvo_core. Read from 1.1.0.

use self::depot::Depot;
use self::http::{Request, Response};
use self::routing::{FlowCtrl, Router};
use self::server::Server;
type Result<T> = std::result::Result<T, Error>;
struct Error;
trait Handler {
    #[marks(request)] async fn handle(&self, req: &mut Request, depot: &mut Depot, res: &mut Response, ctrl: &mut FlowCtrl);
}
trait Writer {}
trait Scribe {}
trait Extractible {}
mod prelude {
    use super::{endpoint, handler, Depot, Extractible, FlowCtrl, Handler, Request, Response, Router, Scribe, Server, Writer};
    use super::conn::TcpListener;
}
mod conn { struct TcpListener; impl TcpListener { fn new(addr: _) -> TcpListener; } }
mod depot {
    #[marks(request)] struct Depot;
    impl Depot {
        fn new() -> Depot;
        fn insert_typed<V>(&mut self, value: V) -> &mut Depot;
        fn inject<V>(&mut self, value: V) -> &mut Depot;
        fn get_typed<T>(&self) -> Result<&T, Option<&Box<dyn std::any::Any>>>;
        fn obtain<T>(&self) -> Result<&T, Option<&Box<dyn std::any::Any>>>;
        fn get_typed_mut<T>(&mut self) -> Result<&mut T, Option<&mut Box<dyn std::any::Any>>>;
        fn obtain_mut<T>(&mut self) -> Result<&mut T, Option<&mut Box<dyn std::any::Any>>>;
        fn insert<K, V>(&mut self, key: K, value: V) -> &mut Depot;
        fn get<V>(&self, key: &str) -> Result<&V, Option<&Box<dyn std::any::Any>>>;
        fn get_mut<V>(&mut self, key: &str) -> Result<&mut V, Option<&mut Box<dyn std::any::Any>>>;
        fn remove(&mut self, key: &str) -> Option<Box<dyn std::any::Any>>;
        fn remove_typed<T>(&mut self) -> Result<T, Option<Box<dyn std::any::Any>>>;
        fn scrape<T>(&mut self) -> Result<T, Option<Box<dyn std::any::Any>>>;
    }
}
mod http { #[marks(request)] struct Request; struct Response; struct StatusError; }
mod routing {
    struct Router;
    impl Router {
        fn new() -> Router;
        fn with_path(path: _) -> Router;
        #[runs(request)] fn with_hoop<H>(handler: H) -> Router;
        fn path(self, path: _) -> Router;
        #[runs(request)] fn hoop<H>(self, hoop: H) -> Router;
        fn push(self, router: Router) -> Router;
        #[runs(request)] fn goal<H>(self, goal: H) -> Router;
        #[runs(request)] fn get<H>(self, goal: H) -> Router;
        #[runs(request)] fn post<H>(self, goal: H) -> Router;
        #[runs(request)] fn put<H>(self, goal: H) -> Router;
        #[runs(request)] fn patch<H>(self, goal: H) -> Router;
        #[runs(request)] fn delete<H>(self, goal: H) -> Router;
    }
    struct FlowCtrl;
}
mod server {
    struct Server<A>;
    impl<A> Server<A> { fn new(acceptor: A) -> Server<A>; async fn serve<S>(self, service: S); }
}

// Of salvo_macros and salvo_oapi.
#[macro_export] #[marks(request)] macro_rules! handler { () => {} }
#[macro_export] #[marks(request)] macro_rules! endpoint { () => {} }
