// eyre. Read from 0.6.14. `eyre!`, `bail!`, `ensure!` are macros.

type Result<T, E = Report> = std::result::Result<T, E>;
use Report as Error;
struct DefaultHandler;
struct Report<H = DefaultHandler>;
impl Report {
    fn new(error: _) -> Report;
    fn msg(message: _) -> Report;
    fn wrap_err(self, msg: _) -> Report;
    fn root_cause(&self) -> &dyn std::error::Error;
    fn downcast_ref<E>(&self) -> Option<&E>;
    fn downcast<E>(self) -> std::result::Result<E, Report>;
}
impl<E: std::error::Error> From<E> for Report { fn from(error: E) -> Report; }

trait WrapErr<T, E> {
    fn wrap_err<D>(self, msg: D) -> std::result::Result<T, Report>;
    fn wrap_err_with<D, F>(self, f: F) -> std::result::Result<T, Report> where F: FnOnce() -> D;
    fn context<D>(self, msg: D) -> std::result::Result<T, Report>;
    fn with_context<D, F>(self, f: F) -> std::result::Result<T, Report> where F: FnOnce() -> D;
}
use WrapErr as Context;
impl<T, E> WrapErr<T, E> for std::result::Result<T, E> {}

trait ContextCompat<T> {
    fn context<D>(self, msg: D) -> std::result::Result<T, Report>;
    fn with_context<D, F>(self, f: F) -> std::result::Result<T, Report> where F: FnOnce() -> D;
    fn wrap_err<D>(self, msg: D) -> std::result::Result<T, Report>;
    fn wrap_err_with<D, F>(self, f: F) -> std::result::Result<T, Report> where F: FnOnce() -> D;
}
impl<T> ContextCompat<T> for Option<T> {}

trait OptionExt<T> {
    fn ok_or_eyre<M>(self, message: M) -> Result<T>;
}
impl<T> OptionExt<T> for Option<T> {}

fn Ok<T>(value: T) -> Result<T>;
