//! The report as JSON: the same text from the crate, the npm package and the command line.

use crate::report::{ParamValue, Report, Violation, decimal};
use alloc::string::String;
use core::fmt::{self, Write};

/// Gives the inside of a JSON string piece by piece: `text` with what must be escaped escaped.
pub(crate) fn put_escaped(text: &str, put: &mut dyn FnMut(&str)) {
    const HEX: &str = "0123456789abcdef";
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        put(plain);
        match special.bytes().next() {
            Some(b'"') => put("\\\""),
            Some(b'\\') => put("\\\\"),
            Some(b'\n') => put("\\n"),
            Some(b'\r') => put("\\r"),
            Some(b'\t') => put("\\t"),
            Some(control) => {
                put("\\u00");
                for digit in [control >> 4, control & 15].map(usize::from) {
                    put(HEX.get(digit..=digit).unwrap_or(""));
                }
            }
            None => {}
        }
        rest = special.get(1..).unwrap_or("");
    }
    put(rest);
}

fn put_quoted(text: &str, put: &mut dyn FnMut(&str)) {
    put("\"");
    put_escaped(text, put);
    put("\"");
}

fn put_param(value: ParamValue, put: &mut dyn FnMut(&str)) {
    match value {
        ParamValue::Number(number) => decimal(number, put),
        ParamValue::Flag => put("true"),
        ParamValue::Word(word) => put_quoted(word, put),
        ParamValue::Words(words) => {
            for (i, word) in words.iter().enumerate() {
                put(if i == 0 { "[" } else { "," });
                put_quoted(word, put);
            }
            put("]");
        }
    }
}

fn put_violation(violation: &Violation, put: &mut dyn FnMut(&str)) {
    put("{\"field\":");
    match violation.subject().name() {
        Some(name) => put_quoted(name, put),
        None => put("null"),
    }
    for piece in [",\"code\":\"", violation.code().as_str(), "\",\"severity\":\"", violation.severity().as_str()] {
        put(piece);
    }
    put("\",\"message\":\"");
    violation.message(&mut |piece| put_escaped(piece, put));
    put("\"");
    let mut opening = ",\"params\":{";
    for (param, value) in violation.params() {
        put(opening);
        put_quoted(param.as_str(), put);
        put(":");
        put_param(value, put);
        opening = ",";
    }
    if opening == "," {
        put("}");
    }
    if let Some(suggestion) = violation.suggestion() {
        put(",\"suggestion\":");
        put_quoted(suggestion, put);
    }
    put(if violation.is_incomplete() { ",\"incomplete\":true}" } else { "}" });
}

fn put_report(report: &Report, put: &mut dyn FnMut(&str)) {
    put(if report.is_valid() { "{\"valid\":true,\"violations\":[" } else { "{\"valid\":false,\"violations\":[" });
    for (i, violation) in report.violations().iter().enumerate() {
        put(if i > 0 { "," } else { "" });
        put_violation(violation, put);
    }
    put("],\"images\":{");
    for (i, (field, facts)) in report.images().enumerate() {
        put(if i > 0 { "," } else { "" });
        put_quoted(field.name(), put);
        put(":{\"format\":");
        put_quoted(facts.format.as_str(), put);
        let sides = facts.size.ok().map(|(width, height)| [(",\"width\":", width), (",\"height\":", height)]);
        for (name, side) in sides.into_iter().flatten() {
            put(name);
            decimal(u64::from(side), put);
        }
        put(",\"bytes\":");
        decimal(facts.bytes, put);
        put("}");
    }
    put("}}");
}

impl Report {
    /// Writes the report as one line of JSON.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_json(&self, out: &mut impl Write) -> fmt::Result {
        let mut result = Ok(());
        put_report(self, &mut |piece| result = result.and_then(|()| out.write_str(piece)));
        result
    }

    /// The report as one line of JSON.
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
        // Writing to a String cannot fail.
        let _ = self.write_json(&mut json);
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
            put_quoted(&text, &mut |piece| json.push_str(piece));
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("a JSON string"), text);
        }
    }
}
