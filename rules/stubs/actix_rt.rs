// actix-rt: the runtime of actix.

#[runs(task)] fn spawn<F: Future>(future: F) -> tokio::task::JoinHandle<F::Output>;
struct System;
impl System {
    fn new() -> SystemRunner;
    fn current() -> System;
}
struct SystemRunner;
impl SystemRunner { fn block_on<F: Future>(&self, fut: F) -> F::Output; }
