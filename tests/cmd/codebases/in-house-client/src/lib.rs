pub mod redis_manager {
    pub struct RedisManager {
        connection: acme_redis::Conn,
    }

    impl RedisManager {
        pub fn connect(url: &str) -> Self {
            Self { connection: acme_redis::Conn::dial(url) }
        }
    }
}

pub fn ping(url: &str) {
    let _connection = acme_redis::Conn::dial(url);
}
