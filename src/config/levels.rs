//! Levels: what a finding counts, after configuration, command line and test context.

use crate::config::{Config, RuleSettings, suggest};
use crate::report::{Context, Level};

/// The group of all warnings, as rustc has it: `-D warnings` makes every rule at warn level deny.
pub const WARNINGS: &str = "warnings";

/// One `-A`, `-W` or `-D` of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelOverride {
    /// A rule's name, or [`WARNINGS`].
    pub rule: String,
    /// The level it is given.
    pub level: Level,
}

impl LevelOverride {
    /// Checks a rule's name as the user wrote it: `direct-construction`, `direct_construction`,
    /// `redis_ssot::direct_construction` (how diagnostics print it) or `warnings`.
    ///
    /// # Errors
    /// The name is not known; the nearest known one, if any is near.
    pub fn new<'k>(name: &str, level: Level, known_rules: &[&'k str]) -> Result<Self, Option<&'k str>> {
        let plain = plain_name(name);
        if plain == WARNINGS || known_rules.contains(&plain.as_str()) {
            return Ok(Self { rule: plain, level });
        }
        Err(suggest::nearest(&plain, known_rules.iter().copied()))
    }

    /// `-W` of a rule by its name as the registry has it.
    #[must_use]
    pub fn warn(rule: &str) -> Self {
        Self { rule: rule.to_owned(), level: Level::Warn }
    }
}

/// A rule's name in the form the registry has: without the tool's prefix, with hyphens.
#[must_use]
pub fn plain_name(name: &str) -> String {
    let name = name.trim();
    let name = ["redis_ssot::", "redis-ssot::"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    name.replace('_', "-")
}

/// The level named by `text`, as the configuration spells levels.
///
/// # Errors
/// It is none; the level other tools mean by that word, if any.
pub fn parse_level(text: &str) -> Result<Level, Option<&'static str>> {
    match text {
        "allow" => Ok(Level::Allow),
        "warn" => Ok(Level::Warn),
        "deny" => Ok(Level::Deny),
        "off" | "ignore" | "none" | "info" => Err(Some("allow")),
        "warning" => Err(Some("warn")),
        "error" | "forbid" => Err(Some("deny")),
        other => Err(suggest::nearest(other, ["allow", "warn", "deny"])),
    }
}

/// The level of one rule for a finding in `context`, in the file at `path` if it is in one.
///
/// The order is: the rule's default, the configuration, what that says of the file, `-A`/`-W`/`-D` of the rule (the last one wins), then what
/// `-A`/`-W`/`-D warnings` makes of a warning (wherever it stands, as in rustc), then the cap for tests.
#[must_use]
pub fn effective(
    rule: &str,
    default: Level,
    context: Context,
    path: Option<&str>,
    config: &Config,
    overrides: &[LevelOverride],
) -> Level {
    let of_file = |settings: &RuleSettings| path.and_then(|path| settings.level_at(path)).or(settings.level);
    let configured = config.rules.get(rule).and_then(of_file);
    let last = |name: &str| overrides.iter().rev().find(|given| given.rule == name).map(|given| given.level);
    let mut level = last(rule).or(configured).unwrap_or(default);
    if level == Level::Warn {
        level = last(WARNINGS).unwrap_or(level);
    }
    match context {
        Context::Test => level.min(config.tests),
        _ => level,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::config::{Globs, LevelAt};

    const KNOWN: [&str; 2] = ["direct-construction", "hardcoded-url"];

    fn given(name: &str, level: Level) -> LevelOverride {
        LevelOverride::new(name, level, &KNOWN).unwrap()
    }

    #[test]
    fn names_are_taken_as_diagnostics_print_them() {
        for name in ["direct-construction", "direct_construction", "redis_ssot::direct_construction"] {
            assert_eq!(given(name, Level::Deny).rule, "direct-construction");
        }
        assert_eq!(LevelOverride::new("hardcoded-urls", Level::Deny, &KNOWN), Err(Some("hardcoded-url")));
        assert_eq!(LevelOverride::new("needless-return", Level::Deny, &KNOWN), Err(None));
    }

    #[test]
    fn the_last_flag_wins_and_warnings_applies_after_all_others() {
        let config = Config::default();
        let level = |flags: &[LevelOverride]| {
            effective("hardcoded-url", Level::Warn, Context::Production, None, &config, flags)
        };
        assert_eq!(level(&[]), Level::Warn);
        assert_eq!(level(&[given("warnings", Level::Deny)]), Level::Deny);
        assert_eq!(level(&[given("hardcoded-url", Level::Deny), given("hardcoded_url", Level::Allow)]), Level::Allow);
        let raised = [given("warnings", Level::Deny), given("hardcoded-url", Level::Warn)];
        assert_eq!(level(&raised), Level::Deny);
        let allowed = [given("warnings", Level::Deny), given("hardcoded-url", Level::Allow)];
        assert_eq!(level(&allowed), Level::Allow);
    }

    #[test]
    fn the_cap_for_tests_holds_against_the_command_line() {
        let mut config = Config::default();
        let settings = RuleSettings { level: Some(Level::Allow), ..RuleSettings::default() };
        config.rules.insert("hardcoded-url".to_owned(), settings);
        let deny = [given("warnings", Level::Deny)];
        let level = |rule, context, config: &Config| effective(rule, Level::Deny, context, None, config, &deny);
        assert_eq!(level("hardcoded-url", Context::Production, &config), Level::Allow);
        assert_eq!(level("direct-construction", Context::Test, &config), Level::Warn);
        assert_eq!(level("direct-construction", Context::Example, &config), Level::Deny);
        config.tests = Level::Deny;
        assert_eq!(level("direct-construction", Context::Test, &config), Level::Deny);
    }

    #[test]
    fn a_file_has_the_last_level_that_is_given_for_it_and_flags_win() {
        let at = |path: &str, level| LevelAt { paths: Globs::new(&[path]).unwrap(), level };
        let at = vec![at("old/**", Level::Warn), at("old/cache/**", Level::Allow)];
        let mut config = Config::default();
        config.rules.insert("direct-construction".to_owned(), RuleSettings { at, ..RuleSettings::default() });
        let level = |path: &str, flags: &[LevelOverride]| {
            effective("direct-construction", Level::Deny, Context::Production, Some(path), &config, flags)
        };
        assert_eq!(level("src/lib.rs", &[]), Level::Deny);
        assert_eq!(level("old/lib.rs", &[]), Level::Warn);
        assert_eq!(level("old/cache/lib.rs", &[]), Level::Allow);
        assert!(config.excludes("direct-construction", "old/cache/lib.rs"));
        assert!(!config.excludes("direct-construction", "old/lib.rs"));
        assert_eq!(level("old/lib.rs", &[given("direct-construction", Level::Deny)]), Level::Deny);
    }
}
