//! The report as JSON: the same text from the crate, the npm package and the command line.

use crate::codes::ParamValue;
use crate::message::{self, decimal};
use crate::report::{Report, Violation};
use alloc::string::String;

/// Adds the inside of a JSON string: `text` with what must be escaped escaped.
pub(crate) fn put_escaped(text: &str, out: &mut String) {
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..0x20 => "\\u00",
            _ => continue,
        };
        put(out, text.get(start..at).unwrap_or(""));
        put(out, escape);
        if escape.len() > 2 {
            let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
            out.extend([digit(byte >> 4), digit(byte & 15)]);
        }
        start = at + 1;
    }
    put(out, text.get(start..).unwrap_or(""));
}

/// Adds a piece. It is apart so that it is compiled once and not for each piece.
#[inline(never)]
fn put(out: &mut String, piece: &str) {
    out.push_str(piece);
}

fn put_quoted(text: &str, out: &mut String) {
    put(out, "\"");
    put_escaped(text, out);
    put(out, "\"");
}

fn put_param(value: ParamValue, out: &mut String) {
    match value {
        ParamValue::Number(number) => decimal(number, &mut |digits| put(out, digits)),
        ParamValue::Flag => put(out, "true"),
        ParamValue::Word(word) => put_quoted(word, out),
        ParamValue::Words(words) => {
            for (i, word) in words.iter().enumerate() {
                put(out, if i == 0 { "[" } else { "," });
                put_quoted(word, out);
            }
            put(out, "]");
        }
    }
}

fn put_violation(violation: &Violation, out: &mut String) {
    put(out, "{\"field\":");
    match violation.target().name() {
        Some(name) => put_quoted(name, out),
        None => put(out, "null"),
    }
    for piece in [",\"code\":\"", violation.code().as_str(), "\",\"severity\":\"", violation.severity().as_str()] {
        put(out, piece);
    }
    put(out, "\",\"message\":\"");
    message::render(violation, message::ENGLISH, &mut |piece| put_escaped(piece, out));
    put(out, "\"");
    let mut opening = ",\"params\":{";
    for (param, value) in violation.params() {
        put(out, opening);
        put_quoted(param.as_str(), out);
        put(out, ":");
        put_param(value, out);
        opening = ",";
    }
    if opening == "," {
        put(out, "}");
    }
    if let Some(suggestion) = violation.suggestion() {
        put(out, ",\"suggestion\":");
        put_quoted(suggestion, out);
    }
    put(out, if violation.is_incomplete() { ",\"incomplete\":true}" } else { "}" });
}

fn put_report(report: &Report, out: &mut String) {
    put(out, if report.is_valid() { "{\"valid\":true,\"violations\":[" } else { "{\"valid\":false,\"violations\":[" });
    for (i, violation) in report.violations().iter().enumerate() {
        put(out, if i > 0 { "," } else { "" });
        put_violation(violation, out);
    }
    put(out, "],\"images\":{");
    for (i, (field, info)) in report.images().enumerate() {
        put(out, if i > 0 { "," } else { "" });
        put_quoted(field.name(), out);
        put(out, ":{\"format\":");
        put_quoted(info.format.as_str(), out);
        let sides = info.size.ok().map(|(width, height)| [(",\"width\":", width), (",\"height\":", height)]);
        for (name, side) in sides.into_iter().flatten() {
            put(out, name);
            decimal(u64::from(side), &mut |digits| put(out, digits));
        }
        put(out, ",\"bytes\":");
        decimal(info.bytes, &mut |digits| put(out, digits));
        put(out, "}");
    }
    put(out, "}}");
}

impl Report {
    /// Adds the report to a text, as one line of JSON.
    pub fn push_json(&self, out: &mut String) {
        put_report(self, out);
    }

    /// Returns the report as one line of JSON.
    ///
    /// ```
    /// use netverify_rules::{Settings, validate_json};
    ///
    /// let report = validate_json(b"[]", &Settings::default());
    /// assert_eq!(
    ///     report.to_json(),
    ///     r#"{"valid":false,"violations":[{"field":null,"code":"not_an_object","severity":"error","message":"The body must be a JSON object, not an array.","params":{"actual":"array"}}],"images":{}}"#,
    /// );
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::new();
        self.push_json(&mut json);
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn strings_are_escaped_as_serde_json_reads_them(text in any::<String>()) {
            let mut json = String::new();
            put_quoted(&text, &mut json);
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("a JSON string"), text);
        }
    }
}
