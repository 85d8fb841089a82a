// async-once-cell. Read from 0.5.4.

struct OnceCell<T>;
impl<T> OnceCell<T> {
    fn new() -> OnceCell<T>;
    fn new_with(value: T) -> OnceCell<T>;
    #[runs(once)] async fn get_or_init(&self, init: impl Future<Output = T>) -> &T;
    #[runs(once)] async fn get_or_try_init<E>(&self, init: impl Future<Output = Result<T, E>>) -> Result<&T, E>;
    fn get(&self) -> Option<&T>;
    fn get_mut(&mut self) -> Option<&mut T>;
    fn take(&mut self) -> Option<T>;
    fn into_inner(self) -> Option<T>;
}
impl<T> Default for OnceCell<T> { fn default() -> OnceCell<T>; }
impl<T> From<T> for OnceCell<T> { fn from(value: T) -> OnceCell<T>; }

struct Lazy<T, F>;
impl<T, F: Future<Output = T>> Lazy<T, F> {
    #[runs(once)] fn new(future: F) -> Lazy<T, F>;
    async fn get(self: std::pin::Pin<&Self>) -> std::pin::Pin<&T>;
    async fn get_unpin(&self) -> &T;
    fn try_get(&self) -> Option<&T>;
    fn into_inner(self) -> Option<T>;
}
impl<'a, T, F> IntoFuture for &'a Lazy<T, F> { type Output = &'a T; }
impl<'a, T, F> IntoFuture for std::pin::Pin<&'a Lazy<T, F>> { type Output = std::pin::Pin<&'a T>; }
