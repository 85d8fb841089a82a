// http: the request types of axum, hyper, tonic and poem, and the type map that carries handles through them.

use self::extensions::Extensions;
use self::header::HeaderMap;
use self::request::Request;
use self::response::Response;
mod extensions {
    struct Extensions;
    impl Extensions {
        fn new() -> Extensions;
        fn insert<T>(&mut self, val: T) -> Option<T>;
        fn get<T>(&self) -> Option<&T>;
        fn get_mut<T>(&mut self) -> Option<&mut T>;
        fn get_or_insert<T>(&mut self, value: T) -> &mut T;
        #[runs(once)] fn get_or_insert_with<T, F>(&mut self, f: F) -> &mut T where F: FnOnce() -> T;
        fn get_or_insert_default<T>(&mut self) -> &mut T;
        fn remove<T>(&mut self) -> Option<T>;
    }
}
mod header {
    struct HeaderMap<T = HeaderValue>;
    struct HeaderValue;
    struct HeaderName;
}
mod request {
    struct Request<T>;
    impl<T> Request<T> {
        fn new(body: T) -> Request<T>;
        fn from_parts(parts: Parts, body: T) -> Request<T>;
        fn extensions(&self) -> &crate::Extensions;
        fn extensions_mut(&mut self) -> &mut crate::Extensions;
        fn body(&self) -> &T;
        fn body_mut(&mut self) -> &mut T;
        fn into_body(self) -> T;
        fn into_parts(self) -> (Parts, T);
        fn map<F, U>(self, f: F) -> Request<U> where F: FnOnce(T) -> U;
    }
    struct Parts { headers: crate::HeaderMap, extensions: crate::Extensions }
}
mod response {
    struct Response<T>;
    impl<T> Response<T> {
        fn new(body: T) -> Response<T>;
        fn extensions(&self) -> &crate::Extensions;
        fn extensions_mut(&mut self) -> &mut crate::Extensions;
        fn into_body(self) -> T;
    }
    struct Parts { headers: crate::HeaderMap, extensions: crate::Extensions }
}
struct StatusCode;
struct Method;
struct Uri;
