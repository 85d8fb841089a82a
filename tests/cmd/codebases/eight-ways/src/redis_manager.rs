pub struct RedisManager {
    client: redis::Client,
}

impl RedisManager {
    pub fn connect(url: &str) -> redis::RedisResult<Self> {
        Ok(Self { client: redis::Client::open(url)? })
    }

    pub fn connection(&self) -> redis::RedisResult<redis::Connection> {
        self.client.get_connection_with_timeout(std::time::Duration::from_secs(2))
    }
}
