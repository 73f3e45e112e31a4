//! A raw request of a body that is there as a whole: its texts are borrowed, where they have no escapes.

use super::members::Members;
use super::reader::BodyReader;
use super::string::JsonStr;
use crate::fields::Field;
use crate::raw_request::{FieldValue, RawRequest};
use crate::report::Report;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::ops::Range;

impl<'a> RawRequest<'a> {
    /// Returns the fields of a body.
    ///
    /// # Errors
    /// The report that says why, where it is no JSON object.
    pub fn from_json(body: &'a [u8]) -> Result<Self, Box<Report>> {
        let mut reader = BodyReader::new();
        reader.push(body);
        reader.end()?;
        Ok(RawRequest::of(&reader.members, body))
    }

    /// Returns the fields of a body whose members were read.
    fn of(members: &Members, body: &'a [u8]) -> Self {
        let in_body = |place: &Range<u64>| text_at(body, place);
        let kept = members.texts.as_str();
        let text = |place: &Range<usize>, raw: &Range<u64>| {
            if raw.end - raw.start == place.len() as u64 {
                Cow::Borrowed(in_body(raw))
            } else {
                Cow::Owned(String::from(kept.get(place.clone()).unwrap_or("")))
            }
        };
        let image = |field: Field, is_blank: bool, raw: &Range<u64>| {
            let string = JsonStr::new(in_body(raw));
            if is_blank { FieldValue::text(field, string.text()) } else { FieldValue::Json(string) }
        };
        let mut raw = RawRequest::new();
        members.fill(&mut raw, text, image);
        raw.objects = members.objects.each_ref().map(|place| place.as_ref().map(|place| Cow::Borrowed(in_body(place))));
        raw
    }
}

/// A part of a body, which was found to be text.
fn text_at<'a>(body: &'a [u8], place: &Range<u64>) -> &'a str {
    let part = body.get(place.start as usize..place.end as usize).unwrap_or(&[]);
    core::str::from_utf8(part).unwrap_or("")
}

/// Checks whether additionalChecks, as JSON, asks for a watch-list search.
pub(crate) fn asks_for_search(additional_checks: &str) -> bool {
    let mut reader = BodyReader::new();
    for piece in ["{\"additionalChecks\":", additional_checks, "}"] {
        reader.push(piece.as_bytes());
    }
    reader.end().is_ok() && reader.members.asks_for_search()
}
