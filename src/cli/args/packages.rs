//! Which packages are reported on, in cargo's words.

use clap::Args;

use super::{CheckArgs, CodebaseFlags, Talk, plain_check};

#[derive(Debug, Args)]
pub(super) struct PackageFlags {
    /// Report on this package only (repeatable; patterns allowed)
    #[arg(short, long, value_name = "SPEC", help_heading = "Packages")]
    package: Vec<String>,
    /// Report on all packages of the workspace
    #[arg(long, alias = "all", help_heading = "Packages")]
    workspace: bool,
    /// Do not report on this package (repeatable; patterns allowed)
    #[arg(long, value_name = "SPEC", help_heading = "Packages")]
    exclude: Vec<String>,
    /// Report on tests, examples and benches too (they always are; taken because cargo takes it)
    #[arg(long, help_heading = "Packages")]
    all_targets: bool,
}

impl PackageFlags {
    /// A check of these packages, with nothing else asked for.
    pub(super) fn args(self, codebase: CodebaseFlags, talk: Talk) -> CheckArgs {
        CheckArgs {
            packages: self.package,
            exclude: self.exclude,
            workspace: self.workspace,
            all_targets: self.all_targets,
            ..plain_check(codebase.args(), talk)
        }
    }
}
