//! The names and strings of a JSON text in pieces: escapes, and characters of more than one byte.

use super::malformed::{Cause, Reason, reason_in_string};
use super::string::escaped_char;
use super::tokenizer::{Handler, Stop, Tokenizer, continuation_bytes, step};
use netverify_scan::string_end;

/// Unescaped text is gathered up to so many bytes: a handler is quick with long texts only.
const STAGED_BYTES: usize = 4096;

/// The most bytes of a character in UTF-8.
const MAX_CHAR_BYTES: usize = 4;

/// What bytes begin with.
enum First {
    /// A character, and the number of bytes that encode it.
    Whole(char, usize),
    /// One that is not all there.
    Cut,
    None,
}

impl First {
    /// Reads the escape that bytes begin with.
    fn of_escape(bytes: &[u8]) -> First {
        match escaped_char(bytes) {
            Some((char, length)) => First::Whole(char, length),
            None if reason_in_string(bytes) == Reason::Truncated => First::Cut,
            None => First::None,
        }
    }

    /// Reads the character, of more than one byte, that bytes begin with.
    fn of_utf8(bytes: &[u8]) -> First {
        let first = bytes.get(..MAX_CHAR_BYTES).unwrap_or(bytes);
        let valid = match core::str::from_utf8(first) {
            Ok(text) => Some(text),
            Err(error) if error.valid_up_to() == 0 && error.error_len().is_none() => return First::Cut,
            Err(error) => first.get(..error.valid_up_to()).and_then(|valid| core::str::from_utf8(valid).ok()),
        };
        valid.and_then(|text| text.chars().next()).map_or(First::None, |char| First::Whole(char, char.len_utf8()))
    }
}

impl Tokenizer {
    /// Goes on in a string; returns the position behind what it read.
    pub(super) fn text(&mut self, piece: &[u8], mut at: usize, handler: &mut dyn Handler) -> Result<usize, Stop> {
        if self.carry_length > 0 {
            return self.carried(piece, at, handler);
        }
        loop {
            at += handler.run(piece.get(at..).unwrap_or(&[]));
            let rest = piece.get(at..).unwrap_or(&[]);
            let some = step(rest);
            let (plain, behind) = some.split_at(string_end(some));
            if !plain.is_ascii() {
                let whole = self.characters(plain, handler);
                if whole < plain.len() {
                    at += whole;
                    match First::of_utf8(rest.get(whole..).unwrap_or(&[])) {
                        // The step has cut it.
                        First::Whole(..) => continue,
                        First::Cut => return Ok(self.carry(piece, at)),
                        First::None => return Err(self.in_string(at)),
                    }
                }
            } else if !plain.is_empty() {
                handler.text(plain);
            }
            at += plain.len();
            match behind.first() {
                None if at == piece.len() => return Ok(at),
                None => {}
                Some(b'"') => {
                    self.end_text(self.before + at as u64 + 1, handler);
                    return Ok(at + 1);
                }
                Some(b'\\') => {
                    at = self.escapes(piece, at, handler)?;
                    if self.carry_length > 0 {
                        return Ok(at);
                    }
                }
                Some(_) => return Err(self.in_string(at)),
            }
        }
    }

    fn in_string(&self, at: usize) -> Stop {
        Stop { offset: self.before + at as u64, cause: Cause::InString }
    }

    /// Hands on whole characters at the beginning; returns how many bytes they are.
    fn characters(&mut self, plain: &[u8], handler: &mut dyn Handler) -> usize {
        let text = match core::str::from_utf8(plain) {
            Ok(text) => text,
            Err(error) => {
                plain.get(..error.valid_up_to()).and_then(|valid| core::str::from_utf8(valid).ok()).unwrap_or("")
            }
        };
        self.continued += continuation_bytes(text);
        if !text.is_empty() {
            handler.text(text.as_bytes());
        }
        text.len()
    }

    /// Keeps what the piece ends with, from there on; returns its end.
    fn carry(&mut self, piece: &[u8], at: usize) -> usize {
        let rest = piece.get(at..).unwrap_or(&[]);
        if let Some(carry) = self.carry.get_mut(..rest.len()) {
            carry.copy_from_slice(rest);
            self.carry_length = rest.len();
        }
        piece.len()
    }

    /// Takes a byte behind what was carried over; returns the position behind what it read.
    fn carried(&mut self, piece: &[u8], at: usize, handler: &mut dyn Handler) -> Result<usize, Stop> {
        let start = self.before + at as u64 - self.carry_length as u64;
        if let (Some(to), Some(byte)) = (self.carry.get_mut(self.carry_length), piece.get(at)) {
            *to = *byte;
            self.carry_length += 1;
        }
        let bytes = self.carry.get(..self.carry_length).unwrap_or(&[]);
        let is_escape = bytes.first() == Some(&b'\\');
        match if is_escape { First::of_escape(bytes) } else { First::of_utf8(bytes) } {
            First::Whole(char, length) => {
                self.continued += if is_escape { 0 } else { length as u64 - 1 };
                self.carry_length = 0;
                handler.text(char.encode_utf8(&mut [0; MAX_CHAR_BYTES]).as_bytes());
            }
            First::Cut => {}
            First::None => return Err(Stop { offset: start, cause: Cause::InString }),
        }
        Ok(at + 1)
    }

    /// Takes escapes, and the ASCII between them and behind; returns the position behind them.
    #[inline(never)]
    fn escapes(&mut self, piece: &[u8], mut at: usize, handler: &mut dyn Handler) -> Result<usize, Stop> {
        let mut stage = [0; STAGED_BYTES];
        let mut length = 0;
        loop {
            let room = stage.get_mut(length..).unwrap_or(&mut []);
            let (read, written) = netverify_scan::unescape_slashes(piece.get(at..).unwrap_or(&[]), room);
            at += read;
            length += written;
            if STAGED_BYTES - length < MAX_CHAR_BYTES {
                handler.text(stage.get(..length).unwrap_or(&[]));
                length = 0;
                continue;
            }
            let rest = piece.get(at..).unwrap_or(&[]);
            if rest.first() != Some(&b'\\') {
                break;
            }
            match First::of_escape(rest) {
                First::Whole(char, escape) => {
                    at += escape;
                    let room = stage.get_mut(length..).unwrap_or(&mut []);
                    length += char.encode_utf8(room).len();
                }
                First::Cut => {
                    at = self.carry(piece, at);
                    break;
                }
                First::None => return Err(self.in_string(at)),
            }
        }
        handler.text(stage.get(..length).unwrap_or(&[]));
        Ok(at)
    }
}
