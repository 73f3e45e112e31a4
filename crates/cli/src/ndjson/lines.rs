//! Reads lines in pieces, whatever length they have.

use crate::{interrupt, memory};
use std::io::{self, Read};

/// What is read at once. Short lines make reports a hundred times their length, so a piece of them must be small.
const READ: usize = 64 << 10;
/// A buffer from which on it is asked whether there is memory for more.
const LARGE: usize = 1 << 20;

/// Whole lines, the last one perhaps without its line feed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) first: u64,
    pub(super) buffer: Vec<u8>,
    /// How much of the buffer they are.
    pub(super) length: usize,
    /// How much of it holds no line feed, as is known from reading.
    unbroken: usize,
}

impl Lines {
    pub(super) fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or(&self.buffer)
    }

    /// Each line with its number, without its end.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let (mut rest, mut unbroken) = (self.bytes(), self.unbroken);
        (self.first..).map_while(move |number| {
            if rest.is_empty() {
                return None;
            }
            let end = memchr::memchr(b'\n', rest.get(unbroken..).unwrap_or(&[])).map(|end| unbroken + end);
            unbroken = 0;
            let (line, after) = end.and_then(|end| rest.split_at_checked(end)).unwrap_or((rest, &[]));
            rest = after.get(1..).unwrap_or_default();
            Some((number, line.strip_suffix(b"\r").unwrap_or(line)))
        })
    }
}

/// Reads lines in pieces: what there is to read, up to the last line feed in it.
pub(super) struct LineReader<R> {
    reader: R,
    /// The number of the line that comes next, from 1.
    line: u64,
    /// Begins with so many bytes of a line whose end is not read yet.
    buffer: Vec<u8>,
    filled: usize,
    max: u64,
    /// Inside a line that is left out.
    skipping: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Lines(Lines),
    /// A line that is too long to be held, by its number.
    TooLong(u64),
    /// A line for which there is not enough memory, by its number.
    NoMemory(u64),
}

impl<R: Read> LineReader<R> {
    pub(super) fn new(reader: R, max: u64) -> Self {
        LineReader { reader, line: 1, buffer: Vec::new(), filled: 0, max, skipping: false }
    }

    /// The next lines, in the buffer that was filled. `spare` becomes the next one. `None` at the end, and after Ctrl-C.
    pub(super) fn next(&mut self, spare: &mut Vec<u8>) -> io::Result<Option<Next>> {
        loop {
            if make_room(&mut self.buffer, self.filled).is_err() {
                if self.filled == 0 {
                    return Err(memory::exhausted());
                }
                self.buffer = Vec::new();
                return Ok(Some(Next::NoMemory(self.leave_out())));
            }
            let room = self.buffer.get_mut(self.filled..self.filled + READ).unwrap_or(&mut []);
            let mut length = match self.reader.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    if interrupt::requested() {
                        return Ok(None);
                    }
                    continue;
                }
                length => length?,
            };
            if length == 0 {
                self.skipping = false;
                let rest = std::mem::take(&mut self.filled);
                return if rest > 0 { self.take(rest, spare).map(|lines| Some(Next::Lines(lines))) } else { Ok(None) };
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
                    return Ok(Some(Next::TooLong(self.leave_out())));
                }
                continue;
            };
            // What was there before has no line feed.
            let count = memchr::memchr_iter(b'\n', new).count() as u64;
            let rest = new.len() - (end + 1);
            let unbroken = self.filled;
            let mut lines = self.take(all - rest, spare)?;
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

    /// Leaves out the line that has begun. Returns its number.
    fn leave_out(&mut self) -> u64 {
        self.filled = 0;
        self.skipping = true;
        self.line += 1;
        self.line - 1
    }

    /// Gives the beginning of the buffer away and takes another.
    fn take(&mut self, length: usize, spare: &mut Vec<u8>) -> io::Result<Lines> {
        let mut other = std::mem::take(spare);
        make_room(&mut other, 0)?;
        Ok(Lines { first: self.line, buffer: std::mem::replace(&mut self.buffer, other), length, unbroken: 0 })
    }
}

/// Makes room to read behind so many bytes. A buffer grows to its double, for a line may be of any length.
fn make_room(buffer: &mut Vec<u8>, filled: usize) -> io::Result<()> {
    if buffer.len() < filled + READ {
        let length = (2 * filled).max(READ) + READ;
        let more = length - buffer.len();
        if filled >= LARGE && !memory::is_available(length) {
            return Err(memory::exhausted());
        }
        buffer.try_reserve_exact(more)?;
        buffer.resize(length, 0);
    }
    Ok(())
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
                Next::TooLong(line) | Next::NoMemory(line) => found.push((line, None)),
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

    /// Fails at first, and then gives a line.
    struct Failing(Option<io::ErrorKind>);

    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.take() {
                Some(kind) => Err(kind.into()),
                None => {
                    buffer[..2].copy_from_slice(b"{\n");
                    Ok(2)
                }
            }
        }
    }

    #[test]
    fn a_failure_ends_the_reading_and_an_interruption_does_not() {
        let first = |kind| LineReader::new(Failing(Some(kind)), 10).next(&mut Vec::new());
        assert!(first(io::ErrorKind::BrokenPipe).is_err());
        assert!(matches!(first(io::ErrorKind::Interrupted), Ok(Some(Next::Lines(lines))) if lines.bytes() == b"{\n"));
    }

    #[test]
    fn a_line_may_have_the_most_bytes_and_no_more() {
        let line = vec![b'x'; 2 * READ];
        let found = |max: u64| lines(&line, READ, max);
        assert_eq!(found(line.len() as u64), [(1, Some(line.clone()))]);
        assert_eq!(found(line.len() as u64 - 1), [(1, None)]);
    }

    #[test]
    fn a_buffer_grows_to_its_double() {
        let mut buffer = Vec::new();
        for (filled, length) in [(0, 2 * READ), (READ, 2 * READ), (READ + 1, 3 * READ + 2), (3 * READ, 7 * READ)] {
            make_room(&mut buffer, filled).expect("memory");
            assert_eq!(buffer.len(), length, "{filled}");
        }
    }
}
