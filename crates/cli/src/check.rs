//! `netverify check`.

use crate::checker::{Checker, Content};
use crate::input::{Input, files};
use crate::outcome::Outcome;
use crate::output::note;
use crate::printer::{Format, Place, Printer, ReportArgs};
use crate::settings::SettingsArgs;
use crate::{Failure, Status, exports, id, ndjson, render};
use clap::{Args, ValueHint, error::ErrorKind};
use exports::Export;
use netverify_rules::{Code, Param, ParamValue, Report};
use std::path::PathBuf;
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  netverify check request.json
  netverify check --face-match enabled --screening on --today today request.json
  my-app --dry-run | netverify check --format json - | jq .violations
  netverify check samples/ recorded.har collection.json
  netverify check --ndjson requests.ndjson > reports.ndjson
  netverify check --ndjson --id merchantIdScanReference requests.ndjson

Of a HAR file and of a Postman collection each request whose path has performNetverify in it
is checked, with its headers; entry is its number among all requests of the file.
A file, and a line of --ndjson, has at most 512 MiB.

With --format json a single file gives its report alone. Where several files, a folder or an
export are checked, each line begins with \"file\" and, of an export, \"entry\"; what could not be
checked has \"error\" instead of a report.

Exit status: 0 every request is valid, 1 one is not, 2 one could not be read, 130 after Ctrl-C
with --ndjson, which first ends the line under way and prints the summary.
What a code means: netverify explain CODE";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Files to check, and folders whose .json and .har files are (.ndjson and .jsonl with --ndjson); - is standard input,
    /// which is also read when no file is named and something is piped in
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,

    /// How to print reports [default: text; json with --ndjson]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// One request a line in, one report a line out, on all cores; a summary by code on standard error
    #[arg(long)]
    ndjson: bool,

    /// How many threads check [default: one for each core]
    #[arg(long, value_name = "N", requires = "ndjson", value_parser = parse_jobs)]
    jobs: Option<usize>,

    /// A key of your own in each request, to know the reports by: its value, a string or a number of at most 256
    /// characters, is copied into the output as id, and null for any other. The API does not know the key, and you
    /// take it out before you send the request. Of the API's own fields only merchantIdScanReference may be copied
    #[arg(long, value_name = "NAME", requires = "ndjson", value_parser = id::parse_name)]
    id: Option<Arc<str>>,

    #[command(flatten)]
    report: ReportArgs,

    #[command(flatten)]
    settings: SettingsArgs,
}

/// Reads a number of threads. Its error reaches the terminal: it does not repeat the text.
fn parse_jobs(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|jobs| (1..=1024).contains(jobs)).ok_or("it must be a number from 1 to 1024")
}

pub(crate) fn run(args: CheckArgs) -> Result<Status, Failure> {
    let format = args.format.unwrap_or(if args.ndjson { Format::Json } else { Format::Text });
    let checker = Checker { settings: args.settings.settings(), decode: args.report.decode };
    let Some(named) = Input::from_arguments(args.files) else {
        let message = "nothing to check: name a FILE, or pipe a request in (- reads one that you type)".to_owned();
        return Err(Failure::Usage("check", ErrorKind::MissingRequiredArgument, message));
    };
    let extensions: &[&str] = if args.ndjson { &["ndjson", "jsonl"] } else { &["json", "har"] };
    let several = named.len() > 1 || named.iter().any(Input::is_folder);
    let mut inputs = Vec::new();
    for input in named {
        match &input {
            Input::File(path) if input.is_folder() => inputs.extend(files(path, extensions)),
            _ => inputs.push(Ok(input)),
        }
    }
    if args.ndjson {
        let options = ndjson::Options { checker, format, report: args.report, id: args.id, several };
        return ndjson::run(inputs, options, args.jobs);
    }
    let mut printer = Printer::new(format, args.report, several, "file");
    for input in inputs {
        match input {
            Ok(input) => check(&input, &checker, &mut printer)?,
            Err((path, message)) => printer.trouble(&Place::of_file(&path), &message)?,
        }
    }
    printer.end()
}

/// Checks a file, and prints what it comes to.
fn check(input: &Input, checker: &Checker, printer: &mut Printer) -> Result<(), Failure> {
    let place = Place::of(input);
    match checker.check_file(input) {
        Err(error) => printer.trouble(&place, &input.cannot_read(&error)),
        Ok(Content::Request(report)) => {
            let hint = hint(&report).filter(|_| printer.format == Format::Text);
            print(printer, &place, &Outcome::new(*report))?;
            if let Some(hint) = hint {
                note(&format!("{}: {place}: {hint}\n", render::note_label()));
            }
            Ok(())
        }
        Ok(Content::Export(Export { kind, entries })) => {
            (printer.several, printer.noun) = (true, "request");
            if entries.is_empty() {
                let message =
                    format!("{place} is {kind} without a request to performNetverify: nothing to check in it");
                return printer.trouble(&place, &message);
            }
            for entry in entries {
                let place = Place { entry: Some(entry.number), ..place.clone() };
                let headers = entry.check_headers();
                match entry.body {
                    Err(reason) => printer.trouble(&place, &format!("cannot check {place}: {reason}"))?,
                    Ok(body) => print(printer, &place, &Outcome { headers, ..Outcome::new(checker.check(&body)) })?,
                }
            }
            Ok(())
        }
    }
}

fn print(printer: &mut Printer, place: &Place, outcome: &Outcome) -> Result<(), Failure> {
    let (several, strict) = (printer.several, printer.args.strict);
    printer.report(place, outcome, || {
        let heading =
            if several { format!("{DIM}──{DIM:#} {place}\n\n", DIM = render::DIM) } else { String::new() };
        heading + &render::report(&place.to_string(), outcome, strict)
    })
}

/// Returns what to do about a file that is no request, where this program has a command for it.
fn hint(report: &Report) -> Option<&'static str> {
    let malformed = report.violations().iter().find(|violation| violation.code() == Code::MalformedJson)?;
    let number = |param| match malformed.get(param) {
        Some(ParamValue::Number(number)) => number,
        _ => 0,
    };
    match malformed.get(Param::Reason)? {
        ParamValue::Word("picture") => {
            Some("a picture is checked by netverify image FILE; netverify build --front FILE makes a request of it")
        }
        // The first line is a request by itself.
        ParamValue::Word("second_value") if (number(Param::Line), number(Param::Column)) == (2, 1) => {
            Some("a file with a request a line is checked by netverify check --ndjson FILE")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use netverify_rules::{Settings, validate_json};

    #[test]
    fn the_command_for_it_is_named() {
        for (body, command) in [
            (&b"\xff\xd8\xff\xe0"[..], Some("netverify image")),
            (b"\x89PNG\r\n\x1a\n\0", Some("netverify image")),
            (b"{}\n{}\n", Some("--ndjson")),
            (b"{\"a\":1}\r\n{\"b\":", Some("--ndjson")),
            (b"\xff\xd8", None),
            (b"", None),
            (b"{}", None),
            (b"{\n}\n{}", None),
            (b"{\"a\":1,\n\"b\":2,}", None),
        ] {
            let found = hint(&validate_json(body, &Settings::default()));
            assert_eq!(found.is_some(), command.is_some(), "{body:?}: {found:?}");
            assert!(found.unwrap_or_default().contains(command.unwrap_or_default()), "{body:?}: {found:?}");
        }
    }
}
