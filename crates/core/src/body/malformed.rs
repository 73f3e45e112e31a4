//! Why a text is not JSON: what the reader met where it stopped, and what the text as a whole seems to be.

use super::string::hex4;
use crate::char_classes::is_word;
use crate::codes::{Code, Param};
use crate::image::ImageReader;
use alloc::vec::Vec;

/// Why a text is not JSON, in the order of the code's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Nothing but white space.
    Empty,
    ByteOrderMark,
    Utf16,
    Utf32,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// gzip, zip or zstd.
    Compressed,
    /// The bytes of a picture.
    Picture,
    /// `a=b&c=d`, or multipart.
    Form,
    /// The text ends where more is needed.
    Truncated,
    TrailingComma,
    Comment,
    SingleQuotes,
    UnquotedName,
    /// A word that other languages have for a value, such as `NaN` or `True`.
    Literal,
    /// A number in a form that JSON does not have.
    Number,
    /// A control character, in a string or between values.
    ControlCharacter,
    /// A backslash before anything but the escapes of JSON.
    Escape,
    /// An escape of half a surrogate pair.
    Surrogate,
    /// Something behind the value.
    SecondValue,
    TooDeep,
    /// Anything else.
    Syntax,
}

impl Reason {
    /// Returns the word in a report.
    pub(super) fn as_str(self) -> &'static str {
        const WORDS: [&str; 21] = Code::MalformedJson.words(Param::Reason);
        WORDS.get(self as usize).copied().unwrap_or_default()
    }
}

/// Where in a text the JSON ceases to be JSON, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// In bytes.
    pub(crate) offset: u64,
    /// From 1; the column counts characters.
    pub(crate) position: (u64, u64),
    pub(crate) reason: Reason,
}

/// What the grammar asks for at the position of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Value,
    Name,
    /// A colon, a comma or a closing bracket.
    Mark,
}

/// Where a fault was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Between names and values; behind a comma, or in an array or object.
    Between {
        wanted: Wanted,
        follows_comma: bool,
        is_nested: bool,
    },
    /// Behind the whole value.
    Behind,
    InString,
    InWord,
    InNumber {
        is_minus: bool,
    },
    TooDeep,
}

/// A fault that was met, and some of what is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    offset: u64,
    position: (u64, u64),
    cause: Cause,
    ahead: [u8; Fault::AHEAD_BYTES],
    ahead_length: usize,
}

impl Fault {
    /// As many bytes as show the reason.
    const AHEAD_BYTES: usize = 16;

    pub(super) const fn new(offset: u64, position: (u64, u64), cause: Cause) -> Self {
        Fault { offset, position, cause, ahead: [0; Fault::AHEAD_BYTES], ahead_length: 0 }
    }

    /// Reads what is there.
    pub(super) fn look_ahead(&mut self, bytes: &[u8]) {
        let room = self.ahead.get_mut(self.ahead_length..).unwrap_or(&mut []);
        for (to, from) in room.iter_mut().zip(bytes) {
            *to = *from;
            self.ahead_length += 1;
        }
    }

    /// Returns what it is, now that all that is there is known.
    pub(super) fn malformed(&self, start: &Start) -> Malformed {
        let ahead = self.ahead.get(..self.ahead_length).unwrap_or(&[]);
        let reason = start.reason().unwrap_or_else(|| match self.cause {
            Cause::TooDeep => Reason::TooDeep,
            _ if ahead.is_empty() => Reason::Truncated,
            Cause::Between { wanted, follows_comma, is_nested } => reason_at(ahead, wanted, follows_comma, is_nested),
            Cause::Behind => reason_behind(ahead),
            Cause::InString if ahead.first() >= Some(&0x80) => utf8_fault(ahead).unwrap_or(Reason::NotUtf8),
            Cause::InString => reason_in_string(ahead),
            Cause::InWord => Reason::Literal,
            // `-Infinity`, `-NaN`
            Cause::InNumber { is_minus: true } if ahead.first().is_some_and(u8::is_ascii_alphabetic) => Reason::Literal,
            Cause::InNumber { .. } => Reason::Number,
        });
        Malformed { offset: self.offset, position: self.position, reason }
    }
}

/// Returns the reason of a fault between names and values, by what is there.
#[cold]
fn reason_at(ahead: &[u8], wanted: Wanted, follows_comma: bool, is_nested: bool) -> Reason {
    let Some((&first, behind)) = ahead.split_first() else { return Reason::Truncated };
    match first {
        b'#' => Reason::Comment,
        b'/' if matches!(behind, [b'/' | b'*', ..]) => Reason::Comment,
        b'}' | b']' if follows_comma => Reason::TrailingComma,
        b'\'' if wanted != Wanted::Mark => Reason::SingleQuotes,
        b'+' | b'.' if wanted == Wanted::Value => {
            if behind.first().is_some_and(u8::is_ascii_alphabetic) {
                Reason::Literal
            } else {
                Reason::Number
            }
        }
        0..0x20 | 0x7F => Reason::ControlCharacter,
        0x80.. => match utf8_fault(ahead) {
            Some(reason) => reason,
            None if !first_char(ahead).is_some_and(is_word) => Reason::Syntax,
            None if wanted == Wanted::Name => Reason::UnquotedName,
            None if wanted == Wanted::Value && is_nested => Reason::Literal,
            None => Reason::Syntax,
        },
        b'_' | b'$' | b'a'..=b'z' | b'A'..=b'Z' if wanted == Wanted::Value => {
            if is_nested || is_known_word(ahead) {
                Reason::Literal
            } else {
                Reason::Syntax
            }
        }
        b'_' | b'$' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' if wanted == Wanted::Name => Reason::UnquotedName,
        _ => Reason::Syntax,
    }
}

/// Returns the reason of a fault behind the whole value.
#[cold]
fn reason_behind(ahead: &[u8]) -> Reason {
    match reason_at(ahead, Wanted::Mark, false, false) {
        // A line break or a NUL behind the value is one thing more, too.
        Reason::Syntax | Reason::ControlCharacter => Reason::SecondValue,
        other => other,
    }
}

/// Returns the reason of a fault in a string, by what is there: a backslash, a control character or the end.
#[cold]
pub(super) fn reason_in_string(rest: &[u8]) -> Reason {
    let Some(escape) = rest.strip_prefix(b"\\") else {
        return if rest.is_empty() { Reason::Truncated } else { Reason::ControlCharacter };
    };
    match escape {
        [] => Reason::Truncated,
        [b'u', digits @ ..] => match Half::of(digits) {
            Half::Cut => Reason::Truncated,
            Half::Broken => Reason::Escape,
            Half::Of(0xDC00.., _) => Reason::Surrogate,
            Half::Of(_, behind) => match behind {
                [] | [b'\\'] => Reason::Truncated,
                [b'\\', b'u', digits @ ..] if matches!(Half::of(digits), Half::Cut) => Reason::Truncated,
                _ => Reason::Surrogate,
            },
        },
        _ => Reason::Escape,
    }
}

/// What is behind `\u`.
enum Half<'b> {
    /// Its number and what is behind it.
    Of(u32, &'b [u8]),
    /// The text ends within the digits.
    Cut,
    Broken,
}

impl Half<'_> {
    fn of(digits: &[u8]) -> Half<'_> {
        match digits.split_at_checked(4) {
            Some((number, behind)) => hex4(number).map_or(Half::Broken, |number| Half::Of(number, behind)),
            None if digits.iter().all(u8::is_ascii_hexdigit) => Half::Cut,
            None => Half::Broken,
        }
    }
}

/// Returns why bytes do not begin with a character of UTF-8: a character that is cut off at the end is no fault of the encoding.
fn utf8_fault(bytes: &[u8]) -> Option<Reason> {
    let first = bytes.get(..4).unwrap_or(bytes);
    let error = core::str::from_utf8(first).err().filter(|error| error.valid_up_to() == 0)?;
    Some(if error.error_len().is_none() { Reason::Truncated } else { Reason::NotUtf8 })
}

fn first_char(bytes: &[u8]) -> Option<char> {
    let first = bytes.get(..4).unwrap_or(bytes);
    let valid = match core::str::from_utf8(first) {
        Ok(text) => text,
        Err(error) => core::str::from_utf8(first.get(..error.valid_up_to())?).ok()?,
    };
    valid.chars().next()
}

/// Checks whether the text begins with a word that other languages write for a value.
fn is_known_word(text: &[u8]) -> bool {
    const WORDS: [&str; 8] = ["nan", "infinity", "undefined", "none", "true", "false", "null", "nil"];
    let length = text.iter().take(16).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let word = text.get(..length).unwrap_or(&[]);
    WORDS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

/// What a text begins with, which may be something else than JSON with a fault in it.
#[derive(Debug, Clone)]
pub(super) struct Start {
    first: [u8; Start::ENCODING_BYTES],
    first_length: usize,
    /// The first kilobyte, as long as no string, array or object has begun.
    sniffed: Vec<u8>,
    has_json: bool,
    /// Whether there was nothing but white space so far.
    is_blank: bool,
}

impl Start {
    /// As many bytes as show the encoding.
    const ENCODING_BYTES: usize = 8;
    const SNIFF_BYTES: usize = 1024;

    pub(super) const fn new() -> Self {
        Start {
            first: [0; Start::ENCODING_BYTES],
            first_length: 0,
            sniffed: Vec::new(),
            has_json: false,
            is_blank: true,
        }
    }

    /// Notes that a string, an array or an object begins.
    pub(super) fn set_json(&mut self) {
        self.has_json = true;
    }

    /// Reads a piece.
    pub(super) fn push(&mut self, piece: &[u8]) {
        let room = self.first.get_mut(self.first_length..).unwrap_or(&mut []);
        let count = room.len().min(piece.len());
        if let (Some(room), Some(first)) = (room.get_mut(..count), piece.get(..count)) {
            room.copy_from_slice(first);
            self.first_length += count;
        }
        if !self.has_json {
            self.keep(piece);
        }
    }

    #[cold]
    fn keep(&mut self, piece: &[u8]) {
        self.is_blank &= piece.trim_ascii_start().is_empty();
        let room = Start::SNIFF_BYTES - self.sniffed.len();
        self.sniffed.extend_from_slice(piece.get(..room).unwrap_or(piece));
    }

    /// Returns what the text is as a whole, where that is something else than JSON.
    fn reason(&self) -> Option<Reason> {
        match self.first.get(..self.first_length).unwrap_or(&self.first) {
            [0xEF, 0xBB, 0xBF, ..] => return Some(Reason::ByteOrderMark),
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some(Reason::Utf32),
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some(Reason::Utf16),
            // Without a mark: JSON begins with two characters of ASCII.
            [1..=0x7F, 0, 0, 0, 1..=0x7F, 0, 0, 0] | [0, 0, 0, 1..=0x7F, 0, 0, 0, 1..=0x7F] => {
                return Some(Reason::Utf32);
            }
            [1..=0x7F, 0, 1..=0x7F, 0, ..] | [0, 1..=0x7F, 0, 1..=0x7F, ..] => return Some(Reason::Utf16),
            [0x1F, 0x8B, ..] | [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [0x28, 0xB5, 0x2F, 0xFD, ..] => {
                return Some(Reason::Compressed);
            }
            _ => {}
        }
        if self.has_json {
            return None;
        }
        if self.is_blank {
            return Some(Reason::Empty);
        }
        let text = self.sniffed.trim_ascii_start();
        if is_form(text) || is_multipart(text) {
            return Some(Reason::Form);
        }
        is_picture(&self.sniffed).then_some(Reason::Picture)
    }
}

/// Checks whether a text begins as `name=value` does in a form, or as JSON does that was escaped for one. Padding of base64 is no
/// value.
fn is_form(text: &[u8]) -> bool {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.~%+*[]".contains(byte);
    let length = text.iter().take_while(|byte| is_of_name(byte)).count();
    let behind = text.get(length..).unwrap_or(&[]);
    length > 0 && matches!(behind, [b'=', value, ..] if *value != b'=' && !value.is_ascii_whitespace())
        || matches!(text, [b'%', b'7', b'B' | b'b', ..])
}

/// Checks whether a text begins with the boundary of a multipart body and a header, or an empty line in place of headers.
fn is_multipart(text: &[u8]) -> bool {
    let Some(boundary) = text.strip_prefix(b"--") else { return false };
    // A boundary has at most 70 characters (RFC 2046, section 5.1.1); blanks may follow. In YAML it would be hyphens alone.
    let length = boundary.iter().take(71).take_while(|byte| byte.is_ascii_graphic()).count();
    let (boundary, lines) = boundary.split_at_checked(length).unwrap_or_default();
    let Some((padding, lines)) =
        lines.iter().position(|byte| *byte == b'\n').and_then(|end| lines.split_at_checked(end))
    else {
        return false;
    };
    let name = lines.iter().skip(1).take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'-').count();
    boundary.iter().any(u8::is_ascii_alphanumeric)
        && padding.trim_ascii().is_empty()
        && matches!((name, lines.get(1 + name)), (0, Some(b'\r' | b'\n')) | (1.., Some(b':')))
}

/// Checks whether the bytes are those of a picture.
fn is_picture(bytes: &[u8]) -> bool {
    let mut reader = ImageReader::new();
    reader.push(bytes);
    reader.finish().format.is_picture()
}
