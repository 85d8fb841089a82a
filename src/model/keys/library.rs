//! What functions of the standard library do with text.

/// Functions of the standard library that give what they are given in another type.
pub(super) fn converts(function: &str) -> bool {
    matches!(
        function,
        "from"
            | "into"
            | "new"
            | "to_string"
            | "to_owned"
            | "clone"
            | "try_from"
            | "from_utf8"
            | "from_utf8_lossy"
            | "from_str"
    )
}

/// Methods of the standard library that give the same text, in another type, without its end, or out of a wrapper.
pub(super) fn keeps(method: &str) -> bool {
    const TEXT: &str = "as_bytes as_slice as_str into_boxed_str into_bytes into_string to_lowercase to_string to_uppercase to_vec trim \
        trim_end trim_start";
    const WRAPPERS: &str = "as_deref as_mut as_ref borrow borrow_mut clone cloned copied deref expect into into_owned lock ok read \
        to_owned try_into unwrap unwrap_or_default";
    const LISTS: &str = "collect into_iter iter rev take";
    [TEXT, WRAPPERS, LISTS].iter().any(|names| names.split_whitespace().any(|name| name == method))
}
