//! What becomes of a piece of lines: reports, and what all of them came to.

use super::lines::Lines;
use super::output::FULL;
use super::{Options, id};
use crate::check::{Format, Totals};
use crate::outcome::{Outcome, push_error};
use crate::render::{severity_label, short_line};
use crate::{Status, interrupt, text};
use netverify_rules::Code;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Room for a report: what grows beyond it was not asked for.
const REPORT: usize = 32 << 10;

/// How a line's input is named in the output: only where there are several.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The beginning of a JSON object, with the file.
    pub(super) members: Option<String>,
    /// For a person.
    pub(super) name: String,
}

impl Place {
    /// Writes the members of the object that a line's report becomes.
    fn push_members(&self, line: Option<u64>, out: &mut String) {
        if let Some(members) = &self.members {
            out.push_str(members);
        }
        if let Some(line) = line {
            out.push(if self.members.is_some() { ',' } else { '{' });
            let _ = write!(out, "\"line\":{line}");
        }
    }

    fn text(&self, line: u64) -> String {
        match &self.members {
            Some(_) => format!("{}:{line}", text::escaped(&self.name)),
            None => format!("line {line}"),
        }
    }
}

/// What became of a piece.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) troubles: Vec<String>,
    pub(super) summary: Summary,
    pub(super) bytes: u64,
}

impl Answer {
    /// Checks line after line. After Ctrl-C only the line under way is finished. What has become long is given away, until
    /// nobody takes it.
    pub(super) fn of(
        lines: &Lines,
        place: &Place,
        options: &Options,
        mut give_part: impl FnMut(Answer) -> bool,
    ) -> Answer {
        let mut answer = Answer { bytes: lines.length as u64, ..Answer::default() };
        for (number, line) in lines.iter() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            if interrupt::requested() {
                answer.summary.interrupted = true;
                break;
            }
            if answer.text.len() >= FULL && !give_part(std::mem::take(&mut answer)) {
                break;
            }
            if answer.text.try_reserve(REPORT).is_err() {
                answer.out_of_memory(place, number, options);
                continue;
            }
            match catch_unwind(AssertUnwindSafe(|| options.checker.check(line))) {
                Ok(Some(outcome)) => {
                    let id = options.id.as_deref().map(|name| id::find(line, name));
                    answer.add(place, number, id, &outcome.without_key(options.id.clone()), options);
                }
                Ok(None) => answer.out_of_memory(place, number, options),
                Err(_) => {
                    let message = format!("{}: not checked, the program failed at it", place.text(number));
                    answer.trouble(place, Some(number), message, options);
                }
            }
        }
        answer
    }

    fn add(&mut self, place: &Place, line: u64, id: Option<Option<String>>, outcome: &Outcome, options: &Options) {
        let strict = options.checker.strict;
        match options.format {
            Format::Json => {
                let mut members = String::new();
                place.push_members(Some(line), &mut members);
                if let Some(id) = id {
                    members.push_str(",\"id\":");
                    members.push_str(id.as_deref().unwrap_or("null"));
                }
                outcome.push_json(&mut self.text, &members, options.checker.help);
            }
            Format::Text => {
                let place = match id.flatten() {
                    Some(id) => format!("{} (id {id})", place.text(line)),
                    None => place.text(line),
                };
                short_line(&mut self.text, &place, outcome, strict);
            }
        }
        self.summary.totals.add(outcome.verdict(strict));
        for violation in outcome.violations() {
            *self.summary.codes.entry(violation.code()).or_default() += 1;
        }
    }

    fn out_of_memory(&mut self, place: &Place, line: u64, options: &Options) {
        let message = format!("{}: not checked, there is not enough memory for it", place.text(line));
        self.trouble(place, Some(line), message, options);
    }

    /// Adds what could not be read: a file, or a line.
    pub(super) fn trouble(&mut self, place: &Place, line: Option<u64>, message: String, options: &Options) {
        self.summary.unread += 1;
        // A line is told to a program too; a file only where there are several, as elsewhere.
        if options.format == Format::Json && (line.is_some() || place.members.is_some()) {
            let mut members = String::new();
            place.push_members(line, &mut members);
            push_error(&mut self.text, &members, &message);
        }
        self.troubles.push(message);
    }
}

/// What all requests came to.
#[derive(Debug, Default)]
pub(super) struct Summary {
    totals: Totals,
    codes: BTreeMap<Code, u64>,
    /// Files and lines that could not be read.
    pub(super) unread: usize,
    /// Ctrl-C ended it.
    pub(super) interrupted: bool,
}

impl Summary {
    pub(super) fn add(&mut self, other: Summary) {
        self.totals.valid += other.totals.valid;
        self.totals.not_clean += other.totals.not_clean;
        self.totals.not_valid += other.totals.not_valid;
        self.unread += other.unread;
        self.interrupted |= other.interrupted;
        for (code, count) in other.codes {
            *self.codes.entry(code).or_default() += count;
        }
    }

    /// The totals, then how often each code was found, the most frequent first.
    pub(super) fn text(&self) -> String {
        let mut out = self.totals.line("request");
        let mut codes: Vec<(Code, u64)> = self.codes.iter().map(|(code, count)| (*code, *count)).collect();
        codes.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        for (code, count) in codes {
            let _ = writeln!(out, "{count:>9}  {}[{}]", severity_label(code.severity()), code.as_str());
        }
        let malformed = self.codes.get(&Code::MalformedJson).copied().unwrap_or_default();
        if malformed > 1
            && self.totals.valid == 0
            && malformed == (self.totals.not_clean + self.totals.not_valid) as u64
        {
            out.push_str("no line is JSON: a request that is written over several lines is checked without --ndjson\n");
        }
        if self.unread > 0 {
            out.push_str("not everything could be read: see above\n");
        }
        if self.interrupted {
            out.push_str("interrupted: the rest was not checked\n");
        }
        out
    }

    pub(super) fn status(&self) -> Status {
        if self.interrupted {
            Status::Interrupted
        } else if self.unread > 0 {
            Status::NotRun
        } else {
            self.totals.status()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::file_member;

    #[test]
    fn the_file_comes_first() {
        let path = "a\"b\\c\u{1b}\u{202e}";
        let place = Place { members: Some(file_member(path)), name: path.to_owned() };
        let mut json = String::new();
        place.push_members(Some(7), &mut json);
        assert_eq!(json, r#"{"file":"a\"b\\c\u001b\u202e","line":7"#);
        assert_eq!(place.text(7), "a\"b\\c\\u{1b}\\u{202e}:7");
        let mut json = String::new();
        Place::default().push_members(Some(7), &mut json);
        assert_eq!((json.as_str(), Place::default().text(7).as_str()), ("{\"line\":7", "line 7"));
    }
}
