//! A draft of a body that is there as a whole: its texts are borrowed, where they have no escapes.

use super::members::{Members, Slot};
use super::top::ObjectCheck;
use super::{BodyReader, JsonStr};
use crate::draft::{Draft, Value};
use crate::fields::Field;
use crate::image::Base64Image;
use crate::report::Report;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::ops::Range;

/// An image whose text was taken out of a body and read apart, by a [`Base64Reader`](crate::Base64Reader).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageApart {
    /// The byte of the body where the empty string begins that stands in its place.
    pub at: usize,
    /// What was read.
    pub image: Base64Image,
    /// Images of the same bytes have the same number here.
    pub group: usize,
}

impl<'a> Draft<'a> {
    /// The fields of a body.
    ///
    /// # Errors
    /// The report that says why, where it is no JSON object.
    pub fn from_json(body: &'a [u8]) -> Result<Self, Box<Report>> {
        let mut reader = BodyReader::new();
        reader.push(body);
        reader.end()?;
        Ok(Draft::of(&reader.members, body))
    }

    /// The fields of a body that its long images were taken out of.
    ///
    /// `None` where only the whole body tells what is to be said: it is no JSON object, one of the empty strings is not an
    /// image's value, or another image is still in it.
    ///
    /// ```
    /// use netverify_rules::{Base64Reader, Draft, Field, ImageApart, Settings, validate_draft};
    ///
    /// let mut reader = Base64Reader::new();
    /// reader.push(b"R0lGODlhAQABAAAAADs=");
    /// let apart = [ImageApart { at: 18, image: reader.finish(), group: 0 }];
    /// let body = br#"{"frontsideImage":"","country":"USA"}"#;
    /// let draft = Draft::from_json_and_images(body, &apart).unwrap();
    /// let report = validate_draft(&draft, &Settings::default());
    /// assert_eq!(report.of(Field::FrontsideImage).next().unwrap().code().as_str(), "image_format");
    /// ```
    #[must_use]
    pub fn from_json_and_images(body: &'a [u8], apart: &[ImageApart]) -> Option<Self> {
        let mut reader = BodyReader::new();
        reader.push(body);
        reader.end().ok()?;
        let members = &reader.members;
        let mut draft = Draft::of(members, body);
        let apart_of = |field: Field| match members.slot(field) {
            // Its quote stands before it.
            Slot::Image { raw } if raw.is_empty() => apart.iter().find(|apart| apart.at as u64 + 1 == raw.start),
            _ => None,
        };
        let found = Field::IMAGES.map(apart_of);
        let count = found.iter().flatten().count();
        let in_text = |field| matches!(draft.value(field), Value::Json(_));
        if count != apart.len() || (count > 0 && Field::IMAGES.into_iter().any(in_text)) {
            return None;
        }
        for (i, (field, found_here)) in Field::IMAGES.into_iter().zip(found).enumerate() {
            let Some(image) = found_here else { continue };
            draft.set_image(field, image.image);
            let is_same = |other: &&ImageApart| other.group == image.group;
            if let Some(earlier) = (0..i).find(|earlier| found[*earlier].as_ref().is_some_and(is_same)) {
                draft.set_same_image(field, Field::IMAGES[earlier]);
            }
        }
        Some(draft)
    }

    /// The fields of a body whose members were read.
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
            if is_blank { Value::text(field, string.text()) } else { Value::Json(string) }
        };
        let mut draft = Draft::new();
        members.fill(&mut draft, text, image);
        draft.unknown = members.unknown.clone();
        draft.objects =
            members.objects.each_ref().map(|place| place.as_ref().map(|place| Cow::Borrowed(in_body(place))));
        draft
    }
}

/// A part of a body, which was found to be text.
fn text_at<'a>(body: &'a [u8], place: &Range<u64>) -> &'a str {
    let part = body.get(place.start as usize..place.end as usize).unwrap_or(&[]);
    core::str::from_utf8(part).unwrap_or("")
}

/// Whether additionalChecks, as JSON, asks for a watch-list search.
pub(crate) fn asks_for_search(additional_checks: &str) -> bool {
    let mut reader = BodyReader::new();
    for piece in ["{\"additionalChecks\":", additional_checks, "}"] {
        reader.push(piece.as_bytes());
    }
    reader.end().is_ok() && reader.members.asks_for_search()
}

/// Checks whether a text is one JSON object, on that level of another one.
pub(crate) fn is_object(text: &str, level: u32) -> bool {
    let mut check = ObjectCheck::new(level);
    check.push(text.as_bytes());
    check.is_object()
}
