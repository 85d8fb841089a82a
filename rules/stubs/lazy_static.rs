// lazy_static: `lazy_static! { static ref NAME: T = …; }` declares a static that dereferences to `T`; the analyser
// expands the macro itself. Only the trait and the function remain.

trait LazyStatic {}
fn initialize<T: LazyStatic>(lazy: &T);
