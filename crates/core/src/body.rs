//! JSON bytes → a borrowed flat view, in one pass. An image of 20 MB is never copied.
//!
//! The reader is strict ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)) and its own, for what a general parser does
//! not give: the offset of the fault, the depth limit, names that stand twice, strings that stay where they are even with
//! escapes in them, and no kilobyte of a browser's download spent on numbers and trees.

use crate::SHORT_WAYS;
use alloc::borrow::Cow;
use alloc::string::String;
use netverify_scan::Run;

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

/// A JSON string as it stands between its quotes: its escapes are known to be sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JsonStr<'a> {
    raw: &'a str,
    escaped: bool,
    /// Of a [`Run`] from end to end: its escapes, its padding, and whether it may hold EXIF data.
    base64: Option<(usize, u8, bool)>,
}

impl<'a> JsonStr<'a> {
    /// What is known of a long text that is base64 from end to end.
    pub(crate) fn base64(self) -> Option<Run<'a>> {
        self.base64.map(|(escapes, pads, exif)| Run { text: self.raw, pads: pads.into(), escapes, exif })
    }

    /// The text, where it stands in the body as it is.
    pub(crate) fn plain(self) -> Option<&'a str> {
        (!self.escaped).then_some(self.raw)
    }

    /// The text; copied only where it has escapes.
    pub(crate) fn text(self) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(self.chunks().collect()) } else { Cow::Borrowed(self.raw) }
    }

    /// The text in pieces, none of them copied but for the escaped characters themselves.
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

impl<'a> FromIterator<Chunk<'a>> for String {
    fn from_iter<I: IntoIterator<Item = Chunk<'a>>>(chunks: I) -> String {
        let mut text = String::new();
        for chunk in chunks {
            match chunk {
                Chunk::Text(part) => text.push_str(part),
                Chunk::Char(char) => text.push(char),
            }
        }
        text
    }
}

/// The character of `uXXXX`, or of a surrogate pair `uXXXX\uXXXX`, and the length of what was read.
fn unicode_escape(escape: &[u8]) -> Option<(char, usize)> {
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

fn hex4(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}

/// Where in the text the JSON ceases to be JSON: an offset in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) usize);

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
    if SHORT_WAYS { read_bytes(body, None, visitor) } else { read_as_text(body, visitor) }
}

/// The same, all of it known to be UTF-8 before it is read.
fn read_as_text<'a>(body: &'a [u8], visitor: &mut dyn Visitor<'a>) -> Result<Top<'a>, Malformed> {
    match core::str::from_utf8(body) {
        Ok(text) => read_text(text, visitor),
        Err(error) => {
            // The fault that comes first counts: in the part that is UTF-8, or the first byte that is not.
            let text = core::str::from_utf8(body.get(..error.valid_up_to()).unwrap_or(&[])).unwrap_or("");
            Err(read_text(text, visitor).err().unwrap_or(Malformed(text.len())))
        }
    }
}

/// As [`read`], of a text that is known to be UTF-8.
pub(crate) fn read_text<'a>(text: &'a str, visitor: &mut dyn Visitor<'a>) -> Result<Top<'a>, Malformed> {
    read_bytes(text.as_bytes(), Some(text), visitor)
}

fn read_bytes<'a>(bytes: &'a [u8], text: Option<&'a str>, visitor: &mut dyn Visitor<'a>) -> Result<Top<'a>, Malformed> {
    let mut reader = Reader { bytes, text, pos: 0, depth: 0 };
    reader.white_space();
    let top = match reader.value(visitor)? {
        Value::String(string) => Top::String(string),
        Value::Scalar(kind, _) => Top::Other(kind),
        Value::Array => Top::Other(JsonType::Array),
        Value::Object => Top::Object,
    };
    reader.white_space();
    if reader.pos == bytes.len() { Ok(top) } else { Err(Malformed(reader.pos)) }
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
                .map_err(|error| Malformed(start + error.valid_up_to())),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    fn malformed<T>(&self) -> Result<T, Malformed> {
        Err(Malformed(self.pos))
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
        self.malformed()
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
            _ => self.malformed(),
        }
    }

    fn object(&mut self, visitor: &mut dyn Visitor<'a>) -> Result<(), Malformed> {
        if self.depth == MAX_DEPTH {
            return self.malformed();
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
            Some(raw) => JsonStr { raw, escaped: false, base64: None },
            None => self.string()?,
        };
        self.white_space();
        self.expect(b':')?;
        self.white_space();
        Ok(name)
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
                        return self.malformed();
                    }
                    let object = bracket == b'{';
                    self.pos += 1;
                    self.depth += 1;
                    open = open << 1 | u64::from(object);
                    self.white_space();
                    if self.peek() != Some(if object { b'}' } else { b']' }) {
                        if object {
                            self.name()?;
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
                            self.name()?;
                        }
                        break;
                    }
                    _ => return self.malformed(),
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
        word.bytes().try_for_each(|byte| self.expect(byte))
    }

    fn digits(&mut self) -> Result<(), Malformed> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return self.malformed();
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.pos += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Malformed> {
        if self.peek() == Some(b'-') {
            self.pos += 1;
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
        Ok(())
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
        if !SHORT_WAYS {
            return None;
        }
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
        self.malformed()
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn skip_all<'a>(_: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        reader.skip().map(|_| ())
    }

    fn accepts(body: &[u8]) -> Result<Top<'_>, Malformed> {
        read(body, &mut skip_all)
    }

    #[test]
    fn texts_that_are_json() {
        for text in [
            "{}",
            " [ ] ",
            "\t\r\n0",
            "-0.5e+10",
            "1E3",
            "\"\"",
            "true",
            "null",
            r#""\u00e9\ud83d\ude00\/\"""#,
            r#"{"a":[1,{"b":[]},"c"],"d":{}}"#,
            "[[[]],[]]",
            "\"\u{7f}\u{2028}\"",
        ] {
            assert!(accepts(text.as_bytes()).is_ok(), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn faults_are_found_where_they_are() {
        for (text, offset) in [
            ("", 0),
            ("  ", 2),
            ("{", 1),
            ("{\"a\"}", 4),
            ("{\"a\":}", 5),
            ("{\"a\":1,}", 7),
            ("[1,]", 3),
            ("[1 2]", 3),
            ("01", 1),
            ("1.", 2),
            ("+1", 0),
            (".5", 0),
            ("1e", 2),
            ("-", 1),
            ("tru", 3),
            ("nulL", 3),
            ("{} x", 3),
            ("'a'", 0),
            ("\"a", 2),
            ("\"a\nb\"", 2),
            (r#""\x""#, 1),
            (r#""\u12g4""#, 1),
            (r#""\ud800""#, 1),
            (r#""\udc00""#, 1),
            (r#""\ud800\u0041""#, 1),
            ("{a:1}", 1),
            ("[}", 1),
            ("[1}", 2),
            ("{\"a\":[}", 6),
            ("\u{feff}{}", 0),
            ("NaN", 0),
            ("{\"a\":1 \"b\":2}", 7),
            ("[]]", 2),
            ("//x\n{}", 0),
        ] {
            assert_eq!(accepts(text.as_bytes()), Err(Malformed(offset)), "{text}");
        }
        assert_eq!(accepts(b"{\"a\":\"\xff\"}"), Err(Malformed(6)));
        assert_eq!(accepts(b"{\"a\" \"\xff\"}"), Err(Malformed(5)), "the first fault counts");
    }

    #[test]
    fn depth_is_limited() {
        for (open, close, at) in [("[", "]", 64), ("{\"a\":", "}", 64 * 5)] {
            let nested = |depth| [open.repeat(depth), "1".into(), close.repeat(depth)].concat();
            assert!(accepts(nested(64).as_bytes()).is_ok());
            assert_eq!(accepts(nested(65).as_bytes()), Err(Malformed(at)));
            assert_eq!(accepts(nested(100_000).as_bytes()), Err(Malformed(at)));
        }
        let siblings = format!("[{}1]", "[[1]],".repeat(1000));
        assert!(accepts(siblings.as_bytes()).is_ok(), "what is closed is not counted");
    }

    #[test]
    fn positions_are_for_people() {
        let body = "{\n  \"ä\": x".as_bytes();
        let Err(Malformed(offset)) = accepts(body) else { panic!("not JSON") };
        assert_eq!(line_and_column(body, offset), (2, 8));
        assert_eq!(line_and_column(b"", 0), (1, 1));
    }

    #[test]
    fn members_are_visited() {
        let mut seen = Vec::new();
        let mut visitor = |name: JsonStr<'_>, reader: &mut Reader<'_>| {
            seen.push((name.text().into_owned(), format!("{:?}", reader.skip()?)));
            Ok(())
        };
        assert_eq!(read(br#"{ "a" : "x" , "b\u0031": [1, {"c": 2}], "": false}"#, &mut visitor), Ok(Top::Object));
        let names: Vec<&str> = seen.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "b1", ""]);
        assert_eq!(seen[2].1, "Scalar(Boolean, false)");
    }

    /// Texts that are nearly JSON: the tokens of JSON in any order.
    fn nearly_json() -> impl Strategy<Value = String> {
        let token = proptest::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"a\"",
            "\"\\n\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "1",
            "-0",
            "1.5",
            "1e5",
            "01",
            "true",
            "false",
            "null",
            " ",
            "\n",
            "\"",
            "\\",
            "é",
            "\u{1}",
        ]);
        proptest::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
    }

    /// As [`nearly_json`], with bytes that are no UTF-8, and with strings long enough to be looked at as base64.
    fn nearly_utf8() -> impl Strategy<Value = Vec<u8>> {
        let long = "ABCD".repeat(100);
        let pieces = vec![
            format!("\"{long}==\"").into_bytes(),
            format!("\"{long}=\\n\"").into_bytes(),
            format!("\"\\/9j\\/{long}\\/A=\"").into_bytes(),
            format!("\"{long}\u{e9}").into_bytes(),
            long.into_bytes(),
            b"\"".to_vec(),
            b"=".to_vec(),
            br"\/".to_vec(),
            br"\u00e9".to_vec(),
            br"\ud83d".to_vec(),
            br"\q".to_vec(),
            "\u{1f600}".into(),
            b"\xF0\x9F\x98".to_vec(),
            b"\xC3".to_vec(),
            b"\xFF".to_vec(),
            b"\x01".to_vec(),
        ];
        let piece = prop_oneof![proptest::sample::select(pieces), nearly_json().prop_map(String::into_bytes)];
        proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// String by string and as a whole, to the same end or the same fault.
        #[test]
        fn bytes_are_read_as_text_is(body in nearly_utf8()) {
            let bodies = [body.clone(), [b"{\"a\":", &body[..], b"}"].concat(), [b"[\"", &body[..], b"\"]"].concat()];
            for body in bodies {
                let listed = |as_text: bool| {
                    let mut seen = Vec::new();
                    let mut visitor = |name: JsonStr<'_>, reader: &mut Reader<'_>| {
                        let value = match reader.skip()? {
                            Value::String(string) => string.text().into_owned(),
                            other => format!("{other:?}"),
                        };
                        seen.push((name.text().into_owned(), value));
                        Ok(())
                    };
                    let top = if as_text { read_as_text(&body, &mut visitor) } else { read_bytes(&body, None, &mut visitor) };
                    (top.map(|top| if let Top::String(text) = top { text.text().into_owned() } else { format!("{top:?}") }), seen)
                };
                let ((bytes, seen_in_bytes), (text, seen_in_text)) = (listed(false), listed(true));
                prop_assert_eq!(&bytes, &text);
                if bytes.is_ok() {
                    prop_assert_eq!(seen_in_bytes, seen_in_text);
                }
            }
        }

        #[test]
        fn agrees_with_serde_json(text in nearly_json()) {
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            // JSON has numbers that are too large for a double.
            prop_assume!(!theirs.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range")));
            let theirs = theirs.is_ok();
            prop_assert_eq!(accepts(text.as_bytes()).is_ok(), theirs, "{}", text);
        }

        #[test]
        fn strings_read_as_serde_json_reads_them(text in any::<String>()) {
            let json = serde_json::to_string(&text).expect("a string");
            let Ok(Top::String(string)) = accepts(json.as_bytes()) else { panic!("not read: {json}") };
            prop_assert_eq!(string.text(), text);
        }

        #[test]
        fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            prop_assert_eq!(accepts(&bytes).is_ok(), serde_json::from_slice::<serde_json::Value>(&bytes).is_ok());
        }
    }
}
