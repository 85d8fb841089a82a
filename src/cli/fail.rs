//! What goes wrong, and how it is told.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use crate::cli::args::UnknownRule;
use crate::cli::terminal::Terminal;
use crate::report::text::sanitize_lines;

/// Anything that keeps the tool from doing its job; shown with its code, place and help.
pub type Failure = Box<dyn Diagnostic + Send + Sync>;

/// A request that cannot be met, or an answer that cannot be delivered.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Usage {
    /// A rule's name that no rule has.
    #[error("unknown rule `{name}`")]
    #[diagnostic(code("redis_ssot::usage"))]
    UnknownRule {
        /// The name.
        name: String,
        /// The nearest known one, or where they are listed.
        #[help]
        help: String,
    },
    /// A command's name that no command has.
    #[error("unknown command `{name}`")]
    #[diagnostic(code("redis_ssot::usage"))]
    UnknownCommand {
        /// The name.
        name: String,
    },
    /// The baseline is there and would be written anew.
    #[error("the baseline {} is there already", path.display())]
    #[diagnostic(code("redis_ssot::baseline"), help("`--prune` takes fixed findings out, `--force` accepts new ones"))]
    BaselineExists {
        /// The file.
        path: PathBuf,
    },
    /// The baseline would be written where nobody reviews it.
    #[error("a baseline is not written in CI (the variable `CI` is set)")]
    #[diagnostic(
        code("redis_ssot::baseline"),
        help(
            "write it on your machine and commit it; `baseline --check` tells whether fixed findings are still in it"
        )
    )]
    BaselineInCi,
    /// A file that was asked for cannot be written; it is as it was.
    #[error("cannot write {}: {reason}", path.display())]
    #[diagnostic(code("redis_ssot::output"))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: io::Error,
    },
    /// Standard output cannot be written to.
    #[error("cannot write to standard output: {0}")]
    #[diagnostic(code("redis_ssot::output"))]
    Stdout(io::Error),
}

impl From<UnknownRule> for Usage {
    fn from(unknown: UnknownRule) -> Self {
        let help = unknown.near.map_or_else(
            || "`cargo redis-ssot explain` lists the rules".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Self::UnknownRule { name: unknown.name, help }
    }
}

/// Whether the reader of standard output has gone away.
pub(super) fn is_broken_pipe(failure: &(dyn Diagnostic + Send + Sync + 'static)) -> bool {
    let error: &(dyn std::error::Error + 'static) = failure;
    matches!(
        error.downcast_ref::<Usage>(),
        Some(Usage::Stdout(reason)) if reason.kind() == io::ErrorKind::BrokenPipe
    )
}

/// Draws the failure with its place.
pub(super) fn print(failure: &(dyn Diagnostic + Send + Sync + 'static), terminal: Terminal, err: &mut dyn Write) {
    let plain = draw(failure, Terminal { color: false, hyperlinks: false, ..terminal });
    // What a path or a configuration holds must not act on the terminal. It is found where no colours are drawn.
    let text = match sanitize_lines(&plain) {
        Cow::Owned(safe) => safe,
        Cow::Borrowed(_) => draw(failure, terminal),
    };
    // Nobody is left to be told when this stream is gone.
    let _ = writeln!(err, "{}", text.trim_end());
}

fn draw(failure: &(dyn Diagnostic + Send + Sync + 'static), terminal: Terminal) -> String {
    let theme = match (terminal.unicode, terminal.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => {
            GraphicalTheme { characters: miette::ThemeCharacters::ascii(), styles: miette::ThemeStyles::ansi() }
        }
        (false, false) => GraphicalTheme::none(),
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(terminal.width).with_links(terminal.hyperlinks);
    let mut text = String::new();
    if handler.render_report(&mut text, failure).is_err() {
        text = format!("error: {failure}\n");
    }
    text
}
