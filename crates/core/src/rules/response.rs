//! The service's response.

use crate::body::{Handler, JsonType, JsonValue, Tokenizer, Top};
use crate::char_classes::fits;
use crate::codes::Code;
use crate::date::Date;
use crate::report::{Report, Target};
use crate::unknown::Name;
use alloc::borrow::Cow;

/// Checks the service's response: the bytes of its body.
///
/// Fields that the guide does not name are ignored.
///
/// See "Response" in the [guide](crate#the-guide).
///
/// ```
/// use netverify_rules::validate_response;
///
/// let response = br#"{"timestamp": "2017-08-16T10:37:44.623Z", "jumioIdScanReference": "not-a-uuid"}"#;
/// let report = validate_response(response);
/// assert_eq!(report.violations()[0].target().name(), Some("jumioIdScanReference"));
/// ```
#[must_use]
pub fn validate_response(body: &[u8]) -> Report {
    let mut tokenizer = Tokenizer::new(0);
    let mut response = Response::new();
    tokenizer.push(body, &mut response);
    if let Err(report) = response.top.end(&mut tokenizer) {
        return *report;
    }
    let mut report = Report::default();
    for (name, is_valid) in RESPONSE_FIELDS.into_iter().zip(response.is_valid) {
        if !is_valid {
            report.add(Target::UnknownName(Cow::Borrowed(name)), Code::ResponseField);
        }
    }
    report
}

const RESPONSE_FIELDS: [&str; 2] = ["timestamp", "jumioIdScanReference"];

/// The response, as its body is read.
struct Response {
    top: Top,
    /// The name or the text that is read, if it is that of a member.
    text: Name,
    is_read: bool,
    /// The member whose value comes next, by its place in [`RESPONSE_FIELDS`], as is what is valid.
    member: Option<usize>,
    is_valid: [bool; 2],
}

impl Response {
    const fn new() -> Self {
        Response { top: Top::new(), text: Name::new(), is_read: false, member: None, is_valid: [false; 2] }
    }

    fn set(&mut self, is_valid: bool) {
        if let Some(slot) = self.member.and_then(|member| self.is_valid.get_mut(member)) {
            *slot = is_valid;
        }
    }
}

impl Handler for Response {
    fn begin_name(&mut self, depth: u32) {
        self.is_read = depth == 1;
        self.text.clear();
    }

    fn end_name(&mut self, depth: u32) {
        if depth == 1 {
            self.member = RESPONSE_FIELDS.iter().position(|name| *name == self.text.as_str());
        }
    }

    fn value(&mut self, depth: u32, value: JsonValue) {
        match depth {
            0 => self.top.begin(value.kind),
            1 => self.set(false),
            _ => {}
        }
        self.is_read = depth == 1;
        self.text.clear();
    }

    fn text(&mut self, text: &[u8]) {
        if self.is_read {
            self.text.push(text);
        } else {
            self.top.push(text);
        }
    }

    fn end_value(&mut self, depth: u32, kind: JsonType, _end: u64) {
        if depth == 1 && kind == JsonType::String {
            let text = self.text.as_str();
            let is_valid = if self.member == Some(0) { is_timestamp(text) } else { is_uuid(text) };
            self.set(is_valid);
        }
    }
}

/// Checks whether a text is `YYYY-MM-DDThh:mm:ss.SSSZ`, a day of the calendar and a time of the day.
fn is_timestamp(text: &str) -> bool {
    // Numbers of equal length compare like their texts; 60 is a leap second.
    let is_within = |range: core::ops::Range<usize>, max: &str| text.get(range).is_some_and(|part| part <= max);
    has_layout(text, b"dddd-dd-ddTdd:dd:dd.dddZ")
        && text.get(..10).is_some_and(|date| date.parse::<Date>().is_ok())
        && is_within(11..13, "23")
        && is_within(14..16, "59")
        && is_within(17..19, "60")
}

/// Checks whether a text is 36 characters of the form of a UUID
/// ([RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-4)).
fn is_uuid(text: &str) -> bool {
    has_layout(text, b"hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh")
}

/// Checks whether a text has that [layout](fits), and nothing after it.
fn has_layout(text: &str, layout: &[u8]) -> bool {
    text.len() == layout.len() && fits(layout, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses() {
        let uuid = "01234567-89ab-cdef-0123-456789ABCDEF";
        for (timestamp, reference, expected) in [
            ("2017-08-16T10:37:44.623Z", uuid, 0),
            ("2017-08-16T10:37:44Z", uuid, 1),
            ("2017-08-16 10:37:44.623Z", uuid, 1),
            ("2017-02-29T10:37:44.623Z", uuid, 1),
            ("2017-08-16T24:00:00.000Z", uuid, 1),
            ("2017-08-16T10:37:44.623+00:00", uuid, 1),
            ("2017-08-16T10:37:44.623Z", "01234567-89ab-cdef-0123-456789ABCDE", 1),
            ("2017-08-16T10:37:44.623Z", "0123456789ab-cdef-0123-456789ABCDEF--", 1),
            ("", "", 2),
        ] {
            let body = format!(r#"{{"timestamp":"{timestamp}","jumioIdScanReference":"{reference}","other":1}}"#);
            assert_eq!(validate_response(body.as_bytes()).violations().len(), expected, "{body}");
        }
        assert_eq!(validate_response(b"").violations()[0].code(), Code::MalformedJson);
        assert_eq!(validate_response(b"\"{}\"").violations()[0].code(), Code::NotAnObject);
        assert_eq!(validate_response(b"{\"timestamp\":1}").violations().len(), 2);
    }
}
