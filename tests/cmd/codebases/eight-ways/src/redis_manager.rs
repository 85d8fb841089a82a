pub struct RedisManager {
    client: redis::Client,
}

impl RedisManager {
    pub fn connect(url: &str) -> redis::RedisResult<Self> {
        Ok(Self { client: redis::Client::open(url)? })
    }

    pub async fn connection(&self) -> redis::RedisResult<redis::aio::MultiplexedConnection> {
        self.client.get_multiplexed_async_connection().await
    }
}
