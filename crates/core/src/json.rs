//! The report as JSON: the same text from the crate, the npm package and the command line.

use crate::report::{ParamValue, Report, Violation};
use alloc::string::String;
use core::fmt::{self, Write};

/// Writes the inside of a JSON string: `text` with what must be escaped escaped.
pub(crate) fn write_string(out: &mut impl Write, text: &str) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        let (plain, special) = rest.split_at(at);
        out.write_str(plain)?;
        match special.bytes().next() {
            Some(b'"') => out.write_str("\\\"")?,
            Some(b'\\') => out.write_str("\\\\")?,
            Some(b'\n') => out.write_str("\\n")?,
            Some(b'\r') => out.write_str("\\r")?,
            Some(b'\t') => out.write_str("\\t")?,
            Some(control) => write!(out, "\\u{control:04x}")?,
            None => {}
        }
        rest = special.get(1..).unwrap_or("");
    }
    out.write_str(rest)
}

/// Escapes what is written through it for the inside of a JSON string.
struct Escaping<'w, W>(&'w mut W);

impl<W: Write> Write for Escaping<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write_string(self.0, text)
    }
}

fn write_quoted(out: &mut impl Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    write_string(out, text)?;
    out.write_char('"')
}

fn write_param(out: &mut impl Write, value: ParamValue) -> fmt::Result {
    match value {
        ParamValue::Number(number) => write!(out, "{number}"),
        ParamValue::Flag => out.write_str("true"),
        ParamValue::Word(word) => write_quoted(out, word),
        ParamValue::Words(words) => {
            for (i, word) in words.iter().enumerate() {
                out.write_char(if i == 0 { '[' } else { ',' })?;
                write_quoted(out, word)?;
            }
            out.write_char(']')
        }
    }
}

fn write_violation(out: &mut impl Write, violation: &Violation) -> fmt::Result {
    out.write_str("{\"field\":")?;
    match violation.subject().name() {
        Some(name) => write_quoted(out, name)?,
        None => out.write_str("null")?,
    }
    write!(out, ",\"code\":\"{}\",\"severity\":\"{}\"", violation.code().as_str(), violation.severity().as_str())?;
    out.write_str(",\"message\":\"")?;
    write!(Escaping(out), "{violation}")?;
    out.write_char('"')?;
    let mut opening = ",\"params\":{";
    for (param, value) in violation.params() {
        out.write_str(opening)?;
        write_quoted(out, param.as_str())?;
        out.write_char(':')?;
        write_param(out, value)?;
        opening = ",";
    }
    if opening == "," {
        out.write_char('}')?;
    }
    if let Some(suggestion) = violation.suggestion() {
        out.write_str(",\"suggestion\":")?;
        write_quoted(out, suggestion)?;
    }
    if violation.is_incomplete() {
        out.write_str(",\"incomplete\":true")?;
    }
    out.write_char('}')
}

impl Report {
    /// Writes the report as one line of JSON.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_json(&self, out: &mut impl Write) -> fmt::Result {
        write!(out, "{{\"valid\":{},\"violations\":[", self.is_valid())?;
        for (i, violation) in self.violations().iter().enumerate() {
            if i > 0 {
                out.write_char(',')?;
            }
            write_violation(out, violation)?;
        }
        out.write_str("],\"images\":{")?;
        for (i, (field, facts)) in self.images().enumerate() {
            if i > 0 {
                out.write_char(',')?;
            }
            write!(out, "\"{}\":{{\"format\":\"{}\"", field.name(), facts.format.as_str())?;
            if let Ok((width, height)) = facts.size {
                write!(out, ",\"width\":{width},\"height\":{height}")?;
            }
            write!(out, ",\"bytes\":{}}}", facts.bytes)?;
        }
        out.write_str("}}")
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
            write_quoted(&mut json, &text).expect("a String takes all");
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("a JSON string"), text);
        }
    }
}
