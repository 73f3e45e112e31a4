//! The reader of JSON beside serde_json: the same texts are taken, and the same values are read of them, in whatever pieces.
//!
//! Left out, because the two differ there by intention:
//! - depth: this reader ends at 64 levels, serde_json at 128. No input has 64 brackets.
//! - numbers too large for a double, which serde_json refuses and the grammar allows. No input has an exponent of three digits.
//!
//! Not left out: names that occur twice (both readers hand out every member), byte order marks, half surrogate pairs and bytes
//! that are no UTF-8 (both refuse).

use super::json_type::JsonType;
use super::seen::{Seen, read};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;

/// Inputs in a common run; `cargo xtask fuzz-json` asks for millions.
const INPUTS: u64 = 30_000;

impl From<serde_json::Value> for Seen {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::String(text) => Seen::String(text),
            serde_json::Value::Bool(truth) => Seen::Boolean(truth),
            serde_json::Value::Null => Seen::Other(JsonType::Null),
            serde_json::Value::Number(_) => Seen::Other(JsonType::Number),
            serde_json::Value::Array(_) => Seen::Other(JsonType::Array),
            serde_json::Value::Object(_) => Seen::Other(JsonType::Object),
        }
    }
}

/// An object with every member, in order; serde_json's own keeps one of each name.
struct Members(Vec<(String, Seen)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, serde_json::Value>()? {
                    members.push((name, value.into()));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

fn theirs(body: &[u8]) -> Option<Seen> {
    match serde_json::from_slice::<serde_json::Value>(body).ok()? {
        serde_json::Value::Object(_) => {
            serde_json::from_slice(body).ok().map(|Members(members)| Seen::Members(members))
        }
        serde_json::Value::Bool(_) => Some(Seen::Other(JsonType::Boolean)),
        other => Some(other.into()),
    }
}

/// A stream of numbers that look like chance (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() as usize) % end.max(1)
    }

    fn pick<'t>(&mut self, from: &[&'t [u8]]) -> &'t [u8] {
        from[self.below(from.len())]
    }
}

const TOKENS: [&[u8]; 32] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"\"",
    b"\\",
    b" ",
    b"\t\r\n",
    b"true",
    b"false",
    b"null",
    b"0",
    b"-",
    b"1.5e+7",
    b"E",
    b".",
    b"\"a\"",
    br#""\u0041""#,
    br"\ud83d\ude00",
    br"\ud83d",
    br"\udc00",
    br"\/",
    br"\u12g4",
    b"\xC3\xA9",
    b"\xC3",
    b"\xED\xA0\x80",
    b"\xF0\x9F\x98\x80",
    b"\xEF\xBB\xBF",
    b"\x01",
    b"\x7f",
];

const WORDS: [&[u8]; 14] = [
    b"country",
    b"frontsideImage",
    b"a",
    b"",
    b"\xC3\xA9",
    br"\n",
    br"\u00e9",
    br"\ud83d\ude00",
    br"\/",
    br#"\""#,
    br"\\",
    b"\x7f",
    b"\xE2\x80\xA8",
    b"\xF0\x9F\x98\x80",
];

fn string(chance: &mut Chance, out: &mut Vec<u8>) {
    out.push(b'"');
    match chance.below(8) {
        // Long enough to be looked at as base64, often with something in it that ends it.
        0 => {
            const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let escaped = chance.below(2) == 0;
            for _ in 0..chance.below(400) {
                let byte = ALPHABET[chance.below(64)];
                if byte == b'/' && escaped {
                    out.push(b'\\');
                }
                out.push(byte);
            }
            if chance.below(3) == 0 {
                out.extend(chance.pick(&WORDS));
            }
            out.extend(chance.pick(&[b"", b"=", b"==", b"==="]));
        }
        _ => {
            for _ in 0..chance.below(4) {
                out.extend(chance.pick(&WORDS));
            }
        }
    }
    out.push(b'"');
}

fn blank(chance: &mut Chance, out: &mut Vec<u8>) {
    if chance.below(4) == 0 {
        out.extend(chance.pick(&[b" ", b"\n", b"\t \r\n"]));
    }
}

fn value(chance: &mut Chance, depth: u32, out: &mut Vec<u8>) {
    blank(chance, out);
    let kind = chance.below(if depth < 4 { 8 } else { 6 });
    match kind {
        0..=2 => string(chance, out),
        3 => out.extend(chance.pick(&[b"true", b"false", b"null"])),
        4 | 5 => out.extend(chance.pick(&[b"0", b"-0", b"12", b"-1.50", b"1e5", b"2E-07", b"0.1e+9"])),
        _ => {
            let object = kind == 6;
            out.push(if object { b'{' } else { b'[' });
            blank(chance, out);
            for i in 0..chance.below(4) {
                if i > 0 {
                    out.push(b',');
                    blank(chance, out);
                }
                if object {
                    string(chance, out);
                    blank(chance, out);
                    out.push(b':');
                }
                value(chance, depth + 1, out);
            }
            out.push(if object { b'}' } else { b']' });
        }
    }
    blank(chance, out);
}

/// A JSON text, most often with something broken in it, or tokens in any order.
fn input(chance: &mut Chance, out: &mut Vec<u8>) {
    out.clear();
    if chance.below(4) == 0 {
        for _ in 0..chance.below(14) {
            out.extend(chance.pick(&TOKENS));
        }
        return;
    }
    if chance.below(2) == 0 {
        out.extend(b"{\"a\":");
        value(chance, 1, out);
        out.extend(b",");
        string(chance, out);
        out.extend(b":");
        value(chance, 1, out);
        out.extend(b"}");
    } else {
        value(chance, 0, out);
    }
    for _ in 0..chance.below(3) {
        let at = chance.below(out.len() + 1);
        match chance.below(5) {
            0 => out.truncate(at),
            1 if at < out.len() => drop(out.remove(at)),
            2 if at < out.len() => out[at] = chance.next() as u8,
            3 if at < out.len() => out[at] ^= 1 << chance.below(8),
            _ => drop(out.splice(at..at, chance.pick(&TOKENS).iter().copied())),
        }
    }
}

/// Checks whether the two may differ on it: see the module's documentation.
fn is_left_out(body: &[u8]) -> bool {
    let brackets = body.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
    let is_long = |(at, byte): (usize, &u8)| {
        let behind = body.get(at + 1..).unwrap_or(&[]);
        let digits = behind.strip_prefix(b"+").or(behind.strip_prefix(b"-")).unwrap_or(behind);
        matches!(byte, b'e' | b'E') && digits.len() > 2 && digits[..3].iter().all(u8::is_ascii_digit)
    };
    brackets >= 64 || body.iter().enumerate().any(is_long)
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn the_same_is_read_as_serde_json_reads() {
    let inputs = number("NETVERIFY_FUZZ_INPUTS").unwrap_or(INPUTS);
    let mut chance = Chance(number("NETVERIFY_FUZZ_SEED").unwrap_or(20_260_101).max(1));
    let mut body = Vec::new();
    let (mut compared, mut accepted) = (0, 0u64);
    while compared < inputs {
        input(&mut chance, &mut body);
        if is_left_out(&body) {
            continue;
        }
        compared += 1;
        let expected = theirs(&body);
        accepted += u64::from(expected.is_some());
        let whole = read(&body, compared % 2 == 0, || usize::MAX);
        assert_eq!(whole.clone().ok(), expected, "{:?}", String::from_utf8_lossy(&body));
        let most = 1 + chance.below(20);
        let in_pieces = read(&body, compared % 3 == 0, || 1 + chance.below(most));
        assert_eq!(in_pieces, whole, "{:?}", String::from_utf8_lossy(&body));
    }
    println!("{compared} inputs compared with serde_json, {accepted} of them accepted, no difference");
    // Neither of the two verdicts is rare.
    assert!(accepted > compared / 10 && accepted < compared / 10 * 9, "{accepted} of {compared}");
}
