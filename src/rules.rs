//! The rules: each a short query over the model, with its page in `rules/<name>.md`.
//!
//! Adding one touches its module here, its page, its fixture and one line of [`RULES`].

mod bare_suppression;
mod blocking_command_on_shared;
mod blocking_in_async;
mod direct_construction;
mod duplicate_instance;
mod duplicate_manager;
mod escaping_handle;
mod hardcoded_url;
mod hidden_client;
mod implicit_connection;
mod manager_instantiation;
mod misplaced_dependency;
mod missing_manager;
mod noncanonical_import;
mod page;
mod per_call_construction;
mod pooled_multiplexer;
mod racy_init;
mod unbounded_wait;
mod undeprecated_shim;
mod unparsed_source;
mod unscoped_key;
mod unused_suppression;

pub use page::{Page, PageError};

use crate::config::Config;
use crate::model::{Model, Site};
use crate::position::{FileId, Span};
use crate::report::{Evidence, Suggestion};
use crate::workspace::Codebase;

/// All rules, in the order they are listed to users.
pub const RULES: &[Rule] = &[
    direct_construction::RULE,
    duplicate_manager::RULE,
    manager_instantiation::RULE,
    duplicate_instance::RULE,
    hidden_client::RULE,
    misplaced_dependency::RULE,
    per_call_construction::RULE,
    implicit_connection::RULE,
    racy_init::RULE,
    escaping_handle::RULE,
    noncanonical_import::RULE,
    undeprecated_shim::RULE,
    blocking_in_async::RULE,
    blocking_command_on_shared::RULE,
    pooled_multiplexer::RULE,
    unbounded_wait::RULE,
    hardcoded_url::RULE,
    unscoped_key::RULE,
    missing_manager::RULE,
    unparsed_source::RULE,
    unused_suppression::RULE,
    bare_suppression::RULE,
];

/// The rule that says which types are managers beside the canonical one.
pub const DUPLICATE_MANAGER: &str = duplicate_manager::RULE.name;

/// The rule that follows keys.
pub const UNSCOPED_KEY: &str = unscoped_key::RULE.name;

/// The rules that are about the check itself: where they alone look, nothing about Redis is checked.
pub const ABOUT_THE_CHECK: [&str; 4] = [
    missing_manager::RULE.name,
    unparsed_source::RULE.name,
    unused_suppression::RULE.name,
    bare_suppression::RULE.name,
];

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name, kebab-case; its module's with hyphens.
    pub name: &'static str,
    /// Its page.
    pub page: &'static str,
    /// What it finds.
    pub check: fn(&Query<'_>, &mut Vec<Draft>),
}

/// What a rule may ask.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// Managers, constructions, the canonical module.
    pub model: &'a Model<'a>,
    /// What the user asked for.
    pub config: &'a Config,
    /// The packages.
    pub codebase: &'a Codebase,
}

/// A finding before its level, area, scope and fingerprint are known.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The rule's name.
    pub rule: &'static str,
    /// Where it stands; none for the codebase as a whole.
    pub site: Option<Site>,
    /// A file to exclude by and to show when no span is known.
    pub file: Option<FileId>,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// What stands at the site.
    pub label: String,
    /// Other places.
    pub secondary: Vec<(Span, String)>,
    /// Facts that help to judge it.
    pub notes: Vec<String>,
    /// The way out.
    pub help: Vec<String>,
    /// A replacement.
    pub suggestion: Option<Suggestion>,
    /// How it was established.
    pub evidence: Evidence,
}

impl Draft {
    /// A finding at a place.
    #[must_use]
    pub fn at(rule: &'static str, site: &Site, message: String, label: impl Into<String>) -> Self {
        Self {
            rule,
            file: Some(site.span.file),
            site: Some(site.clone()),
            message,
            label: label.into(),
            secondary: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            suggestion: None,
            evidence: Evidence::Resolved,
        }
    }

    /// A finding about the codebase as a whole.
    #[must_use]
    pub fn global(rule: &'static str, message: String) -> Self {
        Self {
            rule,
            file: None,
            site: None,
            message,
            label: String::new(),
            secondary: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            suggestion: None,
            evidence: Evidence::Resolved,
        }
    }
}

/// What all rules find.
#[must_use]
pub fn all(query: &Query<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    RULES.iter().for_each(|rule| (rule.check)(query, &mut drafts));
    drafts
}

/// Names of all rules.
#[must_use]
pub fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

/// A rule by its name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Produced where comments are judged, not from the model.
fn elsewhere(_: &Query<'_>, _: &mut Vec<Draft>) {}
