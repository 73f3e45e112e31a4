//! `netverify check --ndjson`: one request a line in, one report a line out.
//!
//! As many threads as there are cores take turns to read a piece of whole lines, and check it while the next of them reads:
//! what a core has read is still in its cache. The answers are written in the order of the pieces, by whichever thread has
//! the one that is next. Memory is bounded by the number of answers that wait and by the bytes of the pieces under way, so a
//! slow reader of the output slows the reading of the input.

use crate::check::{Checker, Format, Totals};
use crate::files::{Input, MAX_BYTES, complain, print, print_raw, reason, tell};
use crate::render::{severity_label, short_line};
use crate::{Failure, Status};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use netverify_rules::Code;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// What is read at once. Short lines make reports a hundred times their length, so a piece of them must be small.
const READ: usize = 64 << 10;
/// How much text is worth a write, where it is gathered.
const GATHERED: usize = 32 << 10;
/// How long text is gathered: where checks take their time, as with --decode, answers come one by one.
const PATIENCE: Duration = Duration::from_millis(100);
/// The text that may wait for an earlier answer, or for whoever reads what is being written.
const FULL: usize = 1 << 20;
/// How long a thread looks for the end of another's reading before it sleeps. To sleep and to be woken can take as long as to
/// read a piece.
const LOOKS: Duration = Duration::from_micros(200);
/// The largest buffer that is used again. New memory costs more than the reading: the system must give each page of it.
const KEPT: usize = 4 << 20;
/// The bytes of all pieces under way, unless a single line has more.
const UNDER_WAY: u64 = 256 << 20;

pub(crate) fn run(inputs: Vec<Input>, checker: Checker, format: Format) -> Result<Status, Failure> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let progress = progress(&inputs);
    let output = Output::new(format, progress.clone(), inputs.iter().all(|input| input.length().is_some()), 2 * cores);
    let shared =
        Arc::new(Shared { source: Mutex::new(Source::new(inputs)), first: Mutex::default(), output, checker, format });
    // The threads end with the input, or with the process when the output ends before.
    let (end, ended) = mpsc::channel();
    let mut workers = 0;
    for _ in 0..cores {
        let (shared, end) = (Arc::clone(&shared), end.clone());
        let work = move || {
            shared.work();
            // Nobody waits for it when the output ended.
            let _ = end.send(());
        };
        workers += usize::from(thread::Builder::new().spawn(work).is_ok());
    }
    drop(end);
    if workers == 0 {
        complain("the system gives no more threads");
    }
    // A thread that panicked sends nothing, but is gone.
    while shared.output.is_open() && ended.recv().is_ok() {}
    let mut summary = shared.output.end()?;
    summary.unread += usize::from(workers == 0);
    progress.finish_and_clear();
    tell(&summary.text());
    Ok(summary.status())
}

/// What the threads have in common.
struct Shared {
    source: Mutex<Source>,
    /// Held by the thread that reads next.
    first: Mutex<()>,
    output: Output,
    checker: Checker,
    format: Format,
}

impl Shared {
    /// Checks piece after piece, until all are read or nobody takes the answers.
    fn work(&self) {
        let mut spare = Vec::new();
        while let Some(Piece { turn, content }) = self.next(&mut spare) {
            let turn = Turn { output: &self.output, number: Some(turn) };
            let answer = match content {
                Content::Lines { lines, place, _held } => {
                    let answer = lines.check(&place, &self.checker, self.format);
                    if lines.buffer.len() <= KEPT {
                        spare = lines.buffer;
                    }
                    answer
                }
                Content::Trouble(message) => Answer { trouble: Some(message), ..Answer::lost() },
            };
            if !turn.take(answer) {
                break;
            }
        }
    }

    /// The next piece. One thread at a time looks for the end of another's reading, the others sleep.
    fn next(&self, spare: &mut Vec<u8>) -> Option<Piece> {
        let first = locked(&self.first);
        let start = Instant::now();
        let mut source = loop {
            match self.source.try_lock() {
                Err(TryLockError::WouldBlock) if start.elapsed() < LOOKS => thread::yield_now(),
                Err(TryLockError::WouldBlock) => break locked(&self.source),
                Err(TryLockError::Poisoned(source)) => break source.into_inner(),
                Ok(source) => break source,
            }
        };
        drop(first);
        source.next(spare)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a thread takes to check.
struct Piece {
    /// Its place in the order of the input, from 0.
    turn: u64,
    content: Content,
}

enum Content {
    Lines {
        lines: Lines,
        place: Arc<Place>,
        /// Gives the bytes back to the budget when the piece is done with.
        _held: Held,
    },
    /// Something could not be read.
    Trouble(String),
}

/// What became of a piece.
#[derive(Default)]
struct Answer {
    text: String,
    trouble: Option<String>,
    summary: Summary,
    bytes: u64,
}

impl Answer {
    fn lost() -> Answer {
        Answer { summary: Summary { unread: 1, ..Summary::default() }, ..Answer::default() }
    }
}

/// The place of a piece's answer in the output. One that is not taken, for its thread panicked, holds nobody up.
struct Turn<'o> {
    output: &'o Output,
    number: Option<u64>,
}

impl Turn<'_> {
    fn take(mut self, answer: Answer) -> bool {
        self.number.take().is_none_or(|number| self.output.give(number, answer))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.output.give(number, Answer::lost());
        }
    }
}

/// Writes the answers in the order of their pieces. There is no thread for it: who brings an answer writes what is due.
struct Output {
    format: Format,
    progress: ProgressBar,
    /// On a terminal the bar must make way for what is printed beside it.
    beside: bool,
    /// Whether short answers may be gathered: each write wakes whoever reads them. Not where someone looks on, nor where the
    /// next line of the input may take its time.
    gather: bool,
    /// The most answers that wait for an earlier one.
    most: usize,
    queue: Mutex<Queue>,
    shorter: Condvar,
}

struct Queue {
    /// The piece whose answer is next.
    turn: u64,
    waiting: BTreeMap<u64, Answer>,
    /// What is to be written next.
    text: String,
    trouble: Vec<String>,
    /// When something was written last.
    written: Instant,
    /// Someone writes.
    writing: bool,
    /// Threads that wait until there is less.
    held_up: usize,
    summary: Summary,
    failure: Option<io::Error>,
    closed: bool,
}

impl Queue {
    /// How much text is not written yet.
    fn text_in_all(&self) -> usize {
        self.text.len() + self.waiting.values().map(|answer| answer.text.len()).sum::<usize>()
    }
}

impl Output {
    fn new(format: Format, progress: ProgressBar, gather: bool, most: usize) -> Self {
        let terminal = io::stdout().is_terminal();
        let queue = Queue {
            turn: 0,
            waiting: BTreeMap::new(),
            text: String::new(),
            trouble: Vec::new(),
            written: Instant::now(),
            writing: false,
            held_up: 0,
            summary: Summary::default(),
            failure: None,
            closed: false,
        };
        Output {
            format,
            beside: !progress.is_hidden() && terminal,
            progress,
            gather: gather && !terminal,
            most,
            queue: Mutex::new(queue),
            shorter: Condvar::new(),
        }
    }

    /// Takes a piece's answer. Whether any more are wanted.
    fn give(&self, number: u64, answer: Answer) -> bool {
        let mut queue = locked(&self.queue);
        queue.waiting.insert(number, answer);
        loop {
            self.line_up(&mut queue);
            if queue.closed {
                return false;
            } else if !queue.writing && self.is_due(&queue) {
                queue = self.write(queue);
            } else if queue.waiting.len() > self.most || queue.text_in_all() > FULL {
                queue.held_up += 1;
                queue = self.shorter.wait(queue).unwrap_or_else(PoisonError::into_inner);
                queue.held_up -= 1;
            } else {
                return true;
            }
        }
    }

    /// Puts the answers that are next behind what is to be written.
    fn line_up(&self, queue: &mut Queue) {
        while let Some(answer) = queue.waiting.remove(&queue.turn) {
            queue.turn += 1;
            if queue.text.is_empty() {
                queue.text = answer.text;
            } else {
                queue.text.push_str(&answer.text);
            }
            queue.trouble.extend(answer.trouble);
            queue.summary.add(answer.summary);
            self.progress.inc(answer.bytes);
            if queue.held_up > 0 {
                self.shorter.notify_all();
            }
        }
    }

    fn is_due(&self, queue: &Queue) -> bool {
        let due = !self.gather || queue.text.len() >= GATHERED || queue.written.elapsed() >= PATIENCE;
        !queue.trouble.is_empty() || due && !queue.text.is_empty()
    }

    /// Writes what there is. Meanwhile the queue is open to others.
    fn write<'q>(&'q self, mut queue: MutexGuard<'q, Queue>) -> MutexGuard<'q, Queue> {
        let (text, trouble) = (std::mem::take(&mut queue.text), std::mem::take(&mut queue.trouble));
        queue.writing = true;
        drop(queue);
        let write = || match self.format {
            _ if text.is_empty() => Ok(()),
            Format::Json => print_raw(&text),
            Format::Text => print(&text),
        };
        let written = if self.beside { self.progress.suspend(write) } else { write() };
        for message in trouble {
            self.progress.suspend(|| complain(message));
        }
        let mut queue = locked(&self.queue);
        queue.writing = false;
        queue.written = Instant::now();
        queue.failure = written.err();
        queue.closed = queue.failure.is_some();
        if queue.held_up > 0 {
            self.shorter.notify_all();
        }
        queue
    }

    fn is_open(&self) -> bool {
        !locked(&self.queue).closed
    }

    /// Writes the rest. What all came to, or why not all could be written.
    fn end(&self) -> io::Result<Summary> {
        let mut queue = locked(&self.queue);
        if !queue.closed {
            queue = self.write(queue);
        }
        match queue.failure.take() {
            Some(error) => Err(error),
            None => Ok(std::mem::take(&mut queue.summary)),
        }
    }
}

/// How a line's input is named in the output: only where there are several.
struct Place {
    file: Option<String>,
}

impl Place {
    /// The beginning of the object that a line's report becomes.
    fn json(&self, line: u64, out: &mut String) {
        let _ = write!(out, "{{\"line\":{line}");
        if let Some(file) = &self.file {
            // Its control characters are escaped already.
            let file = file.replace('\\', "\\\\").replace('"', "\\\"");
            out.extend([",\"file\":\"", &file, "\""]);
        }
    }

    fn text(&self, line: u64) -> String {
        match &self.file {
            Some(file) => format!("{file}:{line}"),
            None => format!("line {line}"),
        }
    }
}

/// What is read, piece by piece.
struct Source {
    inputs: std::vec::IntoIter<Input>,
    several: bool,
    open: Option<Open>,
    /// How many pieces were read.
    pieces: u64,
    budget: Arc<Budget>,
}

/// The input that is being read.
struct Open {
    input: Input,
    place: Arc<Place>,
    reader: LineReader<Box<dyn Read + Send>>,
}

impl Source {
    fn new(inputs: Vec<Input>) -> Self {
        let several = inputs.len() > 1;
        Source { inputs: inputs.into_iter(), several, open: None, pieces: 0, budget: Arc::default() }
    }

    /// The next piece. `None` when all is read. `spare` is a buffer that can be used again.
    fn next(&mut self, spare: &mut Vec<u8>) -> Option<Piece> {
        let content = self.content(spare)?;
        self.pieces += 1;
        Some(Piece { turn: self.pieces - 1, content })
    }

    fn content(&mut self, spare: &mut Vec<u8>) -> Option<Content> {
        loop {
            let Some(Open { input, place, reader }) = &mut self.open else {
                let input = self.inputs.next()?;
                match input.open() {
                    Ok(reader) => {
                        let place = Arc::new(Place { file: self.several.then(|| input.name()) });
                        self.open = Some(Open { input, place, reader: LineReader::new(reader, MAX_BYTES) });
                    }
                    Err(error) => return Some(Content::Trouble(cannot_read(&input, &error))),
                }
                continue;
            };
            match reader.next(spare) {
                Ok(Some(Next::Lines(lines))) => {
                    let _held = Budget::take(&self.budget, lines.length as u64);
                    return Some(Content::Lines { lines, place: Arc::clone(place), _held });
                }
                Ok(Some(Next::TooLong(line))) => {
                    let name = input.name();
                    return Some(Content::Trouble(format!(
                        "{name}, line {line}: not checked, it is longer than 512 MiB"
                    )));
                }
                Ok(None) => self.open = None,
                Err(error) => {
                    let trouble = cannot_read(input, &error);
                    self.open = None;
                    return Some(Content::Trouble(trouble));
                }
            }
        }
    }
}

fn cannot_read(input: &Input, error: &io::Error) -> String {
    format!("cannot read {}: {}", input.name(), reason(error))
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
    used: Mutex<Used>,
    less: Condvar,
}

#[derive(Default)]
struct Used {
    bytes: u64,
    /// Someone waits for less. To wake nobody is a call of the system, too.
    awaited: bool,
}

/// Bytes taken from a budget, given back when dropped.
struct Held {
    budget: Arc<Budget>,
    bytes: u64,
}

impl Budget {
    /// Waits until so many bytes more may be under way. One piece alone always may.
    fn take(this: &Arc<Budget>, bytes: u64) -> Held {
        let mut used = locked(&this.used);
        while used.bytes > 0 && used.bytes + bytes > UNDER_WAY {
            used.awaited = true;
            used = this.less.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        used.bytes += bytes;
        used.awaited = false;
        Held { budget: Arc::clone(this), bytes }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut used = locked(&self.budget.used);
        used.bytes -= self.bytes;
        if used.awaited {
            self.budget.less.notify_one();
        }
    }
}

/// Whole lines, the last one perhaps without its line feed.
#[derive(Debug, PartialEq, Eq)]
struct Lines {
    first: u64,
    buffer: Vec<u8>,
    /// How much of the buffer they are.
    length: usize,
    /// How much of it holds no line feed, as is known from reading.
    unbroken: usize,
}

impl Lines {
    fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or(&self.buffer)
    }

    fn check(&self, place: &Place, checker: &Checker, format: Format) -> Answer {
        let mut answer = Answer { bytes: self.length as u64, ..Answer::default() };
        let mut rest = self.bytes();
        let mut number = self.first;
        let mut unbroken = self.unbroken;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest.get(unbroken..).unwrap_or(&[])).map(|end| unbroken + end);
            unbroken = 0;
            let (line, after) = match end.and_then(|end| rest.split_at_checked(end)) {
                Some((line, after)) => (line.strip_suffix(b"\r").unwrap_or(line), after.get(1..).unwrap_or_default()),
                None => (rest, &[] as &[u8]),
            };
            if !line.trim_ascii().is_empty() {
                let report = checker.check(line);
                match format {
                    Format::Json => {
                        place.json(number, &mut answer.text);
                        let opening = answer.text.len();
                        report.push_json(&mut answer.text);
                        // One object of both.
                        answer.text.replace_range(opening..=opening, ",");
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
            let unbroken = self.filled;
            let mut lines = self.take(all - rest, spare);
            lines.unbroken = unbroken;
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
        Lines { first: self.line, buffer: std::mem::replace(&mut self.buffer, other), length, unbroken: 0 }
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
        self.unread += other.unread;
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
    use std::sync::atomic::{AtomicU64, Ordering};

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
                    assert!(!lines.bytes()[..lines.unbroken].contains(&b'\n'));
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
        assert_eq!(locked(&budget.used).bytes, UNDER_WAY);
    }

    /// Few answers may wait: most threads are held up by the slowest, and none for ever.
    #[test]
    fn whoever_is_held_up_goes_on() {
        const PIECES: u64 = 500;
        for gather in [false, true] {
            let output = Output::new(Format::Json, ProgressBar::hidden(), gather, 1);
            let taken = AtomicU64::new(0);
            let work = || {
                loop {
                    let number = taken.fetch_add(1, Ordering::Relaxed);
                    if number >= PIECES {
                        break;
                    }
                    if number % 50 == 7 {
                        while locked(&output.queue).held_up < 3 {
                            thread::yield_now();
                        }
                    }
                    assert!(output.give(number, Answer::lost()));
                }
            };
            thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(work))));
            assert_eq!(output.end().map(|summary| summary.unread).ok(), Some(PIECES as usize), "gathered: {gather}");
        }
    }

    #[test]
    fn a_thread_that_panics_holds_nobody_up() {
        let output = Output::new(Format::Json, ProgressBar::hidden(), true, 1);
        drop(Turn { output: &output, number: Some(0) });
        assert!(Turn { output: &output, number: Some(1) }.take(Answer::default()));
        assert_eq!(locked(&output.queue).turn, 2);
        assert_eq!(output.end().map(|summary| summary.unread).ok(), Some(1));
    }

    #[test]
    fn file_names_are_escaped_in_json() {
        let place = Place { file: Some("a\"b\\c".to_owned()) };
        let mut json = String::new();
        place.json(7, &mut json);
        assert_eq!(json, r#"{"line":7,"file":"a\"b\\c""#);
        assert_eq!(place.text(7), "a\"b\\c:7");
    }
}
