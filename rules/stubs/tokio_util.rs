// tokio-util. Read from 0.7.20.

mod sync {
    struct CancellationToken;
    impl CancellationToken {
        fn new() -> CancellationToken;
        fn child_token(&self) -> CancellationToken;
        fn cancel(&self);
        fn is_cancelled(&self) -> bool;
        async fn cancelled(&self);
        async fn run_until_cancelled<F: Future>(&self, fut: F) -> Option<F::Output>;
    }
}
mod task {
    struct TaskTracker;
    impl TaskTracker {
        fn new() -> TaskTracker;
        #[runs(task)] fn spawn<F: Future>(&self, task: F) -> tokio::task::JoinHandle<F::Output>;
        #[runs(task)] fn spawn_local<F: Future>(&self, task: F) -> tokio::task::JoinHandle<F::Output>;
        #[runs(thread)] fn spawn_blocking<F, T>(&self, task: F) -> tokio::task::JoinHandle<T> where F: FnOnce() -> T;
        fn close(&self) -> bool;
        async fn wait(&self);
    }
}
