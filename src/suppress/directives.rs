//! What a comment says to the tool: `redis-ssot: allow(rule-a, rule-b) -- reason`.
//!
//! A comment that begins with `redis-ssot:` is always meant for the tool, so one that is not understood is a problem
//! and never passed over.

use crate::config::levels::plain_name;
use crate::config::suggest;
use crate::position::{TextRange, to_u32};
use crate::report::Applicability;
use crate::suppress::comments::{Comment, DocStyle};

/// The rules about suppressions, which no comment can silence: their level is set in the configuration.
pub const UNSUPPRESSIBLE: [&str; 2] = ["unused-suppression", "bare-suppression"];

const FORM: &str = "write `redis-ssot: allow(rule-name) -- reason`";

/// A comment meant for the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The rules it silences, in the order written.
    pub rules: Vec<NamedRule>,
    /// The reason; none when there is none.
    pub reason: Option<String>,
    /// The bytes between the parentheses.
    pub list: TextRange,
    /// What is wrong with it. A directive whose form is wrong has no rules; one with an unknown name keeps the others.
    pub problems: Vec<Malformed>,
}

/// A rule named by a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRule {
    /// The name, as the registry has it.
    pub name: String,
    /// Its bytes.
    pub range: TextRange,
}

/// Something wrong with a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The bytes that are wrong.
    pub range: TextRange,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// The way out.
    pub help: String,
    /// What to put in place of the bytes, where that is clear.
    pub fix: Option<(String, Applicability)>,
}

/// Reads a comment; none when it is not meant for the tool.
#[must_use]
pub fn parse(comment: &Comment<'_>, known_rules: &[&str]) -> Option<Directive> {
    let mut reader = Reader { body: comment.body, base: comment.body_start, at: 0 };
    reader.spaces();
    if let Err(problem) = reader.address()? {
        return Some(broken(problem));
    }
    if comment.doc == Some(DocStyle::Outer) {
        let problem = Malformed {
            range: comment.range,
            message: "a doc comment silences nothing".to_owned(),
            help: "it would be published with the documentation: begin with `//`".to_owned(),
            fix: None,
        };
        return Some(broken(problem));
    }
    Some(reader.allow(known_rules).unwrap_or_else(|problem| broken(*problem)))
}

fn broken(problem: Malformed) -> Directive {
    Directive { rules: Vec::new(), reason: None, list: TextRange::default(), problems: vec![problem] }
}

/// Reads the body of one comment from left to right.
struct Reader<'t> {
    body: &'t str,
    base: u32,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.body[self.at..]
    }

    fn spaces(&mut self) {
        self.at = self.body.len() - self.rest().trim_start().len();
    }

    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn take(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    fn range(&self, start: usize, end: usize) -> TextRange {
        TextRange::new(self.base + to_u32(start), self.base + to_u32(end))
    }

    fn problem(&self, start: usize, end: usize, message: String, help: &str) -> Box<Malformed> {
        Box::new(Malformed { range: self.range(start, end), message, help: help.to_owned(), fix: None })
    }

    /// `redis-ssot:`. None: the comment speaks of something else, or merely of the tool.
    fn address(&mut self) -> Option<Result<(), Malformed>> {
        let start = self.at;
        let name = self.word();
        let folded = name.to_lowercase().replace('_', "-");
        let ours = matches!(folded.as_str(), "redis-ssot" | "cargo-redis-ssot" | "redisssot");
        if !ours {
            return None;
        }
        let end = self.at;
        self.spaces();
        let colon = self.take(":");
        if colon && name == "redis-ssot" {
            self.spaces();
            return Some(Ok(()));
        }
        // `redis_ssot: allow(x)` and `redis-ssot allow(x)` were meant; `redis-ssot is a lint (…)` was not.
        self.spaces();
        let verb = self.word();
        self.spaces();
        let meant = !verb.is_empty() && suggest::nearest(verb, ["allow"]).is_some();
        if !(meant && self.rest().starts_with('(')) {
            return None;
        }
        let end = if colon { start + self.body[start..].find(':').map_or(end - start, |at| at + 1) } else { end };
        let mut problem = *self.problem(start, end, format!("`{}` silences nothing", &self.body[start..end]), FORM);
        problem.fix = Some(("redis-ssot:".to_owned(), Applicability::MachineApplicable));
        Some(Err(problem))
    }

    fn allow(&mut self, known: &[&str]) -> Result<Directive, Box<Malformed>> {
        let start = self.at;
        let verb = self.word();
        if verb != "allow" {
            let marked =
                if verb.is_empty() { self.rest().chars().next().map_or(0, char::len_utf8) } else { verb.len() };
            let end = start + marked;
            let mut problem = self.problem(start, end, format!("`{verb}` is not a directive"), FORM);
            if verb.is_empty() {
                "nothing readable follows `redis-ssot:`".clone_into(&mut problem.message);
            } else if suggest::nearest(verb, ["allow"]).is_some() {
                problem.fix = Some(("allow".to_owned(), Applicability::MaybeIncorrect));
                "did you mean `allow`?".clone_into(&mut problem.help);
            }
            return Err(problem);
        }
        self.spaces();
        if !self.take("(") {
            let message = "`allow` names no rule".to_owned();
            return Err(self.problem(start, start + verb.len(), message, FORM));
        }
        let open = self.at;
        let Some(length) = self.rest().find(')') else {
            let message = "the list of rules is not closed".to_owned();
            return Err(self.problem(open - 1, self.body.trim_end().len(), message, FORM));
        };
        let (rules, problems) = self.names(open, open + length, known)?;
        self.at = open + length + 1;
        Ok(Directive { rules, reason: self.reason()?, list: self.range(open, open + length), problems })
    }

    fn names(
        &self,
        open: usize,
        close: usize,
        known: &[&str],
    ) -> Result<(Vec<NamedRule>, Vec<Malformed>), Box<Malformed>> {
        let (mut rules, mut problems) = (Vec::<NamedRule>::new(), Vec::new());
        let mut at = open;
        for part in self.body[open..close].split(',') {
            let name = part.trim();
            let start = at + (part.len() - part.trim_start().len());
            at += part.len() + 1;
            if name.is_empty() {
                continue;
            }
            let range = self.range(start, start + name.len());
            if let Some(problem) = unusable(name, range, known, &rules) {
                problems.push(problem);
            } else {
                let name = name.to_owned();
                rules.push(NamedRule { name, range });
            }
        }
        if rules.is_empty() && problems.is_empty() {
            let message = "`allow` names no rule".to_owned();
            return Err(self.problem(open - 1, close + 1, message, FORM));
        }
        Ok((rules, problems))
    }

    fn reason(&mut self) -> Result<Option<String>, Box<Malformed>> {
        self.spaces();
        let start = self.at;
        if self.rest().is_empty() {
            return Ok(None);
        }
        if !self.take("--") {
            let end = self.body.trim_end().len();
            let message = "the reason does not follow `--`".to_owned();
            return Err(self.problem(start, end, message, FORM));
        }
        let words: Vec<&str> = self.rest().split_whitespace().collect();
        Ok((!words.is_empty()).then(|| words.join(" ")))
    }
}

/// Why a name in the list silences nothing.
fn unusable(name: &str, range: TextRange, known: &[&str], earlier: &[NamedRule]) -> Option<Malformed> {
    let problem = |message: String, help: &str| Some(Malformed { range, message, help: help.to_owned(), fix: None });
    if UNSUPPRESSIBLE.contains(&name) {
        let help = "set its level in the configuration instead";
        return problem(format!("no comment can silence `{name}`"), help);
    }
    if earlier.iter().any(|rule| rule.name == name) {
        return problem(format!("`{name}` is named twice"), "name it once");
    }
    if known.contains(&name) {
        return None;
    }
    let plain = plain_name(name);
    let near = suggest::nearest(&plain, known.iter().copied());
    let help = near.map_or_else(
        || "`cargo redis-ssot explain` lists the rules".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let applicability =
        if near == Some(plain.as_str()) { Applicability::MachineApplicable } else { Applicability::MaybeIncorrect };
    Some(Malformed {
        range,
        message: format!("unknown rule `{name}`"),
        help,
        fix: near.map(|near| (near.to_owned(), applicability)),
    })
}

#[cfg(test)]
mod tests;
