// dashmap. Read from 6.2.1 and 7.0.0-rc2.

use mapref::entry::Entry;

struct DashMap<K, V, S = std::hash::RandomState>;
impl<K, V> DashMap<K, V> {
    fn new() -> DashMap<K, V>;
    fn with_capacity(capacity: usize) -> DashMap<K, V>;
    fn with_shard_amount(shard_amount: usize) -> DashMap<K, V>;
}
impl<K, V, S> DashMap<K, V, S> {
    fn with_hasher(hasher: S) -> DashMap<K, V, S>;
    fn with_capacity_and_hasher(capacity: usize, hasher: S) -> DashMap<K, V, S>;
    #[keeps] fn insert(&self, key: K, value: V) -> Option<V>;
    fn remove<Q>(&self, key: &Q) -> Option<(K, V)>;
    fn remove_if<Q>(&self, key: &Q, f: impl FnOnce(&K, &V) -> bool) -> Option<(K, V)>;
    fn iter(&self) -> std::iter::Iter<mapref::multiple::RefMulti<'_, K, V>>;
    fn iter_mut(&self) -> std::iter::Iter<mapref::multiple::RefMutMulti<'_, K, V>>;
    fn get<Q>(&self, key: &Q) -> Option<mapref::one::Ref<'_, K, V>>;
    fn get_mut<Q>(&self, key: &Q) -> Option<mapref::one::RefMut<'_, K, V>>;
    fn try_get<Q>(&self, key: &Q) -> try_result::TryResult<mapref::one::Ref<'_, K, V>>;
    fn try_get_mut<Q>(&self, key: &Q) -> try_result::TryResult<mapref::one::RefMut<'_, K, V>>;
    fn retain(&self, f: impl FnMut(&K, &mut V) -> bool);
    fn len(&self) -> usize;
    fn is_empty(&self) -> bool;
    fn clear(&self);
    fn alter<Q>(&self, key: &Q, f: impl FnOnce(&K, V) -> V);
    fn alter_all(&self, f: impl FnMut(&K, V) -> V);
    fn view<Q, R>(&self, key: &Q, f: impl FnOnce(&K, &V) -> R) -> Option<R>;
    fn contains_key<Q>(&self, key: &Q) -> bool;
    fn entry(&self, key: K) -> Entry<'_, K, V>;
    fn try_entry(&self, key: K) -> Option<Entry<'_, K, V>>;
}
impl<K, V, S> Default for DashMap<K, V, S> { fn default() -> DashMap<K, V, S>; }
impl<K, V, S> FromIterator<(K, V)> for DashMap<K, V, S> {}
impl<K, V, S> IntoIterator for DashMap<K, V, S> { type Item = (K, V); type IntoIter = std::iter::Iter<(K, V)>; }
impl<'a, K, V, S> IntoIterator for &'a DashMap<K, V, S> { type Item = mapref::multiple::RefMulti<'a, K, V>; type IntoIter = std::iter::Iter<mapref::multiple::RefMulti<'a, K, V>>; }

struct DashSet<K, S = std::hash::RandomState>;
impl<K> DashSet<K> { fn new() -> DashSet<K>; }
impl<K, S> DashSet<K, S> {
    #[keeps] fn insert(&self, key: K) -> bool;
    fn remove<Q>(&self, key: &Q) -> Option<K>;
    fn contains<Q>(&self, key: &Q) -> bool;
    fn len(&self) -> usize;
    fn is_empty(&self) -> bool;
}
impl<K, S> Default for DashSet<K, S> { fn default() -> DashSet<K, S>; }

mod try_result {
    enum TryResult<R> { Present(R), Absent, Locked }
    impl<R> TryResult<R> {
        fn unwrap(self) -> R;
        fn try_unwrap(self) -> Option<R>;
        fn is_present(&self) -> bool;
    }
}

mod mapref {
    mod one {
        #[borrows]
        struct Ref<'a, K, V>;
        impl<'a, K, V> Ref<'a, K, V> {
            fn key(&self) -> &K;
            fn value(&self) -> &V;
            fn pair(&self) -> (&K, &V);
            fn map<F, T>(self, f: F) -> MappedRef<'a, K, V, T> where F: FnOnce(&V) -> &T;
        }
        impl<'a, K, V> std::ops::Deref for Ref<'a, K, V> { type Target = V; }
        #[borrows]
        struct MappedRef<'a, K, V, T>;
        impl<'a, K, V, T> MappedRef<'a, K, V, T> { fn key(&self) -> &K; fn value(&self) -> &T; }
        impl<'a, K, V, T> std::ops::Deref for MappedRef<'a, K, V, T> { type Target = T; }
        #[borrows]
        struct RefMut<'a, K, V>;
        impl<'a, K, V> RefMut<'a, K, V> {
            fn key(&self) -> &K;
            fn value(&self) -> &V;
            fn value_mut(&mut self) -> &mut V;
            fn pair_mut(&mut self) -> (&K, &mut V);
            fn downgrade(self) -> Ref<'a, K, V>;
        }
        impl<'a, K, V> std::ops::Deref for RefMut<'a, K, V> { type Target = V; }
        impl<'a, K, V> std::ops::DerefMut for RefMut<'a, K, V> {}
    }
    mod multiple {
        #[borrows]
        struct RefMulti<'a, K, V>;
        impl<'a, K, V> RefMulti<'a, K, V> {
            fn key(&self) -> &K;
            fn value(&self) -> &V;
            fn pair(&self) -> (&K, &V);
        }
        impl<'a, K, V> std::ops::Deref for RefMulti<'a, K, V> { type Target = V; }
        #[borrows]
        struct RefMutMulti<'a, K, V>;
        impl<'a, K, V> RefMutMulti<'a, K, V> {
            fn key(&self) -> &K;
            fn value(&self) -> &V;
            fn value_mut(&mut self) -> &mut V;
        }
        impl<'a, K, V> std::ops::Deref for RefMutMulti<'a, K, V> { type Target = V; }
        impl<'a, K, V> std::ops::DerefMut for RefMutMulti<'a, K, V> {}
    }
    mod entry {
        use super::one::RefMut;
        #[borrows]
        enum Entry<'a, K, V> { Occupied(OccupiedEntry<'a, K, V>), Vacant(VacantEntry<'a, K, V>) }
        impl<'a, K, V> Entry<'a, K, V> {
            fn and_modify(self, f: impl FnOnce(&mut V)) -> Entry<'a, K, V>;
            fn key(&self) -> &K;
            fn or_default(self) -> RefMut<'a, K, V>;
            #[keeps] fn or_insert(self, value: V) -> RefMut<'a, K, V>;
            #[runs(once)] fn or_insert_with(self, value: impl FnOnce() -> V) -> RefMut<'a, K, V>;
            fn or_try_insert_with<E>(self, value: impl FnOnce() -> Result<V, E>) -> Result<RefMut<'a, K, V>, E>;
            #[keeps] fn insert(self, value: V) -> RefMut<'a, K, V>;
        }
        #[borrows]
        struct OccupiedEntry<'a, K, V>;
        impl<'a, K, V> OccupiedEntry<'a, K, V> {
            fn get(&self) -> &V;
            fn get_mut(&mut self) -> &mut V;
            #[keeps] fn insert(&mut self, value: V) -> V;
            fn into_ref(self) -> RefMut<'a, K, V>;
            fn key(&self) -> &K;
            fn remove(self) -> V;
            fn remove_entry(self) -> (K, V);
        }
        #[borrows]
        struct VacantEntry<'a, K, V>;
        impl<'a, K, V> VacantEntry<'a, K, V> {
            #[keeps] fn insert(self, value: V) -> RefMut<'a, K, V>;
            fn key(&self) -> &K;
        }
    }
}
