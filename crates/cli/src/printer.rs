//! Reports one after another, and what all of them came to.

use crate::input::Input;
use crate::outcome::{Outcome, Verdict};
use crate::output::{complain, print, print_raw};
use crate::render::counted;
use crate::{Failure, Status, text};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::value::RawValue;
use std::fmt::{self, Write as _};
use std::ops::AddAssign;
use std::sync::Arc;

/// How to print a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person
    Text,
    /// For a program: one report a line
    Json,
}

/// What is asked of a check beside the format.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct ReportArgs {
    /// Add to each violation in JSON what to do about it, as help
    #[arg(long)]
    pub(crate) help_texts: bool,

    /// Let warnings count: exit with 1 when there are any
    #[arg(long)]
    pub(crate) strict: bool,

    /// Also decode every image in full, to find damaged ones (slower)
    #[arg(long)]
    pub(crate) decode: bool,
}

/// Where a request is.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Place {
    /// The name of the file for a person.
    #[serde(skip)]
    pub(crate) name: Arc<str>,
    /// Its path, where a program must know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<Arc<str>>,
    /// The number of the request in an export.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) entry: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u64>,
    /// The value of the caller's own key, if one is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Option<Box<RawValue>>>,
}

impl Place {
    pub(crate) fn of(input: &Input) -> Self {
        Place { name: input.name().into(), ..Place::of_file(&input.path()) }
    }

    pub(crate) fn of_file(path: &str) -> Self {
        Place { file: Some(path.into()), ..Place::default() }
    }

    /// Returns the beginning of an object of JSON, `{` and members.
    pub(crate) fn members(&self) -> String {
        let mut json = text::json(self);
        json.truncate(json.len() - 1);
        json
    }
}

/// Writes it for a person. Lines of one file go without its name.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.file) {
            (None, _) => f.write_str(&self.name)?,
            (Some(line), Some(_)) => write!(f, "{}:{line}", self.name)?,
            (Some(line), None) => write!(f, "line {line}")?,
        }
        if let Some(entry) = self.entry {
            write!(f, ", entry {entry}")?;
        }
        match &self.id {
            Some(Some(id)) => write!(f, " (id {})", text::json(id)),
            _ => Ok(()),
        }
    }
}

/// Returns a line of JSON for what could not be checked.
pub(crate) fn error_line(place: &Place, message: &str) -> String {
    let separator = if place.members().len() > 1 { "," } else { "" };
    format!("{}{separator}\"error\":{}}}\n", place.members(), text::json(message))
}

/// Prints what each file or request comes to.
pub(crate) struct Printer {
    pub(crate) format: Format,
    pub(crate) args: ReportArgs,
    /// Whether it must be said which file a report is on.
    pub(crate) several: bool,
    /// What is counted.
    pub(crate) noun: &'static str,
    pub(crate) totals: Totals,
}

impl Printer {
    pub(crate) fn new(format: Format, args: ReportArgs, several: bool, noun: &'static str) -> Self {
        Printer { format, args, several, noun, totals: Totals::default() }
    }

    /// Prints a report, for a person as `text`.
    pub(crate) fn report(
        &mut self,
        place: &Place,
        outcome: &Outcome,
        text: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        self.totals.add(outcome.verdict(self.args.strict));
        match self.format {
            Format::Json => {
                let members = if self.several { place.members() } else { String::new() };
                let mut json = String::new();
                outcome.push_json(&mut json, &members, self.args.help_texts);
                print_raw(&json)?;
            }
            Format::Text => {
                print(&text())?;
                if self.several {
                    print("\n")?;
                }
            }
        }
        Ok(())
    }

    /// Says what could not be checked, to a program too where it reads several lines.
    pub(crate) fn trouble(&mut self, place: &Place, message: &str) -> Result<(), Failure> {
        self.totals.unread += 1;
        complain(message);
        if self.format == Format::Json && self.several {
            print_raw(&error_line(place, message))?;
        }
        Ok(())
    }

    /// Ends with the totals, where there are several.
    pub(crate) fn end(self) -> Result<Status, Failure> {
        if self.format == Format::Text && self.several {
            print(&self.totals.line(self.noun))?;
        }
        Ok(self.totals.status())
    }
}

/// What several files came to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Totals {
    pub(crate) valid: usize,
    pub(crate) not_clean: usize,
    pub(crate) not_valid: usize,
    pub(crate) unread: usize,
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Totals) {
        self.valid += other.valid;
        self.not_clean += other.not_clean;
        self.not_valid += other.not_valid;
        self.unread += other.unread;
    }
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
        let mut line = format!("{}: {} valid", counted(all, noun), self.valid);
        for (count, what) in
            [(self.not_clean, "valid, but not clean"), (self.not_valid, "not valid"), (self.unread, "not read")]
        {
            if count > 0 {
                let _ = write!(line, ", {count} {what}");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_comes_first() {
        let path = "a\"b\\c\u{1b}\u{202e}";
        let name = text::escaped(path).into();
        let place = Place { name, file: Some(path.into()), line: Some(7), ..Place::default() };
        assert_eq!(place.members(), r#"{"file":"a\"b\\c\u001b\u202e","line":7"#);
        assert_eq!(place.to_string(), "a\"b\\c\\u{1b}\\u{202e}:7");
        let place = Place { file: None, ..place };
        assert_eq!((place.members().as_str(), place.to_string().as_str()), ("{\"line\":7", "line 7"));
        assert_eq!(error_line(&place, "no"), "{\"line\":7,\"error\":\"no\"}\n");
    }
}
