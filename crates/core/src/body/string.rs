//! A string of a JSON text, left where it is.

use alloc::borrow::Cow;
use alloc::string::String;

/// A JSON string as it is between its quotes: its escapes are known to be sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JsonStr<'a> {
    raw: &'a str,
    is_escaped: bool,
}

impl<'a> JsonStr<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        JsonStr { raw, is_escaped: raw.contains('\\') }
    }

    /// Returns the number of bytes between the quotes.
    pub(crate) fn raw_len(self) -> usize {
        self.raw.len()
    }

    /// Returns the text, where the body has it without escapes.
    pub(crate) fn plain(self) -> Option<&'a str> {
        (!self.is_escaped).then_some(self.raw)
    }

    /// Returns the text; copied only where it has escapes.
    pub(crate) fn text(self) -> Cow<'a, str> {
        match self.plain() {
            Some(text) => Cow::Borrowed(text),
            None => {
                // Growing step by step would take the memory twice.
                let mut text = String::with_capacity(self.raw.len());
                for chunk in self.chunks() {
                    text.push_str(chunk.encode(&mut [0; 4]));
                }
                Cow::Owned(text)
            }
        }
    }

    /// Returns the text in pieces, none of them copied but for the escaped characters themselves.
    pub(crate) fn chunks(self) -> Chunks<'a> {
        Chunks { rest: self.raw }
    }
}

/// The pieces of a [`JsonStr`].
#[derive(Debug, Clone)]
pub(crate) struct Chunks<'a> {
    rest: &'a str,
}

/// A piece of a [`JsonStr`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chunk<'a> {
    Text(&'a str),
    Char(char),
}

impl Chunk<'_> {
    /// Returns the piece as text; `buffer` holds a single character's.
    pub(crate) fn encode<'b>(&'b self, buffer: &'b mut [u8; 4]) -> &'b str {
        match self {
            Chunk::Text(text) => text,
            Chunk::Char(char) => char.encode_utf8(buffer),
        }
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        if self.rest.starts_with('\\') {
            let (char, length) = escaped_char(self.rest.as_bytes())?;
            self.rest = self.rest.get(length..).unwrap_or("");
            return Some(Chunk::Char(char));
        }
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.bytes().position(|byte| byte == b'\\').unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(Chunk::Text(text))
    }
}

/// Returns the character of the escape that bytes begin with, and the escape's length.
pub(super) fn escaped_char(bytes: &[u8]) -> Option<(char, usize)> {
    Some(match bytes.get(1)? {
        simple @ (b'"' | b'\\' | b'/') => (char::from(*simple), 2),
        b'b' => ('\u{8}', 2),
        b'f' => ('\u{c}', 2),
        b'n' => ('\n', 2),
        b'r' => ('\r', 2),
        b't' => ('\t', 2),
        b'u' => return unicode_escape(bytes),
        _ => return None,
    })
}

/// Returns the same of `\uXXXX`, or of a surrogate pair `\uXXXX\uXXXX`.
fn unicode_escape(bytes: &[u8]) -> Option<(char, usize)> {
    let first = hex4(bytes.get(2..6)?)?;
    if !(0xD800..0xE000).contains(&first) {
        return Some((char::from_u32(first)?, 6));
    }
    let second = hex4(bytes.get(6..12)?.strip_prefix(b"\\u")?)?;
    if first >= 0xDC00 || !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    Some((char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))?, 12))
}

/// Returns the number that four hexadecimal digits write.
pub(super) fn hex4(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}
