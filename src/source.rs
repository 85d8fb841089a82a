//! Source files: where they come from, and their text.
//!
//! A [`Provider`] is the disk or a git tree; nothing else in the analysis reads files.

mod declared;
pub mod disk;
mod foresight;
pub mod git;
pub mod load;
pub mod loaded;
pub mod modules;
pub mod needed;
pub mod needles;
pub mod unlinked;
pub mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::position::{FileId, Span};

/// Why a file could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No such file.
    #[error("no such file")]
    NotFound,
    /// Not a regular file (a directory, FIFO or device), which is never opened.
    #[error("not a regular file")]
    NotRegular,
    /// Larger than the tool reads.
    #[error("{0} bytes is more than the {1} that are read of one file")]
    TooLarge(u64, u64),
    /// Not UTF-8; the offset of the first bad byte.
    #[error("not UTF-8 (first invalid byte at offset {0})")]
    NotUtf8(usize),
    /// UTF-16, told by its byte order mark.
    #[error("encoded as UTF-16 ({0}), not UTF-8")]
    Utf16(&'static str),
    /// Outside the roots the user gave.
    #[error("outside the codebase")]
    Outside,
    /// The system refused.
    #[error("{0}")]
    Io(String),
}

/// Where files come from: the disk, or a git tree for `--since`.
pub trait Provider: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// See [`ReadError`].
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError>;

    /// Whether a regular file stands there.
    fn is_file(&self, path: &Path) -> bool;

    /// Names of the entries of a directory, sorted, with whether each is a directory; empty when it cannot be listed.
    fn entries(&self, directory: &Path) -> Vec<(String, bool)>;

    /// Whether a directory stands there. Unless a provider knows better: one that has entries.
    fn is_directory(&self, path: &Path) -> bool {
        !self.entries(path).is_empty()
    }

    /// Whether the last part of a path is a symbolic link; false for providers without links.
    fn is_link(&self, _path: &Path) -> bool {
        false
    }

    /// The path with symbolic links resolved, by which two names of one file are known to be one; none when nothing
    /// stands there.
    fn resolved(&self, path: &Path) -> Option<PathBuf> {
        (self.is_file(path) || self.is_directory(path)).then(|| path.to_path_buf())
    }

    /// The text of a file as stored; a UTF-8 byte order mark and carriage returns stay.
    ///
    /// # Errors
    /// See [`ReadError`]; text that is not UTF-8 is [`ReadError::NotUtf8`] or [`ReadError::Utf16`].
    fn read_text(&self, path: &Path) -> Result<String, ReadError> {
        text(self.read(path)?)
    }

    /// The same, to be kept.
    ///
    /// # Errors
    /// As [`Provider::read_text`].
    fn read_shared(&self, path: &Path) -> Result<Arc<str>, ReadError> {
        self.read_text(path).map(Arc::from)
    }
}

/// Bytes as text.
///
/// # Errors
/// [`ReadError::NotUtf8`] with the offset of the first bad byte, [`ReadError::Utf16`] for a UTF-16 byte order mark.
pub fn text(bytes: Vec<u8>) -> Result<String, ReadError> {
    String::from_utf8(bytes).map_err(|error| match error.as_bytes() {
        [0xff, 0xfe, ..] => ReadError::Utf16("little-endian"),
        [0xfe, 0xff, ..] => ReadError::Utf16("big-endian"),
        _ => ReadError::NotUtf8(error.utf8_error().valid_up_to()),
    })
}

/// One file of the codebase.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Absolute path.
    pub path: PathBuf,
    /// Path relative to the codebase's root, `/` between parts; what reports show.
    pub display: String,
    /// The text as stored; passwords in it are masked once the analysis is done.
    pub text: Arc<str>,
}

/// All files read so far, by [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Texts of the files in which something is masked.
    unmasked: BTreeMap<FileId, Arc<str>>,
}

impl Sources {
    /// Makes room for so many files more.
    pub fn reserve(&mut self, more: usize) {
        self.files.reserve(more);
    }

    /// Adds a file.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(crate::position::to_u32(self.files.len() - 1))
    }

    /// The file of an id.
    #[must_use]
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Puts marks over bytes that must not be shown, as long as what they hide, so that every position stays.
    /// [`Sources::stored`] still has them.
    pub fn mask(&mut self, span: Span) {
        let Some(file) = self.files.get_mut(span.file.0 as usize) else { return };
        let (start, end) = (span.range.start as usize, span.range.end as usize);
        let (Some(before), Some(hidden), Some(after)) =
            (file.text.get(..start), file.text.get(start..end), file.text.get(end..))
        else {
            return;
        };
        // One mark for each character, of as many bytes: columns count characters, spans count bytes.
        let mark = |c: char| ['*', '\u{d7}', '\u{2022}', '\u{1f512}'][c.len_utf8() - 1];
        let masked = format!("{before}{}{after}", hidden.chars().map(mark).collect::<String>());
        self.unmasked.entry(span.file).or_insert_with(|| Arc::clone(&file.text));
        file.text = masked.into();
    }

    /// The text of a file as it was read, whatever is masked in it: for writing it back, never for showing it.
    #[must_use]
    pub fn stored(&self, id: FileId) -> &str {
        self.unmasked.get(&id).map_or(&self.get(id).text, |text| text)
    }

    /// All files in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(crate::position::to_u32(at)), file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::TextRange;

    #[test]
    fn what_is_masked_keeps_its_length_and_is_still_stored() {
        let mut sources = Sources::default();
        let text = "open(\"redis://:gehéim\u{20ac}@host\")";
        let id = sources.add(SourceFile { path: PathBuf::new(), display: String::new(), text: text.into() });
        assert_eq!(sources.stored(id), text);
        let start = crate::position::to_u32(text.find("geh").unwrap_or_default());
        let end = crate::position::to_u32(text.find('@').unwrap_or_default());
        sources.mask(Span::new(id, TextRange::new(start, end)));
        assert_eq!(&*sources.get(id).text, "open(\"redis://:***\u{d7}**\u{2022}@host\")");
        assert_eq!(sources.get(id).text.len(), text.len());
        assert_eq!(sources.stored(id), text);
    }
}
