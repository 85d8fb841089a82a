//! Suppressions against findings.

use std::collections::{BTreeMap, BTreeSet};

use crate::baseline::Fingerprinter;
use crate::position::{FileId, Span, TextRange};
use crate::report::{Applicability, Context, Evidence, Finding, Label, Level, Suggestion, Suppressed};
use crate::suppress::Suppressions;
use crate::suppress::directives::Malformed;
use crate::suppress::silencer::Silencer;

const UNUSED: &str = "unused-suppression";
const BARE: &str = "bare-suppression";

/// What the rest of the run knows about a place.
pub trait Surroundings {
    /// The level of `rule` there, after configuration, command line and context; [`Level::Allow`] for an excluded file.
    fn level(&self, rule: &'static str, at: Span) -> Level;

    /// Whether `rule` was looked for there. Only such a rule can be said to find nothing.
    fn ran(&self, rule: &str, at: Span) -> bool;

    /// What stands around it.
    fn place(&self, at: Span) -> Place;
}

/// What a finding says about where it stands; see the fields of [`Finding`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What kind of code it is.
    pub context: Context,
    /// The area of the file.
    pub area: Option<String>,
    /// The scope of the package.
    pub scope: Option<String>,
    /// Path of the enclosing item; the module's for a comment between items.
    pub item: String,
    /// Package and target.
    pub target: Option<(usize, usize)>,
}

/// Findings, parted by whether a comment silences them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Those no comment silences, in their order.
    pub kept: Vec<Finding>,
    /// The others, in their order.
    pub suppressed: Vec<Suppressed>,
    /// What is wrong with the comments: `unused-suppression` and `bare-suppression`, by file and place.
    pub extra: Vec<Finding>,
}

/// Parts `findings` by the comments of `files`, and judges the comments.
///
/// Of several comments that cover a finding the narrowest silences it, so that the others can be told to be unused.
#[must_use]
pub fn apply(findings: Vec<Finding>, files: &BTreeMap<FileId, Suppressions>, around: &dyn Surroundings) -> Applied {
    let mut applied = Applied::default();
    let mut used: BTreeSet<(FileId, usize, usize)> = BTreeSet::new();
    for finding in findings {
        match silenced_by(&finding, files) {
            Some((file, silencer, rule, reason)) => {
                used.insert((file, silencer, rule));
                applied.suppressed.push(Suppressed { finding, reason });
            }
            None => applied.kept.push(finding),
        }
    }
    let mut prints = Fingerprinter::default();
    for (file, suppressions) in files {
        for (at, silencer) in suppressions.silencers.iter().enumerate() {
            let is_used = |rule: usize| used.contains(&(*file, at, rule));
            for complaint in complaints(silencer, &is_used, *file, around) {
                applied.extra.extend(finding(complaint, *file, silencer, around, &mut prints));
            }
        }
    }
    applied
}

/// File, silencer, index of the rule in its list, reason.
type Silenced = (FileId, usize, usize, Option<String>);

fn silenced_by(finding: &Finding, files: &BTreeMap<FileId, Suppressions>) -> Option<Silenced> {
    if finding.rule == UNUSED || finding.rule == BARE {
        return None;
    }
    let span = finding.primary.as_ref()?.span;
    let silencers = files.get(&span.file)?.silencers.iter().enumerate();
    let covering = silencers.filter_map(|(at, silencer)| {
        let rule = silencer.directive.rules.iter().position(|rule| rule.name == finding.rule)?;
        silencer.cover.holds(span.range).then_some((at, rule, silencer))
    });
    let (at, rule, silencer) = covering.min_by_key(|(_, _, silencer)| silencer.cover.width())?;
    Some((span.file, at, rule, silencer.directive.reason.clone()))
}

/// A finding about a comment, before it has a level.
struct Complaint {
    rule: &'static str,
    message: String,
    label: String,
    range: TextRange,
    help: String,
    fix: Option<(TextRange, String, Applicability)>,
}

fn complaints(
    silencer: &Silencer,
    is_used: &dyn Fn(usize) -> bool,
    file: FileId,
    around: &dyn Surroundings,
) -> Vec<Complaint> {
    let mut all: Vec<Complaint> = silencer.directive.problems.iter().map(malformed).collect();
    let at = Span::new(file, silencer.comment);
    let rules = &silencer.directive.rules;
    let unused: Vec<usize> =
        (0..rules.len()).filter(|rule| !is_used(*rule) && around.ran(&rules[*rule].name, at)).collect();
    if !unused.is_empty() {
        all.push(unused_rules(silencer, &unused));
    }
    if silencer.directive.reason.is_none() && unused.len() < rules.len() {
        all.push(bare(silencer));
    }
    all
}

fn malformed(problem: &Malformed) -> Complaint {
    Complaint {
        rule: UNUSED,
        message: problem.message.clone(),
        label: String::new(),
        range: problem.range,
        help: problem.help.clone(),
        fix: problem.fix.clone().map(|(text, applicability)| (problem.range, text, applicability)),
    }
}

fn unused_rules(silencer: &Silencer, unused: &[usize]) -> Complaint {
    let rules = &silencer.directive.rules;
    let names: Vec<String> = unused.iter().map(|rule| format!("`{}`", rules[*rule].name)).collect();
    let names = names.join(", ");
    let all = unused.len() == rules.len();
    let (range, help, edit) = if all {
        let edit = (silencer.removal, String::new());
        (silencer.comment, "delete the comment".to_owned(), edit)
    } else {
        let kept: Vec<&str> =
            (0..rules.len()).filter(|rule| !unused.contains(rule)).map(|rule| rules[rule].name.as_str()).collect();
        let edit = (silencer.directive.list, kept.join(", "));
        (rules[unused[0]].range, format!("take {names} out of the list"), edit)
    };
    // With a mistake in the same list its fix would touch the same bytes; the next run offers this one.
    let fix = silencer.directive.problems.is_empty().then_some((edit.0, edit.1, Applicability::MachineApplicable));
    Complaint {
        rule: UNUSED,
        message: format!("{names} is not found here, the suppression silences nothing"),
        label: "unused".to_owned(),
        range,
        help,
        fix,
    }
}

fn bare(silencer: &Silencer) -> Complaint {
    let names: Vec<&str> = silencer.directive.rules.iter().map(|rule| rule.name.as_str()).collect();
    Complaint {
        rule: BARE,
        message: "a suppression without a reason".to_owned(),
        label: "why?".to_owned(),
        range: silencer.comment,
        help: format!("say why it is right here: `redis-ssot: allow({}) -- reason`", names.join(", ")),
        fix: None,
    }
}

fn finding(
    complaint: Complaint,
    file: FileId,
    silencer: &Silencer,
    around: &dyn Surroundings,
    prints: &mut Fingerprinter,
) -> Option<Finding> {
    let span = Span::new(file, complaint.range);
    let place = around.place(span);
    let fingerprint = prints.next(complaint.rule, &place.item, &format!("{} {}", complaint.message, silencer.text));
    let level = around.level(complaint.rule, span);
    if level == Level::Allow {
        return None;
    }
    Some(Finding {
        rule: complaint.rule,
        level,
        message: complaint.message,
        primary: Some(Label { span, text: complaint.label }),
        secondary: Vec::new(),
        notes: Vec::new(),
        suggestion: complaint.fix.map(|(range, text, applicability)| Suggestion {
            message: complaint.help.clone(),
            edits: vec![(Span::new(file, range), text)],
            applicability,
        }),
        help: vec![complaint.help],
        evidence: Evidence::Resolved,
        context: place.context,
        area: place.area,
        scope: place.scope,
        item: place.item,
        fingerprint,
        target: place.target,
    })
}
