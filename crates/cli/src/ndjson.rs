//! `netverify check --ndjson`: one request a line in, one report a line out.
//!
//! Threads take turns to read a batch of whole lines, and the main thread writes the answers in the order of the batches. Memory
//! is bounded, because few more batches are under way than threads check.

use crate::checker::Checker;
use crate::input::{Input, MAX_BYTES, Source};
use crate::outcome::Outcome;
use crate::output::{complain, note, print, print_raw};
use crate::printer::{Format, Place, ReportArgs, Totals, error_line};
use crate::render::{severity_label, short_line};
use crate::{Failure, INTERRUPTED_STATUS, Status, id};
use indicatif::{ProgressBar, ProgressStyle};
use netverify_rules::Code;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Read};
use std::iter;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What is read at once. A batch has more only where a line has.
const BATCH_BYTES: u64 = 128 << 10;
/// The report on a short line takes a hundred times as many bytes.
const MAX_BATCH_LINES: usize = 1024;
/// More than a valid request has. A batch with more is checked before the next is read, so that there is only one.
const LARGE_BATCH_BYTES: usize = 64 << 20;

/// Set by Ctrl-C.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How lines are checked and printed.
pub(crate) struct Options {
    pub(crate) checker: Checker,
    pub(crate) format: Format,
    pub(crate) report: ReportArgs,
    /// The key whose value is copied.
    pub(crate) id: Option<Arc<str>>,
    /// Whether it must be said which file a line is of.
    pub(crate) several: bool,
}

pub(crate) fn run(inputs: Vec<Source>, options: Options, jobs: Option<usize>) -> Result<Status, Failure> {
    let jobs = jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let (progress, format) = (progress(&inputs), options.format);
    let (queue, answers) = mpsc::sync_channel(jobs);
    let on_interrupt = queue.clone();
    // Where the system refuses the handler, Ctrl-C ends the program at once.
    let _ = ctrlc::set_handler(move || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED_STATUS.into());
        }
        let _ = on_interrupt.try_send(None);
    });
    let several = options.several;
    let pieces = Mutex::new(inputs.into_iter().flat_map(move |input| pieces(input, several)));
    let shared = Arc::new((pieces, queue, options));
    // Nobody waits for these threads: one may wait for input that never comes.
    for _ in 0..jobs {
        let shared = Arc::clone(&shared);
        thread::spawn(move || work(&shared.0, &shared.1, &shared.2));
    }

    let mut total = Answer::default();
    while let Ok(Some(answer)) = answers.recv() {
        let answer = answer.recv().expect("a check does not panic");
        match format {
            Format::Json => print_raw(&answer.text)?,
            Format::Text => print(&answer.text)?,
        }
        progress.inc(answer.bytes);
        answer.troubles.iter().for_each(|message| progress.suspend(|| complain(message)));
        total.add(answer);
        if INTERRUPTED.load(Ordering::Relaxed) {
            break;
        }
    }
    progress.finish_and_clear();
    let is_interrupted = INTERRUPTED.load(Ordering::Relaxed);
    note(&total.summary(is_interrupted));
    Ok(if is_interrupted { Status::Interrupted } else { total.totals.status() })
}

/// Takes the answers in their order, each of which is sent once it is known. `None` ends them.
type Queue = SyncSender<Option<Receiver<Answer>>>;

/// Reads piece after piece, in turn with other threads, and checks it while they read on: what a core has read is still in its
/// cache. Sending fails only when the program ends.
fn work(pieces: &Mutex<impl Iterator<Item = Piece>>, queue: &Queue, options: &Options) {
    loop {
        let mut reading = pieces.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(piece) = reading.next() else { break };
        let (sender, answer) = mpsc::channel();
        let _ = queue.send(Some(answer));
        let is_large = matches!(&piece, Ok(batch) if batch.bytes.len() > LARGE_BATCH_BYTES);
        let reading = is_large.then_some(reading);
        let _ = sender.send(match piece {
            Ok(batch) => Answer::of(&batch, options),
            Err((place, message)) => Answer::of_trouble(&place, message, options),
        });
        drop(reading);
    }
    let _ = queue.send(None);
}

/// Lines to check; or what cannot be read, and why.
type Piece = Result<Batch, (Place, String)>;

/// Returns the pieces of an input.
fn pieces(input: Source, several: bool) -> Box<dyn Iterator<Item = Piece> + Send> {
    let input = match input {
        Ok(input) => input,
        Err((path, message)) => return Box::new(iter::once(Err((Place::of_file(&path), message)))),
    };
    let mut place = Place::of(&input);
    place.file = place.file.filter(|_| several);
    match input.open() {
        Err(error) => Box::new(iter::once(Err((place, input.cannot_read(&error))))),
        Ok(reader) => Box::new(Batches::new(reader, MAX_BYTES).map(move |batch| match batch {
            Ok(batch) => Ok(Batch { place: place.clone(), ..batch }),
            Err(Unread::Rest(error)) => Err((place.clone(), input.cannot_read(&error))),
            Err(Unread::Line(line)) => {
                let message = format!("{}, line {line}: not checked, it is longer than 512 MiB", place.name);
                Err((Place { line: Some(line), ..place.clone() }, message))
            }
        })),
    }
}

/// Whole lines of a file, the last one perhaps without its line feed.
#[derive(Debug, Default)]
struct Batch {
    place: Place,
    /// The number of the first line, from 1.
    first: u64,
    bytes: Vec<u8>,
    /// Where each line ends in the bytes.
    ends: Vec<usize>,
}

impl Batch {
    /// Returns each line with its number, without its end.
    fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let mut start = 0;
        (self.first..).zip(&self.ends).map(move |(number, end)| {
            let line = self.bytes.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default();
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            (number, line.strip_suffix(b"\r").unwrap_or(line))
        })
    }
}

/// What cannot be read of a file: a line that is too long, by its number, or the rest.
#[derive(Debug)]
enum Unread {
    Line(u64),
    Rest(io::Error),
}

/// Reads batches of lines, each up to where nothing more is there to read.
struct Batches<R> {
    reader: R,
    /// The most bytes of a line.
    max: u64,
    /// The number of the line that comes next.
    line: u64,
    /// What was read behind the last batch.
    rest: Vec<u8>,
    /// Inside a line that is left out.
    is_skipping: bool,
    is_at_end: bool,
}

impl<R: Read> Batches<R> {
    fn new(reader: R, max: u64) -> Self {
        Batches { reader, max, line: 1, rest: Vec::new(), is_skipping: false, is_at_end: false }
    }

    fn batch(&mut self, bytes: Vec<u8>, ends: Vec<usize>) -> Batch {
        let first = self.line;
        self.line += ends.len() as u64;
        Batch { place: Place::default(), first, bytes, ends }
    }

    /// Reads what is there, and leaves out the rest of a line that is too long.
    fn read_more(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let start = bytes.len();
        let room = (self.max + 1).saturating_sub(start as u64).min(BATCH_BYTES);
        bytes.resize(start + room as usize, 0);
        let length = loop {
            match self.reader.read(bytes.get_mut(start..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                length => break length?,
            }
        };
        bytes.truncate(start + length);
        self.is_at_end = length == 0;
        if self.is_skipping {
            let end = memchr::memchr(b'\n', bytes);
            bytes.drain(..end.map_or(length, |end| end + 1));
            self.is_skipping = end.is_none();
        }
        Ok(())
    }
}

impl<R: Read> Iterator for Batches<R> {
    type Item = Result<Batch, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut bytes, mut searched) = (std::mem::take(&mut self.rest), 0);
        while !self.is_at_end {
            let new = bytes.get(searched..).unwrap_or_default();
            let ends = memchr::memchr_iter(b'\n', new).take(MAX_BATCH_LINES).map(|end| searched + end + 1);
            let ends: Vec<usize> = ends.collect();
            if let Some(end) = ends.last() {
                self.rest = bytes.split_off(*end);
                return Some(Ok(self.batch(bytes, ends)));
            }
            if bytes.len() as u64 > self.max {
                self.is_skipping = true;
                self.line += 1;
                return Some(Err(Unread::Line(self.line - 1)));
            }
            searched = bytes.len();
            if let Err(error) = self.read_more(&mut bytes) {
                self.is_at_end = true;
                return Some(Err(Unread::Rest(error)));
            }
        }
        let ends = vec![bytes.len()];
        (!bytes.is_empty()).then(|| Ok(self.batch(bytes, ends)))
    }
}

/// What a batch came to, and what all of them came to.
#[derive(Debug, Default)]
struct Answer {
    text: String,
    troubles: Vec<String>,
    totals: Totals,
    codes: BTreeMap<Code, u64>,
    bytes: u64,
}

impl Answer {
    /// Checks line after line. After Ctrl-C only the line under way is finished.
    fn of(batch: &Batch, options: &Options) -> Answer {
        let mut answer = Answer { bytes: batch.bytes.len() as u64, ..Answer::default() };
        for (number, line) in batch.lines().filter(|(_, line)| !line.trim_ascii().is_empty()) {
            if INTERRUPTED.load(Ordering::Relaxed) {
                break;
            }
            let outcome = Outcome { own_key: options.id.clone(), ..Outcome::new(options.checker.check(line)) };
            let id = options.id.as_deref().map(|name| id::find(line, name));
            let place = Place { line: Some(number), id, ..batch.place.clone() };
            match options.format {
                Format::Json => outcome.push_json(&mut answer.text, &place.members(), options.report.help_texts),
                Format::Text => short_line(&mut answer.text, &place.to_string(), &outcome, options.report.strict),
            }
            answer.totals.add(outcome.verdict(options.report.strict));
            for violation in outcome.violations() {
                *answer.codes.entry(violation.code()).or_default() += 1;
            }
        }
        answer
    }

    /// Says what cannot be read, in its turn.
    fn of_trouble(place: &Place, message: String, options: &Options) -> Answer {
        let mut answer = Answer::default();
        answer.totals.unread = 1;
        // In JSON a line has its error, too, and a file only where there are several, as elsewhere.
        if options.format == Format::Json && (place.line.is_some() || place.file.is_some()) {
            answer.text = error_line(place, &message);
        }
        answer.troubles.push(message);
        answer
    }

    /// Adds the counts of another.
    fn add(&mut self, other: Answer) {
        self.totals += other.totals;
        for (code, count) in other.codes {
            *self.codes.entry(code).or_default() += count;
        }
    }

    /// Returns the totals, then how often each code was found, the most frequent first.
    fn summary(&self, is_interrupted: bool) -> String {
        let mut out = self.totals.line("request");
        let mut codes: Vec<(&Code, &u64)> = self.codes.iter().collect();
        codes.sort_by_key(|(code, count)| (Reverse(*count), *code));
        for (code, count) in codes {
            let _ = writeln!(out, "{count:>9}  {}[{}]", severity_label(code.severity()), code.as_str());
        }
        let checked = (self.totals.valid + self.totals.not_clean + self.totals.not_valid) as u64;
        if checked > 1 && self.codes.get(&Code::MalformedJson) == Some(&checked) {
            out.push_str("no line is JSON: a request that is written over several lines is checked without --ndjson\n");
        }
        if is_interrupted {
            out.push_str("interrupted: the rest was not checked\n");
        }
        out
    }
}

/// Returns a bar of bytes on standard error where that alone is a terminal; without an end where an input has no known length.
fn progress(inputs: &[Source]) -> ProgressBar {
    if io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let total = inputs.iter().flatten().map(Input::length).sum::<Option<u64>>();
    let template = match total {
        Some(_) => "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
        None => "{spinner} {bytes} {bytes_per_sec}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    total.map_or_else(ProgressBar::no_length, ProgressBar::new).with_style(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, as a pipe may, and fails at the end if it is to.
    struct Trickle<'a>(&'a [u8], usize, Option<io::ErrorKind>);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(self.1).min(buffer.len());
            let (now, later) = self.0.split_at(length);
            buffer[..length].copy_from_slice(now);
            self.0 = later;
            self.2.filter(|_| length == 0).map_or(Ok(length), |kind| Err(kind.into()))
        }
    }

    /// Returns the lines with their numbers, `None` for one that is too long.
    fn lines(input: &[u8], step: usize, max: u64) -> Vec<(u64, Option<String>)> {
        let mut found = Vec::new();
        let text = |line: &[u8]| Some(String::from_utf8(line.to_vec()).expect("UTF-8"));
        for batch in Batches::new(Trickle(input, step, None), max) {
            match batch {
                Ok(batch) => found.extend(batch.lines().map(|(number, line)| (number, text(line)))),
                Err(Unread::Line(line)) => found.push((line, None)),
                Err(Unread::Rest(error)) => panic!("{error}"),
            }
        }
        found
    }

    #[test]
    fn lines_are_the_same_in_any_pieces() {
        let long = format!("a\n{}\nb", "x".repeat(400_000));
        for (input, max, expected) in [
            ("one\n\ntwo\r\n  \nthree", 100, &[Some("one"), Some(""), Some("two"), Some("  "), Some("three")][..]),
            ("", 100, &[]),
            ("\n", 100, &[Some("")]),
            ("a\nlong-long-long\nb\nlong-long-long", 6, &[Some("a"), None, Some("b"), None]),
            ("123456\n1234567\n123456", 6, &[Some("123456"), None, Some("123456")]),
            (&long, 500_000, &[Some("a"), Some(&long[2..long.len() - 2]), Some("b")]),
        ] {
            let expected: Vec<_> = (1..).zip(expected.iter().map(|line| line.map(str::to_owned))).collect();
            for step in [1, 2, 3, 4, 7, 100_000] {
                assert_eq!(lines(input.as_bytes(), step, max), expected, "{step} bytes at a time");
            }
        }
    }

    #[test]
    fn a_failure_ends_the_reading_behind_whole_lines() {
        let mut batches = Batches::new(Trickle(b"{}\n{}\n{", 100, Some(io::ErrorKind::TimedOut)), 100);
        assert!(matches!(batches.next(), Some(Ok(batch)) if batch.lines().count() == 2));
        assert!(matches!(batches.next(), Some(Err(Unread::Rest(error))) if error.kind() == io::ErrorKind::TimedOut));
        assert!(batches.next().is_none());
    }
}
