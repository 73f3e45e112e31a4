//! `netverify check --ndjson`: one request a line in, one report a line out.
//!
//! Threads take turns to read a piece of whole lines, and check it while another reads: what a core has read is still in its
//! cache. The answers are written in the order of the pieces, by whichever thread has the one that is next. Memory is bounded:
//! by the pieces under way, one for each thread, of which a large one is checked before more is read; and by the answers that
//! wait, beyond which a thread waits for its turn.

mod answer;
mod id;
mod lines;
mod output;

use crate::check::{Checker, Format};
use crate::files::{Input, MAX_BYTES, cannot_read, tell};
use crate::outcome::file_member;
use crate::{Failure, Status, interrupt, memory};
use answer::{Answer, Place};
pub(crate) use id::parse_id;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lines::{LineReader, Lines, Next};
use output::Output;
use std::io::{self, IsTerminal as _, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A larger piece is checked before the next is read, so that there is only one at a time.
const LARGE: usize = 64 << 20;
/// The largest buffer that is used again. New memory costs more than the reading: the system must give each page of it.
const KEPT: usize = 4 << 20;
/// What must be available for a thread more.
const THREAD: usize = 256 << 20;

/// A file to read, or the path and the reason of one that cannot be.
pub(crate) type Source = Result<Input, (String, String)>;

/// How lines are checked and printed.
pub(crate) struct Options {
    pub(crate) checker: Checker,
    pub(crate) format: Format,
    pub(crate) jobs: Option<usize>,
    /// The key whose value is copied.
    pub(crate) id: Option<Arc<str>>,
}

pub(crate) fn run(inputs: Vec<Source>, several: bool, options: Options) -> Result<Status, Failure> {
    let jobs = options.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let progress = progress(&inputs);
    let known = inputs.iter().flatten().all(|input| input.length().is_some());
    let output = Output::new(options.format, progress.clone(), known, jobs);
    let pieces = Pieces { inputs: inputs.into_iter(), several, open: None, count: 0 };
    let shared = Shared { pieces: Mutex::new(pieces), output, options };
    thread::scope(|scope| {
        for _ in 1..jobs {
            // Where the system gives no more threads or little memory, fewer do.
            let more =
                memory::is_available(THREAD) && thread::Builder::new().spawn_scoped(scope, || shared.work()).is_ok();
            if !more {
                break;
            }
        }
        shared.work();
    });
    let summary = shared.output.end()?;
    progress.finish_and_clear();
    tell(&summary.text());
    Ok(summary.status())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the threads have in common.
struct Shared {
    pieces: Mutex<Pieces>,
    output: Output,
    options: Options,
}

impl Shared {
    /// Checks piece after piece, until all are read or nobody takes the answers.
    fn work(&self) {
        let mut spare = Vec::new();
        loop {
            let mut pieces = locked(&self.pieces);
            let Some(Piece { number, place, content }) = pieces.next(&mut spare) else { break };
            let answer = match content {
                Content::Lines(lines) => {
                    // Others read on meanwhile, unless there is too much already.
                    let alone = (lines.length > LARGE).then_some(pieces);
                    let answer = Answer::of(&lines, &place, &self.options, |part| self.output.give_part(number, part));
                    drop(alone);
                    if lines.buffer.len() <= KEPT {
                        spare = lines.buffer;
                    }
                    answer
                }
                Content::Trouble { line, message } => {
                    drop(pieces);
                    let mut answer = Answer::default();
                    answer.trouble(&place, line, message, &self.options);
                    answer
                }
            };
            if !self.output.give(number, answer) {
                break;
            }
        }
    }
}

/// What a thread takes to check.
struct Piece {
    /// Its place in the order of the input, from 0.
    number: u64,
    place: Arc<Place>,
    content: Content,
}

enum Content {
    Lines(Lines),
    /// A file, or a line of it, cannot be read.
    Trouble {
        line: Option<u64>,
        message: String,
    },
}

/// What is read, piece by piece.
struct Pieces {
    inputs: std::vec::IntoIter<Source>,
    several: bool,
    open: Option<Open>,
    /// How many pieces were read.
    count: u64,
}

/// The input that is being read.
struct Open {
    input: Input,
    place: Arc<Place>,
    reader: LineReader<Box<dyn Read + Send>>,
}

impl Pieces {
    /// The next piece. `None` when all is read, or after Ctrl-C. `spare` is a buffer that can be used again.
    fn next(&mut self, spare: &mut Vec<u8>) -> Option<Piece> {
        let (place, content) = self.content(spare)?;
        self.count += 1;
        Some(Piece { number: self.count - 1, place, content })
    }

    fn content(&mut self, spare: &mut Vec<u8>) -> Option<(Arc<Place>, Content)> {
        let trouble = |line, message| Content::Trouble { line, message };
        while !interrupt::requested() {
            let Some(Open { input, place, reader }) = &mut self.open else {
                let input = match self.inputs.next()? {
                    Ok(input) => input,
                    Err((path, message)) => return Some((Arc::new(self.place(&path, &path)), trouble(None, message))),
                };
                let place = Arc::new(self.place(&input.path(), &input.name()));
                match input.open() {
                    Ok(reader) => {
                        // Not before: a pipe is opened by its writer, and until then Ctrl-C ends the program as ever.
                        interrupt::listen();
                        self.open = Some(Open { input, place, reader: LineReader::new(reader, MAX_BYTES) });
                    }
                    Err(error) => return Some((place, trouble(None, cannot_read(&input, &error)))),
                }
                continue;
            };
            let place = Arc::clone(place);
            let left_out = |line, reason| {
                Some(trouble(Some(line), format!("{}, line {line}: not checked, {reason}", input.name())))
            };
            let content = match reader.next(spare) {
                Ok(Some(Next::Lines(lines))) => Some(Content::Lines(lines)),
                Ok(Some(Next::TooLong(line))) => left_out(line, "it is longer than 512 MiB"),
                Ok(Some(Next::NoMemory(line))) => left_out(line, "there is not enough memory for it"),
                Ok(None) => None,
                Err(error) => {
                    let message = cannot_read(input, &error);
                    self.open = None;
                    return Some((place, trouble(None, message)));
                }
            };
            match content {
                Some(content) => return Some((place, content)),
                None => self.open = None,
            }
        }
        None
    }

    fn place(&self, path: &str, name: &str) -> Place {
        if self.several { Place { members: Some(file_member(path)), name: name.to_owned() } } else { Place::default() }
    }
}

/// A bar of bytes on standard error where that is a terminal; without an end where an input has no known length.
fn progress(inputs: &[Source]) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total = inputs.iter().flatten().map(Input::length).sum::<Option<u64>>();
    let template = match total {
        Some(_) => "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
        None => "{spinner} {bytes} {bytes_per_sec}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr()).with_style(style)
}
