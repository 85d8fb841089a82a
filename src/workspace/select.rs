//! Which packages' findings are reported: `-p`, `--exclude`, `--workspace`, in cargo's spelling.
//!
//! Source: cargo book, "Package ID Specifications", and the options of `cargo check` (Unix globs in `-p` and `--exclude`).

use super::paths::{has_wildcard, matches};
use super::{Package, WorkspaceError};

/// What the command line says about manifests and packages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// `--manifest-path`: a `Cargo.toml`, whose workspace is read beside those of the given paths.
    pub manifest_path: Option<std::path::PathBuf>,
    /// `-p`/`--package`: a name, `name@version`, a glob (`auth-*`) or a package id as cargo prints it. Empty: all packages.
    pub packages: Vec<String>,
    /// `--exclude`: the same forms.
    pub exclude: Vec<String>,
    /// `--workspace`: all packages, whatever `packages` says.
    pub workspace: bool,
}

/// Marks the selected packages; the notes name `--exclude` values that matched nothing, as cargo does.
pub(crate) fn select(packages: &mut [Package], options: &Selection) -> Result<Vec<String>, WorkspaceError> {
    let mut notes = Vec::new();
    for spec in options.packages.iter().filter(|_| !options.workspace) {
        if !packages.iter().any(|package| is_meant(package, spec)) {
            return Err(WorkspaceError::UnknownPackage { spec: spec.clone(), nearest: nearest(packages, spec) });
        }
    }
    for spec in &options.exclude {
        if !packages.iter().any(|package| is_meant(package, spec)) {
            notes.push(format!("excluded package `{spec}` is not in the codebase"));
        }
    }
    let all = options.workspace || options.packages.is_empty();
    for package in packages.iter_mut() {
        let named = all || options.packages.iter().any(|spec| is_meant(package, spec));
        package.selected = named && !options.exclude.iter().any(|spec| is_meant(package, spec));
    }
    if !packages.is_empty() && !packages.iter().any(|package| package.selected) {
        return Err(WorkspaceError::NothingSelected);
    }
    Ok(notes)
}

/// Whether a spec names a package.
fn is_meant(package: &Package, spec: &str) -> bool {
    if spec.contains("://") {
        return package.id() == spec;
    }
    let (name, version) = spec.split_once(['@', ':']).map_or((spec, None), |(name, version)| (name, Some(version)));
    let same_name = if has_wildcard(name) { matches(name, &package.name) } else { name == package.name };
    same_name && version.is_none_or(|version| is_version(&package.version, version))
}

/// Whether `wanted` is the version or a prefix of whole parts of it (`1` and `1.2` name `1.2.3`).
fn is_version(version: &str, wanted: &str) -> bool {
    version.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The package name most like a spec that names none.
fn nearest(packages: &[Package], spec: &str) -> Option<String> {
    let name = spec.split(['@', ':']).next().unwrap_or(spec);
    let scored = packages.iter().map(|package| (strsim::jaro_winkler(name, &package.name), &package.name));
    let best = scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, name)| name.clone())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str) -> Package {
        Package {
            name: name.to_owned(),
            version: version.to_owned(),
            manifest_path: format!("/w/{name}/Cargo.toml").into(),
            workspace_manifest: "/w/Cargo.toml".into(),
            targets: Vec::new(),
            dependencies: Vec::new(),
            selected: true,
        }
    }

    fn selected(packages: &[&str], exclude: &[&str]) -> Result<Vec<String>, WorkspaceError> {
        let mut all = [package("auth-core", "1.2.3"), package("auth-api", "0.1.0"), package("web", "2.0.0")];
        let strings = |list: &[&str]| list.iter().map(|spec| (*spec).to_owned()).collect();
        let options = Selection { packages: strings(packages), exclude: strings(exclude), ..Selection::default() };
        select(&mut all, &options)?;
        Ok(all.into_iter().filter(|package| package.selected).map(|package| package.name).collect())
    }

    #[test]
    fn specs_are_names_versions_globs_and_ids() {
        assert_eq!(selected(&[], &[]).unwrap(), ["auth-core", "auth-api", "web"]);
        assert_eq!(selected(&["auth-*"], &[]).unwrap(), ["auth-core", "auth-api"]);
        assert_eq!(selected(&["auth-core@1.2"], &[]).unwrap(), ["auth-core"]);
        assert_eq!(selected(&["web:2.0.0"], &[]).unwrap(), ["web"]);
        assert_eq!(selected(&["path+file:///w/web#2.0.0"], &[]).unwrap(), ["web"]);
        assert_eq!(selected(&[], &["auth-*"]).unwrap(), ["web"]);
        assert_eq!(selected(&["auth-*"], &["auth-api"]).unwrap(), ["auth-core"]);
    }

    #[test]
    fn a_spec_without_a_package_is_an_error_that_names_the_nearest() {
        let error = selected(&["auth-cor"], &[]).unwrap_err();
        assert!(error.to_string().contains("did you mean `auth-core`"), "{error}");
        assert!(matches!(selected(&["web@3"], &[]), Err(WorkspaceError::UnknownPackage { .. })));
        assert!(matches!(selected(&["web@2.0.00"], &[]), Err(WorkspaceError::UnknownPackage { .. })));
        assert_eq!(selected(&["web"], &["web"]), Err(WorkspaceError::NothingSelected));
    }
}
