// moka. Read from 0.12.16: caches whose values may be handles.

mod future {
    struct Cache<K, V, S = std::hash::RandomState>;
    impl<K, V> Cache<K, V> {
        fn new(max_capacity: u64) -> Cache<K, V>;
        fn builder() -> CacheBuilder<K, V, Cache<K, V>>;
    }
    impl<K, V, S> Cache<K, V, S> {
        async fn get<Q>(&self, key: &Q) -> Option<V>;
        #[runs(once)] async fn get_with(&self, key: K, init: impl Future<Output = V>) -> V;
        #[runs(once)] async fn optionally_get_with<F: Future<Output = Option<V>>>(&self, key: K, init: F) -> Option<V>;
        #[runs(once)] async fn try_get_with<F: Future<Output = Result<V, E>>, E>(&self, key: K, init: F) -> Result<V, std::sync::Arc<E>>;
        #[keeps] async fn insert(&self, key: K, value: V);
        async fn remove<Q>(&self, key: &Q) -> Option<V>;
        async fn invalidate<Q>(&self, key: &Q);
        fn iter(&self) -> std::iter::Iter<(std::sync::Arc<K>, V)>;
    }
    struct CacheBuilder<K, V, C>;
    impl<K, V> CacheBuilder<K, V, Cache<K, V>> {
        fn new(max_capacity: u64) -> CacheBuilder<K, V, Cache<K, V>>;
        fn max_capacity(self, max_capacity: u64) -> CacheBuilder<K, V, Cache<K, V>>;
        fn time_to_live(self, duration: std::time::Duration) -> CacheBuilder<K, V, Cache<K, V>>;
        fn time_to_idle(self, duration: std::time::Duration) -> CacheBuilder<K, V, Cache<K, V>>;
        fn build(self) -> Cache<K, V>;
    }
}

mod sync {
    struct Cache<K, V, S = std::hash::RandomState>;
    impl<K, V> Cache<K, V> {
        fn new(max_capacity: u64) -> Cache<K, V>;
        fn builder() -> CacheBuilder<K, V, Cache<K, V>>;
    }
    impl<K, V, S> Cache<K, V, S> {
        fn get<Q>(&self, key: &Q) -> Option<V>;
        #[runs(once)] fn get_with(&self, key: K, init: impl FnOnce() -> V) -> V;
        #[runs(once)] fn optionally_get_with<F: FnOnce() -> Option<V>>(&self, key: K, init: F) -> Option<V>;
        #[runs(once)] fn try_get_with<F: FnOnce() -> Result<V, E>, E>(&self, key: K, init: F) -> Result<V, std::sync::Arc<E>>;
        #[keeps] fn insert(&self, key: K, value: V);
        fn remove<Q>(&self, key: &Q) -> Option<V>;
        fn invalidate<Q>(&self, key: &Q);
        fn iter(&self) -> std::iter::Iter<(std::sync::Arc<K>, V)>;
    }
    struct CacheBuilder<K, V, C>;
    impl<K, V> CacheBuilder<K, V, Cache<K, V>> {
        fn new(max_capacity: u64) -> CacheBuilder<K, V, Cache<K, V>>;
        fn max_capacity(self, max_capacity: u64) -> CacheBuilder<K, V, Cache<K, V>>;
        fn time_to_live(self, duration: std::time::Duration) -> CacheBuilder<K, V, Cache<K, V>>;
        fn time_to_idle(self, duration: std::time::Duration) -> CacheBuilder<K, V, Cache<K, V>>;
        fn build(self) -> Cache<K, V>;
    }
}
