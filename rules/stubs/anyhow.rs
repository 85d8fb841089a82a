// anyhow. Read from 1.0.104. `anyhow!`, `bail!`, `ensure!` are macros.

type Result<T, E = Error> = std::result::Result<T, E>;
struct Error;
impl Error {
    fn new(error: _) -> Error;
    fn msg(message: _) -> Error;
    fn from_boxed(error: _) -> Error;
    fn context(self, context: _) -> Error;
    fn root_cause(&self) -> &dyn std::error::Error;
    fn is<E>(&self) -> bool;
    fn downcast<E>(self) -> std::result::Result<E, Error>;
    fn downcast_ref<E>(&self) -> Option<&E>;
    fn downcast_mut<E>(&mut self) -> Option<&mut E>;
    fn chain(&self) -> std::iter::Iter<&dyn std::error::Error>;
}
impl<E: std::error::Error> From<E> for Error { fn from(error: E) -> Error; }
impl std::ops::Deref for Error { type Target = dyn std::error::Error; }

trait Context<T, E> {
    fn context<C>(self, context: C) -> std::result::Result<T, Error>;
    fn with_context<C, F>(self, f: F) -> std::result::Result<T, Error> where F: FnOnce() -> C;
}
impl<T, E> Context<T, E> for std::result::Result<T, E> {}
impl<T> Context<T, std::convert::Infallible> for Option<T> {}

fn Ok<T>(value: T) -> Result<T>;
