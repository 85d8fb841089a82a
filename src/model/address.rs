//! What a URL in a literal says: the server, and the secrets beside it.

use std::ops::Range;

/// The address in a literal that is a URL and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Scheme, host and port, or the path of a socket. No user, password, path or query: these may be secret.
    pub(super) server: String,
    /// Bytes of the literal that are secret: passwords before the host, and in the query.
    pub(super) secrets: Vec<Range<usize>>,
}

impl Address {
    /// Reads a literal; none when it is no URL of one of the `schemes`, or names no server: a scheme alone, a template whose host
    /// is filled in (`redis://{host}`), a form to be shown (`redis://<host>:<port>`).
    pub(super) fn parse(text: &str, schemes: &[String]) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        if !schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme)) || text.contains(|c: char| !is_of_url(c)) {
            return None;
        }
        let start = text.len() - rest.len();
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let (user, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
        let path = tail.split(['?', '#']).next().unwrap_or_default();
        let server = if scheme.ends_with("unix") { socket(path) } else { first_host(hosts) }?;
        let mut secrets: Vec<Range<usize>> =
            password(user).map(|at| start + at.start..start + at.end).into_iter().collect();
        if let Some((before, query)) = tail.split_once('?') {
            let base = start + end + before.len() + 1;
            secrets.extend(passwords(query).map(|at| base + at.start..base + at.end));
        }
        Some(Self { server: format!("{scheme}://{server}"), secrets })
    }
}

/// Neither the white space of prose nor the brackets of a form to be filled in.
fn is_of_url(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"' | '`' | '|' | '…' | '*')
}

/// The first of a list of hosts with its port, if it is spelled out. A port may be filled in.
fn first_host(hosts: &str) -> Option<&str> {
    let first = hosts.split(',').next().unwrap_or_default();
    let (host, port) = match first.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((host, port)) => (host, port),
        None => first.split_at(first.find(':').unwrap_or(first.len())),
    };
    let of_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '%');
    let port = port.strip_prefix(':').unwrap_or(port);
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) || is_filled_in(port);
    (!host.is_empty() && host.chars().all(of_host) && is_port).then_some(first)
}

fn socket(path: &str) -> Option<&str> {
    (path.len() > 1 && !path.contains('{')).then_some(path)
}

/// The password of `user:password`, unless it is filled in.
fn password(user: &str) -> Option<Range<usize>> {
    let at = user.find(':')? + 1;
    is_secret(&user[at..]).then_some(at..user.len())
}

/// Values of the parameters of a query that are called passwords.
fn passwords(query: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    query.split('&').filter_map(move |parameter| {
        let start = at;
        at += parameter.len() + 1;
        let (key, value) = parameter.split_once('=')?;
        let secret = key.to_ascii_lowercase().contains("pass") && is_secret(value);
        secret.then_some(start + key.len() + 1..start + parameter.len())
    })
}

fn is_secret(text: &str) -> bool {
    !text.is_empty() && !is_filled_in(text)
}

fn is_filled_in(text: &str) -> bool {
    text.starts_with('{') && text.ends_with('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<(String, Vec<&str>)> {
        let schemes = ["redis", "rediss", "redis+unix", "redis-sentinel"].map(str::to_owned);
        let address = Address::parse(text, &schemes)?;
        Some((address.server, address.secrets.into_iter().map(|range| &text[range]).collect()))
    }

    #[test]
    fn the_server_is_named_and_nothing_else() {
        for (text, server) in [
            ("redis://localhost", "redis://localhost"),
            ("rediss://10.0.0.5:6380/3", "rediss://10.0.0.5:6380"),
            ("redis://user@cache.internal:6379/0?protocol=resp3", "redis://cache.internal:6379"),
            ("redis://[::1]:6379", "redis://[::1]:6379"),
            ("redis://127.0.0.1:{port}/", "redis://127.0.0.1:{port}"),
            ("redis-sentinel://a:26379,b:26379/1", "redis-sentinel://a:26379"),
            ("redis+unix:///run/redis.sock?db=1", "redis+unix:///run/redis.sock"),
        ] {
            assert_eq!(parse(text), Some((server.to_owned(), Vec::new())), "{text}");
        }
    }

    #[test]
    fn schemes_templates_forms_and_prose_name_no_server() {
        for text in [
            "redis://",
            "redis:///0",
            "redis://{host}:{port}",
            "redis://{}",
            "redis://{user}:{password}@{host}/",
            "redis://<host>:<port>",
            "redis://host:port/db",
            "redis://localhost is the default",
            "http://localhost",
            "localhost:6379",
            "redis+unix://{path}",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn secrets_are_found_before_the_host_and_in_the_query() {
        let secrets = |text| parse(text).map(|(_, secrets)| secrets);
        assert_eq!(secrets("redis://:hunter2@cache:6379"), Some(vec!["hunter2"]));
        assert_eq!(secrets("redis://u:p@ss@cache"), Some(vec!["p@ss"]));
        assert_eq!(secrets("redis://u:{password}@cache"), Some(vec![]));
        let query = "redis-sentinel://a:1/?sentinelServiceName=x&sentinelPassword=hunter2&node=b:1";
        assert_eq!(secrets(query), Some(vec!["hunter2"]));
        assert_eq!(secrets("redis+unix:///run/r.sock?pass=hunter2"), Some(vec!["hunter2"]));
    }
}
