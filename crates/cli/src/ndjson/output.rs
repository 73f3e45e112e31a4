//! Writes the answers in the order of their pieces. There is no thread for it: who brings an answer writes what is due.

use super::answer::{Answer, Summary};
use super::locked;
use crate::check::Format;
use crate::files::{complain, print, print_raw};
use crate::interrupt;
use indicatif::ProgressBar;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How much text is worth a write, where it is gathered.
const GATHERED: usize = 32 << 10;
/// How long text is gathered: where checks take their time, as with --decode, answers come one by one.
const PATIENCE: Duration = Duration::from_millis(100);
/// The text that may wait for an earlier answer; of one piece no more is made before it is written.
pub(super) const FULL: usize = 1 << 20;

pub(super) struct Output {
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
    /// The next answer is due.
    moved: Condvar,
}

struct Queue {
    /// The piece whose answer is next.
    turn: u64,
    waiting: BTreeMap<u64, Answer>,
    /// How much text is in what waits.
    waiting_text: usize,
    /// What is to be written next.
    text: String,
    /// When something was written last.
    written: Instant,
    summary: Summary,
    failure: Option<io::Error>,
    /// No more answers are taken.
    closed: bool,
}

impl Output {
    pub(super) fn new(format: Format, progress: ProgressBar, gather: bool, jobs: usize) -> Self {
        let terminal = io::stdout().is_terminal();
        let queue = Queue {
            turn: 0,
            waiting: BTreeMap::new(),
            waiting_text: 0,
            text: String::new(),
            written: Instant::now(),
            summary: Summary::default(),
            failure: None,
            closed: false,
        };
        Output {
            format,
            beside: !progress.is_hidden() && terminal,
            progress,
            gather: gather && !terminal,
            most: 2 * jobs,
            queue: Mutex::new(queue),
            moved: Condvar::new(),
        }
    }

    /// Takes the beginning of a piece's answer, once it is next. Returns whether any more is wanted.
    pub(super) fn give_part(&self, number: u64, part: Answer) -> bool {
        let mut queue = locked(&self.queue);
        while number != queue.turn && !queue.closed {
            queue = self.moved.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        if !queue.closed {
            self.accept(&mut queue, part);
        }
        if queue.closed {
            self.moved.notify_all();
        }
        !queue.closed
    }

    /// Takes a piece's answer, or the rest of it. Returns whether any more are wanted.
    pub(super) fn give(&self, number: u64, answer: Answer) -> bool {
        let mut queue = locked(&self.queue);
        while number != queue.turn
            && !queue.closed
            && (queue.waiting.len() >= self.most || queue.waiting_text + answer.text.len() > FULL)
        {
            queue = self.moved.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        queue.waiting_text += answer.text.len();
        queue.waiting.insert(number, answer);
        let before = queue.turn;
        while !queue.closed
            && let Some(answer) = {
                let turn = queue.turn;
                queue.waiting.remove(&turn)
            }
        {
            queue.turn += 1;
            queue.waiting_text -= answer.text.len();
            self.accept(&mut queue, answer);
        }
        if queue.turn != before {
            self.moved.notify_all();
        }
        !queue.closed
    }

    /// Puts an answer behind what is to be written, and writes what is due.
    fn accept(&self, queue: &mut Queue, answer: Answer) {
        self.progress.inc(answer.bytes);
        queue.closed |= answer.summary.interrupted;
        queue.summary.add(answer.summary);
        if queue.text.len() + answer.text.len() > GATHERED {
            // Large texts are not copied.
            self.write(queue);
            queue.text = answer.text;
        } else {
            queue.text.push_str(&answer.text);
        }
        let due = !self.gather || queue.text.len() >= GATHERED || queue.written.elapsed() >= PATIENCE;
        if due || !answer.troubles.is_empty() {
            self.write(queue);
        }
        for message in answer.troubles {
            self.progress.suspend(|| complain(message));
        }
    }

    fn write(&self, queue: &mut Queue) {
        let text = std::mem::take(&mut queue.text);
        if text.is_empty() || queue.failure.is_some() {
            return;
        }
        let write = || match self.format {
            Format::Json => print_raw(&text),
            Format::Text => print(&text),
        };
        queue.failure = if self.beside { self.progress.suspend(write) } else { write() }.err();
        queue.closed |= queue.failure.is_some();
        queue.written = Instant::now();
    }

    /// Writes the rest. What all came to, or why not all could be written.
    pub(super) fn end(&self) -> io::Result<Summary> {
        let mut queue = locked(&self.queue);
        self.write(&mut queue);
        // It may have come between two pieces.
        queue.summary.interrupted |= interrupt::requested();
        match queue.failure.take() {
            Some(error) => Err(error),
            None => Ok(std::mem::take(&mut queue.summary)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    fn answer(text: &str) -> Answer {
        let mut answer = Answer { text: text.to_owned(), ..Answer::default() };
        answer.summary.unread = 1;
        answer
    }

    /// Few answers may wait: most threads wait for the slowest, and none for ever.
    #[test]
    fn whoever_waits_goes_on() {
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
                        thread::sleep(Duration::from_millis(2));
                    }
                    assert!(output.give(number, answer("")));
                }
            };
            thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(work))));
            assert_eq!(output.end().map(|summary| summary.unread).ok(), Some(PIECES as usize), "gathered: {gather}");
        }
    }

    #[test]
    fn a_long_answer_is_taken_in_parts() {
        let output = Output::new(Format::Json, ProgressBar::hidden(), true, 2);
        thread::scope(|scope| {
            scope.spawn(|| {
                assert!(output.give_part(1, answer("")));
                assert_eq!(locked(&output.queue).turn, 1);
                assert!(output.give(1, answer("")));
            });
            assert!(output.give_part(0, answer("")) && output.give(0, answer("")));
        });
        assert_eq!(output.end().map(|summary| summary.unread).ok(), Some(4));
    }

    #[test]
    fn nothing_is_taken_after_an_interruption() {
        let output = Output::new(Format::Json, ProgressBar::hidden(), true, 2);
        assert!(output.give(1, answer("")));
        let mut cut = answer("");
        cut.summary.interrupted = true;
        assert!(!output.give(0, cut));
        assert!(!output.give(2, answer("")));
        assert_eq!(output.end().map(|summary| summary.unread).ok(), Some(1));
    }
}
