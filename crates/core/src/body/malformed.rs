//! Why a text is not JSON: what the reader met where it stopped, and what the text as a whole seems to be.

use super::line_and_column;
use super::string::hex4;
use crate::codes::{Code, Param};
use crate::image::ImageReader;
use crate::letters::is_word;
use crate::report::{Report, Subject};

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// Why a text is not JSON.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Reason {
            $($(#[$doc])* $variant,)+
        }

        impl Reason {
            /// The words of a report, in the order of the variants.
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word in a report.
            pub(crate) fn as_str(self) -> &'static str {
                Reason::WORDS.get(self as usize).copied().unwrap_or_default()
            }
        }
    };
}

reasons! {
    /// Nothing but white space.
    Empty = "empty",
    ByteOrderMark = "byte_order_mark",
    Utf16 = "utf16",
    Utf32 = "utf32",
    /// Bytes that are no UTF-8.
    NotUtf8 = "not_utf8",
    /// gzip, zip or zstd.
    Compressed = "compressed",
    /// The bytes of a picture.
    Picture = "picture",
    /// `a=b&c=d`, or multipart.
    Form = "form",
    /// The text ends where more is needed.
    Truncated = "truncated",
    TrailingComma = "trailing_comma",
    Comment = "comment",
    SingleQuotes = "single_quotes",
    UnquotedName = "unquoted_name",
    /// A word that other languages have for a value, such as `NaN` or `True`.
    Literal = "literal",
    /// A number in a form that JSON does not have.
    Number = "number",
    /// A control character, in a string or between values.
    ControlCharacter = "control_character",
    /// A backslash before anything but the escapes of JSON.
    Escape = "escape",
    /// An escape of half a surrogate pair.
    Surrogate = "surrogate",
    /// Something behind the value.
    SecondValue = "second_value",
    TooDeep = "too_deep",
    /// Anything else.
    Syntax = "syntax",
}

/// Where in the text the JSON ceases to be JSON, as an offset in bytes, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) offset: usize,
    pub(crate) reason: Reason,
}

impl Malformed {
    /// Reports a body that is not JSON.
    pub(crate) fn report(self, body: &[u8], report: &mut Report) {
        let Malformed { offset, reason } = self;
        let (line, column) = line_and_column(body, offset);
        let reason = of_whole(body).unwrap_or(reason);
        let violation = report.add(Subject::Body, Code::MalformedJson);
        violation.param(Param::Line, line).param(Param::Column, column).param(Param::Offset, offset);
        violation.param(Param::Reason, reason.as_str());
    }
}

/// What the grammar asks for where a reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Value,
    Name,
    /// A colon, a comma or a closing bracket.
    Mark,
}

/// Returns the reason of a fault at that offset, where a string is not being read. `nested` tells whether the reader is inside
/// an array or an object.
#[cold]
pub(super) fn reason_at(bytes: &[u8], offset: usize, wanted: Wanted, nested: bool) -> Reason {
    let rest = bytes.get(offset..).unwrap_or(&[]);
    let Some((&first, behind)) = rest.split_first() else { return Reason::Truncated };
    match first {
        b'#' => Reason::Comment,
        b'/' if matches!(behind, [b'/' | b'*', ..]) => Reason::Comment,
        b'}' | b']' if wanted != Wanted::Mark && follows_comma(bytes, offset) => Reason::TrailingComma,
        b'\'' if wanted != Wanted::Mark => Reason::SingleQuotes,
        b'+' | b'.' if wanted == Wanted::Value => {
            if behind.first().is_some_and(u8::is_ascii_alphabetic) {
                Reason::Literal
            } else {
                Reason::Number
            }
        }
        0..0x20 | 0x7F => Reason::ControlCharacter,
        0x80.. => match utf8_fault(rest) {
            Some(reason) => reason,
            None if !first_char(rest).is_some_and(is_word) => Reason::Syntax,
            None if wanted == Wanted::Name => Reason::UnquotedName,
            None if wanted == Wanted::Value && nested => Reason::Literal,
            None => Reason::Syntax,
        },
        b'_' | b'$' | b'a'..=b'z' | b'A'..=b'Z' if wanted == Wanted::Value => {
            if nested || is_known_word(rest) {
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
pub(super) fn reason_behind(bytes: &[u8], offset: usize) -> Reason {
    match reason_at(bytes, offset, Wanted::Mark, false) {
        // A line break or a NUL behind the value is one thing more, too.
        Reason::Syntax | Reason::ControlCharacter => Reason::SecondValue,
        other => other,
    }
}

/// Returns the reason of a fault in a string, by what stands there: a backslash, a control character or the end.
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

/// What stands behind `\u`.
enum Half<'b> {
    /// Its number and what stands behind it.
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
pub(super) fn utf8_fault(bytes: &[u8]) -> Option<Reason> {
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

/// Checks whether a comma stands before that offset, and at most white space between.
fn follows_comma(bytes: &[u8], offset: usize) -> bool {
    let before = bytes.get(..offset).unwrap_or(&[]);
    before.trim_ascii_end().last() == Some(&b',')
}

/// Checks whether the text begins with a word that other languages write for a value.
fn is_known_word(text: &[u8]) -> bool {
    const WORDS: [&str; 8] = ["nan", "infinity", "undefined", "none", "true", "false", "null", "nil"];
    let length = text.iter().take(16).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let word = text.get(..length).unwrap_or(&[]);
    WORDS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

/// Returns what the whole text is, where it is something else than JSON with a fault in it.
fn of_whole(body: &[u8]) -> Option<Reason> {
    match body {
        [0xEF, 0xBB, 0xBF, ..] => return Some(Reason::ByteOrderMark),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some(Reason::Utf32),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some(Reason::Utf16),
        // Without a mark: JSON begins with two characters of ASCII.
        [1..=0x7F, 0, 0, 0, 1..=0x7F, 0, 0, 0, ..] | [0, 0, 0, 1..=0x7F, 0, 0, 0, 1..=0x7F, ..] => {
            return Some(Reason::Utf32);
        }
        [1..=0x7F, 0, 1..=0x7F, 0, ..] | [0, 1..=0x7F, 0, 1..=0x7F, ..] => return Some(Reason::Utf16),
        [0x1F, 0x8B, ..] | [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [0x28, 0xB5, 0x2F, 0xFD, ..] => {
            return Some(Reason::Compressed);
        }
        _ => {}
    }
    let text = body.trim_ascii_start();
    match text.first() {
        None => Some(Reason::Empty),
        Some(b'{' | b'[' | b'"') => None,
        Some(_) if is_form(text) || is_multipart(text) => Some(Reason::Form),
        Some(_) => is_picture(body).then_some(Reason::Picture),
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
    reader.push(bytes.get(..1024).unwrap_or(bytes));
    reader.finish().format.is_picture()
}
