//! A string of a JSON text, left where it stands.

use alloc::borrow::Cow;
use alloc::string::String;
use netverify_scan::Run;

/// A JSON string as it stands between its quotes: its escapes are known to be sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JsonStr<'a> {
    pub(super) raw: &'a str,
    pub(super) escaped: bool,
    /// Of a [`Run`] from end to end: its escapes, its padding, and whether it may hold EXIF data.
    pub(super) base64: Option<(usize, u8, bool)>,
}

impl<'a> JsonStr<'a> {
    /// What is known of a long text that is base64 from end to end.
    pub(crate) fn base64(self) -> Option<Run<'a>> {
        self.base64.map(|(escapes, pads, exif)| Run { text: self.raw, pads: pads.into(), escapes, exif })
    }

    /// Returns the number of bytes between the quotes.
    pub(crate) fn raw_len(self) -> usize {
        self.raw.len()
    }

    /// The text, where it stands in the body as it is.
    pub(crate) fn plain(self) -> Option<&'a str> {
        (!self.escaped).then_some(self.raw)
    }

    /// The text; copied only where it has escapes.
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

    /// Returns the text if it has at most `N` bytes, without the heap: `buffer` takes one that has escapes.
    pub(crate) fn within<'b, const N: usize>(self, buffer: &'b mut [u8; N]) -> Option<&'b str>
    where
        'a: 'b,
    {
        if !self.escaped {
            return Some(self.raw).filter(|raw| raw.len() <= N);
        }
        let mut length = 0;
        for chunk in self.chunks() {
            let mut char = [0; 4];
            let piece = chunk.encode(&mut char).as_bytes();
            buffer.get_mut(length..length + piece.len())?.copy_from_slice(piece);
            length += piece.len();
        }
        core::str::from_utf8(buffer.get(..length)?).ok()
    }

    /// Checks whether it is that word, of at most 32 bytes. A longer text is not unescaped for that.
    pub(crate) fn is(self, word: &str) -> bool {
        self.within(&mut [0; 32]) == Some(word)
    }

    /// The text in pieces, none of them copied but for the escaped characters themselves.
    pub(crate) fn chunks(self) -> Chunks<'a> {
        Chunks { rest: self.raw }
    }

    /// The characters of the text.
    pub(crate) fn chars(self) -> impl Iterator<Item = char> + use<'a> {
        self.chunks().flat_map(|chunk| {
            let (text, char) = match chunk {
                Chunk::Text(text) => (text, None),
                Chunk::Char(char) => ("", Some(char)),
            };
            text.chars().chain(char)
        })
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
    /// The piece as text; `buffer` holds a single character's.
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
        if let Some(escape) = self.rest.strip_prefix('\\') {
            let kind = escape.bytes().next()?;
            let (char, length) = match kind {
                b'b' => ('\u{8}', 1),
                b'f' => ('\u{c}', 1),
                b'n' => ('\n', 1),
                b'r' => ('\r', 1),
                b't' => ('\t', 1),
                b'u' => unicode_escape(escape.as_bytes())?,
                other => (char::from(other), 1),
            };
            self.rest = escape.get(length..).unwrap_or("");
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

/// The character of `uXXXX`, or of a surrogate pair `uXXXX\uXXXX`, and the length of what was read.
pub(super) fn unicode_escape(escape: &[u8]) -> Option<(char, usize)> {
    let first = hex4(escape.get(1..5)?)?;
    if !(0xD800..0xE000).contains(&first) {
        return Some((char::from_u32(first)?, 5));
    }
    let second = match escape.get(5..7)? {
        b"\\u" => hex4(escape.get(7..11)?)?,
        _ => return None,
    };
    if first >= 0xDC00 || !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    Some((char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))?, 11))
}

pub(super) fn hex4(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}
