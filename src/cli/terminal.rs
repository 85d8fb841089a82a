//! What the terminal can show: colour, width, characters, links.

use std::io::IsTerminal;

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// An environment variable by its name.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What one output stream can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// Columns.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
    /// Whether to draw with characters beyond ASCII.
    pub unicode: bool,
    /// Whether to write links (OSC 8).
    pub hyperlinks: bool,
}

/// The width where none can be known.
const WIDTH: usize = 100;
/// The narrowest width that still shows a snippet.
const LEAST_WIDTH: usize = 40;

impl Terminal {
    /// Standard output of this process.
    #[must_use]
    pub fn stdout(when: ColorWhen) -> Self {
        Self::detect(when, std::io::stdout().is_terminal(), &variable)
    }

    /// Standard error of this process.
    #[must_use]
    pub fn stderr(when: ColorWhen) -> Self {
        Self::detect(when, std::io::stderr().is_terminal(), &variable)
    }

    /// What the environment says of a stream.
    #[must_use]
    pub fn detect(when: ColorWhen, is_terminal: bool, env: Env<'_>) -> Self {
        let color = color(when, is_terminal, env);
        Self {
            width: width(is_terminal, env),
            color,
            unicode: !is_terminal || unicode(env),
            hyperlinks: is_terminal && color && hyperlinks(env),
        }
    }
}

/// `--color`, then `NO_COLOR`, then `CLICOLOR_FORCE`, then `CARGO_TERM_COLOR`, then whether it is a terminal.
fn color(when: ColorWhen, is_terminal: bool, env: Env<'_>) -> bool {
    match when {
        ColorWhen::Always => return true,
        ColorWhen::Never => return false,
        ColorWhen::Auto => {}
    }
    if set(env, "NO_COLOR").is_some() {
        return false;
    }
    if set(env, "CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    match set(env, "CARGO_TERM_COLOR").as_deref() {
        Some("always") => return true,
        Some("never") => return false,
        _ => {}
    }
    is_terminal && env("TERM").as_deref() != Some("dumb")
}

fn width(is_terminal: bool, env: Env<'_>) -> usize {
    let asked = set(env, "COLUMNS").and_then(|columns| columns.parse().ok());
    let measured = || {
        let size = is_terminal.then(terminal_size::terminal_size).flatten();
        size.map(|(width, _)| usize::from(width.0))
    };
    asked.filter(|width| *width > 0).or_else(measured).map_or(WIDTH, |width| width.max(LEAST_WIDTH))
}

fn unicode(env: Env<'_>) -> bool {
    if cfg!(windows) {
        return set(env, "WT_SESSION").is_some() || set(env, "TERM_PROGRAM").is_some();
    }
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| set(env, name)).unwrap_or_default().to_lowercase();
    let utf8 = locale.ends_with("utf-8") || locale.ends_with("utf8");
    utf8 && env("TERM").as_deref() != Some("linux")
}

/// Terminals known to follow OSC 8; others may print it.
fn hyperlinks(env: Env<'_>) -> bool {
    let program = set(env, "TERM_PROGRAM").unwrap_or_default();
    matches!(program.as_str(), "iTerm.app" | "WezTerm" | "vscode" | "ghostty" | "Hyper")
        || ["WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "KITTY_WINDOW_ID"].iter().any(|name| set(env, name).is_some())
        || set(env, "VTE_VERSION")
            .and_then(|version| version.parse::<u32>().ok())
            .is_some_and(|version| version >= 5000)
}

/// A variable that is set and not empty.
fn set(env: Env<'_>, name: &str) -> Option<String> {
    env(name).filter(|value| !value.is_empty())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)], when: ColorWhen, is_terminal: bool) -> Terminal {
        let env = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Terminal::detect(when, is_terminal, &env)
    }

    #[test]
    fn colour_follows_the_order_of_precedence() {
        let all = [("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1"), ("CARGO_TERM_COLOR", "always")];
        assert!(with(&all, ColorWhen::Always, false).color);
        assert!(!with(&all[1..], ColorWhen::Never, true).color);
        assert!(!with(&all, ColorWhen::Auto, true).color);
        assert!(with(&all[1..2], ColorWhen::Auto, false).color);
        assert!(with(&all[2..], ColorWhen::Auto, false).color);
        let never = [("CLICOLOR_FORCE", "0"), ("CARGO_TERM_COLOR", "never")];
        assert!(!with(&never, ColorWhen::Auto, true).color);
        assert!(with(&[("NO_COLOR", "")], ColorWhen::Auto, true).color, "set but empty");
        assert!(!with(&[("TERM", "dumb")], ColorWhen::Auto, true).color);
        assert!(!with(&[], ColorWhen::Auto, false).color);
    }

    #[test]
    fn width_is_the_one_asked_for_or_a_hundred() {
        assert_eq!(with(&[], ColorWhen::Auto, false).width, 100);
        assert_eq!(with(&[("COLUMNS", "132")], ColorWhen::Auto, false).width, 132);
        assert_eq!(with(&[("COLUMNS", "7")], ColorWhen::Auto, false).width, 40);
        assert_eq!(with(&[("COLUMNS", "wide")], ColorWhen::Auto, false).width, 100);
    }

    #[cfg(unix)]
    #[test]
    fn characters_and_links_need_a_terminal_that_has_them() {
        assert!(with(&[], ColorWhen::Auto, false).unicode, "a file takes all");
        assert!(!with(&[("LANG", "C")], ColorWhen::Auto, true).unicode);
        assert!(with(&[("LANG", "de_DE.UTF-8")], ColorWhen::Auto, true).unicode);
        let mixed = [("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")];
        assert!(!with(&mixed, ColorWhen::Auto, true).unicode);
        let wezterm = [("TERM_PROGRAM", "WezTerm")];
        assert!(with(&wezterm, ColorWhen::Auto, true).hyperlinks);
        assert!(!with(&wezterm, ColorWhen::Always, false).hyperlinks);
        assert!(!with(&[], ColorWhen::Auto, true).hyperlinks);
    }
}
