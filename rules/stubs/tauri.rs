// tauri. Read from 3.0.0-alpha.5: managed state.

#[borrows]
struct State<'r, T>;
impl<'r, T> State<'r, T> {
    fn inner(&self) -> &'r T;
}
impl<'r, T> std::ops::Deref for State<'r, T> { type Target = T; }
impl<'r, T> Clone for State<'r, T> { fn clone(&self) -> State<'r, T>; }
trait Manager<R> {
    fn manage<T>(&self, state: T) -> bool;
    fn state<T>(&self) -> State<'_, T>;
    fn try_state<T>(&self) -> Option<State<'_, T>>;
}
struct AppHandle<R = ()>;
impl<R> Manager<R> for AppHandle<R> {}
struct App<R = ()>;
impl<R> Manager<R> for App<R> {}

// The attribute of what the front end calls.
#[macro_export] #[marks(request)] macro_rules! command { () => {} }
