//! The flags of `report`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args};

use super::{CheckArgs, CodebaseFlags, LevelFlags, PackageFlags, Talk, UnknownRule};
use crate::report::dossier::Format;

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportFlags {
    #[command(flatten)]
    codebase: CodebaseFlags,
    #[command(flatten)]
    levels: LevelFlags,
    #[command(flatten)]
    packages: PackageFlags,
    /// How the report is written
    #[arg(
        long,
        value_name = "FMT",
        default_value_t,
        value_parser = format_parser(),
        help_heading = "Output"
    )]
    pub(in crate::cli) format: Format,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Compare with what this file counted; its findings are shown all the same
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    baseline: Option<PathBuf>,
    /// Exit with 0 also when the verdict is NON-COMPLIANT
    #[arg(long, help_heading = "Output")]
    exit_zero: bool,
}

impl ReportFlags {
    pub(in crate::cli) fn args(
        self,
        talk: Talk,
        matches: &ArgMatches,
        known: &[&str],
    ) -> Result<CheckArgs, UnknownRule> {
        let levels = self.levels.overrides(matches, known)?;
        Ok(CheckArgs {
            levels,
            output: self.output,
            baseline: self.baseline,
            exit_zero: self.exit_zero,
            stock: true,
            ..self.packages.args(self.codebase, talk)
        })
    }
}

fn format_parser() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::TypedValueParser as _;
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>())
}
