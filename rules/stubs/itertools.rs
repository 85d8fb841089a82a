// itertools: the adapters that keep or make elements. Read from 0.15.0. Every adapter is `std::iter::Iter<T>`.

trait Itertools: Iterator {
    fn interleave<J: IntoIterator<Item = Self::Item>>(self, other: J) -> std::iter::Iter<Self::Item>;
    fn zip_eq<J: IntoIterator>(self, other: J) -> std::iter::Iter<(Self::Item, J::Item)>;
    fn batching<B, F>(self, f: F) -> std::iter::Iter<B> where F: FnMut(&mut Self) -> Option<B>;
    fn tuple_windows<T>(self) -> std::iter::Iter<T>;
    fn tuples<T>(self) -> std::iter::Iter<T>;
    fn map_into<R>(self) -> std::iter::Iter<R>;
    fn merge<J: IntoIterator<Item = Self::Item>>(self, other: J) -> std::iter::Iter<Self::Item>;
    fn cartesian_product<J: IntoIterator>(self, other: J) -> std::iter::Iter<(Self::Item, J::Item)>;
    fn unique(self) -> std::iter::Iter<Self::Item>;
    fn unique_by<V, F>(self, f: F) -> std::iter::Iter<Self::Item> where F: FnMut(&Self::Item) -> V;
    fn dedup(self) -> std::iter::Iter<Self::Item>;
    fn sorted(self) -> std::iter::Iter<Self::Item>;
    fn sorted_by<F>(self, cmp: F) -> std::iter::Iter<Self::Item> where F: FnMut(&Self::Item, &Self::Item) -> std::cmp::Ordering;
    fn sorted_by_key<K, F>(self, f: F) -> std::iter::Iter<Self::Item> where F: FnMut(&Self::Item) -> K;
    fn sorted_unstable(self) -> std::iter::Iter<Self::Item>;
    fn intersperse(self, element: Self::Item) -> std::iter::Iter<Self::Item>;
    fn multipeek(self) -> std::iter::Iter<Self::Item>;
    fn collect_vec(self) -> Vec<Self::Item>;
    fn collect_tuple<T>(self) -> Option<T>;
    fn exactly_one(self) -> Result<Self::Item, std::iter::Iter<Self::Item>>;
    fn at_most_one(self) -> Result<Option<Self::Item>, std::iter::Iter<Self::Item>>;
    fn join(&mut self, sep: &str) -> String;
    fn into_group_map<K, V>(self) -> std::collections::HashMap<K, Vec<V>> where Self: Iterator<Item = (K, V)>;
    fn into_group_map_by<K, V, F>(self, f: F) -> std::collections::HashMap<K, Vec<V>> where Self: Iterator<Item = V>, F: FnMut(&V) -> K;
    fn counts(self) -> std::collections::HashMap<Self::Item, usize>;
    fn find_or_first<P>(self, predicate: P) -> Option<Self::Item> where P: FnMut(&Self::Item) -> bool;
    fn map_ok<F, T, U, E>(self, f: F) -> std::iter::Iter<Result<U, E>> where Self: Iterator<Item = Result<T, E>>, F: FnMut(T) -> U;
    fn filter_ok<F, T, E>(self, f: F) -> std::iter::Iter<Result<T, E>> where Self: Iterator<Item = Result<T, E>>, F: FnMut(&T) -> bool;
    fn try_collect<T, U, E>(self) -> Result<U, E> where Self: Iterator<Item = Result<T, E>>, U: FromIterator<T>;
    fn partition_map<A, B, F, L, R>(self, predicate: F) -> (A, B) where F: FnMut(Self::Item) -> Either<L, R>, A: FromIterator<L>, B: FromIterator<R>;
    fn collect_array<const N: usize>(self) -> Option<[Self::Item; N]>;
    fn next_tuple<T>(&mut self) -> Option<T>;
}
impl<I: Iterator> Itertools for I {}
use either::Either;
fn repeat_n<A>(element: A, n: usize) -> std::iter::Iter<A>;
