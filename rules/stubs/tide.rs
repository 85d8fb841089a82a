// tide. Read from 0.17.0-beta.1.

type Result<T = Response> = std::result::Result<T, Error>;
struct Error;
struct Response;
#[marks(request)] struct Request<State>;
impl<State> Request<State> {
    fn state(&self) -> &State;
}
struct Server<State>;
impl Server<()> { fn new() -> Server<()>; }
impl<State> Server<State> {
    fn with_state(state: State) -> Server<State>;
    fn state(&self) -> &State;
    fn at<'a>(&'a mut self, path: &str) -> Route<'a, State>;
    async fn listen<L>(self, listener: L) -> std::io::Result<()>;
}
#[borrows]
struct Route<'a, State>;
impl<'a, State> Route<'a, State> {
    #[runs(request)] fn get<E>(&mut self, ep: E) -> &mut Route<'a, State>;
    #[runs(request)] fn post<E>(&mut self, ep: E) -> &mut Route<'a, State>;
    #[runs(request)] fn put<E>(&mut self, ep: E) -> &mut Route<'a, State>;
    #[runs(request)] fn delete<E>(&mut self, ep: E) -> &mut Route<'a, State>;
}
fn new() -> Server<()>;
fn with_state<State>(state: State) -> Server<State>;
