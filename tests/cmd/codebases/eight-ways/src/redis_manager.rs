pub struct RedisManager {
    client: redis::Client,
}

impl RedisManager {
    pub fn connect(url: &str) -> redis::RedisResult<Self> {
        Ok(Self { client: redis::Client::open(url)? })
    }

    pub fn client(&self) -> &redis::Client {
        &self.client
    }
}
