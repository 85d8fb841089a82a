// color-eyre. Read from 0.6.5: eyre re-exported.

use eyre;
use eyre::Report;
use eyre::Result;
fn install() -> Result<(), Report>;

trait Help<T> {
    fn note<D>(self, note: D) -> Result<T>;
    fn with_note<N, F>(self, f: F) -> Result<T> where F: FnOnce() -> N;
    fn warning<D>(self, warning: D) -> Result<T>;
    fn suggestion<D>(self, suggestion: D) -> Result<T>;
    fn with_suggestion<N, F>(self, f: F) -> Result<T> where F: FnOnce() -> N;
    fn section<D>(self, section: D) -> Result<T>;
}
use Help as Section;
impl<T, E> Help<T> for std::result::Result<T, E> {}
