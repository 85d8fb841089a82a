// smol. Read from 2.0.2.

use futures_lite::{future, stream};
use async_lock as lock;
use async_channel as channel;
use futures_lite::future::block_on;
#[runs(task)] fn spawn<T>(future: impl Future<Output = T>) -> Task<T>;
fn unblock<T>(f: impl FnOnce() -> T) -> Task<T>;
struct Task<T>;
impl<T> Task<T> { fn detach(self); async fn cancel(self) -> Option<T>; }
impl<T> Future for Task<T> { type Output = T; }
struct Executor<'a>;
impl<'a> Executor<'a> {
    fn new() -> Executor<'a>;
    #[runs(task)] fn spawn<T>(&self, future: impl Future<Output = T>) -> Task<T>;
    async fn run<T>(&self, future: impl Future<Output = T>) -> T;
}
struct Timer;
impl Timer { fn after(duration: std::time::Duration) -> Timer; }
impl Future for Timer { type Output = std::time::Instant; }
