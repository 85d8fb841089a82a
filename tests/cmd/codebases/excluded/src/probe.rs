pub fn alive(url: &str) -> bool {
    redis::Client::open(url).is_ok()
}
