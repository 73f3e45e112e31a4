//! A request that is no JSON text, such as an object of JavaScript: its names and values, one by one.

use super::json_type::JsonType;
use super::members::Members;
use super::tokenizer::{Handler, JsonValue};
use crate::engine::{validate_raw_field, validate_raw_request};
use crate::fields::Field;
use crate::raw_request::RawRequest;
use crate::report::Report;
use crate::settings::Settings;

/// Checks a request whose names and values are given one by one, in the order that JSON has them.
///
/// Names and texts come in pieces of any size, so an image needs no memory. What is closed was opened before, and no more than
/// 63 objects and arrays are open at once: what is deeper is to be left out.
///
/// ```
/// use netverify_rules::{Code, JsonType, ObjectReader, Settings};
///
/// let mut reader = ObjectReader::new();
/// reader.open(JsonType::Object);
/// reader.name(b"country", true);
/// reader.text(b"US", false);
/// reader.text(b"A", true);
/// reader.name(b"dob", true);
/// reader.scalar(JsonType::Number, false);
/// reader.close();
/// let report = reader.report(None, &Settings::default());
/// assert!(report.violations().iter().any(|violation| violation.code() == Code::WrongType));
/// ```
///
/// See "Request parameters" in the [guide](crate#the-guide).
#[derive(Clone)]
pub struct ObjectReader {
    members: Members,
    /// How many objects and arrays are open, and a bit for each, the innermost the lowest, set for objects.
    depth: u32,
    open: u64,
    /// Whether a name or a text is being read.
    in_text: bool,
}

/// Shows the depth of the reader, and nothing that was read.
impl core::fmt::Debug for ObjectReader {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ObjectReader(at depth {})", self.depth)
    }
}

impl Default for ObjectReader {
    fn default() -> Self {
        ObjectReader::new()
    }
}

impl ObjectReader {
    /// Returns a reader before the request.
    #[must_use]
    pub const fn new() -> Self {
        ObjectReader { members: Members::new(), depth: 0, open: 0, in_text: false }
    }

    /// Forgets all that was read, to begin another request.
    pub fn clear(&mut self) {
        self.members.clear();
        (self.depth, self.open, self.in_text) = (0, 0, false);
    }

    /// Reads a member whose value is all of a text, in UTF-8.
    pub fn member(&mut self, field: Field, text: &[u8]) {
        self.members.field(field, text, 0);
    }

    /// Reads a member that is an image of which nothing is known but that it is there. No check of the image itself runs; rules
    /// that only ask whether there is one do.
    pub fn present(&mut self, field: Field) {
        if field.image_index().is_some() {
            self.members.present(field);
        }
    }

    /// Reads a piece of a member's name, in UTF-8 and cut between characters.
    pub fn name(&mut self, piece: &[u8], is_last: bool) {
        if !self.in_text {
            self.members.begin_name(self.depth);
        }
        self.members.text(piece);
        if is_last {
            self.members.end_name(self.depth);
        }
        self.in_text = !is_last;
    }

    /// Reads a piece of a value that is a text, in UTF-8 and cut between characters.
    pub fn text(&mut self, piece: &[u8], is_last: bool) {
        if !self.in_text {
            self.begin(JsonType::String, false);
        }
        self.members.text(piece);
        if is_last {
            self.end(JsonType::String);
        }
        self.in_text = !is_last;
    }

    /// Reads a piece of an image's text that was decoded already, as [`Base64Reader::push_decoded`](crate::Base64Reader::push_decoded)
    /// takes it. It is never the last one. `false`: nothing was read, and the text itself is needed.
    #[must_use]
    pub fn decoded(&mut self, bytes: &[u8]) -> bool {
        self.in_text && self.members.decoded(bytes)
    }

    /// Reads a value that is neither a text nor an object or array. `is_true` says which of both a boolean is.
    pub fn scalar(&mut self, kind: JsonType, is_true: bool) {
        self.begin(kind, is_true);
        self.end(kind);
    }

    /// Opens an object or an array.
    pub fn open(&mut self, kind: JsonType) {
        self.begin(kind, false);
        self.open = self.open << 1 | u64::from(kind == JsonType::Object);
        self.depth += 1;
    }

    /// Closes the one that was opened last.
    pub fn close(&mut self) {
        let kind = if self.open & 1 == 1 { JsonType::Object } else { JsonType::Array };
        self.open >>= 1;
        self.depth = self.depth.saturating_sub(1);
        self.end(kind);
    }

    /// Returns the report on the request, or on one field of it, now that all of it was read.
    #[must_use]
    pub fn report(&self, field: Option<Field>, settings: &Settings) -> Report {
        if let Some(report) = self.members.top.not_an_object() {
            return report;
        }
        let mut raw = RawRequest::new();
        self.members.put_into(&mut raw);
        match field {
            Some(field) => validate_raw_field(field, &raw, settings),
            None => validate_raw_request(&raw, settings),
        }
    }

    fn begin(&mut self, kind: JsonType, is_true: bool) {
        self.members.value(self.depth, JsonValue { kind, is_true, start: 0 });
    }

    fn end(&mut self, kind: JsonType) {
        // Behind both quotes.
        self.members.end_value(self.depth, kind, 2);
    }
}
