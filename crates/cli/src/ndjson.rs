//! `netverify check --ndjson`: one request a line in, one report a line out.
//!
//! As many threads as there are cores take turns to read a piece of whole lines, and check it while the next of them reads:
//! what a core has read is still in its cache. The main thread writes the answers in the order of the pieces: it waits for
//! the answer to the oldest. Memory is bounded by the number of pieces under way and by their bytes together, so a slow
//! reader of the output slows the reading of the input.

use crate::check::{Checker, Format, Totals};
use crate::files::{Input, MAX_BYTES, complain, print, print_raw, reason, tell};
use crate::render::{severity_label, short_line};
use crate::{Failure, Status};
use crossbeam_channel::{Receiver, Sender, bounded};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use netverify_rules::Code;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Read};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

/// What is read at once. Short lines make reports a hundred times their length, so a piece of them must be small.
const READ: usize = 32 << 10;
/// The largest buffer that is used again. New memory costs more than the reading: the system must give each page of it.
const KEPT: usize = 4 << 20;
/// The bytes of all pieces under way, unless a single line has more.
const UNDER_WAY: u64 = 256 << 20;

pub(crate) fn run(inputs: Vec<Input>, checker: Checker, format: Format) -> Result<Status, Failure> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let progress = progress(&inputs);
    let (answers, summary) = start(inputs, checker, format, cores);
    let summary = write_answers(&answers, summary, format, &progress)?;
    progress.finish_and_clear();
    tell(&summary.text());
    Ok(summary.status())
}

/// Lines of one input on their way to a worker.
struct Piece {
    lines: Lines,
    place: Arc<Place>,
    answer: Sender<Answer>,
    /// Gives the bytes back to the budget when the piece is done with.
    _held: Held,
}

/// What a worker made of a piece.
#[derive(Default)]
struct Answer {
    text: String,
    summary: Summary,
    bytes: u64,
}

/// What the reader gives to the writer, in order.
enum Event {
    Answer(Receiver<Answer>),
    /// Something could not be read.
    Trouble(String),
}

/// How a line's input is named in the output: only where there are several.
struct Place {
    file: Option<String>,
}

impl Place {
    fn json(&self, line: u64) -> String {
        match &self.file {
            // Its control characters are escaped already.
            Some(file) => {
                let file = file.replace('\\', "\\\\").replace('"', "\\\"");
                format!("{{\"line\":{line},\"file\":\"{file}\",")
            }
            None => format!("{{\"line\":{line},"),
        }
    }

    fn text(&self, line: u64) -> String {
        match &self.file {
            Some(file) => format!("{file}:{line}"),
            None => format!("line {line}"),
        }
    }
}

/// Starts the threads. They end with the input, or with the process when the output ends before.
fn start(inputs: Vec<Input>, checker: Checker, format: Format, cores: usize) -> (Receiver<Event>, Summary) {
    let (give_event, events) = bounded(2 * cores + 1);
    let source = Arc::new(Mutex::new(Source::new(inputs, give_event)));
    let checker = Arc::new(checker);
    let mut workers = 0;
    for _ in 0..cores {
        let (source, checker) = (Arc::clone(&source), Arc::clone(&checker));
        let work = move || {
            let mut spare = Vec::new();
            let next = |spare| source.lock().unwrap_or_else(PoisonError::into_inner).next(spare);
            while let Some(Piece { lines, place, answer, _held }) = next(std::mem::take(&mut spare)) {
                // Nobody waits for it when the output ended.
                let _ = answer.send(lines.check(&place, &checker, format));
                if lines.buffer.len() <= KEPT {
                    spare = lines.buffer;
                }
            }
        };
        workers += usize::from(thread::Builder::new().spawn(work).is_ok());
    }
    let mut summary = Summary::default();
    if workers == 0 {
        complain("the system gives no more threads");
        summary.unread += 1;
    }
    (events, summary)
}

/// What is read, piece by piece, and where each is announced.
struct Source {
    inputs: std::vec::IntoIter<Input>,
    several: bool,
    open: Option<Open>,
    events: Sender<Event>,
    budget: Arc<Budget>,
}

/// The input that is being read.
struct Open {
    input: Input,
    place: Arc<Place>,
    reader: LineReader<Box<dyn Read + Send>>,
}

impl Source {
    fn new(inputs: Vec<Input>, events: Sender<Event>) -> Self {
        let several = inputs.len() > 1;
        Source { inputs: inputs.into_iter(), several, open: None, events, budget: Arc::default() }
    }

    /// The next piece, its answer announced. `None` when all is read, or when nobody listens any more. `spare` is a buffer
    /// that can be used again.
    fn next(&mut self, mut spare: Vec<u8>) -> Option<Piece> {
        loop {
            let Some(Open { input, place, reader }) = &mut self.open else {
                self.open_next()?;
                continue;
            };
            let trouble = match reader.next(&mut spare) {
                Ok(Some(Next::Lines(lines))) => {
                    let _held = Budget::take(&self.budget, lines.length as u64);
                    let (answer, receive) = bounded(1);
                    self.events.send(Event::Answer(receive)).ok()?;
                    return Some(Piece { lines, place: Arc::clone(place), answer, _held });
                }
                Ok(Some(Next::TooLong(line))) => {
                    Some(format!("{}, line {line}: not checked, it is longer than 512 MiB", input.name()))
                }
                Ok(None) => {
                    self.open = None;
                    None
                }
                Err(error) => {
                    let trouble = cannot_read(input, &error);
                    self.open = None;
                    Some(trouble)
                }
            };
            if let Some(trouble) = trouble {
                self.events.send(Event::Trouble(trouble)).ok()?;
            }
        }
    }

    /// Opens the next input that can be opened. `None` where there is none.
    fn open_next(&mut self) -> Option<()> {
        for input in self.inputs.by_ref() {
            match input.open() {
                Ok(reader) => {
                    let place = Arc::new(Place { file: self.several.then(|| input.name()) });
                    self.open = Some(Open { input, place, reader: LineReader::new(reader, MAX_BYTES) });
                    return Some(());
                }
                Err(error) => self.events.send(Event::Trouble(cannot_read(&input, &error))).ok()?,
            }
        }
        None
    }
}

fn cannot_read(input: &Input, error: &io::Error) -> String {
    format!("cannot read {}: {}", input.name(), reason(error))
}

fn write_answers(
    events: &Receiver<Event>,
    mut summary: Summary,
    format: Format,
    progress: &ProgressBar,
) -> Result<Summary, Failure> {
    // On a terminal the bar must make way for what is printed beside it.
    let beside = !progress.is_hidden() && io::stdout().is_terminal();
    for event in events {
        let answer = match event {
            Event::Trouble(message) => {
                progress.suspend(|| complain(message));
                summary.unread += 1;
                continue;
            }
            Event::Answer(receiver) => match receiver.recv() {
                Ok(answer) => answer,
                Err(_) => {
                    summary.unread += 1;
                    continue;
                }
            },
        };
        let write = || match format {
            _ if answer.text.is_empty() => Ok(()),
            Format::Json => print_raw(&answer.text),
            Format::Text => print(&answer.text),
        };
        if beside { progress.suspend(write) } else { write() }?;
        progress.inc(answer.bytes);
        summary.add(answer.summary);
    }
    Ok(summary)
}

/// A bar of bytes on standard error where that is a terminal; without an end where an input has no known length.
fn progress(inputs: &[Input]) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total = inputs.iter().map(Input::length).sum::<Option<u64>>();
    let template = match total {
        Some(_) => "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
        None => "{spinner} {bytes} {bytes_per_sec}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr()).with_style(style)
}

/// The bytes under way.
#[derive(Default)]
struct Budget {
    used: Mutex<u64>,
    less: Condvar,
}

/// Bytes taken from a budget, given back when dropped.
struct Held {
    budget: Arc<Budget>,
    bytes: u64,
}

impl Budget {
    /// Waits until so many bytes more may be under way. One piece alone always may.
    fn take(this: &Arc<Budget>, bytes: u64) -> Held {
        let mut used = this.used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used > 0 && *used + bytes > UNDER_WAY {
            used = this.less.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        *used += bytes;
        Held { budget: Arc::clone(this), bytes }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        *self.budget.used.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.budget.less.notify_one();
    }
}

/// Whole lines, the last one perhaps without its line feed.
#[derive(Debug, PartialEq, Eq)]
struct Lines {
    first: u64,
    buffer: Vec<u8>,
    /// How much of the buffer they are.
    length: usize,
}

impl Lines {
    fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or(&self.buffer)
    }

    fn check(&self, place: &Place, checker: &Checker, format: Format) -> Answer {
        let mut answer = Answer { bytes: self.length as u64, ..Answer::default() };
        let mut rest = self.bytes();
        let mut number = self.first;
        while !rest.is_empty() {
            let (line, after) = match memchr::memchr(b'\n', rest).and_then(|end| rest.split_at_checked(end)) {
                Some((line, after)) => (line.strip_suffix(b"\r").unwrap_or(line), after.get(1..).unwrap_or_default()),
                None => (rest, &[] as &[u8]),
            };
            if !line.trim_ascii().is_empty() {
                let report = checker.check(line);
                match format {
                    Format::Json => {
                        let json = report.to_json();
                        answer.text.push_str(&place.json(number));
                        answer.text.push_str(json.strip_prefix('{').unwrap_or(&json));
                        answer.text.push('\n');
                    }
                    Format::Text => short_line(&mut answer.text, &place.text(number), &report, checker.strict),
                }
                answer.summary.totals.add(&report, checker.strict);
                for violation in report.violations() {
                    *answer.summary.codes.entry(violation.code()).or_default() += 1;
                }
            }
            rest = after;
            number += 1;
        }
        answer
    }
}

/// Reads lines in pieces: what there is to read, up to the last line feed in it.
struct LineReader<R> {
    reader: R,
    /// The number of the line that comes next, from 1.
    line: u64,
    /// Begins with so many bytes of a line whose end is not read yet.
    buffer: Vec<u8>,
    filled: usize,
    max: u64,
    /// Inside a line that is too long.
    skipping: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Next {
    Lines(Lines),
    /// A line that is too long to be held, by its number.
    TooLong(u64),
}

impl<R: Read> LineReader<R> {
    fn new(reader: R, max: u64) -> Self {
        LineReader { reader, line: 1, buffer: Vec::new(), filled: 0, max, skipping: false }
    }

    /// The next lines, in the buffer that was filled. `spare` becomes the next one.
    fn next(&mut self, spare: &mut Vec<u8>) -> io::Result<Option<Next>> {
        loop {
            make_room(&mut self.buffer, self.filled);
            let room = self.buffer.get_mut(self.filled..self.filled + READ).unwrap_or(&mut []);
            let mut length = match self.reader.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                length => length?,
            };
            if length == 0 {
                self.skipping = false;
                let rest = std::mem::take(&mut self.filled);
                return Ok((rest > 0).then(|| Next::Lines(self.take(rest, spare))));
            }
            if self.skipping {
                // Of such a line nothing is kept.
                let Some(end) = memchr::memchr(b'\n', room.get(..length).unwrap_or(room)) else { continue };
                self.skipping = false;
                self.buffer.copy_within(end + 1..length, 0);
                length -= end + 1;
            }
            let all = self.filled + length;
            let new = self.buffer.get(self.filled..all).unwrap_or(&[]);
            let Some(end) = memchr::memrchr(b'\n', new) else {
                self.filled = all;
                if all as u64 > self.max {
                    self.filled = 0;
                    self.skipping = true;
                    self.line += 1;
                    return Ok(Some(Next::TooLong(self.line - 1)));
                }
                continue;
            };
            // What was there before has no line feed.
            let count = memchr::memchr_iter(b'\n', new).count() as u64;
            let rest = new.len() - (end + 1);
            let mut lines = self.take(all - rest, spare);
            let from = lines.buffer.get(lines.length..all).unwrap_or(&[]);
            if let Some(to) = self.buffer.get_mut(..from.len()) {
                to.copy_from_slice(from);
            }
            self.filled = rest;
            lines.first = self.line;
            self.line += count;
            return Ok(Some(Next::Lines(lines)));
        }
    }

    /// Gives the beginning of the buffer away and takes another.
    fn take(&mut self, length: usize, spare: &mut Vec<u8>) -> Lines {
        let mut other = std::mem::take(spare);
        make_room(&mut other, 0);
        Lines { first: self.line, buffer: std::mem::replace(&mut self.buffer, other), length }
    }
}

/// Makes room to read behind so many bytes. A buffer grows to its double, for a line may be of any length.
fn make_room(buffer: &mut Vec<u8>, filled: usize) {
    if buffer.len() < filled + READ {
        buffer.resize((2 * filled).max(READ) + READ, 0);
    }
}

/// What all requests came to.
#[derive(Debug, Default)]
struct Summary {
    totals: Totals,
    codes: BTreeMap<Code, u64>,
    /// Files and lines that could not be read.
    unread: usize,
}

impl Summary {
    fn add(&mut self, other: Summary) {
        self.totals.valid += other.totals.valid;
        self.totals.not_clean += other.totals.not_clean;
        self.totals.not_valid += other.totals.not_valid;
        for (code, count) in other.codes {
            *self.codes.entry(code).or_default() += count;
        }
    }

    /// The totals, then how often each code was found, the most frequent first.
    fn text(&self) -> String {
        let mut out = self.totals.line("request");
        let mut codes: Vec<(Code, u64)> = self.codes.iter().map(|(code, count)| (*code, *count)).collect();
        codes.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        for (code, count) in codes {
            let _ = writeln!(out, "{count:>9}  {}[{}]", severity_label(code.severity()), code.as_str());
        }
        if self.unread > 0 {
            let _ = writeln!(out, "not everything could be read: see above");
        }
        out
    }

    fn status(&self) -> Status {
        if self.unread > 0 { Status::NotRun } else { self.totals.status() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, as a pipe may.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(self.1).min(buffer.len());
            let (now, later) = self.0.split_at(length);
            buffer[..length].copy_from_slice(now);
            self.0 = later;
            Ok(length)
        }
    }

    fn lines(input: &[u8], step: usize, max: u64) -> Vec<(u64, Option<Vec<u8>>)> {
        let mut reader = LineReader::new(Trickle(input, step), max);
        let (mut found, mut spare) = (Vec::new(), Vec::new());
        while let Some(read) = reader.next(&mut spare).expect("no failure") {
            match read {
                Next::TooLong(line) => found.push((line, None)),
                Next::Lines(lines) => {
                    let each = lines.bytes().split_inclusive(|byte| *byte == b'\n');
                    found.extend(
                        (lines.first..).zip(each).map(|(number, line)| (number, Some(line.trim_ascii().to_vec()))),
                    );
                    // Used again with what stands in it.
                    spare = lines.buffer;
                }
            }
        }
        found
    }

    #[test]
    fn lines_are_the_same_in_any_pieces() {
        let input = b"one\n\ntwo\r\n  \nthree";
        let whole: Vec<(u64, Option<Vec<u8>>)> =
            (1..).zip(["one", "", "two", "", "three"].map(|line| Some(line.as_bytes().to_vec()))).collect();
        for step in 1..=input.len() {
            assert_eq!(lines(input, step, 100), whole, "{step} bytes at a time");
        }
        assert_eq!(lines(b"", 1, 100), []);
        assert_eq!(lines(b"\n", 1, 100), [(1, Some(Vec::new()))]);
    }

    #[test]
    fn a_line_that_is_too_long_is_left_out_alone() {
        let input = b"a\nlong-long-long\nb\nlong-long-long";
        for step in 1..=4 {
            let found = lines(input, step, 6);
            let b = |text: &str| Some(text.as_bytes().to_vec());
            assert_eq!(found, [(1, b("a")), (2, None), (3, b("b")), (4, None)], "{step} bytes at a time");
        }
    }

    #[test]
    fn one_piece_may_exceed_the_budget_alone() {
        let budget = Arc::new(Budget::default());
        drop(Budget::take(&budget, UNDER_WAY * 2));
        let _half = Budget::take(&budget, UNDER_WAY / 2);
        let _rest = Budget::take(&budget, UNDER_WAY / 2);
        assert_eq!(*budget.used.lock().expect("not poisoned"), UNDER_WAY);
    }

    #[test]
    fn file_names_are_escaped_in_json() {
        let place = Place { file: Some("a\"b\\c".to_owned()) };
        assert_eq!(place.json(7), r#"{"line":7,"file":"a\"b\\c","#);
        assert_eq!(place.text(7), "a\"b\\c:7");
    }
}
