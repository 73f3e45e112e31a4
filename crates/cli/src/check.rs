//! `netverify check`.

use crate::files::{Input, complain, print, print_raw, reason};
use crate::render::{self, Verdict, verdict};
use crate::settings::SettingsArgs;
use crate::{Failure, Status, ndjson};
use clap::{Args, ValueEnum, ValueHint, error::ErrorKind};
use netverify_rules::{Report, Settings, validate_json, validate_json_fully};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  netverify check request.json
  netverify check --face-match enabled --screening on request.json
  my-app --dry-run | netverify check --format json - | jq .violations
  netverify check --ndjson requests.ndjson > reports.ndjson

Exit status: 0 every request is valid, 1 one is not, 2 one could not be read.
What a code means: netverify explain CODE";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Files to check; - is standard input, which is also read when no file is named and something is piped in
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,

    /// How to print reports [default: text; json with --ndjson]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// One request a line in, one report a line out, on all cores; a summary by code on standard error
    #[arg(long)]
    ndjson: bool,

    /// Let warnings count: exit with 1 when there are any
    #[arg(long)]
    strict: bool,

    /// Also decode every image in full, to find damaged ones (slower)
    #[arg(long)]
    decode: bool,

    #[command(flatten)]
    settings: SettingsArgs,
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
}

impl Checker {
    pub(crate) fn check(&self, body: &[u8]) -> Report {
        if self.decode { validate_json_fully(body, &self.settings) } else { validate_json(body, &self.settings) }
    }
}

pub(crate) fn run(args: CheckArgs) -> Result<Status, Failure> {
    let format = args.format.unwrap_or(if args.ndjson { Format::Json } else { Format::Text });
    let settings = args.settings.settings("check", format == Format::Text)?;
    let checker = Checker { settings, decode: args.decode, strict: args.strict };
    let Some(inputs) = Input::from_arguments(args.files) else {
        let message = "nothing to check: name a FILE, or pipe a request in (- reads one that you type)".to_owned();
        return Err(Failure::Usage("check", ErrorKind::MissingRequiredArgument, message));
    };
    if args.ndjson {
        return ndjson::run(inputs, checker, format);
    }
    let mut totals = Totals::default();
    for input in &inputs {
        let body = match input.read() {
            Ok(body) => body,
            Err(error) => {
                complain(format_args!("cannot read {}: {}", input.name(), reason(&error)));
                totals.unread += 1;
                continue;
            }
        };
        let report = checker.check(&body);
        totals.add(&report, args.strict);
        match format {
            Format::Json => print_raw(&(report.to_json() + "\n"))?,
            Format::Text => {
                let name = input.name();
                let mut text = String::new();
                if inputs.len() > 1 {
                    text = format!("{DIM}──{DIM:#} {name}\n\n", DIM = render::DIM);
                }
                text.push_str(&render::report(&name, &report, args.strict));
                totals.separate(inputs.len(), &mut text);
                print(&text)?;
            }
        }
    }
    if format == Format::Text && inputs.len() > 1 {
        print(&totals.line("file"))?;
    }
    Ok(totals.status())
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
    pub(crate) fn add(&mut self, report: &Report, strict: bool) {
        *match verdict(report, strict) {
            Verdict::Valid => &mut self.valid,
            Verdict::NotClean => &mut self.not_clean,
            Verdict::NotValid => &mut self.not_valid,
        } += 1;
    }

    /// Sets the text of one file of several apart from the next.
    pub(crate) fn separate(&self, files: usize, text: &mut String) {
        if files > 1 {
            text.push('\n');
        }
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
