//! An outcome as the evidence that `report` shows.

use super::Outcome;
use crate::baseline::{Baseline, Counts};
use crate::dossier::{self, Case};
use crate::report::dossier::Dossier;

impl Outcome {
    /// The evidence: verdict, validations, managers, imports, consolidation against a baseline, what to do.
    ///
    /// The check must have been asked to count ([`super::Options::stock`]), and for all findings: neither `since` nor `baseline`
    /// may have taken any away.
    ///
    /// ```
    /// use cargo_redis_ssot::{Options, check};
    ///
    /// # let root = format!("{}/fixtures/netra/before", env!("CARGO_MANIFEST_DIR"));
    /// let outcome = check(&Options { stock: true, ..Options::at(root) })?;
    /// let evidence = outcome.evidence(None);
    /// assert!(!evidence.verdict.compliant);
    /// assert_eq!((evidence.inventory.managers, evidence.inventory.canonical), (12, 1));
    /// # Ok::<(), cargo_redis_ssot::CheckError>(())
    /// ```
    #[must_use]
    pub fn evidence(&self, baseline: Option<&Baseline>) -> Dossier {
        dossier::compile(&Case {
            report: &self.report,
            sources: &self.sources,
            codebase: &self.codebase,
            config: &self.config,
            choices: &self.choices,
            rules: &self.rules,
            stock: &self.stock,
            baseline,
        })
    }

    /// How many ways to Redis there are, for a baseline. The check must have been asked to count.
    #[must_use]
    pub fn counts(&self) -> Counts {
        dossier::counts(&self.stock, &self.codebase)
    }
}
