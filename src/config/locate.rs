//! Where the configuration stands.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::read::{Section, parse};
use crate::config::{Config, ConfigError};
use crate::source::{Provider, ReadError};

/// The configuration's file name, beside the root manifest.
pub const FILE_NAME: &str = "redis-ssot.toml";

/// Reads the configuration of the codebase at `root` (the directory of the root manifest, or of several workspaces).
///
/// `explicit` is the file of `--config`: it is read from the disk, wherever it stands, and nothing else is looked at.
/// Otherwise `redis-ssot.toml`, `[workspace.metadata.redis-ssot]` and `[package.metadata.redis-ssot]` of the root
/// manifest are looked for in `provider`; without any of them the defaults hold.
///
/// # Errors
/// A file that is there but unreadable, two of the places at once, or what [`parse`] finds wrong.
pub fn load(
    provider: &dyn Provider,
    root: &Path,
    explicit: Option<&Path>,
    known_rules: &[&str],
) -> Result<Config, ConfigError> {
    if let Some(path) = explicit {
        let bytes = std::fs::read(path).map_err(|error| unreadable(path, io_reason(&error)))?;
        let text = decode(path, bytes)?;
        let read = parse(&path.display().to_string(), &text, Section::Whole, known_rules)?;
        return Ok(read.unwrap_or_default());
    }
    let manifest = read(provider, root.join("Cargo.toml"))?;
    let file = read(provider, root.join(FILE_NAME))?;
    let mut found: Vec<(&str, Section, &Arc<str>)> = Vec::new();
    if let Some(text) = &file {
        found.push((FILE_NAME, Section::Whole, text));
    }
    if let Some(text) = &manifest {
        for section in [Section::Workspace, Section::Package] {
            if holds(text, section) {
                found.push(("Cargo.toml", section, text));
            }
        }
    }
    match found.as_slice() {
        [] => Ok(Config::default()),
        [(display, section, text)] => Ok(parse(display, text, *section, known_rules)?.unwrap_or_default()),
        several => Err(ConfigError::Conflict {
            places: several.iter().map(|(display, section, _)| place(display, *section)).collect(),
        }),
    }
}

/// Whether the manifest has the section, right or wrong in itself.
///
/// A manifest that is not TOML holds none: whoever reads the workspace reports it with its place.
pub(crate) fn holds(manifest: &str, section: Section) -> bool {
    let head = match section {
        Section::Workspace => "workspace",
        Section::Package => "package",
        Section::Whole => return true,
    };
    // Most manifests hold none: the search spares them the parse.
    memchr::memmem::find(manifest.as_bytes(), b"redis-ssot").is_some()
        && toml::de::DeTable::parse(manifest).is_ok_and(|table| {
            let head = table.get_ref().iter().find(|(key, _)| key.get_ref() == head);
            head.and_then(|(_, value)| value.get_ref().get("metadata")?.get_ref().get("redis-ssot")).is_some()
        })
}

fn place(display: &str, section: Section) -> String {
    match section {
        Section::Whole => format!("`{display}`"),
        other => format!("`{}` in `{display}`", other.table_name()),
    }
}

fn read(provider: &dyn Provider, path: PathBuf) -> Result<Option<Arc<str>>, ConfigError> {
    match provider.read(&path) {
        Ok(bytes) => decode(&path, bytes).map(Some),
        Err(ReadError::NotFound) => Ok(None),
        Err(reason) => Err(unreadable(&path, reason)),
    }
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<Arc<str>, ConfigError> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(unreadable(path, ReadError::NotUtf8(at)))
        }
    }
}

fn unreadable(path: &Path, reason: ReadError) -> ConfigError {
    let path = path.to_owned();
    ConfigError::Unreadable { path, reason }
}

fn io_reason(error: &std::io::Error) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::NotFound,
        std::io::ErrorKind::IsADirectory => ReadError::NotRegular,
        _ => ReadError::Io(error.to_string()),
    }
}
