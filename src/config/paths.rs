//! Rust paths as the configuration and the command line give them.

/// Why a text is no path to an item.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nothing there.
    #[error("the path is empty")]
    Empty,
    /// A segment that is no identifier.
    #[error("`{0}` is no identifier")]
    Segment(String),
    /// A crate named as its manifest names it.
    #[error("`{0}` is no identifier; code calls it `{fixed}`", fixed = .0.replace('-', "_"))]
    Hyphen(String),
    /// `crate`, `self` or `super`: from the configuration's place that says nothing.
    #[error("`{0}` means nothing here; begin with the crate's name")]
    Relative(String),
}

/// Reads a path such as `svix_server::redis`: identifiers (raw ones too) with `::` between them, from the crate's name.
///
/// # Errors
/// See [`PathError`].
pub fn parse_path(text: &str) -> Result<String, PathError> {
    let text = text.trim();
    let text = text.strip_prefix("::").unwrap_or(text);
    if text.is_empty() {
        return Err(PathError::Empty);
    }
    for segment in text.split("::") {
        check_segment(segment)?;
    }
    Ok(text.to_owned())
}

fn check_segment(segment: &str) -> Result<(), PathError> {
    if matches!(segment, "crate" | "self" | "super" | "Self") {
        return Err(PathError::Relative(segment.to_owned()));
    }
    let name = segment.strip_prefix("r#").unwrap_or(segment);
    if is_identifier(name) {
        return Ok(());
    }
    if is_identifier(&name.replace('-', "_")) {
        return Err(PathError::Hyphen(segment.to_owned()));
    }
    Err(PathError::Segment(segment.to_owned()))
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let first = chars.next();
    first.is_some_and(|c| c == '_' || c.is_alphabetic())
        && chars.all(|c| c == '_' || c.is_alphanumeric())
        && name != "_"
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_identifiers_from_the_crate_on() {
        assert_eq!(parse_path("svix_server::redis").as_deref(), Ok("svix_server::redis"));
        assert_eq!(parse_path(" ::a::r#type ").as_deref(), Ok("a::r#type"));
        assert_eq!(parse_path(" "), Err(PathError::Empty));
        assert_eq!(parse_path("acme-redis::Conn"), Err(PathError::Hyphen("acme-redis".to_owned())));
        assert_eq!(parse_path("crate::redis"), Err(PathError::Relative("crate".to_owned())));
        for bad in ["a:b", "a::", "a.b", "a::b()", "a::<T>", "src/redis.rs", "1a", "_"] {
            assert!(parse_path(bad).is_err(), "{bad}");
        }
    }
}
