//! The ways in: a JSON body, a raw request, one field, one image.

use crate::body::{BodyReader, REQUIRED, object_bit};
use crate::choices::MimeType;
use crate::codes::{Code, Param};
use crate::fields::Field;
use crate::image::{Base64Image, ImageInfo, ImageReader};
use crate::json_object::JsonObject;
#[cfg(feature = "decode")]
use crate::raw_request::FieldState;
use crate::raw_request::{FieldValue, RawRequest};
#[cfg(feature = "decode")]
use crate::report::Violation;
use crate::report::{Report, Target};
use crate::rules::cross_field::Context;
use crate::rules::{Reporter, choice, image};
use crate::settings::Settings;
use crate::suggest::{nearest_field, shown};
use alloc::borrow::Cow;

/// Checks a request's body: the bytes that would be sent.
///
/// The body's strings are not copied, however long they are. Whatever is wrong with it is in the report, also when it is
/// no JSON at all; nothing is returned as an error and no input panics. The time is linear in the length of the body.
///
/// See "Request parameters" in the [guide](crate#the-guide) and [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259).
///
/// ```
/// use netverify_rules::{Code, Settings, validate_json};
///
/// let report = validate_json(br#"{"country": "XKX", "idType": "PASSPORT"}"#, &Settings::default());
/// let missing: Vec<_> = report.errors().map(|violation| violation.field().unwrap().name()).collect();
/// assert_eq!(missing, ["merchantIdScanReference", "frontsideImage"]);
/// ```
#[must_use]
pub fn validate_json(body: &[u8], settings: &Settings) -> Report {
    let mut reader = BodyReader::new();
    reader.push(body);
    reader.conclude(settings)
}

/// Checks a request whose fields are given one by one, as a form has them.
///
/// ```
/// use netverify_rules::{RawRequest, Field, Settings, validate_raw_request};
///
/// let raw = RawRequest::new().with(Field::Dob, "1990-02-30");
/// let report = validate_raw_request(&raw, &Settings::default());
/// assert_eq!(report.of(Field::Dob).next().unwrap().code().as_str(), "date_calendar");
/// ```
#[must_use]
pub fn validate_raw_request(raw: &RawRequest<'_>, settings: &Settings) -> Report {
    let mut report = Report::default();
    let context = Context::new(raw, settings);
    let is_absent = |field: &Field| matches!(raw.value(*field), FieldValue::Absent);
    if let Some(wrapper) = raw.wrapper
        && REQUIRED.iter().all(is_absent)
    {
        report.add(Target::Body, Code::WrappedRequest).param(Param::Where, wrapper);
    }
    for field in Field::ALL {
        if raw.repeated & (1 << field.index()) != 0 {
            report.add(Target::Field(field), Code::DuplicateField);
        }
        context.check_whole(field, &mut report);
    }
    check_other_names(raw, &mut report);
    report
}

/// Checks one field's value while it is typed: all that a report of the whole request would say of that field.
///
/// The rules that read other fields read them in `raw`, which may be empty; its own value of `field` is not looked at.
/// A violation that more typing could fix [is incomplete](crate::Violation::is_incomplete).
///
/// ```
/// use netverify_rules::{RawRequest, Field, Settings, validate_field};
///
/// let raw = RawRequest::new().with(Field::IdType, "DRIVING_LICENSE");
/// let report = validate_field(Field::UsState, "W", &raw, &Settings::default());
/// assert!(report.violations()[0].is_incomplete());
/// assert!(validate_field(Field::UsState, "WA", &raw, &Settings::default()).is_clean());
/// ```
#[must_use]
pub fn validate_field(field: Field, value: &str, raw: &RawRequest<'_>, settings: &Settings) -> Report {
    let mut raw = raw.borrowed();
    raw.set(field, value);
    validate_raw_field(field, &raw, settings)
}

/// As [`validate_field`], of the value that stands in the raw request, which may be absent or no text.
///
/// ```
/// use netverify_rules::{Code, RawRequest, Field, JsonType, Settings, validate_raw_field};
///
/// let mut raw = RawRequest::new();
/// raw.set_wrong_type(Field::Dob, JsonType::Number);
/// let report = validate_raw_field(Field::Dob, &raw, &Settings::default());
/// assert_eq!(report.violations()[0].code(), Code::WrongType);
/// ```
#[must_use]
pub fn validate_raw_field(field: Field, raw: &RawRequest<'_>, settings: &Settings) -> Report {
    let mut report = Report::default();
    Context::new(raw, settings).check_whole(field, &mut report);
    report
}

/// Checks a photo before it is encoded: the raw bytes of a file.
///
/// `field` is the one that it is meant for, one of [`Field::IMAGES`]; with another field nothing is checked. `declared` is
/// the MIME type that the request will declare; with `None` the declaration is not checked, for it can still follow the
/// bytes.
///
/// ```
/// use netverify_rules::{Code, Field, validate_image};
///
/// let report = validate_image(Field::FrontsideImage, b"GIF89a", None);
/// assert_eq!(report.violations()[0].code(), Code::ImageFormat);
/// ```
#[must_use]
pub fn validate_image(field: Field, bytes: &[u8], declared: Option<&str>) -> Report {
    let mut reader = ImageReader::new();
    reader.push(bytes);
    validate_image_info(field, &reader.finish(), declared)
}

/// As [`validate_image`], of an image that was read piece by piece by an [`ImageReader`].
///
/// ```
/// use netverify_rules::{Field, ImageReader, validate_image_info};
///
/// let mut reader = ImageReader::new();
/// for piece in [b"GIF", b"89a"] {
///     reader.push(piece);
/// }
/// assert!(!validate_image_info(Field::FaceImage, &reader.finish(), None).is_valid());
/// ```
#[must_use]
pub fn validate_image_info(field: Field, info: &ImageInfo, declared: Option<&str>) -> Report {
    let mut report = Report::default();
    if field.image_index().is_some() {
        image::check_facts(info, &mut Reporter::new(field, &mut report.violations));
        add_facts(field, info, declared, &mut report);
    }
    report
}

/// As [`validate_image_info`], of an image that is a base64 text, read piece by piece by a [`Base64Reader`].
///
/// ```
/// use netverify_rules::{Base64Reader, Code, Field, validate_base64_image};
///
/// let mut reader = Base64Reader::new();
/// reader.push(b"R0lGODlh AQABAAAAADs=");
/// let report = validate_base64_image(Field::FaceImage, &reader.finish(), None);
/// let codes: Vec<Code> = report.violations().iter().map(|violation| violation.code()).collect();
/// assert_eq!(codes, [Code::Base64Whitespace, Code::ImageFormat]);
/// ```
///
/// [`Base64Reader`]: crate::Base64Reader
#[must_use]
pub fn validate_base64_image(field: Field, image: &Base64Image, declared: Option<&str>) -> Report {
    let mut report = Report::default();
    if field.image_index().is_some() {
        image::check(image, None, &mut Reporter::new(field, &mut report.violations));
        if let Some(info) = &image.image {
            add_facts(field, info, declared, &mut report);
        }
    }
    report
}

/// Puts an image's info into its report, and judges the MIME type that is declared for it.
fn add_facts(field: Field, info: &ImageInfo, declared: Option<&str>, report: &mut Report) {
    let (Some(slot), Some(mime_type)) = (field.image_index(), field.mime_type_of_image()) else { return };
    report.images[slot] = Some(*info);
    if let Some(declared) = declared {
        let mut reporter = Reporter::new(mime_type, &mut report.violations);
        choice::check(declared, MimeType::NAMES, &mut reporter);
        image::check_mime(Some(declared), info, &mut reporter);
    }
}

/// The violations of names that are no fields: repeated ones and unknown ones.
fn check_other_names(raw: &RawRequest<'_>, report: &mut Report) {
    for (object, name) in JsonObject::FIELDS.into_iter().enumerate() {
        if raw.repeated & object_bit(object) != 0 {
            report.add(Target::UnknownName(Cow::Borrowed(name)), Code::DuplicateField);
        }
    }
    for (beginning, is_repeated) in raw.unknown.listed() {
        let target = Target::UnknownName(Cow::Owned(shown(beginning)));
        if is_repeated {
            report.add(target.clone(), Code::DuplicateField);
        }
        report.add(target, Code::UnknownField).suggest(nearest_field(beginning));
    }
    if raw.unknown.omitted() > 0 {
        report.add(Target::Body, Code::UnknownField).param(Param::Omitted, raw.unknown.omitted());
    }
}

/// As [`validate_json`], and decodes each image whose headers can be read: `image_corrupt`.
///
/// Decoding takes time for every pixel, and for progressive JPEGs memory: an eighth of a byte for each of their coefficients.
#[cfg(feature = "decode")]
#[must_use]
pub fn validate_json_fully(body: &[u8], settings: &Settings) -> Report {
    use base64::Engine as _;

    let raw = match RawRequest::from_json(body) {
        Ok(raw) => raw,
        Err(report) => return *report,
    };
    let mut report = validate_raw_request(&raw, settings);
    for field in Field::IMAGES {
        let FieldState::Content(_) = raw.state(field) else { continue };
        let Some(text) = raw.clean_base64(field) else { continue };
        if let Ok(bytes) = base64::engine::general_purpose::STANDARD_NO_PAD.decode(text) {
            add_corrupt(field, &bytes, &mut report);
        }
    }
    report
}

/// As [`validate_image`], and decodes the image if its headers can be read: `image_corrupt`.
///
/// Decoding takes time for every pixel, and for progressive JPEGs memory: an eighth of a byte for each of their coefficients.
#[cfg(feature = "decode")]
#[must_use]
pub fn validate_image_fully(field: Field, bytes: &[u8], declared: Option<&str>) -> Report {
    let mut report = validate_image(field, bytes, declared);
    add_corrupt(field, bytes, &mut report);
    report
}

/// Decodes an image and puts `image_corrupt` behind `image_truncated`, where the table has it.
#[cfg(feature = "decode")]
fn add_corrupt(field: Field, bytes: &[u8], report: &mut Report) {
    // A side that is too long is said already, and not worth the memory.
    let fits = |(width, height): (u32, u32)| width.max(height) <= crate::image::MAX_SIDE;
    let readable = report.image(field).is_some_and(|info| info.size.is_ok_and(fits));
    if !readable {
        return;
    }
    let Err(corrupt) = crate::image::decode::decode(bytes) else { return };
    let place = report
        .violations
        .iter()
        .position(|other| other.field().is_some_and(|f| f > field || (f == field && other.code() > Code::ImageCorrupt)))
        .unwrap_or(report.violations.len());
    let mut violation = Violation::new(Target::Field(field), Code::ImageCorrupt);
    violation.param(Param::Reason, corrupt.as_str());
    report.violations.insert(place, violation);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Violation;

    /// A wrapped request is told of a copy, too, and not once it has a field.
    #[test]
    fn drafts_tell_of_a_wrapped_request() {
        let is_told = |raw: &RawRequest<'_>| {
            let report = validate_raw_request(raw, &Settings::default());
            let first = report.violations().first().map(Violation::code);
            first == Some(Code::WrappedRequest)
        };
        let body = br#"{"faceImage":"","request":{"country":"USA","idType":"PASSPORT"}}"#;
        let mut raw = RawRequest::from_json(body).expect("an object");
        assert!(is_told(&raw));
        assert!(is_told(&raw.clone()));
        raw.set(Field::Country, "USA");
        assert!(!is_told(&raw));
    }
}
