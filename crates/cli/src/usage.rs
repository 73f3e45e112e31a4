//! Wrong usage, said without a word of what was given: an argument may be a person's name that slipped into the wrong place.

use crate::Cli;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory as _};
use std::ffi::OsString;

/// Returns the error of the subcommand of that name, with its usage.
pub(crate) fn error(subcommand: Option<&str>, kind: ErrorKind, message: impl std::fmt::Display) -> clap::Error {
    let mut command = Cli::command();
    // Before it is built, a subcommand's usage line does not begin with the program's name.
    command.build();
    match subcommand.and_then(|name| command.find_subcommand_mut(name)) {
        Some(subcommand) => subcommand.error(kind, message),
        None => command.error(kind, message),
    }
}

/// Returns the error without anything that was given on the command line. Help and the version are no errors.
pub(crate) fn without_values(error: clap::Error, arguments: &[OsString]) -> clap::Error {
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return error;
    }
    let subcommand = subcommand(arguments);
    self::error(subcommand.as_deref(), error.kind(), message(&error, arguments))
}

/// The first argument that is a subcommand's name.
fn subcommand(arguments: &[OsString]) -> Option<String> {
    let command = Cli::command();
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    arguments.iter().skip(1).filter_map(|argument| argument.to_str()).find(|it| names.contains(it)).map(str::to_owned)
}

fn message(error: &clap::Error, arguments: &[OsString]) -> String {
    // Only what comes from the definition of the arguments is repeated.
    let known = known_names();
    let defined = |kind| {
        let texts = texts(error.get(kind));
        texts.into_iter().filter(|text| known.iter().any(|known| known == text)).collect::<Vec<_>>().join(", ")
    };
    let argument = || match defined(ContextKind::InvalidArg) {
        names if names.is_empty() => "an argument".to_owned(),
        names => names,
    };
    let suggestion = |kind| match defined(kind) {
        names if names.is_empty() => String::new(),
        names => format!("; did you mean {names}?"),
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let which = position(error, arguments);
            let suggestion = suggestion(ContextKind::SuggestedArg);
            format!(
                "{which} is not one that this command takes{suggestion}\n\n  A value with blanks stands in quotation \
                 marks, one that begins with a hyphen behind an equals sign: --option=-value."
            )
        }
        ErrorKind::InvalidSubcommand => match suggestion(ContextKind::SuggestedSubcommand) {
            none if none.is_empty() => {
                let command = Cli::command();
                let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
                format!("there is no such command: it must be one of {}", names.join(", "))
            }
            suggestion => format!("there is no such command{suggestion}"),
        },
        ErrorKind::InvalidValue => {
            let values = defined(ContextKind::ValidValue);
            let missing = texts(error.get(ContextKind::InvalidValue)).iter().all(String::is_empty);
            let problem = if missing { "a value is missing for" } else { "that value is not allowed for" };
            let possible = if values.is_empty() { values } else { format!(": it must be one of {values}") };
            format!("{problem} {}{possible}{}", argument(), suggestion(ContextKind::SuggestedValue))
        }
        ErrorKind::ValueValidation => {
            // The parsers of values are this program's own, and their errors repeat nothing.
            let reason = std::error::Error::source(error).map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("that value is not allowed for {}{reason}", argument())
        }
        ErrorKind::ArgumentConflict => match defined(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == argument() => format!("{} is given twice", argument()),
            prior => format!("{} cannot be used with {prior}", argument()),
        },
        ErrorKind::MissingRequiredArgument => format!("this also needs {}", argument()),
        ErrorKind::TooManyValues => format!("{} takes no value", argument()),
        ErrorKind::MissingSubcommand => "a command is missing".to_owned(),
        kind => kind.as_str().unwrap_or("the arguments cannot be understood").to_owned(),
    }
}

/// Which of the arguments the parser did not know, by its number.
fn position(error: &clap::Error, arguments: &[OsString]) -> String {
    let unknown = texts(error.get(ContextKind::InvalidArg));
    // Of `--option=value` and of `-ovalue` the parser names the option alone.
    let is_it = |argument: &OsString| {
        let argument = argument.to_string_lossy();
        unknown.iter().any(|unknown| {
            argument == unknown.as_str()
                || argument.strip_prefix(unknown.as_str()).is_some_and(|rest| rest.starts_with('='))
                || unknown.chars().count() == 2 && argument.starts_with(unknown.as_str())
        })
    };
    match arguments.iter().skip(1).position(is_it) {
        Some(index) => format!("argument {}", index + 1),
        None => "an argument".to_owned(),
    }
}

fn texts(value: Option<&ContextValue>) -> Vec<String> {
    match value {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// Everything that the definition of the arguments names: options, placeholders, possible values, commands.
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
