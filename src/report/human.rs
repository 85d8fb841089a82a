//! The format for people: a snippet per finding, drawn by miette.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::change::changes;
use super::excerpt::{Cut, Excerpt, excerpts};
use super::place::Places;
use super::reporter::{Input, Reporter};
use super::text::{sanitize, sanitize_lines};
use super::{Context, Evidence, Finding, Level, Suggestion, summary};

/// Changed lines shown of one suggestion; longer ones are what `--fix` and editors are for.
const MOST_CHANGED_LINES: usize = 12;

/// Terminals narrower than this are written to as if they had this many columns.
const NARROWEST: usize = 40;

/// How the format for people looks; the caller knows the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Human {
    /// Columns to fill.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
    /// Whether characters beyond ASCII may be drawn with.
    pub unicode: bool,
    /// Whether rule names link to their pages.
    pub hyperlinks: bool,
    /// Whether the summary follows the findings.
    pub summary: bool,
}

impl Default for Human {
    fn default() -> Self {
        Self { width: 100, color: false, unicode: true, hyperlinks: false, summary: true }
    }
}

impl Reporter for Human {
    fn write(&self, input: &Input<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut places = Places::new(input.sources);
        let mut text = String::new();
        for finding in &input.report.findings {
            text.clear();
            self.finding(input, &mut places, finding, &mut text).map_err(io::Error::other)?;
            text.push('\n');
            out.write_all(text.as_bytes())?;
        }
        if self.summary {
            summary::write(input, *self, out)?;
        }
        Ok(())
    }
}

/// ANSI colours that can be read on light and on dark grounds: red, magenta and bright blue; never yellow or cyan.
#[derive(Debug, Clone, Copy)]
pub(super) enum Paint {
    Error,
    Warning,
    Accent,
    Strong,
}

impl Paint {
    pub(super) fn of(level: Level) -> Self {
        if level == Level::Deny { Self::Error } else { Self::Warning }
    }

    fn style(self) -> anstyle::Style {
        use anstyle::{AnsiColor, Style};
        match self {
            Self::Error => AnsiColor::Red.on_default().bold(),
            Self::Warning => AnsiColor::Magenta.on_default().bold(),
            Self::Accent => AnsiColor::BrightBlue.on_default().bold(),
            Self::Strong => Style::new().bold(),
        }
    }
}

impl Human {
    /// The text in a colour, if there are colours.
    pub(super) fn paint(self, paint: Paint, text: &str) -> String {
        if self.color {
            format!("{}{text}{}", paint.style().render(), paint.style().render_reset())
        } else {
            text.to_owned()
        }
    }

    fn finding(self, input: &Input<'_>, places: &mut Places<'_>, finding: &Finding, out: &mut String) -> fmt::Result {
        let cut = Cut {
            context: 1,
            width: self.width.max(NARROWEST) - 10,
            ellipsis: if self.unicode { "\u{2026}" } else { "..." },
        };
        let (excerpts, left_out) = excerpts(places, finding, cut);
        let snippet = Snippet::new(excerpts);
        let shown = Shown { heading: self.heading(input, finding), level: finding.level, snippet };
        self.handler(&shown).render_report(out, &shown)?;
        if left_out > 0 {
            self.tail(out, "note", &format!("{left_out} more places belong to this finding"));
        }
        if let Some(origin) = origin(finding) {
            self.tail(out, "in", &origin);
        }
        for note in &finding.notes {
            self.tail(out, "note", note);
        }
        for help in &finding.help {
            self.tail(out, "help", help);
        }
        if let Some(suggestion) = &finding.suggestion {
            self.suggestion(places, finding, suggestion, out);
        }
        Ok(())
    }

    fn heading(self, input: &Input<'_>, finding: &Finding) -> String {
        let tag = self.paint(Paint::of(finding.level), &format!("{}[{}]", finding.level.severity(), finding.rule));
        let page = input.rule(finding.rule).and_then(|rule| rule.page_url.as_deref()).filter(|_| self.hyperlinks);
        let message = sanitize(&finding.message);
        match page {
            Some(url) => format!("\u{1b}]8;;{}\u{1b}\\{tag}\u{1b}]8;;\u{1b}\\: {message}", sanitize(url)),
            None => format!("{tag}: {message}"),
        }
    }

    fn handler(self, shown: &Shown) -> GraphicalReportHandler {
        let characters = if self.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let mut styles = ThemeStyles::none();
        if self.color {
            styles.error = styles.error.red().bold();
            styles.warning = styles.warning.magenta().bold();
            styles.link = styles.link.bright_blue().bold();
            styles.linum = styles.linum.dimmed();
            let primary = if shown.level == Level::Deny { styles.error } else { styles.warning };
            let secondary = styles.link;
            styles.highlights =
                shown.snippet.labels.iter().map(|label| if label.primary() { primary } else { secondary }).collect();
            if styles.highlights.is_empty() {
                styles.highlights.push(primary);
            }
        }
        GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(self.width.max(NARROWEST))
            .with_break_words(false)
            .with_links(false)
    }

    /// A paragraph under the snippet: `  note: …`, wrapped, hanging under its first word.
    fn tail(self, out: &mut String, word: &str, text: &str) {
        let indent = 8;
        let label = format!("{word:>6}:");
        let paint = if word == "help" { Paint::Accent } else { Paint::Strong };
        out.push_str(&self.paint(paint, &label));
        let text = sanitize_lines(text);
        for (at, line) in wrap(&text, self.width.max(NARROWEST) - indent).iter().enumerate() {
            let gap = if at == 0 { 1 } else { indent };
            out.extend(std::iter::repeat_n(' ', gap));
            out.push_str(line);
            out.push('\n');
        }
    }

    fn suggestion(self, places: &mut Places<'_>, finding: &Finding, suggestion: &Suggestion, out: &mut String) {
        self.tail(out, "help", &suggestion.message);
        let changes = changes(places, suggestion);
        let lines: usize = changes.iter().map(|change| change.removed.len() + change.added.len()).sum();
        if lines > MOST_CHANGED_LINES {
            return;
        }
        let home = finding.primary.as_ref().map(|label| places.display(label.span.file));
        for change in changes {
            if home != Some(change.path.as_str()) {
                out.push_str(&format!("        {}:{}\n", change.path, change.line));
            }
            for line in &change.removed {
                out.push_str(&format!("        {}\n", self.paint(Paint::Error, &format!("- {line}"))));
            }
            for line in &change.added {
                out.push_str(&format!("        {}\n", self.paint(Paint::Accent, &format!("+ {line}"))));
            }
        }
    }
}

/// Where in the codebase a finding stands, as far as the path does not tell.
fn origin(finding: &Finding) -> Option<String> {
    let mut facts = Vec::new();
    if let Some(area) = &finding.area {
        facts.push(format!("area {area}"));
    }
    if let Some(scope) = &finding.scope {
        facts.push(format!("scope {scope}"));
    }
    match finding.context {
        Context::Production => {}
        Context::Test => facts.push("test code".to_owned()),
        Context::Example => facts.push("example".to_owned()),
        Context::Build => facts.push("build script".to_owned()),
    }
    if finding.evidence == Evidence::Named {
        facts.push("by the method's name alone".to_owned());
    }
    let facts = facts.join(", ");
    // Area and scope names come from a configuration: one line, whatever they hold.
    let origin = match (finding.item.is_empty(), facts.is_empty()) {
        (true, true) => return None,
        (true, false) => facts,
        (false, true) => finding.item.clone(),
        (false, false) => format!("{} ({facts})", finding.item),
    };
    Some(sanitize(&origin).into_owned())
}

/// Breaks a text at spaces into lines of at most `width` characters; a longer word stands alone.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut length = 0;
        for word in paragraph.split(' ') {
            let word_length = word.chars().count();
            if length > 0 && length + 1 + word_length > width {
                lines.push(std::mem::take(&mut line));
                length = 0;
            }
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += word_length;
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A finding as miette sees it.
#[derive(Debug)]
struct Shown {
    heading: String,
    level: Level,
    snippet: Snippet,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.heading)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<Severity> {
        Some(if self.level == Level::Deny { Severity::Error } else { Severity::Warning })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.snippet.pieces.is_empty()).then_some(&self.snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels.iter().cloned()))
    }
}

/// The excerpts of one finding as one document: miette's own sources are searched from the start for every label
/// (3.7 ms a finding in a 1.5 MB file), know one file only, and print what they hold as it is.
#[derive(Debug)]
struct Snippet {
    pieces: Vec<Piece>,
    labels: Vec<LabeledSpan>,
}

/// One excerpt at its place in the document.
#[derive(Debug)]
struct Piece {
    start: usize,
    text: String,
    excerpt: Excerpt,
    /// Where each mark starts in the document.
    marks: Vec<usize>,
}

impl Snippet {
    fn new(excerpts: Vec<Excerpt>) -> Self {
        let mut snippet = Self { pieces: Vec::new(), labels: Vec::new() };
        let mut start = 0;
        for excerpt in excerpts {
            let text = excerpt.lines.join("\n");
            let offset = |(line, byte): (usize, usize)| {
                start + byte + excerpt.lines.iter().take(line).map(|line| line.len() + 1).sum::<usize>()
            };
            let mut marks = Vec::new();
            for mark in &excerpt.marks {
                let from = offset(mark.start);
                let label = (!mark.text.is_empty()).then(|| mark.text.clone());
                let span = SourceSpan::from((from, offset(mark.end).saturating_sub(from)));
                marks.push(from);
                snippet.labels.push(if mark.primary {
                    LabeledSpan::new_primary_with_span(label, span)
                } else {
                    LabeledSpan::new_with_span(label, span)
                });
            }
            let length = text.len();
            snippet.pieces.push(Piece { start, text, excerpt, marks });
            // A gap, so that no offset belongs to two pieces.
            start += length + 2;
        }
        snippet
    }
}

impl SourceCode for Snippet {
    /// The whole piece, or, when no context is asked for, the position of the mark that starts there.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        let piece =
            self.pieces.iter().find(|piece| piece.start <= span.offset() && end <= piece.start + piece.text.len());
        let piece = piece.ok_or(MietteError::OutOfBounds)?;
        let excerpt = &piece.excerpt;
        let mark = piece.marks.iter().position(|start| *start == span.offset()).filter(|_| before == 0);
        let (line, column) = match mark {
            Some(mark) => (excerpt.marks[mark].at.line - 1, excerpt.marks[mark].at.column - 1),
            None => (excerpt.first_line - 1, 0),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            excerpt.path.clone(),
            piece.text.as_bytes(),
            SourceSpan::from((piece.start, piece.text.len())),
            line as usize,
            column as usize,
            excerpt.lines.len(),
        )))
    }
}
