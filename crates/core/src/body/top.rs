//! What a JSON text is as a whole.

use super::json_type::JsonType;
use super::tokenizer::{Handler, JsonValue, Tokenizer};
use crate::codes::ParamValue;
use crate::codes::{Code, Param};
use crate::report::{Report, Target};
use alloc::boxed::Box;

/// The top value of a body, which is to be an object.
#[derive(Debug, Clone)]
pub(crate) struct Top {
    kind: JsonType,
    /// What checks whether a string holds an object: the mark of a body that was encoded twice.
    twice: Option<Box<ObjectCheck>>,
}

impl Top {
    pub(crate) const fn new() -> Self {
        Top { kind: JsonType::Null, twice: None }
    }

    /// Begins the top value.
    pub(crate) fn begin(&mut self, kind: JsonType) {
        self.kind = kind;
        self.twice = (kind == JsonType::String).then(|| Box::new(ObjectCheck::new(0)));
    }

    /// Reads the text of a top value that is a string.
    pub(crate) fn push(&mut self, text: &[u8]) {
        if let Some(check) = &mut self.twice {
            check.push(text);
        }
    }

    /// Ends the body. Where it is no JSON object, the report says so.
    pub(crate) fn end(&mut self, tokenizer: &mut Tokenizer) -> Result<(), Box<Report>> {
        if let Err(malformed) = tokenizer.end() {
            let (line, column) = malformed.position;
            let mut report = Box::<Report>::default();
            let violation = report.add(Target::Body, Code::MalformedJson);
            violation.param(Param::Line, line).param(Param::Column, column).param(Param::Offset, malformed.offset);
            violation.param(Param::Reason, malformed.reason.as_str());
            return Err(report);
        }
        self.not_an_object().map_or(Ok(()), |report| Err(Box::new(report)))
    }

    /// Returns the report that says so, where it is no object.
    pub(crate) fn not_an_object(&self) -> Option<Report> {
        if self.kind == JsonType::Object {
            return None;
        }
        let mut report = Report::default();
        let violation = report.add(Target::Body, Code::NotAnObject);
        violation.param(Param::Actual, self.kind.as_str());
        if self.twice.as_ref().is_some_and(|check| check.clone().is_object()) {
            violation.param(Param::DoubleEncoded, ParamValue::Flag);
        }
        Some(report)
    }
}

/// Checks whether a text in pieces is one JSON object.
#[derive(Debug, Clone)]
pub(crate) struct ObjectCheck {
    tokenizer: Tokenizer,
    kind: Kind,
}

/// The type of the top value, and nothing else.
#[derive(Debug, Clone, Copy)]
struct Kind(Option<JsonType>);

impl Handler for Kind {
    fn value(&mut self, depth: u32, value: JsonValue) {
        if depth == 0 {
            self.0 = Some(value.kind);
        }
    }
}

impl ObjectCheck {
    /// Begins a text on that level of another one.
    pub(crate) fn new(level: u32) -> Self {
        ObjectCheck { tokenizer: Tokenizer::new(level), kind: Kind(None) }
    }

    pub(crate) fn push(&mut self, text: &[u8]) {
        self.tokenizer.push(text, &mut self.kind);
    }

    /// Returns whether it is one, now that all of it was pushed.
    pub(crate) fn is_object(&mut self) -> bool {
        self.tokenizer.end().is_ok() && self.kind.0 == Some(JsonType::Object)
    }
}

/// Checks whether a text is one JSON object, on that level of another one.
pub(crate) fn is_object(text: &str, level: u32) -> bool {
    let mut check = ObjectCheck::new(level);
    check.push(text.as_bytes());
    check.is_object()
}
