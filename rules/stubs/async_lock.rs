// async-lock. Read from 3.5.0.

#[locks]
struct Mutex<T>;
impl<T> Mutex<T> {
    fn new(data: T) -> Mutex<T>;
    fn into_inner(self) -> T;
    async fn lock(&self) -> MutexGuard<'_, T>;
    fn lock_blocking(&self) -> MutexGuard<'_, T>;
    fn try_lock(&self) -> Option<MutexGuard<'_, T>>;
    fn get_mut(&mut self) -> &mut T;
    async fn lock_arc(self: &std::sync::Arc<Self>) -> MutexGuardArc<T>;
    fn try_lock_arc(self: &std::sync::Arc<Self>) -> Option<MutexGuardArc<T>>;
}
impl<T> From<T> for Mutex<T> { fn from(t: T) -> Mutex<T>; }
impl<T: Default> Default for Mutex<T> { fn default() -> Mutex<T>; }
#[borrows]
struct MutexGuard<'a, T>;
impl<'a, T> std::ops::Deref for MutexGuard<'a, T> { type Target = T; }
impl<'a, T> std::ops::DerefMut for MutexGuard<'a, T> {}
#[borrows]
struct MutexGuardArc<T>;
impl<T> std::ops::Deref for MutexGuardArc<T> { type Target = T; }
impl<T> std::ops::DerefMut for MutexGuardArc<T> {}

#[locks]
struct RwLock<T>;
impl<T> RwLock<T> {
    fn new(t: T) -> RwLock<T>;
    fn into_inner(self) -> T;
    fn try_read(&self) -> Option<RwLockReadGuard<'_, T>>;
    async fn read(&self) -> RwLockReadGuard<'_, T>;
    fn read_blocking(&self) -> RwLockReadGuard<'_, T>;
    async fn upgradable_read(&self) -> RwLockUpgradableReadGuard<'_, T>;
    fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>>;
    async fn write(&self) -> RwLockWriteGuard<'_, T>;
    fn write_blocking(&self) -> RwLockWriteGuard<'_, T>;
    fn get_mut(&mut self) -> &mut T;
}
impl<T> From<T> for RwLock<T> { fn from(t: T) -> RwLock<T>; }
impl<T: Default> Default for RwLock<T> { fn default() -> RwLock<T>; }
#[borrows]
struct RwLockReadGuard<'a, T>;
impl<'a, T> std::ops::Deref for RwLockReadGuard<'a, T> { type Target = T; }
#[borrows]
struct RwLockUpgradableReadGuard<'a, T>;
impl<'a, T> RwLockUpgradableReadGuard<'a, T> { async fn upgrade(guard: RwLockUpgradableReadGuard<'a, T>) -> RwLockWriteGuard<'a, T>; }
impl<'a, T> std::ops::Deref for RwLockUpgradableReadGuard<'a, T> { type Target = T; }
#[borrows]
struct RwLockWriteGuard<'a, T>;
impl<'a, T> std::ops::Deref for RwLockWriteGuard<'a, T> { type Target = T; }
impl<'a, T> std::ops::DerefMut for RwLockWriteGuard<'a, T> {}

struct OnceCell<T>;
impl<T> OnceCell<T> {
    fn new() -> OnceCell<T>;
    fn is_initialized(&self) -> bool;
    fn get(&self) -> Option<&T>;
    fn get_mut(&mut self) -> Option<&mut T>;
    fn take(&mut self) -> Option<T>;
    fn into_inner(self) -> Option<T>;
    async fn wait(&self) -> &T;
    fn wait_blocking(&self) -> &T;
    #[runs(once)] async fn get_or_try_init<E, Fut: Future<Output = Result<T, E>>>(&self, closure: impl FnOnce() -> Fut) -> Result<&T, E>;
    #[runs(once)] fn get_or_try_init_blocking<E>(&self, closure: impl FnOnce() -> Result<T, E>) -> Result<&T, E>;
    #[runs(once)] async fn get_or_init<Fut: Future<Output = T>>(&self, closure: impl FnOnce() -> Fut) -> &T;
    #[runs(once)] fn get_or_init_blocking(&self, closure: impl FnOnce() -> T) -> &T;
    #[keeps] async fn set(&self, value: T) -> Result<&T, T>;
    fn set_blocking(&self, value: T) -> Result<&T, T>;
}
impl<T> From<T> for OnceCell<T> { fn from(t: T) -> OnceCell<T>; }
impl<T> Default for OnceCell<T> { fn default() -> OnceCell<T>; }
struct Barrier;
struct Semaphore;
