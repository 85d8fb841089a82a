pub mod redis_manager {
    pub struct RedisManager {
        client: redis::Client,
    }

    impl RedisManager {
        pub fn connect(url: &str) -> redis::RedisResult<Self> {
            Ok(Self { client: redis::Client::open(url)? })
        }
    }
}

pub mod cache {
    use crate::redis_manager::RedisManager;

    pub fn warm(_: &RedisManager) {}
}

pub mod probe;
