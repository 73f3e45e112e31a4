//! `netverify`: says what is wrong with a performNetverify request, and how to fix it.

mod build_request;
mod check;
mod checker;
mod explain;
mod exports;
mod id;
mod image;
mod input;
mod ndjson;
mod outcome;
mod output;
mod output_file;
mod printer;
mod render;
mod settings;
mod text;
mod usage;

use clap::{ColorChoice, CommandFactory as _, Parser, Subcommand, error::ErrorKind};
use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  netverify check request.json           what is wrong with a request, and what to do about it
  netverify image front.jpg selfie.png   are these pictures good enough, before they are encoded
  netverify explain image_too_small      why a rule exists, with an example of both sides
  netverify build --help                 how to make a request from pictures, checked before it is written

Exit status: 0 valid, 1 not valid, 2 could not be run (no such file, wrong usage).
Nothing that is printed holds a value of the request or of an option: only names of fields and
files, codes, numbers, positions.";

/// Says what is wrong with a performNetverify request, and how to fix it.
///
/// A request is checked by every rule of the provider's guide, here and without sending anything.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    /// When to use colour; auto also follows NO_COLOR, CLICOLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check requests: JSON files, folders of them, HAR files, Postman exports, standard input, or NDJSON
    Check(check::CheckArgs),
    /// Check photos before they are encoded: format, pixels, bytes, orientation
    Image(image::ImageArgs),
    /// Make a request from pictures and values; one with errors is not written
    Build(build_request::BuildArgs),
    /// Explain a code or a field: the rule, why it exists, how to fix it, examples
    Explain(explain::ExplainArgs),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  netverify completions bash > ~/.local/share/bash-completion/completions/netverify"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// The exit status after Ctrl-C: 128 and the signal's number, as shells have it.
const INTERRUPTED_STATUS: u8 = 130;

/// What an exit status means.
#[derive(Debug, Clone, Copy)]
enum Status {
    /// Everything is valid.
    Valid,
    /// Something is not valid.
    NotValid,
    /// Something could not be checked.
    NotRun,
    /// Ctrl-C ended it before all was checked.
    Interrupted,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Valid => 0,
            Status::NotValid => 1,
            Status::NotRun => 2,
            Status::Interrupted => INTERRUPTED_STATUS,
        })
    }
}

/// Why a command ended early.
enum Failure {
    /// The arguments ask for what cannot be done.
    Usage(&'static str, ErrorKind, String),
    /// Standard output cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => usage::without_values(error, &arguments).exit(),
    };
    match cli.color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let result = match cli.command {
        Command::Check(args) => check::run(args),
        Command::Image(args) => image::run(args),
        Command::Build(args) => build_request::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Completions { shell } => completions(shell),
    };
    result.unwrap_or_else(fail).into()
}

fn fail(failure: Failure) -> Status {
    match failure {
        Failure::Usage(name, kind, message) => {
            let _ = usage::error(name, kind, message).print();
        }
        // Whoever read the output has seen enough.
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Failure::Output(error) => {
            output::complain(format_args!("cannot write to standard output: {}", output::reason(&error)));
        }
    }
    Status::NotRun
}

fn completions(shell: clap_complete::Shell) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "netverify", &mut script);
    output::print_raw(&String::from_utf8_lossy(&script))?;
    Ok(Status::Valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
