//! Where the file of a `mod x;` is looked for.
//!
//! Source: Rust reference, "Modules" ("Module Source Filenames", "The `path` attribute"); for what it leaves open
//! (`#[path]` on an inline module of a non-mod-rs file, blocks, `include!`) rustc's `rustc_expand::module`
//! (`mod_dir_path`, `mod_file_path`, `default_submod_path`), whose two pieces of state these are.
//!
//! Nothing here asks whether a file exists: the caller takes the first candidate that does. rustc refuses to choose when
//! both the `x.rs` and the `x/mod.rs` exist.

use std::path::{Path, PathBuf};

use crate::workspace::normalize;

/// The place in a file from which `mod` declarations are resolved: a crate root or a file, and the inline modules
/// entered since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleDirectory {
    /// The directory of the file, then those of the inline modules.
    directory: PathBuf,
    /// What `mod x;` puts before its name, besides: see [`Owner`].
    owner: Owner,
}

/// rustc's `DirOwnership`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Owner {
    /// The directory is the module's own: crate root, `mod.rs`, a file loaded by `#[path]` or `include!`.
    Whole,
    /// The file is `foo.rs` beside a directory `foo` that is the module's own; `#[path]` ignores that directory.
    Below(String),
    /// In a block, where `mod x;` needs a `#[path]`.
    Nothing,
}

/// A file that a `mod x;` may load, and the place its own declarations are resolved from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The file.
    pub file: PathBuf,
    /// The place inside it.
    pub directory: ModuleDirectory,
}

impl ModuleDirectory {
    /// The top of a crate's root file. Also that of a file brought in by `include!`, which owns its directory too.
    #[must_use]
    pub fn root(file: &Path) -> Self {
        Self { directory: parent(file), owner: Owner::Whole }
    }

    /// The inside of `mod name { … }`, with the value of its `#[path]`, which names a directory there.
    #[must_use]
    pub fn inline(&self, name: &str, path_attr: Option<&str>) -> Self {
        if let Some(path) = path_attr {
            return Self { directory: normalize(&self.directory.join(path)), owner: Owner::Whole };
        }
        let (prefix, owner) = match &self.owner {
            Owner::Below(own) => (Some(own), Owner::Whole),
            other => (None, other.clone()),
        };
        let mut directory = self.directory.clone();
        directory.extend(prefix);
        directory.push(bare(name));
        Self { directory, owner }
    }

    /// The inside of a block (a function's body), where only `#[path]` modules can be loaded.
    #[must_use]
    pub fn block(&self) -> Self {
        Self { directory: self.directory.clone(), owner: Owner::Nothing }
    }

    /// The files `mod name;` may mean, in rustc's order, with the value of its `#[path]`.
    ///
    /// Raw identifiers name files without `r#`. Where `cfg_attr` chooses between paths, ask once for each. Empty where
    /// rustc accepts no file: in a block without `#[path]`.
    #[must_use]
    pub fn file(&self, name: &str, path_attr: Option<&str>) -> Vec<Candidate> {
        if let Some(path) = path_attr {
            // Such a file acts as a mod-rs file whatever its name is.
            let file = normalize(&self.directory.join(path));
            return vec![Candidate { directory: Self::root(&file), file }];
        }
        let base = match &self.owner {
            Owner::Whole => self.directory.clone(),
            Owner::Below(own) => self.directory.join(own),
            Owner::Nothing => return Vec::new(),
        };
        let name = bare(name);
        let beside = Self { directory: base.clone(), owner: Owner::Below(name.to_owned()) };
        let inside = base.join(name).join("mod.rs");
        vec![
            Candidate { file: base.join(format!("{name}.rs")), directory: beside },
            Candidate { directory: Self::root(&inside), file: inside },
        ]
    }
}

/// An identifier without `r#`.
fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

fn parent(file: &Path) -> PathBuf {
    file.parent().map(Path::to_path_buf).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(directory: &ModuleDirectory, name: &str, path_attr: Option<&str>) -> Vec<String> {
        let candidates = directory.file(name, path_attr);
        candidates.into_iter().map(|candidate| candidate.file.display().to_string()).collect()
    }

    /// The place inside the file that `mod name;` loads, of the candidate with that number.
    fn enter(directory: &ModuleDirectory, name: &str, path_attr: Option<&str>, which: usize) -> ModuleDirectory {
        directory.file(name, path_attr).swap_remove(which).directory
    }

    fn root() -> ModuleDirectory {
        ModuleDirectory::root(Path::new("src/lib.rs"))
    }

    #[test]
    fn plain_names_from_a_root_a_mod_rs_and_a_plain_file() {
        assert_eq!(files(&root(), "util", None), ["src/util.rs", "src/util/mod.rs"]);
        let plain = enter(&root(), "util", None, 0);
        assert_eq!(files(&plain, "config", None), ["src/util/config.rs", "src/util/config/mod.rs"]);
        let mod_rs = enter(&root(), "util", None, 1);
        assert_eq!(files(&mod_rs, "config", None), ["src/util/config.rs", "src/util/config/mod.rs"]);
        let deep = enter(&plain, "config", None, 0);
        assert_eq!(files(&deep, "x", None)[0], "src/util/config/x.rs");
        assert_eq!(files(&root(), "r#async", None)[0], "src/async.rs");
    }

    #[test]
    fn a_root_keeps_its_directory_whatever_it_is_called() {
        let bin = ModuleDirectory::root(Path::new("src/bin/tool.rs"));
        assert_eq!(files(&bin, "x", None), ["src/bin/x.rs", "src/bin/x/mod.rs"]);
    }

    #[test]
    fn path_outside_inline_modules_is_relative_to_the_files_directory() {
        let plain = enter(&enter(&root(), "a", None, 0), "b", None, 0);
        assert_eq!(files(&plain, "c", Some("foo.rs")), ["src/a/foo.rs"]);
        let mod_rs = enter(&root(), "a", None, 1);
        assert_eq!(files(&mod_rs, "c", Some("foo.rs")), ["src/a/foo.rs"]);
        assert_eq!(files(&mod_rs, "c", Some("../up.rs")), ["src/up.rs"]);
        assert_eq!(files(&mod_rs, "c", Some("/abs.rs")), ["/abs.rs"]);
    }

    #[test]
    fn inline_modules_are_directories() {
        let plain = enter(&enter(&root(), "a", None, 0), "b", None, 0).inline("inline", None);
        assert_eq!(files(&plain, "inner", None)[0], "src/a/b/inline/inner.rs");
        assert_eq!(files(&plain, "inner", Some("other.rs")), ["src/a/b/inline/other.rs"]);
        let mod_rs = enter(&root(), "a", None, 1).inline("inline", None);
        assert_eq!(files(&mod_rs, "inner", Some("other.rs")), ["src/a/inline/other.rs"]);
        let nested = plain.inline("r#type", None);
        assert_eq!(files(&nested, "x", None), ["src/a/b/inline/type/x.rs", "src/a/b/inline/type/x/mod.rs"]);
    }

    #[test]
    fn path_on_an_inline_module_names_its_directory() {
        let thread = root().inline("thread", Some("thread_files"));
        assert_eq!(files(&thread, "local_data", Some("tls.rs")), ["src/thread_files/tls.rs"]);
        assert_eq!(files(&thread, "plain", None)[0], "src/thread_files/plain.rs");
        // In a non-mod-rs file the directory of its name does not count.
        let plain = enter(&root(), "a", None, 0).inline("thread", Some("files"));
        assert_eq!(files(&plain, "x", None)[0], "src/files/x.rs");
        let below = enter(&root(), "a", None, 0).inline("outer", None).inline("thread", Some("files"));
        assert_eq!(files(&below, "x", None)[0], "src/a/outer/files/x.rs");
    }

    #[test]
    fn a_file_loaded_by_path_acts_as_mod_rs() {
        let loaded = enter(&root(), "x", Some("other/name.rs"), 0);
        assert_eq!(files(&loaded, "y", None), ["src/other/y.rs", "src/other/y/mod.rs"]);
    }

    #[test]
    fn a_block_loads_by_path_alone() {
        let block = enter(&root(), "a", None, 0).block();
        assert!(files(&block, "x", None).is_empty());
        assert_eq!(files(&block, "x", Some("x.rs")), ["src/x.rs"]);
        assert!(files(&block.inline("m", None), "x", None).is_empty());
    }
}
