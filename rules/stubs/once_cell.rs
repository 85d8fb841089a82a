// once_cell. Read from 1.21.4.

mod sync {
    struct OnceCell<T>;
    impl<T> OnceCell<T> {
        fn new() -> OnceCell<T>;
        fn with_value(value: T) -> OnceCell<T>;
        fn get(&self) -> Option<&T>;
        fn wait(&self) -> &T;
        fn get_mut(&mut self) -> Option<&mut T>;
        fn get_unchecked(&self) -> &T;
        #[keeps] fn set(&self, value: T) -> Result<(), T>;
        #[keeps] fn try_insert(&self, value: T) -> Result<&T, (&T, T)>;
        #[runs(once)] fn get_or_init<F>(&self, f: F) -> &T where F: FnOnce() -> T;
        #[runs(once)] fn get_or_try_init<F, E>(&self, f: F) -> Result<&T, E> where F: FnOnce() -> Result<T, E>;
        fn take(&mut self) -> Option<T>;
        fn into_inner(self) -> Option<T>;
    }
    impl<T> Default for OnceCell<T> { fn default() -> OnceCell<T>; }
    impl<T> From<T> for OnceCell<T> { fn from(value: T) -> OnceCell<T>; }
    struct Lazy<T, F = fn() -> T>;
    impl<T, F: FnOnce() -> T> Lazy<T, F> {
        #[runs(once)] fn new(f: F) -> Lazy<T, F>;
        fn force(this: &Lazy<T, F>) -> &T;
        fn force_mut(this: &mut Lazy<T, F>) -> &mut T;
        fn get(this: &Lazy<T, F>) -> Option<&T>;
        fn get_mut(this: &mut Lazy<T, F>) -> Option<&mut T>;
        fn into_value(this: Lazy<T, F>) -> Result<T, F>;
    }
    impl<T, F> std::ops::Deref for Lazy<T, F> { type Target = T; }
    impl<T, F> std::ops::DerefMut for Lazy<T, F> {}
    impl<T: Default> Default for Lazy<T> { fn default() -> Lazy<T>; }
}

mod unsync {
    struct OnceCell<T>;
    impl<T> OnceCell<T> {
        fn new() -> OnceCell<T>;
        fn with_value(value: T) -> OnceCell<T>;
        fn get(&self) -> Option<&T>;
        fn get_mut(&mut self) -> Option<&mut T>;
        #[keeps] fn set(&self, value: T) -> Result<(), T>;
        #[keeps] fn try_insert(&self, value: T) -> Result<&T, (&T, T)>;
        #[runs(once)] fn get_or_init<F>(&self, f: F) -> &T where F: FnOnce() -> T;
        #[runs(once)] fn get_or_try_init<F, E>(&self, f: F) -> Result<&T, E> where F: FnOnce() -> Result<T, E>;
        fn take(&mut self) -> Option<T>;
        fn into_inner(self) -> Option<T>;
    }
    impl<T> Default for OnceCell<T> { fn default() -> OnceCell<T>; }
    impl<T> From<T> for OnceCell<T> { fn from(value: T) -> OnceCell<T>; }
    struct Lazy<T, F = fn() -> T>;
    impl<T, F: FnOnce() -> T> Lazy<T, F> {
        #[runs(once)] fn new(f: F) -> Lazy<T, F>;
        fn force(this: &Lazy<T, F>) -> &T;
        fn get(this: &Lazy<T, F>) -> Option<&T>;
        fn into_value(this: Lazy<T, F>) -> Result<T, F>;
    }
    impl<T, F> std::ops::Deref for Lazy<T, F> { type Target = T; }
    impl<T, F> std::ops::DerefMut for Lazy<T, F> {}
    impl<T: Default> Default for Lazy<T> { fn default() -> Lazy<T>; }
}

mod race {
    struct OnceBox<T>;
    impl<T> OnceBox<T> {
        fn new() -> OnceBox<T>;
        fn get(&self) -> Option<&T>;
        #[keeps] fn set(&self, value: Box<T>) -> Result<(), Box<T>>;
        #[runs(once)] fn get_or_init<F>(&self, f: F) -> &T where F: FnOnce() -> Box<T>;
        #[runs(once)] fn get_or_try_init<F, E>(&self, f: F) -> Result<&T, E> where F: FnOnce() -> Result<Box<T>, E>;
    }
}
