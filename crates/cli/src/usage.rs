//! Wrong usage, said without a word of what was given: an argument may be a person's name in the wrong place.

use crate::Cli;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory as _};
use std::ffi::OsString;

/// Returns the error of the subcommand of that name, with its usage.
pub(crate) fn error(subcommand: &str, kind: ErrorKind, message: impl std::fmt::Display) -> clap::Error {
    let mut command = Cli::command();
    // Before it is built, a subcommand's usage line does not begin with the program's name.
    command.build();
    command.find_subcommand_mut(subcommand).expect("the name of a subcommand").error(kind, message)
}

/// Returns the error without anything that was given on the command line: only what comes from the definition of the arguments
/// is left. Help and the version are no errors.
pub(crate) fn without_values(mut error: clap::Error, arguments: &[OsString]) -> clap::Error {
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return error;
    }
    let known = known_names();
    let position = position(&error, arguments);
    let context: Vec<(ContextKind, ContextValue)> =
        error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in context {
        let value = match value {
            ContextValue::String(text) if text.is_empty() || known.contains(&text) => continue,
            ContextValue::String(_) if kind == ContextKind::InvalidArg => ContextValue::String(position.clone()),
            ContextValue::String(_) => ContextValue::String("…".to_owned()),
            ContextValue::Strings(mut texts) => {
                texts.retain(|text| known.contains(text));
                ContextValue::Strings(texts)
            }
            ContextValue::StyledStrs(_) => ContextValue::None,
            _ => continue,
        };
        error.insert(kind, value);
    }
    let tip = match error.kind() {
        ErrorKind::UnknownArgument => {
            "a value with blanks needs quotation marks, one that begins with a hyphen an equals sign: --option=-value"
        }
        ErrorKind::InvalidSubcommand => "the commands are check, image, build, explain, completions",
        _ => return error,
    };
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    error
}

/// Returns which of the arguments the parser did not know, by its number.
fn position(error: &clap::Error, arguments: &[OsString]) -> String {
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidArg) else { return "…".to_owned() };
    // Of `--option=value` and of `-ovalue` the parser names the option alone.
    let is_it = |argument: &OsString| {
        argument
            .to_string_lossy()
            .strip_prefix(unknown.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('=') || unknown.chars().count() == 2)
    };
    arguments.iter().position(is_it).map_or_else(|| "…".to_owned(), |index| format!("number {index}"))
}

/// Returns everything that the definition of the arguments names: options, placeholders, possible values, commands.
fn known_names() -> Vec<String> {
    let mut command = Cli::command();
    command.build();
    let mut names = Vec::new();
    let commands: Vec<&Command> = std::iter::once(&command).chain(command.get_subcommands()).collect();
    for command in commands {
        names.push(command.get_name().to_owned());
        for argument in command.get_arguments() {
            names.push(argument.to_string());
            names.extend(argument.get_long().map(|long| format!("--{long}")));
            names.extend(argument.get_possible_values().iter().map(|value| value.get_name().to_owned()));
        }
    }
    names
}
