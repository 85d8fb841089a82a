//! The two shapes of the argument list, and the command that need not be named.

use std::ffi::{OsStr, OsString};

use clap::{Arg, ArgAction, Command};

/// The word cargo puts before the arguments of `cargo redis-ssot …`.
const SUBCOMMAND: &str = "redis-ssot";

/// How the program was called, for usage lines and hints.
pub(super) fn called_as(argv: &[OsString]) -> &'static str {
    if argv.get(1).is_some_and(|word| word == SUBCOMMAND) { "cargo redis-ssot" } else { "cargo-redis-ssot" }
}

/// The arguments as the parser takes them: the word of cargo dropped, `check` put in where no command is named.
///
/// A folder with the name of a command is checked as `check NAME` or `./NAME`.
pub(super) fn normalise(mut argv: Vec<OsString>, command: &Command) -> Vec<OsString> {
    if argv.is_empty() {
        argv.push(OsString::from("cargo-redis-ssot"));
    }
    if argv.get(1).is_some_and(|word| word == SUBCOMMAND) {
        argv.remove(1);
    }
    if wants_check(&argv[1..], command) {
        argv.insert(1, OsString::from("check"));
    }
    argv
}

fn wants_check(arguments: &[OsString], command: &Command) -> bool {
    let mut rest = arguments.iter();
    let mut about_the_program = false;
    let mut about_a_check = false;
    while let Some(argument) = rest.next() {
        let text = argument.to_string_lossy();
        if text == "--" {
            return true;
        }
        if matches!(&*text, "-h" | "--help" | "-V" | "--version") {
            about_the_program = true;
        } else if text.len() > 1 && text.starts_with('-') {
            about_a_check |= command.get_arguments().all(|arg| !is_named(arg, &text));
            if takes_next(&text, command) {
                rest.next();
            }
        } else {
            return !is_command(argument, command);
        }
    }
    about_a_check || !about_the_program
}

fn is_command(word: &OsStr, command: &Command) -> bool {
    word == "help" || command.get_subcommands().any(|sub| word == sub.get_name())
}

/// Whether the flag's value is the next argument.
fn takes_next(flag: &str, command: &Command) -> bool {
    let check = command.get_subcommands().find(|sub| sub.get_name() == "check");
    let mut known = command.get_arguments().chain(check.into_iter().flat_map(Command::get_arguments));
    let valued = |arg: &clap::Arg| matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    known.any(|arg| is_named(arg, flag) && valued(arg))
}

/// Whether this is how the flag is written, without a value: `-A` is, `-Arule` is not.
fn is_named(arg: &Arg, flag: &str) -> bool {
    if let Some(long) = flag.strip_prefix("--") {
        return arg.get_long() == Some(long) || arg.get_all_aliases().unwrap_or_default().contains(&long);
    }
    let mut letters = flag.chars().skip(1);
    let letter = letters.next();
    letter.is_some() && letters.next().is_none() && arg.get_short() == letter
}
