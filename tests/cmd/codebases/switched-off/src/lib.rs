pub fn probe(url: &str) -> redis::RedisResult<redis::Client> {
    redis::Client::open(url)
}
