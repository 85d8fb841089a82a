//! Programs of others that tests run.

use std::ffi::OsString;
use std::process::Command;

/// The program that `variable` names, which must then be there; else `name` on the PATH. None, with the reason printed, where there
/// is none: `.ci/run` installs all of them and sets the variables.
pub(crate) fn tool(variable: &str, name: &str) -> Option<OsString> {
    let named = std::env::var_os(variable);
    let program = named.clone().unwrap_or_else(|| name.into());
    let runs = Command::new(&program).arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(runs || named.is_none(), "{variable} names {}, which cannot be run", program.display());
    if !runs {
        eprintln!("skipped: {name} cannot be run (`pip install {name}`)");
    }
    runs.then_some(program)
}
