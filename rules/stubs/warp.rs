// warp. Read from 0.4.3. Every filter combinator is one type, `filters::BoxedFilter<T>`, known by the tuple it extracts.

use self::filter::Filter;
use self::filters::{any, body, header, path, query, ws};
use self::filters::any::any;
use self::filters::ws::ws;
use self::filters::path::path;
use self::filters::query::query;
use self::reject::Rejection;
use self::reply::Reply;
fn get() -> filters::BoxedFilter<()>;
fn post() -> filters::BoxedFilter<()>;
fn put() -> filters::BoxedFilter<()>;
fn delete() -> filters::BoxedFilter<()>;
fn patch() -> filters::BoxedFilter<()>;
fn serve<F>(filter: F) -> Server<F>;
struct Server<F>;
struct Error;

mod filter {
    use crate::filters::BoxedFilter;
    trait Filter {
        type Extract;
        type Error;
        fn and<F: Filter>(self, other: F) -> BoxedFilter<_>;
        fn or<F: Filter>(self, other: F) -> BoxedFilter<_>;
        #[runs(request)] fn map<T, U, F>(self, fun: F) -> BoxedFilter<(U,)> where Self: Filter<Extract = (T,)>, F: Fn(T) -> U;
        #[runs(request)] fn then<T, Fut: Future, F>(self, fun: F) -> BoxedFilter<(Fut::Output,)> where F: Fn(T) -> Fut;
        #[runs(request)] fn and_then<T, U, E, Fut: Future<Output = Result<U, E>>, F>(self, fun: F) -> BoxedFilter<(U,)> where F: Fn(T) -> Fut;
        #[runs(request)] fn or_else<F>(self, fun: F) -> BoxedFilter<Self::Extract>;
        #[runs(request)] fn recover<F>(self, fun: F) -> BoxedFilter<Self::Extract>;
        fn unify<T>(self) -> BoxedFilter<T>;
        fn untuple_one<T>(self) -> BoxedFilter<T>;
        fn with<W>(self, wrapper: W) -> BoxedFilter<Self::Extract>;
        fn boxed(self) -> BoxedFilter<Self::Extract>;
    }
}
mod filters {
    struct BoxedFilter<T>;
    impl<T> crate::Filter for BoxedFilter<T> { type Extract = T; type Error = crate::Rejection; }
    impl<T> Clone for BoxedFilter<T> { fn clone(&self) -> BoxedFilter<T>; }
    mod any {
        fn any() -> super::BoxedFilter<()>;
    }
    mod path {
        fn path<P>(p: P) -> super::BoxedFilter<()>;
        fn param<T>() -> super::BoxedFilter<(T,)>;
        fn end() -> super::BoxedFilter<()>;
        fn full() -> super::BoxedFilter<(FullPath,)>;
        struct FullPath;
    }
    mod query {
        fn query<T>() -> super::BoxedFilter<(T,)>;
    }
    mod body {
        fn json<T>() -> super::BoxedFilter<(T,)>;
        fn form<T>() -> super::BoxedFilter<(T,)>;
        fn bytes() -> super::BoxedFilter<(_,)>;
        fn content_length_limit(limit: u64) -> super::BoxedFilter<()>;
    }
    mod header {
        fn header<T>(name: &'static str) -> super::BoxedFilter<(T,)>;
        fn optional<T>(name: &'static str) -> super::BoxedFilter<(Option<T>,)>;
    }
    mod ws {
        fn ws() -> super::BoxedFilter<(Ws,)>;
        #[marks(request)] struct Ws;
        impl Ws {
            #[runs(socket)] fn on_upgrade<F, U: Future<Output = ()>>(self, func: F) -> impl crate::Reply where F: FnOnce(WebSocket) -> U;
            fn max_message_size(self, max: usize) -> Ws;
            fn max_frame_size(self, max: usize) -> Ws;
        }
        #[marks(socket)] struct WebSocket;
        impl WebSocket { async fn close(self) -> Result<(), crate::Error>; }
        impl futures::stream::Stream for WebSocket { type Item = Result<Message, crate::Error>; }
        impl futures::sink::Sink<Message> for WebSocket { type Error = crate::Error; }
        struct Message;
    }
}
mod reject {
    struct Rejection;
    fn reject() -> Rejection;
    fn not_found() -> Rejection;
    fn custom<T>(err: T) -> Rejection;
}
mod reply {
    trait Reply {}
    fn reply() -> impl Reply;
    fn json<T>(val: &T) -> Json;
    struct Json;
    fn with_status<T>(reply: T, status: _) -> WithStatus<T>;
    struct WithStatus<T>;
}
