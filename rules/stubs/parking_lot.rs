// parking_lot. Read from 0.13.0 (guards are aliases of lock_api's; declared here as types of their own).

#[locks]
struct Mutex<T>;
impl<T> Mutex<T> {
    fn new(val: T) -> Mutex<T>;
    fn into_inner(self) -> T;
    fn lock(&self) -> MutexGuard<'_, T>;
    fn try_lock(&self) -> Option<MutexGuard<'_, T>>;
    fn try_lock_for(&self, timeout: std::time::Duration) -> Option<MutexGuard<'_, T>>;
    fn get_mut(&mut self) -> &mut T;
    fn is_locked(&self) -> bool;
    fn data_ptr(&self) -> *mut T;
    fn lock_arc(self: &std::sync::Arc<Self>) -> lock_api::ArcMutexGuard<RawMutex, T>;
    fn try_lock_arc(self: &std::sync::Arc<Self>) -> Option<lock_api::ArcMutexGuard<RawMutex, T>>;
}
impl<T> From<T> for Mutex<T> { fn from(t: T) -> Mutex<T>; }
impl<T: Default> Default for Mutex<T> { fn default() -> Mutex<T>; }
#[borrows]
struct MutexGuard<'a, T>;
impl<'a, T> MutexGuard<'a, T> {
    fn map<U, F>(s: MutexGuard<'a, T>, f: F) -> MappedMutexGuard<'a, U> where F: FnOnce(&mut T) -> &mut U;
    fn try_map<U, F>(s: MutexGuard<'a, T>, f: F) -> Result<MappedMutexGuard<'a, U>, MutexGuard<'a, T>> where F: FnOnce(&mut T) -> Option<&mut U>;
    fn unlocked<F, U>(s: &mut MutexGuard<'a, T>, f: F) -> U where F: FnOnce() -> U;
}
impl<'a, T> std::ops::Deref for MutexGuard<'a, T> { type Target = T; }
impl<'a, T> std::ops::DerefMut for MutexGuard<'a, T> {}
#[borrows]
struct MappedMutexGuard<'a, T>;
impl<'a, T> std::ops::Deref for MappedMutexGuard<'a, T> { type Target = T; }
impl<'a, T> std::ops::DerefMut for MappedMutexGuard<'a, T> {}

#[locks]
struct FairMutex<T>;
impl<T> FairMutex<T> {
    fn new(val: T) -> FairMutex<T>;
    fn into_inner(self) -> T;
    fn lock(&self) -> FairMutexGuard<'_, T>;
    fn try_lock(&self) -> Option<FairMutexGuard<'_, T>>;
    fn try_lock_for(&self, timeout: std::time::Duration) -> Option<FairMutexGuard<'_, T>>;
    fn get_mut(&mut self) -> &mut T;
    fn is_locked(&self) -> bool;
    fn data_ptr(&self) -> *mut T;
}
impl<T> From<T> for FairMutex<T> { fn from(t: T) -> FairMutex<T>; }
impl<T: Default> Default for FairMutex<T> { fn default() -> FairMutex<T>; }
#[borrows]
struct FairMutexGuard<'a, T>;
impl<'a, T> FairMutexGuard<'a, T> {
    fn map<U, F>(s: FairMutexGuard<'a, T>, f: F) -> MappedFairMutexGuard<'a, U> where F: FnOnce(&mut T) -> &mut U;
    fn try_map<U, F>(s: FairMutexGuard<'a, T>, f: F) -> Result<MappedFairMutexGuard<'a, U>, FairMutexGuard<'a, T>> where F: FnOnce(&mut T) -> Option<&mut U>;
    fn unlocked<F, U>(s: &mut FairMutexGuard<'a, T>, f: F) -> U where F: FnOnce() -> U;
}
impl<'a, T> std::ops::Deref for FairMutexGuard<'a, T> { type Target = T; }
impl<'a, T> std::ops::DerefMut for FairMutexGuard<'a, T> {}
#[borrows]
struct MappedFairMutexGuard<'a, T>;
impl<'a, T> std::ops::Deref for MappedFairMutexGuard<'a, T> { type Target = T; }
impl<'a, T> std::ops::DerefMut for MappedFairMutexGuard<'a, T> {}

struct ReentrantMutex<T>;
impl<T> ReentrantMutex<T> {
    fn new(val: T) -> ReentrantMutex<T>;
    fn into_inner(self) -> T;
    fn lock(&self) -> ReentrantMutexGuard<'_, T>;
    fn try_lock(&self) -> Option<ReentrantMutexGuard<'_, T>>;
    fn get_mut(&mut self) -> &mut T;
}
#[borrows]
struct ReentrantMutexGuard<'a, T>;
impl<'a, T> std::ops::Deref for ReentrantMutexGuard<'a, T> { type Target = T; }

#[locks]
struct RwLock<T>;
impl<T> RwLock<T> {
    fn new(val: T) -> RwLock<T>;
    fn into_inner(self) -> T;
    fn read(&self) -> RwLockReadGuard<'_, T>;
    fn try_read(&self) -> Option<RwLockReadGuard<'_, T>>;
    fn try_read_for(&self, timeout: std::time::Duration) -> Option<RwLockReadGuard<'_, T>>;
    fn read_recursive(&self) -> RwLockReadGuard<'_, T>;
    fn write(&self) -> RwLockWriteGuard<'_, T>;
    fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>>;
    fn try_write_for(&self, timeout: std::time::Duration) -> Option<RwLockWriteGuard<'_, T>>;
    fn upgradable_read(&self) -> RwLockUpgradableReadGuard<'_, T>;
    fn try_upgradable_read(&self) -> Option<RwLockUpgradableReadGuard<'_, T>>;
    fn get_mut(&mut self) -> &mut T;
    fn data_ptr(&self) -> *mut T;
    fn read_arc(self: &std::sync::Arc<Self>) -> lock_api::ArcRwLockReadGuard<RawRwLock, T>;
    fn write_arc(self: &std::sync::Arc<Self>) -> lock_api::ArcRwLockWriteGuard<RawRwLock, T>;
}
impl<T> From<T> for RwLock<T> { fn from(t: T) -> RwLock<T>; }
impl<T: Default> Default for RwLock<T> { fn default() -> RwLock<T>; }
#[borrows]
struct RwLockReadGuard<'a, T>;
impl<'a, T> RwLockReadGuard<'a, T> {
    fn map<U, F>(s: RwLockReadGuard<'a, T>, f: F) -> MappedRwLockReadGuard<'a, U> where F: FnOnce(&T) -> &U;
    fn try_map<U, F>(s: RwLockReadGuard<'a, T>, f: F) -> Result<MappedRwLockReadGuard<'a, U>, RwLockReadGuard<'a, T>> where F: FnOnce(&T) -> Option<&U>;
}
impl<'a, T> std::ops::Deref for RwLockReadGuard<'a, T> { type Target = T; }
#[borrows]
struct RwLockWriteGuard<'a, T>;
impl<'a, T> RwLockWriteGuard<'a, T> {
    fn map<U, F>(s: RwLockWriteGuard<'a, T>, f: F) -> MappedRwLockWriteGuard<'a, U> where F: FnOnce(&mut T) -> &mut U;
    fn downgrade(s: RwLockWriteGuard<'a, T>) -> RwLockReadGuard<'a, T>;
    fn downgrade_to_upgradable(s: RwLockWriteGuard<'a, T>) -> RwLockUpgradableReadGuard<'a, T>;
}
impl<'a, T> std::ops::Deref for RwLockWriteGuard<'a, T> { type Target = T; }
impl<'a, T> std::ops::DerefMut for RwLockWriteGuard<'a, T> {}
#[borrows]
struct RwLockUpgradableReadGuard<'a, T>;
impl<'a, T> RwLockUpgradableReadGuard<'a, T> {
    fn upgrade(s: RwLockUpgradableReadGuard<'a, T>) -> RwLockWriteGuard<'a, T>;
    fn try_upgrade(s: RwLockUpgradableReadGuard<'a, T>) -> Result<RwLockWriteGuard<'a, T>, RwLockUpgradableReadGuard<'a, T>>;
    fn with_upgraded<R, F>(&mut self, f: F) -> R where F: FnOnce(&mut T) -> R;
}
impl<'a, T> std::ops::Deref for RwLockUpgradableReadGuard<'a, T> { type Target = T; }
#[borrows]
struct MappedRwLockReadGuard<'a, T>;
impl<'a, T> std::ops::Deref for MappedRwLockReadGuard<'a, T> { type Target = T; }
#[borrows]
struct MappedRwLockWriteGuard<'a, T>;
impl<'a, T> std::ops::Deref for MappedRwLockWriteGuard<'a, T> { type Target = T; }
impl<'a, T> std::ops::DerefMut for MappedRwLockWriteGuard<'a, T> {}
type ArcMutexGuard<R, T> = lock_api::ArcMutexGuard<R, T>;
type ArcRwLockReadGuard<R, T> = lock_api::ArcRwLockReadGuard<R, T>;
type ArcRwLockWriteGuard<R, T> = lock_api::ArcRwLockWriteGuard<R, T>;

struct RawMutex;
struct RawRwLock;
struct Condvar;
impl Condvar {
    fn new() -> Condvar;
    fn notify_one(&self) -> bool;
    fn notify_all(&self) -> usize;
    fn wait<T>(&self, mutex_guard: &mut MutexGuard<'_, T>);
}
struct Once;
impl Once { fn new() -> Once; #[runs(once)] fn call_once<F>(&self, f: F) where F: FnOnce(); }
fn const_mutex<T>(val: T) -> Mutex<T>;
fn const_rwlock<T>(val: T) -> RwLock<T>;
fn const_fair_mutex<T>(val: T) -> FairMutex<T>;
fn const_reentrant_mutex<T>(val: T) -> ReentrantMutex<T>;

mod lock_api {
    #[borrows]
    struct ArcMutexGuard<R, T>;
    impl<R, T> std::ops::Deref for ArcMutexGuard<R, T> { type Target = T; }
    impl<R, T> std::ops::DerefMut for ArcMutexGuard<R, T> {}
    #[borrows]
    struct ArcRwLockReadGuard<R, T>;
    impl<R, T> std::ops::Deref for ArcRwLockReadGuard<R, T> { type Target = T; }
    #[borrows]
    struct ArcRwLockWriteGuard<R, T>;
    impl<R, T> std::ops::Deref for ArcRwLockWriteGuard<R, T> { type Target = T; }
    impl<R, T> std::ops::DerefMut for ArcRwLockWriteGuard<R, T> {}
}
