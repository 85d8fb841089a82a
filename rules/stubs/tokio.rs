// tokio. Read from 1.54.1. `select!`, `join!`, `try_join!`, `pin!`, `task_local!` are macros the analyser knows itself.

use task::spawn;

mod sync {
    use std::sync::Arc;

    #[locks]
    struct Mutex<T>;
    impl<T> Mutex<T> {
        fn new(t: T) -> Mutex<T>;
        fn const_new(t: T) -> Mutex<T>;
        async fn lock(&self) -> MutexGuard<'_, T>;
        fn blocking_lock(&self) -> MutexGuard<'_, T>;
        fn blocking_lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T>;
        async fn lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T>;
        fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError>;
        fn try_lock_owned(self: Arc<Self>) -> Result<OwnedMutexGuard<T>, TryLockError>;
        fn get_mut(&mut self) -> &mut T;
        fn into_inner(self) -> T;
    }
    impl<T> From<T> for Mutex<T> { fn from(t: T) -> Mutex<T>; }
    impl<T: Default> Default for Mutex<T> { fn default() -> Mutex<T>; }
    #[borrows]
    struct MutexGuard<'a, T>;
    impl<'a, T> MutexGuard<'a, T> {
        fn map<U, F>(this: MutexGuard<'a, T>, f: F) -> MappedMutexGuard<'a, U> where F: FnOnce(&mut T) -> &mut U;
        fn try_map<U, F>(this: MutexGuard<'a, T>, f: F) -> Result<MappedMutexGuard<'a, U>, MutexGuard<'a, T>> where F: FnOnce(&mut T) -> Option<&mut U>;
        fn mutex(this: &MutexGuard<'a, T>) -> &'a Mutex<T>;
    }
    impl<'a, T> std::ops::Deref for MutexGuard<'a, T> { type Target = T; }
    impl<'a, T> std::ops::DerefMut for MutexGuard<'a, T> {}
    #[borrows]
    struct MappedMutexGuard<'a, T>;
    impl<'a, T> std::ops::Deref for MappedMutexGuard<'a, T> { type Target = T; }
    impl<'a, T> std::ops::DerefMut for MappedMutexGuard<'a, T> {}
    #[borrows]
    struct OwnedMutexGuard<T>;
    impl<T> OwnedMutexGuard<T> {
        fn map<U, F>(this: OwnedMutexGuard<T>, f: F) -> OwnedMappedMutexGuard<T, U> where F: FnOnce(&mut T) -> &mut U;
        fn mutex(this: &OwnedMutexGuard<T>) -> &Arc<Mutex<T>>;
    }
    impl<T> std::ops::Deref for OwnedMutexGuard<T> { type Target = T; }
    impl<T> std::ops::DerefMut for OwnedMutexGuard<T> {}
    #[borrows]
    struct OwnedMappedMutexGuard<T, U = T>;
    impl<T, U> std::ops::Deref for OwnedMappedMutexGuard<T, U> { type Target = U; }
    struct TryLockError;

    #[locks]
    struct RwLock<T>;
    impl<T> RwLock<T> {
        fn new(value: T) -> RwLock<T>;
        fn const_new(value: T) -> RwLock<T>;
        fn with_max_readers(value: T, max_reads: u32) -> RwLock<T>;
        async fn read(&self) -> RwLockReadGuard<'_, T>;
        fn blocking_read(&self) -> RwLockReadGuard<'_, T>;
        async fn read_owned(self: Arc<Self>) -> OwnedRwLockReadGuard<T>;
        fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError>;
        fn try_read_owned(self: Arc<Self>) -> Result<OwnedRwLockReadGuard<T>, TryLockError>;
        async fn write(&self) -> RwLockWriteGuard<'_, T>;
        fn blocking_write(&self) -> RwLockWriteGuard<'_, T>;
        async fn write_owned(self: Arc<Self>) -> OwnedRwLockWriteGuard<T>;
        fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError>;
        fn try_write_owned(self: Arc<Self>) -> Result<OwnedRwLockWriteGuard<T>, TryLockError>;
        fn get_mut(&mut self) -> &mut T;
        fn into_inner(self) -> T;
    }
    impl<T> From<T> for RwLock<T> { fn from(t: T) -> RwLock<T>; }
    impl<T: Default> Default for RwLock<T> { fn default() -> RwLock<T>; }
    #[borrows]
    struct RwLockReadGuard<'a, T>;
    impl<'a, T> RwLockReadGuard<'a, T> {
        fn map<F, U>(this: RwLockReadGuard<'a, T>, f: F) -> RwLockReadGuard<'a, U> where F: FnOnce(&T) -> &U;
        fn try_map<F, U>(this: RwLockReadGuard<'a, T>, f: F) -> Result<RwLockReadGuard<'a, U>, RwLockReadGuard<'a, T>> where F: FnOnce(&T) -> Option<&U>;
    }
    #[borrows]
    struct RwLockWriteGuard<'a, T>;
    impl<'a, T> RwLockWriteGuard<'a, T> {
        fn map<F, U>(this: RwLockWriteGuard<'a, T>, f: F) -> RwLockMappedWriteGuard<'a, U> where F: FnOnce(&mut T) -> &mut U;
        fn downgrade(self) -> RwLockReadGuard<'a, T>;
        fn downgrade_map<F, U>(this: RwLockWriteGuard<'a, T>, f: F) -> RwLockReadGuard<'a, U> where F: FnOnce(&T) -> &U;
    }
    #[borrows]
    struct RwLockMappedWriteGuard<'a, T>;
    #[borrows]
    struct OwnedRwLockReadGuard<T, U = T>;
    #[borrows]
    struct OwnedRwLockWriteGuard<T>;
    impl<'a, T> std::ops::Deref for RwLockReadGuard<'a, T> { type Target = T; }
    impl<'a, T> std::ops::Deref for RwLockWriteGuard<'a, T> { type Target = T; }
    impl<'a, T> std::ops::DerefMut for RwLockWriteGuard<'a, T> {}
    impl<'a, T> std::ops::Deref for RwLockMappedWriteGuard<'a, T> { type Target = T; }
    impl<'a, T> std::ops::DerefMut for RwLockMappedWriteGuard<'a, T> {}
    impl<T, U> std::ops::Deref for OwnedRwLockReadGuard<T, U> { type Target = U; }
    impl<T> std::ops::Deref for OwnedRwLockWriteGuard<T> { type Target = T; }
    impl<T> std::ops::DerefMut for OwnedRwLockWriteGuard<T> {}

    struct OnceCell<T>;
    impl<T> OnceCell<T> {
        fn new() -> OnceCell<T>;
        fn const_new() -> OnceCell<T>;
        fn new_with(value: Option<T>) -> OnceCell<T>;
        fn const_new_with(value: T) -> OnceCell<T>;
        fn initialized(&self) -> bool;
        fn get(&self) -> Option<&T>;
        fn get_mut(&mut self) -> Option<&mut T>;
        #[keeps] fn set(&self, value: T) -> Result<(), SetError<T>>;
        #[runs(once)] async fn get_or_init<F, Fut>(&self, f: F) -> &T where F: FnOnce() -> Fut, Fut: Future<Output = T>;
        #[runs(once)] async fn get_or_try_init<E, F, Fut>(&self, f: F) -> Result<&T, E> where F: FnOnce() -> Fut, Fut: Future<Output = Result<T, E>>;
        fn into_inner(self) -> Option<T>;
        fn take(&mut self) -> Option<T>;
    }
    impl<T> Default for OnceCell<T> { fn default() -> OnceCell<T>; }
    impl<T> From<T> for OnceCell<T> { fn from(t: T) -> OnceCell<T>; }
    enum SetError<T> { AlreadyInitializedError(T), InitializingError(T) }

    struct SetOnce<T>;
    impl<T> SetOnce<T> {
        fn new() -> SetOnce<T>;
        fn const_new() -> SetOnce<T>;
        fn new_with(value: Option<T>) -> SetOnce<T>;
        fn const_new_with(value: T) -> SetOnce<T>;
        fn initialized(&self) -> bool;
        fn get(&self) -> Option<&T>;
        #[keeps] fn set(&self, value: T) -> Result<(), SetOnceError<T>>;
        fn into_inner(self) -> Option<T>;
        async fn wait(&self) -> &T;
    }
    impl<T> Default for SetOnce<T> { fn default() -> SetOnce<T>; }
    impl<T> From<T> for SetOnce<T> { fn from(t: T) -> SetOnce<T>; }
    struct SetOnceError<T>(T);

    struct Semaphore;
    impl Semaphore {
        fn new(permits: usize) -> Semaphore;
        fn const_new(permits: usize) -> Semaphore;
        fn available_permits(&self) -> usize;
        fn add_permits(&self, n: usize);
        async fn acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError>;
        async fn acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, AcquireError>;
        fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError>;
        async fn acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError>;
        async fn acquire_many_owned(self: Arc<Self>, n: u32) -> Result<OwnedSemaphorePermit, AcquireError>;
        fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError>;
        fn close(&self);
    }
    struct SemaphorePermit<'a>;
    struct OwnedSemaphorePermit;
    struct AcquireError;
    enum TryAcquireError { Closed, NoPermits }

    struct Notify;
    impl Notify {
        fn new() -> Notify;
        fn const_new() -> Notify;
        async fn notified(&self);
        fn notify_one(&self);
        fn notify_last(&self);
        fn notify_waiters(&self);
    }
    struct Barrier;
    impl Barrier {
        fn new(n: usize) -> Barrier;
        async fn wait(&self) -> BarrierWaitResult;
    }
    struct BarrierWaitResult;

    mod mpsc {
        fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>);
        fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>);
        struct Sender<T>;
        impl<T> Sender<T> {
            #[keeps] async fn send(&self, value: T) -> Result<(), error::SendError<T>>;
            async fn closed(&self);
            #[keeps] fn try_send(&self, message: T) -> Result<(), error::TrySendError<T>>;
            #[keeps] async fn send_timeout(&self, value: T, timeout: std::time::Duration) -> Result<(), error::SendTimeoutError<T>>;
            #[keeps] fn blocking_send(&self, value: T) -> Result<(), error::SendError<T>>;
            fn is_closed(&self) -> bool;
            async fn reserve(&self) -> Result<Permit<'_, T>, error::SendError<()>>;
            async fn reserve_owned(self) -> Result<OwnedPermit<T>, error::SendError<()>>;
            fn downgrade(&self) -> WeakSender<T>;
        }
        impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T>; }
        #[borrows]
        struct WeakSender<T>;
        impl<T> WeakSender<T> { fn upgrade(&self) -> Option<Sender<T>>; }
        #[borrows]
        struct Permit<'a, T>;
        impl<'a, T> Permit<'a, T> { #[keeps] fn send(self, value: T); }
        struct OwnedPermit<T>;
        impl<T> OwnedPermit<T> { #[keeps] fn send(self, value: T) -> Sender<T>; fn release(self) -> Sender<T>; }
        struct Receiver<T>;
        impl<T> Receiver<T> {
            async fn recv(&mut self) -> Option<T>;
            async fn recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
            fn try_recv(&mut self) -> Result<T, error::TryRecvError>;
            fn blocking_recv(&mut self) -> Option<T>;
            fn close(&mut self);
            fn is_closed(&self) -> bool;
            fn is_empty(&self) -> bool;
            fn len(&self) -> usize;
            fn poll_recv(&mut self, cx: &mut std::task::Context<'_>) -> std::task::Poll<Option<T>>;
        }
        struct UnboundedSender<T>;
        impl<T> UnboundedSender<T> {
            #[keeps] fn send(&self, message: T) -> Result<(), error::SendError<T>>;
            async fn closed(&self);
            fn is_closed(&self) -> bool;
            fn downgrade(&self) -> WeakUnboundedSender<T>;
        }
        impl<T> Clone for UnboundedSender<T> { fn clone(&self) -> UnboundedSender<T>; }
        #[borrows]
        struct WeakUnboundedSender<T>;
        impl<T> WeakUnboundedSender<T> { fn upgrade(&self) -> Option<UnboundedSender<T>>; }
        struct UnboundedReceiver<T>;
        impl<T> UnboundedReceiver<T> {
            async fn recv(&mut self) -> Option<T>;
            async fn recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize;
            fn try_recv(&mut self) -> Result<T, error::TryRecvError>;
            fn blocking_recv(&mut self) -> Option<T>;
            fn close(&mut self);
            fn is_closed(&self) -> bool;
            fn is_empty(&self) -> bool;
            fn len(&self) -> usize;
            fn poll_recv(&mut self, cx: &mut std::task::Context<'_>) -> std::task::Poll<Option<T>>;
        }
        mod error {
            struct SendError<T>(T);
            enum TrySendError<T> { Full(T), Closed(T) }
            enum SendTimeoutError<T> { Timeout(T), Closed(T) }
            enum TryRecvError { Empty, Disconnected }
        }
    }

    mod oneshot {
        fn channel<T>() -> (Sender<T>, Receiver<T>);
        struct Sender<T>;
        impl<T> Sender<T> {
            #[keeps] fn send(self, t: T) -> Result<(), T>;
            async fn closed(&mut self);
            fn is_closed(&self) -> bool;
        }
        struct Receiver<T>;
        impl<T> Receiver<T> {
            fn close(&mut self);
            fn try_recv(&mut self) -> Result<T, error::TryRecvError>;
            fn blocking_recv(self) -> Result<T, error::RecvError>;
        }
        impl<T> Future for Receiver<T> { type Output = Result<T, error::RecvError>; }
        mod error {
            struct RecvError;
            enum TryRecvError { Empty, Closed }
        }
    }

    mod watch {
        fn channel<T>(init: T) -> (Sender<T>, Receiver<T>);
        struct Sender<T>;
        impl<T> Sender<T> {
            fn new(init: T) -> Sender<T>;
            #[keeps] fn send(&self, value: T) -> Result<(), error::SendError<T>>;
            fn send_modify<F>(&self, modify: F) where F: FnOnce(&mut T);
            fn send_if_modified<F>(&self, modify: F) -> bool where F: FnOnce(&mut T) -> bool;
            #[keeps] fn send_replace(&self, value: T) -> T;
            fn borrow(&self) -> Ref<'_, T>;
            fn is_closed(&self) -> bool;
            async fn closed(&self);
            fn subscribe(&self) -> Receiver<T>;
            fn receiver_count(&self) -> usize;
        }
        impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T>; }
        struct Receiver<T>;
        impl<T> Receiver<T> {
            fn borrow(&self) -> Ref<'_, T>;
            fn borrow_and_update(&mut self) -> Ref<'_, T>;
            fn has_changed(&self) -> Result<bool, error::RecvError>;
            fn mark_changed(&mut self);
            fn mark_unchanged(&mut self);
            async fn changed(&mut self) -> Result<(), error::RecvError>;
            async fn wait_for(&mut self, f: impl FnMut(&T) -> bool) -> Result<Ref<'_, T>, error::RecvError>;
        }
        impl<T> Clone for Receiver<T> { fn clone(&self) -> Receiver<T>; }
        #[borrows]
        struct Ref<'a, T>;
        impl<'a, T> Ref<'a, T> { fn has_changed(&self) -> bool; }
        impl<'a, T> std::ops::Deref for Ref<'a, T> { type Target = T; }
        mod error {
            struct SendError<T>(T);
            struct RecvError;
        }
    }

    mod broadcast {
        fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>);
        struct Sender<T>;
        impl<T> Sender<T> {
            fn new(capacity: usize) -> Sender<T>;
            #[keeps] fn send(&self, value: T) -> Result<usize, error::SendError<T>>;
            fn subscribe(&self) -> Receiver<T>;
            fn downgrade(&self) -> WeakSender<T>;
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
            fn receiver_count(&self) -> usize;
        }
        impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T>; }
        #[borrows]
        struct WeakSender<T>;
        impl<T> WeakSender<T> { fn upgrade(&self) -> Option<Sender<T>>; }
        struct Receiver<T>;
        impl<T> Receiver<T> {
            async fn recv(&mut self) -> Result<T, error::RecvError>;
            fn try_recv(&mut self) -> Result<T, error::TryRecvError>;
            fn blocking_recv(&mut self) -> Result<T, error::RecvError>;
            fn resubscribe(&self) -> Receiver<T>;
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
        }
        mod error {
            struct SendError<T>(T);
            enum RecvError { Closed, Lagged(u64) }
            enum TryRecvError { Empty, Closed, Lagged(u64) }
        }
    }
}

mod task {
    #[runs(task)] fn spawn<F: Future>(future: F) -> JoinHandle<F::Output>;
    #[runs(task)] fn spawn_local<F: Future>(future: F) -> JoinHandle<F::Output>;
    #[runs(thread)] fn spawn_blocking<F, R>(f: F) -> JoinHandle<R> where F: FnOnce() -> R;
    #[runs(blocking)] fn block_in_place<F, R>(f: F) -> R where F: FnOnce() -> R;
    async fn yield_now();
    fn unconstrained<F: Future>(inner: F) -> Unconstrained<F>;
    struct Unconstrained<F>;
    impl<F: Future> Future for Unconstrained<F> { type Output = F::Output; }
    struct JoinError;
    struct Id;
    struct AbortHandle;
    impl AbortHandle { fn abort(&self); fn is_finished(&self) -> bool; }
    impl JoinError { fn is_cancelled(&self) -> bool; fn is_panic(&self) -> bool; }
    struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        fn abort(&self);
        fn is_finished(&self) -> bool;
        fn abort_handle(&self) -> AbortHandle;
        fn id(&self) -> Id;
    }
    impl<T> Future for JoinHandle<T> { type Output = Result<T, JoinError>; }
    struct JoinSet<T>;
    impl<T> JoinSet<T> {
        fn new() -> JoinSet<T>;
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        #[runs(task)] fn spawn<F: Future<Output = T>>(&mut self, task: F) -> AbortHandle;
        #[runs(task)] fn spawn_on<F: Future<Output = T>>(&mut self, task: F, handle: &crate::runtime::Handle) -> AbortHandle;
        #[runs(task)] fn spawn_local<F: Future<Output = T>>(&mut self, task: F) -> AbortHandle;
        #[runs(thread)] fn spawn_blocking<F: FnOnce() -> T>(&mut self, f: F) -> AbortHandle;
        async fn join_next(&mut self) -> Option<Result<T, JoinError>>;
        async fn join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>>;
        fn try_join_next(&mut self) -> Option<Result<T, JoinError>>;
        async fn shutdown(&mut self);
        async fn join_all(self) -> Vec<T>;
        fn abort_all(&mut self);
        fn detach_all(&mut self);
    }
    impl<T> Default for JoinSet<T> { fn default() -> JoinSet<T>; }
    impl<T, F: Future<Output = T>> FromIterator<F> for JoinSet<T> {}
    struct LocalSet;
    impl LocalSet {
        fn new() -> LocalSet;
        #[runs(task)] fn spawn_local<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        fn block_on<F: Future>(&self, rt: &crate::runtime::Runtime, future: F) -> F::Output;
        async fn run_until<F: Future>(&self, future: F) -> F::Output;
    }
    impl Future for LocalSet { type Output = (); }
    struct LocalKey<T>;
    impl<T> LocalKey<T> {
        fn scope<F: Future>(&'static self, value: T, f: F) -> self::futures::TaskLocalFuture<T, F>;
        fn sync_scope<F, R>(&'static self, value: T, f: F) -> R where F: FnOnce() -> R;
        fn with<F, R>(&'static self, f: F) -> R where F: FnOnce(&T) -> R;
        fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError> where F: FnOnce(&T) -> R;
        fn get(&'static self) -> T;
    }
    struct AccessError;
    mod futures {
        struct TaskLocalFuture<T, F>;
        impl<T, F: Future> Future for TaskLocalFuture<T, F> { type Output = F::Output; }
    }
}

mod runtime {
    use crate::task::JoinHandle;
    struct Runtime;
    impl Runtime {
        fn new() -> std::io::Result<Runtime>;
        fn handle(&self) -> &Handle;
        #[runs(task)] fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[runs(thread)] fn spawn_blocking<F, R>(&self, func: F) -> JoinHandle<R> where F: FnOnce() -> R;
        fn block_on<F: Future>(&self, future: F) -> F::Output;
        fn enter(&self) -> EnterGuard<'_>;
        fn shutdown_timeout(self, duration: std::time::Duration);
        fn shutdown_background(self);
    }
    struct Handle;
    impl Handle {
        fn current() -> Handle;
        fn try_current() -> Result<Handle, TryCurrentError>;
        #[runs(task)] fn spawn<F: Future>(&self, future: F) -> JoinHandle<F::Output>;
        #[runs(thread)] fn spawn_blocking<F, R>(&self, func: F) -> JoinHandle<R> where F: FnOnce() -> R;
        fn block_on<F: Future>(&self, future: F) -> F::Output;
        fn enter(&self) -> EnterGuard<'_>;
    }
    struct TryCurrentError;
    struct EnterGuard<'a>;
    struct Builder;
    impl Builder {
        fn new_current_thread() -> Builder;
        fn new_multi_thread() -> Builder;
        fn enable_all(&mut self) -> &mut Builder;
        fn enable_io(&mut self) -> &mut Builder;
        fn enable_time(&mut self) -> &mut Builder;
        fn worker_threads(&mut self, val: usize) -> &mut Builder;
        fn max_blocking_threads(&mut self, val: usize) -> &mut Builder;
        fn thread_name(&mut self, val: _) -> &mut Builder;
        fn thread_stack_size(&mut self, val: usize) -> &mut Builder;
        fn thread_keep_alive(&mut self, duration: std::time::Duration) -> &mut Builder;
        fn on_thread_start(&mut self, f: _) -> &mut Builder;
        fn build(&mut self) -> std::io::Result<Runtime>;
    }
}

mod time {
    use std::time::Duration;
    fn timeout<F: IntoFuture>(duration: Duration, future: F) -> Timeout<F::IntoFuture>;
    fn timeout_at<F: IntoFuture>(deadline: Instant, future: F) -> Timeout<F::IntoFuture>;
    fn sleep(duration: Duration) -> Sleep;
    fn sleep_until(deadline: Instant) -> Sleep;
    fn interval(period: Duration) -> Interval;
    fn interval_at(start: Instant, period: Duration) -> Interval;
    fn pause();
    async fn advance(duration: Duration);
    struct Timeout<T>;
    impl<T: Future> Future for Timeout<T> { type Output = Result<T::Output, error::Elapsed>; }
    struct Sleep;
    impl Future for Sleep { type Output = (); }
    struct Interval;
    impl Interval {
        async fn tick(&mut self) -> Instant;
        fn reset(&mut self);
        fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior);
    }
    enum MissedTickBehavior { Burst, Delay, Skip }
    struct Instant;
    impl Instant {
        fn now() -> Instant;
        fn elapsed(&self) -> Duration;
        fn duration_since(&self, earlier: Instant) -> Duration;
    }
    mod error {
        struct Elapsed;
        struct Error;
    }
}

mod net {
    struct TcpStream;
    impl TcpStream { async fn connect(addr: _) -> std::io::Result<TcpStream>; }
    struct TcpListener;
    impl TcpListener {
        async fn bind(addr: _) -> std::io::Result<TcpListener>;
        async fn accept(&self) -> std::io::Result<(TcpStream, std::net::SocketAddr)>;
        fn local_addr(&self) -> std::io::Result<std::net::SocketAddr>;
        fn from_std(listener: std::net::TcpListener) -> std::io::Result<TcpListener>;
    }
    struct UnixStream;
    struct UnixListener;
}

mod signal {
    async fn ctrl_c() -> std::io::Result<()>;
}
