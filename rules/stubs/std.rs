// The standard library, as far as a handle can travel through it (`core` and `alloc` are the same crate).
// Declarations only: no bodies, no `pub`; everything is public. `_` is a type that does not matter.
//
// Two liberties are taken with the real library:
// - every iterator adapter is one type, `iter::Iter<T>`: an iterator is known by what it yields;
// - a type marked `#[borrows]` looks at its argument without owning it, one marked `#[locks]` gives its argument to one caller at a
//   time, by methods whose result is such a look.

mod prelude {
    mod v1 {
        use crate::borrow::ToOwned;
        use crate::boxed::Box;
        use crate::clone::Clone;
        use crate::cmp::{Eq, Ord, PartialEq, PartialOrd};
        use crate::convert::{AsMut, AsRef, From, Into, TryFrom, TryInto};
        use crate::default::Default;
        use crate::future::{Future, IntoFuture};
        use crate::iter::{DoubleEndedIterator, ExactSizeIterator, Extend, FromIterator, IntoIterator, Iterator};
        use crate::marker::{Copy, Send, Sized, Sync, Unpin};
        use crate::mem::drop;
        use crate::ops::{AsyncFn, AsyncFnMut, AsyncFnOnce, Drop, Fn, FnMut, FnOnce};
        use crate::option::Option::{self, None, Some};
        use crate::result::Result::{self, Err, Ok};
        use crate::string::{String, ToString};
        use crate::vec::Vec;
    }
    mod rust_2015 {
        use super::v1::*;
    }
    mod rust_2018 {
        use super::v1::*;
    }
    mod rust_2021 {
        use super::v1::*;
    }
    mod rust_2024 {
        use super::v1::*;
    }
}

mod marker {
    trait Copy: Clone {}
    trait Send {}
    trait Sized {}
    trait Sync {}
    trait Unpin {}
    #[borrows]
    struct PhantomData<T>;
    struct PhantomPinned;
}

mod clone {
    trait Clone {
        fn clone(&self) -> Self;
        fn clone_from(&mut self, source: &Self);
    }
}

mod cmp {
    trait PartialEq<Rhs = Self> {
        fn eq(&self, other: &Rhs) -> bool;
        fn ne(&self, other: &Rhs) -> bool;
    }
    trait Eq {}
    trait PartialOrd<Rhs = Self> {
        fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;
    }
    trait Ord {
        fn cmp(&self, other: &Self) -> Ordering;
        fn max(self, other: Self) -> Self;
        fn min(self, other: Self) -> Self;
        fn clamp(self, min: Self, max: Self) -> Self;
    }
    enum Ordering { Less, Equal, Greater }
    impl Ordering {
        fn reverse(self) -> Ordering;
        fn then(self, other: Ordering) -> Ordering;
        fn then_with(self, f: impl FnOnce() -> Ordering) -> Ordering;
    }
    struct Reverse<T>(T);
    fn max<T>(a: T, b: T) -> T;
    fn min<T>(a: T, b: T) -> T;
}

mod default {
    trait Default {
        fn default() -> Self;
    }
}

mod convert {
    enum Infallible {}
    trait From<T> {
        fn from(value: T) -> Self;
    }
    trait Into<T> {
        fn into(self) -> T;
    }
    trait TryFrom<T> {
        type Error;
        fn try_from(value: T) -> Result<Self, Self::Error>;
    }
    trait TryInto<T> {
        type Error;
        fn try_into(self) -> Result<T, Self::Error>;
    }
    trait AsRef<T> {
        fn as_ref(&self) -> &T;
    }
    trait AsMut<T> {
        fn as_mut(&mut self) -> &mut T;
    }
    impl<T> From<T> for T { fn from(value: T) -> T; }
    impl<T, U: From<T>> Into<U> for T { fn into(self) -> U; }
    impl<T, U: TryFrom<T>> TryInto<U> for T {
        type Error = U::Error;
        fn try_into(self) -> Result<U, U::Error>;
    }
    fn identity<T>(x: T) -> T;
}

mod ops {
    trait Deref {
        type Target;
        fn deref(&self) -> &Self::Target;
    }
    trait DerefMut: Deref {
        fn deref_mut(&mut self) -> &mut Self::Target;
    }
    trait Drop {
        fn drop(&mut self);
    }
    trait FnOnce<Args> { type Output; }
    trait FnMut<Args>: FnOnce<Args> {}
    trait Fn<Args>: FnMut<Args> {}
    trait AsyncFnOnce<Args> { type Output; }
    trait AsyncFnMut<Args>: AsyncFnOnce<Args> {}
    trait AsyncFn<Args>: AsyncFnMut<Args> {}
    trait Index<Idx> {
        type Output;
        fn index(&self, index: Idx) -> &Self::Output;
    }
    trait IndexMut<Idx>: Index<Idx> {
        fn index_mut(&mut self, index: Idx) -> &mut Self::Output;
    }
    trait Add<Rhs = Self> { type Output; fn add(self, rhs: Rhs) -> Self::Output; }
    trait Sub<Rhs = Self> { type Output; fn sub(self, rhs: Rhs) -> Self::Output; }
    trait Mul<Rhs = Self> { type Output; fn mul(self, rhs: Rhs) -> Self::Output; }
    trait Div<Rhs = Self> { type Output; fn div(self, rhs: Rhs) -> Self::Output; }
    trait Rem<Rhs = Self> { type Output; fn rem(self, rhs: Rhs) -> Self::Output; }
    trait Neg { type Output; fn neg(self) -> Self::Output; }
    trait Not { type Output; fn not(self) -> Self::Output; }
    trait AddAssign<Rhs = Self> { fn add_assign(&mut self, rhs: Rhs); }
    trait SubAssign<Rhs = Self> { fn sub_assign(&mut self, rhs: Rhs); }
    trait RangeBounds<T> {}

    enum ControlFlow<B, C = ()> { Continue(C), Break(B) }
    impl<B, C> ControlFlow<B, C> {
        fn is_break(&self) -> bool;
        fn is_continue(&self) -> bool;
        fn break_value(self) -> Option<B>;
        fn continue_value(self) -> Option<C>;
        fn map_break<T>(self, f: impl FnOnce(B) -> T) -> ControlFlow<T, C>;
        fn map_continue<T>(self, f: impl FnOnce(C) -> T) -> ControlFlow<B, T>;
    }
    enum Bound<T> { Included(T), Excluded(T), Unbounded }

    struct Range<Idx> { start: Idx, end: Idx }
    struct RangeFrom<Idx> { start: Idx }
    struct RangeTo<Idx> { end: Idx }
    struct RangeInclusive<Idx>;
    struct RangeToInclusive<Idx> { end: Idx }
    struct RangeFull;
    impl<Idx> Range<Idx> {
        fn contains(&self, item: _) -> bool;
        fn is_empty(&self) -> bool;
    }
    impl<Idx> RangeInclusive<Idx> {
        fn new(start: Idx, end: Idx) -> Self;
        fn start(&self) -> &Idx;
        fn end(&self) -> &Idx;
        fn contains(&self, item: _) -> bool;
        fn is_empty(&self) -> bool;
    }
    impl<A> crate::iter::Iterator for Range<A> { type Item = A; }
    impl<A> crate::iter::Iterator for RangeFrom<A> { type Item = A; }
    impl<A> crate::iter::Iterator for RangeInclusive<A> { type Item = A; }
}

mod option {
    enum Option<T> { None, Some(T) }
    impl<T> Option<T> {
        fn is_some(&self) -> bool;
        fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool;
        fn is_none(&self) -> bool;
        fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool;
        fn as_ref(&self) -> Option<&T>;
        fn as_mut(&mut self) -> Option<&mut T>;
        fn as_slice(&self) -> &[T];
        fn expect(self, msg: &str) -> T;
        fn unwrap(self) -> T;
        fn unwrap_or(self, default: T) -> T;
        fn unwrap_or_else(self, f: impl FnOnce() -> T) -> T;
        fn unwrap_or_default(self) -> T where T: Default;
        fn unwrap_unchecked(self) -> T;
        fn map<U>(self, f: impl FnOnce(T) -> U) -> Option<U>;
        fn inspect(self, f: impl FnOnce(&T)) -> Option<T>;
        fn map_or<U>(self, default: U, f: impl FnOnce(T) -> U) -> U;
        fn map_or_else<U>(self, default: impl FnOnce() -> U, f: impl FnOnce(T) -> U) -> U;
        fn map_or_default<U>(self, f: impl FnOnce(T) -> U) -> U;
        fn ok_or<E>(self, err: E) -> Result<T, E>;
        fn ok_or_else<E>(self, err: impl FnOnce() -> E) -> Result<T, E>;
        fn iter(&self) -> crate::iter::Iter<&T>;
        fn iter_mut(&mut self) -> crate::iter::Iter<&mut T>;
        fn and<U>(self, optb: Option<U>) -> Option<U>;
        fn and_then<U>(self, f: impl FnOnce(T) -> Option<U>) -> Option<U>;
        fn filter(self, predicate: impl FnOnce(&T) -> bool) -> Option<T>;
        fn or(self, optb: Option<T>) -> Option<T>;
        fn or_else(self, f: impl FnOnce() -> Option<T>) -> Option<T>;
        fn xor(self, optb: Option<T>) -> Option<T>;
        #[keeps] fn insert(&mut self, value: T) -> &mut T;
        #[keeps] fn get_or_insert(&mut self, value: T) -> &mut T;
        fn get_or_insert_default(&mut self) -> &mut T;
        #[runs(once)] fn get_or_insert_with(&mut self, f: impl FnOnce() -> T) -> &mut T;
        fn take(&mut self) -> Option<T>;
        fn take_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
        #[keeps] fn replace(&mut self, value: T) -> Option<T>;
        fn zip<U>(self, other: Option<U>) -> Option<(T, U)>;
        fn as_deref(&self) -> Option<&T::Target> where T: crate::ops::Deref;
        fn as_deref_mut(&mut self) -> Option<&mut T::Target> where T: crate::ops::Deref;
    }
    impl<T> Option<&T> {
        fn copied(self) -> Option<T>;
        fn cloned(self) -> Option<T>;
    }
    impl<T> Option<&mut T> {
        fn copied(self) -> Option<T>;
        fn cloned(self) -> Option<T>;
    }
    impl<T> Option<Option<T>> {
        fn flatten(self) -> Option<T>;
    }
    impl<T, E> Option<Result<T, E>> {
        fn transpose(self) -> Result<Option<T>, E>;
    }
    impl<T, U> Option<(T, U)> {
        fn unzip(self) -> (Option<T>, Option<U>);
    }
    impl<T> Default for Option<T> { fn default() -> Option<T>; }
    impl<T> From<T> for Option<T> { fn from(value: T) -> Option<T>; }
    impl<T> IntoIterator for Option<T> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
    impl<'a, T> IntoIterator for &'a Option<T> { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    impl<'a, T> IntoIterator for &'a mut Option<T> { type Item = &'a mut T; type IntoIter = crate::iter::Iter<&'a mut T>; }
    impl<A, V: FromIterator<A>> FromIterator<Option<A>> for Option<V> {}
    type Iter<'a, T> = crate::iter::Iter<&'a T>;
    type IntoIter<T> = crate::iter::Iter<T>;
}

mod result {
    enum Result<T, E> { Ok(T), Err(E) }
    impl<T, E> Result<T, E> {
        fn is_ok(&self) -> bool;
        fn is_ok_and(self, f: impl FnOnce(T) -> bool) -> bool;
        fn is_err(&self) -> bool;
        fn is_err_and(self, f: impl FnOnce(E) -> bool) -> bool;
        fn ok(self) -> Option<T>;
        fn err(self) -> Option<E>;
        fn as_ref(&self) -> Result<&T, &E>;
        fn as_mut(&mut self) -> Result<&mut T, &mut E>;
        fn map<U>(self, op: impl FnOnce(T) -> U) -> Result<U, E>;
        fn map_or<U>(self, default: U, f: impl FnOnce(T) -> U) -> U;
        fn map_or_else<U>(self, default: impl FnOnce(E) -> U, f: impl FnOnce(T) -> U) -> U;
        fn map_or_default<U>(self, f: impl FnOnce(T) -> U) -> U;
        fn map_err<F>(self, op: impl FnOnce(E) -> F) -> Result<T, F>;
        fn inspect(self, f: impl FnOnce(&T)) -> Result<T, E>;
        fn inspect_err(self, f: impl FnOnce(&E)) -> Result<T, E>;
        fn as_deref(&self) -> Result<&T::Target, &E> where T: crate::ops::Deref;
        fn as_deref_mut(&mut self) -> Result<&mut T::Target, &mut E> where T: crate::ops::Deref;
        fn iter(&self) -> crate::iter::Iter<&T>;
        fn iter_mut(&mut self) -> crate::iter::Iter<&mut T>;
        fn expect(self, msg: &str) -> T;
        fn unwrap(self) -> T;
        fn unwrap_or_default(self) -> T where T: Default;
        fn expect_err(self, msg: &str) -> E;
        fn unwrap_err(self) -> E;
        fn and<U>(self, res: Result<U, E>) -> Result<U, E>;
        fn and_then<U>(self, op: impl FnOnce(T) -> Result<U, E>) -> Result<U, E>;
        fn or<F>(self, res: Result<T, F>) -> Result<T, F>;
        fn or_else<F>(self, op: impl FnOnce(E) -> Result<T, F>) -> Result<T, F>;
        fn unwrap_or(self, default: T) -> T;
        fn unwrap_or_else(self, op: impl FnOnce(E) -> T) -> T;
        fn unwrap_unchecked(self) -> T;
    }
    impl<T, E> Result<&T, E> {
        fn copied(self) -> Result<T, E>;
        fn cloned(self) -> Result<T, E>;
    }
    impl<T, E> Result<Option<T>, E> {
        fn transpose(self) -> Option<Result<T, E>>;
    }
    impl<T, E> Result<Result<T, E>, E> {
        fn flatten(self) -> Result<T, E>;
    }
    impl<T, E> IntoIterator for Result<T, E> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
    impl<'a, T, E> IntoIterator for &'a Result<T, E> { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    impl<'a, T, E> IntoIterator for &'a mut Result<T, E> { type Item = &'a mut T; type IntoIter = crate::iter::Iter<&'a mut T>; }
    impl<A, E, V: FromIterator<A>> FromIterator<Result<A, E>> for Result<V, E> {}
    type Iter<'a, T> = crate::iter::Iter<&'a T>;
    type IntoIter<T> = crate::iter::Iter<T>;
}

mod boxed {
    struct Box<T>;
    impl<T> Box<T> {
        fn new(x: T) -> Box<T>;
        fn pin(x: T) -> crate::pin::Pin<Box<T>>;
        fn from_raw(raw: *mut T) -> Box<T>;
        fn into_raw(b: Box<T>) -> *mut T;
        fn leak<'a>(b: Box<T>) -> &'a mut T;
        fn into_pin(b: Box<T>) -> crate::pin::Pin<Box<T>>;
        fn into_inner(b: Box<T>) -> T;
        fn new_uninit() -> Box<crate::mem::MaybeUninit<T>>;
        fn as_ref(&self) -> &T;
        fn as_mut(&mut self) -> &mut T;
    }
    impl<T> Box<[T]> {
        fn into_vec(self) -> Vec<T>;
    }
    impl Box<dyn crate::any::Any> {
        fn downcast<T>(self) -> Result<Box<T>, Box<dyn crate::any::Any>>;
    }
    impl<T> crate::ops::Deref for Box<T> { type Target = T; }
    impl<T> crate::ops::DerefMut for Box<T> {}
    impl<T> From<T> for Box<T> { fn from(t: T) -> Box<T>; }
    impl<T> From<Vec<T>> for Box<[T]> { fn from(v: Vec<T>) -> Box<[T]>; }
    impl<T: Default> Default for Box<T> { fn default() -> Box<T>; }
    impl<F: Future> Future for Box<F> { type Output = F::Output; }
    impl<I: Iterator> Iterator for Box<I> { type Item = I::Item; }
    impl<T> FromIterator<T> for Box<[T]> {}
    impl<T> IntoIterator for Box<[T]> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
    impl<T> AsRef<T> for Box<T> { fn as_ref(&self) -> &T; }
}

mod rc {
    struct Rc<T>;
    impl<T> Rc<T> {
        fn new(value: T) -> Rc<T>;
        fn new_cyclic(data_fn: impl FnOnce(&Weak<T>) -> T) -> Rc<T>;
        fn pin(value: T) -> crate::pin::Pin<Rc<T>>;
        fn try_unwrap(this: Rc<T>) -> Result<T, Rc<T>>;
        fn into_inner(this: Rc<T>) -> Option<T>;
        fn unwrap_or_clone(this: Rc<T>) -> T;
        fn into_raw(this: Rc<T>) -> *const T;
        fn from_raw(ptr: *const T) -> Rc<T>;
        fn as_ptr(this: &Rc<T>) -> *const T;
        fn downgrade(this: &Rc<T>) -> Weak<T>;
        fn weak_count(this: &Rc<T>) -> usize;
        fn strong_count(this: &Rc<T>) -> usize;
        fn ptr_eq(this: &Rc<T>, other: &Rc<T>) -> bool;
        fn get_mut(this: &mut Rc<T>) -> Option<&mut T>;
        fn make_mut(this: &mut Rc<T>) -> &mut T;
        fn as_ref(&self) -> &T;
    }
    impl<T> crate::ops::Deref for Rc<T> { type Target = T; }
    impl<T> Clone for Rc<T> { fn clone(&self) -> Rc<T>; }
    impl<T> From<T> for Rc<T> { fn from(t: T) -> Rc<T>; }
    impl<T> From<Box<T>> for Rc<T> { fn from(t: Box<T>) -> Rc<T>; }
    impl<T> From<Vec<T>> for Rc<[T]> { fn from(t: Vec<T>) -> Rc<[T]>; }
    impl<T: Default> Default for Rc<T> { fn default() -> Rc<T>; }
    impl<T> FromIterator<T> for Rc<[T]> {}
    impl<T> AsRef<T> for Rc<T> { fn as_ref(&self) -> &T; }
    #[borrows]
    struct Weak<T>;
    impl<T> Weak<T> {
        fn new() -> Weak<T>;
        fn upgrade(&self) -> Option<Rc<T>>;
    }
    impl<T> Clone for Weak<T> { fn clone(&self) -> Weak<T>; }
    impl<T> Default for Weak<T> { fn default() -> Weak<T>; }
}

mod sync {
    struct Arc<T>;
    impl<T> Arc<T> {
        fn new(data: T) -> Arc<T>;
        fn new_cyclic(data_fn: impl FnOnce(&Weak<T>) -> T) -> Arc<T>;
        fn pin(data: T) -> crate::pin::Pin<Arc<T>>;
        fn try_unwrap(this: Arc<T>) -> Result<T, Arc<T>>;
        fn into_inner(this: Arc<T>) -> Option<T>;
        fn unwrap_or_clone(this: Arc<T>) -> T;
        fn into_raw(this: Arc<T>) -> *const T;
        fn from_raw(ptr: *const T) -> Arc<T>;
        fn as_ptr(this: &Arc<T>) -> *const T;
        fn downgrade(this: &Arc<T>) -> Weak<T>;
        fn weak_count(this: &Arc<T>) -> usize;
        fn strong_count(this: &Arc<T>) -> usize;
        fn ptr_eq(this: &Arc<T>, other: &Arc<T>) -> bool;
        fn get_mut(this: &mut Arc<T>) -> Option<&mut T>;
        fn make_mut(this: &mut Arc<T>) -> &mut T;
        fn as_ref(&self) -> &T;
    }
    impl Arc<dyn crate::any::Any> {
        fn downcast<T>(self) -> Result<Arc<T>, Arc<dyn crate::any::Any>>;
    }
    impl<T> crate::ops::Deref for Arc<T> { type Target = T; }
    impl<T> Clone for Arc<T> { fn clone(&self) -> Arc<T>; }
    impl<T> From<T> for Arc<T> { fn from(t: T) -> Arc<T>; }
    impl<T> From<Box<T>> for Arc<T> { fn from(t: Box<T>) -> Arc<T>; }
    impl<T> From<Vec<T>> for Arc<[T]> { fn from(t: Vec<T>) -> Arc<[T]>; }
    impl<T: Default> Default for Arc<T> { fn default() -> Arc<T>; }
    impl<T> FromIterator<T> for Arc<[T]> {}
    impl<T> AsRef<T> for Arc<T> { fn as_ref(&self) -> &T; }

    #[borrows]
    struct Weak<T>;
    impl<T> Weak<T> {
        fn new() -> Weak<T>;
        fn upgrade(&self) -> Option<Arc<T>>;
        fn strong_count(&self) -> usize;
        fn ptr_eq(&self, other: &Weak<T>) -> bool;
    }
    impl<T> Clone for Weak<T> { fn clone(&self) -> Weak<T>; }
    impl<T> Default for Weak<T> { fn default() -> Weak<T>; }

    type LockResult<T> = Result<T, PoisonError<T>>;
    type TryLockResult<T> = Result<T, TryLockError<T>>;
    struct PoisonError<T>;
    impl<T> PoisonError<T> {
        fn into_inner(self) -> T;
        fn get_ref(&self) -> &T;
        fn get_mut(&mut self) -> &mut T;
    }
    enum TryLockError<T> { Poisoned(PoisonError<T>), WouldBlock }

    #[locks]
    struct Mutex<T>;
    impl<T> Mutex<T> {
        fn new(t: T) -> Mutex<T>;
        fn lock(&self) -> LockResult<MutexGuard<'_, T>>;
        fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>>;
        fn into_inner(self) -> LockResult<T>;
        fn get_mut(&mut self) -> LockResult<&mut T>;
        fn is_poisoned(&self) -> bool;
        fn clear_poison(&self);
    }
    impl<T> From<T> for Mutex<T> { fn from(t: T) -> Mutex<T>; }
    impl<T: Default> Default for Mutex<T> { fn default() -> Mutex<T>; }
    #[borrows]
    struct MutexGuard<'a, T>;
    impl<'a, T> crate::ops::Deref for MutexGuard<'a, T> { type Target = T; }
    impl<'a, T> crate::ops::DerefMut for MutexGuard<'a, T> {}

    #[locks]
    struct RwLock<T>;
    impl<T> RwLock<T> {
        fn new(t: T) -> RwLock<T>;
        fn read(&self) -> LockResult<RwLockReadGuard<'_, T>>;
        fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>>;
        fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>>;
        fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>>;
        fn into_inner(self) -> LockResult<T>;
        fn get_mut(&mut self) -> LockResult<&mut T>;
        fn is_poisoned(&self) -> bool;
        fn clear_poison(&self);
    }
    impl<T> From<T> for RwLock<T> { fn from(t: T) -> RwLock<T>; }
    impl<T: Default> Default for RwLock<T> { fn default() -> RwLock<T>; }
    #[borrows]
    struct RwLockReadGuard<'a, T>;
    #[borrows]
    struct RwLockWriteGuard<'a, T>;
    impl<'a, T> crate::ops::Deref for RwLockReadGuard<'a, T> { type Target = T; }
    impl<'a, T> crate::ops::Deref for RwLockWriteGuard<'a, T> { type Target = T; }
    impl<'a, T> crate::ops::DerefMut for RwLockWriteGuard<'a, T> {}

    struct OnceLock<T>;
    impl<T> OnceLock<T> {
        fn new() -> OnceLock<T>;
        fn get(&self) -> Option<&T>;
        fn get_mut(&mut self) -> Option<&mut T>;
        fn wait(&self) -> &T;
        #[keeps] fn set(&self, value: T) -> Result<(), T>;
        #[keeps] fn try_insert(&self, value: T) -> Result<&T, (&T, T)>;
        #[runs(once)] fn get_or_init(&self, f: impl FnOnce() -> T) -> &T;
        fn get_mut_or_init(&mut self, f: impl FnOnce() -> T) -> &mut T;
        #[runs(once)] fn get_or_try_init<E>(&self, f: impl FnOnce() -> Result<T, E>) -> Result<&T, E>;
        fn into_inner(self) -> Option<T>;
        fn take(&mut self) -> Option<T>;
    }
    impl<T> Default for OnceLock<T> { fn default() -> OnceLock<T>; }
    impl<T> From<T> for OnceLock<T> { fn from(t: T) -> OnceLock<T>; }

    struct LazyLock<T, F = fn() -> T>;
    impl<T, F: FnOnce() -> T> LazyLock<T, F> {
        #[runs(once)] fn new(f: F) -> LazyLock<T, F>;
        fn force(this: &LazyLock<T, F>) -> &T;
        fn force_mut(this: &mut LazyLock<T, F>) -> &mut T;
        fn get(this: &LazyLock<T, F>) -> Option<&T>;
        fn into_inner(this: LazyLock<T, F>) -> Result<T, F>;
    }
    impl<T, F> crate::ops::Deref for LazyLock<T, F> { type Target = T; }

    struct Once;
    impl Once {
        fn new() -> Once;
        #[runs(once)] fn call_once(&self, f: impl FnOnce());
        #[runs(once)] fn call_once_force(&self, f: impl FnOnce(&OnceState));
        fn is_completed(&self) -> bool;
    }
    struct OnceState;
    struct Barrier;
    impl Barrier {
        fn new(n: usize) -> Barrier;
        fn wait(&self) -> _;
    }
    struct Condvar;
    impl Condvar {
        fn new() -> Condvar;
        fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>>;
        fn wait_while<'a, T>(&self, guard: MutexGuard<'a, T>, condition: impl FnMut(&mut T) -> bool) -> LockResult<MutexGuard<'a, T>>;
        fn wait_timeout<'a, T>(&self, guard: MutexGuard<'a, T>, dur: _) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>;
        fn notify_one(&self);
        fn notify_all(&self);
    }
    struct WaitTimeoutResult;

    mod mpsc {
        fn channel<T>() -> (Sender<T>, Receiver<T>);
        fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>);
        struct Sender<T>;
        impl<T> Sender<T> {
            #[keeps] fn send(&self, t: T) -> Result<(), SendError<T>>;
        }
        impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T>; }
        struct SyncSender<T>;
        impl<T> SyncSender<T> {
            #[keeps] fn send(&self, t: T) -> Result<(), SendError<T>>;
            #[keeps] fn try_send(&self, t: T) -> Result<(), TrySendError<T>>;
        }
        impl<T> Clone for SyncSender<T> { fn clone(&self) -> SyncSender<T>; }
        struct Receiver<T>;
        impl<T> Receiver<T> {
            fn recv(&self) -> Result<T, RecvError>;
            fn try_recv(&self) -> Result<T, TryRecvError>;
            fn recv_timeout(&self, timeout: _) -> Result<T, RecvTimeoutError>;
            fn iter(&self) -> crate::iter::Iter<T>;
            fn try_iter(&self) -> crate::iter::Iter<T>;
        }
        impl<T> IntoIterator for Receiver<T> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
        impl<'a, T> IntoIterator for &'a Receiver<T> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
        struct SendError<T>(T);
        enum TrySendError<T> { Full(T), Disconnected(T) }
        struct RecvError;
        enum TryRecvError { Empty, Disconnected }
        enum RecvTimeoutError { Timeout, Disconnected }
    }

    mod atomic {
        enum Ordering { Relaxed, Release, Acquire, AcqRel, SeqCst }
        struct AtomicPtr<T>;
        impl<T> AtomicPtr<T> {
            fn new(p: *mut T) -> AtomicPtr<T>;
            fn get_mut(&mut self) -> &mut *mut T;
            fn into_inner(self) -> *mut T;
            fn load(&self, order: Ordering) -> *mut T;
            fn store(&self, ptr: *mut T, order: Ordering);
            fn swap(&self, ptr: *mut T, order: Ordering) -> *mut T;
            fn compare_exchange(&self, current: *mut T, new: *mut T, success: Ordering, failure: Ordering) -> Result<*mut T, *mut T>;
        }
        struct AtomicBool;
        impl AtomicBool {
            fn new(v: bool) -> AtomicBool;
            fn load(&self, order: Ordering) -> bool;
            fn store(&self, val: bool, order: Ordering);
            fn swap(&self, val: bool, order: Ordering) -> bool;
            fn compare_exchange(&self, current: bool, new: bool, success: Ordering, failure: Ordering) -> Result<bool, bool>;
        }
        struct AtomicUsize;
        impl AtomicUsize {
            fn new(v: usize) -> AtomicUsize;
            fn load(&self, order: Ordering) -> usize;
            fn store(&self, val: usize, order: Ordering);
            fn swap(&self, val: usize, order: Ordering) -> usize;
            fn fetch_add(&self, val: usize, order: Ordering) -> usize;
            fn fetch_sub(&self, val: usize, order: Ordering) -> usize;
        }
        struct AtomicU64;
        impl AtomicU64 {
            fn new(v: u64) -> AtomicU64;
            fn load(&self, order: Ordering) -> u64;
            fn store(&self, val: u64, order: Ordering);
            fn fetch_add(&self, val: u64, order: Ordering) -> u64;
            fn fetch_sub(&self, val: u64, order: Ordering) -> u64;
        }
        struct AtomicU32;
        impl AtomicU32 {
            fn new(v: u32) -> AtomicU32;
            fn load(&self, order: Ordering) -> u32;
            fn store(&self, val: u32, order: Ordering);
            fn fetch_add(&self, val: u32, order: Ordering) -> u32;
        }
        struct AtomicI64;
        impl AtomicI64 {
            fn new(v: i64) -> AtomicI64;
            fn load(&self, order: Ordering) -> i64;
            fn store(&self, val: i64, order: Ordering);
            fn fetch_add(&self, val: i64, order: Ordering) -> i64;
        }
        struct AtomicI32;
        struct AtomicIsize;
        struct AtomicU8;
        struct AtomicU16;
    }
}

mod cell {
    struct Cell<T>;
    impl<T> Cell<T> {
        fn new(value: T) -> Cell<T>;
        #[keeps] fn set(&self, val: T);
        fn swap(&self, other: &Cell<T>);
        #[keeps] fn replace(&self, val: T) -> T;
        fn into_inner(self) -> T;
        fn get(&self) -> T;
        fn get_mut(&mut self) -> &mut T;
        fn take(&self) -> T;
        fn as_ptr(&self) -> *mut T;
    }
    impl<T: Default> Default for Cell<T> { fn default() -> Cell<T>; }
    impl<T> From<T> for Cell<T> { fn from(t: T) -> Cell<T>; }

    struct RefCell<T>;
    impl<T> RefCell<T> {
        fn new(value: T) -> RefCell<T>;
        fn into_inner(self) -> T;
        #[keeps] fn replace(&self, t: T) -> T;
        fn replace_with(&self, f: impl FnOnce(&mut T) -> T) -> T;
        fn swap(&self, other: &RefCell<T>);
        fn borrow(&self) -> Ref<'_, T>;
        fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError>;
        fn borrow_mut(&self) -> RefMut<'_, T>;
        fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError>;
        fn as_ptr(&self) -> *mut T;
        fn get_mut(&mut self) -> &mut T;
        fn take(&self) -> T;
    }
    impl<T: Default> Default for RefCell<T> { fn default() -> RefCell<T>; }
    impl<T> From<T> for RefCell<T> { fn from(t: T) -> RefCell<T>; }
    struct BorrowError;
    struct BorrowMutError;
    #[borrows]
    struct Ref<'b, T>;
    impl<'b, T> Ref<'b, T> {
        fn clone(orig: &Ref<'b, T>) -> Ref<'b, T>;
        fn map<U>(orig: Ref<'b, T>, f: impl FnOnce(&T) -> &U) -> Ref<'b, U>;
        fn filter_map<U>(orig: Ref<'b, T>, f: impl FnOnce(&T) -> Option<&U>) -> Result<Ref<'b, U>, Ref<'b, T>>;
    }
    impl<'b, T> crate::ops::Deref for Ref<'b, T> { type Target = T; }
    #[borrows]
    struct RefMut<'b, T>;
    impl<'b, T> RefMut<'b, T> {
        fn map<U>(orig: RefMut<'b, T>, f: impl FnOnce(&mut T) -> &mut U) -> RefMut<'b, U>;
        fn filter_map<U>(orig: RefMut<'b, T>, f: impl FnOnce(&mut T) -> Option<&mut U>) -> Result<RefMut<'b, U>, RefMut<'b, T>>;
    }
    impl<'b, T> crate::ops::Deref for RefMut<'b, T> { type Target = T; }
    impl<'b, T> crate::ops::DerefMut for RefMut<'b, T> {}

    struct OnceCell<T>;
    impl<T> OnceCell<T> {
        fn new() -> OnceCell<T>;
        fn get(&self) -> Option<&T>;
        fn get_mut(&mut self) -> Option<&mut T>;
        #[keeps] fn set(&self, value: T) -> Result<(), T>;
        #[keeps] fn try_insert(&self, value: T) -> Result<&T, (&T, T)>;
        #[runs(once)] fn get_or_init(&self, f: impl FnOnce() -> T) -> &T;
        #[runs(once)] fn get_or_try_init<E>(&self, f: impl FnOnce() -> Result<T, E>) -> Result<&T, E>;
        fn into_inner(self) -> Option<T>;
        fn take(&mut self) -> Option<T>;
    }
    impl<T> Default for OnceCell<T> { fn default() -> OnceCell<T>; }
    impl<T> From<T> for OnceCell<T> { fn from(t: T) -> OnceCell<T>; }

    struct LazyCell<T, F = fn() -> T>;
    impl<T, F: FnOnce() -> T> LazyCell<T, F> {
        #[runs(once)] fn new(f: F) -> LazyCell<T, F>;
        fn force(this: &LazyCell<T, F>) -> &T;
    }
    impl<T, F> crate::ops::Deref for LazyCell<T, F> { type Target = T; }

    struct UnsafeCell<T>;
    impl<T> UnsafeCell<T> {
        fn new(value: T) -> UnsafeCell<T>;
        fn into_inner(self) -> T;
        fn get(&self) -> *mut T;
        fn get_mut(&mut self) -> &mut T;
    }
    impl<T: Default> Default for UnsafeCell<T> { fn default() -> UnsafeCell<T>; }
}

mod pin {
    struct Pin<P>;
    impl<P> Pin<P> {
        fn new(pointer: P) -> Pin<P>;
        fn new_unchecked(pointer: P) -> Pin<P>;
        fn into_inner(pin: Pin<P>) -> P;
        fn as_ref(&self) -> Pin<&P::Target> where P: crate::ops::Deref;
        fn as_mut(&mut self) -> Pin<&mut P::Target> where P: crate::ops::Deref;
        fn set(&mut self, value: P::Target) where P: crate::ops::Deref;
    }
    impl<'a, T> Pin<&'a T> {
        fn get_ref(self) -> &'a T;
    }
    impl<'a, T> Pin<&'a mut T> {
        fn get_mut(self) -> &'a mut T;
        fn get_unchecked_mut(self) -> &'a mut T;
    }
    impl<T> crate::ops::Deref for Pin<Box<T>> { type Target = T; }
    impl<T> crate::ops::Deref for Pin<crate::sync::Arc<T>> { type Target = T; }
    impl<T> crate::ops::Deref for Pin<crate::rc::Rc<T>> { type Target = T; }
    impl<T> crate::ops::Deref for Pin<&T> { type Target = T; }
    impl<T> crate::ops::Deref for Pin<&mut T> { type Target = T; }
    impl<T> crate::ops::DerefMut for Pin<Box<T>> {}
    impl<T> crate::ops::DerefMut for Pin<&mut T> {}
    impl<T> From<Box<T>> for Pin<Box<T>> { fn from(b: Box<T>) -> Pin<Box<T>>; }
    impl<F: Future> Future for Pin<Box<F>> { type Output = F::Output; }
    impl<F: Future> Future for Pin<&mut F> { type Output = F::Output; }
}

mod mem {
    fn drop<T>(x: T);
    fn forget<T>(t: T);
    #[keeps] fn replace<T>(dest: &mut T, src: T) -> T;
    fn take<T>(dest: &mut T) -> T;
    fn swap<T>(x: &mut T, y: &mut T);
    fn zeroed<T>() -> T;
    fn transmute<Src, Dst>(src: Src) -> Dst;
    fn size_of<T>() -> usize;
    fn size_of_val<T>(val: &T) -> usize;
    fn discriminant<T>(v: &T) -> Discriminant<T>;
    #[borrows]
    struct Discriminant<T>;
    struct ManuallyDrop<T>;
    impl<T> ManuallyDrop<T> {
        fn new(value: T) -> ManuallyDrop<T>;
        fn into_inner(slot: ManuallyDrop<T>) -> T;
        fn take(slot: &mut ManuallyDrop<T>) -> T;
        fn drop(slot: &mut ManuallyDrop<T>);
    }
    impl<T> crate::ops::Deref for ManuallyDrop<T> { type Target = T; }
    impl<T> crate::ops::DerefMut for ManuallyDrop<T> {}
    union MaybeUninit<T> { uninit: (), value: ManuallyDrop<T> }
    impl<T> MaybeUninit<T> {
        fn new(val: T) -> MaybeUninit<T>;
        fn uninit() -> MaybeUninit<T>;
        fn zeroed() -> MaybeUninit<T>;
        fn write(&mut self, val: T) -> &mut T;
        fn as_ptr(&self) -> *const T;
        fn as_mut_ptr(&mut self) -> *mut T;
        fn assume_init(self) -> T;
        fn assume_init_read(&self) -> T;
        fn assume_init_ref(&self) -> &T;
        fn assume_init_mut(&mut self) -> &mut T;
    }
}

mod ptr {
    fn null<T>() -> *const T;
    fn null_mut<T>() -> *mut T;
    fn read<T>(src: *const T) -> T;
    fn write<T>(dst: *mut T, src: T);
    fn replace<T>(dst: *mut T, src: T) -> T;
    fn eq<T>(a: *const T, b: *const T) -> bool;
    fn from_ref<T>(r: &T) -> *const T;
    fn from_mut<T>(r: &mut T) -> *mut T;
    impl<T> *const T {
        fn is_null(self) -> bool;
        fn as_ref<'a>(self) -> Option<&'a T>;
        fn read(self) -> T;
        fn cast<U>(self) -> *const U;
        fn cast_mut(self) -> *mut T;
        fn add(self, count: usize) -> *const T;
    }
    impl<T> *mut T {
        fn is_null(self) -> bool;
        fn as_ref<'a>(self) -> Option<&'a T>;
        fn as_mut<'a>(self) -> Option<&'a mut T>;
        fn read(self) -> T;
        fn write(self, val: T);
        #[keeps] fn replace(self, src: T) -> T;
        fn cast<U>(self) -> *mut U;
        fn cast_const(self) -> *const T;
        fn add(self, count: usize) -> *mut T;
    }
    struct NonNull<T>;
    impl<T> NonNull<T> {
        fn new(ptr: *mut T) -> Option<NonNull<T>>;
        fn new_unchecked(ptr: *mut T) -> NonNull<T>;
        fn as_ptr(self) -> *mut T;
        fn as_ref<'a>(&self) -> &'a T;
        fn as_mut<'a>(&mut self) -> &'a mut T;
    }
}

mod thread {
    #[runs(thread)] fn spawn<F, T>(f: F) -> JoinHandle<T> where F: FnOnce() -> T;
    fn scope<'env, F, T>(f: F) -> T where F: FnOnce(&Scope<'_, 'env>) -> T;
    fn sleep(dur: crate::time::Duration);
    fn yield_now();
    fn current() -> Thread;
    fn park();
    fn available_parallelism() -> crate::io::Result<crate::num::NonZeroUsize>;
    type Result<T> = crate::result::Result<T, Box<dyn crate::any::Any>>;
    struct Thread;
    struct ThreadId;
    struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        fn thread(&self) -> &Thread;
        fn join(self) -> Result<T>;
        fn is_finished(&self) -> bool;
    }
    struct Builder;
    impl Builder {
        fn new() -> Builder;
        fn name(self, name: String) -> Builder;
        fn stack_size(self, size: usize) -> Builder;
        #[runs(thread)] fn spawn<F, T>(self, f: F) -> crate::io::Result<JoinHandle<T>> where F: FnOnce() -> T;
        #[runs(thread)] fn spawn_scoped<'scope, 'env, F, T>(self, scope: &'scope Scope<'scope, 'env>, f: F) -> crate::io::Result<ScopedJoinHandle<'scope, T>> where F: FnOnce() -> T;
    }
    struct Scope<'scope, 'env>;
    impl<'scope, 'env> Scope<'scope, 'env> {
        #[runs(thread)] fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T> where F: FnOnce() -> T;
    }
    struct ScopedJoinHandle<'scope, T>;
    impl<'scope, T> ScopedJoinHandle<'scope, T> {
        fn join(self) -> Result<T>;
    }
    struct LocalKey<T>;
    impl<T> LocalKey<T> {
        fn with<F, R>(&'static self, f: F) -> R where F: FnOnce(&T) -> R;
        fn try_with<F, R>(&'static self, f: F) -> crate::result::Result<R, AccessError> where F: FnOnce(&T) -> R;
    }
    impl<T> LocalKey<crate::cell::RefCell<T>> {
        fn with_borrow<F, R>(&'static self, f: F) -> R where F: FnOnce(&T) -> R;
        fn with_borrow_mut<F, R>(&'static self, f: F) -> R where F: FnOnce(&mut T) -> R;
        #[keeps] fn set(&'static self, value: T);
        fn take(&'static self) -> T;
        #[keeps] fn replace(&'static self, value: T) -> T;
    }
    impl<T> LocalKey<crate::cell::Cell<T>> {
        #[keeps] fn set(&'static self, value: T);
        fn get(&'static self) -> T;
        fn take(&'static self) -> T;
        #[keeps] fn replace(&'static self, value: T) -> T;
    }
    struct AccessError;
}

mod vec {
    struct Vec<T>;
    impl<T> Vec<T> {
        fn new() -> Vec<T>;
        fn with_capacity(capacity: usize) -> Vec<T>;
        fn capacity(&self) -> usize;
        fn reserve(&mut self, additional: usize);
        fn shrink_to_fit(&mut self);
        fn into_boxed_slice(self) -> Box<[T]>;
        fn truncate(&mut self, len: usize);
        fn as_slice(&self) -> &[T];
        fn as_mut_slice(&mut self) -> &mut [T];
        fn swap_remove(&mut self, index: usize) -> T;
        #[keeps] fn insert(&mut self, index: usize, element: T);
        fn remove(&mut self, index: usize) -> T;
        fn retain(&mut self, f: impl FnMut(&T) -> bool);
        fn retain_mut(&mut self, f: impl FnMut(&mut T) -> bool);
        fn dedup(&mut self);
        fn dedup_by_key<K>(&mut self, key: impl FnMut(&mut T) -> K);
        #[keeps] fn push(&mut self, value: T);
        fn pop(&mut self) -> Option<T>;
        fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
        fn append(&mut self, other: &mut Vec<T>);
        fn drain(&mut self, range: _) -> crate::iter::Iter<T>;
        fn clear(&mut self);
        fn split_off(&mut self, at: usize) -> Vec<T>;
        fn resize(&mut self, new_len: usize, value: T);
        fn resize_with(&mut self, new_len: usize, f: impl FnMut() -> T);
        fn leak<'a>(self) -> &'a mut [T];
        fn extend_from_slice(&mut self, other: &[T]);
        #[keeps] fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
        fn splice(&mut self, range: _, replace_with: impl IntoIterator<Item = T>) -> crate::iter::Iter<T>;
    }
    impl<T> crate::ops::Deref for Vec<T> { type Target = [T]; }
    impl<T> crate::ops::DerefMut for Vec<T> {}
    impl<T> Default for Vec<T> { fn default() -> Vec<T>; }
    impl<T> FromIterator<T> for Vec<T> {}
    impl<T> IntoIterator for Vec<T> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
    impl<'a, T> IntoIterator for &'a Vec<T> { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    impl<'a, T> IntoIterator for &'a mut Vec<T> { type Item = &'a mut T; type IntoIter = crate::iter::Iter<&'a mut T>; }
    impl<T> Extend<T> for Vec<T> {}
    impl<T, const N: usize> From<[T; N]> for Vec<T> { fn from(s: [T; N]) -> Vec<T>; }
    impl<T> From<&[T]> for Vec<T> { fn from(s: &[T]) -> Vec<T>; }
    impl<T> From<Box<[T]>> for Vec<T> { fn from(s: Box<[T]>) -> Vec<T>; }
    impl From<String> for Vec<u8> { fn from(s: String) -> Vec<u8>; }
    impl<T> crate::ops::Index<usize> for Vec<T> { type Output = T; }
    impl<T> crate::ops::Index<crate::ops::Range<usize>> for Vec<T> { type Output = [T]; }
    impl<T> crate::ops::Index<crate::ops::RangeFrom<usize>> for Vec<T> { type Output = [T]; }
    impl<T> crate::ops::Index<crate::ops::RangeTo<usize>> for Vec<T> { type Output = [T]; }
    impl<T> crate::ops::Index<crate::ops::RangeInclusive<usize>> for Vec<T> { type Output = [T]; }
    impl<T> crate::ops::Index<crate::ops::RangeFull> for Vec<T> { type Output = [T]; }
    impl<T> AsRef<[T]> for Vec<T> { fn as_ref(&self) -> &[T]; }
    type IntoIter<T> = crate::iter::Iter<T>;
    type Drain<'a, T> = crate::iter::Iter<T>;
}

mod slice {
    impl<T> [T] {
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn first(&self) -> Option<&T>;
        fn first_mut(&mut self) -> Option<&mut T>;
        fn split_first(&self) -> Option<(&T, &[T])>;
        fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])>;
        fn split_last(&self) -> Option<(&T, &[T])>;
        fn last(&self) -> Option<&T>;
        fn last_mut(&mut self) -> Option<&mut T>;
        // With a range as the index the real result is a slice; elements are what handles travel as.
        fn get(&self, index: usize) -> Option<&T>;
        fn get_mut(&mut self, index: usize) -> Option<&mut T>;
        fn get_unchecked(&self, index: usize) -> &T;
        fn get_unchecked_mut(&mut self, index: usize) -> &mut T;
        fn as_ptr(&self) -> *const T;
        fn swap(&mut self, a: usize, b: usize);
        fn reverse(&mut self);
        fn iter(&self) -> crate::iter::Iter<&T>;
        fn iter_mut(&mut self) -> crate::iter::Iter<&mut T>;
        fn windows(&self, size: usize) -> crate::iter::Iter<&[T]>;
        fn chunks(&self, chunk_size: usize) -> crate::iter::Iter<&[T]>;
        fn chunks_mut(&mut self, chunk_size: usize) -> crate::iter::Iter<&mut [T]>;
        fn chunks_exact(&self, chunk_size: usize) -> crate::iter::Iter<&[T]>;
        fn rchunks(&self, chunk_size: usize) -> crate::iter::Iter<&[T]>;
        fn chunk_by(&self, pred: impl FnMut(&T, &T) -> bool) -> crate::iter::Iter<&[T]>;
        fn split_at(&self, mid: usize) -> (&[T], &[T]);
        fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]);
        fn split(&self, pred: impl FnMut(&T) -> bool) -> crate::iter::Iter<&[T]>;
        fn contains(&self, x: &T) -> bool;
        fn starts_with(&self, needle: &[T]) -> bool;
        fn ends_with(&self, needle: &[T]) -> bool;
        fn binary_search(&self, x: &T) -> Result<usize, usize>;
        fn binary_search_by(&self, f: impl FnMut(&T) -> crate::cmp::Ordering) -> Result<usize, usize>;
        fn binary_search_by_key<B>(&self, b: &B, f: impl FnMut(&T) -> B) -> Result<usize, usize>;
        fn partition_point(&self, pred: impl FnMut(&T) -> bool) -> usize;
        fn sort(&mut self);
        fn sort_by(&mut self, compare: impl FnMut(&T, &T) -> crate::cmp::Ordering);
        fn sort_by_key<K>(&mut self, f: impl FnMut(&T) -> K);
        fn sort_unstable(&mut self);
        fn sort_unstable_by(&mut self, compare: impl FnMut(&T, &T) -> crate::cmp::Ordering);
        fn sort_unstable_by_key<K>(&mut self, f: impl FnMut(&T) -> K);
        fn sort_by_cached_key<K>(&mut self, f: impl FnMut(&T) -> K);
        fn rotate_left(&mut self, mid: usize);
        fn rotate_right(&mut self, k: usize);
        fn fill(&mut self, value: T);
        fn fill_with(&mut self, f: impl FnMut() -> T);
        fn clone_from_slice(&mut self, src: &[T]);
        fn copy_from_slice(&mut self, src: &[T]);
        fn to_vec(&self) -> Vec<T>;
        fn into_vec(self: Box<Self>) -> Vec<T>;
        fn repeat(&self, n: usize) -> Vec<T>;
    }
    impl [String] {
        fn join(&self, sep: &str) -> String;
        fn concat(&self) -> String;
    }
    impl [&str] {
        fn join(&self, sep: &str) -> String;
        fn concat(&self) -> String;
    }
    impl<T> [Vec<T>] {
        fn concat(&self) -> Vec<T>;
    }
    fn from_ref<T>(s: &T) -> &[T];
    fn from_mut<T>(s: &mut T) -> &mut [T];
    impl<T> crate::borrow::ToOwned for [T] { type Owned = Vec<T>; }
    impl<'a, T> IntoIterator for &'a [T] { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    impl<'a, T> IntoIterator for &'a mut [T] { type Item = &'a mut T; type IntoIter = crate::iter::Iter<&'a mut T>; }
    impl<T> crate::ops::Index<usize> for [T] { type Output = T; }
    impl<T> crate::ops::Index<crate::ops::Range<usize>> for [T] { type Output = [T]; }
    impl<T> crate::ops::Index<crate::ops::RangeFrom<usize>> for [T] { type Output = [T]; }
    impl<T> crate::ops::Index<crate::ops::RangeTo<usize>> for [T] { type Output = [T]; }
    impl<T> crate::ops::Index<crate::ops::RangeInclusive<usize>> for [T] { type Output = [T]; }
    impl<T> crate::ops::Index<crate::ops::RangeFull> for [T] { type Output = [T]; }
    type Iter<'a, T> = crate::iter::Iter<&'a T>;
    type IterMut<'a, T> = crate::iter::Iter<&'a mut T>;
    type Chunks<'a, T> = crate::iter::Iter<&'a [T]>;
    type Windows<'a, T> = crate::iter::Iter<&'a [T]>;
}

mod array {
    fn from_fn<T, const N: usize, F>(f: F) -> [T; N] where F: FnMut(usize) -> T;
    impl<T, const N: usize> [T; N] {
        #[runs(often)] fn map<F, U>(self, f: F) -> [U; N] where F: FnMut(T) -> U;
        fn as_slice(&self) -> &[T];
        fn as_mut_slice(&mut self) -> &mut [T];
        fn each_ref(&self) -> [&T; N];
        fn each_mut(&mut self) -> [&mut T; N];
    }
    impl<T, const N: usize> IntoIterator for [T; N] { type Item = T; type IntoIter = crate::iter::Iter<T>; }
    impl<'a, T, const N: usize> IntoIterator for &'a [T; N] { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    impl<'a, T, const N: usize> IntoIterator for &'a mut [T; N] { type Item = &'a mut T; type IntoIter = crate::iter::Iter<&'a mut T>; }
    impl<T, const N: usize> crate::ops::Index<usize> for [T; N] { type Output = T; }
    impl<T: Default, const N: usize> Default for [T; N] { fn default() -> [T; N]; }
    impl<T, const N: usize> TryFrom<Vec<T>> for [T; N] { type Error = Vec<T>; fn try_from(v: Vec<T>) -> Result<[T; N], Vec<T>>; }
    type IntoIter<T, const N: usize> = crate::iter::Iter<T>;
}

mod str {
    trait FromStr {
        type Err;
        fn from_str(s: &str) -> Result<Self, Self::Err>;
    }
    struct Utf8Error;
    struct ParseBoolError;
    fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error>;
    impl str {
        fn len(&self) -> usize;
        fn is_empty(&self) -> bool;
        fn parse<F: FromStr>(&self) -> Result<F, F::Err>;
        fn to_owned(&self) -> String;
        fn as_bytes(&self) -> &[u8];
        fn as_str(&self) -> &str;
        fn into_string(self: Box<str>) -> String;
        fn into_boxed_str(self) -> Box<str>;
        fn get(&self, i: _) -> Option<&str>;
        fn chars(&self) -> crate::iter::Iter<char>;
        fn char_indices(&self) -> crate::iter::Iter<(usize, char)>;
        fn bytes(&self) -> crate::iter::Iter<u8>;
        fn lines(&self) -> crate::iter::Iter<&str>;
        fn split(&self, pat: _) -> crate::iter::Iter<&str>;
        fn rsplit(&self, pat: _) -> crate::iter::Iter<&str>;
        fn splitn(&self, n: usize, pat: _) -> crate::iter::Iter<&str>;
        fn rsplitn(&self, n: usize, pat: _) -> crate::iter::Iter<&str>;
        fn split_terminator(&self, pat: _) -> crate::iter::Iter<&str>;
        fn split_inclusive(&self, pat: _) -> crate::iter::Iter<&str>;
        fn split_whitespace(&self) -> crate::iter::Iter<&str>;
        fn split_ascii_whitespace(&self) -> crate::iter::Iter<&str>;
        fn matches(&self, pat: _) -> crate::iter::Iter<&str>;
        fn split_once(&self, delimiter: _) -> Option<(&str, &str)>;
        fn rsplit_once(&self, delimiter: _) -> Option<(&str, &str)>;
        fn split_at(&self, mid: usize) -> (&str, &str);
        fn strip_prefix(&self, prefix: _) -> Option<&str>;
        fn strip_suffix(&self, suffix: _) -> Option<&str>;
        fn trim(&self) -> &str;
        fn trim_start(&self) -> &str;
        fn trim_end(&self) -> &str;
        fn trim_matches(&self, pat: _) -> &str;
        fn trim_start_matches(&self, pat: _) -> &str;
        fn trim_end_matches(&self, pat: _) -> &str;
        fn contains(&self, pat: _) -> bool;
        fn starts_with(&self, pat: _) -> bool;
        fn ends_with(&self, pat: _) -> bool;
        fn eq_ignore_ascii_case(&self, other: &str) -> bool;
        fn find(&self, pat: _) -> Option<usize>;
        fn rfind(&self, pat: _) -> Option<usize>;
        fn replace(&self, from: _, to: &str) -> String;
        fn replacen(&self, from: _, to: &str, count: usize) -> String;
        fn to_lowercase(&self) -> String;
        fn to_uppercase(&self) -> String;
        fn to_ascii_lowercase(&self) -> String;
        fn to_ascii_uppercase(&self) -> String;
        fn repeat(&self, n: usize) -> String;
    }
    impl crate::borrow::ToOwned for str { type Owned = String; }
    impl FromStr for String { type Err = crate::convert::Infallible; }
    impl FromStr for bool { type Err = ParseBoolError; }
    type Chars<'a> = crate::iter::Iter<char>;
    type Lines<'a> = crate::iter::Iter<&'a str>;
    type Split<'a, P> = crate::iter::Iter<&'a str>;
    impl AsRef<str> for str { fn as_ref(&self) -> &str; }
}

mod string {
    struct String;
    struct FromUtf8Error;
    trait ToString {
        fn to_string(&self) -> String;
    }
    impl<T> ToString for T { fn to_string(&self) -> String; }
    impl String {
        fn new() -> String;
        fn with_capacity(capacity: usize) -> String;
        fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error>;
        fn from_utf8_lossy(v: &[u8]) -> crate::borrow::Cow<'_, str>;
        fn into_bytes(self) -> Vec<u8>;
        fn as_str(&self) -> &str;
        fn as_mut_str(&mut self) -> &mut str;
        fn push_str(&mut self, string: &str);
        fn push(&mut self, ch: char);
        fn pop(&mut self) -> Option<char>;
        fn truncate(&mut self, new_len: usize);
        fn remove(&mut self, idx: usize) -> char;
        fn insert(&mut self, idx: usize, ch: char);
        fn insert_str(&mut self, idx: usize, string: &str);
        fn clear(&mut self);
        fn into_boxed_str(self) -> Box<str>;
        fn leak<'a>(self) -> &'a mut str;
    }
    impl crate::ops::Deref for String { type Target = str; }
    impl crate::ops::DerefMut for String {}
    impl Default for String { fn default() -> String; }
    impl From<&str> for String { fn from(s: &str) -> String; }
    impl From<char> for String { fn from(c: char) -> String; }
    impl From<Box<str>> for String { fn from(s: Box<str>) -> String; }
    impl AsRef<str> for String { fn as_ref(&self) -> &str; }
    impl FromIterator<char> for String {}
    impl<'a> FromIterator<&'a str> for String {}
    impl FromIterator<String> for String {}
    impl<'a> From<&'a str> for Box<str> { fn from(s: &'a str) -> Box<str>; }
    impl<'a> From<&'a str> for crate::sync::Arc<str> { fn from(s: &'a str) -> crate::sync::Arc<str>; }
}

mod collections {
    use self::hash_map::HashMap;
    use self::hash_set::HashSet;
    use self::btree_map::BTreeMap;
    use self::btree_set::BTreeSet;
    use self::vec_deque::VecDeque;
    use self::linked_list::LinkedList;
    use self::binary_heap::BinaryHeap;

    mod hash_map {
        use crate::hash::RandomState;
        struct DefaultHasher;
        struct HashMap<K, V, S = RandomState>;
        impl<K, V> HashMap<K, V> {
            fn new() -> HashMap<K, V>;
            fn with_capacity(capacity: usize) -> HashMap<K, V>;
        }
        impl<K, V, S> HashMap<K, V, S> {
            fn with_hasher(hash_builder: S) -> HashMap<K, V, S>;
            fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S>;
            fn keys(&self) -> crate::iter::Iter<&K>;
            fn into_keys(self) -> crate::iter::Iter<K>;
            fn values(&self) -> crate::iter::Iter<&V>;
            fn values_mut(&mut self) -> crate::iter::Iter<&mut V>;
            fn into_values(self) -> crate::iter::Iter<V>;
            fn iter(&self) -> crate::iter::Iter<(&K, &V)>;
            fn iter_mut(&mut self) -> crate::iter::Iter<(&K, &mut V)>;
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
            fn drain(&mut self) -> crate::iter::Iter<(K, V)>;
            fn retain(&mut self, f: impl FnMut(&K, &mut V) -> bool);
            fn extract_if(&mut self, pred: impl FnMut(&K, &mut V) -> bool) -> crate::iter::Iter<(K, V)>;
            fn clear(&mut self);
            fn reserve(&mut self, additional: usize);
            fn entry(&mut self, key: K) -> Entry<'_, K, V>;
            fn get<Q>(&self, k: &Q) -> Option<&V>;
            fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)>;
            fn get_mut<Q>(&mut self, k: &Q) -> Option<&mut V>;
            fn contains_key<Q>(&self, k: &Q) -> bool;
            #[keeps] fn insert(&mut self, k: K, v: V) -> Option<V>;
            fn remove<Q>(&mut self, k: &Q) -> Option<V>;
            fn remove_entry<Q>(&mut self, k: &Q) -> Option<(K, V)>;
            #[keeps] fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I);
        }
        impl<K, V, S> Default for HashMap<K, V, S> { fn default() -> HashMap<K, V, S>; }
        impl<K, V, S> FromIterator<(K, V)> for HashMap<K, V, S> {}
        impl<K, V, S> Extend<(K, V)> for HashMap<K, V, S> {}
        impl<K, V, const N: usize> From<[(K, V); N]> for HashMap<K, V> { fn from(arr: [(K, V); N]) -> HashMap<K, V>; }
        impl<K, V, S> IntoIterator for HashMap<K, V, S> { type Item = (K, V); type IntoIter = crate::iter::Iter<(K, V)>; }
        impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> { type Item = (&'a K, &'a V); type IntoIter = crate::iter::Iter<(&'a K, &'a V)>; }
        impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> { type Item = (&'a K, &'a mut V); type IntoIter = crate::iter::Iter<(&'a K, &'a mut V)>; }
        impl<K, Q, V, S> crate::ops::Index<&Q> for HashMap<K, V, S> { type Output = V; }
        type Iter<'a, K, V> = crate::iter::Iter<(&'a K, &'a V)>;
        type IterMut<'a, K, V> = crate::iter::Iter<(&'a K, &'a mut V)>;
        type IntoIter<K, V> = crate::iter::Iter<(K, V)>;
        type Keys<'a, K, V> = crate::iter::Iter<&'a K>;
        type Values<'a, K, V> = crate::iter::Iter<&'a V>;
        type ValuesMut<'a, K, V> = crate::iter::Iter<&'a mut V>;
        type IntoValues<K, V> = crate::iter::Iter<V>;

        #[borrows]
        enum Entry<'a, K, V> { Occupied(OccupiedEntry<'a, K, V>), Vacant(VacantEntry<'a, K, V>) }
        impl<'a, K, V> Entry<'a, K, V> {
            #[keeps] fn or_insert(self, default: V) -> &'a mut V;
            #[runs(once)] fn or_insert_with(self, default: impl FnOnce() -> V) -> &'a mut V;
            #[runs(once)] fn or_insert_with_key(self, default: impl FnOnce(&K) -> V) -> &'a mut V;
            fn or_default(self) -> &'a mut V;
            fn key(&self) -> &K;
            fn and_modify(self, f: impl FnOnce(&mut V)) -> Entry<'a, K, V>;
            fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
        }
        #[borrows]
        struct OccupiedEntry<'a, K, V>;
        impl<'a, K, V> OccupiedEntry<'a, K, V> {
            fn key(&self) -> &K;
            fn remove_entry(self) -> (K, V);
            fn get(&self) -> &V;
            fn get_mut(&mut self) -> &mut V;
            fn into_mut(self) -> &'a mut V;
            #[keeps] fn insert(&mut self, value: V) -> V;
            fn remove(self) -> V;
        }
        #[borrows]
        struct VacantEntry<'a, K, V>;
        impl<'a, K, V> VacantEntry<'a, K, V> {
            fn key(&self) -> &K;
            fn into_key(self) -> K;
            #[keeps] fn insert(self, value: V) -> &'a mut V;
            fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>;
        }
    }

    mod btree_map {
        struct BTreeMap<K, V>;
        impl<K, V> BTreeMap<K, V> {
            fn new() -> BTreeMap<K, V>;
            fn clear(&mut self);
            fn get<Q>(&self, key: &Q) -> Option<&V>;
            fn get_key_value<Q>(&self, key: &Q) -> Option<(&K, &V)>;
            fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>;
            fn first_key_value(&self) -> Option<(&K, &V)>;
            fn last_key_value(&self) -> Option<(&K, &V)>;
            fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>>;
            fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>>;
            fn pop_first(&mut self) -> Option<(K, V)>;
            fn pop_last(&mut self) -> Option<(K, V)>;
            fn contains_key<Q>(&self, key: &Q) -> bool;
            #[keeps] fn insert(&mut self, key: K, value: V) -> Option<V>;
            fn remove<Q>(&mut self, key: &Q) -> Option<V>;
            fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>;
            fn retain(&mut self, f: impl FnMut(&K, &mut V) -> bool);
            fn append(&mut self, other: &mut BTreeMap<K, V>);
            fn range(&self, range: _) -> crate::iter::Iter<(&K, &V)>;
            fn range_mut(&mut self, range: _) -> crate::iter::Iter<(&K, &mut V)>;
            fn entry(&mut self, key: K) -> Entry<'_, K, V>;
            fn split_off<Q>(&mut self, key: &Q) -> BTreeMap<K, V>;
            fn into_keys(self) -> crate::iter::Iter<K>;
            fn into_values(self) -> crate::iter::Iter<V>;
            fn iter(&self) -> crate::iter::Iter<(&K, &V)>;
            fn iter_mut(&mut self) -> crate::iter::Iter<(&K, &mut V)>;
            fn keys(&self) -> crate::iter::Iter<&K>;
            fn values(&self) -> crate::iter::Iter<&V>;
            fn values_mut(&mut self) -> crate::iter::Iter<&mut V>;
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
            #[keeps] fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I);
        }
        impl<K, V> Default for BTreeMap<K, V> { fn default() -> BTreeMap<K, V>; }
        impl<K, V> FromIterator<(K, V)> for BTreeMap<K, V> {}
        impl<K, V> Extend<(K, V)> for BTreeMap<K, V> {}
        impl<K, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> { fn from(arr: [(K, V); N]) -> BTreeMap<K, V>; }
        impl<K, V> IntoIterator for BTreeMap<K, V> { type Item = (K, V); type IntoIter = crate::iter::Iter<(K, V)>; }
        impl<'a, K, V> IntoIterator for &'a BTreeMap<K, V> { type Item = (&'a K, &'a V); type IntoIter = crate::iter::Iter<(&'a K, &'a V)>; }
        impl<'a, K, V> IntoIterator for &'a mut BTreeMap<K, V> { type Item = (&'a K, &'a mut V); type IntoIter = crate::iter::Iter<(&'a K, &'a mut V)>; }
        impl<K, Q, V> crate::ops::Index<&Q> for BTreeMap<K, V> { type Output = V; }
        type Iter<'a, K, V> = crate::iter::Iter<(&'a K, &'a V)>;
        type IntoIter<K, V> = crate::iter::Iter<(K, V)>;
        type Values<'a, K, V> = crate::iter::Iter<&'a V>;

        #[borrows]
        enum Entry<'a, K, V> { Vacant(VacantEntry<'a, K, V>), Occupied(OccupiedEntry<'a, K, V>) }
        impl<'a, K, V> Entry<'a, K, V> {
            #[keeps] fn or_insert(self, default: V) -> &'a mut V;
            #[runs(once)] fn or_insert_with(self, default: impl FnOnce() -> V) -> &'a mut V;
            #[runs(once)] fn or_insert_with_key(self, default: impl FnOnce(&K) -> V) -> &'a mut V;
            fn or_default(self) -> &'a mut V;
            fn key(&self) -> &K;
            fn and_modify(self, f: impl FnOnce(&mut V)) -> Entry<'a, K, V>;
        }
        #[borrows]
        struct OccupiedEntry<'a, K, V>;
        impl<'a, K, V> OccupiedEntry<'a, K, V> {
            fn key(&self) -> &K;
            fn remove_entry(self) -> (K, V);
            fn get(&self) -> &V;
            fn get_mut(&mut self) -> &mut V;
            fn into_mut(self) -> &'a mut V;
            #[keeps] fn insert(&mut self, value: V) -> V;
            fn remove(self) -> V;
        }
        #[borrows]
        struct VacantEntry<'a, K, V>;
        impl<'a, K, V> VacantEntry<'a, K, V> {
            fn key(&self) -> &K;
            fn into_key(self) -> K;
            #[keeps] fn insert(self, value: V) -> &'a mut V;
        }
    }

    mod hash_set {
        use crate::hash::RandomState;
        struct HashSet<T, S = RandomState>;
        impl<T> HashSet<T> {
            fn new() -> HashSet<T>;
            fn with_capacity(capacity: usize) -> HashSet<T>;
        }
        impl<T, S> HashSet<T, S> {
            fn iter(&self) -> crate::iter::Iter<&T>;
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
            fn drain(&mut self) -> crate::iter::Iter<T>;
            fn retain(&mut self, f: impl FnMut(&T) -> bool);
            fn clear(&mut self);
            fn difference(&self, other: &HashSet<T, S>) -> crate::iter::Iter<&T>;
            fn intersection(&self, other: &HashSet<T, S>) -> crate::iter::Iter<&T>;
            fn union(&self, other: &HashSet<T, S>) -> crate::iter::Iter<&T>;
            fn contains<Q>(&self, value: &Q) -> bool;
            fn get<Q>(&self, value: &Q) -> Option<&T>;
            #[keeps] fn insert(&mut self, value: T) -> bool;
            #[keeps] fn replace(&mut self, value: T) -> Option<T>;
            fn remove<Q>(&mut self, value: &Q) -> bool;
            fn take<Q>(&mut self, value: &Q) -> Option<T>;
            #[keeps] fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
        }
        impl<T, S> Default for HashSet<T, S> { fn default() -> HashSet<T, S>; }
        impl<T, S> FromIterator<T> for HashSet<T, S> {}
        impl<T, S> Extend<T> for HashSet<T, S> {}
        impl<T, const N: usize> From<[T; N]> for HashSet<T> { fn from(arr: [T; N]) -> HashSet<T>; }
        impl<T, S> IntoIterator for HashSet<T, S> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
        impl<'a, T, S> IntoIterator for &'a HashSet<T, S> { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    }

    mod btree_set {
        struct BTreeSet<T>;
        impl<T> BTreeSet<T> {
            fn new() -> BTreeSet<T>;
            fn iter(&self) -> crate::iter::Iter<&T>;
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
            fn contains<Q>(&self, value: &Q) -> bool;
            fn get<Q>(&self, value: &Q) -> Option<&T>;
            fn first(&self) -> Option<&T>;
            fn last(&self) -> Option<&T>;
            fn pop_first(&mut self) -> Option<T>;
            fn pop_last(&mut self) -> Option<T>;
            fn range(&self, range: _) -> crate::iter::Iter<&T>;
            #[keeps] fn insert(&mut self, value: T) -> bool;
            fn remove<Q>(&mut self, value: &Q) -> bool;
            fn take<Q>(&mut self, value: &Q) -> Option<T>;
            fn retain(&mut self, f: impl FnMut(&T) -> bool);
            fn clear(&mut self);
        }
        impl<T> Default for BTreeSet<T> { fn default() -> BTreeSet<T>; }
        impl<T> FromIterator<T> for BTreeSet<T> {}
        impl<T> Extend<T> for BTreeSet<T> {}
        impl<T, const N: usize> From<[T; N]> for BTreeSet<T> { fn from(arr: [T; N]) -> BTreeSet<T>; }
        impl<T> IntoIterator for BTreeSet<T> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
        impl<'a, T> IntoIterator for &'a BTreeSet<T> { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    }

    mod vec_deque {
        struct VecDeque<T>;
        impl<T> VecDeque<T> {
            fn new() -> VecDeque<T>;
            fn with_capacity(capacity: usize) -> VecDeque<T>;
            fn get(&self, index: usize) -> Option<&T>;
            fn get_mut(&mut self, index: usize) -> Option<&mut T>;
            fn swap(&mut self, i: usize, j: usize);
            fn truncate(&mut self, len: usize);
            fn iter(&self) -> crate::iter::Iter<&T>;
            fn iter_mut(&mut self) -> crate::iter::Iter<&mut T>;
            fn as_slices(&self) -> (&[T], &[T]);
            fn make_contiguous(&mut self) -> &mut [T];
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
            fn drain(&mut self, range: _) -> crate::iter::Iter<T>;
            fn clear(&mut self);
            fn contains(&self, x: &T) -> bool;
            fn front(&self) -> Option<&T>;
            fn front_mut(&mut self) -> Option<&mut T>;
            fn back(&self) -> Option<&T>;
            fn back_mut(&mut self) -> Option<&mut T>;
            fn pop_front(&mut self) -> Option<T>;
            fn pop_back(&mut self) -> Option<T>;
            #[keeps] fn push_front(&mut self, value: T);
            #[keeps] fn push_back(&mut self, value: T);
            #[keeps] fn insert(&mut self, index: usize, value: T);
            fn remove(&mut self, index: usize) -> Option<T>;
            fn append(&mut self, other: &mut VecDeque<T>);
            fn retain(&mut self, f: impl FnMut(&T) -> bool);
            fn rotate_left(&mut self, n: usize);
            fn rotate_right(&mut self, n: usize);
            #[keeps] fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I);
        }
        impl<T> Default for VecDeque<T> { fn default() -> VecDeque<T>; }
        impl<T> FromIterator<T> for VecDeque<T> {}
        impl<T> Extend<T> for VecDeque<T> {}
        impl<T> From<Vec<T>> for VecDeque<T> { fn from(v: Vec<T>) -> VecDeque<T>; }
        impl<T, const N: usize> From<[T; N]> for VecDeque<T> { fn from(arr: [T; N]) -> VecDeque<T>; }
        impl<T> From<VecDeque<T>> for Vec<T> { fn from(v: VecDeque<T>) -> Vec<T>; }
        impl<T> IntoIterator for VecDeque<T> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
        impl<'a, T> IntoIterator for &'a VecDeque<T> { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
        impl<'a, T> IntoIterator for &'a mut VecDeque<T> { type Item = &'a mut T; type IntoIter = crate::iter::Iter<&'a mut T>; }
        impl<T> crate::ops::Index<usize> for VecDeque<T> { type Output = T; }
    }

    mod linked_list {
        struct LinkedList<T>;
        impl<T> LinkedList<T> {
            fn new() -> LinkedList<T>;
            fn iter(&self) -> crate::iter::Iter<&T>;
            fn iter_mut(&mut self) -> crate::iter::Iter<&mut T>;
            fn front(&self) -> Option<&T>;
            fn back(&self) -> Option<&T>;
            #[keeps] fn push_front(&mut self, elt: T);
            #[keeps] fn push_back(&mut self, elt: T);
            fn pop_front(&mut self) -> Option<T>;
            fn pop_back(&mut self) -> Option<T>;
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
        }
        impl<T> Default for LinkedList<T> { fn default() -> LinkedList<T>; }
        impl<T> FromIterator<T> for LinkedList<T> {}
        impl<T> IntoIterator for LinkedList<T> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
        impl<'a, T> IntoIterator for &'a LinkedList<T> { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    }

    mod binary_heap {
        struct BinaryHeap<T>;
        impl<T> BinaryHeap<T> {
            fn new() -> BinaryHeap<T>;
            fn with_capacity(capacity: usize) -> BinaryHeap<T>;
            #[keeps] fn push(&mut self, item: T);
            fn pop(&mut self) -> Option<T>;
            fn peek(&self) -> Option<&T>;
            fn iter(&self) -> crate::iter::Iter<&T>;
            fn into_vec(self) -> Vec<T>;
            fn into_sorted_vec(self) -> Vec<T>;
            fn len(&self) -> usize;
            fn is_empty(&self) -> bool;
        }
        impl<T> Default for BinaryHeap<T> { fn default() -> BinaryHeap<T>; }
        impl<T> FromIterator<T> for BinaryHeap<T> {}
        impl<T> IntoIterator for BinaryHeap<T> { type Item = T; type IntoIter = crate::iter::Iter<T>; }
        impl<'a, T> IntoIterator for &'a BinaryHeap<T> { type Item = &'a T; type IntoIter = crate::iter::Iter<&'a T>; }
    }
}

mod iter {
    // Every iterator: what it yields is all that is known of it. Its methods stand here and, for iterators of the codebase
    // and for `impl Iterator` / `dyn Iterator`, once more as the provided methods of the trait.
    struct Iter<T>;
    impl<T> Iter<T> {
        fn next(&mut self) -> Option<T>;
        fn size_hint(&self) -> (usize, Option<usize>);
        fn count(self) -> usize;
        fn last(self) -> Option<T>;
        fn nth(&mut self, n: usize) -> Option<T>;
        fn step_by(self, step: usize) -> Iter<T>;
        fn chain<U: IntoIterator<Item = T>>(self, other: U) -> Iter<T>;
        fn zip<U: IntoIterator>(self, other: U) -> Iter<(T, U::Item)>;
        fn intersperse(self, separator: T) -> Iter<T>;
        #[runs(often)] fn map<B>(self, f: impl FnMut(T) -> B) -> Iter<B>;
        #[runs(often)] fn for_each(self, f: impl FnMut(T));
        fn filter(self, predicate: impl FnMut(&T) -> bool) -> Iter<T>;
        #[runs(often)] fn filter_map<B>(self, f: impl FnMut(T) -> Option<B>) -> Iter<B>;
        fn enumerate(self) -> Iter<(usize, T)>;
        fn peekable(self) -> Peekable<Iter<T>>;
        fn skip_while(self, predicate: impl FnMut(&T) -> bool) -> Iter<T>;
        fn take_while(self, predicate: impl FnMut(&T) -> bool) -> Iter<T>;
        fn map_while<B>(self, predicate: impl FnMut(T) -> Option<B>) -> Iter<B>;
        fn skip(self, n: usize) -> Iter<T>;
        fn take(self, n: usize) -> Iter<T>;
        fn scan<St, B>(self, initial_state: St, f: impl FnMut(&mut St, T) -> Option<B>) -> Iter<B>;
        #[runs(often)] fn flat_map<U: IntoIterator>(self, f: impl FnMut(T) -> U) -> Iter<U::Item>;
        fn flatten(self) -> Iter<<T as IntoIterator>::Item> where T: IntoIterator;
        fn fuse(self) -> Iter<T>;
        #[runs(often)] fn inspect(self, f: impl FnMut(&T)) -> Iter<T>;
        fn by_ref(&mut self) -> &mut Self;
        fn collect<B: FromIterator<T>>(self) -> B;
        fn partition<B: FromIterator<T>>(self, f: impl FnMut(&T) -> bool) -> (B, B);
        #[runs(often)] fn try_fold<B, R>(&mut self, init: B, f: impl FnMut(B, T) -> R) -> R;
        #[runs(often)] fn try_for_each<R>(&mut self, f: impl FnMut(T) -> R) -> R;
        #[runs(often)] fn fold<B>(self, init: B, f: impl FnMut(B, T) -> B) -> B;
        fn reduce(self, f: impl FnMut(T, T) -> T) -> Option<T>;
        fn all(&mut self, f: impl FnMut(T) -> bool) -> bool;
        fn any(&mut self, f: impl FnMut(T) -> bool) -> bool;
        fn find(&mut self, predicate: impl FnMut(&T) -> bool) -> Option<T>;
        fn find_map<B>(&mut self, f: impl FnMut(T) -> Option<B>) -> Option<B>;
        fn position(&mut self, predicate: impl FnMut(T) -> bool) -> Option<usize>;
        fn rposition(&mut self, predicate: impl FnMut(T) -> bool) -> Option<usize>;
        fn max(self) -> Option<T>;
        fn min(self) -> Option<T>;
        fn max_by_key<B>(self, f: impl FnMut(&T) -> B) -> Option<T>;
        fn max_by(self, compare: impl FnMut(&T, &T) -> crate::cmp::Ordering) -> Option<T>;
        fn min_by_key<B>(self, f: impl FnMut(&T) -> B) -> Option<T>;
        fn min_by(self, compare: impl FnMut(&T, &T) -> crate::cmp::Ordering) -> Option<T>;
        fn rev(self) -> Iter<T>;
        fn cycle(self) -> Iter<T>;
        fn sum<S>(self) -> S;
        fn product<P>(self) -> P;
        fn is_sorted(self) -> bool;
        fn next_back(&mut self) -> Option<T>;
        fn nth_back(&mut self, n: usize) -> Option<T>;
        fn rfind(&mut self, predicate: impl FnMut(&T) -> bool) -> Option<T>;
        fn rfold<B>(self, init: B, f: impl FnMut(B, T) -> B) -> B;
        fn len(&self) -> usize;
        fn as_str(&self) -> &str;
    }
    impl<T> Iter<&T> {
        fn cloned(self) -> Iter<T>;
        fn copied(self) -> Iter<T>;
    }
    impl<A, B> Iter<(A, B)> {
        fn unzip<FromA: FromIterator<A>, FromB: FromIterator<B>>(self) -> (FromA, FromB);
    }
    impl<T> Clone for Iter<T> { fn clone(&self) -> Iter<T>; }
    impl<T> Iterator for Iter<T> { type Item = T; }
    impl<T> DoubleEndedIterator for Iter<T> {}
    impl<T> ExactSizeIterator for Iter<T> {}
    // Also covered by the blanket impl below; stated so that the commonest case needs no bound to be proved.
    impl<T> IntoIterator for Iter<T> { type Item = T; type IntoIter = Iter<T>; }

    struct Peekable<I>;
    impl<I: Iterator> Peekable<I> {
        fn peek(&mut self) -> Option<&I::Item>;
        fn peek_mut(&mut self) -> Option<&mut I::Item>;
        fn next_if(&mut self, func: impl FnOnce(&I::Item) -> bool) -> Option<I::Item>;
        fn next_if_eq<R>(&mut self, expected: &R) -> Option<I::Item>;
    }
    impl<I: Iterator> Iterator for Peekable<I> { type Item = I::Item; }

    trait Iterator {
        type Item;
        fn next(&mut self) -> Option<Self::Item>;
        fn size_hint(&self) -> (usize, Option<usize>);
        fn count(self) -> usize;
        fn last(self) -> Option<Self::Item>;
        fn nth(&mut self, n: usize) -> Option<Self::Item>;
        fn step_by(self, step: usize) -> Iter<Self::Item>;
        fn chain<U: IntoIterator<Item = Self::Item>>(self, other: U) -> Iter<Self::Item>;
        fn zip<U: IntoIterator>(self, other: U) -> Iter<(Self::Item, U::Item)>;
        fn intersperse(self, separator: Self::Item) -> Iter<Self::Item>;
        #[runs(often)] fn map<B>(self, f: impl FnMut(Self::Item) -> B) -> Iter<B>;
        #[runs(often)] fn for_each(self, f: impl FnMut(Self::Item));
        fn filter(self, predicate: impl FnMut(&Self::Item) -> bool) -> Iter<Self::Item>;
        #[runs(often)] fn filter_map<B>(self, f: impl FnMut(Self::Item) -> Option<B>) -> Iter<B>;
        fn enumerate(self) -> Iter<(usize, Self::Item)>;
        fn peekable(self) -> Peekable<Self>;
        fn skip_while(self, predicate: impl FnMut(&Self::Item) -> bool) -> Iter<Self::Item>;
        fn take_while(self, predicate: impl FnMut(&Self::Item) -> bool) -> Iter<Self::Item>;
        fn map_while<B>(self, predicate: impl FnMut(Self::Item) -> Option<B>) -> Iter<B>;
        fn skip(self, n: usize) -> Iter<Self::Item>;
        fn take(self, n: usize) -> Iter<Self::Item>;
        fn scan<St, B>(self, initial_state: St, f: impl FnMut(&mut St, Self::Item) -> Option<B>) -> Iter<B>;
        #[runs(often)] fn flat_map<U: IntoIterator>(self, f: impl FnMut(Self::Item) -> U) -> Iter<U::Item>;
        fn flatten(self) -> Iter<<Self::Item as IntoIterator>::Item> where Self::Item: IntoIterator;
        fn fuse(self) -> Iter<Self::Item>;
        #[runs(often)] fn inspect(self, f: impl FnMut(&Self::Item)) -> Iter<Self::Item>;
        fn by_ref(&mut self) -> &mut Self;
        fn collect<B: FromIterator<Self::Item>>(self) -> B;
        fn partition<B: FromIterator<Self::Item>>(self, f: impl FnMut(&Self::Item) -> bool) -> (B, B);
        #[runs(often)] fn try_fold<B, R>(&mut self, init: B, f: impl FnMut(B, Self::Item) -> R) -> R;
        #[runs(often)] fn try_for_each<R>(&mut self, f: impl FnMut(Self::Item) -> R) -> R;
        #[runs(often)] fn fold<B>(self, init: B, f: impl FnMut(B, Self::Item) -> B) -> B;
        fn reduce(self, f: impl FnMut(Self::Item, Self::Item) -> Self::Item) -> Option<Self::Item>;
        fn all(&mut self, f: impl FnMut(Self::Item) -> bool) -> bool;
        fn any(&mut self, f: impl FnMut(Self::Item) -> bool) -> bool;
        fn find(&mut self, predicate: impl FnMut(&Self::Item) -> bool) -> Option<Self::Item>;
        fn find_map<B>(&mut self, f: impl FnMut(Self::Item) -> Option<B>) -> Option<B>;
        fn position(&mut self, predicate: impl FnMut(Self::Item) -> bool) -> Option<usize>;
        fn rposition(&mut self, predicate: impl FnMut(Self::Item) -> bool) -> Option<usize>;
        fn max(self) -> Option<Self::Item>;
        fn min(self) -> Option<Self::Item>;
        fn max_by_key<B>(self, f: impl FnMut(&Self::Item) -> B) -> Option<Self::Item>;
        fn max_by(self, compare: impl FnMut(&Self::Item, &Self::Item) -> crate::cmp::Ordering) -> Option<Self::Item>;
        fn min_by_key<B>(self, f: impl FnMut(&Self::Item) -> B) -> Option<Self::Item>;
        fn min_by(self, compare: impl FnMut(&Self::Item, &Self::Item) -> crate::cmp::Ordering) -> Option<Self::Item>;
        fn rev(self) -> Iter<Self::Item>;
        fn cycle(self) -> Iter<Self::Item>;
        fn sum<S>(self) -> S;
        fn product<P>(self) -> P;
        fn is_sorted(self) -> bool;
        fn cloned<T>(self) -> Iter<T> where Self: Iterator<Item = &T>;
        fn copied<T>(self) -> Iter<T> where Self: Iterator<Item = &T>;
        fn unzip<A, B, FromA: FromIterator<A>, FromB: FromIterator<B>>(self) -> (FromA, FromB) where Self: Iterator<Item = (A, B)>;
    }
    trait DoubleEndedIterator: Iterator {
        fn next_back(&mut self) -> Option<Self::Item>;
        fn nth_back(&mut self, n: usize) -> Option<Self::Item>;
        fn rfind(&mut self, predicate: impl FnMut(&Self::Item) -> bool) -> Option<Self::Item>;
        fn rfold<B>(self, init: B, f: impl FnMut(B, Self::Item) -> B) -> B;
    }
    trait ExactSizeIterator: Iterator {
        fn len(&self) -> usize;
    }
    trait FusedIterator: Iterator {}
    trait IntoIterator {
        type Item;
        type IntoIter;
        fn into_iter(self) -> Iter<Self::Item>;
    }
    trait FromIterator<A> {
        fn from_iter<T: IntoIterator<Item = A>>(iter: T) -> Self;
    }
    trait Extend<A> {
        #[keeps] fn extend<T: IntoIterator<Item = A>>(&mut self, iter: T);
    }
    trait Sum<A = Self> {
        fn sum<I: Iterator<Item = A>>(iter: I) -> Self;
    }
    trait Product<A = Self> {
        fn product<I: Iterator<Item = A>>(iter: I) -> Self;
    }
    impl<I: Iterator> IntoIterator for I { type Item = I::Item; type IntoIter = I; }
    impl<I: Iterator> Iterator for &mut I { type Item = I::Item; }
    impl FromIterator<()> for () {}

    fn once<T>(value: T) -> Iter<T>;
    fn once_with<T>(f: impl FnOnce() -> T) -> Iter<T>;
    fn repeat<T>(elt: T) -> Iter<T>;
    fn repeat_n<T>(elt: T, count: usize) -> Iter<T>;
    #[runs(often)] fn repeat_with<T>(f: impl FnMut() -> T) -> Iter<T>;
    fn from_fn<T>(f: impl FnMut() -> Option<T>) -> Iter<T>;
    fn empty<T>() -> Iter<T>;
    fn successors<T>(first: Option<T>, f: impl FnMut(&T) -> Option<T>) -> Iter<T>;
    fn zip<A: IntoIterator, B: IntoIterator>(a: A, b: B) -> Iter<(A::Item, B::Item)>;

    // The adapters codebases name in types.
    type Once<T> = Iter<T>;
    type Repeat<T> = Iter<T>;
    type Empty<T> = Iter<T>;
    type Rev<I> = Iter<<I as Iterator>::Item>;
    type Take<I> = Iter<<I as Iterator>::Item>;
    type Skip<I> = Iter<<I as Iterator>::Item>;
    type Cycle<I> = Iter<<I as Iterator>::Item>;
    type Fuse<I> = Iter<<I as Iterator>::Item>;
    type StepBy<I> = Iter<<I as Iterator>::Item>;
    type Enumerate<I> = Iter<(usize, <I as Iterator>::Item)>;
    type Chain<A, B> = Iter<<A as Iterator>::Item>;
    type Zip<A, B> = Iter<(<A as Iterator>::Item, <B as Iterator>::Item)>;
    type Filter<I, P> = Iter<<I as Iterator>::Item>;
}

mod borrow {
    trait Borrow<Borrowed> {
        fn borrow(&self) -> &Borrowed;
    }
    trait BorrowMut<Borrowed>: Borrow<Borrowed> {
        fn borrow_mut(&mut self) -> &mut Borrowed;
    }
    trait ToOwned {
        type Owned;
        fn to_owned(&self) -> Self::Owned;
    }
    impl<T: Clone> ToOwned for T { type Owned = T; fn to_owned(&self) -> T; }
    enum Cow<'a, B: ToOwned> { Borrowed(&'a B), Owned(<B as ToOwned>::Owned) }
    impl<'a, B: ToOwned> Cow<'a, B> {
        fn into_owned(self) -> <B as ToOwned>::Owned;
        fn to_mut(&mut self) -> &mut <B as ToOwned>::Owned;
    }
    impl<'a, B: ToOwned> crate::ops::Deref for Cow<'a, B> { type Target = B; }
    impl<'a> From<&'a str> for Cow<'a, str> { fn from(s: &'a str) -> Cow<'a, str>; }
    impl<'a> From<String> for Cow<'a, str> { fn from(s: String) -> Cow<'a, str>; }
}

mod future {
    trait Future {
        type Output;
        fn poll(self: crate::pin::Pin<&mut Self>, cx: &mut crate::task::Context<'_>) -> crate::task::Poll<Self::Output>;
    }
    trait IntoFuture {
        type Output;
        type IntoFuture;
        fn into_future(self) -> Self::IntoFuture;
    }
    impl<F: Future> IntoFuture for F { type Output = F::Output; type IntoFuture = F; }
    impl<F: Future> Future for &mut F { type Output = F::Output; }
    fn ready<T>(t: T) -> Ready<T>;
    fn pending<T>() -> Pending<T>;
    fn poll_fn<T>(f: impl FnMut(&mut crate::task::Context<'_>) -> crate::task::Poll<T>) -> PollFn<T>;
    struct Ready<T>;
    impl<T> Ready<T> { fn into_inner(self) -> T; }
    impl<T> Future for Ready<T> { type Output = T; }
    struct Pending<T>;
    impl<T> Future for Pending<T> { type Output = T; }
    struct PollFn<T>;
    impl<T> Future for PollFn<T> { type Output = T; }
}

mod task {
    enum Poll<T> { Ready(T), Pending }
    impl<T> Poll<T> {
        fn map<U>(self, f: impl FnOnce(T) -> U) -> Poll<U>;
        fn is_ready(&self) -> bool;
        fn is_pending(&self) -> bool;
    }
    impl<T, E> Poll<Result<T, E>> {
        fn map_ok<U>(self, f: impl FnOnce(T) -> U) -> Poll<Result<U, E>>;
        fn map_err<U>(self, f: impl FnOnce(E) -> U) -> Poll<Result<T, U>>;
    }
    struct Context<'a>;
    struct Waker;
    impl<'a> Context<'a> { fn waker(&self) -> &Waker; fn from_waker(waker: &Waker) -> Context<'_>; }
    impl Waker { fn wake(self); fn wake_by_ref(&self); fn noop() -> &'static Waker; }
    trait Wake {}
}

mod any {
    trait Any {
        fn type_id(&self) -> TypeId;
    }
    struct TypeId;
    impl TypeId { fn of<T>() -> TypeId; }
    impl dyn Any {
        fn is<T>(&self) -> bool;
        fn downcast_ref<T>(&self) -> Option<&T>;
        fn downcast_mut<T>(&mut self) -> Option<&mut T>;
    }
    fn type_name<T>() -> &'static str;
    fn type_name_of_val<T>(val: &T) -> &'static str;
}

mod error {
    trait Error {
        fn source(&self) -> Option<&dyn Error>;
        fn description(&self) -> &str;
        fn cause(&self) -> Option<&dyn Error>;
    }
    impl dyn Error {
        fn is<T>(&self) -> bool;
        fn downcast_ref<T>(&self) -> Option<&T>;
    }
    impl<E: Error> From<E> for Box<dyn Error> { fn from(err: E) -> Box<dyn Error>; }
    impl From<String> for Box<dyn Error> { fn from(err: String) -> Box<dyn Error>; }
    impl From<&str> for Box<dyn Error> { fn from(err: &str) -> Box<dyn Error>; }
}

mod fmt {
    type Result = crate::result::Result<(), Error>;
    struct Error;
    struct Formatter<'a>;
    struct Arguments<'a>;
    trait Display { fn fmt(&self, f: &mut Formatter<'_>) -> Result; }
    trait Debug { fn fmt(&self, f: &mut Formatter<'_>) -> Result; }
    trait Write {
        fn write_str(&mut self, s: &str) -> Result;
        fn write_char(&mut self, c: char) -> Result;
        fn write_fmt(&mut self, args: Arguments<'_>) -> Result;
    }
    impl<'a> Formatter<'a> {
        fn write_str(&mut self, data: &str) -> Result;
        fn write_fmt(&mut self, fmt: Arguments<'_>) -> Result;
        fn debug_struct(&mut self, name: &str) -> DebugStruct<'_>;
        fn debug_tuple(&mut self, name: &str) -> DebugTuple<'_>;
        fn pad(&mut self, s: &str) -> Result;
    }
    struct DebugStruct<'a>;
    impl<'a> DebugStruct<'a> {
        fn field(&mut self, name: &str, value: _) -> &mut DebugStruct<'a>;
        fn finish(&mut self) -> Result;
        fn finish_non_exhaustive(&mut self) -> Result;
    }
    struct DebugTuple<'a>;
    impl<'a> DebugTuple<'a> {
        fn field(&mut self, value: _) -> &mut DebugTuple<'a>;
        fn finish(&mut self) -> Result;
    }
    fn format(args: Arguments<'_>) -> String;
}

mod hash {
    trait Hash {}
    trait Hasher { fn finish(&self) -> u64; }
    trait BuildHasher {}
    struct RandomState;
    struct DefaultHasher;
    struct BuildHasherDefault<H>;
}

mod num {
    struct NonZero<T>;
    impl<T> NonZero<T> {
        fn new(n: T) -> Option<NonZero<T>>;
        fn new_unchecked(n: T) -> NonZero<T>;
        fn get(self) -> T;
    }
    type NonZeroUsize = NonZero<usize>;
    type NonZeroU8 = NonZero<u8>;
    type NonZeroU16 = NonZero<u16>;
    type NonZeroU32 = NonZero<u32>;
    type NonZeroU64 = NonZero<u64>;
    type NonZeroI32 = NonZero<i32>;
    type NonZeroI64 = NonZero<i64>;
    struct Wrapping<T>(T);
    struct ParseIntError;
    struct ParseFloatError;
    struct TryFromIntError;
    impl crate::str::FromStr for u8 { type Err = ParseIntError; }
    impl crate::str::FromStr for u16 { type Err = ParseIntError; }
    impl crate::str::FromStr for u32 { type Err = ParseIntError; }
    impl crate::str::FromStr for u64 { type Err = ParseIntError; }
    impl crate::str::FromStr for u128 { type Err = ParseIntError; }
    impl crate::str::FromStr for usize { type Err = ParseIntError; }
    impl crate::str::FromStr for i8 { type Err = ParseIntError; }
    impl crate::str::FromStr for i16 { type Err = ParseIntError; }
    impl crate::str::FromStr for i32 { type Err = ParseIntError; }
    impl crate::str::FromStr for i64 { type Err = ParseIntError; }
    impl crate::str::FromStr for i128 { type Err = ParseIntError; }
    impl crate::str::FromStr for isize { type Err = ParseIntError; }
    impl crate::str::FromStr for f32 { type Err = ParseFloatError; }
    impl crate::str::FromStr for f64 { type Err = ParseFloatError; }
}

mod io {
    type Result<T> = crate::result::Result<T, Error>;
    struct Error;
    enum ErrorKind { NotFound, PermissionDenied, ConnectionRefused, ConnectionReset, ConnectionAborted, NotConnected, AddrInUse, AddrNotAvailable, BrokenPipe, AlreadyExists, WouldBlock, InvalidInput, InvalidData, TimedOut, WriteZero, Interrupted, Unsupported, UnexpectedEof, OutOfMemory, Other }
    impl Error {
        fn new(kind: ErrorKind, error: _) -> Error;
        fn other(error: _) -> Error;
        fn last_os_error() -> Error;
        fn kind(&self) -> ErrorKind;
    }
    impl From<ErrorKind> for Error { fn from(kind: ErrorKind) -> Error; }
    trait Read {
        fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
        fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
        fn bytes(self) -> crate::iter::Iter<Result<u8>>;
    }
    trait Write {
        fn write(&mut self, buf: &[u8]) -> Result<usize>;
        fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        fn write_fmt(&mut self, args: _) -> Result<()>;
        fn flush(&mut self) -> Result<()>;
    }
    trait BufRead: Read {
        fn read_line(&mut self, buf: &mut String) -> Result<usize>;
        fn lines(self) -> crate::iter::Iter<Result<String>>;
    }
    trait Seek {}
    struct BufReader<R>;
    impl<R> BufReader<R> {
        fn new(inner: R) -> BufReader<R>;
        fn get_ref(&self) -> &R;
        fn into_inner(self) -> R;
    }
    impl<R> Read for BufReader<R> {}
    impl<R> BufRead for BufReader<R> {}
    struct BufWriter<W>;
    impl<W> BufWriter<W> {
        fn new(inner: W) -> BufWriter<W>;
        fn get_ref(&self) -> &W;
    }
    impl<W> Write for BufWriter<W> {}
    struct Cursor<T>;
    impl<T> Cursor<T> {
        fn new(inner: T) -> Cursor<T>;
        fn get_ref(&self) -> &T;
        fn into_inner(self) -> T;
    }
    struct Stdin;
    struct Stdout;
    struct Stderr;
    fn stdin() -> Stdin;
    fn stdout() -> Stdout;
    fn stderr() -> Stderr;
    fn read_to_string<R: Read>(reader: R) -> Result<String>;
    impl Stdin {
        fn lines(self) -> crate::iter::Iter<Result<String>>;
        fn read_line(&self, buf: &mut String) -> Result<usize>;
    }
    mod prelude {
        use super::{BufRead, Read, Seek, Write};
    }
}

mod fs {
    struct File;
    impl File {
        fn open(path: _) -> crate::io::Result<File>;
        fn create(path: _) -> crate::io::Result<File>;
    }
    impl crate::io::Read for File {}
    impl crate::io::Write for File {}
    fn read(path: _) -> crate::io::Result<Vec<u8>>;
    fn read_to_string(path: _) -> crate::io::Result<String>;
    fn write(path: _, contents: _) -> crate::io::Result<()>;
    fn create_dir_all(path: _) -> crate::io::Result<()>;
    fn remove_file(path: _) -> crate::io::Result<()>;
}

mod path {
    struct Path;
    struct PathBuf;
    impl Path {
        fn new(s: _) -> &Path;
        fn to_str(&self) -> Option<&str>;
        fn to_path_buf(&self) -> PathBuf;
        fn join(&self, path: _) -> PathBuf;
        fn parent(&self) -> Option<&Path>;
        fn exists(&self) -> bool;
    }
    impl PathBuf {
        fn new() -> PathBuf;
        fn push(&mut self, path: _);
        fn as_path(&self) -> &Path;
    }
    impl crate::ops::Deref for PathBuf { type Target = Path; }
    impl From<&str> for PathBuf { fn from(s: &str) -> PathBuf; }
    impl From<String> for PathBuf { fn from(s: String) -> PathBuf; }
}

mod ffi {
    struct OsStr;
    struct OsString;
    impl OsString { fn into_string(self) -> Result<String, OsString>; }
    impl crate::ops::Deref for OsString { type Target = OsStr; }
    impl OsStr { fn to_str(&self) -> Option<&str>; fn to_string_lossy(&self) -> crate::borrow::Cow<'_, str>; }
    struct CStr;
    struct CString;
    enum c_void {}
}

mod env {
    enum VarError { NotPresent, NotUnicode(crate::ffi::OsString) }
    fn var(key: _) -> Result<String, VarError>;
    fn var_os(key: _) -> Option<crate::ffi::OsString>;
    fn vars() -> crate::iter::Iter<(String, String)>;
    fn args() -> crate::iter::Iter<String>;
    fn set_var(key: _, value: _);
    fn remove_var(key: _);
    fn current_dir() -> crate::io::Result<crate::path::PathBuf>;
}

mod net {
    struct TcpStream;
    impl TcpStream {
        fn connect(addr: _) -> crate::io::Result<TcpStream>;
        fn connect_timeout(addr: &SocketAddr, timeout: crate::time::Duration) -> crate::io::Result<TcpStream>;
        fn try_clone(&self) -> crate::io::Result<TcpStream>;
        fn peer_addr(&self) -> crate::io::Result<SocketAddr>;
        fn set_read_timeout(&self, dur: Option<crate::time::Duration>) -> crate::io::Result<()>;
        fn set_write_timeout(&self, dur: Option<crate::time::Duration>) -> crate::io::Result<()>;
        fn set_nodelay(&self, nodelay: bool) -> crate::io::Result<()>;
        fn set_nonblocking(&self, nonblocking: bool) -> crate::io::Result<()>;
    }
    impl crate::io::Read for TcpStream {}
    impl crate::io::Write for TcpStream {}
    struct TcpListener;
    impl TcpListener {
        fn bind(addr: _) -> crate::io::Result<TcpListener>;
        fn accept(&self) -> crate::io::Result<(TcpStream, SocketAddr)>;
        fn incoming(&self) -> crate::iter::Iter<crate::io::Result<TcpStream>>;
        fn local_addr(&self) -> crate::io::Result<SocketAddr>;
    }
    struct UdpSocket;
    enum IpAddr { V4(Ipv4Addr), V6(Ipv6Addr) }
    struct Ipv4Addr;
    struct Ipv6Addr;
    enum SocketAddr { V4(SocketAddrV4), V6(SocketAddrV6) }
    struct SocketAddrV4;
    struct SocketAddrV6;
    struct AddrParseError;
    impl SocketAddr {
        fn new(ip: IpAddr, port: u16) -> SocketAddr;
        fn ip(&self) -> IpAddr;
        fn port(&self) -> u16;
    }
    impl Ipv4Addr { fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr; }
    impl crate::str::FromStr for SocketAddr { type Err = AddrParseError; }
    impl crate::str::FromStr for IpAddr { type Err = AddrParseError; }
    trait ToSocketAddrs { fn to_socket_addrs(&self) -> crate::io::Result<crate::iter::Iter<SocketAddr>>; }
}

mod time {
    struct Duration;
    impl Duration {
        fn new(secs: u64, nanos: u32) -> Duration;
        fn from_secs(secs: u64) -> Duration;
        fn from_millis(millis: u64) -> Duration;
        fn from_micros(micros: u64) -> Duration;
        fn from_nanos(nanos: u64) -> Duration;
        fn from_secs_f64(secs: f64) -> Duration;
        fn from_secs_f32(secs: f32) -> Duration;
        fn from_mins(mins: u64) -> Duration;
        fn from_hours(hours: u64) -> Duration;
        fn as_secs(&self) -> u64;
        fn as_secs_f64(&self) -> f64;
        fn as_millis(&self) -> u128;
        fn as_micros(&self) -> u128;
        fn as_nanos(&self) -> u128;
        fn subsec_nanos(&self) -> u32;
        fn subsec_millis(&self) -> u32;
        fn checked_add(self, rhs: Duration) -> Option<Duration>;
        fn checked_sub(self, rhs: Duration) -> Option<Duration>;
        fn saturating_sub(self, rhs: Duration) -> Duration;
        fn saturating_mul(self, rhs: u32) -> Duration;
        fn mul_f64(self, rhs: f64) -> Duration;
    }
    impl Default for Duration { fn default() -> Duration; }
    struct Instant;
    impl Instant {
        fn now() -> Instant;
        fn elapsed(&self) -> Duration;
        fn duration_since(&self, earlier: Instant) -> Duration;
        fn saturating_duration_since(&self, earlier: Instant) -> Duration;
        fn checked_add(&self, duration: Duration) -> Option<Instant>;
        fn checked_sub(&self, duration: Duration) -> Option<Instant>;
    }
    struct SystemTime;
    impl SystemTime {
        const UNIX_EPOCH: SystemTime;
        fn now() -> SystemTime;
        fn elapsed(&self) -> Result<Duration, SystemTimeError>;
        fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError>;
    }
    const UNIX_EPOCH: SystemTime;
    struct SystemTimeError;
}

mod panic {
    struct AssertUnwindSafe<T>(T);
    impl<T> crate::ops::Deref for AssertUnwindSafe<T> { type Target = T; }
    impl<T> crate::ops::DerefMut for AssertUnwindSafe<T> {}
    impl<F: Future> Future for AssertUnwindSafe<F> { type Output = F::Output; }
    trait UnwindSafe {}
    trait RefUnwindSafe {}
    fn catch_unwind<F, R>(f: F) -> crate::thread::Result<R> where F: FnOnce() -> R;
    fn resume_unwind(payload: Box<dyn crate::any::Any>) -> !;
    fn set_hook(hook: _);
    fn take_hook() -> _;
    struct Location<'a>;
}

mod process {
    fn exit(code: i32) -> !;
    fn abort() -> !;
    fn id() -> u32;
    struct ExitCode;
    struct Command;
    impl Command {
        fn new(program: _) -> Command;
        fn arg(&mut self, arg: _) -> &mut Command;
        fn args(&mut self, args: _) -> &mut Command;
        fn env(&mut self, key: _, val: _) -> &mut Command;
        fn spawn(&mut self) -> crate::io::Result<Child>;
        fn output(&mut self) -> crate::io::Result<Output>;
        fn status(&mut self) -> crate::io::Result<ExitStatus>;
    }
    struct Child;
    struct Output;
    struct ExitStatus;
}

mod hint {
    fn black_box<T>(dummy: T) -> T;
    fn unreachable_unchecked() -> !;
}
