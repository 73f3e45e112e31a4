//! JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)) in pieces of any size, strictly.
//!
//! What is open is kept in the bits of a word, so that no input deepens the stack; what a piece cuts in two, an escape or a
//! character, is carried over in a few bytes. Nothing else is kept: what is read goes to a [`Handler`].

use super::json_type::JsonType;
use super::malformed::{Cause, Fault, Malformed, Start, Wanted};

/// The deepest nesting that is read, the top value included.
pub(super) const MAX_DEPTH: u32 = 64;

/// What takes what is read.
pub(crate) trait Handler {
    /// Begins the name of a member of an object at that depth; the top object's is 1.
    fn begin_name(&mut self, _depth: u32) {}

    /// Reads more of the name or string that is being read: whole characters, unescaped.
    fn text(&mut self, _text: &[u8]) {}

    /// Ends that name.
    fn end_name(&mut self, _depth: u32) {}

    /// Begins a value, at that depth; the top value's is 0.
    fn value(&mut self, _depth: u32, _value: JsonValue) {}

    /// Ends a value of that depth, before that byte. A number or a word is ended by what is behind it.
    fn end_value(&mut self, _depth: u32, _kind: JsonType, _end: u64) {}

    /// Takes a member of the top object of which all is there: its name and its value, a string without escapes whose text
    /// begins at that byte. `false` leaves it to the other methods.
    fn member(&mut self, _name: &str, _text: &str, _start: u64) -> bool {
        false
    }

    /// Takes what it can of the string that is being read, as it is in the piece; returns how many bytes that was. They are
    /// ASCII without escapes.
    fn run(&mut self, _rest: &[u8]) -> usize {
        0
    }
}

/// A value that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JsonValue {
    pub(crate) kind: JsonType,
    /// Whether it is `true`.
    pub(super) is_true: bool,
    /// The place of its first byte.
    pub(super) start: u64,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The top value, or one behind a colon, or behind a comma of an array.
    JsonValue,
    /// What is behind `[`.
    FirstElement,
    /// What is behind `{`.
    FirstName,
    /// What is behind a comma of an object.
    Name,
    Colon,
    /// What is behind a value in an array or object.
    After,
    /// More of a name, or of a string.
    NameText,
    ValueText,
    /// The rest of `true`, `false` or `null`.
    Word(&'static [u8]),
    Number(Number),
    /// What is behind the top value.
    End,
}

/// What of a number was read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Minus,
    Zero,
    Digits,
    Point,
    Fraction,
    E,
    Sign,
    Exponent,
}

/// Where the text ceases to be JSON, and how that is seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    pub(super) offset: u64,
    pub(super) cause: Cause,
}

/// So much of a string is looked at at once.
const STEP_BYTES: usize = 1024;

/// The most bytes of an escape: those of a surrogate pair.
const MAX_ESCAPE_BYTES: usize = 12;

#[derive(Debug, Clone)]
pub(crate) struct Tokenizer {
    pub(super) state: State,
    /// The type of the number or word that is being read.
    scalar: JsonType,
    /// Arrays and objects that are open, and the most that may be.
    depth: u32,
    max_depth: u32,
    /// A bit for each of them, the innermost the lowest, set for objects.
    open: u64,
    /// Bytes of the pieces before.
    pub(super) before: u64,
    /// Line breaks so far, where the last line begins, and how many of its bytes continue a character.
    lines: u64,
    line_start: u64,
    pub(super) continued: u64,
    /// An escape, or a character, that a piece has cut.
    pub(super) carry: [u8; MAX_ESCAPE_BYTES],
    pub(super) carry_length: usize,
    /// What the text begins with, as long as it may be something else than JSON.
    start: Start,
    fault: Option<Fault>,
}

impl Tokenizer {
    /// Begins a text on that level of another one.
    pub(crate) const fn new(level: u32) -> Self {
        Tokenizer {
            state: State::JsonValue,
            scalar: JsonType::Null,
            depth: 0,
            max_depth: MAX_DEPTH - level,
            open: 0,
            before: 0,
            lines: 0,
            line_start: 0,
            continued: 0,
            carry: [0; MAX_ESCAPE_BYTES],
            carry_length: 0,
            start: Start::new(),
            fault: None,
        }
    }

    /// Reads the next bytes.
    pub(crate) fn push(&mut self, piece: &[u8], handler: &mut dyn Handler) {
        if let Some(fault) = &mut self.fault {
            fault.look_ahead(piece);
        } else if let Err(stop) = self.read(piece, handler) {
            self.stop(stop, piece);
        }
        self.start.push(piece);
        self.before = self.before.saturating_add(piece.len() as u64);
    }

    /// Ends the text: where it is no JSON, why.
    pub(super) fn end(&mut self) -> Result<(), Malformed> {
        let is_whole = match self.state {
            State::End => true,
            State::Word([]) | State::Number(Number::Zero | Number::Digits | Number::Fraction | Number::Exponent) => {
                self.depth == 0
            }
            _ => false,
        };
        if self.fault.is_none() && !is_whole {
            let offset = self.before - self.carry_length as u64;
            self.stop(Stop { offset, cause: self.cause() }, &[]);
        }
        self.fault.map_or(Ok(()), |fault| Err(fault.malformed(&self.start)))
    }

    /// Notes a fault, which is met in that piece or in what was carried over to it.
    #[cold]
    fn stop(&mut self, Stop { offset, cause }: Stop, piece: &[u8]) {
        let column = offset - self.line_start - self.continued + 1;
        let mut fault = Fault::new(offset, (self.lines + 1, column), cause);
        fault.look_ahead(self.carry.get(..self.carry_length).unwrap_or(&[]));
        let behind = (offset + self.carry_length as u64).saturating_sub(self.before);
        fault.look_ahead(usize::try_from(behind).ok().and_then(|behind| piece.get(behind..)).unwrap_or(&[]));
        self.fault = Some(fault);
    }

    /// Returns what a byte is at fault for that the state does not take.
    fn cause(&self) -> Cause {
        let is_nested = self.depth > 0;
        let in_array = is_nested && self.open & 1 == 0;
        let (wanted, follows_comma) = match self.state {
            State::JsonValue => (Wanted::Value, in_array),
            State::FirstElement => (Wanted::Value, false),
            State::FirstName => (Wanted::Name, false),
            State::Name => (Wanted::Name, true),
            State::Colon | State::After => (Wanted::Mark, false),
            State::NameText | State::ValueText => return Cause::InString,
            State::Word(_) => return Cause::InWord,
            State::Number(number) => return Cause::InNumber { is_minus: number == Number::Minus },
            State::End => return Cause::Behind,
        };
        Cause::Between { wanted, follows_comma, is_nested }
    }

    fn read(&mut self, piece: &[u8], handler: &mut dyn Handler) -> Result<(), Stop> {
        let mut at = 0;
        while let Some(&byte) = piece.get(at) {
            let offset = self.before + at as u64;
            let taken = match self.state {
                State::NameText | State::ValueText => {
                    at = self.text(piece, at, handler)?;
                    continue;
                }
                State::Word([]) if !continues_word(byte) => {
                    self.end_value(self.scalar, offset, handler);
                    continue;
                }
                State::Word([wanted, rest @ ..]) if *wanted == byte => {
                    self.state = State::Word(rest);
                    true
                }
                State::Number(number) => match number.followed_by(byte) {
                    Some(next) => {
                        self.state = State::Number(next);
                        true
                    }
                    None if number.may_end() && !continues_word(byte) => {
                        self.end_value(self.scalar, offset, handler);
                        continue;
                    }
                    None => false,
                },
                State::FirstName | State::Name if byte == b'"' => {
                    if self.depth == 1
                        && let Some(end) = self.whole_member(piece, at, handler)
                    {
                        at = end;
                        continue;
                    }
                    self.state = State::NameText;
                    handler.begin_name(self.depth);
                    true
                }
                _ if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') && !matches!(self.state, State::Word(_)) => {
                    at = self.white_space(piece, at);
                    continue;
                }
                _ => self.between(byte, offset, handler)?,
            };
            if !taken {
                return Err(Stop { offset, cause: self.cause() });
            }
            at += 1;
        }
        Ok(())
    }

    /// Steps over white space; returns the position behind it.
    fn white_space(&mut self, piece: &[u8], mut at: usize) -> usize {
        while let Some(byte @ (b' ' | b'\t' | b'\n' | b'\r')) = piece.get(at) {
            at += 1;
            if *byte == b'\n' {
                self.lines += 1;
                self.line_start = self.before + at as u64;
                self.continued = 0;
            }
        }
        at
    }

    /// Takes a byte between names, strings, words and numbers; `false` where it does not belong there.
    #[inline]
    fn between(&mut self, byte: u8, offset: u64, handler: &mut dyn Handler) -> Result<bool, Stop> {
        let in_object = self.open & 1 == 1;
        match (byte, self.state) {
            (_, State::Word(_)) => return Ok(false),
            (b':', State::Colon) => self.state = State::JsonValue,
            (b',', State::After) => self.state = if in_object { State::Name } else { State::JsonValue },
            (b'}', State::After | State::FirstName) if in_object => self.close(offset + 1, handler),
            (b']', State::After | State::FirstElement) if !in_object => self.close(offset + 1, handler),
            (_, State::JsonValue | State::FirstElement) => return self.begin_value(byte, offset, handler),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Takes the first byte of a value; `false` where none begins with it.
    fn begin_value(&mut self, byte: u8, start: u64, handler: &mut dyn Handler) -> Result<bool, Stop> {
        let (kind, state) = match byte {
            b'"' => (JsonType::String, State::ValueText),
            b'{' => (JsonType::Object, State::FirstName),
            b'[' => (JsonType::Array, State::FirstElement),
            b't' => (JsonType::Boolean, State::Word(b"rue")),
            b'f' => (JsonType::Boolean, State::Word(b"alse")),
            b'n' => (JsonType::Null, State::Word(b"ull")),
            b'-' => (JsonType::Number, State::Number(Number::Minus)),
            b'0' => (JsonType::Number, State::Number(Number::Zero)),
            b'1'..=b'9' => (JsonType::Number, State::Number(Number::Digits)),
            _ => return Ok(false),
        };
        let is_nest = matches!(kind, JsonType::Array | JsonType::Object);
        if is_nest && self.depth == self.max_depth {
            return Err(Stop { offset: start, cause: Cause::TooDeep });
        }
        if is_nest || kind == JsonType::String {
            self.start.set_json();
        }
        handler.value(self.depth, JsonValue { kind, is_true: byte == b't', start });
        if is_nest {
            self.depth += 1;
            self.open = self.open << 1 | u64::from(kind == JsonType::Object);
        }
        self.scalar = kind;
        self.state = state;
        Ok(true)
    }

    fn close(&mut self, end: u64, handler: &mut dyn Handler) {
        let kind = if self.open & 1 == 1 { JsonType::Object } else { JsonType::Array };
        self.depth -= 1;
        self.open >>= 1;
        self.end_value(kind, end, handler);
    }

    fn end_value(&mut self, kind: JsonType, end: u64, handler: &mut dyn Handler) {
        self.state = if self.depth == 0 { State::End } else { State::After };
        handler.end_value(self.depth, kind, end);
    }

    /// Ends the name or the string that is being read, before that byte.
    pub(super) fn end_text(&mut self, end: u64, handler: &mut dyn Handler) {
        if self.state == State::NameText {
            self.state = State::Colon;
            handler.end_name(self.depth);
        } else {
            self.end_value(JsonType::String, end, handler);
        }
    }

    /// Takes a member of the top object that is whole in the piece, its value a short string without escapes, and the comma
    /// behind it: most members are like that. Returns the position behind them.
    #[inline]
    fn whole_member(&mut self, piece: &[u8], at: usize, handler: &mut dyn Handler) -> Option<usize> {
        let name = netverify_scan::ascii_string(step(piece.get(at + 1..)?))?;
        let colon = at + name.len() + 2;
        let start = match piece.get(colon..)? {
            [b':', b'"', ..] => colon + 2,
            [b':', b' ', b'"', ..] => colon + 3,
            _ => return None,
        };
        let behind = step(piece.get(start..)?);
        let (text, continued) = match netverify_scan::ascii_string(behind) {
            Some(text) => (text, 0),
            None => {
                let (text, [b'"', ..]) = behind.split_at_checked(netverify_scan::string_end(behind))? else {
                    return None;
                };
                let text = core::str::from_utf8(text).ok()?;
                (text, continuation_bytes(text))
            }
        };
        if !handler.member(name, text, self.before + start as u64) {
            return None;
        }
        self.continued += continued;
        let end = start + text.len() + 1;
        if piece.get(end) == Some(&b',') {
            self.state = State::Name;
            return Some(end + 1);
        }
        self.state = State::After;
        Some(end)
    }
}

/// Returns the part of a string, or of what may be one, that is looked at at once.
pub(super) fn step(rest: &[u8]) -> &[u8] {
    rest.get(..STEP_BYTES).unwrap_or(rest)
}

/// Returns how many bytes of a text continue a character.
pub(super) fn continuation_bytes(text: &str) -> u64 {
    text.bytes().filter(|byte| byte & 0xC0 == 0x80).count() as u64
}

/// Checks whether a byte behind a word or a number makes it another one, which JSON does not have.
fn continues_word(byte: u8) -> bool {
    matches!(byte, b'_' | b'$' | b'.' | b'+' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z')
}

impl Number {
    /// Returns what the number is with that byte, where it goes on with it.
    fn followed_by(self, byte: u8) -> Option<Number> {
        Some(match (self, byte) {
            (Number::Minus, b'0') => Number::Zero,
            (Number::Minus | Number::Digits, b'0'..=b'9') => Number::Digits,
            (Number::Zero | Number::Digits, b'.') => Number::Point,
            (Number::Point | Number::Fraction, b'0'..=b'9') => Number::Fraction,
            (Number::Zero | Number::Digits | Number::Fraction, b'e' | b'E') => Number::E,
            (Number::E, b'+' | b'-') => Number::Sign,
            (Number::E | Number::Sign | Number::Exponent, b'0'..=b'9') => Number::Exponent,
            _ => return None,
        })
    }

    fn may_end(self) -> bool {
        matches!(self, Number::Zero | Number::Digits | Number::Fraction | Number::Exponent)
    }
}
