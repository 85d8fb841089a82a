//! Reads a rule's page.

use crate::report::Level;

/// A rule's page: front matter and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rule's name.
    pub name: String,
    /// Its level without configuration.
    pub level: Level,
    /// The version it came with.
    pub since: String,
    /// Whether `--fix` can mend what it finds.
    pub fixable: bool,
    /// Its first paragraph, on one line, without the full stop.
    pub summary: String,
    /// The text without the front matter.
    pub body: String,
}

/// What is wrong with a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a rule's page {0}")]
pub struct PageError(&'static str);

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// It has no front matter, or that lacks a key.
    pub fn read(text: &str) -> Result<Self, PageError> {
        let rest = text.strip_prefix("---\n").ok_or(PageError("begins with `---`"))?;
        let (front, body) = rest.split_once("\n---\n").ok_or(PageError("ends its front matter with `---`"))?;
        let key = |name: &'static str| {
            front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::trim))
        };
        let level = match key("level") {
            Some("deny") => Level::Deny,
            Some("warn") => Level::Warn,
            Some("allow") => Level::Allow,
            _ => return Err(PageError("has `level: deny | warn | allow`")),
        };
        let paragraph = body.split("\n\n").map(str::trim).find(|part| !part.is_empty() && !part.starts_with('#'));
        let summary = paragraph.ok_or(PageError("has a first paragraph"))?;
        let summary = summary.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Self {
            name: key("name").ok_or(PageError("has `name`"))?.to_owned(),
            level,
            since: key("since").ok_or(PageError("has `since`"))?.to_owned(),
            fixable: key("fixable") == Some("true"),
            summary: summary.trim_end_matches('.').to_owned(),
            body: body.trim_start().to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn every_rule_has_its_page_and_every_page_its_rule() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".md")?.to_owned()))
            .collect();
        files.sort();
        let mut names: Vec<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
        names.sort();
        assert_eq!(files, names);
        for rule in RULES {
            let page = Page::read(rule.page);
            assert_eq!(page.as_ref().map(|page| page.name.as_str()), Ok(rule.name));
            assert!(page.is_ok_and(|page| page.body.starts_with(&format!("# {}\n", rule.name))));
        }
    }
}
