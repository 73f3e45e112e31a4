//! `netverify check`.

use crate::files::{Input, cannot_read, complain, print, print_raw, tell};
use crate::outcome::{Outcome, Verdict, file_member, push_error};
use crate::settings::SettingsArgs;
use crate::{Failure, Status, exports, folder, memory, ndjson, render, sniff};
use clap::{Args, ValueEnum, ValueHint, error::ErrorKind};
use netverify_rules::{ImageInfo, Report, Settings, validate_json, validate_json_fully};
use std::fmt::Write as _;
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
is checked, with the headers that stand there; entry is its number among all requests of the file.
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

    /// A key of your own in each request, to tell the reports by: its value, a string or a number of at most 256
    /// characters, is copied into the output as id, and null stands for any other. The API does not know the key, and you
    /// take it out before you send the request. Of the API's own fields only merchantIdScanReference may be copied
    #[arg(long, value_name = "NAME", requires = "ndjson", value_parser = ndjson::parse_id)]
    id: Option<Arc<str>>,

    /// Add to each violation in JSON what to do about it, as help
    #[arg(long)]
    help_texts: bool,

    /// Let warnings count: exit with 1 when there are any
    #[arg(long)]
    strict: bool,

    /// Also decode every image in full, to find damaged ones (slower)
    #[arg(long)]
    decode: bool,

    #[command(flatten)]
    settings: SettingsArgs,
}

/// Its error reaches the terminal: it does not repeat the text.
fn parse_jobs(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|jobs| (1..=1024).contains(jobs)).ok_or("it must be a number from 1 to 1024")
}

/// How to print a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person
    Text,
    /// For a program: one report a line
    Json,
}

/// How a request is checked.
#[derive(Debug, Clone)]
pub(crate) struct Checker {
    settings: Settings,
    decode: bool,
    pub(crate) strict: bool,
    pub(crate) help: bool,
}

impl Checker {
    /// Checks a body. `None`: there is not enough memory for it.
    pub(crate) fn check(&self, body: &[u8]) -> Option<Outcome> {
        if !memory::suffices_to_check(body) {
            return None;
        }
        if !self.decode {
            return Some(Outcome::new(validate_json(body, &self.settings)));
        }
        suffices_to_decode(&validate_json(body, &self.settings))
            .then(|| Outcome::new(validate_json_fully(body, &self.settings)))
    }
}

/// Checks whether there is memory to decode the images of a report.
pub(crate) fn suffices_to_decode(report: &Report) -> bool {
    /// The decoder takes no more for an image.
    const MOST: u64 = 512 << 20;

    // One image at a time is decoded, to four bytes a pixel; as much again is for the decoder.
    let bytes = |info: &ImageInfo| info.size.map_or(0, |(width, height)| u64::from(width) * u64::from(height) * 8);
    let most = report.images().map(|(_, info)| bytes(info)).max().unwrap_or(0).min(MOST);
    memory::suffices_for(usize::try_from(most).unwrap_or(usize::MAX))
}

pub(crate) fn run(args: CheckArgs) -> Result<Status, Failure> {
    let format = args.format.unwrap_or(if args.ndjson { Format::Json } else { Format::Text });
    let checker =
        Checker { settings: args.settings.settings(), decode: args.decode, strict: args.strict, help: args.help_texts };
    let Some(named) = Input::from_arguments(args.files) else {
        let message = "nothing to check: name a FILE, or pipe a request in (- reads one that you type)".to_owned();
        return Err(Failure::Usage("check", ErrorKind::MissingRequiredArgument, message));
    };
    let extensions: &[&str] = if args.ndjson { &["ndjson", "jsonl"] } else { &["json", "har"] };
    let several = named.len() > 1 || named.iter().any(folder::is_folder);
    let mut inputs = Vec::new();
    for input in named {
        match &input {
            Input::File(path) if folder::is_folder(&input) => inputs.extend(folder::files(path, extensions)),
            _ => inputs.push(Ok(input)),
        }
    }
    if args.ndjson {
        return ndjson::run(inputs, several, ndjson::Options { checker, format, jobs: args.jobs, id: args.id });
    }
    let mut printer = Printer { checker, format, several, noun: "file", totals: Totals::default() };
    for input in inputs {
        match input {
            Ok(input) => printer.check(&input)?,
            Err((path, message)) => printer.trouble(&file_member(&path), &message)?,
        }
    }
    if format == Format::Text && printer.several {
        print(&printer.totals.line(printer.noun))?;
    }
    Ok(printer.totals.status())
}

/// Checks file after file, and prints what each comes to.
struct Printer {
    checker: Checker,
    format: Format,
    /// Whether it must be said which file a report is on.
    several: bool,
    /// What is counted: files, or requests where a file holds several.
    noun: &'static str,
    totals: Totals,
}

impl Printer {
    fn check(&mut self, input: &Input) -> Result<(), Failure> {
        let name = input.name();
        let body = match input.read() {
            Ok(body) => body,
            Err(error) => return self.trouble(&file_member(&input.path()), &cannot_read(input, &error)),
        };
        if !memory::suffices_to_check(&body) {
            return self.trouble(&file_member(&input.path()), &cannot_read(input, &memory::exhausted()));
        }
        let Some(export) = exports::read(&body) else {
            let members = if self.several { file_member(&input.path()) } else { String::new() };
            return match self.checker.check(&body) {
                Some(outcome) => {
                    self.report(&name, &members, &outcome)?;
                    if let Some(hint) = sniff::hint(&body, &outcome.report).filter(|_| self.format == Format::Text) {
                        tell(&format!("{}: {name}: {hint}\n", render::note_label()));
                    }
                    Ok(())
                }
                None => self.trouble(&file_member(&input.path()), &cannot_read(input, &memory::exhausted())),
            };
        };
        drop(body);
        (self.several, self.noun) = (true, "request");
        if export.entries.is_empty() {
            let kind = export.kind.as_str();
            let message = format!("{name} is {kind} without a request to performNetverify: nothing to check in it");
            return self.trouble(&file_member(&input.path()), &message);
        }
        for entry in export.entries {
            let name = format!("{name}, entry {}", entry.number);
            let mut members = file_member(&input.path());
            let _ = write!(members, ",\"entry\":{}", entry.number);
            let headers = entry.check_headers();
            let outcome = entry.body.map(|body| self.checker.check(&body).ok_or("there is not enough memory for it"));
            match outcome.and_then(|outcome| outcome) {
                Err(reason) => self.trouble(&members, &format!("cannot check {name}: {reason}"))?,
                Ok(outcome) => {
                    let outcome = match headers {
                        Some(headers) => outcome.with_headers(headers),
                        None => outcome,
                    };
                    self.report(&name, &members, &outcome)?;
                }
            }
        }
        Ok(())
    }

    fn report(&mut self, name: &str, members: &str, outcome: &Outcome) -> Result<(), Failure> {
        self.totals.add(outcome.verdict(self.checker.strict));
        let mut text = String::new();
        match self.format {
            Format::Json => {
                outcome.push_json(&mut text, members, self.checker.help);
                print_raw(&text)?;
            }
            Format::Text => {
                if self.several {
                    text = format!("{DIM}──{DIM:#} {name}\n\n", DIM = render::DIM);
                }
                text.push_str(&render::report(name, outcome, self.checker.strict));
                if self.several {
                    text.push('\n');
                }
                print(&text)?;
            }
        }
        Ok(())
    }

    /// Says what could not be checked, for a program too where it reads several lines.
    fn trouble(&mut self, members: &str, message: &str) -> Result<(), Failure> {
        self.totals.unread += 1;
        complain(message);
        if self.format == Format::Json && self.several {
            let mut line = String::new();
            push_error(&mut line, members, message);
            print_raw(&line)?;
        }
        Ok(())
    }
}

/// What several files came to.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub(crate) valid: usize,
    pub(crate) not_clean: usize,
    pub(crate) not_valid: usize,
    pub(crate) unread: usize,
}

impl Totals {
    pub(crate) fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Valid => &mut self.valid,
            Verdict::NotClean => &mut self.not_clean,
            Verdict::NotValid => &mut self.not_valid,
        } += 1;
    }

    pub(crate) fn line(&self, noun: &str) -> String {
        let all = self.valid + self.not_clean + self.not_valid + self.unread;
        let mut line = format!("{}: {} valid", render::counted(all, noun), self.valid);
        for (count, what) in
            [(self.not_clean, "valid, but not clean"), (self.not_valid, "not valid"), (self.unread, "not read")]
        {
            if count > 0 {
                line.push_str(&format!(", {count} {what}"));
            }
        }
        line.push('\n');
        line
    }

    pub(crate) fn status(&self) -> Status {
        if self.unread > 0 {
            Status::NotRun
        } else if self.not_valid + self.not_clean > 0 {
            Status::NotValid
        } else {
            Status::Valid
        }
    }
}
