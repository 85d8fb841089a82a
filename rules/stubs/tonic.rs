// tonic. Read from 0.14.9.

#[marks(request)] struct Request<T>;
impl<T> Request<T> {
    fn new(message: T) -> Request<T>;
    fn get_ref(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn into_inner(self) -> T;
    fn map<F, U>(self, f: F) -> Request<U> where F: FnOnce(T) -> U;
    fn extensions(&self) -> &http::Extensions;
    fn extensions_mut(&mut self) -> &mut http::Extensions;
}
struct Response<T>;
impl<T> Response<T> {
    fn new(message: T) -> Response<T>;
    fn get_ref(&self) -> &T;
    fn into_inner(self) -> T;
    fn map<F, U>(self, f: F) -> Response<U> where F: FnOnce(T) -> U;
}
struct Status;
impl Status {
    fn internal(message: _) -> Status;
    fn unavailable(message: _) -> Status;
    fn not_found(message: _) -> Status;
    fn invalid_argument(message: _) -> Status;
}
struct Streaming<T>;
impl<T> Streaming<T> { async fn message(&mut self) -> std::result::Result<Option<T>, Status>; }
impl<T> futures::stream::Stream for Streaming<T> { type Item = std::result::Result<T, Status>; }
type Result<T> = std::result::Result<T, Status>;
