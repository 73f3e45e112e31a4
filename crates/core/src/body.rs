//! JSON bytes → a borrowed flat view, in one pass. An image of 20 MB is never copied.
//!
//! The reader is strict ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)) and its own, for what a general parser does
//! not give: the offset of the fault, the depth limit, names that stand twice, strings that stay where they are even with
//! escapes in them, and no kilobyte of a browser's download spent on numbers and trees.

mod inside;
mod into_draft;
mod malformed;
mod string;

use inside::Inside;
pub use into_draft::ImageApart;
pub(crate) use into_draft::{REQUIRED, asks_for_search, is_object, not_an_object, object_bit};
pub(crate) use malformed::{Malformed, Reason};
use malformed::{Wanted, reason_at, reason_behind, reason_in_string, utf8_fault};
use string::unicode_escape;
pub(crate) use string::{Chunk, JsonStr};

/// The deepest nesting that is read, the top value included.
pub(crate) const MAX_DEPTH: u32 = 64;

/// The types of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JsonType {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// The name in a report.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            JsonType::Null => "null",
            JsonType::Boolean => "boolean",
            JsonType::Number => "number",
            JsonType::String => "string",
            JsonType::Array => "array",
            JsonType::Object => "object",
        }
    }
}

/// What the top value of a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Top<'a> {
    Object,
    Other(JsonType),
    String(JsonStr<'a>),
}

/// A strict reader of JSON. It takes the members of objects one by one and steps over whatever its caller does not take.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    /// The bytes as text, where they are known to be UTF-8; else each string is asked.
    text: Option<&'a str>,
    pos: usize,
    depth: u32,
    inside: Inside,
}

/// A value that a [`Reader`] stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    String(JsonStr<'a>),
    /// `true`, `false`, `null` or a number; read already.
    Scalar(JsonType, bool),
    /// An array, stepped over already.
    Array,
    /// An object: its members were given to the visitor.
    Object,
}

/// What takes the members of an object.
///
/// It gets the reader behind the name and its colon and must read the value, by [`Reader::value`].
pub(crate) trait Visitor<'a> {
    fn member(&mut self, name: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed>;
}

impl<'a, F: FnMut(JsonStr<'a>, &mut Reader<'a>) -> Result<(), Malformed>> Visitor<'a> for F {
    fn member(&mut self, name: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        self(name, reader)
    }
}

/// Reads one JSON text; the members of its top object go to `visitor`.
pub(crate) fn read<'a>(body: &'a [u8], visitor: &mut dyn Visitor<'a>) -> Result<Top<'a>, Malformed> {
    // String by string it is quicker: of most it is known to be UTF-8 when its end is found.
    read_bytes(body, None, 0, visitor)
}

/// As [`read`], of a text that is known to be UTF-8.
pub(crate) fn read_text<'a>(text: &'a str, visitor: &mut dyn Visitor<'a>) -> Result<Top<'a>, Malformed> {
    read_text_at(text, 0, visitor)
}

/// The same of a text that stands on that level of another one.
fn read_text_at<'a>(text: &'a str, depth: u32, visitor: &mut dyn Visitor<'a>) -> Result<Top<'a>, Malformed> {
    read_bytes(text.as_bytes(), Some(text), depth, visitor)
}

fn read_bytes<'a>(
    bytes: &'a [u8],
    text: Option<&'a str>,
    depth: u32,
    visitor: &mut dyn Visitor<'a>,
) -> Result<Top<'a>, Malformed> {
    let mut reader = Reader { bytes, text, pos: 0, depth, inside: Inside::default() };
    reader.white_space();
    let top = match reader.value(visitor)? {
        Value::String(string) => Top::String(string),
        Value::Scalar(kind, _) => Top::Other(kind),
        Value::Array => Top::Other(JsonType::Array),
        Value::Object => Top::Object,
    };
    reader.white_space();
    let offset = reader.pos;
    if offset == bytes.len() { Ok(top) } else { Err(Malformed { offset, reason: reason_behind(bytes, offset) }) }
}

impl<'a> Reader<'a> {
    /// Where it stands.
    pub(crate) fn position(&self) -> usize {
        self.pos
    }

    /// The text from a position on to where it stands.
    pub(crate) fn since(&self, start: usize) -> &'a str {
        self.text_since(start).unwrap_or("")
    }

    /// The same, or the first byte of it that is not UTF-8.
    fn text_since(&self, start: usize) -> Result<&'a str, Malformed> {
        match self.text {
            Some(text) => Ok(text.get(start..self.pos).unwrap_or("")),
            None => core::str::from_utf8(self.bytes.get(start..self.pos).unwrap_or(&[]))
                .map_err(|error| self.not_utf8(start + error.valid_up_to())),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    /// What was in the objects that were stepped over.
    pub(crate) fn inside(&self) -> Inside {
        self.inside
    }

    /// A fault where it stands.
    #[cold]
    fn malformed<T>(&self, wanted: Wanted) -> Result<T, Malformed> {
        self.fault(reason_at(self.bytes, self.pos, wanted, self.depth > 0))
    }

    fn fault<T>(&self, reason: Reason) -> Result<T, Malformed> {
        Err(Malformed { offset: self.pos, reason })
    }

    /// The fault at that byte, which is not UTF-8.
    #[cold]
    fn not_utf8(&self, offset: usize) -> Malformed {
        let rest = self.bytes.get(offset..).unwrap_or(&[]);
        Malformed { offset, reason: utf8_fault(rest).unwrap_or(Reason::NotUtf8) }
    }

    fn white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.pos += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.peek() == Some(byte) {
            self.pos += 1;
            return Ok(());
        }
        self.malformed(Wanted::Mark)
    }

    /// Reads a value; the members of an object go to `visitor`.
    pub(crate) fn value(&mut self, visitor: &mut dyn Visitor<'a>) -> Result<Value<'a>, Malformed> {
        match self.peek() {
            Some(b'{') => self.object(visitor).map(|()| Value::Object),
            _ => self.other_value(),
        }
    }

    /// Reads a value that is not looked into.
    pub(crate) fn skip(&mut self) -> Result<Value<'a>, Malformed> {
        match self.peek() {
            Some(b'{') => self.nested().map(|()| Value::Object),
            _ => self.other_value(),
        }
    }

    fn other_value(&mut self) -> Result<Value<'a>, Malformed> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'[') => self.nested().map(|()| Value::Array),
            Some(b't') => self.word("true").map(|()| Value::Scalar(JsonType::Boolean, true)),
            Some(b'f') => self.word("false").map(|()| Value::Scalar(JsonType::Boolean, false)),
            Some(b'n') => self.word("null").map(|()| Value::Scalar(JsonType::Null, false)),
            Some(b'-' | b'0'..=b'9') => self.number().map(|()| Value::Scalar(JsonType::Number, false)),
            _ => self.malformed(Wanted::Value),
        }
    }

    fn object(&mut self, visitor: &mut dyn Visitor<'a>) -> Result<(), Malformed> {
        if self.depth == MAX_DEPTH {
            return self.fault(Reason::TooDeep);
        }
        self.expect(b'{')?;
        self.depth += 1;
        self.white_space();
        if self.peek() != Some(b'}') {
            loop {
                let name = self.name()?;
                visitor.member(name, self)?;
                self.white_space();
                if self.peek() != Some(b',') {
                    break;
                }
                self.pos += 1;
                self.white_space();
            }
        }
        self.depth -= 1;
        self.expect(b'}')
    }

    /// A member's name, its colon and the white space around.
    fn name(&mut self) -> Result<JsonStr<'a>, Malformed> {
        let name = match self.simple_string() {
            None if self.peek() != Some(b'"') => return self.malformed(Wanted::Name),
            Some(raw) => JsonStr { raw, escaped: false, base64: None },
            None => self.string()?,
        };
        self.white_space();
        self.expect(b':')?;
        self.white_space();
        Ok(name)
    }

    /// The name of a member that is stepped over.
    fn nested_name(&mut self) -> Result<(), Malformed> {
        let name = self.name()?;
        self.inside.name(self.depth, name, self.peek() == Some(b'['));
        Ok(())
    }

    /// Steps over an array or an object. What is open is kept in the bits of a word, so that no input deepens the stack.
    fn nested(&mut self) -> Result<(), Malformed> {
        let mut open: u64 = 0;
        let floor = self.depth;
        loop {
            // Before a value.
            match self.peek() {
                Some(bracket @ (b'[' | b'{')) => {
                    if self.depth == MAX_DEPTH {
                        return self.fault(Reason::TooDeep);
                    }
                    let object = bracket == b'{';
                    self.pos += 1;
                    self.depth += 1;
                    open = open << 1 | u64::from(object);
                    if object {
                        self.inside.begin(self.depth);
                    }
                    self.white_space();
                    if self.peek() != Some(if object { b'}' } else { b']' }) {
                        if object {
                            self.nested_name()?;
                        }
                        continue;
                    }
                }
                _ => {
                    self.other_value()?;
                    self.white_space();
                }
            }
            // Behind a value: close what ends here, then go on to the next value.
            loop {
                let object = open & 1 == 1;
                match self.peek() {
                    Some(b'}') if object => self.pos += 1,
                    Some(b']') if !object => self.pos += 1,
                    Some(b',') => {
                        self.pos += 1;
                        self.white_space();
                        if object {
                            self.nested_name()?;
                        }
                        break;
                    }
                    _ => return self.malformed(Wanted::Mark),
                }
                open >>= 1;
                self.depth -= 1;
                if self.depth == floor {
                    return Ok(());
                }
                self.white_space();
            }
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Malformed> {
        for byte in word.bytes() {
            if self.peek() != Some(byte) {
                return self.fault(if self.peek().is_none() { Reason::Truncated } else { Reason::Literal });
            }
            self.pos += 1;
        }
        self.ends(Reason::Literal)
    }

    /// Checks whether a word or a number ends where it stands.
    fn ends(&self, reason: Reason) -> Result<(), Malformed> {
        match self.peek() {
            Some(b'_' | b'$' | b'.' | b'+' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => self.fault(reason),
            _ => Ok(()),
        }
    }

    fn digits(&mut self) -> Result<(), Malformed> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return self.fault(if self.peek().is_none() { Reason::Truncated } else { Reason::Number });
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.pos += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Malformed> {
        if self.peek() == Some(b'-') {
            self.pos += 1;
            // `-Infinity`, `-NaN`
            if self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
                return self.fault(Reason::Literal);
            }
        }
        if self.peek() == Some(b'0') {
            self.pos += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.pos += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.pos += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.pos += 1;
            }
            self.digits()?;
        }
        self.ends(Reason::Number)
    }

    /// Reads a string of ASCII that has no escape: nearly all, and by far the quickest.
    #[inline]
    pub(crate) fn simple_string(&mut self) -> Option<&'a str> {
        self.ascii_string(usize::MAX)
    }

    /// Reads a string of ASCII that has no escape and, with its closing quote, so many bytes at most. `None` leaves the reader where
    /// it stands, before whatever is there.
    #[inline]
    fn ascii_string(&mut self, most: usize) -> Option<&'a str> {
        let (b'"', rest) = self.bytes.get(self.pos..)?.split_first()? else { return None };
        let text = netverify_scan::ascii_string(rest.get(..most).unwrap_or(rest))?;
        self.pos += text.len() + 2;
        Some(text)
    }

    fn string(&mut self) -> Result<JsonStr<'a>, Malformed> {
        if let Some(raw) = self.ascii_string(SHORT) {
            return Ok(JsonStr { raw, escaped: false, base64: None });
        }
        self.expect(b'"')?;
        let start = self.pos;
        self.plain(SHORT);
        let mut escaped = false;
        if self.peek() != Some(b'"') {
            if let Some(string) = self.base64(start) {
                return Ok(string);
            }
            loop {
                self.plain(usize::MAX);
                match self.peek() {
                    Some(b'"') => break,
                    Some(b'\\') => {
                        escaped = true;
                        self.escape(start)?;
                    }
                    _ => return self.malformed_string(start),
                }
            }
        }
        let raw = self.text_since(start)?;
        self.pos += 1;
        Ok(JsonStr { raw, escaped, base64: None })
    }

    /// A string that is base64 from end to end, if it is a long one: this is asked where its first [`SHORT`] bytes, or those
    /// before an escaped slash, are plain.
    fn base64(&mut self, start: usize) -> Option<JsonStr<'a>> {
        let ahead = self.bytes.get(self.pos..)?;
        // WebAssembly is given images apart from bodies.
        if cfg!(target_arch = "wasm32") || self.pos - start < SHORT && !ahead.starts_with(br"\/") {
            return None;
        }
        let run = netverify_scan::run(self.bytes.get(start..)?, true);
        let end = start + run.text.len();
        if self.bytes.get(end) != Some(&b'"') {
            return None;
        }
        self.pos = end + 1;
        Some(JsonStr { raw: run.text, escaped: run.escapes > 0, base64: Some((run.escapes, run.pads as u8, run.exif)) })
    }

    /// A fault in a string, unless a byte that is not UTF-8 stands before.
    fn malformed_string<T>(&self, start: usize) -> Result<T, Malformed> {
        self.text_since(start)?;
        self.fault(reason_in_string(self.bytes.get(self.pos..).unwrap_or(&[])))
    }

    /// Steps over a string's bytes up to a quote, a backslash, a control character or the end, or over so many.
    fn plain(&mut self, most: usize) {
        let rest = self.bytes.get(self.pos..).unwrap_or(&[]);
        self.pos += netverify_scan::string_end(rest.get(..most).unwrap_or(rest));
    }

    /// Steps over an escape of the string that began at `start`.
    fn escape(&mut self, start: usize) -> Result<(), Malformed> {
        let escape = self.bytes.get(self.pos + 1..).unwrap_or(&[]);
        let length = match escape.first() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 1,
            Some(b'u') => match unicode_escape(escape) {
                Some((_, length)) => length,
                None => return self.malformed_string(start),
            },
            _ => return self.malformed_string(start),
        };
        self.pos += 1 + length;
        Ok(())
    }
}

/// A string that is no longer is not worth the question whether it is base64.
const SHORT: usize = 1024;

/// Line and column, from 1, of an offset; the column counts characters.
pub(crate) fn line_and_column(body: &[u8], offset: usize) -> (u64, u64) {
    let before = body.get(..offset).unwrap_or(body);
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let lines = before.iter().filter(|&&byte| byte == b'\n').count() as u64;
    let line = before.get(line_start..).unwrap_or(&[]);
    // A continuation byte of UTF-8 begins no character.
    let columns = line.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u64;
    (lines + 1, columns + 1)
}

#[cfg(test)]
mod differential;

#[cfg(test)]
mod tests;
