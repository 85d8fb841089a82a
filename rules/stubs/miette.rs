// miette: its result and the conversions to it.

type Result<T, E = Report> = std::result::Result<T, E>;
use Report as Error;
struct Report;
impl Report { fn msg(message: _) -> Report; fn new(error: _) -> Report; fn wrap_err(self, msg: _) -> Report; }
trait Diagnostic: std::error::Error {}
impl<E: Diagnostic> From<E> for Report { fn from(error: E) -> Report; }
trait IntoDiagnostic<T, E> {
    fn into_diagnostic(self) -> std::result::Result<T, Report>;
}
impl<T, E> IntoDiagnostic<T, E> for std::result::Result<T, E> {}
trait WrapErr<T, E> {
    fn wrap_err<D>(self, msg: D) -> std::result::Result<T, Report>;
    fn wrap_err_with<D, F>(self, f: F) -> std::result::Result<T, Report> where F: FnOnce() -> D;
    fn context<D>(self, msg: D) -> std::result::Result<T, Report>;
    fn with_context<D, F>(self, f: F) -> std::result::Result<T, Report> where F: FnOnce() -> D;
}
use WrapErr as Context;
impl<T, E> WrapErr<T, E> for std::result::Result<T, E> {}
