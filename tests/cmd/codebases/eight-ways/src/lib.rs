//! One constructor called in eight ways, and two more places: what the comparison in README.md counts.

pub mod redis_manager;
mod reexport;

use redis::Client;
use redis::Client as Renamed;

type Alias = redis::Client;

macro_rules! open {
    ($url:expr) => {
        redis::Client::open($url)
    };
}

pub fn eight_ways(url: &str) {
    let _full_path = redis::Client::open(url);
    let _import = Client::open(url);
    let _renamed_import = Renamed::open(url);
    let _reexport = reexport::Shared::open(url);
    let _alias = Alias::open(url);
    let _macro_body = open!(url);
    println!("{:?}", redis::Client::open(url));
    let _function_value = [url].map(redis::Client::open);
}

#[cfg(windows)]
pub fn not_compiled_here(url: &str) {
    let _client = redis::Client::open(url);
}

pub struct OwnerByAlias {
    pub client: Alias,
}
